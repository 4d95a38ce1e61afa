"""Two records of one mentor become one, in a real browser: the question stands in a dialog."""

from dataclasses import replace

import pytest
from playwright.sync_api import expect

from sm_core.uploads import open_district
from tests.browser.conftest import settled
from tests.browser.test_doors import lincoln  # noqa: F401
from tests.mentor_cast import GRACE, cleared, put

pytestmark = pytest.mark.browser


@pytest.fixture
def two_graces(lincoln):  # noqa: F811
    store = open_district(lincoln)
    put(store, cleared(GRACE), replace(GRACE, mentor_id="m6", last_name="Lindquist"))
    store.close()
    return lincoln


def test_twins_become_one_record_after_one_question(serve, open_page, two_graces):
    page = open_page(f"{serve(two_graces)}/mentors")
    page.get_by_role("button", name="Merge…").click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_text("Grace Lindquist, prospect, 0 students")).to_be_visible()
    dialog.get_by_role("button", name="Merge", exact=True).dblclick()
    settled(page)
    expect(page.get_by_text("Grace Lindqvist is one record now.")).to_be_visible()
    expect(page.get_by_role("button", name="Merge…")).to_be_hidden()
    expect(page.get_by_text("1 mentor. Tick the box")).to_be_visible()


def test_a_double_click_adds_one_mentor(serve, open_page, lincoln):  # noqa: F811
    page = open_page(f"{serve(lincoln)}/mentors")
    page.get_by_role("button", name="Add a mentor").click()
    settled(page)
    page.get_by_label("First name").fill("Helen")
    page.get_by_label("Last name").fill("Brandt")
    page.get_by_role("button", name="Add to the roster").dblclick()
    settled(page)
    expect(page.get_by_text("Helen Brandt is on the roster.")).to_be_visible()
    page.get_by_role("link", name="← Back to the mentors").click()
    settled(page)
    expect(page.get_by_text("1 mentor. Tick the box")).to_be_visible()


@pytest.mark.parametrize("width", [1440, 390])
def test_the_menus_lead_to_the_mentors(serve, open_page, lincoln, width):  # noqa: F811
    page = open_page(f"{serve(lincoln)}/students", width)
    if width < 600:
        page.get_by_test_id("stExpandSidebarButton").click()
        page.get_by_role("link", name="Mentors").click()
    else:
        page.get_by_text("Program", exact=True).click()
        page.get_by_role("menuitem", name="Mentors").click()
    settled(page)
    expect(page.get_by_role("heading", name="Mentors", exact=True)).to_be_visible()


def test_a_form_left_and_opened_again_is_empty(serve, open_page, two_graces):
    page = open_page(f"{serve(two_graces)}/mentors")
    page.get_by_role("button", name="Add a mentor").click()
    settled(page)
    page.get_by_label("First name").fill("Grace")
    page.get_by_label("Last name").fill("Lindqvist")
    page.get_by_role("button", name="Add to the roster").click()
    settled(page)
    expect(page.get_by_role("button", name="Add another person")).to_be_visible()
    page.get_by_role("link", name="← Back to the mentors").click()
    settled(page)
    page.get_by_role("button", name="Add a mentor").click()
    settled(page)
    expect(page.get_by_role("button", name="Add to the roster")).to_be_visible()
    expect(page.get_by_text("is close to")).to_be_hidden()


def test_a_double_click_on_two_people_is_remembered_once(serve, open_page, two_graces):
    page = open_page(f"{serve(two_graces)}/mentors")
    page.get_by_role("button", name="Two people").dblclick()
    settled(page)
    expect(page.get_by_text("are remembered as two people")).to_be_visible()
    page.goto(page.url.split("/mentors")[0] + "/mentor?mentor=m6")
    settled(page)
    expect(page.get_by_text("not the same as")).to_have_count(1)
