"""What the rows of a staged file settle by themselves, and what they leave to be asked."""

from collections import Counter
from dataclasses import replace

from sm_core.importing import open_points as ask
from sm_core.importing import written
from sm_core.importing.code_tables import CodeTable, by_presence, codes_named
from sm_core.importing.layouts import DAILY, DECIDED, Guess
from sm_core.importing.mapping import Mapping
from sm_core.importing.meanings import Meaning
from sm_core.importing.questions import Question, about_layout
from sm_core.importing.rows import code_meanings
from sm_core.importing.shape import MARKED, register_or_events
from sm_core.importing.staged import load_marked
from sm_core.importing.state_files import state_codes
from sm_core.importing.ways import Way


def settle(
    cursor, name: str, told: Guess, mapping: Mapping, before: Mapping, way: Way, tables: CodeTable
) -> tuple[Mapping, list[Question]]:
    """`mapping` with all that the rows in `temp.staged` settle, and what they leave open."""
    order, questions = ask.about_dates(
        cursor, name, told.layout, mapping.date_order, before.date_order
    )
    mapping = replace(mapping, date_order=order)
    if told.layout in DAILY:
        mapping, more = _attendance(cursor, name, mapping, way, tables)
        questions += more
        if told.layout in ("register", "events") and told.reason != DECIDED:
            mapping, more = _register(cursor, name, told, mapping, before)
            questions += more
    elif told.layout == "calendar":
        mapping, more = _calendar(cursor, name, mapping)
        questions += more
    else:
        mapping = replace(mapping, codes={})
    if told.layout == "enrollment":
        questions += ask.about_exits(cursor, name, mapping)
    if told.layout == "student_totals":
        ask.refuse_running_totals(cursor, name, mapping)
        questions += ask.about_total_dates(cursor, name, mapping)
        questions += ask.about_units(name, mapping)
    return mapping, questions


def _attendance(
    cursor, name: str, mapping: Mapping, way: Way, tables: CodeTable
) -> tuple[Mapping, list[Question]]:
    load_marked(cursor)
    found, words, presence = _codes_and_words(cursor)
    tables = tables.at(_schools(cursor)) if tables.rows else tables
    words = {code: words.get(code) or tables.of(code)[1] for code in found}
    own = {c: said for c, said in mapping.codes.items() if isinstance(said, Meaning)}
    known = _speaking(found, words, presence, way) | codes_named(tables, found)
    settled = {c: m for c in found if (m := written.meaning_of(c, own) or known.get(c))}
    by_period = mapping.layout == "periods"
    mapping = replace(
        mapping,
        codes=own | settled,
        period_rule=mapping.period_rule if by_period else None,
    )
    return mapping, [
        *ask.about_codes(name, found, words, mapping.codes),
        *ask.about_minutes(cursor, name, mapping),
        *ask.about_years(cursor, name, mapping),
        *(ask.about_periods(cursor, name, mapping, found) if by_period else ()),
    ]


def _speaking(found: Counter, words: dict, presence: dict, way: Way) -> dict[str, Meaning]:
    """The codes that need no decision: our own words for flags and parts of days, a state's own
    vocabulary, and those whose rows say present or absent throughout."""
    fixed = code_meanings(way) | state_codes(set(found))
    said = {code: by_presence(presence[code], words[code]) for code in found if presence.get(code)}
    return {code: meaning for code, meaning in said.items() if meaning} | {
        code: Meaning.whole(meaning) for code, meaning in fixed.items() if code in found
    }


def _codes_and_words(cursor) -> tuple[Counter, dict[str, str], dict[str, str]]:
    """The lines of each code, its most frequent description, and what its rows say of presence
    where they agree."""
    found, words, presence = Counter(), {}, {}
    rows = cursor.execute(
        "SELECT COALESCE(code, ''), COALESCE(code_description, ''), COALESCE(presence, ''), "
        f"sum(named)::BIGINT AS lines FROM temp.marked WHERE {MARKED} "
        "GROUP BY ALL ORDER BY lines DESC, 1, 2, 3"
    ).fetchall()
    for code, word, present, lines in rows:
        found[code] += lines
        words.setdefault(code, word)
        presence[code] = present if presence.get(code, present) == present else ""
    return found, words, presence


def _schools(cursor) -> set[str]:
    rows = cursor.execute("SELECT DISTINCT school_id FROM temp.marked WHERE school_id IS NOT NULL")
    return {school for (school,) in rows.fetchall()}


def _register(cursor, name, told: Guess, mapping: Mapping, before: Mapping):
    shown, questions = register_or_events(cursor, name, mapping, told)
    if questions and before.layout:
        shown, questions = told, []
    elif before.layout == "events" and shown.layout == "register":
        # A correction of a few lines is as dense as a register, and would wipe the rest out.
        questions = [about_layout(name, shown.reason)]
    return replace(mapping, layout=shown.layout), questions


def _calendar(cursor, name: str, mapping: Mapping) -> tuple[Mapping, list[Question]]:
    own = {c: said for c, said in mapping.codes.items() if isinstance(said, str)}
    types = Counter()
    if "day_type" in mapping.columns:
        # A blank line or a footer has no date; its blank is not a day type.
        for (day_type, day), lines in written.values(cursor, "day_type", "date").items():
            types[day_type] += lines if day else 0
    settled = {
        t: "instructional" if said else "no_school"
        for t in types if (said := written.in_session(t, own)) is not None
    }  # fmt: skip
    mapping = replace(mapping, codes=own | settled)
    return mapping, list(ask.about_day_types(name, +types, own))
