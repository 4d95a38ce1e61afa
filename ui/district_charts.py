"""The Overview of the District page: each mark is a filter, and most let go at a second click."""

from dataclasses import replace
from functools import partial

import streamlit as st

from sm_core.charts.cuts import tiers_by_row
from sm_core.charts.marks import FEW
from sm_core.charts.rates import rates_by_column, rates_by_row
from sm_core.charts.weeks import Trend
from sm_core.charts.weeks import trend as trend_figure
from sm_core.definitions import STANDARD, TIER_WORDS, TIERS
from sm_core.grades import grades_wanted
from sm_core.measures import ATTENDANCE, CHRONIC, SEVERE, Measure, shown_for
from sm_core.palette import TIER_MARKS
from sm_core.seen import Filters
from sm_core.trends import MONTH, WEEK, whole_year_before, worst_first
from ui import address, cached, district_downloads, filters, theme
from ui.frame import View, plain
from ui.picking import draw
from ui.students import TIERS_KEY, tiers_chosen

MANY_SCHOOLS = 15
"""Rows of the school chart before the rest waits behind a switch."""
FEW_WORDS = f" * Fewer than {FEW} students: one student moves the rate much."
"""Where a mark has an asterisk."""
ALL, BY = "all", "by"
PERIODS = {"Week": WEEK, "Month": MONTH}


def named(measure: Measure, rest: str) -> str:
    """The title of a chart: attendance says that it does not stand alone."""
    return f"{measure.words} {rest}" + (
        ", the chronic rate beside it" if measure == ATTENDANCE else ""
    )


def by_school(view: View, wanted: Filters, measure: Measure) -> None:
    rows = cached.cut_beside(view, wanted, "school")
    rows = worst_first(rows[rows["rated"] > 0], measure)
    words = named(measure, "by school") if measure.of_days else "Tiers by school"
    district_downloads.of_cut(
        view, wanted, words if measure.of_days else f"{words}, worst first", "school", rows,
        measure, words,
    )  # fmt: skip
    if not measure.of_days:
        key = " · ".join(f"{TIER_MARKS[tier]} {TIER_WORDS[tier]}" for tier in reversed(TIERS))
        st.caption(f"{key}, in percent")
    rows = first_rows(rows, "schools")
    figure = rates_by_row if measure.of_days else tiers_by_row
    draw(view, figure(rows, theme.palette(), view.school, measure), f"by_school|{measure.words}",
         wanted, partial(_pick_school, view), _alt(measure, "school"))  # fmt: skip
    st.caption(
        f"{_order(measure)} {ticks(view, wanted, 'school')} Each student stands with the latest "
        f"school and counts with the days of all schools.{few(rows)}"
    )


def first_rows(rows, noun: str):
    """The first rows of many, by name; a switch, kept in the address, shows all."""
    names = list(dict.fromkeys(rows["name"]))
    if len(names) <= MANY_SCHOOLS or address.switched(ALL, f"Show all {len(names)} {noun}"):
        return rows
    return rows[rows["name"].isin(names[:MANY_SCHOOLS])]


def _order(measure: Measure) -> str:
    if measure.of_days:
        return "Worst first."
    severe = "" if measure == SEVERE else f", {TIER_MARKS[SEVERE.part]} the severe ones"
    return f"Under each name: {measure.said} of all in a tier{severe}."


def _alt(measure: Measure, by: str) -> str:
    if by == "school" and not measure.of_days:
        return "Share of students in each tier, by school"
    if measure == CHRONIC:
        return f"Share and number of chronically absent students by {by}"
    return f"{measure.words} by {by}"


def by_grade(view: View, wanted: Filters, measure: Measure) -> None:
    rows = cached.cut_beside(view, wanted, "grade")
    district_downloads.of_cut(view, wanted, named(measure, "by grade"), "grade", rows, measure)
    if rows.empty:
        st.info("No file says which grade students are in.")
        return
    grades = grades_wanted(wanted.grades) or []
    lit = tuple(name for name in rows["name"] if name.upper() in grades)
    draw(view, rates_by_column(rows, theme.palette(), lit, measure), f"by_grade|{measure.words}",
         wanted, pick_grade, _alt(measure, "grade"))  # fmt: skip
    st.caption(f"{_under(measure)} {ticks(view, wanted, 'grades')}{few(rows)}")


def _under(measure: Measure) -> str:
    """What the lines under a grade are."""
    if measure == ATTENDANCE:
        return "Under each grade: percent of days attended, percent of students chronically absent."
    return f"Under each grade: percent and number of {measure.said}."


