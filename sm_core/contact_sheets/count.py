"""What of the contacts that sheets tell is new, and what is odd about it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

import duckdb

from sm_core.contact_sheets.report import ContactsReport
from sm_core.contact_sheets.told import Told
from sm_core.contacts.contact import Contact, Entry
from sm_core.contacts.find import read_contacts
from sm_core.contacts.judge import Judged
from sm_core.contacts.log import said_by, seen_or_not
from sm_core.plausible import us_day
from sm_core.queries import run
from sm_core.school_year import school_year_of

SATURDAY = 5
DAYS_TOLD = 5


def count(
    cursor: duckdb.DuckDBPyConnection, reports: Sequence[ContactsReport],
    sound: Sequence[tuple[Told, Judged]], today: date, who: str,
) -> list[Judged]:  # fmt: skip
    """Each of the contacts that can be once, with all that is told of it, those known among them;
    the reports are told how many there are. `who` brings them in."""
    known = _on_record(cursor, [judged for _, judged in sound])
    once: dict[tuple, Judged] = {}
    new: list[tuple[Told, Judged]] = []
    for told, judged in sound:
        report, key = told.sheet.report, judged.entry.key
        if key in known:
            report.known += 1
            report.changed("contacts_changed", _adds(known[key], who, judged.entry))
        elif key in once:
            report.known += 1
        else:
            new.append((told, judged))
        once[key] = _joined(once[key], judged) if key in once else judged
    _tell(reports, new, _off_days(cursor, [judged for _, judged in new], today))
    return list(once.values())


def _on_record(cursor: duckdb.DuckDBPyConnection, judged: Sequence[Judged]) -> dict[tuple, Contact]:
    if not judged:
        return {}
    days = [one.entry.day for one in judged]
    students = sorted({one.entry.student_id for one in judged})
    found = read_contacts(cursor, students, min(days), max(days))
    return {contact.key: contact for contact in found if contact.taken_back is None}


def _adds(known: Contact, who: str, entry: Entry) -> bool:
    told = seen_or_not(known.kind, entry.kind), known.with_said(said_by(who, entry))
    return told != (known.kind, known.note)


def _joined(first: Judged, second: Judged) -> Judged:
    one, two = first.entry, second.entry
    lines = dict.fromkeys((*one.note.split("\n"), *two.note.split("\n")))
    note = "\n".join(filter(None, lines))
    return replace(first, entry=replace(one, kind=seen_or_not(one.kind, two.kind), note=note))


def _tell(
    reports: Sequence[ContactsReport], new: Iterable[tuple[Told, Judged]], off: set[tuple]
) -> None:
    rows: dict[int, set[int]] = {}
    days: dict[int, Counter] = {}
    for told, judged in new:
        report = told.sheet.report
        report.changed("contacts_added", 1)
        report.unmatched += judged.unmatched
        rows.setdefault(id(report), set()).add(told.row.number)
        if (judged.school_id, judged.entry.day) in off:
            days.setdefault(id(report), Counter())[judged.entry.day] += 1
    for report in reports:
        report.rows_same = report.rows_kept - len(rows.get(id(report), ()))
        report.unchanged = not report.changes
        _say(report, days.get(id(report), Counter()))


def _say(report: ContactsReport, off: Counter) -> None:
    if report.known:
        report.notes.append(f"{_contacts(report.known)} known already, on record or from another "
                            "line; nothing is logged twice.")  # fmt: skip
    if report.unmatched:
        report.notes.append(f"{_contacts(report.unmatched)} of a student who was not matched with "
                            "that mentor on that day; logged, and marked so.")  # fmt: skip
    if off:
        report.no_school = off.total()
        told = ", ".join(f"{day:%a} {us_day(day)}" for day in sorted(off)[:DAYS_TOLD])
        more = " …" if len(off) > DAYS_TOLD else ""
        report.warnings.append(f"{_contacts(off.total())} on a day without school ({told}{more}); "
                               "check that the days are right.")  # fmt: skip


def _contacts(number: int) -> str:
    return "1 contact is" if number == 1 else f"{number:,} contacts are"


def _off_days(
    cursor: duckdb.DuckDBPyConnection, judged: Sequence[Judged], today: date
) -> set[tuple[str, date]]:
    """The (school, day) of contacts on which there was no school: weekends, and days that the
    calendar leaves out between its first and last one."""
    wanted = {(one.school_id, one.entry.day) for one in judged}
    values = {"schools": sorted({s for s, _ in wanted}), "school_year": school_year_of(today)}
    calendars: dict[str, set[date]] = {}
    for school, day in run(cursor, "school_days_known", **values).fetchall():
        calendars.setdefault(school, set()).add(day)
    spans = {school: (min(days), max(days)) for school, days in calendars.items()}
    never = (date.max, date.min)
    return {
        (school, day) for school, day in wanted
        if day not in calendars.get(school, ())
        and (day.weekday() >= SATURDAY
             or spans.get(school, never)[0] <= day <= spans.get(school, never)[1])
    }  # fmt: skip
