"""Who of the demo district was enrolled where, from when to when: most all year, some not."""

import numpy as np
import pandas as pd

from sm_core.demo.calendars import AS_OF, THIS_YEAR, school_days
from sm_core.demo.people import CAST, NOWHERE, another
from sm_core.demo.schools import School

ALL_YEAR, CAME_LATE, LEFT, CHANGED = range(4)
FATES = (0.93, 0.018, 0.024, 0.028)
"""Shares of a whole year, for those who were in the district before."""
FATES_OF_NEW = (0.77, 0.20, 0.02, 0.01)
FORGOTTEN_EXIT = np.timedelta64(14, "D")
"""How long a student stays on the old school's list where nobody entered the exit."""


def slips(people: pd.DataFrame) -> int:
    """How many of each kind of mistake a district of this size holds."""
    return min(5, len(people) // 200)


def stay(people: pd.DataFrame, schools: list[School], year: str, rng) -> pd.DataFrame:
    """One row per student and stay in the school year, ordered by school.

    Columns: person (row of `people`), school, grade, entry and exit (datetime64[D], both days
    enrolled; exit is NaT for who is still there on AS_OF).
    """
    now = year == THIS_YEAR
    school = people["school" if now else "school_before"].to_numpy()
    person = np.flatnonzero(school != NOWHERE)
    school = school[person]
    fate = _fates(people.iloc[person], now, rng)
    other = _another(school, fate, schools, rng)
    fate[(fate == CHANGED) & (other == school)] = ALL_YEAR
    first, last = _bounds(schools, year, now)
    day = _some_days(year, now, len(person), rng)
    stays = pd.DataFrame({
        "person": person, "school": school, "grade": people["grade"].to_numpy()[person] - (not now),
        "entry": np.where(fate == CAME_LATE, day, first[school]),
        "exit": np.where(fate >= LEFT, day, last[school]),
    })  # fmt: skip
    changed = np.flatnonzero(fate == CHANGED)
    second = stays.iloc[changed].assign(
        school=other[changed],
        entry=day[changed] + np.timedelta64(1, "D"),
        exit=last[other[changed]],
    )
    forgotten = changed[: slips(people)] if now else []
    stays.loc[forgotten, "exit"] += FORGOTTEN_EXIT
    return pd.concat([stays, second]).sort_values(["school", "grade", "person"], ignore_index=True)


def _fates(people: pd.DataFrame, now: bool, rng) -> np.ndarray:
    """What happens to each student in the year; of this one a little over half has passed."""
    passed = 0.6 if now else 1.0
    drawn = np.empty(len(people), dtype=int)
    was_here = (people["school_before"] != NOWHERE).to_numpy() | (not now)
    for wanted, shares in ((was_here, FATES), (~was_here, FATES_OF_NEW)):
        rest = np.array(shares[1:]) * passed
        drawn[wanted] = rng.choice(4, wanted.sum(), p=[1 - rest.sum(), *rest])
    drawn[people.index < len(CAST)] = ALL_YEAR
    return drawn


def _another(school: np.ndarray, fate: np.ndarray, schools: list[School], rng) -> np.ndarray:
    """For who changes, another school of the level; the same one where there is no other."""
    other = school.copy()
    for own in schools:
        movers = np.flatnonzero((school == own.number) & (fate == CHANGED))
        other[movers] = another(own, schools, len(movers), rng)
    return other


def _bounds(schools: list[School], year: str, now: bool) -> tuple[np.ndarray, np.ndarray]:
    """First day of school, and last day or NaT for a year still running, by school number."""
    days = [_days(year, school.level, school.closed_once) for school in schools]
    last = [np.datetime64("NaT") if now else school_days[-1] for school_days in days]
    return np.array([d[0] for d in days]), np.array(last, dtype="datetime64[D]")


def _days(year: str, level: str, closed_once: bool) -> np.ndarray:
    return np.array(school_days(year, level, closed_once), dtype="datetime64[D]")


def _some_days(year: str, now: bool, count: int, rng) -> np.ndarray:
    """School days on which somebody comes or goes: not in the first two weeks, not at the end."""
    days = _days(year, "middle", False)
    days = days[10:-15] if not now else days[(days <= np.datetime64(AS_OF)).nonzero()[0][10:-5]]
    return rng.choice(days, count)
