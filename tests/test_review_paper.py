"""The week on paper and as a file: read back, with names and without, of few and of many."""

import io
import zipfile
from datetime import date

import pytest

from sm_core.exports import safe_csv, safe_xlsx
from sm_core.papers.review_paper import (
    HIDDEN,
    LONGEST,
    Paper,
    digest_page,
    review_paper,
    sheet_paper,
)
from sm_core.papers.sheet import typeset_sheet
from sm_core.papers.sheet_html import sheet_page
from sm_core.review.digest import DEFINITION, Beside, Digest
from sm_core.review.record import DEFERRED
from sm_core.review.sheet import sheet, sheet_table
from tests.invented import MARCUS, ROSA
from tests.paper_text import Words, html_text, pdf_pages
from tests.review_made import DAY, action, decision, known, prepared, review

PRINTED = date(2026, 2, 2)
ODD = '=HYPERLINK("x") <b>&amp;</b> {{ 7 * 7 }} #import "x" *a*'
NAMED = ("Rosa", "Delgado", "Marcus", "Tran", "David Okafor", "Grace Lindqvist", "Ms. Chen",
         "family moved", "Call home", "bus 12", ROSA, MARCUS)  # fmt: skip


@pytest.fixture(scope="module")
def week():
    met = {"mentors": "David Okafor", "support": "referred", "support_to": "Grace Lindqvist"}
    students = (known(program=met), known(MARCUS))
    said = [decision(note="family moved"), decision(MARCUS, DEFERRED)]
    record = review(prepared(*students), "closed", said, present=("Ms. Chen",),
                    notes="bus 12 is late\n\nStart on time")  # fmt: skip
    return prepared(*students, reviews=[record], actions=[action()])


def papers(of, hide=False, school_days=(DAY,)):
    paper = Paper(of, school_days, PRINTED, hide)
    return sheet_paper(paper, sheet(of)), review_paper(paper, Beside(2, 1, 1, 3, 4))


def pdf_text(made):
    return pdf_pages(typeset_sheet(made))


def test_both_papers_say_whose_week_it_is_and_what_counts(week):
    for made in papers(week):
        [text] = pdf_text(made)
        page = sheet_page(made)
        for words in (
            "week of Jan 26, 2026", "Lincoln Middle School · printed Feb 2, 2026",
            "157 of 612 students chronically absent", "Data through Fri Jan 30, 2026.",
            "Closed on Jan 30, 2026",
        ):  # fmt: skip
            assert words in text
            assert words in html_text(page)
        assert f"{DEFINITION} Confidential. Page 1 of 1" in text
        assert 'Confidential. Page " counter(page) " of " counter(pages) ""' in page
        assert HIDDEN not in text


def test_the_sheet_has_a_row_per_student(week):
    made, _ = papers(week)
    row = "Rosa Delgado 7 – 14 of 92 days David Okafor Jan 30: family moved · Call home (Ms. Chen"
    for text in (pdf_text(made)[0], html_text(sheet_page(made))):
        assert row in text
        assert "Referred: Grace Lindqvist" in text


def test_the_review_tells_reasons_facts_and_decisions(week):
    _, made = papers(week)
    for text in (pdf_text(made)[0], html_text(sheet_page(made))):
        assert "1 Rosa Delgado, grade 7 worse missed 5 of the last 10 · to date 14 of 92" in text
        assert "Discussed: family moved" in text
        assert "2 Marcus Tran, grade 7" in text
        assert "Next week" in text
        assert "Open actions: 1" in text
        assert "Rosa Delgado: Call home (Ms. Chen, by Feb 6)" in text
        assert "2 requests of mentors open, 1 overdue, 1 cannot wait (safety)" in text
        assert "3 check-ins overdue, 4 due in a week" in text
        assert "Present: Ms. Chen" in text
        assert "Start on time" in text


def test_hidden_nobody_stands_on_paper_or_in_a_file(week):
    rows = sheet(week)
    for made in papers(week, hide=True):
        text, page = pdf_text(made), sheet_page(made)
        assert HIDDEN in text[0]
        assert HIDDEN in html_text(page)
        assert "Student 2" in text[0]
        raw = typeset_sheet(made).decode("latin-1")
        for words in NAMED:
            assert words not in "".join(text) + page + raw, words
    files = zipfile.ZipFile(io.BytesIO(safe_xlsx(sheet_table(rows, True), "Hidden", across=True)))
    inside = b"".join(files.read(name) for name in files.namelist()).decode("latin-1")
    inside += safe_csv(sheet_table(rows, True)).decode()
    assert "Student 2" in inside
    assert not [words for words in NAMED if words in inside]
    # With names the same words do stand there, so that their absence says something.
    shown = "".join(pdf_text(papers(week)[1])) + safe_csv(sheet_table(rows)).decode()
    assert not [words for words in NAMED[:-2] if words not in shown]


def test_words_of_data_are_never_markup():
    of = prepared(known(name=ODD, program={"mentors": "</style><script>alert(1)</script>"}))
    for made in papers(of):
        page = sheet_page(made)
        assert set(Words(page).tags) & {"b", "script", "img"} == set()
        assert "{{ 7 * 7 }}" in page
        assert '#import "x" *a*' in pdf_text(made)[0]
    assert safe_csv(sheet_table(sheet(of))).decode().splitlines()[1].startswith("\"'=HYPERLINK")


def test_the_head_stands_on_every_page_and_no_row_is_lost_or_cut():
    long = "word " * LONGEST
    students = [known(f"S{n:03d}", f"Rosa Delgado {n:03d}") for n in range(200)]
    of = prepared(*students, listed=200, actions=[action(long, student="S007")])
    for made, head in zip(papers(of), ("Attendance last quarter", "Why listed"), strict=True):
        text = pdf_text(made)
        assert len(text) > 3
        tabled = [page for page in text if "Rosa Delgado" in page]
        assert all(head in page for page in tabled)
        assert [n for n in range(200) if f"Rosa Delgado {n:03d}" not in "".join(text)] == []
        assert f"Page {len(text)} of {len(text)}" in text[-1]
        page = sheet_page(made)
        assert "thead { display: table-header-group; }" in page
        assert "tr { break-inside: avoid; }" in page
        assert "size: letter landscape" in page
    assert "…" in "".join(pdf_text(papers(of)[0]))


def test_an_empty_list_and_a_name_that_no_font_shows():
    for made in papers(prepared()):
        assert "Nobody is on this list." in pdf_text(made)[0]
        assert "Nobody is on this list." in sheet_page(made)
    made, _ = papers(prepared(known(name="Rosa \U0010fffd")))
    assert "Rosa …" in pdf_text(made)[0]


def test_a_week_without_school_says_so():
    for made in papers(prepared(known()), school_days=()):
        assert "has no school in the week of Jan 26" in pdf_text(made)[0]


def test_the_mail_is_a_page_without_a_button_and_with_a_whole_link():
    link = "http://localhost:8501/weekly?" + "a" * 80
    made = Digest("A title", ("Know this.",), "157 of 612", (("Actions", ("<i>",)),), link)
    page = digest_page(made)
    assert f'href="{link}"' in page
    assert not {"button", "script", "link", "img"} & set(Words(page).tags)
    assert html_text(page).startswith("A title")
    assert "Actions <i> Open the review" in html_text(page)
