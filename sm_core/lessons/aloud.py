"""Help and lessons as they are read out at a convening: a line each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from textwrap import shorten

from sm_core.lessons.help import Help
from sm_core.lessons.lesson import Lesson
from sm_core.lessons.words import school_words
from sm_core.targeting.words import counted

LONGEST = 200
"""Letters of what a school asks for; the page has the rest."""


def asked_lines(found: Iterable[Help], names: Mapping[str, str]) -> list[str]:
    """What is open, in the order of the names of the schools, like "Lincoln Middle School: Who has
    held a breakfast? (no answer yet)"; never for how long, which would tell schools apart."""
    still = sorted((each for each in found if each.is_open),
                   key=lambda each: (school_words(each.school_id, names), each.asked))  # fmt: skip
    return [f"{school_words(each.school_id, names)}: {_short(each.words)} ({_answered(each)})"
            for each in still]  # fmt: skip


def _answered(each: Help) -> str:
    return counted(len(each.by_others), "answer", "answers") if each.by_others else "no answer yet"


def learned_lines(
    found: Iterable[Lesson], names: Mapping[str, str], after: date | None
) -> list[str]:
    """The lessons written after a day, or all for None, in the order given: "Lincoln Middle School:
    A room every day"."""
    return [f"{school_words(each.school_id, names)}: {_short(each.title)}"
            for each in found if after is None or each.recorded.date() > after]  # fmt: skip


def _short(words: str) -> str:
    return shorten(words, LONGEST, placeholder=" …")
