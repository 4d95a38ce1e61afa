"""The school days before and after a holiday or a break, beside ordinary days."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sm_core.seen import Filters, Seen
from sm_core.store import Store

if TYPE_CHECKING:
    import pandas as pd

BREAK_DAYS = 3
"""Weekdays without school from which on it is a break; fewer are a holiday."""
NEAR_DAYS = 28
"""A day is held against the same weekday of four weeks on both sides, as in the weekly review."""
FEW = 10
"""Days with fewer students than this say little: those of a student who came from elsewhere."""
AROUND = ["before", "after", "first_closed", "last_closed"]
"""What makes rows one time without school."""
BREAK, HOLIDAY = "break", "holiday"
SIDES = BEFORE, AFTER = "before", "after"


@dataclass(frozen=True)
class Side:
    """All last days before, or first days after, a `kind` of time without school: the fraction of
    the student days missed on them, and what it would be on ordinary days."""

    kind: str
    side: str
    days: int
    missed: float
    ordinary: float


def beside_breaks(store: Store, seen: Seen, filters: Filters, few: int = FEW) -> pd.DataFrame:
    """One row per time without school in the school year and side of it, in the order of the year,
    whatever `filters.missed_day` says; schools closed on the same days are in one row.

    Columns: kind (`BREAK` or `HOLIDAY`), first_closed, last_closed (weekdays), before, after (the
    school days around it), side (`BEFORE` or `AFTER`), day (that of the side), days_enrolled and
    days_absent of the students chosen on it, ordinary_absent (what would be missed if the day were
    like its weekday in the four weeks around it at the same schools, days beside another time
    without school left out), schools (how many have these students). Days without data, of fewer
    than `few` students, or without an ordinary day to hold them against are left out.
    """
    others = replace(filters, missed_day=None)
    bounds = {"break_days": BREAK_DAYS, "near_days": NEAR_DAYS, "few": few}
    with seen.ask(store, "days_beside_breaks", others, **bounds) as query:
        return query.df()


def sides(rows: pd.DataFrame) -> list[Side]:
    """The result of `beside_breaks` summed up: breaks first, and of each the day before first."""
    numbers = ["days_enrolled", "days_absent", "ordinary_absent"]
    sums = rows.astype(dict.fromkeys(numbers, float)).groupby(["kind", "side"])[numbers].sum()
    days = rows.groupby(["kind", "side"])["day"].nunique()
    return [
        Side(kind, side, int(days[kind, side]), absent / enrolled, ordinary / enrolled)
        for kind in (BREAK, HOLIDAY)
        for side in SIDES
        if (kind, side) in sums.index
        for enrolled, absent, ordinary in [sums.loc[(kind, side)]]
    ]


def times(rows: pd.DataFrame) -> int:
    """How many times without school are in a result of `beside_breaks`."""
    return rows.groupby(AROUND).ngroups


def largest(rows: pd.DataFrame, most: int) -> pd.DataFrame:
    """Of a result of `beside_breaks` the `most` times without school with most students beside
    them, in the order of the rows; those of a tie at the end of them too."""
    students = rows.groupby(AROUND)["days_enrolled"].transform("sum")
    each = students[~rows.duplicated(AROUND)]
    return rows[students >= each.nlargest(most).min()]
