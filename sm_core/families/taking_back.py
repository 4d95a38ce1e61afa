"""Takes answers back that were recorded by mistake, with what they ended."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from sm_core.bringing.find import Person, people
from sm_core.errors import SmError
from sm_core.families.find import read_answers, said_no
from sm_core.families.permission import NO, Answer
from sm_core.families.putting_back import put_back
from sm_core.families.write import end_refused, put_answers, with_effects
from sm_core.saving import PERMISSION, Record, Save, Writing, save_once
from sm_core.store import Store
from sm_core.student import UNSEEN


def take_back_all(
    store: Store, save: Save, as_of: date, ids: Mapping[str, str]
) -> list[str] | None:
    """Take answers back that were recorded by mistake, all or none, given as the id of one by
    student, and put back what they ended. A sentence for each match or choice that is back or
    cannot be, or that ends because an earlier no stands again; None for a press that was saved
    before. Raises `SmError` for a student not seen, `NotAllowed` for a school not the person's."""
    with store.reading() as cursor:
        found = people(cursor, save.actor, as_of, list(ids))
    if found.keys() != ids.keys():
        raise SmError(UNSEEN)
    for school in sorted({person.school_id for person in found.values()}):
        save.actor.require_program(school)
    return save_once(store, save, lambda writing: _take_back(writing, found, ids))


def _take_back(writing: Writing, found: Mapping[str, Person], ids: Mapping[str, str]) -> list[str]:
    known = read_answers(writing.cursor, list(ids))
    taken = {s: _recorded(found[s], known.get(s, []), answer) for s, answer in ids.items()}
    for answer in taken.values():
        _tell(writing, answer)
    put_answers(writing, [replace(a, taken_back=writing.save.when) for a in taken.values()])
    no = said_no(writing.cursor, list(ids), writing.save.today)
    effects = {s: json.loads(a.effects) for s, a in taken.items() if a.effects}
    # Of a yes taken back a no may be left, which holds as if nothing had been said after it.
    stands_again = {s: found[s].label for s, a in taken.items() if a.state not in NO and s in no}
    return [
        *_hand_on(writing, found, {s: kept for s, kept in effects.items() if s in no}, no),
        *put_back(writing, found, {s: kept for s, kept in effects.items() if s not in no}),
        *end_refused(writing, stands_again),
    ]


def _recorded(person: Person, answers: list[Answer], permission_id: str) -> Answer:
    answer = next((a for a in answers if a.permission_id == permission_id), None)
    if answer is None or answer.taken_back:
        raise SmError(
            f"This answer of the family of {person.label} has been taken back already; open the "
            "family again."
        )
    return answer


def _tell(writing: Writing, answer: Answer) -> None:
    record = Record("permission", answer.student_id, answer.school_id)
    was = {"state": answer.state, "since": answer.since}
    writing.changed(record, was, {"state": "", "since": None}, "Recorded by mistake")
    writing.account_for(PERMISSION, f"student {answer.student_id} {answer.state} taken back")


def _hand_on(
    writing: Writing, found: Mapping[str, Person], effects: Mapping[str, dict],
    no: Mapping[str, list[Answer]],
) -> list[str]:  # fmt: skip
    """Another no stands: what the one taken back ended is put back with that one."""
    put_answers(writing, [with_effects(no[s][0], kept) for s, kept in effects.items()])
    return [
        f"The family of {found[student].label} said no on another occasion, too, so nothing is "
        "put back."
        for student in effects
    ]
