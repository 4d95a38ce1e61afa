"""The coordinator's tasks of targeting and recruiting, in a real browser."""

import re
import shutil

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import settled
from tests.browser.test_attendance import click_row

pytestmark = pytest.mark.browser

COORDINATOR = "who=Coordinator, Lincoln Middle School"
ROSTER = """Name,Kind,Position,School,Max students,Application,Interview,References,Background check,Orientation,Confidentiality agreement,Duty to report
"Abara, Ngozi",Staff,Librarian,Lincoln Middle School,4,2025-09-02,2025-09-05,,2025-09-08,2025-09-10,yes,yes
Luis Ferrer,AmeriCorps,Full-time mentor,Lincoln Middle School,12,2025-09-02,2025-09-05,2025-09-08,2025-09-08,2025-09-10,yes,yes
Dana Kerr,Staff,Coach,Lincoln Middle School,500,,,,,,,
"""  # noqa: E501


STEPS = 4
"""Of the screening of staff."""


@pytest.fixture
def home(demo_home, tmp_path):
    return shutil.copytree(demo_home, tmp_path / "home")


def on_list(page, name):
    """How many students stand on a list, as its button says."""
    words = page.get_by_role("radio", name=re.compile(rf"^{name} [\d,]+$")).inner_text()
    return int(words.split()[-1].replace(",", ""))


def test_from_criteria_to_the_list_to_choosing_and_deferring_with_reasons(serve, open_page, home):
    page = open_page(f"{serve(home)}/targeting?{COORDINATOR}")
    page.set_viewport_size({"width": 1440, "height": 1800})
    proposed, chosen = on_list(page, "To decide"), on_list(page, "Chosen")

    page.get_by_text("Criteria of this school").click()
    page.get_by_label("Students per mentor").fill("5")
    page.get_by_label("Students per mentor").press("Enter")
    settled(page)
    expect(page.get_by_text(re.compile("^Saved criteria:"))).to_be_visible()
    page.get_by_role("button", name="Save criteria").dblclick()
    settled(page)
    expect(page.get_by_text("The criteria are saved")).to_be_visible()
    expect(page.get_by_text(re.compile("more mentors? at 5 students each"))).to_be_visible()

    click_row(page, 0)
    click_row(page, 2)
    expect(page.get_by_test_id("stBottom").get_by_text("2 picked:")).to_be_visible()
    page.get_by_test_id("stBottom").get_by_role("button", name="Choose").dblclick()
    settled(page)
    expect(page.get_by_text("2 students are chosen.")).to_be_visible()
    assert on_list(page, "Chosen") == chosen + 2

    click_row(page, 0)
    page.get_by_test_id("stBottom").get_by_role("button", name="Defer…").click()
    page.get_by_role("combobox", name="Reason").click()
    page.get_by_role("option", name="Family asked to wait").click()
    page.get_by_role("button", name="Defer", exact=True).click()
    settled(page)
    expect(page.get_by_text("1 student is deferred.")).to_be_visible()
    assert on_list(page, "To decide") == proposed - 3

    page.get_by_role("radio", name=re.compile("^Deferred")).click()
    settled(page)
    page.reload()
    settled(page)
    assert on_list(page, "Deferred") >= 1


def test_three_mentors_one_by_hand_and_two_by_file_until_they_can_be_matched(
    serve, open_page, home, tmp_path
):
    address = serve(home)
    page = open_page(f"{address}/roster?{COORDINATOR}")
    file = tmp_path / "new_mentors.csv"
    file.write_text(ROSTER, encoding="utf-8")
    page.locator("input[type=file]").set_input_files(str(file))
    settled(page)
    expect(page.get_by_text("500").first).to_be_visible()
    page.get_by_role("button", name=re.compile("^Bring in the other 2 rows")).dblclick()
    settled(page)

    page.get_by_role("link", name="Mentors").last.click()
    settled(page)
    page.get_by_role("button", name="Add a mentor").click()
    settled(page)
    page.get_by_label("First name").fill("Mei")
    page.get_by_label("Last name").fill("Sorensen")
    page.get_by_role("button", name="Add to the roster").click()
    settled(page)
    expect(page.get_by_text("Mei Sorensen is on the roster.")).to_be_visible()
    screen(page)
    orient(page)
    page.get_by_role("button", name="Start…").click()
    page.get_by_role("button", name="Start", exact=True).click()
    settled(page)
    expect(page.get_by_text("Can be matched: 4 of 4 places free.")).to_be_visible()

    for name, places in (("Ngozi Abara", 4), ("Luis Ferrer", 12)):
        page.goto(f"{address}/mentors?{COORDINATOR}")
        settled(page)
        page.get_by_label("Find a mentor").fill(name)
        page.wait_for_timeout(600)
        settled(page)
        click_row(page, 0)
        page.get_by_test_id("stBottom").get_by_role("link").click()
        settled(page)
        page.get_by_role("button", name="Start…").click()
        page.get_by_role("button", name="Start", exact=True).click()
        settled(page)
        told = f"Can be matched: {places} of {places} places free."
        expect(page.get_by_text(told)).to_be_visible()


def screen(page):
    """Record every step of the screening."""
    for left in range(STEPS, 0, -1):
        expect(page.get_by_role("button", name="Record…", exact=True)).to_have_count(left)
        page.get_by_role("button", name="Record…", exact=True).first.click()
        page.get_by_role("spinbutton", name="month, Done on").first.focus()
        page.keyboard.type("01052026")
        # By key: the calendar that opens beside the field lies over the button.
        note = page.get_by_label("Note", exact=True).last
        note.focus()
        note.press("Enter")
        settled(page)


def orient(page):
    page.get_by_role("button", name="Record an orientation…").click()
    page.get_by_text("Confidentiality agreement signed").last.click()
    page.get_by_text("Duty to report child abuse and neglect covered").last.click()
    page.get_by_role("button", name="Save", exact=True).last.click()
    settled(page)
