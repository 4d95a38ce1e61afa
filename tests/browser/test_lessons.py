"""A principal asks for help, another school answers, and what helped becomes a lesson that the
captain finds again."""

import shutil
from urllib.parse import quote_plus

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import settled

pytestmark = pytest.mark.browser
LINCOLN, JEFFERSON = "Lincoln Middle School", "Jefferson High School"
NEED = "Who lends us a *piano* for $5?"


def button(page, name):
    return page.get_by_role("button", name=name, exact=True)


def press(page, name):
    button(page, name).first.click()
    settled(page)


def choose(page, label, option):
    page.get_by_role("combobox", name=label, exact=True).first.click()
    page.get_by_role("option", name=option, exact=True).click()


def test_help_is_asked_for_answered_settled_and_learned(serve, open_page, demo_home, tmp_path):
    home = shutil.copytree(demo_home, tmp_path / "asked")
    address = serve(home)
    page = open_page(f"{address}/")

    def look(who="District captain", **more):
        words = "".join(f"&{name}={quote_plus(value)}" for name, value in more.items())
        page.goto(f"{address}/lessons?who={quote_plus(who)}{words}")
        settled(page)

    look(f"Principal, {LINCOLN}")
    press(page, "Ask for help…")
    page.get_by_label("What do you need?").fill(NEED)
    button(page, "Ask all schools").click()
    expect(page.get_by_text("Say what it is about: choose one of the topics.")).to_be_visible()
    choose(page, "What about?", "Climate and celebrations")
    button(page, "Ask all schools").dblclick()
    settled(page)
    expect(page.get_by_text("All schools and the district see what you need.")).to_be_visible()
    expect(page.get_by_text(NEED)).to_have_count(1)

    look(f"Coordinator, {JEFFERSON}")
    card = page.get_by_test_id("stVerticalBlock").filter(has_text=NEED).last
    card.get_by_role("button", name="Answer…").click()
    page.get_by_label("Your answer").locator("visible=true").fill("Ours stands in the hall.")
    # A click beside it closes it, and loses nothing.
    page.get_by_role("heading", name="Help and lessons").click()
    card.get_by_role("button", name="Answer…").click()
    expect(page.get_by_label("Your answer").locator("visible=true")).to_have_value(
        "Ours stands in the hall."
    )
    button(page, "Send").locator("visible=true").click()
    settled(page)
    expect(page.get_by_text("Ours stands in the hall.")).to_be_visible()

    look(f"Principal, {LINCOLN}")
    card = page.get_by_test_id("stVerticalBlock").filter(has_text=NEED).last
    card.get_by_role("button", name="Settled…").click()
    page.get_by_label("What helped?").locator("visible=true").fill("Jefferson has one.")
    button(page, "It is settled").locator("visible=true").click()
    settled(page)
    press(page, "Make it a lesson…")
    page.get_by_label("Title, up to 120 letters").fill("A piano for the breakfast")
    press(page, "Keep the lesson")
    expect(page.get_by_text("The lesson is kept; all schools find it.")).to_be_visible()

    look(list="lessons", q="PIANO jefferson")
    expect(page.get_by_text("A piano for the breakfast")).to_be_visible()
    expect(page.get_by_text("1 of 13 lessons")).to_be_visible()
