"""A captain calls the schools together, a coordinator answers, and what was agreed gets done."""

import shutil

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import settled

pytestmark = pytest.mark.browser
SCHOOL = "Lincoln Middle School"
COORDINATOR, PRINCIPAL = (
    f"who={role}%2C+{SCHOOL.replace(' ', '+')}" for role in ("Coordinator", "Principal")
)
TODAY = "01/30/2026"
"""The day on which the demo district stands still."""


def press(page, name):
    page.get_by_role("button", name=name, exact=True).first.click()
    settled(page)


def test_a_meeting_from_its_plan_to_what_was_agreed(serve, open_page, demo_home, tmp_path):
    address = serve(shutil.copytree(demo_home, tmp_path / "called"))
    page = open_page(f"{address}/gatherings?gathering=new")
    page.get_by_label("Title", exact=True).fill("Snow days")
    page.get_by_role("group", name="Day").get_by_role("spinbutton").first.click()
    page.keyboard.type(TODAY.replace("/", ""))
    page.get_by_label("Agenda, a line per point").fill("Buses\nPhones")
    press(page, "Save the meeting")
    expect(page.get_by_text("“Snow days” is planned for Jan 30, 2026.")).to_be_visible()
    expect(page.get_by_role("listitem").filter(has_text="Phones")).to_be_visible()
    opened = page.url.partition("gathering=")[2]

    page.goto(f"{address}/gatherings?{COORDINATOR}&gathering={opened}")
    settled(page)
    expect(page.get_by_text("No answer yet: Joan Hall, Mei Chen.")).to_be_visible()
    press(page, "Say who comes…")
    page.get_by_role("button", name="Mei Chen (site coordinator)").click()
    press(page, "Save")
    expect(page.get_by_text("1 from Lincoln Middle School")).to_be_visible()
    expect(page.get_by_role("button", name="Save who came")).to_have_count(0)

    page.goto(f"{address}/gatherings?gathering={opened}")
    settled(page)
    press(page, "Tap all who said they come: 1")
    press(page, "Save who came")
    expect(page.get_by_text("Saved: 1 came to “Snow days”.")).to_be_visible()
    press(page, "Add a follow-up…")
    page.get_by_label("What is to be done?").first.fill("Send the bus times")
    press(page, "Add")
    expect(page.get_by_text("Added for 4 schools: Send the bus times.")).to_be_visible()

    page.goto(f"{address}/gatherings?{PRINCIPAL}&gathering={opened}")
    settled(page)
    expect(page.get_by_text("Came: Mei Chen; not coming: Joan Hall.")).to_be_visible()
    press(page, "Done")
    expect(page.get_by_text("Done: Send the bus times.")).to_be_visible()
