"""The lists of the Contacts page: the students who are seen least, and the mentors by name."""

from dataclasses import replace
from datetime import date
from functools import partial

import streamlit as st

from sm_core.contacts.board import Line
from sm_core.contacts.mentor_words import silent_words
from sm_core.contacts.past import mondays_to
from sm_core.contacts.table import ALL, SHOWN, mentors_table, students_file, students_table
from sm_core.student_list import PAGE_SIZE
from sm_core.student_words import short_day
from ui import address, cached_contacts, mentor_list, narrowed, open_student, session
from ui.contacts_fill import barred
from ui.downloads import offer
from ui.frame import View, plain
from ui.students import OPEN_KEY, ROW_HEIGHT

SHOW = "seen"
STUDENTS, MENTORS = "students", "mentors"
NONE = {"behind": "Every student was seen as planned.", "unseen": "Every student was seen."}
COLUMNS = {
    "Student": st.column_config.TextColumn(width=150),
    "Mentor": st.column_config.TextColumn(width=140),
    "Seen / planned": st.column_config.TextColumn(width=105),
    "Why listed": st.column_config.TextColumn(width=145),
    "Last 8 weeks": st.column_config.TextColumn(width=180),
    "Last contact": st.column_config.TextColumn(width=270),
    "Grade": st.column_config.TextColumn(width=50),
    "Seen by others": st.column_config.NumberColumn(width=105),
    "Absent days": st.column_config.NumberColumn(width=90),
    "Seen though absent": st.column_config.NumberColumn(width=140),
    "Note": st.column_config.TextColumn(width=190),
}


def students(view: View, monday: date) -> None:
    """Who is seen least in relation to what the week asks for first; a row opens the student."""
    which = _which(view, monday)
    narrowed.say()
    found = _lines(view, monday, which)
    if found:
        mondays = mondays_to(monday)
        _table(
            f"students|{view.version}|{view.program}|{view.actor.person}|{view.day}|{view.school}"
            f"|{monday}|{which}|{narrowed.stage()}|{st.session_state.get('closed', 0)}",
            found, lambda rows: _students_table(view, monday, rows), OPEN_KEY,
            [line.student_id for line in found], "Students with how often they were seen",
        )  # fmt: skip
        st.caption(
            "Seen least in relation to what was planned first. Last 8 weeks: seen / planned, the "
            f"weeks of {short_day(mondays[0])} to {short_day(mondays[-1])}, oldest first; – where "
            "there was no match or nothing to plan for. Seen though absent: days on which the file "
            "says absent all day; tell the office. Tick the box of a row to open the student."
        )
        open_student.card(view)
    else:
        st.info(NONE[which])


def _which(view: View, monday: date) -> str:
    counts = {which: len(_lines(view, monday, which)) for which in SHOWN}
    return address.pressed(SHOW, "Show", list(SHOWN), label_visibility="collapsed",
                           format_func=lambda each: f"{SHOWN[each]} {counts[each]:,}")  # fmt: skip


def _lines(view: View, monday: date, which: str) -> list[Line]:
    """As a link narrowed them: then the students of a school with every match they have."""
    only = narrowed.only(view)
    if only is None:
        return cached_contacts.lines(view, monday, which)
    found = cached_contacts.lines(replace(view, school=None), monday, which)
    return [line for line in found if line.student_id in only]


def mentors(view: View, monday: date) -> None:
    """By last name; a row opens the mentor."""
    found = cached_contacts.mentors(view, monday)
    barred(view, found)
    if words := silent_words(found):
        st.markdown(plain(words))
    _table(
        f"mentors|{view.version}|{view.program}|{view.actor.person}|{view.day}|{view.school}"
        f"|{monday}|{st.session_state.get('mentor_closed', 0)}",
        found, lambda rows: _mentors_table(view, rows, view.several_schools), mentor_list.OPEN,
        [load.mentor_id for load in found], "Mentors with how many students were seen as planned",
    )  # fmt: skip
    st.caption("By last name. Who could not see a student as often as planned may need help: ask "
               "them. Tick the box of a row to open the mentor.")  # fmt: skip
    mentor_list.open_one(view)


def _students_table(view: View, monday: date, rows: list):
    told = cached_contacts.past_of(view, monday, rows)
    doubts = cached_contacts.doubts(view, monday, rows)
    return students_table(rows, told, view.day, view.several_schools, doubts)


def _mentors_table(view: View, rows: list, several_schools: bool):
    return mentors_table(rows, cached_contacts.logged(view, rows), view.day, several_schools)


def _students_file(view: View, monday: date) -> None:
    """The students as narrowed on the screen."""
    said = address.one(SHOW)
    found = _lines(view, monday, said if said in SHOWN else ALL)
    offer(view, f"contacts-students-{monday.isoformat()}", "Students", "contacts of students",
          lambda: students_file(found, cached_contacts.past_of(view, monday, found), view.day)
          )  # fmt: skip


def _mentors_file(view: View, monday: date) -> None:
    found = cached_contacts.mentors(view, monday)
    offer(view, f"contacts-mentors-{monday.isoformat()}", "Mentors", "contacts of mentors",
          lambda: _mentors_table(view, found, True))  # fmt: skip


DOWNLOADS = {STUDENTS: _students_file, MENTORS: _mentors_file}


def _table(question: str, rows: list, shown, opens: str, ids: list[str], alt: str) -> None:
    """One page of a list and the pages below it; a row writes its id into the address."""
    pages = -(-len(rows) // PAGE_SIZE)
    page = min(st.session_state.get(f"page|{question}", 1), pages)
    here = slice((page - 1) * PAGE_SIZE, page * PAGE_SIZE)
    frame, own, opened = shown(rows[here]), ids[here], address.one(opens)
    key = f"contacts|{question}|{page}"
    st.dataframe(
        frame, hide_index=True, width="stretch", row_height=ROW_HEIGHT,
        height=len(frame) * ROW_HEIGHT + 38, key=key, selection_mode="single-row",
        on_select=partial(_open_row, key, own, opens), column_config=COLUMNS, placeholder="–",
        selection_default={"selection": {"rows": [own.index(opened)] if opened in own else []}},
        alt=alt,
    )  # fmt: skip
    if pages > 1:
        st.pagination(pages, key=f"page|{question}", default=page)


def _open_row(key: str, ids: list[str], opens: str) -> None:
    session.guard(*session.EVERYBODY)
    rows = st.session_state[key].selection.rows
    address.put(opens, ids[rows[0]] if rows else None)
