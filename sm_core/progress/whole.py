"""The progress of every school from the store alone, for commands and for what is frozen; pages
keep the parts of it between reruns."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import cache

from sm_core.contacts import board as contacts
from sm_core.mentors.find import mentors_seen
from sm_core.mentors.gap import active_at
from sm_core.mentors.mentor import Mentor
from sm_core.plans.find import plans_of
from sm_core.progress.find import Known, progress
from sm_core.progress.funnel import latest_funnels, states_in, told_families
from sm_core.progress.held import weeks_until
from sm_core.progress.left import schools_left
from sm_core.progress.moments import Moment, moments
from sm_core.progress.record import Progress
from sm_core.progress.tiers import NOBODY, SchoolTiers, school_tiers
from sm_core.school_year import a_year_before, first_day, school_year_of
from sm_core.schools import School
from sm_core.seen import Seen
from sm_core.standing import Asked
from sm_core.store import Store
from sm_core.targeting.board import Board, board
from sm_core.targeting.candidates import candidates
from sm_core.targeting.criteria import criteria_by_school
from sm_core.targeting.places import places_with
from sm_core.trends import whole_year_before


def whole_progress(
    store: Store, seen: Seen, schools: Iterable[School], day: date
) -> list[Progress]:  # fmt: skip
    """One for each of the schools, in their order, with the attendance of `seen` (in student scope)
    and the program of the `day`. Raises `NotAllowed` for a mentor."""
    schools, actor, year = list(schools), seen.actor, school_year_of(day)
    ids, mentors = [school.school_id for school in schools], mentors_seen(store, actor, day)
    listed = _board(store, seen, mentors, day)
    known = Known(
        school_tiers(store, seen), listed,
        latest_funnels(listed, told_families(store, listed, day), day,
                       lambda monday: states_in(contacts.board(store, seen, day, monday))),
        weeks_until(store, ids, first_day(year), day), plans_of(store, actor, ids, year, day),
        active_at(mentors, day), schools_left(store, seen.asked.as_of),
    )  # fmt: skip
    return progress(schools, day, seen.asked.as_of, known)


def _board(store: Store, seen: Seen, mentors: list[Mentor], day: date) -> Board:
    schools = seen.students["school_id"].unique().to_pylist()
    criteria = criteria_by_school(store, schools)
    return board(store, candidates(store, seen), criteria,
                 places_with(mentors, seen.actor, day), day)  # fmt: skip


def whole_moments(
    store: Store, found: Iterable[Progress], seen_as: Callable[[Asked], Seen]
) -> dict[str, list[Moment]]:
    """By school the students by tier now, at the start, and a year before the school's own last
    day with data (`sm_core.progress.moments`); `seen_as` asks another question of the same."""
    tiers_as = cache(lambda asked: school_tiers(store, seen_as(asked)))
    return {each.school.school_id: moments_of(each, Asked(each.as_of), tiers_as) for each in found}


def moments_of(
    found: Progress, asked: Asked, tiers_as: Callable[[Asked], Mapping[str, SchoolTiers]]
) -> list[Moment]:
    """`moments` of a school; `tiers_as` gives those of every school under another question."""
    own, end = found.school.school_id, whole_year_before(asked)
    return moments(
        found, (end.as_of, tiers_as(end).get(own, NOBODY)),
        (a_year_before(_held_to(found)), tiers_as(asked.year_ago).get(own, NOBODY)),
    )  # fmt: skip


def _held_to(found: Progress) -> date:
    """The end of the school's data, or the date asked about where it has none this school year."""
    end, day = found.through, found.as_of
    return end if end and school_year_of(end) == school_year_of(day) else day
