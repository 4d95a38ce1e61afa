"""Looks at the files of one call together: unpacked, each examined, and again where one of them
says what another one leaves open."""

from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import duckdb

from sm_core.errors import SmError
from sm_core.importing import oneroster, profiles
from sm_core.importing.call import Call
from sm_core.importing.code_tables import CodeTable
from sm_core.importing.examine import Aids, Examined, examine
from sm_core.importing.oneroster import Rewritten
from sm_core.importing.questions import about_sheet, one_line
from sm_core.importing.report import FileReport
from sm_core.importing.sheet_choice import Remembered
from sm_core.importing.together import look_again
from sm_core.importing.unpack import Part, Unread, unpack
from sm_core.store import Store


def look(store: Store, call: Call, paths: list[Path], work: Path) -> list[Examined | FileReport]:
    """Each table in the files examined, or the report that refuses it; scratch files go to `work`.

    A workbook whose sheet is to be decided is shown as its best one that can be used.
    """
    before = partial(profiles.remembered, store)
    parts = unpack(paths, work, call.mappings, call.limit, before)
    with store.reading() as cursor:
        looking = _Looking(cursor, call, parts, before, _bundle(parts, work), work)
        seen = [looking.at(number) for number in range(len(parts))]
        return look_again(cursor, seen, looking.at)


def _bundle(parts: list[Part | Unread], work: Path) -> dict[str, Rewritten | None]:
    """By name, what stands for each file of a OneRoster bundle; None where it is not needed."""
    files = {part.name.lower(): part.paths[0] for part in parts if isinstance(part, Part)}
    if not oneroster.is_bundle(files):
        return {}
    folder = work / "oneroster"
    folder.mkdir(exist_ok=True)
    idle = {f"{name}.csv": None for name in oneroster.NOT_NEEDED}
    return idle | oneroster.rewritten(files, folder)


def _size(part: Part | Unread) -> int:
    """In bytes; nothing for what is not there, which the reading itself will say."""
    there = isinstance(part, Part) and part.paths[0].is_file()
    return part.paths[0].stat().st_size if there else 0


@dataclass(frozen=True)
class _Looking:
    """All that looking at the files of a call needs; `bundle` as `_bundle` gives it."""

    cursor: duckdb.DuckDBPyConnection
    call: Call
    parts: list[Part | Unread]
    before: Remembered
    bundle: dict[str, Rewritten | None]
    work: Path

    def at(self, number: int, tables: CodeTable | None = None) -> Examined | FileReport:
        """The file of this number, read with what `tables` say of its codes."""
        part = self.parts[number]
        sizes = [_size(part) for part in self.parts]
        before, whole = sum(sizes[:number]), max(sum(sizes), 1)
        self.call.progress(f"Reading {part.name}", before / whole)
        if isinstance(part, Unread):
            return _refused(part.name, part.error)
        stands_in = self.bundle.get(part.name.lower(), part)
        if stands_in is None:
            return _not_needed(part)
        # One folder each: the copies of two files may have the same name.
        folder = self.work / f"part-{number}"
        folder.mkdir(exist_ok=True)
        rewritten = stands_in if isinstance(stands_in, Rewritten) else None

        def told(done: int, lines: int) -> None:
            share = (before + sizes[number] * min(done / max(lines, 1), 1)) / whole
            self.call.progress(f"Reading {part.name}: {done:,} of {lines:,} rows", min(share, 1))

        aids = Aids(self.before, self.call.limit, tables or CodeTable(), rewritten, told)
        return self._part(part, aids, folder)

    def _part(self, part: Part, aids: Aids, folder: Path):
        question = [about_sheet(part.name, part.choices)] if part.choices else []
        errors = []
        for path in (aids.bundle.path,) if aids.bundle else part.paths:
            try:
                examined = examine(self.cursor, path, self.call.mappings, folder, aids)
            except SmError as error:
                errors.append(error)
                continue
            return replace(
                examined, mapping=replace(examined.mapping, sheet=part.sheet),
                questions=question or examined.questions, notes=(*part.notes, *examined.notes),
            )  # fmt: skip
        return _refused(part.name, errors[0]).refuse([q.text for q in question])


def _not_needed(part: Part) -> FileReport:
    with part.paths[0].open("rb") as file:
        lines = max(sum(1 for _ in file) - 1, 0)
    note = "This file of the OneRoster bundle says nothing that is used here."
    return FileReport(
        part.name, rows_read=lines, rejected={"not_needed": lines} if lines else {}, notes=[note]
    )


def _refused(name: str, error: SmError) -> FileReport:
    """The report of a file that cannot be used; each sentence says which file it is about."""
    said = [one_line(s) if name in s else one_line(f"{name}: {s}") for s in error.sentences]
    layout, rows = getattr(error, "layout", None), getattr(error, "rows", 0)
    headers = getattr(error, "headers", ())
    return FileReport(name, layout, rows_read=rows, headers=headers).refuse(said)
