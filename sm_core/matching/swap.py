"""Two students who change mentors: what that would do, before it is done."""

from __future__ import annotations

from dataclasses import dataclass

from sm_core.matching.rules import against
from sm_core.matching.suggest import Suggestion, Suggestions
from sm_core.mentors.mentor import Mentor


@dataclass(frozen=True)
class Swap:
    """The mentor of each of the two after a swap, the hard rules `against` it in sentences, and the
    points that both pairs together gain (lose, where negative)."""

    mentors: dict[str, Mentor]
    against: tuple[str, ...]
    gain: int


def swap(found: Suggestions, one: Suggestion, other: Suggestion) -> Swap | None:
    """What follows if two students with a suggestion change mentors; None where they have the same
    one. Nobody else is touched by it, because no place is won or lost."""
    assert one.mentor
    assert other.mentor
    if one.mentor_id == other.mentor_id:
        return None
    day, pairs = found.pool.day, ((one.student, other.mentor), (other.student, one.mentor))
    said = tuple(s for student, mentor in pairs for s in against(student, mentor, day))
    gain = 0 if said else sum(_score(found, *pair) for pair in pairs) - one.score - other.score
    return Swap({student.student_id: mentor for student, mentor in pairs}, said, gain)


def _score(found: Suggestions, student, mentor: Mentor) -> int:
    grid = found.problem(student.student_id).grid
    return sum(grid.parts(student.student_id, mentor.mentor_id).values())
