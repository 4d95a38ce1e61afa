"""The parts of the captain's desk: which schools to call, and why."""

import streamlit as st

from ui import cached_progress
from ui.frame import View


def schools(view: View) -> None:
    st.subheader(f"{len(cached_progress.everybody(view)):,} schools")
