"""Days that people type for something that was done: none in the future, none a date of birth."""

from __future__ import annotations

from datetime import date

from sm_core.errors import SmError

LONGEST_AGO = 15
"""Years; what is told of an adult's screening or training does not reach back further."""
LONGEST_AHEAD = 10
LEAST_DIGITS = 3
"""Of a phone number: an extension of the school has three."""


def us_day(day: date) -> str:
    """Like Jan 30, 2026."""
    return f"{day:%b} {day.day}, {day.year}"


def require_done(day: date, what: str, today: date) -> None:
    """Raise `SmError` for a day after `today`, or so long ago that it is a slip, most often a date
    of birth. `what` begins the sentence: "The interview"."""
    if day > today:
        raise SmError(f"{what} is dated {us_day(day)}, which has not come yet; check the year.")
    if day.year < today.year - LONGEST_AGO:
        raise SmError(
            f"{what} is dated {us_day(day)}. That looks like a date of birth; give the day on "
            "which it was done."
        )


def require_expiry(expires: date, done: date, what: str) -> None:
    """Raise `SmError` for an expiry before the day it was done, or beyond ten years."""
    if expires < done:
        raise SmError(
            f"{what} would expire on {us_day(expires)}, before it was done on {us_day(done)}; "
            "check both dates."
        )
    if expires.year > done.year + LONGEST_AHEAD:
        raise SmError(f"{what} would hold until {us_day(expires)}; check the year.")


def is_phone(text: str) -> bool:
    """Whether somebody could be called by this: digits enough, however they are set apart."""
    return sum(c.isdigit() for c in text) >= LEAST_DIGITS
