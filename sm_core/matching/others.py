"""The mentors of a student's school, as one may choose among them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sm_core.bringing.listed import column_names
from sm_core.matching.rules import OF_MENTOR, OF_STUDENT, RULES
from sm_core.matching.settings import BEST, COMPONENTS
from sm_core.matching.student import Student
from sm_core.matching.suggest import Suggestions
from sm_core.matching.words import reasons
from sm_core.mentors.mentor import Mentor


@dataclass(frozen=True)
class Other:
    """A mentor at the school of a student: the score of the two, and how the first rule about the
    mentor that keeps them apart is counted ("full"), "" for none."""

    mentor: Mentor
    score: int
    hindrance: str

    @property
    def words(self) -> str:
        return " · ".join(filter(None, (self.mentor.name, self.hindrance)))


def others(found: Suggestions, student: Student) -> list[Other]:
    """Every mentor of the school: those whom no rule keeps away first, the best fit first."""
    grid = found.problem(student.student_id).grid
    row = grid.row[student.student_id]
    rows = [
        Other(mentor, int(grid.fits[row, column]), _hindrance(grid.blocked[:, row, column]))
        for column, mentor in enumerate(grid.mentors) if student.school_id in mentor.schools
    ]  # fmt: skip
    return sorted(rows, key=lambda o: (_order(o.hindrance), -o.score, o.mentor.name))


def _order(hindrance: str) -> int:
    """First whom no rule keeps away, last who can be matched with nobody."""
    about_mentor = {rule.counted for rule in OF_MENTOR}
    return 2 if hindrance in about_mentor else 1 if hindrance else 0


def _hindrance(layers) -> str:
    mine = layers[len(OF_STUDENT) :]
    return RULES[len(OF_STUDENT) + int(mine.argmax())].counted if mine.any() else ""


def breakdown(
    found: Suggestions, student: Student, mentors: Sequence[Mentor]
) -> list[dict[str, str]]:  # fmt: skip
    """One row per component that counts, with the most points there are, and per mentor the points
    and what they are for; the sums last. Mentors of one name are numbered."""
    most, grid = found.pool.settings.points, found.problem(student.student_id).grid
    names = column_names(list(mentors))
    parts = {m.mentor_id: grid.parts(student.student_id, m.mentor_id) for m in mentors}
    rows = [
        {"What counts": words, "At most": str(most[name])}
        | {names[m.mentor_id]: _points(student, m, name, parts[m.mentor_id][name])
           for m in mentors}
        for name, words in COMPONENTS.items() if most[name]
    ]  # fmt: skip
    sums = {names[m.mentor_id]: str(sum(parts[m.mentor_id].values())) for m in mentors}
    return [*rows, {"What counts": "Together", "At most": str(BEST)} | sums]


def _points(student: Student, mentor: Mentor, name: str, points: int) -> str:
    why = "; ".join(reasons(student, mentor, {name: points}))
    return f"{points}: {why}" if why else str(points)
