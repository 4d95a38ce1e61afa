"""The mentors a person may see."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

import duckdb

from sm_core.actor import Actor
from sm_core.errors import SmError
from sm_core.mentors.mentor import Mentor, Screening, Training
from sm_core.queries import run
from sm_core.store import Store
from sm_core.traits import MENTOR, NOTHING, read_traits

UNSEEN = (
    "There is no mentor with this id among those you may see. Somebody may have merged two "
    "records: go back to the list of mentors and open the other one."
)


def mentors_seen(store: Store, actor: Actor, day: date) -> list[Mentor]:
    """The mentors at the actor's schools, by last name, those who left included, with the students
    matched on `day`. A captain also sees those without a school; a mentor sees nobody."""
    with store.reading() as cursor:
        return read_mentors(cursor, actor, day)


def find_mentor(store: Store, actor: Actor, day: date, mentor_id: str) -> Mentor:
    """One mentor; raises `SmError` for an id that is unknown or outside the actor's schools."""
    with store.reading() as cursor:
        return one_mentor(cursor, actor, day, mentor_id)


def one_mentor(
    cursor: duckdb.DuckDBPyConnection, actor: Actor, day: date, mentor_id: str
) -> Mentor:
    """As `find_mentor`, on the cursor of a transaction."""
    found = read_mentors(cursor, actor, day, [mentor_id])
    if not found:
        raise SmError(UNSEEN)
    return found[0]


def read_mentors(
    cursor: duckdb.DuckDBPyConnection, actor: Actor, day: date, ids: list[str] | None = None
) -> list[Mentor]:
    """As `mentors_seen`, on a cursor; of these `ids` only, unless None."""
    query = run(cursor, "mentors_seen", day=day, mentor_ids=ids, **actor.scope)
    names = [column[0] for column in query.description]
    rows = [dict(zip(names, row, strict=True)) for row in query.fetchall()]
    brings = read_traits(cursor, MENTOR, ids)
    screening, trainings = _screening(cursor, ids), _trainings(cursor, ids)
    return [
        Mentor(**row | {
            "schools": tuple(row["schools"]), "students": tuple(row["students"]),
            "brings": brings.get(row["mentor_id"], NOTHING),
            "screening": screening[row["mentor_id"]],
            "trainings": tuple(trainings[row["mentor_id"]]),
        })
        for row in rows
    ]  # fmt: skip


def _screening(cursor, ids: list[str] | None) -> dict[str, dict[str, Screening]]:
    found: dict[str, dict[str, Screening]] = defaultdict(dict)
    for mentor, step, *said in run(cursor, "screenings_of", mentor_ids=ids).fetchall():
        found[mentor][step] = Screening(*said)
    return found


def _trainings(cursor, ids: list[str] | None) -> dict[str, list[Training]]:
    found: dict[str, list[Training]] = defaultdict(list)
    for mentor, *said in run(cursor, "trainings_of", mentor_ids=ids).fetchall():
        found[mentor].append(Training(*said))
    return found
