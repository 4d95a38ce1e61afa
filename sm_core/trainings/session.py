"""One session of a training, and what stands about each mentor in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time
from typing import Protocol

from sm_core.availability import EARLIEST, LATEST
from sm_core.errors import SmError
from sm_core.mentors.mentor import ORIENTATION
from sm_core.plausible import us_day

MEETING = "monthly meeting"
KINDS = {
    ORIENTATION: "Orientation (2 to 3 hours)",
    MEETING: "Monthly mentor meeting",
    "first call home": "The first call home",
    "safeguarding": "Safeguarding refresher",
    "other": "Other",
}
"""The key is the word that the history uses: "monthly meeting on Jan 5, 2026"."""
USUAL = {
    ORIENTATION: (150, "Orientation for new mentors"), MEETING: (45, "Monthly mentor meeting"),
    "first call home": (60, "The first call home"),
    "safeguarding": (60, "Safeguarding refresher"), "other": (60, ""),
}  # fmt: skip
"""Minutes and title with which planning one begins."""

PLANNED, HELD, CANCELED = "planned", "held", "canceled"
INVITED, ATTENDED, MISSED = "invited", "attended", "missed"
SHORTEST, LONGEST = 5, 480
"""Minutes, both inclusive."""
YEARS_BACK, YEARS_AHEAD = 5, 2
LONGEST_TEXT, LONGEST_AGENDA = 200, 2000


class Called(Protocol):
    """What people are called to: a session of a training, or a gathering of the schools."""

    title: str
    day: date | None
    starts: time | None
    minutes: int
    place: str
    leader: str
    state: str
    agenda: str


@dataclass(frozen=True)
class Session:
    """A session at a school, or ("" for `school_id`) for the whole district. `starts` is None where
    nobody said; `reason` says why it was canceled."""

    training_id: str
    school_id: str = ""
    kind: str = ORIENTATION
    title: str = ""
    day: date | None = None
    starts: time | None = None
    minutes: int = 60
    place: str = ""
    leader: str = ""
    state: str = PLANNED
    note: str = ""
    reason: str = ""
    agenda: str = ""


@dataclass(frozen=True)
class Mark:
    """Where one mentor stands in one session. The agreement and the duty to report are parts of an
    orientation, and are only true of somebody who attended."""

    state: str
    confidentiality: bool = False
    duty_to_report: bool = False

    def __str__(self) -> str:
        words = [self.state]
        words += ["confidentiality agreement signed"] if self.confidentiality else []
        words += ["duty to report covered"] if self.duty_to_report else []
        return ", ".join(words)


def require_sound(session: Session, today: date) -> None:
    """Raise `SmError`, a sentence for each thing wrong with what was typed of a session."""
    wrong = [*_wrong_day(session.day, today), *_wrong(session)]
    if wrong:
        raise SmError(*wrong)


def _wrong_day(day: date | None, today: date) -> Iterator[str]:
    if day is None:
        yield "A session needs a day: choose one."
    elif day.year < today.year - YEARS_BACK:
        yield (
            f"The session is dated {us_day(day)}. That looks like a date of birth or a slip; give "
            "the day of the session."
        )
    elif day.year > today.year + YEARS_AHEAD:
        yield f"The session is dated {us_day(day)}; check the year."


def _wrong(session: Session) -> Iterator[str]:
    if session.kind not in KINDS:
        yield f'"{session.kind}" is not a kind of training; choose {", ".join(KINDS)}.'
    yield from wrong_called(session, "session", "Orientation for new mentors")


def wrong_called(called: Called, what: str, title: str) -> Iterator[str]:
    """A sentence for each thing wrong with what was typed of anything people are called to: `what`
    it is ("session"), and a `title` that would do."""
    if not called.title.strip():
        yield f"A {what} needs a title, such as “{title}”."
    if not SHORTEST <= called.minutes <= LONGEST:
        yield (
            f"A {what} of {called.minutes} minutes cannot be; give a number from {SHORTEST} to "
            f"{LONGEST}."
        )
    if called.starts and not EARLIEST <= called.starts <= LATEST:
        yield (
            f"A {what} that starts at {called.starts:%H:%M} cannot be; give a time from "
            f"{EARLIEST:%H:%M} to {LATEST:%H:%M}."
        )
    if len(called.agenda) > LONGEST_AGENDA:
        yield (
            f"The agenda has {len(called.agenda):,} letters; {LONGEST_AGENDA:,} is the most: "
            "shorten it."
        )
    for text in (called.title, called.place, called.leader):
        if len(text) > LONGEST_TEXT:
            yield f'"{text[:30]}…" is too long; keep it under {LONGEST_TEXT} letters.'


def require_over(called: Called, today: date) -> None:
    """Raise `SmError` where nobody can have come yet, or it was canceled."""
    if called.state == CANCELED:
        raise SmError(f"“{called.title}” is canceled; nobody came to it.")
    if called.day > today:
        raise SmError(
            f"“{called.title}” is planned for {us_day(called.day)}, which has not come yet; record "
            "who came on that day or later."
        )
