"""The filters that pages share, kept in the address so that they follow from page to page."""

import calendar
import re

import streamlit as st

from sm_core.grades import LEVEL_WORDS, levels_among
from sm_core.seen import Filters
from ui import address, cached, session
from ui.frame import View

GRADE, GROUP, MISSED_ON = "grade", "group", "missed_on"
ALL_STUDENTS = "All students"


def grades(view: View) -> tuple[str, ...] | None:
    """Whole levels or single grades; a level is offered where there is more than one."""
    found = cached.grades(view)
    levels = levels_among(found)
    options = [LEVEL_WORDS[level] for level in levels if len(levels) > 1] + found
    chosen = address.several(GRADE, "Grade", options,
                             placeholder="All grades", disabled=not options)  # fmt: skip
    by_words = {words: level for level, words in LEVEL_WORDS.items()}
    return tuple(by_words.get(name, name) for name in chosen) or None


def group(view: View) -> str | None:
    """One student group, as the student file describes it."""
    options = cached.groups(view)
    chosen = address.selected(GROUP, "Student group", [ALL_STUDENTS, *options], ALL_STUDENTS,
                              disabled=not options)  # fmt: skip
    return None if chosen == ALL_STUDENTS else chosen


def missed_on() -> tuple[int, int] | None:
    """Who missed a certain weekday of a month: from a click on the District page, "5-12" in the
    address is Fridays in December. Anything else there is nobody's choice."""
    match = re.fullmatch(r"([1-7])-(1[0-2]|[1-9])", address.one(MISSED_ON) or "")
    return (int(match[1]), int(match[2])) if match else None


def missed_on_words(chosen: tuple[int, int]) -> str:
    return f"missed a {calendar.day_name[chosen[0] - 1]} in {calendar.month_name[chosen[1]]}"


def say_missed_on(filters: Filters) -> None:
    """The choice that came from a click, and the button that lets it go."""
    if filters.missed_on:
        st.button(f"Only students who {missed_on_words(filters.missed_on)} ✕",
                  key="clear_missed_on", on_click=_clear_missed_on)  # fmt: skip


def _clear_missed_on() -> None:
    session.guard(*session.EVERYBODY)
    address.put(MISSED_ON, None)
