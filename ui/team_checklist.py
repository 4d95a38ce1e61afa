"""The checklist of the principal in choosing the coordinator: each step with its form."""

import streamlit as st

from sm_core.actor import PRINCIPAL
from sm_core.plausible import us_day
from sm_core.saving import ChangedMeanwhile
from sm_core.school_year import school_year_of
from sm_core.team.checklist import (
    HINTS,
    ONCE,
    Checked,
    Step,
    checklist_of,
    checklist_words,
    flat,
    record_step,
)
from sm_core.team.overview import SchoolTeam
from ui import session
from ui.frame import View, explained, plain
from ui.saving import Form
from ui.session import EVERYBODY
from ui.team import may_type
from ui.team_form import FIRST, LAST


def checklist(view: View, team: SchoolTeam) -> None:
    """Every step, ticked or not, with by whom and when."""
    year = school_year_of(view.day)
    steps = checklist_of(view.store, team, year, view.day)
    st.subheader("Choosing the coordinator")
    label = f"The principal's checklist of {year}: {checklist_words(steps)}"
    # It is the principal's to go through; for all others its first line says enough.
    with st.expander(label, expanded=view.actor.role == PRINCIPAL):
        for step in steps:
            _line(view, (team.school_id, year), step)


def _line(view: View, where: tuple[str, str], step: Step) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(_words(step))
        if may_type(view) and view.actor.may_change_team(where[0]) and not step.follows:
            form = Form(f"check|{'|'.join(where)}|{step.key}")
            with st.popover("Change…" if step.checked else "Tick…", key=form.key("popover")):
                _step_form(view, form, where, step)


def _words(step: Step) -> str:
    words = f"{'✓' if step.done else '✗'} {step.words}"
    if step.because:
        return f"{words} · {plain(step.because)} · follows from what is recorded"
    if step.checked:
        told = (us_day(step.checked.done), step.checked.person, step.checked.note)
        return f"{words} · {plain(' · '.join(filter(None, told)))}"
    more = f"Ticks itself once {ONCE[step.key]}." if step.follows else HINTS.get(step.key, "")
    return f"{words} · {more}" if more else words


def _step_form(view: View, form: Form, where: tuple[str, str], step: Step) -> None:
    opened = Checked(**form.opened(flat(step.checked)))
    with st.form(form.key("form"), border=False):
        done = st.date_input("Done on", opened.done or view.day, FIRST, LAST,
                             key=form.key("done"), format="MM/DD/YYYY")  # fmt: skip
        note = st.text_input("Note", opened.note, key=form.key("note"))
        pressed = st.form_submit_button("Save", key=form.key("save"))
    if pressed and done:
        _record(view, form, where, step, (opened, Checked(done, note=note.strip())))
    if opened.done and st.button("Take the tick back", key=form.key("back")):
        _record(view, form, where, step, (opened, None))


def _record(view: View, form: Form, where: tuple[str, str], step: Step, versions: tuple) -> None:
    with explained():
        save = form.save(session.guard(*EVERYBODY))
        try:
            record_step(view.store, save, where, step.key, *versions)
        except ChangedMeanwhile as told:
            form.go_on_from(told.now)
            raise
        form.done(f"“{step.words}”: {'saved' if versions[1] else 'the tick is taken back'}.")
