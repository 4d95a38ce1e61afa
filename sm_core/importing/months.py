"""Months as files of totals write them: 2025-09, 9/2025, Sep 2025, or a bare September."""

import calendar
import re
from datetime import date

from sm_core.school_year import PLAUSIBLE, name_of, school_year_of

NAMES = {name.lower(): n for n, name in enumerate(calendar.month_name) if n} | {
    name.lower(): n for n, name in enumerate(calendar.month_abbr) if n
}
_NUMBERS = re.compile(r"(\d{4})[-/. ]?(0?[1-9]|1[0-2])|(0?[1-9]|1[0-2])[-/. ](\d{4})")
_NAMED = re.compile(r"([A-Za-z]{3,9})\.?(?:[-/., ]*(\d{4}|\d{2}))?")


def month_of(text: str, school_year: str | None = None) -> tuple[date, date] | None:
    """First and last day (inclusive) of the month that `text` names; None for no month, and for
    one without its year where no `school_year` ("2025-26") is given."""
    parts = _parts(text)
    if parts is None:
        return None
    year, month = parts
    if year is None and school_year:
        begins = int(school_year[:4])
        year = next(y for y in (begins, begins + 1)
                    if school_year_of(date(y, month, 1)) == name_of(begins))  # fmt: skip
    if year is None:
        return None
    return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])


def _parts(text: str) -> tuple[int | None, int] | None:
    """(year, month) as written, the year None where it is left out; a year that can be none of
    ours makes it no month."""
    year, month = _written(text.strip()) or (None, None)
    return (year, month) if month and (year is None or year in PLAUSIBLE) else None


def _written(text: str) -> tuple[int | None, int] | None:
    if match := _NUMBERS.fullmatch(text):
        year, month, month_first, year_last = match.groups()
        return int(year or year_last), int(month or month_first)
    match = _NAMED.fullmatch(text)
    if not match or match[1].lower() not in NAMES:
        return None
    year = match[2] and int(match[2])
    return (year + 2000 if year is not None and year < 100 else year), NAMES[match[1].lower()]


def names_month(text: str) -> bool:
    return _parts(text) is not None


def lacks_year_of_month(text: str) -> bool:
    parts = _parts(text)
    return parts is not None and parts[0] is None
