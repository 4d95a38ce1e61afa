"""How it goes with one mentor: students now and before, check-ins, requests."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sm_core.actor import Actor
from sm_core.bringing.find import Person, people
from sm_core.families.ending import Meeting, meetings
from sm_core.mentors.find import one_mentor
from sm_core.store import Store
from sm_core.support.check_in import MENTOR, CheckIn, as_told, read_check_ins
from sm_core.support.match_now import MatchNow, matches_now
from sm_core.support.told import Said, requests_told, unresolved


@dataclass(frozen=True)
class MentorNow:
    """`now` are the matches on the day with students whom the actor sees, `before` those that are
    over, as (name of the student, match), the newest end first; `hidden` and `hidden_before` how
    many more there are. `check_ins` are those with the mentor, the newest first; `requests` the
    unresolved ones of `asked` at the actor's schools, as (name of the student, "" for none in
    sight, request)."""

    now: tuple[MatchNow, ...]
    hidden: int
    before: tuple[tuple[str, Meeting], ...]
    hidden_before: int
    check_ins: tuple[CheckIn, ...]
    requests: tuple[tuple[str, Said], ...]
    asked: int

    @property
    def resolved(self) -> int:
        return self.asked - len(self.requests)


def mentor_now(store: Store, actor: Actor, as_of: date, day: date, mentor_id: str) -> MentorNow:
    """All of it by the day, with students as of the attendance date; raises `SmError` for a mentor
    whom the actor may not see."""
    with store.reading() as cursor:
        one_mentor(cursor, actor, day, mentor_id)
        known = meetings(cursor, mentors=[mentor_id])
        held = [match for match in known if match.holds(day)]
        over = [m for m in known if m.ended and m.started < m.ended <= day]
        check_ins = [as_told(c, actor) for c in read_check_ins(cursor, [mentor_id], [])
                     if c.about == MENTOR and c.day <= day and not c.taken_back]  # fmt: skip
        told = requests_told(cursor, actor, day, mentor_id=mentor_id)
        ids = {m.student_id for m in over} | {said.student_id for said in told}
        seen = people(cursor, actor, as_of, sorted(ids - {""}))
    now = matches_now(store, actor, as_of, day, held)
    before = [(seen[m.student_id].label, m) for m in over if m.student_id in seen]
    return MentorNow(
        tuple(now), len(held) - len(now),
        tuple(sorted(before, key=lambda row: (-row[1].ended.toordinal(), row[0]))),
        len(over) - len(before), tuple(check_ins),
        tuple(_named(said, seen) for said in unresolved(told)),
        len({said.request_id for said in told}),
    )  # fmt: skip


def _named(said: Said, seen: Mapping[str, Person]) -> tuple[str, Said]:
    return seen[said.student_id].label if said.student_id in seen else "", said
