"""What follows from the rest, worked out anew for the school years in `temp.touched`."""

from datetime import date

from sm_core.importing.insert import add_rows
from sm_core.queries import run


def refresh_school_years(cursor) -> None:
    """The days that count, and the summary of each touched school year."""
    _delete_touched(cursor, "calendar")
    run(cursor, "refresh_calendar")
    add_rows(cursor, "calendar", "SELECT * FROM temp.counted_days")
    _delete_touched(cursor, "school_years")
    run(cursor, "refresh_school_years")


def _delete_touched(cursor, table: str) -> None:
    cursor.execute(
        f"DELETE FROM attendance.{table} WHERE (school_id, school_year) "
        "IN (SELECT (school_id, school_year) FROM temp.touched)"
    )


ALWAYS = {"first": "0001-01-01", "last": "9999-12-31"}
"""Every day of the touched school years, whichever they are."""


def judge_again(cursor) -> dict[str, int]:
    """After a change of calendar or enrollment: which student-days count, and which register days
    an enrolled student lacks. Returns the days missed that this adds, changes and removes."""
    run(cursor, "absences_before", **ALWAYS)
    refresh_school_years(cursor)
    run(cursor, "said_before")
    for table in ("absences", "set_aside"):
        _delete_touched(cursor, table)
    judge(cursor)
    infer_missing(cursor, **ALWAYS)
    return dict(run(cursor, "absence_changes", **ALWAYS).fetchall())


COUNTS = "reason IS NULL AND (meaning <> 'present' OR portion > 0)"
"""Rows of `temp.judged` that are absences."""


def judge(cursor) -> None:
    """Hold `temp.said` against calendar and enrollment, and store as `temp.judged` says: what
    counts among the absences, the rest aside with its reason."""
    # A table of its own tells the planner how few stretches there are beside the days.
    run(cursor, "load_enrolled")
    run(cursor, "judge")
    if cursor.execute(f"SELECT 1 FROM temp.judged WHERE {COUNTS} LIMIT 1").fetchall():
        _store_absences(cursor)
    add_rows(
        cursor,
        "set_aside",
        "SELECT student_id, school_id, school_year, day, meaning, portion, reason "
        "FROM temp.judged WHERE reason IS NOT NULL AND (meaning <> 'present' OR portion > 0)",
    )


def _store_absences(cursor) -> None:
    # Not by `add_rows`, which would sort twice.
    cursor.execute(
        "INSERT INTO attendance.absences SELECT student_id, school_id, school_year, day, meaning, "
        "portion, false FROM temp.judged "
        # In the order of the schools' ids, by a number because that sorts faster.
        "JOIN (SELECT school_id, dense_rank() OVER (ORDER BY school_id)::INTEGER AS place "
        "FROM (SELECT DISTINCT school_id FROM temp.touched)) USING (school_id) "
        f"WHERE {COUNTS} ORDER BY place, student_id, day"
    )


def infer_missing(cursor, first: date | str, last: date | str) -> None:
    """Mark the register days from `first` to `last` that an enrolled student lacks; only an
    enrollment file says who should have been there."""
    ruled = (
        "SELECT 1 FROM attendance.school_years JOIN temp.touched USING (school_id, school_year) "
        "WHERE enrollment_from = 'file' LIMIT 1"
    )
    if cursor.execute(ruled).fetchall():
        run(cursor, "infer_missing", first=first, last=last)
        add_rows(cursor, "absences", "SELECT * FROM temp.missing")
