"""One session of the Trainings page: its form, who was invited and came, its end, its history."""

from dataclasses import replace

import streamlit as st

from sm_core.history import history_of
from sm_core.mentors.mentor import ORIENTATION
from sm_core.plausible import us_day
from sm_core.saving import ChangedMeanwhile
from sm_core.trainings.attendance import invite
from sm_core.trainings.find import find_session
from sm_core.trainings.listed import DISTRICT, facts, state_words
from sm_core.trainings.save import (
    WORDS,
    cancel,
    change_session,
    flat,
    may_change,
    plan_session,
)
from sm_core.trainings.session import (
    CANCELED,
    HELD,
    KINDS,
    MEETING,
    PLANNED,
    USUAL,
    Session,
)
from ui import address, session
from ui.called_fields import called_fields
from ui.frame import View, explained, plain
from ui.history import history_table
from ui.saving import Form
from ui.session import UPLOADERS
from ui.training_agenda import agenda
from ui.training_marks import who_came
from ui.trainings import NEW, NEW_MEETING, OPEN, Found, close_button


def opened(view: View, found: Found) -> None:
    """What the address says is open, below the list."""
    wanted = address.one(OPEN)
    if wanted is None:
        return
    with st.container(border=True):
        if wanted in (NEW, NEW_MEETING):
            session.guard(*UPLOADERS)
            _new(view, MEETING if wanted == NEW_MEETING else ORIENTATION)
        else:
            _one(view, found, find_session(view.store, view.actor, wanted))
        close_button()


def _new(view: View, kind: str) -> None:
    st.markdown("#### Plan a session")
    st.caption("One that took place already: give its day, save, then record who came.")
    form = Form(f"training|{address.one(OPEN)}")
    # Outside of the form: minutes and title follow the kind.
    kind = _kind(st, form, kind)
    minutes, title = USUAL[kind]
    # Its id is that of the form: a second click while the first one is saved opens the same.
    usual = Session(form.token, view.school or _own_school(view), kind, title, minutes=minutes)
    with st.form(form.key("form"), border=False):
        school = _ask_school(view, form, usual)
        values = _fields(form, usual, kind)
        pressed = st.form_submit_button("Save the session", type="primary", key=form.key("save"))
    if pressed:
        with explained():
            planned = replace(usual, school_id=school, **values)
            plan_session(view.store, form.save(session.guard(*UPLOADERS)), planned)
            address.put(OPEN, planned.training_id)
            form.done(f"“{plain(planned.title)}” is planned for {us_day(planned.day)}.")


def _own_school(view: View) -> str:
    return view.schools[0].school_id if len(view.schools) == 1 else ""


def _ask_school(view: View, form: Form, usual: Session) -> str:
    """A captain may plan for the whole district; a coordinator for their own school."""
    names = {school.school_id: school.name for school in view.schools}
    own = list(names)
    options = own if view.actor.schools else ["", *own]
    return st.selectbox("Where", options, options.index(usual.school_id), key=form.key("school"),
                        format_func=lambda school: names.get(school, DISTRICT))  # fmt: skip


def _kind(place, form: Form, kind: str, disabled: bool = False) -> str:
    kinds = list(KINDS)
    return place.selectbox("Kind", kinds, kinds.index(kind), format_func=KINDS.get,
                           key=form.key("kind"), disabled=disabled)  # fmt: skip


def _fields(form: Form, one: Session, begun: str = "") -> dict:
    said = called_fields(form, one, begun, day_first=True)
    return said | {"note": st.text_input("Note", one.note, key=form.key("note")).strip()}


def _one(view: View, found: Found, one: Session) -> None:
    st.markdown(f"#### {plain(one.title)}")
    st.markdown(f"{plain(facts(one, found.names))} · **{plain(state_words(one, view.day))}**")
    if one.note:
        st.caption(plain(one.note))
    agenda(view, found.names, one)
    if one.state == PLANNED and view.actor.may_upload:
        _invite(view, found, one)
    who_came(view, found, one)
    if may_change(view.actor, one) and one.state != CANCELED:
        with st.expander("Change the session"):
            _change(view, one)
        if one.state == PLANNED:
            _cancel(view, one)
    with st.expander("History"):
        names = {m.mentor_id: m.name for m in found.mentors}
        history_table([
            (names.get(c.field) or WORDS.get(c.field, c.field).removeprefix("the "), c)
            for c in history_of(view.store, "training", one.training_id)
            if c.field in (*WORDS, *names, "state")
        ])  # fmt: skip


def _invite(view: View, found: Found, one: Session) -> None:
    """Invite more mentors, by name."""
    marked = found.marks.get(one.training_id, {})
    names = {
        m.mentor_id: m.name for m in found.mentors
        if m.mentor_id not in marked and m.stage(view.day) != "closed"
        and one.school_id in ("", *m.schools)
    }  # fmt: skip
    if not names:
        return
    form = Form(f"invite_some|{one.training_id}")
    with st.form(form.key("form"), border=False):
        chosen = st.multiselect("Invite", list(names), format_func=names.get,
                                key=form.key("who"))  # fmt: skip
        pressed = st.form_submit_button("Invite them", key=form.key("save"))
    if pressed and chosen:
        with explained():
            actor = session.guard(*UPLOADERS)
            new = invite(view.store, form.save(actor), one.training_id, chosen)
            # Who is invited now stands in that form, too, and is missed unless tapped.
            Form(f"came|{one.training_id}").forget()
            form.done(f"{new} invited to “{plain(one.title)}”.")


def _change(view: View, one: Session) -> None:
    form = Form(f"training|{one.training_id}")
    before = form.opened(flat(one))
    with st.form(form.key("form"), border=False):
        kind = _kind(st, form, before["kind"], disabled=one.state == HELD)
        wanted = {"kind": kind, **_fields(form, replace(one, **before))}
        pressed = st.form_submit_button("Save the changes", key=form.key("save"))
    if pressed:
        with explained():
            try:
                change_session(view.store, form.save(session.guard(*UPLOADERS)), one.training_id,
                               before, wanted)  # fmt: skip
            except ChangedMeanwhile as told:
                form.go_on_from(told.now)
                raise
            form.done(f"“{plain(wanted['title'])}” is saved.")


def _cancel(view: View, one: Session) -> None:
    form = Form(f"cancel|{one.training_id}")
    with st.popover("Cancel the session…"), st.form(form.key("form"), border=False):
        reason = st.text_input("Why?", key=form.key("reason"))
        pressed = st.form_submit_button("Cancel the session", key=form.key("save"))
    if pressed:
        with explained():
            cancel(view.store, form.save(session.guard(*UPLOADERS)), one.training_id, reason)
            form.done(f"“{plain(one.title)}” is canceled; it stays on the list with the reason.")
