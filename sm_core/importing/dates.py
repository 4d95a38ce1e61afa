"""Dates as school systems write them. The order of day and month is settled, never guessed."""

import re
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from functools import lru_cache

from sm_core.school_year import name_of, school_year_of

ORDERS = {"mdy": "month first (9/5 is September 5)", "dmy": "day first (9/5 is May 9)", "ymd": ""}
NULLS = {
    "", "0/0/0", "0/0/0000", "00/00/0000", "././.", "/ /", "/  /", "null", "(null)", "\\n", "#n/a",
    "n/a", "na", "none", "-", "--", "0000-00-00", "00/00/00",
    # What spreadsheets and SQL Server make of an empty cell.
    "1/0/1900", "1900-01-00", "1899-12-30", "1900-01-01", "1/1/1900", "01/01/1900",
}  # fmt: skip

_YEAR_FIRST = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
_PARTS = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4}|\d{2})")
_TIME = re.compile(r"[T ]\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?( ?[AP]M)?(Z|[+-]\d{2}:?\d{2})?$", re.I)
_WORDS = ("%d-%b-%Y", "%d-%b-%y", "%d %b %Y", "%b %d, %Y", "%B %d, %Y", "%d %B %Y")
_SERIAL = re.compile(r"([3-5]\d{4}|60000)(\.\d+)?")
_DAY_ZERO = date(1899, 12, 30)
"""Spreadsheets count days from here; 35000 to 60000 are the years 1995 to 2064."""

LEAP = 2023
"""The school year 2023-24 has every day there is."""

_WEEKDAY = re.compile(
    r"^(m|tu?|w|th|f|r|(mon|tues?|wed|wednes|thu|thurs?|fri|sat|satur|sun)(day)?)[.,]? +"
    r"(?=\d|[a-z]{3})",
    re.I,
)
_YEARLESS = re.compile(r"(\d{1,2})[-/](\d{1,2})")
_YEARLESS_WORDS = ("%d-%b-%Y", "%d %b-%Y", "%b %d-%Y", "%B %d-%Y", "%d %B-%Y", "%b-%d-%Y")


def is_blank(text: str) -> bool:
    return text.strip().lower() in NULLS or _bare(text).lower() in NULLS


def _bare(text: str) -> str:
    return _WEEKDAY.sub("", _TIME.sub("", text.strip()))


def orders_possible(texts: Iterable[str]) -> set[str]:
    """The orders (`mdy`, `dmy`) that every written date of a column allows.

    Both: the column cannot tell, ask. One: settled. None: the column contradicts itself. Dates
    written year first do not matter here.
    """
    possible = {"mdy", "dmy"}
    for text in texts:
        if match := _parts(text):
            if int(match[1]) > 12:
                possible.discard("mdy")
            if int(match[2]) > 12:
                possible.discard("dmy")
    return possible


def needs_order(texts: Iterable[str]) -> bool:
    """Whether any date is written in a way that leaves the order open at all."""
    return any(_parts(text) for text in texts)


def _parts(text: str) -> re.Match | None:
    """The numbers of a date whose order its text leaves open, with or without a year; 2/30 and
    99/99 are no dates in any order, and say nothing of it."""
    bare = _bare(text)
    if not any(parse(bare, order) or in_year(bare, order, LEAP) for order in ("mdy", "dmy")):
        return None
    return _PARTS.fullmatch(bare) or _YEARLESS.fullmatch(bare)


def parse(text: str, order: str) -> date | None:
    """The date that `text` says, read in `order` where that matters; None for no date.

    Two-digit years are 1970 to 2069. A time of day and the name of a weekday are ignored. With
    order `ymd` a date like 24-09-05 is read year first. A number from 35000 to 60000 is the day
    that a spreadsheet means by it.
    """
    text = _bare(text)
    if match := _SERIAL.fullmatch(text):
        return _DAY_ZERO + timedelta(days=int(match[1]))
    if match := _YEAR_FIRST.fullmatch(text) or _COMPACT.fullmatch(text):
        return _date(match[1], match[2], match[3])
    if match := _PARTS.fullmatch(text):
        first, second, third = match.groups()
        if order == "ymd":
            return _date(first, second, third) if len(third) == 2 else None
        month, day = (first, second) if order == "mdy" else (second, first)
        return _date(third, month, day)
    return _in_words(text)


def _date(year: str, month: str, day: str) -> date | None:
    full = int(year) if len(year) == 4 else int(year) + (2000 if int(year) < 70 else 1900)
    try:
        return date(full, int(month), int(day))
    except ValueError:
        return None


def _in_words(text: str) -> date | None:
    return _worded(text, _WORDS) if re.search(r"[A-Za-z]{3}", text) else None


# Headers are asked again for every reading of a file, and most are no dates.
@lru_cache(maxsize=4096)
def _worded(text: str, patterns: tuple[str, ...]) -> date | None:
    for pattern in patterns:
        try:
            return datetime.strptime(text, pattern).date()
        except ValueError:
            continue
    return None


def lacks_year(text: str) -> bool:
    """Whether a text is a day and a month without a year: "9/5", "M 9/5", "Sep 5"."""
    return any(in_year(text, order, LEAP) for order in ("mdy", "dmy"))


def in_year(text: str, order: str, begins: int) -> date | None:
    """The date that a text without a year says within the school year that begins in the year
    `begins`; None for no such text."""
    days = (_yearless(_bare(text), order, year) for year in (begins, begins + 1))
    return next((day for day in days if day and school_year_of(day) == name_of(begins)), None)


def _yearless(text: str, order: str, year: int) -> date | None:
    if match := _YEARLESS.fullmatch(text):
        month, day = match.groups() if order != "dmy" else match.groups()[::-1]
        return _date(str(year), month, day)
    if not re.search(r"[A-Za-z]{3}", text):
        return None
    return _worded(f"{text}-{year}", _YEARLESS_WORDS)
