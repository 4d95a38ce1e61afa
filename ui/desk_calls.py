"""The captain's calls: logged on the row of a school, and listed with their Undo."""

import streamlit as st

from sm_core.actor import CAPTAIN
from sm_core.desk.calls import LONGEST, LONGEST_AGO, Call, log_call, take_back
from sm_core.desk.listed import Row
from sm_core.desk.words import call_words
from ui import cached_desk, session
from ui.frame import View, explained, plain
from ui.saving import Form
from ui.targeting_board import newest

ON_ROW = 2
# Forgotten with the forms, when the person goes to another page.
SHOWN = "opened|desk|shown"


def of_school(view: View, row: Row) -> None:
    """The last calls to a school, and where the next one is logged."""
    for call in row.calls[:ON_ROW]:
        st.caption(plain(call_words(call)))
    if not newest(view):
        return
    form = Form(f"desk|call|{row.facts.school_id}")
    keys = _shown_before(row)
    opened = st.popover("Called…", key=form.key("popover"), on_change="rerun")
    if opened.open:
        with opened:
            _ask(view, form, row, keys)


def _shown_before(row: Row) -> tuple[str, ...]:
    """The keys of the reasons that the person had in view when they pressed: one that came up since
    was not talked about. From now on, those of this run."""
    shown = st.session_state.setdefault(SHOWN, {})
    keys = shown.get(row.facts.school_id, row.keys)
    shown[row.facts.school_id] = row.keys
    return tuple(key for key in row.keys if key in keys)


def _ask(view: View, form: Form, row: Row, keys: tuple[str, ...]) -> None:
    words = st.text_area("What was said?", key=form.key("words"), max_chars=LONGEST, height=100)
    day = st.date_input("Called on", view.day, view.day - LONGEST_AGO, view.day,
                        key=form.key("day"), format="MM/DD/YYYY")  # fmt: skip
    quiet = cached_desk.rules(view).quiet_days
    st.caption(f"What is listed now rests for {quiet} days after the call; anything new lists the "
               "school again.")  # fmt: skip
    if st.button("Save", key=form.key("save"), type="primary"):
        actor = session.guard(CAPTAIN)
        with explained():
            log_call(view.store, form.save(actor), row.facts.school_id, keys, words, day)
            name = plain(row.facts.name)
            form.done(f"The call to {name} is logged; Undo stands below, under Calls.")


def made(view: View) -> None:
    """The calls of the last weeks, the last one first, each with its Undo."""
    found = [call for call in cached_desk.calls(view) if call.day >= view.day - LONGEST_AGO
             and view.school in (None, call.school_id)]  # fmt: skip
    st.markdown(f"#### Calls of the last {LONGEST_AGO.days // 7} weeks ({len(found):,})")
    if not found:
        st.caption("None. Called… on the row of a school logs one, and lets what it was about "
                   "rest.")  # fmt: skip
    names = {school.school_id: school.name for school in view.schools}
    with st.container(gap="xxsmall"):
        for call in found:
            _call(view, call, names.get(call.school_id, call.school_id))


def _call(view: View, call: Call, name: str) -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.markdown(f"**{plain(name)}** · {plain(call_words(call))}", width="content")
        if newest(view):
            form = Form(f"desk|undo|{call.call_id}")
            if st.button("Undo", key=form.key("save"), type="tertiary"):
                _undo(view, form, call, name)


def _undo(view: View, form: Form, call: Call, name: str) -> None:
    actor = session.guard(CAPTAIN)
    with explained():
        take_back(view.store, form.save(actor), call.call_id)
        form.done(f"The call to {plain(name)} is taken back; what it was about stands again.")
