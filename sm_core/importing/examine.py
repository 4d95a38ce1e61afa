"""Looks at one file: what it is and why, how its columns and codes are read, what is left open."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

from sm_core.errors import FileRefused
from sm_core.importing import questions as ask
from sm_core.importing.code_tables import CodeTable
from sm_core.importing.columns import recognize
from sm_core.importing.kind import kind_of
from sm_core.importing.layouts import DECIDED, Guess, chosen_columns, guess
from sm_core.importing.mapping import Mapping, MappingFile, quote
from sm_core.importing.oneroster import REASON, SET_ASIDE, Rewritten
from sm_core.importing.origin import origin_of
from sm_core.importing.questions import Question
from sm_core.importing.rows import make_rows
from sm_core.importing.settle import settle
from sm_core.importing.shape import extent, periods_alone, schools_by_period, shown_layout
from sm_core.importing.source import Source, open_source
from sm_core.importing.staged import load_named
from sm_core.importing.staging import PROBLEM, Told, untold
from sm_core.importing.state_files import known_positions
from sm_core.importing.ways import Way, way_of

DESTROYED = r"\d+([.,]\d+)?[eE]\+\d+|\d+[.,]\d+[eE]\d+|\d+\.0+"


@dataclass(frozen=True)
class Examined:
    """One file, understood as far as it goes. `mapping` holds every decision that is settled,
    whoever settled it; with `questions` left the file cannot be loaded yet. `notes` say what was
    passed over."""

    source: Source
    layout: str
    reason: str
    mapping: Mapping
    parquet: Path | None
    rows: int
    students: int
    days: tuple
    questions: list[Question]
    notes: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        return self.source.name

    @property
    def of_bundle(self) -> bool:
        """Whether its columns are known because it is of a OneRoster bundle."""
        return self.reason == REASON

    @property
    def origin(self) -> str:
        """The school system that writes such files, "" where nobody can tell."""
        return "OneRoster" if self.of_bundle else origin_of(self.source)

    def to_toml(self) -> str:
        """The mapping this file would be loaded with; what is open stands as comments."""
        open_lines = [ask.one_line(f"# {q.sentence} {q.line}") for q in self.questions]
        return "\n".join([*open_lines, self.mapping.to_toml(f"files.{quote(self.name)}")])


@dataclass(frozen=True)
class Aids:
    """What helps with a file, beside the decisions of the call: what is `remembered` of files with
    its headers (None for nothing), the code `tables` uploaded so far, what is known of a file of a
    OneRoster `bundle`; its largest size in bytes, and who is `told` how many of its lines are read.
    """

    remembered: Callable[[list[str]], Mapping | None] = lambda headers: None
    limit: int | None = None
    tables: CodeTable = field(default_factory=CodeTable)
    bundle: Rewritten | None = None
    told: Told = untold


NO_AIDS = Aids()


def examine(
    cursor,
    path: Path,
    mappings: MappingFile,
    work: Path,
    aids: Aids = NO_AIDS,
) -> Examined:
    """Read, recognize and stage the file at `path`, with scratch files in the folder `work`.

    Raises `FileRefused` for a file that no decision could make usable.
    """
    headerless = mappings.headerless(path.name)
    source = open_source(path, work, mappings.headers, headerless, aids.limit)
    try:
        return _understand(cursor, source, mappings, work, aids)
    except FileRefused as error:
        # Told about in the report of the file, like all that was found out about it.
        error.rows, error.headers = source.lines, tuple(source.headers)
        raise


def _understand(cursor, source: Source, mappings: MappingFile, work: Path, aids: Aids) -> Examined:
    before = aids.remembered(kind_of(source)) or Mapping()
    # What a file shows by itself beats what was found in one like it before.
    mapping = (
        mappings.for_file(source.name, source.headers)
        .over(known_positions(source))
        .over(replace(before, layout=None, date_order=None))
        .over(aids.bundle.mapping if aids.bundle else Mapping())
    )
    found = recognize(source.headers if source.has_header else [])
    told = _told(source, mapping, before, aids.bundle, found)
    columns, ties = chosen_columns(told.layout, found, mapping.columns, bool(mapping.school_id))
    way = way_of(source, told.layout, columns, mapping.columns)
    if aids.bundle:
        way = replace(way, columns=way.columns | {PROBLEM: SET_ASIDE})
    open_questions = _about_columns(source, told, way, columns, ties, mapping)
    mapping = replace(mapping, layout=told.layout, columns=_kept(source, columns, way))
    if any(question.key == "columns" for question in open_questions):
        return Examined(source, told.layout, told.reason, mapping, None, source.lines, 0, (),
                        open_questions)  # fmt: skip
    parquet, rows, notes = make_rows(cursor, source, told.layout, way, mapping, work, aids.told)
    if told.layout != "periods" and periods_alone(cursor, source, columns):
        # Aeries: a school that takes attendance by period leaves the all-day code empty.
        told = Guess("periods", f"its column {columns['code']} is empty, those of the periods not")
        way = way_of(source, told.layout, columns | {"code": None}, mapping.columns)
        mapping = replace(mapping, columns=_kept(source, columns, way))
        parquet, rows, notes = make_rows(cursor, source, told.layout, way, mapping, work, aids.told)
    elif told.layout != "periods":
        notes = [*notes, *schools_by_period(cursor, source, columns)]
    told = _by_rows(cursor, source, told, mapping, columns)
    mapping = replace(mapping, layout=told.layout)
    if "student_id" in columns:
        load_named(cursor, told.layout)
        _refuse_destroyed(cursor, source)
        _refuse_number_in_school(cursor, source, columns)
    mapping, more = settle(cursor, source.name, told, mapping, before, way, aids.tables)
    students, days = extent(cursor, told.layout, mapping)
    return Examined(source, mapping.layout, told.reason, mapping, parquet, rows, students, days,
                    [*open_questions, *more], tuple(notes))  # fmt: skip


def _told(source: Source, mapping: Mapping, before: Mapping, bundle, found) -> Guess:
    """The layout as decided, now or for such a file before, else as the columns say."""
    if bundle:
        return Guess(mapping.layout, bundle.reason)
    if mapping.layout and mapping.layout == known_positions(source).layout:
        return Guess(mapping.layout, "its lines are California's STAS records")
    if mapping.layout:
        return Guess(mapping.layout, DECIDED)
    if before.layout:
        return Guess(before.layout, "as with the last such file")
    return guess(source, found, mapping.columns)


def _about_columns(source: Source, told: Guess, way, columns, ties, mapping) -> list[Question]:
    tied = dict.fromkeys(ties, "?")
    made = dict.fromkeys(("code", "date", "period"), "?") if way.query else {}
    return [
        *ask.about_ties(source, ties),
        *ask.about_missing(source, told.layout, way.columns | made | tied),
        *ask.about_school(source.name, told.layout, columns | tied, mapping),
    ]


def _kept(source: Source, columns: dict, way: Way) -> dict:
    """The columns that something is read from; positions as numbers, so that the mapping tells
    them from headers."""
    lists = {f: h for f, h in columns.items() if isinstance(h, list)}
    if way.query == "period_rows":
        lists = {"period": list(way.cells)}
    kept = {f: h for f, h in (way.columns | lists).items() if h is not None and f != PROBLEM}
    if source.has_header:
        return kept
    return {f: [int(n) for n in h] if isinstance(h, list) else int(h) for f, h in kept.items()}


def _by_rows(cursor, source: Source, told: Guess, mapping: Mapping, columns: dict) -> Guess:
    """The layout once the rows are known: class periods show in them."""
    if told.layout not in ("register", "events") or told.reason == DECIDED:
        return told
    return shown_layout(cursor, told, columns)


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


def _refuse_number_in_school(cursor, source: Source, columns: dict) -> None:
    """Aeries numbers the students of each school from 1 (SN): two children, one number."""
    if str(columns["student_id"]).upper() != "SN":
        return
    rows = cursor.execute(
        "SELECT student_id, min(school_id), max(school_id) FROM temp.named "
        "GROUP BY student_id HAVING min(school_id) < max(school_id) ORDER BY 1 LIMIT 1"
    ).fetchall()
    for number, first, second in rows:
        raise FileRefused(
            f'{source.name}: the student number SN = "{number}" stands for different students at '
            f"the schools {first} and {second}. Export the permanent id (STU.ID) as well."
        )
