"""What the Support page shows, kept until attendance or program change."""

from dataclasses import replace
from datetime import date

import streamlit as st

from sm_core.matching.end import OpenMatch
from sm_core.support import logged
from sm_core.support.agenda import facts, points, unplanned_at
from sm_core.support.due import Due, check_ins_due
from sm_core.support.ended import Ended, ended_lately
from sm_core.support.motion import InMotion, in_motion
from sm_core.support.request_list import Listed, requests_listed
from sm_core.trainings.find import sessions_seen
from sm_core.trainings.session import Session
from ui import cached, cached_matching, cached_mentors
from ui.frame import View
from ui.targeting_board import candidates_of, newest


def _key(view: View) -> tuple:
    return view.program, view.version, view.actor, view.asked, view.day, newest(view)


def _everywhere(view: View) -> tuple:
    """What the lists are made of, whatever school is chosen."""
    return view.store, candidates_of(view), matches(view), cached_mentors.mentors(view)


def matches(view: View) -> list[OpenMatch]:
    return cached_matching.matches(replace(view, school=None))


def check_ins(view: View) -> list[Due]:
    """Those of the school chosen, or of all; the later ones among them."""
    found = _check_ins(*_everywhere(view), _key(view))
    return [due for due in found if view.school in (None, *due.schools)]


def next_check_ins(view: View) -> dict[str, Due]:
    """By key the next check-ins of all whom this person sees, whatever school is chosen: what the
    pages of one student and one mentor tell."""
    return {due.key: due for due in _check_ins(*_everywhere(view), _key(view))}


@st.cache_resource(max_entries=cached.SNAPSHOTS, show_spinner=False)
def _check_ins(_store, _known, _matches, _mentors, key) -> list[Due]:
    return check_ins_due(_store, _known, _matches, _mentors, key[4])


def motion(view: View) -> list[InMotion]:
    """The matches that need a hand at the school chosen, or at all."""
    names = {school.school_id: school.name for school in view.schools}
    found = _motion(*_everywhere(view), names, _key(view))
    return [one for one in found if view.school in (None, *one.match.schools)]


@st.cache_resource(max_entries=cached.SNAPSHOTS, show_spinner=False)
def _motion(_store, _known, _matches, _mentors, _names, key) -> list[InMotion]:
    return in_motion(_store, _known, _matches, _mentors, _names, key[4])


def ended(view: View) -> list[Ended]:
    """The matches that ended lately at the school chosen, or at all."""
    found = _ended(view.store, candidates_of(view), matches(view), _key(view))
    return [one for one in found if view.school in (None, *one.schools)]


@st.cache_resource(max_entries=cached.SNAPSHOTS, show_spinner=False)
def _ended(_store, _known, _matches, key) -> list[Ended]:
    return ended_lately(_store, _known, _matches, key[4])


def requests(view: View) -> list[Listed]:
    """The requests of the school chosen, or of all, as they stand."""
    found = _requests(view.store, view.as_of, view.day, _key(view))
    return [row for row in found if view.school in (None, row.request.school_id)]


@st.cache_resource(max_entries=cached.SNAPSHOTS, show_spinner=False)
def _requests(_store, as_of, day, key) -> list[Listed]:
    return requests_listed(_store, key[2], as_of, day)


def logged_words(view: View) -> str:
    """How many check-ins were logged this month and last month."""
    return _logged(view.store, view.school, _key(view))


@st.cache_data(max_entries=50, show_spinner=False)
def _logged(_store, school, key) -> str:
    return logged.logged_words(logged.logged_by_month(_store, key[2], school, key[4]))


def unplanned(view: View) -> tuple[date, list[str], int]:
    """The month that is next for a meeting of mentors, the schools without one, and at how many
    there are mentors to meet: those with a match that holds."""
    matched = {m.school_id for m in matches(view) if m.started <= view.day}
    schools = [s.school_id for s in view.schools
               if s.school_id in matched and view.school in (None, s.school_id)]  # fmt: skip
    return *_unplanned(view.store, tuple(schools), _key(view)), len(schools)


@st.cache_data(max_entries=50, show_spinner=False)
def _unplanned(_store, schools, key) -> tuple[date, list[str]]:
    return unplanned_at(sessions_seen(_store, key[2]), schools, key[4])


def points_of(view: View, session: Session) -> list[str]:
    """What the data propose to talk about in a meeting of mentors."""
    return _points(view.store, candidates_of(view), session, _key(view))


@st.cache_data(max_entries=20, show_spinner=False)
def _points(_store, _known, session, key) -> list[str]:
    return points(facts(_store, _known, session, key[4]))
