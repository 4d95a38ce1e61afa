"""The steps of a plan: those open by phase, those that are over, and the forms for new ones."""

import streamlit as st

from sm_core.plans.plan import BEGUN, DONE, PHASES, TO_DO, Step
from sm_core.plans.save import add_lacking, add_step, lacking, set_state
from sm_core.plans.seen import See, seen_words
from sm_core.plans.words import due_words, mark, phase_words
from ui import cached_plan, plan_comments, plan_step_form, session
from ui.cached_plan import Own
from ui.frame import explained, plain
from ui.saving import Form
from ui.session import EVERYBODY
from ui.targeting_board import newest


def steps(own: Own) -> None:
    """The open ones in their order, overdue ones marked; below them those that are over."""
    plan, day = own.plan, own.view.day
    seen = cached_plan.seen(own)
    for phase in PHASES:
        of_phase = [step for step in plan.steps if step.phase == phase]
        st.markdown(f"#### {phase_words(phase, of_phase, day)}")
        for step in of_phase:
            if step.open_on(day):
                _open(own, step, seen.get(step.template_key))
    if own.may_write:
        with st.container(horizontal=True):
            _add(own)
            _lacking(own)
    over = [step for step in plan.steps if not step.open_on(day)]
    if over:
        with st.expander(f"Done or not needed: {len(over):,}"):
            for step in over:
                _over(own, step, seen.get(step.template_key))


def _open(own: Own, step: Step, see: See | None) -> None:
    with st.container(border=True, gap="xsmall"):
        with st.container(horizontal=True, horizontal_alignment="distribute",
                          vertical_alignment="center"):  # fmt: skip
            st.markdown(_words(own, step), width="content")
            with st.container(horizontal=True, gap="small", width="content"):
                if own.may_write:
                    _state(own, step, DONE, "Done")
                    if step.state == TO_DO:
                        _state(own, step, BEGUN, "Begun")
                    plan_step_form.more(own, step)
                plan_comments.of_step(own, step)
        _seen(own, step, see)


def _words(own: Own, step: Step) -> str:
    day = own.view.day
    late = step.overdue_on(day)
    due = due_words(step, day)
    when = f":orange[⚠] **{due}**" if late else due
    facts = [when, plain(step.owner) if step.owner else ":orange[no owner]"]
    # Since when it is begun is not kept.
    if step.state == BEGUN and newest(own.view):
        facts.append("begun" + (f": {plain(step.words)}" if step.words else ""))
    return f"{'' if late else mark(step, day) + ' '}**{plain(step.what)}**  \n{' · '.join(facts)}"


def _seen(own: Own, step: Step, see: See | None) -> None:
    """What the program itself knows of the step, and whether that is something else."""
    if see:
        st.caption(plain(seen_words(step, see, own.view.day)))


def _state(own: Own, step: Step, state: str, label: str) -> None:
    form = Form(f"plan|{step.step_id}|{state}")
    if st.button(label, key=form.key("go")):
        with explained():
            save = form.save(session.guard(*EVERYBODY))
            set_state(own.view.store, save, step, state)
            form.done(f"{label}: {plain(step.what)}.")


def _over(own: Own, step: Step, see: See | None) -> None:
    day = own.view.day
    owner = f" · {plain(step.owner)}" if step.owner else ""
    why = f" · {plain(step.words)}" if step.words and step.done_on(day) else ""
    with st.container(gap="xxsmall"):
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.markdown(f"{mark(step, day)} **{plain(step.what)}** · "
                        f"{plain(due_words(step, day))}{owner}{why}", width="content")  # fmt: skip
            if own.may_write:
                _state(own, step, TO_DO, "Open again")
            plan_comments.of_step(own, step)
        _seen(own, step, see)


def _add(own: Own) -> None:
    form = Form(f"plan|new step|{own.plan.plan_id}")
    with st.popover("Add a step…", key=form.key("popover")), \
            st.form(form.key("form"), border=False):  # fmt: skip
        phase = st.segmented_control("When", list(PHASES), format_func=PHASES.get, required=True,
                                     default=list(PHASES)[-1], key=form.key("phase"))  # fmt: skip
        what, owner, due = plan_step_form.fields(own, form)
        pressed = st.form_submit_button("Add", type="primary", key=form.key("go"))
    if pressed:
        with explained():
            save = form.save(session.guard(*EVERYBODY))
            add_step(own.view.store, save, Step("", *own.where, phase, 0, what, owner, due))
            form.done(f"Added: {plain(what)}.")


def _lacking(own: Own) -> None:
    """Steps that the template has won since the plan began."""
    found = lacking(own.plan, cached_plan.template(own.view))
    if not found:
        return
    form = Form(f"plan|lacking|{own.plan.plan_id}")
    words = {step.key: step.what for step in found}
    with st.popover(f"From the template: {len(found):,}…", key=form.key("popover")), \
            st.form(form.key("form"), border=False):  # fmt: skip
        keys = st.multiselect("Steps of the template that this plan has not", list(words),
                              list(words), format_func=words.get, key=form.key("keys"))  # fmt: skip
        pressed = st.form_submit_button("Add them", type="primary", key=form.key("go"))
    if pressed and keys:
        with explained():
            save = form.save(session.guard(*EVERYBODY))
            add_lacking(own.view.store, save, own.where, keys)
            form.done(f"Added: {plain('; '.join(words[key] for key in keys))}.")
