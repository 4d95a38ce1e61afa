"""Who has a place while places are few, and how many mentors would serve everybody."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from sm_core.actor import Actor
from sm_core.mentors.find import mentors_seen
from sm_core.mentors.gap import places, together
from sm_core.program_settings import DISTRICT
from sm_core.store import Store


def places_kept(free: int, reserve_percent: int) -> int:
    """How many of the free places are kept for severe, to the nearest whole one."""
    return (free * reserve_percent + 50) // 100


def within_places(
    ordered: Iterable[tuple[str, bool]], free: int, reserve_percent: int
) -> frozenset[str]:
    """The ids of those who have one of the `free` places.

    `ordered` are (id, whether severe) in the order of the list, each id once. The kept places go
    to the first severe ones, all others to whoever comes first; what one side does not need the
    other gets.
    """
    waiting = list(ordered)
    kept = places_kept(free, reserve_percent)
    severe = [name for name, is_severe in waiting if is_severe][:kept]
    first = set(severe)
    others = [name for name, _ in waiting if name not in first][: free - len(severe)]
    return frozenset(severe + others)


def mentors_needed(students: int, caseload: int) -> int:
    """How many mentors, at `caseload` students each, serve so many students; 0 for none."""
    return -(-max(students, 0) // caseload)


def free_places(store: Store, actor: Actor, day: date) -> dict[str, int]:
    """Places that students could be matched to on `day`, by school; those of a mentor with several
    schools are free at each of them, and count once under "", all the actor's schools together."""
    rows = places(store, actor, day)
    whole = together(rows, mentors_seen(store, actor, day), day)
    return {row.school_id: row.free for row in rows} | {DISTRICT: whole.free}
