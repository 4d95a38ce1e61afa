"""What kind of file this is, told from its columns, with the reason to show."""

from dataclasses import dataclass

from sm_core.errors import FileRefused
from sm_core.importing.columns import Recognized, numbered_periods, plain, unit_of
from sm_core.importing.header import DATED, dated
from sm_core.importing.mapping import named
from sm_core.importing.source import Source

PEOPLE = (
    "state_id", "first_name", "last_name", "full_name", "birth_date", "gender", "race_ethnicity",
    "home_language", "english_learner", "special_education", "low_income", "housing", "zip_code",
)  # fmt: skip
ATTENDANCE = (
    "student_id", "school_id", "school_name", "date", "code", "code_description", "presence",
    "portion", "minutes_absent", "period", "grade", *PEOPLE,
)  # fmt: skip
TOTALS = (
    "days_enrolled", "days_present", "days_absent", "days_excused", "days_unexcused",
    "days_suspended",
)  # fmt: skip
FIELDS = {
    "register": ATTENDANCE,
    "events": ATTENDANCE,
    "periods": ATTENDANCE,
    "wide": ATTENDANCE,
    "enrollment": (
        "student_id", "school_id", "school_name", "grade", "entry_date", "exit_date",
        "exit_reason", *PEOPLE,
    ),
    "calendar": ("school_id", "school_name", "date", "day_type"),
    "student_totals": (
        "student_id", "school_id", "school_name", "grade", *TOTALS, "as_of", "period_start",
        "period_end", "period", "track", *PEOPLE,
    ),
    "codes": ("school_id", "code_id", "code", "code_description", "presence"),
    "students": ("student_id", "school_id", "school_name", "grade", *PEOPLE),
    "schools": ("school_id", "school_name"),
}  # fmt: skip
DAY_VALUES = ("days_absent", "days_excused", "days_unexcused", "days_suspended", "days_other")
TOLD_TOGETHER = (
    "tardy", "dismissed", "excused", *DAY_VALUES, "mode", "section",
    "hours_absent", "days_enrolled", "days_present",
)  # fmt: skip
"""What rows of attendance may say in several columns; `ways` makes code and portion of it."""

REQUIRED = {
    "register": ("student_id", "date", "code"),
    "events": ("student_id", "date", "code"),
    "periods": ("student_id", "date", "code"),
    "wide": ("student_id",),
    "codes": ("code",),
    "enrollment": ("student_id", "entry_date"),
    "calendar": ("date",),
    "student_totals": ("student_id",),
    "students": ("student_id",),
    "schools": ("school_id", "school_name"),
}
NOUNS = {
    "register": "a daily register",
    "events": "a list of absences",
    "enrollment": "an enrollment file",
    "calendar": "a school calendar",
    "student_totals": "totals per student",
    "students": "a list of students",
    "schools": "a list of schools",
    "periods": "attendance by class period",
    "wide": "a sheet with a column for each date",
    "codes": "a table of attendance codes",
}
DATES = {
    "register": ("date",),
    "events": ("date",),
    "periods": ("date",),
    "wide": ("date",),
    "enrollment": ("entry_date", "exit_date"),
    "calendar": ("date",),
    "student_totals": ("as_of", "period_start", "period_end"),
}
DAILY = ("register", "events", "periods", "wide")
"""The layouts whose rows are about days."""

ORDER = (
    "codes", "schools", "students", "calendar", "enrollment", "register", "wide", "periods",
    "events", "student_totals",
)  # fmt: skip
"""In which files of one call are applied: what judges comes before what is judged."""

DECIDED = "the mapping says so"
"""The reason for a layout that was decided: its rows do not change it."""


@dataclass(frozen=True)
class Guess:
    """A layout and the sentence that says why. Attendance starts as `events`: whether it is a
    register shows only in its rows."""

    layout: str
    reason: str


def guess(source: Source, found: Recognized, decided: dict | None = None) -> Guess:
    """The layout that the columns speak for, those `decided` among them.

    Raises `FileRefused` for school-level figures and for files in which no student is named.
    """
    decided = decided or {}
    has = found.columns.keys() | found.ties.keys() | decided.keys()
    student = _names_students(has, found, decided)
    if any(isinstance(decided.get(field), list) for field in ("period", "code")):
        return Guess("periods", "it has a column for each class period")
    if len(dated(source.headers)) >= DATED:
        return Guess("wide", "many of its column names are dates")
    if _school_level(has, student):
        raise FileRefused(
            f"{source.name} holds figures per school (columns {_names(source)}), not per student. "
            "Success Mentors needs the attendance of each student; ask for a student-level export."
        )
    if "date" in has and has & {"code", "presence"} and "student_id" in has:
        return Guess("events", "each row names a student, a date and an attendance code")
    if "date" in has and student and numbered_periods(source.headers):
        return Guess("periods", "it has a column for each class period")
    if "date" in has and student and (_day_values(has) or _time_present(found)):
        return Guess("events", "each row says how much of a day a student missed")
    if student and _totals(has):
        return Guess("student_totals", "each row counts a student's days")
    if student and "entry_date" in has:
        return Guess("enrollment", "each row names a student and an entry date")
    if _calendar(has, student, source):
        return Guess("calendar", "its rows are dates of schools, without students")
    if not student and _codes(has):
        return Guess("codes", "its rows are codes and their descriptions")
    if student and (has & set(PEOPLE) or "grade" in has):
        return Guess("students", "each row describes a student")
    if not student and "school_name" in has and not has & {"date", "code"}:
        return Guess("schools", "each row names a school")
    if not source.has_header:
        return Guess("events", "it has no header row, and its first row holds a date")
    if student and has & {"date", "code"}:
        raise FileRefused(_missing(source, "date" if "code" in has else "code"))
    raise FileRefused(_missing(source, "student_id"))


