"""Which days of a week have school, as far as anybody knows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from sm_core.queries import run
from sm_core.school_year import school_year_of
from sm_core.store import Store

SATURDAY = 5


def days_from(monday: date) -> list[date]:
    return [monday + timedelta(days=n) for n in range(7)]


@dataclass(frozen=True)
class SchoolWeek:
    """The week of `monday`: by school and day whether there is school, where it is known."""

    monday: date
    known: dict[tuple[str, date], bool]

    def days(self, school: str) -> list[date]:
        """Those with school, and the weekdays of which nobody knows."""
        return [day for day in days_from(self.monday)
                if self.known.get((school, day), day.weekday() < SATURDAY)]  # fmt: skip

    def closed(self, school: str) -> list[date]:
        """The weekdays known to be without school."""
        return [day for day in days_from(self.monday)[:SATURDAY]
                if not self.known.get((school, day), True)]  # fmt: skip


def school_week(store: Store, schools: Iterable[str], monday: date) -> SchoolWeek:
    """The week of these schools, by the days with data and the calendar files."""
    week = days_from(monday)
    with store.reading() as cursor:
        rows = run(cursor, "school_week", schools_asked=sorted(set(schools)), first=week[0],
                   last=week[-1], school_year=school_year_of(monday)).fetchall()  # fmt: skip
    return SchoolWeek(monday, {(school, day): there for school, day, there in rows})
