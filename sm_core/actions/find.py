"""The actions that a person may see, those that are due first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date

from sm_core.actions.action import Action
from sm_core.actor import Actor
from sm_core.bringing.find import labels
from sm_core.store import Store


@dataclass(frozen=True)
class Listed:
    """An action with the name of its student, "" for one about the school."""

    action: Action
    student: str


def actions_listed(
    store: Store, actor: Actor, as_of: date, day: date, school: str | None = None
) -> list[Listed]:
    """The actions of the actor's schools, or of one of them, that were given by the day: the open
    ones by due day and owner, then the others, the newest first. None for a mentor."""
    with store.reading() as cursor:
        found = [a for a in read_actions(cursor, actor, school)
                 if a.opened is None or a.opened.date() <= day]  # fmt: skip
        names = labels(cursor, actor, as_of, {a.student_id for a in found} - {""})
    found = sorted(found, key=lambda a: a.ended or date.min, reverse=True)
    found = sorted(found, key=lambda a: (not a.is_open, *(_due(a) if a.is_open else ())))
    return [Listed(action, names.get(action.student_id, "")) for action in found]


def open_actions(store: Store, actor: Actor, student: str, day: date) -> list[Action]:
    """Those about a student, at the actor's schools, that were given by the day and are open, by
    due day and owner. None for a mentor."""
    with store.reading() as cursor:
        found = read_actions(cursor, actor, students=[student])
    return sorted((a for a in found if a.is_open and a.opened.date() <= day), key=_due)


def _due(action: Action) -> tuple:
    return action.due or date.max, action.owner.casefold(), action.action_id


def read_actions(
    cursor, actor: Actor, school: str | None = None, students: Iterable[str] | None = None
) -> list[Action]:
    """Every action at the actor's schools, or at one of them, of these students or of all; by when
    they were given. None for a mentor."""
    if actor.scope["students"] is not None:
        return []
    columns = ", ".join(field.name for field in fields(Action))
    rows = cursor.execute(
        f"SELECT {columns} FROM program.actions "
        "WHERE ($schools::VARCHAR[] IS NULL OR list_contains($schools::VARCHAR[], school_id)) "
        "AND ($school::VARCHAR IS NULL OR school_id = $school::VARCHAR) "
        "AND ($ids::VARCHAR[] IS NULL OR list_contains($ids::VARCHAR[], student_id)) "
        "ORDER BY opened, action_id",
        {"schools": actor.scope["schools"], "school": school,
         "ids": None if students is None else list(students)},
    ).fetchall()  # fmt: skip
    return [Action(*row) for row in rows]


def one_action(cursor, action_id: str) -> Action | None:
    """Whoever may see it."""
    columns = ", ".join(field.name for field in fields(Action))
    rows = cursor.execute(
        f"SELECT {columns} FROM program.actions WHERE action_id = $id", {"id": action_id}
    ).fetchall()
    return Action(*rows[0]) if rows else None
