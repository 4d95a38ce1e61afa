"""The days of the family's copy: how many were missed, of what kind, and each with its date."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from sm_core.exports import plain_number
from sm_core.papers.family_copy_words import Say
from sm_core.papers.sheet import table, text
from sm_core.student import Day, Student
from sm_core.student_words import KINDS, OTHER_KIND, missed_by_kind

SIDE_BY_SIDE = 8
"""Days missed from which on two stand in a line of the table."""


def days_blocks(student: Student, say: Say) -> Iterator[dict]:
    """The same numbers as on the student's page, and a line per day of which a part was missed."""
    yield text(_missed(student, say))
    if kinds := missed_by_kind(student):
        each = [say("of_kind", days=plain_number(n), kind=say(kind)) for kind, n in kinds.items()]
        yield text(say("by_kind", kinds=", ".join(each)))
    if student.count.enrolled and not student.year.known_by_day:
        yield text(say("totals_partly" if student.year.days else "totals_only"))
    days = [day for day in student.year.days if day.counts and day.portion > 0]
    if days:
        yield _table(student, days, say)
    if any(day.portion < 1 and day.missed == 1 for day in days):
        yield text(say("whole"))
    if any(day.missed == 0 for day in days):
        yield text(say("parts"))


def _missed(student: Student, say: Say) -> str:
    count = student.count
    if not count.enrolled:
        return say("none_counted")
    key = "missed" if count.missed else "not_missed"
    return say(
        f"{key}_one" if count.enrolled == 1 else key, missed=plain_number(count.missed),
        enrolled=plain_number(count.enrolled), day=say.day(count.through),
    )  # fmt: skip


def _table(student: Student, days: list[Day], say: Say) -> dict:
    header, rows = [say("date"), say("kind")], [[say.short_day(d.day), _kind(d, say)] for d in days]
    if len({day.school_id for day in student.year.days}) > 1:
        names = {stay.school_id: stay.school_name for stay in student.year.stays}
        rows = [[*row, names[day.school_id]] for row, day in zip(rows, days, strict=True)]
        return table([*header, say("school")], rows, [3, 5, 5])
    if len(rows) < SIDE_BY_SIDE:
        return table(header, rows, [2, 5])
    right = [*rows[1::2], *([["", ""]] if len(rows) % 2 else [])]
    two = [[*one, *other] for one, other in zip(rows[::2], right, strict=True)]
    return table(header * 2, two, [4, 6, 4, 6])


def _kind(day: Day, say: Say) -> str:
    kind = say(day.meaning if day.meaning in KINDS else OTHER_KIND)
    if day.portion == 1:
        return kind
    half = day.portion == Decimal("0.5")
    part = say("half") if half else say("part", percent=f"{day.portion:.0%}")
    return f"{kind}, {part}" + ("" if day.missed else " *")
