"""Logs contacts, and takes back those that were slips."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date

import duckdb

from sm_core.actor import MENTOR
from sm_core.contacts.contact import KINDS, LOOKED, SAW, SEEN_BY, Contact, Entry, Said
from sm_core.contacts.find import read_contacts
from sm_core.contacts.judge import BACK, Judged, judge, require_may_log
from sm_core.errors import NotAllowed, SmError, at_once
from sm_core.plausible import us_day
from sm_core.saving import Record, Save, Writing, new_id, save_once
from sm_core.store import Store

GONE = "This contact is not on record any more; reload the page."


@dataclass(frozen=True)
class Logged:
    """What one press did: the `contacts` that are new, how many were `known` already, and of the
    new ones those of students who were not matched with that adult, by name."""

    contacts: tuple[Contact, ...]
    known: int
    unmatched: tuple[str, ...]

    @property
    def new(self) -> tuple[str, ...]:
        """The ids of the new ones."""
        return tuple(contact.contact_id for contact in self.contacts)


def log_contacts(store: Store, save: Save, as_of: date, entries: Sequence[Entry]) -> Logged | None:
    """Log all the contacts or none; None for a press that was saved before.

    One student, day and adult are one contact: told again, it is known already, and only a note or
    "saw" after "looked for" is added to it. Raises `SmError` with a sentence for each contact that
    cannot be or contradicts what is on record, `NotAllowed` for one that is not the person's to
    log.
    """
    assert entries
    return save_once(store, save, lambda writing: write_entries(writing, as_of, entries))


def write_entries(writing: Writing, as_of: date, entries: Sequence[Entry]) -> Logged:
    """As `log_contacts`, within a transaction."""
    today = writing.save.today
    judged = judge(writing.cursor, writing.actor, as_of, today, entries)
    wrong = list(dict.fromkeys(one.problem for one in judged if one.problem))
    if wrong:
        raise SmError(*at_once(wrong))
    require_may_log(writing.actor, today, judged)
    known = on_record(writing.cursor, judged)
    against = [words for one in judged if (words := _against(known.get(one.entry.key), one))]
    if against:
        raise SmError(*at_once(against))
    return write_contacts(writing, judged, known)


def on_record(cursor: duckdb.DuckDBPyConnection, judged: Sequence[Judged]) -> dict[tuple, Contact]:
    """By `key` what stands on record of the students and days of these contacts."""
    if not judged:
        return {}
    students = sorted({one.entry.student_id for one in judged})
    days = [one.entry.day for one in judged]
    stored = read_contacts(cursor, students, min(days), max(days))
    return {contact.key: contact for contact in stored if contact.taken_back is None}


def _against(known: Contact | None, one: Judged) -> str:
    """Why the kind cannot be told; "saw" is what a form says where somebody only adds a note."""
    told = one.entry.kind
    if known is None or told == SAW or told == seen_or_not(known.kind, told):
        return ""
    was = "was not there" if told == LOOKED else "was not seen"
    return (f'{one.student}: "{KINDS[known.kind].lower()}" is logged for {us_day(known.day)} '
            f"already; take it back first if the student {was}.")  # fmt: skip


def write_contacts(
    writing: Writing, judged: Sequence[Judged], known: Mapping[tuple, Contact]
) -> Logged:
    """Log those that have been let through; `known` are those `on_record`."""
    new: dict[tuple, Contact] = {}
    unmatched: dict[str, None] = {}
    for one in judged:
        before = known.get(one.entry.key) or new.get(one.entry.key)
        if before is None:
            new[one.entry.key] = _as_contact(writing, one)
            unmatched |= {one.student: None} if one.unmatched else {}
        elif one.entry.key in known:
            add_to(writing, before, one.entry.kind, said_by(writing.actor.person, one.entry))
    _put(writing, list(new.values()))
    return Logged(tuple(new.values()), len(judged) - len(new), tuple(unmatched))


def _as_contact(writing: Writing, one: Judged) -> Contact:
    entry, save = one.entry, writing.save
    bare = Contact(
        new_id(), entry.student_id, entry.mentor_id, one.school_id, entry.day, entry.kind,
        "", entry.person, save.when, save.actor.person,
    )  # fmt: skip
    return replace(bare, note=bare.with_said(said_by(save.actor.person, entry)))


def said_by(who: str, entry: Entry) -> list[Said]:
    """The lines of the note of an entry; several where a sheet tells of the contact twice."""
    return [(who, text) for text in entry.note.split("\n")]


def _record(contact: Contact) -> Record:
    return Record("student_contact", contact.student_id, contact.school_id)


def _put(writing: Writing, contacts: list[Contact]) -> None:
    for contact in contacts:
        said = {"day": contact.day, "kind": contact.kind, "who": contact.person,
                "note": contact.note}  # fmt: skip
        writing.changed(_record(contact), {}, said)
    writing.insert("contacts", [asdict(contact) for contact in contacts])


def add_to(writing: Writing, known: Contact, kind: str, said: Sequence[Said]) -> None:
    """Store what the second telling of a contact adds to the first one."""
    kind, note = seen_or_not(known.kind, kind), known.with_said(said)
    before, after = {"kind": known.kind, "note": known.note}, {"kind": kind, "note": note}
    if writing.changed(_record(known), before, after):
        writing.cursor.execute(
            "UPDATE program.contacts SET kind = $kind, note = $note WHERE contact_id = $id",
            {"kind": kind, "note": note, "id": known.contact_id},
        )


def seen_or_not(known: str, told: str) -> str:
    """The kind of a contact told twice: who was seen was not looked for in vain."""
    return known if known in SEEN_BY else told


def take_back(store: Store, save: Save, contact_ids: Sequence[str]) -> None:
    """Take back contacts that were logged by mistake; those taken back already stay so. Raises
    `SmError` for ids that are not on record, `NotAllowed` for another mentor's or school's."""
    save_once(store, save, lambda writing: write_back(writing, list(contact_ids)))


def take_back_untouched(store: Store, save: Save, logged: Sequence[Contact]) -> int | None:
    """Take back what one press `logged`, but those to which somebody has added since: a mentor's
    note must not go with the slip of another. How many of them stay; else as `take_back`."""
    then = {contact.contact_id: (contact.kind, contact.note) for contact in logged}

    def act(writing: Writing) -> int:
        found = read_contacts(writing.cursor, ids=list(then))
        stay = {c.contact_id for c in found
                if c.taken_back is None and (c.kind, c.note) != then[c.contact_id]}  # fmt: skip
        write_back(writing, [contact for contact in then if contact not in stay])
        return len(stay)

    return save_once(store, save, act)


def write_back(writing: Writing, ids: list[str]) -> None:
    found = read_contacts(writing.cursor, ids=ids)
    if len(found) < len(set(ids)):
        raise SmError(GONE)
    still = [contact for contact in found if contact.taken_back is None]
    for contact in still:
        _require_own(writing, contact)
    strike(writing, still, "Logged by mistake")


def strike(writing: Writing, contacts: Sequence[Contact], reason: str) -> None:
    """Take back contacts that stand, once the person may."""
    for contact in contacts:
        was = {"day": contact.day, "kind": contact.kind, "who": contact.person}
        writing.changed(_record(contact), was, dict.fromkeys(was, ""), reason)
    writing.cursor.execute(
        "UPDATE program.contacts SET taken_back = $when "
        "WHERE contact_id IN (SELECT unnest($ids::VARCHAR[]))",
        {"when": writing.save.when, "ids": [contact.contact_id for contact in contacts]},
    )


def _require_own(writing: Writing, contact: Contact) -> None:
    actor = writing.actor
    if actor.role != MENTOR:
        actor.require_program(contact.school_id)
    elif contact.mentor_id != actor.mentor_id or contact.student_id not in actor.students:
        raise NotAllowed("A mentor may take back only contacts of their own with their students.")
    elif contact.day < writing.save.today - BACK:
        raise NotAllowed(
            f"{us_day(contact.day)} is more than two weeks ago; ask your coordinator to take the "
            "contact back."
        )
