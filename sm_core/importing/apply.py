"""Brings one staged upload into the tables of `attendance`.

The state of `attendance` is what remains after applying all standing uploads in their order, so
the same functions serve an import, an undo (all others again) and a rebuild after a crash.
"""

from collections.abc import Callable
from pathlib import Path

from sm_core.importing import written
from sm_core.importing.applied import Applied, reasons
from sm_core.importing.attendance import apply_attendance
from sm_core.importing.enrollment import apply_enrollment
from sm_core.importing.layouts import FIELDS
from sm_core.importing.mapping import Mapping
from sm_core.importing.people import tell_people
from sm_core.importing.refresh import judge_again, refresh_school_years
from sm_core.importing.staged import open_staged
from sm_core.queries import run
from sm_core.school_year import school_year_of


def apply(cursor, parquet: Path, mapping: Mapping) -> Applied:
    """Apply the upload staged at `parquet` under its settled `mapping`, inside the transaction
    of `cursor`."""
    values = {"footer": written.FOOTER}
    open_staged(cursor, parquet, mapping.layout)
    written.load_dates(cursor, mapping.layout, mapping)
    done = _APPLIERS[mapping.layout](cursor, mapping, values)
    # What a line says of people and schools counts only where the upload itself may speak.
    values["schools"] = done.schools
    if "student_id" in FIELDS[mapping.layout]:
        tell_people(cursor, mapping, done.schools)
    if "school_name" in mapping.columns:
        run(cursor, "school_names", **values)
        _replace_schools(cursor)
    return done


def _calendar(cursor, mapping: Mapping, values: dict) -> Applied:
    types = list(written.values(cursor, "day_type"))
    written.load_day_types(cursor, types, mapping.codes, "day_type" in mapping.columns)
    run(cursor, "calendar_lines", **values)
    done = Applied(rejected=reasons(cursor, "SELECT reason, count(*) FROM temp.lines"))
    # A date with two entries is in session only when both say so: weather beats the plan.
    sessions = (
        "SELECT school_id, school_year, day FROM temp.lines WHERE reason IS NULL "
        "GROUP BY ALL HAVING bool_and(in_session)"
    )
    done.cells = set(
        cursor.execute(f"SELECT DISTINCT school_id, school_year FROM ({sessions})").fetchall()
    )
    written.load_touched(cursor, done.cells)
    cursor.execute(
        "DELETE FROM attendance.session_days WHERE (school_id, school_year) "
        "IN (SELECT (school_id, school_year) FROM temp.touched)"
    )
    if done.cells:  # as in `add_rows`
        cursor.execute(f"INSERT INTO attendance.session_days {sessions}")
    done.changes = judge_again(cursor)
    return done


def _codes(cursor, mapping: Mapping, values: dict) -> Applied:
    run(cursor, "code_lines", **values)
    cursor.execute(
        "DELETE FROM attendance.codes WHERE (school_id, code_id, code) "
        "IN (SELECT (school_id, code_id, code) FROM temp.lines WHERE reason IS NULL)"
    )
    cursor.execute(
        "INSERT INTO attendance.codes SELECT school_id, code_id, code, code_description, presence "
        "FROM temp.lines WHERE reason IS NULL"
    )
    done = Applied(rejected=reasons(cursor, "SELECT reason, count(*) FROM temp.lines"))
    return _with_named(cursor, done)


def _with_named(cursor, done: Applied) -> Applied:
    rows = cursor.execute("SELECT DISTINCT school_id FROM temp.lines WHERE reason IS NULL")
    schools = {school for (school,) in rows.fetchall()}
    done.named = schools - {None, ""}
    done.names_no_school = bool(schools & {None, ""})
    return done


def _totals(cursor, mapping: Mapping, values: dict) -> Applied:
    written.load_periods(cursor, mapping)
    units = written.units(mapping)
    run(cursor, "totals_lines", as_of=mapping.as_of, **units, **values)
    done = Applied(rejected=reasons(cursor, "SELECT reason, count(*) FROM temp.lines"))
    good = cursor.execute(
        "SELECT DISTINCT school_id, through FROM temp.lines WHERE reason IS NULL"
    ).fetchall()
    done.cells = {(school, school_year_of(through)) for school, through in good}
    written.load_touched(cursor, done.cells)
    cursor.execute(
        "DELETE FROM attendance.totals WHERE (school_id, through, COALESCE(period_start, through)) "
        "IN (SELECT (school_id, through, COALESCE(period_start, through)) FROM temp.lines "
        "WHERE reason IS NULL)"
    )
    if not done.cells:  # as in `add_rows`
        return done
    cursor.execute(
        # Texas has a row for each six weeks, track and grade: together they are the student's days.
        "INSERT INTO attendance.totals SELECT l.student_id, l.school_id, t.school_year, "
        "arg_max(l.grade, l.line), l.period_start, l.through, sum(l.enrolled_days), "
        "sum(l.absent_days) FROM temp.lines AS l "
        "JOIN temp.touched AS t ON t.school_id = l.school_id "
        "AND l.through BETWEEN t.year_first AND t.year_last WHERE l.reason IS NULL "
        "GROUP BY l.student_id, l.school_id, t.school_year, l.period_start, l.through"
    )
    refresh_school_years(cursor)
    return done


def _students(cursor, mapping: Mapping, values: dict) -> Applied:
    run(cursor, "people_lines", **values)
    return _naming(cursor)


def _schools(cursor, mapping: Mapping, values: dict) -> Applied:
    run(cursor, "school_lines", **values)
    return _naming(cursor)


def _naming(cursor) -> Applied:
    done = Applied(rejected=reasons(cursor, "SELECT reason, count(*) FROM temp.lines"))
    return _with_named(cursor, done)


_APPLIERS: dict[str, Callable[..., Applied]] = {
    "register": apply_attendance, "events": apply_attendance, "enrollment": apply_enrollment,
    "periods": apply_attendance, "wide": apply_attendance, "codes": _codes,
    "calendar": _calendar, "student_totals": _totals, "students": _students, "schools": _schools,
}  # fmt: skip


def _replace_schools(cursor) -> None:
    cursor.execute(
        "DELETE FROM attendance.schools "
        "WHERE school_id IN (SELECT school_id FROM temp.named_schools)"
    )
    cursor.execute("INSERT INTO attendance.schools SELECT * FROM temp.named_schools")
