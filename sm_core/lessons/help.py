"""What a school asks the other schools and the district for help with, and what they answered."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime

from sm_core.program_settings import DISTRICT

OPEN, SETTLED, WITHDRAWN = "open", "settled", "withdrawn"


@dataclass(frozen=True)
class Answer:
    """What a `person` of a school, or (`DISTRICT`) of the district, answered."""

    answer_id: str
    help_id: str
    school_id: str
    words: str
    person: str
    recorded: datetime
    taken_back: datetime | None = None

    @property
    def of_district(self) -> bool:
        return self.school_id == DISTRICT

    def stands_on(self, day: date) -> bool:
        """Whether it was known at the end of the day."""
        taken = self.taken_back and self.taken_back.date() <= day
        return self.recorded.date() <= day and not taken


@dataclass(frozen=True)
class Help:
    """What a school asked for. `ended` is the day on which it was settled or withdrawn, `outcome`
    what helped; `answers` go from the first to the last."""

    help_id: str
    school_id: str
    topic: str
    words: str
    person: str
    asked: datetime
    state: str = OPEN
    ended: date | None = None
    outcome: str = ""
    answers: tuple[Answer, ...] = ()

    @property
    def is_open(self) -> bool:
        return self.state == OPEN

    @property
    def by_others(self) -> tuple[Answer, ...]:
        """What the school itself adds is no answer."""
        return tuple(a for a in self.answers if a.school_id != self.school_id)

    @property
    def unanswered(self) -> bool:
        return self.is_open and not self.by_others

    def days(self, day: date) -> int:
        """How many days ago it was asked."""
        return (day - self.asked.date()).days

    def by(self, day: date) -> Help:
        """As it stood at the end of the day; its words are those of now."""
        found = replace(self, answers=tuple(a for a in self.answers if a.stands_on(day)))
        if self.ended and self.ended > day:
            return replace(found, state=OPEN, ended=None, outcome="")
        return found
