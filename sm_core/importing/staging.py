"""The mapped columns of a file as Parquet, everything still text, one row per line.

A well-formed file is read in blocks, side by side. Where a line does not fit, or other lines are
counted than the file has, Python's patient reader takes over; both give the same rows.
"""

import csv
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import chain, islice
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from sm_core.errors import FileRefused
from sm_core.importing.blocks import ESCAPED, TEXT, blocks, in_order, parse
from sm_core.importing.grades import short_grade
from sm_core.importing.header import FIELD_LIMIT
from sm_core.importing.source import Source

Told = Callable[[int, int], None]
"""Who is told how many lines are read, and of how many."""

BATCH = 50_000
PROBLEM = "problem"
"""The extra column: why a line cannot be read at all, empty where it can."""

END = "\x03end of file\x03"
MOST_LINES = 100
"""A row of more lines than this, breaks within cells, is a quotation mark left open."""
TRIM = "".join(map(chr, range(1, 33))) + "\x7f\u00a0\ufeff\u200b\u200c\u200d\u200e\u200f\u2060"
"""Blanks, control characters and marks without width: around a cell they say nothing."""

NULL = re.compile(r"^(?:NULL|\\N|\(null\)|#N/A)$")
"""What databases and spreadsheets write for nothing."""

NULLS = {
    # Null is a family name.
    **dict.fromkeys(
        ("first_name", "last_name", "full_name", "givenName", "familyName"),
        re.compile(r"^(?:\\N|\(null\))$"),
    ),
    # N/A may be an attendance code, but it is nobody's id, and neither is a line of dashes.
    **dict.fromkeys(
        ("student_id", "school_id"),
        re.compile(
            r"^(?:(?i:null|\(null\)|none|\\n|#?n/a|#null!|#ref!|#value!|#name\?)|[\W_]*)$"
        ),
    ),
}  # fmt: skip

WRAPPED = re.compile(r"""^=?["']+|["']+\Z""")


def untold(done: int, lines: int) -> None:
    """Nobody is told."""


@dataclass(frozen=True)
class Wanted:
    """What to take from a file: for each field its header, or None where it has none.

    Numeric student ids shorter than `id_width` get their leading zeros back; `school_id` stands
    in every row of a file of one school.
    """

    columns: dict[str, str | int | None]
    id_width: int | None = None
    school_id: str | None = None


def stage(
    source: Source,
    wanted: Wanted,
    target: Path,
    told: Told = untold,
) -> int:
    """Write the Parquet file `target`, one text column per wanted field that the file has, and
    return its rows. `told` hears how many of the lines are read.

    Values are trimmed, blank text is null, ids wrapped against Excel (`="00123"`, `'00123`) are
    unwrapped. Raises `FileRefused` for a file that even the patient reader cannot follow.
    """
    rows = _read_fast(source, wanted, target, told)
    if rows != source.lines:
        rows = _read_patiently(source, wanted, target, told)
    if rows == 0:
        raise FileRefused(f"{source.name} has a header but no rows below it; export it again.")
    return rows


def position(source: Source, header: str | int) -> int:
    """Where a mapped header stands, counted from 0; a number is a place already, from 1."""
    by_place = isinstance(header, int) or not source.has_header
    return int(header) - 1 if by_place else source.headers.index(header)


def _read_fast(source: Source, wanted: Wanted, target: Path, told: Told = untold) -> int | None:
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
                told(count, source.lines)
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
        f: _tidy(read.column(f"c{place}").combine_chunks(), NULLS.get(f, NULL))
        for f, place in places.items()
    }
    for field, title in islice(_titles(source, places).items(), 1):
        if pc.index(columns[field].dictionary, title).as_py() >= 0:
            raise pa.ArrowInvalid("the header may be repeated")
    if wanted.school_id and "school_id" in wanted.columns:
        same = pa.array([0] * read.num_rows, pa.int32())
        columns["school_id"] = pa.DictionaryArray.from_arrays(same, [wanted.school_id])
    if wanted.id_width and "student_id" in columns:
        columns["student_id"] = _padded(columns["student_id"], wanted.id_width)
    if "grade" in columns:
        columns["grade"] = _short(columns["grade"])
    return pa.table({field: columns[field] for field in _filled(wanted)})


