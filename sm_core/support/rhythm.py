"""When the next check-in about a match is due: twice in its first month, then monthly.

Elements of Effective Practice for Mentoring, monitoring and support: with the mentor, the student
and the family alike.
"""

from __future__ import annotations

from bisect import bisect_left
from calendar import monthrange
from collections.abc import Collection, Sequence
from datetime import date, timedelta

from sm_core.school_year import first_day, last_day, school_year_of

FIRST = timedelta(days=14)
"""The first of the two falls into the first half of the month."""
LAST_WEEK = timedelta(days=7)
"""In June so long after the last school day known: then the school year is over."""
JUNE = 6
AHEAD = timedelta(days=6)
"""What is due within a week from the day is due now."""
OVERDUE, DUE, LATER = "overdue", "due", "later"


def month_after(day: date) -> date:
    """The same day of the next month, or its last day where it is shorter."""
    year, month = (day.year + 1, 1) if day.month == 12 else (day.year, day.month + 1)
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def due_day(started: date, done: Collection[date]) -> date:
    """The day by which the next check-in is due about a match that began on `started`, after those
    `done` (days before the match count for nothing, two on one day as one), whatever the calendar:
    two weeks after the start, then a month after it, then a month after the last one."""
    counted = sorted({day for day in done if day >= started})
    month = month_after(started)
    if not counted:
        return started + FIRST
    if len(counted) == 1 and counted[0] <= month:
        return month
    return month_after(counted[-1])


def on_school_day(day: date, session: Sequence[date]) -> date:
    """The first day in session from `day` on; beyond the calendar (`session`, in order) the first
    weekday, because nobody can be met in a break or at a weekend."""
    place = bisect_left(session, day)
    if place < len(session):
        return session[place]
    return day + timedelta(days=max(0, 7 - day.weekday()) if day.weekday() > 4 else 0)


def asked_on(due: date, session: Sequence[date], day: date) -> date | None:
    """The school day on which to ask for what is due by `due`, looked at on `day`: what was left
    over from the school year before begins anew with the first day of this one. None in the summer,
    until a file tells the days in session (`session`, in order, from some months back on)."""
    if not session:
        return on_school_day(due, session)
    year, last = school_year_of(day), session[-1]
    is_over = day.month == JUNE and day > last + LAST_WEEK
    unknown = due > max(last, last_day(year))
    if last < first_day(year) or is_over or unknown:
        return None
    return on_school_day(max(due, first_day(year)), session)


def state_on(due: date | None, day: date) -> str:
    """Whether what is due on `due` is overdue on the day, due within a week of it, or later; None
    is later."""
    if due is None:
        return LATER
    if due < day:
        return OVERDUE
    return DUE if due <= day + AHEAD else LATER
