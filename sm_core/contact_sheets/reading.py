"""Reads text with contacts as a sheet: which column is what, which days, what is to be asked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from sm_core.contact_sheets.columns import (
    LAYOUTS,
    LONG,
    WEEKDAYS,
    Recognized,
    header_row,
    is_date,
    recognize,
)
from sm_core.contact_sheets.marks import date_said, day_said
from sm_core.contact_sheets.report import ContactsReport
from sm_core.contact_sheets.texts import Text, rows_in
from sm_core.errors import FileRefused
from sm_core.importing.dates import is_blank
from sm_core.mentors.names import folded
from sm_core.plausible import us_day
from sm_core.roster.sheet import Sheet, ask_order, order_told
from sm_core.school_year import first_day, school_year_of

ORDER = ("Student", "Date", "Mentor", "Note")
"""What the columns of a sheet without column names hold, if the second one does hold days."""
MOST_DAYS = 0.9
SAMPLES = 3


@dataclass(frozen=True)
class Answers:
    """What somebody said of sheets: by sheet the column names that hold in place of its own ("" for
    a column that is not read), whether 3/4 is in March (mdy) or April (dmy), a day of the week that
    weekdays mean, and by `NameAsked.key` who is meant, "" for nobody."""

    columns: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    date_order: str | None = None
    week: date | None = None
    people: Mapping[str, str] = field(default_factory=dict)


UNASKED = Answers()


@dataclass
class ContactSheet(Sheet):
    """A sheet whose rows tell contacts. `days` are those of the columns of marks by the name of
    their field; () for a row per contact."""

    today: date = date.max
    week: date | None = None
    days: dict[str, date] = field(default_factory=dict)

    def day(self, text: str) -> date | None:
        """The day that a text of this sheet means."""
        return day_said(text, self.order, self.today, self.week)


def open_sheet(text: Text, answers: Answers, today: date) -> ContactSheet:
    """The sheet of a text; what keeps it from being read is a problem or question of its report."""
    sheet = ContactSheet(ContactsReport(text.name), [], {}, {}, today=today, week=answers.week)
    sheet.report.notes += text.notes
    try:
        found = _open_columns(sheet, rows_in(text), answers.columns.get(text.name))
        if not sheet.report.columns_open:
            texts = _day_texts(sheet, found)
            sheet.order = _order(sheet.report, texts, answers.date_order, today)
            _ask_week(sheet, texts)
            _open_days(sheet, found)
    except FileRefused as refused:
        sheet.report.refuse(refused.sentences)
    return sheet


def _open_columns(
    sheet: ContactSheet, rows: dict[int, list[str]], said: tuple[str, ...] | None
) -> Recognized:
    report, header = sheet.report, header_row(rows)
    sheet.cells = {n: cells for n, cells in rows.items() if header is None or n > header}
    width = len(rows[header]) if header else max(map(len, rows.values()))
    if width < 2:
        raise FileRefused(f"{report.file} has only one column; copy the students and the days "
                          "together.")  # fmt: skip
    sheet.headers = _headers(sheet, rows[header] if header else None, said, width)
    found = recognize(sheet.headers)
    report.rows_read, report.headers = len(sheet.cells), tuple(sheet.headers)
    if not sheet.cells:
        raise FileRefused(f"{report.file} has column names but no line below them; fill it in "
                          "first.")  # fmt: skip
    report.samples = [row + [""] * (width - len(row)) for row in [*sheet.cells.values()][:SAMPLES]]
    report.guesses = _guesses(sheet)
    if found.problems:
        report.columns_open = True
        report.questions += [f"{report.file}: {problem}" for problem in found.problems]
    else:
        _say_columns(sheet, found)
    return found


def _headers(
    sheet: ContactSheet, header: list[str] | None, said: tuple[str, ...] | None, width: int
) -> list[str]:
    """The names that the columns go by: as said, as they stand there, or in the usual order."""
    if said:
        return [*said, *[""] * (width - len(said))]
    if header:
        return [" ".join(cell.split()) for cell in header]
    if _days_second(sheet):
        usual = ORDER[:width]
        sheet.report.notes.append(f"No column names were found; read as {', '.join(usual)}.")
        return [*usual, *[""] * (width - len(usual))]
    return [""] * width


def _guesses(sheet: ContactSheet) -> list[str]:
    """The column names; where one has no name and its first cells are days, that."""
    return [
        header or ("Date" if any(cells) and all(map(is_date, filter(None, cells))) else "")
        for header, *cells in zip(sheet.headers, *sheet.report.samples, strict=False)
    ]


def _days_second(sheet: ContactSheet) -> bool:
    """Whether the second column holds days, but for a slip here and there."""
    cells = Counter(row[1] for row in sheet.cells.values() if len(row) > 1 and row[1])
    days = sum(times for text, times in cells.items() if is_date(text))
    return days > MOST_DAYS * cells.total()


def _say_columns(sheet: ContactSheet, found: Recognized) -> None:
    report, headers = sheet.report, sheet.headers
    report.layout, report.reason = found.layout, LAYOUTS[found.layout]
    used = {*found.columns.values(), *found.days}
    report.columns_read = [headers[n] for n in sorted(used)]
    report.columns_unread = [h for n, h in enumerate(headers) if h and n not in used]
    if report.columns_unread:
        report.notes.append("Not read, because it is not used here: "
                            f"{', '.join(report.columns_unread)}.")  # fmt: skip
    sheet.columns = found.columns | {_mark_field(n): n for n in found.days}


def _mark_field(place: int) -> str:
    return f"mark {place}"


def _day_texts(sheet: ContactSheet, found: Recognized) -> list[str]:
    """All that the sheet says of days, once each."""
    if found.layout != LONG:
        return list(dict.fromkeys(sheet.headers[n] for n in found.days))
    place = found.columns["day"]
    cells = (row[place] for row in sheet.cells.values() if place < len(row))
    return [text for text in dict.fromkeys(cells) if not is_blank(text)]


def _order(report: ContactsReport, texts: list[str], said: str | None, today: date) -> str:
    """Which part of a date comes first: as the dates themselves allow; where they leave it open, as
    all of them can be days of this school year that have come; else as somebody said."""
    order, example = order_told(texts, lambda text, order: date_said(text, order, today))
    if order:
        return order
    begins = first_day(school_year_of(today))
    fitting = [
        one for one in ("mdy", "dmy")
        if all(begins <= day <= today for text in texts if (day := date_said(text, one, today)))
    ]  # fmt: skip
    if len(fitting) == 1:
        day = us_day(date_said(example, fitting[0], today))
        report.notes.append(f"{example} is read as {day}: the other way round, some of the days "
                            "would not have come yet, or lie before this school year.")  # fmt: skip
        return fitting[0]
    ask_order(report, example, said)
    return said or "mdy"


def _ask_week(sheet: ContactSheet, texts: list[str]) -> None:
    """Ask which week is meant where days are told by the name of the weekday alone."""
    named = [text for text in texts if folded(text) in WEEKDAYS]
    if named:
        sheet.report.week_open = True
    if named and sheet.week is None:
        sheet.report.questions.append(
            f"{sheet.report.file}: which week is meant by {named[0]}? Say so with --week and a day "
            "of that week, like --week 2026-01-26."
        )


def _open_days(sheet: ContactSheet, found: Recognized) -> None:
    """Which day each column of marks is; a slip among them is a problem of the sheet."""
    first: dict[date, str] = {}
    for place in found.days:
        header, day = sheet.headers[place], sheet.day(sheet.headers[place])
        if day is None:
            if not sheet.report.week_open:
                raise FileRefused(f'{sheet.report.file}: its column "{header}" is no day; write '
                                  "its date like 2026-01-26.")  # fmt: skip
            continue
        if day in first:
            raise FileRefused(f'{sheet.report.file}: its columns "{first[day]}" and "{header}" are '
                              f"both {us_day(day)}; correct one of them.")  # fmt: skip
        first[day] = header
        sheet.days[_mark_field(place)] = day
