"""The matches of one week with what was seen of each."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from sm_core.contacts.standard import read_standards
from sm_core.contacts.weeks import FRIDAY, MatchWeek, match_weeks
from sm_core.school_year import school_year_of
from sm_core.seen import Seen
from sm_core.store import Store

PLANNED, LESS, UNSEEN, UNASKED = "as planned", "less", "not seen", "not asked"
"""How a week went: seen as often as it asked for, less often, not at all by the mentor; or it asked
for nothing, because there was no day, or too few for the standard, on which they could meet."""


@dataclass(frozen=True)
class Line:
    """A match that held in the week looked at; `student`, `mentor` and `school`, where it was made,
    are names. `now_at` is the id of the school at which the student is now, "" for one who is out
    of sight. `counted` is false for a match that another school than the actor's made and answers
    for."""

    match_id: str
    student_id: str
    student: str
    grade: str
    mentor_id: str
    mentor: str
    school_id: str
    school: str
    now_at: str
    standard: int
    counted: bool
    week: MatchWeek

    @property
    def asked(self) -> int:
        """How many contacts the week asks for, as far as it has come."""
        return self.week.expected(self.standard)

    @property
    def state(self) -> str:
        if not self.asked:
            return UNASKED
        if self.week.as_planned(self.standard):
            return PLANNED
        return LESS if self.week.seen else UNSEEN

    @property
    def at_school(self) -> str:
        """Whose school days count for the two."""
        return self.now_at or self.school_id

    def holds_on(self, day: date) -> bool:
        return self.week.started <= day and (self.week.ended is None or day < self.week.ended)

    @property
    def marked(self) -> bool:
        """Whether the mentor logged anything with the student in the week."""
        return bool(self.week.seen or self.week.looked)

    def at(self, school: str | None) -> bool:
        """Whether the school, where the match was made or the student is now; None is any."""
        return school in (None, self.school_id, self.now_at)

    def goes_on(self, day: date) -> bool:
        """Whether the school days of the week are not over for the match: a day counts once it
        is over."""
        return day <= self.week.monday + FRIDAY and self.holds_on(day)


@dataclass(frozen=True, eq=False)
class Board:
    """The matches that held in the week of `monday`, by last name of the mentor, then of the
    student, as known on `day`."""

    day: date
    monday: date
    lines: tuple[Line, ...]

    @cached_property
    def by_mentor(self) -> dict[str, list[Line]]:
        found: dict[str, list[Line]] = defaultdict(list)
        for line in self.lines:
            found[line.mentor_id].append(line)
        return dict(found)

    def at(self, school: str | None) -> Board:
        """The matches of one school, or of students who are there now; None is all."""
        if school is None:
            return self
        return Board(self.day, self.monday, tuple(li for li in self.lines if li.at(school)))

    def counted(self, school: str | None = None) -> list[Line]:
        """The matches that the numbers count: each at the school that made it, wherever the student
        is now; None is all that the actor's schools made."""
        return [li for li in self.lines if li.counted and school in (None, li.school_id)]


def board(store: Store, seen: Seen, day: date, monday: date) -> Board:
    """The matches of the actor of `seen` (in student scope), in the week that begins on `monday`;
    contacts count up to `day`, school days before it."""
    assert seen.asked.scope == "student"
    actor, as_of = seen.actor, seen.asked.as_of
    found = match_weeks(store, actor, as_of, day, monday, monday, seen.here)
    weeks = {week.match_id: week for week in found}
    asked = {"ids": list(weeks), "school_year": school_year_of(as_of)}
    with seen.ask(store, "contact_lines", **asked) as query:
        named = query.fetchall()
    with store.reading() as cursor:
        standards = read_standards(cursor, sorted({week.school_id for week in found}))
    own = actor.scope["schools"]
    return Board(day, monday, tuple(
        _line(weeks[match], names, standards, own) for match, *names in named
    ))  # fmt: skip


def _line(week: MatchWeek, names: list[str], standards: dict[str, int], own) -> Line:
    student, grade, mentor, school, now_at = names
    return Line(
        week.match_id, week.student_id, student, grade, week.mentor_id, mentor, week.school_id,
        school, now_at, standards[week.school_id], own is None or week.school_id in own, week,
    )  # fmt: skip
