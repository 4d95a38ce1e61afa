"""The schools a person may see, and how far their data reach."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from sm_core.actor import Actor
from sm_core.errors import SmError
from sm_core.queries import run
from sm_core.school_year import a_year_before, school_year_of
from sm_core.store import Store

STALE_AFTER = timedelta(days=7)
NAMED = 5
"""Schools that a sentence names at most."""


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


def held_back(schools: Iterable[School], through: date) -> list[School]:
    """Those whose data of the school year of `through` end before it, by name, unless nothing is
    known of them a year before: their last year counts no further (`Asked.held_against`)."""
    found = [
        school
        for school in schools
        if school.data_through
        and school.data_through < through
        and school_year_of(school.data_through) == school_year_of(through)
        and school.begins <= a_year_before(school.data_through)
    ]
    return sorted(found, key=lambda school: school.name)


def held_back_words(schools: Iterable[School], through: date, why: bool = True) -> str:
    """What to say behind the date a year before `through`, like " (Maple Grove Elementary: Jan 16,
    where its data end this year)", without the reason where not `why`; "" for nothing to say."""
    found = held_back(schools, through)
    if not found:
        return ""
    if len(found) > 1:
        reason = ", as far as their data go this year" if why else ""
        return f" ({len(found):,} schools earlier{reason})"
    end = a_year_before(found[0].data_through)
    reason = ", where its data end this year" if why else ""
    return f" ({found[0].name}: {end:%b} {end.day}{reason})"


def named(names: Sequence[str]) -> str:
    """Those schools, or how many where these are more than a sentence can hold."""
    return ", ".join(names) if len(names) <= NAMED else f"{len(names)} schools"
