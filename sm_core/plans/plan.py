"""The record of a plan: its steps, its goals, and what was said about them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction

START, GOING = "start", "going"
PHASES = {START: "Start-up", GOING: "Implementation"}
TO_DO, BEGUN, DONE, DROPPED = "to do", "begun", "done", "dropped"
STATES = {TO_DO: "To do", BEGUN: "Begun", DONE: "Done", DROPPED: "Not needed"}
ENDED = (DONE, DROPPED)
MENTORED, MENTORS, CHRONIC = "mentored", "mentors", "chronic"
MEASURES = {
    MENTORED: "Students with a mentor",
    MENTORS: "Active mentors",
    CHRONIC: "Chronic rate",
}


@dataclass(frozen=True)
class Step:
    """`what` the `owner` is to do by `due` (None: no day is set), as it stands now. `ended` is the
    day on which it was done or dropped, `words` what was said then; `template_key` is the step of
    the template it came from, "" for one of the school's own."""

    step_id: str
    school_id: str
    school_year: str
    phase: str
    place: int
    what: str
    owner: str = ""
    due: date | None = None
    state: str = TO_DO
    ended: date | None = None
    words: str = ""
    template_key: str = ""
    opened: datetime | None = None
    opened_by: str = ""

    def open_on(self, day: date) -> bool:
        """Whether it was still to be done at the end of the day."""
        return self.state not in ENDED or (self.ended is not None and self.ended > day)

    def overdue_on(self, day: date) -> bool:
        return self.due is not None and self.due < day and self.open_on(day)

    def done_on(self, day: date) -> bool:
        return self.state == DONE and not self.open_on(day)


@dataclass(frozen=True)
class Target:
    """The goal of a plan for one of `MEASURES`: it began at `baseline` (`of` so many students, None
    for a plain count) on a day, and is to be `goal` by a day: a count, or of a rate a percent."""

    measure: str
    baseline: int
    of: int | None
    baseline_day: date
    goal: Decimal
    by: date | None = None

    @property
    def began_at(self) -> Fraction:
        """In the unit of the goal: a count, or percent."""
        return Fraction(self.baseline * 100, self.of) if self.of else Fraction(self.baseline)

    @property
    def asks_for_more(self) -> bool:
        """Whether the goal lies on the better side of the baseline: fewer of a rate, more of all
        else. One that does not says nothing of progress."""
        goal = Fraction(self.goal)
        return goal < self.began_at if self.measure == CHRONIC else goal > self.began_at


@dataclass(frozen=True)
class Comment:
    """What a `person` said about a plan, or one of its steps (`step_id` "" is the whole plan)."""

    comment_id: str
    school_id: str
    school_year: str
    step_id: str
    words: str
    person: str
    recorded: datetime
    taken_back: datetime | None = None

    def stands_on(self, day: date) -> bool:
        taken = self.taken_back and self.taken_back.date() <= day
        return self.recorded.date() <= day and not taken


@dataclass(frozen=True)
class Counted:
    """Of the steps of a plan that are needed, `total`, so many `done` and, of those open,
    `overdue`; `undated` are open without a day."""

    total: int = 0
    done: int = 0
    overdue: int = 0
    undated: int = 0


@dataclass(frozen=True)
class Plan:
    """The plan of a school for a school year. `started` is the day from which its weeks count;
    `baseline` are students by tier on `baseline_day`, as they were when it was set."""

    school_id: str
    school_year: str
    started: date
    baseline_day: date | None = None
    baseline: dict[str, int] = field(default_factory=dict)
    made: datetime | None = None
    made_by: str = ""
    steps: tuple[Step, ...] = ()
    targets: tuple[Target, ...] = ()
    comments: tuple[Comment, ...] = ()

    @property
    def plan_id(self) -> str:
        return plan_id(self.school_id, self.school_year)

    def counted_on(self, day: date) -> Counted:
        return count_steps(self.steps, day)

    def said_by(self, day: date, step_id: str = "") -> list[Comment]:
        """The comments about a step, or ("") the plan as a whole, that stood at the end of the day;
        the first one first."""
        return [c for c in self.comments if c.step_id == step_id and c.stands_on(day)]


def plan_id(school: str, school_year: str) -> str:
    """The same for everybody: two people who begin the plan of a school begin one."""
    return f"{school}|{school_year}"


def count_steps(steps: Iterable[Step], day: date) -> Counted:
    """Those dropped by the day are not needed and count for nothing."""
    needed = [s for s in steps if s.open_on(day) or s.done_on(day)]
    still = [s for s in needed if s.open_on(day)]
    return Counted(
        len(needed), len(needed) - len(still), sum(s.overdue_on(day) for s in still),
        sum(s.due is None for s in still),
    )  # fmt: skip
