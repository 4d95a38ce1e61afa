"""The colors of the theme this browser shows."""

import streamlit as st

from sm_core.palette import DARK, LIGHT, Palette

PLOT = {"displayModeBar": False}
"""How every chart stands on a page: without Plotly's own buttons."""


def palette() -> Palette:
    return DARK if st.context.theme.type == "dark" else LIGHT
