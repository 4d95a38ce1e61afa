"""Adds steps to a plan, changes them, moves them, and says how far each is."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import date

from sm_core.errors import SmError
from sm_core.plans.begin import (
    due_within,
    record_of_step,
    require_within,
    write_from_template,
    write_steps,
)
from sm_core.plans.find import read_plans
from sm_core.plans.plan import DROPPED, ENDED, PHASES, STATES, Plan, Step
from sm_core.plans.template import TemplateStep, read_template
from sm_core.saving import Save, Writing, merged, new_id, save_once
from sm_core.store import PLANS, Store

WORDS = {"what": "what is to be done", "owner": "who does it", "due": "the day"}
LONGEST = 300


def add_step(store: Store, save: Save, step: Step) -> None:
    """Put a step of the school's own at the end of its phase; its id and place are made here.

    Raises `SmError` for a school without a plan, a step without what, a day in another school year
    or words too long, `NotAllowed` for a school that is not the person's.
    """

    def act(writing: Writing) -> None:
        plan = own_plan(writing, (step.school_id, step.school_year))
        place = max((s.place for s in plan.steps), default=0) + 1
        new = replace(step, step_id=new_id(), place=place, what=step.what.strip(),
                      owner=step.owner.strip())  # fmt: skip
        _require_sound(new)
        write_steps(writing, [new])

    save_once(store, save, act, PLANS)


def change_step(
    store: Store, save: Save, opened: Step, what: str, owner: str, due: date | None
) -> None:
    """Say otherwise what a step is, who does it or by when (None: no day is set); `opened` is the
    step as the form was opened with. Raises as `add_step`, and `ChangedMeanwhile` where somebody
    else changed the same since."""
    wanted = replace(opened, what=what.strip(), owner=owner.strip(), due=due)

    def act(writing: Writing) -> None:
        now = _now(writing, opened)
        versions = tuple({n: getattr(s, n) for n in WORDS} for s in (opened, wanted, now))
        after = replace(now, **merged(writing, record_of_step(now), versions, WORDS))
        _require_sound(after, now)
        _put(writing, now, after, tuple(WORDS))

    save_once(store, save, act, PLANS)


def set_state(store: Store, save: Save, opened: Step, state: str, words: str = "") -> None:
    """Say how far a step is; one that is not needed needs `words` that say why. Where it stands so
    already, nothing happens. Raises `SmError` where somebody else put it otherwise since it was
    `opened`, and else as `add_step`."""
    assert state in STATES, state

    def act(writing: Writing) -> None:
        now = _now(writing, opened)
        if now.state == state:
            return
        if now.state != opened.state:
            raise SmError(
                f"Somebody else put “{now.what}” to “{STATES[now.state].lower()}” meanwhile; look "
                "at it again, and press once more if you still want to change it."
            )
        if state == DROPPED and not words.strip():
            raise SmError(f"Say why “{now.what}” is not needed.")
        ended = save.today if state in ENDED else None
        after = replace(now, state=state, ended=ended, words=words.strip())
        _require_sound(after, now)
        _put(writing, now, after, ("state", "words"))

    save_once(store, save, act, PLANS)


def move_step(store: Store, save: Save, opened: Step, by: int) -> bool | None:
    """Change places with the step before (`by` -1) or after (1) it of those of its phase that are
    still open, or over, as it is itself; whether there was one, None for a press saved before.
    Raises as `add_step`."""
    assert by in (-1, 1), by

    def act(writing: Writing) -> bool:
        now = _now(writing, opened)
        plan = own_plan(writing, (now.school_id, now.school_year))
        beside = [step for step in plan.steps if _beside(step, now)]
        at = beside.index(now) + by
        if not 0 <= at < len(beside):
            return False
        other = beside[at]
        _place(writing, other, now.place)
        _place(writing, now, other.place)
        return True

    return save_once(store, save, act, PLANS)


def _beside(step: Step, other: Step) -> bool:
    return step.phase == other.phase and (step.state in ENDED) == (other.state in ENDED)


def days_from_template(store: Store, save: Save, where: tuple[str, str]) -> int:
    """Give the open steps without a day the one that the template has for them; how many got one.
    Raises `SmError` where the template has a day for none of them."""

    def act(writing: Writing) -> int:
        plan = own_plan(writing, where)
        found = undated_of_template(plan, read_template(writing.cursor))
        dated = [(step, replace(step, due=due)) for step, due in found]
        if not dated:
            raise SmError(
                "The template has no day for a step that lacks one; set the days by hand, under "
                "“Change…” beside each step."
            )
        for before, after in dated:
            _put(writing, before, after, ("due",))
        return len(dated)

    return save_once(store, save, act, PLANS) or 0


def undated_of_template(
    plan: Plan, template: tuple[TemplateStep, ...]
) -> list[tuple[Step, date]]:  # fmt: skip
    """The open steps without a day for which the template has one, with it."""
    days = {step.key: due_within(step, plan) for step in template}
    return [
        (step, due) for step in plan.steps
        if step.due is None and step.state not in ENDED and (due := days.get(step.template_key))
    ]  # fmt: skip


def lacking(plan: Plan, template: tuple[TemplateStep, ...]) -> list[TemplateStep]:
    """The steps of the template that the plan never had."""
    own = {step.template_key for step in plan.steps}
    return [step for step in template if step.key not in own]


def add_lacking(store: Store, save: Save, where: tuple[str, str], keys: Collection[str]) -> None:
    """Add those of the steps of the template that the plan lacks; others change nothing."""

    def act(writing: Writing) -> None:
        plan = own_plan(writing, where)
        missing = lacking(plan, read_template(writing.cursor))
        write_from_template(writing, plan, tuple(s for s in missing if s.key in keys))

    save_once(store, save, act, PLANS)


def own_plan(writing: Writing, where: tuple[str, str]) -> Plan:
    """The plan of a school and school year, which the person may change; raises `NotAllowed` where
    they may not, `SmError` where none was begun."""
    school, year = where
    writing.actor.require_team(school)
    found = read_plans(writing.cursor, [school], year).get(school)
    if found is None:
        raise SmError(f"There is no plan for {year} at this school yet; begin one first.")
    return found


def _now(writing: Writing, opened: Step) -> Step:
    plan = own_plan(writing, (opened.school_id, opened.school_year))
    now = next((step for step in plan.steps if step.step_id == opened.step_id), None)
    if now is None:
        raise SmError("There is no step with this id in the plan; reload the page.")
    return now


def _require_sound(step: Step, before: Step | None = None) -> None:
    """`before` may keep a day that is none of this school year."""
    assert step.phase in PHASES, step.phase
    if not step.what:
        raise SmError("Say what is to be done.")
    for what, text in (("The step", step.what), ("The owner", step.owner),
                       ("The reason", step.words)):  # fmt: skip
        if len(text) > LONGEST:
            raise SmError(f"{what} is too long; keep it under {LONGEST} letters.")
    if step.due and (before is None or step.due != before.due):
        require_within(step.due, step.school_year, "The step cannot be due")


def _put(writing: Writing, before: Step, after: Step, names: tuple[str, ...]) -> None:
    versions = ({name: getattr(step, name) for name in names} for step in (before, after))
    if writing.changed(record_of_step(after), *versions):
        writing.cursor.execute(
            "UPDATE program.plan_steps SET what = $what, owner = $owner, due = $due, "
            "state = $state, ended = $ended, words = $words WHERE step_id = $step_id",
            {name: getattr(after, name)
             for name in ("what", "owner", "due", "state", "ended", "words", "step_id")},
        )  # fmt: skip


def _place(writing: Writing, step: Step, place: int) -> None:
    writing.changed(record_of_step(step), {"place": step.place}, {"place": place})
    writing.cursor.execute(
        "UPDATE program.plan_steps SET place = $place WHERE step_id = $step_id",
        {"place": place, "step_id": step.step_id},
    )
