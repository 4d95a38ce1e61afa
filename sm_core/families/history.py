"""Who changed what about one family: answers, households, contacts."""

from __future__ import annotations

from datetime import date

from sm_core.actor import MENTOR, Actor
from sm_core.bringing.find import one_person
from sm_core.families.find import read_households
from sm_core.history import Change, history_of
from sm_core.store import Store

ABOUT = {"permission": "Answer", "contact": "Contact"}
"""The kinds of records kept under the id of the student, as people name them."""


def family_history(
    store: Store, actor: Actor, as_of: date, student_id: str
) -> list[tuple[str, Change]]:
    """(what the change is about, the change) of the family of a student whom the actor may see, the
    newest first; nothing for a mentor."""
    if actor.role == MENTOR:
        return []
    with store.reading() as cursor:
        one_person(cursor, actor, as_of, student_id)
        households = read_households(cursor, [student_id]).get(student_id, [])
    told = [(f"{words}: {change.field}", change) for kind, words in ABOUT.items()
            for change in history_of(store, kind, student_id)]  # fmt: skip
    told += [(f"Household {h.addressee}: {change.field}", change) for h in households
             for change in history_of(store, "household", h.family_id)]  # fmt: skip
    return sorted(told, key=lambda row: row[1].happened, reverse=True)
