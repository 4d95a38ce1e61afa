"""The mentors and what follows from them, kept until attendance or program change."""

import streamlit as st

from sm_core.history import Change, history_of
from sm_core.mentors import find, gap, twins
from sm_core.mentors.mentor import Mentor
from sm_core.review.owners import owners
from ui.frame import View


def _key(view: View) -> tuple:
    return view.version, view.program, view.actor, view.day


def mentors(view: View) -> list[Mentor]:
    """All mentors this person may see, whatever school is chosen; by last name."""
    return mentors_known(view.store, *_key(view))


@st.cache_resource(max_entries=6, show_spinner=False)
def mentors_known(_store, version, program, actor, day) -> list[Mentor]:
    """As `mentors`, for other answers that are kept."""
    return find.mentors_seen(_store, actor, day)


def places(view: View) -> list[gap.Places]:
    return _places(view.store, *_key(view))


@st.cache_data(max_entries=20, show_spinner=False)
def _places(_store, version, program, actor, day):
    return gap.places(_store, actor, day)


def probable_twins(view: View) -> list[twins.Twins]:
    return _twins(view.store, *_key(view))


@st.cache_resource(max_entries=20, show_spinner=False)
def _twins(_store, version, program, actor, day):
    return twins.find_twins(_store, actor, day)


def history(view: View, mentor_id: str) -> list[Change]:
    return _history(view.store, *_key(view), mentor_id)


@st.cache_data(max_entries=100, show_spinner=False)
def _history(_store, version, program, actor, day, mentor_id):
    return history_of(_store, "mentor", mentor_id)


def owners_at(view: View, school: str, *also: str) -> list[str]:
    """Names to give something to do: those `also` given, who serves at the school, its mentors."""
    found = _owners(view.store, *_key(view), school, mentors(view))
    return list(dict.fromkeys([*filter(None, also), *found]))


@st.cache_data(max_entries=20, show_spinner=False)
def _owners(_store, version, program, actor, day, school, _mentors) -> list[str]:
    return owners(_store, school, day, _mentors)


def school_names(view: View) -> dict[str, str]:
    """The names of the schools this person may see, by id; for a captain also of those that only
    the mentors name."""
    known = {school.school_id: school.name for school in view.schools}
    if view.actor.scope["schools"] is None:
        return {s: s for mentor in mentors(view) for s in mentor.schools} | known
    return {s: s for s in view.actor.schools} | known
