"""Applies an enrollment file: who was enrolled where, from when to when."""

from sm_core.importing import written
from sm_core.importing.applied import Applied, reasons
from sm_core.importing.insert import add_rows
from sm_core.importing.mapping import Mapping
from sm_core.importing.refresh import judge_again
from sm_core.queries import run
from sm_core.school_year import first_day, school_year_of


def apply_enrollment(cursor, mapping: Mapping, values: dict) -> Applied:
    run(cursor, "enrollment_lines", exclusive=mapping.exit_date == "exclusive", **values)
    done = Applied(rejected=reasons(cursor, "SELECT reason, count(*) FROM temp.lines"))
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
    done.changes = judge_again(cursor)
    return done


def _replace_stretches(cursor, source: str, key: str, named: str) -> None:
    """Put the new file's stretches in place of what an earlier file said of the same `key`."""
    chosen = f"temp.stretches WHERE school_year {named} ''"
    cursor.execute(
        f"DELETE FROM attendance.enrollments WHERE source = '{source}' "
        f"AND {key} IN (SELECT {key} FROM {chosen})"
    )
    add_rows(
        cursor,
        "enrollments",
        "SELECT student_id, school_id, school_year, grade, begun, first_day, last_day, "
        f"'{source}' FROM {chosen}",
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
