"""What people said about who may meet whom: the list, and how something is taken back."""

import streamlit as st

from sm_core.matching.rule_save import take_back_rule
from sm_core.matching.rule_words import Told
from sm_core.matching.rules_table import rules_named, rules_table
from ui import cached_matching, matching_rule_form, matching_wishes, menu, session
from ui.frame import View, explained, plain
from ui.matching_lists import COLUMNS, PICKS, RULES
from ui.saving import Form, one_by_one
from ui.session import UPLOADERS
from ui.targeting_board import newest

NOTHING = (
    "Nobody has said anything about who may meet whom. Without a rule, every mentor of the school "
    "with a place may meet every chosen student whose family was told."
)


def count(view: View) -> int:
    return len(cached_matching.rules(view))


def rules(view: View, searched: str) -> None:
    """How a rule is added, and one row per rule that holds."""
    if newest(view) and matching_rule_form.students(view):
        matching_rule_form.add_button(view)
        matching_wishes.wishes(view)
    found = rules_named(cached_matching.rules(view), searched)
    if not found:
        st.info("No rule is found. Clear the search to see all." if searched.strip() else NOTHING)
        return
    PICKS.table(
        view, RULES, found, lambda some: [told.rule.rule_id for told in some], rules_table, "Rules",
        drawn_with=cached_matching.version(view), column_config=COLUMNS,
        alt="Rules that people made; tick rows to take them back",
    )  # fmt: skip


def bar(view: View) -> None:
    """What can be done with the rules picked."""
    ids = set(PICKS.picked())
    picked = [told for told in cached_matching.rules(view) if told.rule.rule_id in ids]
    if not picked:
        return
    with st.bottom, st.container(horizontal=True, vertical_alignment="center"):
        PICKS.say(len(picked), [told.words for told in picked])
        if newest(view) and all(view.actor.may_change_program(t.decided_at) for t in picked):
            _take_back(view, picked)
        if len(picked) == 1:
            menu.link(menu.STUDENT, "Open student", student=picked[0].rule.student_id,
                      list=None)  # fmt: skip
        PICKS.clear_button()


def _take_back(view: View, picked: list[Told]) -> None:
    form = Form("matching|rules back")
    if not st.button("Take back", key=form.key("press"), help="What is picked holds no longer"):
        return
    actor = session.guard(*UPLOADERS)
    with explained():
        done, refused = one_by_one(
            [told.rule.rule_id for told in picked],
            lambda rule: take_back_rule(view.store, form.save(actor, rule), rule),
        )
        PICKS.pick([])
        taken = ", ".join(words for _, words in done if words)
        form.done(plain(" ".join([f"Taken back: {taken}.", *refused])))
