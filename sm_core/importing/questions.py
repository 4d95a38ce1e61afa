"""What a file leaves open: each question names the decision and the line that settles it."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sm_core.errors import FileRefused
from sm_core.importing import written
from sm_core.importing.dates import ORDERS, is_blank, needs_order, orders_possible
from sm_core.importing.layouts import REQUIRED
from sm_core.importing.mapping import DAY_TYPES, Mapping, quote
from sm_core.importing.meanings import MEANINGS, suggested

MOST_CODES = 200


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


def about_ties(file: str, ties: dict[str, list[str]]) -> Iterator[Question]:
    for field, headers in ties.items():
        named = " and ".join(f'"{header}"' for header in headers)
        yield Question(
            file, "columns", field, f"the columns {named} could both be {field}.",
            f"{field} = {quote(headers[0])} under [columns].", tuple(dict.fromkeys(headers)),
        )  # fmt: skip


def about_missing(file: str, layout: str, columns: dict, headers: list[str]) -> Iterator[Question]:
    for field in REQUIRED[layout]:
        if columns.get(field) is None:
            yield Question(
                file, "columns", field, f"no column is known to hold {field}.",
                f'{field} = "…" under [columns].', tuple(headers),
            )  # fmt: skip
    if layout == "student_totals":
        yield from _about_totals(file, columns, headers)


def _about_totals(file: str, columns: dict, headers: list[str]) -> Iterator[Question]:
    enrolled, present = columns.get("days_enrolled"), columns.get("days_present")
    absent = columns.get("days_absent") or (
        columns.get("days_excused") and columns.get("days_unexcused")
    )
    lacking = "days_enrolled" if not (enrolled or (present and absent)) else None
    lacking = lacking or ("days_absent" if not (absent or (enrolled and present)) else None)
    if lacking:
        yield Question(
            file, "columns", lacking, f"no column is known to hold {lacking}.",
            f'{lacking} = "…" under [columns].', tuple(headers),
        )  # fmt: skip


def about_school(file: str, layout: str, columns: dict, mapping: Mapping) -> Iterator[Question]:
    needed = "school_id" in columns and layout not in ("students", "schools")
    if needed and not columns["school_id"] and not mapping.school_id:
        yield Question(
            file, "school_id", "", "it has no school column, so it must be of one school.",
            'school_id = "…" (that school\'s id).',
        )  # fmt: skip


def about_dates(
    cursor, file: str, parquet: Path, layout: str, decided: str | None, before: str | None
) -> tuple[str | None, list[Question]]:
    """Which of day and month comes first: as `decided`, else as the file's own dates show, else
    as it was `before` in such a file. Returns the settled order (None where it does not matter)
    and the question, if any."""
    texts = [t for t in written.written_dates(cursor, parquet, layout) if not is_blank(t)]
    if decided or not needs_order(texts):
        return decided, []
    possible = orders_possible(texts)
    if len(possible) == 1:
        return possible.pop(), []
    if before:
        return before, []
    sample = next(t for t in texts if needs_order([t]))
    why = (
        f'dates such as "{sample}" can be read month first or day first.'
        if possible
        else "some dates are written month first and some day first."
    )
    order = Question(
        file, "date_order", sample, why, 'date_order = "mdy" (month first) or "dmy" (day first).',
        tuple(ORDERS)[:2],
    )  # fmt: skip
    return None, [order]


def about_exits(cursor, file: str, parquet: Path, mapping: Mapping) -> Iterator[Question]:
    filled = written.values(cursor, parquet, "exit_date")
    count = sum(lines for text, lines in filled.items() if not is_blank(text))
    if count and not mapping.exit_date:
        yield Question(
            file, "exit_date", "",
            f"{count:,} rows have an exit date; is it the last day enrolled (inclusive) or the "
            "first day no longer enrolled (exclusive)?",
            'exit_date = "inclusive" or "exclusive".', ("inclusive", "exclusive"),
        )  # fmt: skip


def about_codes(file: str, found: Counter, words: dict, decided: dict) -> Iterator[Question]:
    """One question per code without a meaning; `words` are the codes' descriptions."""
    if len(found) > MOST_CODES:
        raise FileRefused(
            f"{file}: the column read as the attendance code holds {len(found):,} different "
            "values, so it cannot be that; choose another column under [columns]: code."
        )
    for code, lines in found.most_common():
        if written.meaning_of(code, decided) is None:
            word = words.get(code, "")
            described = f', described as "{word}"' if word else ""
            shown = f"code {quote(code)}" if code else "the blank code"
            yield Question(
                file, "codes", code, f"{shown} ({lines:,} rows{described}) has no meaning yet.",
                f'{quote(code)} = "…" under [codes]; meanings are {", ".join(MEANINGS)}.', MEANINGS,
                suggested(word) if word else None,
            )  # fmt: skip


def about_day_types(file: str, found: Counter, decided: dict) -> Iterator[Question]:
    for day_type, lines in found.most_common(MOST_CODES):
        if written.in_session(day_type, decided) is None:
            shown = f"day type {quote(day_type)}" if day_type else "the blank day type"
            yield Question(
                file, "codes", day_type,
                f"{shown} ({lines:,} rows) may or may not be a school day.",
                f'{quote(day_type)} = "instructional" or "no_school" under [codes].', DAY_TYPES,
            )  # fmt: skip


def about_minutes(cursor, file: str, parquet: Path, mapping: Mapping) -> Iterator[Question]:
    pairs = written.values(cursor, parquet, "portion", "minutes_absent")
    count = sum(lines for (portion, minutes), lines in pairs.items() if minutes and not portion)
    if count and not mapping.day_minutes:
        yield Question(
            file, "day_minutes", "",
            f"{count:,} rows give minutes absent, but not how long a school day is.",
            "day_minutes = 390 (the minutes of your school day).",
        )  # fmt: skip


def about_total_dates(file: str, columns: dict, mapping: Mapping) -> Iterator[Question]:
    if not (columns["as_of"] or columns["period_end"] or mapping.as_of):
        yield Question(
            file, "as_of", "", "through which day do its totals count?",
            'as_of = "2026-01-30" (that day).',
        )  # fmt: skip
