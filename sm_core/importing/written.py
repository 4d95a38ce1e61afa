"""What the text in a staged file means: small tables from written value to meaning.

A file of 18 million lines has a few hundred different dates and a dozen codes. They are read once
each, in Python, and joined to the lines in SQL.
"""

from collections import Counter
from datetime import date
from decimal import ROUND_DOWN, ROUND_UP, Decimal, InvalidOperation

import duckdb
import pyarrow as pa

from sm_core.errors import FileRefused
from sm_core.importing.columns import unit_of
from sm_core.importing.dates import in_year, is_blank, parse
from sm_core.importing.layouts import DATES, TOTALS
from sm_core.importing.mapping import Mapping, named
from sm_core.importing.meanings import MEANINGS, Meaning, bare, published
from sm_core.importing.months import month_of
from sm_core.school_year import (
    FIRST_DAY,
    FIRST_MONTH,
    PLAUSIBLE,
    first_day,
    last_day,
    name_of,
    school_year_of,
)

MOST_VALUES = 100_000
LONGEST_STAY = 25
"""Years that an entry date may lie before the school year of its file."""
LONGEST_BREAK = 120
"""Days that a register of two school years may leave out between them."""
SIX = Decimal("0.000001")
MINUTES_A_DAY = 24 * 60
"""More minutes than these are no part of one day."""

FOOTER = r"^\*|^\W*(" + "|".join((
    r"((grand|sub|state|district|school|report|overall)\W*)?totals?\b",
    r"report\b", r"end of (report|file)", r"page\s*\d", r"(confidential|copyright)\b",
    r"((date|time|last) )?(generated|printed|run|created|exported)( (on|by|at)\b|\s*:)",
    r"(number|count) of ", r"\d+ (rows?|records?) (affected|selected|returned)",
)) + ")"  # fmt: skip
"""How the first cell begins of a row that is no data: a total, a foot note, a page number."""


def values(cursor: duckdb.DuckDBPyConnection, *fields: str) -> Counter:
    """How often each different text (or tuple of texts) stands in `fields` of `temp.staged`; null
    is ""."""
    names = ", ".join(f'"{field}"' for field in fields)
    rows = cursor.execute(
        f"SELECT {names}, count(*) FROM temp.staged GROUP BY ALL LIMIT {MOST_VALUES + 1}"
    ).fetchall()
    if len(rows) > MOST_VALUES:
        raise FileRefused(
            f"The column read as {fields[0]} holds over {MOST_VALUES:,} different values, so it "
            "cannot be that; choose another column."
        )
    texts = (tuple(text or "" for text in row[:-1]) for row in rows)
    return Counter(
        {t if len(fields) > 1 else t[0]: row[-1] for t, row in zip(texts, rows, strict=True)}
    )


def written_dates(cursor, layout: str) -> Counter:
    """Every text in the date columns of a file, blank ones included, with its lines."""
    found = Counter()
    for field in DATES.get(layout, ()):
        found.update(values(cursor, field))
    return found


def several_rows_a_line(cursor) -> bool:
    """Whether the lines of the file were turned into several rows each."""
    [(rows, last)] = cursor.execute("SELECT count(*), max(line) FROM temp.staged").fetchall()
    return rows > 0 and rows != last + 1


def school_years_in(dates: dict[str, date | None], counts: Counter, layout: str) -> set[str]:
    """The school years that the dates of a file can belong to: the one most lines fall in and
    those beside it without a gap; an entry date may lie long before. The rest are slips."""
    lines, days = Counter(), {}
    for text, day in dates.items():
        if day and (year := _start_of(day)) in PLAUSIBLE:
            lines[year] += counts[text]
            days.setdefault(year, []).append(day)
    if not lines:
        return set()
    first = last = max(lines, key=lambda year: (lines[year], year))
    if layout == "enrollment":
        # Most may have entered years ago; the latest year with a fair part of the lines is it.
        reach = range(last, last + LONGEST_STAY + 1)
        last = max(year for year in reach if lines[year] * 50 >= lines.total())
        first = last - LONGEST_STAY
    else:
        while _follows(days, last, last + 1, layout):
            last += 1
        while _follows(days, first - 1, first, layout):
            first -= 1
    return {name_of(year) for year in range(first, last + 1)}


