"""What a student can still reach by the end of the school year, and the pace of the first weeks.

Exact: every comparison is one of whole hundredths of days, never of a rounded rate.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import ceil

from sm_core.definitions import STANDARD, Definitions, tier_for

Days = Decimal | int

PACE_MONTH = 20
"""School days that count as a month of enrollment."""
PACE_MARKS = (2, 4, 6)
"""Absences by the end of month one, two and three that ask for a closer look (Attendance Works)."""


@dataclass(frozen=True)
class Goal:
    """To end the school year under `under` percent, at most `may_miss` of the `left` days may be
    missed, in whole days."""

    under: int
    may_miss: int
    left: int

    @property
    def must_attend(self) -> int:
        return self.left - self.may_miss


def may_miss(missed: Days, enrolled: Days, left: int, under: int) -> int | None:
    """The most of the `left` days that may be missed so that the year ends under `under` percent
    (the percent itself is over); None when even attending all of them would not do."""
    room = Fraction(under) * (Fraction(enrolled) + left) - 100 * Fraction(missed)
    return min(left, ceil(room / 100) - 1) if room > 0 else None


def goals(missed: Days, enrolled: Days, left: int, rules: Definitions = STANDARD) -> list[Goal]:
    """The goals to talk about, nearest first; none when none can be reached or no day is left.

    Chronically absent: under 10 %, or where that is out of reach under 20 %. At risk: staying
    under 10 %, and under 5 % when that can be reached. Satisfactory: staying under 5 %.
    """
    tier = tier_for(missed, enrolled, rules)
    if not tier or not left:
        return []
    wanted = {
        "satisfactory": [rules.at_risk],
        "at_risk": [rules.moderate, rules.at_risk],
    }.get(tier, [rules.moderate, rules.severe])
    found = [(under, may_miss(missed, enrolled, left, under)) for under in wanted]
    reached = [Goal(under, most, left) for under, most in found if most is not None]
    return reached if tier in ("satisfactory", "at_risk") else reached[:1]


def end_share(missed: Days, enrolled: Days, left: int) -> Fraction:
    """The share of the year missed when every day left is attended."""
    return Fraction(missed) / (Fraction(enrolled) + left)


def pace_reached(missed: Sequence[Days]) -> int | None:
    """The last of months one to three by whose end the mark of 2, 4 or 6 absences was reached, or
    None. `missed` holds what counts of each enrolled day, from the first on."""
    months = [
        month
        for month, mark in enumerate(PACE_MARKS, start=1)
        if sum(missed[: month * PACE_MONTH]) >= mark
    ]
    return max(months, default=None)
