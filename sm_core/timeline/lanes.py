"""The events of each lane, with their words; for a student who has been let through."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from duckdb import DuckDBPyConnection as Cursor

from sm_core.actions.action import DONE, DROPPED
from sm_core.actions.find import read_actions
from sm_core.actor import Actor
from sm_core.contacts import contact
from sm_core.contacts.find import read_contacts
from sm_core.families.contacts import KINDS, OTHER, OUTCOMES, read_attempts
from sm_core.families.ending import Meeting
from sm_core.families.find import read_answers
from sm_core.families.permission import GIVEN, REFUSED, SENT, WITHDRAWN
from sm_core.plausible import us_day
from sm_core.queries import run
from sm_core.review import record
from sm_core.review.find import decisions_about
from sm_core.school_year import first_day, school_year_of
from sm_core.student import Student
from sm_core.student_days import squares
from sm_core.student_words import short_day
from sm_core.support import request
from sm_core.support.check_in import MENTOR, RELATIONSHIP, CheckIn, as_told, read_check_ins
from sm_core.support.told import Said, requests_told
from sm_core.targeting.supports import NONE, SUPPORTS, read_supports
from sm_core.timeline import event as kind
from sm_core.timeline.event import ABSENT, ACTIONS, CONTACTS, FAMILY, PROGRAM, TALKS, Event

MISSED = {("whole", False): kind.WHOLE, ("whole", True): kind.EXCUSED,
          ("part", False): kind.PART, ("part", True): kind.PART_EXCUSED}  # fmt: skip
MET = {contact.SAW: "Seen by", contact.TALKED: "Talked with",
       contact.LOOKED: "Not there when looked for by"}  # fmt: skip
ANSWERS = {
    SENT: (kind.TOLD, "Family told"), GIVEN: (kind.GIVEN, "Permission given"),
    REFUSED: (kind.NO, "Family said no"), WITHDRAWN: (kind.NO, "Permission taken back"),
}  # fmt: skip
REVIEWED = {
    record.DISCUSSED: "Discussed in the weekly review", record.ACTION: "In the weekly review",
    record.DEFERRED: "Left to the next weekly review",
}  # fmt: skip
ENDED = {DONE: (kind.DONE, "Done"), DROPPED: (kind.DROPPED, "No longer needed")}
STATES = {
    "chosen": "Chosen for a mentor", "deferred": "Choice deferred",
    "declined": "Not chosen for a mentor", "ended": "No longer chosen for a mentor",
}  # fmt: skip


def told(words: str, more: str) -> str:
    return f"{words}: {more}" if more else words


def absences(student: Student) -> Iterator[Event]:
    for row in squares(student).itertuples():
        if mark := MISSED.get((row.state, row.excused)):
            yield Event(ABSENT, row.day, mark, row.words[0].upper() + row.words[1:])


def contacts(cursor: Cursor, student: str) -> Iterator[Event]:
    for one in read_contacts(cursor, [student]):
        if one.taken_back is None:
            words = told(f"{MET[one.kind]} {one.person}", one.note_words)
            yield Event(CONTACTS, one.day, one.kind, words)


def check_ins(
    cursor: Cursor, actor: Actor, student: str, matches: list[Meeting]
) -> Iterator[Event]:
    """Those with student or family, their words where the actor may read them; and those with the
    mentors while they were matched, without a word of what was said: they are about all of the
    mentor's students."""
    mentors = sorted({match.mentor_id for match in matches})
    for each in read_check_ins(cursor, mentors, [student]):
        said = as_told(each, actor)
        if said.taken_back:
            continue
        if said.about != MENTOR:
            yield Event(TALKS, said.day, kind.WORRY if said.worry else kind.CHECK_IN, _talk(said))
        elif match := _of(matches, said):
            words = f"Check-in with {match.mentor} about all their students, by {said.person}"
            yield Event(TALKS, said.day, kind.CHECK_IN, words)


def _of(matches: list[Meeting], said: CheckIn) -> Meeting | None:
    """The match with the mentor that held on the day, its last one included."""
    return next((m for m in matches if m.mentor_id == said.mentor_id and m.started <= said.day
                 and (m.ended is None or said.day <= m.ended)), None)  # fmt: skip


