"""The progress of a school on paper: one page, as PDF and to print from the browser."""

from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO

import pandas as pd
import pytest
from pypdf import PdfReader

from sm_core.papers.progress_paper import Page, progress_paper
from sm_core.papers.sheet import lines, typeset_sheet
from sm_core.papers.sheet_html import sheet_page
from sm_core.progress.moments import YEAR, YEAR_END
from sm_core.progress.tiers import NOBODY
from tests.progress_made import DAY, LINCOLN, LINCOLNS, moment, progress, rated, tiers

FIRST = date(2025, 9, 12)


def weeks(*counts, first=FIRST):
    """(chronic, rated) of weeks in a row, as `by_week` has them."""
    days = [first + timedelta(days=7 * n) for n in range(len(counts))]
    chronic, of = zip(*counts, strict=True) if counts else ((), ())
    return pd.DataFrame({"until": pd.to_datetime(days), "chronic": chronic, "rated": of})


THIS = weeks(*[(100 + n, 612) for n in range(20)])
LAST = weeks(*[(110 + n, 600) for n in range(38)], first=date(2024, 9, 13))
MOMENTS = [moment(612, 157), moment(600, 140, YEAR_END), moment(590, 150, YEAR)]
LINCOLN_PAGE = Page(LINCOLNS, MOMENTS, THIS, LAST)
SMALL = Page(
    rated(9, 2, school=replace(LINCOLN, name="Maple <b>Grove</b>")),
    [moment(9, 2), moment(8, 2, YEAR_END), moment(0, 0, YEAR)], weeks((2, 9)), weeks(),
)  # fmt: skip
EMPTY = Page(
    progress(now=NOBODY), [moment(0), moment(0, 0, YEAR_END), moment(0, 0, YEAR)],
    weeks(), weeks(),
)  # fmt: skip


def paper(page):
    return progress_paper(page, DAY)


def kinds(page):
    return [block["is"] for block in paper(page)["blocks"]]


def words(page):
    blocks = paper(page)["blocks"]
    return "\n".join(b.get("text", "") + "\n".join(b.get("items", [])) for b in blocks)


@pytest.mark.parametrize(
    ("page", "said"),
    [
        (LINCOLN_PAGE, "19 of 72 chosen students have no mentor; 3 places are free."),
        (SMALL, "Maple <b>Grove</b>"),
        (EMPTY, "Nobody is enrolled here at this date."),
    ],
)
def test_every_school_is_one_page(page, said):
    [only] = PdfReader(BytesIO(typeset_sheet(paper(page)))).pages
    text = only.extract_text()
    assert said in text
    assert "Page 1 of 1" in text
    assert "no names" in text


def test_what_the_page_shows():
    assert kinds(LINCOLN_PAGE).count("bars") == kinds(LINCOLN_PAGE).count("lines") == 1
    said = words(LINCOLN_PAGE)
    assert "Family told: 66 of 72 chosen" in said
    assert "6 of 41 severe students who are here have neither mentor nor support." in said
    assert "Reviews held: 14 of 17 weeks with school" in said
    assert "does not say what it came from" in said


def test_of_few_students_nothing_is_drawn():
    assert not {"bars", "lines"} & set(kinds(SMALL))
    assert "shares of fewer than 10 are not shown" in words(SMALL)
    assert "There is no rate by week: fewer than 10 students" in words(SMALL)


def test_where_nobody_is_there_are_sentences():
    assert not {"bars", "lines"} & set(kinds(EMPTY))
    assert "From chosen to met" not in words(EMPTY)
    assert "Nobody was enrolled at Lincoln Middle School" in words(EMPTY)


def test_a_school_opened_this_week():
    page = replace(EMPTY, found=progress(now=tiers(few_days=30)))
    assert "so there are no tiers and no rates yet: 30 students have fewer." in words(page)
    assert not {"bars", "lines"} & set(kinds(page))


def test_the_page_for_the_browser_is_safe():
    html = sheet_page(paper(SMALL))
    assert "Maple &lt;b&gt;Grove&lt;/b&gt;" in html
    assert "<b>Grove</b>" not in html


def test_the_page_for_the_browser_has_its_drawings():
    html = sheet_page(paper(LINCOLN_PAGE))
    assert html.count("<polyline") == 2
    assert html.count('<div class="row">') == 3


@pytest.mark.parametrize(
    ("most", "top"), [(0.0, "10%"), (0.1, "10%"), (0.11, "20%"), (0.25, "30%"), (1.0, "100%")]
)
def test_the_lines_reach_to_the_next_tenth(most, top):
    drawn = lines([("This year", "#000", [(FIRST, 0.0), (DAY, most)]), ("Last", "#777", [])])
    assert drawn["across"][-1]["text"] == top
    assert [line["name"] for line in drawn["lines"]] == [f"This year, {DAY:%b}: {most:.1%}"]
    assert all(0 <= y <= 1 for _, y in drawn["lines"][0]["points"])
    assert drawn["lines"][0]["points"][0][0] == 0
    assert drawn["lines"][0]["points"][1][0] == 1
