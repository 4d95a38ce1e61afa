"""How single matches stand on a day: contacts by week, and the last one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sm_core.actor import MENTOR, Actor, local_captain
from sm_core.bringing.find import people
from sm_core.contacts.contact import Contact
from sm_core.contacts.find import read_contacts
from sm_core.contacts.standard import read_standards
from sm_core.contacts.weeks import WEEK, MatchWeek, match_weeks, monday_of
from sm_core.families.ending import Meeting
from sm_core.store import Store

WEEKS = 4


@dataclass(frozen=True)
class MatchNow:
    """A match that holds on the day. `weeks` are the last four, oldest first, the running one last,
    None where it did not hold yet. `last` is the last time anybody saw the student."""

    match: Meeting
    student: str
    standard: int
    weeks: tuple[MatchWeek | None, ...]
    last: Contact | None

    @property
    def seen(self) -> int:
        """Days in these weeks on which the mentor saw the student."""
        return sum(week.seen for week in self.weeks if week)

    @property
    def asked(self) -> int:
        """How many these weeks asked for."""
        return sum(week.expected(self.standard) for week in self.weeks if week)


def matches_now(
    store: Store, actor: Actor, as_of: date, day: date, held: Iterable[Meeting]
) -> list[MatchNow]:
    """How matches that hold on the day stand, those of students whom the actor may see as of the
    attendance date, by grade and name; none for a mentor."""
    held = list(held)
    if actor.role == MENTOR or not held:
        return []
    ids = sorted({match.student_id for match in held})
    with store.reading() as cursor:
        found = people(cursor, actor, as_of, ids)
        held = [match for match in held if match.student_id in found]
        standards = read_standards(cursor, sorted({match.school_id for match in held}))
        last = _last_seen(cursor, list(found), day)
    weeks = _weeks(store, as_of, day, held)
    rows = [
        MatchNow(match, found[match.student_id].label, standards[match.school_id],
                 weeks[match.match_id], last.get(match.student_id))
        for match in held
    ]  # fmt: skip
    return sorted(rows, key=lambda row: (found[row.match.student_id].order, row.match.started))


def _last_seen(cursor, students: list[str], day: date) -> dict[str, Contact]:
    """By student the newest contact that counts."""
    found = read_contacts(cursor, students, last=day)
    return {contact.student_id: contact for contact in reversed(found) if contact.counts}


def _weeks(
    store: Store, as_of: date, day: date, held: list[Meeting]
) -> dict[str, tuple[MatchWeek | None, ...]]:
    """By match its last weeks. Who may see the student may know how often the mentor did."""
    this = monday_of(day)
    mondays = [this - WEEK * n for n in reversed(range(WEEKS))]
    ids = [match.match_id for match in held]
    found = match_weeks(store, local_captain(), as_of, day, mondays[0], this, matches=ids)
    known = {(week.match_id, week.monday): week for week in found}
    return {match: tuple(known.get((match, each)) for each in mondays) for match in ids}
