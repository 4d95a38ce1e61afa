"""Applies a file of daily attendance: which days it speaks of, and what it says of them.

A register brings its own school days and enrollment; so do a sheet with a column for each date and
class periods that also say present. Anything else is a list of events.
"""

from collections import Counter

from sm_core.importing import written
from sm_core.importing.applied import Applied, reasons
from sm_core.importing.insert import add_rows
from sm_core.importing.mapping import Mapping
from sm_core.importing.meanings import ABSENT
from sm_core.importing.refresh import infer_missing, judge, refresh_school_years
from sm_core.queries import run
from sm_core.school_year import school_year_of


def apply_attendance(cursor, mapping: Mapping, values: dict) -> Applied:
    codes = list(written.values(cursor, "code"))
    settled = [code for code in codes if written.meaning_of(code, mapping.codes)]
    written.load_codes(cursor, settled, mapping.codes)
    written.load_portions(cursor, mapping)
    run(cursor, "import_tally", **values)
    done = Applied(rejected=reasons(cursor, "SELECT reason, sum(lines) FROM temp.tally"))
    rows = cursor.execute(
        "SELECT school_id, day FROM temp.tally WHERE reason IS NULL GROUP BY ALL"
    ).fetchall()
    if not rows:
        return _nothing_counts(cursor, mapping, done, values)
    done.cells = {(school, school_year_of(day)) for school, day in rows}
    days = [day for _, day in rows]
    done.days = mapping.covers or (min(days), max(days))
    done.own_days = register = _brings_its_days(codes, mapping)
    if register:
        # A register's own rows always lie inside what it covers, whatever period was declared.
        done.days = min(done.days[0], *days), max(done.days[1], *days)
    if register or mapping.covers is not None:
        done.cells |= _cells_within(cursor, done)
    written.load_touched(cursor, done.cells)
    run(cursor, "import_spans", **values)
    _load_said(cursor, mapping, register, settled, values)
    reach = {"first": min(done.days[0], *days), "last": max(done.days[1], *days)}
    run(cursor, "absences_before", **reach)
    (_take_register if register else _take_events)(cursor, mapping, done, values)
    if written.several_rows_a_line(cursor):
        done.rejected, done.rows_aside = _lines_aside(cursor, values)
    changes = run(cursor, "absence_changes", **reach).fetchall()
    done.changes = {"added": 0, "changed": 0, "removed": 0} | dict(changes)
    return done


def _nothing_counts(cursor, mapping: Mapping, done: Applied, values: dict) -> Applied:
    if written.several_rows_a_line(cursor):
        run(cursor, "import_spans", **values)
        _load_said(cursor, mapping, True, [], values)
        done.rejected, _ = _lines_aside(cursor, values)
    return done


def _brings_its_days(codes: list[str], mapping: Mapping) -> bool:
    if mapping.layout == "periods":
        # Where the periods of a day had to be told, the file knows only those that were missed.
        said = [written.meaning_of(code, mapping.codes) for code in codes]
        present = any(one is not None and one.meaning == "present" for one in said)
        return present and not mapping.day_periods
    return mapping.layout in ("register", "wide")


def _load_said(cursor, mapping: Mapping, register: bool, codes: list[str], values: dict) -> None:
    if mapping.layout == "periods":
        rule = {"period_rule": mapping.period_rule, "day_periods": mapping.day_periods}
        run(cursor, "period_said", absent=list(ABSENT), **rule, **values)
    else:
        telling = [code for code in codes if not written.plainly_present(code, mapping.codes)]
        run(cursor, "import_said", every_line=not register, telling=telling, **values)


def _cells_within(cursor, done: Applied) -> set[tuple[str, str]]:
    """The school years in which an upload replaces days, those without a line of its own too."""
    first, last = done.days
    rows = cursor.execute(
        "SELECT DISTINCT school_id, school_year FROM attendance.coverage_days "
        "WHERE day BETWEEN $first AND $last AND list_contains($schools, school_id)",
        {"first": first, "last": last, "schools": sorted({school for school, _ in done.cells})},
    )
    return set(rows.fetchall())


def _take_register(cursor, mapping: Mapping, done: Applied, values: dict) -> None:
    first, last = done.days
    period = {"first": first, "last": last}
    cursor.execute(
        "DELETE FROM attendance.coverage_days WHERE day BETWEEN $first AND $last "
        "AND school_id IN (SELECT school_id FROM temp.touched)",
        period,
    )
    run(cursor, "register_days", declared=mapping.covers is not None, **period)
    run(cursor, "register_stretches", **period, **values)
    cursor.execute(
        "DELETE FROM attendance.enrollments WHERE source = 'register' AND (school_id, school_year) "
        "IN (SELECT (school_id, school_year) FROM temp.touched)"
    )
    add_rows(cursor, "enrollments", "SELECT *, 'register' FROM temp.stretches")
    refresh_school_years(cursor)
    _delete_period(cursor, period)
    _judge_lines(cursor, mapping, done, values)
    infer_missing(cursor, **period)


def _take_events(cursor, mapping: Mapping, done: Applied, values: dict) -> None:
    period = {"first": done.days[0], "last": done.days[1]}
    declared = mapping.covers is not None
    cursor.execute(
        "CREATE OR REPLACE TEMP TABLE covered_before AS "
        "SELECT c.* FROM attendance.coverage_days AS c JOIN temp.touched USING (school_id, "
        "school_year)"
    )
    run(cursor, "events_days", declared=declared, **period)
    cursor.execute(
        "DELETE FROM attendance.coverage_days WHERE (school_id, school_year) "
        "IN (SELECT (school_id, school_year) FROM temp.touched)"
    )
    add_rows(
        cursor,
        "coverage_days",
        "SELECT * FROM temp.covered_after UNION ALL SELECT b.* FROM temp.covered_before AS b "
        "ANTI JOIN temp.covered_after AS a USING (school_id, day)",
    )
    refresh_school_years(cursor)
    if declared:
        _delete_period(cursor, period)
    for table in ("absences", "set_aside"):
        cursor.execute(
            f"DELETE FROM attendance.{table} WHERE (student_id, school_id, day) "
            "IN (SELECT (student_id, school_id, day) FROM temp.said)"
        )
    _judge_lines(cursor, mapping, done, values)


def _delete_period(cursor, period: dict) -> None:
    for table in ("absences", "set_aside"):
        cursor.execute(
            f"DELETE FROM attendance.{table} WHERE day BETWEEN $first AND $last "
            "AND school_id IN (SELECT school_id FROM temp.touched)",
            period,
        )


def _judge_lines(cursor, mapping: Mapping, done: Applied, values: dict) -> None:
    """Store what the lines say, and count those that calendar or enrollment rule out."""
    judge(cursor)
    done.rejected += reasons(cursor, "SELECT 'duplicate' AS reason, sum(repeats) FROM temp.said")
    outside = run(cursor, "outside_lines", every_line=not done.own_days, **values).fetchall()
    done.rejected += Counter({reason: int(lines) for reason, lines in outside})


def _lines_aside(cursor, values: dict) -> tuple[Counter, Counter]:
    """(lines of which nothing counts, rows set aside in the other lines), by reason."""
    found = run(cursor, "lines_aside", **values).fetchall()
    lines = Counter({reason: lines for reason, lines, _ in found if lines})
    return lines, Counter({reason: rows for reason, _, rows in found if rows})
