"""Who can be at the meeting of a school, or do what it decides."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from sm_core.actor import Actor
from sm_core.mentors.mentor import Mentor
from sm_core.store import Store
from sm_core.team.named import read_members


def people_of(
    store: Store, actor: Actor, school: str, day: date, mentors: Iterable[Mentor],
    also: Iterable[str] = (),
) -> list[str]:  # fmt: skip
    """Names, each once: those `also` given, who serve on the team of the school on the day, and
    those of the `mentors`, whom the actor may see, who work there. Raises `NotAllowed` for a school
    that the actor may not see."""
    actor.require_schools([school])
    with store.reading() as cursor:
        team = [m.name for m in read_members(cursor) if m.school_id == school and m.serves_on(day)]
    there = [m.name for m in mentors if school in m.schools and m.stage(day) != "closed"]
    return list(dict.fromkeys([*also, *team, *there]))
