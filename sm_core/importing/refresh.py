"""What follows from the rest, worked out anew for the school years in `temp.touched`."""

from datetime import date

from sm_core.queries import run


def refresh_school_years(cursor) -> None:
    """The days that count, and the summary of each touched school year."""
    for table, query in (
        ("calendar", "refresh_calendar"),
        ("school_years", "refresh_school_years"),
    ):
        cursor.execute(
            f"DELETE FROM attendance.{table} WHERE (school_id, school_year) "
            "IN (SELECT (school_id, school_year) FROM temp.touched)"
        )
        run(cursor, query)


ALWAYS = {"first": "0001-01-01", "last": "9999-12-31"}
"""Every day of the touched school years, whichever they are."""


def judge_again(cursor) -> dict[str, int]:
    """After a change of calendar or enrollment: which student-days count, and which register days
    an enrolled student lacks. Returns the days missed that this adds, changes and removes."""
    run(cursor, "absences_before", **ALWAYS)
    refresh_school_years(cursor)
    run(cursor, "said_before")
    for table in ("absences", "set_aside"):
        cursor.execute(
            f"DELETE FROM attendance.{table} WHERE (school_id, school_year) "
            "IN (SELECT (school_id, school_year) FROM temp.touched)"
        )
    judge(cursor)
    infer_missing(cursor, **ALWAYS)
    return dict(run(cursor, "absence_changes", **ALWAYS).fetchall())


def judge(cursor) -> None:
    """Hold `temp.said` against calendar and enrollment, and store as `temp.judged` says: what
    counts among the absences, the rest aside with its reason."""
    # A table of its own tells the planner how few stretches there are beside the days.
    run(cursor, "load_enrolled")
    run(cursor, "judge")
    cursor.execute(
        "INSERT INTO attendance.absences SELECT student_id, school_id, school_year, day, meaning, "
        "portion, false FROM temp.judged "
        # In the order of the schools' ids, by a number because that sorts faster.
        "JOIN (SELECT school_id, dense_rank() OVER (ORDER BY school_id)::INTEGER AS place "
        "FROM (SELECT DISTINCT school_id FROM temp.touched)) USING (school_id) "
        "WHERE reason IS NULL AND (meaning <> 'present' OR portion > 0) "
        "ORDER BY place, student_id, day"
    )
    cursor.execute(
        "INSERT INTO attendance.set_aside SELECT student_id, school_id, school_year, day, meaning, "
        "portion, reason FROM temp.judged WHERE reason IS NOT NULL "
        "AND (meaning <> 'present' OR portion > 0)"
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
