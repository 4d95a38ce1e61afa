"""Opens an uploaded file: its encoding, its delimiter, where its header stands."""

import codecs
import csv
import hashlib
import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import numpy as np

from sm_core.errors import FileRefused
from sm_core.importing.columns import KNOWN, plain
from sm_core.importing.dates import parse

DELIMITERS = {",": "comma", "\t": "tab", ";": "semicolon", "|": "bar", "^": "caret"}
HEAD_BYTES = 1 << 16
CHUNK = 1 << 22
NEWLINE = ord("\n")
HEADER_WITHIN = 40
DATED = 5
"""So many dates among the column names make a sheet with a column for each date."""
FIELD_LIMIT = 1 << 20

KINDS_BY_MAGIC = {
    b"PK\x03\x04": "an Excel workbook or a zip file",
    b"\xd0\xcf\x11\xe0": "an old Excel workbook",
    b"%PDF": "a PDF",
    b"\x89PNG": "a picture",
    b"PAR1": "a Parquet file",
    b"\x1f\x8b": "a compressed file",
}


@dataclass(frozen=True)
class Source:
    """A file that can be read as rows below a header.

    `text` is the file as UTF-8 (the file itself where it was that already); `header_line` counts
    the lines above the header's last; `lines` counts the physical lines below it.
    """

    path: Path
    name: str
    sha256: str
    encoding: str
    text: Path
    delimiter: str
    header_line: int
    headers: list[str]
    lines: int
    has_header: bool = True


def open_source(
    path: Path,
    work: Path,
    named: set[str] = frozenset(),
    headerless: bool = False,
    limit: int | None = None,
) -> Source:
    """Look at a file without loading it. `work` takes the UTF-8 copy where one is needed, `named`
    are headers a mapping names, `limit` is in bytes.

    Raises `FileRefused` for a file that is missing, too large, empty, binary, in an unknown
    encoding, without a header that says anything, or without a row below it.
    """
    if not path.is_file():
        raise FileRefused(f"{path.name}: there is no such file.")
    size = path.stat().st_size
    if limit and size > limit:
        raise FileRefused(
            f"{path.name} is {size / 1e6:,.0f} MB; this page takes up to {limit / 1e6:,.0f} MB. "
            "Load it with `python -m sm_core import`, or export a shorter period."
        )
    text, encoding, digest, lines = _as_utf8(path, work)
    delimiter, header_line, headers = _find_header(path.name, text, named, headerless)
    below = lines if headerless else lines - header_line - 1
    if below <= 0:
        raise FileRefused(f"{path.name} has a header but no rows below it; export it again.")
    return Source(
        path,
        path.name,
        digest,
        encoding,
        text,
        delimiter,
        header_line,
        headers,
        below,
        not headerless,
    )


def _as_utf8(path: Path, work: Path) -> tuple[Path, str, str, int]:
    """(UTF-8 file, encoding found, SHA-256 of the file as uploaded, physical lines)."""
    with path.open("rb") as file:
        head = file.read(HEAD_BYTES)
    _refuse_binary(path.name, head)
    utf16 = _utf16(head)
    if not utf16:
        digest, lines, valid = _scan(path)
        if valid:
            bom = head.startswith(codecs.BOM_UTF8)
            return path, "UTF-8 with BOM" if bom else "UTF-8", digest, lines
    copy = work / f"{path.stem}.utf8.csv"
    encoding = utf16 or "cp1252"
    try:
        with (
            path.open(encoding=encoding, newline="") as old,
            copy.open("w", encoding="utf-8", newline="") as new,
        ):
            while chunk := old.read(CHUNK):
                new.write(chunk.lstrip("\ufeff"))
    except UnicodeError as error:
        raise FileRefused(
            f"{path.name} is neither UTF-8, UTF-16 nor Windows-1252 text; "
            'save it again as "CSV UTF-8".'
        ) from error
    _, lines, _ = _scan(copy)
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    return copy, {"cp1252": "Windows-1252"}.get(encoding, "UTF-16"), digest, lines


