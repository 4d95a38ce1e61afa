"""The schools of the demo district: how many of each level, how large, and how hard a place."""

from dataclasses import dataclass, replace
from statistics import NormalDist

import numpy as np

GRADES = {"elementary": range(0, 6), "middle": range(6, 9), "high": range(9, 13)}
"""Grades per level; kindergarten is 0."""
FIRST_DIGIT = {"elementary": 1, "middle": 2, "high": 3}
NAMES = {
    "elementary": (
        "Roosevelt Elementary", "Maple Grove Elementary", "Harriet Tubman Elementary",
        "Riverside Elementary", "Cesar Chavez Elementary", "Oak Hill Elementary",
        "Sunnyside Elementary", "Meadowbrook Elementary", "Franklin Elementary",
    ),
    "middle": ("Lincoln Middle School", "Eastview Middle School", "Carver Middle School",
               "Lakeside Middle School"),
    "high": ("Jefferson High School", "Northgate High School", "Harbor Alternative High School",
             "Westfield High School", "Dolores Huerta High School"),
}  # fmt: skip
SPREAD = {"elementary": (1.5, 0.65), "middle": (0.88, 1.12), "high": (1.15, 0.85)}
"""Relative size of the first and the last school of a level."""

HARBOR, HARBOR_SIZE, HARBOR_LEAN = 2, 60, 1.0
"""Place among the high schools of the small one, its students, and how hard a place it is."""
LATE_FROM = 20
"""In a district of fewer students per school none reports late: its file could be empty."""
AT_LINCOLN = 4
"""Lincoln has the students that stories are told of, so it has no fewer."""


@dataclass(frozen=True)
class School:
    """One invented school, the `place`-th of its `level` and the `number`-th of all, from 0.
    `lean` says in standard deviations how much more its students miss than those of its level;
    `late` reports late; `closed_once` had a snow day."""

    number: int
    place: int
    level: str
    name: str
    students: int
    lean: float
    late: bool
    closed_once: bool

    @property
    def school_id(self) -> str:
        return f"{FIRST_DIGIT[self.level]}{self.place + 1:02d}"

    @property
    def grades(self) -> range:
        return GRADES[self.level]

    @property
    def is_lincoln(self) -> bool:
        return self.level == "middle" and self.place == 0

    @property
    def is_harbor(self) -> bool:
        return self.level == "high" and self.place == HARBOR


def plan_schools(students: int, schools: int, rng: np.random.Generator) -> list[School]:
    """That many schools with that many students this year in all, Lincoln the first of them."""
    made = []
    for level, count in _levels(schools).items():
        for place, lean in enumerate(_leans(level, count, rng)):
            late = level == "elementary" and place == min(1, count - 1)
            late &= students >= LATE_FROM * schools
            made.append(School(
                len(made), place, level, _name(level, place), 0, lean, late, place % 3 == 1,
            ))  # fmt: skip
    sizes = _sizes(made, students)
    sized = [replace(school, students=size) for school, size in zip(made, sizes, strict=True)]
    return [_centered(school, sized) for school in sized]


def _centered(school: School, schools: list[School]) -> School:
    """The students of a level lean nowhere on average: which school is large must not decide how
    the district stands."""
    if school.is_harbor:
        return school
    peers = [s for s in schools if s.level == school.level and not s.is_harbor]
    mean = sum(s.students * s.lean for s in peers) / sum(s.students for s in peers)
    return replace(school, lean=school.lean - mean)


def _levels(schools: int) -> dict[str, int]:
    """Schools per level: Lincoln first, then an elementary, then a high school, then 2 : 5 : 3."""
    middle = max(1, round(schools * 0.2))
    high = max(1, round(schools * 0.3)) if schools >= 3 else 0
    counts = {"middle": middle, "elementary": schools - middle - high, "high": high}
    return {level: count for level, count in counts.items() if count}


def _name(level: str, place: int) -> str:
    names = NAMES[level]
    return names[place] if place < len(names) else f"{level.capitalize()} School {place + 1}"


def _leans(level: str, count: int, rng: np.random.Generator) -> list[float]:
    """Evenly spread, so that a district of few schools is not all good or all bad by chance;
    Lincoln takes the one in the middle or just above."""
    has_harbor = level == "high" and count > HARBOR
    regular = count - has_harbor
    spread = [NormalDist().inv_cdf((n + 0.5) / regular) for n in range(regular)]
    first = [spread.pop(regular // 2)] if level == "middle" else []
    leans = [*first, *rng.permutation(spread).tolist()]
    if has_harbor:
        leans.insert(HARBOR, HARBOR_LEAN)
    return leans


def _sizes(schools: list[School], students: int) -> list[int]:
    """Students per school: each level by its grades, larger and smaller schools in it."""
    weights = np.array([_weight(school, schools) for school in schools])
    harbor = np.array([school.is_harbor for school in schools])
    small = min(HARBOR_SIZE, students // len(schools)) * harbor
    wanted = small + (students - small.sum()) * weights / weights.sum()
    least = np.array([AT_LINCOLN if school.is_lincoln else 1 for school in schools])
    return _whole(wanted, least, students)


def _weight(school: School, schools: list[School]) -> float:
    """The part of the district's students, not to scale; Harbor's is not one of the shares."""
    if school.is_harbor:
        return 0.0
    count = sum(other.level == school.level and not other.is_harbor for other in schools)
    first, last = SPREAD[school.level]
    place = school.place - (school.level == "high" and school.place > HARBOR)
    own = first + (last - first) * place / max(1, count - 1)
    return len(school.grades) * own / (count * (first + last) / 2)


def _whole(wanted: np.ndarray, least: np.ndarray, total: int) -> list[int]:
    """Whole numbers near `wanted`, none under `least`, that add up to `total`."""
    sizes = np.maximum(np.floor(wanted).astype(int), least)
    short = np.argsort(sizes - wanted)
    sizes[short[: max(0, total - sizes.sum())]] += 1
    while sizes.sum() > total:
        sizes[np.argmax(sizes - least)] -= 1
    return sizes.tolist()
