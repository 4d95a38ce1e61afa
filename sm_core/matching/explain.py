"""What else could be: why not this mentor, and what one more place would change. Every answer is a
new solution of the same problem, so it is exact."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from sm_core.matching.block import Block
from sm_core.matching.blocks import Solved
from sm_core.matching.rules import against
from sm_core.matching.solve import solve
from sm_core.matching.student import Student
from sm_core.matching.suggest import Suggestions
from sm_core.mentors.mentor import Mentor


@dataclass(frozen=True)
class Move:
    """A student whose mentor would be another one, by ids; "" is none."""

    student_id: str
    before: str
    after: str


@dataclass(frozen=True)
class WhyNot:
    """What it would take that a student gets a certain mentor. `against` are the hard rules in the
    way, in sentences: then it cannot be, and nothing else is told. `cost` are the points of
    `Block.total` lost over all pairs, `fit_lost` those of the fit alone (both are negative where
    points are won, as when more are served), `served` how many more or
    fewer students of each level (`Block.served`) would have a mentor, `moves` who else would have
    another mentor, or none, or one at last."""

    student_id: str
    mentor_id: str
    against: tuple[str, ...] = ()
    cost: int = 0
    served: tuple[int, ...] = ()
    moves: tuple[Move, ...] = ()
    fit_lost: int = 0

    @property
    def lost(self) -> list[str]:
        """The ids of the others who would have nobody any more."""
        return [m.student_id for m in self.moves if not m.after]


@dataclass(frozen=True)
class MorePlaces:
    """What one more place with a mentor would change: `gains` are the students who would get a
    mentor, `points` what the fit of all would gain where nobody would."""

    mentor_id: str
    gains: tuple[str, ...]
    points: int
    moves: tuple[Move, ...]


def why_not(found: Suggestions, student_id: str, mentor: Mentor) -> WhyNot:
    """What it would take that the waiting student meets the mentor."""
    solved = found.problem(student_id)
    student = solved.grid.students[solved.grid.row[student_id]]
    sentences = tuple(against(student, mentor, solved.grid.day))
    if sentences:
        return WhyNot(student_id, mentor.mentor_id, sentences)
    at = solved.grid.row[student_id], solved.grid.column[mentor.mentor_id]
    # A student who is kept for somebody is let go to ask about another one.
    allowed = solved.block.allowed.copy()
    allowed[at[0]] = solved.grid.allowed[at[0]]
    block = replace(solved.block, allowed=allowed).fixed(*at)
    other = solve(block)
    if other[at[0]] != at[1]:
        return WhyNot(student_id, mentor.mentor_id, (_promised(student, mentor),))
    return _compared(solved, student_id, mentor.mentor_id, other)


def _promised(student: Student, mentor: Mentor) -> str:
    return (
        f"The places of {mentor.name} are kept for others, or {student.label} is tied to a student "
        f"who cannot meet {mentor.name}."
    )


def _compared(solved: Solved, student_id: str, mentor_id: str, other: np.ndarray) -> WhyNot:
    block = solved.block
    before, after = block.served(solved.assigned), block.served(other)
    moves = tuple(m for m in _moves(solved, other) if m.student_id != student_id)
    return WhyNot(
        student_id, mentor_id, (), block.total(solved.assigned) - block.total(other),
        tuple(b - a for a, b in zip(before, after, strict=True)), moves,
        _fit(solved, solved.assigned) - _fit(solved, other),
    )  # fmt: skip


def _fit(solved: Solved, assigned: np.ndarray) -> int:
    rows = np.flatnonzero(assigned >= 0)
    return int(solved.grid.fits[rows, assigned[rows]].sum())


def one_more_place(found: Suggestions, mentor: Mentor) -> MorePlaces | None:
    """What one more place with a mentor would buy; None for one who cannot be matched, or whose
    schools have nobody waiting."""
    solved = next((each for each in found.solved if mentor.mentor_id in each.grid.column), None)
    if solved is None or mentor.cannot_be_matched(found.pool.day):
        return None
    column = solved.grid.column[mentor.mentor_id]
    block = _with_place(solved, column)
    other = solve(block)
    moves = tuple(_moves(solved, other))
    gains = tuple(m.student_id for m in moves if not m.before)
    points = block.total(other) - block.total(solved.assigned)
    return MorePlaces(mentor.mentor_id, gains, points, moves)


def _with_place(solved: Solved, column: int) -> Block:
    """The problem with one more place; where the mentor is full, that is no longer in the way."""
    grid, mentor = solved.grid, solved.grid.mentors[column]
    more = replace(mentor, capacity=max(mentor.capacity, len(mentor.students)) + 1)
    allowed = solved.block.allowed.copy()
    for row, student in enumerate(grid.students):
        if student.pin in ("", mentor.mentor_id) and not allowed[row, column]:
            allowed[row, column] = not against(student, more, grid.day)
    return replace(solved.block, allowed=allowed).one_place_more(column)


def _moves(solved: Solved, other: np.ndarray) -> list[Move]:
    ids = ["", *(mentor.mentor_id for mentor in solved.grid.mentors)]
    pairs = zip(solved.grid.students, solved.assigned, other, strict=True)
    return [Move(s.student_id, ids[a + 1], ids[b + 1]) for s, a, b in pairs if a != b]
