"""The invented students of the demo district: grade, schools, groups, and how they attend.

Income, disability and housing shift attendance. Race does not: differences between races come from
income and from the schools alone. The numbers follow public statistics where there are any.
"""

import numpy as np
import pandas as pd

from sm_core.demo.names import BOYS, FAMILIES, GIRLS, LANGUAGES, RACES, pools
from sm_core.demo.schools import School

FIRST_NUMBER = 40_001
MOVED_SCHOOL, NEW_HERE, MOVED_AWAY = 0.04, 0.06, 0.06
"""Over the summer, as parts of a grade: to another school of the level, into and out of the
district."""

LOGIT = -3.85
"""The base of the daily odds of an absence; then what is added for a student's facts."""
LOW_INCOME, DISABILITY, UNHOUSED = 0.62, 0.38, 0.95
STUDENT_SD, GHOSTS, GHOST = 0.92, 0.005, 1.6
"""Spread between students; the part that hardly comes at all, and how much more these miss."""

INCOME_OF_RACE = (-0.5, 0.5, 0.6, -0.4, 0.0, 0.7, 0.3)
RACE_OF_LEAN = (-0.35, 0.25, 0.35, -0.25, 0.0, 0.2, 0.0)
"""How a hard place differs in who goes there, in the order of RACES."""
LOW_INCOME_OF_LEAN = 0.45
HOUSING = ("Stable housing", "Doubled-up", "Shelter", "Hotel/motel", "Unsheltered")
HOUSING_SHARES = (0.972, 0.019, 0.005, 0.003, 0.001)
GENDERS = ("F", "M", "X")
GENDER_SHARES = (0.487, 0.506, 0.007)

NOWHERE = -1
"""In place of a school's number: not in the district that year."""

CAST = pd.DataFrame(
    [
        ("0041237", "Rosa", "Delgado", "F", "Hispanic or Latino", "Spanish", False, 7, -2.9),
        ("0041238", "Marcus", "Tran", "M", "Asian", "Vietnamese", False, 7, -3.3),
        ("0041239", "Amina", "Yusuf", "F", "Black or African American", "Somali", True, 6, -2.1),
        ("0041240", "Owen", "Fitzgerald", "M", "White", "English", False, 8, -5.0),
    ],
    columns=["student_id", "first_name", "last_name", "gender", "race", "language",
             "english_learner", "grade", "propensity"],
)  # fmt: skip
"""The students that stories are told of, at Lincoln Middle School, first of all its students."""


def invent(schools: list[School], rng: np.random.Generator) -> pd.DataFrame:
    """One row per student of this school year, the cast first, then of those who left in summer.

    Columns: student_id, grade (this year's, 13 for graduates), school and school_before (numbers
    of schools or NOWHERE), race, first_name, last_name, gender, language, english_learner,
    special_education, low_income, housing, propensity (log odds of missing a day, before school,
    grade and time) and frailty (mean 1, how often one falls ill).
    """
    people = pd.concat([_here(schools, rng), _gone(schools, rng)], ignore_index=True)
    home = np.where(people["school"] == NOWHERE, people["school_before"], people["school"])
    lean = np.array([school.lean for school in schools])[home]
    people["student_id"] = _ids(len(people), rng)
    people["race"] = _races(lean, rng)
    people["gender"] = rng.choice(GENDERS, len(people), p=GENDER_SHARES)
    _name(people, rng)
    _describe(people, lean, rng)
    _attend(people, rng)
    for column in CAST:
        people.loc[: len(CAST) - 1, column] = CAST[column]
    return people


def _here(schools: list[School], rng) -> pd.DataFrame:
    number = np.repeat([s.number for s in schools], [s.students for s in schools])
    grade = np.concatenate([
        rng.integers(s.grades.start, s.grades.stop, s.students) for s in schools
    ])  # fmt: skip
    grade[: len(CAST)] = CAST["grade"]
    return pd.DataFrame(
        {"grade": grade, "school": number, "school_before": _before(schools, number, grade, rng)}
    )


def _before(schools: list[School], number, grade, rng) -> np.ndarray:
    """Where each student was last year, a grade lower."""
    before = number.copy()
    for school in schools:
        own = np.flatnonzero(number == school.number)
        moved = own[rng.random(len(own)) < MOVED_SCHOOL]
        before[moved] = another(school, schools, len(moved), rng)
        first = own[grade[own] == school.grades.start]
        feeders = _feeders(school, schools)
        before[first] = rng.choice(feeders, len(first)) if feeders else NOWHERE
    new = rng.random(len(grade)) < NEW_HERE
    before[new] = NOWHERE
    cast = before[: len(CAST)]
    cast[CAST["grade"] > schools[0].grades.start] = schools[0].number
    return before


