"""The weekly reviews that the demo's schools held in January: who was there, what was decided, and
what became of it. The week in which the demo stands still is left to whoever looks at it."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta

import numpy as np

from sm_core.actions.action import DONE, Action
from sm_core.actions.find import read_actions
from sm_core.actions.save import set_state
from sm_core.actor import COORDINATOR, Actor
from sm_core.contacts.weeks import monday_of
from sm_core.demo.calendars import AS_OF
from sm_core.demo.choices import AFTERNOON
from sm_core.demo.district import District
from sm_core.demo.people import CAST
from sm_core.review.decide import Wanted, write_decision
from sm_core.review.facts import Facts, began_of, joined, lately_at, program_at, rows_at
from sm_core.review.figures import asked_at, at_school, figures
from sm_core.review.listed import Name
from sm_core.review.meeting import Said, begun, write_closed
from sm_core.review.prepare import Prepared, Told, known_through, put_together, told_at
from sm_core.review.reasons import (
    BETTER,
    CARRIED,
    CONTACT,
    MENTOR,
    PERMISSION,
    RUNNING,
    SEVERE,
    STUCK,
    TIER,
    WORSE,
)
from sm_core.review.record import ACTION, DEFERRED, DISCUSSED
from sm_core.review.settings import USUAL
from sm_core.saving import Save, Writing, save_once
from sm_core.schools import School, schools_seen
from sm_core.seen import Seen, see
from sm_core.standing import Asked
from sm_core.store import Store
from sm_core.student_list import count_tiers
from sm_core.team.named import read_members

MEETINGS = (date(2026, 1, 8), date(2026, 1, 15), date(2026, 1, 22))
"""Thursdays; the one in the middle leaves an action that nobody does."""
FEW = 4
"""Of more schools only Lincoln held them all, the others the last one: each takes a while."""
LATELY = date(2026, 1, 29)
"""When half of what the last one gave was done."""
TALKED_ABOUT = 8
ROSA = CAST["student_id"][0]
KINDS = {ACTION: 0.35, DISCUSSED: 0.45, DEFERRED: 0.1, "": 0.1}
"""Of those talked about; "" is left undecided."""
DUE_IN = (8, 12, 13, 14)
"""Days after a meeting: the Friday, Tuesday, Wednesday or Thursday of the week after the next."""
TO_DO = {
    SEVERE: ("Ask the social worker to take this on", "Meet with the family at school"),
    RUNNING: ("Visit the family", "Call the emergency contact"),
    WORSE: ("Call the family and ask what changed", "Ask the homeroom teacher what changed"),
    STUCK: ("Sit down with the mentor and plan anew", "Ask the student what would help"),
    TIER: ("Send the letter about attendance", "Talk with the student at lunch"),
    CONTACT: ("Find a time for the two that holds",),
    PERMISSION: ("Call the family about the permission",),
    MENTOR: ("Find a mentor",),
    BETTER: ("Tell the student that we noticed",),
}  # fmt: skip
SAID = ("Was ill and is back", "The teacher looks out in the morning", "The mentor knows",
        "The family called us first", "New bus route since the holidays", "")  # fmt: skip
LATER = ("The nurse was not here", "The mentor is asked first")
DONE_WORDS = ("Done, the family was glad", "Reached on the second try", "Done", "")
NOTES = (
    "Many were ill after the holidays; the nurse told who is still at home.",
    "The first bus was late twice this week; transportation knows.",
    "Begin with the names left over next time.",
)  # fmt: skip


def make_reviews(
    store: Store, actor: Actor, district: District, leading: Mapping[str, str]
) -> None:  # fmt: skip
    """Hold the reviews of every school with somebody on its team; `leading` names who leads them,
    by school."""
    present = _present(store)
    schools = [s for s in schools_seen(store, actor) if s.school_id in present]

    def press(school: str, day: date) -> Save:
        person = replace(actor, person=leading[school])
        return Save(person, datetime.combine(day, AFTERNOON))

    known = [s.school_id for s in district.schools if s.is_lincoln or len(schools) <= FEW]
    for day in MEETINGS:
        meeting = [s for s in schools if s.school_id in known or day == MEETINGS[-1]]
        # Of a few schools less has to be counted than of all.
        asking = replace(actor, role=COORDINATOR, schools=tuple(s.school_id for s in meeting))
        for each in _prepared(store, asking, meeting, day):
            school = each.school.school_id
            rng = district.rng("review", school, str(day))
            save_once(store, press(school, day), _held(each, present[school], rng))
    for school in (each.school_id for each in schools):
        rng = district.rng("review", school, "done")
        save_once(store, press(school, LATELY), _ended(school, MEETINGS[-1], rng))


def _present(store: Store) -> dict[str, list[str]]:
    """By school the names of its team."""
    found: dict[str, list[str]] = {}
    with store.reading() as cursor:
        for member in read_members(cursor):
            if member.serves_on(AS_OF):
                found.setdefault(member.school_id, []).append(member.name)
    return found


def _prepared(
    store: Store, actor: Actor, schools: list[School], day: date
) -> Iterator[Prepared]:  # fmt: skip
    """The review of each school; what the days of the students say is asked once for all."""
    seen = {Asked(day): see(store, actor, Asked(day))}
    monday = monday_of(day)
    told = {s.school_id: told_at(store, actor, s.school_id, monday) for s in schools}
    known = _known(store, seen[Asked(day)], told, day)
    for school in schools:
        here = {s: facts for s, facts in known.items() if facts.school_id == school.school_id}
        through = known_through(store, school, day)
        asked = asked_at(day, through)
        for each in asked.values():
            if each not in seen:
                seen[each] = see(store, actor, each)
        counts = {name: count_tiers(store, seen[each], at_school(school.school_id))
                  for name, each in asked.items()}  # fmt: skip
        head = figures(through, counts)
        yield put_together(school, day, day, told[school.school_id], here, head)


def _known(store: Store, seen: Seen, told: Mapping[str, Told], day: date) -> Mapping[str, Facts]:
    found = {}
    for since in dict.fromkeys(each.since for each in told.values()):
        rows = [row for school, each in told.items() if each.since == since
                for row in rows_at(seen, school, each.over)]  # fmt: skip
        program = program_at(store, seen, rows, day, monday_of(day))
        lately = lately_at(store, seen, rows, began_of(program), USUAL, since)
        found |= joined(rows, program, lately)
    return found


def _held(prepared: Prepared, team: list[str], rng: np.random.Generator):
    """What the meeting saves: last week's actions first, then the names in their order."""
    school, day = prepared.school.school_id, prepared.day
    here = [name for name in team if rng.random() < 0.85] or team[:1]
    words = Said(tuple(here), str(rng.choice(NOTES)) if rng.random() < 0.7 else "")

    def act(writing: Writing) -> None:
        _ended(school, day - timedelta(days=7), rng)(writing)
        review = begun(writing, prepared)
        for wanted in _decisions(prepared, here, rng):
            write_decision(writing, review, wanted)
        write_closed(writing, prepared, Said(), words)

    return act


