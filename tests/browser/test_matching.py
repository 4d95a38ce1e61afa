"""The coordinator's tasks of matching, in a real browser."""

import re
import shutil

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import make_demo, settled
from tests.browser.test_attendance import click_row
from tests.browser.test_program import on_list

pytestmark = pytest.mark.browser

COORDINATOR = "who=Coordinator, Lincoln Middle School"


@pytest.fixture(scope="session")
def whole_demo(tmp_path_factory):
    """The demo as a person gets it: in a small one nobody at Lincoln waits."""
    home = tmp_path_factory.mktemp("whole") / "home"
    make_demo(home)
    return home


@pytest.fixture
def page(whole_demo, tmp_path, serve, open_page):
    """The Matching page of Lincoln's coordinator, on a demo of its own."""
    home = shutil.copytree(whole_demo, tmp_path / "home")
    page = open_page(f"{serve(home)}/matching?{COORDINATOR}")
    page.set_viewport_size({"width": 1440, "height": 1400})
    settled(page)
    return page


def bar(page, name):
    return page.get_by_test_id("stBottom").get_by_role("button", name=name)


def shows(page, **counts):
    """Wait until the lists hold so many."""
    for name, count in counts.items():
        expect(page.get_by_role("radio", name=f"{name} {count}", exact=True)).to_be_visible()


def open_list(page, name):
    page.get_by_role("radio", name=re.compile(f"^{name}")).click()
    settled(page)


def test_pairs_are_accepted_once_and_undone(page):
    suggested, matched = on_list(page, "Suggested"), on_list(page, "Matched")
    assert suggested > 2
    click_row(page, 0)
    click_row(page, 1)
    settled(page)
    bar(page, "Accept…").click()
    page.get_by_role("button", name="Accept 2 pairs").dblclick()
    settled(page)
    expect(page.get_by_text("2 students have a mentor now.")).to_be_visible()
    shows(page, Suggested=suggested - 2, Matched=matched + 2)

    page.get_by_role("button", name="Undo: 2 matches").click()
    settled(page)
    shows(page, Suggested=suggested, Matched=matched)


def test_a_match_ends_once_and_goes_on_however_fast_somebody_clicks(page):
    """The second click comes before, while or after the first one is saved."""
    matched = on_list(page, "Matched")
    open_list(page, "Matched")
    for gap in (100, 160, 250):
        click_row(page, 0)
        settled(page)
        bar(page, "End match…").click()
        page.get_by_role("combobox", name="Reason").click()
        page.get_by_role("option", name="The schedules no longer fit").click()
        click_twice(page, page.get_by_role("button", name="End match", exact=True), gap)
        expect(page.get_by_text(re.compile("ended on .* Please tell"))).to_be_visible()
        shows(page, Matched=matched - 1)
        click_twice(page, page.get_by_role("button", name=re.compile("^Undo ending for")), gap)
        expect(page.get_by_text(re.compile("The match of .* goes on"))).to_be_visible()
        shows(page, Matched=matched)
        page.get_by_role("button", name="Close", exact=True).click()
        settled(page)
        expect(page.get_by_text(re.compile("goes on"))).to_have_count(0)


def click_twice(page, button, gap):
    """Two clicks on where a button stands, the second after so many milliseconds."""
    button.scroll_into_view_if_needed()
    box = button.bounding_box()
    place = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.click(*place)
    page.wait_for_timeout(gap)
    page.mouse.click(*place)
    settled(page)


def test_someone_else_is_looked_at_and_kept_before_the_list_changes(page):
    # Of the second student nobody noted when they are free, so that others may be had.
    click_row(page, 1)
    settled(page)
    bar(page, "Someone else…").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("combobox").click()
    page.get_by_role("option").first.click()
    settled(page)
    expect(dialog.get_by_text(re.compile("^If .* meets"))).to_be_visible()
    keep = dialog.get_by_role("button", name=re.compile("^Keep for"))
    name = keep.inner_text().removeprefix("Keep for ")
    keep.click()
    settled(page)
    expect(page.get_by_text(re.compile(f"is kept for {name}")).first).to_be_visible()
    shows(page, Rules=1)


def test_a_phone_shows_who_is_suggested_without_sideways_scrolling(page):
    page.set_viewport_size({"width": 390, "height": 844})
    page.reload()
    settled(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    expect(page.get_by_text(re.compile("can have one now"))).to_be_visible()
