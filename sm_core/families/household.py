"""Saves the households of a student: where letters go, one or several, each until it is ended."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date

from sm_core.bringing.find import Person, one_person
from sm_core.errors import SmError
from sm_core.families.find import Household, read_households
from sm_core.plausible import is_phone
from sm_core.saving import Record, Save, Writing, merged, new_id, save_once
from sm_core.store import Store

WORDS = {
    "addressee": "the addressee", "address": "the address", "language": "the language",
    "phone": "the phone", "email": "the e-mail", "note": "the note",
}  # fmt: skip
"""Every field of a household that a person changes, as sentences name it."""
LONGEST, LINES, LONGEST_NOTE = 120, 6, 500


def flat(household: Household) -> dict[str, str]:
    """The fields of `WORDS`: what a form and the history hold."""
    return {name: getattr(household, name) for name in WORDS}


def tidy(values: dict[str, str]) -> dict[str, str]:
    """Without empty lines and spaces around; only an address and a note may have several lines."""
    return {name: _tidy(name, text) for name, text in values.items()}


def _tidy(name: str, text: str) -> str:
    lines = [" ".join(line.split()) for line in text.splitlines()]
    between = "\n" if name in ("address", "note") else " "
    return between.join(line for line in lines if line)


def add_household(
    store: Store, save: Save, as_of: date, student_id: str, values: dict[str, str]
) -> str | None:
    """Add a household of a student seen as of the attendance date, with the fields of `WORDS`; its
    id, None for a press that was saved before.

    Raises `SmError` for fields that cannot be and for a household that is on record already,
    `NotAllowed` for a student of another school.
    """

    def act(writing: Writing) -> str:
        person, now = _own(writing, as_of, student_id)
        wanted = Household(new_id(), student_id, **tidy(values), added=save.today)
        require_sound(wanted)
        if any((h.addressee, h.address) == (wanted.addressee, wanted.address)
               for h in now if h.counts_on(save.today)):  # fmt: skip
            raise SmError(f"{wanted.addressee} at this address is a household of "
                          f"{person.label} already.")  # fmt: skip
        writing.changed(_record(person, wanted.family_id), {}, flat(wanted))
        writing.insert("families", [asdict(wanted)])
        return wanted.family_id

    return save_once(store, save, act)


def change_household(
    store: Store, save: Save, as_of: date, family: tuple[str, str], versions: tuple[dict, dict]
) -> None:
    """Save what a person changed in a household, given as (student id, family id); `versions` are
    its fields as the form was opened and as it is.

    Raises `ChangedMeanwhile` where somebody else changed the same field, else as `add_household`.
    """

    def act(writing: Writing) -> None:
        person, household = _one(writing, as_of, *family)
        opened, wanted = versions
        record, now = _record(person, household.family_id), flat(household)
        values = merged(writing, record, (opened, tidy(wanted), now), WORDS)
        require_sound(Household(household.family_id, person.student_id, **values))
        writing.changed(record, now, values)
        _put(writing, household.family_id, values)

    save_once(store, save, act)


def end_household(
    store: Store, save: Save, as_of: date, family: tuple[str, str], reason: str
) -> None:
    """From today no letter goes to the household (student id, family id), and it need not be told;
    what it said stays on record. Raises `SmError` without a reason or for one ended already."""

    def act(writing: Writing) -> None:
        person, household = _one(writing, as_of, *family)
        if not reason.strip():
            raise SmError("Say why this household is ended.")
        if not household.counts_on(save.today):
            raise SmError(f"{household.addressee} has been ended already; open the family again.")
        _end(writing, person, household, save.today, reason.strip())

    save_once(store, save, act)


def resume_household(store: Store, save: Save, as_of: date, family: tuple[str, str]) -> None:
    """Take a household up again that was ended."""

    def act(writing: Writing) -> None:
        person, household = _one(writing, as_of, *family)
        _end(writing, person, household, None, "")

    save_once(store, save, act)


def _end(
    writing: Writing, person: Person, household: Household, ended: date | None, reason: str
) -> None:
    record = _record(person, household.family_id)
    writing.changed(record, {"ended": household.ended}, {"ended": ended}, reason)
    _put(writing, household.family_id, {"ended": ended})


def _put(writing: Writing, family_id: str, values: dict) -> None:
    changes = ", ".join(f"{name} = ${name}" for name in values)
    writing.cursor.execute(
        f"UPDATE program.families SET {changes} WHERE family_id = $family_id",
        values | {"family_id": family_id},
    )


def require_sound(household: Household) -> None:
    """Raise `SmError` with a sentence for each field that cannot be."""
    wrong = [
        f"{words.capitalize()} is too long; keep it under {_longest(name)} letters."
        for name, words in WORDS.items()
        if len(getattr(household, name)) > _longest(name)
    ]
    if not household.addressee:
        wrong.append("Give the name of whom letters are addressed to.")
    if household.address.count("\n") >= LINES:
        wrong.append(f"The address has more than {LINES} lines; an envelope has no place for them.")
    if household.email and "@" not in household.email.strip("@"):
        wrong.append(f'"{household.email}" is no e-mail address.')
    if household.phone and not is_phone(household.phone):
        wrong.append(f'"{household.phone}" is no phone number.')
    if wrong:
        raise SmError(*wrong)


def _longest(name: str) -> int:
    return LONGEST_NOTE if name in ("address", "note") else LONGEST


def _record(person: Person, family_id: str) -> Record:
    return Record("household", family_id, person.school_id)


def _own(writing: Writing, as_of: date, student_id: str) -> tuple[Person, list[Household]]:
    person = one_person(writing.cursor, writing.actor, as_of, student_id)
    writing.actor.require_program(person.school_id)
    return person, read_households(writing.cursor, [student_id]).get(student_id, [])


def _one(
    writing: Writing, as_of: date, student_id: str, family_id: str
) -> tuple[Person, Household]:
    person, found = _own(writing, as_of, student_id)
    household = next((h for h in found if h.family_id == family_id), None)
    if household is None:
        raise SmError(f"This is no household of {person.label}; open the family again.")
    return person, household
