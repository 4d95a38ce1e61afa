"""Narrows the lists of matching to what a person types."""

from __future__ import annotations

from collections.abc import Iterable

from sm_core.matching.suggest import Suggestion


def matching(rows: Iterable[Suggestion], text: str) -> list[Suggestion]:
    """The rows with the text in the name or id of the student or the name of the mentor, whatever
    its case."""
    wanted = text.strip().casefold()
    return [
        row for row in rows
        if wanted in " | ".join((
            row.student.name, row.student.student_id, row.mentor.name if row.mentor else "",
        )).casefold()
    ]  # fmt: skip
