"""The three looks of the District page, and what each is made of."""

import streamlit as st

from sm_core.measures import Measure
from sm_core.seen import Filters
from ui import (
    address,
    district_charts,
    district_cohorts,
    district_days,
    district_matrix,
    district_when,
)
from ui.frame import View

OVERVIEW, WHO, WHEN = "Overview", "Who", "When"
LOOK = "look"


def draw(view: View, wanted: Filters, measure: Measure) -> None:
    """One of the looks, of a choice that has students in rates."""
    look = address.pressed(LOOK, "Look", [OVERVIEW, WHO, WHEN], label_visibility="collapsed")
    {OVERVIEW: _overview, WHO: _who, WHEN: _when}[look](view, wanted, measure)


def _overview(view: View, wanted: Filters, measure: Measure) -> None:
    left, right = st.columns(2, gap="large")
    with left:
        if view.several_schools or view.school:
            district_charts.by_school(view, wanted, measure)
        district_charts.by_grade(view, wanted, measure)
    with right:
        district_charts.trend(view, wanted, measure)
        district_charts.by_group(view, wanted, measure)


def _who(view: View, wanted: Filters, measure: Measure) -> None:
    district_matrix.matrix(view, wanted, measure)
    left, right = st.columns(2, gap="large")
    with left:
        district_cohorts.cohorts(view, wanted, measure)
    with right:
        district_charts.by_group(view, wanted, measure)


def _when(view: View, wanted: Filters, measure: Measure) -> None:
    left, right = st.columns(2, gap="large")
    with left:
        district_days.by_weekday(view, wanted, measure)
        district_when.september(view, wanted, measure)
    with right:
        district_when.breaks(view, wanted, measure)
