"""Nobody gets through a door that is not theirs, whichever address they start from."""

import subprocess
import sys

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import ROOT, settled

pytestmark = pytest.mark.browser


@pytest.fixture
def lincoln(tmp_path):
    home = tmp_path / "home"
    files = [f"sample/{name}.csv" for name in ("lincoln_register", "students", "schools")]
    command = [sys.executable, "-m", "sm_core", "--home", str(home), "import", *files]
    subprocess.run([*command, "--mapping", "sample/map.toml"], cwd=ROOT, check=True)
    return home


@pytest.mark.parametrize("person", ["Principal, Lincoln Middle School", "Coordinator, Nowhere"])
def test_a_fresh_server_asked_for_a_gated_page_first_does_not_show_it(
    serve, open_page, lincoln, person
):
    page = open_page(f"{serve(lincoln)}/uploads?who={person}")
    expect(page.get_by_role("combobox", name="Looking as")).to_be_visible()
    assert page.locator("input[type=file]").count() == 0
    assert "Uploads so far" not in page.inner_text("body")


def test_a_captain_gets_the_page_the_address_names(serve, open_page, lincoln):
    page = open_page(f"{serve(lincoln)}/uploads")
    expect(page.get_by_role("heading", name="Uploads", exact=True)).to_be_visible()
    expect(page.locator("input[type=file]")).to_be_attached()


def test_an_upload_is_taken_back_after_one_question(serve, open_page, lincoln):
    page = open_page(f"{serve(lincoln)}/uploads")
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Take back").first.click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_text("lincoln_register.csv")).to_be_visible()
    dialog.get_by_role("button", name="Take it back", exact=True).click()
    settled(page)
    expect(page.get_by_text("Taken back")).to_be_visible()
    page.goto(page.url.replace("/uploads", "/"))
    settled(page)
    expect(page.get_by_text("There is no attendance to show yet")).to_be_visible()


def test_decisions_are_forgotten_after_one_question_and_brought_back(serve, open_page, lincoln):
    page = open_page(f"{serve(lincoln)}/decisions")
    expect(page.get_by_text("A daily register like lincoln_register.csv")).to_be_visible()
    page.get_by_role("button", name="Forget").last.click()
    page.get_by_role("dialog").get_by_role("button", name="Forget them").click()
    settled(page)
    expect(page.get_by_role("heading", name="Forgotten")).to_be_visible()
    assert page.get_by_role("button", name="Forget").count() == 2

    page.get_by_role("button", name="Bring back").click()
    settled(page)
    expect(page.get_by_role("heading", name="Forgotten")).to_be_hidden()
    assert page.get_by_role("button", name="Forget").count() == 3


def test_the_message_to_the_registrar_is_copied_whole(serve, browser, lincoln):
    address = serve(lincoln)
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(f"{address}/uploads")
    settled(page)
    page.keyboard.press("Escape")
    page.get_by_role("link", name="What to ask the registrar for").click()
    settled(page)
    page.get_by_test_id("stCode").hover()
    page.get_by_role("button", name="Copy to clipboard").click()
    copied = page.evaluate("navigator.clipboard.readText()")
    context.close()
    assert copied.startswith("Dear registrar,")
    assert copied.rstrip().endswith("Thank you!")


def test_filters_survive_a_reload_because_they_stand_in_the_address(serve, open_page, lincoln):
    page = open_page(f"{serve(lincoln)}/students")
    page.get_by_role("button", name="Severe chronic 3").click()
    settled(page)
    expect(page.get_by_text("Students 1 to 3 of 3")).to_be_visible()
    page.reload()
    settled(page)
    expect(page.get_by_text("Students 1 to 3 of 3")).to_be_visible()


def test_nothing_is_asked_of_another_computer(serve, browser, lincoln):
    asked = []
    context = browser.new_context()
    page = context.new_page()
    page.on("request", lambda request: asked.append(request.url))
    address = serve(lincoln)
    page.goto(address)
    settled(page)
    context.close()
    local = (address, address.replace("http", "ws"), "data:", "blob:")
    assert [url for url in asked if not url.startswith(local)] == []


def test_the_list_fits_a_phone(serve, open_page, lincoln):
    page = open_page(f"{serve(lincoln)}/students", width=390)
    expect(page.get_by_text("13 of 48 students are chronically absent")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_a_link_to_the_page_a_person_lands_on_opens_it(serve, open_page, lincoln):
    """A mail names it by its own address, and Streamlit must not call that one not found."""
    address = serve(lincoln)
    person = "who=Coordinator, Lincoln Middle School"
    # Of a server just started, Streamlit doubts the first address whatever it is.
    open_page(f"{address}/?{person}").close()
    page = open_page(f"{address}/weekly?{person}")
    expect(page.get_by_role("heading", name="Weekly review", exact=True)).to_be_visible()
    expect(page.get_by_role("dialog")).to_have_count(0)
