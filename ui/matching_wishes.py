"""Wishes of students that name no mentor, and where somebody notes who meets them."""

import streamlit as st

from sm_core.matching.pool import Pool
from sm_core.matching.said import WISH
from sm_core.matching.student import Student
from sm_core.matching.wishes import mentors_at, unread_wishes
from sm_core.mentors.mentor import Mentor
from sm_core.targeting.words import counted
from ui import cached_matching, matching_rule_form
from ui.frame import View, plain
from ui.saving import Form
from ui.told_apart import told_apart

AT_ONCE = 10


def wishes(view: View) -> None:
    """The wishes that cannot count yet, because nobody has said which mentors meet them."""
    mine = {s.student_id for s in matching_rule_form.students(view)}
    pool = cached_matching.now(view).found.pool
    found = [s for s in unread_wishes(pool) if s.student_id in mine]
    if not found:
        return
    label = counted(len(found), "wish names no mentor: say who meets it",
                    "wishes name no mentor: say who meets them")  # fmt: skip
    form = Form("matching|wishes")
    with st.expander(label, key=form.key("expander")), st.form(
        form.key("form"), border=False
    ):  # fmt: skip
        said = [pair for student in found[:AT_ONCE] for pair in _asked(form, pool, student)]
        if len(found) > AT_ONCE:
            st.caption(f"{len(found) - AT_ONCE:,} more follow after these.")
        if st.form_submit_button("Save"):
            matching_rule_form.save(view, form, said)


def _asked(form: Form, pool: Pool, student: Student) -> list[tuple[str, Student, str, str]]:
    mentors = mentors_at(pool, student.school_id)
    known = {m.mentor_id: m.name for m in mentors}
    labels = told_apart({m.mentor_id: _called(m) for m in mentors})
    chosen = st.multiselect(
        f"{plain(student.label)}: “{plain(student.wished_for)}”", list(labels),
        format_func=labels.get, key=form.key(student.student_id),
        placeholder="Choose the mentors who meet it",
    )  # fmt: skip
    return [(WISH, student, mentor, known[mentor]) for mentor in chosen]


def _called(mentor: Mentor) -> str:
    """With what may tell whether they meet a wish."""
    facts = [mentor.position, ", ".join(mentor.brings.interests)]
    return " · ".join([mentor.name, *filter(None, facts)])
