"""The district's template: the steps with which every new plan begins."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from sm_core.plans.plan import GOING, START

WEEK = timedelta(days=7)


@dataclass(frozen=True)
class TemplateStep:
    """A step that is due so many `weeks` after the start of a plan; None: no day is set."""

    key: str
    phase: str
    what: str
    weeks: int | None = None

    def due(self, started: date) -> date | None:
        return None if self.weeks is None else started + self.weeks * WEEK


USUAL = (
    TemplateStep("principal", START, "The principal commits to the program and tells the staff", 0),
    TemplateStep("coordinator", START, "A site coordinator is named, with hours a week", 1),
    TemplateStep("data", START, "The coordinator has access to the attendance data", 1),
    TemplateStep("students", START, "Priority students are chosen", 3),
    TemplateStep("recruiting", START, "It is settled where mentors are looked for, and by whom", 3),
    TemplateStep("screening", START, "Mentors are screened", 5),
    TemplateStep("training", START, "Mentors have had the orientation", 6),
    TemplateStep("notices", START, "Families are told", 6),
    TemplateStep("matching", START, "Students and mentors are matched", 8),
    TemplateStep("weekly", GOING, "The day of the weekly review is fixed", 8),
    TemplateStep("support", GOING, "The monthly meeting with mentors is planned", 10),
    TemplateStep("celebration", GOING, "It is planned how gains in attendance are celebrated", 16),
)
"""Until the district changes it (Attendance Works' start-up list; facts/domain.md section 6)."""


def read_template(cursor) -> tuple[TemplateStep, ...]:
    """The template as it stands, in its order."""
    rows = cursor.execute(
        "SELECT template_key, phase, what, weeks FROM program.plan_template ORDER BY place"
    ).fetchall()
    return tuple(TemplateStep(*row) for row in rows) or USUAL
