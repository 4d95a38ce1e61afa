"""One gathering on its page: its facts, agenda, people, papers, follow-ups, changes and end."""

from dataclasses import replace

import streamlit as st

from sm_core.actor import CAPTAIN
from sm_core.gatherings.find import find_gathering
from sm_core.gatherings.gathering import CONVENING, KINDS, PLANNED, USUAL, Gathering
from sm_core.gatherings.marks import USUALLY, people_at
from sm_core.gatherings.save import WORDS, cancel, change_gathering, flat, plan_gathering
from sm_core.gatherings.words import facts, state_words
from sm_core.history import history_of
from sm_core.plausible import us_day
from sm_core.saving import ChangedMeanwhile
from sm_core.team.named import ONE_EACH, ROLES
from ui import address, cached_gatherings, follow_ups, materials, menu, session
from ui.called_fields import called_fields
from ui.frame import View, explained, plain
from ui.gathering_agenda import agenda, may_change
from ui.gathering_marks import who_came
from ui.gatherings import NEW, OPEN, close_button
from ui.history import history_table
from ui.saving import Form
from ui.targeting_board import newest


def opened(view: View) -> None:
    """What the address says is open."""
    wanted = address.one(OPEN)
    if wanted is None:
        return
    with st.container(border=True):
        with explained():
            if wanted == NEW and view.actor.role == CAPTAIN and newest(view):
                _new(view)
            else:
                _one(view, find_gathering(view.store, view.actor, wanted))
        close_button()


def _one(view: View, gathering: Gathering) -> None:
    st.markdown(f"#### {plain(gathering.title)}")
    state = plain(state_words(gathering.by(view.day), view.day))
    st.markdown(f"{KINDS[gathering.kind]} · {plain(facts(gathering))} · **{state}**")
    if gathering.kind == CONVENING:
        menu.link(menu.CONVENING, "Its numbers on Monthly convening",
                  convening=gathering.gathering_id)  # fmt: skip
    agenda(view, gathering)
    who_came(view, gathering)
    materials.of_gathering(view, gathering)
    follow_ups.of_gathering(view, gathering)
    if may_change(view, gathering):
        with st.expander("Change the meeting"):
            _change(view, gathering)
        if gathering.state == PLANNED:
            _cancel(view, gathering)
    with st.expander("History"):
        _history(view, gathering)


def _new(view: View) -> None:
    st.markdown("#### Plan a meeting")
    st.caption("One that took place already: give its day, save, then record who came.")
    form = Form(f"gathering|{NEW}")
    # Outside of the form: minutes and title follow the kind.
    kind = _kind(form, CONVENING)
    minutes, title = USUAL[kind]
    # Its id is that of the form: a second click while the first one is saved opens the same.
    usual = Gathering(form.token, kind, title, minutes=minutes, leader=view.actor.person)
    with st.form(form.key("form"), border=False):
        values = called_fields(form, usual, kind)
        values["agenda"] = st.text_area("Agenda, a line per point", key=form.key("agenda")).strip()
        roles = st.multiselect("Invite of every school", sorted(ONE_EACH), USUALLY,
                               format_func=ROLES.get, key=form.key("roles"))  # fmt: skip
        pressed = st.form_submit_button("Save the meeting", type="primary", key=form.key("save"))
    if pressed:
        with explained():
            save = form.save(session.guard(CAPTAIN))
            planned = replace(usual, **values)
            plan_gathering(view.store, save, planned, _invited(view, planned, roles))
            address.put(OPEN, planned.gathering_id)
            form.done(f"“{plain(planned.title)}” is planned for {us_day(planned.day)}.")


def _invited(view: View, planned: Gathering, roles: list[str]) -> list:
    if not roles or planned.day is None:
        return []
    ids = [school.school_id for school in view.schools]
    return list(people_at(view.store, ids, planned.day, roles).values())


def _kind(form: Form, kind: str) -> str:
    return st.segmented_control("Kind", list(KINDS), format_func=KINDS.get, default=kind,
                                required=True, key=form.key("kind"))  # fmt: skip


def _change(view: View, gathering: Gathering) -> None:
    form = Form(f"gathering|{gathering.gathering_id}")
    before = {name: value for name, value in form.opened(flat(gathering)).items()
              if name != "agenda"}  # fmt: skip
    with st.form(form.key("form"), border=False):
        kind = _kind(form, before["kind"])
        wanted = {"kind": kind, **called_fields(form, replace(gathering, **before))}
        pressed = st.form_submit_button("Save the changes", key=form.key("save"))
    if pressed:
        with explained():
            save = form.save(session.guard(CAPTAIN))
            try:
                change_gathering(view.store, save, gathering.gathering_id, before, wanted)
            except ChangedMeanwhile as told:
                form.go_on_from(told.now)
                raise
            form.done(f"“{plain(wanted['title'])}” is saved.")


def _cancel(view: View, gathering: Gathering) -> None:
    form = Form(f"gathering cancel|{gathering.gathering_id}")
    with st.popover("Cancel the meeting…", key=form.key("popover")), \
            st.form(form.key("form"), border=False):  # fmt: skip
        reason = st.text_input("Why?", key=form.key("reason"))
        pressed = st.form_submit_button("Cancel the meeting", key=form.key("save"))
    if pressed:
        with explained():
            save = form.save(session.guard(CAPTAIN))
            cancel(view.store, save, gathering.gathering_id, reason)
            form.done(f"“{plain(gathering.title)}” is canceled; it stays on the list with the "
                      "reason.")  # fmt: skip


def _history(view: View, gathering: Gathering) -> None:
    """What was changed of it, and the marks of the schools chosen."""
    own = {school.school_id: school.name for school in cached_gatherings.schools(view)}
    marks = {mark.key: mark.name for mark in cached_gatherings.marks_of(view, gathering)}
    told = history_of(view.store, "gathering", gathering.gathering_id, ["", *own])
    names = {name: words.removeprefix("the ") for name, words in WORDS.items()} | marks
    history_table([(names.get(c.field, c.field.partition("|")[2] or c.field), c) for c in told])
