"""What the program knows of one student or mentor, kept until attendance or program change."""

import streamlit as st

from sm_core.actions.action import Action
from sm_core.actions.find import open_actions
from sm_core.bringing.in_program import InProgram, in_program, student_history
from sm_core.history import Change
from sm_core.student import Student
from sm_core.support.mentor_now import MentorNow, mentor_now
from sm_core.support.student_now import StudentNow, student_now
from sm_core.timeline.event import Timeline
from sm_core.timeline.find import find_timeline
from ui.cached_review import talked
from ui.frame import View


def _key(view: View) -> tuple:
    return view.version, talked(view), view.actor, view.as_of, view.day


def student(view: View, student_id: str) -> StudentNow:
    return _student(view.store, *_key(view), student_id)


@st.cache_resource(max_entries=200, show_spinner=False)
def _student(_store, version, program, actor, as_of, day, student_id) -> StudentNow:
    return student_now(_store, actor, as_of, day, student_id)


def known(view: View, student_id: str) -> InProgram:
    return _known(view.store, *_key(view), student_id)


@st.cache_resource(max_entries=200, show_spinner=False)
def _known(_store, version, program, actor, as_of, day, student_id) -> InProgram:
    return in_program(_store, actor, as_of, day, student_id)


def actions(view: View, student_id: str) -> list[Action]:
    """What is still to be done about the student."""
    return _actions(view.store, *_key(view), student_id)


@st.cache_resource(max_entries=200, show_spinner=False)
def _actions(_store, version, program, actor, as_of, day, student_id) -> list[Action]:
    return open_actions(_store, actor, student_id, day)


def history(view: View, student_id: str) -> list[tuple[str, Change]]:
    """(what the change is about, the change), the newest first."""
    return _history(view.store, *_key(view), student_id)


@st.cache_resource(max_entries=200, show_spinner=False)
def _history(_store, version, program, actor, as_of, day, student_id) -> list[tuple[str, Change]]:
    return student_history(_store, actor, as_of, student_id)


def mentor(view: View, mentor_id: str) -> MentorNow:
    return _mentor(view.store, *_key(view), mentor_id)


@st.cache_resource(max_entries=200, show_spinner=False)
def _mentor(_store, version, program, actor, as_of, day, mentor_id) -> MentorNow:
    return mentor_now(_store, actor, as_of, day, mentor_id)


def timeline(view: View, student: Student) -> Timeline:
    """The student is as the attendance of this version has them."""
    return _timeline(view.store, *_key(view), student.student_id, student)


@st.cache_resource(max_entries=200, show_spinner=False)
def _timeline(_store, version, program, actor, as_of, day, student_id, _student) -> Timeline:
    return find_timeline(_store, actor, _student, day)
