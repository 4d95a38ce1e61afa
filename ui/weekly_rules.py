"""What counts on the weekly review: every threshold in words, and where it is changed."""

from dataclasses import replace
from decimal import Decimal

import streamlit as st

from sm_core.errors import SmError
from sm_core.program_settings import DISTRICT
from sm_core.review.rules_words import FIELDS, rules_words
from sm_core.review.settings import (
    BOUNDS,
    Thresholds,
    has_own,
    save_thresholds,
    thresholds,
)
from sm_core.saving import ChangedMeanwhile
from ui import cached_review, session
from ui.cached_review import Week
from ui.frame import explained, plain
from ui.saving import Form
from ui.session import UPLOADERS
from ui.targeting_board import newest

KEPT = " The list of this week stays as it was when its review began."


def what_counts(week: Week) -> None:
    """Why somebody is listed; those who may change it find out first what a change would do."""
    form = Form(f"weekly|rules|{week.school.school_id}")
    opened = st.popover("What counts?", key=form.key("popover"), on_change="rerun")
    if opened.open:
        with opened:
            _told(week)
            if newest(week.view) and week.view.actor.may_change_program(week.school.school_id):
                _editor(week, form)


def _told(week: Week) -> None:
    rules = cached_review.prepared(week).told.rules
    st.markdown("\n".join(f"- {line}" for line in rules_words(rules)))
    own = has_own(week.view.store, week.school.school_id)
    whose = f"Set for {plain(week.school.name)}." if own else "As set for the district."
    st.caption(whose)


def _editor(week: Week, popover: Form) -> None:
    """Changes for the school; a captain may mean the district instead."""
    store = week.view.store
    with st.expander("Change…", key=popover.key("change")):
        school = _whose(week, popover)
        form = Form(f"weekly|rules of|{school}")
        now = thresholds(store, school)
        opened = Thresholds.from_settings(form.opened(now.to_settings()))
        follow = has_own(store, school) and st.checkbox("As the district", key=form.key("district"))
        wanted = thresholds(store, DISTRICT) if follow else _fields(form, opened)
        _say_preview(week, wanted)
        if st.button("Save", key=form.key("save"), disabled=not follow and wanted == opened):
            _save(week, (popover, form), school, opened, None if follow else wanted)


def _whose(week: Week, form: Form) -> str:
    if not week.view.actor.may_change_program(DISTRICT):
        return week.school.school_id
    names = {week.school.school_id: f"{plain(week.school.name)} alone",
             DISTRICT: "every school without its own"}  # fmt: skip
    return st.radio("For", list(names), format_func=names.get, key=form.key("whose"))


def _fields(form: Form, opened: Thresholds) -> Thresholds:
    """A field per threshold, two in a row."""
    wanted, columns = {}, st.columns(2)
    for place, (name, (least, most)) in enumerate(BOUNDS.items()):
        value = getattr(opened, name)
        kind, step = (float, 0.5) if isinstance(value, Decimal) else (int, 1)
        with columns[place % 2]:
            said = st.number_input(FIELDS[name], kind(least), kind(most), kind(value), step,
                                   key=form.key(name))  # fmt: skip
        wanted[name] = Decimal(str(said)) if kind is float else said
    return replace(opened, **wanted)


def _say_preview(week: Week, wanted: Thresholds) -> None:
    try:
        wanted.require_sound()
    except SmError:
        # Said when it is saved.
        return
    count = cached_review.would_list(week, wanted)
    now = len(cached_review.prepared(week).names)
    st.markdown(f"**{count:,} students of {plain(week.school.name)} would be listed;** "
                f"now {now:,}.")  # fmt: skip


def _save(
    week: Week, forms: tuple[Form, Form], school: str, opened: Thresholds, wanted: Thresholds | None
) -> None:  # fmt: skip
    actor, (popover, form) = session.guard(*UPLOADERS), forms
    with explained():
        try:
            save_thresholds(week.view.store, form.save(actor), school, opened, wanted)
        except ChangedMeanwhile as told:
            form.go_on_from(told.now)
            raise
        begun = cached_review.prepared(week).told.review
        popover.forget()
        form.done("Thresholds saved." + (KEPT if begun else ""))
