"""Cuts a pool into problems that have nothing to do with each other, and solves them.

A school is a problem of its own, unless a mentor serves two: their students wait for the same
places. So the whole district is solved to its optimum, a school at a time.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations, product

import numpy as np

from sm_core.matching.block import FIRST, GROUPS, LEVELS, Block
from sm_core.matching.grid import Grid, grid_of
from sm_core.matching.pool import Pool
from sm_core.matching.solve import solve
from sm_core.matching.student import Student
from sm_core.mentors.mentor import Mentor
from sm_core.targeting.places import room_at

Ties = list[tuple[str, str, bool]]
"""As `Pool.ties` has them."""


@dataclass(frozen=True, eq=False)
class Solved:
    """The students and mentors of one or more schools, the problem, and its solution: a column per
    student, -1 for none."""

    grid: Grid
    block: Block
    assigned: np.ndarray

    @property
    def pairs(self) -> dict[str, str]:
        """The mentor of each student who has one, by ids."""
        return {
            self.grid.students[row].student_id: self.grid.mentors[column].mentor_id
            for row, column in enumerate(self.assigned) if column >= 0
        }  # fmt: skip

    @property
    def fit(self) -> int:
        """The scores of all pairs together."""
        rows = np.flatnonzero(self.assigned >= 0)
        return int(self.grid.fits[rows, self.assigned[rows]].sum())


def solve_pool(pool: Pool) -> list[Solved]:
    """Every problem of the pool, solved; schools without a waiting student have none."""
    ties = pool.ties()
    return [_solved(pool, ties, students, mentors) for students, mentors in _cut(pool, ties)]


def _solved(pool: Pool, ties: Ties, students: list[Student], mentors: list[Mentor]) -> Solved:
    grid = grid_of(students, mentors, pool.day, pool.settings)
    block = block_of(pool, ties, grid)
    return Solved(grid, block, solve(block))


def _cut(pool: Pool, ties: Ties) -> Iterable[tuple[list[Student], list[Mentor]]]:
    """(students, mentors) of each group of schools that share a mentor or tied students."""
    of = joined({s.school_id for s in pool.waiting}, [
        *(m.schools for m in pool.mentors if m.free(pool.day)),
        *([pool.student[a].school_id, pool.student[b].school_id] for a, b, _ in ties),
    ])  # fmt: skip
    students: dict[str, list[Student]] = {}
    for student in pool.waiting:
        students.setdefault(of[student.school_id], []).append(student)
    mentors: dict[str, list[Mentor]] = {school: [] for school in students}
    for mentor in pool.mentors:
        for school in sorted({of[s] for s in mentor.schools if s in of}):
            mentors[school].append(mentor)
    return [(students[school], mentors[school]) for school in sorted(students)]


def joined(names: set[str], together: Iterable[Iterable[str]]) -> dict[str, str]:
    """By name the first of those it is joined with, by one another or through others."""
    of = {name: name for name in names}
    for some in together:
        ends = {of[name] for name in some if name in of}
        if len(ends) > 1:
            of = {name: min(ends) if end in ends else end for name, end in of.items()}
    return of


def block_of(pool: Pool, ties: Ties, grid: Grid) -> Block:
    """The problem in numbers."""
    settings, mentors = pool.settings, grid.mentors
    allowed = grid.allowed.copy()
    level = np.array([_level(student) for student in grid.students])
    for row, student in enumerate(grid.students):
        if student.pin:
            column = grid.column.get(student.pin)
            allowed[row, [n for n in range(len(mentors)) if n != column]] = False
            level[row] = FIRST
    schools = sorted({s.school_id for s in grid.students})
    # Who did not begin may yet have students noted; their places count for nobody.
    places = np.array([m.free(pool.day) for m in mentors], dtype=int)
    return Block(
        allowed, grid.fits + _kept_bonus(pool, grid), level, places,
        taken=np.array([len(m.students) for m in mentors], dtype=int),
        capacity=np.array([max(m.capacity, 1) for m in mentors], dtype=int),
        load=settings.load,
        lot=_lots(grid, settings.seed) if settings.draw else None,
        reserve_of=np.array([schools.index(s.school_id) if s.severe else -1
                             for s in grid.students]),
        reserves=tuple(_reserved(pool, grid, school) for school in schools),
        ties=tuple(_within(ties, grid, allowed)),
    )  # fmt: skip


def _level(student: Student) -> int:
    assert not (student.severe and student.later)
    return LEVELS - GROUPS + 2 * min(student.rank, GROUPS // 2 - 1) + student.later


def _kept_bonus(pool: Pool, grid: Grid) -> np.ndarray:
    bonus = np.zeros_like(grid.fits)
    for row, student in enumerate(grid.students):
        column = grid.column.get(pool.before.get(student.student_id, ""))
        if column is not None:
            bonus[row, column] = pool.settings.keep
    return bonus


def _reserved(pool: Pool, grid: Grid, school: str) -> int:
    room = room_at(school, grid.mentors, pool.day)
    return room.kept(pool.reserve.get(school, 0), pool.severe.get(school, set()))


def _lots(grid: Grid, seed: int) -> np.ndarray:
    """A number per student from 1 on, the best lot highest. Drawn from the id and the seed, so that
    nobody can wish for a lot, and anybody can draw it again."""
    drawn = [hashlib.sha256(f"{seed}:{s.student_id}".encode()).digest() for s in grid.students]
    lots = np.empty(len(drawn), dtype=np.int64)
    lots[sorted(range(len(drawn)), key=drawn.__getitem__)] = np.arange(1, len(drawn) + 1)
    return lots


def _within(ties: Ties, grid: Grid, allowed: np.ndarray) -> list[tuple[int, int, bool]]:
    """The ties of those who can be matched at all: nobody waits for a brother whose family has not
    been told. But all who must share his mentor must share one, and meet none that he may not:
    else he could never be matched."""
    here = [tie for tie in ties if tie[0] in grid.row and tie[1] in grid.row]
    tied = {student for one, other, _ in here for student in (one, other)}
    of = joined(tied, [(one, other) for one, other, together in here if together])
    can: dict[str, list[int]] = {first: [] for first in of.values()}
    for row in np.flatnonzero(allowed.any(axis=1)).tolist():
        if (name := grid.students[row].student_id) in of:
            can[of[name]].append(row)
    sharing = {(*pair, True) for rows in can.values() for pair in combinations(rows, 2)}
    apart = {
        (min(pair), max(pair), False) for one, other, together in here if not together
        for pair in product(can[of[one]], can[of[other]]) if pair[0] != pair[1]
    }  # fmt: skip
    return sorted(sharing | apart)
