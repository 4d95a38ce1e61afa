"""The week of one mentor as a grid of students and days, and what was changed in it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sm_core.contacts.board import Line
from sm_core.contacts.contact import SAW, Contact, Entry
from sm_core.contacts.find import read_contacts
from sm_core.contacts.log import write_back, write_entries
from sm_core.contacts.school_week import SchoolWeek, days_from
from sm_core.queries import run
from sm_core.saving import Save, Writing, save_once
from sm_core.seen import Seen
from sm_core.standing import Asked
from sm_core.store import Store

Days = Mapping[str, Collection[date]]
"""By student the days with a tick."""


@dataclass(frozen=True)
class Row:
    """A student on the grid: the `days` that can be ticked, those on which the mentor is on record
    to have `seen` the student, those on which the student was `away` all day, and the contacts
    `beside` the grid: of another kind, on another day or by another adult."""

    line: Line
    days: tuple[date, ...]
    seen: tuple[date, ...]
    away: tuple[date, ...]
    beside: tuple[Contact, ...]

    @property
    def doubted(self) -> list[date]:
        """Days on which somebody saw the student whom the file calls absent all day: one of the two
        is wrong."""
        saw = {*self.seen, *(contact.day for contact in self.beside if contact.kind == SAW)}
        return [day for day in self.away if day in saw]


@dataclass(frozen=True)
class Filled:
    """What one press did: contacts `logged`, `known` already, and `taken_back`."""

    logged: int
    known: int
    taken_back: int


def week_grid(
    store: Store, seen: Seen, today: date, week: SchoolWeek, lines: Sequence[Line]
) -> list[Row]:
    """The lines in their order, with the days and contacts of which the actor
    of `seen` may know. What cannot be ticked: days known to be without school, days after `today`,
    before the match and from its end on, and days on which the mentor talked with the student or
    looked for them; those stand beside."""
    days, actor = days_from(week.monday), seen.actor
    asked = Asked(seen.asked.as_of, day_rule="fractional")
    values = asked.parameters(actor) | {
        "matches": [line.match_id for line in lines], "mentor": actor.mentor_id,
        "here": seen.here, "first": days[0], "last": days[-1], "through": today, "day": today,
    }  # fmt: skip
    with store.reading() as cursor:
        away = run(cursor, "days_away", asked.pieces, **values).fetchall()
        contacts = run(cursor, "contacts_in_week", **values).fetchall()
    missed, had = defaultdict(list), defaultdict(list)
    for student, day in away:
        missed[student].append(day)
    for match, *said in contacts:
        had[match].append(Contact(*said))
    return [_row(line, today, week, missed[line.student_id], had[line.match_id])
            for line in lines]  # fmt: skip


def _row(
    line: Line, today: date, week: SchoolWeek, away: list[date], had: list[Contact]
) -> Row:  # fmt: skip
    own = [contact for contact in had if contact.mentor_id == line.mentor_id]
    otherwise = {contact.day for contact in own if contact.kind != SAW}
    days = [day for day in week.days(line.at_school)
            if day <= today and line.holds_on(day) and day not in otherwise]  # fmt: skip
    seen = {contact.day for contact in own if contact.kind == SAW} & set(days)
    beside = [c for c in had if c not in own or c.day not in seen]
    return Row(line, tuple(days), tuple(sorted(seen)), tuple(away), tuple(beside))


def fill_week(
    store: Store, save: Save, as_of: date, mentor_id: str, opened: Days, wanted: Days
) -> Filled | None:
    """Save what the person changed between the grid as it was `opened` and as it is `wanted`, and
    nothing else: a tick more is a contact of the mentor, one less takes "saw" back; all or none,
    and None for a press that was saved before.

    A contact that somebody else logged, changed or took back in the meantime stays as they left
    it. Raises `SmError` with a sentence for each contact that cannot be, `NotAllowed` for what is
    not the person's to log.
    """
    before, after = _ticks(opened), _ticks(wanted)
    entries = [Entry(student, day, mentor_id) for student, day in sorted(after - before)]

    def act(writing: Writing) -> Filled:
        said = write_entries(writing, as_of, entries) if entries else None
        back = _seen_by(writing, mentor_id, before - after)
        if back:
            write_back(writing, back)
        return Filled(len(said.new) if said else 0, said.known if said else 0, len(back))

    return save_once(store, save, act)


def _ticks(days: Days) -> set[tuple[str, date]]:
    return {(student, day) for student, own in days.items() for day in own}


def _seen_by(writing: Writing, mentor_id: str, ticks: set[tuple[str, date]]) -> list[str]:
    """The ids of what the mentor is on record to have seen on these days."""
    if not ticks:
        return []
    students, days = {student for student, _ in ticks}, {day for _, day in ticks}
    found = read_contacts(writing.cursor, sorted(students), min(days), max(days))
    return [
        contact.contact_id for contact in found
        if contact.mentor_id == mentor_id and contact.kind == SAW and contact.taken_back is None
        and (contact.student_id, contact.day) in ticks
    ]  # fmt: skip
