"""The student whose row is open: below the list, whatever page or filter the list shows."""

import streamlit as st

from sm_core.definitions import STANDARD
from sm_core.student_list import one_student
from sm_core.student_table import days_words, tier_words
from ui import address, cached, menu, session
from ui.frame import View, plain
from ui.students import OPEN_KEY


def card(view: View) -> None:
    """Who is open, where they stand, and the way to their page; found by id."""
    student_id = address.one(OPEN_KEY)
    if not student_id:
        return
    found = one_student(cached.seen(view), student_id)
    with st.bottom, st.container(horizontal=True, vertical_alignment="center"):
        if found.empty:
            st.markdown("The student in the address is not among those you may see at this date.")
        else:
            st.markdown(_words(found.iloc[0]))
            menu.link(menu.STUDENT, "Open student", student=student_id)
        st.button("Close", key="close_student", on_click=_close)


def _words(row) -> str:
    early = row["days_enrolled"] < STANDARD.early_days
    name = row["student_name"] or row["student_id"]
    facts = [f"**{plain(name)}**", plain(row["school_name"])]
    facts[1:1] = [f"grade {plain(row['grade'])}"] if row["grade"] else []
    facts += [] if early else [tier_words(row["tier"], early)]
    missed = days_words(row["days_absent"], row["days_enrolled"], early)
    return " · ".join([*facts, f"missed {missed}"])


def _close() -> None:
    session.guard(*session.EVERYBODY)
    address.put(OPEN_KEY, None)
    # A list that keeps its key would keep its row selected.
    st.session_state["closed"] = st.session_state.get("closed", 0) + 1
