"""An invented district of any size as the files a school system exports; the benchmarks share it.

Everything follows from the numbers of student and day, so each run writes the same files. About
8 % of the days are absences of three codes, and families differ: shares run from 2 to 25 %.
"""

from pathlib import Path

import duckdb

SCHOOLS = 60
YEAR = "2025-26"
FIRST_DAY = "2025-08-18"
DAYS = 180
LAST_DAY = "2026-04-24"
AS_OF = LAST_DAY

MAPPING = """\
exit_date = "inclusive"

[codes]
"P" = "present"
"U" = "absent_unexcused"
"E" = "absent_excused"
"S" = "suspended_oss"
"""

DATES = f"""
    SELECT day::DATE AS date, row_number() OVER (ORDER BY day) AS number
    FROM generate_series(DATE '{FIRST_DAY}', DATE '{LAST_DAY}', INTERVAL 1 DAY) AS d (day)
    WHERE isodow(day) <= 5
"""
STUDENTS = """
    SELECT
        (100000000 + n)::VARCHAR AS student_id, 100 + n % $schools AS school_id,
        1 + n % 12 AS grade, 20 + (hash(n, 'luck') % 100) * (hash(n, 'care') % 100) // 41 AS missed
    FROM range($students) AS s (n)
"""
MARKS = f"""
    SELECT
        s.student_id, s.school_id, s.grade, d.date, d.number,
        hash(s.student_id, d.number) % 1000 < s.missed AS absent,
        'UUEEES'[(1 + hash(d.number, s.student_id) % 6)::INTEGER] AS kind
    FROM ({STUDENTS}) AS s CROSS JOIN ({DATES}) AS d
"""
REGISTER = f"""
    SELECT student_id, school_id, grade, date, CASE WHEN absent THEN kind ELSE 'P' END AS code
    FROM ({MARKS}) WHERE number BETWEEN $first AND $last ORDER BY {{order}}
"""
EVENTS = f"SELECT student_id, school_id, date, kind AS code FROM ({MARKS}) WHERE absent"
ENROLLMENT = f"""
    SELECT student_id, school_id, grade, DATE '{FIRST_DAY}' AS entry_date, NULL AS exit_date
    FROM ({STUDENTS})
"""
CALENDAR = f"SELECT school_id, date FROM range(100, 100 + $schools) AS s (school_id), ({DATES})"


def write_register(target: Path, students: int, first=1, last=DAYS, order="date") -> None:
    """The days numbered `first` to `last` of every student, in the `order` of an export."""
    keys = {"date": "date, student_id", "student": "student_id, date"}[order]
    values = {"students": students, "schools": SCHOOLS, "first": first, "last": last}
    _write(target, REGISTER.format(order=keys), values)


def write_events(folder: Path, students: int, schools: int = SCHOOLS) -> list[Path]:
    """Enrollment, calendar and absences; returns the three files and writes `map.toml`."""
    targets = [folder / f"{name}.csv" for name in ("enrollment", "calendar", "events")]
    size = {"students": students, "schools": schools}
    _write(targets[0], ENROLLMENT, size)
    _write(targets[1], CALENDAR, {"schools": schools})
    _write(targets[2], EVENTS, size)
    covers = f'covers = ["{FIRST_DAY}", "{LAST_DAY}"]\n'
    (folder / "map.toml").write_text(covers + MAPPING, encoding="utf-8")
    return targets


def _write(target: Path, query: str, values: dict) -> None:
    if target.exists():
        return
    draft = target.with_suffix(".draft")
    with duckdb.connect(config={"memory_limit": "4GB"}) as connection:
        connection.execute("SET enable_progress_bar = false")
        connection.execute(f"COPY ({query}) TO '{draft}' (FORMAT csv, HEADER)", values)
    draft.replace(target)
