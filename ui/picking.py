"""Charts whose marks are filters."""

from collections.abc import Callable
from functools import partial

import streamlit as st

from sm_core.seen import Filters
from ui import session, theme
from ui.frame import View


def draw(view: View, figure, name: str, wanted: Filters, pick: Callable[..., None], alt: str):
    """A chart whose marks are filters: `pick` gets what a clicked mark carries. Another choice is
    another chart, so nothing stays selected that no longer stands there, and the chosen mark can
    be clicked again to let go."""
    key = f"{name}|{view.version}|{view.as_of}|{wanted}"
    st.plotly_chart(figure, key=key, on_select=partial(_picked, key, pick),
                    selection_mode="points", config=theme.PLOT, alt=alt)  # fmt: skip


def _picked(key: str, pick: Callable[..., None]) -> None:
    session.guard(*session.EVERYBODY)
    points = st.session_state[key].selection.points
    if points:
        pick(*points[0]["customdata"])
