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
from itertools import product

from sm_core.packs.pack import CHRONIC, NOW, START, TELLING, YEAR, Pack, PackPage
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
    now = _now(page)
    if any(_gives_away(found, told) for found in now):
        return _as_seen(page, others)
    for moment in (YEAR, START):
        found = _at(page, moment)
        if found and _gives_away(found, [*told, *now]):
            page = _without(page, moment)
        elif found:
            now.append(found)
    return _without_weeks(page, [day for day, why in [*told, *now] if why.get(CHRONIC)])


def _told(page: PackPage) -> list[Told]:
    return [*_now(page), *filter(None, (_at(page, moment) for moment in (YEAR, START)))]


def _now(page: PackPage) -> list[Told]:
    """The numbers of the program are those of now. Where data end earlier those by tier are of that
    day as well, whatever the day of the pack."""
    found = {
        key.removeprefix(f"{NOW}."): cell.why for key, cell in page.cells.items()
        if key.startswith(f"{NOW}.") or "." not in key
    }  # fmt: skip
    return [(day, found) for day in sorted(_days(page))] if found else []


def _days(page: PackPage) -> set[date]:
    return {page.figures_of, min(page.figures_of, page.through or page.figures_of)}


def _at(page: PackPage, moment: str) -> Told | None:
    day, start = page.days.get(moment), f"{moment}."
    found = {
        key.removeprefix(start): cell.why for key, cell in page.cells.items()
        if key.startswith(start)
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
    """With the students of the closest page that has any, or without any where none is close."""
    near = [other for other in others if other.cells and _near(other, page)]
    if not near:
        program = dict.fromkeys(TELLING)
        return replace(page, cells={}, days={}, weeks=(), before=(), note=_NOTHING,
                       facts=page.facts | program)  # fmt: skip
    seen = min(near, key=lambda other: abs(other.figures_of - page.figures_of))
    return replace(
        seen,
        name=page.name,
        note=_note(seen.figures_of),
        facts=page.facts | {name: seen.facts.get(name) for name in TELLING},
    )


def _near(one: PackPage, other: PackPage) -> bool:
    return any(are_close(*days) for days in product(_days(one), _days(other)))


def close_line(near: Iterable[Pack]) -> str:
    """What the figures frozen less than four weeks from a day mean for those of it."""
    days = sorted(each.as_of for each in near)
    those = " and ".join(full_day(day) for day in days)
    verb = "is" if len(days) == 1 else "are"
    return (
        f"{those} {verb} frozen, less than four weeks from this day: where a school would hide "
        "other numbers now than then, its page keeps the figures of then, so that nothing hidden "
        "can be had by subtraction. What is frozen counts so even when it is taken back."
    )


_NOTHING = (
    "The figures of students are left out: together with those of another pack they would give "
    "away a group of fewer than 10."
)


def _note(day: date) -> str:
    return (
        f"The figures of students are those of {full_day(day)}: together with those counted for "
        "this pack, they would give away a group of fewer than 10."
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
