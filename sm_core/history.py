"""Who changed what, when, and what stood there before. Nothing is ever taken out of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import duckdb

from sm_core.queries import run
from sm_core.store import Store


@dataclass(frozen=True)
class Change:
    """One field of a record that one person changed; "" is nothing, before or after."""

    happened: datetime
    person: str
    field: str
    before: str
    after: str
    reason: str


def history_of(
    store: Store, kind: str, record_id: str, schools: list[str] | None = None
) -> list[Change]:
    """Every change of one record, the newest first, or those at the `schools` only. The caller
    makes sure that the person may see the record."""
    values = {"kind": kind, "record_id": record_id, "schools": schools}
    with store.reading() as cursor:
        rows = run(cursor, "history_of", **values).fetchall()
    return [Change(*row) for row in rows]


def last_change(
    cursor: duckdb.DuckDBPyConnection, kind: str, record_id: str, field: str
) -> tuple[str, datetime]:
    """(person, when) of the last change of a field that has been changed."""
    rows = run(cursor, "history_of", kind=kind, record_id=record_id, schools=None).fetchall()
    found = next((Change(*row) for row in rows if row[2] == field), None)
    assert found, f"{kind} {record_id} changed in {field}, and the history does not say so"
    return found.person, found.happened
