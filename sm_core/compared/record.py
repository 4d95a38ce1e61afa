"""A school beside the others: its counts, its place among them, its change, or why neither."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from sm_core.progress.record import Progress

if TYPE_CHECKING:
    from sm_core.compared.change import Change

FEWEST = 10
"""Students in rates; of fewer a rate says too little for a chart."""
FEWEST_SCHOOLS = 3
"""Fewer beside each other are a comparison with themselves."""
SILENT_AFTER = timedelta(days=28)
OPENED_LATELY = timedelta(days=7)
NO_DATA, CLOSED, SILENT, OPENED, NO_RATES, FEW = (
    "no data", "closed", "silent", "opened", "no rates", "few",
)  # fmt: skip
STATES = (NO_DATA, CLOSED, SILENT, OPENED, NO_RATES, FEW)
"""Why a school is in no chart; the first that fits is told."""
NEW, FEW_BEFORE = "new", "few before"
"""Why a school in the charts has no change: it had no rates a year before, or those of too few."""


@dataclass(frozen=True)
class Count:
    """Students in rates, and of these the chronically absent."""

    rated: int = 0
    chronic: int = 0

    def __add__(self, other: Count) -> Count:
        return Count(self.rated + other.rated, self.chronic + other.chronic)


@dataclass(frozen=True)
class Compared:
    """The school of the `progress` under the filters: students `now` and a year `before`, the share
    chronically absent at the end of each of its weeks (`weeks`, the oldest first). `state` is ""
    where it is compared, or one of `STATES`; then `place` (of `sm_core.compared.limits`) and
    `change` are None. `place` is so too where fewer than `FEWEST_SCHOOLS` are compared. `unchanged`
    says why a school that is compared has no change."""

    progress: Progress
    now: Count
    before: Count
    weeks: tuple[tuple[date, float], ...] = ()
    state: str = ""
    place: int | None = None
    change: Change | None = None
    unchanged: str = ""

    @property
    def name(self) -> str:
        return self.progress.school.name

    @property
    def rate(self) -> float | None:
        """None for fewer than `FEWEST`."""
        return self.now.chronic / self.now.rated if self.now.rated >= FEWEST else None
