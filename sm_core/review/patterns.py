"""Patterns in the attendance of a school that are worth a word, and only those.

Whoever looks at a dozen things finds one that stands out where there is nothing. So each has to
stand out even beside how many were looked at (Holm's correction at 5 %), and by a point at least.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sm_core.actor import Actor
from sm_core.queries import run
from sm_core.review.pattern_kinds import (
    WEEKDAYS,
    Look,
    Told,
    breaks,
    grades,
    school_days,
    weekdays,
)
from sm_core.standing import Asked
from sm_core.store import Store

LEVEL = 0.05
LEAST_POINTS = 1
"""Points of percent; a smaller difference changes nothing that a team would do."""


@dataclass(frozen=True)
class Patterns:
    """What `stands_out` of the things `looked_at`: weekdays first."""

    stands_out: tuple[Look, ...] = ()
    looked_at: int = 0

    def __str__(self) -> str:
        if not self.looked_at:
            return "Too few weeks are known to look for patterns."
        if not self.stands_out:
            return f"{self.looked_at} looked at; none stands out more than chance alone would."
        verb = "stands" if len(self.stands_out) == 1 else "stand"
        return f"{self.looked_at} looked at; {len(self.stands_out)} {verb} out even so."


def patterns(store: Store, actor: Actor, school: str, as_of: date) -> Patterns:
    """Those of one school in its school year up to the date, leavers counted as long as they were
    there. Raises `NotAllowed` for a school that the actor may not see."""
    actor.require_schools([school])
    values = Asked(as_of, school=school).parameters(actor)
    by_grade: dict[str, dict[date, Told]] = defaultdict(dict)
    with store.reading() as cursor:
        for day, grade, *told in run(cursor, "review_grade_days", **values).fetchall():
            by_grade[grade][day] = Told(*told)
    return found_in(by_grade)


def found_in(by_grade: Mapping[str, Mapping[date, Told]]) -> Patterns:
    """As `patterns`, of what is known by grade and school day."""
    days = school_days(by_grade)
    looks = [*weekdays(days), *breaks(days), *grades(by_grade)]
    large = [look for look in surviving(looks) if look.points >= LEAST_POINTS]
    others = [look for look in large if look.weekday is None]
    return Patterns((*_without_echoes(days, large), *others), len(looks))


def _without_echoes(days: Mapping[date, Told], looks: Sequence[Look]) -> list[Look]:
    """The weekdays among the looks, farthest apart first. One that stands out makes all others
    differ from their weeks; so another counts only if it still does with those before it set
    apart."""
    left = {look.weekday for look in looks} - {None}
    kept: list[Look] = []
    while left:
        again = [look for look in weekdays(days, [each.weekday for each in kept])
                 if look.weekday in left and look.points >= LEAST_POINTS
                 and look.p * len(WEEKDAYS) <= LEVEL]  # fmt: skip
        if not again:
            break
        kept.append(max(again, key=lambda look: look.points))
        left.remove(kept[-1].weekday)
    return kept


def surviving(looks: Sequence[Look]) -> list[Look]:
    """Those that stand out beside how many were looked at, most certain first: the smallest p is
    held against a twentieth divided by all, the next by one less, until one fails."""
    ordered = sorted(looks, key=lambda look: look.p)
    for place, look in enumerate(ordered):
        if look.p * (len(ordered) - place) > LEVEL:
            return ordered[:place]
    return ordered
