"""What letters tell of a student's days, asked for many students at once."""

from __future__ import annotations

from sm_core.papers.wording import Days
from sm_core.seen import Seen
from sm_core.store import Store


def days_of(store: Store, seen: Seen, ids: list[str]) -> dict[str, Days]:
    """By student, the days of their standing, up to the date of `seen` at the latest. How many were
    excused is None where the days told one by one are not all that were missed: a school of the
    student sends totals only."""
    with seen.ask(store, "days_told", ids=ids) as cursor:
        told = {row[0]: row[1:] for row in cursor.fetchall()}
    return {row["student_id"]: _days(seen, row, *told.get(row["student_id"], (0, 0)))
            for row in _rows(seen, ids)}  # fmt: skip


def _rows(seen: Seen, ids: list[str]) -> list[dict]:
    import pyarrow as pa
    import pyarrow.compute as compute

    names = ["student_id", "days_enrolled", "days_absent", "data_through"]
    wanted = pa.array(ids, pa.string())
    return seen.students.select(names).filter(compute.field("student_id").isin(wanted)).to_pylist()


def _days(seen: Seen, row: dict, told, excused) -> Days:
    through = row["data_through"] and min(row["data_through"], seen.asked.as_of)
    known = excused if told == row["days_absent"] else None
    return Days(row["days_absent"], row["days_enrolled"], known, through)


def first_names(store: Store, seen: Seen, ids: list[str]) -> dict[str, str]:
    """By student, the first name where a file tells it apart."""
    with seen.ask(store, "first_names", ids=ids) as cursor:
        return dict(cursor.fetchall())
