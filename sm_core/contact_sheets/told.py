"""What the rows of a contact sheet tell: whom, when, by whom, and what is wrong with them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from sm_core.contact_sheets.marks import mark_said
from sm_core.contact_sheets.persons import Persons
from sm_core.contact_sheets.reading import ContactSheet
from sm_core.contacts.contact import LONGEST_NOTE, SAW, Entry
from sm_core.importing.dates import is_blank
from sm_core.roster.sheet import Row


@dataclass(frozen=True)
class Told:
    """A contact, and the sheet, row and field that tell its day."""

    sheet: ContactSheet
    row: Row
    field: str
    entry: Entry


def told_by(sheet: ContactSheet, row: Row, persons: Persons) -> list[Told]:
    """The contacts of a row; what cannot be is set aside in it."""
    note = row.text("note")
    if len(note) > LONGEST_NOTE:
        row.refuse("too_long", f"the note is too long; keep it under {LONGEST_NOTE} letters.",
                   "note")  # fmt: skip
    marked = list(_marked(sheet, row))
    student = persons.student(row, sheet.report)
    told = []
    for field, day, kind in marked if student else []:
        mentor = persons.mentor(row, sheet.report, student, day)
        if mentor is None:
            break
        told.append(Told(sheet, row, field, Entry(student, day, mentor, kind)))
    if told and note:
        # Written once: on the last of the days that the row tells.
        told[-1] = replace(told[-1], entry=replace(told[-1].entry, note=note))
    return told


def _marked(sheet: ContactSheet, row: Row) -> Iterator[tuple[str, date, str]]:
    """(field, day, kind) of each contact of a row."""
    if not sheet.days:
        yield from _one_day(sheet, row)
    for field, day in sheet.days.items():
        if kind := row.read(field, "bad_mark", mark_said):
            yield field, day, kind


def _one_day(sheet: ContactSheet, row: Row) -> Iterator[tuple[str, date, str]]:
    kind = row.read("kind", "bad_mark", mark_said) if row.text("kind") else SAW
    text = row.text("day")
    day = None if is_blank(text) else sheet.day(text)
    if day is None:
        row.refuse("bad_date", "it says no day; write it like 2026-01-26." if is_blank(text) else
                   "this is no day; write it like 2026-01-26.", "day")  # fmt: skip
    elif kind:
        yield "day", day, kind
