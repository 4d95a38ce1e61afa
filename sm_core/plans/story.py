"""Who changed what in the plan of a school."""

from __future__ import annotations

from datetime import date

from sm_core.actor import Actor
from sm_core.history import Change
from sm_core.plans.find import read_plans
from sm_core.plans.plan import MEASURES
from sm_core.queries import run
from sm_core.store import Store

WORDS = {
    "what": "what is to be done", "owner": "who does it", "due": "day", "state": "how far it is",
    "words": "why", "goal": "goal", "by": "day of the goal", "began": "where it began",
    "started": "The plan began",
}  # fmt: skip


def plan_history(
    store: Store, actor: Actor, where: tuple[str, str], day: date
) -> list[tuple[str, Change]]:  # fmt: skip
    """(what it is about, change) of the plan of a school and school year by the end of the day, the
    newest first; raises `NotAllowed` for a school outside the actor's."""
    school, year = where
    actor.require_schools([school])
    with store.reading() as cursor:
        rows = run(cursor, "plan_history", school=school, school_year=year, day=day).fetchall()
        plan = read_plans(cursor, [school], year).get(school)
    steps = {step.step_id: step.what for step in plan.steps} if plan else {}
    return [(_about(of, rest[2], steps), Change(*rest)) for _, of, *rest in rows]


def _about(record_id: str, field: str, steps: dict[str, str]) -> str:
    subject = steps.get(record_id) or MEASURES.get(record_id.split("|")[-1])
    return f"{subject}: {WORDS[field]}" if subject else WORDS[field]
