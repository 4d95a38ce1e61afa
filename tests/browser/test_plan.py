"""A coordinator begins the plan of a school and takes its first step; the captain sees it."""

import re
import shutil

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import settled

pytestmark = pytest.mark.browser
JEFFERSON = "Jefferson High School"
COORDINATOR = f"who=Coordinator%2C+{JEFFERSON.replace(' ', '+')}"


def press(page, name):
    page.get_by_role("button", name=name, exact=True).first.click()
    settled(page)


def answered(page, words):
    expect(page.get_by_role("heading", name=words, exact=True)).to_be_visible()


def test_a_plan_is_begun_its_first_step_done_and_talked_about(
    serve, open_page, demo_home, tmp_path
):
    home = shutil.copytree(demo_home, tmp_path / "planned")
    address = serve(home)
    page = open_page(f"{address}/")
    page.goto(f"{address}/plan?{COORDINATOR}")
    settled(page)
    answered(page, f"{JEFFERSON} has no plan for 2025-26 yet.")
    press(page, "Begin the plan")
    answered(page, "0 of 12 steps done.")
    press(page, "Done")
    answered(page, "1 of 12 steps done.")

    press(page, "Change…")
    page.get_by_label("What is to be done?").fill("The library is open at lunch")
    press(page, "Save")
    expect(page.get_by_text("Saved: The library is open at lunch.")).to_be_visible()

    page.goto(f"{address}/plan?school={JEFFERSON.replace(' ', '+')}")
    settled(page)
    answered(page, "1 of 12 steps done.")
    expect(page.get_by_text(re.compile("The library is open at lunch"))).to_be_visible()
    page.get_by_label("Comment", exact=True).last.fill("I bring the county's list.")
    press(page, "Add the comment")
    expect(page.get_by_text("I bring the county's list.")).to_be_visible()
    press(page, "Take back")
    expect(page.get_by_text("I bring the county's list.")).to_have_count(0)
