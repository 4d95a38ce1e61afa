"""What the rows of a staged file say of its kind and extent."""

from collections import Counter

from sm_core.importing import written
from sm_core.importing.columns import numbered_periods
from sm_core.importing.layouts import FIELDS, Guess
from sm_core.importing.mapping import Mapping
from sm_core.importing.questions import Question, about_layout
from sm_core.importing.source import Source

READABLE = "student_id IS NOT NULL AND date IS NOT NULL AND problem IS NULL"
"""Rows that say something; a footer has no date, and its blank is no attendance code."""

MARKED = "named > 0 AND date IS NOT NULL AND problem IS NULL"
"""The same of the rows of `temp.marked`."""

REGISTER_FILLS = 0.6
"""The least share of its students and days for which a register has a row."""


def register_or_events(cursor, name, mapping, told) -> tuple[Guess, list[Question]]:
    """A register has a row for nearly every student and day, most of them present; a list of
    events has rows only for what went otherwise. In between nobody guesses."""
    codes = _codes(cursor)
    meanings = {c: written.meaning_of(c, mapping.codes) for c in codes}
    present = sum(codes[c] for c, said in meanings.items() if said and said.meaning == "present")
    filled = _density(cursor)
    share = present / max(codes.total(), 1)
    grid = f"it has a row for {filled:.0%} of its students and days"
    if None in meanings.values():
        return Guess("register" if filled >= REGISTER_FILLS else "events", grid), []
    if present == 0:
        return Guess("events", f"{told.reason}, and no row says present"), []
    if filled >= REGISTER_FILLS or (share >= 0.5 and filled >= 0.3):
        return Guess("register", f"{grid}, {share:.0%} of the rows say present"), []
    return Guess("events", grid), [about_layout(name, grid)]


def _codes(cursor) -> Counter:
    return Counter(dict(cursor.execute(
        "SELECT COALESCE(code, ''), sum(named)::BIGINT FROM temp.marked "
        f"WHERE {MARKED} GROUP BY 1"
    ).fetchall()))  # fmt: skip


def shown_layout(cursor, told: Guess, columns: dict) -> Guess:
    """Attendance by class period shows in its rows: most systems write 0 or nothing for the day."""
    column = columns.get("period") or columns.get("section") or columns.get("mode")
    if not column or not _tells_periods(cursor):
        return told
    return Guess("periods", f"its column {column} tells class periods apart")


def _tells_periods(cursor) -> bool:
    """Rows set aside do not count: those of periods beside rows of the whole day."""
    rows = cursor.execute(
        "SELECT 1 FROM temp.staged WHERE problem IS NULL AND period <> '0' LIMIT 1"
    ).fetchall()
    return bool(rows)


def periods_alone(cursor, source: Source, columns: dict) -> bool:
    """Whether the all-day code is empty throughout beside columns for class periods."""
    if not columns.get("code") or not numbered_periods(source.headers):
        return False
    return set(written.values(cursor, "code")) == {""}


def schools_by_period(cursor, source: Source, columns: dict) -> list[str]:
    """A note for the schools whose all-day code is empty throughout, where others' is not."""
    if not columns.get("code") or not numbered_periods(source.headers):
        return []
    rows = cursor.execute(
        f"SELECT school_id FROM temp.staged WHERE {READABLE} GROUP BY school_id "
        "HAVING count(code) = 0 ORDER BY 1"
    ).fetchall()
    schools = ", ".join(str(school) for (school,) in rows)
    return [
        f"Its column {columns['code']} is empty in every row of {schools}; if attendance is taken "
        "by class period there, load those rows as a file of their own."
    ] if rows else []  # fmt: skip


def _density(cursor) -> float:
    """Lines per student and date of their school, from 0 to 1."""
    rows = cursor.execute(
        "WITH days AS (SELECT school_id, count(DISTINCT date) AS days FROM temp.marked "
        f"WHERE {MARKED} GROUP BY school_id), "
        "students AS (SELECT school_id, count(*) AS students, sum(dated) AS lines "
        "FROM temp.named WHERE dated > 0 GROUP BY school_id) "
        "SELECT sum(s.lines), sum(s.students * d.days) FROM students AS s JOIN days AS d "
        "ON d.school_id IS NOT DISTINCT FROM s.school_id"
    )
    return _share(rows)


def days_filled(cursor) -> float:
    """The share of students and dates of their school, from 0 to 1, with a line or several."""
    rows = cursor.execute(
        "SELECT sum(n), sum(students * days) FROM ("
        "SELECT count(DISTINCT (student_id, date)) AS n, "
        "count(DISTINCT student_id) AS students, count(DISTINCT date) AS days "
        f"FROM temp.staged WHERE {READABLE} GROUP BY school_id)"
    )
    return _share(rows)


def _share(rows) -> float:
    [(lines, places)] = rows.fetchall()
    return min(1.0, lines / places) if places else 0.0


def extent(cursor, layout: str, mapping: Mapping) -> tuple[int, tuple]:
    """(students, first and last day) for the sentence on screen."""
    students = 0
    if "student_id" in FIELDS[layout]:
        students = cursor.execute("SELECT count(DISTINCT student_id) FROM temp.named").fetchall()[
            0
        ][0]
    texts = written.written_dates(cursor, layout)
    parsed = [written.day_said(text, mapping) for text in texts]
    days = [day for day in parsed if day]
    return students, (min(days), max(days)) if days else ()
