"""The lists of the page Help and lessons, and what the address says of them."""

from collections.abc import Callable, Sequence
from re import split
from typing import TypeVar

import streamlit as st

from ui import address
from ui.frame import plain

OPEN, LESSONS, SETTLED = "open", "lessons", "settled"
LISTS = {OPEN: "Help asked for", LESSONS: "Lessons", SETTLED: "Settled"}
LESSON, NEW, FROM, CHANGE = "lesson", "new", "from", "change"
"""In the address: the lesson that is open, or a new one, the help it came from, and whether the one
that is open is to be changed."""
PAGE = 10
Thing = TypeVar("Thing")


def paged(found: Sequence[Thing], question: str, draw: Callable[[Thing], None]) -> None:
    """Those of one page, and the pages below; another `question` begins at its first."""
    pages = -(-len(found) // PAGE)
    key = f"page|{question}"
    page = max(1, min(st.session_state.get(key, 1), pages))
    for each in found[(page - 1) * PAGE : page * PAGE]:
        draw(each)
    if pages > 1:
        st.pagination(pages, key=key, default=page)


def prose(words: str) -> str:
    """What somebody wrote, safe for Markdown; a line left free begins a paragraph."""
    return "\n\n".join(map(plain, split(r"\n[^\S\n]*\n", words)))


def show_list(which: str) -> None:
    """That list next, from its top."""
    address.put_all(
        list=None if which == OPEN else which, **dict.fromkeys((LESSON, FROM, CHANGE, "q", "topic"))
    )
