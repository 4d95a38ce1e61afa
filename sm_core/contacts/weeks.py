"""Per match and week: how often the two met, and how often they could have."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sm_core.actor import Actor
from sm_core.contacts.standard import expected
from sm_core.queries import run
from sm_core.standing import Asked
from sm_core.store import Store

WEEK, FRIDAY, SUNDAY = timedelta(days=7), timedelta(days=4), timedelta(days=6)
"""A week, and from its Monday to its Friday and Sunday."""


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


@dataclass(frozen=True)
class MatchWeek:
    """One match in one week. `session` school days lie in the match and before the day looked at;
    on `away` of them the student was absent all day, of `unknown` nobody knows yet. Days, each
    once: `seen` by the mentor, `seen_by_others` and not by the mentor, `looked` for in vain by the
    mentor, whoever else saw the student."""

    match_id: str
    student_id: str
    mentor_id: str
    school_id: str
    started: date
    ended: date | None
    monday: date
    session: int
    away: int
    unknown: int
    seen: int
    seen_by_others: int
    looked: int

    @property
    def possible(self) -> int:
        """Days on which the two could have met: in session, and the student not away all day."""
        return self.session - self.away

    def expected(self, standard: int) -> int:
        return expected(standard, self.possible)

    def as_planned(self, standard: int) -> bool:
        """Whether the mentor saw the student as often as the week asked for."""
        return self.seen >= self.expected(standard)


def match_weeks(
    store: Store, actor: Actor, as_of: date, day: date, first: date, last: date,
    here: Sequence[str] = (), matches: Sequence[str] | None = None,
) -> list[MatchWeek]:  # fmt: skip
    """One row per match made at the actor's schools, or of a student who is `here` now, and week
    from that of `first` to that of `last` in which it held; a mentor's own matches for a mentor;
    only those of `matches`, where ids are given.

    Of a student of another school who is not `here` only the days at the actor's schools and the
    contacts there and by the match's own mentor count. A mentor knows no contacts of others.

    Contacts count up to `day`; school days only before it, because that day is not over, and those
    after the attendance date `as_of` only where a calendar file says so. Weeks of another school
    year than that of `as_of` have no school days.
    """
    first, last = monday_of(first), monday_of(last) + SUNDAY
    # Whoever missed half a day was there for the other half.
    asked = Asked(as_of, day_rule="fractional")
    values = asked.parameters(actor) | {
        "first": first, "last": last, "day": day, "through": day - timedelta(days=1),
        "mentor": actor.mentor_id, "here": list(here),
        "matches": None if matches is None else list(matches),
    }  # fmt: skip
    with store.reading() as cursor:
        rows = run(cursor, "match_weeks", asked.pieces, **values).fetchall()
    return [MatchWeek(*row) for row in rows]
