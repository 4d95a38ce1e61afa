"""The decisions of the demo district: whom its schools chose in autumn and winter, whom not, and
what support the students have who miss most."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

import numpy as np

from sm_core.actor import Actor
from sm_core.demo.district import District
from sm_core.demo.people import CAST
from sm_core.saving import Save
from sm_core.seen import see
from sm_core.standing import Asked
from sm_core.store import Store
from sm_core.targeting.board import board
from sm_core.targeting.candidates import Candidates, candidates
from sm_core.targeting.criteria import criteria_by_school
from sm_core.targeting.decide import decide
from sm_core.targeting.decision import (
    CHOOSE,
    DECLINE,
    DEFER,
    USUAL_REASONS,
    Decision,
    Picked,
)
from sm_core.targeting.places import places_kept, within_places
from sm_core.targeting.propose import propose
from sm_core.targeting.record import record_proposals
from sm_core.targeting.supports import NO_SUPPORT, Support, save_supports

ROUNDS = {date(2025, 10, 10): 0.5, date(2025, 11, 21): 0.8, date(2026, 1, 16): 1.0}
"""The days on which the schools chose, and the part of all choices that was made by then."""
CHOSEN, SET_ASIDE = 0.079, 0.006
"""Chosen students, and those deferred in a round or declined, as parts of a school's students."""
AFTERNOON = time(15, 10)
NAMED = frozenset(CAST["student_id"])
SUPPORT_FROM = ("School social worker", "County youth services", "Family resource center",
                "School counselor")  # fmt: skip


@dataclass(frozen=True)
class Chosen:
    """A student chosen at a school, and the day of it."""

    student_id: str
    school_id: str
    day: date


def choose(store: Store, actor: Actor, district: District) -> list[Chosen]:
    """Let every school choose, defer and decline on each day of `ROUNDS`; those chosen, in the
    order in which they were."""
    chosen: list[Chosen] = []
    done: set[str] = set()
    for day, part in ROUNDS.items():
        known = candidates(store, see(store, actor, Asked(day)))
        picked = _picks(store, known, district, part, (chosen, done))
        chosen += [Chosen(p.student_id, p.school_id, day) for p in picked[CHOOSE]]
        done |= {p.student_id for some in picked.values() for p in some}
        for act, students in picked.items():
            for decision, some in _decisions(act, students, day):
                decide(store, _press(actor, day), known, some, decision)
    return chosen


def _picks(
    store: Store,
    known: Candidates,
    district: District,
    part: float,
    before: tuple[list[Chosen], set[str]],
) -> dict[str, list[Picked]]:
    """Per act of `decide` the students of one day, in the order of the list. `before` are those
    chosen, and all who were decided about."""
    criteria = criteria_by_school(store, [school.school_id for school in district.schools])
    rows = propose(store, known, criteria).select(["student_id", "school_id", "severe"])
    chosen, done = before
    waiting: dict[str, list[tuple[str, bool]]] = {school: [] for school in criteria}
    for row in rows.to_pylist():
        if row["student_id"] not in done:
            here = waiting[row["school_id"]]
            # The students that stories are told of come first, to be chosen.
            place = 0 if row["student_id"] in NAMED else len(here)
            here.insert(place, (row["student_id"], row["severe"]))
    picks: dict[str, list[Picked]] = {CHOOSE: [], DEFER: [], DECLINE: []}
    for school in district.schools:
        here = waiting[school.school_id]
        so_far = sum(each.school_id == school.school_id for each in chosen)
        aside = round(SET_ASIDE * school.students)
        for act, ids in _one_school(here, round(CHOSEN * part * school.students) - so_far, aside):
            picks[act] += [Picked(student, school.school_id) for student in ids]
    return picks


def _one_school(
    waiting: list[tuple[str, bool]], places: int, aside: int
) -> Iterator[tuple[str, list[str]]]:
    """Who is set aside, of the first ones, and then who has one of the places."""
    # Every fifth: they stand beside students who are chosen, as they do in a real list.
    others = [student for student, _ in waiting[4 : 4 + 5 * aside : 5]]
    left = [pair for pair in waiting if pair[0] not in others]
    free = max(places, 0)
    served = within_places(left, free, places_kept(free, 20))
    yield CHOOSE, [student for student, _ in left if student in served]
    yield DEFER, others[::2]
    yield DECLINE, others[1::2]


def _decisions(
    act: str, students: list[Picked], day: date
) -> Iterator[tuple[Decision, list[Picked]]]:
    """The decision for each of the usual reasons, and the students it is about."""
    if act == CHOOSE:
        if students:
            yield Decision(CHOOSE), students
        return
    reasons = USUAL_REASONS[act]
    until = day + timedelta(days=60) if act == DEFER else None
    for n, reason in enumerate(reasons):
        if some := students[n :: len(reasons)]:
            yield Decision(act, reason, until=until), some


def write_proposals(store: Store, actor: Actor, district: District, day: date) -> None:
    """Write down who is still proposed, as the page does when somebody opens it."""
    known = candidates(store, see(store, actor, Asked(day)))
    criteria = criteria_by_school(store, [school.school_id for school in district.schools])
    record_proposals(store, _press(actor, day), board(store, known, criteria, {}, day))


def support(store: Store, actor: Actor, rng: np.random.Generator, day: date) -> None:
    """Refer some of those who miss most, start support for others, and leave the rest for later."""
    known = candidates(store, see(store, actor, Asked(day)))
    rows = known.rows.select(["student_id", "severe"]).to_pylist()
    severe = sorted(row["student_id"] for row in rows if row["severe"])
    drawn = rng.choice(5, len(severe), p=(0.45, 0.15, 0.15, 0.15, 0.1))
    wanted = [
        Support("referred" if n % 2 else "started", to_whom, day - timedelta(days=14 * n))
        for n, to_whom in enumerate(SUPPORT_FROM, start=1)
    ]
    forms = {s: (NO_SUPPORT, wanted[n - 1]) for s, n in zip(severe, drawn, strict=True) if n}
    save_supports(store, _press(actor, day), known, forms)


def _press(actor: Actor, day: date) -> Save:
    return Save(actor, datetime.combine(day, AFTERNOON))
