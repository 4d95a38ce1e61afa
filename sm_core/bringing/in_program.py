"""What the program knows of one student, for the student's page. Reading only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import duckdb

from sm_core.actor import MENTOR, Actor
from sm_core.bringing.find import one_person, read_profiles
from sm_core.bringing.profile import Profile
from sm_core.families.ending import meetings
from sm_core.history import Change, history_of
from sm_core.queries import run
from sm_core.school_year import school_year_of
from sm_core.store import Store
from sm_core.support.told import requests_told

RECORDS = {
    "target": "Choice", "student_profile": "What the student brings",
    "support": "Intensive support", "match_rule": "Who meets whom",
    "student_contact": "Contact", "check_in": "Check-in",
}  # fmt: skip
"""The kinds of records about a student in the history, as people name them."""


@dataclass(frozen=True)
class Target:
    """What was decided about a student at one school this school year. `until` ends a deferral."""

    state: str
    school_id: str
    school_name: str
    since: date | None
    until: date | None
    reason: str
    listed_for: str


@dataclass(frozen=True)
class Support:
    state: str
    to_whom: str
    since: date | None


@dataclass(frozen=True)
class InProgram:
    """`mentors` are (name, since) of those matched; `adults` the names of those the student knows
    and the actor may see. A mentor gets neither reasons nor supports nor notes."""

    targets: tuple[Target, ...]
    mentors: tuple[tuple[str, date], ...]
    support: Support | None
    profile: Profile
    adults: tuple[str, ...]

    @property
    def empty(self) -> bool:
        profile = self.profile
        noted = (
            profile.asked
            or profile.wished_for
            or profile.note
            or profile.brings != Profile("").brings
        )
        return not (self.targets or self.mentors or self.support or noted or self.adults)


def in_program(store: Store, actor: Actor, as_of: date, day: date, student_id: str) -> InProgram:
    """What the program knows of a student whom the actor may see as of the attendance date, by
    `day`, with the mentors of that day; raises `SmError` for anybody else."""
    with store.reading() as cursor:
        one_person(cursor, actor, as_of, student_id)
        profile = read_profiles(cursor, actor, [student_id])[student_id]
        if actor.role == MENTOR:
            return InProgram((), _mentors(cursor, day, student_id), None, profile, ())
        values = {"student": student_id, "school_year": school_year_of(as_of), "day": day}
        rows = run(cursor, "student_target", schools=actor.scope["schools"], **values).fetchall()
        return InProgram(
            tuple(Target(*row) for row in rows), _mentors(cursor, day, student_id),
            _support(cursor, values), profile, _adults(cursor, actor, profile),
        )  # fmt: skip


def _mentors(
    cursor: duckdb.DuckDBPyConnection, day: date, student_id: str
) -> tuple[tuple[str, date], ...]:
    rows = run(cursor, "student_mentors", day=day, student=student_id).fetchall()
    return tuple(rows)


def _support(cursor: duckdb.DuckDBPyConnection, values: dict) -> Support | None:
    rows = cursor.execute(
        "SELECT state, to_whom, since FROM program.intensive_supports "
        "WHERE student_id = $student AND school_year = $school_year "
        "AND (since IS NULL OR since <= $day)",
        values,
    ).fetchall()
    return Support(*rows[0]) if rows else None


def _adults(cursor: duckdb.DuckDBPyConnection, actor: Actor, profile: Profile) -> tuple[str, ...]:
    query = run(cursor, "mentor_names", ids=list(profile.knows), **actor.scope)
    return tuple(name for (name,) in query.fetchall())


def student_history(
    store: Store, actor: Actor, day: date, student_id: str
) -> list[tuple[str, Change]]:
    """(what the change is about, the change) of a student whom the actor may see, newest first;
    nothing for a mentor."""
    with store.reading() as cursor:
        one_person(cursor, actor, day, student_id)
    if actor.role == MENTOR:
        return []
    # As in `in_program`: what another school decided is that school's.
    scope = {"target": actor.scope["schools"]}
    told = [(words, change) for kind, words in RECORDS.items()
            for change in history_of(store, kind, student_id, scope.get(kind))]  # fmt: skip
    told += _of_matches(store, student_id, scope["target"])
    told += _of_requests(store, actor, student_id)
    return sorted(told, key=lambda row: row[1].happened, reverse=True)


def _of_matches(
    store: Store, student_id: str, schools: list[str] | None
) -> list[tuple[str, Change]]:
    """What changed of the student's matches; who the two are stands in what it is about."""
    with store.reading() as cursor:
        found = meetings(cursor, students=[student_id])
    return [
        (f"Match with {meeting.mentor}", change) for meeting in found
        for change in history_of(store, "match", meeting.match_id, schools)
        if change.field not in ("student", "mentor")
    ]  # fmt: skip


def _of_requests(store: Store, actor: Actor, student_id: str) -> list[tuple[str, Change]]:
    """What was said and changed of requests about the student, at the actor's schools."""
    with store.reading() as cursor:
        told = requests_told(cursor, actor, date.max, student=student_id)
    topics = {said.request_id: said.topic_words for said in told}
    return [(f"Request “{topic}”", change) for request, topic in topics.items()
            for change in history_of(store, "request", request)]  # fmt: skip
