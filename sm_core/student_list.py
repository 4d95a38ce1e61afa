"""The list of students: filtered, counted by tier, sorted and paged in SQL."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sm_core.actor import Actor
from sm_core.definitions import TIERS
from sm_core.queries import run
from sm_core.standing import Asked
from sm_core.store import Store

if TYPE_CHECKING:
    import pandas as pd

PAGE_SIZE = 50
FEW_DAYS = "few_days"
"""The group of those who stay out of rates: under ten enrolled days, or none."""

SORTS = {"rate": "Most missed first", "days": "Most days first", "name": "Name", "grade": "Grade"}
EVERYTHING = 1_000_000_000


@dataclass(frozen=True)
class Filters:
    """What narrows the list. `tiers` are names of `TIERS` or `FEW_DAYS`; None is no limit.

    `search` finds part of a name or id, whatever the case.
    """

    search: str = ""
    grades: tuple[str, ...] | None = None
    tiers: tuple[str, ...] | None = None
    sort: str = "rate"

    def parameters(self) -> dict:
        assert self.sort in SORTS
        return {
            "search": self.search.strip(),
            "grades": list(self.grades) if self.grades else None,
            "tiers": list(self.tiers) if self.tiers else None,
            "sort": self.sort,
        }


@dataclass(frozen=True)
class TierCounts:
    """Students per tier under the filters other than the tier itself. `few_days` of them stay out
    of rates and are in no tier; `early` have under 30 enrolled days."""

    tiers: dict[str, int]
    few_days: int
    early: int

    @property
    def rated(self) -> int:
        """The denominator of every share: the students in a tier."""
        return sum(self.tiers.values())

    @property
    def chronic(self) -> int:
        return self.tiers["moderate_chronic"] + self.tiers["severe_chronic"]

    def listed(self, tiers: tuple[str, ...] | None) -> int:
        """How many students a list limited to `tiers` has."""
        counts = self.tiers | {FEW_DAYS: self.few_days}
        return sum(counts[name] for name in tiers or counts)


def count_tiers(store: Store, actor: Actor, asked: Asked, filters: Filters) -> TierCounts:
    """How many students stand in each tier, whatever `filters.tiers` says."""
    values = filters.parameters() | {"early_days": asked.rules.early_days}
    with store.reading() as cursor:
        query = run(cursor, "students_counted", asked.pieces, **asked.parameters(actor), **values)
        rows = {name: (students, early) for name, students, early in query.fetchall()}
    tiers = {tier: rows.get(tier, (0, 0))[0] for tier in TIERS}
    early = sum(count for _, count in rows.values())
    return TierCounts(tiers, rows.get(FEW_DAYS, (0, 0))[0], early)


def list_students(
    store: Store,
    actor: Actor,
    asked: Asked,
    filters: Filters,
    page: int = 1,
    page_size: int = PAGE_SIZE,
) -> pd.DataFrame:
    """One page of the list, counted from 1; one row per student (and school in school scope).

    Columns: student_id, student_name ("" where no file names them), school_id, school_name,
    grade, enrolled, days_enrolled, days_absent, absence_rate, tier, few_days, data_through.
    """
    paging = {"page_size": page_size, "skip": (max(page, 1) - 1) * page_size}
    with store.reading() as cursor:
        return run(
            cursor, "students_page", asked.pieces, **asked.parameters(actor),
            **filters.parameters(), **paging,
        ).df()  # fmt: skip


def all_students(store: Store, actor: Actor, asked: Asked, filters: Filters) -> pd.DataFrame:
    """The whole list under the filters, for a download."""
    return list_students(store, actor, asked, filters, page_size=EVERYTHING)


def grades_seen(store: Store, actor: Actor, asked: Asked) -> list[str]:
    """The grades among the students seen, in natural order: PK, K, 1 … 12."""
    values = Filters().parameters()
    with store.reading() as cursor:
        rows = run(
            cursor, "grades_seen", asked.pieces, **asked.parameters(actor), **values
        ).fetchall()
    return [grade for grade, _ in rows]
