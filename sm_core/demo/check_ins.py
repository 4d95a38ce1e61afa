"""The talks of the demo's coordinators about its matches: at their rhythm, some late, some left
undone. Like its contacts they have no line of history each."""

from collections.abc import Iterator
from dataclasses import asdict
from datetime import date, datetime, timedelta

import numpy as np

from sm_core.actor import Actor
from sm_core.demo.calendars import AS_OF, THIS_YEAR, school_days
from sm_core.demo.choices import AFTERNOON
from sm_core.demo.district import District
from sm_core.demo.people import CAST
from sm_core.families.ending import Meeting, meetings
from sm_core.saving import Save, Writing, save_once
from sm_core.store import Store
from sm_core.support.check_in import (
    ABOUT,
    FAMILY,
    HOW,
    IN_TROUBLE,
    MENTOR,
    SOME_WORRY,
    STUDENT,
    WELL,
    CheckIn,
)
from sm_core.support.rhythm import due_day, on_school_day

KEPT = 0.97
"""Check-ins that take place rather than being left."""
EARLY, LATE = -12, 4
"""Days before and after the due day between which they take place."""
CALLED = date(2026, 1, 2)
"""Before school began again, coordinators called families."""
ROSA = CAST["student_id"][0]
GOES = {WELL: 0.8, SOME_WORRY: 0.15, IN_TROUBLE: 0.05}
WORRIES = 0.01
WORRIED = "Said that nobody is at home in the evenings; told the social worker the same day"
DOING = ("Breakfast before class", "A walk at lunch", "Homework and a game", "Music", "Drawing",
         "Talk about the week", "Basketball in the gym")  # fmt: skip
SAYS = {
    WELL: {
        MENTOR: ("Finds a time on most days", "Knows the family by now", ""),
        STUDENT: ("Looks forward to it", "Comes on time on those days", ""),
        FAMILY: ("Glad that somebody asks", "Mornings are easier now", ""),
    },
    SOME_WORRY: dict.fromkeys(ABOUT, ("Hard to find a time", "Slow to warm up", "Says little")),
    IN_TROUBLE: dict.fromkeys(ABOUT, ("Have not met for two weeks", "Asks for somebody else")),
}


def make_check_ins(store: Store, actor: Actor, district: District, callers: dict[str, str]) -> None:
    """Log check-ins about the demo's matches; `callers` names who talks, by school."""

    def act(writing: Writing) -> None:
        matches = [m for m in meetings(writing.cursor) if m.school_id in callers]
        made = enumerate(_check_ins(matches, callers, district))
        writing.insert("check_ins", [asdict(c) | {"check_in_id": f"demo-{n}"} for n, c in made])

    save_once(store, Save(actor, datetime.combine(AS_OF, AFTERNOON)), act)


def _check_ins(
    matches: list[Meeting], callers: dict[str, str], district: District
) -> Iterator[CheckIn]:
    """Of each match with student and family; with a mentor about all matches."""
    days = {
        school.school_id: school_days(THIS_YEAR, school.level, school.closed_once)
        for school in district.schools
    }
    by_start = sorted(matches, key=lambda m: m.started, reverse=True)
    first = {m.mentor_id: m for m in by_start}
    last: dict[str, date] = {}
    for m in matches:
        last[m.mentor_id] = max(last.get(m.mentor_id, m.started), m.ended or AS_OF)
    talks = [(MENTOR, m, last[m.mentor_id]) for m in first.values()]
    talks += [(about, m, m.ended or AS_OF) for m in matches for about in (STUDENT, FAMILY)]
    for about, match, end in talks:
        owner = match.mentor_id if about == MENTOR else match.student_id
        before = ["before"] * bool(match.ended and about != MENTOR)
        rng = district.rng("check-ins", about, owner, *before)
        session = days[match.school_id]
        open_on = sorted([*session, CALLED]) if about == FAMILY else session
        for day in _talked(match.started, end, open_on, rng):
            yield _check_in(about, match, day, callers[match.school_id], rng)


def _talked(
    started: date, end: date, session: list[date], rng: np.random.Generator
) -> Iterator[date]:
    """The days of the talks before `end`: around the days when they are due, until one is left."""
    done = [started]
    while rng.random() < KEPT:
        about = due_day(started, done[1:]) + timedelta(days=int(rng.integers(EARLY, LATE + 1)))
        day = on_school_day(max(about, done[-1] + timedelta(days=1)), session)
        if day >= end:
            return
        done.append(day)
        yield day


def _check_in(about: str, match: Meeting, day: date, caller: str, rng) -> CheckIn:
    goes = str(rng.choice(list(GOES), p=list(GOES.values())))
    worry = about == STUDENT and rng.random() < WORRIES
    goes = WELL if match.student_id == ROSA else SOME_WORRY if worry else goes
    how = "phone" if about == FAMILY else str(rng.choice(list(HOW), p=(0.8, 0.15, 0.05)))
    return CheckIn(
        about, day, match.mentor_id if about == MENTOR else "",
        "" if about == MENTOR else match.student_id, how, goes, worry,
        doing="" if about == FAMILY else str(rng.choice(DOING)),
        outcomes=str(rng.choice(SAYS[goes][about])), note=WORRIED if worry else "", person=caller,
        school_id=match.school_id, recorded=datetime.combine(day, AFTERNOON), recorded_by=caller,
    )  # fmt: skip
