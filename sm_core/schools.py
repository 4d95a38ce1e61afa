"""The schools a person may see, and how far their data reach."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from sm_core.actor import Actor
from sm_core.errors import SmError
from sm_core.queries import run
from sm_core.store import Store

STALE_AFTER = timedelta(days=7)


@dataclass(frozen=True)
class School:
    """A school; `data_through` is the last day that any of its files reached, inclusive, and
    `begins` the first day known."""

    school_id: str
    name: str
    data_through: date | None
    begins: date | None = None

    def by(self, day: date) -> "School":
        """The school as known by `day`: nothing after it counts."""
        if self.begins is None or self.begins > day:
            return replace(self, data_through=None)
        return replace(self, data_through=min(self.data_through or day, day))


def schools_seen(store: Store, actor: Actor) -> list[School]:
    """The schools with data that the actor may see, by name; none for a mentor."""
    if actor.scope["students"] is not None:
        return []
    with store.reading() as cursor:
        rows = run(cursor, "schools_seen", **actor.scope).fetchall()
    return [School(*row) for row in rows]


def require_known(store: Store, actor: Actor, school: str) -> None:
    """Raise `SmError` for a school without data, `NotAllowed` for one outside the actor's."""
    actor.require_schools([school])
    known = sorted(seen.school_id for seen in schools_seen(store, actor))
    if not known:
        raise SmError("There is no attendance yet; import a file first.")
    if school not in known:
        raise SmError(
            f'There is no school "{school}" in the data; known are {", ".join(known[:20])}.'
        )


def reached(schools: list[School]) -> date | None:
    """The last day that any of the schools has data for."""
    return max((s.data_through for s in schools if s.data_through), default=None)


def late(schools: list[School]) -> list[School]:
    """The schools whose data end more than a week before those of the others, latest first."""
    newest = reached(schools)
    behind = [
        school
        for school in schools
        if newest and school.data_through and newest - school.data_through > STALE_AFTER
    ]
    return sorted(behind, key=lambda school: (school.data_through, school.name))
