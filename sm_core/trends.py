"""What the district page asks of the students seen: cuts, weeks, weekdays, and last year."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sm_core.measures import CHRONIC, Measure
from sm_core.school_year import a_year_before, last_day, school_year_of
from sm_core.seen import Filters, Seen
from sm_core.standing import Asked
from sm_core.store import Store

if TYPE_CHECKING:
    import pandas as pd

CUTS = {"school": "school", "grade": "grades", "group": "group"}
"""What students can be cut by, and the filter on the same thing."""
COUNTED = ("satisfactory", "at_risk", "moderate_chronic", "severe_chronic", "rated", "chronic",
           "days_enrolled", "days_attended", "days_absent")  # fmt: skip
"""The numbers of a cut: students in each tier, in any (rated), in one of the chronic two, and the
days of those in a tier."""
WEEK, MONTH = "week", "month"


def cut(store: Store, seen: Seen, filters: Filters, by: str) -> pd.DataFrame:
    """One row per school, grade or group (`by`, a key of `CUTS`), whatever the filter on it says.

    Columns: name (id of a school), label, place (groups of one place answer one question, so a
    student is in one of them at most), and those of `COUNTED`. Grades and groups in natural order;
    a student counts in every group it belongs to.
    """
    others = replace(filters, **{CUTS[by]: None})
    with seen.ask(store, "students_cut", others, cut=by, across=False) as query:
        return query.df().drop(columns="grade")


def matrix(store: Store, seen: Seen, filters: Filters, by: str) -> pd.DataFrame:
    """One row per school or group (`by`) and grade with students, whatever the filters on these two
    say: the columns of `cut`, and grade, in natural order within the others."""
    others = replace(filters, grades=None, **{CUTS[by]: None})
    with seen.ask(store, "students_cut", others, cut=by, across=True) as query:
        return query.df()


def beside(now: pd.DataFrame, before: pd.DataFrame) -> pd.DataFrame:
    """The rows of a cut (or matrix) with each number `_before`, 0 for a row without a twin."""
    keys = ["name", "grade"] if "grade" in now else ["name"]
    earlier = before.set_index(keys)[list(COUNTED)].add_suffix("_before")
    found = now.join(earlier, on=keys)
    return found.fillna(dict.fromkeys(earlier.columns, 0))


def worst_first(rows: pd.DataFrame, measure: Measure = CHRONIC) -> pd.DataFrame:
    """The rows of a cut by their share, the worst first, those without rates last."""
    share = rows[measure.part] / rows[measure.whole].where(rows[measure.whole] > 0)
    ascending = [measure.less_is_worse, True]
    return rows.assign(share=share).sort_values(["share", "label"], ascending=ascending)


def worst_rows_first(rows: pd.DataFrame, measure: Measure) -> pd.DataFrame:
    """The cells of a matrix, those of the name with the worst share of all its cells first."""
    names = rows.groupby(["name", "label"], sort=False)[list(COUNTED)].sum().reset_index()
    order = {name: place for place, name in enumerate(worst_first(names, measure)["name"])}
    return rows.sort_values("name", key=lambda name: name.map(order), kind="stable")


def by_week(store: Store, seen: Seen, filters: Filters) -> pd.DataFrame:
    """`rates_by_period` of weeks."""
    return rates_by_period(store, seen, filters, WEEK)


def rates_by_period(store: Store, seen: Seen, filters: Filters, period: str) -> pd.DataFrame:
    """One row per week or month (`period`) of the school year up to the as-of date: begun, until
    (its last day, or the as-of date), rated, chronic, severe_chronic: the students of today's
    choice, each counted as on that day, so the last row is the headline but for schools that send
    totals only, which have no weeks."""
    with seen.ask(store, "weekly_rates", filters, period=period) as query:
        return query.df()


def days_by_period(store: Store, seen: Seen, filters: Filters, period: str) -> pd.DataFrame:
    """One row per week or month (`period`) with a school day: begun, until, and the days in it of
    the students chosen who are in rates: days_enrolled, days_attended, days_absent."""
    with seen.ask(store, "days_by_period", filters, period=period) as query:
        return query.df()


def by_week_and_school(store: Store, seen: Seen, filters: Filters) -> pd.DataFrame:
    """As `by_week` would give for each school alone, whatever the filter on it says: school_id,
    monday, until, rated, chronic, in the order of these."""
    others = replace(filters, school=None)
    with seen.ask(store, "weekly_by_school", others, period=WEEK) as query:
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
