"""The two papers of a school, made on click and written to the audit."""

from functools import partial

import streamlit as st

from sm_core.audit import record
from sm_core.papers.figures import figures
from sm_core.papers.job_description import job_description
from sm_core.papers.planning import planning_sheet
from sm_core.team.overview import SchoolTeam
from ui import session
from ui.downloads import in_a_file_name
from ui.frame import View, long_day
from ui.session import EVERYBODY
from ui.targeting_board import board_as_it_stands

PAPERS = {
    "job-description": ("Job description (Word)", job_description),
    "planning-sheet": ("Planning sheet (Word)", planning_sheet),
}
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def downloads(view: View, team: SchoolTeam) -> None:
    """A button for each paper, with what is in it."""
    st.subheader("Papers")
    st.caption(
        "The site coordinator's job description and a sheet to plan the start, with the figures of "
        f"this school through {long_day(view.through)}. Word files: change them as you like."
    )
    with st.container(horizontal=True):
        for name, (label, _) in PAPERS.items():
            st.download_button(
                label, partial(_bytes, view, team.school_id, name),
                f"{name}-{in_a_file_name(team.school_id)}-{view.day}.docx", DOCX,
                on_click="ignore", key=f"paper_{name}",
            )  # fmt: skip


def _bytes(view: View, school: str, name: str) -> bytes:
    session.guard(*EVERYBODY)
    found = figures(view.store, board_as_it_stands(view), school, view.day, session.today())
    made = PAPERS[name][1](found)
    record(view.store, view.actor, session.now(), "export", f"{name}.docx {school}")
    return made
