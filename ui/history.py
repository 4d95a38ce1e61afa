"""What was changed, by whom and when, as a table."""

import streamlit as st

from sm_core.history import Change
from ui.frame import plain


def history_table(told: list[tuple[str, Change]]) -> None:
    """One row per (what it is about, change), the newest first."""
    if not told:
        st.caption("Nothing was changed yet.")
        return
    st.table(
        [
            {
                "When": f"{change.happened:%b} {change.happened.day}, {change.happened:%Y %H:%M}",
                "Who": plain(change.person),
                "What": plain(what.replace("_", " ")),
                "Before": plain(change.before) or "–",
                "After": plain(change.after) or "–",
                "Why": plain(change.reason) or "–",
            }
            for what, change in told
        ]
    )
