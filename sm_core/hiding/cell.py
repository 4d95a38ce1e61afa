"""A number of students as it may be shown."""

from __future__ import annotations

from dataclasses import dataclass

FEWEST = 10
"""Students; a smaller group is hidden."""
LOW, HIGH = 5, 95
"""Percent; of a share below or above only that is told."""
SHOWN, FEW, MOST, UNDER, OVER, BESIDE = "", "few", "most", "under", "over", "beside"
"""Why a number is not shown: it is under 10, all but under 10, under 5 percent, over 95 percent, or
another one could be worked out from it."""


@dataclass(frozen=True)
class Cell:
    """The `count` of students, or None and in `why` the reason that it is hidden. None without a
    reason means that nothing is known."""

    count: int | None = None
    why: str = SHOWN

    @property
    def hidden(self) -> bool:
        return bool(self.why)
