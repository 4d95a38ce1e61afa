"""Saves mentors: new ones, and what a person changed in one."""

from __future__ import annotations

from dataclasses import fields, replace

from sm_core.actor import Actor
from sm_core.availability import availability_text, parse_availability
from sm_core.errors import NotAllowed
from sm_core.mentors.checks import require_sound
from sm_core.mentors.find import one_mentor
from sm_core.mentors.mentor import Mentor
from sm_core.saving import Record, Save, Writing, merged, save_once
from sm_core.store import Store
from sm_core.traits import MENTOR, Traits, in_order, write_traits

WORDS = {
    "first_name": "the first name", "last_name": "the last name", "kind": "the kind of mentor",
    "position": "the position", "organization": "the organization", "email": "the e-mail",
    "phone": "the phone", "schools": "the schools", "capacity": "the students at once",
    "note": "the note", "grades": "the grades", "languages": "the languages",
    "interests": "the interests", "dislikes": "the dislikes", "availability": "the free time",
    "started": "the start", "paused": "the pause", "closed": "the end",
    "state_reason": "the reason",
}  # fmt: skip
"""Every field of a record that a person changes, as sentences name it."""

STORED = (
    "first_name", "last_name", "kind", "position", "organization", "email", "phone", "capacity",
    "note", "started", "paused", "closed", "state_reason",
)  # fmt: skip


def flat(mentor: Mentor) -> dict:
    """The fields of `WORDS`, with the free time as text: what a form and the history hold."""
    brings = vars(mentor.brings) | {"schools": mentor.schools}
    lists = {name: in_order(values) for name, values in brings.items() if name != "availability"}
    lists["availability"] = availability_text(mentor.brings.availability)
    whole = {name: getattr(mentor, name) for name in STORED} | lists
    return {name: whole[name] for name in WORDS}


def shaped(mentor: Mentor, values: dict) -> Mentor:
    """The mentor with some of the fields of `WORDS` in place of its own; raises `SmError` for a
    free time that cannot be read."""
    said = dict(values)
    if "availability" in said:
        said["availability"] = parse_availability(said["availability"])
    brings = {f.name: said.pop(f.name) for f in fields(Traits) if f.name in said}
    return replace(mentor, brings=replace(mentor.brings, **brings), **said)


def tidy(values: dict) -> dict:
    """What a form says, written as `flat` writes it, so that only real changes count as one. Raises
    `SmError` for a free time that cannot be read."""
    said = {name: " ".join(v.split()) if name != "note" and isinstance(v, str) else v
            for name, v in values.items() if name != "availability"}  # fmt: skip
    said = {name: in_order(v) if isinstance(v, tuple) else v for name, v in said.items()}
    if "note" in said:
        said["note"] = said["note"].strip()
    if "availability" in values:
        slots = parse_availability(values["availability"])
        said["availability"] = availability_text(slots)
    return said


def may_change(actor: Actor, mentor: Mentor) -> bool:
    """Whether a person may change this record: a captain, a coordinator of one of its schools."""
    try:
        require_change(actor, mentor)
    except NotAllowed:
        return False
    return True


def require_change(actor: Actor, mentor: Mentor) -> None:
    """Raise `NotAllowed` for a record that the person may not change."""
    own = [school for school in mentor.schools if actor.may_act_for([school])]
    actor.require_program((own or [*mentor.schools, ""])[0])


def add_mentor(store: Store, save: Save, mentor: Mentor) -> None:
    """Put somebody new on the roster, under the id that the record brings.

    Raises `SmError` for a record that cannot be, `NotAllowed` for schools that are none of the
    person's.
    """
    save_once(store, save, lambda writing: write_new(writing, [mentor]))


def change_mentor(store: Store, save: Save, mentor_id: str, opened: dict, wanted: dict) -> None:
    """Save what a person changed in the form of one mentor.

    `opened` and `wanted` are the form (`flat`) as it was opened and as it is. Raises
    `ChangedMeanwhile` where somebody else changed the same field, `SmError` for a record that
    cannot be, `NotAllowed` for somebody else's mentor.
    """
    save_once(store, save, lambda writing: _change(writing, mentor_id, opened, wanted))


def _change(writing: Writing, mentor_id: str, opened: dict, wanted: dict) -> None:
    now = one_mentor(writing.cursor, writing.actor, writing.save.today, mentor_id)
    require_change(writing.actor, now)
    values = merged(writing, record_of(now), (opened, wanted, flat(now)), WORDS)
    write_changes(writing, [(now, shaped(now, values))])


def record_of(mentor: Mentor) -> Record:
    school = mentor.schools[0] if len(mentor.schools) == 1 else ""
    return Record("mentor", mentor.mentor_id, school)


def write_new(writing: Writing, mentors: list[Mentor]) -> None:
    """Put new mentors on the roster, in one go."""
    for mentor in mentors:
        require_sound(mentor)
        writing.actor.require_schools(list(mentor.schools))
        require_change(writing.actor, mentor)
        writing.changed(record_of(mentor), {}, flat(mentor))
    writing.insert("mentors", [_row(mentor) | {"added": writing.save.today} for mentor in mentors])
    _write_rest(writing, mentors)


def write_changes(writing: Writing, pairs: list[tuple[Mentor, Mentor]], reason: str = "") -> int:
    """Put each second mentor in place of the first, the same one as it stands; how many differ."""
    different = [(now, wanted) for now, wanted in pairs if flat(now) != flat(wanted)]
    for now, wanted in different:
        require_sound(wanted)
        require_schools(writing.actor, now, wanted)
        writing.changed(record_of(wanted), flat(now), flat(wanted), reason)
        values = _row(wanted)
        sets = ", ".join(f"{name} = ${name}" for name in STORED)
        query = f"UPDATE program.mentors SET {sets} WHERE mentor_id = $mentor_id"
        writing.cursor.execute(query, {name: values[name] for name in (*STORED, "mentor_id")})
    changed = [wanted for _, wanted in different]
    writing.cursor.execute(
        "DELETE FROM program.mentor_schools WHERE list_contains($ids::VARCHAR[], mentor_id)",
        {"ids": [mentor.mentor_id for mentor in changed]},
    )
    _write_rest(writing, changed)
    return len(changed)


def require_schools(actor: Actor, now: Mentor, wanted: Mentor) -> None:
    """Raise `NotAllowed` where a school that is not the person's would be added or taken away, or
    the last one, after which the record would be in no coordinator's sight."""
    touched = sorted(set(now.schools) ^ set(wanted.schools))
    if touched:
        actor.require_schools(touched if wanted.schools else [])


def _row(mentor: Mentor) -> dict:
    values = {name: getattr(mentor, name) for name in STORED}
    return values | {"mentor_id": mentor.mentor_id, "merged_into": mentor.merged_into}


def _write_rest(writing: Writing, mentors: list[Mentor]) -> None:
    writing.insert("mentor_schools", [
        {"mentor_id": mentor.mentor_id, "school_id": school}
        for mentor in mentors for school in mentor.schools
    ])  # fmt: skip
    write_traits(writing, MENTOR, {mentor.mentor_id: mentor.brings for mentor in mentors})
