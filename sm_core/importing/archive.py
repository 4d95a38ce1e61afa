"""Takes the tables out of a zip file, without trusting what it says about itself."""

import re
import stat
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from sm_core.errors import FileRefused

MOST_BYTES = 4_000_000_000
MOST_FILES = 200
MOST_RATIO = 200
"""No text of tables is packed this well; a file made to fill a disk is."""
SMALL = 50_000_000
"""Up to this size in bytes the ratio does not matter."""
CHUNK = 1 << 20
LONGEST_NAME = 200
"""In bytes; file systems take 255."""
TEXTS = (".csv", ".tsv", ".tab", ".txt", ".text", ".dat", ".asc")
WORKBOOKS = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods")
PACKED = (".zip", ".gz", ".7z", ".rar")
"""Taken out as well, to be refused by name: a table may be in there."""
USUAL = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
DAMAGED = (
    zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError,
    OverflowError, OSError,
)  # fmt: skip
"""What Python's reader raises for zip files that are cut off or garbled."""


@dataclass(frozen=True)
class Extracted:
    """The tables of a zip file as files, and the names of the files that were left in it."""

    paths: list[Path]
    skipped: list[str]


def extract(
    archive: Path, folder: Path, named: Callable[[str], str], limit: int | None = None
) -> Extracted:
    """Take every table out into `folder`, each in a folder of its own there; `named` gives the
    file name for a path inside the zip file. Never writes more than `limit` bytes.

    Raises `FileRefused` for a zip file that is damaged, protected, made to fill the disk, or
    without any table.
    """
    with open_zip(archive) as opened:
        members, skipped = _tables(archive.name, opened)
        _refuse_unreadable(archive.name, members)
        allowed = _Allowance(archive, limit or MOST_BYTES)
        allowed.refuse_if_over(sum(member.file_size for member in members))
        paths = []
        for number, member in enumerate(members):
            path = folder / str(number) / named(_inner_path(member))
            _copy(opened, member, path, allowed)
            paths.append(path)
    return Extracted(paths, skipped)


def open_zip(path: Path) -> zipfile.ZipFile:
    """A zip file or a workbook to look into, to be closed; raises `FileRefused` if damaged."""
    try:
        return zipfile.ZipFile(path)
    except DAMAGED as error:
        raise FileRefused(
            f"{path.name} is a damaged workbook or zip file; export or pack it again."
        ) from error


def _tables(name: str, opened: zipfile.ZipFile) -> tuple[list[zipfile.ZipInfo], list[str]]:
    """(what to read, names of what not); folders and what systems add unasked are neither."""
    wanted, skipped = [], []
    if len(opened.infolist()) > 5 * MOST_FILES:
        raise _too_many(name)
    for member in opened.infolist():
        inner = _inner_path(member)
        path = PurePosixPath(inner)
        unasked = path.name[:1] in ("", ".") or "__MACOSX" in path.parts
        if inner.endswith("/") or unasked:
            continue
        ending = path.suffix.lower()
        read_me = ending in TEXTS and path.stem.lower().startswith("readme")
        if ending in TEXTS + WORKBOOKS + PACKED and _is_regular(member) and not read_me:
            wanted.append(member)
        else:
            skipped.append(fit(path.name))
    if len(wanted) > MOST_FILES:
        raise _too_many(name)
    if not wanted:
        inside = f"; in it: {', '.join(skipped[:12])}" if skipped else ""
        raise FileRefused(f"{name} holds no CSV file and no workbook{inside}. Pack those.")
    return wanted, skipped


def _too_many(name: str) -> FileRefused:
    return FileRefused(f"{name} holds over {MOST_FILES} files; pack only those to be imported.")


def _inner_path(member: zipfile.ZipInfo) -> str:
    return member.filename.replace("\\", "/")


def _is_regular(member: zipfile.ZipInfo) -> bool:
    """False for a link, which would lead out of the zip file."""
    return stat.S_IFMT(member.external_attr >> 16) in (0, stat.S_IFREG)


def _damaged(name: str) -> FileRefused:
    return FileRefused(
        f"{name} is damaged or packed in a way that cannot be read; unpack it and choose the "
        "files inside."
    )


def _refuse_unreadable(name: str, members: list[zipfile.ZipInfo]) -> None:
    if any(member.flag_bits & 1 for member in members):
        raise FileRefused(
            f"{name} is protected with a password; unpack it and choose the files inside."
        )
    if any(member.compress_type not in USUAL for member in members):
        raise _damaged(name)


class _Allowance:
    """How much one zip file may grow to; what it says of its sizes is not believed."""

    def __init__(self, archive: Path, limit: int) -> None:
        self.name, self.packed, self.limit = archive.name, archive.stat().st_size, limit
        self.used = 0

    def take(self, size: int) -> None:
        self.refuse_if_over(self.used + size)
        self.used += size

    def refuse_if_over(self, size: int) -> None:
        if size > self.limit:
            raise FileRefused(
                f"{self.name} unpacks to more than {self.limit / 1e6:,.0f} MB, which is the most "
                "that is taken; pack fewer files, or a shorter period."
            )
        if size > SMALL and size > MOST_RATIO * self.packed:
            raise FileRefused(
                f"{self.name} unpacks to over {MOST_RATIO} times its size, as no table does; "
                "unpack it and choose the files inside."
            )


def _copy(opened, member: zipfile.ZipInfo, path: Path, allowed: _Allowance) -> None:
    """Write one member to `path`, unless an earlier call did: the draft becomes it by a rename."""
    if path.exists():
        return allowed.take(path.stat().st_size)
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.parent / "draft"
    with draft.open("wb") as file:
        for chunk in _chunks(opened, member, allowed.name):
            allowed.take(len(chunk))
            file.write(chunk)
    draft.replace(path)


def _chunks(opened: zipfile.ZipFile, member: zipfile.ZipInfo, name: str) -> Iterator[bytes]:
    try:
        with opened.open(member) as packed:
            while chunk := packed.read(CHUNK):
                yield chunk
    except DAMAGED as error:
        raise _damaged(name) from error


def fit(name: str) -> str:
    """A file name that every file system takes, as near to `name` as may be."""
    name = re.sub(r'[<>:"/\\|?*]', "_", "".join(c if c.isprintable() else "_" for c in name))
    if len(name.encode()) <= LONGEST_NAME:
        return name
    return name.encode()[: LONGEST_NAME - 20].decode(errors="ignore") + "…" + Path(name).suffix[:8]
