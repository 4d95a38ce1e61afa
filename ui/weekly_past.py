"""The reviews of the school so far; a row opens its week."""

from datetime import date, timedelta
from functools import partial

import streamlit as st

from sm_core.contacts.weeks import monday_of
from sm_core.review.find import reviews
from sm_core.review.record import Review
from sm_core.review.story import weeks_table
from sm_core.school_year import first_day, school_year_of
from ui import cached_review, session, week_bar
from ui.cached_review import Week, talked
from ui.frame import View
from ui.session import EVERYBODY


def past(week: Week) -> None:
    """A row per week with a review in this school year or the last one, the newest first."""
    found = _reviews(week)
    if not found:
        return
    with st.expander(f"Reviews so far: {len(found):,}"):
        actions = list(cached_review.prepared(week).told.actions.values())
        frame = weeks_table(found, actions)
        view = week.view
        key = (
            f"weekly_past|{talked(view)}|{view.actor.person}|{week.school.school_id}|{week.monday}"
        )
        st.dataframe(
            frame, hide_index=True, key=key, width="stretch", placeholder="–",
            height="content" if len(frame) < 12 else 420, selection_mode="single-row",
            on_select=partial(_open, key, [review.monday for review in found], view),
            alt="Weeks with state, who was present, names decided and actions done",
        )  # fmt: skip
        st.caption("Tick the box of a row to open its week.")


def _open(key: str, mondays: list[date], view: View) -> None:
    session.guard(*EVERYBODY)
    rows = st.session_state[key].selection.rows
    if rows:
        week_bar.open_week(view, mondays[rows[0]])


def _reviews(week: Week) -> list[Review]:
    """Those of the school year and of the one before it."""
    view = week.view
    a_year_ago = week_bar.first_week(view) - timedelta(days=1)
    first = monday_of(first_day(school_year_of(a_year_ago)))
    return _cached(view.store, view.version, talked(view), view.actor, week.school.school_id,
                   first, view.day)  # fmt: skip


@st.cache_resource(max_entries=20, show_spinner=False)
def _cached(_store, version, program, actor, school, first, day) -> list[Review]:
    return reviews(_store, actor, school, first, day, named=0)
