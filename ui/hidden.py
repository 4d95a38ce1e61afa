"""Names and notes hidden, for a meeting with partners: one switch, kept in the address."""

import streamlit as st

from ui import address, session
from ui.session import EVERYBODY

HIDE, YES = "hide", "1"
LABEL = "Hide names and notes"
HELP = "For meetings with partners: on the screen, on paper and in files."


def hidden() -> bool:
    """Whether the page may name nobody."""
    return address.one(HIDE) == YES


def switch() -> bool:
    """The switch; whether names are hidden."""
    st.session_state[HIDE] = hidden()
    st.toggle(LABEL, key=HIDE, on_change=_note, help=HELP)
    return hidden()


def _note() -> None:
    session.guard(*EVERYBODY)
    address.put(HIDE, YES if st.session_state[HIDE] else None)
