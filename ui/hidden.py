"""Names and notes hidden, for a meeting with partners: one switch, kept in the address."""

import streamlit as st

from sm_core.review.record import KeptName
from sm_core.review.sheet import unnamed
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


def name_of(name: KeptName) -> str:
    """What a student of the list is called: "Student 3" by place where names are hidden."""
    return unnamed(name.place) if hidden() else name.name
