"""The requests for help: the list, and a new one on behalf of a mentor."""

from functools import partial

import streamlit as st

from sm_core.student_list import PAGE_SIZE
from sm_core.support.check_in import MENTOR
from sm_core.support.due import Due
from sm_core.support.request_list import Listed, requests_table
from ui import address, cached_mentors, cached_support, session
from ui.frame import View
from ui.saving import Form
from ui.session import EVERYBODY, UPLOADERS
from ui.students import ROW_HEIGHT
from ui.support_ask import fields, send
from ui.support_lists import COLUMNS, NEW, REQUEST, REQUESTS
from ui.targeting_board import newest
from ui.told_apart import told_apart

OPEN, DONE = "open", "resolved"
SHOWN = {OPEN: "Open", DONE: "Resolved"}
BEGUN, CLOSED = "opened|support|begun", "support_request_closed"
EMPTY = {
    OPEN: "No request is open. Mentors ask on their own page.",
    DONE: "No request has been resolved yet.",
}


def listed(view: View) -> None:
    """The requests, worries about safety first; a row opens its request below."""
    may = view.actor.may_upload and newest(view)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        which = address.pressed("requests", "Show", list(SHOWN), format_func=SHOWN.get)
        if may:
            st.button("New request…", key="support_new", on_click=open_one, args=(NEW,))
    found = [r for r in cached_support.requests(view) if r.is_open == (which == OPEN)]
    if found:
        _table(view, found, which)
    else:
        noted = " Note what a mentor said with “New request…”." if which == OPEN and may else ""
        st.info(EMPTY[which] + noted)
    if address.one(REQUEST) == NEW and may:
        _new(view)


def _table(view: View, found: list[Listed], which: str) -> None:
    names = {school.school_id: school.name for school in view.schools}
    question = (
        f"support_requests|{view.program}|{view.actor.person}|{view.school}|{view.day}|{which}"
    )
    pages = -(-len(found) // PAGE_SIZE)
    page = min(st.session_state.get(f"page|{question}", 1), pages)
    here = found[(page - 1) * PAGE_SIZE : page * PAGE_SIZE]
    frame = requests_table(here, names, view.day)
    ids, opened = [row.request.request_id for row in here], address.one(REQUEST)
    key = f"{question}|{page}|{st.session_state.get(CLOSED, 0)}"
    st.dataframe(
        frame if view.several_schools else frame.drop(columns="School"), hide_index=True, key=key,
        width="stretch", row_height=ROW_HEIGHT, height=len(frame) * ROW_HEIGHT + 38,
        selection_mode="single-row", on_select=partial(_open_row, key, ids),
        selection_default={"selection": {"rows": [ids.index(opened)] if opened in ids else []}},
        column_config=COLUMNS | {"Due": st.column_config.TextColumn(width=150)}, placeholder="–",
        alt="Requests with mentor, student, state and owner; a row opens the request",
    )  # fmt: skip
    if pages > 1:
        st.pagination(pages, key=f"page|{question}", default=page)
    st.caption("Tick the box of a row to open the request.")


def _open_row(key: str, ids: list[str]) -> None:
    rows = st.session_state[key].selection.rows
    open_one(ids[rows[0]] if rows else None)


def open_one(request_id: str | None) -> None:
    """Open a request, or the form for a new one; None closes what is open."""
    session.guard(*EVERYBODY)
    # A form opened anew shows the request as it stands.
    Form(f"support|step|{request_id}").forget()
    address.put(REQUEST, request_id)
    if request_id is None:
        # A list that keeps its key would keep its row selected.
        st.session_state[CLOSED] = st.session_state.get(CLOSED, 0) + 1
        st.session_state.pop(BEGUN, None)


def begin(due: Due) -> None:
    """Show the form for a new request next, about whom the check-in was. What was said there stays
    there: the mentor reads a request."""
    student = "" if due.about == MENTOR else due.record_id
    st.session_state[BEGUN] = due.matches[0].mentor_id, student
    address.put("list", REQUESTS)
    address.put(REQUEST, NEW)


def _new(view: View) -> None:
    """What a mentor said to the coordinator, noted for them."""
    mentor, student = st.session_state.get(BEGUN, (None, ""))
    found = [m for m in cached_mentors.mentors(view)
             if view.school in (None, *m.schools) and m.stage(view.day) != "closed"]  # fmt: skip
    names = told_apart({m.mentor_id: m.name for m in found})
    form = Form("support|new")
    with st.container(border=True):
        st.markdown("#### A new request")
        ids = list(names)
        chosen = st.selectbox("Mentor", ids, ids.index(mentor) if mentor in ids else None,
                              names.get, key=form.key("mentor"),
                              placeholder="Choose a mentor")  # fmt: skip
        if chosen:
            theirs = {m.student_id: m.student for m in cached_support.matches(view)
                      if m.mentor_id == chosen and m.now_at}  # fmt: skip
            said = fields(form, theirs, student, names[chosen])
            if st.button("Save the request", key=form.key("save"), type="primary"):
                send(view.store, form, UPLOADERS, view.as_of, chosen, said, _done)
        st.button("Close", key="support_close_new", on_click=open_one, args=(None,))


def _done(form: Form, request_id: str | None) -> None:
    st.session_state.pop(BEGUN, None)
    address.put(REQUEST, request_id)
    form.done("The request is saved.")
