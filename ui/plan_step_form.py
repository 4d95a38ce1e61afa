"""What is seldom done with a step of a plan: change it, move it, say that it is not needed."""

from datetime import date

import streamlit as st

from sm_core.plans.plan import BEGUN, DROPPED, TO_DO, Step
from sm_core.plans.save import LONGEST, change_step, move_step, set_state
from sm_core.saving import ChangedMeanwhile
from ui import cached_mentors, session
from ui.cached_plan import Own
from ui.frame import explained, plain
from ui.saving import Form
from ui.session import EVERYBODY


def more(own: Own, step: Step) -> None:
    """Drawn once it is opened: a plan has many steps."""
    form = Form(f"plan|{step.step_id}|more")
    opened = st.popover("Change…", key=form.key("popover"), on_change="rerun")
    if opened.open:
        with opened:
            _change(own, step)
            _move(own, step)
            _not_needed(own, step)
    else:
        _change_form(step).closed()


def fields(own: Own, form: Form, given: Step | None = None) -> tuple[str, str, date | None]:
    """What, by whom and by when, as `given`."""
    what = st.text_input("What is to be done?", given.what if given else "", LONGEST,
                         key=form.key("what"))  # fmt: skip
    owner = given.owner if given else ""
    known = cached_mentors.owners_at(own.view, own.school_id, owner)
    owner = st.selectbox("Who does it?", known, known.index(owner) if owner else None,
                         key=form.key("owner"), accept_new_options=True,
                         placeholder="Choose, or type a name")  # fmt: skip
    due = st.date_input("By when?", given.due if given else None, key=form.key("due"),
                        format="MM/DD/YYYY", help="A step without a day is never overdue.",
                        )  # fmt: skip
    return what, owner or "", due


def _change_form(step: Step) -> Form:
    return Form(f"plan|{step.step_id}|change")


def _change(own: Own, step: Step) -> None:
    form = _change_form(step)
    before = Step(**form.opened(vars(step)))
    with st.form(form.key("form"), border=False):
        said = fields(own, form, before)
        pressed = st.form_submit_button("Save", type="primary", key=form.key("go"))
    if pressed:
        with explained():
            save = form.save(session.guard(*EVERYBODY))
            try:
                change_step(own.view.store, save, before, *said)
            except ChangedMeanwhile as told:
                form.go_on_from(told.now)
                raise
            _closed(step, form, f"Saved: {plain(said[0])}.")


def _move(own: Own, step: Step) -> None:
    with st.container(horizontal=True):
        for by, label in ((-1, "Move up"), (1, "Move down")):
            form = Form(f"plan|{step.step_id}|move {by}")
            if st.button(label, key=form.key("go")):
                with explained():
                    save = form.save(session.guard(*EVERYBODY))
                    there = move_step(own.view.store, save, step, by) is False
                    form.done(already(by) if there else f"Moved: {plain(step.what)}.")
        if step.state == BEGUN:
            form = Form(f"plan|{step.step_id}|not begun")
            if st.button("Not begun", key=form.key("go")):
                with explained():
                    save = form.save(session.guard(*EVERYBODY))
                    set_state(own.view.store, save, step, TO_DO)
                    _closed(step, form, f"Not begun: {plain(step.what)}.")


def already(by: int) -> str:
    """Where a step cannot be moved further."""
    return f"It is already the {'first' if by < 0 else 'last'} of its phase."


def _not_needed(own: Own, step: Step) -> None:
    form = Form(f"plan|{step.step_id}|{DROPPED}")
    with st.form(form.key("form"), border=False):
        why = st.text_input("Not needed, because", key=form.key("why"), max_chars=LONGEST)
        pressed = st.form_submit_button("Take it out of the plan", key=form.key("go"))
    if pressed:
        with explained():
            save = form.save(session.guard(*EVERYBODY))
            set_state(own.view.store, save, step, DROPPED, why)
            _closed(step, form, f"Not needed: {plain(step.what)}.")


def _closed(step: Step, form: Form, said: str) -> None:
    """After a save the popover around the form closes, too."""
    Form(f"plan|{step.step_id}|more").forget()
    form.done(said)
