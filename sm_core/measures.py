"""What can be measured of students and their days: each a part of a whole."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Measure:
    """`part` and `whole` are columns of the counts (`sm_core.trends`); the whole is students in
    rates, or days enrolled of these. `noun` says what the part counts."""

    words: str
    part: str
    whole: str
    noun: str
    tier_from: str = ""
    """The mildest tier that counts; "" where days are counted."""

    @property
    def of_days(self) -> bool:
        return self.whole == "days_enrolled"

    @property
    def digits(self) -> int:
        """Of a percentage: shares of days lie closer together than shares of students."""
        return 1 if self.of_days else 0

    @property
    def less_is_worse(self) -> bool:
        return self.part == "days_attended"

    def share(self, counted) -> float | None:
        """Of a row of counts, 0 to 1; None where there is nothing to count."""
        whole = getattr(counted, self.whole)
        return float(getattr(counted, self.part)) / float(whole) if whole else None


CHRONIC = Measure("Chronically absent", "chronic", "rated", "students", "moderate_chronic")
SEVERE = Measure("Severe chronic", "severe_chronic", "rated", "students", "severe_chronic")
MISSED = Measure("Days missed", "days_absent", "days_enrolled", "days missed")
ATTENDANCE = Measure(
    "Average daily attendance", "days_attended", "days_enrolled", "days attended"
)  # fmt: skip
"""Never shown alone: nine in ten present every day can hide one in four chronically absent."""
MEASURES = {each.words: each for each in (CHRONIC, SEVERE, MISSED, ATTENDANCE)}


def shown_for(measure: Measure) -> tuple[Measure, ...]:
    """The measure, and the one that must stand beside it."""
    return (ATTENDANCE, CHRONIC) if measure == ATTENDANCE else (measure,)
