"""Where the header of a text file stands, how its columns are separated, or that it has none."""

import csv
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
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
    """(delimiter, lines above the header, headers): the first row that names known columns;
    the positions 1, 2, … where the first row already holds data. With `headerless` the columns are
    told by position, and only a row that holds no data is a header."""
    known = KNOWN | {plain(header) for header in named} - {""}
    best = Row(0, [])
    separated = ""
    for delimiter in DELIMITERS:
        rows = head_rows(text, delimiter)
        scored = [Row(line, row, _score(row, known)) for line, row in
                  (_without_data(rows) if headerless else rows)]  # fmt: skip
        row = _first_that_names(scored)
        if row and row.score > best.score:
            best, separated = row, delimiter
    if not separated:
        delimiter, headers = (_by_width if headerless else _without_header)(text)
        if not headers:
            raise FileRefused(_no_header(name, text))
        return delimiter, 0, headers
    return separated, best.line, [bare(header) for header in best.cells]


@dataclass(frozen=True)
class Row:
    """A row that may be the header, the number of its last line, and how many columns it names."""

    line: int
    cells: list[str]
    score: int = 0

    @property
    def width(self) -> int:
        return sum(map(bool, self.cells))


def _score(row: list[str], known: set[str]) -> int:
    """How many known columns a row names. One that says the same three times is data: marks in
    words, such as Present, are known names, too."""
    words = Counter(plain(cell) for cell in row)
    found = [words[word] for word in words.keys() & known]
    if len(row) < 2 or not found or max(found) > 2:
        return 0
    # A sheet with a column for each date names little else.
    return len(found) + (len(dated(row)) >= DATED)


def _first_that_names(rows: list[Row]) -> Row | None:
    """The first row that names two columns, unless it stands above the header: there it is
    narrower and names half as much, or it holds values and the header does not."""
    best = None
    for row in rows:
        if row.score < 2:
            continue
        better = best and row.score > best.score and (
            (row.score >= 2 * best.score and row.width > best.width)
            or (_holds_data(best.cells) and not _holds_data(row.cells))
        )  # fmt: skip
        best = row if better else best or row
    return best


def bare(header: str) -> str:
    """A header without invisible marks, blanks, and a pair of quotation marks around all of it."""
    header = INVISIBLE.sub("", header).replace("\u00a0", " ").strip()
    if quoted := re.fullmatch(r"""(['"])((?:(?!\1).)*)\1""", header, re.DOTALL):
        return quoted[2].strip()
    return header


def dated(row: list[str]) -> list[int]:
    """Where a row of headers holds dates, with or without a year."""
    return [n for n, cell in enumerate(row) if parse(cell, "mdy") or parse(cell, "dmy")
            or lacks_year(cell)]  # fmt: skip


def _without_data(rows: list[tuple[int, list[str]]]) -> Iterator[tuple[int, list[str]]]:
    """The rows fuller than all above them that hold no number of three digits and no date."""
    most = 0
    for line, row in rows:
        filled = sum(map(bool, row))
        if filled > most and not _holds_data(row):
            yield line, row
        most = max(most, filled)


def _holds_data(row: list[str]) -> bool:
    """Whether a row holds a number of three digits, or dates too few to be columns."""
    return any(re.fullmatch(r"\d{3,}", cell) for cell in row) or 0 < len(dated(row)) < DATED


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
