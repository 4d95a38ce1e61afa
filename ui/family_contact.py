"""Where an attempt to reach families, a meeting or an event is logged, for one or for many."""

from dataclasses import replace
from datetime import date

import streamlit as st

from sm_core.families.contacts import (
    CAME,
    FITTING,
    KINDS,
    OUTCOMES,
    STAYED_AWAY,
    Attempt,
    log_contacts,
)
from sm_core.families.find import Family
from sm_core.targeting.words import counted
from ui import families, session
from ui.family_record import UNDO
from ui.frame import View, explained, plain
from ui.saving import Form
from ui.session import UPLOADERS

SOME_CAME = "some came"


def contact(view: View, found: list[Family], form: Form) -> None:
    """The form: how, what came of it, when, who tried."""
    kind = st.selectbox("How", list(KINDS), format_func=KINDS.get, key=form.key("kind"))
    outcome = _outcome(found, kind, form)
    with st.form(form.key("form"), border=False):
        came = _who_came(found, form) if outcome == SOME_CAME else None
        left, right = st.columns(2)
        day = left.date_input("Day", session.today(), date(1990, 1, 1), date(2099, 12, 31),
                              format="MM/DD/YYYY", key=form.key("day"))  # fmt: skip
        person = right.text_input("Who tried", view.actor.person, key=form.key("person"),
                                  max_chars=120)  # fmt: skip
        household = _household(found, form)
        note = st.text_input("Note", key=form.key("note"), max_chars=300)
        words = "Log" if len(found) == 1 else f"Log for {len(found):,} families"
        if st.form_submit_button(words, type="primary"):
            attempt = Attempt(kind, day, outcome, person, note, household)
            _save(view, form, _attempts(found, attempt, came))


def _outcome(found: list[Family], kind: str, form: Form) -> str:
    options = list(FITTING[kind])
    if len(found) > 1 and CAME in options:
        options = [SOME_CAME, *options]
    words = OUTCOMES | {SOME_CAME: "Some came: say who"}
    return st.selectbox("What came of it", options, format_func=words.get,
                        key=form.key(f"outcome|{kind}"))  # fmt: skip


def _who_came(found: list[Family], form: Form) -> list[str]:
    names = {f.student_id: plain(f.label) for f in found}
    return st.pills("Tap those who came; the others did not", list(names), selection_mode="multi",
                    format_func=names.get, key=form.key("came"))  # fmt: skip


def _household(found: list[Family], form: Form) -> str:
    if len(found) > 1 or len(found[0].households) < 2:
        return ""
    names = {"": "Not noted"} | {h.family_id: h.addressee for h in found[0].households}
    return st.selectbox("Household", list(names), format_func=names.get, key=form.key("household"))


def _attempts(found: list[Family], attempt: Attempt, came: list[str] | None) -> dict[str, Attempt]:
    if came is None:
        return {f.student_id: attempt for f in found}
    return {
        f.student_id: replace(attempt, outcome=CAME if f.student_id in came else STAYED_AWAY)
        for f in found
    }


def _save(view: View, form: Form, attempts: dict[str, Attempt]) -> None:
    actor = session.guard(*UPLOADERS)
    with explained():
        log_contacts(view.store, form.save(actor), view.as_of, attempts)
        families.PICKS.pick([])
        st.session_state.pop(UNDO, None)
        form.done(f"{counted(len(attempts), 'contact is', 'contacts are')} logged.")
