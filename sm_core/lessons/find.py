"""Reads what schools ask for and what they learned: all of it, for everybody but mentors."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import fields, replace
from datetime import date

from sm_core.actor import MENTOR, Actor
from sm_core.errors import NotAllowed
from sm_core.lessons.help import WITHDRAWN, Answer, Help
from sm_core.lessons.lesson import Lesson
from sm_core.store import Store

HELP = [field.name for field in fields(Help) if field.name != "answers"]
ANSWER = [field.name for field in fields(Answer)]
LESSON = [field.name for field in fields(Lesson)]


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


def read_help(cursor, help_id: str | None = None) -> list[Help]:
    """Whatever the day and state, with every answer; the one with this id, or all. The caller has
    made sure that the person may see them."""
    asked = {"help_id": help_id}
    answers = defaultdict(list)
    for row in _rows(cursor, "help_answers", ANSWER, "recorded, answer_id", asked):
        answers[row[1]].append(Answer(*row))
    return [
        replace(Help(*row), answers=tuple(answers[row[0]]))
        for row in _rows(cursor, "school_help", HELP, "asked, help_id", asked)
    ]


def read_lessons(cursor, lesson_id: str | None = None) -> list[Lesson]:
    """As `read_help`, the last one first."""
    order, asked = "recorded DESC, lesson_id", {"lesson_id": lesson_id}
    return [Lesson(*row) for row in _rows(cursor, "lessons", LESSON, order, asked)]


def _rows(cursor, table: str, columns: list[str], order: str, asked: dict) -> list[tuple]:
    [name] = asked
    return cursor.execute(
        f"SELECT {', '.join(columns)} FROM program.{table} "
        f"WHERE ${name}::VARCHAR IS NULL OR {name} = ${name} ORDER BY {order}",
        asked,
    ).fetchall()
