"""How it goes with one student: the matches that hold, and requests that are not resolved."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sm_core.actor import Actor
from sm_core.bringing.find import one_person
from sm_core.families.ending import meetings
from sm_core.store import Store
from sm_core.support.match_now import MatchNow, matches_now
from sm_core.support.told import Said, requests_told, unresolved


@dataclass(frozen=True)
class StudentNow:
    """`requests` are the unresolved ones about the student at the actor's schools."""

    matches: tuple[MatchNow, ...]
    requests: tuple[Said, ...]


def student_now(store: Store, actor: Actor, as_of: date, day: date, student_id: str) -> StudentNow:
    """All of it on the day, whichever school made the matches; empty for a mentor. Raises `SmError`
    for a student whom the actor may not see as of the attendance date."""
    with store.reading() as cursor:
        one_person(cursor, actor, as_of, student_id)
        held = [m for m in meetings(cursor, students=[student_id]) if m.holds(day)]
        told = requests_told(cursor, actor, day, student=student_id)
    matches = matches_now(store, actor, as_of, day, held)
    return StudentNow(tuple(matches), tuple(unresolved(told)))
