"""What the rows of a file leave open: each question names the line that settles it."""

from collections import Counter
from collections.abc import Iterator

from sm_core.errors import FileRefused
from sm_core.importing import written
from sm_core.importing.columns import unit_of
from sm_core.importing.dates import ORDERS, is_blank, lacks_year, needs_order, orders_possible
from sm_core.importing.layouts import TOTALS
from sm_core.importing.mapping import CHOICES, DAY_TYPES, Mapping, named, quote
from sm_core.importing.meanings import MEANINGS, suggested
from sm_core.importing.months import lacks_year_of_month, names_month
from sm_core.importing.questions import Question
from sm_core.importing.shape import REGISTER_FILLS, days_filled
from sm_core.queries import run

MOST_CODES = 200
FEW = 20
"""One in so many dates, or fewer, does not settle the order of day and month."""


def about_dates(
    cursor, file: str, layout: str, decided: str | None, before: str | None
) -> tuple[str | None, list[Question]]:
    """Which of day and month comes first: as `decided`, else as the file's own dates show, else
    as it was `before` in such a file. Returns the settled order (None where it does not matter)
    and the question, if any. A few odd dates do not turn a file around: they may be slips."""
    counts = written.written_dates(cursor, layout)
    texts = [t for t in counts if not is_blank(t)]
    if decided or not needs_order(texts):
        return decided, []
    possible = orders_possible(texts)
    telling = [t for t in texts if needs_order([t]) and len(orders_possible([t])) == 1]
    weak = sum(counts[t] for t in telling) * FEW < sum(counts[t] for t in texts if needs_order([t]))
    if len(possible) == 1 and not weak:
        return possible.pop(), []
    if before and len(possible) == 2:
        return before, []
    sample = next((t for t in telling), None) or next(t for t in texts if needs_order([t]))
    why = (
        f'dates such as "{sample}" can be read month first or day first.'
        if len(possible) == 2
        else f'only few dates, such as "{sample}", tell which of day and month comes first.'
        if possible
        else "some dates are written month first and some day first."
    )
    order = Question(
        file, "date_order", sample, why, 'date_order = "mdy" (month first) or "dmy" (day first).',
        tuple(ORDERS)[:2],
    )  # fmt: skip
    return None, [order]


def about_exits(cursor, file: str, mapping: Mapping) -> Iterator[Question]:
    filled = written.values(cursor, "exit_date")
    count = sum(lines for text, lines in filled.items() if not is_blank(text))
    if count and not mapping.exit_date:
        yield Question(
            file, "exit_date", "",
            f"{_rows(count)} with an exit date: is it the last day enrolled (inclusive) or the "
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
                file, "codes", code, f"{shown} ({_rows(lines)}{described}) has no meaning yet.",
                f'{quote(code)} = "…" under [codes]; meanings are {", ".join(MEANINGS)}.', MEANINGS,
                suggested(word) if word else None,
            )  # fmt: skip


def _rows(lines: int) -> str:
    return "1 row" if lines == 1 else f"{lines:,} rows"


def about_day_types(file: str, found: Counter, decided: dict) -> Iterator[Question]:
    for day_type, lines in found.most_common(MOST_CODES):
        if written.in_session(day_type, decided) is None:
            shown = f"day type {quote(day_type)}" if day_type else "the blank day type"
            yield Question(
                file, "codes", day_type,
                f"{shown} ({_rows(lines)}) may or may not be a school day.",
                f'{quote(day_type)} = "instructional" or "no_school" under [codes].', DAY_TYPES,
            )  # fmt: skip


def about_years(cursor, file: str, mapping: Mapping) -> Iterator[Question]:
    texts = written.values(cursor, "date")
    open_ones = [text for text in texts if text and lacks_year(text)]
    if open_ones and not mapping.school_year:
        yield _school_year(file, f'dates such as "{open_ones[0]}" do not say their year')


def _school_year(file: str, why: str) -> Question:
    return Question(
        file, "school_year", "", f"{why}; which school year is it?",
        'school_year = "2025-26" (that school year).',
    )  # fmt: skip


