"""A number of students as it may be shown."""

from __future__ import annotations

from dataclasses import dataclass

FEWEST = 10
"""Students; a smaller group is hidden."""
LOW, HIGH = 5, 95
"""Percent; a share below or above is told as "under 5%" or "over 95%" only."""
SHOWN, FEW, UNDER, OVER, BESIDE = "", "few", "under", "over", "beside"
"""Why a number is not shown: it or its rest is too few, it is under 5 or over 95 percent, or another
one could be worked out from it."""


@dataclass(frozen=True)
class Cell:
    """The `count` of students, or None and in `why` the reason that it is hidden. None of both means
    that nothing is known."""

    count: int | None = None
    why: str = SHOWN

    @property
    def hidden(self) -> bool:
        return bool(self.why)
