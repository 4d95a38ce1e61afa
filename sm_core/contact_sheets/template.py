"""Empty sheets of contacts to fill in, in both shapes."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from sm_core.contact_sheets.columns import LONG, WIDE
from sm_core.contacts.weeks import monday_of
from sm_core.roster.template import empty_sheets

if TYPE_CHECKING:
    import pandas as pd

NAMES = {LONG: "A row for each contact", WIDE: "A row for each student"}
_PEOPLE = {
    "Student ID": "as the school system writes it; or fill in Student",
    "Student": "First Last, or Last, First",
    "Grade": "tells two students of one name apart; may stay blank",
    "Mentor": "the name, e-mail or Mentor ID; blank means the mentor matched with the student",
}
_LONG = _PEOPLE | {
    "Date": "the day of the contact, like 2026-01-26",
    "Kind": "saw, talked (by phone or message) or looked for; blank is saw",
    "Note": "what the next person should know; may stay blank",
}
_DAY = (
    "x for saw, p for talked by phone or message, a for looked for in vain; blank for no contact. "
    "So for every day; change the dates for another week"
)


def template(layout: str, day: date) -> dict[str, pd.DataFrame]:
    """By sheet: the empty table of a layout, for the week of `day`, and what goes into it."""
    if layout == LONG:
        return empty_sheets(NAMES[LONG], [*_LONG], _LONG)
    days = [f"{one:%a} {one}" for one in (monday_of(day) + timedelta(n) for n in range(5))]
    return empty_sheets(NAMES[WIDE], [*_PEOPLE, *days, "Note"], _PEOPLE | {days[0]: _DAY})
