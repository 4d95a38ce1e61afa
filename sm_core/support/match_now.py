"""How single matches stand on a day: contacts by week, the last one, the next check-ins."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sm_core.actor import MENTOR as MENTOR_ROLE
from sm_core.actor import Actor
from sm_core.bringing.find import people
from sm_core.contacts.contact import Contact
from sm_core.contacts.find import read_contacts
from sm_core.contacts.standard import read_standards
from sm_core.contacts.weeks import MatchWeek, match_weeks, monday_of
from sm_core.families.ending import Meeting
from sm_core.queries import run
from sm_core.store import Store
from sm_core.support.check_in import FAMILY, MENTOR, STUDENT
from sm_core.support.rhythm import due_day, on_school_day, state_on

WEEK, WEEKS = timedelta(days=7), 4


@dataclass(frozen=True)
class Next:
    """The next check-in with a mentor, student or family: the school day it is due, the state of
    `rhythm` on the day looked at, and the last time somebody talked, None for never."""

    due: date
    state: str
    last: date | None


@dataclass(frozen=True)
class MatchNow:
    """A match that holds on the day. `weeks` are the last four, oldest first, the running one last,
    None where it did not hold yet. `last` is the last time anybody saw the student. `next` is by
    `STUDENT` and `FAMILY`."""

    match: Meeting
    student: str
    standard: int
    weeks: tuple[MatchWeek | None, ...]
    last: Contact | None
    next: Mapping[str, Next]

    @property
    def seen(self) -> int:
        """Days in these weeks on which the mentor saw the student."""
        return sum(week.seen for week in self.weeks if week)

    @property
    def asked(self) -> int:
        """How many these weeks asked for."""
        return sum(week.expected(self.standard) for week in self.weeks if week)


def holds(match: Meeting, day: date) -> bool:
    return match.started <= day and (match.ended is None or day < match.ended)


def matches_now(
    store: Store, actor: Actor, as_of: date, day: date, held: Iterable[Meeting]
) -> list[MatchNow]:
    """How matches that hold on the day stand, those of students whom the actor may see as of the
    attendance date, by grade and name; none for a mentor."""
    held = list(held)
    if actor.role == MENTOR_ROLE or not held:
        return []
    ids = sorted({match.student_id for match in held})
    with store.reading() as cursor:
        found = people(cursor, actor, as_of, ids)
        held = [match for match in held if match.student_id in found]
        standards = read_standards(cursor, sorted({match.school_id for match in held}))
        last = _last_seen(cursor, list(found), day)
        nexts = next_check_ins(cursor, held, day, {i: p.school_id for i, p in found.items()})
    weeks = _weeks(store, as_of, day, held)
    rows = [
        MatchNow(match, found[match.student_id].label, standards[match.school_id],
                 weeks[match.match_id], last.get(match.student_id),
                 {about: nexts[about, match.student_id] for about in (STUDENT, FAMILY)})
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
    """By match its last weeks, as the mentor of it sees them."""
    this = monday_of(day)
    mondays = [this - WEEK * n for n in reversed(range(WEEKS))]
    of_mentor: dict[str, list[str]] = defaultdict(list)
    for match in held:
        of_mentor[match.mentor_id].append(match.student_id)
    known: dict[tuple[str, date], MatchWeek] = {}
    for mentor, students in of_mentor.items():
        own = Actor("", MENTOR_ROLE, students=tuple(students), mentor_id=mentor)
        for week in match_weeks(store, own, as_of, day, mondays[0], this):
            known[week.match_id, week.monday] = week
    return {m.match_id: tuple(known.get((m.match_id, each)) for each in mondays) for m in held}


def next_check_ins(
    cursor, held: Sequence[Meeting], day: date, here: Mapping[str, str]
) -> dict[tuple[str, str], Next]:
    """By (about, id of mentor or student) the next check-in about matches that hold on the day;
    where somebody has several, the first that is due. `here` is by student the school now, whose
    days count."""
    values = {"mentors": sorted({m.mentor_id for m in held}),
              "students": sorted({m.student_id for m in held}), "day": day}  # fmt: skip
    rows = run(cursor, "talked_days", **values).fetchall()
    talked = {(about, record): days for about, record, days in rows}
    session = _session(cursor, held, here)
    found: dict[tuple[str, str], Next] = {}
    for match in held:
        school = here.get(match.student_id, match.school_id)
        for key in _keys(match):
            one = _next(match, talked.get(key, ()), session[school], day)
            found[key] = min(found.get(key, one), one, key=lambda each: each.due)
    return found


def _keys(match: Meeting) -> list[tuple[str, str]]:
    return [(MENTOR, match.mentor_id), (STUDENT, match.student_id), (FAMILY, match.student_id)]


def _next(match: Meeting, done: Sequence[date], session: Sequence[date], day: date) -> Next:
    due = on_school_day(due_day(match.started, done), session)
    last = max((each for each in done if each >= match.started), default=None)
    return Next(due, state_on(due, day), last)


def _session(cursor, held: Sequence[Meeting], here: Mapping[str, str]) -> dict[str, list[date]]:
    """By school the days in session from the first of the matches on."""
    found: dict[str, list[date]] = defaultdict(list)
    if held:
        schools = {here.get(match.student_id, match.school_id) for match in held}
        values = {"schools": sorted(schools), "first": min(match.started for match in held)}
        for school, day in run(cursor, "session_days_at", **values).fetchall():
            found[school].append(day)
    return found
