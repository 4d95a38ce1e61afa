"""How the invented students attend: a model of the odds of each absence, a school at a time.

Log odds of missing a day = student + school + grade + year + a drift from week to week + what all
of a school share in a week and on a day + weekday and season; beside it spells of illness. Groups,
grades, weekdays and tiers follow public statistics; the winter peak, the spread between schools
and the drift are assumptions.
"""

from dataclasses import dataclass
from datetime import date

import numpy as np

from sm_core.demo.calendars import LAST_YEAR, THIS_YEAR
from sm_core.demo.schools import School

GRADE = np.array(
    (0.28, 0.05, -0.08, -0.15, -0.18, -0.15, -0.06, 0.02, 0.10, 0.24, 0.28, 0.36, 0.52)
)
"""Log odds, K to 12."""
LEVEL_OF_YEAR = {LAST_YEAR: 0.02, THIS_YEAR: -0.03}
SCHOOL_SD = 0.28
YEAR_SD, DRIFT_SD, DRIFT_KEPT = 0.40, 0.60, 0.90
WEEK_SD, DAY_SD = 0.07, 0.10
WEEKDAY = np.array((1.06, 0.96, 0.92, 0.98, 1.22))
SEASON_DAYS = (0, 30, 60, 85, 110, 135, 160, 190, 225, 260, 300)
SEASON = (0.78, 0.84, 0.96, 1.08, 1.30, 1.26, 1.12, 0.98, 0.94, 0.98, 1.06)
"""Odds by days since August 25, in a straight line between them."""
ILL, ILL_DAYS = 0.0064, 2.4
"""Chance of falling ill on a day; mean length of a spell in days."""
ILL_OF_LEVEL = {"elementary": 1.25, "middle": 0.95, "high": 0.80}


@dataclass(frozen=True)
class Shared:
    """The school days of a school's year, with what all its students share on each."""

    dates: np.ndarray
    week: np.ndarray
    odds: np.ndarray
    logit: np.ndarray

    @classmethod
    def of(cls, school: School, year: str, days: list[date], rng) -> "Shared":
        dates = np.array(days, dtype="datetime64[D]")
        monday = dates.astype(int) + 3  # day 0 was a Thursday
        week = monday // 7 - monday[0] // 7
        start = np.datetime64(f"{days[0].year}-08-25").astype(int)
        season = np.interp(dates.astype(int) - start, SEASON_DAYS, SEASON)
        odds = WEEKDAY[monday % 7] * season
        shocks = rng.normal(0, WEEK_SD, week[-1] + 1)[week] + rng.normal(0, DAY_SD, len(days))
        logit = SCHOOL_SD * school.lean + LEVEL_OF_YEAR[year] + np.log(odds) + shocks
        return cls(dates, week, season, logit)


def miss(
    shared: Shared, level: str, grade: np.ndarray, propensity: np.ndarray, frailty: np.ndarray, rng
) -> tuple[np.ndarray, np.ndarray]:
    """(missed, ill): for each student and school day, whether missed and whether by illness."""
    own = propensity + GRADE[grade] + rng.normal(0, YEAR_SD, len(grade))
    logit = own[:, None] + _drift(len(grade), shared.week, rng) + shared.logit
    odds = np.exp(logit.astype(np.float32))
    shape = odds.shape
    ill = _ill(shape, shared, ILL_OF_LEVEL[level] * frailty, rng)
    return ill | (rng.random(shape, dtype=np.float32) < odds / (1 + odds)), ill


def _drift(students: int, week: np.ndarray, rng) -> np.ndarray:
    """A slow walk of each student's own around zero."""
    weeks = rng.standard_normal((students, week[-1] + 1), dtype=np.float32) * DRIFT_SD
    for number in range(1, weeks.shape[1]):
        fresh = np.sqrt(1 - DRIFT_KEPT**2) * weeks[:, number]
        weeks[:, number] = DRIFT_KEPT * weeks[:, number - 1] + fresh
    return weeks[:, week]


def _ill(shape: tuple[int, int], shared: Shared, frailty: np.ndarray, rng) -> np.ndarray:
    chance = (ILL * frailty[:, None] * shared.odds).astype(np.float32)
    student, begun = np.nonzero(rng.random(shape, dtype=np.float32) < chance)
    length = rng.geometric(1 / ILL_DAYS, len(student))
    spell = np.repeat(np.arange(len(student)), length)
    day = begun[spell] + np.arange(len(spell)) - np.repeat(np.cumsum(length) - length, length)
    inside = day < shape[1]
    ill = np.zeros(shape, dtype=bool)
    ill[student[spell[inside]], day[inside]] = True
    return ill
