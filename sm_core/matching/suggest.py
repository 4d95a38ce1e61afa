"""The suggestions for a pool: a mentor for each student who can have one, or why there is none."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from sm_core.matching.blocks import Solved, solve_pool
from sm_core.matching.gaps import Gap, gap_of
from sm_core.matching.pool import Pool
from sm_core.matching.student import Student
from sm_core.mentors.mentor import Mentor


@dataclass(frozen=True)
class Suggestion:
    """One waiting student: the mentor suggested with the points of each component, or `gap`, why
    there is none."""

    student: Student
    mentor: Mentor | None = None
    parts: tuple[tuple[str, int], ...] = ()
    gap: Gap | None = None

    @property
    def score(self) -> int:
        """0 to `BEST`."""
        return sum(points for _, points in self.parts)

    @property
    def mentor_id(self) -> str:
        return self.mentor.mentor_id if self.mentor else ""


@dataclass(frozen=True, eq=False)
class Suggestions:
    """A row per waiting student of the pool, by school, group, grade and name; `solved` are the
    problems behind them."""

    pool: Pool
    solved: tuple[Solved, ...]
    rows: tuple[Suggestion, ...]

    @cached_property
    def of(self) -> dict[str, Suggestion]:
        """By the student's id."""
        return {row.student.student_id: row for row in self.rows}

    @property
    def pairs(self) -> dict[str, str]:
        """By student the mentor suggested, "" for none."""
        return {row.student.student_id: row.mentor_id for row in self.rows}

    def at(self, school: str | None) -> Suggestions:
        """The same, with the rows of one school only; of all, when None."""
        rows = tuple(row for row in self.rows if school in (None, row.student.school_id))
        return replace(self, rows=rows)

    def problem(self, student_id: str) -> Solved:
        """The one in which this student waits."""
        return next(each for each in self.solved if student_id in each.grid.row)


def suggest(pool: Pool) -> Suggestions:
    """The best set of pairs: as many students of the first group as can be, then of the next, then
    the best fit. The same pool gives the same rows in the same order."""
    solved = tuple(solve_pool(pool))
    rows = [row for each in solved for row in suggestions_of(each)]
    return Suggestions(pool, solved, tuple(sorted(rows, key=_order)))


def _order(row: Suggestion) -> tuple:
    student = row.student
    return student.school_id, student.rank, student.order, student.student_id


def suggestions_of(solved: Solved) -> list[Suggestion]:
    """One per student of the problem, in its order."""
    rows = np.flatnonzero(solved.assigned >= 0)
    points = (each[rows, solved.assigned[rows]].tolist() for each in solved.grid.points.values())
    parts = dict(zip(rows.tolist(), zip(*points, strict=True), strict=True))
    return [_row(solved, row, parts.get(row)) for row in range(len(solved.grid.students))]


def _row(solved: Solved, row: int, points: tuple[int, ...] | None) -> Suggestion:
    grid, student = solved.grid, solved.grid.students[row]
    if points is None:
        return Suggestion(student, gap=gap_of(solved, row))
    mentor = grid.mentors[solved.assigned[row]]
    return Suggestion(student, mentor, tuple(zip(grid.points, points, strict=True)))
