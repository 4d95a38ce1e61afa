"""The coordinator logs a check-in that is overdue, on a phone."""

import re
import shutil

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import settled

pytestmark = pytest.mark.browser

COORDINATOR = "who=Coordinator, Lincoln Middle School"


@pytest.fixture
def home(demo_home, tmp_path):
    return shutil.copytree(demo_home, tmp_path / "home")


def overdue(page):
    words = page.get_by_role("heading", name=re.compile("overdue")).inner_text()
    return int(words.split()[0])


def test_an_overdue_check_in_is_logged_once_and_the_name_goes_away(serve, open_page, home):
    page = open_page(f"{serve(home)}/support?{COORDINATOR}&when=overdue", width=390)
    page.set_viewport_size({"width": 390, "height": 1400})
    settled(page)
    before = overdue(page)
    assert before > 0

    box = page.get_by_test_id("stDataFrame").first.bounding_box()
    page.mouse.click(box["x"] + 16, box["y"] + 36 + 16)
    settled(page)
    bar = page.get_by_test_id("stBottom")
    expect(bar.get_by_text("1 picked:")).to_be_visible()
    words = bar.locator("p", has_text="picked").inner_text()
    name = words.split(": ")[1].split(" (")[0]
    bar.get_by_role("button", name="Log check-in…").click()
    page.get_by_label("What they do together").fill("chess")
    page.get_by_role("button", name="Log check-in", exact=True).dblclick()
    settled(page)

    expect(page.get_by_text(f"1 check-in is logged: {name}.")).to_be_visible()
    assert overdue(page) == before - 1
    expect(page.get_by_text("1 picked:")).to_have_count(0)
    page.get_by_role("radio", name="All", exact=True).click()
    settled(page)
    expect(page.get_by_text(re.compile("Check-ins 1 to"))).to_be_visible()
