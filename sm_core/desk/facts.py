"""What is known of one school when it is decided whether to call it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from sm_core.desk.behind import NOTHING, Behind
from sm_core.lessons.help import Help
from sm_core.plans.plan import Step
from sm_core.progress.record import Progress
from sm_core.support.request import OPEN, RESOLVED, SAFETY
from sm_core.support.request_list import Listed
from sm_core.team.named import Member
from sm_core.team.overview import SchoolTeam

FIRST_WEEK = timedelta(days=7)
OF_REVIEWS = "weekly"
"""The step of the template with which the weekly reviews begin."""


@dataclass(frozen=True)
class Waits:
    """A request for help that waits for a word from somebody else than its mentor, `since` a day;
    `safety`: it is a worry about a student's safety."""

    request_id: str
    since: date
    safety: bool = False

    @property
    def mark(self) -> str:
        """Tells one wait from the next: a new word of the mentor begins another."""
        return f"{self.request_id} {self.since}"


@dataclass(frozen=True, eq=False)
class Facts:
    """The progress of a school, its team, how far its data lie behind, its requests without an
    answer, the oldest first, how many of its overdue steps look done, and what it `asks` the other
    schools without an answer, the oldest first."""

    progress: Progress
    team: SchoolTeam | None = None
    behind: Behind = NOTHING
    waits: tuple[Waits, ...] = ()
    look_done: int = 0
    asks: tuple[Help, ...] = ()

    @property
    def school_id(self) -> str:
        return self.progress.school.school_id

    @property
    def name(self) -> str:
        return self.progress.school.name

    @property
    def closed(self) -> bool:
        return self.progress.closed

    @property
    def unseen(self) -> bool:
        """Whether the school has no data of this school year by the day."""
        return self.behind.last is None

    @property
    def new(self) -> bool:
        """Whether the first day that is known of it lies less than a week back."""
        begins, day = self.progress.school.begins, self.progress.day
        return begins is not None and day - FIRST_WEEK < begins <= day

    @property
    def coordinator(self) -> Member | None:
        return self.team.named.coordinator if self.team else None

    @property
    def contact(self) -> Member | None:
        """Whom to call."""
        return self.team.named.contact if self.team else None

    @property
    def overdue(self) -> list[Step]:
        """The overdue steps of the plan, the oldest first."""
        return overdue_steps(self.progress)

    @property
    def reviews_planned(self) -> bool:
        """Whether none was held yet and the plan lets the weekly reviews begin later: until then
        none is missed."""
        plan, day = self.progress.plan, self.progress.day
        steps = plan.steps if plan and self.progress.held.last is None else ()
        return any(step.template_key == OF_REVIEWS and step.open_on(day) and step.due is not None
                   and step.due >= day for step in steps)  # fmt: skip


def overdue_steps(found: Progress) -> list[Step]:
    steps = found.plan.steps if found.plan else ()
    late = [step for step in steps if step.overdue_on(found.day)]
    return sorted(late, key=lambda step: (step.due, step.place, step.step_id))


def facts(
    found: Iterable[Progress], teams: Iterable[SchoolTeam], late: Mapping[str, Behind],
    waits: Mapping[str, Iterable[Waits]], look_done: Mapping[str, int], asked: Iterable[Help],
) -> list[Facts]:  # fmt: skip
    """One per school, in their order; `waits` are the `unanswered` requests, `look_done` is by
    school, 0 where it is not named; `asked` is what the schools asked each other, the oldest
    first."""
    by_school, asks = {team.school_id: team for team in teams}, defaultdict(list)
    for each in asked:
        if each.unanswered:
            asks[each.school_id].append(each)
    return [
        Facts(one, by_school.get(one.school.school_id), late.get(one.school.school_id, NOTHING),
              tuple(waits.get(one.school.school_id, ())), look_done.get(one.school.school_id, 0),
              tuple(asks[one.school.school_id]))
        for one in found
    ]  # fmt: skip


def unplaced(
    waits: Mapping[str, Iterable[Waits]], known: Iterable[Facts]
) -> tuple[Waits, ...]:  # fmt: skip
    """What waits and belongs to none of these schools: its mentor has none, or one without data."""
    schools = {one.school_id for one in known}
    found = [wait for school, own in waits.items() if school not in schools for wait in own]
    return tuple(sorted(found, key=_oldest))


def unanswered(requests: Iterable[Listed], day: date) -> dict[str, list[Waits]]:
    """By school what waited at the end of the day, the oldest first."""
    found: dict[str, list[Waits]] = defaultdict(list)
    for row in requests:
        if since := _waits_since(row, day):
            request = row.request
            found[request.school_id].append(
                Waits(request.request_id, since, request.topic == SAFETY)
            )
    return {school: sorted(waits, key=_oldest) for school, waits in found.items()}


def _oldest(wait: Waits) -> tuple:
    return wait.since, wait.request_id


def _waits_since(row: Listed, day: date) -> date | None:
    """The day of the first word since which nobody else has said one; None where somebody has, or
    it is resolved."""
    opened = row.request.opened
    if opened is None or opened.date() > day:
        return None
    steps = [step for step in row.steps if step.happened.date() <= day]
    # The request itself stands as it does now; without any step it stood so from the first.
    state = steps[-1].state if steps else OPEN if row.steps else row.request.state
    since: date | None = opened.date()
    for step in steps:
        mentors = bool(row.mentor) and step.person == row.mentor
        since = (since or step.happened.date()) if mentors else None
    return None if state == RESOLVED else since
