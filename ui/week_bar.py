"""The week a page shows: a step back and forward, kept in the address."""

from datetime import date

import streamlit as st

from sm_core.contacts.weeks import SUNDAY, WEEK, monday_of
from sm_core.contacts.words import week_words
from sm_core.school_year import first_day, school_year_of
from sm_core.student_words import short_day
from ui import address, session
from ui.frame import View
from ui.session import EVERYBODY

WEEK_KEY = "week"


def said() -> date | None:
    """The Monday of the week in the address; None where it names no day."""
    try:
        return monday_of(date.fromisoformat(address.one(WEEK_KEY) or ""))
    except (ValueError, OverflowError):
        return None


def week(view: View) -> date:
    """The Monday of the week to look at, with a step back and forward; no week begins after the
    day of the view, nor ends before the school year."""
    last, first = monday_of(view.day), first_week(view)
    monday = min(max(said() or last, first), last)
    with st.container(horizontal=True, vertical_alignment="center", gap="small", width="content"):
        _step(f"← {short_day(monday - WEEK)}", "earlier", monday - WEEK, last, monday == first)
        st.markdown(f"**{week_words(monday)}**", width="content")
        _step(f"{short_day(monday + WEEK)} →", "later", monday + WEEK, last, monday == last)
    return monday


def first_week(view: View) -> date:
    """The Monday of the week in which the school year of the view begins."""
    return monday_of(first_day(school_year_of(view.as_of)))


def _step(label: str, key: str, monday: date, last: date, off: bool) -> None:
    st.button(label, key=f"week_{key}", on_click=go, args=(monday, last), disabled=off)


def go(monday: date, last: date) -> None:
    """Open the week of a Monday; the `last` one is the usual one."""
    session.guard(*EVERYBODY)
    address.put(WEEK_KEY, None if monday == last else monday.isoformat())


def open_week(view: View, monday: date) -> None:
    """As `go`; a week before the school year of the view opens as of its end, of which it is the
    newest."""
    session.guard(*EVERYBODY)
    if monday >= first_week(view):
        go(monday, monday_of(view.day))
    else:
        address.put_all(**{WEEK_KEY: None, "as_of": (monday + SUNDAY).isoformat()})


def open_newest() -> None:
    """The newest week at the newest date."""
    session.guard(*EVERYBODY)
    address.put_all(**{WEEK_KEY: None, "as_of": None})
