"""The parts of the Contacts page: the week, the answer, the schools, the lists."""

from datetime import date

import streamlit as st

from sm_core.contacts.table import schools_table
from sm_core.contacts.words import beside, how
from sm_core.contacts.words import headline as headline_words
from ui import (
    address,
    cached_contacts,
    contacts_bar,
    contacts_fill,
    contacts_lists,
    contacts_log,
    menu,
)
from ui.contacts_lists import MENTORS, STUDENTS
from ui.frame import View, plain
from ui.students import ROW_HEIGHT
from ui.targeting_board import newest

SCHOOLS_SHOWN = 10


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
