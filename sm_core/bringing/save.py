"""Saves what a student brings, and which adults know whom."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from sm_core.actor import Actor
from sm_core.availability import availability_text, parse_availability
from sm_core.bringing.find import Person, one_person, people, read_profiles
from sm_core.bringing.profile import Profile, require_sound
from sm_core.errors import SmError
from sm_core.mentors.find import one_mentor, read_mentors
from sm_core.mentors.mentor import Mentor
from sm_core.mentors.save import write_new
from sm_core.saving import Record, Save, Writing, merged, new_id, save_once
from sm_core.store import Store
from sm_core.traits import STUDENT, in_order, write_traits

WORDS = {
    "asked": "the day asked", "wish": "the wish", "wished_for": "the wished-for mentor",
    "languages": "the languages", "interests": "the interests", "dislikes": "the dislikes",
    "availability": "the free time", "note": "the note",
}  # fmt: skip
"""Every field of a profile but the adults known, as sentences name it."""
STORED = ("asked", "wish", "wished_for", "note")
LISTS = ("languages", "interests", "dislikes")


def flat(profile: Profile) -> dict:
    """The fields of `WORDS`, with the free time as text: what a form and the history hold."""
    whole = {name: getattr(profile, name) for name in STORED}
    whole |= {name: in_order(getattr(profile.brings, name)) for name in LISTS}
    whole["availability"] = availability_text(profile.brings.availability)
    return {name: whole[name] for name in WORDS}


def shaped(profile: Profile, values: dict) -> Profile:
    """The profile with some of the fields of `WORDS` in place of its own; raises `SmError` for a
    free time that cannot be read."""
    brings = {name: values[name] for name in LISTS if name in values}
    if "availability" in values:
        brings["availability"] = parse_availability(values["availability"])
    said = {name: values[name] for name in STORED if name in values}
    return replace(profile, brings=replace(profile.brings, **brings), **said)


def change_profile(
    store: Store,
    save: Save,
    day: date,
    student_id: str,
    versions: tuple[dict, dict],
    knows: tuple[set[str], set[str]] = (set(), set()),
    new_adult: str = "",
) -> None:
    """Save what a person changed in the form of one student, seen as of `day`.

    `versions` are the form (`flat`) as it was opened and as it is, `knows` the ids of the adults
    known likewise; `new_adult` is the name of one who is not on the roster yet and comes onto it
    as a prospect. Raises `ChangedMeanwhile` where somebody else changed the same field, `SmError`
    for what cannot be, `NotAllowed` for a student of another school.
    """

    def act(writing: Writing) -> None:
        person = _own(writing, day, student_id)
        now = read_profiles(writing.cursor, writing.actor, [student_id])[student_id]
        values = merged(writing, record_of(person), (*versions, flat(now)), WORDS)
        write_profiles(writing, [(person, now, shaped(now, values))])
        opened, wanted = knows
        added = wanted - opened
        if new_adult.strip():
            added |= {_adult(writing, person.school_id, new_adult).mentor_id}
        write_known(writing, {student_id: person}, {(student_id, m) for m in added},
                     {(student_id, m) for m in opened - wanted})  # fmt: skip

    save_once(store, save, act)


def add_adult(store: Store, save: Save, school: str, name: str) -> str | None:
    """Bring an adult onto the roster of a school as a prospect; their id, also where somebody of
    this name is on it already. None for a second click."""
    return save_once(store, save, lambda writing: _adult(writing, school, name).mentor_id)


def save_known(
    store: Store, save: Save, day: date, mentor_id: str, opened: set[str], wanted: set[str]
) -> None:
    """Save whom one adult knows: the ids of the students ticked as the form was opened and as it
    is. Students in neither, and other adults' ticks, stay as they are.

    Raises `SmError` for a student or adult whom the person may not see, `NotAllowed` for a student
    of another school.
    """

    def act(writing: Writing) -> None:
        one_mentor(writing.cursor, writing.actor, writing.save.today, mentor_id)
        touched = sorted(opened ^ wanted)
        found = people(writing.cursor, writing.actor, day, touched)
        if len(found) < len(touched):
            raise SmError(
                f"{len(touched) - len(found)} of these students are not among those you may see "
                "at this date; reload the page."
            )
        for person in found.values():
            writing.actor.require_program(person.school_id)
        write_known(writing, found, {(s, mentor_id) for s in wanted - opened},
                     {(s, mentor_id) for s in opened - wanted})  # fmt: skip

    save_once(store, save, act)


def may_change(actor: Actor, person: Person) -> bool:
    """Whether somebody may change what is noted of this student."""
    return actor.may_upload and actor.may_act_for([person.school_id])


def record_of(person: Person) -> Record:
    return Record("student_profile", person.student_id, person.school_id)


def _own(writing: Writing, day: date, student_id: str) -> Person:
    person = one_person(writing.cursor, writing.actor, day, student_id)
    writing.actor.require_program(person.school_id)
    return person


def write_profiles(writing: Writing, said: list[tuple[Person, Profile, Profile]]) -> None:
    """Put each second profile in place of the first, the same student's as it stands. The adults
    known are not part of it."""
    different = [row for row in said if flat(row[1]) != flat(row[2])]
    for person, now, wanted in different:
        require_sound(wanted, person.label, writing.save.today)
        writing.changed(record_of(person), flat(now), flat(wanted))
    writing.cursor.execute(
        "DELETE FROM program.student_profiles WHERE list_contains($ids::VARCHAR[], student_id)",
        {"ids": [wanted.student_id for _, _, wanted in different]},
    )
    writing.insert("student_profiles", [
        {"student_id": wanted.student_id} | {name: getattr(wanted, name) for name in STORED}
        for _, _, wanted in different
    ])  # fmt: skip
    write_traits(writing, STUDENT, {wanted.student_id: wanted.brings for _, _, wanted in different})


def _adult(writing: Writing, school: str, name: str) -> Mentor:
    """Who is on the roster of the school under this name, or now is, as a prospect."""
    *first, last = name.split() or [""]
    wanted = Mentor(new_id(), " ".join(first), last, schools=(school,))
    for mentor in read_mentors(writing.cursor, writing.actor, writing.save.today):
        same = mentor.name.casefold() == wanted.name.casefold()
        if same and school in mentor.schools and not mentor.closed:
            return mentor
    write_new(writing, [wanted])
    return wanted


Pairs = set[tuple[str, str]]


def write_known(writing: Writing, students: dict[str, Person], add: Pairs, take: Pairs) -> None:
    """Add and take away (student, adult) pairs; a pair that stands already changes nothing."""
    touched = sorted({student for student, _ in add | take})
    rows = read_profiles(writing.cursor, writing.actor, touched).values()
    now = {(profile.student_id, mentor) for profile in rows for mentor in profile.knows}
    add, take = add - now, take & now
    ids = sorted({mentor for _, mentor in add | take})
    found = read_mentors(writing.cursor, writing.actor, writing.save.today, ids)
    names = {mentor.mentor_id: mentor.name for mentor in found}
    if len(names) < len(ids):
        raise SmError("One of these adults is not among those you may see; reload the page.")
    for student, mentor in sorted(add | take):
        known = (student, mentor) in now
        field = f"knows {names[mentor]}"
        writing.changed(record_of(students[student]), {field: known}, {field: not known})
    for student, mentor in sorted(take):
        writing.cursor.execute(
            "DELETE FROM program.known_adults WHERE student_id = $student AND mentor_id = $mentor",
            {"student": student, "mentor": mentor},
        )
    writing.insert("known_adults", [
        {"student_id": student, "mentor_id": mentor, "how": ""} for student, mentor in sorted(add)
    ])  # fmt: skip
