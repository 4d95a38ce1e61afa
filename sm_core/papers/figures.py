"""The figures of one school that its papers print: asked of what the pages ask, so that both say
the same."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sm_core.actor import Actor
from sm_core.errors import SmError
from sm_core.families.find import families
from sm_core.families.lists import lists_of
from sm_core.families.policy import Policy, policy_of
from sm_core.mentors.find import mentors_seen
from sm_core.mentors.gap import Places, places
from sm_core.mentors.mentor import KINDS, ORIENTATION, Mentor
from sm_core.plausible import us_day
from sm_core.queries import run
from sm_core.school_year import school_year_of
from sm_core.schools import School, schools_seen
from sm_core.seen import Filters
from sm_core.store import Store
from sm_core.student_list import TierCounts, count_tiers
from sm_core.targeting.board import Answer, Board, answer
from sm_core.targeting.criteria import Criteria, criteria_of
from sm_core.targeting.places import mentors_needed
from sm_core.team.overview import SchoolTeam, teams
from sm_core.trainings.find import read_sessions
from sm_core.trainings.listed import is_ahead
from sm_core.trainings.needed import who_needs
from sm_core.trainings.session import Session


@dataclass(frozen=True, eq=False)
class Figures:
    """One school on a `day`; attendance is that of `as_of` and counts through `through` (None:
    there is none). `families` are students by list of `LISTS`; `unoriented` mentors still need the
    orientation; `school_days` are those of the school year that the calendar tells, past ones too.
    Choices are those that stand `today`, whatever the day."""

    school: School
    day: date
    as_of: date
    today: date
    through: date | None
    tiers: TierCounts
    criteria: Criteria
    answer: Answer
    places: Places
    policy: Policy
    families: dict[str, int]
    mentors: list[Mentor]
    sessions: list[Session]
    unoriented: int
    team: SchoolTeam
    school_days: list[date]

    @property
    def school_year(self) -> str:
        """That of the attendance: data may end a year before the day."""
        return school_year_of(self.as_of)

    @property
    def dated(self) -> str:
        """From when the figures are, for a foot or a caption."""
        data = f"attendance through {us_day(self.through)}" if self.through else "no attendance"
        choices = f", students chosen as of {us_day(self.today)}" if self.day < self.today else ""
        return f"{data}, program on {us_day(self.day)}{choices}"

    @property
    def to_serve(self) -> int:
        """The students to plan for: those chosen, or those proposed where nobody is chosen yet."""
        return self.answer.chosen or self.answer.proposed

    @property
    def mentors_needed(self) -> int:
        """Mentors for all of `to_serve`, at the caseload of the school."""
        return mentors_needed(self.to_serve, self.criteria.caseload)

    @property
    def days_ahead(self) -> list[date]:
        return [day for day in self.school_days if day > self.day]

    @property
    def next_meeting(self) -> date | None:
        return self.team.meeting.next_after(self.day, self.school_days)

    def planned(self, kind: str) -> list[Session]:
        """The sessions of a kind that are still ahead, at the school or for the whole district."""
        return [s for s in self.sessions if s.kind == kind and is_ahead(s, self.day)]

    def mentors_of(self, kind: str) -> list[Mentor]:
        """The mentors of a kind of `KINDS` who have not left."""
        assert kind in KINDS
        return [m for m in self.mentors if m.kind == kind and m.stage(self.day) != "closed"]

    @property
    def active(self) -> int:
        """Mentors who are active, as the Mentors page counts them."""
        return self.places.ready + self.places.blocked

    @property
    def unscreened(self) -> int:
        """Mentors who have not left and for whom a step of the screening does not hold."""
        there = [m for m in self.mentors if m.stage(self.day) != "closed"]
        return sum(bool(m.missing_steps(self.day)) for m in there)


def figures(store: Store, board: Board, school: str, day: date, today: date) -> Figures:
    """The figures of one school of the actor of the `board`, who may be somebody with other
    schools, too. The choices of the board are those of `today`. Raises `NotAllowed` for a school
    outside the actor's, `SmError` for one without data."""
    seen = board.candidates.seen
    actor = seen.actor
    team = _team(store, actor, school, day)
    known = next(s for s in schools_seen(store, actor) if s.school_id == school)
    told = [f for f in families(store, seen, day) if f.school_id == school]
    with store.reading() as cursor:
        sessions = [s for s in read_sessions(cursor, actor) if s.school_id in ("", school)]
        days = run(cursor, "session_days_of", school=school, school_year=school_year_of(day))
        school_days = [d for (d,) in days.fetchall()]
    at_places = {row.school_id: row for row in places(store, actor, day)}
    return Figures(
        known, day, seen.asked.as_of, today, known.by(seen.asked.as_of).data_through,
        count_tiers(store, seen, Filters(school=school)),
        criteria_of(store, school), answer(board, school),
        at_places.get(school, Places(school)), policy_of(store, school),
        {name: len(found) for name, found in lists_of(told, day).items()},
        [m for m in mentors_seen(store, actor, day) if school in m.schools],
        sessions, sum(need.needs(ORIENTATION) for need in who_needs(store, actor, day, school)),
        team, school_days,
    )  # fmt: skip


def _team(store: Store, actor: Actor, school: str, day: date) -> SchoolTeam:
    actor.require_schools([school])
    found = [team for team in teams(store, actor, day) if team.school_id == school]
    if not found:
        raise SmError(f'There is no school "{school}" in the data, so it has no papers.')
    return found[0]
