"""Takes answers back that were recorded by mistake, with what they ended."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date

from sm_core.bringing.find import Person, one_person
from sm_core.errors import SmError
from sm_core.families.ending import put_back
from sm_core.families.find import read_answers
from sm_core.families.permission import Answer
from sm_core.families.write import audit, keep_effects, say_no
from sm_core.saving import Record, Save, Writing, save_once
from sm_core.store import Store


def take_back(
    store: Store, save: Save, as_of: date, student_id: str, permission_id: str
) -> list[str] | None:
    """As `take_back_all`, of one answer."""
    return take_back_all(store, save, as_of, {student_id: permission_id})


def take_back_all(
    store: Store, save: Save, as_of: date, ids: Mapping[str, str]
) -> list[str] | None:
    """Take answers back that were recorded by mistake, all or none, given as the id of one by
    student, and put back what they ended. A sentence for each match or choice that is back or
    cannot be; None for a press that was saved before."""
    with store.reading() as cursor:
        found = {s: one_person(cursor, save.actor, as_of, s) for s in ids}
    for school in sorted({person.school_id for person in found.values()}):
        save.actor.require_program(school)

    def act(writing: Writing) -> list[str]:
        return [
            words
            for student, permission_id in ids.items()
            for words in _take_back(writing, found[student], permission_id)
        ]

    return save_once(store, save, act)


def _take_back(writing: Writing, person: Person, permission_id: str) -> list[str]:
    student = person.student_id
    found = read_answers(writing.cursor, [student]).get(student, [])
    answer = next((a for a in found if a.permission_id == permission_id), None)
    if answer is None or answer.taken_back:
        raise SmError(
            f"This answer of the family of {person.label} has been taken back already; open the "
            "family again."
        )
    writing.cursor.execute(
        "UPDATE program.permissions SET taken_back = $when WHERE permission_id = $id",
        {"when": writing.save.when, "id": permission_id},
    )
    record = Record("permission", student, answer.school_id)
    was = {"state": answer.state, "since": answer.since}
    writing.changed(record, was, {"state": "", "since": None}, "Recorded by mistake")
    audit(writing, f"student {student} {answer.state} taken back")
    if not answer.effects:
        return []
    effects = json.loads(answer.effects)
    if others := say_no(writing, [student]):
        return [_hand_on(writing, person, effects, others[student])]
    return put_back(writing, person, effects)


def _hand_on(writing: Writing, person: Person, effects: dict, others: list[Answer]) -> str:
    """Another no stands: what the one taken back ended is put back with that one."""
    other = max(others, key=lambda a: a.order)
    known = json.loads(other.effects) if other.effects else {}
    kept = {kind: [*known.get(kind, []), *effects.get(kind, [])] for kind in {**known, **effects}}
    keep_effects(writing, other.permission_id, kept)
    return (f"The family of {person.label} said no on another occasion, too, so nothing is put "
            "back.")  # fmt: skip
