"""Dates as school systems write them. The order of day and month is settled, never guessed."""

import re
from collections.abc import Iterable
from datetime import date, datetime

ORDERS = {"mdy": "month first (9/5 is September 5)", "dmy": "day first (9/5 is May 9)", "ymd": ""}
NULLS = {"", "0/0/0", "././.", "null", "\\n", "n/a", "na", "none", "-"}

_YEAR_FIRST = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
_PARTS = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4}|\d{2})")
_TIME = re.compile(r"[T ]\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?( ?[AP]M)?(Z|[+-]\d{2}:?\d{2})?$", re.I)
_WORDS = ("%d-%b-%Y", "%d-%b-%y", "%d %b %Y", "%b %d, %Y", "%B %d, %Y", "%d %B %Y")


def is_blank(text: str) -> bool:
    return text.strip().lower() in NULLS


def _bare(text: str) -> str:
    return _TIME.sub("", text.strip())


def orders_possible(texts: Iterable[str]) -> set[str]:
    """The orders (`mdy`, `dmy`) that every written date of a column allows.

    Both: the column cannot tell, ask. One: settled. None: the column contradicts itself. Dates
    written year first do not matter here.
    """
    possible = {"mdy", "dmy"}
    for text in texts:
        if match := _PARTS.fullmatch(_bare(text)):
            if int(match[1]) > 12:
                possible.discard("mdy")
            if int(match[2]) > 12:
                possible.discard("dmy")
    return possible


def needs_order(texts: Iterable[str]) -> bool:
    """Whether any date is written in a way that leaves the order open at all."""
    return any(_PARTS.fullmatch(_bare(text)) for text in texts)


def parse(text: str, order: str) -> date | None:
    """The date that `text` says, read in `order` where that matters; None for no date.

    Two-digit years are 1970 to 2069. A time of day is ignored. With order `ymd` a date like
    24-09-05 is read year first.
    """
    text = _bare(text)
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
    if not re.search(r"[A-Za-z]{3}", text):
        return None
    for pattern in _WORDS:
        try:
            return datetime.strptime(text, pattern).date()
        except ValueError:
            continue
    return None
