"""Looks at one file: what it is and why, how its columns and codes are read, what is left open."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path

from sm_core.errors import FileRefused
from sm_core.importing import questions as ask
from sm_core.importing import written
from sm_core.importing.columns import recognize
from sm_core.importing.layouts import (
    NOT_READ,
    NOUNS,
    Guess,
    chosen_columns,
    guess,
)  # fmt: skip
from sm_core.importing.mapping import Mapping, MappingFile, quote
from sm_core.importing.meanings import Meaning
from sm_core.importing.questions import Question
from sm_core.importing.shape import ask_layout, extent, register_or_events
from sm_core.importing.source import Source, open_source
from sm_core.importing.staged import load_marked, load_named, open_staged
from sm_core.importing.staging import Wanted, stage

DESTROYED = r"\d+(\.\d+)?[eE]\+\d+|\d+\.\d+[eE]\d+|\d+\.0+"
DECIDED = "the mapping says so"


@dataclass(frozen=True)
class Examined:
    """One file, understood as far as it goes. `mapping` holds every decision that is settled,
    whoever settled it; with `questions` left the file cannot be loaded yet."""

    source: Source
    layout: str
    reason: str
    mapping: Mapping
    parquet: Path | None
    rows: int
    students: int
    days: tuple
    questions: list[Question]

    @property
    def name(self) -> str:
        return self.source.name

    @property
    def unused(self) -> list[str]:
        """The headers that nothing is read from."""
        used = {str(header) for header in self.mapping.columns.values()}
        return [header for header in self.source.headers if header and header not in used]

    def to_toml(self) -> str:
        """The mapping this file would be loaded with; what is open stands as comments."""
        open_lines = [ask.one_line(f"# {q.sentence} {q.line}") for q in self.questions]
        return "\n".join([*open_lines, self.mapping.to_toml(f"files.{quote(self.name)}")])


def examine(
    cursor,
    path: Path,
    mappings: MappingFile,
    work: Path,
    remembered=lambda headers: None,
    limit: int | None = None,
) -> Examined:
    """Read, recognize and stage the file at `path`, with scratch files in the folder `work`.

    `remembered` gives the decisions made for such a file before, or None. Raises `FileRefused`
    for a file that no decision could make usable.
    """
    headerless = mappings.headerless(path.name)
    source = open_source(path, work, mappings.headers, headerless, limit)
    try:
        return _understand(cursor, source, mappings, work, remembered)
    except FileRefused as error:
        # Told about in the report of the file, like all that was found out about it.
        error.rows, error.headers = source.lines, tuple(source.headers)
        raise


def _understand(cursor, source: Source, mappings: MappingFile, work: Path, remembered) -> Examined:
    mapping = mappings.for_file(source.name, source.headers)
    before = remembered(source.headers) or Mapping()
    # What a file shows by itself beats what was found in one like it before.
    mapping = mapping.over(replace(before, layout=None, date_order=None))
    found = recognize(source.headers)
    told = _told(source, mapping, before, found)
    if told.layout in NOT_READ:
        raise _not_read(source.name, told.layout, told.reason)
    columns, ties = chosen_columns(told.layout, found, mapping.columns, bool(mapping.school_id))
    open_questions = [
        *ask.about_ties(source.name, ties),
        *ask.about_missing(
            source.name, told.layout, columns | dict.fromkeys(ties, "?"), source.headers
        ),
        *ask.about_school(source.name, told.layout, columns | dict.fromkeys(ties, "?"), mapping),
    ]  # fmt: skip
    mapping = replace(
        mapping, layout=told.layout, columns={f: h for f, h in columns.items() if h is not None}
    )
    if any(question.key == "columns" for question in open_questions):
        return Examined(source, told.layout, told.reason, mapping, None, source.lines, 0, (),
                        open_questions)  # fmt: skip
    return _settle(cursor, source, told, mapping, before, columns, work, open_questions)


def _not_read(name: str, layout: str, reason: str) -> FileRefused:
    refusal = FileRefused(
        f"{name} is {NOUNS[layout]} ({reason}), which cannot be read yet. {NOT_READ[layout]}"
    )
    refusal.layout = layout
    return refusal


def _told(source: Source, mapping: Mapping, before: Mapping, found) -> Guess:
    """The layout as decided, now or for such a file before, else as the columns say."""
    if mapping.layout:
        return Guess(mapping.layout, DECIDED)
    if before.layout:
        return Guess(before.layout, "as with the last such file")
    return guess(source, found, mapping.columns)


def _settle(cursor, source, told, mapping, before, columns, work, open_questions) -> Examined:
    parquet = work / f"{source.sha256[:12]}-{len(list(work.iterdir()))}.parquet"
    wanted = Wanted(columns, mapping.student_id_width, mapping.school_id)
    rows = stage(source, wanted, parquet)
    open_staged(cursor, parquet, told.layout)
    if "student_id" in columns:
        load_named(cursor, told.layout)
        _refuse_destroyed(cursor, source)
    order, order_questions = ask.about_dates(
        cursor, source.name, told.layout, mapping.date_order, before.date_order
    )
    mapping = replace(mapping, date_order=order)
    open_questions = [*open_questions, *order_questions]
    settled = _SETTLERS.get(told.layout, lambda *_: iter(()))
    codes: dict = {}
    open_questions += settled(cursor, source.name, columns, mapping, codes)
    kept = _KEPT_CODES.get(told.layout)
    own = {c: said for c, said in mapping.codes.items() if kept and isinstance(said, kept)}
    mapping = replace(mapping, codes=own | codes)
    if told.layout in ("register", "events") and told.reason != DECIDED:
        shown, layout_question = register_or_events(cursor, source.name, mapping, told)
        if layout_question and before.layout:
            shown, layout_question = told, []
        elif before.layout == "events" and shown.layout == "register":
            # A correction of a few lines is as dense as a register, and would wipe the rest out.
            layout_question = [ask_layout(source.name, shown.reason)]
        told = shown
        mapping = replace(mapping, layout=told.layout)
        open_questions += layout_question
    students, days = extent(cursor, told.layout, mapping)
    return Examined(source, told.layout, told.reason, mapping, parquet, rows, students, days,
                    open_questions)  # fmt: skip


def _refuse_destroyed(cursor, source: Source) -> None:
    """Excel's 1.23457E+11 and 1042.0 cannot be turned back into the ids they were."""
    destroyed = f"regexp_full_match(student_id, '{DESTROYED}')"
    named = f"SELECT student_id FROM temp.named WHERE {destroyed}"
    if cursor.execute(f"{named} LIMIT 1").fetchall():
        [(line, written_id)] = cursor.execute(
            "SELECT line, student_id FROM temp.staged "
            f"WHERE student_id IN ({named}) ORDER BY line LIMIT 1"
        ).fetchall()
        row = line + 1 + source.header_line + source.has_header
        raise FileRefused(
            f'{source.name}: in row {row:,} the student id is "{written_id}", a number that a '
            "spreadsheet has rounded, so the real id is lost. Export the file again without "
            "opening it in a spreadsheet, or format that column as text first."
        )


