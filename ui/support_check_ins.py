"""The check-ins that are due: the list with its filters, and what can be done with those picked."""

import streamlit as st

from sm_core.support.check_in import ABOUT, FAMILY, MENTOR, STUDENT
from sm_core.support.due import Due, due_table
from sm_core.support.rhythm import OVERDUE
from sm_core.support.words import NOBODY_MATCHED, NONE_DUE, due_words, to_do
from ui import address, cached_support, menu, support_check_in
from ui.frame import View, plain
from ui.support_lists import CHECK_INS, COLUMNS, PICKS
from ui.targeting_board import newest

TOLD = 3
"""Of those picked, so many are told in a line: a small screen cuts the table."""
WHO = {"all": "Everybody", MENTOR: "Mentors", STUDENT: "Students", FAMILY: "Families"}
NOW, LATE, ALL = "now", "overdue", "everything"
WHEN = {NOW: "Overdue and due", LATE: "Overdue", ALL: "All"}


def listed(view: View) -> None:
    """The check-ins wanted, the overdue first; a tick on a row opens what can be done."""
    everything = cached_support.check_ins(view)
    if not everything:
        st.info(NOBODY_MATCHED)
        menu.link(menu.MATCHING, "Open Matching", list=None)
        return
    who, when = _filters()
    found = [due for due in everything if who in ("all", due.about)]
    found = {NOW: to_do(found), LATE: [d for d in found if d.state == OVERDUE], ALL: found}[when]
    if found:
        _table(view, found)
    else:
        st.info(NONE_DUE.get(who, NONE_DUE[""]) + " “All” shows the others.")
    st.caption(
        f"{cached_support.logged_words(view)} Each mentor, student and family is asked twice in "
        "the first month of a match, then monthly; a logged contact that reached the family counts."
        " Mentors who are paused stand under Matches in motion only."
    )


def _filters() -> tuple[str, str]:
    with st.container(horizontal=True):
        who = address.pressed("with", "With", list(WHO), format_func=WHO.get)
        when = address.pressed("when", "When", list(WHEN), format_func=WHEN.get)
    return who, when


def _table(view: View, found: list[Due]) -> None:
    names = {school.school_id: school.name for school in view.schools}
    PICKS.table(
        view, CHECK_INS, found, lambda some: [due.key for due in some],
        lambda some: due_table(some, names if view.several_schools else {}), "Check-ins",
        drawn_with=view.program, column_config=COLUMNS,
        alt="With whom a check-in is due, when and why; tick rows to log one",
    )  # fmt: skip


def bar(view: View) -> None:
    """Who is picked, and what can be logged of them."""
    keys = set(PICKS.picked())
    picked = [due for due in cached_support.check_ins(view) if due.key in keys]
    if not picked:
        return
    for due in picked[:TOLD]:
        st.markdown(f"**{plain(due.name)}.** {plain(due_words(due))}")
    with st.bottom, st.container(horizontal=True, vertical_alignment="center"):
        PICKS.say(len(picked), [_called(due) for due in picked])
        if view.actor.may_upload and newest(view):
            support_check_in.log(view, picked)
        if len(picked) == 1:
            support_check_in.earlier(view, picked[0])
            _link(picked[0])
        PICKS.clear_button()


def _called(due: Due) -> str:
    return f"{due.name} ({ABOUT[due.about].lower()})"


def _link(due: Due) -> None:
    if due.about == MENTOR:
        menu.link(menu.MENTOR, "Open mentor", mentor=due.record_id, list=None)
    else:
        page, words = (menu.FAMILY, "Open family") if due.about == FAMILY else (
            menu.STUDENT, "Open student")  # fmt: skip
        menu.link(page, words, student=due.record_id, list=None)
