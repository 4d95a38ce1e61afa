"""Reads the packs that were frozen. Everybody of the schools sees every page: small groups are
hidden in it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

import duckdb

from sm_core.actor import MENTOR, Actor
from sm_core.errors import NotAllowed
from sm_core.packs.pack import Pack, PackPage
from sm_core.packs.stored import from_json
from sm_core.queries import run
from sm_core.store import Store


def packs_seen(store: Store, actor: Actor) -> list[Pack]:
    """The packs that stand, that of the newest date first. Raises `NotAllowed` for a mentor."""
    if actor.role == MENTOR:
        raise NotAllowed("The pack of the schools is for principals, coordinators and captains.")
    with store.reading() as cursor:
        return [pack for pack in read_packs(cursor) if pack.taken_back is None]


def pack_before(packs: Iterable[Pack], pack: Pack) -> Pack | None:
    """The newest one of an earlier date that was frozen before it: what a pack is compared with is
    not changed by one that is frozen later."""
    earlier = [other for other in packs if other.as_of < pack.as_of and other.frozen < pack.frozen]
    return max(earlier, key=lambda other: other.as_of, default=None)


def read_packs(cursor: duckdb.DuckDBPyConnection) -> list[Pack]:
    """All packs, those taken back too; the newest date first, and of one date the last one
    frozen."""
    pages: dict[str, list[PackPage]] = defaultdict(list)
    for pack_id, page in run(cursor, "pack_pages_frozen").fetchall():
        pages[pack_id].append(from_json(page))
    return [
        Pack(*row, from_json(district), tuple(pages[row[0]]), taken_back)
        for *row, taken_back, district in run(cursor, "packs_frozen").fetchall()
    ]
