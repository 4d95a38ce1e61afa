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


def anybody(home):
    """(student, mentor) ids of sixty students with a mentor who never met them."""
    store = open_district(home)
    with store.reading() as cursor:
        found = cursor.execute(
            "SELECT DISTINCT student_id, (SELECT min(mentor_id) FROM program.mentors) "
            "FROM attendance.enrollments WHERE last_day > DATE '2026-01-01' AND student_id NOT IN "
            "(SELECT student_id FROM program.matches) ORDER BY student_id LIMIT 60"
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


def test_a_second_click_while_a_long_sheet_is_saved_keeps_its_words_and_its_undo(
    demo_home, tmp_path, serve, open_page
):
    home = tmp_path / "home"
    shutil.copytree(demo_home, home)
    days = [f"2025-12-{day:02}" for day in (1, 2, 3, 4, 5, 8, 9, 10, 11, 12, 15, 16, 17, 18, 19)]
    rows = [f"{student},{mentor}{',p' * len(days)}" for student, mentor in anybody(home)]
    sheet = tmp_path / "december.csv"
    sheet.write_text("\n".join([",".join(["Student ID", "Mentor ID", *days]), *rows]))
    page = open_page(f"{serve(home)}/contacts-in")
    page.locator("input[type=file]").set_input_files(str(sheet))
    button = page.get_by_role("button", name=re.compile(r"^Log [\d,]+ contacts"))
    expect(button).to_be_visible()
    settled(page)
    many = re.search(r"[\d,]+", button.inner_text()).group()
    assert len(many) > 2
    button.evaluate("button => { button.click(); setTimeout(() => button.click(), 150); }")
    expect(page.get_by_text(f"Logged: {many} contacts.")).to_be_visible(timeout=30_000)
    expect(page.get_by_role("button", name=f"Undo: {many} contacts")).to_be_visible()
