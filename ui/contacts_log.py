"""Where a contact is logged with any student, by a mentor or by another adult."""

import streamlit as st

from sm_core.contacts.contact import KINDS, LONGEST_NOTE, Entry
from sm_core.contacts.log import Logged, log_contacts
from sm_core.contacts.words import DONE
from sm_core.mentors.mentor import AWAY
from sm_core.plausible import us_day
from sm_core.school_year import first_day, school_year_of
from sm_core.seen import Filters
from sm_core.student_list import list_students, students_named
from ui import cached, cached_mentors, session
from ui.frame import View, explained, plain
from ui.saving import Form
from ui.session import UPLOADERS
from ui.targeting_board import newest

ANOTHER = ""
FOUND = 20
"""Students offered for a search."""


def button(view: View) -> None:
    """A form for one contact, for who may log."""
    if not may_log(view):
        return
    form = Form("contacts|another")
    opened = st.popover("Log another contact…", key=form.key("popover"), on_change="rerun")
    if opened.open:
        with opened:
            _ask(view, form)


def may_log(view: View) -> bool:
    """Whether the person may log at some school of the view; only at the newest date."""
    schools = [view.school] if view.school else [school.school_id for school in view.schools]
    return newest(view) and any(map(view.actor.may_change_program, schools))


def _ask(view: View, form: Form) -> None:
    text = st.text_input("Find a student", key=form.key("search"),
                         placeholder="Part of a name or id")  # fmt: skip
    students = _found(view, text)
    # A box that was empty before keeps nothing chosen; each search has its own.
    student = st.selectbox("Student", list(students), key=form.key(f"student|{text}"),
                           disabled=not students, format_func=students.get)  # fmt: skip
    mentors = _mentors(view)
    who = st.selectbox("Who saw them", list(mentors), key=form.key("who"),
                       format_func=mentors.get)  # fmt: skip
    person = ""
    if who == ANOTHER:
        person = st.text_input("Name of the adult", key=form.key("person"),
                               placeholder=f"Empty: {view.actor.person}")  # fmt: skip
    kind = st.segmented_control("What", list(KINDS), default=next(iter(KINDS)), required=True,
                                format_func=KINDS.get, key=form.key("kind"))  # fmt: skip
    today = session.today()
    day = st.date_input("Day", today, first_day(school_year_of(today)), today,
                        format="MM/DD/YYYY", key=form.key("day"))  # fmt: skip
    note = st.text_input("Note", key=form.key("note"), max_chars=LONGEST_NOTE)
    if st.button("Log contact", key=form.key("press"), disabled=student is None):
        _save(view, form, Entry(student, day, who, kind, note, person), mentors.get(who, ""))


def _found(view: View, text: str) -> dict[str, str]:
    """The students of the school, or of all, who fit what is typed; none before."""
    if not text.strip():
        return {}
    filters = Filters(view.school, search=text, sort="name")
    rows = list_students(view.store, cached.seen(view), filters, page_size=FOUND)
    if rows.empty:
        st.caption("Nobody here has that in their name or id.")
    return {row.student_id: _named(row) for row in rows.itertuples()}


def _named(row) -> str:
    name = f"{row.student_name} ({row.student_id})" if row.student_name else row.student_id
    return " · ".join(filter(None, (name, row.grade and f"grade {row.grade}", row.school_name)))


def _mentors(view: View) -> dict[str, str]:
    """Names by id, by last name, and somebody who is no mentor."""
    found = [m for m in cached_mentors.mentors(view) if view.school in (None, *m.schools)]
    return {m.mentor_id: m.name for m in found if m.stage(view.day) not in AWAY} | {
        ANOTHER: "Me, or another adult"
    }


def _save(view: View, form: Form, entry: Entry, mentor: str) -> None:
    actor = session.guard(*UPLOADERS)
    with explained():
        logged = log_contacts(view.store, form.save(actor), view.as_of, [entry])
        who = mentor if entry.mentor_id else entry.person.strip() or actor.person
        form.done(plain(_said(view, entry, who, logged)))


def _said(view: View, entry: Entry, who: str, logged: Logged | None) -> str:
    """What was saved; that the two are not matched is said after it."""
    [(_, student)] = students_named(cached.seen(view), [entry.student_id])
    if logged and logged.known:
        return f"{student}, {us_day(entry.day)}, {who}: known already."
    if entry.mentor_id and logged and logged.unmatched:
        return f"{student} is not matched with {who}; logged all the same."
    return f"Logged: {student}, {us_day(entry.day)}, {DONE[entry.kind]} by {who}."