def _refuse_binary(name: str, head: bytes) -> None:
    if not head.strip():
        raise FileRefused(f"{name} is empty; export it again.")
    for magic, kind in KINDS_BY_MAGIC.items():
        if head.startswith(magic):
            raise FileRefused(f"{name} is {kind}, not a CSV file; save or export it as CSV.")
    if b"\0" in head and not _utf16(head):
        raise FileRefused(f"{name} is a binary file, not text; export it as CSV.")


def _utf16(head: bytes) -> str | None:
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    for half, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        # Text of Latin letters in UTF-16 has a zero in every second byte.
        zeros = head[half::2].count(0)
        if zeros > 0.4 * len(head) / 2 and head[1 - half :: 2].count(0) == 0:
            return encoding
    return None


def _scan(path: Path) -> tuple[str, int, bool]:
    """(SHA-256, physical lines, whether all of it is UTF-8) in one pass over the bytes."""
    digest, decoder = hashlib.sha256(), codecs.getincrementaldecoder("utf-8")()
    newlines = returns = 0
    valid, last = True, b""
    with path.open("rb") as file, ThreadPoolExecutor(1) as beside:
        while chunk := file.read(CHUNK):
            hashing = beside.submit(digest.update, chunk)
            newlines += int(np.count_nonzero(np.frombuffer(chunk, np.uint8) == NEWLINE))
            # Carriage returns end lines only where nothing else does.
            returns += 0 if newlines else chunk.count(b"\r")
            last = chunk[-1:]
            valid = valid and _goes_on(decoder, chunk)
            hashing.result()
    # A character cut off at the end is not UTF-8 either.
    valid = valid and not decoder.getstate()[0]
    ends = newlines or returns
    return digest.hexdigest(), ends + (last not in (b"\n", b"\r")), valid


def _goes_on(decoder: codecs.IncrementalDecoder, chunk: bytes) -> bool:
    """Whether `chunk` is UTF-8 after the chunks that `decoder` has seen."""
    if chunk.isascii() and not decoder.getstate()[0]:
        return True
    try:
        decoder.decode(chunk)
    except UnicodeDecodeError:
        return False
    return True


def head_rows(text: Path, delimiter: str) -> list[tuple[int, list[str]]]:
    """The first rows of a UTF-8 file, each with the number of the line it ends on, from 0."""
    with text.open("rb") as file:
        head = file.read(HEAD_BYTES).decode("utf-8", errors="ignore").lstrip("\ufeff")
    csv.field_size_limit(FIELD_LIMIT)
    reader = csv.reader(re.split(r"(?<=\n)|(?<=\r)(?!\n)", head), delimiter=delimiter)
    try:
        return [(reader.line_num - 1, row) for row in islice(reader, HEADER_WITHIN)]
    except csv.Error:
        return []


def _find_header(
    name: str, text: Path, named: set[str], headerless: bool
) -> tuple[str, int, list[str]]:
    """(delimiter, lines above the header, headers): the row that names most known columns."""
    known = KNOWN | {plain(header) for header in named} - {""}
    best: tuple[int, int, str, list[str]] = (0, 0, ",", [])
    for delimiter in DELIMITERS:
        rows = head_rows(text, delimiter)
        if headerless and rows and len(rows[0][1]) > max(1, len(best[3])):
            best = (99, 0, delimiter, [str(n + 1) for n in range(len(rows[0][1]))])
            continue
        for line, row in rows:
            score = len({plain(cell) for cell in row} & known)
            # A sheet with a column for each date names little else.
            score += bool(score) and sum(parse(cell, "mdy") is not None for cell in row) >= DATED
            if score > best[0] and len(row) > 1:
                best = (score, line, delimiter, row)
    score, line, delimiter, headers = best
    if score < 2:
        raise FileRefused(_no_header(name, text))
    return (
        delimiter,
        line,
        [header.replace("\ufeff", "").strip().strip("'\"") for header in headers],
    )


def _no_header(name: str, text: Path) -> str:
    rows = head_rows(text, "\0")
    first = " ".join(cell for _, row in rows[:1] for cell in row).strip()[:60]
    return (
        f'{name}: no row with column names was recognized (the first line is "{first}"). Export '
        "it with its header row, and with columns separated by commas, tabs, semicolons or bars."
    )
