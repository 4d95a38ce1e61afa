"""Help and lessons, kept until somebody writes one."""

import streamlit as st

from sm_core.actor import local_captain
from sm_core.lessons.find import help_asked, lessons_known
from sm_core.lessons.help import Help
from sm_core.lessons.lesson import Lesson
from sm_core.program_settings import DISTRICT
from sm_core.schools import schools_seen
from sm_core.store import GATHERINGS
from ui.frame import View


def help_of(view: View) -> list[Help]:
    """What all schools asked for, or the one chosen."""
    found = _help(view.store, _version(view), view.actor, view.day)
    return [each for each in found if view.school in (None, each.school_id)]


@st.cache_resource(max_entries=20, show_spinner=False)
def _help(_store, version, actor, day) -> list[Help]:
    return help_asked(_store, actor, day)


def lessons_of(view: View) -> list[Lesson]:
    """Those of all schools and the district, or of the school chosen."""
    found = _lessons(view.store, _version(view), view.actor, view.day)
    return [each for each in found if view.school in (None, each.school_id)]


@st.cache_resource(max_entries=20, show_spinner=False)
def _lessons(_store, version, actor, day) -> list[Lesson]:
    return lessons_known(_store, actor, day)


def _version(view: View) -> tuple:
    return view.version, view.store.version(GATHERINGS)


def names(view: View) -> dict[str, str]:
    """Of all schools by id: what others ask for and learned is everybody's to read."""
    return _names(view.store, view.version)


@st.cache_data(max_entries=5, show_spinner=False)
def _names(_store, version) -> dict[str, str]:
    return {school.school_id: school.name for school in schools_seen(_store, local_captain())}


def lesson_from(view: View, help_id: str) -> Lesson | None:
    """The lesson that something settled became."""
    found = _lessons(view.store, _version(view), view.actor, view.day)
    return next((each for each in found if each.help_id == help_id), None)


def speaks_for(view: View) -> str:
    """The school for which this person writes; a captain writes for the district."""
    own = view.actor.schools
    return view.school if view.school in own else next(iter(own), DISTRICT)
