"""The charts of the District page: each mark is a filter, and most let go at a second click."""

from dataclasses import replace
from functools import partial

import streamlit as st

from sm_core.charts.cuts import FEW, rates_by_column, rates_by_row, tiers_by_row
from sm_core.charts.weeks import missed_by_weekday, rate_by_week
from sm_core.definitions import TIER_WORDS, TIERS
from sm_core.grades import grades_wanted
from sm_core.palette import TIER_MARKS
from sm_core.seen import Filters
from sm_core.trends import beside, whole_year_before, worst_first
from ui import address, cached, filters, session, theme
from ui.frame import View, long_day
from ui.students import TIERS_KEY, tiers_chosen

MANY_SCHOOLS = 15
"""Rows of the school chart before the rest waits behind a switch."""


def by_school(view: View, wanted: Filters) -> None:
    st.markdown("**Tiers by school, worst first**")
    st.caption(" · ".join(f"{TIER_MARKS[tier]} {TIER_WORDS[tier]}" for tier in reversed(TIERS)))
    rows = worst_first(cached.cut(view, wanted, "school"))
    rows = rows[rows["rated"] > 0]
    if rows.empty:
        st.info("No school has rates under these filters.")
        return
    if len(rows) > MANY_SCHOOLS and not st.toggle(f"Show all {len(rows)} schools"):
        rows = rows.head(MANY_SCHOOLS)
    _draw(view, tiers_by_row(rows, theme.palette(), view.school), "by_school", wanted,
          partial(_pick_school, view), "Share of students in each tier, by school")  # fmt: skip
    st.caption(
        "Under each name: chronically absent students of all in a tier. Each student stands with "
        "the latest school and counts with the days of all schools."
    )


def by_grade(view: View, wanted: Filters) -> None:
    st.markdown("**Chronically absent by grade**")
    rows = beside(
        cached.cut(view, wanted, "grade"), cached.cut(view, wanted, "grade", view.last_year)
    )
    if rows.empty:
        st.info("No file says which grade students are in.")
        return
    grades = grades_wanted(wanted.grades) or []
    chosen = tuple(name for name in rows["name"] if name.upper() in grades)
    _draw(view, rates_by_column(rows, theme.palette(), chosen), "by_grade", wanted,
          _pick_grade, "Share and number of chronically absent students by grade")  # fmt: skip
    st.caption(f"Percent and, below it, students. {_ticks(view)}{_few(rows)}")


def by_group(view: View, wanted: Filters) -> None:
    st.markdown("**Chronically absent by student group**")
    rows = cached.cut(view, wanted, "group")
    if rows.empty:
        st.info("No file says which groups these students belong to. One with columns such "
                "as low income, special education or race/ethnicity shows them here.")  # fmt: skip
        return
    rows = beside(rows, cached.cut(view, wanted, "group", view.last_year))
    _draw(view, rates_by_row(rows, theme.palette(), wanted.group), "by_group", wanted,
          _pick_group, "Share and number of chronically absent students by group")  # fmt: skip
    st.caption(f"A student counts in every group it belongs to. {_ticks(view)}{_few(rows)}")


def _ticks(view: View) -> str:
    return f"Gray ticks: {long_day(view.last_year.as_of)}."


def _few(rows) -> str:
    few = (rows["rated"] < FEW) & (rows["rated"] > 0)
    return f" * Fewer than {FEW} students: one student moves the rate much." if few.any() else ""


def by_week(view: View, wanted: Filters) -> None:
    st.markdown("**Chronic rate by week, this year and last**")
    weeks = cached.by_week(view, replace(wanted, tiers=None))
    if not weeks["rated"].any():
        st.info("There is no rate by week: the data so far are totals, or too few days.")
        return
    before = cached.by_week(view, replace(wanted, tiers=None), whole_year_before(view.asked))
    left_out = cached.tier_counts(view, wanted).rated - int(weeks["rated"].iloc[-1])
    _draw(view, rate_by_week(weeks, before, theme.palette()), "by_week", wanted,
          _pick_week, "Share of students chronically absent, week by week")  # fmt: skip
    st.caption(
        "Share of students who by then had missed 10% or more of their days. The first weeks "
        "jump, for few days decide them. A click on a week shows the page as of that week."
        + _without_days(left_out)
    )


def _without_days(students: int) -> str:
    if not students:
        return ""
    return f" Days known only as totals are not in it, which leaves out {students:,} students."


def by_weekday(view: View, wanted: Filters) -> None:
    st.markdown("**Days missed by weekday and month, in percent**")
    rows = cached.by_weekday(view, replace(wanted, tiers=None))
    if rows.empty:
        st.info("There are no daily data to show: totals do not say on which days.")
        return
    _draw(view, missed_by_weekday(rows, theme.palette(), wanted.missed_on), "by_weekday", wanted,
          _pick_weekday, "Percent of student days missed, by weekday and month")  # fmt: skip
    st.caption(
        "Of 100 student days, how many were missed. A click on a cell leaves the students who "
        "missed at least one such day."
    )


def _draw(view: View, figure, name: str, wanted: Filters, pick, alt: str) -> None:
    """A chart whose marks are filters. Another choice is another chart, so nothing stays
    selected that no longer stands there, and the chosen mark can be clicked again to let go."""
    key = f"{name}|{view.version}|{view.as_of}|{wanted}"
    st.plotly_chart(figure, key=key, on_select=partial(_picked, key, pick),
                    selection_mode="points", config=theme.PLOT, alt=alt)  # fmt: skip


def _picked(key: str, pick) -> None:
    session.guard(*session.EVERYBODY)
    points = st.session_state[key].selection.points
    if points:
        pick(*points[0]["customdata"])


def _pick_school(view: View, school_id: str, tier: str) -> None:
    names = {school.school_id: school.name for school in view.schools}
    again = view.school == school_id and tiers_chosen() == (tier,)
    address.put("school", None if again else names[school_id])
    address.put(TIERS_KEY, None if again else tier)


def _pick_grade(grade: str) -> None:
    address.put(filters.GRADE, None if address.every(filters.GRADE) == [grade] else grade)


def _pick_group(group: str) -> None:
    address.put(filters.GROUP, None if address.one(filters.GROUP) == group else group)


def _pick_week(until: str) -> None:
    address.put("as_of", until)


def _pick_weekday(weekday: int, month: int) -> None:
    again = filters.missed_on() == (weekday, month)
    address.put(filters.MISSED_ON, None if again else f"{weekday}-{month}")
