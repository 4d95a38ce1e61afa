"""The record of a weekly review: who was there, what was listed, what was decided."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sm_core.review.settings import Thresholds

OPEN, CLOSED = "open", "closed"
DISCUSSED, DEFERRED, ACTION = "discussed", "deferred", "action"
DECISIONS = {DISCUSSED: "Discussed", DEFERRED: "Next week", ACTION: "Action"}
RULES = "rules"
"""Among the kept figures the thresholds by which the list was made."""


def review_id(school: str, monday: date) -> str:
    """The same for everybody: two people who begin the review of a week begin one."""
    return f"{school}|{monday.isoformat()}"


@dataclass(frozen=True)
class Decision:
    """What was decided about a student in the week of `monday`, who was listed for the reasons with
    these keys; `action_id` is that of the action given, "" for none."""

    decision_id: str
    school_id: str
    monday: date
    student_id: str
    kind: str
    reasons: tuple[str, ...] = ()
    note: str = ""
    action_id: str = ""
    recorded: datetime | None = None
    recorded_by: str = ""
    taken_back: datetime | None = None


@dataclass(frozen=True)
class KeptName:
    """A student as the list of that day had them: `reasons` are (key, words) of each, `facts` what
    the row said; of somebody who is no longer at the school there are no days among them."""

    student_id: str
    place: int
    name: str
    grade: str
    points: int
    reasons: tuple[tuple[str, str], ...]
    facts: dict

    @property
    def has_days(self) -> bool:
        return "days" in self.facts


@dataclass(frozen=True)
class Review:
    """The review of a school in the week of `monday`, as begun on `started`: its figures and names
    are those of `day`, with attendance as of `as_of`, until somebody takes newer ones. `given` are
    its actions as they stood when it was closed, in JSON (`sm_core.review.given`). The list has so
    many names `listed`; `names` are they, () where nobody asked for them. `unlisted` are those
    decided about who are not on it, as far as any list of the school knew them."""

    school_id: str
    monday: date
    state: str
    day: date
    as_of: date
    figures: dict
    present: tuple[str, ...] = ()
    notes: str = ""
    started: datetime | None = None
    started_by: str = ""
    closed: datetime | None = None
    closed_by: str = ""
    given: str = ""
    listed: int = 0
    names: tuple[KeptName, ...] = ()
    decisions: tuple[Decision, ...] = ()
    unlisted: tuple[KeptName, ...] = ()

    @property
    def review_id(self) -> str:
        return review_id(self.school_id, self.monday)

    @property
    def is_closed(self) -> bool:
        return self.state == CLOSED

    @property
    def decided(self) -> dict[str, Decision]:
        """By student the decision that was not taken back."""
        return {d.student_id: d for d in self.decisions if d.taken_back is None}

    @property
    def rules(self) -> Thresholds:
        """The thresholds by which its list was made."""
        return Thresholds.from_settings(self.figures.get(RULES, {}))

    def name_of(self, student_id: str) -> str:
        """What the review calls a student, who may have left its list since."""
        return self.called(student_id).name

    def called(self, student_id: str) -> KeptName:
        known = {name.student_id: name for name in (*self.unlisted, *self.names)}
        nameless = KeptName(student_id, 0, f"Student {student_id}", "", 0, (), {})
        return known.get(student_id, nameless)

    @property
    def undecided(self) -> list[KeptName]:
        """Who has to carry over to the next week: of the first names (as many as were `shown`) and
        of those carried over already whoever was left without a decision; and whoever was deferred
        to it, on the list or not."""
        kinds = {student: decision.kind for student, decision in self.decided.items()}
        shown = self.rules.shown
        left = [
            name for name in self.names
            if kinds.get(name.student_id) == DEFERRED
            or (name.student_id not in kinds
                and (name.place <= shown or any(k.startswith("carried") for k, _ in name.reasons)))
        ]  # fmt: skip
        return left + [self.called(student) for student in self.besides
                       if kinds[student] == DEFERRED]  # fmt: skip

    @property
    def besides(self) -> list[str]:
        """Those decided about who are not on its list."""
        listed = {name.student_id for name in self.names}
        return [student for student in self.decided if student not in listed]
