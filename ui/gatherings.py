"""The list of gatherings, those ahead first, and the form that plans one."""

from functools import partial

import streamlit as st

from sm_core.actor import CAPTAIN
from sm_core.gatherings.find import next_of
from sm_core.gatherings.gathering import INVITED
from sm_core.gatherings.table import gatherings_table, in_order, who_table
from sm_core.gatherings.turnout import school_state
from sm_core.gatherings.words import SCHOOL_WORDS, facts, turnout_words
from sm_core.store import GATHERINGS
from ui import address, cached_gatherings, session
from ui.downloads import offer
from ui.frame import View, plain
from ui.saving import forget_all
from ui.session import EVERYBODY
from ui.targeting_board import newest

OPEN, NEW = "gathering", "new"
"""In the address: the gathering that is open, or the form for a new one."""
DAY = st.column_config.DateColumn(format="ddd MMM D, YYYY")


def headline(view: View) -> None:
    """The next one, and who has said to come."""
    coming = next_of(cached_gatherings.gathered(view).gatherings, view.day)
    if coming is None:
        st.subheader("No meeting is planned.")
        return
    st.subheader(f"Next: {plain(coming.title)}")
    marks = cached_gatherings.marks_of(view, coming)
    words, state = turnout_words(coming, marks), school_state(marks)
    one = len(cached_gatherings.schools(view)) == 1
    if one and state:
        words = SCHOOL_WORDS[state]
    st.markdown(f"{plain(facts(coming))}{f' · **{words}**' if words else ''}")
    if one and state == INVITED and newest(view) and address.one(OPEN) is None:
        st.button("Say who comes", type="primary", key="answer", on_click=show,
                  args=(coming.gathering_id,))  # fmt: skip


def listed(view: View) -> None:
    """A row per gathering; a row opens it below."""
    found = cached_gatherings.gathered(view)
    opened = address.one(OPEN)
    with st.container(horizontal=True, vertical_alignment="center"):
        if view.actor.role == CAPTAIN and newest(view):
            st.button("Plan a meeting", key="plan", on_click=show, args=(NEW,),
                      type="secondary" if opened or view.school else "primary")  # fmt: skip
        if found.gatherings:
            _downloads(view)
    if not found.gatherings:
        st.info("No meeting is planned or was held yet."
                + (" Plan the first one." if view.actor.role == CAPTAIN else ""))  # fmt: skip
        return
    rows = in_order(found.gatherings, view.day)
    ids = [gathering.gathering_id for gathering in rows]
    key = f"gatherings|{view.store.version(GATHERINGS)}|{view.actor.person}|{view.school}|" \
          f"{view.day}|{st.session_state.get('closed_gathering', 0)}"  # fmt: skip
    st.dataframe(
        gatherings_table(rows, found.marks, cached_gatherings.schools(view), view.day),
        hide_index=True, key=key, selection_mode="single-row", placeholder="–",
        height="content" if len(rows) < 12 else 420, column_config={"Day": DAY},
        on_select=partial(_open_row, key, ids),
        selection_default={"selection": {"rows": [ids.index(opened)] if opened in ids else []}},
        alt="Meetings with their day, kind, state and who came; a row opens the meeting",
    )  # fmt: skip
    st.caption("Tick the box of a row to open the meeting.")


def show(gathering_id: str | None) -> None:
    """Open a gathering, or with None close the one that is open."""
    session.guard(*EVERYBODY)
    # A form opened anew shows the gathering as it stands, not as it was an hour ago.
    for each in {address.one(OPEN), gathering_id} - {None}:
        forget_all(each)
    address.put(OPEN, gathering_id)


def _open_row(key: str, ids: list[str]) -> None:
    rows = st.session_state[key].selection.rows
    show(ids[rows[0]] if rows else None)


def close_button() -> None:
    st.button("Close", key="close_gathering", on_click=_close)


def _close() -> None:
    show(None)
    # A list that keeps its key would keep its row selected.
    st.session_state["closed_gathering"] = st.session_state.get("closed_gathering", 0) + 1


def _downloads(view: View) -> None:
    found, schools = cached_gatherings.gathered(view), cached_gatherings.schools(view)
    rows = in_order(found.gatherings, view.day)
    offer(view, f"district-meetings-{view.day}", "Meetings", "district meetings",
          partial(gatherings_table, rows, found.marks, schools, view.day))  # fmt: skip
    names = {school.school_id: school.name for school in schools}
    offer(view, f"who-came-{view.day}", "Who came", "who came to district meetings",
          partial(who_table, rows, found.marks, names), label="Download who came")  # fmt: skip
