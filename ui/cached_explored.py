"""Answers on September, breaks and cohorts, kept as `ui.cached` keeps all that a view asks."""

from dataclasses import replace

import streamlit as st

from sm_core import cut_table
from sm_core.explored import breaks, cohorts, september
from sm_core.seen import Filters
from sm_core.standing import Asked
from ui import cached
from ui.frame import View


def september_watch(view: View, filters: Filters, asked: Asked | None = None):
    return _september(view, *_key(view, filters, asked))


@st.cache_data(max_entries=100, show_spinner=False)
def _september(_view, version, actor, asked, filters):
    return september.september_watch(_view.store, cached.seen(_view, asked), filters)


def beside_breaks(view: View, filters: Filters):
    return _breaks(view, *_key(view, filters))


@st.cache_data(max_entries=50, show_spinner=False)
def _breaks(_view, version, actor, asked, filters):
    return breaks.beside_breaks(_view.store, cached.seen(_view, asked), filters)


def then_and_now(view: View, filters: Filters):
    return _cohorts(view, *_key(view, filters), view.last_year)


@st.cache_data(max_entries=50, show_spinner=False)
def _cohorts(_view, version, actor, asked, filters, then):
    return cohorts.cohorts(_view.store, cached.seen(_view, asked), filters, then)


def cohorts_told(view: View, filters: Filters):
    """As `then_and_now`, as a file may have it: to hide takes longer than to draw."""
    return _cohorts_told(view, *_key(view, filters), view.last_year)


@st.cache_data(max_entries=50, show_spinner=False)
def _cohorts_told(_view, version, actor, asked, filters, then):
    return cut_table.cohorts_told(
        cut_table.cohort_rows(_cohorts(_view, version, actor, asked, filters, then))
    )


def _key(view: View, filters: Filters, asked: Asked | None = None) -> tuple:
    filters = replace(filters, tiers=None, sort="rate")
    return view.version, view.actor, asked or view.asked, filters
