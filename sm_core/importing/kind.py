"""What tells one kind of file from another, from week to week: its headers, or without a header
what its columns look like."""

import re

from sm_core.importing.dates import parse
from sm_core.importing.header import head_rows
from sm_core.importing.source import Source


def kind_of(source: Source) -> list[str]:
    """The headers; for a file without one a word for each column, such as "1 (7 digits)": their
    number alone does not tell a list of absences from one that begins with the school."""
    if source.has_header:
        return source.headers
    rows = [row for _, row in head_rows(source.text, source.delimiter) if any(row)]
    columns = range(len(source.headers))
    return [f"{n + 1} ({_look([row[n] for row in rows if n < len(row)])})" for n in columns]


def _look(cells: list[str]) -> str:
    filled = [cell.strip() for cell in cells if cell.strip()]
    if filled and all(parse(cell, "mdy") or parse(cell, "dmy") for cell in filled):
        return "date"
    if filled and all(re.fullmatch(r"\d+", cell) for cell in filled):
        widths = {len(cell) for cell in filled}
        return f"{widths.pop()} digits" if len(widths) == 1 else "number"
    return "text"
