"""What the timeline says in sentences: counts before, during and after a match, never an effect."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from sm_core.exports import plain_number
from sm_core.families.ending import Meeting
from sm_core.student import Day, Student
from sm_core.student_words import full_day, week_day
from sm_core.targeting.words import counted
from sm_core.timeline.event import (
    ABSENT,
    ACTIONS,
    CONTACTS,
    FAMILY,
    PROGRAM,
    TALKS,
    Event,
    Timeline,
)

NO_EFFECT = (
    "Fewer or more since then, these counts alone show no effect: students are chosen when they "
    "have missed most, after such a time most miss fewer days, with a mentor or without, and some "
    "miss more."
)
IT = {"since": "", "during": " it", "after": " it"}
COUNTED = {
    ABSENT: ("day missed in whole or part", "days missed in whole or part"),
    CONTACTS: ("contact or try", "contacts and tries"),
    TALKS: ("check-in or step of a request", "check-ins and steps of requests"),
    ACTIONS: ("talk or step of an action", "talks and steps of actions"),
    FAMILY: ("contact with the family", "contacts with the family"),
    PROGRAM: ("step in the program", "steps in the program"),
}


def match_told(found: Timeline) -> Meeting | None:
    """The match the counts are of: of those that go on the first, else the one that ended last."""
    still = [m for m in found.matches if not m.over(found.last)]
    if still:
        return min(still, key=lambda m: m.started)
    return max(found.matches, key=lambda m: m.ended, default=None)


def title(found: Timeline) -> str:
    return f"Absences, contacts and support since {found.first:%B}"


def counts(student: Student, found: Timeline) -> str:
    """Days missed before, during and since the match, as counts; "" where nobody is matched, or the
    days are not known one by one."""
    match = match_told(found)
    days = [day for day in student.year.days if day.counts]
    if match is None or not days or not student.year.known_by_day:
        return ""
    end = match.ended if match.over(found.last) else date.max
    spans = {
        "before": [day for day in days if day.day < match.started],
        "since" if end == date.max else "during":
            [day for day in days if match.started <= day.day < end],
        "after": [day for day in days if day.day >= end],
    }  # fmt: skip
    told = [(word, *_missed(some)) for word, some in spans.items() if some]
    (word, missed, known), *others = told
    unit = "day" if known == 1 else "days"
    words = f"Missed {missed} of {known} {unit} {word} the match with {match.mentor or 'a mentor'}"
    return ", ".join([words, *(f"{m} of {n} {word}{IT[word]}" for word, m, n in others)])


def _missed(days: list[Day]) -> tuple[str, int]:
    return plain_number(sum((day.missed for day in days), Decimal(0))), len(days)


def caption(student: Student, found: Timeline) -> str:
    """The counts, definition, n and dates."""
    count = Counter(event.lane for event in found.events)
    told = [counted(count[lane], *words) for lane, words in COUNTED.items() if count[lane]]
    if student.count.through and student.count.through < found.last:
        told.append(f"absences are known through {full_day(student.count.through)}")
    span = f"One mark per thing, {full_day(found.first)} to {full_day(found.last)}"
    words = f"{span}: {'; '.join(told)}." if told else f"{span}: nothing so far."
    if told_of := counts(student, found):
        return f"{told_of}. {NO_EFFECT} {words}"
    return words


def lines(events: Iterable[Event]) -> list[str]:
    """ "Fri Jan 30: Seen by David Okafor", one per event."""
    return [f"{week_day(event.day)}: {event.words}" for event in events]
