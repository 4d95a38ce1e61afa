"""Turns what an upload did into its report, and refuses one that would be of no use."""

from datetime import date

from sm_core.importing import written
from sm_core.importing.applied import Applied
from sm_core.importing.examine import Examined
from sm_core.importing.layouts import DAILY
from sm_core.importing.mapping import Mapping
from sm_core.importing.report import REASONS, FileReport
from sm_core.queries import run

MOST_REJECTS = 10_000
KEPT_ASIDE = {"off_calendar", "outside_enrollment"}
"""Reasons that may go away: such lines are kept and judged again."""


def fill(cursor, report: FileReport, examined: Examined, done: Applied) -> None:
    report.rejected = dict(sorted(done.rejected.items()))
    report.changes = done.changes
    report.warnings += _vanishing(cursor, done)
    report.last_day = done.days and done.days[1].isoformat()
    report.notes += _rows_aside(done)
    if examined.layout in DAILY and not done.own_days and not examined.mapping.covers:
        report.notes.append(
            "No period was declared, so it adds and changes absences but removes none; declare "
            "one (“Complete from … through” on the page, covers = [first, last] in a mapping) if "
            "the file holds all of them."
        )
    if done.own_days and done.days:
        report.notes += _gaps(cursor, done)
    if "outside_enrollment" in done.rejected.keys() | done.rows_aside.keys():
        report.notes += _unknown(cursor)
    if done.rejected or done.rows_aside:
        report.rejects = _rejects(cursor, examined, done)


def _rows_aside(done: Applied) -> list[str]:
    """Notes on days set aside in lines that count otherwise."""
    return [
        f"{rows:,} of its days or periods are set aside: {REASONS[reason]}."
        for reason, rows in sorted(done.rows_aside.items())
    ]


def _vanishing(cursor, done: Applied) -> list[str]:
    """A warning when more than a tenth of the absences known before, where the file reaches, are
    known no longer."""
    removed = done.changes.get("removed", 0)
    if not removed:
        return []
    [(known, first, last)] = cursor.execute(
        "SELECT count(*), min(day), max(day) FROM temp.absences_before"
    ).fetchall()
    if removed * 10 <= known:
        return []
    when = f"between {_long(first)} and {_long(last)}" if first < last else f"on {_long(first)}"
    return [
        f"Careful: this file removes {removed:,} of the {known:,} absences known at its schools "
        f"{when}; is it complete?"
    ]


def _long(day: date) -> str:
    return f"{day:%B} {day.day}, {day.year}"


def _gaps(cursor, done: Applied) -> list[str]:
    """A note on register days without a row between days with one, if there are any."""
    first, last = done.days
    [(students, days)] = run(cursor, "register_gaps", first=first, last=last).fetchall()
    if not students:
        return []
    who = "1 student has" if students == 1 else f"{students:,} students have"
    length = "1 day" if days == 1 else f"{days:,} days"
    return [
        f"{who} gaps of {length} in all (no row, between days with one), counted as not enrolled."
    ]


def _unknown(cursor) -> list[str]:
    """A note on students that only an attendance file names: often two exports were filtered
    differently."""
    [(rows, students, one)] = run(cursor, "unknown_students", footer=written.FOOTER).fetchall()
    if not students:
        return []
    told = "1 row is" if rows == 1 else f"{rows:,} rows are"
    whom = (
        f"student {one}, whom no enrollment file names."
        if students == 1
        else f"{students:,} students whom no enrollment file names, such as {one}."
    )
    return [f"{told} of {whom}"]


def _rejects(cursor, examined: Examined, done: Applied):
    source = examined.source
    values = {
        "footer": written.FOOTER, "most": MOST_REJECTS,
        "above": source.header_line + source.has_header,
    }  # fmt: skip
    if examined.layout not in DAILY:
        return run(cursor, "rejects_lines", **values).df()
    if not done.days:
        return None
    return run(cursor, "rejects_attendance", **values).df()


def refuse_useless(cursor, report: FileReport, mapping: Mapping, done: Applied) -> None:
    """Refuse a file none of whose lines count, and events for which nobody said which days were
    school days."""
    if mapping.layout in DAILY and not done.own_days and done.cells and not _known(cursor, done):
        lacking = _lacking(cursor, done)
        schools = ", ".join(sorted({school for school, _ in done.cells})[:5])
        report.refuse([
            f"{report.file} lists absences only, and without {' and '.join(lacking)} nobody knows "
            f"the school days of {schools}. Load it together with {' and '.join(lacking)}, or say "
            'layout = "register" in the mapping if every day of every student is in it.'
        ])  # fmt: skip
    elif report.rows_kept == 0 and not KEPT_ASIDE & report.rejected.keys():
        counts = ", ".join(f"{reason} {lines:,}" for reason, lines in report.rejected.items())
        report.refuse([f"{report.file}: none of its {report.rows_read:,} rows can be used "
                       f"({counts})."])  # fmt: skip


def _known(cursor, done: Applied) -> bool:
    return cursor.execute(
        "SELECT count(*) FROM attendance.school_years JOIN temp.touched "
        "USING (school_id, school_year) "
        "WHERE calendar_from IS NOT NULL AND enrollment_from IS NOT NULL"
    ).fetchall() != [(0,)]


def _lacking(cursor, done: Applied) -> list[str]:
    [(calendar, enrollment)] = cursor.execute(
        "SELECT count(calendar_from), count(enrollment_from) FROM attendance.school_years "
        "JOIN temp.touched USING (school_id, school_year)"
    ).fetchall()
    named = (("a calendar", calendar), ("an enrollment file", enrollment))
    return [words for words, known in named if not known] or [words for words, _ in named]
