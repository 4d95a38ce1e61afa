"""The school days of the demo district in two school years.

All schools share the holidays; staff days differ by level, and some schools closed for snow once.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

LAST_YEAR, THIS_YEAR = YEARS = ("2024-25", "2025-26")
AS_OF = date(2026, 1, 30)
"""The day on which the demo district stands still."""
LATE_THROUGH = date(2026, 1, 16)
"""How far the data of the school that reports late reach."""

SCHOOL, HOLIDAY, STAFF, WEATHER = (
    "Instructional day", "Holiday", "Teacher only day", "Weather day",
)  # fmt: skip
"""Kinds of day, in Ed-Fi's words."""


@dataclass(frozen=True)
class Plan:
    """One school year: `staff` holds by level the days without students, `snow` the day that
    some schools closed and the day that made up for it."""

    first: date
    last: date
    holidays: tuple[tuple[date, date], ...]
    staff: dict[str, tuple[date, ...]]
    snow: tuple[date, date]


def _day(month: int, number: int, year: int) -> date:
    return date(year if month >= 7 else year + 1, month, number)


def _plan(year: int, first, last, holidays, staff, snow) -> Plan:
    spans = tuple((_day(*span[:2], year), _day(*span[-2:], year)) for span in holidays)
    days = {level: tuple(_day(*day, year) for day in days) for level, days in staff.items()}
    closed, made_up = (_day(*day, year) for day in snow)
    return Plan(_day(*first, year), _day(*last, year), spans, days, (closed, made_up))


# Month and day; four numbers are a first and a last day. A middle school has 180 days in either
# year, 92 of them through January 30, 2026.
PLANS = {
    LAST_YEAR: _plan(
        2024, (8, 28), (6, 13),
        [(9, 2), (10, 3), (10, 14), (11, 5), (11, 11), (11, 27, 11, 29), (12, 23, 1, 3),
         (1, 20), (2, 17), (4, 14, 4, 18), (5, 26)],
        {"elementary": [(11, 8), (3, 14)], "middle": [(10, 11), (1, 6)],
         "high": [(10, 11), (1, 24), (3, 14)]},
        ((2, 6), (6, 16)),
    ),
    THIS_YEAR: _plan(
        2025, (8, 27), (6, 12),
        [(9, 1), (9, 23), (10, 13), (11, 4), (11, 11), (11, 26, 11, 28), (12, 22, 1, 2),
         (1, 19), (2, 16), (4, 6, 4, 10), (5, 25)],
        {"elementary": [(11, 10), (3, 13)], "middle": [(10, 10), (1, 5)],
         "high": [(10, 10), (1, 23), (3, 13)]},
        ((1, 26), (6, 15)),
    ),
}  # fmt: skip


def weekdays(school_year: str, level: str, closed_once: bool) -> Iterator[tuple[date, str]]:
    """Every Monday to Friday of a school's year with its kind of day, future days included."""
    plan = PLANS[school_year]
    closed, made_up = plan.snow
    day = plan.first
    while day <= (made_up if closed_once else plan.last):
        if day.weekday() < 5:
            yield day, _kind(plan, level, day, closed_once and day == closed)
        day += timedelta(days=1)


def _kind(plan: Plan, level: str, day: date, closed: bool) -> str:
    if any(first <= day <= last for first, last in plan.holidays):
        return HOLIDAY
    if day in plan.staff[level]:
        return STAFF
    return WEATHER if closed else SCHOOL


def school_days(school_year: str, level: str, closed_once: bool) -> list[date]:
    """The days of a school's year that are in session, in order."""
    days = weekdays(school_year, level, closed_once)
    return [day for day, kind in days if kind == SCHOOL]
