"""A coordinator pastes a week of contacts from a sheet, on a phone."""

import re
import shutil

import pytest
from playwright.sync_api import expect

from sm_core.uploads import open_district
from tests.browser.conftest import settled

pytestmark = pytest.mark.browser


def matched(home):
    """(student, mentor) ids of three matches that have held for a month."""
    store = open_district(home)
    with store.reading() as cursor:
        found = cursor.execute(
            "SELECT student_id, mentor_id FROM program.matches WHERE ended IS NULL "
            "AND started < DATE '2025-12-20' ORDER BY match_id LIMIT 3"
        ).fetchall()
    store.close()
    return found


def test_a_week_is_pasted_logged_once_and_taken_back(demo_home, tmp_path, serve, open_page):
    home = tmp_path / "home"
    shutil.copytree(demo_home, home)
    rows = [f"{student}\t{mentor}\tx\t\tp\t\t" for student, mentor in matched(home)]
    sheet = "\n".join(["Student ID\tMentor ID\tMon\tTue\tWed\tThu\tFri", *rows, "9999999\t\tx"])
    page = open_page(f"{serve(home)}/contacts-in", width=390)
    page.get_by_label(re.compile("Paste the cells here")).fill(sheet)
    page.get_by_role("button", name="Look at it").click()
    settled(page)

    page.get_by_role("combobox", name=re.compile("Which week")).click()
    page.get_by_role("option", name="Mon Dec 8, 2025 to Fri Dec 12, 2025").click()
    settled(page)
    headline = page.get_by_role("heading", name=re.compile("contacts can be logged"))
    expect(headline).to_contain_text("1 line cannot be logged")
    expect(page.get_by_text("among those you may see")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.get_by_role("button", name=re.compile(r"^Log \d contacts")).dblclick()
    settled(page)
    expect(page.get_by_text(re.compile(r"Logged: \d contacts"))).to_be_visible()

    page.get_by_role("button", name=re.compile("Undo")).click()
    settled(page)
    expect(page.get_by_text(re.compile(r"Taken back: \d contacts"))).to_be_visible()
