"""All that is held about one child, gathered for the family's copy (FERPA, right to inspect).

Reading only. Nothing in it is about another student.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

import duckdb

from sm_core.actor import MENTOR, Actor
from sm_core.bringing.find import one_person, read_profiles
from sm_core.bringing.profile import Profile
from sm_core.errors import NotAllowed, SmError
from sm_core.families.find import Household, read_answers, read_households
from sm_core.families.permission import LONG_AGO, Answer
from sm_core.queries import run
from sm_core.school_year import first_day, school_year_of
from sm_core.standing import Asked
from sm_core.store import Store
from sm_core.student import Student, find_student
from sm_core.team.named import Member, named_at

ANY = ""
"""In place of a household: the copy goes to no one in particular."""


@dataclass(frozen=True)
class Met:
    """A time with a mentor that reaches into the school year; it ends before the day `ended`."""

    mentor: str
    started: date
    ended: date | None
    end_reason: str


@dataclass(frozen=True)
class Listed:
    """Where the student is on the list for a mentor, or was, this school year: `state` is that of
    the target. `until` ends a deferral, `proposed` is the day the name came up."""

    state: str
    school_name: str
    since: date | None
    until: date | None
    proposed: date | None


@dataclass(frozen=True)
class Helped:
    """The intensive support of the school year: referred or started, and to whom the child was
    named for it, "" where nobody noted it."""

    state: str
    since: date | None
    to_whom: str = ""


@dataclass(frozen=True)
class Contact:
    """An attempt to reach the family, a meeting or an event; `taken_back` where it was a slip."""

    kind: str
    day: date | None
    outcome: str
    person: str
    family_id: str
    recorded_by: str
    taken_back: datetime | None


@dataclass(frozen=True)
class Seen:
    """A time that an adult of the program, `person`, saw, reached or looked for the child."""

    kind: str
    day: date
    person: str
    taken_back: datetime | None


@dataclass(frozen=True)
class Talk:
    """A talk with the child or the family (`about`) on how it goes, without what was said."""

    about: str
    day: date
    how: str
    relationship: str
    person: str
    taken_back: datetime | None


@dataclass(frozen=True)
class Request:
    """What a mentor asked for help with, and where it stood on the day of the copy. A worry about
    safety is none of these: the copy may go to the person whom it is about."""

    topic: str
    day: date
    state: str


@dataclass(frozen=True)
class Reviewed:
    """A weekly meeting that decided about the child (`kind` of `record.DECISIONS`), or had the name
    on its list ("listed"), without what was said."""

    day: date
    kind: str
    taken_back: datetime | None


@dataclass(frozen=True)
class ToDo:
    """Something that `owner` was given to do on the day about the child by `due`, without what it
    is: those are words of the staff, which may name others."""

    day: date
    owner: str
    due: date
    state: str


@dataclass(frozen=True)
class Look:
    """One person on one day: `acts` are "" for the student's page, else the files taken."""

    day: date
    person: str
    acts: tuple[str, ...]


@dataclass(frozen=True)
class Held:
    """What the copy shows. The attendance is that of `student` (as of its date), the program that
    of `day`.

    `met`, `seen`, `talks`, `requests`, `reviewed`, `to_do`, `contacts`, `answers` and `looks` have
    the newest first. `adults` are the names of those the student knows. `households` have their
    address only where the copy goes to them: with several, one parent must not read where the other
    lives. `notes` is how many notes of the staff are not in the copy, `ask` whom the family can
    call.
    """

    student: Student
    day: date
    met: tuple[Met, ...]
    listed: tuple[Listed, ...]
    helped: Helped | None
    seen: tuple[Seen, ...]
    talks: tuple[Talk, ...]
    requests: tuple[Request, ...]
    reviewed: tuple[Reviewed, ...]
    to_do: tuple[ToDo, ...]
    profile: Profile
    adults: tuple[str, ...]
    answers: tuple[Answer, ...]
    contacts: tuple[Contact, ...]
    households: tuple[Household, ...]
    looks: tuple[Look, ...]
    notes: int
    ask: Member | None


