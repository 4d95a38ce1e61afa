"""A table with a row per school; ticking the box of a row opens the school on the same page."""

from collections.abc import Sequence
from functools import partial

import pandas as pd
import streamlit as st

from ui import address, session
from ui.session import EVERYBODY


def school_rows(
    frame: pd.DataFrame, names: Sequence[str], key: str, columns: dict, alt: str
) -> None:
    """`names` are those of the schools, in the order of the rows; whatever changes the rows is in
    the `key`."""
    st.dataframe(
        frame, hide_index=True, key=key, column_config=columns, placeholder="–",
        height="content" if len(frame) < 16 else 600, selection_mode="single-row",
        on_select=partial(_open_row, key, names), alt=alt,
    )  # fmt: skip


def _open_row(key: str, names: Sequence[str]) -> None:
    session.guard(*EVERYBODY)
    rows = st.session_state[key].selection.rows
    if rows:
        address.put("school", names[rows[0]])
