"""Telling families and recording what they say, from picking to printing to a no, in a browser."""

import io
import re
import shutil
from contextlib import closing
from datetime import date

import pytest
from docx import Document
from playwright.sync_api import expect
from pypdf import PdfReader

from sm_core.actor import local_captain
from sm_core.exports import plain_number
from sm_core.families.find import families
from sm_core.seen import see
from sm_core.standing import Asked
from sm_core.student import find_student
from sm_core.student_words import kinds
from sm_core.uploads import open_district
from tests.browser.conftest import settled
from tests.browser.test_attendance import click_row

pytestmark = pytest.mark.browser

DAY = date(2026, 1, 30)
PICKED = 10
EXCUSED = {"English": "{excused} of these", "Spanish": "{excused} de esas faltas"}
DAYS = {"English": "has missed {missed} of {enrolled} school days",
        "Spanish": "ha faltado a {missed} de {enrolled} días de clases"}  # fmt: skip


@pytest.fixture
def home(demo_home, tmp_path):
    return shutil.copytree(demo_home, tmp_path / "home")


@pytest.fixture
def told(home):
    """The first families of the list with all of them, and the days of their students."""
    with closing(open_district(home)) as store:
        captain, asked = local_captain(), Asked(DAY)
        found = families(store, see(store, captain, asked), DAY)[:PICKED]
        return found, {
            f.student_id: find_student(store, captain, asked, f.student_id) for f in found
        }  # fmt: skip


def test_ten_families_get_letters_in_two_languages_and_answer(serve, open_page, home, told):
    found, students = told
    assert {language for f in found for language in f.languages} == set(DAYS)
    page = open_page(f"{serve(home)}/families?list=all")
    page.set_viewport_size({"width": 1440, "height": 1900})
    pick(page, range(PICKED))
    page.set_viewport_size({"width": 1440, "height": 900})

    page.get_by_role("button", name="Letters…").click()
    settled(page)
    # Most know already: their letters are made when asked for.
    page.get_by_text("Leave these out").click()
    settled(page)
    letters = sum(max(1, len(f.households)) for f in found)
    expect(page.get_by_text(f"{letters} letters: ")).to_be_visible()
    for label in ("Word (DOCX)", "PDF"):
        expect(page.get_by_role("button", name=label, exact=True)).to_be_in_viewport(ratio=1)
    docx = downloaded(page, "Word (DOCX)")
    pdf = downloaded(page, "PDF")
    for text in (docx_text(docx), pdf_text(pdf)):
        for family in found:
            assert_told(text, family, students[family.student_id])
    assert len(PdfReader(io.BytesIO(pdf)).pages) >= letters

    page.get_by_role("dialog").get_by_role("button", name="Close").click()
    settled(page)
    page.get_by_role("button", name="Letter sent today").dblclick()
    settled(page)
    noted = f"{letters} letters are noted as sent."
    if letters != PICKED:
        noted = f"{letters} letters to {PICKED} families are noted as sent."
    expect(page.get_by_test_id("stBottom").get_by_text(noted)).to_be_in_viewport(ratio=1)
    page.reload()
    settled(page)


def assert_told(text, family, student):
    """The letter names the student, the days missed and how many were excused, in the language."""
    count = student.count
    [language] = family.languages
    numbers = {"missed": plain_number(count.missed), "enrolled": plain_number(count.enrolled)}
    assert family.name in text
    assert f"{family.name.split()[0]} {DAYS[language].format(**numbers)}" in text
    excused = re.search(r"(\d+) excused", kinds(student))
    if excused and excused[1] != numbers["missed"]:
        assert EXCUSED[language].format(excused=excused[1]) in text


def test_a_no_ends_the_match_on_the_spot_and_can_be_undone(serve, open_page, home, told):
    found, _ = told
    place, family = next((n, f) for n, f in enumerate(found) if f.mentor)
    page = open_page(f"{serve(home)}/families?list=all")
    page.set_viewport_size({"width": 1440, "height": 1900})
    before = on_list(page, "Said no")
    pick(page, [place])
    page.get_by_test_id("stBottom").get_by_role("button", name="Record…").click()
    page.get_by_role("radio", name="Said no").last.click()
    settled(page)
    expect(page.get_by_text(f"the match of {family.name} with {family.mentor}")).to_be_visible()
    page.get_by_role("button", name="Record the no and end that").dblclick()
    settled(page)
    ended = (
        f"The match of {family.name} with {family.mentor} is ended: please tell {family.mentor}."
    )
    expect(page.get_by_test_id("stBottom").get_by_text(ended)).to_be_visible()
    assert on_list(page, "Said no") == before + 1

    page.get_by_role("button", name="Undo").click()
    settled(page)
    expect(page.get_by_text(f"{family.mentor} goes on.").first).to_be_visible()
    assert on_list(page, "Said no") == before


def test_answers_one_by_one_and_in_bulk(serve, open_page, home, told):
    found, _ = told
    waiting = [n for n, f in enumerate(found) if f.standing.state == "sent"]
    page = open_page(f"{serve(home)}/families?list=all")
    page.set_viewport_size({"width": 1440, "height": 1900})
    may_begin = on_list(page, "A mentor may begin")

    pick(page, waiting)
    page.get_by_test_id("stBottom").get_by_role("button", name="Record…").click()
    page.get_by_role("radio", name="Gave permission").last.click()
    settled(page)
    page.get_by_role("button", name=re.compile("^Record for")).click()
    settled(page)
    first = found[waiting[0]].name
    expect(page.get_by_text(f"{first}: a signed permission has to say who signed")).to_be_visible()
    for n in waiting:
        page.get_by_label(f"Who signed, for {found[n].name}").fill("Ana Zamora")
        day = page.get_by_role("spinbutton", name="month, Signed on").nth(waiting.index(n))
        day.focus()
        page.keyboard.type("01282026")
    note = page.get_by_label("Note", exact=True).last
    note.focus()
    note.press("Enter")
    settled(page)
    bottom = page.get_by_test_id("stBottom")
    expect(bottom.get_by_text(f"{len(waiting)} answers are saved.")).to_be_visible()
    assert on_list(page, "A mentor may begin") == may_begin + len(waiting)

    pick(page, waiting[:1])
    page.get_by_test_id("stBottom").get_by_role("link", name="Open family").click()
    settled(page)
    expect(page.get_by_text(f"Family of {first}")).to_be_visible()
    expect(page.get_by_text("Signed by Ana Zamora")).to_be_visible()
    page.get_by_role("button", name="Record…").click()
    page.get_by_role("radio", name="Took permission back").last.click()
    settled(page)
    page.get_by_role("button", name="Record the no and end that").click()
    settled(page)
    expect(page.get_by_text("No mentor: ")).to_be_visible()


def pick(page, places):
    for place in places:
        click_row(page, place)
    settled(page)


def on_list(page, name):
    """How many families stand on a list, as its button says."""
    words = page.get_by_role("radio", name=re.compile(rf"^{name} [\d,]+$")).inner_text()
    return int(words.split()[-1].replace(",", ""))


def downloaded(page, label):
    with page.expect_download() as download:
        page.get_by_role("button", name=label, exact=True).click()
    return download.value.path().read_bytes()


def docx_text(content):
    words = (paragraph.text for paragraph in Document(io.BytesIO(content)).paragraphs)
    return " ".join(" ".join(words).split())


def pdf_text(content):
    pages = PdfReader(io.BytesIO(content)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())