def another(school: School, schools: list[School], count: int, rng) -> np.ndarray:
    """`count` draws of another school of the level, the larger the likelier; where there is no
    other, the school itself."""
    peers = [s for s in schools if s.level == school.level and s is not school] or [school]
    sizes = np.array([peer.students for peer in peers])
    return rng.choice([peer.number for peer in peers], count, p=sizes / sizes.sum())


def _feeders(school: School, schools: list[School]) -> list[int]:
    """The schools whose highest grade goes on to this one; a small place draws on all of them."""
    lower = [s for s in schools if s.grades.stop == school.grades.start]
    peers = sum(s.level == school.level for s in schools)
    near = [s for s in lower if s.place % peers == school.place]
    return [s.number for s in (near or lower)]


def _gone(schools: list[School], rng) -> pd.DataFrame:
    """Who was here last year only: graduates, and in every grade some who moved away."""
    offered = {grade for school in schools for grade in school.grades}
    rows = []
    for school in schools:
        cohort = school.students / len(school.grades)
        for grade in school.grades:
            part = MOVED_AWAY if grade + 1 in offered else 1.0
            count = int(cohort * part + rng.random())
            rows.append((grade + 1, NOWHERE, school.number, count))
    frame = pd.DataFrame(rows, columns=["grade", "school", "school_before", "count"])
    counts = frame.pop("count")
    return frame.loc[frame.index.repeat(counts)]


def _ids(count: int, rng) -> np.ndarray:
    """Ids of seven digits in no order; those of the cast are given to nobody else."""
    numbers = np.arange(FIRST_NUMBER, FIRST_NUMBER + count + len(CAST))
    free = numbers[~np.isin(numbers, CAST["student_id"].astype(int))][:count]
    return np.char.mod("%07d", rng.permutation(free)).astype(object)


def _races(lean: np.ndarray, rng) -> np.ndarray:
    shares = np.array(list(RACES.values())) * np.exp(np.outer(lean, RACE_OF_LEAN))
    edges = np.cumsum(shares / shares.sum(axis=1, keepdims=True), axis=1)[:, :-1]
    drawn = (rng.random(len(lean))[:, None] > edges).sum(axis=1)
    return np.array(list(RACES), dtype=object)[drawn]


def _name(people: pd.DataFrame, rng) -> None:
    first = np.empty(len(people), dtype=object)
    last, language = first.copy(), np.full(len(people), "English", dtype=object)
    other = (people["gender"] == "X") & (rng.random(len(people)) < 0.5)
    girl = ((people["gender"] == "F") | other).to_numpy()
    for race in RACES:
        here = (people["race"] == race).to_numpy()
        for names, wanted in ((GIRLS, here & girl), (BOYS, here & ~girl)):
            first[wanted] = rng.choice(pools(names, race), wanted.sum())
        last[here] = rng.choice(pools(FAMILIES, race), here.sum())
        spoken = LANGUAGES[race]
        shares = [*spoken.values(), 1 - sum(spoken.values())]
        language[here] = rng.choice([*spoken, "English"], here.sum(), p=shares)
    people["first_name"], people["last_name"], people["language"] = first, last, language


def _describe(people: pd.DataFrame, lean: np.ndarray, rng) -> None:
    """Groups by income, language, disability and housing."""
    race = pd.Categorical(people["race"], list(RACES)).codes
    income = LOW_INCOME_OF_LEAN * lean + np.array(INCOME_OF_RACE)[race]
    people["low_income"] = rng.random(len(people)) < 1 / (1 + np.exp(-income))
    learning = np.select([people["grade"] < 6, people["grade"] < 9], [0.62, 0.4], 0.28)
    people["english_learner"] = (people["language"] != "English") & (
        rng.random(len(people)) < learning
    )
    people["special_education"] = rng.random(len(people)) < 0.14
    people["housing"] = rng.choice(np.array(HOUSING, dtype=object), len(people), p=HOUSING_SHARES)


def _attend(people: pd.DataFrame, rng) -> None:
    people["propensity"] = (
        LOGIT
        + LOW_INCOME * people["low_income"]
        + DISABILITY * people["special_education"]
        + UNHOUSED * (people["housing"] != HOUSING[0])
        + rng.normal(0, STUDENT_SD, len(people))
        + GHOST * (rng.random(len(people)) < GHOSTS)
    )
    people["frailty"] = rng.gamma(4, 1 / 4, len(people))
