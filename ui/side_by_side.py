"""The parts of the page of all schools side by side."""

import streamlit as st

from ui import cached_progress
from ui.frame import View


def table(view: View) -> None:
    st.subheader(f"{len(cached_progress.everybody(view)):,} schools")
