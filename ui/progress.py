"""A bar that says how far a long piece of work is, and how long it still takes."""

import time

import streamlit as st

from ui.frame import plain

SAY_AFTER = 2.0
"""Seconds after which a guess of the time left is worth saying."""


class Bar:
    """Called as a `Progress` of the import; `close` takes the bar away."""

    def __init__(self, words: str) -> None:
        self._begun = time.monotonic()
        self._bar = st.progress(0.0, text=plain(words))

    def __call__(self, words: str, share: float) -> None:
        left = time_left(time.monotonic() - self._begun, share)
        self._bar.progress(share, text=plain(f"{words} · {left}" if left else words))

    def close(self) -> None:
        self._bar.empty()


def time_left(spent: float, share: float) -> str:
    """How long work goes on of which `share` (0 to 1) took `spent` seconds, in words; "" where
    nobody can tell yet."""
    if spent < SAY_AFTER or not 0 < share < 1:
        return ""
    seconds = spent / share - spent
    if seconds < 60:
        return f"about {max(round(seconds), 1)} s left"
    return f"about {round(seconds / 60)} min left"
