"""The text of an uploaded file: which encoding it is in, and that it is text at all."""

import codecs
import hashlib
import re
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from pathlib import Path

import numpy as np

from sm_core.errors import FileRefused

HEAD_BYTES = 1 << 16
"""What is read of a file to see what it is."""

COPY = "text.utf8.csv"
"""The uploaded name may be as long as names can be."""

CHUNK = 1 << 22
NEWLINE = ord("\n")
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


def as_utf8(path: Path, work: Path) -> tuple[Path, str, str, int]:
    """(UTF-8 file, encoding found, SHA-256 of the file as uploaded, physical lines); the file
    itself where it is UTF-8, else a copy in `work`, a folder for this file alone. Raises
    `FileRefused` for what is no text."""
    with path.open("rb") as file:
        head = file.read(HEAD_BYTES)
    _refuse_binary(path.name, head)
    utf16 = _utf16(head)
    if not utf16:
        digest, lines, valid = _scan(path, path.name)
        if valid:
            bom = head.startswith(codecs.BOM_UTF8)
            return path, "UTF-8 with BOM" if bom else "UTF-8", digest, lines
    copy = work / COPY
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
