"""Begins the plan of a school for a school year, with the steps of the district's template."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from datetime import date

from sm_core.errors import SmError
from sm_core.plans.find import read_plans
from sm_core.plans.plan import Plan, Step, plan_id
from sm_core.plans.template import TemplateStep, read_template
from sm_core.plausible import us_day
from sm_core.saving import Record, Save, Writing, new_id, save_once
from sm_core.school_year import first_day, last_day
from sm_core.store import PLANS, Store


def begin_plan(
    store: Store, save: Save, where: tuple[str, str], started: date,
    baseline: tuple[date | None, Mapping[str, int]] = (None, {}),
) -> bool:  # fmt: skip
    """Begin the plan of `where`, a school and a school year; whether this press did. Where somebody
    began it before, theirs stays as it is. `baseline` is a day with the students by tier on it.

    Raises `SmError` for a start in another school year, `NotAllowed` for a school that is not the
    person's.
    """
    school, year = where
    save.actor.require_team(school)
    require_within(started, year, "The plan cannot begin")

    def act(writing: Writing) -> bool:
        if read_plans(writing.cursor, [school], year):
            return False
        day, tiers = baseline
        writing.insert("plans", [{
            "school_id": school, "school_year": year, "started": started, "baseline_day": day,
            "baseline": json.dumps(dict(tiers)), "made": save.when, "made_by": save.actor.person,
        }])  # fmt: skip
        writing.changed(record_of(school, year), {}, {"started": started})
        write_from_template(writing, Plan(school, year, started), read_template(writing.cursor))
        return True

    return bool(save_once(store, save, act, PLANS))


def write_from_template(writing: Writing, plan: Plan, found: tuple[TemplateStep, ...]) -> None:
    """Put steps of the template at the end of a plan, each with the day on which it is due."""
    place = max((step.place for step in plan.steps), default=0)
    write_steps(writing, [
        Step(new_id(), plan.school_id, plan.school_year, step.phase, place + n, step.what,
             due=due_within(step, plan), template_key=step.key)
        for n, step in enumerate(found, start=1)
    ])  # fmt: skip


def write_steps(writing: Writing, steps: list[Step]) -> None:
    """Add new steps, whose ids are made, and tell the history."""
    who = {"opened": writing.save.when, "opened_by": writing.actor.person}
    writing.insert("plan_steps", [asdict(step) | who for step in steps])
    for step in steps:
        told = {name: getattr(step, name) for name in ("what", "owner", "due")}
        writing.changed(record_of_step(step), {}, told)


def due_within(step: TemplateStep, plan: Plan) -> date | None:
    """The day of the template, no later than the last one of the school year."""
    due = step.due(plan.started)
    return due and min(due, last_day(plan.school_year))


def require_within(day: date, school_year: str, what: str) -> None:
    """Raise `SmError` for a day that is not of the school year; `what` begins the sentence."""
    first, last = first_day(school_year), last_day(school_year)
    if not first <= day <= last:
        raise SmError(
            f"{what} on {us_day(day)}: this plan is of the school year {school_year}. Give a day "
            f"from {us_day(first)} to {us_day(last)}."
        )


def record_of(school: str, school_year: str) -> Record:
    return Record(f"plan {school_year}", plan_id(school, school_year), school)


def record_of_step(step: Step) -> Record:
    return Record(f"plan step {step.school_year}", step.step_id, step.school_id)
