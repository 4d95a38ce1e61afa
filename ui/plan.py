"""The parts of the School plan page around the steps: whose plan, how far it is, what changed."""

import streamlit as st

from sm_core.plans.begin import begin_plan
from sm_core.plans.plan import PHASES
from sm_core.plans.save import days_from_template, undated_of_template
from sm_core.plans.template import TemplateStep
from sm_core.plans.words import (
    baseline_now_words,
    baseline_words,
    begun_words,
    plan_words,
    step_words,
    undated_words,
)
from ui import cached_plan, menu, plan_papers, plan_schools, session
from ui.cached_plan import Own
from ui.frame import View, explained, plain
from ui.history import history_table
from ui.saving import Form
from ui.session import EVERYBODY


def school(view: View) -> Own:
    """The plan of the school to look at. Where a school is still to be chosen, or the school has no
    plan yet, the page ends here."""
    if view.several_schools:
        plan_schools.choice(view)
        st.stop()
    own = cached_plan.own(view)
    if own.plan is None:
        _none_yet(own)
        st.stop()
    return own


def _none_yet(own: Own) -> None:
    name, year = plain(own.found.school.name), own.where[1]
    st.subheader(f"{name} has no plan for {year} yet.")
    found = cached_plan.template(own.view)
    if own.may_write:
        _begin(own)
    else:
        st.info("It is begun at the newest date, by the principal, the coordinator or a captain.")
    st.markdown(f"A plan begins with the {len(found):,} steps of the district's template. Each can "
                "be changed, left out or added to.")  # fmt: skip
    for phase, label in PHASES.items():
        st.markdown(f"**{label}**\n\n" + "\n".join(_template_lines(found, phase)))


def _template_lines(found: tuple[TemplateStep, ...], phase: str) -> list[str]:
    return [f"- {plain(step_words(step))}" for step in found if step.phase == phase]


def _begin(own: Own) -> None:
    form = Form(f"plan|begin|{own.school_id}|{own.where[1]}")
    with st.form(form.key("form"), border=False), \
            st.container(horizontal=True, vertical_alignment="bottom"):  # fmt: skip
        started = st.date_input("The plan begins on", own.view.day, key=form.key("started"),
                                format="MM/DD/YYYY", width=200,
                                help="The days of its steps count from here.")  # fmt: skip
        pressed = st.form_submit_button("Begin the plan", type="primary", key=form.key("go"))
    if pressed:
        with explained():
            save = form.save(session.guard(*EVERYBODY))
            begun = begin_plan(own.view.store, save, own.where, started, cached_plan.baseline(own))
            form.done("The plan is begun." if begun else "Somebody else began this plan just now.")


def headline(own: Own) -> None:
    """How far the plan is, and what to know of its days."""
    plan, day = own.plan, own.view.day
    with st.container(gap="xxsmall"):
        st.subheader(f"{plan_words(plan, day)}.")
        st.caption(plain(f"{own.found.school.name} · {begun_words(plan)}"))
    if told := undated_words(plan, day):
        st.warning(told)
        if own.may_write:
            _usual_days(own)
    with st.container(horizontal=True, vertical_alignment="center"):
        plan_papers.offers(own)
        menu.link(menu.PROGRESS, "School progress")
        menu.link(menu.TEAM, "School team")


def _usual_days(own: Own) -> None:
    """Only where the template has a day for one of them."""
    if not undated_of_template(own.plan, cached_plan.template(own.view)):
        return
    form = Form(f"plan|days|{own.plan.plan_id}")
    if st.button("Give the days of the template", key=form.key("go")):
        with explained():
            save = form.save(session.guard(*EVERYBODY))
            given = days_from_template(own.view.store, save, own.where)
            form.done(f"{given:,} steps have a day now." if given != 1 else "1 step has a day now.")


def below(own: Own) -> None:
    """With which students the plan began, and who changed what."""
    with st.expander("Where the school began"):
        st.markdown(plain(baseline_words(own.plan) or "Nobody could be counted when it began."))
        if later := baseline_now_words(own.plan, cached_plan.baseline_by_now(own)):
            st.caption(plain(later))
    opened = st.expander("History", key=f"plan_history|{own.plan.plan_id}", on_change="rerun")
    if opened.open:
        with opened:
            history_table(cached_plan.history(own))
