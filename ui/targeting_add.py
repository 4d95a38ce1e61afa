"""Where a student is chosen whom no criterion proposes."""

import streamlit as st

from sm_core.errors import SmError
from sm_core.targeting.board import Board
from sm_core.targeting.decide import decide
from sm_core.targeting.decision import CHOOSE, LONGEST_REASON, Decision, Picked
from sm_core.targeting.others import others
from ui import session
from ui.frame import View, plain
from ui.saving import Form
from ui.session import UPLOADERS
from ui.targeting_board import candidates_of, newest


def add(view: View, board: Board) -> None:
    """Choose a student whom no criterion proposes, with a reason."""
    if not newest(view) or not _may_somewhere(view):
        return
    form = Form("targets|add")
    with st.popover("Add a student…", key=form.key("popover")):
        text = st.text_input("Find a student who is on no list", key=form.key("search"),
                             placeholder="Part of a name or id")  # fmt: skip
        found = {row["student_id"]: row for row in others(board, view.school, text)}
        if text and not found:
            st.caption("Nobody enrolled here who is on no list has that in their name or id.")
        # A box that was empty before keeps nothing chosen; each search has its own.
        key = form.key(f"student|{text}")
        chosen = st.selectbox("Student", list(found), key=key, disabled=not found,
                              format_func=lambda student: _other(found[student]))  # fmt: skip
        reason = st.text_input("Why", key=form.key("why"), max_chars=LONGEST_REASON,
                               placeholder="Asked for by a teacher, a parent, …")  # fmt: skip
        if st.button("Choose this student", key=form.key("press"), disabled=chosen is None):
            _add(view, form, found[chosen], reason)


def _may_somewhere(view: View) -> bool:
    schools = [view.school] if view.school else [school.school_id for school in view.schools]
    return any(map(view.actor.may_change_program, schools))


def _other(row: dict) -> str:
    grade = f"grade {row['grade']}" if row["grade"] else ""
    name = f"{row['student_name']} ({row['student_id']})" if row["student_name"] else ""
    return " · ".join(part for part in (name or row["student_id"], grade, row["school_name"])
                      if part)  # fmt: skip


def _add(view: View, form: Form, row: dict, reason: str) -> None:
    actor = session.guard(*UPLOADERS)
    picked = [Picked(row["student_id"], row["school_id"])]
    try:
        decide(view.store, form.save(actor), candidates_of(view), picked, Decision(CHOOSE, reason))
    except SmError as error:
        for sentence in error.sentences:
            st.error(plain(sentence))
        return
    name = plain(row["student_name"] or row["student_id"])
    form.done(f"{name} is chosen.")