def _start_of(day: date) -> int:
    """The calendar year in which the school year of `day` begins."""
    return day.year if day >= date(day.year, FIRST_MONTH, FIRST_DAY) else day.year - 1


def _follows(days: dict[int, list[date]], earlier: int, later: int, layout: str) -> bool:
    """Whether both years have dates; a register's must also lie no longer apart than a summer: a
    year mistyped in one line would else replace all that is known of months."""
    if earlier not in days or later not in days:
        return False
    apart = (min(days[later]) - max(days[earlier])).days
    return layout not in ("register", "calendar") or apart <= LONGEST_BREAK


def load_dates(cursor, layout: str, mapping: Mapping) -> None:
    """Fill `temp.date_dim`: each written date (null for none), its day, school year and the reason
    against it."""
    counts = written_dates(cursor, layout)
    days = {t: None if is_blank(t) else day_said(t, mapping) for t in counts}
    years = school_years_in(days, counts, layout)
    if mapping.school_year:
        stay = LONGEST_STAY if layout == "enrollment" else 0
        start = int(mapping.school_year[:4])
        years = {name_of(year) for year in range(start - stay, start + 1)}
    rows = [_date_row(text, day, years) for text, day in days.items()]
    names = ("written", "blank", "day", "school_year", "day_of_year", "reason")
    kinds = (pa.string(), pa.bool_(), pa.date32(), pa.string(), pa.int32(), pa.string())
    _load(cursor, "date_dim", names, kinds, rows)


def day_said(text: str, mapping: Mapping) -> date | None:
    """The date a text says under the decisions of `mapping`; one without a year lies in its school
    year."""
    order = mapping.date_order or "mdy"
    day = parse(text, order)
    if day is None and mapping.school_year:
        day = in_year(text, order, int(mapping.school_year[:4]))
    return day


def units(mapping: Mapping) -> dict[str, int]:
    """How many minutes the numbers of a file of totals count by one, and how many make a day; 1
    and 1 where they count days."""
    found = {unit_of(header) for field in TOTALS for header in named(mapping.columns.get(field))}
    if found <= {"days"}:
        return {"minutes_a_unit": 1, "minutes_a_day": 1}
    assert len(found) == 1, "a question about the units was passed over"
    return {
        "minutes_a_unit": 60 if "hours" in found else 1, "minutes_a_day": mapping.day_minutes,
    }  # fmt: skip


def load_periods(cursor, mapping: Mapping) -> None:
    """Fill `temp.period_dim`: each written period that is a month, with its first and last day."""
    rows = [
        (text, *month) for text in values(cursor, "period")
        if (month := month_of(text, mapping.school_year))
    ]  # fmt: skip
    kinds = (pa.string(), pa.date32(), pa.date32())
    _load(cursor, "period_dim", ("written", "first_day", "last_day"), kinds, rows)


def _date_row(text: str, day: date | None, years: set[str]) -> tuple:
    if is_blank(text):
        return text or None, True, None, None, None, "no_date"
    if day is None:
        return text, False, None, None, None, "bad_date"
    if _start_of(day) not in PLAUSIBLE:
        return text, False, day, None, None, "outside_school_year"
    year = school_year_of(day)
    outside = None if year in years else "outside_school_year"
    return text, False, day, year, (day - first_day(year)).days, outside


def meaning_of(code: str, decided: dict) -> Meaning | None:
    """What `code` means by decision or by a published vocabulary; None is a question."""
    for key in (code, bare(code)):
        if isinstance(decided.get(key), Meaning):
            return decided[key]
    return published(code)


def plainly_present(code: str, decided: dict) -> bool:
    """Whether `code` says present and nothing more."""
    said = meaning_of(code, decided)
    return said is not None and said.meaning == "present" and not said.portion


