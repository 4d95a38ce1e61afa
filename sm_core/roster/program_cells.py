"""Reads one row of a program sheet: which student and mentor, what the family said, since when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sm_core.families.permission import GIVEN
from sm_core.importing.dates import is_blank, parse
from sm_core.mentors.names import folded
from sm_core.plausible import require_done, us_day
from sm_core.roster import values
from sm_core.roster.schools import Schools
from sm_core.roster.sheet import BadCell, Row, Sheet
from sm_core.roster.students import Student, Students
from sm_core.roster.words import BLANKS, permission_of

YEARS_BACK = 3
LONGEST_AHEAD = 366
"""Days; a match that ends later than that is a slip."""


@dataclass(frozen=True)
class Pair:
    """What a row says; `mentor` is a name or e-mail, "" where no mentor is named."""

    row: Row
    student: Student
    school: str
    mentor_id: str = ""
    mentor: str = ""
    email: str = ""
    permission: str | None = None
    permission_day: date | None = None
    start: date | None = None
    end: date | None = None
    end_reason: str = ""
    note: str = ""

    @property
    def names_mentor(self) -> bool:
        return bool(self.mentor_id or self.mentor or self.email)


def student_texts(sheet: Sheet) -> set[str]:
    """All by which a sheet names students: what to look for in the data."""
    names = ("student_id", "student", "student_first", "student_last")
    places = [sheet.columns[name] for name in names if name in sheet.columns]
    return {row[n] for row in sheet.cells.values() for n in places if n < len(row) and row[n]}


def pair_said(
    row: Row, order: str, today: date, schools: Schools, students: Students
) -> Pair | None:
    """What a row says; None, and the reasons set aside in the row, where it cannot be."""
    school = row.read("school", "unknown_school", lambda text: _own(schools, text))
    student = None if row.wrong else student_field(row)
    student = student and row.read(student, "unknown_student",
                                   lambda _: _found(row, school or "", students))  # fmt: skip
    start = _start(row, order, today)
    end = _end(row, order, today, start)
    permission, day = _permission(row, order, today)
    if row.wrong or student is None:
        return None
    text = row.text("mentor") or f"{row.text('mentor_first')} {row.text('mentor_last')}".strip()
    blank = folded(text) in BLANKS
    at_sign = "@" in text
    return Pair(
        row, student, school if school in student.schools else student.school,
        row.text("mentor_id"), "" if blank or at_sign else text,
        text if at_sign else row.text("mentor_email"),
        permission, day, start, end, row.text("end_reason"), row.text("note"),
    )  # fmt: skip


def _own(schools: Schools, text: str) -> str:
    school = schools.one(text)
    schools.require_own({school})
    return school


def student_field(row: Row) -> str | None:
    """The field by which the row names its student; None for a row that is set aside for it."""
    for name in ("student_id", "student", "student_last", "student_first"):
        if row.text(name):
            return name
    row.refuse("unknown_student", "it names no student; write the student's id or name.", "student")
    return None


def _found(row: Row, school: str, students: Students) -> Student:
    first, last = row.text("student_first"), row.text("student_last")
    name = row.text("student") or f"{first} {last}".strip()
    if row.text("student_id"):
        return students.with_id(row.text("student_id"), name)
    grade = values.one_grade(row.text("grade")) if row.text("grade") else ""
    return students.named(name, school, grade)


def _day(row: Row, name: str, reader) -> date | None:
    return None if is_blank(row.text(name)) else row.read(name, "bad_date", reader)


def _start(row: Row, order: str, today: date) -> date | None:
    earliest = date(today.year - YEARS_BACK, 7, 1)

    def read(text: str) -> date:
        day = values.day_in(text, order)
        if day < earliest:
            raise BadCell("bad_date", f"it is dated {us_day(day)}, before {us_day(earliest)}; give "
                          "the day on which they began to meet.")  # fmt: skip
        require_done(day, "it", today)
        return day

    return _day(row, "start", read)


def _end(row: Row, order: str, today: date, start: date | None) -> date | None:
    def read(text: str) -> date:
        day = values.day_in(text, order)
        if start and day < start:
            raise BadCell("bad_date", f"it ends before it starts on {us_day(start)}; check both "
                          "dates.")  # fmt: skip
        if (day - today).days > LONGEST_AHEAD:
            raise BadCell("bad_date", f"it is dated {us_day(day)}; check the year.")
        return day

    return _day(row, "end", read)


def _permission(row: Row, order: str, today: date) -> tuple[str | None, date | None]:
    """(state, day) of the permission; a date alone is the day on which it was given."""
    day = _day(row, "permission_date", lambda text: values.past_day(text, order, today))
    text = row.text("permission")
    if not text:
        return (GIVEN if day else None), day
    if state := permission_of(text):
        return state, day
    bare = values.date_part(text)
    if parse(bare, order):
        dated = row.read("permission", "bad_date",
                         lambda _: values.past_day(bare, order, today))  # fmt: skip
        word = text.replace(bare, " ").strip(" ,;:()")
        return (permission_of(word) or GIVEN), day or dated
    row.refuse("bad_permission", "this says nothing that is known of a permission; write yes, no, "
               "sent, to send, or the day on which it was given.", "permission")  # fmt: skip
    return None, None
