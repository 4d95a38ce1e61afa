"""What other packs have told of a school in the weeks around a day.

A number of students hardly moves from one day to the next: what is shown today says much of what
was hidden yesterday. So what a school hides does not differ between days less than four weeks
apart, whichever packs and whichever columns of a page they stand in; where it would, the page that
people have seen already is shown again, or the column is left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta

from sm_core.packs.pack import CHRONIC, MOMENTS, NOW, START, YEAR, PackPage
from sm_core.student_words import full_day

CLOSE = timedelta(days=28)
"""Days nearer to each other hide the same."""
Told = tuple[date, dict[str, str]]
"""A day and, by name of a number known on it, why it is hidden, "" where it is shown."""


def are_close(one: date, other: date) -> bool:
    return abs(one - other) < CLOSE


def beside_others(page: PackPage, others: Sequence[PackPage]) -> PackPage:
    """The page as it may be shown beside those of the same school in other packs."""
    told = [found for other in others for found in _told(other)]
    now = _at(page, NOW)
    if now and _gives_away(now, told):
        return _as_seen(page, others)
    own = [now] if now else []
    for moment in (YEAR, START):
        found = _at(page, moment)
        if found and _gives_away(found, [*told, *own]):
            page = _without(page, moment)
        elif found:
            own.append(found)
    return _without_weeks(page, [day for day, why in [*told, *own] if why.get(CHRONIC)])


def _told(page: PackPage) -> Iterable[Told]:
    return filter(None, (_at(page, moment) for moment in MOMENTS))


def _at(page: PackPage, moment: str) -> Told | None:
    """The numbers of the program are those of now."""
    day = page.figures_of if moment == NOW else page.days.get(moment)
    start = f"{moment}."
    found = {
        key.removeprefix(start): cell.why for key, cell in page.cells.items()
        if key.startswith(start) or (moment == NOW and "." not in key)
    }  # fmt: skip
    return (day, found) if day and found else None


def _gives_away(found: Told, told: Iterable[Told]) -> bool:
    day, why = found
    return any(
        why[name] != before[name]
        for other, before in told if are_close(day, other)
        for name in why.keys() & before.keys()
    )  # fmt: skip


def _as_seen(page: PackPage, others: Sequence[PackPage]) -> PackPage:
    """With the students of the closest page, or without any where none is close."""
    seen = min(others, key=lambda other: abs(other.figures_of - page.figures_of))
    if not are_close(seen.figures_of, page.figures_of):
        return replace(page, cells={}, days={}, weeks=(), before=(), note=_NOTHING)
    return replace(
        page, figures_of=seen.figures_of, cells=seen.cells, days=seen.days, weeks=seen.weeks,
        before=seen.before, note=_note(seen.figures_of),
    )  # fmt: skip


_NOTHING = (
    "The figures of students are left out: together with those of another pack they would give "
    "away a group of fewer than 10."
)


def _note(day: date) -> str:
    return (
        f"The figures of students are those of {full_day(day)}: together with today's, they would "
        "give away a group of fewer than 10."
    )


def _without(page: PackPage, moment: str) -> PackPage:
    cells = {key: c for key, c in page.cells.items() if not key.startswith(f"{moment}.")}
    days = {name: day for name, day in page.days.items() if name != moment}
    return replace(page, cells=cells, days=days, before=() if moment == YEAR else page.before)


def _without_weeks(page: PackPage, hidden: Sequence[date]) -> PackPage:
    """Without the weeks around a day on which it was hidden how many are chronically absent."""
    weeks, before = (
        tuple(week for week in line if not any(are_close(week[0], day) for day in hidden))
        for line in (page.weeks, page.before)
    )
    return replace(page, weeks=weeks, before=before)
