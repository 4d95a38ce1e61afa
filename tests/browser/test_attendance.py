"""From a district to one student and back, by mouse, as a captain would go."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import settled

pytestmark = pytest.mark.browser
LINCOLN = "Lincoln Middle School"


@pytest.fixture
def district(serve, open_page, demo_home):
    """The District page of a captain on the demo district."""
    return open_page(f"{serve(demo_home)}/district")


def chart(page, words):
    return page.get_by_role("figure", name=words)


def click_mark(page, words, place):
    """Click the bar or cell of a chart, counted in the order in which they are drawn."""
    mark = chart(page, words).locator("g.bars g.point path, g.barlayer g.point path").nth(place)
    mark.scroll_into_view_if_needed()
    box = mark.bounding_box()
    click_at(page, box["x"] + box["width"] / 2, box["y"] + box["height"] * 0.7)


def click_at(page, x, y):
    page.mouse.move(x, y)
    page.wait_for_timeout(300)  # a chart or grid notices a mouse that rests
    page.mouse.click(x, y)
    settled(page)


def choose(page, label, option):
    page.get_by_role("combobox", name=label).click()
    page.get_by_role("option", name=option, exact=True).click()
    settled(page)


def press(page, option):
    """One of a row of buttons."""
    page.get_by_role("radio", name=option, exact=True).or_(
        page.get_by_role("button", name=option, exact=True)
    ).first.click()
    settled(page)


def click_row(page, place):
    """Rows of the list are drawn on one canvas; the boxes stand at its left edge."""
    grid = page.get_by_test_id("stDataFrame").first
    box = grid.bounding_box()
    click_at(page, box["x"] + 16, box["y"] + 36 + 32 * place + 16)


def test_filter_chart_list_student_and_back(district):
    page = district
    choose(page, "School", LINCOLN)
    click_mark(page, "by grade", 1)
    expect(page.get_by_text(f"{LINCOLN}, grade 7 →")).to_be_visible()
    students = page.get_by_text(re.compile(r"→ \d+ students")).inner_text().split("→")[1].split()[0]

    page.get_by_role("link", name="Open the list").click()
    settled(page)
    expect(page.get_by_role("heading", name="Students", exact=True)).to_be_visible()
    expect(page.get_by_text(f"of {students}", exact=False).last).to_be_visible()
    assert "grade=7" in page.url
    assert "school=Lincoln" in page.url

    click_row(page, 0)
    bottom = page.get_by_test_id("stBottom")
    name = bottom.locator("strong").inner_text()
    bottom.get_by_role("link", name="Open student").click()
    settled(page)
    expect(page.get_by_text(name).first).to_be_visible()
    assert name.split()[0] not in page.url

    page.get_by_role("link", name="Back to the list").click()
    settled(page)
    expect(page.get_by_role("heading", name="Students", exact=True)).to_be_visible()
    assert "grade=7" in page.url
    expect(page.get_by_text(f"of {students}", exact=False).last).to_be_visible()


def test_a_tier_of_a_school_leads_to_those_students_and_lets_go(district):
    page = district
    click_mark(page, "each tier, by school", 0)
    line = page.get_by_text(re.compile(r", severe chronic → \d+ student"))
    expect(line).to_be_visible()
    students = line.inner_text().split("→")[1].split()[0]
    page.get_by_role("link", name="Open the list").click()
    settled(page)
    expect(page.get_by_text(f"Students 1 to {students} of {students}")).to_be_visible()


def test_a_chosen_cell_of_the_heat_map_lets_go_when_clicked_again(district):
    page = district
    press(page, "When")
    for expected in (1, 0):
        click_mark(page, "weekday and month", 1)
        expect(page.get_by_text(re.compile("missed a Friday in"))).to_have_count(expected)


def test_a_cell_of_the_matrix_chooses_school_and_grade_and_lets_go(district):
    page = district
    press(page, "Who")
    click_mark(page, "by school and grade", 0)
    line = page.get_by_text(re.compile(r"^[A-Z][\w ]+, grade \w+ → \d+ student"))
    expect(line).to_be_visible()
    assert "school=" in page.url
    assert "grade=" in page.url
    click_mark(page, "by school and grade", 0)
    expect(page.get_by_text(re.compile("^All schools →"))).to_be_visible()


def test_look_measure_and_months_are_in_the_address_and_outlast_a_reload(district):
    page = district
    choose(page, "Measure", "Average daily attendance")
    press(page, "Month")
    assert "measure=Average" in page.url
    assert "by=Month" in page.url
    for _ in range(2):
        expect(page.get_by_text("Average daily attendance by month")).to_be_visible()
        expect(page.get_by_text("by grade, the chronic rate beside it")).to_be_visible()
        page.reload()
        settled(page)
    press(page, "Who")
    assert "look=Who" in page.url
    expect(page.get_by_text("by school and grade, the chronic rate beside it")).to_be_visible()


def test_a_chart_is_taken_along_as_a_picture(district):
    page = district
    page.get_by_role("button", name="Download").nth(1).click()
    with page.expect_download() as download:
        page.get_by_role("button", name="Picture", exact=True).click()
    assert re.fullmatch(r"district-.*\.png", download.value.suggested_filename)


def test_a_week_shows_the_page_as_of_that_week(district):
    page = district
    points = chart(page, "week by week").locator("path.point")
    box = points.last.bounding_box()
    before = page.get_by_text(re.compile(r"^Of [\d,]+ students")).inner_text()
    earlier = points.nth(points.count() - 8).bounding_box()
    click_at(page, earlier["x"] + earlier["width"] / 2, earlier["y"] + earlier["height"] / 2)
    assert box != earlier
    assert "as_of=" in page.url
    assert page.get_by_text(re.compile(r"^Of [\d,]+ students")).inner_text() != before


def test_the_open_student_stays_open_through_pages_search_and_reload(serve, open_page, demo_home):
    page = open_page(f"{serve(demo_home)}/students")
    click_row(page, 2)
    bottom = page.get_by_test_id("stBottom")
    name = bottom.locator("strong").inner_text()
    page.get_by_test_id("stPagination").get_by_text("2", exact=True).click()
    settled(page)
    expect(page.get_by_text(re.compile("Students 51 to 100"))).to_be_visible()
    assert bottom.locator("strong").inner_text() == name
    page.get_by_role("searchbox").or_(page.get_by_label("Find a student")).first.fill("zzz")
    page.wait_for_timeout(600)
    settled(page)
    assert bottom.locator("strong").inner_text() == name
    page.reload()
    settled(page)
    assert bottom.locator("strong").inner_text() == name
    bottom.get_by_role("button", name="Close").click()
    settled(page)
    expect(bottom.locator("strong")).to_have_count(0)
    assert "student=" not in page.url


@pytest.mark.parametrize(("to", "through"), [("district", "Open the list"), ("", "Data quality")])
def test_a_shared_link_is_followed_with_all_its_choices(serve, open_page, demo_home, to, through):
    choices = "who=Principal%2C+Lincoln+Middle+School&as_of=2025-12-19&grade=7"
    page = open_page(f"{serve(demo_home)}/{to}?{choices}")
    page.get_by_role("link", name=through).first.click()
    settled(page)
    for _ in range(2):
        looking = page.get_by_role("combobox", name="Looking as")
        expect(looking).to_have_value("Principal, Lincoln Middle School")
        assert all(choice in page.url for choice in choices.split("&"))
        page.reload()
        settled(page)


@pytest.mark.parametrize("where", [
    "", "district", "schools", "progress", "students", "quality", "student?student=0041237",
])  # fmt: skip
def test_every_page_fits_a_phone(serve, open_page, demo_home, where):
    page = open_page(f"{serve(demo_home)}/{where}", width=390)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
