"""Text with contacts, pasted or from files, as rows of cells."""

from __future__ import annotations

import csv
import io
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from sm_core.contact_sheets.columns import KNOWN, header_row
from sm_core.errors import FileRefused
from sm_core.importing.encoding import as_utf8
from sm_core.importing.header import DELIMITERS
from sm_core.importing.mapping import Mapping, MappingFile
from sm_core.importing.unpack import Part, Unread, unpack
from sm_core.roster.sheet import MOST_BYTES, bare_cell

MOST_ROWS = 20_000
LOOKED_AT = 40
"""Lines by which it is told what separates the columns."""


@dataclass(frozen=True)
class Text:
    """What was pasted, or one table of a file, under the name by which it is reported; `refused`
    says why a file cannot be read, `notes` which of its sheets was taken."""

    name: str
    text: str
    refused: FileRefused | None = None
    notes: tuple[str, ...] = ()


def texts_in(paths: list[Path], work: Path) -> list[Text]:
    """The tables in the files, in their order; `work` takes what is unpacked."""
    named = MappingFile(Mapping(columns={word: word for word in KNOWN}))
    return [
        text
        for n, part in enumerate(unpack(paths, work, named, MOST_BYTES))
        for text in _texts(part, work / f"texts-{n}")
    ]


def _texts(part: Part | Unread, work: Path) -> list[Text]:
    if isinstance(part, Unread):
        return [Text(part.name, "", part.error)]
    names = [f"{part.name}, sheet {choice}" for choice in part.choices] or [part.name]
    return [
        _read(path, name, work / str(n), part.notes)
        for n, (path, name) in enumerate(zip(part.paths, names, strict=True))
    ]


def _read(path: Path, name: str, work: Path, notes: tuple[str, ...]) -> Text:
    try:
        if not path.is_file():
            raise FileRefused(f"{name}: there is no such file.")
        if path.stat().st_size > MOST_BYTES:
            raise FileRefused(f"{name} is larger than {MOST_BYTES // 10**6} MB; bring in one month "
                              "after the other.")  # fmt: skip
        work.mkdir(parents=True, exist_ok=True)
        utf8, *_ = as_utf8(path, work)
        return Text(name, utf8.read_text(encoding="utf-8-sig"), None, notes)
    except FileRefused as refused:
        return Text(name, "", refused)


def rows_in(text: Text) -> dict[int, list[str]]:
    """Every row with its number as a spreadsheet counts, those after the last filled one left out.
    Raises `FileRefused` for an empty text, one that is too long, and one that cannot be read."""
    if text.refused:
        raise text.refused
    rows = _cells(text, _delimiter(text.text))
    while rows and not any(rows[last := max(rows)]):
        del rows[last]
    if not rows:
        raise FileRefused(f"{text.name} has no lines; copy the cells with the contacts.")
    return rows


def _cells(text: Text, delimiter: str) -> dict[int, list[str]]:
    try:
        return _parsed(text, delimiter, csv.QUOTE_MINIMAL)
    except csv.Error:
        pass
    try:
        # A quotation mark that nothing closes would make one cell of all lines after it.
        return _parsed(text, delimiter, csv.QUOTE_NONE)
    except csv.Error as error:
        raise FileRefused(f"{text.name} cannot be read as lines of cells ({error}); copy the cells "
                          "from the sheet again, or save it as CSV.") from error  # fmt: skip


def _parsed(text: Text, delimiter: str, quoting: int) -> dict[int, list[str]]:
    lines = io.StringIO(text.text, newline="")
    rows: dict[int, list[str]] = {}
    for number, cells in enumerate(csv.reader(lines, delimiter=delimiter, quoting=quoting,
                                              strict=True), start=1):  # fmt: skip
        if number > MOST_ROWS + 1:
            raise FileRefused(f"{text.name} has over {MOST_ROWS:,} lines; bring in one month after "
                              "the other.")  # fmt: skip
        rows[number] = [bare_cell(cell) for cell in cells]
    return rows


def _delimiter(text: str) -> str:
    """The tab of a spreadsheet where most lines have one; else what separates the columns of a
    header, or gives the most columns to most lines."""
    lines = [line for line in text.splitlines() if line.strip()][:LOOKED_AT]
    if 2 * sum("\t" in line for line in lines) > len(lines):
        return "\t"
    return max(DELIMITERS, key=lambda delimiter: _fits("\n".join(lines), delimiter))


def _fits(head: str, delimiter: str) -> tuple[bool, int]:
    rows = dict(enumerate(csv.reader(head.splitlines(), delimiter=delimiter)))
    [(width, _)] = Counter(map(len, rows.values())).most_common(1) or [(0, 0)]
    return header_row(rows) is not None, width
