"""What the captain's desk shows, kept until attendance, program, plans, calls or help change."""

from dataclasses import replace

import streamlit as st

from sm_core.desk.behind import behind
from sm_core.desk.calls import Call, calls_made
from sm_core.desk.facts import Facts, Waits, facts, overdue_steps, unanswered, unplaced
from sm_core.desk.listed import Desk, desk
from sm_core.desk.reasons import Reason, requests
from sm_core.desk.settings import Rules, rules_set
from sm_core.plans.seen import facts_of, look_done
from sm_core.progress.record import Progress
from sm_core.store import GATHERINGS, PLANS
from sm_core.team.overview import SchoolTeam, teams
from sm_core.trainings.find import sessions_seen
from ui import cached_lessons, cached_mentors, cached_progress, cached_support
from ui.frame import View


def as_set(view: View) -> Desk:
    """The desk of all schools by the thresholds that are set."""
    return as_if(view, rules(view))


def as_if(view: View, wanted: Rules) -> Desk:
    """As the desk would be by other thresholds."""
    return desk(known(view), wanted, calls(view), view.day)


def known(view: View) -> list[Facts]:
    """What is known of every school, whatever school is chosen."""
    view = replace(view, school=None)
    versions = cached_progress.versions(view), view.store.version(GATHERINGS)
    return _known(view.store, versions, view.actor, view.as_of, view.day, view)


@st.cache_resource(max_entries=20, show_spinner=False)
def _known(_store, versions, actor, as_of, day, _view) -> list[Facts]:
    found, named = cached_progress.everybody(_view), teams(_store, actor, day)
    return facts(found, named, behind(_store, actor, day), _waits(_view),
                 _look_done(_view, found, named), cached_lessons.help_of(_view))  # fmt: skip


def _look_done(view: View, found: list[Progress], named: list[SchoolTeam]) -> dict[str, int]:
    """By school how many of its overdue steps look done."""
    teams_by = {team.school_id: team for team in named}
    mentors, sessions = cached_mentors.mentors(view), sessions_seen(view.store, view.actor)
    return {
        each.school.school_id: look_done(
            overdue_steps(each),
            facts_of(each, teams_by[each.school.school_id], mentors, sessions),
        )
        for each in found if each.steps.overdue
    }  # fmt: skip


def _waits(view: View) -> dict[str, list[Waits]]:
    return unanswered(cached_support.requests(replace(view, school=None)), view.day)


def elsewhere(view: View) -> list[Reason]:
    """Why the requests that belong to no school of the desk cannot wait."""
    return list(requests(unplaced(_waits(view), known(view)), rules(view), view.day))


def calls(view: View) -> list[Call]:
    return _calls(view.store, view.store.version(PLANS), view.version, view.actor, view.day)


@st.cache_data(max_entries=20, show_spinner=False)
def _calls(_store, plans, version, actor, day) -> list[Call]:
    return calls_made(_store, actor, day)


def rules(view: View) -> Rules:
    return _rules(view.store, view.version, view.program)


@st.cache_data(max_entries=20, show_spinner=False)
def _rules(_store, version, program) -> Rules:
    return rules_set(_store)
