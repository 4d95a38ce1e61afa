"""Brings a catalog's tables up to date, one numbered file after another."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sm_core.errors import StoreError

if TYPE_CHECKING:
    from sm_core.store import Store

FOLDER = Path(__file__).parent / "sql"


def steps(catalog: str, folder: Path = FOLDER) -> list[tuple[int, Path]]:
    """The migrations of `catalog` as (number, file), 1, 2, 3 … without a gap."""
    found = sorted((int(path.name[:4]), path) for path in (folder / catalog).glob("*.sql"))
    numbers = [number for number, _ in found]
    assert numbers == list(range(1, len(found) + 1)), f"{catalog}: migrations {numbers} have a gap"
    return found


def upgrade(store: Store, catalog: str, folder: Path = FOLDER) -> None:
    """Run the migrations that `catalog` has not seen, each whole or not at all.

    Raises `StoreError` for a catalog that has seen more of them than this program has.
    """
    known = steps(catalog, folder)
    seen = schema_version(store, catalog)
    if seen > len(known):
        raise StoreError(
            f"The database {catalog} in {store.home} was made by a newer Success Mentors "
            f"(schema {seen}; this one knows {len(known)}). Update Success Mentors to open it."
        )
    for number, path in known[seen:]:
        with store.writing(catalog) as cursor:
            cursor.execute(path.read_text(encoding="utf-8"))
            cursor.execute(f"UPDATE {catalog}.meta SET schema_version = {number}")


def schema_version(store: Store, catalog: str) -> int:
    """The number of the newest migration that `catalog` has seen, 0 for an empty database."""
    with store.reading() as cursor:
        tables = cursor.execute(
            "SELECT count(*) FROM duckdb_tables() WHERE database_name = $catalog "
            "AND table_name = 'meta'",
            {"catalog": catalog},
        ).fetchall()
        if tables == [(0,)]:
            return 0
        return cursor.execute(f"SELECT schema_version FROM {catalog}.meta").fetchall()[0][0]
