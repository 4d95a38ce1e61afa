"""What else could be: why not this mentor, and what one more place would change. Every answer is a
new solution of the same problem, so it is exact."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from sm_core.matching.block import FIRST
from sm_core.matching.blocks import Solved, solve_pool
from sm_core.matching.pool import Pool
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


@dataclass(frozen=True)
class MorePlaces:
    """What one more place with a mentor would change, or, of one who has too many students, as many
    `places` as it takes until one is free: `gains` are the students who would get a
    mentor, `points` what all pairs together would fit better, `moves` whose mentor would be another
    one, those who gain among them."""

    mentor_id: str
    gains: tuple[str, ...]
    points: int
    moves: tuple[Move, ...]
    places: int = 1


def why_not(found: Suggestions, student_id: str, mentor: Mentor) -> WhyNot:
    """What it would take that the waiting student meets the mentor."""
    solved = found.problem(student_id)
    student = solved.grid.students[solved.grid.row[student_id]]
    sentences = tuple(against(student, mentor, solved.grid.day))
    if sentences:
        return WhyNot(student_id, mentor.mentor_id, sentences)
    at = solved.grid.row[student_id], solved.grid.column[mentor.mentor_id]
    # A student who is kept for somebody is let go by it.
    other = solve(solved.block.staying_near(solved.assigned).fixed(*at))
    kept = (solved.block.level == FIRST) & (solved.assigned >= 0)
    kept[at[0]] = False
    if other[at[0]] != at[1] or (other[kept] < 0).any():
        return WhyNot(student_id, mentor.mentor_id, (_promised(student, mentor),))
    return _compared(solved, student_id, mentor.mentor_id, other)


def _promised(student: Student, mentor: Mentor) -> str:
    return (
        f"The places of {mentor.name} are kept for others, or {student.label} is tied to a student "
        f"who cannot meet {mentor.name}."
    )


def _compared(solved: Solved, student_id: str, mentor_id: str, other: np.ndarray) -> WhyNot:
    block, ids = solved.block, [student.student_id for student in solved.grid.students]
    before, after = block.served(solved.assigned), block.served(other)
    then = replace(solved, assigned=other)
    moves = tuple(m for m in _moves(ids, solved.pairs, then.pairs) if m.student_id != student_id)
    return WhyNot(
        student_id, mentor_id, (), block.total(solved.assigned) - block.total(other),
        tuple(b - a for a, b in zip(before, after, strict=True)), moves,
        solved.fit - then.fit,
    )  # fmt: skip


def one_more_place(found: Suggestions, mentor: Mentor) -> MorePlaces | None:
    """What one more place with a mentor would buy; None for one who cannot be matched, or whose
    schools have nobody waiting."""
    here = [each for each in found.solved if mentor.mentor_id in each.grid.column]
    if not here or mentor.cannot_be_matched(found.pool.day):
        return None
    pool = _with_place(found.pool, here, mentor)
    other = solve_pool(pool)
    moves = _moves([s.student_id for s in pool.students], _pairs(here), _pairs(other))
    gains = tuple(m.student_id for m in moves if not m.before)
    points = sum(each.fit for each in other) - sum(each.fit for each in here)
    places = 1 + max(len(mentor.students) - mentor.capacity, 0)
    return MorePlaces(mentor.mentor_id, gains, points, tuple(moves), places)


def _with_place(pool: Pool, here: Sequence[Solved], mentor: Mentor) -> Pool:
    """Those who share problems with the mentor, and the mentor with one more place: who was full
    may join two schools by it, and the reserve grows with the places."""
    more = replace(mentor, capacity=max(mentor.capacity, len(mentor.students)) + 1)
    students = {student for each in here for student in each.grid.row}
    mentors = {name for each in here for name in each.grid.column}
    return replace(
        pool,
        students=tuple(s for s in pool.students if s.mentor or s.student_id in students),
        mentors=tuple(more if m.mentor_id == more.mentor_id else m
                      for m in pool.mentors if m.mentor_id in mentors),
    )  # fmt: skip


def _pairs(solved: Iterable[Solved]) -> dict[str, str]:
    return {student: mentor for each in solved for student, mentor in each.pairs.items()}


def _moves(
    students: Iterable[str], before: Mapping[str, str], after: Mapping[str, str]
) -> list[Move]:
    moves = (Move(name, before.get(name, ""), after.get(name, "")) for name in students)
    return [move for move in moves if move.before != move.after]
