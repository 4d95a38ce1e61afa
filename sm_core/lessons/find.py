"""Reads what schools ask for and what they learned: all of it, for everybody but mentors."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from datetime import date

import duckdb

from sm_core.actor import MENTOR, Actor
from sm_core.errors import NotAllowed
from sm_core.lessons.help import WITHDRAWN, Answer, Help
from sm_core.lessons.lesson import Lesson
from sm_core.queries import run
from sm_core.store import Store


def help_asked(store: Store, actor: Actor, day: date) -> list[Help]:
    """What the schools had asked for by the end of the day, as it stood then, without what was
    withdrawn: first the open ones that nobody answered, then the other open ones, the oldest first,
    then the settled ones, the last one first. Raises `NotAllowed` for a mentor."""
    _require(actor)
    with store.reading() as cursor:
        found = [each.by(day) for each in read_help(cursor) if each.asked.date() <= day]
    return sorted((each for each in found if each.state != WITHDRAWN), key=_order)


def _order(each: Help) -> tuple:
    if each.is_open:
        return 0, not each.unanswered, each.asked, each.help_id
    return 1, False, -each.ended.toordinal(), each.help_id


def lessons_known(store: Store, actor: Actor, day: date) -> list[Lesson]:
    """The lessons that stood at the end of the day, in the words of now, the last one first.
    Raises `NotAllowed` for a mentor."""
    _require(actor)
    with store.reading() as cursor:
        return [lesson for lesson in read_lessons(cursor) if lesson.stands_on(day)]


def _require(actor: Actor) -> None:
    if actor.role == MENTOR:
        raise NotAllowed("What schools ask for and learned is for schools and captains.")


def read_help(cursor: duckdb.DuckDBPyConnection, help_id: str | None = None) -> list[Help]:
    """Whatever the day and state, with every answer; the one with this id, or all. The caller has
    made sure that the person may see them."""
    answers = defaultdict(list)
    for row in run(cursor, "help_answers", help_id=help_id).fetchall():
        answer = Answer(*row)
        answers[answer.help_id].append(answer)
    found = [Help(*row) for row in run(cursor, "help_asked", help_id=help_id).fetchall()]
    return [replace(each, answers=tuple(answers[each.help_id])) for each in found]


def read_lessons(cursor: duckdb.DuckDBPyConnection, lesson_id: str | None = None) -> list[Lesson]:
    """As `read_help`, the last one first."""
    rows = run(cursor, "lessons_written", lesson_id=lesson_id).fetchall()
    return [Lesson(*row) for row in rows]
