"""The decisions about a file: read from a MAP.toml, asked on screen, remembered, written back."""

import tomllib
from dataclasses import dataclass, field, fields, replace
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path

from sm_core.errors import FileRefused, SmError
from sm_core.importing.columns import RANKS
from sm_core.importing.dates import ORDERS
from sm_core.importing.meanings import MEANINGS, Meaning
from sm_core.school_year import parse_school_year

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
DAY_TYPES = ("instructional", "no_school")
MILLIONTH = Decimal("0.000001")
"""Portions are kept to six decimals."""
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
        """Every header that this mapping names."""
        every = [self.top, *self.files.values()]
        return {header for mapping in every for column in mapping.columns.values()
                for header in _each(column) if isinstance(header, str)}  # fmt: skip

    def sheet(self, name: str) -> str | None:
        """The sheet decided on for the workbook `name`, by its own section or for all files."""
        return self.files.get(name, Mapping()).sheet or self.top.sheet

    def headerless(self, name: str) -> bool:
        """Whether the columns of the file `name` are told by position; it may have no header."""
        columns = self.files[name].columns if name in self.files else self.top.columns
        return bool(columns) and all(
            isinstance(header, int) or (isinstance(header, list) and isinstance(header[0], int))
            for header in columns.values()
        )


def named(column: str | int | list | None) -> list[str]:
    """The headers of one mapped column: none, one, or several."""
    if column is None:
        return []
    return [str(header) for header in column] if isinstance(column, list) else [str(column)]


def _each(column: str | int | list) -> list[str | int]:
    return column if isinstance(column, list) else [column]


def _in_file(header: str | int, headers: list[str]) -> str | int | None:
    """A mapped header or position as this file has it: by name, by position (from 1) where the
    column has no name of its own, None where there is no such column."""
    if isinstance(header, str) and header in headers:
        return header
    place = int(header) if str(header).isdecimal() else 0
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


def read_mapping(path: Path) -> MappingFile:
    """A MAP.toml; raises `SmError` naming the file and the key for anything it cannot mean."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise SmError(f"The mapping {path} cannot be read: {error}.") from error
    return parse_mapping(text, path.name)


def parse_mapping(text: str, name: str) -> MappingFile:
    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise SmError(f"{name} is not valid TOML: {error}.") from error
    files = content.pop("files", {})
    if not isinstance(files, dict) or not all(isinstance(part, dict) for part in files.values()):
        raise SmError(f'{name}: write a file\'s own decisions under [files."NAME.csv"].')
    return MappingFile(
        _mapping(content, name),
        {file: _mapping(part, f"{name}, {file}") for file, part in files.items()},
    )


def _mapping(content: dict, where: str) -> Mapping:
    known = {f.name for f in fields(Mapping)}
    for key in content:
        if key not in known:
            raise SmError(
                f'{where}: "{key}" is not a setting; known are {", ".join(sorted(known))}.'
            )
    return Mapping(**{key: _READERS.get(key, _text)(value, key, where) for key, value in
                      content.items()})  # fmt: skip


def _wrong(where: str, key: str, value: object, wanted: str) -> SmError:
    return SmError(f"{where}: {key} = {value!r} does not say {wanted}.")


def _text(value: object, key: str, where: str) -> str:
    if not isinstance(value, str) or not value.strip():
        raise _wrong(where, key, value, "anything; write it in quotes")
    return value.strip()


def _choice(value: object, key: str, where: str) -> str:
    if value not in CHOICES[key]:
        raise _wrong(where, key, value, f"one of {', '.join(CHOICES[key])}")
    return value


def _number(value: object, key: str, where: str) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value <= 0:
        raise _wrong(where, key, value, "a whole number above 0")
    return value


def _date(value: object, key: str, where: str) -> date:
    try:
        return value if type(value) is date else date.fromisoformat(str(value))
    except ValueError as error:
        raise _wrong(where, key, value, 'a date like "2026-01-30"') from error


def _covers(value: object, key: str, where: str) -> tuple[date, date]:
    if not isinstance(value, list) or len(value) != 2:
        raise _wrong(where, key, value, 'two dates like ["2025-08-25", "2026-01-30"]')
    first, last = (_date(day, key, where) for day in value)
    if first > last:
        raise _wrong(where, key, value, "a period: its first day lies after its last")
    return first, last


def _school_year(value: object, key: str, where: str) -> str:
    try:
        return parse_school_year(str(value))
    except SmError as error:
        raise SmError(f"{where}: {error}") from error


def _columns(value: object, key: str, where: str) -> dict:
    if not isinstance(value, dict):
        raise _wrong(where, key, value, 'columns; write them under [columns], student_id = "…"')
    for name, header in value.items():
        if name not in RANKS:
            raise SmError(
                f'{where}: "{name}" under [columns] is not one of our columns; they are '
                f"{', '.join(RANKS)}."
            )
        parts = header if isinstance(header, list) else [header]
        if not parts or not all(type(part) in (str, int) for part in parts):
            raise _wrong(where, name, header, "a header or a position")
    return value


def _codes(value: object, key: str, where: str) -> dict:
    if not isinstance(value, dict):
        raise _wrong(where, key, value, 'codes; write them under [codes], "A" = "absent_excused"')
    return {str(code): _meaning(said, f"codes.{code}", where) for code, said in value.items()}


def _meaning(said: object, key: str, where: str) -> Meaning | str:
    if said in DAY_TYPES:
        return said
    table = said if isinstance(said, dict) else {"meaning": said}
    name = table.get("meaning")
    if name not in MEANINGS or table.keys() - {"meaning", "portion"}:
        raise _wrong(where, key, said, f"one of {', '.join(MEANINGS)}")
    if "portion" not in table:
        return Meaning.whole(name)
    return Meaning(name, _portion(table["portion"], key, where))


def _portion(value: object, key: str, where: str) -> Decimal:
    try:
        portion = Decimal(str(value))
        if not 0 <= portion <= 1:
            raise InvalidOperation
    except InvalidOperation as error:
        raise _wrong(where, key, value, "a portion from 0 to 1") from error
    kept = portion.quantize(MILLIONTH)
    return portion if portion == kept else kept


_READERS = {
    "layout": _choice, "date_order": _choice, "exit_date": _choice, "period_rule": _choice,
    "day_minutes": _number, "day_periods": _number, "student_id_width": _number,
    "as_of": _date, "covers": _covers,
    "school_year": _school_year, "columns": _columns, "codes": _codes,
}  # fmt: skip


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