def _names_students(has: set[str], found: Recognized, decided: dict) -> bool:
    """ "id" may be a row, a school or a student: alone it stands for a student only beside a
    first or last name."""
    if "student_id" in decided or (has & {"first_name", "last_name"} and "student_id" in has):
        return True
    return "student_id" in has and plain(str(found.columns.get("student_id", ""))) != "id"


def _day_values(has: set[str]) -> bool:
    return bool(has & {*DAY_VALUES, "minutes_absent", "hours_absent"}) and not has & {
        "days_enrolled", "days_present",
    }  # fmt: skip


def _time_present(found: Recognized) -> bool:
    """Minutes or hours present and possible on a date: a day, not a total."""
    return {unit_of(found.columns.get(f)) for f in ("days_enrolled", "days_present")} in (
        {"minutes"}, {"hours"},
    )  # fmt: skip


def _codes(has: set[str]) -> bool:
    words = has & {"code_description", "presence"}
    return "code" in has and bool(words) and not has & {"date", "school_name"}


PLAIN_CALENDAR = {"school_id", "date", "student_id"}


def _calendar(has: set[str], student: bool, source: Source) -> bool:
    """A calendar says what kind of day a date is, or has hardly a column beside school and date: a
    register whose student column is not known must not become one."""
    plain_dates = "date" in has and not student and not has & {"code", "presence", *PEOPLE}
    named = [header for header in source.headers if header]
    return plain_dates and ("day_type" in has or len(named) <= len(has & PLAIN_CALENDAR))


def _school_level(has: set[str], student: bool) -> bool:
    counts = {"days_enrolled", "days_present", "days_absent"} & has
    return not student and len(counts) >= 2 and not has & {"student_id", *PEOPLE}


def _totals(has: set[str]) -> bool:
    absent = bool(has & {"days_absent", "days_excused", "days_unexcused"})
    return len({"days_enrolled", "days_present"} & has) + absent >= 2


def _names(source: Source) -> str:
    return ", ".join(source.headers[:12]) + (" …" if len(source.headers) > 12 else "")


def _missing(source: Source, field: str) -> str:
    words = {"student_id": "the student's id", "date": "the date", "code": "the attendance code"}
    return (
        f"{source.name} has no column that we know to hold {words[field]}; its columns are "
        f'{_names(source)}. Name the column under [columns] in the mapping: {field} = "…".'
    )


def chosen_columns(
    layout: str, found: Recognized, decided: dict, one_school: bool
) -> tuple[dict, dict[str, list[str]]]:
    """(header or None for every field that `layout` reads, ties still to be decided).

    A decided column always rules, and its header serves nothing else. Where a file has no
    school id, the school's name is its id; where it has no code, a presence flag is the code.
    """
    taken = {header for column in decided.values() for header in named(column)}
    free = {f: h for f, h in found.columns.items() if not taken & {*named(h)} and f not in decided}
    columns = free | decided
    if layout != "schools" and plain(str(free.get("school_name", ""))) == "name":
        # Beside students or dates a bare "Name" is theirs, not the school's.
        del columns["school_name"]
    if "code" not in columns and "presence" in columns and layout in DAILY:
        columns["code"] = columns["presence"]
    if "id" in map(plain, map(str, columns.values())) and layout in ("calendar", "schools"):
        _give_id_to_school(columns, layout)
    if layout in DAILY:
        # Minutes of one day have fields of their own.
        columns = {f: h for f, h in columns.items() if f not in DAY_VALUES or unit_of(h) == "days"}
    if "as_of" not in columns and "date" in columns and layout == "student_totals":
        columns["as_of"] = columns["date"]
    if one_school:
        columns.pop("school_id", None)
    elif "school_id" not in columns and "school_name" in columns and "school_id" not in found.ties:
        columns["school_id"] = columns["school_name"]
    wanted = (*FIELDS[layout], *(TOLD_TOGETHER if layout in DAILY else ()))
    ties = {
        field: [h for h in headers if h not in taken]
        for field, headers in found.ties.items()
        if field in wanted and field not in decided
        and not (one_school and field == "school_id")
    }  # fmt: skip
    open_ties = {field: headers for field, headers in ties.items() if len(headers) > 1}
    for field, headers in ties.items():
        if len(headers) == 1:
            columns[field] = headers[0]
    return {field: columns.get(field) for field in wanted}, open_ties


def _give_id_to_school(columns: dict, layout: str) -> None:
    student = columns.pop("student_id", None)
    if layout == "schools" and "school_id" not in columns and student:
        columns["school_id"] = student
