"""The progress of the schools, kept until attendance, program, reviews or plans change."""

from dataclasses import replace
from datetime import date
from functools import partial

import streamlit as st

from sm_core.mentors.gap import active_at
from sm_core.plans.find import plans_of
from sm_core.plans.plan import Plan
from sm_core.progress import find, whole
from sm_core.progress.funnel import Funnel, latest_funnels, states_in, told_families
from sm_core.progress.held import Weeks, weeks_until
from sm_core.progress.left import schools_left
from sm_core.progress.moments import Moment
from sm_core.progress.record import Progress
from sm_core.progress.tiers import SchoolTiers, school_tiers
from sm_core.school_year import first_day, school_year_of
from sm_core.seen import Filters
from sm_core.standing import Asked
from sm_core.store import PLANS
from sm_core.trends import whole_year_before
from ui import cached, cached_contacts, cached_mentors
from ui.cached_review import talked
from ui.frame import View
from ui.targeting_board import board_as_it_stands


def versions(view: View) -> tuple:
    """Part of the key of whatever shows progress: of attendance, program, reviews and plans."""
    return view.version, *talked(view), view.store.version(PLANS)


def everybody(view: View) -> list[Progress]:
    """The progress of every school that this person may see, by name."""
    view = replace(view, school=None)
    return _everybody(view.store, versions(view), view.actor, view.as_of, view.day, view)


def of_school(view: View) -> Progress:
    """That of the school chosen, or of the only one."""
    found = everybody(view)
    return next(p for p in found if view.school in (None, p.school.school_id))


@st.cache_resource(max_entries=20, show_spinner=False)
def _everybody(_store, versions, actor, as_of, day, _view) -> list[Progress]:
    known = find.Known(
        tiers(_view), board_as_it_stands(_view), _funnels(_view), _weeks(_view), plans(_view),
        _mentors(_view), _left(_view.store, _view.version, as_of),
    )  # fmt: skip
    return find.progress(_view.schools, day, as_of, known)


def moments_of(view: View, found: Progress) -> list[Moment]:
    """Now, at the start and a year before the last day with data of the school itself; the end of
    last year stands in for a missing start."""
    return whole.moments_of(found, view.asked, partial(tiers, view))


def weeks_of(view: View, found: Progress):
    """The chronic rate by week of one school, this year and the whole year before."""
    own = Filters(school=found.school.school_id)
    before = whole_year_before(view.asked)
    return cached.by_week(view, own), cached.by_week(view, own, before)


def plans(view: View) -> dict[str, Plan]:
    """By school the plan of the school year of the day, of every school this person may see."""
    ids = tuple(school.school_id for school in view.schools)
    return _plans(view.store, view.store.version(PLANS), view.program, view.actor, ids, view.day)


@st.cache_resource(max_entries=20, show_spinner=False)
def _plans(_store, version, program, actor, schools, day) -> dict[str, Plan]:
    return plans_of(_store, actor, schools, school_year_of(day), day)


def tiers(view: View, asked: Asked | None = None) -> dict[str, SchoolTiers]:
    """By school, of all students this person may see, at the date of the view or as `asked`."""
    return _tiers(view.store, view.version, view.actor, asked or view.asked)


@st.cache_resource(max_entries=20, show_spinner=False)
def _tiers(_store, version, actor, asked) -> dict[str, SchoolTiers]:
    return school_tiers(_store, cached.students_seen(_store, version, actor, asked))


def _funnels(view: View) -> dict[str, Funnel]:
    key = (view.version, view.program, view.actor, view.asked, view.day)
    return _funnels_kept(view.store, *key, view)


@st.cache_resource(max_entries=20, show_spinner=False)
def _funnels_kept(_store, version, program, actor, asked, day, _view) -> dict[str, Funnel]:
    def states(monday: date) -> dict[str, str]:
        return states_in(cached_contacts.board(_view, monday))

    board = board_as_it_stands(_view)
    return latest_funnels(board, told_families(_store, board, day), day, states)


def _mentors(view: View) -> dict[str, int]:
    """By school those who are active."""
    return active_at(cached_mentors.mentors(view), view.day)


@st.cache_resource(max_entries=20, show_spinner=False)
def _left(_store, version, as_of) -> frozenset[str]:
    return schools_left(_store, as_of)


def _weeks(view: View) -> dict[str, Weeks]:
    """The weeks with school of the school year of the day."""
    ids = [school.school_id for school in view.schools]
    return weeks_until(view.store, ids, first_day(school_year_of(view.day)), view.day)
