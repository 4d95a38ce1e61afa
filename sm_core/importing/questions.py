"""What a file leaves open: each question names the decision and the line that settles it.

Here those that its columns leave open; `open_points` has those of its rows.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from sm_core.importing.header import head_rows
from sm_core.importing.layouts import REQUIRED
from sm_core.importing.mapping import Mapping, quote
from sm_core.importing.source import Source


@dataclass(frozen=True)
class Question:
    """One decision about one file. `key` is the mapping key ("codes" and "columns" with what they
    are about in `about`), `line` settles it when written into the mapping, `suggestion` is one of
    `options` or None; nothing is done with a suggestion unasked."""

    file: str
    key: str
    about: str
    sentence: str
    line: str
    options: tuple[str, ...] = ()
    suggestion: str | None = None

    @property
    def text(self) -> str:
        return one_line(f"{self.file}: {self.sentence} Settle it in the mapping with {self.line}")


def one_line(text: str) -> str:
    """A sentence without the line breaks that a header or a code may hold."""
    return "".join(c if c.isprintable() else " " for c in text)


def about_sheet(file: str, sheets: tuple[str, ...]) -> Question:
    named = ", ".join(map(quote, sheets))
    return Question(
        file, "sheet", "", f"it has several sheets with column names, {named}; which one counts?",
        f"sheet = {quote(sheets[0])} (or another of them).", sheets,
    )  # fmt: skip


def about_ties(source: Source, ties: dict[str, list[str]]) -> Iterator[Question]:
    for field, headers in ties.items():
        if len(set(headers)) < len(headers):
            yield _same_names(source, field, headers)
            continue
        named = " and ".join(f'"{header}"' for header in headers)
        yield Question(
            source.name, "columns", field, f"the columns {named} could both be {field}.",
            f"{field} = {quote(headers[0])} under [columns].", tuple(headers),
        )  # fmt: skip


def _same_names(source: Source, field: str, headers: list[str]) -> Question:
    places = [n for n, header in enumerate(source.headers, 1) if header in headers]
    named = " and ".join(f'{n} ("{source.headers[n - 1]}")' for n in places)
    return Question(
        source.name, "columns", field, f"the columns {named} could each be {field}.",
        f"{field} = {places[0]} (the number of the column) under [columns].",
        tuple(map(str, places)),
    )  # fmt: skip


def offered(headers: list[str]) -> tuple[str, ...]:
    """The columns to choose from: by name, or by number where a name is blank or stands twice."""
    times = Counter(headers)
    return tuple(
        header if header and times[header] == 1 else str(n) for n, header in enumerate(headers, 1)
    )


def about_missing(source: Source, layout: str, columns: dict) -> Iterator[Question]:
    for field in REQUIRED[layout]:
        if columns.get(field) is None:
            yield _missing(source, field)
    if layout == "student_totals":
        yield from _about_totals(source, columns)


def _missing(source: Source, field: str) -> Question:
    if source.has_header:
        return Question(
            source.name, "columns", field, f"no column is known to hold {field}.",
            f'{field} = "…" under [columns].', offered(source.headers),
        )  # fmt: skip
    first = head_rows(source.text, source.delimiter)[0][1]
    shown = ", ".join(f'{n} = "{cell[:20]}"' for n, cell in enumerate(first[:12], 1))
    return Question(
        source.name, "columns", field,
        f"it has no header row; its first row reads {shown}. Which column holds {field}?",
        f"{field} = 1 (the number of the column) under [columns].", tuple(source.headers),
    )  # fmt: skip


def _about_totals(source: Source, columns: dict) -> Iterator[Question]:
    enrolled, present = columns.get("days_enrolled"), columns.get("days_present")
    absent = columns.get("days_absent") or (
        columns.get("days_excused") and columns.get("days_unexcused")
    )
    lacking = "days_enrolled" if not (enrolled or (present and absent)) else None
    lacking = lacking or ("days_absent" if not (absent or (enrolled and present)) else None)
    if lacking:
        yield _missing(source, lacking)


def about_school(file: str, layout: str, columns: dict, mapping: Mapping) -> Iterator[Question]:
    needed = "school_id" in columns and layout not in ("students", "schools", "codes")
    if needed and not columns["school_id"] and not mapping.school_id:
        yield Question(
            file, "school_id", "",
            "it has no school column, so it must be of one school; which one (its id)?",
            'school_id = "…" (that school\'s id).',
        )  # fmt: skip


def about_layout(name: str, grid: str) -> Question:
    """Whether a file is a register or only a list of absences."""
    return Question(
        name, "layout", "", f"{grid}, so it may be a register of every day or only a list of "
        "absences.", 'layout = "register" or "events".', ("register", "events"), "events",
    )  # fmt: skip
