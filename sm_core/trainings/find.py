"""The sessions a person may see, and who was invited to them, came or missed them."""

from __future__ import annotations

from collections import defaultdict

import duckdb

from sm_core.actor import Actor
from sm_core.errors import SmError
from sm_core.queries import run
from sm_core.store import Store
from sm_core.trainings.session import Mark, Session

UNSEEN = (
    "There is no session with this id among those you may see; go back to the list of sessions."
)


def sessions_seen(store: Store, actor: Actor) -> list[Session]:
    """The sessions at the actor's schools and those of the whole district, by day, the canceled
    included; none for a mentor."""
    with store.reading() as cursor:
        return read_sessions(cursor, actor)


def find_session(store: Store, actor: Actor, training_id: str) -> Session:
    """One session; raises `SmError` for an id that is unknown or outside the actor's schools."""
    with store.reading() as cursor:
        return one_session(cursor, actor, training_id)


def marks_in(store: Store, actor: Actor) -> dict[str, dict[str, Mark]]:
    """By session and mentor, what stands about them in the sessions the actor may see. A session
    of the district also holds mentors of other schools: lay the mentors seen beside it."""
    with store.reading() as cursor:
        return read_marks(cursor, [s.training_id for s in read_sessions(cursor, actor)])


def one_session(cursor: duckdb.DuckDBPyConnection, actor: Actor, training_id: str) -> Session:
    """As `find_session`, on the cursor of a transaction."""
    found = read_sessions(cursor, actor, [training_id])
    if not found:
        raise SmError(UNSEEN)
    return found[0]


def read_sessions(
    cursor: duckdb.DuckDBPyConnection, actor: Actor, ids: list[str] | None = None
) -> list[Session]:
    """As `sessions_seen`, on a cursor; of these `ids` only, unless None."""
    rows = run(cursor, "sessions_seen", training_ids=ids, **actor.scope).fetchall()
    return [Session(*row) for row in rows]


def read_marks(
    cursor: duckdb.DuckDBPyConnection, ids: list[str] | None = None
) -> dict[str, dict[str, Mark]]:
    """By session and mentor, for these sessions or all. The caller applies the scope."""
    found: dict[str, dict[str, Mark]] = defaultdict(dict)
    for training, mentor, state, agreed, duty in run(
        cursor, "marks_of", training_ids=ids
    ).fetchall():
        found[training][mentor] = Mark(state, bool(agreed), bool(duty))
    return dict(found)
