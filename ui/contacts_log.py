"""Where a contact is logged with any student."""

import streamlit as st

from sm_core.seen import Filters
from sm_core.student_list import list_students
from ui import cached
from ui.contact_form import log_form
from ui.frame import View
from ui.saving import Form
from ui.targeting_board import newest

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
    found = _found(view, text)
    names = {row.student_id: _named(row) for row in found}
    # A box that was empty before keeps nothing chosen; each search has its own.
    student = st.selectbox("Student", list(names), key=form.key(f"student|{text}"),
                           disabled=not names, format_func=names.get)  # fmt: skip
    for row in found:
        if row.student_id == student:
            log_form(view, {student: row.student_name or student}, around=form)


def _found(view: View, text: str) -> list:
    """The students of the school, or of all, who fit what is typed; none before."""
    if not text.strip():
        return []
    filters = Filters(view.school, search=text, sort="name")
    rows = list_students(view.store, cached.seen(view), filters, page_size=FOUND)
    if rows.empty:
        st.caption("Nobody here has that in their name or id.")
    return list(rows.itertuples())


def _named(row) -> str:
    name = f"{row.student_name} ({row.student_id})" if row.student_name else row.student_id
    return " · ".join(filter(None, (name, row.grade and f"grade {row.grade}", row.school_name)))
