"""Brings one staged upload into the tables of `attendance`.

The state of `attendance` is what remains after applying all standing uploads in their order, so
the same functions serve an import, an undo (all others again) and a rebuild after a crash.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from sm_core.importing import written
from sm_core.importing.layouts import FIELDS
from sm_core.importing.mapping import Mapping
from sm_core.importing.refresh import judge_again, refresh_school_years, replace_judged
from sm_core.queries import run
from sm_core.school_year import first_day, school_year_of


@dataclass
class Applied:
    """What one upload did: its lines set aside by reason, the school years it speaks of, and the
    days it covers (both inclusive); `changes` counts student-days missed
    that were added, changed and removed."""

    rejected: Counter = field(default_factory=Counter)
    cells: set[tuple[str, str]] = field(default_factory=set)
    days: tuple[date, date] | None = None
    changes: dict[str, int] = field(default_factory=dict)


def apply(cursor, parquet: Path, mapping: Mapping) -> Applied:
    """Apply the upload staged at `parquet` under its settled `mapping`, inside the transaction
    of `cursor`."""
    values = {"parquet": str(parquet), "footer": written.FOOTER}
    written.load_dates(cursor, parquet, mapping.layout, mapping)
    done = _APPLIERS[mapping.layout](cursor, parquet, mapping, values)
    if "student_id" in FIELDS[mapping.layout]:
        _tell_people(cursor, mapping, values)
    if "school_name" in mapping.columns:
        run(cursor, "school_names", **values)
        _replace_schools(cursor)
    return done


def _attendance(cursor, parquet: Path, mapping: Mapping, values: dict) -> Applied:
    codes = list(written.values(cursor, parquet, "code"))
    settled = [code for code in codes if written.meaning_of(code, mapping.codes)]
    written.load_codes(cursor, settled, mapping.codes)
    written.load_portions(cursor, parquet, mapping)
    run(cursor, "import_tally", **values)
    done = Applied(rejected=_reasons(cursor, "SELECT reason, sum(lines) FROM temp.tally"))
    rows = cursor.execute(
        "SELECT school_id, day FROM temp.tally WHERE reason IS NULL GROUP BY ALL"
    ).fetchall()
    if not rows:
        return done
    done.cells = {(school, school_year_of(day)) for school, day in rows}
    days = [day for _, day in rows]
    done.days = mapping.covers or (min(days), max(days))
    register = mapping.layout == "register"
    if register:
        # A register's own rows always lie inside what it covers, whatever period was declared.
        done.days = min(done.days[0], *days), max(done.days[1], *days)
    if register or mapping.covers is not None:
        done.cells |= _cells_within(cursor, done)
    written.load_touched(cursor, done.cells)
    run(cursor, "import_spans", **values)
    run(cursor, "import_said", every_line=not register, **values)
    reach = {"first": min(done.days[0], *days), "last": max(done.days[1], *days)}
    run(cursor, "absences_before", **reach)
    (_take_register if register else _take_events)(cursor, mapping, done, values)
    changes = run(cursor, "absence_changes", **reach).fetchall()
    done.changes = {"added": 0, "changed": 0, "removed": 0} | dict(changes)
    return done


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
    cursor.execute("INSERT INTO attendance.enrollments SELECT *, 'register' FROM temp.stretches")
    refresh_school_years(cursor)
    _delete_period(cursor, period)
    _judge_lines(cursor, mapping, done, values)
    run(cursor, "infer_missing", **period)


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
    cursor.execute(
        "INSERT INTO attendance.coverage_days SELECT * FROM temp.covered_after UNION ALL "
        "SELECT b.* FROM temp.covered_before AS b "
        "ANTI JOIN temp.covered_after AS a USING (school_id, day)"
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
    run(cursor, "judge")
    replace_judged(cursor)
    done.rejected += _reasons(cursor, "SELECT 'duplicate' AS reason, sum(repeats) FROM temp.said")
    every_line = mapping.layout != "register"
    outside = run(cursor, "outside_lines", every_line=every_line, **values).fetchall()
    done.rejected += Counter({reason: int(lines) for reason, lines in outside})


def _enrollment(cursor, parquet: Path, mapping: Mapping, values: dict) -> Applied:
    run(cursor, "enrollment_lines", exclusive=mapping.exit_date == "exclusive", **values)
    done = Applied(rejected=_reasons(cursor, "SELECT reason, count(*) FROM temp.lines"))
    own = _enrollment_years(cursor, mapping)
    # A declared school year is all that the file speaks of.
    uncut = not mapping.school_year
    written.load_years(cursor, own, uncut)
    run(cursor, "enrollment_stretches")
    done.cells = set(
        cursor.execute(
            "SELECT DISTINCT school_id, school_year FROM temp.stretches WHERE school_year <> ''"
        ).fetchall()
    )
    _replace_stretches(cursor, "file", "(school_id, school_year)", "<>")
    if uncut:
        _replace_stretches(cursor, "reached", "school_id", "=")
    written.load_touched(cursor, done.cells | _other_years(cursor, done.cells))
    judge_again(cursor)
    return done


def _replace_stretches(cursor, source: str, key: str, named: str) -> None:
    """Put the new file's stretches in place of what an earlier file said of the same `key`."""
    chosen = f"temp.stretches WHERE school_year {named} ''"
    cursor.execute(
        f"DELETE FROM attendance.enrollments WHERE source = '{source}' "
        f"AND {key} IN (SELECT {key} FROM {chosen})"
    )
    cursor.execute(
        "INSERT INTO attendance.enrollments SELECT student_id, school_id, school_year, grade, "
        f"begun, first_day, last_day, '{source}' FROM {chosen}"
    )


