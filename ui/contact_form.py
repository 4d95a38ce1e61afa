"""Where a contact is logged: by a mentor or the person looking, with one student or several."""

from collections.abc import Mapping

import streamlit as st

from sm_core.contacts.contact import KINDS, LONGEST_NOTE, LOOKED, SAW, TALKED, Entry
from sm_core.contacts.log import Logged, log_contacts
from sm_core.errors import SmError
from sm_core.mentors.mentor import AWAY
from sm_core.plausible import us_day
from sm_core.school_year import first_day, school_year_of
from sm_core.student_list import schools_of
from ui import cached, cached_mentors, session
from ui.frame import View, explained, plain
from ui.saving import Form
from ui.session import UPLOADERS
from ui.targeting_board import newest
from ui.told_apart import told_apart

ME = ""
LONGEST_NAME = 100
DID = {SAW: "saw", TALKED: "talked with", LOOKED: "looked for"}


def button(view: View, students: Mapping[str, str], mentor_id: str = "") -> None:
    """A button that opens `log_form`, for who may log, at the newest date."""
    if not students or view.actor.role not in UPLOADERS or not newest(view):
        return
    opened = st.popover("Log contact…", key=_form(students, mentor_id).key("open"),
                        on_change="rerun")  # fmt: skip
    if opened.open:
        with opened:
            log_form(view, students, mentor_id)


def log_form(
    view: View, students: Mapping[str, str], mentor_id: str = "", around: Form | None = None
) -> None:
    """Log a contact with students given as {id: name}. `mentor_id` is whom it offers first; else
    the one matched with them. `around` is a form that begins anew with this one."""
    form = _form(students, mentor_id)
    with st.form(form.key("form"), border=False):
        chosen = _ask_students(students, form)
        who = _ask_who(view, students, mentor_id, form)
        person = st.text_input("Or another adult", key=form.key("person"), max_chars=LONGEST_NAME,
                               placeholder="Name of who saw them instead")  # fmt: skip
        kind = st.segmented_control("What", list(KINDS), default=SAW, required=True,
                                    format_func=KINDS.get, key=form.key("kind"))  # fmt: skip
        today = session.today()
        day = st.date_input("Day", today, first_day(school_year_of(today)), today,
                            format="MM/DD/YYYY", key=form.key("day"))  # fmt: skip
        note = st.text_input("Note", key=form.key("note"), max_chars=LONGEST_NOTE)
        if st.form_submit_button("Log contact", type="primary"):
            who, person = ("", person.strip()) if person.strip() else (who, "")
            entries = [Entry(student, day, who, kind, note, person) for student in chosen]
            _save(view, form, entries, students, around)


def _form(students: Mapping[str, str], mentor_id: str) -> Form:
    return Form(f"contact|{','.join(students)}|{mentor_id}")


def _ask_students(students: Mapping[str, str], form: Form) -> list[str]:
    if len(students) == 1:
        return list(students)
    names = told_apart(students)
    return st.multiselect("Students", list(names), format_func=names.get, key=form.key("students"),
                          placeholder="Choose students")  # fmt: skip


def _ask_who(view: View, students: Mapping[str, str], mentor_id: str, form: Form) -> str:
    names = told_apart(_mentors(view, students, mentor_id) | {ME: f"Me ({view.actor.person})"})
    return st.selectbox("Who saw the student", list(names), format_func=names.get,
                        key=form.key("who"))  # fmt: skip


def _mentors(view: View, students: Mapping[str, str], mentor_id: str) -> dict[str, str]:
    """Names by id: who is offered first, those matched with the students, the person looking where
    nobody is, then the others at the schools of the students who did not leave."""
    everybody = cached_mentors.mentors(view)
    first = [m for m in everybody if m.mentor_id == mentor_id]
    matched = [m for m in everybody if students.keys() & set(m.students)]
    schools = schools_of(cached.seen(view), list(students))
    others = [m for m in everybody
              if schools & set(m.schools) and m.stage(view.day) not in AWAY]  # fmt: skip
    me = {} if first or matched else {ME: f"Me ({view.actor.person})"}
    return {m.mentor_id: m.name for m in (*first, *matched)} | me | {
        m.mentor_id: m.name for m in others
    }  # fmt: skip


def _save(
    view: View, form: Form, entries: list[Entry], students: Mapping[str, str], around: Form | None
) -> None:
    actor = session.guard(*UPLOADERS)
    with explained():
        if not entries:
            raise SmError("Choose at least one student.")
        logged = log_contacts(view.store, form.save(actor), view.as_of, entries)
        if around:
            around.forget()
        form.done(plain(_said(view, entries, students, logged)))


def _said(
    view: View, entries: list[Entry], students: Mapping[str, str], logged: Logged | None
) -> str:
    """What was saved, in a sentence or two."""
    first, names = entries[0], [students[entry.student_id] for entry in entries]
    mentor = next((m for m in cached_mentors.mentors(view) if m.mentor_id == first.mentor_id), None)
    who = mentor.name if mentor else first.person or view.actor.person
    seen = " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))
    words = f"{who} {DID[first.kind]} {seen} on {us_day(first.day)}: "
    if logged and not logged.new:
        return f"{words}known already."
    words += "logged."
    if mentor and logged and logged.unmatched:
        words += f" {mentor.name} was not matched with {', '.join(logged.unmatched)} on that day."
    return words
