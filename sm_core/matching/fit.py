"""How well students and mentors fit, in whole points by component, for all pairs at once.

A district has a million pairs, so all is counted in matrices: one row per student, one column per
mentor. What nobody knows brings no point and stands in nobody's way.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import time

import numpy as np

from sm_core.availability import Slot
from sm_core.grades import LEVELS
from sm_core.matching.settings import COMPONENTS, Settings
from sm_core.matching.student import Student, language_keys
from sm_core.mentors.mentor import Mentor

ENOUGH_MINUTES = 90
"""Shared minutes a week that bring all points: three meetings of half an hour."""
LEVEL_OF = {grade: level for level, grades in LEVELS.items() for grade in grades}
HALF = 2
"""The points of a mentor who works with a nearby grade, as a part of those for the same one."""


def points(
    students: Sequence[Student], mentors: Sequence[Mentor], shared: np.ndarray, settings: Settings
) -> dict[str, np.ndarray]:
    """By component, the points of each pair, together 0 to `BEST`; `shared` are their `minutes`."""
    most = settings.points
    counted = {
        "wish": _pairs(students, mentors, lambda s: s.meets_wish) * most["wish"],
        "knows": _pairs(students, mentors, lambda s: s.knows) * most["knows"],
        "language": _languages(students, mentors) * most["language"],
        "hours": np.minimum(shared, ENOUGH_MINUTES) * most["hours"] // ENOUGH_MINUTES,
        "interests": _interests(students, mentors, most["interests"]),
        "grades": _grades(students, mentors, most["grades"]),
    }
    assert counted.keys() == COMPONENTS.keys()
    return counted


def minutes(students: Sequence[Student], mentors: Sequence[Mentor]) -> np.ndarray:
    """The minutes of a week in which both are free, as `availability.shared_minutes` counts them;
    0 where one of the two is not known."""
    ours = [student.brings.availability for student in students]
    theirs = [mentor.brings.availability for mentor in mentors]
    marks = sorted({
        _minute(slot.weekday, at)
        for slots in (*ours, *theirs) for slot in slots for at in (slot.starts, slot.ends)
    })  # fmt: skip
    if not marks:
        return np.zeros((len(students), len(mentors)), dtype=np.int64)
    lengths = np.diff(marks).astype(np.float32)
    shared = (_free(ours, marks) * lengths) @ _free(theirs, marks).T
    return np.rint(shared).astype(np.int64)


def _minute(weekday: int, at: time) -> int:
    return weekday * 24 * 60 + at.hour * 60 + at.minute


def _free(people: Iterable[tuple[Slot, ...]], marks: list[int]) -> np.ndarray:
    """1 per person and stretch between two neighboring marks in which they are free."""
    people = list(people)
    free = np.zeros((len(people), len(marks) - 1), dtype=np.float32)
    place = {mark: n for n, mark in enumerate(marks)}
    for row, slots in enumerate(people):
        for slot in slots:
            begin, end = (_minute(slot.weekday, at) for at in (slot.starts, slot.ends))
            free[row, place[begin] : place[end]] = 1
    return free


def _pairs(students: Sequence[Student], mentors: Sequence[Mentor],
           ids: Callable[[Student], frozenset[str]]) -> np.ndarray:  # fmt: skip
    """1 for each pair of a student and a mentor whose id is among `ids(student)`."""
    column = {mentor.mentor_id: n for n, mentor in enumerate(mentors)}
    found = np.zeros((len(students), len(mentors)), dtype=np.int64)
    for row, student in enumerate(students):
        for name in ids(student) & column.keys():
            found[row, column[name]] = 1
    return found


def _languages(students: Sequence[Student], mentors: Sequence[Mentor]) -> np.ndarray:
    """1 where the mentor speaks a home language of the student other than English."""
    ours = [language_keys(student.home_languages) for student in students]
    theirs = [language_keys(mentor.brings.languages) for mentor in mentors]
    return np.minimum(_common(ours, theirs), 1)


def _interests(students: Sequence[Student], mentors: Sequence[Mentor], most: int) -> np.ndarray:
    """What both like and what both dislike, less what one likes and the other does not, as a part
    of all that the two name. Shared dislikes count as much (Raposa et al. 2018)."""
    we_like, they_like = (_words(p.brings.interests for p in each) for each in (students, mentors))
    we_avoid, they_avoid = (_words(p.brings.dislikes for p in each) for each in (students, mentors))
    both, neither = _common(we_like, they_like), _common(we_avoid, they_avoid)
    clash = _common(we_like, they_avoid) + _common(we_avoid, they_like)
    named = _united(we_like, they_like, both) + _united(we_avoid, they_avoid, neither)
    return most * np.maximum(both + neither - clash, 0) // np.maximum(named, 1)


def _words(said: Iterable[tuple[str, ...]]) -> list[frozenset[str]]:
    return [frozenset(word.casefold() for word in words) for words in said]


def _common(ours: Sequence[Iterable[str]], theirs: Sequence[Iterable[str]]) -> np.ndarray:
    """How many words each two have in common."""
    place = {word: n for n, word in enumerate(sorted({w for words in ours for w in words}))}
    # As floating numbers, because only those are multiplied fast; they hold such counts exactly.
    return np.rint(_marked(ours, place) @ _marked(theirs, place).T).astype(np.int64)


def _marked(people: Sequence[Iterable[str]], place: dict[str, int]) -> np.ndarray:
    marked = np.zeros((len(people), len(place)), dtype=np.float32)
    at = [(n, place[word]) for n, words in enumerate(people) for word in words if word in place]
    if at:
        marked[tuple(np.array(at).T)] = 1
    return marked


def _united(ours: Sequence[frozenset], theirs: Sequence[frozenset], both: np.ndarray) -> np.ndarray:
    """How many different words each two name."""
    return np.add.outer([len(w) for w in ours], [len(w) for w in theirs]) - both


def _grades(students: Sequence[Student], mentors: Sequence[Mentor], most: int) -> np.ndarray:
    """All points for a mentor who works with the grade, a part for one of the same level."""
    ours = [{plain_grade(student.grade)} - {""} for student in students]
    theirs = [{plain_grade(grade) for grade in mentor.brings.grades} for mentor in mentors]
    same = np.minimum(_common(ours, theirs), 1)
    near = np.minimum(
        _common(*([_levels(grades) for grades in each] for each in (ours, theirs))), 1
    )
    return np.where(same == 1, most, near * (most // HALF))


def plain_grade(grade: str) -> str:
    """A grade as two files may write it: 7 for "07", K for "k" and "KG"."""
    plain = grade.strip().upper()
    return KINDERGARTEN.get(plain, plain.lstrip("0") or plain)


KINDERGARTEN = dict.fromkeys(("KG", "KF", "0K"), "K")


def _levels(grades: Iterable[str]) -> frozenset[str]:
    return frozenset(LEVEL_OF[grade] for grade in grades if grade in LEVEL_OF)