def _other_years(cursor, cells: set[tuple[str, str]]) -> set[tuple[str, str]]:
    """The other school years known of the same schools: a stretch may reach into them."""
    rows = cursor.execute(
        "SELECT school_id, school_year FROM attendance.school_years "
        "WHERE list_contains($schools, school_id)",
        {"schools": sorted({school for school, _ in cells})},
    )
    return set(rows.fetchall())


def _enrollment_years(cursor, mapping: Mapping) -> set[str]:
    """The school years a file is about: the declared one, else the year of the latest entry and
    earlier years in which somebody left. Long stays alone do not make it a file of their first
    year."""
    if mapping.school_year:
        return {mapping.school_year}
    spans = cursor.execute(
        "SELECT DISTINCT first_day, last_day FROM temp.lines WHERE reason IS NULL"
    ).fetchall()
    if not spans:
        return set()
    latest = max(school_year_of(first) for first, _ in spans)
    left = {school_year_of(last) for _, last in spans if last and last < first_day(latest)}
    return {latest} | left


def _calendar(cursor, parquet: Path, mapping: Mapping, values: dict) -> Applied:
    types = list(written.values(cursor, parquet, "day_type"))
    written.load_day_types(cursor, types, mapping.codes, "day_type" in mapping.columns)
    run(cursor, "calendar_lines", **values)
    done = Applied(rejected=_reasons(cursor, "SELECT reason, count(*) FROM temp.lines"))
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
    cursor.execute(f"INSERT INTO attendance.session_days {sessions}")
    judge_again(cursor)
    return done


def _totals(cursor, parquet: Path, mapping: Mapping, values: dict) -> Applied:
    run(cursor, "totals_lines", as_of=mapping.as_of, **values)
    done = Applied(rejected=_reasons(cursor, "SELECT reason, count(*) FROM temp.lines"))
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
    cursor.execute(
        "INSERT INTO attendance.totals SELECT l.student_id, l.school_id, t.school_year, l.grade, "
        "l.period_start, l.through, l.enrolled_days, l.absent_days FROM temp.lines AS l "
        "JOIN temp.touched AS t ON t.school_id = l.school_id "
        "AND l.through BETWEEN t.year_first AND t.year_last WHERE l.reason IS NULL"
    )
    refresh_school_years(cursor)
    return done


def _students(cursor, parquet: Path, mapping: Mapping, values: dict) -> Applied:
    run(cursor, "people_lines", **values)
    return Applied(rejected=_reasons(cursor, "SELECT reason, count(*) FROM temp.lines"))


def _schools(cursor, parquet: Path, mapping: Mapping, values: dict) -> Applied:
    run(cursor, "school_lines", **values)
    return Applied(rejected=_reasons(cursor, "SELECT reason, count(*) FROM temp.lines"))


_APPLIERS: dict[str, Callable[..., Applied]] = {
    "register": _attendance, "events": _attendance, "enrollment": _enrollment,
    "calendar": _calendar, "student_totals": _totals, "students": _students, "schools": _schools,
}  # fmt: skip


def _tell_people(cursor, mapping: Mapping, values: dict) -> None:
    facts = set(mapping.columns) - {"school_id", "school_name"}
    own = facts & set(FIELDS["students"]) - {"student_id"}
    if not own:
        return
    run(cursor, "people_said", school_year=mapping.school_year or "", **values)
    run(cursor, "people_update")
    cursor.execute(
        "DELETE FROM attendance.students WHERE (student_id, school_year) "
        "IN (SELECT (student_id, school_year) FROM temp.people)"
    )
    cursor.execute("INSERT INTO attendance.students SELECT * FROM temp.people_after")


def _replace_schools(cursor) -> None:
    cursor.execute(
        "DELETE FROM attendance.schools "
        "WHERE school_id IN (SELECT school_id FROM temp.named_schools)"
    )
    cursor.execute("INSERT INTO attendance.schools SELECT * FROM temp.named_schools")


def _reasons(cursor, counted: str) -> Counter:
    rows = cursor.execute(f"{counted} GROUP BY reason").fetchall()
    return Counter({reason: int(lines) for reason, lines in rows if reason and lines})
