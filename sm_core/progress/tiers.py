"""The students of each school by tier, at one date."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from sm_core.definitions import TIERS
from sm_core.seen import Seen
from sm_core.store import Store
from sm_core.student_list import FEW_DAYS, InTiers


@dataclass(frozen=True)
class SchoolTiers(InTiers):
    """Students whose latest school it is, by tier; `few_days` of them stay out of rates. `enrolled`
    are all of them still there at the date."""

    tiers: dict[str, int] = field(default_factory=lambda: dict.fromkeys(TIERS, 0))
    few_days: int = 0
    enrolled: int = 0

    @property
    def students(self) -> int:
        return self.rated + self.few_days


NOBODY = SchoolTiers()


def school_tiers(store: Store, seen: Seen) -> dict[str, SchoolTiers]:
    """By school of the students seen; schools without students are not there."""
    found: dict[str, dict[str, tuple[int, int]]] = defaultdict(dict)
    with seen.ask(store, "school_tiers") as query:
        for school, name, students, enrolled in query.fetchall():
            found[school][name] = students, enrolled
    return {
        school: SchoolTiers(
            {tier: of.get(tier, (0, 0))[0] for tier in TIERS}, of.get(FEW_DAYS, (0, 0))[0],
            sum(enrolled for _, enrolled in of.values()),
        )
        for school, of in found.items()
    }  # fmt: skip
