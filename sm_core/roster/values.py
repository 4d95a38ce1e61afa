"""Reads the cells of a roster. Every function raises `SmError`, one sentence that says what to do,
for a text that cannot be."""

from __future__ import annotations

import re
from datetime import date

from sm_core.errors import SmError
from sm_core.importing.dates import parse
from sm_core.mentors.checks import EMAIL
from sm_core.mentors.mentor import MOST_STUDENTS
from sm_core.mentors.names import folded
from sm_core.plausible import require_done

_SEPARATORS = r"[;,/&\n]|\band\b"
_BESIDE = re.compile(
    r"\b(not passed|failed|passed|cleared|completed|complete|done|signed|yes|no|on|given|received|"
    r"sent|refused|declined)\b",
    re.IGNORECASE,
)
_BEFORE_ONE = ("PK", "TK", "K")
_GRADES = {
    "k": "K", "kg": "K", "kinder": "K", "kindergarten": "K", "pk": "PK", "prek": "PK",
    "pre k": "PK", "prekindergarten": "PK", "tk": "TK", "transitional kindergarten": "TK",
    "ec": "EC",
    **{word: str(n) for n, word in enumerate(("first", "second", "third", "fourth", "fifth",
       "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth"), start=1)},
}  # fmt: skip
_ANY_GRADE = {"any", "all", "all grades", "any grade", "no preference"}


def date_part(text: str) -> str:
    """A text without the words that people write beside a date: "cleared 9/3/2025"."""
    return _BESIDE.sub(" ", text).strip(" ,;:()")


def day_in(text: str, order: str) -> date:
    """A date, read in `order` where that matters."""
    found = parse(text, order)
    if found is None:
        raise SmError("this is not a date; write it like 2025-09-30.")
    return found


def past_day(text: str, order: str, today: date) -> date:
    """A date of something that was done: none to come, none a date of birth."""
    day = day_in(text, order)
    require_done(day, "it", today)
    return day


def capacity(text: str) -> int:
    match = re.fullmatch(r"(-?\d+)(\.0+)?\s*(students?|mentees?)?", text.strip(), re.IGNORECASE)
    if not match:
        raise SmError(f"this is not a number; give one from 1 to {MOST_STUDENTS}.")
    if not 1 <= int(match[1]) <= MOST_STUDENTS:
        raise SmError(
            f"so many students at once cannot be; give a number from 1 to {MOST_STUDENTS}, "
            "and pause who takes none."
        )
    return int(match[1])


def email(text: str) -> str:
    address = text.strip().removeprefix("mailto:")
    if not EMAIL.fullmatch(address):
        raise SmError("this is not an e-mail address; write it like name@school.org.")
    return address


def one_grade(text: str) -> str:
    """A grade as the product writes it: K, 1 … 12."""
    word = re.sub(r"\b(grades?|graders?|gr|level)\b", "", folded(text)).strip()
    word = re.sub(r"^0*(\d+)(st|nd|rd|th)?$", r"\1", word)
    found = _GRADES.get(word, word)
    if found not in (*_BEFORE_ONE, "EC") and not (found.isdecimal() and 1 <= int(found) <= 12):
        raise SmError(f'"{text.strip()}" is no grade; write grades like K, 1 or 6-8.')
    return found


def grades(text: str) -> tuple[str, ...]:
    """The grades of "6-8", "K, 1" or "6th and 7th"; () for any."""
    if folded(text) in _ANY_GRADE:
        return ()
    found: dict[str, None] = {}
    for part in re.split(_SEPARATORS, re.sub(r"(?i)\bpre-?\s?k\b", "PK", text)):
        if part.strip():
            ends = [one_grade(end) for end in re.split(r"[-–]|\bto\b|\bthrough\b", part)]
            found |= dict.fromkeys(_span(ends, part))
    return tuple(found)


def _span(ends: list[str], part: str) -> list[str]:
    if len(ends) == 1:
        return ends
    scale = [*_BEFORE_ONE, *map(str, range(1, 13))]
    if len(ends) != 2 or not {*ends} <= {*scale} or scale.index(ends[1]) < scale.index(ends[0]):
        raise SmError(f'"{part.strip()}" is no span of grades; write it like 6-8.')
    return scale[scale.index(ends[0]) : scale.index(ends[1]) + 1]
