"""The parts of the Contacts page: the week, the answer, the schools, the lists."""

from datetime import date

import streamlit as st

from sm_core.contacts.table import schools_table
from sm_core.contacts.weeks import WEEK, monday_of
from sm_core.contacts.words import beside, how, week_words
from sm_core.contacts.words import headline as headline_words
from sm_core.school_year import first_day, school_year_of
from sm_core.student_words import short_day
from ui import (
    address,
    cached_contacts,
    contacts_bar,
    contacts_fill,
    contacts_lists,
    contacts_log,
    menu,
    session,
)
from ui.contacts_lists import MENTORS, STUDENTS
from ui.frame import View, plain
from ui.session import EVERYBODY
from ui.students import ROW_HEIGHT
from ui.targeting_board import newest

WEEK_KEY = "week"
SCHOOLS_SHOWN = 10


def week(view: View) -> date:
    """The Monday of the week to look at, with a step back and forward; no week begins after the
    day of the view, nor ends before the school year."""
    last = monday_of(view.day)
    first = monday_of(first_day(school_year_of(view.as_of)))
    monday = min(max(_said() or last, first), last)
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        _step(f"← {short_day(monday - WEEK)}", "earlier", monday - WEEK, last, monday == first)
        st.markdown(f"**{week_words(monday)}**", width="content")
        _step(f"{short_day(monday + WEEK)} →", "later", monday + WEEK, last, monday == last)
    return monday


def _said() -> date | None:
    try:
        return monday_of(date.fromisoformat(address.one(WEEK_KEY) or ""))
    except (ValueError, OverflowError):
        return None


def _step(label: str, key: str, monday: date, last: date, off: bool) -> None:
    st.button(label, key=f"week_{key}", on_click=_go, args=(monday, last), disabled=off)


def _go(monday: date, last: date) -> None:
    session.guard(*EVERYBODY)
    address.put(WEEK_KEY, None if monday == last else monday.isoformat())


def headline(view: View, monday: date) -> None:
    """The answer first, what it leaves open, and how it is counted."""
    found = cached_contacts.answer(view, monday)
    st.subheader(headline_words(found))
    if not found.students:
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        with st.popover("How is this counted?"):
            counted = cached_contacts.board(view, monday).counted(view.school)
            standards = sorted({line.standard for line in counted})
            st.markdown(how(found, standards, plain(view.where), monday, view.day))
        st.caption(" ".join(beside(found, view.day)), width="stretch")
    if not newest(view):
        st.caption("As it was at the date chosen. Contacts are logged at the newest date; choose "
                   "it above.")  # fmt: skip


def schools(view: View, monday: date) -> None:
    """One row per school, where there are several."""
    found = cached_contacts.schools(view, monday) if view.several_schools else []
    if len(found) > 1:
        height = ROW_HEIGHT * min(len(found), SCHOOLS_SHOWN) + 38
        st.dataframe(
            schools_table(found), hide_index=True, width="stretch", row_height=ROW_HEIGHT,
            height=height, alt="Matched students of each school, and how many were seen as planned",
        )  # fmt: skip


FILL = "fill"


def toolbar(view: View, monday: date) -> str:
    """What can be done, beside the lists; the list that is open."""
    contacts_fill.finish()
    with st.container(horizontal=True, vertical_alignment="center"):
        name = _list_buttons(view, monday)
        contacts_bar.bar(view, monday)
        if name in contacts_lists.DOWNLOADS and cached_contacts.board(view, monday).lines:
            contacts_lists.DOWNLOADS[name](view, monday)
    return name


def _list_buttons(view: View, monday: date) -> str:
    found = cached_contacts.board(view, monday)
    words = {
        FILL: "Fill in" if contacts_log.may_log(view) else "The week",
        STUDENTS: f"Students {len({line.student_id for line in found.lines}):,}",
        MENTORS: f"Mentors {len(found.by_mentor):,}",
    }
    return address.pressed("list", "List", list(words), label_visibility="collapsed",
                           width="content", format_func=words.get)  # fmt: skip


def nobody(view: View) -> None:
    """No match held in the week: what that means, and where matches are made."""
    st.info("No match held in this week. Choose another week, or accept pairs on Matching.")
    menu.link(menu.MATCHING, menu.DOORS[menu.MATCHING].title, list=None, mentor=None, week=None)


def _or_nobody(draw):
    def drawn(view: View, monday: date) -> None:
        if cached_contacts.board(view, monday).lines:
            draw(view, monday)
        else:
            nobody(view)

    return drawn


LISTED = {
    FILL: _or_nobody(contacts_fill.fill),
    STUDENTS: _or_nobody(contacts_lists.students),
    MENTORS: _or_nobody(contacts_lists.mentors),
}
"""What each list draws, given the view and the Monday."""
