"""The mapped columns of a file as Parquet, everything still text, one row per line.

A well-formed file is read in blocks, side by side. Where a line does not fit, or other lines are
counted than the file has, Python's patient reader takes over; both give the same rows.
"""

import csv
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import chain, islice
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from sm_core.errors import FileRefused
from sm_core.importing.blocks import TEXT, blocks, in_order, parse
from sm_core.importing.grades import short_grade
from sm_core.importing.source import ESCAPED, FIELD_LIMIT, Source

BATCH = 50_000
PROBLEM = "problem"
"""The extra column: why a line cannot be read at all, empty where it can."""

END = "\x03end of file\x03"
MOST_LINES = 100
"""A row of more lines than this, breaks within cells, is a quotation mark left open."""
TRIM = " \t\r\u00a0"
NULL_WORDS = ["NULL", "\\N", "(null)", "#N/A"]
"""What databases and spreadsheets write for nothing."""

NULLS = {name: ["\\N", "(null)"] for name in ("first_name", "last_name", "full_name")}
"""Null is a family name."""

WRAPPED = re.compile(r"""^=?["']+|["']+\Z""")


@dataclass(frozen=True)
class Wanted:
    """What to take from a file: for each field its header, or None where it has none.

    Numeric student ids shorter than `id_width` get their leading zeros back; `school_id` stands
    in every row of a file of one school.
    """

    columns: dict[str, str | int | None]
    id_width: int | None = None
    school_id: str | None = None


def stage(source: Source, wanted: Wanted, target: Path) -> int:
    """Write the Parquet file `target`, one text column per wanted field that the file has, and
    return its rows.

    Values are trimmed, blank text is null, ids wrapped against Excel (`="00123"`, `'00123`) are
    unwrapped. Raises `FileRefused` for a file that even the patient reader cannot follow.
    """
    rows = _read_fast(source, wanted, target)
    if rows != source.lines:
        rows = _read_patiently(source, wanted, target)
    if rows == 0:
        raise FileRefused(f"{source.name} has a header but no rows below it; export it again.")
    return rows


def position(source: Source, header: str | int) -> int:
    """Where a mapped header stands, counted from 0; a number is a place already, from 1."""
    by_place = isinstance(header, int) or not source.has_header
    return int(header) - 1 if by_place else source.headers.index(header)


def _read_fast(source: Source, wanted: Wanted, target: Path) -> int | None:
    """The rows written, or None for a file that is not plain enough for the quick reader."""
    schema = pa.schema([(field, TEXT) for field in _filled(wanted)])
    above, count = source.header_line + source.has_header, 0
    tables = in_order(partial(_cells, source, wanted), blocks(source.text, above, source.delimiter))
    # Nothing reads the statistics, and the file is smaller and sooner written without them.
    options = {"compression": "zstd", "compression_level": 1, "write_statistics": False}
    try:
        with pq.ParquetWriter(target, schema, store_schema=False, **options) as writer:
            for table in tables:
                writer.write_table(table)
                count += table.num_rows
    except pa.ArrowInvalid:
        return None
    return count


def _filled(wanted: Wanted) -> list[str]:
    """The fields that stand in the file, or in its mapping for every row."""
    constant = {"school_id"} if wanted.school_id else set()
    return [field for field, header in wanted.columns.items() if header or field in constant]


def _cells(source: Source, wanted: Wanted, block: memoryview) -> pa.Table:
    places = {f: position(source, h) for f, h in wanted.columns.items() if h}
    read = parse(block, source.delimiter, len(source.headers), set(places.values()))
    columns = {
        f: _tidy(read.column(f"c{place}").combine_chunks(), NULLS.get(f, NULL_WORDS))
        for f, place in places.items()
    }
    if wanted.school_id and "school_id" in wanted.columns:
        same = pa.array([0] * read.num_rows, pa.int32())
        columns["school_id"] = pa.DictionaryArray.from_arrays(same, [wanted.school_id])
    if wanted.id_width and "student_id" in columns:
        columns["student_id"] = _padded(columns["student_id"], wanted.id_width)
    if "grade" in columns:
        columns["grade"] = _short(columns["grade"])
    return pa.table({field: columns[field] for field in _filled(wanted)})


