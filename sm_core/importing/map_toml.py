"""Reads a MAP.toml: every line is checked, and what it cannot mean is said with file and key."""

import tomllib
from dataclasses import fields
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path

from sm_core.errors import SmError
from sm_core.importing.columns import RANKS
from sm_core.importing.mapping import CHOICES, DAY_TYPES, MOST, Mapping, MappingFile
from sm_core.importing.meanings import MEANINGS, Meaning
from sm_core.school_year import parse_school_year

MILLIONTH = Decimal("0.000001")
"""Portions are kept to six decimals."""

YEARS = range(1990, 2101)
MOST_COLUMNS = 1_000_000
LONGEST = 200
"""How much of a value a sentence repeats, in characters."""


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
    except (ValueError, RecursionError) as error:
        # A number of thousands of digits is a ValueError, too.
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
    try:
        shown = repr(value)
    except ValueError:
        # So many digits are not even written.
        shown = "…"
    shown = shown if len(shown) <= LONGEST else shown[:LONGEST] + "…"
    return SmError(f"{where}: {key} = {shown} does not say {wanted}.")


def _text(value: object, key: str, where: str) -> str:
    if not isinstance(value, str) or not value.strip():
        raise _wrong(where, key, value, "anything; write it in quotes")
    return value.strip()


def _choice(value: object, key: str, where: str) -> str:
    if value not in CHOICES[key]:
        raise _wrong(where, key, value, f"one of {', '.join(CHOICES[key])}")
    return value


def _number(value: object, key: str, where: str) -> int:
    if type(value) is not int or not 0 < value <= MOST[key]:
        raise _wrong(where, key, value, f"a whole number from 1 to {MOST[key]:,}")
    return value


def _date(value: object, key: str, where: str) -> date:
    try:
        day = value if type(value) is date else date.fromisoformat(str(value))
    except ValueError as error:
        raise _wrong(where, key, value, 'a date like "2026-01-30"') from error
    if day.year not in YEARS:
        raise _wrong(where, key, value, f"a date of the years {YEARS.start} to {YEARS.stop - 1}")
    return day


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
    except ValueError as error:
        raise _wrong(where, key, value, 'a school year like "2025-26"') from error


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
        if not parts or not all(
            isinstance(part, str) or (type(part) is int and 0 < part <= MOST_COLUMNS)
            for part in parts
        ):
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
    except (InvalidOperation, ValueError) as error:
        raise _wrong(where, key, value, "a portion from 0 to 1") from error
    kept = portion.quantize(MILLIONTH)
    return portion if portion == kept else kept


_READERS = {
    "layout": _choice, "date_order": _choice, "exit_date": _choice, "period_rule": _choice,
    "day_minutes": _number, "day_periods": _number, "student_id_width": _number,
    "as_of": _date, "covers": _covers,
    "school_year": _school_year, "columns": _columns, "codes": _codes,
}  # fmt: skip
