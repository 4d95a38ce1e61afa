"""Patterns worth a word: weekdays, days beside a break and grades that stand out, or that none."""

import streamlit as st

from sm_core.review.patterns import Patterns
from sm_core.review.patterns import patterns as patterns_of
from ui.cached_review import Week
from ui.frame import plain


def patterns(week: Week) -> None:
    """A sentence for each that stands out, and how many were looked at."""
    found = _found(week.view.store, week.view.version, week.view.actor, week.school.school_id,
                   week.as_of)  # fmt: skip
    st.subheader("Patterns worth a word")
    if found.stands_out:
        st.markdown("\n".join(f"- {plain(look.words)}" for look in found.stands_out))
    st.caption(
        f"{found} Weekdays, days beside a break and grades, from the attendance of everybody at "
        "the school this school year."
    )


@st.cache_data(max_entries=50, show_spinner=False)
def _found(_store, version, actor, school, as_of) -> Patterns:
    return patterns_of(_store, actor, school, as_of)
