"""The filters that pages share, kept in the address so that they follow from page to page."""

import re
from calendar import day_name, month_name
from dataclasses import replace
from datetime import date

import streamlit as st

from sm_core.explored.september import SPANS
from sm_core.grades import LEVEL_WORDS, levels_among
from sm_core.schools import held_back, held_back_words
from sm_core.seen import Filters
from ui import address, cached, session
from ui.frame import View, long_day

GRADE, GROUP, MISSED_ON = "grade", "group", "missed_on"
MISSED_DAY, SEPTEMBER = "missed_day", "september"
PICKED = (MISSED_ON, MISSED_DAY, SEPTEMBER)
"""Choices that no widget makes: a click on a chart writes them into the address."""
ALL_STUDENTS = "All students"


def grades(view: View) -> tuple[str, ...] | None:
    """Whole levels or single grades; a level is offered where there is more than one."""
    found = cached.grades(view)
    levels = levels_among(found)
    options = [LEVEL_WORDS[level] for level in levels if len(levels) > 1] + found
    chosen = address.several(GRADE, "Grade", options,
                             placeholder="All grades", disabled=not options)  # fmt: skip
    address.drop_unknown(GRADE, options, "a grade that is not here")
    by_words = {words: level for level, words in LEVEL_WORDS.items()}
    return tuple(by_words.get(name, name) for name in chosen) or None


def group(view: View) -> str | None:
    """One student group, as the student file describes it."""
    options = cached.groups(view)
    chosen = address.selected(GROUP, "Student group", [ALL_STUDENTS, *options], ALL_STUDENTS,
                              disabled=not options)  # fmt: skip
    address.drop_unknown(GROUP, options, "a student group that is not here")
    return None if chosen == ALL_STUDENTS else chosen


def missed_on() -> tuple[int, int] | None:
    """Who missed a certain weekday of a month: from a click on the District page, "5-12" in the
    address is Fridays in December. Anything else there is nobody's choice."""
    match = re.fullmatch(r"([1-7])-(1[0-2]|[1-9])", address.one(MISSED_ON) or "")
    return (int(match[1]), int(match[2])) if match else None


def missed_day() -> date | None:
    """Who missed one day: "2025-11-25" in the address."""
    return address.as_day(address.one(MISSED_DAY))


def september() -> str | None:
    """Who missed how many days of September: a key of `SPANS`."""
    said = address.one(SEPTEMBER)
    return said if said in SPANS else None


def picked() -> dict:
    """The choices that came from a click, as fields of `Filters`."""
    return {MISSED_ON: missed_on(), MISSED_DAY: missed_day(), SEPTEMBER: september()}


def picked_words(filters: Filters) -> dict[str, str]:
    """Each choice that came from a click, in words that follow "students who"."""
    words = {}
    if filters.missed_on:
        weekday, month = filters.missed_on
        words[MISSED_ON] = f"missed a {day_name[weekday - 1]} in {month_name[month]}"
    if filters.missed_day:
        words[MISSED_DAY] = f"missed {long_day(filters.missed_day)}"
    if filters.september:
        words[SEPTEMBER] = f"missed {SPANS[filters.september].lower()} in September"
    return words


def last_year_day(view: View, filters: Filters, *free: str, why: bool = True) -> str:
    """The last day of `View.last_year`, and of which schools with students of this choice the days
    count less far, with the reason (`why`) where there is room for it; a chart does not follow the
    fields of `Filters` that are `free`."""
    view = replace(view, school=None) if "school" in free else view
    schools, filters = view.chosen, replace(filters, tiers=None, **dict.fromkeys(free))
    if held_back(schools, view.through) and (filters.grades or filters.group):
        rows = cached.cut(view, filters, "school")
        found = set(rows["name"][rows["rated"] > 0])
        schools = [school for school in schools if school.school_id in found]
    return long_day(view.last_year_through) + held_back_words(schools, view.through, why)


def without_last_year(filters: Filters) -> str:
    """Why there is nothing of last year to compare with; "" where there may be."""
    if not filters.missed_day:
        return ""
    return f"{long_day(filters.missed_day)} has no last year to compare with: it is one day."


def say_picked(filters: Filters) -> None:
    """The choices that came from a click, and the buttons that let them go."""
    for name, words in picked_words(filters).items():
        st.button(f"Only students who {words} ✕", key=f"clear_{name}",
                  on_click=_clear, args=(name,))  # fmt: skip


def _clear(name: str) -> None:
    session.guard(*session.EVERYBODY)
    address.put(name, None)
