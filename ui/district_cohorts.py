"""Of the District page: the same students a year ago and now, by grade."""

import streamlit as st

from sm_core.charts.cohorts import then_and_now
from sm_core.cut_table import cohort_rows
from sm_core.grades import grades_wanted
from sm_core.measures import ATTENDANCE, Measure, shown_for
from sm_core.seen import Filters
from ui import cached_explored, district_downloads, filters, theme
from ui.district_charts import few, named, pick_grade
from ui.frame import View, plain
from ui.picking import draw


def cohorts(view: View, wanted: Filters, measure: Measure) -> None:
    """An arrow for each grade from last year's share of its students to today's; below attendance
    the chronic rate."""
    then = plain(filters.last_year_day(view, wanted, "grades", why=False))
    counted = cached_explored.then_and_now(view, wanted)
    rows = cohort_rows(counted)
    district_downloads.of_cut(
        view, wanted,
        f"The same students then and now: {_lower(named(measure, 'by grade of today'))}", "cohort",
        rows, measure,
    )  # fmt: skip
    if rows.empty:
        st.info(f"None of these students was in rates both now and on {then}.")
        return
    drawn = shown_for(measure)
    for each in drawn:
        if len(drawn) > 1:
            st.caption(each.words)
        _arrows(view, wanted, rows, each)
    followed, all_now = int(counted["rated"].sum()), int(counted["students"].sum())
    st.caption(
        f"Grade of today and students. Gray dot: the same students on {then}, at any school, most "
        f"of them one grade lower; arrowhead: now; percent of {_whole(measure)}. {followed:,} of "
        f"{all_now:,} students in rates with a grade were in rates then.{few(rows)}"
    )


def _arrows(view: View, wanted: Filters, rows, measure: Measure) -> None:
    grades = grades_wanted(wanted.grades) or []
    chosen = tuple(name for name in rows["name"] if name.upper() in grades)
    draw(view, then_and_now(rows, theme.palette(), chosen, measure), f"cohorts|{measure.words}",
         wanted, pick_grade,
         f"{measure.words}, share of the same students a year ago and now, by grade")  # fmt: skip


def _lower(words: str) -> str:
    return words[:1].lower() + words[1:]


def _whole(measure: Measure) -> str:
    if measure == ATTENDANCE:
        return "the days enrolled, and of the students"
    return "the days enrolled" if measure.of_days else "the students"
