"""Opens an uploaded file: its encoding, its delimiter, where its header stands."""

import codecs
import csv
import hashlib
import re
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import numpy as np

from sm_core.errors import FileRefused
from sm_core.importing.columns import KNOWN, plain
from sm_core.importing.dates import lacks_year, parse

DELIMITERS = {",": "comma", "\t": "tab", ";": "semicolon", "|": "bar", "^": "caret"}
HEAD_BYTES = 1 << 16
CHUNK = 1 << 22
NEWLINE = ord("\n")
HEADER_WITHIN = 40
DATED = 5
"""So many dates among the column names make a sheet with a column for each date."""
FIELD_LIMIT = 1 << 20
STAS = "STAS"
"""The first field of every line of California's file of attendance totals, which has no header."""

KINDS_BY_MAGIC = {
    b"%PDF": "a PDF",
    b"\x89PNG": "a picture",
    b"PAR1": "a Parquet file",
    b"\x1f\x8b": "a compressed file",
}


ENCODINGS = {"cp1252": "Windows-1252", "cp437": "DOS (code page 437)"}
ODD_LETTERS = re.compile(rb"[\x80-\xff][A-Za-z\x80-\xff]{0,40}")
ENOUGH_WORDS = 10_000
LETTERS_BEFORE = re.compile(rb"[A-Za-z]*\Z")
ESCAPED = re.compile(rb'\\"(?!\s*(,|\t|;|\||\^|\r|\n|\Z))')
"""A quotation mark within a value, as MySQL writes it: what follows is not the end of a cell."""

INVISIBLE = re.compile("[\ufeff\u200b-\u200f\u2060]")
"""Marks without width, which copying from a web page leaves in column names."""


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
            "Put it into the drop folder of this computer, or export a shorter period."
        )
    text, encoding, digest, lines = _as_utf8(path, work)
    delimiter, header_line, headers = find_header(path.name, text, named, headerless)
    headerless = headers == positions(len(headers))
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
        digest, lines, valid = _scan(path, path.name)
        if valid:
            bom = head.startswith(codecs.BOM_UTF8)
            return path, "UTF-8 with BOM" if bom else "UTF-8", digest, lines
    copy = work / f"{path.stem}.utf8.csv"
    encoding = utf16 or single_byte(path)
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
    _, lines, _ = _scan(copy, path.name)
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return copy, ENCODINGS.get(encoding, "UTF-16"), digest, lines


def single_byte(path: Path) -> str:
    """Windows-1252, or the DOS code page 437 where the bytes above 127 make better names in it:
    Aeries writes its Attendance Works extract so."""
    dos = windows = 0
    for word, times in Counter(islice(_odd_words(path), ENOUGH_WORDS)).items():
        dos += times * _like_a_name(word, "cp437")
        windows += times * _like_a_name(word, "cp1252")
    return "cp437" if dos > windows else "cp1252"


def _odd_words(path: Path) -> Iterator[bytes]:
    """The words of a file with a byte above 127."""
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            for found in ODD_LETTERS.finditer(chunk):
                start = found.start()
                yield LETTERS_BEFORE.search(chunk[max(0, start - 40) : start])[0] + found[0]


def _like_a_name(word: bytes, encoding: str) -> int:
    """How well a word reads: not at all with a capital in its middle, best with letters alone.
    Both encodings know all bytes, but where one has a letter the other often has a sign."""
    text = word.decode(encoding, errors="replace")
    if not (text.istitle() or text.isupper()):
        return 0
    return 1 + sum(letter.isalpha() for letter in text if not letter.isascii())


def _refuse_binary(name: str, head: bytes) -> None:
    if not head.strip():
        raise FileRefused(f"{name} is empty; export it again.")
    for magic, kind in KINDS_BY_MAGIC.items():
        if head.startswith(magic):
            raise FileRefused(f"{name} is {kind}, not a CSV file; save or export it as CSV.")
    if b"\0" in head and not _utf16(head):
        raise FileRefused(f"{name} is a binary file, not text; export it as CSV.")
    if len(head) == HEAD_BYTES and not (b"\n" in head or b"\r" in head):
        raise FileRefused(
            f"{name}: its first line is longer than {HEAD_BYTES:,} bytes, so it is no header of an "
            "attendance file; export it again, with a line for each row."
        )


def _utf16(head: bytes) -> str | None:
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    for half, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        # Text of Latin letters in UTF-16 has a zero in every second byte.
        zeros = head[half::2].count(0)
        if zeros > 0.4 * len(head) / 2 and head[1 - half :: 2].count(0) == 0:
            return encoding
    return None


def _scan(path: Path, name: str) -> tuple[str, int, bool]:
    """(SHA-256, physical lines, whether all of it is UTF-8) in one pass over the bytes."""
    digest, decoder = hashlib.sha256(), codecs.getincrementaldecoder("utf-8")()
    newlines = returns = 0
    valid, last = True, b""
    with path.open("rb") as file, ThreadPoolExecutor(1) as beside:
        while chunk := file.read(CHUNK):
            hashing = beside.submit(digest.update, chunk)
            ends = int(np.count_nonzero(np.frombuffer(chunk, np.uint8) == NEWLINE))
            newlines += ends
            # Carriage returns end lines only where nothing else does.
            returned = 0 if newlines else chunk.count(b"\r")
            returns += returned
            if len(chunk) == CHUNK and not ends and not returned and not chunk.count(b"\r"):
                hashing.result()
                raise FileRefused(_endless(name, newlines or returns))
            last = chunk[-1:]
            valid = valid and _goes_on(decoder, chunk)
            hashing.result()
    # A character cut off at the end is not UTF-8 either.
    valid = valid and not decoder.getstate()[0]
    # The last line need not be ended; among \n a lone \r at the end is one more blank line.
    ended = last == (b"\n" if newlines else b"\r")
    return digest.hexdigest(), (newlines or returns) + (not ended), valid


def _endless(name: str, above: int) -> str:
    return (
        f"{name}: line {above + 1:,} goes on for more than {CHUNK // 10**6} million bytes without "
        "an end, so its rows cannot be told apart; export it again, with a line for each row."
    )


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
