"""Gathers what happened to one student."""

from __future__ import annotations

from datetime import date

from sm_core.actor import MENTOR, Actor
from sm_core.bringing.find import one_person
from sm_core.families.ending import Meeting, meetings
from sm_core.school_year import first_day, school_year_of
from sm_core.store import Store
from sm_core.student import Student
from sm_core.timeline import lanes
from sm_core.timeline.event import LANES, Event, Timeline


def find_timeline(store: Store, actor: Actor, student: Student, day: date) -> Timeline:
    """What happened to the student from the start of the school year of its as-of date: days missed
    up to that date, all else up to `day`, at earlier schools too. What another school decided,
    heard, was asked or gave to do is that school's.

    Nothing for a mentor; raises `SmError` for a student whom the actor may not see.
    """
    first, who = first_day(school_year_of(student.as_of)), student.student_id
    with store.reading() as cursor:
        one_person(cursor, actor, student.as_of, who)
        if actor.role == MENTOR:
            return Timeline(day, day)
        held = [m for m in meetings(cursor, students=[who]) if _held(m, first, day)]
        found = [
            *lanes.absences(student), *lanes.contacts(cursor, who),
            *lanes.check_ins(cursor, actor, who, held),
            *lanes.requests(cursor, actor, who, day), *lanes.reviews(cursor, actor, who),
            *lanes.actions(cursor, actor, who), *lanes.family(cursor, who),
            *lanes.decisions(cursor, actor, student, day),
            *lanes.supports(cursor, student), *lanes.matches(actor, held),
        ]  # fmt: skip
    inside = sorted((e for e in found if first <= e.day <= day), key=_newest_first)
    return Timeline(_begin(student, inside, day), day, tuple(inside), tuple(held))


def _begin(student: Student, events: list[Event], day: date) -> date:
    """The first school day of the student, or what came before it."""
    return min([*(d.day for d in student.year.days[:1]), *(e.day for e in events[-1:])],
               default=day)  # fmt: skip


def _held(match: Meeting, first: date, day: date) -> bool:
    """On some day of the year so far; one that was undone on its first day never did."""
    return match.started <= day and (match.ended is None or max(match.started, first) < match.ended)


def _newest_first(event: Event) -> tuple:
    return -event.day.toordinal(), LANES.index(event.lane), event.words
