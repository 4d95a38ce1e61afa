"""The decisions about a file: asked on screen, remembered, and written as a MAP.toml."""

import re
from dataclasses import dataclass, field, fields, replace
from datetime import date

from sm_core.errors import FileRefused
from sm_core.importing.columns import RANKS
from sm_core.importing.dates import ORDERS
from sm_core.importing.header import bare
from sm_core.importing.meanings import Meaning

LAYOUTS = (
    "register", "events", "periods", "wide", "student_totals",
    "enrollment", "calendar", "students", "schools", "codes",
)  # fmt: skip
CHOICES = {
    "layout": LAYOUTS,
    "date_order": tuple(ORDERS),
    "exit_date": ("inclusive", "exclusive"),
    "period_rule": ("any", "half", "all"),
}
MOST = {"day_minutes": 24 * 60, "day_periods": 24, "student_id_width": 40}
"""The numbers that are asked for, and the largest each can be; the smallest is 1."""

DAY_TYPES = ("instructional", "no_school")
PERISHABLE = {"school_id": None, "school_year": None, "covers": None, "as_of": None}


@dataclass(frozen=True)
class Mapping:
    """What is decided about one file; None or a missing key is not decided.

    `columns` maps our field to the file's header (a 1-based position where a column has none of
    its own, a list of them where each holds a class period or a part of a sum),
    `codes` a code to its `Meaning`, or in a calendar to one of `DAY_TYPES`; `covers` is the first
    and last day that the file claims to hold, both inclusive; `sheet` is the one to read of a
    workbook.
    """

    layout: str | None = None
    sheet: str | None = None
    school_id: str | None = None
    school_year: str | None = None
    covers: tuple[date, date] | None = None
    date_order: str | None = None
    exit_date: str | None = None
    period_rule: str | None = None
    day_periods: int | None = None
    day_minutes: int | None = None
    as_of: date | None = None
    student_id_width: int | None = None
    columns: dict = field(default_factory=dict)
    codes: dict = field(default_factory=dict)

    def over(self, other: "Mapping") -> "Mapping":
        """This mapping, completed key by key from `other`."""
        plain = {
            f.name: getattr(self, f.name) if getattr(self, f.name) is not None
            else getattr(other, f.name)
            for f in fields(self) if f.name not in ("columns", "codes")
        }  # fmt: skip
        return Mapping(
            **plain, columns=other.columns | self.columns, codes=other.codes | self.codes
        )

    def to_remember(self) -> "Mapping":
        """Without what was true of this one file only."""
        return replace(self, **PERISHABLE)

    def to_toml(self, table: str = "") -> str:
        """As a MAP.toml, or as the section of one file when `table` names it."""
        lines = [f"[{table}]"] if table else []
        for f in fields(self):
            value = getattr(self, f.name)
            if f.name not in ("columns", "codes") and value is not None:
                lines.append(f"{f.name} = {_literal(value)}")
        for section in ("columns", "codes"):
            if entries := getattr(self, section):
                lines.append(f"\n[{table + '.' if table else ''}{section}]")
                lines += [f"{_key(key)} = {_literal(value)}" for key, value in entries.items()]
        return "\n".join(lines) + "\n"


@dataclass(frozen=True)
class MappingFile:
    """A MAP.toml: decisions for all files of a call, and for single ones by base name."""

    top: Mapping = Mapping()
    files: dict[str, Mapping] = field(default_factory=dict)

    def for_file(self, name: str, headers: list[str]) -> Mapping:
        """The decisions for the file `name`. Top-level headers that it lacks are ignored; raises
        `FileRefused` when its own section names one that it lacks."""
        own = self.files.get(name, Mapping())
        for wanted, column in own.columns.items():
            for header in _each(column):
                if _in_file(header, headers) is None:
                    raise FileRefused(
                        f'{name}: the mapping says {wanted} = "{header}", but the file has no such '
                        f"column; its columns are {', '.join(headers[:12])}."
                    )
        return _of_file(own, headers).over(_of_file(self.top, headers))

    @property
    def headers(self) -> set[str]:
        """Every header that this mapping names; a number in quotes may be a position as well."""
        every = [self.top, *self.files.values()]
        return {header for mapping in every for column in mapping.columns.values()
                for header in _each(column) if not _place(header)}  # fmt: skip

    def sheet(self, name: str) -> str | None:
        """The sheet decided on for the workbook `name`, by its own section or for all files."""
        return self.files.get(name, Mapping()).sheet or self.top.sheet

    def headerless(self, name: str) -> bool:
        """Whether the columns of the file `name` are told by position; it may have no header."""
        own = self.files.get(name, Mapping()).columns
        return any(
            columns
            and all(_place(header) for column in columns.values() for header in _each(column))
            for columns in (own, self.top.columns | own)
        )


def named(column: str | int | list | None) -> list[str]:
    """The headers of one mapped column: none, one, or several."""
    if column is None:
        return []
    return [str(header) for header in column] if isinstance(column, list) else [str(column)]


def _each(column: str | int | list) -> list[str | int]:
    return column if isinstance(column, list) else [column]


def _place(header: str | int) -> int:
    """The position (from 1) that a mapped header can be, written as a number or as text; else 0."""
    if isinstance(header, int):
        return header
    return int(header) if re.fullmatch("[0-9]{1,6}", header) else 0


def _in_file(header: str | int, headers: list[str]) -> str | int | None:
    """A mapped header or position as this file has it: by name, by position (from 1) where the
    column has no name of its own, None where there is no such column."""
    if isinstance(header, str) and (found := {header, bare(header)}.intersection(headers)):
        return header if header in found else found.pop()
    place = _place(header)
    if not 0 < place <= len(headers):
        return None
    name = headers[place - 1]
    own = name not in ("", str(place)) and headers.count(name) == 1
    return name if own else place


def _of_file(mapping: Mapping, headers: list[str]) -> Mapping:
    """`mapping` with the columns that a file of these headers has. A name that two columns share
    settles nothing: which of them is asked for by position."""
    columns = {}
    for wanted, column in mapping.columns.items():
        found = [_in_file(header, headers) for header in _each(column)]
        if all(isinstance(h, int) or (h is not None and headers.count(h) == 1) for h in found):
            columns[wanted] = found if isinstance(column, list) else found[0]
    return replace(mapping, columns=columns)


def quote(text: str) -> str:
    """A text as TOML writes it, on one line."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(c if c.isprintable() else f"\\U{ord(c):08x}" for c in escaped) + '"'


def _key(key: str) -> str:
    return key if key in RANKS else quote(key)


def _literal(value: object) -> str:
    if isinstance(value, Meaning):
        whole = Meaning.whole(value.meaning)
        if value == whole:
            return quote(value.meaning)
        return f'{{ meaning = "{value.meaning}", portion = {value.portion} }}'
    if isinstance(value, tuple | list):
        return "[" + ", ".join(_literal(part) for part in value) + "]"
    return str(value) if isinstance(value, int) else quote(str(value))
