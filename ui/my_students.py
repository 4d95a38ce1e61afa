"""The parts of the My students page: a card per student, one tap to say that they were seen."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from time import monotonic

import streamlit as st

from sm_core.actor import local_captain
from sm_core.contacts.contact import KINDS, LONGEST_NOTE, SAW, Contact, Entry
from sm_core.contacts.lately import Lately, lately
from sm_core.contacts.log import Logged, log_contacts, take_back
from sm_core.contacts.my_students import MyStudent, my_students
from sm_core.mentors.looking import coordinator_of
from sm_core.saving import Save
from sm_core.schools import schools_seen
from sm_core.student_words import week_day
from ui import session
from ui.frame import PHONE, View, explained, plain
from ui.saving import Form, last_pressed, press
from ui.session import MENTORS
from ui.student import note_view

# Forgotten with the forms, when the person goes to another page.
TOLD = "opened|my students|told"
TWICE = 0.6
"""Seconds within which a second tap is still that of a double one."""


@dataclass(frozen=True)
class Told:
    """What one press did and when, in words; "" where the card itself shows it. One that `moved`
    what was under the finger put another button there."""

    words: str
    moved: bool
    when: float


def find(view: View) -> list[MyStudent]:
    """The students of the mentor whom the data know; each look is written to the audit once."""
    _finish()
    known = _lately(view.store, view.version, view.actor, view.as_of)
    note_view(view, *(one.student_id for one in known))
    return _mine(view.store, view.program, view.version, view.actor, view.as_of, view.day)


@st.cache_data(max_entries=200, show_spinner=False)
def _lately(_store, version, actor, as_of) -> list[Lately]:
    return lately(_store, actor, as_of)


@st.cache_data(max_entries=200, show_spinner=False)
def _mine(_store, program, version, actor, as_of, day) -> list[MyStudent]:
    return my_students(_store, actor, as_of, day, _lately(_store, version, actor, as_of))


def nobody(view: View) -> None:
    """No student to show: why, and whom to ask."""
    whom = _whom(view)
    if not view.actor.students:
        st.info(f"You have no student yet. If you expect one, ask {whom}: that is who matches "
                "students with mentors.")  # fmt: skip
    elif not schools_seen(view.store, local_captain()):
        st.info("There is no attendance to show yet, and without it no student can be logged. Ask "
                f"{whom} to bring in a file from the school system.")  # fmt: skip
    else:
        st.info("The attendance files of this school year do not name your students yet. Ask "
                f"{whom} whether they are enrolled.")  # fmt: skip


def _whom(view: View) -> str:
    one = coordinator_of(view.store, view.actor.mentor_id, view.day)
    return plain(f"{one.name}, your coordinator") if one else "the coordinator of your school"


def cards(view: View, found: list[MyStudent]) -> None:
    """How far the attendance reaches, and a card for each student."""
    known = _lately(view.store, view.version, view.actor, view.as_of)
    through = max((one.through for one in known if one.through), default=None)
    if through:
        st.caption(f"Attendance through {week_day(through)}")
    for one in found:
        with st.container(border=True, width=PHONE, gap="xsmall"):
            _card(view, one)
    if more := len(view.actor.students) - len(found):
        who = "1 more student of yours is" if more == 1 else f"{more} more students of yours are"
        st.caption(f"{who} not in the attendance files of this school year; ask {_whom(view)}.")


def _card(view: View, one: MyStudent) -> None:
    """Whatever is pressed keeps its place and height: a second tap, or one that is already on its
    way to the next card, meets nothing else."""
    today = one.on(view.day)
    with st.container(horizontal=True, horizontal_alignment="distribute",
                      vertical_alignment="center"):  # fmt: skip
        st.markdown(f"#### {plain(one.name)}", width="content")
        if today:
            _undo(view, today)
    st.markdown(f"**{plain(one.lately)}**" if one.absent else plain(one.lately))
    st.caption(plain(_week(one, today)))
    with st.container(horizontal=True, vertical_alignment="center"):
        _saw(view, one, today)
        _note(view, one)


def _week(one: MyStudent, today: Contact | None) -> str:
    looked = " · looked for today, not there" if today and not today.counts else ""
    return f"{one.week[0].upper()}{one.week[1:]}{looked}"


def _saw(view: View, one: MyStudent, today: Contact | None) -> None:
    # One button with one key, whatever it says: put in place of another element it would stand
    # beside that one until the page is drawn, and push the next card away from the finger.
    form = Form(f"saw|{one.student_id}|{view.day}")
    done = today is not None and today.counts
    # Colored, because what cannot be pressed is too pale to read outdoors.
    words = f":green[✓ {'Seen' if today.kind == SAW else 'Talked'} today]" if done else "Saw today"
    pressed = st.button(words, key=form.name, type="secondary" if done else "primary",
                        width="stretch", disabled=done)  # fmt: skip
    if pressed and not done:
        entry = Entry(one.student_id, view.day, view.actor.mentor_id)
        _press(form, lambda save: log_contacts(view.store, save, view.as_of, [entry]))


def _undo(view: View, contact: Contact, moves: bool = False) -> None:
    form = Form(f"undo|{contact.contact_id}")
    if st.button("Undo", key=form.key("save"), type="tertiary"):
        _press(form, lambda save: take_back(view.store, save, [contact.contact_id]), moves)


def _note(view: View, one: MyStudent) -> None:
    """Another kind, another day or a note; and what was logged before."""
    form = Form(f"note|{one.student_id}|{view.day}")
    with st.popover("Note or another day…", key=form.key("popover")):
        # The popover may cover the card with the name.
        st.markdown(f"**{plain(one.name)}**")
        with st.form(form.key("form"), border=False):
            kind = st.radio("What", list(KINDS), format_func=KINDS.get, key=form.key("kind"))
            day = st.selectbox("Day", _days(view.day, one.first), key=form.key("day"),
                               format_func=lambda day: _called(day, view.day))  # fmt: skip
            note = st.text_area("Note", key=form.key("note"), max_chars=LONGEST_NOTE, height=80)
            if st.form_submit_button("Save", type="primary"):
                entry = Entry(one.student_id, day, view.actor.mentor_id, kind, note)
                words = partial(_said, one.name, entry, view.day)
                _press(form, lambda save: log_contacts(view.store, save, view.as_of, [entry]),
                       moves=True, words=words)  # fmt: skip
        for contact in one.contacts:
            _before(view, contact)


def _days(today: date, first: date) -> list[date]:
    return [today - timedelta(days=n) for n in range((today - first).days + 1)]


def _called(day: date, today: date) -> str:
    return {0: "Today, ", 1: "Yesterday, "}.get((today - day).days, "") + week_day(day)


def _said(name: str, entry: Entry, today: date, done: Logged | None) -> str:
    what = f"{name}, {_called(entry.day, today)}"
    if done is None or not done.new:
        return f"{what}: logged already; a new note is added."
    if done.unmatched:
        return f"{what}: logged. You two were not matched on that day."
    return f"{what}: logged."


def _before(view: View, contact: Contact) -> None:
    """One that was logged, with the way to take it back; today's has its Undo on the card."""
    words = f"{_called(contact.day, view.day)}: {KINDS[contact.kind].lower()}"
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(plain(words + (f" · {contact.note}" if contact.note else "")))
        if contact.day != view.day:
            _undo(view, contact, moves=True)


def _press(
    form: Form, act: Callable[[Save], object], moves: bool = False,
    words: Callable[[object], str] = lambda done: "",
) -> None:  # fmt: skip
    """Save, and draw the page anew from what is stored."""
    actor = session.guard(*MENTORS)
    last, _ = last_pressed(TOLD)
    if last and last.result.moved and monotonic() - last.result.when < TWICE:
        return
    save = form.save(actor)
    with explained():
        press(TOLD, form, actor, lambda: Told(words(act(save)), moves, monotonic()))


def _finish() -> None:
    """After a press: its form begins anew, and what the card does not show is said."""
    last, first = last_pressed(TOLD)
    if first and last.result.words:
        st.toast(plain(last.result.words))
