"""Writes the filled sheets of a workbook as text: `sheets_as_text.py BOOK FOLDER NAME LIMIT`.

A process of its own, started by `workbook`: the reader asks for memory for the whole rectangle
that a sheet spans, half a terabyte where one cell in the last corner is filled, and a request that
fails ends the process.
"""

import csv
import errno
import json
import sys
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

MEMORY = 2 << 30
"""Enough for 20 million cells: a million rows of 20 columns."""
OLD_FORMAT = b"\xd0\xcf\x11\xe0"
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
EXACT = 10**15
"""Excel keeps 15 digits; of a number from here on the last ones are lost."""


def main(book: Path, folder: Path, name: str, limit: int) -> None:
    """Write each visible, filled worksheet to FOLDER/number/NAME, and what was found, as JSON, to
    the standard output: {"sheets": [names]} or {"refused": why}. `limit` is for all text, in
    bytes."""
    _bound("AS", MEMORY)
    _bound("CORE", 0)
    try:
        found = {"sheets": _write_all(book, folder, name, limit)}
    except CalamineError:
        found = {"refused": "password" if _is_protected(book, folder) else "damaged"}
    except MemoryError:
        found = {"refused": "large"}
    except OSError as error:
        if error.errno != errno.EFBIG:
            raise
        found = {"refused": "large"}
    print(json.dumps(found))


def _is_protected(book: Path, folder: Path) -> bool:
    content = book.read_bytes()
    if not content.startswith(OLD_FORMAT):
        return False
    # Of an old workbook the reader tells only when its ending says that it is one.
    named = folder / "protected.xls"
    named.write_bytes(content)
    try:
        CalamineWorkbook.from_path(named)
    except PasswordError:
        return True
    except CalamineError:
        return ENCRYPTED in content
    return False


def _bound(kind: str, most: int) -> None:
    """Let the system stop this process, where it can, before it takes what others need."""
    if sys.platform == "win32":
        return
    import resource

    which = getattr(resource, f"RLIMIT_{kind}")
    resource.setrlimit(which, (most, resource.getrlimit(which)[1]))


def _write_all(book: Path, folder: Path, name: str, limit: int) -> list[str]:
    # Opened as bytes, because by path the ending would decide how it is read.
    with book.open("rb") as file:
        workbook = CalamineWorkbook.from_filelike(file)
    names = []
    for sheet in workbook.sheets_metadata:
        if (sheet.typ, sheet.visible) != (SheetTypeEnum.WorkSheet, SheetVisibleEnum.Visible):
            continue
        content = workbook.get_sheet_by_name(sheet.name)
        if content.start is not None:
            _bound("FSIZE", limit)
            limit -= _write(content, folder / str(len(names)) / name)
            names.append(sheet.name)
    return names


def _write(sheet: CalamineSheet, target: Path) -> int:
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(_rows(sheet))
    return target.stat().st_size


def _rows(sheet: CalamineSheet) -> Iterator[list[str]]:
    """The rows from the sheet's first on, each from its first column on, so that rows and columns
    have the numbers that a spreadsheet shows."""
    left = [""] * sheet.start[1]
    for row in sheet.iter_rows():
        yield left + [text(cell) for cell in row]


def text(cell: object) -> str:
    """A cell without loss and without anything that is not in it; errors and blanks are empty."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return str(cell).upper()
    if isinstance(cell, int | float):
        return _number(cell)
    if isinstance(cell, datetime):
        return cell.isoformat(" ") if cell.time() != time() else cell.date().isoformat()
    if isinstance(cell, timedelta):
        return _duration(cell)
    assert isinstance(cell, date | time), f"a cell of an unknown kind: {cell!r}"
    return cell.isoformat()


def _number(number: float) -> str:
    if abs(number) >= EXACT:
        # As Excel shows it: the check for destroyed ids knows this form.
        return f"{number:.14E}"
    return str(int(number)) if float(number).is_integer() else repr(number)


def _duration(length: timedelta) -> str:
    minutes, seconds = divmod(length.days * 86_400 + length.seconds, 60)
    return f"{minutes // 60}:{minutes % 60:02}:{seconds:02}"


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3], int(sys.argv[4]))
