"""Narrows the lists of matching to what a person types."""

from __future__ import annotations

from collections.abc import Iterable

from sm_core.matching.caseloads import Caseload
from sm_core.matching.suggest import Suggestion
from sm_core.mentors.names import found_in


def matching(rows: Iterable[Suggestion], text: str) -> list[Suggestion]:
    """The rows with the text in the name or id of the student or of the mentor."""
    return [row for row in rows if found_in(text, *_said(row))]


def _said(row: Suggestion) -> tuple[str, ...]:
    mentor = row.mentor.name if row.mentor else ""
    return row.student.name, row.student.student_id, mentor, row.mentor_id


def loads_named(loads: Iterable[Caseload], text: str) -> list[Caseload]:
    """Those with the text in the name or id of the mentor."""
    return [load for load in loads if found_in(text, load.mentor.name, load.mentor.mentor_id)]
