"""School years: July 1 to June 30, written "2025-26"."""

import re
from datetime import date, timedelta

from sm_core.errors import SmError

FIRST_MONTH, FIRST_DAY = 7, 1
PLAUSIBLE = range(1990, 2100)
"""Years in which a school year of our data can begin; any other is a slip."""


def school_year_of(day: date) -> str:
    """The school year that holds `day`: July 1, 2025 and June 30, 2026 are both in "2025-26"."""
    start = day.year if (day.month, day.day) >= (FIRST_MONTH, FIRST_DAY) else day.year - 1
    return name_of(start)


def name_of(start: int) -> str:
    """The name of the school year that begins in the calendar year `start`."""
    return f"{start}-{(start + 1) % 100:02d}"


def first_day(school_year: str) -> date:
    return date(int(school_year[:4]), FIRST_MONTH, FIRST_DAY)


def last_day(school_year: str) -> date:
    """The last day, itself still part of the school year."""
    return date(int(school_year[:4]) + 1, FIRST_MONTH, FIRST_DAY) - timedelta(days=1)


def parse_school_year(text: str) -> str:
    """ "2025-26", "2025-2026" or "2025/26" as "2025-26"; raises `SmError` for anything else."""
    match = re.fullmatch(r"\s*(\d{4})\s*[-/–]\s*(?:\d{2})?(\d{2})\s*", text)
    if not match or (int(match[1]) + 1) % 100 != int(match[2]):
        raise SmError(f'"{text}" is not a school year; write it like 2025-26.')
    if int(match[1]) not in PLAUSIBLE:
        raise SmError(
            f'"{text}" is no school year of ours: they begin in {PLAUSIBLE.start} to '
            f"{PLAUSIBLE.stop - 1}; write it like 2025-26."
        )
    return name_of(int(match[1]))


def a_year_before(day: date) -> date:
    """The same date a year earlier; February 28 for February 29."""
    try:
        return day.replace(year=day.year - 1)
    except ValueError:
        return day.replace(year=day.year - 1, day=28)
