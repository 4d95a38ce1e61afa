"""Opens the two databases side by side and guards every write.

Only this module knows where they live: two DuckDB files beside each other, or a DuckLake for
`attendance`. All SQL says `attendance.…` and `program.…` and never asks which.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from sm_core import migrations
from sm_core.errors import StoreError

CATALOGS = ("attendance", "program")
AUDIT, REVIEWS, PLANS, GATHERINGS = PARTS = ("audit", "reviews", "plans", "gatherings")
"""Parts of `program` with a version of their own: the lines of the audit, which no kept answer
reads; reviews with their actions: a press for each name writes them, and few answers read them;
plans with the captain's calls, for the same reason; and all of gatherings, packs, help and lessons,
which no count of students reads."""
SETTINGS = {
    # Nothing is downloaded at run time, and no Python variable is ever mistaken for a table.
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "python_enable_replacements": "false",
    "memory_limit": "1GB",
}


def quoted(path: Path | str) -> str:
    """A path as SQL text, for the few statements in which DuckDB cannot bind one."""
    return "'" + str(path).replace("'", "''") + "'"


class Store:
    """Both catalogs of one district, in one connection that hands out cursors.

    A cursor per use, closed at once: a kept one pins a transaction, and one shared between
    threads returns other queries' rows.
    """

    def __init__(self, home: Path | str, lake: Path | str | None = None) -> None:
        """Open (and on the first day create) the databases in the folder `home`.

        `lake` puts `attendance` into a DuckLake whose catalog is that file. Raises `StoreError`
        when a file is locked by another program, damaged, or newer than this program.
        """
        self.home = Path(home)
        self.lake = Path(lake) if lake else None
        try:
            self.uploads.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StoreError(f"The folder {home} cannot be used: {error.strerror}.") from error
        self._writing = threading.RLock()
        self._versions = dict.fromkeys(CATALOGS + PARTS, 0)
        self._connection = duckdb.connect(
            config=SETTINGS | {"temp_directory": str(self.home / "spill")}
        )
        try:
            self._attach()
            for catalog in CATALOGS:
                migrations.upgrade(self, catalog)
                self._versions[catalog] = self._read_version(catalog)
        except BaseException:
            self.close()
            raise

    @property
    def uploads(self) -> Path:
        return self.home / "uploads"

    def _attach(self) -> None:
        for catalog in CATALOGS:
            path = self.home / f"{catalog}.duckdb"
            source = quoted(path)
            if catalog == "attendance" and self.lake:
                source = self._lake_source()
            try:
                self._connection.execute(f"ATTACH {source} AS {catalog}")
            except duckdb.Error as error:
                raise StoreError(_why_closed(path, str(error))) from error

    def _lake_source(self) -> str:
        import duckdb_extension_ducklake as extension

        [library] = Path(extension.__file__).parent.rglob("ducklake.duckdb_extension")
        self._connection.execute(f"LOAD {quoted(library)}")
        return quoted(f"ducklake:{self.lake}")

    def close(self) -> None:
        self._connection.close()

    @contextmanager
    def reading(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """A cursor for questions."""
        with self._connection.cursor() as cursor:
            yield cursor

    @contextmanager
    def writing(
        self, catalog: str, keep: bool = True, part: str = ""
    ) -> Iterator[duckdb.DuckDBPyConnection]:
        """A cursor inside one transaction that changes one `catalog`, one writer at a time.

        Rolled back on any `BaseException`, because Streamlit stops a rerun with one; also at the
        end when `keep` is false, for a preview that must leave nothing. Where one of `PARTS` alone
        is changed, its version moves instead of the catalog's.
        """
        assert catalog in CATALOGS
        assert not part or part in PARTS
        with self._writing, self._connection.cursor() as cursor:
            cursor.begin()
            try:
                yield cursor
                if keep:
                    if not part:
                        self._bump(cursor, catalog)
                    cursor.commit()
                    # Not before: what is asked meanwhile is kept under the version it is of.
                    self._versions[part or catalog] += 1
                else:
                    cursor.rollback()
            except BaseException:
                cursor.rollback()
                raise

    def _bump(self, cursor: duckdb.DuckDBPyConnection, catalog: str) -> None:
        if not self._counts_itself(catalog):
            cursor.execute(f"UPDATE {catalog}.meta SET data_version = data_version + 1")

    def _counts_itself(self, catalog: str) -> bool:
        """A DuckLake counts its snapshots; a counter row would make writers collide."""
        return catalog == "attendance" and self.lake is not None

    def version(self, catalog: str) -> int:
        """A number that every write to `catalog` changes, but for writes to one of `PARTS` alone,
        or every write to that part: in every cache key stands the one of what was read."""
        assert catalog in CATALOGS + PARTS
        # A page asks thirty times. Nobody else writes to a file that this process holds open; to a
        # lake others do.
        if self._counts_itself(catalog):
            return self._read_version(catalog)
        return self._versions[catalog]

    def _read_version(self, catalog: str) -> int:
        query = f"SELECT data_version FROM {catalog}.meta"
        if self._counts_itself(catalog):
            query = "SELECT max(snapshot_id) FROM ducklake_snapshots('attendance')"
        with self.reading() as cursor:
            return cursor.execute(query).fetchall()[0][0]


def _why_closed(path: Path, reason: str) -> str:
    if "lock" in reason.lower() or "already attached" in reason.lower():
        return (
            f"{path} is in use by another program. If that is the dashboard, close it first, or do "
            "it there; if an import is running, wait until it is done."
        )
    if "newer version" in reason.lower() or "version number" in reason.lower():
        return f"{path} was written by a newer DuckDB; update Success Mentors to open it."
    return (
        f"{path} cannot be opened as a database. Move it away: `attendance` is rebuilt from the "
        "stored uploads, `program` comes back from a backup. "
        f"(DuckDB says: {reason.splitlines()[0]})"
    )