def _talk(said: CheckIn) -> str:
    words = f"Check-in with the {said.about} by {said.person}"
    if not said.relationship:
        return f"{words}, of another school"
    words += f", {RELATIONSHIP[said.relationship].lower()}"
    words += ", a worry about safety" if said.worry else ""
    return told(words, "; ".join(filter(None, (said.doing, said.outcomes, said.note))))


def requests(cursor: Cursor, actor: Actor, student: str, day: date) -> Iterator[Event]:
    for said in requests_told(cursor, actor, day, student=student):
        yield Event(TALKS, said.happened.date(), _step(said), _request(said))


def _step(said: Said) -> str:
    if said.opening:
        return kind.ASKED
    return kind.RESOLVED if said.state == request.RESOLVED else kind.STEP


def _request(said: Said) -> str:
    if said.opening:
        who = said.noted or f"{said.mentor or said.person} asked for help"
        return f"{who}, {said.topic_words}: {said.words}"
    return told(f"Request “{said.topic_words}” {said.state_words}", said.words)


def reviews(cursor: Cursor, actor: Actor, student: str) -> Iterator[Event]:
    """What a weekly review decided; an action that it gave stands for itself."""
    for one in decisions_about(cursor, actor, student):
        if one.taken_back is None and (one.kind != record.ACTION or one.note):
            words = told(REVIEWED[one.kind], one.note)
            yield Event(ACTIONS, one.recorded.date(), kind.REVIEWED, words)


def actions(cursor: Cursor, actor: Actor, student: str) -> Iterator[Event]:
    """When each was given, and when it ended."""
    for one in read_actions(cursor, actor, students=[student]):
        words = f"To do by {us_day(one.due)}, {one.owner}: {one.what}"
        yield Event(ACTIONS, one.opened.date(), kind.TO_DO, words)
        if one.ended:
            mark, words = ENDED[one.state]
            said = f" ({one.words})" if one.words else ""
            yield Event(ACTIONS, one.ended, mark, f"{words}, {one.owner}: {one.what}{said}")


def family(cursor: Cursor, student: str) -> Iterator[Event]:
    for answer in read_answers(cursor, [student]).get(student, ()):
        if answer.day and not answer.taken_back and answer.state in ANSWERS:
            mark, words = ANSWERS[answer.state]
            by = f", {answer.channel}" if answer.channel else ""
            yield Event(FAMILY, answer.day, mark, words + by)
    for attempt in read_attempts(cursor, [student]):
        if not attempt.taken_back:
            how = KINDS.get(attempt.kind, attempt.kind)
            came = attempt.note if attempt.outcome == OTHER else OUTCOMES[attempt.outcome].lower()
            words = told(f"{how} by {attempt.person}", came)
            yield Event(FAMILY, attempt.day, kind.REACHED, words)


def decisions(cursor: Cursor, actor: Actor, student: Student, day: date) -> Iterator[Event]:
    year = school_year_of(student.as_of)
    values = {"student": student.student_id, "school_year": year, "first": first_day(year),
              "day": day, "schools": actor.scope["schools"]}  # fmt: skip
    for on, state, school, reason in run(cursor, "target_states", **values).fetchall():
        if state in STATES:
            yield Event(PROGRAM, on, kind.DECIDED, told(f"{STATES[state]} at {school}", reason))


def supports(cursor: Cursor, student: Student) -> Iterator[Event]:
    known = read_supports(cursor, school_year_of(student.as_of), [student.student_id])
    for support in known.values():
        if support.since and support.state != NONE:
            words = f"Intensive support {SUPPORTS[support.state].lower()}"
            words += f" to {support.to_whom}" if support.to_whom else ""
            yield Event(PROGRAM, support.since, kind.SUPPORT, words)


def matches(actor: Actor, held: Iterable[Meeting]) -> Iterator[Event]:
    """Why one ended is for the school that made it."""
    for match in held:
        who = match.mentor or "a mentor"
        yield Event(PROGRAM, match.started, kind.BEGAN, f"Match with {who} began",
                    f"{who} since {short_day(match.started)}")  # fmt: skip
        if match.ended:
            why = match.end_reason if actor.may_act_for([match.school_id]) else ""
            yield Event(PROGRAM, match.ended, kind.ENDED, told(f"Match with {who} ended", why),
                        f"{who} until {short_day(match.ended)}")  # fmt: skip
