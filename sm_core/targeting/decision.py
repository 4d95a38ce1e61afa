"""What can be decided about a student on the list, and what a decision must say."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from sm_core.errors import SmError
from sm_core.plausible import us_day
from sm_core.school_year import first_day, last_day

CHOOSE, DEFER, DECLINE, END, REOPEN = "choose", "defer", "decline", "end", "reopen"
STATES = {
    CHOOSE: "chosen", DEFER: "deferred", DECLINE: "declined", END: "ended", REOPEN: "proposed",
}  # fmt: skip
USUAL_REASONS = {
    DEFER: (
        "Family asked to wait", "Waiting for the school counselor", "Attendance is improving",
        "Known absence that ends (illness, travel)", "No suitable mentor yet",
    ),
    DECLINE: (
        "Already has other support", "Family said no", "Absences have a known medical reason",
        "Records are being corrected", "Is moving to another school",
    ),
    END: (
        "Left this school", "Attendance is back on track", "Family asked to end",
        "Gets other support now", "Chosen by mistake",
    ),
}  # fmt: skip
LONGEST_REASON = 500


@dataclass(frozen=True)
class Picked:
    """A student picked on the list of a school; `shown` is what the page showed (`shown_as`), and
    does not make it another pick."""

    student_id: str
    school_id: str
    shown: str = field(default="open", compare=False)


@dataclass(frozen=True)
class Decision:
    """What is decided: `act` of `STATES`; `until` is the day on which a deferred student is back on
    the list, `day` the one on which a chosen student leaves it."""

    act: str
    reason: str = ""
    until: date | None = None
    day: date | None = None


@dataclass(frozen=True)
class Decided:
    """How many decisions were saved, and a sentence for each that stood already."""

    saved: int
    already: tuple[str, ...] = ()


def shown_as(state: str | None, until: date | None = None) -> str:
    """A state as `Picked.shown` names it: two people who see the same name may both decide."""
    if state in (None, "proposed"):
        return "open"
    return f"{state} until {until}" if until else state


def require_sound(decision: Decision, school_year: str, today: date) -> None:
    """Raise `SmError` for what is wrong whoever the decision is about."""
    assert decision.act in STATES, decision.act
    if decision.act in USUAL_REASONS and not decision.reason.strip():
        raise SmError("Say why: choose a usual reason or write your own.")
    if len(decision.reason) > LONGEST_REASON:
        raise SmError(f"The reason is too long; keep it under {LONGEST_REASON} letters.")
    if decision.act == DEFER:
        _require_until(decision.until, last_day(school_year), today)
    if decision.act == END:
        _require_end(decision.day, first_day(school_year), today)


def _require_until(until: date | None, year_ends: date, today: date) -> None:
    if until is None:
        raise SmError("Say until when: on that day the student is back on the list.")
    if until <= today:
        raise SmError(f"{us_day(until)} is not after today; choose a later day.")
    if until > year_ends:
        raise SmError(
            f"{us_day(until)} is after the school year, which ends on {us_day(year_ends)}; choose "
            "a day before that, or decline."
        )


def _require_end(day: date | None, year_begins: date, today: date) -> None:
    if day is None:
        raise SmError("Say on which day the student leaves the list.")
    if day > today:
        raise SmError(f"{us_day(day)} has not come yet; end it on that day.")
    if day < year_begins:
        raise SmError(
            f"{us_day(day)} is before the school year, which began on {us_day(year_begins)}; check "
            "the year."
        )
