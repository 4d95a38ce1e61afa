"""Pages without attendance, or with an invented one: what is missing or unreal, and what to do."""

import streamlit as st

from ui import menu
from ui.frame import View


def no_attendance(view: View) -> None:
    """No attendance at all: what is missing, and the button that fixes it."""
    st.info("There is no attendance to show yet. Upload a file from your school system to start.")
    if view.actor.may_upload:
        menu.link(menu.UPLOADS, "Upload attendance")


def invented(view: View) -> None:
    """Say so while invented schools are among the figures."""
