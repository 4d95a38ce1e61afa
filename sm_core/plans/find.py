"""Reads the plans of the schools that a person may see."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import fields, replace
from datetime import date

from sm_core.actor import Actor
from sm_core.plans.plan import MEASURES, Comment, Plan, Step, Target
from sm_core.store import Store


def plans_of(
    store: Store, actor: Actor, schools: Iterable[str], school_year: str, day: date
) -> dict[str, Plan]:  # fmt: skip
    """By school the plan of the school year, for those of the `schools` that had one by the day,
    with the steps and goals it had by then; how these were changed since is not undone. Raises
    `NotAllowed` for a school that the actor may not see, and for a mentor."""
    schools = list(schools)
    actor.require_schools(schools)
    with store.reading() as cursor:
        return {
            school: _by(plan, day)
            for school, plan in read_plans(cursor, schools, school_year).items()
            if plan.made.date() <= day
        }


def _by(plan: Plan, day: date) -> Plan:
    return replace(
        plan, steps=tuple(step for step in plan.steps if step.opened.date() <= day),
        targets=tuple(target for target in plan.targets if target.baseline_day <= day),
    )  # fmt: skip


def read_plans(cursor, schools: Iterable[str], school_year: str) -> dict[str, Plan]:
    """As `plans_of`, whatever the day. The caller has made sure that the person may see them."""
    asked = {"schools": list(schools), "school_year": school_year}
    steps, targets, comments = (_by_school(cursor, *what, asked) for what in (
        ("plan_steps", Step, [f.name for f in fields(Step)], "phase DESC, place, step_id"),
        ("plan_targets", Target, ["measure", "baseline", "baseline_of", "baseline_day", "goal",
                                  "by_day"], "measure"),
        ("plan_comments", Comment, [f.name for f in fields(Comment)], "recorded, comment_id"),
    ))  # fmt: skip
    rows = cursor.execute(
        "SELECT school_id, school_year, started, baseline_day, baseline, made, made_by "
        f"FROM program.plans WHERE {_ASKED}",
        asked,
    ).fetchall()
    return {
        school: Plan(school, year, started, day, json.loads(baseline or "{}"), made, by,
                     tuple(steps[school]), _in_order(targets[school]), tuple(comments[school]))
        for school, year, started, day, baseline, made, by in rows
    }  # fmt: skip


def _in_order(targets: list[Target]) -> tuple[Target, ...]:
    order = list(MEASURES)
    return tuple(sorted(targets, key=lambda target: order.index(target.measure)))


_ASKED = "list_contains($schools::VARCHAR[], school_id) AND school_year = $school_year"


def _by_school(cursor, table: str, kind: type, columns: list[str], order: str, asked: dict):
    found = defaultdict(list)
    query = f"SELECT school_id, {', '.join(columns)} FROM program.{table} WHERE {_ASKED} "
    for school, *row in cursor.execute(f"{query} ORDER BY {order}", asked).fetchall():
        found[school].append(kind(*row))
    return found
