"""The lists of suggestions that were made: kept so that the next one changes little, and can say
what it changes."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import date, datetime

from sm_core.actor import Actor
from sm_core.matching.changes import Change, changes
from sm_core.matching.scopes import scope_of
from sm_core.matching.suggest import Suggestions
from sm_core.queries import run
from sm_core.saving import Save, Writing, new_id, save_once
from sm_core.store import Store


@dataclass(frozen=True)
class SavedList:
    """The newest list of a school in one scope: when and by whom it was made, and by student the
    mentor suggested ("" for none) and what that changed."""

    made: datetime
    made_by: str
    mentors: dict[str, str] = field(default_factory=dict, hash=False)
    changes: dict[str, Change] = field(default_factory=dict, hash=False)


def saved_lists(
    store: Store, actor: Actor, schools: Iterable[str], day: date
) -> dict[str, SavedList]:
    """By school its newest list in the scope of the actor, if it was made by `day`. Only the newest
    is kept whole; of those before stays who made them when, and under which settings."""
    values = {"schools": sorted(schools), "scope": scope_of(actor), "day": day}
    with store.reading() as cursor:
        rows = run(cursor, "suggested_before", **values).fetchall()
    found: dict[str, SavedList] = {}
    for school, student, mentor, change, before, why, made, made_by in rows:
        one = found.setdefault(school, SavedList(made, made_by))
        one.mentors[student] = mentor
        one.changes[student] = Change(change, before, why)
    return found


def out_of_date(found: Suggestions, lists: Mapping[str, SavedList]) -> list[str]:
    """The schools where somebody waits whose suggestion is another one than on the school's newest
    list, or who is not on it."""
    return sorted({
        row.student.school_id for row in found.rows
        if row.student.school_id not in lists
        or lists[row.student.school_id].mentors.get(row.student.student_id) != row.mentor_id
    })  # fmt: skip


def save_lists(
    store: Store, save: Save, found: Suggestions, as_of: date, schools: Iterable[str],
    before: Mapping[str, str] | None = None,
) -> None:  # fmt: skip
    """Put these suggestions in place of the newest list of each of the schools, in the scope of the
    person, with what they change against `before` (the mentor of then by student; what `found` was
    to keep, if None).

    Raises `NotAllowed` for a school that is not the person's.
    """
    import scipy

    wanted, known, scope = set(schools), changes(found, before), scope_of(save.actor)
    for school in sorted(wanted):
        save.actor.require_program(school)
    ids = {school: new_id() for school in sorted(wanted)}
    settings = json.dumps(asdict(found.pool.settings) | {"reserve": dict(found.pool.reserve)})

    def act(writing: Writing) -> None:
        writing.cursor.execute(
            "DELETE FROM program.suggestions "
            "WHERE list_contains($schools::VARCHAR[], school_id) AND scope = $scope",
            {"schools": sorted(wanted), "scope": scope},
        )
        writing.insert("suggestion_lists", [
            {"list_id": name, "school_id": school, "scope": scope, "made": save.when,
             "made_by": save.actor.person, "day": found.pool.day, "as_of": as_of,
             "settings": settings, "solver": f"scipy {scipy.__version__}"}
            for school, name in ids.items()
        ])  # fmt: skip
        writing.insert("suggestions", [
            {"list_id": ids[row.student.school_id], "school_id": row.student.school_id,
             "scope": scope, "student_id": row.student.student_id, "mentor_id": row.mentor_id,
             "score": row.score, **asdict(known[row.student.student_id])}
            for row in found.rows if row.student.school_id in wanted
        ])  # fmt: skip

    save_once(store, save, act)
