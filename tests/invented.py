"""Two invented schools, four invented students, and the files their school system would export."""

from datetime import date, timedelta

from sm_core.actor import local_captain
from sm_core.importing.map_toml import parse_mapping
from sm_core.importing.mapping import MappingFile
from sm_core.importing.run import Call, import_files
from sm_core.standing import Asked
from sm_core.standing import standing as ask
from tests.conftest import NOW

ROSA, MARCUS, AMINA, OWEN = "0041001", "0041002", "0041003", "0041004"
NAMES = {
    ROSA: ("Rosa", "Delgado"),
    MARCUS: ("Marcus", "Tran"),
    AMINA: ("Amina", "Yusuf"),
    OWEN: ("Owen", "Fitzgerald"),
}
LINC, ROOS = "LINC", "ROOS"
SCHOOL_NAMES = {LINC: "Lincoln Middle School", ROOS: "Roosevelt Elementary"}
CODES = """
[codes]
"" = "present"
"P" = "present"
"E" = "absent_excused"
"U" = "absent_unexcused"
"V" = "absent_unverified"
"S" = "suspended_oss"
"I" = "suspended_iss"
"T" = "tardy"
"D" = "early_departure"
"F" = "school_activity"
"N" = "non_membership"
"X" = "not_recorded"
"H" = { meaning = "absent_excused", portion = 0.5 }
"""


def weekdays(first, count):
    days = (first + timedelta(days=n) for n in range(2 * count + 7))
    return [day for day in days if day.weekday() < 5][:count]


DAYS = weekdays(date(2025, 8, 25), 40)
"""August 25 to October 17, 2025: eight weeks of five school days."""


def table(header, rows):
    """A CSV file; cells as they are, so no cell may hold a comma."""
    lines = [header, *(",".join(str(cell) for cell in row) for row in rows)]
    return "\n".join(lines) + "\n"


def register(days, students=(ROSA, MARCUS), marks=(), school=LINC, grade="6"):
    """A row for every student and day, "P" where `marks`, {(student, day): code}, says nothing.
    A mark of None leaves the row out."""
    said = dict(marks)
    rows = [
        (student, school, grade, day, said.get((student, day), "P"))
        for day in days
        for student in students
        if said.get((student, day), "P") is not None
    ]
    return table("Student ID,School ID,Grade,Date,Code", rows)


def events(*rows, school=LINC):
    """Rows of (student, day, code)."""
    return table("Student ID,School ID,Date,Code", [(s, school, d, c) for s, d, c in rows])


def enrollment(*rows, school=LINC, grade="6"):
    """Rows of (student, entry) or (student, entry, exit)."""
    lines = [(row[0], school, grade, row[1], row[2] if len(row) > 2 else "") for row in rows]
    return table("Student ID,School ID,Grade,Entry Date,Exit Date", lines)


def calendar(days, school=LINC):
    return table("School ID,Calendar Date", [(school, day) for day in days])


def totals(*rows, school=LINC):
    """Rows of (student, days enrolled, days absent, as of)."""
    lines = [(s, school, enrolled, absent, day) for s, enrolled, absent, day in rows]
    return table("Student ID,School ID,Days Enrolled,Days Absent,As Of", lines)


def mapping(text="", codes=CODES) -> MappingFile:
    """The decisions of a MAP.toml; `text` comes before the codes."""
    return parse_mapping(text + codes, "MAP.toml")


def bring(store, given, files, text="", actor=None, when=None, keep=True):
    """Import files, given as {name: content}, in one call; the reports."""
    call = Call(actor or local_captain(), when or NOW, mapping(text))
    return import_files(store, call, [given(name, said) for name, said in files.items()], keep)


def counts(store, as_of, scope="student", day_rule="half_day", actor=None):
    """{student: (days enrolled, days absent)}, or {(student, school): …} in school scope."""
    frame = ask(store, actor or local_captain(), Asked(as_of, scope, day_rule))
    keys = frame["student_id"] if scope == "student" else zip(
        frame["student_id"], frame["school_id"], strict=True
    )  # fmt: skip
    days = zip(frame["days_enrolled"], frame["days_absent"], strict=True)
    return dict(zip(keys, ((float(e), float(a)) for e, a in days), strict=True))


def contents(store):
    """Every table of `attendance` but its counter, as sorted rows: two states in one comparison."""
    with store.reading() as cursor:
        names = cursor.execute(
            "SELECT table_name FROM duckdb_tables() WHERE database_name = 'attendance' "
            "AND schema_name = 'main' AND table_name NOT IN ('meta', 'applied') ORDER BY 1"
        ).fetchall()
        return {
            name: sorted(map(repr, cursor.execute(f"SELECT * FROM attendance.{name}").fetchall()))
            for (name,) in names
        }
