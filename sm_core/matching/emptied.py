"""Schools in which nobody can be matched, and the rule that does it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sm_core.matching import rules
from sm_core.matching.blocks import Solved


@dataclass(frozen=True)
class Emptied:
    """A school in which nobody can be matched: the name of the rule without which most students
    could be, how many of those `waiting` (0 where a second rule keeps them all apart as well), and
    a sentence. `expected` is true of families and students who are not ready: time mends that."""

    school_id: str
    rule: str
    students: int
    waiting: int

    @property
    def sentence(self) -> str:
        some = (
            f"{self.students:,} of {self.waiting:,} students" if self.students else "still nobody"
        )
        return (
            f"Nobody can be matched here now, because {EMPTIED[self.rule]}; without that {some} "
            "could be."
        )

    @property
    def expected(self) -> bool:
        return self.rule in {rule.name for rule in rules.OF_STUDENT}


EMPTIED = {
    rules.has_no_mentor.__name__: "the students are still matched at another school",
    rules.family_knows.__name__: "the families are not ready for a mentor",
    rules.wants_a_mentor.__name__: "the students want no mentor",
    rules.may_be_matched.__name__: "no mentor can be matched yet",
    rules.has_a_place.__name__: "all places are taken",
    rules.not_kept_apart.__name__: "students and mentors are kept apart",
    rules.is_among_those_required.__name__: "only other mentors are allowed for the students",
    rules.speaks_the_language.__name__: "no mentor speaks the languages that are required",
    rules.shares_time.__name__: "students and mentors share no time",
}


def emptied_by(solved: Solved) -> list[Emptied]:
    """The schools of a problem that have students waiting and mentors, and no pair that may be."""
    schools = np.array([student.school_id for student in solved.grid.students])
    found = (_emptied(solved, school, schools == school) for school in sorted(set(schools)))
    return [each for each in found if each]


def _emptied(solved: Solved, school: str, rows: np.ndarray) -> Emptied | None:
    grid = solved.grid
    here = grid.at_school & rows[:, None]
    blocked = grid.blocked & here
    if not here.any() or not blocked.any(axis=0)[here].all():
        return None
    alone = blocked & (blocked.sum(axis=0) == 1)
    students = alone.any(axis=2).sum(axis=1)
    # Of two rules that as many students wait for the one that keeps more pairs apart.
    pairs = (alone if students.any() else blocked).sum(axis=(1, 2))
    rule = rules.RULES[int(np.lexsort((-pairs, -students))[0])].name
    return Emptied(str(school), rule, int(students.max()), int(rows.sum()))
