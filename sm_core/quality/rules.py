"""The bounds that decide what is worth a look, in one place.

None of them is anybody's standard; `docs/decisions.md` says why they are what they are.
"""

from dataclasses import dataclass

USUAL_DAYS = 20
"""School days that make a school's usual; `quality_jumps.sql` holds the same number."""


@dataclass(frozen=True)
class QualityRules:
    """The settings behind every check."""

    late_after: int = 7
    """A school is late when its data end more than so many days before the as-of date."""
    marks_a_day: int = 10
    """A day without anybody marked is doubted where a school marks at least so many on a day with
    marks: with that many expected, chance leaves a day empty once in 20,000."""
    times: int = 3
    """A jump is at least so many times the usual share, or at most one part in so many of it …"""
    students_more: int = 10
    """… and at least so many students more, or fewer, than usual."""
    days_before: int = 10
    """A school's usual is known after so many days."""

    @property
    def parameters(self) -> dict[str, int]:
        """What the queries on data quality bind."""
        return dict(vars(self))


QUALITY = QualityRules()
