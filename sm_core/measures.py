"""What can be measured of students and their days: each a part of a whole."""

from __future__ import annotations

from dataclasses import dataclass


def _none(number) -> bool:
    """As pandas and Python write that there is no number."""
    return number is None or number != number


@dataclass(frozen=True)
class Measure:
    """`part` and `whole` are columns of the counts (`sm_core.trends`); the whole is the students in
    rates, or the days enrolled of these. `said` says in a sentence what the part counts."""

    words: str
    part: str
    whole: str
    said: str

    @property
    def of_days(self) -> bool:
        return self.whole == "days_enrolled"

    @property
    def less_is_worse(self) -> bool:
        return self.part == "days_attended"

    @property
    def digits(self) -> int:
        """Of a percentage: shares of days lie closer together than shares of students."""
        return 1 if self.of_days else 0

    def share(self, row, when: str = "") -> float | None:
        """Of a row of counts, 0 to 1; None where nothing is counted or told. `when` is "_before"
        for the year before."""
        part, whole = getattr(row, self.part + when), getattr(row, self.whole + when)
        if _none(part) or _none(whole) or not whole:
            return None
        return float(part) / float(whole)

    def percent(self, share: float) -> str:
        """Of a share of 0 to 1, without the sign."""
        return f"{share * 100:.{self.digits}f}"


CHRONIC = Measure("Chronically absent", "chronic", "rated", "students chronically absent")
SEVERE = Measure("Severe chronic", "severe_chronic", "rated", "students in severe chronic")
MISSED = Measure("Days missed", "days_absent", "days_enrolled", "student days missed")
ATTENDANCE = Measure(
    "Average daily attendance", "days_attended", "days_enrolled", "student days attended"
)
MEASURES = {each.words: each for each in (CHRONIC, SEVERE, MISSED, ATTENDANCE)}


def shown_for(measure: Measure) -> tuple[Measure, ...]:
    """The measure with the one that must stand beside it: attendance alone looks well where one
    student in four is chronically absent."""
    return (ATTENDANCE, CHRONIC) if measure == ATTENDANCE else (measure,)
