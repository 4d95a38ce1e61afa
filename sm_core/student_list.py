"""The list of students: counted by tier, sorted and paged in SQL."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from sm_core.definitions import TIERS
from sm_core.seen import Filters, Seen
from sm_core.store import Store

if TYPE_CHECKING:
    import pandas as pd

PAGE_SIZE = 50
FEW_DAYS = "few_days"
"""The group of those who stay out of rates: under ten enrolled days, or none."""

SORTS = {"rate": "Most missed first", "days": "Most days first", "name": "Name", "grade": "Grade"}
EVERYTHING = 1_000_000_000


class InTiers:
    """What follows from students counted by tier."""

    tiers: dict[str, int]

    @property
    def rated(self) -> int:
        """The denominator of every share: the students in a tier."""
        return sum(self.tiers.values())

    @property
    def chronic(self) -> int:
        return self.tiers["moderate_chronic"] + self.tiers["severe_chronic"]


@dataclass(frozen=True)
class TierCounts(InTiers):
    """Students per tier under the filters other than the tier itself. `few_days` of them stay out
    of rates and are in no tier; `early` have under 30 enrolled days. The days, exact, are those of
    the students in a tier."""

    tiers: dict[str, int]
    few_days: int
    early: int
    days_absent: Decimal = Decimal(0)
    days_enrolled: Decimal = Decimal(0)

    def listed(self, tiers: tuple[str, ...] | None) -> int:
        """How many students a list limited to `tiers` has."""
        counts = self.tiers | {FEW_DAYS: self.few_days}
        return sum(counts[name] for name in tiers or counts)


def count_tiers(store: Store, seen: Seen, filters: Filters) -> TierCounts:
    """How many students stand in each tier, whatever `filters.tiers` says."""
    early_days = seen.asked.rules.early_days
    with seen.ask(store, "students_counted", filters, early_days=early_days) as query:
        rows = {name: numbers for name, *numbers in query.fetchall()}
    tiers = {tier: rows[tier][0] if tier in rows else 0 for tier in TIERS}
    few = rows[FEW_DAYS][0] if FEW_DAYS in rows else 0
    rated = [rows[tier] for tier in TIERS if tier in rows]
    return TierCounts(
        tiers, few, sum(row[1] for row in rows.values()),
        sum((row[2] for row in rated), Decimal(0)), sum((row[3] for row in rated), Decimal(0)),
    )  # fmt: skip


def list_students(
    store: Store, seen: Seen, filters: Filters, page: int = 1, page_size: int = PAGE_SIZE
) -> pd.DataFrame:
    """One page of the list, counted from 1; one row per student (and school in school scope).

    Columns: student_id, student_name ("" where no file names them), school_id, school_name,
    grade, enrolled, days_enrolled, days_absent, absence_rate, tier, few_days, data_through.
    """
    assert filters.sort in SORTS
    paging = {"page_size": page_size, "skip": (max(page, 1) - 1) * page_size}
    with seen.ask(store, "students_page", filters, **paging) as query:
        return query.df()


def all_students(store: Store, seen: Seen, filters: Filters) -> pd.DataFrame:
    """The whole list under the filters, for a download."""
    return list_students(store, seen, filters, page_size=EVERYTHING)


def one_student(seen: Seen, student_id: str) -> pd.DataFrame:
    """The row of one student among those seen, whatever the filters; no row for anybody else."""
    import pyarrow.compute as compute

    return seen.students.filter(compute.field("student_id") == student_id).to_pandas()


def students_named(seen: Seen, student_ids: list[str]) -> list[tuple[str, str]]:
    """(id, name, or the id where there is none) of those among `student_ids` that the actor sees,
    in their order."""
    import pyarrow as pa
    import pyarrow.compute as pc

    wanted = pc.is_in(seen.students["student_id"], pa.array(student_ids, pa.string()))
    rows = seen.students.filter(wanted).select(["student_id", "student_name"]).to_pylist()
    names = {row["student_id"]: row["student_name"] or row["student_id"] for row in rows}
    return [(student, names[student]) for student in student_ids if student in names]


def schools_of(seen: Seen, student_ids: list[str]) -> set[str]:
    """The ids of the latest schools of those among `student_ids` that the actor sees."""
    import pyarrow as pa
    import pyarrow.compute as pc

    wanted = pc.is_in(seen.students["student_id"], pa.array(student_ids, pa.string()))
    return set(seen.students.filter(wanted)["school_id"].to_pylist())


def grades_seen(store: Store, seen: Seen) -> list[str]:
    """The grades among the students seen, in natural order: PK, K, 1 … 12."""
    with seen.ask(store, "grades_seen") as query:
        return [grade for grade, _ in query.fetchall()]


def groups_seen(store: Store, seen: Seen) -> list[str]:
    """The student groups among the students seen, by name; none for a mentor."""
    with seen.ask(store, "groups_seen") as query:
        return [name for (name,) in query.fetchall()]
