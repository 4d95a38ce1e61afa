"""One gathering of the schools, and where each person of a school stands in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time

from sm_core.errors import SmError
from sm_core.plausible import us_day
from sm_core.trainings import session
from sm_core.trainings.session import YEARS_AHEAD, YEARS_BACK, wrong_called

CONVENING, MEETING, TRAINING = "convening", "meeting", "training"
KINDS = {
    CONVENING: "Monthly convening",
    MEETING: "District meeting",
    TRAINING: "Training of principals and coordinators",
}
USUAL = {CONVENING: (90, "Monthly convening"), MEETING: (60, ""), TRAINING: (120, "")}
"""Minutes and title with which planning one begins."""
PLANNED, HELD, CANCELED = session.PLANNED, session.HELD, session.CANCELED
INVITED, COMING, NOT_COMING, CAME, MISSED = "invited", "coming", "not coming", "came", "missed"


@dataclass(frozen=True)
class Gathering:
    """`agenda` has a line per point; `starts` is None where nobody said; `reason` says why it was
    canceled."""

    gathering_id: str
    kind: str = CONVENING
    title: str = ""
    day: date | None = None
    starts: time | None = None
    minutes: int = 90
    place: str = ""
    leader: str = ""
    agenda: str = ""
    state: str = PLANNED
    reason: str = ""
    made: datetime | None = None
    made_by: str = ""

    @property
    def points(self) -> list[str]:
        return [line for line in map(str.strip, self.agenda.splitlines()) if line]

    def known_on(self, day: date) -> bool:
        return self.made.date() <= day

    def by(self, day: date) -> Gathering:
        """As it stood at the end of the day, in the words of now: one held since was planned."""
        return replace(self, state=PLANNED) if self.state == HELD and self.day > day else self

    def ahead_on(self, day: date) -> bool:
        """Whether it was still to come on the day, which may be its own."""
        return self.state == PLANNED and self.day >= day


@dataclass(frozen=True)
class Mark:
    """Where one person of a school stands in a gathering. `member_id` is that of the school's team,
    "" for somebody else, who goes by the `name`; without either, nobody of the school comes."""

    school_id: str
    member_id: str = ""
    name: str = ""
    role: str = ""
    state: str = INVITED

    @property
    def key(self) -> str:
        """Names the person within a gathering."""
        return f"{self.school_id}|{self.member_id or self.name}"


Marks = dict[str, Mark]
"""By the key of each."""


def require_sound(gathering: Gathering, today: date) -> None:
    """Raise `SmError`, a sentence for each thing wrong with what was typed of a gathering."""
    wrong = [*_wrong_day(gathering.day, today), *_wrong(gathering)]
    if wrong:
        raise SmError(*wrong)


def _wrong_day(day: date | None, today: date) -> Iterator[str]:
    if day is None:
        yield "A meeting needs a day: choose one."
    elif not today.year - YEARS_BACK <= day.year <= today.year + YEARS_AHEAD:
        yield f"The meeting is dated {us_day(day)}; check the year."


def _wrong(gathering: Gathering) -> Iterator[str]:
    if gathering.kind not in KINDS:
        yield f'"{gathering.kind}" is not a kind of meeting; choose {", ".join(KINDS)}.'
    yield from wrong_called(gathering, "meeting", KINDS[CONVENING])