def by_group(view: View, wanted: Filters, measure: Measure) -> None:
    rows = cached.cut_beside(view, wanted, "group")
    district_downloads.of_cut(
        view, wanted, named(measure, "by student group"), "group", rows, measure
    )
    if rows.empty:
        st.info("No file says which groups these students belong to. One with columns such "
                "as low income, special education or race/ethnicity shows them here.")  # fmt: skip
        return
    draw(view, rates_by_row(rows, theme.palette(), wanted.group, measure),
         f"by_group|{measure.words}", wanted, _pick_group, _alt(measure, "group"))  # fmt: skip
    gray = ticks(view, wanted, "group")
    st.caption(f"A student counts in every group it belongs to. {gray}{few(rows)}")


def ticks(view: View, wanted: Filters, *free: str) -> str:
    gray = plain(filters.last_year_day(view, wanted, *free, why=False))
    return filters.without_last_year(wanted) or f"Gray ticks: {gray}."


def few(rows) -> str:
    marked = (rows["rated"] < FEW) & (rows["rated"] > 0)
    return FEW_WORDS if marked.any() else ""


def trend(view: View, wanted: Filters, measure: Measure) -> None:
    period = PERIODS.get(address.one(BY), WEEK)
    drawn = [_trend(view, wanted, each, period) for each in shown_for(measure)]
    what = "Chronic rate" if measure == CHRONIC else measure.words
    district_downloads.of_trend(view, wanted, f"{what} by {period}, this year and last", drawn,
                                period)  # fmt: skip
    address.pressed(BY, "By", list(PERIODS), label_visibility="collapsed")
    if not any(now[each.whole].any() for each, now, _ in drawn):
        st.info(f"There is no rate by {period}: the data so far are totals, or too few days.")
        return
    figure = trend_figure(drawn, theme.palette(), months=period == MONTH)
    draw(view, figure, f"by_{period}|{measure.words}", wanted, _pick_day,
         f"{what} of students, {period} by {period}")  # fmt: skip
    st.caption(_trend_words(measure, period) + _without_students(view, wanted, drawn[0]))


def _trend(view: View, wanted: Filters, measure: Measure, period: str) -> Trend:
    wanted = replace(wanted, tiers=None)
    last = whole_year_before(view.asked)
    return (measure, cached.by_period(view, wanted, period, measure.of_days),
            cached.by_period(view, wanted, period, measure.of_days, last))  # fmt: skip


def _trend_words(measure: Measure, period: str) -> str:
    click = f"A click on a {period} shows the page as of its end."
    if measure.of_days:
        beside = " Below it the share of students chronically absent by then."
        return (
            f"Of the days of each {period} that count, the share that today's students "
            f"{'attended' if measure == ATTENDANCE else 'missed'}."
            f"{beside if measure == ATTENDANCE else ''} {click}"
        )
    percent = STANDARD.moderate if measure == CHRONIC else STANDARD.severe
    return (
        f"Share of students who by then had missed {percent}% or more of their days. "
        f"{_saw(percent)} {click}"
    )


def _saw(percent: int) -> str:
    """Why a line of such a share of whole days goes up and down."""
    days = 200 // percent
    return (
        f"The line is a saw, most in the first weeks, for days are whole: of {days} days 2 missed "
        f"are enough, of {days + 1} it takes 3, and so on."
    )


def _without_students(view: View, wanted: Filters, drawn: Trend) -> str:
    """Days known only as totals are in no week."""
    measure, now, _ = drawn
    if measure.of_days:
        return without_days(view, wanted, now)
    left_out = 0
    if len(now):
        left_out = cached.tier_counts(view, wanted).rated - int(now["rated"].iloc[-1])
    if not left_out:
        return ""
    return f" Days known only as totals are not in it, which leaves out {left_out:,} students."


def without_days(view: View, wanted: Filters, rows) -> str:
    """What the days enrolled of some rows lack of those of the headline."""
    every = int(cached.tier_counts(view, wanted).days_enrolled)
    left_out = every - int(rows["days_enrolled"].sum())
    if left_out <= 0:
        return ""
    return f" Days known only as totals are not in it: {left_out:,} of {every:,} days enrolled."


def _pick_school(view: View, school_id: str, tier: str | None = None) -> None:
    names = {school.school_id: school.name for school in view.schools}
    wanted = (tier,) if tier else None
    again = view.school == school_id and tiers_chosen() == wanted
    address.put_all(**{"school": None if again else names[school_id],
                       TIERS_KEY: None if again else tier})  # fmt: skip


def pick_grade(grade: str) -> None:
    """Filter on a grade, or let go of it where it is the one chosen."""
    address.put(filters.GRADE, None if address.every(filters.GRADE) == [grade] else grade)


def _pick_group(group: str) -> None:
    address.put(filters.GROUP, None if address.one(filters.GROUP) == group else group)


def _pick_day(until: str) -> None:
    address.put("as_of", until)
