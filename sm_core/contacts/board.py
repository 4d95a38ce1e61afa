"""The matches of one week with what was seen of each, and the weeks before it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from sm_core.contacts.standard import read_standards
from sm_core.contacts.weeks import WEEKS_SHOWN, MatchWeek, match_weeks
from sm_core.queries import run
from sm_core.school_year import school_year_of
from sm_core.seen import Seen
from sm_core.store import Store

WEEK, FRIDAY = timedelta(days=7), timedelta(days=4)
PLANNED, LESS, UNSEEN, UNASKED = "as planned", "less", "not seen", "not asked"
"""How a week went: seen as often as it asked for, less often, not at all by the mentor; or it asked
for nothing, because there was no day on which the two could have met."""


@dataclass(frozen=True)
class Last:
    """The last time somebody saw a student, or looked for them; `kind` is one of `KINDS`. It is not
    told of a student who is out of sight, because it may be the other school's."""

    day: date
    person: str
    kind: str


@dataclass(frozen=True)
class Line:
    """A match that held in the week looked at; `student`, `mentor` and `school`, where it was made,
    are names. `weeks` are the last of them, oldest first, None where it did not hold. `now_at` is
    the id of the school at which the student is now, "" for one who is out of sight."""

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
    weeks: tuple[MatchWeek | None, ...]
    last: Last | None

    @property
    def week(self) -> MatchWeek:
        """The one looked at."""
        assert self.weeks[-1] is not None
        return self.weeks[-1]

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
    student, as known on `day`; `logged` is by mentor the last day with a contact of theirs."""

    day: date
    monday: date
    lines: tuple[Line, ...]
    logged: dict[str, date]

    @cached_property
    def by_mentor(self) -> dict[str, list[Line]]:
        found: dict[str, list[Line]] = defaultdict(list)
        for line in self.lines:
            found[line.mentor_id].append(line)
        return dict(found)

    @property
    def mondays(self) -> list[date]:
        """Of the weeks of each line."""
        return mondays_to(self.monday, WEEKS_SHOWN)

    def at(self, school: str | None) -> Board:
        """The matches of one school, or of students who are there now; None is all."""
        if school is None:
            return self
        return Board(self.day, self.monday, tuple(li for li in self.lines if li.at(school)),
                     self.logged)  # fmt: skip


def mondays_to(monday: date, weeks: int) -> list[date]:
    return [monday - WEEK * n for n in reversed(range(weeks))]


def board(store: Store, seen: Seen, day: date, monday: date, weeks: int = WEEKS_SHOWN) -> Board:
    """The matches of the actor of `seen`, in the week that begins on `monday`, with so many weeks
    up to it; contacts count up to `day`, school days before it."""
    actor, as_of = seen.actor, seen.asked.as_of
    here = {row["student_id"]: row for row in
            seen.students.select(["student_id", "school_id", "grade"]).to_pylist()}  # fmt: skip
    mondays = mondays_to(monday, weeks)
    found = match_weeks(store, actor, as_of, day, mondays[0], monday, list(here))
    held: dict[str, dict[date, MatchWeek]] = defaultdict(dict)
    for week in found:
        held[week.match_id][week.monday] = week
    held = {match: by for match, by in held.items() if monday in by}
    of_match = {match: by[monday] for match, by in held.items()}
    with store.reading() as cursor:
        names = run(cursor, "contact_lines", ids=list(held), school_year=school_year_of(as_of))
        named = names.fetchall()
        standards = read_standards(cursor, sorted({m.school_id for m in of_match.values()}))
        last = _last(cursor, day, {m.student_id for m in of_match.values()})
        logged = dict(run(cursor, "contacts_last_of_mentors", day=day).fetchall())
    lines = []
    for match, student, mentor, school in named:
        one = of_match[match]
        at = here.get(one.student_id, {})
        lines.append(Line(
            match, one.student_id, student, at.get("grade") or "", one.mentor_id, mentor,
            one.school_id, school, at.get("school_id", ""), standards[one.school_id],
            tuple(held[match].get(each) for each in mondays),
            last.get(one.student_id) if at else None,
        ))  # fmt: skip
    return Board(day, monday, tuple(lines), logged)


def _last(cursor, day: date, students: Iterable[str]) -> dict[str, Last]:
    rows = run(cursor, "contacts_last", day=day, students=sorted(students)).fetchall()
    return {student: Last(*said) for student, *said in rows}
