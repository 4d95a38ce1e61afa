"""The mentors as people who look: who they are, and whose mentor they are on a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sm_core.actor import MENTOR, Actor, local_captain
from sm_core.queries import run
from sm_core.schools import schools_seen
from sm_core.store import Store
from sm_core.team.named import Member, named_at


@dataclass(frozen=True)
class Looking:
    """A mentor who may look on a day; `students` are the ids of those matched with them then."""

    mentor_id: str
    name: str
    schools: tuple[str, ...]
    students: tuple[str, ...]


def mentors_looking(store: Store, day: date) -> dict[str, str]:
    """By id, in the order of last names, the name and the schools of every mentor one can look as
    on `day`: those who began, paused ones included, and none who left or was merged."""
    names = {school.school_id: school.name for school in schools_seen(store, local_captain())}
    return {one.mentor_id: ", ".join([one.name, *(names.get(s, s) for s in one.schools)])
            for one in _read(store, day)}  # fmt: skip


def any_mentor_looking(store: Store, day: date) -> bool:
    """Whether `mentors_looking` has anybody."""
    with store.reading() as cursor:
        return run(cursor, "mentors_looking_any", day=day).fetchall() == [(True,)]


def mentor_actor(store: Store, mentor_id: str, day: date) -> Actor | None:
    """The mentor with the students matched with them on `day`; None for an id that nobody has who
    may look then. Good for one version of the program: the next one may have ended a match."""
    found = _read(store, day, mentor_id)
    # Without schools: those would let a mentor act for all of a school.
    return Actor(found[0].name, MENTOR, (), found[0].students, mentor_id) if found else None


def coordinator_of(store: Store, mentor_id: str, day: date) -> Member | None:
    """Whom the mentor asks on `day`: the coordinator of the first of their schools that has one;
    None where none has, and for an id that nobody has."""
    schools = [school for one in _read(store, day, mentor_id) for school in one.schools]
    named = named_at(store, schools, day).values()
    return next((school.coordinator for school in named if school.coordinator), None)


def _read(store: Store, day: date, mentor_id: str | None = None) -> list[Looking]:
    with store.reading() as cursor:
        rows = run(cursor, "mentors_looking", day=day, mentor=mentor_id).fetchall()
    return [Looking(i, name, tuple(schools), tuple(students))
            for i, name, schools, students in rows]  # fmt: skip
