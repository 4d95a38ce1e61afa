"""What students bring, for those whom a person may see at a date."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

import duckdb

from sm_core.actor import MENTOR, Actor
from sm_core.bringing.profile import Profile
from sm_core.errors import SmError
from sm_core.queries import run
from sm_core.school_year import school_year_of
from sm_core.standing import Asked
from sm_core.store import Store
from sm_core.student import UNSEEN
from sm_core.traits import NOTHING, STUDENT, read_traits


@dataclass(frozen=True)
class Person:
    """A student as the lists name them; the school is the latest one by the date."""

    student_id: str
    name: str
    grade: str
    school_id: str
    school_name: str
    order: tuple
    """The place on a list: by grade, then by last name."""

    @property
    def label(self) -> str:
        return self.name or f"Student {self.student_id}"


def profiles(store: Store, actor: Actor, day: date, ids: list[str]) -> dict[str, Profile]:
    """By student id, what is noted of those of the `ids` whom the actor may see on `day`; a student
    of whom nothing is noted has an empty profile. A mentor gets no notes."""
    with store.reading() as cursor:
        return read_profiles(cursor, actor, list(people(cursor, actor, day, ids)))


def people(
    cursor: duckdb.DuckDBPyConnection, actor: Actor, day: date, ids: list[str]
) -> dict[str, Person]:
    """Those of the `ids` whom the actor may see on `day`, in the order of lists."""
    asked = Asked(day)
    values = asked.parameters(actor)
    allowed = values["students"]
    values["students"] = [i for i in ids if allowed is None or i in allowed]
    if not values["students"]:
        return {}
    query = run(cursor, "students_placed", **values)
    names = [column[0] for column in query.description]
    rows = [dict(zip(names, row, strict=True)) for row in query.fetchall()]
    found = [person_of(row) for row in rows]
    return {person.student_id: person for person in sorted(found, key=lambda p: p.order)}


def labels(
    cursor: duckdb.DuckDBPyConnection, actor: Actor, day: date, ids: Iterable[str]
) -> dict[str, str]:
    """What sentences call each of the students: by id the name, or the id of one whom the actor may
    not see on `day`."""
    wanted = sorted(set(ids))
    found = people(cursor, actor, day, wanted)
    return {i: found[i].label if i in found else f"Student {i}" for i in wanted}


def person_of(row: dict) -> Person:
    """A row of `students_placed` or `students_seen` as a person."""
    order = (row["grade_order"], row["sort_name"].casefold(), row["student_name"].casefold(),
             row["student_id"])  # fmt: skip
    return Person(row["student_id"], row["student_name"], row["grade"], row["school_id"],
                  row["school_name"], order)  # fmt: skip


def one_person(
    cursor: duckdb.DuckDBPyConnection, actor: Actor, day: date, student_id: str
) -> Person:
    """One student; raises `SmError` for somebody unknown or outside the actor's schools."""
    found = people(cursor, actor, day, [student_id])
    if not found:
        raise SmError(UNSEEN)
    return found[student_id]


def read_profiles(
    cursor: duckdb.DuckDBPyConnection, actor: Actor, ids: list[str]
) -> dict[str, Profile]:
    """The profiles of students who have been let through; a mentor gets no notes."""
    brings = read_traits(cursor, STUDENT, ids)
    knows: dict[str, list[str]] = defaultdict(list)
    for student, mentor in run(cursor, "known_adults_of", ids=ids).fetchall():
        knows[student].append(mentor)
    found = {}
    for student, asked, wish, wished_for, note, home in run(
        cursor, "student_profiles_of", ids=ids
    ).fetchall():
        profile = Profile(student, asked, wish, wished_for, note, brings.get(student, NOTHING),
                          home, tuple(knows[student]))  # fmt: skip
        found[student] = replace(profile, note="") if actor.role == MENTOR else profile
    return found


def chosen_at(
    cursor: duckdb.DuckDBPyConnection, actor: Actor, day: date, school: str | None = None
) -> set[tuple[str, str]]:
    """(student, school) of those chosen in the school year of `day` at the actor's schools, or at
    one of them; none for a mentor."""
    rows = run(cursor, "chosen_at", school=school, school_year=school_year_of(day), day=None,
               **actor.scope).fetchall()  # fmt: skip
    return set(rows)
