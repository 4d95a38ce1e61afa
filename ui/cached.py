"""Answers kept until the data change: the version, the person and the question are the key.

The students of one date are fetched once; every filter, chart and page of the list asks them.
"""

from dataclasses import replace

import streamlit as st

from sm_core import student_list, trends
from sm_core.demo import demo_uploads
from sm_core.recent import recent
from sm_core.seen import Filters, Seen, see
from sm_core.standing import Asked
from ui.frame import View

SNAPSHOTS = 6
"""Dates and persons kept at once: the District page takes three, with its last year."""


def seen(view: View, asked: Asked | None = None) -> Seen:
    """The students this person may see at the date of the view, or as `asked`."""
    return students_seen(view.store, *_key(view, asked))


@st.cache_resource(max_entries=SNAPSHOTS, show_spinner=False)
def students_seen(_store, version, actor, asked) -> Seen:
    return see(_store, actor, asked)


def _key(view: View, asked: Asked | None = None) -> tuple:
    return view.version, view.actor, asked or view.asked


def has_demo(view: View) -> bool:
    return _has_demo(view.store, *_key(view)[:2])


@st.cache_data(max_entries=50, show_spinner=False)
def _has_demo(_store, version, actor) -> bool:
    return bool(demo_uploads(_store, actor))


def tier_counts(view: View, filters: Filters, asked: Asked | None = None):
    filters = replace(filters, tiers=None, sort="rate")
    return _counts(view.store, *_key(view, asked), filters)


@st.cache_data(max_entries=200, show_spinner=False)
def _counts(_store, version, actor, asked, filters):
    return student_list.count_tiers(_store, students_seen(_store, version, actor, asked), filters)


def student_page(view: View, filters: Filters, page: int):
    """One page of the list, and what happened lately to its students."""
    return _page(view.store, *_key(view), filters, page)


@st.cache_data(max_entries=50, show_spinner=False)
def _page(_store, version, actor, asked, filters, page):
    students = students_seen(_store, version, actor, asked)
    frame = student_list.list_students(_store, students, filters, page)
    return frame, recent(_store, students, list(frame["student_id"]))


def grades(view: View) -> list[str]:
    return _choices(view.store, *_key(view))[0]


def groups(view: View) -> list[str]:
    return _choices(view.store, *_key(view))[1]


@st.cache_data(max_entries=50, show_spinner=False)
def _choices(_store, version, actor, asked):
    students = students_seen(_store, version, actor, asked)
    return student_list.grades_seen(_store, students), student_list.groups_seen(_store, students)


def cut(view: View, filters: Filters, by: str, asked: Asked | None = None):
    return _cut(view.store, *_key(view, asked), filters, by)


@st.cache_data(max_entries=100, show_spinner=False)
def _cut(_store, version, actor, asked, filters, by):
    return trends.cut(_store, students_seen(_store, version, actor, asked), filters, by)


def cut_beside(view: View, filters: Filters, by: str, across: bool = False):
    """A cut, or a matrix where it goes `across` the grades, with the numbers of last year."""
    return _cut_beside(view.store, *_key(view), view.last_year, filters, by, across)


@st.cache_data(max_entries=100, show_spinner=False)
def _cut_beside(_store, version, actor, asked, before, filters, by, across):
    count = trends.matrix if across else trends.cut
    now, then = (count(_store, students_seen(_store, version, actor, each), filters, by)
                 for each in (asked, before))  # fmt: skip
    return trends.beside(now, then)


def by_week(view: View, filters: Filters, asked: Asked | None = None):
    return by_period(view, filters, trends.WEEK, asked=asked)


def by_period(
    view: View, filters: Filters, period: str, days: bool = False, asked: Asked | None = None
):
    """The rates by week or month, or the days."""
    return _by_period(view.store, *_key(view, asked), filters, period, days)


@st.cache_data(max_entries=100, show_spinner=False)
def _by_period(_store, version, actor, asked, filters, period, days):
    students = students_seen(_store, version, actor, asked)
    count = trends.days_by_period if days else trends.rates_by_period
    return count(_store, students, filters, period)


def by_week_and_school(view: View, filters: Filters):
    return _by_week_and_school(view.store, *_key(view), filters)


@st.cache_data(max_entries=20, show_spinner=False)
def _by_week_and_school(_store, version, actor, asked, filters):
    students = students_seen(_store, version, actor, asked)
    return trends.by_week_and_school(_store, students, filters)


def by_weekday(view: View, filters: Filters, asked: Asked | None = None):
    return _by_weekday(view.store, *_key(view, asked), filters)


@st.cache_data(max_entries=100, show_spinner=False)
def _by_weekday(_store, version, actor, asked, filters):
    return trends.by_weekday(_store, students_seen(_store, version, actor, asked), filters)
