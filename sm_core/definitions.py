"""The bounds that decide the tiers, in one place and in the field's own words."""

from dataclasses import dataclass
from decimal import Decimal

TIERS = ("satisfactory", "at_risk", "moderate_chronic", "severe_chronic")

TIER_WORDS = {
    "satisfactory": "Satisfactory",
    "at_risk": "At risk",
    "moderate_chronic": "Moderate chronic",
    "severe_chronic": "Severe chronic",
}

DAY_RULES = {
    "half_day": "a day counts as missed when at least half of it was missed",
    "fractional": "each part of a day counts as that part",
    "any": "a day counts as missed when any part of it was missed",
}

SCOPES = {
    "student": "all schools of the district together",
    "school": "the days at this school only",
}


@dataclass(frozen=True)
class Definitions:
    """The settings behind every number; percents are whole numbers of enrolled days.

    The lower edge belongs to the worse tier (Attendance Works; CEDS 002022 for 10 %).
    """

    at_risk: int = 5
    moderate: int = 10
    severe: int = 20
    few_days: int = 10
    """Under this many enrolled days a student stays out of rates."""
    early_days: int = 30
    """Under this many enrolled days screens say "early" instead of a tier."""

    @property
    def bounds(self) -> dict[str, int]:
        """The query parameters of the tier rule."""
        return {
            "at_risk": self.at_risk,
            "moderate": self.moderate,
            "severe": self.severe,
            "few_days": self.few_days,
        }


STANDARD = Definitions()


def tier_for(days_absent: Decimal | int, days_enrolled: int, rule: Definitions = STANDARD) -> str:
    """The tier of one student, compared exactly; "" where no day was enrolled.

    The query `standing.sql` is this rule for many students; tests hold the two together.
    """
    if days_enrolled == 0:
        return ""
    share = Decimal(days_absent) * 100
    if share >= rule.severe * days_enrolled:
        return "severe_chronic"
    if share >= rule.moderate * days_enrolled:
        return "moderate_chronic"
    return "at_risk" if share >= rule.at_risk * days_enrolled else "satisfactory"
