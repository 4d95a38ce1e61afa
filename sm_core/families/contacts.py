"""The log of attempts to reach a family, meetings with it and events it was asked to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, fields
from datetime import date, datetime

from sm_core.actor import MENTOR, Actor
from sm_core.bringing.find import Person, one_person, people
from sm_core.errors import SmError
from sm_core.families.find import read_households
from sm_core.plausible import require_done
from sm_core.queries import run
from sm_core.saving import Record, Save, Writing, new_id, save_once
from sm_core.seen import Seen
from sm_core.store import Store

REACHED, MESSAGE, NO_ANSWER, WRONG = "reached", "left a message", "no answer", "wrong number"
CAME, STAYED_AWAY = "came", "did not come"
ASKED_FOR_TIME, OTHER = "asked for time", "other"
OUTCOMES = {
    REACHED: "Reached", MESSAGE: "Left a message", NO_ANSWER: "No answer",
    WRONG: "Wrong number or address", CAME: "Came", STAYED_AWAY: "Did not come",
    ASKED_FOR_TIME: "Asked for time", OTHER: "Other (say in the note)",
}  # fmt: skip
KINDS = {
    "phone": "Phone call", "text": "Text message", "e-mail": "E-mail", "letter": "Letter",
    "home visit": "Home visit", "meeting": "Meeting", "event": "Event",
}  # fmt: skip
_WRITTEN = (REACHED, NO_ANSWER, WRONG, ASKED_FOR_TIME, OTHER)
_IN_PERSON = (REACHED, MESSAGE, NO_ANSWER, WRONG, ASKED_FOR_TIME, OTHER)
FITTING = {
    "phone": _IN_PERSON, "text": _WRITTEN, "e-mail": _WRITTEN, "letter": _WRITTEN,
    "home visit": _IN_PERSON, "meeting": (CAME, STAYED_AWAY, ASKED_FOR_TIME, OTHER),
    "event": (CAME, STAYED_AWAY, OTHER),
}  # fmt: skip
"""The outcomes that each kind can have, the usual one first."""
LONGEST = 500


@dataclass(frozen=True)
class Attempt:
    """How somebody tried to reach a family, and with what outcome. `person` is who tried;
    `family_id` the household, "" for whichever."""

    kind: str
    day: date | None
    outcome: str
    person: str = ""
    note: str = ""
    family_id: str = ""


@dataclass(frozen=True)
class Contact:
    """An attempt as it stands on record; one `taken_back` was logged by mistake."""

    contact_id: str
    student_id: str
    family_id: str
    school_id: str
    kind: str
    day: date
    outcome: str
    person: str
    note: str
    recorded: datetime | None = None
    recorded_by: str = ""
    taken_back: datetime | None = None


def log_contacts(
    store: Store, save: Save, as_of: date, attempts: Mapping[str, Attempt]
) -> int | None:
    """Log an attempt per student id, all or none; how many, None for a press that was saved before.

    The students are those seen as of the attendance date. Raises `SmError` with a sentence for each
    attempt that cannot be, `NotAllowed` for a school that is not the person's.
    """
    assert attempts
    with store.reading() as cursor:
        found = people(cursor, save.actor, as_of, list(attempts))
        households = read_households(cursor, list(attempts))
    for school in sorted({person.school_id for person in found.values()}):
        save.actor.require_program(school)
    wrong = []
    for student, attempt in attempts.items():
        known = {"", *(h.family_id for h in households.get(student, ()))}
        wrong += _wrong(attempt, found.get(student), known, save.today, student)
    if wrong:
        raise SmError(*wrong[:10])
    return save_once(store, save, lambda writing: _write(writing, found, attempts))


def _wrong(
    attempt: Attempt, person: Person | None, known: set[str], today: date, student: str
) -> Iterator[str]:
    if person is None:
        yield f"There is no student {student} among those you may see; check the id."
        return
    name = person.label
    if attempt.kind not in KINDS:
        yield f'{name}: "{attempt.kind}" is no way to reach a family; choose {", ".join(KINDS)}.'
    elif attempt.outcome not in FITTING[attempt.kind]:
        fitting = ", ".join(FITTING[attempt.kind])
        yield (f'{name}: "{attempt.outcome}" is no outcome of a contact by {attempt.kind}; choose '
               f"{fitting}.")  # fmt: skip
    if attempt.outcome == OTHER and not attempt.note.strip():
        yield f"{name}: say in the note what came of it."
    if attempt.family_id not in known:
        yield f"{name}: this household is not among those on record; open the family again."
    if max(len(attempt.note), len(attempt.person)) > LONGEST:
        yield f"{name}: that is too long; keep it under {LONGEST} letters."
    if attempt.day is None:
        yield f"{name}: give the day of the contact."
        return
    try:
        require_done(attempt.day, f"{name}: the contact", today)
    except SmError as error:
        yield from error.sentences


def _write(writing: Writing, found: Mapping[str, Person], attempts: Mapping[str, Attempt]) -> int:
    rows = [
        Contact(
            new_id(), student, attempt.family_id, found[student].school_id, attempt.kind,
            attempt.day, attempt.outcome, attempt.person.strip() or writing.actor.person,
            attempt.note.strip(), writing.save.when, writing.actor.person,
        )
        for student, attempt in attempts.items()
    ]  # fmt: skip
    for row in rows:
        said = {"kind": row.kind, "day": row.day, "outcome": row.outcome, "note": row.note}
        writing.changed(Record("contact", row.student_id, row.school_id), {}, said)
    writing.insert("family_contacts", [asdict(row) for row in rows])
    return len(rows)


def take_back_contact(
    store: Store, save: Save, as_of: date, student_id: str, contact_id: str
) -> None:
    """Take a contact back that was logged by mistake."""

    def act(writing: Writing) -> None:
        person = one_person(writing.cursor, writing.actor, as_of, student_id)
        writing.actor.require_program(person.school_id)
        found = read_attempts(writing.cursor, [student_id])
        contact = next((c for c in found if c.contact_id == contact_id), None)
        if contact is None or contact.taken_back:
            raise SmError("This contact has been taken back already; open the family again.")
        writing.cursor.execute(
            "UPDATE program.family_contacts SET taken_back = $when WHERE contact_id = $id",
            {"when": save.when, "id": contact_id},
        )
        was = {"kind": contact.kind, "day": contact.day, "outcome": contact.outcome}
        writing.changed(Record("contact", student_id, contact.school_id), was,
                        dict.fromkeys(was, ""), "Logged by mistake")  # fmt: skip

    save_once(store, save, act)


def contacts_of(store: Store, actor: Actor, as_of: date, student_id: str) -> list[Contact]:
    """The log of a student whom the actor may see, the newest first, those taken back among them;
    nothing for a mentor."""
    if actor.role == MENTOR:
        return []
    with store.reading() as cursor:
        one_person(cursor, actor, as_of, student_id)
        return read_attempts(cursor, [student_id])


def last_contacts(store: Store, seen: Seen, day: date) -> dict[str, Contact]:
    """By student, the last contact up to `day` with the families of those seen; none for a
    mentor."""
    if seen.actor.role == MENTOR:
        return {}
    ids = set(seen.students["student_id"].to_pylist())
    with store.reading() as cursor:
        rows = [Contact(*row) for row in run(cursor, "last_contacts", day=day).fetchall()]
    return {contact.student_id: contact for contact in rows if contact.student_id in ids}


def read_attempts(cursor, ids: list[str]) -> list[Contact]:
    columns = ", ".join(field.name for field in fields(Contact))
    rows = cursor.execute(
        f"SELECT {columns} FROM program.family_contacts "
        "WHERE list_contains($ids::VARCHAR[], student_id) ORDER BY day DESC, recorded DESC",
        {"ids": ids},
    ).fetchall()
    return [Contact(*row) for row in rows]
