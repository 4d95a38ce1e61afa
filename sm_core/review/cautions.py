"""What to know before the list of a week is believed: no school, no data, few days."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date

from sm_core.definitions import STANDARD
from sm_core.review.prepare import Prepared
from sm_core.review.reasons import is_early
from sm_core.student_words import full_day, short_day

STALE_WEEKS = 3
"""So many weeks without data are said aloud (a holiday is shorter)."""


def cautions(prepared: Prepared, school_days: Collection[date]) -> list[str]:
    """Sentences for the top of the page, [] for none; `school_days` are the days of the week on
    which there is school, or may be."""
    return list(_cautions(prepared, school_days))


def _cautions(prepared: Prepared, school_days: Collection[date]) -> Iterator[str]:
    school = prepared.school.name
    if not school_days:
        yield (
            f"{school} has no school in the week of {short_day(prepared.monday)}: the list shows "
            "the days before it."
        )
    through = prepared.school.by(prepared.as_of).data_through
    if through is None:
        yield f"There is no data of {school} by {full_day(prepared.as_of)}: nobody can be listed."
        return
    weeks = (prepared.day - through).days // 7
    if weeks >= STALE_WEEKS:
        yield (
            f"{school} has sent no data since {full_day(through)}, {weeks} weeks ago. The list "
            "shows the days up to then; of the days since nothing is known, which does not mean "
            "that everybody was there."
        )
    elif weeks and any(day < prepared.day for day in school_days):
        yield (
            f"{school} has sent no data since {full_day(through)}: of the days since nothing is "
            "known, and the list shows those up to then."
        )
    yield from _of_days(prepared)


def _of_days(prepared: Prepared) -> Iterator[str]:
    known = prepared.facts.values()
    if not known:
        return
    if not any(each.lately.known for each in known):
        yield (
            f"{prepared.school.name} sends totals only: without single days the list cannot say "
            "who is worse, better, absent for days running, new to a tier or without improvement."
        )
    if all(map(is_early, known)):
        yield (
            f"The year is young: under {STANDARD.early_days} school days are known of everybody, "
            "so no tier is named yet."
        )
