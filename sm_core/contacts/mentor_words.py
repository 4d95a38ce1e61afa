"""What stands above the mentors of a week: who logged nothing, and who may not meet students."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from sm_core.contacts.table import Load
from sm_core.mentors.mentor import Mentor
from sm_core.targeting.words import counted

NAMED = 8
"""Mentors named in one line."""


def silent_words(found: Sequence[Load]) -> str:
    """Like "2 of 7 mentors have nothing logged in the week: Helen Brandt, Priya Nair."; "" where
    everybody has."""
    silent = [load.mentor for load in found if not any(line.marked for line in load.lines)]
    if not silent:
        return ""
    have = "has" if len(silent) == 1 else "have"
    mentors = counted(len(found), "mentor", "mentors")
    return f"{len(silent):,} of {mentors} {have} nothing logged in the week: {_named(silent)}."


def barred_words(found: Iterable[Load], mentors: Iterable[Mentor], day: date) -> str:
    """Like "May not meet students now: Helen Brandt (background check expired on Jan 5, 2026)."; ""
    where all of `found` may."""
    theirs = {load.mentor_id for load in found}
    barred = [
        f"{mentor.name} ({_told(why)})" for mentor in mentors
        if mentor.mentor_id in theirs and (why := mentor.cannot_be_matched(day))
    ]  # fmt: skip
    return f"May not meet students now: {_named(barred)}." if barred else ""


def _told(reasons: list[str]) -> str:
    """The first one; a new mentor lacks nearly everything."""
    more = len(reasons) - 1
    return f"{reasons[0]}, and {more:,} more" if more else reasons[0]


def _named(names: list[str]) -> str:
    more = len(names) - NAMED
    told = ", ".join(names[:NAMED])
    return f"{told} and {more:,} more" if more > 0 else told
