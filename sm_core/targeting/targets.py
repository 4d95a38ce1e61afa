"""The rows of `program.targets`, read and put in place many at once."""

from __future__ import annotations

from sm_core.queries import run
from sm_core.saving import Record, Writing
from sm_core.targeting.decision import Picked

HISTORY = ("state", "since", "until")
"""The fields whose changes the history keeps; the reason of a change stands beside it."""


def read_targets(
    writing: Writing, school_year: str, picked: list[Picked]
) -> dict[tuple[str, str], dict]:
    """The rows of `program.targets` of those picked, by (student, school)."""
    import pyarrow as pa

    pairs = [{"student_id": p.student_id, "school_id": p.school_id} for p in picked]
    cursor = writing.cursor
    schema = pa.schema({"student_id": pa.string(), "school_id": pa.string()})
    cursor.register("picked", pa.Table.from_pylist(pairs, schema))
    query = run(cursor, "targeting_picked", school_year=school_year)
    names = [column[0] for column in query.description]
    rows = [dict(zip(names, row, strict=True)) for row in query.fetchall()]
    cursor.unregister("picked")
    return {(row["student_id"], row["school_id"]): row for row in rows}


def write_targets(
    writing: Writing, before: list[dict | None], after: list[dict], reason: str
) -> None:
    """Put rows in place of those before (None for a new one), with their history."""
    if not after:
        return
    import pyarrow as pa

    for old, new in zip(before, after, strict=True):
        record = Record("target", new["student_id"], new["school_id"])
        was = {name: old[name] for name in HISTORY} if old else {}
        writing.changed(record, was, {name: new[name] for name in HISTORY}, reason)
    keys = [{"student_id": r["student_id"], "school_id": r["school_id"]} for r in after]
    writing.cursor.register("replaced", pa.Table.from_pylist(keys))
    writing.cursor.execute(
        "DELETE FROM program.targets WHERE school_year = $year "
        "AND (student_id, school_id) IN (SELECT student_id, school_id FROM replaced)",
        {"year": after[0]["school_year"]},
    )
    writing.cursor.unregister("replaced")
    writing.insert("targets", after)
