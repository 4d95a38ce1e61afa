"""What is counted of one school for a pack, before anything is hidden."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True)
class Figures:
    """As `sm_core.packs.pack.PackPage`, with the exact `counts` of students by the keys of its
    cells (one that is missing is unknown); `weeks` are (last day, students in rates, of these
    chronically absent), `before` the same of the year before, on its own days."""

    school_id: str
    name: str
    figures_of: date
    through: date | None = None
    counts: Mapping[str, int] = field(default_factory=dict)
    facts: Mapping[str, int | None] = field(default_factory=dict)
    days: Mapping[str, date] = field(default_factory=dict)
    weeks: tuple[tuple[date, int, int], ...] = ()
    before: tuple[tuple[date, int, int], ...] = ()
