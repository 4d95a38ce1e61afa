"""The contacts of students whom a person may see."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import duckdb

from sm_core.actor import MENTOR, Actor
from sm_core.bringing.find import people
from sm_core.contacts.contact import Contact
from sm_core.queries import run
from sm_core.store import Store

LONG_AGO, FAR_AHEAD = date(1990, 1, 1), date(2099, 12, 31)


def contacts_with(
    store: Store, actor: Actor, as_of: date, students: list[str],
    first: date = LONG_AGO, last: date = FAR_AHEAD,
) -> list[Contact]:  # fmt: skip
    """The contacts with those of the students whom the actor may see as of the attendance date,
    from `first` to `last`, both inclusive, the newest first, without those taken back. A mentor
    sees their own, `for_mentor`."""
    with store.reading() as cursor:
        seen = list(people(cursor, actor, as_of, students))
        found = read_contacts(cursor, seen, first, last)
    standing = [c for c in found if c.taken_back is None]
    if actor.role != MENTOR:
        return standing
    return [for_mentor(c, actor) for c in standing if c.mentor_id == actor.mentor_id]


def for_mentor(contact: Contact, actor: Actor) -> Contact:
    """As the mentor may read it: with what they wrote themselves, and no note of others."""
    return replace(contact, note=contact.noted_by(actor.person))


def read_contacts(
    cursor: duckdb.DuckDBPyConnection, students: list[str] | None = None,
    first: date = LONG_AGO, last: date = FAR_AHEAD, ids: list[str] | None = None,
) -> list[Contact]:  # fmt: skip
    """As `contacts_with` for whoever has been let through, those taken back among them."""
    values = {"students": students, "ids": ids, "first": first, "last": last}
    return [Contact(*row) for row in run(cursor, "contacts_of", **values).fetchall()]
