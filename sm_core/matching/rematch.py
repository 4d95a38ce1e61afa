"""What is told after matches have ended: whom to tell, and what could be next for the students."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sm_core.matching.end import OpenMatch
from sm_core.matching.suggest import Suggestions
from sm_core.matching.table import NOTHING_KNOWN
from sm_core.matching.words import reasons
from sm_core.plausible import us_day
from sm_core.targeting.words import counted

NAMED = 3


def ended_words(ended: Sequence[OpenMatch], day: date) -> str:
    """What one press ended as of the day, and whom to tell."""
    # One that was still to begin ends on the day it would have begun.
    days = {max(day, match.started) for match in ended}
    when = f" on {us_day(days.pop())}" if len(days) == 1 else ""
    mentors = list({match.mentor_id: match.mentor for match in ended}.values())
    whom = f"{len(mentors):,} mentors: " if len(mentors) > 1 else ""
    return f"{_what(ended)} ended{when}. Please tell {whom}{named(mentors)}."


def go_on_words(matches: Sequence[OpenMatch]) -> str:
    """Which matches go on after all."""
    return f"{_what(matches)} {'goes' if len(matches) == 1 else 'go'} on."


def _what(matches: Sequence[OpenMatch]) -> str:
    if len(matches) > 1:
        return f"{len(matches):,} matches"
    [match] = matches
    return f"The match of {match.student} with {match.mentor}"


def named(names: Sequence[str]) -> str:
    """The first few, and how many more there are."""
    more = len(names) - NAMED
    return ", ".join(names[:NAMED]) + (f" and {more:,} more" if more > 0 else "")


def next_words(found: Suggestions, ended: Sequence[OpenMatch]) -> list[str]:
    """What is next for each of the students; of many, for how many."""
    if len(ended) <= NAMED:
        return [_next(found, match) for match in ended]
    rows = [found.of.get(student) for student in dict.fromkeys(m.student_id for m in ended)]
    can = sum(1 for row in rows if row and row.mentor)
    cannot = sum(1 for row in rows if row and row.gap)
    counts = {"can have a mentor now": can, "cannot yet": cannot,
              "not waiting": len(rows) - can - cannot}  # fmt: skip
    told = ", ".join(f"{count:,} {words}" for words, count in counts.items() if count)
    return [f"Of {counted(len(rows), 'student', 'students')}, {told}."]


def _next(found: Suggestions, match: OpenMatch) -> str:
    """The best place there is now, or why there is none and what would help soonest."""
    row, label = found.of.get(match.student_id), match.student
    if row is None:
        return _not_waiting(found, match)
    if row.mentor:
        again = " again" if row.mentor_id == match.mentor_id else ""
        why = "; ".join(reasons(row.student, row.mentor, dict(row.parts))) or NOTHING_KNOWN
        return f"{label} waits again: the best place is with {row.mentor.name}{again} ({why})."
    helps = f" What helps soonest: {row.gap.fix}." if row.gap.fix else ""
    return f"{label} waits again, and nobody can be suggested. {row.gap.sentence}{helps}"


def _not_waiting(found: Suggestions, match: OpenMatch) -> str:
    student = found.pool.student.get(match.student_id)
    if student:
        return f"{match.student} meets {student.mentor}."
    return f"{match.student} is not among the chosen students, so nobody is suggested."
