"""The requests as a list: with names, what is overdue, those first that cannot wait."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from sm_core.actor import Actor
from sm_core.bringing.find import labels
from sm_core.plausible import us_day
from sm_core.queries import run
from sm_core.store import Store
from sm_core.support.request import (
    RESOLVED,
    SAFETY,
    STATES,
    TOPICS,
    Request,
    Step,
    read_requests,
    read_steps,
)

if TYPE_CHECKING:
    import pandas as pd

SAFETY_LINE = "Tell the principal and follow the duty to report now; do not wait for this software."
"""What everybody reads who is about to type, or reads, a worry about a student's safety."""


@dataclass(frozen=True)
class Listed:
    """A request with the names of its mentor and its student ("" for none), and its steps."""

    request: Request
    mentor: str
    student: str
    steps: tuple[Step, ...] = ()

    @property
    def is_open(self) -> bool:
        return self.request.state != RESOLVED

    @property
    def cannot_wait(self) -> bool:
        return self.is_open and self.request.topic == SAFETY

    @property
    def new_word(self) -> bool:
        """Whether the last word is the mentor's, after others spoke or they spoke again."""
        return self.is_open and bool(self.steps) and self.steps[-1].person == self.mentor

    @property
    def answer(self) -> Step | None:
        """The last step of what the mentor asked, where it is another person's."""
        asked = self.request.opened_by == self.mentor
        last = self.steps[-1] if asked and self.steps else None
        return last if last and last.person != self.mentor else None

    def overdue(self, day: date) -> bool:
        return self.is_open and self.request.due is not None and self.request.due < day


def requests_listed(store: Store, actor: Actor, as_of: date, day: date) -> list[Listed]:
    """The requests that the actor may see and that were opened by the day: worries about safety
    first, then those that are open with a new word of the mentor, the other open ones and the
    resolved ones, in each the newest first. They stand as they do now, whatever the day."""
    with store.reading() as cursor:
        found = [r for r in read_requests(cursor, actor) if r.opened and r.opened.date() <= day]
        ids = sorted({r.mentor_id for r in found})
        mentors = {"": ""} | dict(run(cursor, "mentors_named", ids=ids).fetchall())
        students = labels(cursor, actor, as_of, {r.student_id for r in found} - {""})
        steps = read_steps(cursor, [r.request_id for r in found])
    rows = [Listed(r, mentors.get(r.mentor_id, "a mentor"), students.get(r.student_id, ""),
                   tuple(steps[r.request_id])) for r in found]  # fmt: skip
    return sorted(rows, key=lambda row: (not row.cannot_wait, not row.is_open, not row.new_word))


def requests_table(rows: Sequence[Listed], names: dict[str, str], day: date) -> pd.DataFrame:
    """One row per request, in the same order, under the headings people read; `names` are those of
    the schools by id."""
    import pandas as pd

    return pd.DataFrame([
        {"What": what_words(row),
         "Mentor": row.mentor, "Student": row.student,
         "School": names.get(row.request.school_id, row.request.school_id),
         "Opened": row.request.opened.date(), "State": STATES[row.request.state],
         "Owner": row.request.owner, "Due": due_words(row, day)}
        for row in rows
    ])  # fmt: skip


def what_words(row: Listed) -> str:
    """Like "⚠ New word: I worry about the student's safety"."""
    first = ("⚠ " if row.cannot_wait else "") + ("New word: " if row.new_word else "")
    return first + TOPICS[row.request.topic]


def due_words(row: Listed, day: date) -> str:
    if row.request.due is None:
        return ""
    return ("⚠ Overdue, " if row.overdue(day) else "") + us_day(row.request.due)


def step_words(step: Step, before: Request | Step | None) -> str:
    """One line of the history of a request: who, when, what was said, and what it changed against
    the step `before`; None for the first one."""
    moved = []
    if before is None or step.state != before.state:
        moved.append(STATES[step.state])
    if step.owner and (before is None or step.owner != before.owner):
        moved.append(f"taken care of by {step.owner}")
    if step.due and (before is None or step.due != before.due):
        moved.append(f"due {us_day(step.due)}")
    said = " · ".join(filter(None, (step.words, ", ".join(moved))))
    return f"{moment_words(step.happened)}, {step.person}: {said}"


def told(request: Request, steps: Iterable[Step]) -> list[str]:
    """The whole history as lines, the opening first."""
    opened = f"{moment_words(request.opened)}, {request.opened_by}: {request.words}"
    lines, before = [opened], None
    for step in steps:
        lines.append(step_words(step, before))
        before = step
    return lines


def moment_words(when: datetime) -> str:
    """Like Jan 30, 2026 10:12."""
    return f"{us_day(when.date())} {when:%H:%M}"