def _decisions(
    prepared: Prepared, team: list[str], rng: np.random.Generator
) -> Iterator[Wanted]:  # fmt: skip
    first = prepared.names[:TALKED_ABOUT]
    for name in prepared.names[TALKED_ABOUT:]:
        # Whoever is carried over far down the list is talked about, too.
        first += (name,) * (name.kinds[0] == CARRIED)
    for name in first:
        kind = str(rng.choice(list(KINDS), p=list(KINDS.values())))
        wanted = _wanted(name, kind, prepared.day, team, rng)
        if kind and name.student_id != ROSA:
            yield wanted
    if prepared.day == MEETINGS[-1] and ROSA in prepared.facts:
        yield Wanted(ROSA, DEFERRED, LATER[1])


def _wanted(
    name: Name, kind: str, day: date, team: list[str], rng: np.random.Generator
) -> Wanted:  # fmt: skip
    if kind != ACTION:
        return Wanted(name.student_id, kind, str(rng.choice(LATER if kind == DEFERRED else SAID)))
    about = next((k for k in name.kinds if k in TO_DO), WORSE)
    due = day + timedelta(days=int(rng.choice(DUE_IN)))
    action = Action("", "", str(rng.choice(TO_DO[about])), str(rng.choice(team)), due)
    return Wanted(name.student_id, ACTION, action=action)


def _ended(school: str, given: date, rng: np.random.Generator):
    """Does what the meeting on the day `given` asked for: half of it after the last meeting, and
    all but one thing after the one before."""

    def act(writing: Writing) -> None:
        monday = given - timedelta(days=given.weekday())
        found = [a for a in read_actions(writing.cursor, writing.actor, school)
                 if a.monday == monday]  # fmt: skip
        found.sort(key=lambda a: a.student_id)
        left = {MEETINGS[1]: found[:1], MEETINGS[-1]: found[::2]}.get(given, [])
        for action in found:
            if action not in left:
                set_state(writing, action, DONE, str(rng.choice(DONE_WORDS)))

    return act
