"""What of the contacts that sheets tell is new, and what is odd about it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

import duckdb

from sm_core.contact_sheets.report import ContactsReport
from sm_core.contact_sheets.told import Told
from sm_core.contacts.contact import SEEN_BY, Contact, Entry
from sm_core.contacts.judge import Judged
from sm_core.contacts.log import on_record, said_by, seen_or_not
from sm_core.contacts.school_week import SATURDAY
from sm_core.plausible import us_day
from sm_core.queries import run
from sm_core.school_year import school_year_of

DAYS_TOLD, TOLD = 5, 10
Named = defaultdict[tuple[int, str], list[Judged]]
"""By report and what there is to say of them: "known", "unmatched", or the kind on record that the
sheet contradicts."""


def count(
    cursor: duckdb.DuckDBPyConnection, reports: Sequence[ContactsReport],
    sound: Sequence[tuple[Told, Judged]], today: date, who: str,
) -> list[Judged]:  # fmt: skip
    """Each of the contacts that can be once, with all that is told of it, those known among them;
    the reports are told how many there are. `who` brings them in."""
    known = on_record(cursor, [judged for _, judged in sound])
    once: dict[tuple, Judged] = {}
    new: list[tuple[Told, Judged]] = []
    named: Named = defaultdict(list)
    for told, judged in sound:
        report, key = told.sheet.report, judged.entry.key
        if key in known:
            report.known += 1
            named[id(report), "known"].append(judged)
            report.changed("contacts_changed", _adds(known[key], who, judged.entry))
            if _contradicts(told, known[key].kind):
                named[id(report), known[key].kind].append(judged)
        elif key in once:
            report.known += 1
            named[id(report), "known"].append(judged)
        else:
            new.append((told, judged))
        once[key] = _joined(once[key], judged) if key in once else judged
    _tell(reports, new, named, _off_days(cursor, [judged for _, judged in new], today))
    return list(once.values())


def _adds(known: Contact, who: str, entry: Entry) -> bool:
    told = seen_or_not(known.kind, entry.kind), known.with_said(said_by(who, entry))
    return told != (known.kind, known.note)


def _contradicts(told: Told, kind: str) -> bool:
    """Whether the sheet says another kind than that on record, which stays; a row for each contact
    without a kind says none."""
    said = told.sheet.days or told.row.text("kind")
    return bool(said) and seen_or_not(kind, told.entry.kind) != told.entry.kind


def _joined(first: Judged, second: Judged) -> Judged:
    one, two = first.entry, second.entry
    lines = dict.fromkeys((*one.note.split("\n"), *two.note.split("\n")))
    note = "\n".join(filter(None, lines))
    return replace(first, entry=replace(one, kind=seen_or_not(one.kind, two.kind), note=note))


def _tell(
    reports: Sequence[ContactsReport], new: Iterable[tuple[Told, Judged]], named: Named,
    off: set[tuple],
) -> None:  # fmt: skip
    rows: dict[int, set[int]] = {}
    days: dict[int, Counter] = {}
    for told, judged in new:
        report = told.sheet.report
        report.changed("contacts_added", 1)
        if judged.unmatched:
            report.unmatched += 1
            named[id(report), "unmatched"].append(judged)
        rows.setdefault(id(report), set()).add(told.row.number)
        if (judged.school_id, judged.entry.day) in off:
            days.setdefault(id(report), Counter())[judged.entry.day] += 1
    for report in reports:
        report.rows_same = report.rows_kept - len(rows.get(id(report), ()))
        report.unchanged = not report.changes
        _say(report, named, days.get(id(report), Counter()))


def _say(report: ContactsReport, named: Named, off: Counter) -> None:
    if known := named[id(report), "known"]:
        report.notes.append(f"{_contacts(len(known))} known already, on record or from another "
                            f"line; nothing is logged twice: {_names(known)}.")  # fmt: skip
    if changed := report.changes.get("contacts_changed"):
        to = "1 known contact" if changed == 1 else f"{changed:,} known contacts"
        report.notes.append(f"To {to} something is added: a note under your name, or saw after "
                            "looked for. Undo leaves it.")  # fmt: skip
    for kind in SEEN_BY:
        if other := named[id(report), kind]:
            report.warnings.append(f"{_contacts(len(other))} on record as {kind}, where the sheet "
                                   f"says otherwise; the record stays: {_names(other)}. Take it "
                                   "back first if it is wrong.")  # fmt: skip
    if unmatched := named[id(report), "unmatched"]:
        report.notes.append(f"{_contacts(len(unmatched))} of a student who was not matched with "
                            "that mentor on that day; logged, and marked so: "
                            f"{_names(unmatched)}.")  # fmt: skip
    if off:
        report.no_school = off.total()
        told = ", ".join(f"{day:%a} {us_day(day)}" for day in sorted(off)[:DAYS_TOLD])
        more = " …" if len(off) > DAYS_TOLD else ""
        report.warnings.append(f"{_contacts(off.total())} on a day without school ({told}{more}); "
                               "check that the days are right.")  # fmt: skip


def _contacts(number: int) -> str:
    return "1 contact is" if number == 1 else f"{number:,} contacts are"


def _names(judged: Sequence[Judged]) -> str:
    """Like "Rosa Delgado on Jan 26, 2026 by David Okafor", the first ten."""
    told = [f"{one.student} on {us_day(one.entry.day)} by {one.entry.person}"
            for one in judged[:TOLD]]  # fmt: skip
    return "; ".join([*told, f"and {len(judged) - TOLD:,} more"] if judged[TOLD:] else told)


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
