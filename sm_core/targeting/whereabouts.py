"""Whether students are at the school that decides about them, and what to say where they are not.

Nobody learns from a refusal where a student is whom they may not see.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sm_core.plausible import us_day
from sm_core.queries import run
from sm_core.schools import schools_seen
from sm_core.store import Store
from sm_core.targeting.candidates import Candidates

if TYPE_CHECKING:
    from datetime import date


@dataclass(frozen=True)
class Whereabouts:
    """Of the students asked about: the row of those seen, by id, and (student, school) of all who
    were ever enrolled there."""

    as_of: date
    seen: dict[str, dict]
    were_here: frozenset[tuple[str, str]]
    schools: dict[str, str]

    def name(self, student_id: str) -> str:
        """Name and id as sentences show them; the id alone where no name is known."""
        named = self.seen.get(student_id, {}).get("student_name")
        return f"{named} ({student_id})" if named else f"Student {student_id}"

    def school(self, school_id: str) -> str:
        return self.schools.get(school_id, school_id)

    def not_here(self, student_id: str, school_id: str) -> str | None:
        """Why nothing can be decided about a student at a school; None for one who is there."""
        row, name, school = self.seen.get(student_id), self.name(student_id), self.school(school_id)
        if row and row["enrolled"] and row["school_id"] == school_id:
            return None
        if row and row["enrolled"]:
            now_at = row["school_name"]
            verb = "has left" if (student_id, school_id) in self.were_here else "is not at"
            return f"{name} {verb} {school} and is now at {now_at}: decide there."
        if row:
            return f"{name} is no longer enrolled, as of {us_day(self.as_of)}."
        if (student_id, school_id) in self.were_here:
            return f"{name} has left {school}."
        return (
            f"There is no student {student_id} among those you may see on {us_day(self.as_of)}; "
            "check the id."
        )


def whereabouts(
    store: Store, candidates: Candidates, asked_about: list[tuple[str, str]]
) -> Whereabouts:
    """Where the students of (student, school) pairs are, as far as the actor may see."""
    import pyarrow as pa
    import pyarrow.compute as compute

    seen = candidates.seen
    ids = pa.array([student for student, _ in asked_about], pa.string())
    columns = ["student_id", "student_name", "school_id", "school_name", "enrolled"]
    rows = seen.students.select(columns).filter(compute.field("student_id").isin(ids)).to_pylist()
    found = {row["student_id"]: row for row in rows}
    away = [
        {"student_id": student, "school_id": school}
        for student, school in asked_about
        if found.get(student, {}).get("school_id") != school
    ]
    names = {school.school_id: school.name for school in schools_seen(store, seen.actor)}
    return Whereabouts(seen.asked.as_of, found, _were_here(store, away), names)


def _were_here(store: Store, pairs: list[dict]) -> frozenset[tuple[str, str]]:
    import pyarrow as pa

    if not pairs:
        return frozenset()
    with store.reading() as cursor:
        cursor.register("asked_about", pa.Table.from_pylist(pairs))
        return frozenset(run(cursor, "targeting_were_here").fetchall())
