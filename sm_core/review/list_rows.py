"""The list of the week as rows of words: for paper, and for a screen that partners see."""

from __future__ import annotations

from sm_core.review.kept import names_standing
from sm_core.review.prepare import Prepared
from sm_core.review.record import DECISIONS, KeptName, Review
from sm_core.review.sheet import NOTHING, unnamed

LIST_COLUMNS = ("Place", "Student", "Why listed", "Days", "Decided")


def list_rows(prepared: Prepared, hide: bool = False) -> list[list[str]]:
    """What stands under `LIST_COLUMNS` for every name of the list, in its order; with `hide` nobody
    is named and no note told."""
    review = prepared.told.review
    return [
        [str(name.place), _who(name, hide), reason_words(name), _days(name),
         _decided(name, review, hide)]
        for name in names_standing(prepared)
    ]  # fmt: skip


def _who(name: KeptName, hide: bool) -> str:
    who = unnamed(name.place) if hide else name.name
    return f"{who}, grade {name.grade}" if name.grade else who


def reason_words(name: KeptName) -> str:
    """Like "worse · no mentor"."""
    return " · ".join(words for _, words in name.reasons)


def _days(name: KeptName) -> str:
    facts = name.facts
    if not name.has_days:
        return NOTHING
    lately = facts.get("lately")
    last = [] if lately is None else [f"missed {lately} of the last {facts['of_days']}"]
    return " · ".join([*last, f"to date {facts['missed']} of {facts['days']}"])


def _decided(name: KeptName, review: Review | None, hide: bool) -> str:
    """ "" leaves room to write."""
    decision = review.decided.get(name.student_id) if review else None
    if decision is None:
        return ""
    words = DECISIONS[decision.kind]
    return f"{words}: {decision.note}" if decision.note and not hide else words
