"""Which column of a contact sheet holds what, and whether contacts stand in rows or in columns."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from sm_core.importing.columns import plain
from sm_core.importing.dates import lacks_year, parse
from sm_core.mentors.names import folded
from sm_core.roster.columns import PROGRAM_COLUMNS, places, ranked, words_in

LONG, WIDE = "contacts", "contact_days"
LAYOUTS = {LONG: "a row for each contact", WIDE: "a row for each student and a column for each day"}
STUDENT = ("student_id", "student", "student_first", "student_last")
MENTOR = ("mentor_id", "mentor", "mentor_first", "mentor_last", "mentor_email")
SHARED = (*STUDENT, "grade", "school", *MENTOR, "note")
COLUMNS = {name: PROGRAM_COLUMNS[name] for name in SHARED} | {
    "student": f"{PROGRAM_COLUMNS['student']} | name fullname lastfirst",
    "student_first": f"{PROGRAM_COLUMNS['student_first']} | firstname first",
    "student_last": f"{PROGRAM_COLUMNS['student_last']} | lastname last surname",
    "mentor": f"{PROGRAM_COLUMNS['mentor']} | seenby metwith",
    "day": "date | day contactdate dateofcontact | dateseen seenon datemet meton | when |"
    " timestamp",
    "kind": "kind | type contacttype typeofcontact kindofcontact | contact how method | seen met"
    " mark",
}
RANKS = ranked(COLUMNS)
WEEKDAYS = {
    word: number
    for number, words in enumerate((
        "m mo mon monday", "t tu tue tues tuesday", "w we wed weds wednesday",
        "th r thu thur thurs thursday", "f fr fri friday", "sa sat saturday", "su sun sunday",
    ))
    for word in words.split()
}  # fmt: skip
"""Monday is 0."""
KNOWN = words_in(RANKS) | {word for word in WEEKDAYS if len(word) > 1}
OFFERED = (
    "Student", "Student ID", "First name", "Last name", "Date", "Mentor", "Kind", "Note", "Grade",
    "School", "Mon", "Tue", "Wed", "Thu", "Fri",
)  # fmt: skip
"""What somebody may say that a column holds: names that `recognize` knows."""
HEADER_WITHIN = 20
"""Rows that say something; a card has its school, mentor and week above the header."""


@dataclass
class Recognized:
    """The layout of a sheet, the place of the column of each field, those of the day columns, and
    sentences on what keeps it from being read."""

    layout: str
    columns: dict[str, int]
    days: list[int]
    problems: list[str] = field(default_factory=list)


def recognize(headers: list[str]) -> Recognized:
    """What the columns hold. A column of days makes a row of each contact; else the headers that
    are days are columns of marks."""
    columns, ties = places(RANKS, headers)
    days = [] if "day" in columns else day_places(headers)
    problems = list(ties)
    if not any(name in columns for name in STUDENT):
        problems.append('no column names the students; call it "Student" or "Student ID".')
    if "day" not in columns and not days:
        problems.append('no column says the day; call it "Date", or have a column for each day, '
                        "like 1/26/2026 or Mon.")  # fmt: skip
    return Recognized(WIDE if days else LONG, columns, days, problems)


def day_places(headers: list[str]) -> list[int]:
    """Where headers are dates, with or without a year, or names of weekdays. A single letter is
    one only among other weekdays: a column F may hold anything."""
    weekdays = {WEEKDAYS[folded(h)] for h in headers if folded(h) in WEEKDAYS}
    return [
        n for n, header in enumerate(headers)
        if is_date(header)
        or (folded(header) in WEEKDAYS and (len(header) > 1 or len(weekdays) > 1))
    ]  # fmt: skip


def is_date(text: str) -> bool:
    """Whether a text is written as a date; the bare number of a day might be that of a student."""
    return not re.fullmatch(r"[\d.]{1,7}", text) and bool(
        parse(text, "mdy") or parse(text, "dmy") or lacks_year(text)
    )


def header_row(rows: dict[int, list[str]]) -> int | None:
    """The number of the row with the column names: of the first rows that which names most, if it
    names students, or the mentor and the day."""
    filled = [number for number, cells in rows.items() if any(cells)][:HEADER_WITHIN]
    scores = {number: _score(rows[number]) for number in filled}
    best = max(scores, key=scores.get, default=None)
    return best if best is not None and scores[best] > 1 else None


def _score(cells: list[str]) -> int:
    columns, _ = places(RANKS, cells)
    named = any(name in columns for name in STUDENT) or {"mentor", "day"} <= columns.keys()
    return (len({plain(cell) for cell in cells} & KNOWN) + len(day_places(cells))) * named
