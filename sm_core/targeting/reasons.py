"""Why a student is on the list, in words: exact, and percents cut, never rounded."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from sm_core.definitions import TIER_WORDS
from sm_core.goals import PACE_MARKS
from sm_core.student import Count
from sm_core.student_table import days_words
from sm_core.student_words import share_of

PACE_WORDS = {
    1: f"{PACE_MARKS[0]} absences in the first month",
    2: f"{PACE_MARKS[1]} absences by the end of month two",
    3: f"{PACE_MARKS[2]} absences by month three",
}
INTENSIVE = "mentor plus intensive supports"


def reasons(row: Mapping) -> list[str]:
    """The reasons of one row of `propose`, the main one first."""
    found = [_by_days(row)] if row["by_tier"] or (row["early"] and row["on_pace"]) else []
    if row["on_pace"] and not row["early"]:
        found.append(f"reached {PACE_WORDS[row['pace_month']]}")
    if row["last_absent"] is not None:
        found.append(f"missed {_share(row['last_absent'], row['last_enrolled'], ' last year')}")
    if row["severe"] and not row["by_tier"]:
        found.append(f"severe chronic: {INTENSIVE}")
    if row["priority"]:
        found.append(f"priority grade {row['grade']}")
    return found


def reasons_text(row: Mapping) -> str:
    """The reasons in one line."""
    return "; ".join(reasons(row))


def _by_days(row: Mapping) -> str:
    if row["early"]:
        days = days_words(row["days_absent"], row["days_enrolled"], early=True)
        return f"missed {days}: {PACE_WORDS[row['pace_month']]}"
    tier = TIER_WORDS[row["tier"]].lower()
    words = f"missed {_share(row['days_absent'], row['days_enrolled'])}: {tier}"
    return f"{words}, {INTENSIVE}" if row["severe"] else words


def _share(absent: Decimal, enrolled: Decimal, when: str = "") -> str:
    """Like "23 of 178 days last year (12.9%)"."""
    words = share_of(Count(absent, enrolled, None))
    days, _, percent = words.partition(" (")
    return f"{days}{when} ({percent}" if percent else f"{days}{when}"
