"""The mentors as they will be once a call is saved, and the writing of all that changes."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace

from sm_core.actor import local_captain
from sm_core.mentors.find import read_mentors
from sm_core.mentors.mentor import Mentor, Screening, Training
from sm_core.mentors.save import flat, write_changes, write_new
from sm_core.mentors.screen import write_steps, write_trainings
from sm_core.roster.who import Who
from sm_core.saving import Writing


class Pending:
    """All mentors of the district, because an id or e-mail may be that of somebody elsewhere; what
    the person may do with them is checked row by row. Nothing is written before `write`."""

    def __init__(self, writing: Writing) -> None:
        self.writing = writing
        self.today = writing.save.today
        mentors = read_mentors(writing.cursor, local_captain(), self.today)
        self.stored = {mentor.mentor_id: mentor for mentor in mentors}
        self.who = Who(writing.cursor, mentors)
        self.steps: dict[str, dict[str, Screening]] = defaultdict(dict)
        self.trainings: dict[str, dict[tuple, Training]] = defaultdict(dict)

    def put(self, mentor: Mentor) -> None:
        self.who.put(mentor)

    def is_new(self, mentor_id: str) -> bool:
        return mentor_id not in self.stored

    def differs(self, mentor_id: str) -> bool:
        """Whether anything of a stored mentor will be another than it is."""
        return bool(
            self.steps.get(mentor_id)
            or self.trainings.get(mentor_id)
            or flat(self.who.mentors[mentor_id]) != flat(self.stored[mentor_id])
        )

    def step(self, mentor: Mentor, step: str) -> Screening | None:
        """What is known of a step, with what this call says."""
        return self.steps[mentor.mentor_id].get(step) or mentor.screening.get(step)

    def write(self) -> None:
        wanted = self.who.mentors
        write_new(self.writing, [m for m in wanted.values() if self.is_new(m.mentor_id)])
        write_changes(self.writing, [(now, wanted[m]) for m, now in self.stored.items()])
        write_steps(self.writing, {self._as_stored(m): said for m, said in self.steps.items()})
        write_trainings(self.writing, [
            (self._as_stored(m), training)
            for m, said in self.trainings.items() for training in said.values()
        ])  # fmt: skip

    def _as_stored(self, mentor_id: str) -> Mentor:
        """The mentor under the name of this call, with the steps that the tables hold."""
        stored = self.stored.get(mentor_id)
        mentor = self.who.mentors[mentor_id]
        if stored is None:
            return mentor
        return replace(mentor, screening=stored.screening, trainings=stored.trainings)
