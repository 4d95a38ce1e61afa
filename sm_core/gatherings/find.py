"""The gatherings that a person may see, and who of their schools was invited, came or missed them.

Everybody but a mentor sees all gatherings; of who comes, what was agreed, each school its own.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

import duckdb

from sm_core.actor import Actor
from sm_core.errors import SmError
from sm_core.gatherings.gathering import CANCELED, Gathering, Mark, Marks
from sm_core.queries import run
from sm_core.store import Store

UNSEEN = "There is no meeting with this id; go back to the list of meetings."


def gatherings_seen(store: Store, actor: Actor) -> list[Gathering]:
    """All by day, the canceled included; none for a mentor."""
    with store.reading() as cursor:
        return read_gatherings(cursor, actor)


def find_gathering(store: Store, actor: Actor, gathering_id: str) -> Gathering:
    """Raises `SmError` for an id that is unknown, and for a mentor."""
    with store.reading() as cursor:
        return one_gathering(cursor, actor, gathering_id)


def marks_in(store: Store, actor: Actor) -> dict[str, Marks]:
    """By gathering, the marks of people at the schools that the actor may see."""
    with store.reading() as cursor:
        return read_marks(cursor, actor)


def next_of(gatherings: Iterable[Gathering], day: date, *kinds: str) -> Gathering | None:
    """The first of these kinds (none given: of any) that was still to come on the day."""
    return next((g for g in _of(gatherings, kinds) if g.ahead_on(day)), None)


def last_of(gatherings: Iterable[Gathering], day: date, *kinds: str) -> Gathering | None:
    """The last of these kinds before the day that was not canceled."""
    before = [g for g in _of(gatherings, kinds) if g.day < day and g.state != CANCELED]
    return before[-1] if before else None


def _of(gatherings: Iterable[Gathering], kinds: tuple[str, ...]) -> list[Gathering]:
    return [g for g in gatherings if not kinds or g.kind in kinds]


def one_gathering(cursor: duckdb.DuckDBPyConnection, actor: Actor, gathering_id: str) -> Gathering:
    """As `find_gathering`, on the cursor of a transaction."""
    found = read_gatherings(cursor, actor, [gathering_id])
    if not found:
        raise SmError(UNSEEN)
    return found[0]


def read_gatherings(
    cursor: duckdb.DuckDBPyConnection, actor: Actor, ids: list[str] | None = None
) -> list[Gathering]:
    """As `gatherings_seen`, on a cursor; of these `ids` only, unless None."""
    rows = run(cursor, "gatherings_seen", gathering_ids=ids, **actor.scope).fetchall()
    return [Gathering(*row) for row in rows]


def read_marks(
    cursor: duckdb.DuckDBPyConnection, actor: Actor, ids: list[str] | None = None
) -> dict[str, Marks]:
    """As `marks_in`, on a cursor; of these gatherings only, unless None."""
    found: dict[str, Marks] = defaultdict(dict)
    rows = run(cursor, "gathering_marks_seen", gathering_ids=ids, **actor.scope).fetchall()
    for gathering, *row in rows:
        mark = Mark(*row)
        found[gathering][mark.key] = mark
    return dict(found)
