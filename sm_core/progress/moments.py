"""The students of a school by tier at three dates: now, in the baseline, and a year before."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from sm_core.definitions import TIERS
from sm_core.progress.record import Progress
from sm_core.progress.tiers import SchoolTiers

NOW, START, YEAR_END, YEAR = (
    "Now",
    "Baseline of the plan",
    "End of last year",
    "Same date last year",
)
FEW = 10
"""A share of fewer students is neither drawn nor said."""


@dataclass(frozen=True)
class Moment:
    """The students of a school by tier as of a `day`, under a label of this module. A date of which
    nothing is known has none."""

    label: str
    day: date
    tiers: Mapping[str, int] = field(default_factory=dict)

    @property
    def rated(self) -> int:
        return sum(self.tiers.get(tier, 0) for tier in TIERS)

    @property
    def chronic(self) -> int:
        return sum(self.tiers.get(tier, 0) for tier in ("moderate_chronic", "severe_chronic"))

    @property
    def may_be_drawn(self) -> bool:
        return self.rated >= FEW


def moments(
    found: Progress, year_end: tuple[date, SchoolTiers], year_before: tuple[date, SchoolTiers]
) -> list[Moment]:
    """Now, at the start and on the same date last year, in this order. The start is that which the
    plan keeps; where there is none, the last day of the last school year as it is known today.
    A closed school has nobody now: those who left say nothing of it."""
    day, before = year_before
    return [
        Moment(NOW, found.through or found.as_of, {} if found.closed else found.now.tiers),
        _start(found, *year_end),
        Moment(YEAR, day, before.tiers),
    ]


def _start(found: Progress, day: date, at_year_end: SchoolTiers) -> Moment:
    plan = found.plan
    if plan and plan.baseline_day and sum(plan.baseline.values()):
        return Moment(START, plan.baseline_day, plan.baseline)
    return Moment(YEAR_END, day, at_year_end.tiers)
