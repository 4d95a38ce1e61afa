"""From the answer to the students behind it: as a captain from the desk or from all schools, as a
principal from the page they land on."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import settled
from tests.browser.test_attendance import click_at, click_row

pytestmark = pytest.mark.browser
LINCOLN, JEFFERSON = "Lincoln Middle School", "Jefferson High School"
ROOSEVELT = "Roosevelt Elementary"
PRINCIPAL = f"who=Principal%2C+{LINCOLN.replace(' ', '+')}"


def number(page, words):
    """The first number of the text that matches."""
    said = page.get_by_text(re.compile(words)).first.inner_text()
    return re.search(r"\d[\d,]*", said)[0]


def follow(page, link):
    page.get_by_role("link", name=link).first.click()
    settled(page)


def headed(page, words):
    expect(page.get_by_role("heading", name=words, exact=True)).to_be_visible()


def listed(page, students):
    """The list says that it shows so many students, and all of them."""
    expect(
        page.get_by_text(re.compile(rf"Students 1 to {students} of {students}\b"))
    ).to_be_visible()


def test_a_captain_goes_from_the_desk_to_a_school_to_its_list(serve, open_page, demo_home):
    page = open_page(f"{serve(demo_home)}/")
    headed(page, "The desk")
    students = number(page, r"\d+ of \d+ severe students have neither mentor nor support")
    follow(page, JEFFERSON)
    headed(page, "School progress")
    expect(page.get_by_text(re.compile(f"^{JEFFERSON} · data through"))).to_be_visible()
    assert number(page, r"\d+ of \d+ severe students who are here") == students

    follow(page, "Who they are")
    headed(page, "Who needs a mentor?")
    listed(page, students)
    assert "school=Jefferson" in page.url

    page.go_back()
    settled(page)
    waiting = number(page, r"^\d+ without a mentor")
    follow(page, f"{waiting} without a mentor")
    headed(page, "Who needs a mentor?")
    listed(page, waiting)


def test_a_principal_lands_on_the_progress_and_opens_what_is_behind_a_number(
    serve, open_page, demo_home
):
    page = open_page(f"{serve(demo_home)}/?{PRINCIPAL}")
    headed(page, "School progress")
    expect(page.get_by_text(re.compile(f"^{LINCOLN} · data through"))).to_be_visible()
    severe = number(page, r"Severe chronic \d+")
    follow(page, re.compile(r"Severe chronic \d+"))
    headed(page, "Students")
    listed(page, severe)

    page.go_back()
    settled(page)
    headed(page, "School progress")
    chosen = page.get_by_test_id("stMetric").filter(has_text="Chosen")
    students = re.search(r"\d+", chosen.get_by_test_id("stMetricValue").inner_text())[0]
    follow(page, "Who is chosen")
    headed(page, "Who needs a mentor?")
    listed(page, students)
    expect(page.get_by_role("combobox", name="Looking as")).to_have_value(f"Principal, {LINCOLN}")


def test_a_captain_sorts_all_schools_and_opens_the_row_on_top(serve, open_page, demo_home):
    """Of a table sorted by the browser a row must open the school that stands in it."""
    page = open_page(f"{serve(demo_home)}/schools")
    headed(page, "Schools side by side")
    for _ in range(2):
        box = page.get_by_test_id("stDataFrame").first.bounding_box()
        click_at(page, box["x"] + 60, box["y"] + 18)
    click_row(page, 0)
    headed(page, "School progress")
    expect(page.get_by_text(re.compile(f"^{ROOSEVELT} · data through"))).to_be_visible()
    assert "school=Roosevelt" in page.url
