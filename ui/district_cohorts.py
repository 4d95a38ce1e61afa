"""Of the District page: the same students a year ago and now, by grade."""

import streamlit as st

from sm_core.charts.cohorts import then_and_now
from sm_core.cut_table import cohort_rows
from sm_core.grades import grades_wanted
from sm_core.measures import CHRONIC
from sm_core.seen import Filters
from ui import cached_explored, district_downloads, theme
from ui.district_charts import few, pick_grade
from ui.frame import View, last_year_day, plain
from ui.picking import draw


def cohorts(view: View, wanted: Filters) -> None:
    """An arrow for each grade from last year's chronic share of its students to today's."""
    then = plain(last_year_day(view, why=False))
    rows = cached_explored.then_and_now(view, wanted)
    district_downloads.of_cut(
        view, wanted, "The same students then and now: chronically absent, by grade of today",
        "cohort", cohort_rows(rows), CHRONIC,
    )  # fmt: skip
    if not rows["rated"].any():
        st.info(f"None of these students was in rates both now and on {then}.")
        return
    grades = grades_wanted(wanted.grades) or []
    chosen = tuple(name for name in rows["name"] if name.upper() in grades)
    draw(view, then_and_now(rows, theme.palette(), chosen), "cohorts", wanted, pick_grade,
         "Share of the same students chronically absent a year ago and now, by grade")  # fmt: skip
    followed, all_now = int(rows["rated"].sum()), int(rows["students"].sum())
    st.caption(
        f"Grade of today and students. Gray dot: the same students on {then}, at any school, most "
        f"of them one grade lower; arrowhead: now. {followed:,} of {all_now:,} students in rates "
        f"with a grade were in rates then.{few(rows)}"
    )
