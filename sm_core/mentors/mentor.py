"""One mentor, and where they stand between "may be somebody" and "sees students".

The stage is never typed: it follows from what was done on which day, so it cannot disagree with
it. Standards: Elements of Effective Practice for Mentoring (screening, training).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from sm_core.plausible import us_day
from sm_core.traits import NOTHING, Traits

KINDS = {
    "staff": "Staff",
    "external": "From outside (AmeriCorps, partner)",
    "peer": "Older student",
}
USUAL = {"staff": "3 to 5", "external": "10 to 15", "peer": "1"}
CAPACITY = {"staff": 4, "external": 12, "peer": 1}
"""Students at once where nobody says otherwise; `USUAL` is the span that is usual."""
MOST_STUDENTS = 40

STEPS = {
    "application": "Application",
    "interview": "Interview",
    "references": "References",
    "criminal_check": "Criminal background check",
    "registry_check": "Sex-offender and child-abuse registries",
}
EXPIRING = ("criminal_check", "registry_check")
"""Steps that hold for a time; the others hold for good."""
PLURAL = ("references", "registry_check")
REQUIRED = {
    "staff": ("application", "interview", "criminal_check", "registry_check"),
    "external": tuple(STEPS),
    "peer": ("application", "interview", "references"),
}
"""Steps that must be passed. The employer has the references of staff; a peer is a student."""

STAGES = {
    "prospect": "Prospect",
    "applied": "Applied",
    "screened": "Screened",
    "trained": "Trained",
    "active": "Active",
    "paused": "Paused",
    "closed": "Closed",
}
AWAY = {"paused": "is paused", "closed": "has left the program"}
"""The stages in which nobody meets students, after the name."""
ORIENTATION = "orientation"


@dataclass(frozen=True)
class Screening:
    """One step of the screening: the day it was done and whether it was passed; `expires` is the
    last day on which it holds, None for one that holds for good."""

    done: date
    expires: date | None = None
    passed: bool = True
    note: str = ""

    def holds(self, day: date) -> bool:
        return self.passed and self.done <= day and (self.expires is None or day <= self.expires)


@dataclass(frozen=True)
class Training:
    """A training this mentor came to. An orientation counts once the confidentiality agreement is
    signed and the duty to report was covered."""

    kind: str
    day: date
    training_id: str = ""
    confidentiality: bool = False
    duty_to_report: bool = False


@dataclass(frozen=True)
class Mentor:
    """A mentor as known on a day. `schools` are ids; `started`, `paused` and `closed` are days;
    `students` are the ids of those matched now; `places` is the capacity."""

    mentor_id: str
    first_name: str = ""
    last_name: str = ""
    kind: str = "staff"
    position: str = ""
    organization: str = ""
    email: str = ""
    phone: str = ""
    schools: tuple[str, ...] = ()
    capacity: int = CAPACITY["staff"]
    note: str = ""
    brings: Traits = NOTHING
    started: date | None = None
    paused: date | None = None
    closed: date | None = None
    state_reason: str = ""
    merged_into: str = ""
    added: date | None = None
    screening: dict[str, Screening] = field(default_factory=dict, hash=False)
    trainings: tuple[Training, ...] = ()
    students: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip()

    def missing_steps(self, day: date) -> list[str]:
        """The steps of the screening that do not hold on `day`, in their order."""
        return [
            step for step in REQUIRED[self.kind]
            if step not in self.screening or not self.screening[step].holds(day)
        ]  # fmt: skip

    def oriented(self, day: date) -> bool:
        """Whether an orientation was attended by `day`, with agreement and duty to report, in one
        or over several sessions."""
        came = [t for t in self.trainings if t.kind == ORIENTATION and t.day <= day]
        return any(t.confidentiality for t in came) and any(t.duty_to_report for t in came)

    def stage(self, day: date) -> str:
        """A name of `STAGES`. Who began to mentor stays active whatever is missing: that is told
        by `cannot_be_matched`."""
        for stage, since in (("closed", self.closed), ("paused", self.paused),
                             ("active", self.started)):  # fmt: skip
            if since and since <= day:
                return stage
        if not self.missing_steps(day):
            return "trained" if self.oriented(day) else "screened"
        return "applied" if self._applied(day) else "prospect"

    def _applied(self, day: date) -> bool:
        return any(step.done <= day for step in self.screening.values())

    @property
    def places_left(self) -> int:
        """Places without a student, whether or not the mentor can be matched."""
        return max(self.capacity - len(self.students), 0)

    def free(self, day: date) -> int:
        """Places that a student could be matched to now."""
        return 0 if self.cannot_be_matched(day) else self.places_left

    def expiring(self, by: date) -> list[tuple[str, date]]:
        """The required steps that were passed and hold no longer than `by`, expired ones too, each
        with its last day; the earliest first."""
        ends = [
            (step, done.expires)
            for step, done in self.screening.items()
            if step in REQUIRED[self.kind] and done.passed and done.expires and done.expires <= by
        ]
        return sorted(ends, key=lambda end: (end[1], end[0]))

    def cannot_be_matched(self, day: date) -> list[str]:
        """Every reason, in words, why this mentor may get no new student on `day`; [] for none.
        A full mentor can be matched in principle, and has no free place."""
        state = AWAY.get(self.stage(day))
        missing = self.missing_steps(day)
        reasons = [state] if state else []
        reasons += [gap_of(step, self.screening.get(step), day) for step in missing]
        reasons += self._training_gaps(day)
        if not reasons and self.stage(day) != "active":
            reasons.append("has not started yet")
        return reasons

    def _training_gaps(self, day: date) -> list[str]:
        came = [t for t in self.trainings if t.kind == ORIENTATION and t.day <= day]
        if not came:
            return ["no orientation yet"]
        gaps = {
            "confidentiality agreement not signed": any(t.confidentiality for t in came),
            "duty to report not covered": any(t.duty_to_report for t in came),
        }
        return [words for words, met in gaps.items() if not met]


def gap_of(step: str, screening: Screening | None, day: date) -> str:
    """Why a step does not hold on `day`, inside a sentence."""
    words = step_words(step)
    if screening is None:
        return f"no {words} yet" if step not in PLURAL else f"{words} not checked yet"
    if screening.done > day:
        return f"{words} only done on {us_day(screening.done)}"
    if not screening.passed:
        return f"{words} not passed"
    return f"{words} expired on {us_day(screening.expires)}"


def step_words(step: str) -> str:
    """A step as it stands inside a sentence."""
    return STEPS[step][0].lower() + STEPS[step][1:]
