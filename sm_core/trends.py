"""What the district page asks of the students seen: cuts, weeks, weekdays, and last year."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sm_core.school_year import a_year_before, last_day, school_year_of
from sm_core.seen import Filters, Seen
from sm_core.standing import Asked
from sm_core.store import Store

if TYPE_CHECKING:
    import pandas as pd

CUTS = {"school": "school", "grade": "grades", "group": "group"}
"""What students can be cut by, and the filter on the same thing."""


def cut(store: Store, seen: Seen, filters: Filters, by: str) -> pd.DataFrame:
    """One row per school, grade or group (`by`, a key of `CUTS`), whatever the filter on it says.

    Columns: name (id of a school), label, students in each tier, rated (students in a tier, the
    denominator), chronic (moderate and severe). Grades and groups in natural order; a student
    counts in every group it belongs to.
    """
    others = replace(filters, **{CUTS[by]: None})
    with seen.ask(store, "students_cut", others, cut=by) as query:
        return query.df()


def beside(now: pd.DataFrame, before: pd.DataFrame) -> pd.DataFrame:
    """The rows of a cut with `rated_before` and `chronic_before`, 0 for a row without a twin."""
    earlier = before.set_index("name")[["rated", "chronic"]].add_suffix("_before")
    return now.join(earlier, on="name").fillna({"rated_before": 0, "chronic_before": 0})


def worst_first(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows of a cut by chronic share, highest first, those without rates last."""
    share = rows["chronic"] / rows["rated"].where(rows["rated"] > 0)
    return rows.assign(share=share).sort_values(["share", "label"], ascending=[False, True])


def by_week(store: Store, seen: Seen, filters: Filters) -> pd.DataFrame:
    """One row per week of the school year up to the as-of date: monday, until (its Sunday, or the
    as-of date), rated, chronic: the students of today's choice, each counted as on that day, so the
    last row is the headline but for schools that send totals only, which have no weeks."""
    with seen.ask(store, "weekly_rates", filters) as query:
        return query.df()


def by_week_and_school(store: Store, seen: Seen, filters: Filters) -> pd.DataFrame:
    """As `by_week` would give for each school alone, whatever the filter on it says: school_id,
    monday, until, rated, chronic, in the order of these."""
    with seen.ask(store, "weekly_by_school", replace(filters, school=None)) as query:
        return query.df()


def by_weekday(store: Store, seen: Seen, filters: Filters) -> pd.DataFrame:
    """One row per month and weekday, in the order of the school year: year, month, weekday (Monday
    1), days_enrolled, days_absent of the students chosen, whatever `filters.missed_on` says."""
    others = replace(filters, missed_on=None)
    with seen.ask(store, "weekday_month", others) as query:
        return query.df()


def whole_year_before(asked: Asked) -> Asked:
    """The same question at the end of the school year before."""
    return replace(asked, as_of=last_day(school_year_of(a_year_before(asked.as_of))))