def about_periods(cursor, file: str, mapping: Mapping, found: Counter) -> Iterator[Question]:
    """How many missed periods make a missed day, and how many periods a day has where the file
    tells only of those that were missed."""
    if not mapping.period_rule:
        yield Question(
            file, "period_rule", "",
            "it tells class periods apart. When does a student count as absent from the day: "
            "after missing any period, half of them, or all of them?",
            'period_rule = "any", "half" or "all".', CHOICES["period_rule"],
        )  # fmt: skip
    # Whether the next question arises at all shows only once the codes are known.
    unsettled = any(written.meaning_of(code, mapping.codes) is None for code in found)
    if mapping.day_periods or unsettled:
        return
    present = any(said_present(code, mapping.codes) for code in found)
    if present and (share := days_filled(cursor)) < REGISTER_FILLS:
        why = f"it has rows for {share:.0%} of its students and days only, those of missed periods"
    elif not present and mapping.period_rule != "any":
        why = "no row says present, so it does not show how many class periods a day has"
    else:
        return
    yield Question(
        file, "day_periods", "", f"{why}.", "day_periods = 7 (the periods of your school day)."
    )


def said_present(code: str, decided: dict) -> bool:
    """Whether a code plainly says present: such rows show which days and periods there were."""
    said = written.meaning_of(code, decided)
    return said is not None and said.meaning == "present"


def about_minutes(cursor, file: str, mapping: Mapping) -> Iterator[Question]:
    pairs = written.values(cursor, "portion", "minutes_absent")
    count = sum(lines for (portion, minutes), lines in pairs.items() if minutes and not portion)
    if count and not mapping.day_minutes:
        yield Question(
            file, "day_minutes", "",
            f"{count:,} rows give minutes absent, but not how long a school day is.",
            "day_minutes = 390 (the minutes of your school day).",
        )  # fmt: skip


def about_units(file: str, mapping: Mapping) -> Iterator[Question]:
    """How long a school day is, for totals in hours or minutes."""
    headers = [header for field in TOTALS for header in named(mapping.columns.get(field))]
    units = {unit_of(header) for header in headers}
    if len(units) > 1:
        raise FileRefused(
            f"{file}: its columns {', '.join(headers)} count {' and '.join(sorted(units))}; choose "
            "those of one unit under [columns]."
        )
    if units & {"hours", "minutes"} and not mapping.day_minutes:
        yield Question(
            file, "day_minutes", "",
            f"it counts {units.pop()}, but does not say how long a school day is.",
            "day_minutes = 390 (the minutes of your school day).",
        )  # fmt: skip


def refuse_running_totals(cursor, file: str, mapping: Mapping) -> None:
    """Reporting periods add up; totals that go on growing from one to the next must not."""
    if "period" not in mapping.columns or "days_enrolled" not in mapping.columns:
        return
    if any(names_month(text) for text in written.values(cursor, "period")):
        return
    [(several, growing)] = run(cursor, "running_totals").fetchall()
    if several and growing * 10 >= several * 9:
        raise FileRefused(
            f"{file}: its numbers grow from one {mapping.columns['period']} to the next, as totals "
            "since the first day do, so they must not be added up. Export only the latest period, "
            "or leave that column out of the file."
        )


def about_total_dates(cursor, file: str, mapping: Mapping) -> Iterator[Question]:
    periods = written.values(cursor, "period") if "period" in mapping.columns else {}
    months = [text for text in periods if names_month(text)]
    if any(lacks_year_of_month(text) for text in months) and not mapping.school_year:
        yield _school_year(file, f'months such as "{months[0]}" do not say their year')
    dated = {"as_of", "period_end"} & mapping.columns.keys() or mapping.as_of
    if not dated and len(months) < len([text for text in periods if text]) + (not periods):
        yield Question(
            file, "as_of", "", "through which day do its totals count?",
            'as_of = "2026-01-30" (that day).',
        )  # fmt: skip
