"""A large file in blocks of whole lines, worked on side by side and handed on in order."""

import codecs
import csv
import os
import re
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pyarrow as pa
import pyarrow.csv as pc

BLOCK = 1 << 24
ESCAPED = re.compile(rb'\\"(?!\s*(,|\t|;|\||\^|\r|\n|\Z))')
"""A quotation mark within a value, as MySQL writes it: what follows is not the end of a cell."""
MOST_THREADS = 8
TEXT = pa.dictionary(pa.int32(), pa.string())
"""Each different text of a block once, and for every line the number of its own."""


def blocks(path: Path, above: int, delimiter: str) -> Iterator[memoryview]:
    """The lines of a UTF-8 file below the first `above`, about `BLOCK` bytes at a time.

    Stops early, so that rows are missing, where it cannot go on: lines must end on a line feed, be
    no longer than a block, leave no quotation mark open where a block ends, and have none behind a
    backslash.
    """
    with path.open("rb") as file:
        if file.read(3) != codecs.BOM_UTF8:
            file.seek(0)
        for _ in range(above):
            # Where a return alone ends a line above, lines cannot be counted so simply.
            if b"\r" in file.readline().removesuffix(b"\n").removesuffix(b"\r"):
                return
        rest = b""
        while chunk := file.read(BLOCK):
            block = rest + chunk
            if b'\\"' in block and ESCAPED.search(block):
                return
            end = block.rfind(b"\n") + 1
            long = not end and len(block) >= BLOCK
            if long or _is_open(block[block.rfind(b"\n", 0, end - 1) + 1 : end], delimiter):
                return
            yield memoryview(block)[:end]
            rest = block[end:]
        if not _is_open(rest, delimiter):
            yield memoryview(rest)


def _is_open(line: bytes, delimiter: str) -> bool:
    """Whether a quoted cell goes on after this line; a parser takes the end for its end."""
    if b'"' not in line:
        return False
    try:
        return len(list(csv.reader([line.decode(), "next"], delimiter=delimiter))) < 2
    except csv.Error:
        # A lone return within: nothing for a parser of line feeds.
        return True


def in_order(work: Callable, items: Iterable) -> Iterator:
    """`work` of each item, some at once, with no more items in memory than are worked on."""
    threads = min(os.cpu_count() or 1, MOST_THREADS)
    with ThreadPoolExecutor(threads) as pool:
        waiting = deque()
        for item in items:
            waiting.append(pool.submit(work, item))
            if len(waiting) > threads:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


def parse(block: memoryview, delimiter: str, width: int, places: set[int]) -> pa.Table:
    """The columns at `places` (from 0), named c0, c1, …, of a block whose lines have `width`
    cells; blank is null. Raises `pa.ArrowInvalid` where a line has more or fewer."""
    names = [f"c{place}" for place in range(width)]
    chosen = [names[place] for place in sorted(places)]
    if not len(block):
        return pa.table({name: pa.array([], TEXT) for name in chosen})
    return pc.read_csv(
        pa.BufferReader(pa.py_buffer(block)),
        pc.ReadOptions(column_names=names, use_threads=False, block_size=len(block) + 1),
        pc.ParseOptions(delimiter=delimiter, ignore_empty_lines=False),
        pc.ConvertOptions(
            check_utf8=False, column_types=dict.fromkeys(chosen, TEXT), include_columns=chosen,
            null_values=[""], strings_can_be_null=True,
        ),
    )  # fmt: skip
