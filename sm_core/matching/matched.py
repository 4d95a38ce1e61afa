"""The list of those who meet, narrowed to what a person types and as words for a screen."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from sm_core.definitions import TIER_WORDS
from sm_core.matching.end import OpenMatch
from sm_core.mentors.names import found_in
from sm_core.palette import TIER_MARKS
from sm_core.targeting.candidates import Candidates

if TYPE_CHECKING:
    import pandas as pd


def matches_named(matches: Iterable[OpenMatch], text: str) -> list[OpenMatch]:
    """Those with the text in the name or id of the student or of the mentor."""
    return [m for m in matches if found_in(text, m.student, m.student_id, m.mentor, m.mentor_id)]


def matched_table(
    matches: Sequence[OpenMatch], known: Candidates, several_schools: bool
) -> pd.DataFrame:
    """One row per match; grade and tier are those at the date of `known`, empty for a student who
    is not enrolled then. `Until` and `Note` only where some of them have one, and the school (of
    the match) also where some student is at another one now."""
    import pandas as pd

    rows = _rows(known, [m.student_id for m in matches])
    moved = any(len(m.schools) > 1 for m in matches)
    left_out = [] if several_schools or moved else ["School"]
    left_out += [] if any(m.ended for m in matches) else ["Until"]
    left_out += [] if any(m.note for m in matches) else ["Note"]
    return pd.DataFrame([
        {"Student": m.student, "School": m.school, **rows.get(m.student_id, NOT_ENROLLED),
         "Mentor": m.mentor, "Since": m.started, "Until": m.ended, "Note": m.note,
         "Id": m.student_id}
        for m in matches
    ]).drop(columns=left_out, errors="ignore")  # fmt: skip


NOT_ENROLLED = {"Grade": "", "Tier": ""}


def _rows(known: Candidates, students: list[str]) -> dict[str, dict[str, str]]:
    import pyarrow as pa
    import pyarrow.compute as compute

    wanted = compute.is_in(known.rows["student_id"], pa.array(students, pa.string()))
    found = known.rows.filter(wanted).select(["student_id", "grade", "tier"]).to_pylist()
    return {row["student_id"]: {"Grade": row["grade"], "Tier": _tier(row["tier"])} for row in found}


def _tier(tier: str | None) -> str:
    return f"{TIER_MARKS[tier]} {TIER_WORDS[tier]}" if tier else "Early"
