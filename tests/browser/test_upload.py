"""A file becomes tiers: the first five minutes of a coordinator."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import ROOT, settled

pytestmark = pytest.mark.browser
REGISTER = ROOT.parent / "shared/data/oea-contoso-register/batch1_studentattendance.csv"


def choose(page, label, answer):
    page.get_by_role("combobox", name=re.compile(label)).click()
    page.get_by_role("option", name=answer, exact=True).click()


def test_a_register_of_600_students_becomes_four_counts(serve, open_page):
    if not REGISTER.exists():
        pytest.skip("the 600-student register is not beside this repository")
    address = serve()
    page = open_page(f"{address}/")
    expect(page.get_by_text("There is no attendance to show yet")).to_be_visible()
    page.get_by_role("link", name="Upload attendance").click()
    settled(page)

    page.locator("input[type=file]").set_input_files(str(REGISTER))
    expect(
        page.get_by_text("looks like a daily register: 12,000 rows, 600 students")
    ).to_be_visible(timeout=20_000)
    expect(page.get_by_text("2 decisions left")).to_be_visible()
    choose(page, 'Code "A"', "absent, unexcused")
    choose(page, 'Code "P"', "present")
    page.get_by_role("button", name="Use these answers").click()

    expect(page.get_by_text("1,285 absences added")).to_be_visible(timeout=20_000)
    page.get_by_role("button", name="Import").click()
    expect(page.get_by_text("Imported.")).to_be_visible(timeout=20_000)
    page.get_by_role("link", name="See the students by tier").click()
    settled(page)

    for label in ("Satisfactory 63", "At risk 155", "Moderate chronic 289", "Severe chronic 93"):
        expect(page.get_by_role("button", name=re.compile(label))).to_be_visible()
    expect(page.get_by_text("382 of 600 students are chronically absent (63.7%)")).to_be_visible()
