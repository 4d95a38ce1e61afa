"""The mapped columns of a file as Parquet, everything still text, one row per line.

DuckDB reads a well-formed file in parallel. Where it complains, or counts other lines than the
file has, Python's patient reader takes over; both give the same rows for a clean file.
"""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from sm_core.errors import FileRefused
from sm_core.importing.source import FIELD_LIMIT, Source
from sm_core.store import quoted

BATCH = 50_000
PROBLEM = "problem"
"""The extra column: why a line cannot be read at all, empty where it can."""

END = "\x03end of file\x03"
MOST_LINES = 100
"""A row of more lines than this, breaks within cells, is a quotation mark left open."""
TRIM = " \t\r\u00a0"
WRAPPED = re.compile(r"""^=?["']+|["']+\Z""")


@dataclass(frozen=True)
class Wanted:
    """What to take from a file: for each field its header, or None for a column of nulls.

    Numeric student ids shorter than `id_width` get their leading zeros back; `school_id` stands
    in every row of a file of one school.
    """

    columns: dict[str, str | int | None]
    id_width: int | None = None
    school_id: str | None = None


def stage(cursor: duckdb.DuckDBPyConnection, source: Source, wanted: Wanted, target: Path) -> int:
    """Write the Parquet file `target`, one text column per wanted field, and return its rows.

    Values are trimmed, blank text is null, ids wrapped against Excel (`="00123"`, `'00123`) are
    unwrapped. Raises `FileRefused` for a file that even the patient reader cannot follow.
    """
    rows = _read_fast(cursor, source, wanted, target)
    if rows != source.lines:
        rows = _read_patiently(source, wanted, target)
    if rows == 0:
        raise FileRefused(f"{source.name} has a header but no rows below it; export it again.")
    return rows


def position(source: Source, header: str | int) -> int:
    """Where a mapped header stands, counted from 0; a number is a place already, from 1."""
    by_place = isinstance(header, int) or not source.has_header
    return int(header) - 1 if by_place else source.headers.index(header)


def _read_fast(cursor, source: Source, wanted: Wanted, target: Path) -> int | None:
    names = [f"c{n}" for n in range(len(source.headers))]
    spec = ", ".join(f"'{name}': 'VARCHAR'" for name in names)
    chosen = ", ".join(
        f'{_expression(field, header and names[position(source, header)], wanted)} AS "{field}"'
        for field, header in wanted.columns.items()
    )
    skip = source.header_line + source.has_header
    delimiter = "\\t" if source.delimiter == "\t" else source.delimiter
    try:
        return cursor.execute(
            f"COPY (SELECT {chosen}, NULL::VARCHAR AS {PROBLEM} "
            f"FROM read_csv({quoted(source.text)}, auto_detect = false, header = false, "
            f"skip = {skip}, delim = '{delimiter}', quote = '\"', escape = '\"', "
            f"columns = {{{spec}}}, max_line_size = {FIELD_LIMIT})) "
            f"TO {quoted(target)} (FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL 1, "
            # Give up early on a dictionary of ids; those of codes and dates are small.
            "DICTIONARY_SIZE_LIMIT 5000)"
        ).fetchall()[0][0]
    except duckdb.Error:
        return None


def _expression(field: str, column: str | None, wanted: Wanted) -> str:
    if field == "school_id" and wanted.school_id:
        return quoted(wanted.school_id)
    if column is None:
        return "NULL::VARCHAR"
    # The cheap check spares nearly every value the slow cleaning: blanks, quotes and signs sort
    # before the digits.
    starts = " OR ".join(f"starts_with({column}, '{mark}')" for mark in ("=", "\u00a0"))
    ends = " OR ".join(f"ends_with({column}, '{blank}')" for blank in TRIM)
    wrapped = f"starts_with({column}, '=') OR starts_with({column}, '''')"
    unwrapped = rf"regexp_replace({column}, '^=?[\"'']+|[\"'']+$', '', 'g')"
    clean = f"NULLIF(trim(CASE WHEN {wrapped} THEN {unwrapped} ELSE {column} END, '{TRIM}'), '')"
    text = f"CASE WHEN {column} < '0' OR {starts} OR {ends} THEN {clean} ELSE {column} END"
    if field == "student_id" and wanted.id_width:
        short = f"regexp_full_match({text}, '\\d+') AND length({text}) < {wanted.id_width}"
        return f"CASE WHEN {short} THEN lpad({text}, {wanted.id_width}, '0') ELSE {text} END"
    return text


def _read_patiently(source: Source, wanted: Wanted, target: Path) -> int:
    schema = pa.schema([(name, pa.string()) for name in [*wanted.columns, PROBLEM]])
    places = {f: position(source, h) if h else None for f, h in wanted.columns.items()}
    rows, count = _lines(source), 0
    with pq.ParquetWriter(target, schema, compression="zstd") as writer:
        while batch := list(islice(rows, BATCH)):
            cells = [_pick(row, places, len(source.headers), wanted) for row in batch]
            columns = [pa.array(c, pa.string()) for c in zip(*cells, strict=True)]
            writer.write_table(pa.table(columns, schema=schema))
            count += len(batch)
    return count


def _pick(row: list[str], places: dict, width: int, wanted: Wanted) -> list[str | None]:
    if any(cell.strip() for cell in row[width:]):
        return [None] * len(places) + ["too_many_columns"]
    cells = {f: _clean(row[p]) if p is not None and p < len(row) else None
             for f, p in places.items()}  # fmt: skip
    if "school_id" in cells and wanted.school_id:
        cells["school_id"] = wanted.school_id
    if wanted.id_width and (cells.get("student_id") or "").isdigit():
        cells["student_id"] = cells["student_id"].zfill(wanted.id_width)
    return [*cells.values(), None]


def _clean(cell: str) -> str | None:
    if cell[:1] in ("=", "'"):
        cell = WRAPPED.sub("", cell)
    return cell.strip(TRIM) or None


def _lines(source: Source) -> Iterator[list[str]]:
    """The rows below the header; a line that holds nothing at all is a row of no cells.

    Raises `FileRefused` where a quotation mark that nobody closed swallows the lines below it.
    """
    csv.field_size_limit(FIELD_LIMIT)
    with source.text.open(encoding="utf-8-sig", newline="") as file:
        above = source.header_line + source.has_header
        for _ in range(above):
            file.readline()
        # Python's reader takes the end of the file for a closing mark: a line of our own tells.
        reader = csv.reader(chain(file, (END,)), delimiter=source.delimiter)
        rows = lines = 0
        try:
            for row in reader:
                if row == [END] and reader.line_num == lines + 1:
                    return
                if reader.line_num - lines > MOST_LINES or (row and row[-1].endswith(END)):
                    raise csv.Error
                rows, lines = rows + 1, reader.line_num
                yield row
        except csv.Error as error:
            raise FileRefused(
                f"{source.name}: a quotation mark in row {above + rows + 1:,} is not closed, so "
                "the lines below cannot be told apart; close or remove it, or export again."
            ) from error
