"""One request: what was said, what was done, and where it stands."""

import streamlit as st

from sm_core.saving import ChangedMeanwhile
from sm_core.support.request import LONGEST, SAFETY, STATES, TOPICS, take_step
from sm_core.support.request_list import SAFETY_LINE, Listed, told
from ui import address, cached_support, menu, session
from ui.frame import View, explained, plain
from ui.saving import Form
from ui.session import UPLOADERS
from ui.support_lists import NEW, REQUEST
from ui.support_requests import open_one
from ui.targeting_board import newest


def opened(view: View) -> None:
    """The request that the address names, below the list."""
    wanted = address.one(REQUEST)
    if wanted in (None, NEW):
        return
    found = next((r for r in cached_support.requests(view) if r.request.request_id == wanted), None)
    with st.container(border=True):
        if found is None:
            st.info("This request is not among those shown here. Choose one on the list.")
        else:
            _one(view, found)
        st.button("Close", key="support_close", on_click=open_one, args=(None,))


def _one(view: View, row: Listed) -> None:
    request = row.request
    st.markdown(f"#### {plain(TOPICS[request.topic])}")
    if request.topic == SAFETY and row.is_open:
        st.warning(f"A worry about a student's safety. {SAFETY_LINE}")
    who = row.mentor or request.opened_by
    about = f" about **{plain(row.student)}**" if row.student else ""
    owner = f", taken care of by {plain(request.owner)}" if request.owner else ""
    noted = f", noted by {plain(request.opened_by)}" if row.mentor and not request.by_mentor else ""
    st.markdown(f"**{plain(who)}**{about}{noted} · {STATES[request.state]}{owner}")
    if row.new_word:
        st.info("The last word is the mentor's and waits for an answer.")
    st.markdown("\n".join(f"- {plain(line)}" for line in told(request, row.steps)))
    with st.container(horizontal=True):
        if row.mentor:
            menu.link(menu.MENTOR, "Open mentor", mentor=request.mentor_id, list=None, request=None)
        if row.student:
            menu.link(menu.STUDENT, "Open student", student=request.student_id, list=None,
                      request=None)  # fmt: skip
    if newest(view) and view.actor.may_change_program(request.school_id):
        _step(view, row)


def _step(view: View, row: Listed) -> None:
    """What is said of it now, and where it is to stand."""
    request = row.request
    form = Form(f"support|step|{request.request_id}")
    before = form.opened(request.standing)
    with st.form(form.key("form"), border=False):
        label = "What you say; the mentor reads it"
        if not request.for_mentor:
            label = "What you say; no mentor sees this request"
        words = st.text_area(label, key=form.key("words"),
                             max_chars=LONGEST, height=80)  # fmt: skip
        states = list(STATES)
        left, middle, right = st.columns(3)
        wanted = {
            "state": left.selectbox("State", states, states.index(before["state"]), STATES.get,
                                    key=form.key("state")),
            "owner": middle.text_input("Who takes care of it", before["owner"],
                                       key=form.key("owner"), max_chars=120),
            "due": right.date_input("Due", before["due"], key=form.key("due"),
                                    format="MM/DD/YYYY"),
        }  # fmt: skip
        pressed = st.form_submit_button("Save", type="primary", key=form.key("save"))
    if pressed:
        _save(view, form, row, (before, wanted, words))


def _save(view: View, form: Form, row: Listed, said: tuple) -> None:
    actor = session.guard(*UPLOADERS)
    with explained():
        try:
            take_step(view.store, form.save(actor), row.request.request_id, *said)
        except ChangedMeanwhile as error:
            form.go_on_from(error.now)
            raise
        form.done("The request is saved.")
