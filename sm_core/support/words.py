"""The answer of the Support page in one line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date

from sm_core.plausible import us_day
from sm_core.student_words import short_day
from sm_core.support.check_in import ABOUT, FAMILY, MENTOR, STUDENT
from sm_core.support.due import STATES, Due
from sm_core.support.motion import InMotion
from sm_core.support.request_list import Listed
from sm_core.support.rhythm import AHEAD, DUE, LATER, OVERDUE
from sm_core.targeting.words import counted

NOBODY_MATCHED = (
    "No student is matched with a mentor yet, so nobody has to be asked how it goes. Matches are "
    "made on the Matching page."
)
NONE_DUE = {
    "": "No check-in is overdue or due within a week.",
    MENTOR: "No check-in with a mentor is overdue or due within a week.",
    STUDENT: "No check-in with a student is overdue or due within a week.",
    FAMILY: "No check-in with a family is overdue or due within a week.",
}


def headline(
    check_ins: Sequence[Due], requests: Sequence[Listed], motion: Sequence[InMotion], day: date
) -> str:
    """Like "3 check-ins are overdue, 5 due by Feb 5 · 2 requests open · 4 matches need a hand"."""
    states = Counter(due.state for due in check_ins)
    late, hand = states[OVERDUE], len(motion)
    by = short_day(day + AHEAD)
    overdue = f"{counted(late, 'check-in is', 'check-ins are')} overdue"
    still_open = sum(row.is_open for row in requests)
    return " · ".join((
        f"{overdue if late else 'No check-in is overdue'}, {states[DUE]:,} due by {by}",
        f"{counted(still_open, 'request', 'requests')} open",
        counted(hand, "match needs a hand", "matches need a hand"),
    ))  # fmt: skip


def due_words(due: Due) -> str:
    """A row of the list in a line: what a small screen cuts."""
    when = f", {us_day(due.due)}" if due.due else ""
    others = ", ".join(due.others)
    return (
        f"{ABOUT[due.about]}, {STATES[due.state].lower()}{when}: {due.why}. Matched with {others}."
    )


def to_do(check_ins: Sequence[Due]) -> list[Due]:
    """Those that are overdue or due within a week."""
    return [due for due in check_ins if due.state != LATER]


def unplanned_words(month: date, without: Sequence[str], schools: int) -> str:
    """What is missing of the monthly meetings of mentors; "" where every school has one."""
    if not without:
        return ""
    where = f" at {len(without):,} of {schools:,} schools" if len(without) < schools else ""
    return f"No mentor meeting is planned for {month:%B}{where}."
