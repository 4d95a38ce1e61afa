"""Where the header of a text file stands, how its columns are separated, or that it has none."""

import csv
import re
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from sm_core.errors import FileRefused
from sm_core.importing.columns import KNOWN, plain
from sm_core.importing.dates import lacks_year, parse
from sm_core.importing.encoding import HEAD_BYTES

DELIMITERS = {",": "comma", "\t": "tab", ";": "semicolon", "|": "bar", "^": "caret"}
HEADER_WITHIN = 40
DATED = 5
"""So many dates among the column names make a sheet with a column for each date."""

FIELD_LIMIT = 1 << 20
STAS = "STAS"
"""The first field of every line of California's file of attendance totals, which has no header."""

INVISIBLE = re.compile("[\ufeff\u200b-\u200f\u2060]")
"""Marks without width, which copying from a web page leaves in column names."""


def head_rows(text: Path, delimiter: str) -> list[tuple[int, list[str]]]:
    """The first rows of a UTF-8 file, each with the number of the line it ends on, from 0."""
    with text.open("rb") as file:
        head = file.read(HEAD_BYTES).decode("utf-8", errors="ignore").lstrip("\ufeff")
        if file.read(1):
            # A line cut off here is no row.
            head = head[: max(head.rfind("\n"), head.rfind("\r")) + 1]
    csv.field_size_limit(FIELD_LIMIT)
    reader = csv.reader(re.split(r"(?<=\n)|(?<=\r)(?!\n)", head), delimiter=delimiter)
    try:
        return [(reader.line_num - 1, row) for row in islice(reader, HEADER_WITHIN)]
    except csv.Error:
        return []


def find_header(
    name: str, text: Path, named: set[str], headerless: bool
) -> tuple[str, int, list[str]]:
    """(delimiter, lines above the header, headers): the row that names most known columns; the
    positions 1, 2, … where the first row already holds data. With `headerless` the columns are
    told by position, and only a row that holds no data is a header."""
    known = KNOWN | {plain(header) for header in named} - {""}
    best: tuple[int, int, str, list[str]] = (0, 0, ",", [])
    for delimiter in DELIMITERS:
        rows = head_rows(text, delimiter)
        for line, row in _without_data(rows) if headerless else rows:
            score = len({plain(cell) for cell in row} & known)
            # A sheet with a column for each date names little else.
            score += bool(score) and len(dated(row)) >= DATED
            if score > best[0] and len(row) > 1:
                best = (score, line, delimiter, row)
    score, line, delimiter, headers = best
    if score < 2:
        delimiter, headers = (_by_width if headerless else _without_header)(text)
        if not headers:
            raise FileRefused(_no_header(name, text))
        return delimiter, 0, headers
    return (
        delimiter,
        line,
        [
            INVISIBLE.sub("", header).replace("\u00a0", " ").strip().strip("'\"")
            for header in headers
        ],
    )


def dated(row: list[str]) -> list[int]:
    """Where a row of headers holds dates, with or without a year."""
    return [n for n, cell in enumerate(row) if parse(cell, "mdy") or parse(cell, "dmy")
            or lacks_year(cell)]  # fmt: skip


def _without_data(rows: list[tuple[int, list[str]]]) -> Iterator[tuple[int, list[str]]]:
    """The rows fuller than all above them that hold no number of three digits and no date."""
    most = 0
    for line, row in rows:
        filled = sum(map(bool, row))
        data = any(re.fullmatch(r"\d{3,}", cell) for cell in row) or 0 < len(dated(row)) < DATED
        if filled > most and not data:
            yield line, row
        most = max(most, filled)


def _by_width(text: Path) -> tuple[str, list[str]]:
    """(delimiter, positions) by the delimiter that gives the first row most cells."""
    first = {delimiter: rows[0][1] for delimiter in DELIMITERS
             if (rows := head_rows(text, delimiter))}  # fmt: skip
    delimiter = max(first, key=lambda one: len(first[one]), default="")
    width = len(first.get(delimiter, ()))
    return (delimiter, positions(width)) if width > 1 else ("", [])


def positions(width: int) -> list[str]:
    """What stands for the headers of a file that has none."""
    return [str(n + 1) for n in range(width)]


def _without_header(text: Path) -> tuple[str, list[str]]:
    """(delimiter, positions) of a file whose first row is data already, else ("", []): rows of one
    width that are California's STAS records, or hold a date in the same place throughout."""
    for delimiter in DELIMITERS:
        rows = [row for _, row in head_rows(text, delimiter) if any(row)]
        if (
            not rows
            or len(rows[0]) < 3
            or len({len(row) for row in rows[:-1]} - {len(rows[0])}) > 1
        ):
            continue
        dates = set.intersection(*({n for n in dated(row) if lacks_year(row[n]) is False}
                                   for row in rows[:5]))  # fmt: skip
        if rows[0][0] == STAS or dates:
            return delimiter, positions(len(rows[0]))
    return "", []


def _no_header(name: str, text: Path) -> str:
    rows = head_rows(text, "\0")
    first = " ".join(cell for _, row in rows[:1] for cell in row).strip()[:60]
    return (
        f'{name}: no row with column names was recognized (the first line is "{first}"). Export '
        "it with its header row, and with columns separated by commas, tabs, semicolons or bars."
    )
