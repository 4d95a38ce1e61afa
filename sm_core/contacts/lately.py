"""What a mentor is told of the attendance of their students, and nothing else of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import groupby, takewhile

from sm_core.actor import Actor
from sm_core.contacts.school_week import SATURDAY
from sm_core.exports import plain_number
from sm_core.queries import run
from sm_core.standing import Asked
from sm_core.store import Store
from sm_core.student_words import week_day


@dataclass(frozen=True)
class Lately:
    """A student as their mentor knows them: `missed` of `days` enrolled, exact; and of the last day
    known how much of it was missed (0 to 1), and how many days in a row, from `since` on, were like
    it: missed whole, missed in part, or not at all. `last` is None where no single day is known."""

    student_id: str
    name: str
    sort_name: str
    school_id: str
    enrolled: bool
    missed: Decimal
    days: Decimal
    through: date | None
    last: date | None = None
    since: date | None = None
    part: Decimal = Decimal(0)
    alike: int = 0

    @property
    def absent(self) -> bool:
        """Whether the student, still enrolled, missed all of the last day known."""
        return self.enrolled and self.last is not None and self.part >= 1


def lately(store: Store, actor: Actor, as_of: date) -> list[Lately]:
    """The students whom the actor may see and the data know as of the date: those absent on the
    last day known first, those who left last, then by last name."""
    asked, parts = Asked(as_of), Asked(as_of, day_rule="fractional")
    with store.reading() as cursor:
        query = run(cursor, "students_seen", asked.pieces, **asked.parameters(actor))
        names = [column[0] for column in query.description]
        rows = [dict(zip(names, row, strict=True)) for row in query.fetchall()]
        told = run(cursor, "days_lately", **parts.parameters(actor)).fetchall()
    days = {i: [(day, part) for _, day, part in own] for i, own in groupby(told, lambda t: t[0])}
    return in_order(_lately(row, as_of, days.get(row["student_id"], ())) for row in rows)


def in_order(students: Iterable[Lately]) -> list[Lately]:
    return sorted(students, key=lambda one: (
        not one.absent, not one.enrolled, one.sort_name.casefold(), one.name.casefold(),
        one.student_id,
    ))  # fmt: skip


def _lately(row: dict, as_of: date, days: Sequence[tuple[date, Decimal]]) -> Lately:
    """`days` are (day, part missed), the newest first."""
    through = min(row["data_through"], as_of) if row["data_through"] else None
    return Lately(
        row["student_id"], row["student_name"], row["sort_name"], row["school_id"],
        bool(row["enrolled"]), row["days_absent"], row["days_enrolled"], through,
        *last_days(days),
    )  # fmt: skip


def last_days(days: Sequence[tuple[date, Decimal]]) -> tuple:
    """(last, since, part, alike) as `Lately` has them, of (day, part missed), the newest first; ()
    for no day."""
    if not days:
        return ()
    last, part = days[0]
    alike = list(takewhile(lambda day: _state(day[1]) == _state(part), days))
    return last, alike[-1][0], part, len(alike)


def _state(part: Decimal) -> int:
    """The whole day missed, a part of it, or nothing."""
    return 2 if part >= 1 else 1 if part > 0 else 0


def lately_words(one: Lately, today: date) -> str:
    """Like "absent yesterday" or "here 6 days running"; what is not known to the school day before
    `today` says to which day it is. "" where single days are not known."""
    if not one.enrolled:
        return "no longer enrolled" + (f"; last day {week_day(one.last)}" if one.last else "")
    if one.last is None:
        return "" if one.days else "no school day counted yet"
    if 0 < one.part < 1:
        return (
            f"missed {'half' if one.part * 2 == 1 else 'part'} of the day {_when(one.last, today)}"
        )
    what = "absent" if one.absent else "here"
    if one.alike == 1:
        return f"{what} {_when(one.last, today)}"
    if _is_known(one.last, today):
        since = f" (since {week_day(one.since)})" if one.absent else ""
        return f"{what} {one.alike} days running{since}"
    return f"{what} {one.alike} days running to {_last_known(one.last)}"


def _is_known(last: date, today: date) -> bool:
    """Whether no weekday lies between the two. A holiday does: without a calendar nobody knows."""
    between = (last + timedelta(days=n) for n in range(1, (today - last).days))
    return all(day.weekday() >= SATURDAY for day in between)


def _when(last: date, today: date) -> str:
    near = {0: "today", 1: "yesterday"}.get((today - last).days)
    if near:
        return near
    return f"on {last:%A}" if _is_known(last, today) else f"on {_last_known(last)}"


def _last_known(last: date) -> str:
    return f"{week_day(last)}, the last day we know of"


def missed_words(one: Lately) -> str:
    """Like "missed 14 of 92 days"; "" before the first day."""
    if not one.days:
        return ""
    days = "day" if one.days == 1 else "days"
    return f"missed {plain_number(one.missed)} of {plain_number(one.days)} {days}"
