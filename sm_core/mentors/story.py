"""The history of a mentor in sentences: who changed what, when."""

from __future__ import annotations

from datetime import date, datetime
from itertools import groupby

from sm_core.history import Change
from sm_core.mentors.mentor import KINDS, STEPS
from sm_core.mentors.save import WORDS
from sm_core.plausible import us_day

DAYS = ("started", "paused", "closed")
ORDER = {name: place for place, name in enumerate((*WORDS, *STEPS))}
MERGED = {"merged_into": "merged into"}


def told(changes: list[Change], schools: dict[str, str]) -> list[str]:
    """A line per press of a button, in the order of `changes`: "Jan 30, 2026, Ms. Chen: students at
    once 4 → 6". `schools` are names by id."""
    lines = []
    for (happened, person), together in groupby(changes, key=lambda c: (c.happened, c.person)):
        fields = sorted(together, key=_place)
        reasons = dict.fromkeys(change.reason for change in fields if change.reason)
        what = "; ".join(_change(change, schools) for change in fields if _is_news(change, reasons))
        why = f" ({'; '.join(reasons)})" if reasons else ""
        lines.append(f"{_moment(happened)}, {person}: {what}{why}")
    return lines


def _place(change: Change) -> int:
    """As on the form, then by the steps; what has no place there comes last."""
    return ORDER.get(change.field, len(ORDER))


def _is_news(change: Change, reasons: dict[str, None]) -> bool:
    """The reason stands behind the line already, as what it is."""
    return change.field != "state_reason" or not change.after or change.after not in reasons


def _moment(when: datetime) -> str:
    return us_day(when.date())


def _change(change: Change, schools: dict[str, str]) -> str:
    words = WORDS | STEPS | MERGED
    label = words.get(change.field, change.field).removeprefix("the ")
    before, after = (_value(change.field, v, schools) for v in (change.before, change.after))
    if not before:
        return f"{label}: {after}"
    return f"{label} {before} → {after or 'nothing'}"


def _value(field: str, text: str, schools: dict[str, str]) -> str:
    if field == "kind":
        return KINDS.get(text, text)
    if field in DAYS and text:
        return us_day(date.fromisoformat(text))
    if field == "schools":
        return "; ".join(schools.get(school, school) for school in text.split("; ") if school)
    return text
