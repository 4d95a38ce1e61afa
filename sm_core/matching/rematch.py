"""What could be next for a student whose match has ended."""

from __future__ import annotations

from sm_core.matching.suggest import Suggestions
from sm_core.matching.table import NOTHING_KNOWN
from sm_core.matching.words import reasons


def rematch_words(found: Suggestions, student_id: str, label: str, before_id: str) -> str:
    """The best place there is now for the student, who met the mentor `before_id`, or why there is
    none and what would help soonest."""
    row = found.of.get(student_id)
    if row is None:
        return _not_waiting(found, student_id, label)
    if row.mentor:
        again = " again" if row.mentor_id == before_id else ""
        why = "; ".join(reasons(row.student, row.mentor, dict(row.parts))) or NOTHING_KNOWN
        return f"{label} waits again: the best place is with {row.mentor.name}{again} ({why})."
    helps = f" What helps soonest: {row.gap.fix}." if row.gap.fix else ""
    return f"{label} waits again, and nobody can be suggested. {row.gap.sentence}{helps}"


def _not_waiting(found: Suggestions, student_id: str, label: str) -> str:
    student = found.pool.student.get(student_id)
    if student:
        return f"{label} meets {student.mentor}."
    return f"{label} is not among the chosen students, so nobody is suggested."