def _titles(source: Source, places: dict[str, int | None]) -> dict[str, str]:
    """The header of each field that is read from a column with a name."""
    if not source.has_header:
        return {}
    titles = {f: source.headers[place] for f, place in places.items() if place is not None}
    return {field: title for field, title in titles.items() if title}


def _tidy(column: pa.DictionaryArray, null: re.Pattern) -> pa.DictionaryArray:
    words = column.dictionary
    if len(words) and pc.max(pc.binary_length(words)).as_py() > FIELD_LIMIT:
        raise pa.ArrowInvalid("a cell is too long")
    unclean = [
        pc.not_equal(pc.utf8_trim(words, TRIM), words),
        pc.starts_with(words, "="), pc.starts_with(words, "'"),
        pc.match_substring_regex(words, null.pattern),
    ]  # fmt: skip
    # Nearly always none is; the slow cleaning looks at each different text once.
    if not any(pc.any(found).as_py() for found in unclean):
        return column
    return _with_words(
        column, pa.array([_clean(word, null) for word in words.to_pylist()], pa.string())
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


def _read_patiently(source: Source, wanted: Wanted, target: Path, told: Told = untold) -> int:
    names = dict.fromkeys([*_filled(wanted), PROBLEM])
    schema = pa.schema([(name, pa.string()) for name in names])
    places = {f: position(source, h) if (h := wanted.columns[f]) else None
              for f in _filled(wanted)}  # fmt: skip
    titles, width = _titles(source, places), len(source.headers)
    # Picked row by row: what is not wanted of a row of a million cells is let go at once.
    rows = (_pick(row, places, titles, width, wanted) for row in _lines(source))
    count = 0
    with pq.ParquetWriter(target, schema, compression="zstd") as writer:
        while batch := list(islice(rows, BATCH)):
            columns = [pa.array(c, pa.string()) for c in zip(*batch, strict=True)]
            writer.write_table(pa.table(columns, schema=schema))
            count += len(batch)
            told(count, source.lines)
    return count


def _pick(
    row: list[str], places: dict, titles: dict, width: int, wanted: Wanted
) -> list[str | None]:
    if any(cell.strip() for cell in row[width:]):
        return [None] * len(places.keys() - {PROBLEM}) + ["too_many_columns"]
    cells = {
        f: _clean(row[p], NULLS.get(f, NULL)) if p is not None and p < len(row) else None
        for f, p in places.items()
    }
    if titles and all(cells[field] == title for field, title in titles.items()):
        return [None] * len(places.keys() - {PROBLEM}) + ["repeated_header"]
    if "school_id" in cells and wanted.school_id:
        cells["school_id"] = wanted.school_id
    if wanted.id_width and (cells.get("student_id") or "").isdigit():
        cells["student_id"] = cells["student_id"].zfill(wanted.id_width)
    if "grade" in cells:
        cells["grade"] = short_grade(cells["grade"])
    problem = cells.pop(PROBLEM, None)
    return [*cells.values(), problem]


def _clean(cell: str, null: re.Pattern) -> str | None:
    if cell[:1] in ("=", "'"):
        cell = WRAPPED.sub("", cell)
    cell = cell.strip(TRIM)
    return None if not cell or null.search(cell) else cell


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
            raise FileRefused(_lost(source.name, above + rows + 1, str(error))) from error


def _lost(name: str, row: int, why: str) -> str:
    if "field limit" in why:
        return (
            f"{name}: a cell in row {row:,} holds more than {FIELD_LIMIT:,} characters, so this is "
            "no table of attendance, or a quotation mark there is not closed; export it again."
        )
    return (
        f"{name}: a quotation mark in row {row:,} is not closed, so the lines below cannot be told "
        "apart; close or remove it, or export again."
    )


def _has_escapes(text: Path) -> bool:
    """Whether a backslash stands before a quotation mark that does not end its cell."""
    with text.open("rb") as file:
        return any(ESCAPED.search(line) for line in file)


def _unescaped(lines: Iterable[str]) -> Iterator[str]:
    """The lines with quotation marks doubled that stand behind a backslash."""
    for line in lines:
        yield re.sub(r'\\(["\\])', lambda m: '""' if m[1] == '"' else "\\", line)
