"""The plan of a school on paper: its goals, its steps with a place to tick, what was said."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from sm_core.papers.sheet import heading, lead, listed, table, text
from sm_core.plans.plan import MEASURES, PHASES, Comment, Plan, Step
from sm_core.plans.seen import See, seen_words
from sm_core.plans.targets import Now, target_words
from sm_core.plans.words import begun_words, due_words, mark, phase_words, plan_words, undated_words
from sm_core.plausible import us_day
from sm_core.progress.record import Progress
from sm_core.student_words import full_day

HEADER = ["", "Step", "Owner", "Due", "What we see"]
WIDTHS = [1, 8, 4, 4, 8]
FOOT = "Page {n} of {all}"


def plan_paper(
    found: Progress, now: Mapping[str, Now], seen: Mapping[str, See], printed: date
) -> dict:
    """The paper for `typeset_sheet` and `sheet_page` of a school that has a plan. `now` is by
    measure of a goal, `seen` by step of the template."""
    plan, day = found.plan, found.day
    assert plan
    undated = undated_words(plan, day)
    return {
        "lang": "en", "title": found.school.name, "page": FOOT,
        "header": f"School plan as of {full_day(day)} · printed {full_day(printed)}",
        "blocks": [
            lead(f"{plan_words(plan, day)}."), text(f"The {begun_words(plan)}."),
            *([text(undated)] if undated else []),
            *_goals(plan, now), *_steps(plan, seen, day), *_comments(plan, day),
        ],
    }  # fmt: skip


def _goals(plan: Plan, now: Mapping[str, Now]) -> list[dict]:
    if not plan.targets:
        return []
    told = [f"{MEASURES[t.measure]}. {target_words(t, now[t.measure])}" for t in plan.targets]
    return [heading("Goals"), listed(told)]


def _steps(plan: Plan, seen: Mapping[str, See], day: date) -> list[dict]:
    blocks = []
    for phase in PHASES:
        steps = [step for step in plan.steps if step.phase == phase]
        if steps:
            rows = [_row(step, seen.get(step.template_key), day) for step in steps]
            blocks += [heading(phase_words(phase, steps, day)), table(HEADER, rows, WIDTHS)]
    return blocks


def _row(step: Step, see: See | None, day: date) -> list[str]:
    told = seen_words(step, see, day).removeprefix("What we see: ") if see else ""
    return [mark(step, day), step.what, step.owner, due_words(step, day), told]


def _comments(plan: Plan, day: date) -> list[dict]:
    about = {step.step_id: f" on “{step.what}”" for step in plan.steps}
    said = [_said(c, about.get(c.step_id, "")) for c in plan.comments if c.stands_on(day)]
    return [heading("Comments"), listed(said)] if said else []


def _said(comment: Comment, about: str) -> str:
    return f"{comment.person}, {us_day(comment.recorded.date())}{about}: {comment.words}"