def _attendance(cursor, name, columns, mapping, codes) -> Iterator[Question]:
    periods = written.values(cursor, "period")
    if any(period not in ("", "0") for period in periods):
        raise _not_read(name, "periods", f"its column {columns['period']} is filled")
    load_marked(cursor)
    found, words = _codes_and_words(cursor)
    codes |= {c: m for c in found if (m := written.meaning_of(c, mapping.codes))}
    return chain(
        ask.about_codes(name, found, words, mapping.codes),
        ask.about_minutes(cursor, name, mapping),
    )


def _codes_and_words(cursor) -> tuple[Counter, dict[str, str]]:
    """The lines of each code, and each code's most frequent description."""
    found, words = Counter(), {}
    # A footer has neither student nor code; its blank is not an attendance code.
    rows = cursor.execute(
        "SELECT code, code_description, sum(named)::BIGINT AS lines FROM temp.marked "
        "WHERE named > 0 AND date IS NOT NULL AND problem IS NULL GROUP BY ALL "
        "ORDER BY lines DESC, 1 NULLS FIRST, 2 NULLS FIRST"
    ).fetchall()
    for code, word, lines in rows:
        found[code or ""] += lines
        words.setdefault(code or "", word or "")
    return found, words


def _enrollment(cursor, name, columns, mapping, codes) -> Iterator[Question]:
    return ask.about_exits(cursor, name, mapping)


def _calendar(cursor, name, columns, mapping, codes) -> Iterator[Question]:
    if not columns["day_type"]:
        return iter(())
    # A blank line or a footer has no date; its blank is not a day type.
    types = Counter()
    for (day_type, day), lines in written.values(cursor, "day_type", "date").items():
        if day:
            types[day_type] += lines
    codes |= {
        t: "instructional" if said else "no_school"
        for t in types if (said := written.in_session(t, mapping.codes)) is not None
    }  # fmt: skip
    return ask.about_day_types(name, types, mapping.codes)


def _totals(cursor, name, columns, mapping, codes) -> Iterator[Question]:
    return ask.about_total_dates(name, columns, mapping)


# A mapping for several files may hold codes of the others.
_KEPT_CODES = {"register": Meaning, "events": Meaning, "calendar": str}
_SETTLERS = {
    "register": _attendance, "events": _attendance, "enrollment": _enrollment,
    "calendar": _calendar, "student_totals": _totals,
}  # fmt: skip
