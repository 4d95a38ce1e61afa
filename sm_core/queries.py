"""Loads and runs the files of `sm_core/sql`."""

import re
from functools import cache
from pathlib import Path

import duckdb

FOLDER = Path(__file__).parent / "sql"


@cache
def sql(name: str, **pieces: str) -> str:
    """The text of `sql/<name>.sql`, each `{piece}` in it replaced by the file of that name.

    `pieces` says which file stands for a piece whose name is not a file's (the two scopes of
    standing); values never enter the text, they are bound.
    """
    text = (FOLDER / f"{name}.sql").read_text(encoding="utf-8")
    return re.sub(r"\{(\w+)\}", lambda m: sql(pieces.get(m[1], m[1]), **pieces), text)


@cache
def _parameters(text: str) -> frozenset[str]:
    return frozenset(
        name for statement in duckdb.extract_statements(text) for name in statement.named_parameters
    )


def run(cursor: duckdb.DuckDBPyConnection, name: str, pieces: dict | None = None, **values):
    """Execute a query file on `cursor`; of `values` those are bound that the file names."""
    text = sql(name, **(pieces or {}))
    wanted = _parameters(text)
    missing = wanted - values.keys()
    assert not missing, f"{name}.sql also needs {sorted(missing)}"
    return cursor.execute(text, {key: values[key] for key in wanted})


def run_to(cursor: duckdb.DuckDBPyConnection, text: str, target: str, **values) -> None:
    """Write the rows of the query `text` as a Parquet file; `target` is its path as SQL text. Of
    `values` those are bound that the query names."""
    bound = {key: values[key] for key in _parameters(text)}
    form = "(FORMAT parquet, COMPRESSION zstd)"
    cursor.execute(f"COPY ({text}) TO {target} {form}", bound).fetchall()
