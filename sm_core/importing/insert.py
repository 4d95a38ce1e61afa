"""Adds rows to a table of `attendance`, unless there are none to add.

After an INSERT of no row, DuckDB 1.5.5 hides the rows of the next large one (from about 110,000,
on more than one thread) into the same table of the same transaction from this process: they are on
the disk, and seen after the next start. `tests/test_large_import.py` holds this.
"""

import duckdb


def add_rows(cursor: duckdb.DuckDBPyConnection, table: str, rows: str) -> None:
    """Insert what the query `rows` gives; it is asked twice, so it reads a temporary table."""
    if cursor.execute(f"SELECT 1 FROM ({rows}) LIMIT 1").fetchall():
        cursor.execute(f"INSERT INTO attendance.{table} {rows}")
