"""The progress of every school that a person may see, put together from what other pages ask."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from sm_core.plans.plan import Plan
from sm_core.progress.funnel import Funnel
from sm_core.progress.held import Weeks, held
from sm_core.progress.record import Progress
from sm_core.progress.tiers import NOBODY, SchoolTiers
from sm_core.school_year import first_day, school_year_of
from sm_core.schools import School
from sm_core.targeting.board import Board, answers


@dataclass(frozen=True, eq=False)
class Known:
    """What the progress is made of, by school: students by tier `now`, the `funnels`, the weeks
    with their reviews, the plans, the active mentors; the schools that all have `left`, and the
    board."""

    now: Mapping[str, SchoolTiers]
    board: Board
    funnels: Mapping[str, Funnel]
    weeks: Mapping[str, Weeks]
    plans: Mapping[str, Plan]
    mentors: Mapping[str, int] = field(default_factory=dict)
    left: Collection[str] = ()


def progress(schools: Iterable[School], day: date, as_of: date, known: Known) -> list[Progress]:
    """One for each of the schools, in their order."""
    found = answers(known.board)
    return [_of(school, day, as_of, known, found) for school in schools]


def _of(school: School, day: date, as_of: date, known: Known, found) -> Progress:
    own, plan = school.school_id, known.plans.get(school.school_id)
    answer = found.get(own)
    since = plan.started if plan and plan.started <= day else first_day(school_year_of(day))
    return Progress(
        school.by(as_of), day, as_of, known.now.get(own, NOBODY),
        known.funnels.get(own, Funnel()),
        *((answer.without_mentor, answer.free, answer.severe, answer.neither) if answer
          else (0, 0, 0, 0)),
        since, held(known.weeks.get(own, ()), since), plan, known.mentors.get(own, 0),
        own in known.left,
    )  # fmt: skip
