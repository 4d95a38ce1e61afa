"""Opens the files of a roster as sheets of rows, whose cells are text."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TypeVar

from sm_core.errors import FileRefused, SmError
from sm_core.exports import FORMULA_STARTS
from sm_core.importing.columns import plain
from sm_core.importing.dates import is_blank, orders_possible, parse
from sm_core.importing.mapping import Mapping, MappingFile
from sm_core.importing.source import open_source
from sm_core.importing.unpack import Part, Unread, unpack
from sm_core.roster.columns import KNOWN, MENTORS, recognize
from sm_core.roster.report import Aside, RosterReport
from sm_core.roster.values import date_part

Value = TypeVar("Value")
MOST_ROWS = 20_000
MOST_BYTES = 20_000_000
DATES = {
    "application", "interview", "references", "criminal_check", "criminal_check_expires",
    "registry_check", "registry_check_expires", "background", "background_expires", "orientation",
    "confidentiality", "duty_to_report", "started", "paused", "closed", "permission",
    "permission_date", "start", "end",
}  # fmt: skip
"""The fields whose cells hold a date, or may."""


class BadCell(SmError):
    """A cell that cannot be, with its own reason of `report.REASONS`."""

    def __init__(self, reason: str, sentence: str) -> None:
        super().__init__(sentence)
        self.reason = reason


@dataclass
class Row:
    """One row of a sheet: its number as a spreadsheet counts, the text of each field, and what is
    wrong with it so far."""

    file: str
    number: int
    said: dict[str, str]
    headers: dict[str, str]
    wrong: list[Aside] = field(default_factory=list)

    def text(self, name: str) -> str:
        return self.said.get(name, "")

    def read(self, name: str, reason: str, reader: Callable[[str], Value]) -> Value | None:
        """The value of a cell; None for a blank one and for one that is set aside with `reason`,
        or the reason of its `BadCell`."""
        text = self.text(name)
        if not text:
            return None
        try:
            return reader(text)
        except BadCell as bad:
            self.refuse(bad.reason, bad.sentences[0], name)
        except SmError as bad:
            self.refuse(reason, " ".join(bad.sentences), name)
        return None

    def refuse(self, reason: str, advice: str, name: str = "") -> None:
        """Set the row aside; `name` is the field that is wrong, "" for the row as a whole."""
        column = self.headers.get(name, "")
        value = self.text(name) if column else ""
        self.wrong.append(Aside(self.file, self.number, column, value, reason, advice))


@dataclass
class Sheet:
    """A sheet whose columns are known. `cells` holds every row below the header by its number,
    `order` how its dates are read."""

    report: RosterReport
    headers: list[str]
    columns: dict[str, int]
    cells: dict[int, list[str]]
    order: str = "mdy"

    @property
    def layout(self) -> str:
        return self.report.layout or MENTORS

    def rows(self) -> Iterator[Row]:
        """The rows that say something; the others are counted in the report."""
        headers = {name: self.headers[n] or f"column {n + 1}" for name, n in self.columns.items()}
        own = [plain(header) for header in self.headers]
        for number, cells in self.cells.items():
            if not any(cells):
                self.report.count("blank_row")
            elif [plain(cell) for cell in cells[: len(own)]] == own:
                self.report.count("repeated_header")
            else:
                said = {f: cells[n] for f, n in self.columns.items() if n < len(cells)}
                row = Row(self.report.file, number, said, headers)
                if any(cells[len(own) :]):
                    row.refuse("too_many_columns", "it has more cells than the header; put a text "
                               "with a separator in it into quotation marks.")  # fmt: skip
                yield row

    def set_aside(self, row: Row) -> None:
        """Count a row that is not used, with all that is wrong with it."""
        self.report.count(row.wrong[0].reason)
        self.report.asides += row.wrong
        self.report.cells[row.number] = self.cells[row.number]


def open_sheets(paths: list[Path], work: Path, date_order: str | None = None) -> list[Sheet]:
    """The sheets of the files, in their order; one that cannot be read has a problem or question
    in its report. `work` takes what is unpacked; `date_order` is mdy or dmy where that was said."""
    named = MappingFile(Mapping(columns={word: word for word in KNOWN}))
    parts = unpack(paths, work, named, MOST_BYTES)
    return [
        _opened(part, path, name, work / f"sheet-{n}-{m}", date_order)
        for n, part in enumerate(parts)
        for m, (path, name) in enumerate(_texts(part))
    ]


def _texts(part: Part | Unread) -> list[tuple[Path | None, str]]:
    if isinstance(part, Unread):
        return [(None, part.name)]
    if part.choices:
        names = [f"{part.name}, sheet {choice}" for choice in part.choices]
        return list(zip(part.paths, names, strict=True))
    return [(part.paths[0], part.name)]


def _opened(
    part: Part | Unread, path: Path | None, name: str, work: Path, date_order: str | None
) -> Sheet:
    sheet = Sheet(RosterReport(name), [], {}, {})
    try:
        if isinstance(part, Unread):
            raise part.error
        sheet.report.notes += part.notes
        work.mkdir(parents=True, exist_ok=True)
        _read(sheet, path, work)
        sheet.order = _date_order(sheet, date_order)
    except FileRefused as refused:
        sheet.report.refuse(refused.sentences)
    return sheet


def _read(sheet: Sheet, path: Path, work: Path) -> None:
    source = open_source(path, work, set(KNOWN), limit=MOST_BYTES)
    report = sheet.report
    if not source.has_header:
        raise FileRefused(
            f"{report.file} has no row with column names; add one, such as Name, School, E-mail."
        )
    found = recognize(source.headers)
    report.layout, report.headers = found.layout, tuple(source.headers)
    report.columns_read = [source.headers[n] for n in sorted(found.columns.values())]
    report.columns_unread = found.unread
    if found.problems:
        raise FileRefused(*(f"{report.file}: {problem}" for problem in found.problems))
    if found.unread:
        report.notes.append(f"Not read, because it is not used here: {', '.join(found.unread)}.")
    sheet.headers, sheet.columns = source.headers, found.columns
    sheet.cells = _below(source, report.file)
    report.rows_read = len(sheet.cells)


def _below(source, name: str) -> dict[int, list[str]]:
    """Every row below the header, with its number as a spreadsheet counts it."""
    rows: dict[int, list[str]] = {}
    with source.text.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.reader(file, delimiter=source.delimiter)
        try:
            for number, cells in enumerate(reader, start=1):
                if reader.line_num - 1 > source.header_line:
                    rows[number] = [bare_cell(cell) for cell in cells]
                if len(rows) > MOST_ROWS:
                    raise FileRefused(f"{name} has over {MOST_ROWS:,} rows; no roster is so long. "
                                      "Bring in one school after the other.")  # fmt: skip
        except csv.Error as error:
            raise FileRefused(
                f"{name}: row {len(rows) + 1:,} below the header cannot be read ({error}); open "
                "the file in a spreadsheet and save it again as CSV."
            ) from error
    while rows and not any(rows[last := max(rows)]):
        del rows[last]
    if not rows:
        raise FileRefused(f"{name} has a header but no rows below it; fill it in first.")
    return rows


def bare_cell(cell: str) -> str:
    """A cell without blanks around it, and without the sign that keeps a text from being run as a
    formula, as in our own exports."""
    cell = cell.replace("\u00a0", " ").strip()
    return cell[1:] if cell[:1] == "'" and cell[1:2] in FORMULA_STARTS else cell


def _date_order(sheet: Sheet, said: str | None) -> str:
    """What the dates of the file allow goes first; where they leave it open, what somebody said."""
    places = [place for name, place in sheet.columns.items() if name in DATES]
    texts = [row[n] for row in sheet.cells.values() for n in places if n < len(row) and row[n]]
    order, example = order_told([date_part(text) for text in texts if not is_blank(text)])
    if example:
        ask_order(sheet.report, example, said)
    return order or said or "mdy"


def order_told(
    texts: Iterable[str], read: Callable[[str, str], date | None] = parse
) -> tuple[str | None, str]:
    """(mdy or dmy, "") where the dates settle it; else (None, one of which nobody knows whether the
    month or the day comes first). `read` gives the date of a text in an order."""
    texts = list(dict.fromkeys(texts))
    possible = orders_possible(texts)
    example = next((t for t in texts if len({read(t, "mdy"), read(t, "dmy")}) > 1), "")
    if example and len(possible) != 1:
        return None, example
    return ("dmy" if possible == {"dmy"} else "mdy"), ""


def ask_order(report: RosterReport, example: str, said: str | None) -> None:
    """Note a date that leaves the order open, as a question unless somebody has said it."""
    report.date_example = example
    if said is None:
        report.questions.append(
            f"{report.file}: which comes first in dates like {example}, the month or the day? Say "
            "so with --date-order mdy (month first) or --date-order dmy (day first)."
        )
