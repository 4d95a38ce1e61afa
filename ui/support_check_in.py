"""Where a check-in is logged, for one person or several, and where one is taken back."""

from datetime import date

import streamlit as st

from sm_core.errors import SmError
from sm_core.plausible import us_day
from sm_core.support.check_in import (
    HOW,
    LONGEST,
    MENTOR,
    RELATIONSHIP,
    CheckIn,
    check_ins_with,
    log_check_in,
    take_back_check_in,
)
from sm_core.support.due import Due
from sm_core.support.request_list import SAFETY_LINE
from sm_core.targeting.words import counted
from ui import session, support_requests
from ui.frame import View, explained, plain
from ui.saving import Form, one_by_one
from ui.session import UPLOADERS
from ui.support_lists import PICKS
from ui.targeting_board import newest

SHOWN = 10


def log(view: View, picked: list[Due]) -> None:
    """The form, said of those picked; asked anew of others."""
    form = Form(f"support|log|{hash(tuple(due.key for due in picked))}")
    words = "Log check-in" if len(picked) == 1 else f"Log {len(picked):,} check-ins"
    with (
        st.popover(f"{words}…", key=form.key("popover"), type="primary"),
        st.form(form.key("form"), border=False),
    ):
        said, asks = _fields(form, alone=len(picked) == 1), False
        if len(picked) == 1:
            said |= _told(form, picked[0])
            asks = st.checkbox("Open a request from this next", key=form.key("asks"))
        else:
            st.caption("All of these are logged alike. Where it goes differently, or there is "
                       "more to say or to worry about, pick that one alone.")  # fmt: skip
        if st.form_submit_button(words, type="primary"):
            _save(view, form, picked, said, asks)


def _fields(form: Form, alone: bool) -> dict:
    """How it goes is said of several only where somebody chose it."""
    left, right = st.columns(2)
    return {
        "day": left.date_input("Day", session.today(), date(1990, 1, 1), format="MM/DD/YYYY",
                               key=form.key("day")),
        "how": right.selectbox("How", list(HOW), format_func=HOW.get, key=form.key("how")),
        "relationship": st.radio("How it goes", list(RELATIONSHIP), 0 if alone else None,
                                 format_func=RELATIONSHIP.get, horizontal=True,
                                 key=form.key("relationship")),
    }  # fmt: skip


def _told(form: Form, due: Due) -> dict:
    """What is said of one person alone."""
    said = {
        "doing": st.text_input("What they do together", key=form.key("doing"),
                               max_chars=LONGEST),
        "outcomes": st.text_input("What came of it", key=form.key("outcomes"),
                                  max_chars=LONGEST),
        "worry": st.checkbox("A worry about the student's safety", key=form.key("worry")),
    }  # fmt: skip
    said["worry_about"] = _worry_about(form, due)
    st.caption(
        f"With a worry about safety: {SAFETY_LINE} Say in the note whom you told. It stands first "
        "under Requests until it is resolved; no mentor reads it."
    )
    return said | {"note": st.text_input("Note", key=form.key("note"), max_chars=LONGEST)}


def _worry_about(form: Form, due: Due) -> str | None:
    """Which of the mentor's students a worry is about; None is not said yet. One with a student or
    a family is about the student."""
    if due.about != MENTOR:
        return None
    students = {match.student_id: match.student for match in due.matches if match.now_at}
    ids = [*students, ""]
    return st.selectbox(
        "A worry is about", ids, 0 if len(ids) < 3 else None,
        lambda each: students.get(each, "Somebody not listed here"), key=form.key("worry_about"),
        placeholder="Choose the student",
    )  # fmt: skip


def _save(view: View, form: Form, picked: list[Due], said: dict, asks: bool) -> None:
    actor = session.guard(*UPLOADERS)
    worry_about = said.pop("worry_about", None)
    saves = {due.key: form.save(actor, due.key) for due in picked}
    with explained():
        if said["relationship"] is None:
            raise SmError(f"Say how it goes: {', '.join(RELATIONSHIP.values())}.")
        done, refused = one_by_one(
            picked, lambda d: log_check_in(view.store, saves[d.key], view.as_of, _of(d, said),
                                           worry_about)
        )  # fmt: skip
        left = {due.key for due in picked} - {due.key for due, _ in done}
        PICKS.pick([due.key for due in picked if due.key in left])
        if asks and not said.get("worry"):
            support_requests.begin(picked[0])
        more = " The worry is open under Requests." if said.get("worry") else ""
        form.done(_said([due for due, _ in done], refused) + more)


def _of(due: Due, said: dict) -> CheckIn:
    who = "mentor_id" if due.about == MENTOR else "student_id"
    return CheckIn(due.about, **{who: due.record_id}, **said)


def _said(done: list[Due], refused: list[str]) -> str:
    who = plain(done[0].name) if len(done) == 1 else f"{len(done):,} people"
    words = f"{counted(len(done), 'check-in is', 'check-ins are')} logged: {who}."
    return "\n\n".join([words, *(f"Not logged: {plain(why)}" for why in refused)])


def earlier(view: View, due: Due) -> None:
    """What was logged of one person before, each with the way to take it back."""
    with st.popover("Earlier…", key=f"support_earlier|{due.key}"):
        found = check_ins_with(view.store, view.actor, view.as_of, view.day, due.about,
                               due.record_id)  # fmt: skip
        for said in found[:SHOWN]:
            _one(view, said)
        if len(found) > SHOWN:
            st.caption(f"And {len(found) - SHOWN:,} before these.")
        if not found:
            st.caption("No check-in is logged yet.")


def _one(view: View, said: CheckIn) -> None:
    parts = [us_day(said.day), said.person, HOW[said.how].lower()]
    parts += [RELATIONSHIP.get(said.relationship, "of another school")]
    parts += ["a worry about safety"] if said.worry else []
    parts += [said.doing, said.outcomes, said.note]
    words = plain(" · ".join(filter(None, parts)))
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(f"~~{words}~~ (taken back)" if said.taken_back else words)
        may = view.actor.may_change_program(said.school_id) and newest(view)
        if said.taken_back is None and may:
            _back(view, said)


def _back(view: View, said: CheckIn) -> None:
    form = Form(f"support|back|{said.check_in_id}")
    if st.button("Take back", key=form.key("press"), help="It was logged by mistake"):
        actor = session.guard(*UPLOADERS)
        with explained():
            take_back_check_in(view.store, form.save(actor), said.check_in_id)
            more = " The request about the worry stays, under Requests." if said.worry else ""
            form.done(f"The check-in of {us_day(said.day)} is taken back.{more}")
