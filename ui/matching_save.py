"""What the Matching page saves about pairs, and the Undo of the last press."""

from collections.abc import Mapping, Sequence
from datetime import date

import streamlit as st

from sm_core.matching.accept import accept as accept_pairs
from sm_core.matching.accept import undo_accept
from sm_core.matching.pairs import Pair
from sm_core.matching.rule_save import add_rules
from sm_core.matching.student import Student
from ui import session
from ui.frame import View, explained, plain
from ui.matching_lists import PICKS
from ui.saving import Form
from ui.session import UPLOADERS
from ui.targeting_board import candidates_of

# Forgotten with the forms, when the person goes to another page.
UNDO = "opened|matching|undo"


def ask_day(form: Form) -> date:
    today = session.today()
    return st.date_input("First meeting", today, max_value=today, format="MM/DD/YYYY",
                         key=form.key("day"))  # fmt: skip


def accept(view: View, form: Form, pairs: Sequence[Pair], day: date) -> None:
    """Match the pairs, and say so with an Undo."""
    actor = session.guard(*UPLOADERS)
    made = accept_pairs(view.store, form.save(actor), candidates_of(view), list(pairs), day)
    PICKS.pick([])
    if made:
        st.session_state[UNDO] = made
    words = "One student has a mentor now" if len(pairs) == 1 else (
        f"{len(pairs):,} students have a mentor now"
    )  # fmt: skip
    form.done(f"{words}.")


def undo(view: View) -> None:
    """The Undo of the last press that matched somebody."""
    made = st.session_state.get(UNDO)
    if not made:
        return
    form = Form("matching|undo")
    words = "Undo this match" if len(made) == 1 else f"Undo these {len(made):,} matches"
    if st.button(words, key=form.key("undo")):
        actor = session.guard(*UPLOADERS)
        with explained():
            stay = undo_accept(view.store, form.save(actor), made) or []
            del st.session_state[UNDO]
            form.done("\n\n".join(["Taken back.", *map(plain, stay)]))


def rules(
    view: View, form: Form, kind: str, others: Mapping[Student, str], words: str, reason: str = ""
) -> None:
    """Save the same kind of rule for each student with the other id, all or none."""
    actor = session.guard(*UPLOADERS)
    wanted = [(kind, student.student_id, other) for student, other in others.items()]
    add_rules(view.store, form.save(actor), candidates_of(view), wanted, reason)
    PICKS.pick([])
    form.done(words)
