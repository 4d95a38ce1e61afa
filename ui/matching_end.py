"""Where matches are ended; afterwards, what is next for the students, and the way back."""

from dataclasses import dataclass
from datetime import date

import streamlit as st

from sm_core.errors import at_once
from sm_core.matching.end import END_REASONS, OpenMatch, end_match, go_on
from sm_core.matching.rematch import ended_words, go_on_words, named, next_words
from sm_core.matching.suggest import Suggestion
from sm_core.targeting.decision import LONGEST_REASON
from ui import cached_matching, session
from ui.frame import View, explained, plain
from ui.matching_lists import CANNOT, LISTS, PICKS, SUGGESTED
from ui.saving import Form, last_pressed, one_by_one, press
from ui.session import UPLOADERS
from ui.targeting_board import newest

# Forgotten with the forms, when the person goes to another page.
LAST = "opened|matching|ended"


@dataclass(frozen=True)
class Done:
    """What one press of a person did, in words; `matches` are those it ended, and that may go
    on."""

    words: str
    refused: tuple[str, ...]
    matches: tuple[OpenMatch, ...] = ()


def end(view: View, picked: list[OpenMatch]) -> None:
    """Why the matches end and on which day; said of these, and asked anew of others."""
    form = Form(f"matching|end|{hash(tuple(match.match_id for match in picked))}")
    several = f"End {len(picked):,} matches"
    with (
        st.popover("End match…" if len(picked) == 1 else f"{several}…", key=form.key("popover")),
        st.form(form.key("form"), border=False),
    ):
        reason = st.selectbox("Reason", END_REASONS, None, key=form.key("reason"),
                              placeholder="Choose a reason")  # fmt: skip
        note = st.text_input("In your own words", key=form.key("note"), max_chars=LONGEST_REASON)
        day = st.date_input(
            "Ended on", session.today(), date(1990, 1, 1), format="MM/DD/YYYY",
            key=form.key("day"), help="The first day on which they no longer meet",
        )  # fmt: skip
        never = st.checkbox("Never suggest these two again", key=form.key("never"))
        if st.form_submit_button("End match" if len(picked) == 1 else several, type="primary"):
            _save(view, form, picked, (day, reason or "", note, never))


def _save(view: View, form: Form, picked: list[OpenMatch], said: tuple) -> None:
    actor = session.guard(*UPLOADERS)
    saves = {m: form.save(actor, m.match_id) for m in picked}

    def act() -> Done:
        done, refused = one_by_one(
            picked, lambda m: end_match(view.store, saves[m], m.match_id, *said)
        )
        over = tuple(match for match, _ in done)
        return Done(ended_words(over, said[0]), tuple(refused), over)

    with explained():
        press(LAST, form, actor, act)


def after(view: View) -> None:
    """What the last press of this person ended, what is next for the students, and the way back."""
    last, first = last_pressed(LAST)
    if first:
        PICKS.pick([])
    if last and last.actor == view.actor and newest(view):
        _panel(view, last.result, last.token)


def _panel(view: View, done: Done, token: str) -> None:
    with st.container(border=True):
        st.success(plain(done.words))
        if done.refused:
            st.warning("\n\n".join(map(plain, at_once(list(done.refused)))))
        if done.matches:
            _next(view, done, token)
        else:
            _close_button()


def _next(view: View, done: Done, token: str) -> None:
    form, found = Form(f"matching|go on|{token}"), cached_matching.now(view).found
    rows = [found.of[m.student_id] for m in done.matches if m.student_id in found.of]
    st.markdown("\n\n".join(map(plain, next_words(found, done.matches))))
    with st.container(horizontal=True):
        _open(view, SUGGESTED, [row for row in rows if row.mentor])
        _open(view, CANNOT, [row for row in rows if row.gap])
        back = _undo_button(form, [match.student for match in done.matches])
        _close_button()
    if back:
        _undo(view, form, done)


def _undo_button(form: Form, students: list[str]) -> bool:
    if len(students) == 1:
        return st.button(f"Undo ending for {plain(students[0])}", key=form.key("press"))
    return st.button(f"Undo these {len(students):,} endings", key=form.key("press"),
                     help=f"Of {plain(named(students))}")  # fmt: skip


def _open(view: View, name: str, rows: list[Suggestion]) -> None:
    if rows:
        students = [row.student.student_id for row in rows]
        st.button(f"Show under {LISTS[name]}", key=f"matching_open_{name}", on_click=_picked_there,
                  args=(view, name, students))  # fmt: skip


def _picked_there(view: View, name: str, students: list[str]) -> None:
    session.guard(*session.EVERYBODY)
    rows = cached_matching.waiting(view, students)
    PICKS.open(view, name, [*map(cached_matching.pair_of, rows)])


def _undo(view: View, form: Form, ended: Done) -> None:
    actor = session.guard(*UPLOADERS)
    saves = {m: form.save(actor, m.match_id) for m in ended.matches}

    def act() -> Done:
        done, refused = one_by_one(ended.matches, lambda m: go_on(view.store, saves[m], m.match_id))
        return Done(go_on_words([match for match, _ in done]), tuple(refused))

    with explained():
        press(LAST, form, actor, act)


def _close_button() -> None:
    st.button("Close", key="matching_close", on_click=_close)


def _close() -> None:
    session.guard(*session.EVERYBODY)
    st.session_state.pop(LAST, None)
