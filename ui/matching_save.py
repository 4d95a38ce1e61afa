"""What the Matching page saves about pairs, and the Undo of the last press."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import streamlit as st

from sm_core.actor import Actor
from sm_core.matching.accept import accept as accept_pairs
from sm_core.matching.accept import undo_accept
from sm_core.matching.pairs import Pair
from sm_core.matching.rule_save import add_rules
from ui import session
from ui.frame import View, explained, plain
from ui.matching_lists import PICKS
from ui.saving import Form
from ui.session import UPLOADERS
from ui.targeting_board import candidates_of, newest

# Forgotten with the forms, when the person goes to another page.
UNDO = "opened|matching|undo"


@dataclass(frozen=True)
class Made:
    """The matches that one press of a person made, looking at a school, and their name."""

    actor: Actor
    school: str | None
    matches: list[str]
    words: str


def ask_day(form: Form) -> date:
    """A day in the future can be typed: a field with bounds would put another day in its place and
    say nothing of it, where the refusal says what is wrong."""
    return st.date_input("First meeting", session.today(), format="MM/DD/YYYY",
                         key=form.key("day"))  # fmt: skip


def accept(view: View, form: Form, pairs: Sequence[Pair], names: list[str], day: date) -> None:
    """Match the pairs, called by `names`, and say so with an Undo."""
    actor = session.guard(*UPLOADERS)
    made = accept_pairs(view.store, form.save(actor), candidates_of(view), list(pairs), day)
    called = names[0] if len(names) == 1 else f"{len(names):,} matches"
    st.session_state[UNDO] = Made(actor, view.school, made, called)
    words = "have a mentor now" if len(names) > 1 else "meet from now on"
    PICKS.pick([])
    form.done(plain(names[0] if len(names) == 1 else f"{len(names):,} students") + f" {words}.")


def undo(view: View) -> None:
    """The Undo of the last press that matched somebody, for who pressed it, where they did."""
    made = st.session_state.get(UNDO)
    if not made or not newest(view) or (made.actor, made.school) != (view.actor, view.school):
        return
    form = Form("matching|undo")
    if st.button(plain(f"Undo: {made.words}"), key=form.key("undo")):
        actor = session.guard(*UPLOADERS)
        with explained():
            stay = undo_accept(view.store, form.save(actor), made.matches) or []
            _forget_undo()
            form.done("\n\n".join(["Taken back.", *map(plain, stay)]))


def rules(
    view: View, form: Form, kind: str, others: Mapping[str, str], words: str, reason: str = ""
) -> None:
    """Save the same kind of rule for each student with the other id, all or none."""
    actor = session.guard(*UPLOADERS)
    wanted = [(kind, student, other) for student, other in others.items()]
    add_rules(view.store, form.save(actor), candidates_of(view), wanted, reason)
    _forget_undo()
    PICKS.pick([])
    form.done(plain(words))


def _forget_undo() -> None:
    st.session_state.pop(UNDO, None)
