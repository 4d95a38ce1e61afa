"""The reviews of the school so far; a row opens its week."""

from datetime import date
from functools import partial

import streamlit as st

from sm_core.contacts.weeks import monday_of
from sm_core.review.record import Review, reviews
from sm_core.review.story import weeks_table
from ui import cached_review, session, week_bar
from ui.cached_review import Week
from ui.session import EVERYBODY


def past(week: Week) -> None:
    """A row per week with a review, the newest first."""
    found = _reviews(week)
    if not found:
        return
    with st.expander(f"Reviews so far: {len(found):,}"):
        actions = list(cached_review.prepared(week).told.actions.values())
        frame = weeks_table(found, actions)
        view = week.view
        key = (
            f"weekly_past|{view.program}|{view.actor.person}|{week.school.school_id}|{week.monday}"
        )
        st.dataframe(
            frame, hide_index=True, key=key, width="stretch", placeholder="–",
            height="content" if len(frame) < 12 else 420, selection_mode="single-row",
            on_select=partial(_open, key, [review.monday for review in found], monday_of(view.day)),
            alt="Weeks with state, who was present, names decided and actions done",
        )  # fmt: skip
        st.caption("Tick the box of a row to open its week.")


def _open(key: str, mondays: list[date], last: date) -> None:
    session.guard(*EVERYBODY)
    rows = st.session_state[key].selection.rows
    if rows:
        week_bar.go(mondays[rows[0]], last)


def _reviews(week: Week) -> list[Review]:
    view = week.view
    return _cached(view.store, view.program, view.actor, week.school.school_id, view.day)


@st.cache_resource(max_entries=20, show_spinner=False)
def _cached(_store, program, actor, school, day) -> list[Review]:
    return reviews(_store, actor, school, last=day, named=0)
