"""Plans as tables: one with its steps, or all side by side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from sm_core.plans.plan import PHASES, STATES, TO_DO, Plan, Step
from sm_core.schools import School

if TYPE_CHECKING:
    import pandas as pd

STEPS = ("Phase", "Step", "Owner", "Due", "State", "Ended", "Why", "What we see")
SCHOOLS = ("School", "Overdue", "Done", "Steps", "First overdue", "Next", "Next due", "Goals",
           "Last comment")  # fmt: skip


def steps_table(plan: Plan, seen: Mapping[str, str], day: date) -> pd.DataFrame:
    """One row per step, in their order, as it stands on the day; `seen` are sentences by step of
    the template."""
    import pandas as pd

    rows = [
        (PHASES[step.phase], step.what, step.owner or None, step.due, _state(step, day),
         None if step.open_on(day) else step.ended, step.words or None,
         seen.get(step.template_key))
        for step in plan.steps
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=list(STEPS))


def _state(step: Step, day: date) -> str:
    if step.open_on(day):
        late = " (overdue)" if step.overdue_on(day) else ""
        # Ended since: how far it was on the day is not kept.
        state = step.state if step.ended is None else TO_DO
        return f"{STATES[state]}{late}"
    return STATES[step.state]


def overdue_first(
    schools: Sequence[School], plans: Mapping[str, Plan], day: date
) -> list[School]:  # fmt: skip
    """Those with most overdue steps first, the longest overdue before others; then those without a
    plan, then all else by name."""

    def order(school: School) -> tuple:
        plan = plans.get(school.school_id)
        late = _overdue(plan, day)
        first = min((step.due for step in late), default=date.max)
        return -len(late), first, plan is not None, school.name, school.school_id

    return sorted(schools, key=order)


def plans_table(
    schools: Sequence[School], plans: Mapping[str, Plan], day: date
) -> pd.DataFrame:  # fmt: skip
    """One row per school, in the order given; one without a plan has nothing but its name."""
    import pandas as pd

    rows = [_row(school, plans.get(school.school_id), day) for school in schools]
    frame = pd.DataFrame(rows, columns=list(SCHOOLS))
    return frame.astype({"Overdue": "Int64", "Done": "Int64", "Steps": "Int64", "Goals": "Int64"})


def _row(school: School, plan: Plan | None, day: date) -> tuple:
    if plan is None:
        return (school.name, None, None, None, None, "No plan yet", None, None, None)
    found, late = plan.counted_on(day), _overdue(plan, day)
    ahead = [s for s in plan.steps if s.open_on(day) and not s.overdue_on(day)]
    next_one = min(ahead, key=lambda s: (s.due or date.max, s.place), default=None)
    said = [comment for comment in plan.comments if comment.stands_on(day)]
    return (
        school.name, found.overdue, found.done, found.total,
        min((s.due for s in late), default=None),
        next_one.what if next_one else None, next_one.due if next_one else None,
        len(plan.targets), f"{said[-1].person}: {said[-1].words}" if said else None,
    )  # fmt: skip


def _overdue(plan: Plan | None, day: date) -> list[Step]:
    return [step for step in plan.steps if step.overdue_on(day)] if plan else []
