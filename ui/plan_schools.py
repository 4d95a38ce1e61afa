"""The plans of all schools side by side: those with overdue steps first."""

import streamlit as st

from sm_core.actor import CAPTAIN
from sm_core.plans.table import overdue_first, plans_table
from sm_core.plans.words import plans_words
from sm_core.store import PLANS
from ui import cached_progress, menu
from ui.downloads import offer
from ui.frame import View
from ui.school_rows import school_rows

DAY = st.column_config.DateColumn(format="MMM D, YYYY")
COLUMNS = {"First overdue": DAY, "Next due": DAY}


def choice(view: View) -> None:
    """A row per school; a row opens its plan."""
    found = cached_progress.plans(view)
    schools = overdue_first(view.schools, found, view.day)
    frame = plans_table(schools, found, view.day)
    st.subheader(f"{plans_words(found, len(schools), view.day)}.")
    st.caption("Tick the box of a row to open its plan.")
    key = f"plans|{view.store.version(PLANS)}|{view.actor.person}|{view.day}"
    school_rows(
        frame, [school.name for school in schools], key, COLUMNS,
        "Schools with the overdue, done and next steps of their plans, overdue first",
    )  # fmt: skip
    with st.container(horizontal=True, vertical_alignment="center"):
        offer(view, f"plans-{view.day}", "School plans", "school plans", lambda: frame, across=True)
        if view.actor.role == CAPTAIN:
            menu.link(menu.TEMPLATE, "The template of all plans")
