"""The plan of one school with what the program itself sees of its steps, kept until attendance,
program, reviews or plans change."""

from dataclasses import dataclass
from datetime import date

import streamlit as st

from sm_core.history import Change
from sm_core.plans.change_template import template_of
from sm_core.plans.plan import Plan
from sm_core.plans.seen import See, facts_of, what_we_see
from sm_core.plans.story import plan_history
from sm_core.plans.template import TemplateStep
from sm_core.progress.record import Progress
from sm_core.progress.tiers import NOBODY
from sm_core.school_year import a_year_before, last_day, school_year_of
from sm_core.standing import Asked
from sm_core.store import PLANS
from sm_core.team.overview import teams
from sm_core.trainings.find import sessions_seen
from ui import cached_mentors, cached_progress
from ui.frame import View
from ui.targeting_board import newest


@dataclass(frozen=True, eq=False)
class Own:
    """The plan of one school as its page shows it."""

    view: View
    found: Progress

    @property
    def school_id(self) -> str:
        return self.found.school.school_id

    @property
    def plan(self) -> Plan | None:
        return self.found.plan

    @property
    def where(self) -> tuple[str, str]:
        return self.school_id, school_year_of(self.view.day)

    @property
    def may_write(self) -> bool:
        """An earlier date is only looked at."""
        return newest(self.view) and self.view.actor.may_change_team(self.school_id)


def own(view: View) -> Own:
    return Own(view, cached_progress.of_school(view))


def seen(of: Own) -> dict[str, See]:
    """By step of the template."""
    return _seen(of.view.store, cached_progress.versions(of.view), of.view.actor, of.view.as_of,
                 of.view.day, of.school_id, of)  # fmt: skip


@st.cache_resource(max_entries=50, show_spinner=False)
def _seen(_store, versions, actor, as_of, day, school, _of: Own) -> dict[str, See]:
    team = next(team for team in teams(_store, actor, day) if team.school_id == school)
    mentors = cached_mentors.mentors(_of.view)
    return what_we_see(facts_of(_of.found, team, mentors, sessions_seen(_store, actor)))


def baseline(of: Own) -> tuple[date | None, dict[str, int]]:
    """What a plan begun now would keep as the students at the start: those of the end of the school
    year before that of the plan, as far as it is known, for shares jump at the start of one; else
    those of today."""
    end = last_day(school_year_of(a_year_before(of.view.day)))
    last = cached_progress.tiers(of.view, Asked(end)).get(of.school_id, NOBODY)
    if last.rated:
        return min(end, of.found.through or end), dict(last.tiers)
    now = of.found.now
    return (of.found.through, dict(now.tiers)) if now.rated else (None, {})


def baseline_by_now(of: Own) -> dict[str, int]:
    """The students of the day of the plan's baseline as the files of today count them."""
    day = of.plan.baseline_day
    if not day:
        return {}
    return dict(cached_progress.tiers(of.view, Asked(day)).get(of.school_id, NOBODY).tiers)


def history(of: Own) -> list[tuple[str, Change]]:
    view = of.view
    return _history(view.store, view.store.version(PLANS), view.actor, of.where, view.day)


@st.cache_data(max_entries=20, show_spinner=False)
def _history(_store, version, actor, where, day) -> list[tuple[str, Change]]:
    return plan_history(_store, actor, where, day)


def template(view: View) -> tuple[TemplateStep, ...]:
    return _template(view.store, view.store.version(PLANS))


@st.cache_data(max_entries=5, show_spinner=False)
def _template(_store, version) -> tuple[TemplateStep, ...]:
    return template_of(_store)
