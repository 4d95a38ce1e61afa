"""A captain freezes figures and shows them on a projector; each role reads the same page of a
school."""

import shutil
from urllib.parse import quote_plus

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import settled

pytestmark = pytest.mark.browser
LINCOLN, JEFFERSON = "Lincoln Middle School", "Jefferson High School"


def heading(page, name):
    return page.get_by_role("heading", name=name, exact=True)


def test_figures_are_frozen_once_and_every_role_reads_them(
    serve, open_page, demo_home, tmp_path
):  # fmt: skip
    home = shutil.copytree(demo_home, tmp_path / "frozen")
    address = serve(home)
    page = open_page(f"{address}/")

    def look(door, who="District captain", **more):
        words = "".join(f"&{name}={quote_plus(value)}" for name, value in more.items())
        page.goto(f"{address}/{door}?who={quote_plus(who)}{words}")
        settled(page)

    look("convening", convening="demo-convening-dec", as_of="2025-11-26")
    page.get_by_role("button", name="Freeze the figures of Nov 26, 2025").dblclick()
    settled(page)
    expect(page.get_by_text("The figures of Nov 26, 2025 are frozen.")).to_be_visible()
    expect(heading(page, "Frozen figures as of Nov 26, 2025.")).to_be_visible()

    for who in (f"Principal, {LINCOLN}", f"Coordinator, {LINCOLN}"):
        look("convening", who, convening="demo-convening-dec")
        expect(heading(page, "Frozen figures as of Nov 26, 2025.")).to_be_visible()
        expect(page.get_by_text("From chosen to met")).to_be_visible()
        assert page.get_by_role("combobox", name="The page of").input_value() == LINCOLN
        assert page.get_by_role("button", name="Take back…").count() == 0


def test_the_projector_goes_on_by_arrow_keys(serve, open_page, demo_home):
    page = open_page(f"{serve(demo_home)}/convening")
    page.get_by_role("link", name="Show on a projector").click()
    settled(page)
    expect(heading(page, "All schools")).to_be_visible()
    page.keyboard.press("ArrowRight")
    expect(heading(page, JEFFERSON)).to_be_visible()
    settled(page)
    assert "slide=2" in page.url
    page.keyboard.press("ArrowLeft")
    expect(heading(page, "All schools")).to_be_visible()
    assert page.get_by_role("combobox").count() == 0
    page.get_by_role("link", name="Leave").click()
    expect(heading(page, "Monthly convening")).to_be_visible()
