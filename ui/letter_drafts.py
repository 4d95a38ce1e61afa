"""Unsaved words of letters: kept by kind and language until the page is left or they are saved."""

import streamlit as st

from sm_core.papers.templates import Key
from ui.saving import Form

DRAFTS = "letter_drafts"


def form_of(key: Key) -> Form:
    return Form("|".join(("letter", *key)))


def keep(key: Key, words: str, saved: str) -> None:
    """Another choice above takes the text area away, and what was typed with it."""
    if words == saved:
        st.session_state.get(DRAFTS, {}).pop(key, None)
        return
    st.session_state.setdefault(DRAFTS, {})[key] = (form_of(key).token, words)


def drafts() -> dict[Key, str]:
    """The words kept, by kind and language. After a save, and on coming back to the page, a form
    has another token: its draft counts no longer."""
    kept = st.session_state.get(DRAFTS, {})
    return {key: words for key, (token, words) in kept.items() if form_of(key).token == token}
