"""The record of one weekly review, to keep or to hand out: who was there, what was decided."""

from __future__ import annotations

from collections.abc import Iterable

from sm_core.actions.action import Action
from sm_core.papers.word import as_bytes, bullets, heading, paper, paragraph, table
from sm_core.plausible import us_day
from sm_core.review.given import Given, given_in
from sm_core.review.record import Review
from sm_core.review.story import (
    decided_in,
    decided_table,
    over_words,
)

WIDTHS = (1.6, 0.6, 2.6, 2.8, 1.8)


def review_record(
    school: str, review: Review, actions: Iterable[Action]
) -> bytes:  # fmt: skip
    """The record as a DOCX file; `school` is its name."""
    week, actions = us_day(review.monday), list(actions)
    state = f"closed by {review.closed_by}" if review.is_closed else "not closed yet"
    document = paper(
        f"Weekly review, {school}", f"Week of {week} · figures of {us_day(review.day)} · {state}",
        f"{school} · week of {week}", review.day, across=True,
    )  # fmt: skip
    heading(document, "Present")
    paragraph(document, ", ".join(review.present) or "Nobody noted.")
    heading(document, "Notes")
    for line in review.notes.splitlines() or ["None."]:
        paragraph(document, line)
    heading(document, "Decided")
    found = decided_table(decided_in(review, {a.action_id: a for a in actions}))
    if len(found):
        table(document, tuple(found.columns), found.values.tolist(), WIDTHS)
    paragraph(document, f"{over_words(review)}.")
    if given := given_in(review, actions):
        heading(document, "Actions")
        bullets(document, [_action(review, each) for each in given])
    return as_bytes(document)


def _action(review: Review, given: Given) -> str:
    student = given.then.student_id
    return (f"{review.name_of(student)}: " if student else "") + given.words
