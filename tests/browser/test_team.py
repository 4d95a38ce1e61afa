"""Naming the people of a school and printing the coordinator's papers, in a browser."""

import io
import shutil

import pytest
from docx import Document
from playwright.sync_api import expect

from tests.browser.conftest import settled
from tests.browser.test_attendance import click_row
from tests.browser.test_families import downloaded

pytestmark = pytest.mark.browser


@pytest.fixture
def home(demo_home, tmp_path):
    return shutil.copytree(demo_home, tmp_path / "home")


def test_a_captain_names_the_missing_principal(serve, open_page, home):
    page = open_page(f"{serve(home)}/team")
    page.set_viewport_size({"width": 1440, "height": 1600})
    expect(page.get_by_text("1 of 4 schools has nobody named as principal")).to_be_visible()
    click_row(page, 0)
    settled(page)
    expect(page.get_by_text("Nobody is named as principal.")).to_be_visible()
    page.get_by_role("button", name="Name the principal…").click()
    page.get_by_label("Name", exact=True).last.fill("Dr. Lena Park")
    page.get_by_role("button", name="Save", exact=True).last.dblclick()
    settled(page)
    expect(page.get_by_text("Dr. Lena Park", exact=True).first).to_be_visible()
    expect(page.get_by_test_id("stAlert").get_by_text("would both be")).to_have_count(0)
    expect(page.get_by_text("Nobody is named as principal.")).to_have_count(0)


def test_the_job_description_is_the_schools_own(serve, open_page, home):
    page = open_page(f"{serve(home)}/team?who=Coordinator, Lincoln Middle School")
    page.set_viewport_size({"width": 1440, "height": 1600})
    for label in ("Job description (Word)", "Planning sheet (Word)"):
        document = Document(io.BytesIO(downloaded(page, label)))
        cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
        text = " ".join([*(p.text for p in document.paragraphs), *cells])
        assert "Lincoln Middle School" in text
        assert "Mei Chen" in text
        assert any(cell.isdecimal() for cell in cells)
