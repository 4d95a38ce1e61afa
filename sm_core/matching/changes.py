"""What a new list of suggestions changes against the one before, and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sm_core.matching.rules import against
from sm_core.matching.student import Student
from sm_core.matching.suggest import Suggestion, Suggestions

KEPT, NEW, MOVED, DROPPED = "kept", "new", "moved", "dropped"
CHANGES = {
    KEPT: "as before", NEW: "new", MOVED: "another mentor", DROPPED: "no mentor any more",
}  # fmt: skip


@dataclass(frozen=True)
class Change:
    """What became of one waiting student since another list: a key of `CHANGES`, or "" for one who
    had nobody and has nobody, and for everybody on the first list of a school. `before_id` is the
    mentor of then, `why` a sentence for those moved or dropped."""

    change: str = ""
    before_id: str = ""
    why: str = ""


def changes(found: Suggestions, before: Mapping[str, str] | None = None) -> dict[str, Change]:
    """By waiting student, what changed since the list `before` (the mentor of then by student, ""
    for none); since the one that `found` was to keep, if None."""
    was = found.pool.before if before is None else before
    listed = {row.student.school_id for row in found.rows if row.student.student_id in was}
    return {row.student.student_id: _change(found, row, was, listed) for row in found.rows}


def _change(
    found: Suggestions, row: Suggestion, was: Mapping[str, str], listed: set[str]
) -> Change:  # fmt: skip
    """`listed` are the schools that had a list; on a first one nothing is new."""
    before, now = was.get(row.student.student_id, ""), row.mentor_id
    if before == now:
        return Change(KEPT if now else "", before)
    if not before:
        return Change(NEW if row.student.school_id in listed else "")
    return Change(MOVED if now else DROPPED, before, _why(found, row, was))


def _why(found: Suggestions, row: Suggestion, was: Mapping[str, str]) -> str:
    """Why the pair of before is no longer suggested."""
    student = row.student
    before = was[student.student_id]
    mentor = found.pool.mentor.get(before)
    if mentor is None:
        return "The mentor has left, or works at another school now."
    if said := against(student, mentor, found.pool.day):
        return said[0]
    if student.pin:
        return f"{student.label} is kept for {row.mentor.name if row.mentor else 'another mentor'}."
    others = [
        r.student for r in found.rows
        if r.mentor_id == before and was.get(r.student.student_id, "") != before
    ]  # fmt: skip
    if others and (row.mentor is None or len(others) >= mentor.places_left):
        return f"The place with {mentor.name} goes to {_labels(others, student.school_id)}."
    if row.mentor is None:
        return f"The places of {mentor.name} go to other students."
    return f"{row.mentor.name} fits better, all pairs taken together."


def _labels(students: list[Student], school: str) -> str:
    """Names of the school's own students only: what is saved, the school reads."""
    here = [s.label for s in students if s.school_id == school]
    away = len(students) - len(here)
    words = "a student of another school" if away == 1 else f"{away:,} students of other schools"
    return ", ".join([*here, *([words] if away else [])])
