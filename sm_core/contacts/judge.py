"""Whether contacts can be, and what is odd about those that can."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

import duckdb

from sm_core.actor import CAPTAIN, MENTOR, Actor
from sm_core.bringing.find import Person, people
from sm_core.contacts.contact import KINDS, LONGEST_NOTE, Entry
from sm_core.errors import NotAllowed
from sm_core.families.ending import Meeting, meetings
from sm_core.mentors.find import read_mentors
from sm_core.mentors.names import name_key
from sm_core.plausible import us_day
from sm_core.school_year import first_day, school_year_of

BACK = timedelta(days=14)
"""How far back a mentor may log; the coordinator anything of the school year."""


@dataclass(frozen=True)
class Judged:
    """A contact with what there is to say of it: `problem` is a sentence for one that cannot be;
    `unmatched` is true where the student and the adult were not matched on that day."""

    entry: Entry
    student: str
    school_id: str = ""
    problem: str = ""
    unmatched: bool = False


def judge(
    cursor: duckdb.DuckDBPyConnection, actor: Actor, as_of: date, today: date,
    entries: Sequence[Entry],
) -> list[Judged]:  # fmt: skip
    """Each of the entries, in their order, with the name of who saw the student filled in. The
    students are those seen as of the attendance date."""
    assert actor.role != MENTOR or actor.mentor_id, "a mentor without a record of their own"
    students = sorted({entry.student_id for entry in entries})
    found = people(cursor, actor, as_of, students)
    matches: dict[tuple[str, str], list[Meeting]] = {}
    for meeting in meetings(cursor, students=students):
        matches.setdefault((meeting.student_id, meeting.mentor_id), []).append(meeting)
    entries = [_of_mentor(entry, matches) for entry in entries]
    names = _names(cursor, today, entries)
    return [
        _judged(actor, today, found, matches, names, _named(actor, entry, names))
        for entry in entries
    ]


def _of_mentor(entry: Entry, matches: dict[tuple[str, str], list[Meeting]]) -> Entry:
    """An adult called like a mentor of the student is that mentor: else the contact would count as
    another adult's."""
    called = name_key(entry.person)
    if entry.mentor_id or not called:
        return entry
    found = {mentor for (student, mentor), [first, *_] in matches.items()
             if student == entry.student_id and name_key(first.mentor) == called}  # fmt: skip
    return replace(entry, mentor_id=found.pop()) if len(found) == 1 else entry


def _names(cursor, today: date, entries: Sequence[Entry]) -> dict[str, str]:
    """Of the mentors, wherever they are: a student may have been seen by one of another school."""
    ids = sorted({entry.mentor_id for entry in entries} - {""})
    anybody = Actor("", CAPTAIN)
    return {m.mentor_id: m.name for m in read_mentors(cursor, anybody, today, ids)} if ids else {}


def _named(actor: Actor, entry: Entry, names: dict[str, str]) -> Entry:
    person = names.get(entry.mentor_id) or entry.person.strip() or actor.person
    return replace(entry, person=person, note=" ".join(entry.note.split()))


def _judged(actor, today, found, matches, names, entry: Entry) -> Judged:
    person = found.get(entry.student_id)
    own = matches.get((entry.student_id, entry.mentor_id), [])
    label = person.label if person else f"Student {entry.student_id}"
    problems = [*_wrong_people(actor, person, names, entry), *_wrong_day(today, label, own, entry),
                *_wrong_words(label, entry)]  # fmt: skip
    unmatched = not any(meeting.holds(entry.day) for meeting in own)
    school = person.school_id if person else ""
    return Judged(entry, label, school, problems[0] if problems else "", unmatched)


def _wrong_people(
    actor: Actor, person: Person | None, names: dict[str, str], entry: Entry
) -> Iterator[str]:
    if person is None:
        yield (f"There is no student {entry.student_id} among those you may see; check the id, or "
               "ask a captain.")  # fmt: skip
    if entry.mentor_id and entry.mentor_id not in names:
        yield f"There is no mentor {entry.mentor_id} on the roster; choose another one."
    if person and actor.role == MENTOR and entry.mentor_id != actor.mentor_id:
        yield f"{person.label}: you can log only that you saw the student yourself."


def _wrong_day(today: date, label: str, own: list[Meeting], entry: Entry) -> Iterator[str]:
    day, who = us_day(entry.day), entry.person
    if entry.day > today:
        yield f"{label}: {day} has not come yet; log a contact once it took place."
    elif own and all(entry.day < meeting.started for meeting in own):
        began = us_day(min(meeting.started for meeting in own))
        yield (f"{label} and {who} are matched from {began} on; a contact on {day} lies before "
               "that. Check the day.")  # fmt: skip
    elif entry.day < first_day(school_year_of(today)):
        yield f"{label}: {day} lies before this school year; check the year."


def _wrong_words(label: str, entry: Entry) -> Iterator[str]:
    if entry.kind not in KINDS:
        yield f'{label}: "{entry.kind}" is no kind of contact; choose {", ".join(KINDS)}.'
    if len(entry.note) > LONGEST_NOTE:
        yield f"{label}: the note is too long; keep it under {LONGEST_NOTE} letters."


def require_may_log(actor: Actor, today: date, judged: Sequence[Judged]) -> None:
    """Raise `NotAllowed` for a contact that is not this person's to log: a mentor logs for their
    own students and the last two weeks, a coordinator for their school."""
    if actor.role == MENTOR:
        late = [one for one in judged if one.entry.day < today - BACK]
        if late:
            raise NotAllowed(
                f"{late[0].student}: {us_day(late[0].entry.day)} is more than two weeks ago; ask "
                "your coordinator to log it."
            )
        return
    for school in sorted({one.school_id for one in judged if one.school_id}):
        actor.require_program(school)
