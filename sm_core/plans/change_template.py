"""Changes the district's template; plans that were begun before stay as they are."""

from __future__ import annotations

from dataclasses import asdict, replace

from sm_core.errors import SmError
from sm_core.history import last_change
from sm_core.plans.plan import PHASES
from sm_core.plans.save import LONGEST
from sm_core.plans.template import USUAL, TemplateStep, read_template
from sm_core.saving import ChangedMeanwhile, Record, Save, Writing, new_id, save_once
from sm_core.store import PLANS, Store

Template = tuple[TemplateStep, ...]
MOST_WEEKS = 52
RECORD = Record("plan template", "district")


def template_of(store: Store) -> Template:
    """The template as it stands, in its order."""
    with store.reading() as cursor:
        return read_template(cursor)


def save_template(store: Store, save: Save, opened: Template, wanted: Template) -> None:
    """Put `wanted` in place of the template, which was `opened` as it stood.

    Raises `SmError` for a template without steps, a step without words or with too many, or weeks
    outside of 0 to 52; `ChangedMeanwhile` where somebody else changed it since; `NotAllowed` for
    everybody but a captain.
    """
    save.actor.require_program("")
    _require_sound(wanted)

    def act(writing: Writing) -> None:
        now = read_template(writing.cursor)
        if now != opened and now != wanted:
            person, when = last_change(writing.cursor, RECORD.kind, RECORD.record_id, "steps")
            raise ChangedMeanwhile(
                f"{person} changed the template on {when:%b} {when.day} at {when:%H:%M}, while you "
                "had it open. It is shown as it is now; make your change once more."
            )
        if writing.changed(RECORD, {"steps": _told(now)}, {"steps": _told(wanted)}):
            writing.cursor.execute("DELETE FROM program.plan_template")
            rows = [_row(step, place) for place, step in enumerate(wanted, start=1)]
            writing.insert("plan_template", rows)

    save_once(store, save, act, PLANS)


def with_new(template: Template, step: TemplateStep) -> Template:
    """With one more at the end of its phase."""
    return in_phases((*template, replace(step, key=new_id(), what=step.what.strip())))


def with_changed(template: Template, step: TemplateStep) -> Template:
    """With the step in place of the one that has its key."""
    new = replace(step, what=step.what.strip())
    return in_phases(tuple(new if old.key == step.key else old for old in template))


def without(template: Template, key: str) -> Template:
    return tuple(step for step in template if step.key != key)


def moved(template: Template, key: str, by: int) -> Template:
    """With a step and the one before (`by` -1) or after (1) it in its phase changed about."""
    at = next(n for n, step in enumerate(template) if step.key == key)
    to = at + by
    if not 0 <= to < len(template) or template[to].phase != template[at].phase:
        return template
    found = list(template)
    found[at], found[to] = found[to], found[at]
    return tuple(found)


def in_phases(template: Template) -> Template:
    """The start-up before the implementation, else in their order."""
    order = list(PHASES)
    return tuple(sorted(template, key=lambda step: order.index(step.phase)))


def is_usual(template: Template) -> bool:
    return template == USUAL


def _require_sound(wanted: Template) -> None:
    if not wanted:
        raise SmError(
            "A template needs at least one step: add another before this one is removed, or go "
            "back to the usual steps."
        )
    for step in wanted:
        if not step.what:
            raise SmError("Say what the step is.")
        if len(step.what) > LONGEST:
            raise SmError(f"The step is too long; keep it under {LONGEST} letters.")
        if step.weeks is not None and not 0 <= step.weeks <= MOST_WEEKS:
            raise SmError(f"“{step.what}”: give weeks from 0 to {MOST_WEEKS}, or none.")


def _told(template: Template) -> tuple[str, ...]:
    """For the history: a step with its weeks."""
    return tuple(
        step.what if step.weeks is None else f"{step.what} (week {step.weeks})"
        for step in template
    )  # fmt: skip


def _row(step: TemplateStep, place: int) -> dict:
    row = asdict(step) | {"place": place, "template_key": step.key}
    del row["key"]
    return row