def load_codes(cursor, codes: list[str], decided: dict) -> None:
    """Fill `temp.code_dim` with the settled meaning of every code."""
    rows = []
    for code in codes:
        said = meaning_of(code, decided)
        assert said is not None, f"code {code!r} was not decided"
        # Of several meanings on one day with equal portions the weightier one names the day.
        rows.append(
            (code or None, said.meaning, said.portion, len(MEANINGS) - MEANINGS.index(said.meaning))
        )
    names = ("code", "meaning", "portion", "weight")
    kinds = (pa.string(), pa.string(), pa.decimal128(7, 6), pa.int32())
    _load(cursor, "code_dim", names, kinds, rows)


def load_portions(cursor, mapping: Mapping) -> None:
    """Fill `temp.portion_dim`: each written portion or number of minutes, as part of a day."""
    rows = []
    for portion, minutes in values(cursor, "portion", "minutes_absent"):
        part, rounding = _number(portion), ROUND_DOWN
        if portion == "" and minutes and mapping.day_minutes:
            # Three thirds of a day are not less than one.
            lost, rounding = _number(minutes), ROUND_UP
            known = lost is not None and 0 <= lost <= MINUTES_A_DAY
            part = min(lost / mapping.day_minutes, Decimal(1)) if known else None
        blank = not portion and not (minutes and mapping.day_minutes)
        good = blank or (part is not None and 0 <= part <= 1)
        kept = part.quantize(SIX, rounding) if good and part is not None else None
        rows.append((portion or None, minutes or None, kept, None if good else "bad_portion"))
    names = ("portion_written", "minutes_written", "portion", "reason")
    kinds = (pa.string(), pa.string(), pa.decimal128(7, 6), pa.string())
    _load(cursor, "portion_dim", names, kinds, rows)


def _number(text: str) -> Decimal | None:
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


IN_SESSION = {
    "instructional day", "instructional", "make-up day", "student late arrival/early dismissal",
    "yes", "y", "true", "1",
}  # fmt: skip
NO_SCHOOL = {
    "holiday", "teacher only day", "weather day", "strike", "emergency day",
    "non-instructional day", "no_school", "no school", "no", "n", "false", "0",
}  # fmt: skip


def in_session(day_type: str, decided: dict) -> bool | None:
    """Whether a calendar's day type means school (Ed-Fi CalendarEvent, yes/no); None asks."""
    if decided.get(day_type) in ("instructional", "no_school"):
        return decided[day_type] == "instructional"
    word = bare(day_type).strip().lower()
    return True if word in IN_SESSION else False if word in NO_SCHOOL else None


def load_day_types(cursor, types: list[str], decided: dict, has_column: bool) -> None:
    """Fill `temp.day_type_dim`; in a calendar without such a column every date is in session."""
    rows = [(t, in_session(t, decided) if has_column else True) for t in types]
    _load(cursor, "day_type_dim", ("day_type", "in_session"), (pa.string(), pa.bool_()), rows)


def load_years(cursor, years: set[str], uncut: bool) -> None:
    """Fill `temp.years` with the school years named, their first and last day; with `uncut` also
    with one year without name that holds all time."""
    rows = [(year, first_day(year), last_day(year)) for year in sorted(years)]
    if uncut:
        rows.append(("", date.min, date.max))
    names = ("school_year", "year_first", "year_last")
    _load(cursor, "years", names, (pa.string(), pa.date32(), pa.date32()), rows)


def load_touched(cursor, cells: set[tuple[str, str]]) -> None:
    """Fill `temp.touched` with (school, school year) pairs, and the year's first and last day."""
    rows = [(school, year, first_day(year), last_day(year)) for school, year in sorted(cells)]
    names = ("school_id", "school_year", "year_first", "year_last")
    kinds = (pa.string(), pa.string(), pa.date32(), pa.date32())
    _load(cursor, "touched", names, kinds, rows)


def _load(cursor, table: str, names: tuple, kinds: tuple, rows: list[tuple]) -> None:
    columns = list(zip(*rows, strict=True)) if rows else [[] for _ in names]
    schema = pa.schema(list(zip(names, kinds, strict=True)))
    cursor.register("incoming", pa.table([list(c) for c in columns], schema))
    cursor.execute(f"CREATE OR REPLACE TEMP TABLE {table} AS SELECT * FROM incoming")
    cursor.unregister("incoming")
