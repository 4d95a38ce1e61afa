"""Who has a place while places are few, and how many mentors would serve everybody."""

from __future__ import annotations

from collections.abc import Iterable, Set
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from sm_core.actor import Actor
from sm_core.mentors.find import mentors_seen
from sm_core.mentors.mentor import Mentor
from sm_core.program_settings import DISTRICT
from sm_core.store import Store


@dataclass(frozen=True)
class Room:
    """The places with the mentors of a school who can be matched: those that are `free`, and all of
    them, of a mentor with several schools the part of each; `shared` tells whether there is such a
    mentor. `students` are the ids of those who have a place."""

    free: int = 0
    places: Fraction = Fraction(0)
    shared: bool = False
    students: frozenset[str] = frozenset()

    def kept(self, reserve_percent: int, severe: Set[str]) -> int:
        """How many free places are kept for severe: the percent of all places, less those that the
        `severe` students of the school have. So nothing that is accepted changes it for others."""
        kept = places_kept(self.places, reserve_percent, self.shared)
        return min(max(kept - len(self.students & severe), 0), self.free)


def room_at(school: str, mentors: Iterable[Mentor], day: date) -> Room:
    """The places on `day` with those of the mentors who are at the school."""
    here = [m for m in mentors if school in m.schools and not m.cannot_be_matched(day)]
    return Room(
        sum(m.places_left for m in here),
        sum((Fraction(m.capacity, len(m.schools)) for m in here), Fraction(0)),
        any(len(m.schools) > 1 for m in here),
        frozenset(student for m in here for student in m.students),
    )


def places_kept(places: int | Fraction, reserve_percent: int, shared: bool = False) -> int:
    """How many of the places are kept for severe, to the nearest whole one; rounded down where
    schools share a mentor, so that together they keep no more than the percent."""
    return int((places * reserve_percent + (0 if shared else 50)) // 100)


def within_places(ordered: Iterable[tuple[str, bool]], free: int, kept: int) -> frozenset[str]:
    """The ids of those who have one of the `free` places, of which so many are `kept` for severe.

    `ordered` are (id, whether severe) in the order of the list, each id once. The kept places go
    to the first severe ones, all others to whoever comes first; what one side does not need the
    other gets.
    """
    waiting = list(ordered)
    severe = [name for name, is_severe in waiting if is_severe][:kept]
    first = set(severe)
    others = [name for name, _ in waiting if name not in first][: free - len(severe)]
    return frozenset(severe + others)


def mentors_needed(students: int, caseload: int) -> int:
    """How many mentors, at `caseload` students each, serve so many students; 0 for none."""
    return -(-max(students, 0) // caseload)


def free_places(store: Store, actor: Actor, day: date) -> dict[str, Room]:
    """Places that students could be matched to on `day`, by school; those of a mentor with several
    schools are free at each of them, and count once under "", all the actor's schools together."""
    return places_with(mentors_seen(store, actor, day), actor, day)


def places_with(mentors: list[Mentor], actor: Actor, day: date) -> dict[str, Room]:
    """As `free_places`, of the mentors that the actor sees on `day`."""
    own = actor.scope["schools"]
    schools = {s for m in mentors for s in m.schools if own is None or s in own}
    whole = Room(sum(m.free(day) for m in mentors if m.schools))
    return {school: room_at(school, mentors, day) for school in sorted(schools)} | {DISTRICT: whole}
