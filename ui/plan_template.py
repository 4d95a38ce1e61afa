"""The parts of the page of the district's template of plans."""

from dataclasses import dataclass, replace

import streamlit as st

from sm_core.actor import CAPTAIN
from sm_core.plans.change_template import (
    MOST_WEEKS,
    Template,
    is_usual,
    moved,
    save_template,
    template_of,
    with_changed,
    with_new,
    without,
)
from sm_core.plans.plan import PHASES
from sm_core.plans.save import LONGEST
from sm_core.plans.template import USUAL, TemplateStep
from sm_core.plans.words import step_words
from sm_core.saving import ChangedMeanwhile
from sm_core.store import Store
from ui import menu, session
from ui.frame import explained, plain
from ui.plan_step_form import already
from ui.saving import Form


@dataclass(frozen=True, eq=False)
class Asked:
    """The template as it stands."""

    store: Store
    now: Template


def template(store: Store) -> Asked:
    return Asked(store, template_of(store))


def headline(asked: Asked) -> None:
    st.subheader(f"Every new plan begins with these {len(asked.now):,} steps.")
    st.caption("Plans that were begun before stay as they are; the page of a plan offers it the "
               "steps that the template has won since.")  # fmt: skip
    menu.link(menu.PLAN, "All plans", school=None)


def steps(asked: Asked) -> None:
    """By phase, each with its form."""
    for phase, label in PHASES.items():
        st.markdown(f"#### {label}")
        for step in asked.now:
            if step.phase == phase:
                _step(asked, step)


def _step(asked: Asked, step: TemplateStep) -> None:
    with st.container(horizontal=True, horizontal_alignment="distribute",
                      vertical_alignment="center", border=True):  # fmt: skip
        st.markdown(plain(step_words(step)), width="content")
        form = Form(f"template|{step.key}")
        opened = st.popover("Change…", key=form.key("popover"), on_change="rerun")
        if opened.open:
            with opened:
                _change(asked, form, step)
                _move(asked, step)
                if st.button("Take it out of the template", key=form.key("out")):
                    left = without(asked.now, step.key)
                    _save(asked, form, asked.now, left, f"Taken out: {plain(step.what)}.")
        else:
            form.closed()


def _change(asked: Asked, form: Form, step: TemplateStep) -> None:
    before: Template = tuple(form.opened({"template": asked.now})["template"])
    with st.form(form.key("form"), border=False):
        wanted = _fields(form, step)
        pressed = st.form_submit_button("Save", type="primary", key=form.key("go"))
    if pressed:
        _save(asked, form, before, with_changed(before, wanted), f"Saved: {plain(wanted.what)}.")


def _fields(form: Form, given: TemplateStep) -> TemplateStep:
    what = st.text_input("What is to be done?", given.what, LONGEST, key=form.key("what"))
    weeks = st.number_input("Weeks after the start", 0, MOST_WEEKS, given.weeks,
                            key=form.key("weeks"), help="Leave it empty for a step without a day.",
                            )  # fmt: skip
    phase = st.segmented_control("When", list(PHASES), format_func=PHASES.get, required=True,
                                 default=given.phase, key=form.key("phase"))  # fmt: skip
    return replace(given, what=what, weeks=weeks, phase=phase)


def _move(asked: Asked, step: TemplateStep) -> None:
    with st.container(horizontal=True):
        for by, label in ((-1, "Move up"), (1, "Move down")):
            form = Form(f"template|{step.key}|move {by}")
            if st.button(label, key=form.key("go")):
                wanted = moved(asked.now, step.key, by)
                said = already(by) if wanted == asked.now else f"Moved: {plain(step.what)}."
                _save(asked, form, asked.now, wanted, said)


def new(asked: Asked) -> None:
    form = Form("template|new")
    opened = st.popover("Add a step…", key=form.key("popover"), on_change="rerun")
    if opened.open:
        with opened:
            _new(asked, form)
    else:
        form.closed()


def _new(asked: Asked, form: Form) -> None:
    before: Template = tuple(form.opened({"template": asked.now})["template"])
    with st.form(form.key("form"), border=False):
        wanted = _fields(form, TemplateStep("", list(PHASES)[-1], ""))
        pressed = st.form_submit_button("Add", type="primary", key=form.key("go"))
    if pressed:
        _save(asked, form, before, with_new(before, wanted), f"Added: {plain(wanted.what)}.")


def usual(asked: Asked) -> None:
    """Back to the steps that every district begins with."""
    if is_usual(asked.now):
        return
    form = Form("template|usual")
    with st.popover("Back to the usual steps…", key=form.key("popover")):
        st.markdown(f"All {len(asked.now):,} steps above are replaced by the {len(USUAL):,} usual "
                    "ones. Plans stay as they are.")  # fmt: skip
        if st.button("Go back to them", key=form.key("go")):
            _save(asked, form, asked.now, USUAL, "The usual steps are back.")


def _save(asked: Asked, form: Form, opened: Template, wanted: Template, said: str) -> None:
    with explained():
        save = form.save(session.guard(CAPTAIN))
        try:
            save_template(asked.store, save, opened, wanted)
        except ChangedMeanwhile:
            form.go_on_from({"template": template_of(asked.store)})
            raise
        form.done(said)
