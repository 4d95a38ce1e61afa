"""What a principal goes through in choosing the site coordinator, once a school year.

What is recorded elsewhere is ticked by itself, and by nobody's hand.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sm_core.errors import SmError
from sm_core.plausible import require_done
from sm_core.queries import run
from sm_core.saving import Record, Save, Writing, merged, save_once
from sm_core.store import Store
from sm_core.team.overview import SchoolTeam, coordinates

COORDINATOR_LIST = "coordinator"
STEPS = {
    "background": "Looked first for somebody with a background in social work or mental health",
    "named": "A site coordinator is named",
    "hours": "Hours a week are set for the coordinator",
    "freed": "Other duties were taken away, so that these hours are free",
    "duties": "The eight duties were gone through together, with the job description",
    "data": "The coordinator has access to the attendance data",
    "review": "The coordinator is ready to lead the weekly data review",
    "confidentiality": "The rules on student records were gone through and agreed to",
    "on_team": "The coordinator sits on the attendance team",
    "meeting": "The attendance team has a meeting day",
    "substitute": "A substitute is named",
    "introduced": "Coordinator and substitute were introduced to the staff",
    "assisted": "It is settled who assists the coordinator",
}
HINTS = {
    "background": "Preferred, not required. In a small school the principal may be the "
    "coordinator.",
    "assisted": "An AmeriCorps member, for instance; nobody, where the hours do.",
}
FOLLOWS = ("named", "hours", "on_team", "meeting", "substitute")
"""Steps that nobody ticks, because they follow from what is recorded."""
ONCE = {
    "named": "somebody is named above",
    "hours": "the hours are given where the coordinator is named",
    "on_team": "the coordinator is added to the attendance team, under the same name",
    "meeting": "the meeting of the team is set above",
    "substitute": "somebody is named above",
}
"""What has to be recorded before such a step is done."""
WORDS = {"done": "the day", "note": "the note"}
LONGEST = 300


@dataclass(frozen=True)
class Checked:
    """A step that was done: on which day (None: it was not), who said so, and a note."""

    done: date | None
    person: str = ""
    note: str = ""


@dataclass(frozen=True)
class Step:
    """One step of the checklist. `checked` is who ticked it and when; `because` says from what it
    follows that it is done."""

    key: str
    checked: Checked | None = None
    because: str = ""

    @property
    def done(self) -> bool:
        return bool(self.checked or self.because)

    @property
    def follows(self) -> bool:
        return self.key in FOLLOWS

    @property
    def words(self) -> str:
        return STEPS[self.key]


def checklist_of(store: Store, team: SchoolTeam, school_year: str, day: date) -> list[Step]:
    """The steps of one school in a school year as they stood on `day`, in their order. The caller
    has made sure that the person may see the school."""
    with store.reading() as cursor:
        ticked = _ticked(cursor, team.school_id, school_year)
    because = _because(team)
    return [
        Step(key, _by(ticked.get(key), day), because.get(key, "")) for key in STEPS
    ]  # fmt: skip


def _by(checked: Checked | None, day: date) -> Checked | None:
    return checked if checked and checked.done <= day else None


def _because(team: SchoolTeam) -> dict[str, str]:
    one, other = team.named.coordinator, team.named.substitute
    return {
        "named": one.name if one else "",
        "hours": f"{one.name}, {coordinates(one)}" if one and one.hours else "",
        "on_team": one.name if one and team.coordinator_on_team else "",
        "meeting": str(team.meeting),
        "substitute": other.name if other else "",
    }


def record_step(
    store: Store, save: Save, where: tuple[str, str], step: str,
    opened: Checked | None, wanted: Checked | None,
) -> None:  # fmt: skip
    """Tick a step of the checklist, correct its day or note, or (None) take the tick back, which
    the history keeps; `where` is the school and the school year.

    `opened` is what the form was opened with. Raises `ChangedMeanwhile` where somebody else
    changed the same, `SmError` for a step that follows from what is recorded, `NotAllowed` for a
    school that is not the person's.
    """
    school, year = where
    save.actor.require_team(school)
    assert step in STEPS, step
    if step in FOLLOWS:
        raise SmError(f"“{STEPS[step]}” ticks itself once {ONCE[step]}.")
    if wanted:
        require_done(wanted.done, f"“{STEPS[step]}”", save.today)
        if len(wanted.note) > LONGEST:
            raise SmError(f"The note is too long; keep it under {LONGEST} letters.")

    def act(writing: Writing) -> None:
        now = _ticked(writing.cursor, school, year).get(step)
        record = Record(f"coordinator checklist {year}", f"{school}|{step}", school)
        versions = flat(opened), flat(wanted), flat(now)
        after = merged(writing, record, versions, WORDS)
        if writing.changed(record, flat(now), after):
            _put(writing, where, step, after)

    save_once(store, save, act)


def flat(checked: Checked | None) -> dict:
    """The fields of `WORDS`: what a form and the history hold."""
    return {"done": checked.done, "note": checked.note} if checked else {"done": None, "note": ""}


def _put(writing: Writing, where: tuple[str, str], step: str, after: dict) -> None:
    values = {"school_id": where[0], "school_year": where[1], "checklist": COORDINATOR_LIST,
              "step": step}  # fmt: skip
    which = " AND ".join(f"{name} = ${name}" for name in values)
    writing.cursor.execute(f"DELETE FROM program.checked_steps WHERE {which}", values)
    if after["done"]:
        writing.insert("checked_steps", [values | after | {"person": writing.actor.person}])


def _ticked(cursor, school: str, school_year: str) -> dict[str, Checked]:
    rows = run(cursor, "checked_steps_of", school=school, school_year=school_year,
               checklist=COORDINATOR_LIST).fetchall()  # fmt: skip
    return {step: Checked(*told) for step, *told in rows}


def checklist_words(steps: list[Step]) -> str:
    """Like "8 of 13 steps done"."""
    return f"{sum(step.done for step in steps)} of {len(steps)} steps done"
