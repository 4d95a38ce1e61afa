"""A student's days as frames for the two pictures: one square per day, and the running share."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from sm_core.definitions import STANDARD, Definitions
from sm_core.student import Day, Student, Year
from sm_core.student_words import KINDS, OTHER_KIND, percent

if TYPE_CHECKING:
    import pandas as pd

STATES = ("present", "part", "whole", "out", "ahead")
"""How a day looks: nothing, part or all of it missed, not counted, still to come."""


def squares(student: Student) -> pd.DataFrame:
    """One row per date in session: day, state (of `STATES`), excused, missed and enrolled (days
    that count, by the day rule), words. A date at two schools shows the worse of the two."""
    import pandas as pd

    dates = defaultdict(list)
    for day in student.year.days:
        dates[day.day].append(day)
    known = [_square(days) for _, days in sorted(dates.items())]
    ahead = [
        {"day": day, "state": "ahead", "excused": False, "missed": 0.0, "enrolled": 0,
         "words": "to come"}
        for day in sorted(set(student.ahead or ()) - dates.keys())
    ]  # fmt: skip
    columns = ["day", "state", "excused", "missed", "enrolled", "words"]
    return pd.DataFrame(known + ahead, columns=columns)


def _square(days: list[Day]) -> dict:
    worst = max(days, key=lambda day: (day.portion, day.counts))
    return {
        "day": worst.day,
        "state": _state(worst),
        "excused": worst.meaning == "absent_excused",
        "missed": float(sum(day.missed for day in days)),
        "enrolled": sum(day.counts for day in days),
        "words": " · ".join(_words(day) for day in days),
    }


def _state(day: Day) -> str:
    if not day.counts:
        return "out"
    if day.portion == 0:
        return "present"
    return "whole" if day.portion == 1 else "part"


def _words(day: Day) -> str:
    if not day.counts:
        return "not counted"
    if day.portion == 0:
        return "present"
    part = "missed" if day.portion == 1 else f"missed {day.portion:.0%} of the day"
    return f"{part}, {KINDS.get(day.meaning, OTHER_KIND)}"


def running(year: Year, rules: Definitions = STANDARD) -> pd.DataFrame:
    """One row per date from the tenth enrolled day on: day, share (of the days enrolled so far
    that were missed), missed, enrolled, percent (in words, cut as everywhere). Empty where totals
    hold what the days do not tell."""
    import pandas as pd

    rows, missed, enrolled = {}, Decimal(0), 0
    for day in year.days if year.known_by_day else ():
        missed, enrolled = missed + day.missed, enrolled + day.counts
        if enrolled >= rules.few_days:
            share = Fraction(missed) / enrolled
            rows[day.day] = (day.day, float(share), float(missed), enrolled, percent(share))
    columns = ["day", "share", "missed", "enrolled", "percent"]
    return pd.DataFrame(rows.values(), columns=columns)
