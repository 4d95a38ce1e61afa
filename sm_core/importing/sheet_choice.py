"""Chooses among the sheets of a workbook: as decided, as remembered, or by their column names."""

from collections.abc import Callable
from dataclasses import dataclass

from sm_core.errors import FileRefused
from sm_core.importing.columns import KNOWN, plain
from sm_core.importing.header import find_header
from sm_core.importing.mapping import Mapping, MappingFile, quote
from sm_core.importing.workbook import Sheet

Remembered = Callable[[list[str]], Mapping | None]
"""The decisions made for a file with such headers before."""


@dataclass(frozen=True)
class Chosen:
    """The sheets that may be meant, best first: with more than one it is still to be decided;
    `note` is the sentence that says why it is this one."""

    sheets: list[Sheet]
    note: str = ""


def choose(found: list[Sheet], mappings: MappingFile, remembered: Remembered) -> Chosen:
    """Which of several sheets of a workbook to read. Raises `FileRefused` when the mapping names
    one that it lacks, or when none has a row of column names."""
    name = found[0].text.name
    if wanted := mappings.sheet(name):
        return Chosen([_named(found, wanted, name)])
    if mappings.headerless(name):
        return Chosen(found)
    headers = {sheet.name: _headers(sheet, mappings) for sheet in found}
    likely = [sheet for sheet in found if headers[sheet.name]]
    if not likely:
        raise FileRefused(
            f"{name}: no row with column names was recognized on any of its sheets, "
            f"{_names(found)}. Export it again with its header row."
        )
    if len(likely) == 1:
        why = "the only one with column names that we know"
        return Chosen(likely, f"Read from its sheet {_names(likely)}, {why}.")
    before = [s for s in likely if _was_chosen(s, remembered(headers[s.name]))]
    if len(before) == 1:
        return Chosen(before, f"Read from its sheet {_names(before)}, as before.")
    likely.sort(key=lambda sheet: -len({plain(header) for header in headers[sheet.name]} & KNOWN))
    return Chosen(likely)


def _headers(sheet: Sheet, mappings: MappingFile) -> list[str]:
    try:
        return find_header(sheet.text.name, sheet.text, mappings.headers, False)[2]
    except FileRefused:
        return []


def _named(found: list[Sheet], wanted: str, name: str) -> Sheet:
    for sheet in found:
        if _same(sheet.name, wanted):
            return sheet
    raise FileRefused(
        f"{name}: the mapping says sheet = {quote(wanted)}, but its sheets are {_names(found)}."
    )


def _was_chosen(sheet: Sheet, before: Mapping | None) -> bool:
    return before is not None and _same(before.sheet or "", sheet.name)


def _same(first: str, second: str) -> bool:
    # A mapping keeps no blanks around a text.
    return first.strip() == second.strip()


def _names(sheets: list[Sheet]) -> str:
    return ", ".join(quote(sheet.name) for sheet in sheets)
