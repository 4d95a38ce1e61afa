"""Answers kept until the data change: the version, the person and the question are the key."""

import streamlit as st

from sm_core import student_list
from sm_core.sample import sample_uploads
from sm_core.student_list import Filters
from ui import session
from ui.frame import View


def tier_counts(view: View, filters: Filters) -> student_list.TierCounts:
    return _counts(view.store, *_key(view), filters)


def student_page(view: View, filters: Filters, page: int):
    return _page(view.store, *_key(view), filters, page)


def grades(view: View) -> list[str]:
    return _grades(view.store, *_key(view))


def has_sample(view: View) -> bool:
    return _has_sample(view.store, *_key(view)[:2])


@st.cache_data(max_entries=50, show_spinner=False)
def _has_sample(_store, version, actor) -> bool:
    return bool(sample_uploads(_store, actor))


def _key(view: View) -> tuple:
    return session.data_version(), view.actor, view.asked


@st.cache_data(max_entries=200, show_spinner=False)
def _counts(_store, version, actor, asked, filters):
    return student_list.count_tiers(_store, actor, asked, filters)


@st.cache_data(max_entries=200, show_spinner=False)
def _page(_store, version, actor, asked, filters, page):
    return student_list.list_students(_store, actor, asked, filters, page)


@st.cache_data(max_entries=50, show_spinner=False)
def _grades(_store, version, actor, asked):
    return student_list.grades_seen(_store, actor, asked)
