"""The mentors of a student's school, as one may choose among them."""

from __future__ import annotations

from dataclasses import dataclass

from sm_core.matching.rules import OF_STUDENT, RULES
from sm_core.matching.settings import COMPONENTS, Settings
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
    return sorted(rows, key=lambda o: (bool(o.hindrance), -o.score, o.mentor.name))


def _hindrance(layers) -> str:
    mine = layers[len(OF_STUDENT) :]
    return RULES[len(OF_STUDENT) + int(mine.argmax())].counted if mine.any() else ""


def breakdown(
    student: Student, mentor: Mentor, parts: dict[str, int], settings: Settings
) -> list[dict[str, str]]:
    """One row per component: what it is, what is known of the two, the points and the most there
    are; then the sum."""
    most = settings.points
    rows = [
        {
            "What counts": words,
            "These two": "; ".join(reasons(student, mentor, {name: parts[name]})) or "–",
            "Points": f"{parts[name]} of {most[name]}",
        }
        for name, words in COMPONENTS.items() if most[name]
    ]  # fmt: skip
    return [*rows, {"What counts": "Together", "These two": "",
                    "Points": f"{sum(parts.values())} of {sum(most.values())}"}]  # fmt: skip
