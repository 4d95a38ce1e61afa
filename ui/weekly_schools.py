"""Which school a review is that of: how far each is, those that have not begun the week first."""

import streamlit as st

from sm_core.contacts.weeks import monday_of
from sm_core.review.schools import SchoolState, school_states, schools_table, schools_words
from ui import week_bar
from ui.cached_review import talked
from ui.frame import View
from ui.school_rows import school_rows

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
    key = f"weekly_schools|{view.version}|{talked(view)}|{view.actor.person}|{monday}|{view.day}"
    school_rows(
        schools_table(found, monday), [each.school.name for each in found], key, COLUMNS,
        "Schools with the state of the week, the last review and the open actions",
    )  # fmt: skip


@st.cache_data(max_entries=20, show_spinner=False)
def _found(_store, version, program, actor, _schools, monday, day) -> list[SchoolState]:
    return school_states(_store, actor, _schools, monday, day)
