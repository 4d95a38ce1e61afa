"""The parts of the weekly review: the week, the answer, the names."""

import streamlit as st

from sm_core.contacts.weeks import monday_of
from ui import cached_review
from ui.cached_review import Week
from ui.frame import View


def week(view: View) -> Week:
    """The school and week to look at."""
    school = next(s for s in view.schools if view.school in (None, s.school_id))
    return cached_review.week_of(view, school, monday_of(view.day))


def headline(week: Week) -> None:
    """The answer first."""
    st.subheader(str(cached_review.prepared(week).figures))


def names(week: Week) -> None:
    """One ranked list, each student once."""
    for name in cached_review.prepared(week).names[:12]:
        st.markdown(name.facts.label)
