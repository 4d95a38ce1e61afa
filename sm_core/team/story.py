"""Who changed what about the team of a school: its people, its meeting, its checklist."""

from __future__ import annotations

from sm_core.actor import Actor
from sm_core.history import Change
from sm_core.queries import run
from sm_core.store import Store
from sm_core.team import meeting, save
from sm_core.team.checklist import STEPS
from sm_core.team.named import ROLES, Member, read_members


def team_history(store: Store, actor: Actor, school: str) -> list[tuple[str, Change]]:
    """(what it is about, change) of one school, the newest first; raises `NotAllowed` for a school
    outside the actor's."""
    actor.require_schools([school])
    with store.reading() as cursor:
        rows = run(cursor, "team_history", school=school).fetchall()
        people = {m.member_id: m for m in read_members(cursor) if m.school_id == school}
    return [(_about(kind, of, rest[2], people), Change(*rest)) for kind, of, *rest in rows]


def _about(kind: str, record_id: str, field: str, people: dict[str, Member]) -> str:
    if kind == "settings":
        return meeting.WORDS[field].removeprefix("the ").capitalize()
    if kind == "team":
        field_words = save.WORDS[field].removeprefix("the ")
        one = people.get(record_id)
        who = f"{one.name}, {ROLES.get(one.role, one.role).lower()}" if one else "Somebody"
        return f"{who}: {field_words}"
    step = STEPS.get(record_id.split("|")[-1], record_id)
    return f"{step}: {'day' if field == 'done' else field}"
