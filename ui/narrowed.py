"""Lists narrowed to the students behind a number of School progress, named in the address."""

import streamlit as st

from sm_core.progress.funnel import STAGES, on_stage
from ui import address, session
from ui.frame import View
from ui.targeting_board import board_as_it_stands

OF = "of"


def stage() -> str | None:
    """The stage in the address; a name nobody knows is nobody's choice."""
    said = address.one(OF)
    return said if said in STAGES else None


def only(view: View) -> frozenset[str] | None:
    """The ids of the students to whom the list is narrowed; None where it is not."""
    named = stage()
    return on_stage(board_as_it_stands(view), named, view.school) if named else None


def say() -> None:
    """What the list is narrowed to, and the button that lets it go."""
    if named := stage():
        st.button(f"Only students who {STAGES[named]} ✕", key="clear_of", on_click=_clear)


def _clear() -> None:
    session.guard(*session.EVERYBODY)
    address.put(OF, None)
