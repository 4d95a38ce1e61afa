"""Empty sheets to fill in: the columns that are read, and on a second sheet what to write."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sm_core.availability import EXAMPLE
from sm_core.mentors.table import HEADERS, WHY_NOT
from sm_core.roster.columns import MENTORS, PROGRAM

if TYPE_CHECKING:
    import pandas as pd

_ADVICE = {
    MENTORS: {
        "First name": "needed, or the last name",
        "Kind": "staff, external (AmeriCorps, City Year, a partner) or peer (an older student)",
        "E-mail": "tells two people of one name apart, so that nobody comes in twice",
        "Schools": "ids or names, separated by ;",
        "Capacity": "students at once, 1 to 40; blank is 4 for staff, 12 from outside, 1 for peers",
        "Grades": "like 6-8, or K, 1",
        "Languages": "separated by ; as are interests and dislikes",
        "Availability": f"like {EXAMPLE}",
        "Application": "the day, like 2025-09-03; so for every step of the screening",
        "Criminal check expires": "the last day on which it holds",
        "Orientation": "the day of the training",
        "Confidentiality agreement": "yes once it is signed; so for the duty to report",
        "Started": "the day on which they began to see students",
        "Reason": "why somebody paused or left",
    },
    PROGRAM: {
        "Student ID": "as the school system writes it; or fill in Student",
        "Student": "First Last, or Last, First",
        "School": "tells two students of one name apart; may stay blank",
        "Mentor": "the name, e-mail or Mentor ID; who is not on the roster is added",
        "Permission": "yes, no, sent, or to send",
        "Permission date": "the day on which the family was asked or answered",
        "Start date": "the day on which they began to meet, like 2025-09-22",
        "End date": "blank while they meet",
        "Notes": "what the next person should know",
    },
}
_COLUMNS = {
    MENTORS: [header for header in HEADERS if header not in ("Mentor ID", WHY_NOT)],
    PROGRAM: [*_ADVICE[PROGRAM]],
}
NAMES = {MENTORS: "Mentors", PROGRAM: "Students and mentors"}
HOW = "How to fill it in"


def template(layout: str) -> dict[str, pd.DataFrame]:
    """By sheet: the empty table of a layout, and what goes into its columns."""
    return empty_sheets(NAMES[layout], _COLUMNS[layout], _ADVICE[layout])


def empty_sheets(name: str, columns: list[str], advice: dict[str, str]) -> dict[str, pd.DataFrame]:
    """An empty table called `name`, and what goes into its columns. No example row: it would come
    back as data."""
    import pandas as pd

    return {
        name: pd.DataFrame(columns=columns),
        HOW: pd.DataFrame(list(advice.items()), columns=["Column", "What to write"]),
    }
