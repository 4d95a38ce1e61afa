"""By when the next check-in about a match is due: at every bound, and against a slow version."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sm_core.support.due import why
from sm_core.support.rhythm import (
    DUE,
    LATER,
    OVERDUE,
    asked_on,
    due_day,
    month_after,
    on_school_day,
    state_on,
)

ONE = timedelta(days=1)
BEGAN = date(2026, 1, 12)
MONTH = date(2026, 2, 12)
DAYS = st.dates(date(2025, 8, 1), date(2026, 7, 31))


@pytest.mark.parametrize(
    ("day", "after"),
    [(date(2026, 1, 12), date(2026, 2, 12)), (date(2026, 1, 31), date(2026, 2, 28)),
     (date(2024, 1, 31), date(2024, 2, 29)), (date(2026, 1, 29), date(2026, 2, 28)),
     (date(2026, 2, 28), date(2026, 3, 28)), (date(2025, 12, 31), date(2026, 1, 31)),
     (date(2026, 3, 31), date(2026, 4, 30))],
)  # fmt: skip
def test_a_month_later_is_the_same_day_or_the_last_one(day, after):
    assert month_after(day) == after


@pytest.mark.parametrize(
    ("done", "due"),
    [([], BEGAN + 14 * ONE),
     ([BEGAN - ONE], BEGAN + 14 * ONE),
     ([BEGAN], MONTH),
     ([BEGAN + 14 * ONE], MONTH),
     ([BEGAN + 13 * ONE, BEGAN + 13 * ONE], MONTH),
     ([MONTH], MONTH),
     ([MONTH + ONE], date(2026, 3, 13)),
     ([BEGAN, BEGAN + ONE], date(2026, 2, 13)),
     ([BEGAN + ONE, MONTH], date(2026, 3, 12)),
     ([MONTH, BEGAN + ONE], date(2026, 3, 12)),
     ([BEGAN - ONE, BEGAN + ONE], MONTH),
     ([BEGAN, date(2026, 1, 31)], date(2026, 2, 28))],
)  # fmt: skip
def test_twice_in_the_first_month_then_monthly(done, due):
    assert due_day(BEGAN, done) == due


@pytest.mark.parametrize(
    ("ahead", "state"),
    [(-1, OVERDUE), (0, DUE), (6, DUE), (7, LATER)],
)
def test_a_week_ahead_is_due_now(ahead, state):
    assert state_on(BEGAN + ahead * ONE, BEGAN) == state


def test_what_has_no_day_is_later():
    assert state_on(None, BEGAN) == LATER


JUNE = [date(2026, 6, day) for day in (8, 9, 10, 11, 12)]
FALL = [date(2026, 8, day) for day in (24, 25, 26)]
JUNE_12, AUGUST_24 = JUNE[-1], FALL[0]


@pytest.mark.parametrize(
    ("due", "session", "day", "asked"),
    [
        # In the school year the calendar decides, then weekdays do.
        (JUNE_12, JUNE, JUNE_12, JUNE_12),
        (date(2026, 6, 13), JUNE, JUNE_12, date(2026, 6, 15)),
        (date(2026, 6, 30), JUNE, JUNE_12, date(2026, 6, 30)),
        (date(2026, 7, 1), JUNE, JUNE_12, None),
        (date(2026, 7, 1), [], JUNE_12, date(2026, 7, 1)),
        # A week after its last day it is over, for what was overdue, too.
        (JUNE[0], JUNE, date(2026, 6, 19), JUNE[0]),
        (JUNE[0], JUNE, date(2026, 6, 20), None),
        (date(2026, 6, 18), JUNE, date(2026, 6, 20), None),
        (JUNE[0], JUNE, date(2026, 7, 1), None),
        (date(2026, 7, 14), JUNE, date(2026, 7, 20), None),
        (JUNE[0], JUNE, date(2026, 9, 10), None),
        # Once the days of the next one are known, its first day.
        (JUNE[0], JUNE + FALL, date(2026, 6, 25), JUNE[0]),
        (JUNE[0], JUNE + FALL, date(2026, 7, 1), AUGUST_24),
        (date(2026, 7, 14), JUNE + FALL, date(2026, 7, 20), AUGUST_24),
        (JUNE[0], JUNE + FALL[:1], date(2026, 8, 25), AUGUST_24),
        (FALL[1], JUNE + FALL, date(2026, 8, 20), FALL[1]),
        # A file that is late in the middle of the year hides nobody.
        (date(2026, 1, 20), [date(2026, 1, 5)], date(2026, 2, 20), date(2026, 1, 20)),
        (date(2026, 5, 20), [date(2026, 5, 5)], date(2026, 5, 31), date(2026, 5, 20)),
    ],
)  # fmt: skip
def test_nobody_is_overdue_in_the_summer(due, session, day, asked):
    assert asked_on(due, session, day) == asked


WEEK = [date(2026, 1, day) for day in (12, 13, 14, 15, 16, 20)]


@pytest.mark.parametrize(
    ("day", "moved"),
    [(date(2026, 1, 13), date(2026, 1, 13)),
     (date(2026, 1, 17), date(2026, 1, 20)),
     (date(2026, 1, 19), date(2026, 1, 20)),
     (date(2025, 12, 25), date(2026, 1, 12)),
     (date(2026, 1, 21), date(2026, 1, 21)),
     (date(2026, 1, 24), date(2026, 1, 26)),
     (date(2026, 1, 25), date(2026, 1, 26))],
)  # fmt: skip
def test_a_day_without_school_moves_to_the_next_one_with(day, moved):
    """Monday, January 19, is a holiday; the calendar ends on the 20th."""
    assert on_school_day(day, WEEK) == moved


def test_without_a_calendar_only_weekends_move():
    assert on_school_day(date(2026, 1, 17), []) == date(2026, 1, 19)
    assert on_school_day(date(2026, 1, 16), []) == date(2026, 1, 16)


def slow_month_after(day):
    month = (day.replace(day=1) + 31 * ONE).replace(day=1)
    same = [month + n * ONE for n in range(31) if (month + n * ONE).month == month.month]
    return same[min(day.day, len(same)) - 1]


def slow_due(started, done, session):
    """Day by day: the first school day by which the rhythm asks for a talk."""
    talks = [day for day in dict.fromkeys(sorted(done)) if day >= started]
    month = slow_month_after(started)
    if not talks:
        asked = started + 14 * ONE
    elif len(talks) == 1 and talks[0] <= month:
        asked = month
    else:
        asked = slow_month_after(talks[-1])
    while (asked not in session) if any(d >= asked for d in session) else asked.weekday() > 4:
        asked += ONE
    return asked


@given(DAYS, st.lists(DAYS, max_size=5), st.sets(DAYS, max_size=60))
def test_the_rhythm_agrees_with_the_slow_version(started, done, session):
    assert on_school_day(due_day(started, done), sorted(session)) == slow_due(
        started, done, session
    )


@given(DAYS, st.lists(DAYS, max_size=5), DAYS)
def test_one_more_talk_never_makes_the_next_one_due_earlier(started, done, more):
    assert due_day(started, [*done, more]) >= due_day(started, done)


@pytest.mark.parametrize(
    ("done", "day", "words"),
    [([], MONTH, "First of two in the first month"),
     ([], MONTH + ONE, "None yet, matched since Jan 12, 2026"),
     ([MONTH], MONTH, "Second of two in the first month, last talked Feb 12, 2026"),
     ([MONTH + ONE], MONTH + ONE, "Monthly, last talked Feb 13, 2026"),
     ([BEGAN, BEGAN + ONE], MONTH, "Monthly, last talked Jan 13, 2026"),
     ([BEGAN - ONE], MONTH, "First of two in the first month")],
)  # fmt: skip
def test_it_says_why_somebody_is_listed(done, day, words):
    assert why(BEGAN, done, day) == words
