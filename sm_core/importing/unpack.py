"""Turns what people upload into text files: a sheet of a workbook, the tables of a zip file."""

import hashlib
from dataclasses import dataclass, field, replace
from pathlib import Path

from sm_core.errors import FileRefused
from sm_core.importing.archive import extract, fit, open_zip
from sm_core.importing.encoding import CHUNK
from sm_core.importing.mapping import MappingFile
from sm_core.importing.sheet_choice import Remembered, choose
from sm_core.importing.workbook import sheets

ZIP = b"PK\x03\x04"
OLD_WORKBOOK = b"\xd0\xcf\x11\xe0"
IN_DOCUMENTS = {"[Content_Types].xml", "mimetype"}
"""A zip file with one of these at its top is a document of an office program."""
ENTRY = b"PK\x01\x02"
MOST_ENTRIES = 10_000
"""Marks of entries in the bytes of a zip file; more of them are not even listed."""


@dataclass(frozen=True)
class Part:
    """One table of a call. `paths` are text files whose base name is the name to report, different
    from that of every other table of the call; `origin` is the file uploaded.

    There is one path, but for a workbook of which it is still to be decided which of the sheets
    `choices` is meant: then one for each, best first. `sheet` is the one chosen among several,
    `notes` are sentences to show.
    """

    paths: tuple[Path, ...]
    origin: Path
    choices: tuple[str, ...] = ()
    sheet: str | None = None
    notes: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        return self.paths[0].name


@dataclass(frozen=True)
class Unread:
    """A file in which nothing can be read, and why."""

    name: str
    error: FileRefused


def unpack(
    paths: list[Path],
    work: Path,
    mappings: MappingFile | None = None,
    limit: int | None = None,
    remembered: Remembered = lambda headers: None,
) -> list[Part | Unread]:
    """The tables in the uploaded files, in their order; text files as they are. What a file is
    its content says, not its ending.

    `work` takes what is unpacked, up to `limit` bytes from each file; called again with the
    same folder, nothing is unpacked twice. `mappings` and `remembered` choose among sheets.
    """
    unpacking = _Unpacking(work, mappings or MappingFile(), limit, remembered)
    unpacking.taken.update(path.name for path in paths)
    return [part for path in paths for part in unpacking.uploaded(path)]


@dataclass(frozen=True)
class _Unpacking:
    """One call of `unpack`; `taken` are the names that a table of it can no longer have."""

    work: Path
    mappings: MappingFile
    limit: int | None
    remembered: Remembered
    taken: set[str] = field(default_factory=set)

    def uploaded(self, path: Path) -> list[Part | Unread]:
        try:
            kind = _kind(path)
            return self._members(path) if kind == "zip" else [self._part(path, kind, path)]
        except FileRefused as error:
            return [Unread(path.name, error)]

    def _members(self, path: Path) -> list[Part | Unread]:
        folder = self.work / f"unpacked-{_digest(path)}"
        inside = extract(path, folder, lambda inner: self._free(inner, path.name), self.limit)
        first, *others = [self._member(member, path) for member in inside.paths]
        if inside.skipped and isinstance(first, Part):
            note = f"Not read from {path.name}: {', '.join(inside.skipped[:12])}."
            first = replace(first, notes=(*first.notes, note))
        return [first, *others]

    def _member(self, path: Path, archive: Path) -> Part | Unread:
        try:
            kind = _kind(path)
            if kind == "zip":
                raise FileRefused(
                    f"{path.name} is a zip file inside {archive.name}; unpack {archive.name} and "
                    "choose the files inside."
                )
            return self._part(path, kind, archive)
        except FileRefused as error:
            return Unread(path.name, error)

    def _part(self, path: Path, kind: str, origin: Path) -> Part:
        if kind == "text":
            return Part((path,), origin)
        folder = self.work / f"sheets-{_digest(path)}" / path.name
        found = sheets(path, folder, path.name, self.limit)
        if len(found) == 1:
            return Part((found[0].text,), origin)
        chosen = choose(found, self.mappings, self.remembered)
        if len(chosen.sheets) > 1:
            texts = tuple(sheet.text for sheet in chosen.sheets)
            return Part(texts, origin, tuple(sheet.name for sheet in chosen.sheets))
        [sheet] = chosen.sheets
        notes = (chosen.note,) if chosen.note else ()
        return Part((sheet.text,), origin, (), sheet.name.strip() or None, notes)

    def _free(self, inner: str, archive: str) -> str:
        """The base name of a path in a zip file; with the rest of the path where it is taken."""
        steps = [step for step in inner.split("/") if step not in ("", ".", "..")]
        whole = " - ".join([archive, *steps])
        names = (steps[-1], whole, *(f"{number} - {whole}" for number in range(2, 999)))
        name = next(name for name in map(fit, names) if name not in self.taken)
        self.taken.add(name)
        return name


def _kind(path: Path) -> str:
    """ "workbook", "zip", or "text" for everything else, also for what is no text at all."""
    if not path.is_file():
        return "text"
    with path.open("rb") as file:
        magic = file.read(4)
    if magic != ZIP:
        return "workbook" if magic == OLD_WORKBOOK else "text"
    _refuse_endless_list(path)
    with open_zip(path) as opened:
        return "workbook" if IN_DOCUMENTS.intersection(opened.namelist()) else "zip"


def _refuse_endless_list(path: Path) -> None:
    """Listing millions of entries takes gigabytes of memory, so they are counted first."""
    entries = 0
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            entries += chunk.count(ENTRY)
            if entries > MOST_ENTRIES:
                raise FileRefused(
                    f"{path.name} holds over {MOST_ENTRIES:,} files; pack only those to import."
                )


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()[:16]
