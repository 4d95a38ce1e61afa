"""The list of gatherings, those ahead first, and the form that plans one."""

from functools import partial

import streamlit as st

from sm_core.actor import CAPTAIN
from sm_core.gatherings.find import next_of
from sm_core.gatherings.gathering import INVITED, Gathering
from sm_core.gatherings.table import gatherings_table, in_order, row_words, who_table
from sm_core.gatherings.turnout import school_state
from sm_core.gatherings.words import SCHOOL_WORDS, facts, turnout_words
from ui import address, cached_gatherings, session
from ui.downloads import offer
from ui.frame import View, long_day, plain
from ui.saving import forget_all
from ui.session import EVERYBODY
from ui.targeting_board import newest

OPEN, NEW = "gathering", "new"
"""In the address: the gathering that is open, or the form for a new one."""
LIST = "gatherings_list"
FEW = 10
"""Meetings; more of them scroll."""


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
    """A row per gathering; one that is chosen opens below."""
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
    with st.container(height="content" if len(rows) < FEW else 420, border=False):
        _rows(view, rows, opened)


def _rows(view: View, rows: list[Gathering], opened: str | None) -> None:
    """Two lines each, which a phone shows whole."""
    marks, schools = cached_gatherings.gathered(view).marks, cached_gatherings.schools(view)
    labels = {g.gathering_id: f"{long_day(g.day)} · {plain(g.title)}" for g in rows}
    st.session_state[LIST] = opened if opened in labels else None
    st.radio(
        "Meetings; choose one to open it", list(labels), None, format_func=labels.get, key=LIST,
        captions=[plain(row_words(g, marks.get(g.gathering_id, {}), schools, view.day))
                  for g in rows],
        on_change=_open_row,
    )  # fmt: skip


def show(gathering_id: str | None) -> None:
    """Open a gathering, or with None close the one that is open."""
    session.guard(*EVERYBODY)
    # A form opened anew shows the gathering as it stands, not as it was an hour ago.
    for each in {address.one(OPEN), gathering_id} - {None}:
        forget_all(each)
    address.put(OPEN, gathering_id)


def _open_row() -> None:
    show(st.session_state[LIST])


def close_button() -> None:
    st.button("Close", key="close_gathering", on_click=show, args=(None,))


def _downloads(view: View) -> None:
    found, schools = cached_gatherings.gathered(view), cached_gatherings.schools(view)
    rows = in_order(found.gatherings, view.day)
    offer(view, f"district-meetings-{view.day}", "Meetings", "district meetings",
          partial(gatherings_table, rows, found.marks, schools, view.day))  # fmt: skip
    names = {school.school_id: school.name for school in schools}
    offer(view, f"who-came-{view.day}", "Who came", "who came to district meetings",
          partial(who_table, rows, found.marks, names), label="Download who came")  # fmt: skip
