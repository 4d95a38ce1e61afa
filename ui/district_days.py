"""Of the District page: days missed by weekday and month."""

from dataclasses import replace

import streamlit as st

from sm_core.charts.weekdays import missed_by_weekday
from sm_core.measures import ATTENDANCE, MISSED, Measure
from sm_core.seen import Filters
from ui import address, cached, district_downloads, filters, theme
from ui.district_charts import without_days
from ui.frame import View, plain
from ui.picking import draw


def by_weekday(view: View, wanted: Filters, measure: Measure) -> None:
    wanted = replace(wanted, tiers=None)
    rows = cached.by_weekday(view, wanted)
    before = cached.by_weekday(view, wanted, view.last_year)
    district_downloads.of_weekdays(
        view, wanted, "Days missed by weekday and month, in percent", rows, before
    )
    if rows.empty:
        st.info("There are no daily data to show: totals do not say on which days.")
        return
    everybody = replace(wanted, missed_on=None)
    draw(view, missed_by_weekday(rows, theme.palette(), wanted.missed_on, before), "by_weekday",
         wanted, _pick, "Percent of student days missed, by weekday and month")  # fmt: skip
    st.caption(
        f"{only_missed(measure, 'a weekday')}Of 100 student days, how many were missed. "
        f"{_last_year(view, wanted)} A click on a cell leaves the students who missed at least "
        f"one such day.{without_days(view, everybody, rows)}"
    )


def only_missed(measure: Measure, of: str) -> str:
    """Why a chart of single days shows another measure than the one chosen."""
    if measure == MISSED:
        return ""
    if measure == ATTENDANCE:
        return "Days missed: the rest of the days was attended. "
    return f"Of {of} only days missed can be told: a tier is of the whole year. "


def _last_year(view: View, wanted: Filters) -> str:
    day = plain(filters.last_year_day(view, wanted, why=False))
    return filters.without_last_year(wanted) or (
        f"The smaller number is that of last year, through {day}."
    )


def _pick(weekday: int, month: int) -> None:
    again = filters.missed_on() == (weekday, month)
    address.put(filters.MISSED_ON, None if again else f"{weekday}-{month}")
