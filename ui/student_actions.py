"""What is still to be done about one student, and a new action."""

import streamlit as st

from sm_core.actions.action import DONE, Action
from sm_core.actions.save import add_action, finish_action
from sm_core.contacts.weeks import monday_of
from sm_core.student import Student
from ui import cached_now, cached_review, session
from ui.cached_review import Week
from ui.frame import View, explained, plain
from ui.saving import Form
from ui.session import EVERYBODY
from ui.targeting_board import newest
from ui.weekly import may_write
from ui.weekly_actions import LATELY_OVER, due_words
from ui.weekly_decide import action_fields

UNDO = f"To undo it: the weekly review of the school, “{LATELY_OVER}”."


def open_ones(view: View, student: Student) -> None:
    """Each open action with its Done, for whom it is to see."""
    for action in cached_now.actions(view, student.student_id):
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            words = f"**To do**: {plain(action.what)} · {due_words(action, view.day)}"
            st.markdown(words, width="content")
            if newest(view) and view.actor.may_change_team(action.school_id):
                _done(view, action)


def _done(view: View, action: Action) -> None:
    form = Form(f"action|{action.action_id}|student")
    if st.button("Done", key=form.key("go")):
        with explained():
            save = form.save(session.guard(*EVERYBODY))
            finish_action(view.store, save, action.action_id, DONE)
            form.done(f"Done: {plain(action.what)}. {UNDO}")


def add(view: View, student: Student) -> None:
    """A form that is drawn once it is opened, for whom the student's school is."""
    week = _week(view, student)
    if week is None or not may_write(week):
        return
    form = Form(f"action|about|{student.student_id}")
    opened = st.popover("Add action…", key=form.key("popover"), on_change="rerun")
    if opened.open:
        with opened:
            _asked(week, form, student)


def _asked(week: Week, form: Form, student: Student) -> None:
    with st.form(form.key("form"), border=False):
        said = action_fields(week, form)
        pressed = st.form_submit_button("Add action", type="primary", key=form.key("go"))
    if pressed:
        with explained():
            save = form.save(session.guard(*EVERYBODY))
            school = week.school.school_id
            add_action(week.view.store, save, Action(
                "", school, *said, student_id=student.student_id,
            ))  # fmt: skip
            form.done(f"Added: {plain(said[0])}.")


def _week(view: View, student: Student) -> Week | None:
    """This week at the school of the student; None where it is not one of the person's."""
    schools = [s for s in view.schools if s.school_id == student.school_id]
    return cached_review.week_of(view, schools[0], monday_of(view.day)) if schools else None
