"""The progress of all schools: a row for each, which opens it."""

import streamlit as st

from sm_core.hiding.cell import FEWEST
from sm_core.progress.table import for_a_file, progress_table
from sm_core.progress.words import schools_headline
from ui import cached_progress, menu
from ui.downloads import offer
from ui.frame import View
from ui.school_rows import school_rows

COLUMNS = {"Data through": st.column_config.DateColumn(format="MMM D, YYYY")}


def choice(view: View) -> None:
    """A row per school; a row opens it."""
    found = cached_progress.everybody(view)
    frame = progress_table(found)
    st.subheader(f"{schools_headline(found)}.")
    st.caption("Tick the box of a row to open the page of the school. In a download groups of "
               f"fewer than {FEWEST} students are hidden.")  # fmt: skip
    with st.container(horizontal=True, vertical_alignment="center"):
        offer(view, f"school-progress-{view.as_of.isoformat()}", "School progress",
              "school progress", lambda: for_a_file(found))  # fmt: skip
        menu.link(menu.CONVENING, "All schools on paper: the pack of the convening")
    versions = cached_progress.versions(view)
    key = f"progress_schools|{versions}|{view.actor.person}|{view.as_of}|{view.day}"
    school_rows(
        frame, [each.school.name for each in found], key, COLUMNS,
        "Schools with their students from chosen to met, reviews held and steps of the plan",
    )  # fmt: skip
