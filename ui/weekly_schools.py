"""Which school a review is that of: how far each is, those that have not begun the week first."""

from functools import partial

import streamlit as st

from sm_core.contacts.weeks import monday_of
from sm_core.review.schools import SchoolState, school_states, schools_table, schools_words
from ui import address, session, week_bar
from ui.cached_review import talked
from ui.frame import View
from ui.session import EVERYBODY

COLUMNS = {
    "Last reviewed": st.column_config.DateColumn(
        format="MMM D, YYYY", help="The Monday of the week."
    )
}


def choice(view: View) -> None:
    """A row per school; a row opens it."""
    monday = week_bar.said() or monday_of(view.day)
    found = _found(view.store, view.version, talked(view), view.actor, view.schools, monday,
                   view.day)  # fmt: skip
    st.subheader(f"{schools_words(found, monday)}.")
    st.caption("A review is that of one school. Tick the box of a row to open the school.")
    key = f"weekly_schools|{talked(view)}|{view.actor.person}|{monday}|{view.day}"
    st.dataframe(
        schools_table(found, monday), hide_index=True, key=key, column_config=COLUMNS,
        placeholder="–", height="content" if len(found) < 16 else 600, selection_mode="single-row",
        on_select=partial(_open_row, key, [each.school.name for each in found]),
        alt="Schools with the state of the week, the last review and the open actions",
    )  # fmt: skip


def _open_row(key: str, names: list[str]) -> None:
    session.guard(*EVERYBODY)
    rows = st.session_state[key].selection.rows
    if rows:
        address.put("school", names[rows[0]])


@st.cache_data(max_entries=20, show_spinner=False)
def _found(_store, version, program, actor, _schools, monday, day) -> list[SchoolState]:
    return school_states(_store, actor, _schools, monday, day)
