"""Where somebody asks for help: the fields of a request, the mentor's own form, and the answers."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial

import streamlit as st

from sm_core.contacts.my_students import MyStudent
from sm_core.store import Store
from sm_core.support.request import (
    LONGEST,
    SAFETY,
    STATES,
    TOPICS,
    ask_for_help,
    take_step,
    who_sees,
)
from sm_core.support.request_list import SAFETY_LINE, Listed, told
from ui import cached_support, session
from ui.frame import PHONE, View, explained, plain
from ui.saving import Form
from ui.session import MENTORS

SENT = "support_sent"
ASKED = "What I asked for help with"
RECENT = 5
"""Resolved requests that are shown without asking for more."""
NEW, MOST_SHOWN = timedelta(days=14), 90
"""How long an answer is told on top, and with how many letters."""


@dataclass(frozen=True)
class Said:
    """What the fields of a request say."""

    topic: str
    words: str
    student_id: str


def fields(form: Form, students: Mapping[str, str], student: str = "", mentor: str = "") -> Said:
    """What it is about, which of the `students` (names by id) or none, and the words; `mentor` is
    the name of the one for whom somebody else notes it."""
    topic = st.selectbox("What is it about?", list(TOPICS), None, TOPICS.get,
                         key=form.key("topic"), placeholder="Choose")  # fmt: skip
    if topic == SAFETY:
        st.warning(SAFETY_LINE)
    ids = ["", *students]
    chosen = st.selectbox(
        "About which student?", ids, ids.index(student) if student in ids else 0,
        lambda each: students.get(each, "No one in particular"),
        key=form.key("student"),
    )  # fmt: skip
    label = "What the mentor needs help with" if mentor else "What do you need help with?"
    text = st.text_area(label, key=form.key("words"), max_chars=LONGEST, height=100)
    if mentor:
        sees = "does not see" if topic == SAFETY else "reads"
        st.caption(f"{plain(mentor)} {sees} this. Your name stands with it.")
    return Said(topic or "", text, chosen)


def send(
    store: Store, form: Form, roles: tuple[str, ...], as_of: date, mentor_id: str, said: Said,
    done: Callable[[Form, str | None], None],
) -> None:  # fmt: skip
    """Save the request of the mentor by somebody in one of the `roles`; `done` is told its id."""
    actor = session.guard(*roles)
    with explained():
        made = ask_for_help(store, form.save(actor), as_of, mentor_id, said.topic, said.words,
                            said.student_id)  # fmt: skip
        done(form, made)


def mine(view: View, found: Iterable[MyStudent]) -> None:
    """On the mentor's own page: their form, and below it their requests with the answers."""
    students = {one.student_id: one.name for one in found}
    if words := st.session_state.pop(SENT, None):
        st.toast(words)
    ask(view.store, view.as_of, view.actor.mentor_id, students)
    answers(view, students)


def ask(store: Store, as_of: date, mentor_id: str, students: Mapping[str, str]) -> None:
    """The mentor's own button "Ask for help…"; `students` are the names of theirs by id. For a page
    on a phone, of a mentor who is the one looking."""
    form = Form(f"support|ask|{mentor_id}")
    with st.popover("Ask for help…", key=form.key("popover"), width=PHONE):
        said = fields(form, students)
        if st.button("Send to the coordinator", key=form.key("save"), type="primary"):
            send(store, form, MENTORS, as_of, mentor_id, said, partial(_sent, store))


def _sent(store: Store, form: Form, request_id: str | None) -> None:
    actor = session.guard(*MENTORS)
    sees = who_sees(store, actor, request_id, session.today()) if request_id else "Sent."
    _told(form, f"{sees} The answer will stand here.")


def _told(form: Form, words: str) -> None:
    """Nothing on a phone moves for what a press saved."""
    form.forget()
    st.session_state[SENT] = words
    st.rerun()


def answered(view: View) -> None:
    """On top of the mentor's page, the newest answer since their own last word."""
    found = [row for row in cached_support.requests(view) if row.answer]
    last = max(found, key=lambda row: row.answer.happened, default=None)
    if last and view.day - last.answer.happened.date() <= NEW:
        st.markdown(f"{plain(_answered(last))} It stands below.", width=PHONE)


def _answered(row: Listed) -> str:
    """Of a worry about safety no word: the student may stand beside the mentor."""
    step = row.answer
    if row.request.topic == SAFETY:
        return f"{step.person} answered a request."
    words = " ".join((step.words or STATES[step.state]).split())
    words = words if len(words) <= MOST_SHOWN else f"{words[: MOST_SHOWN - 1]}…"
    return f"{step.person} answered: {words}" + ("" if words[-1] in ".!?…" else ".")


def answers(view: View, students: Mapping[str, str]) -> None:
    """The mentor's requests with their answers, of the resolved ones the last few; nothing where
    there is none. A student is called as in `students`, who may look over the mentor's
    shoulder."""
    found = cached_support.requests(view)
    if not found:
        return
    for heading, rows in _by_who(found).items():
        st.markdown(f"#### {plain(heading)}")
        _section(heading, rows, students)


def _by_who(found: Iterable[Listed]) -> dict[str, list[Listed]]:
    """What the mentor asked first, then what others noted, under their names."""
    groups: dict[str, list[Listed]] = {}
    for row in sorted(found, key=lambda row: not row.request.by_mentor):
        request = row.request
        heading = ASKED if request.by_mentor else f"Noted by {request.opened_by}"
        groups.setdefault(heading, []).append(row)
    return groups


def _section(heading: str, found: list[Listed], students: Mapping[str, str]) -> None:
    resolved = [row for row in found if not row.is_open]
    for row in [row for row in found if row.is_open] + resolved[:RECENT]:
        _answer(row, students)
    earlier = resolved[RECENT:]
    if earlier and st.toggle(
        f"Show {len(earlier):,} resolved before these", key=f"support_earlier|{heading}"
    ):
        for row in earlier:
            _answer(row, students)


def _answer(row: Listed, students: Mapping[str, str]) -> None:
    """Folded until it is tapped, and of a worry about safety without a word of whom or what: the
    student may stand beside the mentor."""
    request = row.request
    name = students.get(request.student_id, "")
    words = f"{TOPICS[request.topic]} · {name}" if name else TOPICS[request.topic]
    if request.topic == SAFETY:
        words = "A request"
    label = plain(f"{words} · {STATES[request.state]}")
    with st.expander(label, key=f"support_answer|{request.request_id}"):
        st.markdown("\n".join(f"- {plain(line)}" for line in told(request, row.steps)))
        if not row.is_open:
            st.caption("It is resolved; a word of yours opens it again.")
        _add(row)


def _add(row: Listed) -> None:
    form, request = Form(f"support|add|{row.request.request_id}"), row.request
    words = st.text_input("Add a word", key=form.key("words"), max_chars=LONGEST)
    if st.button("Send", key=form.key("save")):
        actor = session.guard(*MENTORS)
        with explained():
            stands = request.standing
            take_step(session.store(), form.save(actor), request.request_id, stands, stands, words)
            _told(form, "Sent.")
