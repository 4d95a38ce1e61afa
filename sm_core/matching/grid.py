"""All pairs of some students and mentors at once: what keeps them apart, how well they fit."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np

from sm_core.matching import fit, rules
from sm_core.matching.settings import Settings
from sm_core.matching.student import Student, language_keys, spoken
from sm_core.mentors.mentor import Mentor


@dataclass(frozen=True, eq=False)
class Grid:
    """Matrices with a row per student and a column per mentor. `points` are those of each component
    of the fit, `blocked` has a layer per rule, true where it keeps a pair apart."""

    students: tuple[Student, ...]
    mentors: tuple[Mentor, ...]
    day: date
    points: dict[str, np.ndarray]
    blocked: np.ndarray

    @cached_property
    def fits(self) -> np.ndarray:
        """The scores, 0 to `BEST`."""
        return sum(self.points.values())

    @cached_property
    def allowed(self) -> np.ndarray:
        return ~self.blocked.any(axis=0)

    @cached_property
    def first_failing(self) -> np.ndarray:
        """The place among `RULES` of the first that keeps a pair apart, -1 for none."""
        return np.where(self.allowed, -1, self.blocked.argmax(axis=0))

    @cached_property
    def at_school(self) -> np.ndarray:
        """Whether the mentor works at the student's school."""
        return ~self.blocked[_place(rules.works_at_the_school)]

    @cached_property
    def row(self) -> dict[str, int]:
        return {student.student_id: n for n, student in enumerate(self.students)}

    @cached_property
    def column(self) -> dict[str, int]:
        return {mentor.mentor_id: n for n, mentor in enumerate(self.mentors)}

    def parts(self, student_id: str, mentor_id: str) -> dict[str, int]:
        """The points of a pair by component; together its score."""
        at = self.row[student_id], self.column[mentor_id]
        return {name: int(points[at]) for name, points in self.points.items()}


def grid_of(
    students: Sequence[Student], mentors: Sequence[Mentor], day: date, settings: Settings
) -> Grid:
    """The grid on a day, students and mentors in the order given."""
    shared = fit.minutes(students, mentors)
    points = fit.points(students, mentors, shared, settings)
    blocked = _blocked(students, mentors, shared, day)
    return Grid(tuple(students), tuple(mentors), day, points, blocked)


def _blocked(
    students: Sequence[Student], mentors: Sequence[Mentor], shared: np.ndarray, day: date
) -> np.ndarray:
    blocked = np.zeros((len(rules.RULES), len(students), len(mentors)), dtype=bool)
    for layer, rule in zip(blocked, rules.RULES, strict=True):
        if rule in rules.OF_STUDENT:
            layer[:] = _said(rule.sentence(s, day) for s in students)[:, None]
        elif rule in rules.OF_MENTOR:
            layer[:] = _said(rule.sentence(m, day) for m in mentors)
        elif rule.sentence is rules.shares_time:
            layer[:] = _without_time(students, mentors, shared)
        else:
            layer[:] = _PAIRS[rule.name](students, mentors)
    return blocked


def _place(rule: Callable[..., str]) -> int:
    return next(n for n, each in enumerate(rules.RULES) if each.sentence is rule)


def _said(sentences) -> np.ndarray:
    return np.array([bool(words) for words in sentences], dtype=bool)


def _elsewhere(students: Sequence[Student], mentors: Sequence[Mentor]) -> np.ndarray:
    at = {
        school: [school in m.schools for m in mentors] for school in {s.school_id for s in students}
    }
    return ~np.array([at[s.school_id] for s in students], dtype=bool).reshape(
        len(students), len(mentors)
    )


def _where(concerned: Callable[[Student], bool], rule: Callable[[Student, Mentor], str]):
    """One by one, for the few students whom the rule can concern at all."""

    def layer(students: Sequence[Student], mentors: Sequence[Mentor]) -> np.ndarray:
        found = np.zeros((len(students), len(mentors)), dtype=bool)
        for row, student in enumerate(students):
            if concerned(student):
                found[row] = _said(rule(student, mentor) for mentor in mentors)
        return found

    return layer


def _without_language(students: Sequence[Student], mentors: Sequence[Mentor]) -> np.ndarray:
    speak = [language_keys(spoken(mentor.brings.languages)) for mentor in mentors]
    needed = {s.must_speak: language_keys(s.must_speak) for s in students}
    has = {some: [not keys or bool(keys & words) for words in speak]
           for some, keys in needed.items()}  # fmt: skip
    return ~np.array([has[s.must_speak] for s in students], dtype=bool).reshape(
        len(students), len(mentors)
    )


def _without_time(
    students: Sequence[Student], mentors: Sequence[Mentor], shared: np.ndarray
) -> np.ndarray:
    known = np.outer(*(_said(p.brings.availability for p in each) for each in (students, mentors)))
    return known & (shared == 0)


_PAIRS = {
    rules.works_at_the_school.__name__: _elsewhere,
    rules.not_kept_apart.__name__: _where(lambda s: bool(s.never or s.apart), rules.not_kept_apart),
    rules.is_among_those_required.__name__: _where(
        lambda s: bool(s.only or s.shares), rules.is_among_those_required
    ),
    rules.speaks_the_language.__name__: _without_language,
}
"""The other rules about pairs as matrices; the tests hold them against the sentences."""
