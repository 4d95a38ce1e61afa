"""What counts on the captain's desk: every threshold in words, and where it is changed."""

import streamlit as st

from sm_core.actor import CAPTAIN
from sm_core.desk.settings import BOUNDS, Rules, rules_set, save_rules
from sm_core.desk.words import FIELDS, preview_words, rules_words
from sm_core.saving import ChangedMeanwhile
from ui import cached_desk, session
from ui.frame import View, explained
from ui.saving import Form
from ui.targeting_board import newest


def what_counts(view: View) -> None:
    """Why a school is listed; a captain finds out first what a change would do."""
    form = Form("desk|rules")
    opened = st.popover("What counts?", key=form.key("popover"), on_change="rerun")
    if opened.open:
        with opened:
            st.markdown("\n".join(f"- {line}" for line in rules_words(cached_desk.rules(view))))
            if newest(view):
                _editor(view, form)
    else:
        form.closed()


def _editor(view: View, form: Form) -> None:
    with st.expander("Change…", key=form.key("change")):
        opened = Rules.from_settings(form.opened(rules_set(view.store).to_settings()))
        wanted = _fields(form, opened)
        told = preview_words(cached_desk.as_if(view, wanted), cached_desk.as_set(view))
        st.markdown(f"**{told}**")
        if st.button("Save", key=form.key("save"), disabled=wanted == opened):
            _save(view, form, opened, wanted)


def _fields(form: Form, opened: Rules) -> Rules:
    """A field per threshold, two in a row."""
    wanted, columns = {}, st.columns(2)
    for place, (name, (least, most)) in enumerate(BOUNDS.items()):
        with columns[place % 2]:
            wanted[name] = st.number_input(FIELDS[name], least, most, getattr(opened, name),
                                           key=form.key(name))  # fmt: skip
    return Rules(**wanted)


def _save(view: View, form: Form, opened: Rules, wanted: Rules) -> None:
    actor = session.guard(CAPTAIN)
    with explained():
        try:
            save_rules(view.store, form.save(actor), opened, wanted)
        except ChangedMeanwhile as told:
            form.go_on_from(told.now)
            raise
        form.done("Thresholds saved.")
