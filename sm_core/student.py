"""One student: standing, every school day of the year, the days ahead, and the year before."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

from sm_core.actor import Actor, local_captain
from sm_core.errors import SmError
from sm_core.queries import run
from sm_core.school_year import a_year_before, first_day, school_year_of
from sm_core.standing import Asked
from sm_core.store import Store

UNSEEN = (
    "There is no student with this id among those you may see at this date. The student may be at "
    "another school, or not enrolled yet: check the id and the date, or go back to the list."
)
"""The same words for an unknown id and for one of another school: nobody learns which it is."""


@dataclass(frozen=True)
class Count:
    """`missed` of `enrolled` days, exact, up to `through` (inclusive)."""

    missed: Decimal
    enrolled: Decimal
    through: date | None


@dataclass(frozen=True)
class Day:
    """A day in session at a school of the student, up to the last day that counts. `portion` is
    the part missed (0 to 1), `missed` what the day rule makes of it; a day that does not count
    (not a member, not recorded) is in neither number. `begun` is the first day of the stay."""

    school_id: str
    begun: date
    day: date
    counts: bool
    meaning: str
    portion: Decimal
    missed: Decimal


@dataclass(frozen=True)
class Stay:
    """An unbroken time at one school in one school year, or (`first_day` None) what totals tell of
    a school. `last_day` is None while it goes on."""

    school_id: str
    school_name: str
    grade: str
    first_day: date | None
    last_day: date | None
    has_calendar: bool
    count: Count


@dataclass(frozen=True)
class Year:
    """A school year up to a date: one `Day` per school and day, in order, and the stays."""

    count: Count
    days: tuple[Day, ...]
    stays: tuple[Stay, ...]

    @property
    def known_by_day(self) -> bool:
        """Whether the days are all that the count holds; false where a school sends totals."""
        told = [day for day in self.days if day.counts]
        missed = sum((day.missed for day in told), Decimal(0))
        return (missed, len(told)) == (self.count.missed, self.count.enrolled)


@dataclass(frozen=True)
class Student:
    """All that the page of one student shows. `count` and `tier` (None without a day, else a name
    of `TIERS`) equal the student's row in `standing`. `ahead` are the school days to come, one
    entry per school and day; None where no calendar file tells them. `before` is last school year
    up to the same date and `last_year` the whole of it, None where nothing is known."""

    as_of: date
    student_id: str
    name: str
    grade: str
    school_id: str
    school_name: str
    enrolled: bool
    tier: str | None
    year: Year
    ahead: tuple[date, ...] | None
    before: Count | None
    last_year: Year | None

    @property
    def count(self) -> Count:
        return self.year.count


def find_student(store: Store, actor: Actor, asked: Asked, student_id: str) -> Student:
    """The student `student_id` as of the date of `asked` (in student scope, whatever its school).

    A school's people see a student whose latest school is theirs, with the days of the year's
    earlier schools (DESIGN rule 5). Raises `SmError` for everybody else, known or not.
    """
    asked = replace(asked, scope="student", school=None)
    row = _standing(store, actor, asked, student_id)
    if row is None:
        raise SmError(UNSEEN)
    year = _year(store, asked, student_id, _count(asked, row))
    before, last_year = _last_year(store, asked, student_id, year.count.through)
    return Student(
        as_of=asked.as_of, student_id=student_id, name=row["student_name"], grade=row["grade"],
        school_id=row["school_id"], school_name=row["school_name"],
        enrolled=bool(row["enrolled"]), tier=row["tier"], year=year,
        ahead=_ahead(store, asked, student_id, year) if row["enrolled"] else None,
        before=before, last_year=last_year,
    )  # fmt: skip


def _rows(store: Store, name: str, asked: Asked, values: dict) -> list[dict]:
    with store.reading() as cursor:
        query = run(cursor, name, asked.pieces, **values)
        names = [column[0] for column in query.description]
        return [dict(zip(names, row, strict=True)) for row in query.fetchall()]


def _standing(store: Store, actor: Actor, asked: Asked, student_id: str) -> dict | None:
    values = asked.parameters(actor)
    if values["students"] is not None and student_id not in values["students"]:
        return None
    rows = _rows(store, "students_seen", asked, values | {"students": [student_id]})
    return rows[0] if rows else None


def _count(asked: Asked, row: dict) -> Count:
    through = min(row["data_through"], asked.as_of) if row["data_through"] else None
    return Count(row["days_absent"], row["days_enrolled"], through)


def _unscoped(asked: Asked, student_id: str) -> dict:
    """Parameters for one student at every school; only after `_standing` has let them through."""
    anywhere = {"schools": None, "students": [student_id], "student": student_id, "school": None}
    return asked.parameters(local_captain()) | anywhere


def _year(store: Store, asked: Asked, student_id: str, count: Count) -> Year:
    values = _unscoped(asked, student_id)
    days = tuple(Day(**row) for row in _rows(store, "student_days", asked, values))
    stretches = _rows(store, "student_stays", asked, values)
    schools = _rows(store, "student_schools", asked, values)
    stays = [_stay(row, days, count.through) for row in stretches]
    return Year(count, days, (*stays, *_from_totals(schools, stays)))


def _stay(row: dict, days: tuple[Day, ...], through: date | None) -> Stay:
    here = [
        day
        for day in days
        if day.counts and (day.school_id, day.begun) == (row["school_id"], row["first_day"])
    ]
    count = Count(sum((day.missed for day in here), Decimal(0)), Decimal(len(here)), through)
    # A long stay reaches back into the holidays; people know its first school day.
    first = max(row["first_day"], row["school_begins"])
    return Stay(row["school_id"], row["school_name"], row["grade"], first, row["last_day"],
                row["has_calendar"], count)  # fmt: skip


def _from_totals(schools: list[dict], stays: list[Stay]) -> list[Stay]:
    """A line for each school whose days the stays do not tell: its files hold totals only."""
    by_day = {stay.school_id for stay in stays if stay.count.enrolled}
    return [
        Stay(row["school_id"], row["school_name"], row["grade"], None,
             None if row["enrolled"] else row["data_through"], False,
             Count(row["days_absent"], row["days_enrolled"], row["data_through"]))
        for row in schools
        if row["school_id"] not in by_day and row["days_enrolled"]
    ]  # fmt: skip


def _ahead(store: Store, asked: Asked, student_id: str, year: Year) -> tuple[date, ...] | None:
    still = [stay for stay in year.stays if stay.last_day is None]
    if not still or not all(stay.has_calendar for stay in still):
        return None
    rows = _rows(store, "student_ahead", asked, _unscoped(asked, student_id))
    return tuple(row["day"] for row in rows)


def _last_year(
    store: Store, asked: Asked, student_id: str, through: date | None
) -> tuple[Count | None, Year | None]:
    end = first_day(school_year_of(asked.as_of)) - timedelta(days=1)
    whole = _count_at(store, replace(asked, as_of=end), student_id)
    if whole is None or not whole.enrolled:
        return None, None
    same_day = a_year_before(through or asked.as_of)
    return (
        _count_at(store, replace(asked, as_of=same_day), student_id),
        _year(store, replace(asked, as_of=end), student_id, whole),
    )


def _count_at(store: Store, asked: Asked, student_id: str) -> Count | None:
    rows = _rows(store, "standing", asked, _unscoped(asked, student_id))
    return _count(asked, rows[0]) if rows else None
