"""How matches stand, in words for the pages of the student and of the mentor."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from sm_core.actor import Actor
from sm_core.contacts.weeks import WEEK, MatchWeek, monday_of
from sm_core.contacts.words import of_planned
from sm_core.families.ending import Meeting
from sm_core.student_words import full_day, short_day, week_day
from sm_core.support.check_in import FAMILY, HOW, RELATIONSHIP, STUDENT, CheckIn
from sm_core.support.due import AFTER_BREAK, Due, due_key
from sm_core.support.match_now import WEEKS, MatchNow
from sm_core.support.rhythm import OVERDUE
from sm_core.support.told import Said

if TYPE_CHECKING:
    import pandas as pd

NEVER = "not seen yet"


def seen_words(row: MatchNow) -> str:
    """ "Seen 4 times this week so far, 2 planned; last seen Wed Jan 28 by David Okafor"."""
    week = row.weeks[-1]
    asked = week.expected(row.standard) if week else 0
    seen = week.seen if week else 0
    words = {0: "Not seen", 1: "Seen once"}.get(seen, f"Seen {seen} times") + " this week so far"
    if asked:
        words += f", {asked} planned"
    if row.last is None:
        return f"{words}; {NEVER} by anybody"
    return f"{words}; last seen {week_day(row.last.day)} by {row.last.person}"


def next_words(who: str, check_in: Due) -> str:
    """ "with the family overdue since Mon Jan 12"."""
    if check_in.due is None:
        return f"with {who} {AFTER_BREAK}"
    late = check_in.state == OVERDUE
    return f"with {who} {'overdue since' if late else 'by'} {week_day(check_in.due)}"


def request_words(said: Said) -> str:
    """ "I cannot find the student (in work, Ms. Chen, due Wed Feb 4)"."""
    due = f", due {week_day(said.due)}" if said.due else ""
    return f"{said.topic_words} ({said.state_words}{due})"


def students_table(
    rows: Sequence[MatchNow], check_ins: Mapping[str, Due], day: date
) -> pd.DataFrame:  # fmt: skip
    """One row per match, in the same order: days seen and planned in each of the last four
    weeks and together, the last contact, when the next of the `check_ins` (by key) are due."""
    import pandas as pd

    this = monday_of(day)
    earlier = [this - WEEK * n for n in range(1, WEEKS)]
    return pd.DataFrame([
        {"Student": row.student, "This week so far": _week(row.weeks[-1], row),
         "Four weeks": of_planned(row.seen, row.asked), "Last seen": _last(row),
         **{f"Check-in, {about}": _due(check_ins.get(due_key(about, row.match.student_id)))
            for about in (STUDENT, FAMILY)},
         **{f"Week of {short_day(monday)}": _week(week, row)
            for monday, week in zip(earlier, reversed(row.weeks[:-1]), strict=True)},
         "Matched since": short_day(row.match.started)}
        for row in rows
    ])  # fmt: skip


def _week(week: MatchWeek | None, row: MatchNow) -> str:
    return of_planned(week.seen, week.expected(row.standard)) if week else ""


def _last(row: MatchNow) -> str:
    if row.last is None:
        return NEVER
    by = "" if row.last.mentor_id == row.match.mentor_id else f", {row.last.person}"
    return week_day(row.last.day) + by


def _due(check_in: Due | None) -> str:
    if check_in is None or check_in.due is None:
        return "" if check_in is None else "after the break"
    return f"{'⚠ ' if check_in.state == OVERDUE else ''}{week_day(check_in.due)}"


def check_in_words(said: CheckIn) -> str:
    """ "Check-in Jan 12, 2026, in person, by Ms. Chen: going well; they meet at lunch"."""
    words = f"Check-in {full_day(said.day)}, {HOW[said.how].lower()}, by {said.person}"
    if not said.relationship:
        return f"{words}, of another school"
    goes = RELATIONSHIP[said.relationship].lower()
    goes += ", a worry about safety" if said.worry else ""
    texts = "; ".join(filter(None, (goes, said.doing, said.outcomes, said.note)))
    return f"{words}: {texts}"


def before_words(name: str, match: Meeting, actor: Actor) -> str:
    """Why it ended is for the school that made the match."""
    why = match.end_reason if actor.may_act_for([match.school_id]) else ""
    words = f"{name}, {full_day(match.started)} to {full_day(match.ended)}"
    return f"{words}: {why}" if why else words
