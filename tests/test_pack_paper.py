"""A pack on paper and as it is kept: every school one page, all of the same layout."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from sm_core.hiding.cell import BESIDE, FEW, Cell
from sm_core.packs.stored import from_json, to_json
from sm_core.packs.words import SHORT
from sm_core.papers.pack_paper import pack_paper
from sm_core.papers.sheet import lines, text, typeset_sheet
from sm_core.papers.sheet_html import sheet_page
from tests.pack_made import (
    ADAMS_PAGE,
    DEC,
    FEBRUARY,
    JAN,
    JANUARY,
    LINCOLN_PAGE,
    ROOSEVELT_PAGE,
    WILSON_PAGE,
    cell,
    weekly,
)
from tests.paper_text import pdf_pages

LONG = replace(
    LINCOLN_PAGE, note=WILSON_PAGE.note,
    name="The Franklin D. and Eleanor Roosevelt Memorial School of Sciences and Arts",
    weeks=weekly(date(2025, 8, 29), *[60] * 22), before=weekly(date(2024, 8, 30), *[61] * 42),
    facts=dict.fromkeys(LINCOLN_PAGE.facts, 1234),
    cells=LINCOLN_PAGE.cells | {"neither": Cell(1234)},
)  # fmt: skip
"""A page on which everything is as long as it gets."""


@pytest.fixture(scope="module")
def pages():
    found = replace(FEBRUARY, schools=(*FEBRUARY.schools[:3], LONG))
    facts = dict.fromkeys(LONG.facts, 1033)
    before = replace(JANUARY, schools=(replace(LONG, figures_of=DEC, facts=facts),))
    return pdf_pages(typeset_sheet(pack_paper(found, before, JAN)))


def test_all_schools_together_then_a_row_and_a_page_for_each(pages):
    assert len(pages) == 6
    assert "All schools as of Jan 30, 2026" in pages[0]
    assert "The schools, in the order of their names" in pages[1]
    titles = ["Adams Academy", "Lincoln Middle School", "Roosevelt Elementary", LONG.name]
    for title, said in zip(titles, pages[2:], strict=True):
        assert title in said
        assert "Students by tier" in said
        assert "Since Dec 19, 2025" in said
    assert "Page 6 of 6" in pages[5]
    assert "as of Jan 30, 2026 · Frozen Jan 31, 2026 by District captain" in pages[3]


def test_hidden_numbers_stand_as_what_may_be_told(pages):
    assert "Now, Jan 30, 2026 <10 <10 <10 <10" in pages[2]
    assert "Matched: all but <10 of 24 chosen" in pages[4]
    beside = SHORT[BESIDE]
    assert f"{beside} {beside} 35" in pages[4]
    assert "Adams Academy <10 <10 0 – 0 of 12 0 of 4" in pages[1]


def test_the_rows_stand_in_the_order_of_names_and_rank_nobody(pages):
    table = pages[1]
    assert table.index("Adams") < table.index("Lincoln") < table.index("Roosevelt")
    assert "does not say what it came from" in table


@pytest.mark.parametrize(("matched", "left_out"), [
    ((BESIDE, BESIDE), True), ((BESIDE, FEW), False), ((BESIDE, None), False),
])  # fmt: skip
def test_a_column_in_which_nothing_is_told_is_left_out(matched, left_out):
    schools = tuple(
        replace(LINCOLN_PAGE, school_id=str(n), cells=LINCOLN_PAGE.cells | {"matched": cell(said)})
        for n, said in enumerate(matched)
    )
    blocks = pack_paper(replace(FEBRUARY, schools=schools), None, JAN)["blocks"]
    place = next(n for n, each in enumerate(blocks) if "in the order of their names" in str(each))
    table, below = blocks[place + 1 : place + 3]
    assert ("Matched" not in str(table)) is left_out
    assert ("would tell of small groups: matched." in str(below)) is left_out


def test_the_tiers_are_drawn_as_far_as_they_are_shown():
    def drawn(of):
        paper = pack_paper(replace(FEBRUARY, schools=(of,), district=ADAMS_PAGE), None, JAN)
        found = [block["rows"] for block in paper["blocks"] if block["is"] == "bars"]
        return [[part["text"] for part in bar["parts"]] for rows in found for bar in rows]

    assert drawn(LINCOLN_PAGE)[0] == ["■ 45", "◆ 112", "▲ 155", "● 300"]
    # Under 5 percent are severe: the chronically absent stand together.
    assert drawn(ROOSEVELT_PAGE) == [["■◆ 21", "▲ 40", "● 279"]]
    assert drawn(ADAMS_PAGE) == []


def test_a_page_without_weeks_draws_nothing_and_says_so():
    found = replace(FEBRUARY, schools=(ADAMS_PAGE,), district=ADAMS_PAGE)
    paper = pack_paper(found, None, JAN)
    assert "lines" not in {block["is"] for block in paper["blocks"]}
    said = [block.get("text", "") for block in paper["blocks"]]
    assert said.count("There is no rate by week that may be shown.") == 2
    assert not [words for words in said if words.startswith("Since")]
    assert said.count("Nobody is chosen yet, so there is nobody to tell, match or meet.") == 2
    assert (
        said.count("Fewer than 10 severe students still here have neither mentor nor support.") == 2
    )


def test_the_note_of_a_school_that_keeps_its_figures_is_printed():
    said = [block.get("text") for block in pack_paper(FEBRUARY, None, JAN)["blocks"]]
    assert WILSON_PAGE.note in said


def test_what_else_was_agreed_comes_last():
    paper = pack_paper(FEBRUARY, JANUARY, JAN, [text("Agenda")])
    assert paper["blocks"][-1]["text"] == "Agenda"


def test_the_page_for_the_browser_is_safe():
    unsafe = replace(FEBRUARY, schools=(replace(LINCOLN_PAGE, name="Maple <b>Grove</b>"),))
    html = sheet_page(pack_paper(unsafe, JANUARY, JAN))
    assert '<h1 class="page">Maple &lt;b&gt;Grove&lt;/b&gt;</h1>' in html
    assert "<b>Grove</b>" not in html


def test_whole_percents_are_printed_whole():
    points = [(DEC, 0.26), (JAN, 0.25)]
    [line] = lines([("This year", "#000", points)], digits=0)["lines"]
    assert line["name"] == "This year, Jan: 25%"


@pytest.mark.parametrize(
    "page",
    [LINCOLN_PAGE, ROOSEVELT_PAGE, ADAMS_PAGE, WILSON_PAGE, JANUARY.district,
     replace(LINCOLN_PAGE, through=None),
     replace(JANUARY.district, partly={"matched": (60, 2), "neither": (None, 1)}),
     replace(LINCOLN_PAGE, days={}, weeks=((JAN - timedelta(days=7), 26), (JAN, 25)))],
)  # fmt: skip
def test_a_page_is_read_as_it_was_kept(page):
    assert from_json(to_json(page)) == page
