"""Students whom no criterion proposes, for a coordinator who knows more than the numbers."""

from __future__ import annotations

from sm_core.targeting.board import Board

MOST_SHOWN = 20


def others(board: Board, school: str | None, search: str) -> list[dict]:
    """Up to `MOST_SHOWN` students enrolled at a school (or any) who stand on no list, whose name or
    id holds `search`, by name; none without a search. Keys: student_id, student_name, school_id,
    school_name, grade."""
    import pyarrow as pa
    import pyarrow.compute as compute

    part = search.strip()
    if not part:
        return []
    named = compute.match_substring(compute.field("student_name"), part, ignore_case=True)
    rows = board.candidates.rows.filter(
        named | compute.match_substring(compute.field("student_id"), part, ignore_case=True)
    )
    if school:
        rows = rows.filter(compute.field("school_id") == school)
    listed = board.rows.filter(compute.field("view").is_valid() & compute.field("is_here"))
    ids = pa.array(listed["student_id"].to_pylist(), pa.string())
    columns = ["student_id", "student_name", "school_id", "school_name", "grade"]
    rows = rows.filter(~compute.field("student_id").isin(ids))
    rows = rows.sort_by([("sort_name", "ascending"), ("student_id", "ascending")])
    return rows.slice(0, MOST_SHOWN).select(columns).to_pylist()
