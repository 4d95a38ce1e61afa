"""The lines of one staged file, as every query of an import reads them."""

from pathlib import Path

import duckdb

from sm_core.importing.layouts import FIELDS
from sm_core.importing.staging import PROBLEM
from sm_core.store import quoted

LINE = "line"
"""The number of a line, from 0; a file whose rows are not its lines brings its own."""


def open_staged(cursor: duckdb.DuckDBPyConnection, parquet: Path, layout: str) -> None:
    """Put the view `temp.staged` over the Parquet file: one row per line, text in every field of
    `layout` and in `problem` (null where the file has no such column), and its number `line`.

    It replaces the view that `cursor` had open before.
    """
    rows = f"read_parquet({quoted(parquet)}, file_row_number = true)"
    has = {name for name, *_ in cursor.execute(f"DESCRIBE FROM {rows}").fetchall()}
    columns = [
        f'"{field}"' if field in has else f'NULL::VARCHAR AS "{field}"'
        for field in (*FIELDS[layout], PROBLEM)
    ]
    line = LINE if LINE in has else f"file_row_number AS {LINE}"
    cursor.execute(
        f"CREATE OR REPLACE TEMP VIEW staged AS SELECT {', '.join(columns)}, {line} FROM {rows}"
    )


def load_named(cursor: duckdb.DuckDBPyConnection, layout: str) -> None:
    """Fill `temp.named`: each student and school that a file names, with the lines that hold a
    date (none in a layout without)."""
    dated = f"count(date) FILTER ({PROBLEM} IS NULL)" if "date" in FIELDS[layout] else "0"
    cursor.execute(
        "CREATE OR REPLACE TEMP TABLE named AS "
        f"SELECT student_id, school_id, {dated} AS dated FROM temp.staged "
        "WHERE student_id IS NOT NULL GROUP BY student_id, school_id"
    )


def load_marked(cursor: duckdb.DuckDBPyConnection) -> None:
    """Fill `temp.marked`: each school, date, code and presence of an attendance file, with its
    `lines` and those that name a student."""
    cursor.execute(
        "CREATE OR REPLACE TEMP TABLE marked AS SELECT school_id, date, code, code_description, "
        "presence, problem, count(*) AS lines, count(student_id) AS named "
        "FROM temp.staged GROUP BY ALL"
    )
