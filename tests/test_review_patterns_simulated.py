"""Patterns on simulated schools: nothing where there is nothing, and what was planted is found.

The schools are rougher than the tests assume: days and weeks with more absence for everybody
(weather, flu), grades with days of their own, students who differ, illness that lasts.
"""

from datetime import date, timedelta
from itertools import pairwise

import numpy as np
import pytest

from sm_core.review.pattern_kinds import Told
from sm_core.review.patterns import found_in

SCHOOLS = 200
OFF = {date(2025, 9, 1), date(2025, 10, 13), date(2025, 11, 11), date(2025, 11, 27),
       date(2025, 11, 28), date(2026, 1, 19), date(2026, 2, 16)}  # fmt: skip
OFF |= {date(2025, 12, 22) + timedelta(days=n) for n in range(12)}
YEAR = (date(2025, 8, 18) + timedelta(days=n) for n in range(200))
DAYS = [day for day in YEAR if day.weekday() < 5 and day not in OFF][:110]


def school(seed, grades=3, size=100, planted=lambda day, grade: 1):
    """By grade and day what was known; `planted` multiplies the risk of a day and grade."""
    chance = np.random.default_rng(seed)
    week = np.repeat(chance.lognormal(0, 0.2, len(DAYS) // 5), 5)
    everybody = week * chance.lognormal(0, 0.25, len(DAYS))
    return {
        str(grade): grade_of(chance, everybody, int(chance.integers(size // 2, size * 3 // 2)),
                             [planted(day, grade) for day in DAYS])
        for grade in range(6, 6 + grades)
    }  # fmt: skip


def grade_of(chance, everybody, size, planted):
    own = np.minimum(0.5, chance.lognormal(np.log(0.03), 0.8, size)) * chance.lognormal(0, 0.15)
    day_by_day = everybody * chance.lognormal(0, 0.15, len(DAYS)) * planted
    ill, rows = np.zeros(size, bool), {}
    for day, risk in zip(DAYS, day_by_day, strict=True):
        ill = (chance.random(size) < own * risk) | (ill & (chance.random(size) < 0.4))
        rows[day] = Told(size, int(ill.sum()))
    return rows


def shown(name, **more):
    """In how many of twenty schools something about `name` is shown."""
    found = [found_in(school(seed, **more)).stands_out for seed in range(20)]
    return sum(any(name in look.words for look in looks) for looks in found)


@pytest.mark.parametrize(("grades", "size"), [(3, 100), (6, 24)])
def test_where_there_is_nothing_hardly_any_school_shows_anything(grades, size):
    """At most one in twenty is to: 10 of 200. By chance such a count is over 15 once in thirty
    times, so that is the bound. Where each look has five percent of its own, 33 and 75 of the 200
    show something."""
    found = [found_in(school(seed, grades, size)) for seed in range(SCHOOLS)]

    assert min(each.looked_at for each in found) >= 10
    assert sum(bool(each.stands_out) for each in found) <= 15


def test_a_friday_effect_is_found():
    assert shown("On Fridays", planted=lambda day, g: 2 if day.weekday() == 4 else 1) >= 16


def test_a_grade_with_an_outbreak_is_found():
    assert shown("Grade 7", planted=lambda day, g: 3 if g == 7 and day in DAYS[-5:] else 1) >= 16


def test_days_before_a_break_are_found():
    eves = {day for day, after in pairwise(DAYS)
            if (after - day).days not in (1, 3)}  # fmt: skip

    assert shown("before a break", planted=lambda day, g: 3 if day in eves else 1) >= 16