def _tidy(column: pa.DictionaryArray, nulls: list[str]) -> pa.DictionaryArray:
    words = column.dictionary
    if len(words) and pc.max(pc.binary_length(words)).as_py() > FIELD_LIMIT:
        raise pa.ArrowInvalid("a cell is too long")
    unclean = [
        pc.not_equal(pc.utf8_trim(words, TRIM), words),
        pc.starts_with(words, "="), pc.starts_with(words, "'"),
        pc.is_in(words, pa.array(nulls)),
    ]  # fmt: skip
    # Nearly always none is; the slow cleaning looks at each different text once.
    if not any(pc.any(found).as_py() for found in unclean):
        return column
    return _with_words(
        column, pa.array([_clean(word, nulls) for word in words.to_pylist()], pa.string())
    )


def _padded(ids: pa.DictionaryArray, width: int) -> pa.DictionaryArray:
    words = ids.dictionary
    numeric = pc.match_substring_regex(words, r"^\d+$")
    return _with_words(ids, pc.if_else(numeric, pc.utf8_lpad(words, width, "0"), words))


def _short(grades: pa.DictionaryArray) -> pa.DictionaryArray:
    written = grades.dictionary.to_pylist()
    words = [short_grade(word) for word in written]
    return grades if words == written else _with_words(grades, pa.array(words, pa.string()))


def _with_words(column: pa.DictionaryArray, words: pa.StringArray) -> pa.DictionaryArray:
    # Two texts may have become one: the dictionary is made anew.
    plain = pa.DictionaryArray.from_arrays(column.indices, words).cast(pa.string())
    return plain.dictionary_encode()


def _read_patiently(source: Source, wanted: Wanted, target: Path) -> int:
    schema = pa.schema([(name, pa.string()) for name in [*_filled(wanted), PROBLEM]])
    places = {f: position(source, h) if (h := wanted.columns[f]) else None
              for f in _filled(wanted)}  # fmt: skip
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
    cells = {
        f: _clean(row[p], NULLS.get(f, NULL_WORDS)) if p is not None and p < len(row) else None
        for f, p in places.items()
    }
    if "school_id" in cells and wanted.school_id:
        cells["school_id"] = wanted.school_id
    if wanted.id_width and (cells.get("student_id") or "").isdigit():
        cells["student_id"] = cells["student_id"].zfill(wanted.id_width)
    if "grade" in cells:
        cells["grade"] = short_grade(cells["grade"])
    return [*cells.values(), None]


def _clean(cell: str, nulls: list[str]) -> str | None:
    if cell[:1] in ("=", "'"):
        cell = WRAPPED.sub("", cell)
    cell = cell.strip(TRIM)
    return None if cell in nulls else cell or None


def _lines(source: Source) -> Iterator[list[str]]:
    """The rows below the header; a line that holds nothing at all is a row of no cells. A quotation
    mark within a cell may be doubled, or stand behind a backslash as MySQL writes it.

    Raises `FileRefused` where a quotation mark that nobody closed swallows the lines below it.
    """
    csv.field_size_limit(FIELD_LIMIT)
    with source.text.open(encoding="utf-8-sig", newline="") as file:
        above = source.header_line + source.has_header
        for _ in range(above):
            file.readline()
        # Python's reader takes the end of the file for a closing mark: a line of our own tells.
        lines_read = _unescaped(file) if _has_escapes(source.text) else file
        reader = csv.reader(chain(lines_read, (END,)), delimiter=source.delimiter)
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


def _has_escapes(text: Path) -> bool:
    """Whether a backslash stands before a quotation mark that does not end its cell."""
    with text.open("rb") as file:
        return any(ESCAPED.search(line) for line in file)


def _unescaped(lines: Iterable[str]) -> Iterator[str]:
    """The lines with quotation marks doubled that stand behind a backslash."""
    for line in lines:
        yield re.sub(r'\\(["\\])', lambda m: '""' if m[1] == '"' else "\\", line)
