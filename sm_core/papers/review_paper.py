"""The week on paper: the sheet that teams know, the review itself, and the mail about it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from sm_core.papers.sheet import heading, lead, link, listed, table, text
from sm_core.papers.sheet_html import sheet_page
from sm_core.review.digest import (
    DEFINITION,
    Beside,
    Digest,
    action_lines,
    notices,
    to_talk_about,
    waiting_words,
)
from sm_core.review.kept import figures_standing, names_standing
from sm_core.review.list_rows import LIST_COLUMNS, list_rows
from sm_core.review.prepare import Prepared
from sm_core.review.record import Review
from sm_core.review.sheet import (
    COLUMNS,
    UNNAMED,
    Row,
    cells,
    unnamed_cells,
)
from sm_core.review.words import headline, last_words
from sm_core.student_words import full_day

LONGEST = 400
"""Letters of a cell; a row with more would not fit on a page. The whole stands in the files."""
HIDDEN = "Names and notes are hidden, for a meeting with partners."
WIDTHS = [17, 6, 20, 14, 15, 30, 17]
UNNAMED_WIDTHS = [12, 7, 22, 16, 12, 18]
LIST_WIDTHS = [4, 20, 32, 23, 21]


@dataclass(frozen=True)
class Paper:
    """What every paper about a week says of itself: of which, with what days of school, printed on
    the `day`, with names or without (`hide`)."""

    prepared: Prepared
    school_days: Collection[date]
    day: date
    hide: bool = False


def sheet_paper(paper: Paper, rows: Sequence[Row]) -> dict:
    """The sheet on paper, a row per student; for `typeset_sheet` and `sheet_page`."""
    header, widths = (UNNAMED, UNNAMED_WIDTHS) if paper.hide else (COLUMNS, WIDTHS)
    shown = [unnamed_cells(row) if paper.hide else cells(row) for row in rows]
    people = table([*header], [[_short(cell) for cell in row] for row in shown], widths)
    return _paper(paper, f"Sheet of the {_week(paper)}", [people if rows else text(_nobody())])


def review_paper(paper: Paper, waiting: Beside) -> dict:
    """The review on paper: the answer, last week, the list with its reasons and what was decided,
    the open actions, and how much waits beside them."""
    prepared = paper.prepared
    names, review = names_standing(prepared), prepared.told.review
    rows = [[_short(cell) for cell in row] for row in list_rows(prepared, paper.hide)]
    people = table([*LIST_COLUMNS], rows, LIST_WIDTHS)
    blocks = [
        text(last_words(prepared.last, prepared.monday)), heading(to_talk_about(names)),
        people if rows else text(_nobody()), *_actions(paper),
        heading("Mentors"), listed(waiting_words(waiting)), *_said(paper, review),
    ]  # fmt: skip
    return _paper(paper, f"Review of the {_week(paper)}", blocks)


def digest_page(made: Digest) -> str:
    """The mail as HTML."""
    parts = [block for head, lines in made.parts for block in (heading(head), listed(lines))]
    return sheet_page({
        "lang": "en", "title": made.title, "header": "", "page": "{n} / {all}",
        "blocks": [*map(text, made.notices), lead(made.answer), *parts,
                   link("Open the review", made.link), text(DEFINITION)],
    }, to_print=False)  # fmt: skip


def _paper(paper: Paper, title: str, blocks: list[dict]) -> dict:
    prepared = paper.prepared
    hidden = [text(HIDDEN)] if paper.hide else []
    said = " ".join(notices(prepared, paper.school_days))
    return {
        "lang": "en", "across": True, "title": title,
        "header": f"{prepared.school.name} · printed {full_day(paper.day)}",
        "page": f"{DEFINITION} Confidential. Page {{n}} of {{all}}",
        "blocks": [*hidden, text(said), lead(headline(figures_standing(prepared))), *blocks],
    }  # fmt: skip


def _week(paper: Paper) -> str:
    return f"week of {full_day(paper.prepared.monday)}"


def _nobody() -> str:
    return "Nobody is on this list."


def _actions(paper: Paper) -> list[dict]:
    lines = action_lines(paper.prepared)
    head = heading(f"Open actions: {len(lines):,}")
    # What is to be done is a note that may name somebody.
    return [head] if paper.hide or not lines else [head, listed(map(_short, lines))]


def _said(paper: Paper, review: Review | None) -> list[dict]:
    if review is None or paper.hide:
        return []
    present = [f"Present: {', '.join(review.present)}"] if review.present else []
    notes = [line for line in review.notes.splitlines() if line.strip()]
    return [heading("Meeting"), *map(text, present + notes)] if present or notes else []


def _short(words: str) -> str:
    return words if len(words) <= LONGEST else f"{words[: LONGEST - 1]}…"
