"""What is decided about a name of the weekly review: one press, an action, or a note with it."""

from collections.abc import Callable
from datetime import date
from time import monotonic
from typing import NamedTuple

import streamlit as st

from sm_core.actions.action import LONGEST as LONGEST_ACTION
from sm_core.actions.action import Action
from sm_core.review import words
from sm_core.review.decide import LONGEST, Wanted, decide, take_back
from sm_core.review.given import by_id
from sm_core.review.owners import next_meeting
from sm_core.review.record import ACTION, DECISIONS, DEFERRED, DISCUSSED, Decision, KeptName
from sm_core.saving import Save
from ui import cached_mentors, cached_review, hidden, session
from ui.cached_review import Week
from ui.frame import explained, plain
from ui.saving import SAVED, Form, last_pressed, press
from ui.session import EVERYBODY

# Forgotten with the forms, when the person goes to another page.
TOLD = "opened|weekly|told"
TWICE = 0.6
"""Seconds within which a second press is still that of a double one: the list moves up, and it
would meet the next name."""
DECIDED_SHOWN = 5
GIVE, NOTE = "Action…", "Note…"
OPENED = "opened form"


class Told(NamedTuple):
    """What a press did, in words, and when."""

    words: str
    when: float


def finish() -> None:
    """After a press: its form begins anew, and what it did is said without moving the list."""
    last, first = last_pressed(TOLD)
    if first:
        st.toast(SAVED if hidden.hidden() else plain(last.result.words))


def buttons(week: Week, name: KeptName) -> None:
    """Discussed, an action, next week, or one of these with a note."""
    form = _form(week, name)
    with st.container(horizontal=True, width="content", gap="xsmall"):
        if st.button(DECISIONS[DISCUSSED], key=form.key(DISCUSSED)):
            _decide(week, form, name, Wanted(name.student_id, DISCUSSED))
        _opener(form, GIVE)
        if st.button(DECISIONS[DEFERRED], key=form.key(DEFERRED)):
            _decide(week, form, name, Wanted(name.student_id, DEFERRED))
        _opener(form, NOTE, type="tertiary")


def opened(week: Week, name: KeptName) -> None:
    """The form that was opened by one of the buttons, below them: where it would lie over the list,
    it would have too little room in the lower half of the screen."""
    form = _form(week, name)
    which = st.session_state.get(form.key(OPENED))
    if which == GIVE:
        _action(week, form, name)
    elif which == NOTE:
        _note(week, form, name)


def _form(week: Week, name: KeptName) -> Form:
    return Form(f"weekly|{week.monday}|{name.student_id}")


def is_in_hand(week: Week, name: KeptName) -> bool:
    """Whether a button of the name was just pressed, or one of its forms is open."""
    form = _form(week, name)
    parts = (DISCUSSED, DEFERRED, OPENED)
    return any(st.session_state.get(form.key(part)) for part in parts)


def _opener(form: Form, which: str, **more) -> None:
    st.button(which, key=form.key(which), on_click=_open, args=(form.key(OPENED), which), **more)


def _open(key: str, which: str) -> None:
    """Open a form of the name, or close it if it was that one."""
    session.guard(*EVERYBODY)
    st.session_state[key] = None if st.session_state.get(key) == which else which


def _action(week: Week, form: Form, name: KeptName) -> None:
    with (
        st.form(form.key("form"), border=False),
        st.container(horizontal=True, vertical_alignment="bottom", gap="small"),
    ):
        what, owner, due = action_fields(week, form)
        pressed = st.form_submit_button("Give the action", type="primary")
    if pressed:
        wanted = Action("", week.school.school_id, what, owner, due)
        _decide(week, form, name, Wanted(name.student_id, ACTION, action=wanted))


def action_fields(
    week: Week, form: Form, given: Action | None = None
) -> tuple[str, str, date | None]:  # fmt: skip
    """What is to be done, by whom and by when, as `given`; a new one is due at the next meeting
    unless said otherwise."""
    view, school = week.view, week.school.school_id
    what = st.text_input("What is to be done?", given.what if given else "", LONGEST_ACTION,
                         key=form.key("what"),
                         placeholder="Call home, ask the nurse, change the bus …")  # fmt: skip
    owner = given.owner if given else None
    known = cached_mentors.owners_at(view, school, owner or "")
    owner = st.selectbox("Who does it?", known, known.index(owner) if owner else None,
                         key=form.key("owner"), accept_new_options=True,
                         placeholder="Choose, or type a name")  # fmt: skip
    usual = given.due if given else next_meeting(view.store, school, view.day)
    due = st.date_input("By when?", usual, key=form.key("due"), format="MM/DD/YYYY")
    return what, owner or "", due


def _note(week: Week, form: Form, name: KeptName) -> None:
    with st.form(form.key("note form"), border=False):
        note = st.text_area("Note", key=form.key("note"), max_chars=LONGEST, height=80)
        with st.container(horizontal=True, gap="xsmall"):
            talked = st.form_submit_button(DECISIONS[DISCUSSED], type="primary")
            later = st.form_submit_button(DECISIONS[DEFERRED])
    if talked or later:
        kind = DISCUSSED if talked else DEFERRED
        _decide(week, form, name, Wanted(name.student_id, kind, note))


def _decide(week: Week, form: Form, name: KeptName, wanted: Wanted) -> None:
    _press(week, form, f"{name.name}: {DECISIONS[wanted.kind].lower()}.",
           lambda save, found: decide(week.view.store, save, found, wanted))  # fmt: skip


def _press(week: Week, form: Form, told: str, act: Callable) -> None:
    actor = session.guard(*EVERYBODY)
    last, _ = last_pressed(TOLD)
    if last and monotonic() - last.result.when < TWICE:
        words = f"Taken for a double click, so not saved: {told} Press again if it is meant."
        st.toast(plain(words))
        return
    save: Save = form.save(actor)
    found = cached_review.prepared(week)

    def saved() -> Told:
        act(save, found)
        return Told(told, monotonic())

    with explained():
        press(TOLD, form, actor, saved)


def decided(week: Week, may: bool) -> None:
    """Who was decided about in the week, the last one first, each with its Undo."""
    found = cached_review.prepared(week).told
    made = list(found.review.decided.values())[::-1] if found.review else []
    if not made:
        return
    st.markdown(f"#### Decided ({len(made):,})")
    shown, every = st.container(gap="xxsmall"), False
    if len(made) > DECIDED_SHOWN:
        every = st.toggle(f"Show all {len(made):,} decided", key="weekly_decided")
    given = by_id(found.review, found.actions)
    with shown:
        for decision in made if every else made[:DECIDED_SHOWN]:
            told = words.decision_words(decision, given.get(decision.action_id))
            _decided(week, decision, found.review.name_of(decision.student_id), told, may)


def _decided(week: Week, decision: Decision, name: str, told: str, may: bool) -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.markdown(f"**{plain(name)}** · {plain(told)}", width="content")
        if may:
            _undo(week, decision, name)


def _undo(week: Week, decision: Decision, name: str) -> None:
    form = Form(f"weekly|undo|{decision.decision_id}")
    if st.button("Undo", key=form.key("save"), type="tertiary"):
        _press(week, form, f"{name} stands on the list again.",
               lambda save, found: take_back(week.view.store, save, found,
                                             decision.decision_id))  # fmt: skip
