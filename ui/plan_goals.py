"""The goals of a plan: where each began, where it stands, and the forms to set and change them."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import streamlit as st

from sm_core.plans.plan import CHRONIC, MEASURES, Target
from sm_core.plans.targets import (
    MOST,
    Now,
    give_up,
    nothing_asked,
    now_words,
    save_target,
    target_words,
    way_made,
)
from sm_core.progress.goals import standing
from sm_core.saving import ChangedMeanwhile
from sm_core.school_year import last_day
from ui import session
from ui.cached_plan import Own
from ui.frame import explained, plain
from ui.saving import Form
from ui.session import EVERYBODY

NOT_KNOWN = "No student has enough days to be counted yet."


def goals(own: Own) -> None:
    """A box per measure: the goal with how far the school has come, or that none is set."""
    st.markdown("#### Goals")
    set_now = {target.measure: target for target in own.plan.targets}
    now = standing(own.found)
    with st.grid(3, min_column_width=240):
        for measure, label in MEASURES.items():
            with st.container(border=True, gap="xsmall"):
                st.markdown(f"**{label}**")
                _goal(set_now.get(measure), now[measure])
                if own.may_write:
                    _change(own, measure, set_now.get(measure), now[measure])


def _goal(target: Target | None, now: Now) -> None:
    if target is None:
        st.caption("No goal is set.")
        return
    way = way_made(target, now)
    if way is not None:
        st.progress(float(way))
    st.caption(plain(target_words(target, now)))


def _change(own: Own, measure: str, target: Target | None, now: Now) -> None:
    form = Form(f"plan|{own.plan.plan_id}|goal {measure}")
    opened = st.popover("Change…" if target else "Set a goal…", key=form.key("popover"),
                        on_change="rerun")  # fmt: skip
    if opened.open:
        with opened:
            _form(own, form, measure, target, now)
            if target:
                _give_up(own, form, target)
    else:
        form.closed()


def _form(own: Own, form: Form, measure: str, target: Target | None, now: Now) -> None:
    before = form.opened(vars(target) if target else {})
    st.caption(plain(f"Now: {now_words(measure, now)}." if now.known else NOT_KNOWN))
    with st.form(form.key("form"), border=False):
        goal = _number(form, measure, before.get("goal"))
        by = st.date_input("By when?", before.get("by", last_day(own.where[1])),
                           key=form.key("by"), format="MM/DD/YYYY")  # fmt: skip
        pressed = st.form_submit_button("Save", type="primary", key=form.key("go"))
    if pressed:
        with explained():
            _save(own, form, measure, _opened(measure, before, now), (goal, by), now)


def _opened(measure: str, before: dict, now: Now) -> Target | None:
    """The goal that the form was opened with, or was told of since."""
    began = {"baseline": now.count, "of": now.of, "baseline_day": now.day}
    return Target(**{"measure": measure, **began, **before}) if before else None


def _number(form: Form, measure: str, goal: Decimal | None) -> Decimal:
    """Whole for students and mentors, with a tenth for a percent."""
    if measure == CHRONIC:
        given = st.number_input("Goal, in percent", 0.0, 100.0, float(goal or 0), 0.5, "%.1f",
                                key=form.key("goal"))  # fmt: skip
        return Decimal(f"{given:.1f}")
    return Decimal(st.number_input("Goal", 0, MOST, int(goal or 0), key=form.key("goal")))


def _save(
    own: Own, form: Form, measure: str, old: Target | None, wanted: tuple[Decimal, date | None],
    now: Now,
) -> None:  # fmt: skip
    save = form.save(session.guard(*EVERYBODY))
    try:
        save_target(own.view.store, save, own.where, measure, old, wanted, now)
    except ChangedMeanwhile as told:
        form.go_on_from(told.now)
        raise
    saved = Target(measure, now.count, now.of, now.day, wanted[0]) if old is None else replace(
        old, goal=wanted[0])  # fmt: skip
    form.done(f"{MEASURES[measure]}: the goal is saved. {nothing_asked(saved)}".rstrip())


def _give_up(own: Own, form: Form, target: Target) -> None:
    if st.button("Give the goal up", key=form.key("give up"), type="tertiary"):
        with explained():
            save = form.save(session.guard(*EVERYBODY))
            try:
                give_up(own.view.store, save, own.where, Target(**form.opened(vars(target))))
            except ChangedMeanwhile:
                form.closed()
                raise
            form.done(f"{MEASURES[target.measure]}: the goal is given up.")
