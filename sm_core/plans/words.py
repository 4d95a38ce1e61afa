"""What the page says of a plan as a whole, in sentences."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from sm_core.definitions import TIER_WORDS
from sm_core.plans.plan import DROPPED, PHASES, Plan, Step, count_steps
from sm_core.plans.template import TemplateStep
from sm_core.plausible import us_day
from sm_core.targeting.words import counted


def plan_words(plan: Plan | None, day: date) -> str:
    """Like "9 of 12 steps done, 1 overdue"; no full stop."""
    if plan is None:
        return "No plan yet"
    found = plan.counted_on(day)
    if not found.total:
        return "No step is needed" if plan.steps else "The plan has no steps"
    overdue = f", {found.overdue:,} overdue" if found.overdue else ""
    return f"{found.done:,} of {counted(found.total, 'step', 'steps')} done{overdue}"


def begun_words(plan: Plan) -> str:
    """Like "plan of 2025-26, begun Sep 8, 2025 by Mei Chen"."""
    by = f" by {plan.made_by}" if plan.made_by else ""
    return f"plan of {plan.school_year}, begun {us_day(plan.started)}{by}"


def phase_words(phase: str, steps: Iterable[Step], day: date) -> str:
    """Like "Start-up: 7 of 9 done", of the steps of a phase."""
    found = count_steps(steps, day)
    if not found.total:
        return f"{PHASES[phase]}: no steps"
    return f"{PHASES[phase]}: {found.done:,} of {found.total:,} done"


def step_words(step: TemplateStep) -> str:
    """Like "Priority students are chosen (3 weeks after the start)"."""
    if step.weeks is None:
        return f"{step.what} (no day)"
    after = counted(step.weeks, "week", "weeks")
    return f"{step.what} ({f'{after} after the start' if step.weeks else 'at the start'})"


def undated_words(plan: Plan, day: date) -> str:
    """That steps without a day are never overdue; "" where every open step has one."""
    found = plan.counted_on(day)
    if not found.undated:
        return ""
    if found.undated == found.total - found.done:
        return "No open step has a day by which it is to be done, so nothing can be overdue."
    some = counted(found.undated, "open step has", "open steps have")
    return f"{some} no day, and so can never be overdue."


def due_words(step: Step, day: date) -> str:
    """Where a step stands on the day: "Done Sep 8, 2025", "Overdue, due Sep 16, 2025", "Due …"."""
    if step.done_on(day):
        return f"Done {us_day(step.ended)}" if step.ended else "Done"
    if step.state == DROPPED and not step.open_on(day):
        return f"Not needed: {step.words}"
    if step.due is None:
        return "No day set"
    return f"{'Overdue, due' if step.overdue_on(day) else 'Due'} {us_day(step.due)}"


def mark(step: Step, day: date) -> str:
    """One sign for where a step stands, beside its words."""
    if step.done_on(day):
        return "✓"
    if not step.open_on(day):
        return "–"
    return "⚠" if step.overdue_on(day) else "○"


def plans_words(plans: Mapping[str, Plan], schools: int, day: date) -> str:
    """Like "9 of 10 schools have a plan, 3 with overdue steps"; no full stop."""
    late = sum(plan.counted_on(day).overdue > 0 for plan in plans.values())
    have = "school has" if schools == 1 else "schools have"
    overdue = f", {late:,} with overdue steps" if late else ""
    return f"{len(plans):,} of {schools:,} {have} a plan{overdue}"


def baseline_words(plan: Plan) -> str:
    """The students by tier with which the plan began; "" where it keeps none."""
    if not sum(plan.baseline.values()) or plan.baseline_day is None:
        return ""
    tiers = ", ".join(
        f"{TIER_WORDS.get(tier, tier).lower()} {students:,}"
        for tier, students in plan.baseline.items()
    )
    return f"Students at the start ({us_day(plan.baseline_day)}): {tiers}."


def baseline_now_words(plan: Plan, now: Mapping[str, int]) -> str:
    """That files brought in later count that day otherwise; "" where they do not."""
    different = [tier for tier in plan.baseline if now.get(tier, 0) != plan.baseline[tier]]
    if not different or not sum(now.values()):
        return ""
    told = ", ".join(f"{TIER_WORDS.get(t, t).lower()} {now.get(t, 0):,}" for t in different)
    return f"By the files of today it would be {told}; the plan keeps what was known then."