def households_for_copy(
    store: Store, actor: Actor, as_of: date, student_id: str
) -> tuple[list[Household], str]:
    """The households on record of a student whom the actor may see, and the home language of the
    school's file; raises like `held`."""
    with store.reading() as cursor:
        _require(cursor, actor, as_of, student_id)
        profile = read_profiles(cursor, actor, [student_id])[student_id]
        return read_households(cursor, [student_id]).get(student_id, []), profile.home_language


def held(
    store: Store, actor: Actor, as_of: date, day: date, student_id: str, household: str = ANY
) -> Held:
    """All that is held about a student whom the actor may see as of the attendance date; `day` is
    the program's, `household` the id of the one that gets the copy.

    Raises `SmError` for a student outside the actor's schools and for a household that is not the
    student's, `NotAllowed` for a mentor.
    """
    with store.reading() as cursor:
        _require(cursor, actor, as_of, student_id)
    student = find_student(store, actor, Asked(as_of), student_id)
    with store.reading() as cursor:
        profile = read_profiles(cursor, actor, [student_id])[student_id]
        known = read_households(cursor, [student_id]).get(student_id, [])
        answers = read_answers(cursor, [student_id]).get(student_id, [])
        values = {"student": student_id, "day": day, "school_year": school_year_of(as_of),
                  "since": first_day(school_year_of(as_of)),
                  "mark": f"student {student_id}"}  # fmt: skip
        adults = run(cursor, "mentor_names", ids=list(profile.knows), schools=None).fetchall()
        return Held(
            student, day,
            _each(cursor, "held_matches", Met, values),
            _each(cursor, "held_listed", Listed, values), _helped(cursor, values),
            _each(cursor, "held_seen", Seen, values),
            _each(cursor, "held_check_ins", Talk, values),
            _each(cursor, "held_requests", Request, values),
            _each(cursor, "held_reviews", Reviewed, values),
            _each(cursor, "held_actions", ToDo, values), profile,
            tuple(name for (name,) in adults),
            _by(day, answers),
            _each(cursor, "held_contacts", Contact, values),
            _for(household, known, student), _looks(cursor, values),
            len(run(cursor, "held_notes", **values).fetchall()),
            named_at(store, [student.school_id], day)[student.school_id].contact,
        )  # fmt: skip


def _require(cursor: duckdb.DuckDBPyConnection, actor: Actor, as_of: date, student: str) -> None:
    if actor.role == MENTOR:
        raise NotAllowed("The family's copy is made by the school: ask the coordinator for it.")
    one_person(cursor, actor, as_of, student)


def _each(cursor: duckdb.DuckDBPyConnection, name: str, kind: type, values: dict) -> tuple:
    """The rows of a query file, each as one of `kind`. What the family hears of lists and requests
    is of every school, and holds no reasons."""
    return tuple(kind(*row) for row in run(cursor, name, **values).fetchall())


def _helped(cursor: duckdb.DuckDBPyConnection, values: dict) -> Helped | None:
    rows = cursor.execute(
        "SELECT state, since, COALESCE(to_whom, '') FROM program.intensive_supports "
        "WHERE student_id = $student AND school_year = $school_year AND state <> 'none'",
        {name: values[name] for name in ("student", "school_year")},
    ).fetchall()
    return Helped(*rows[0]) if rows else None


def _by(day: date, answers: Iterable[Answer]) -> tuple[Answer, ...]:
    known = [answer for answer in answers if (answer.day or LONG_AGO) <= day]
    return tuple(sorted(known, key=lambda answer: answer.order, reverse=True))


def _for(household: str, known: list[Household], student: Student) -> tuple[Household, ...]:
    """All of them, those of others without where to find them."""
    if household != ANY and household not in {h.family_id for h in known}:
        raise SmError(
            f"This household is not on record for {student.name or student.student_id}; open the "
            "student again and choose one of those shown."
        )
    own = household if len(known) > 1 else (known[0].family_id if known else ANY)
    return tuple(
        h if h.family_id == own else Household(h.family_id, h.student_id, h.addressee,
                                               added=h.added, ended=h.ended)
        for h in known
    )  # fmt: skip


def _looks(cursor: duckdb.DuckDBPyConnection, values: dict) -> tuple[Look, ...]:
    found: dict[tuple[date, str], list[str]] = {}
    for day, person, what in run(cursor, "held_looks", **values).fetchall():
        found.setdefault((day, person), []).append(what)
    return tuple(Look(day, person, tuple(acts)) for (day, person), acts in found.items())
