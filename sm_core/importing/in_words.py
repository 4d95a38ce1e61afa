"""Decisions in words: what a mapping says, for people who never read one."""

from sm_core.importing.answers import CODE_CHOICES, DAY_TYPE_CHOICES, LABELS
from sm_core.importing.layouts import DAILY, FIELDS, NOUNS
from sm_core.importing.mapping import Mapping, named
from sm_core.importing.meanings import WORDS, Meaning, bare

FIELD_WORDS = {
    "student_id": "Student id", "school_id": "School", "school_name": "School name",
    "code": "Attendance code", "code_description": "Description of the code",
    "portion": "Part of the day missed", "entry_date": "First day enrolled",
    "day_type": "Kind of day", "as_of": "Totals through", "period_start": "Period begins",
    "period_end": "Period ends",
}  # fmt: skip
SETTINGS = {
    "date_order": ("Dates", {**LABELS, "ymd": "year first"}),
    "exit_date": ("The exit date is", LABELS),
    "period_rule": ("A day is missed", LABELS),
    "day_periods": ("A school day has", "{} class periods"),
    "day_minutes": ("A school day", "{} minutes"),
    "student_id_width": ("Student ids", "{} characters, shorter ones with zeros in front"),
    "sheet": ("Of a workbook", "the sheet {}"),
}  # fmt: skip
"""Setting → what it is about, and how its values are said."""

OF_STUDENTS = (*DAILY, "enrollment", "student_totals", "students")
NEEDED_BY = {
    "date_order": (*DAILY, "enrollment", "calendar", "student_totals"),
    "exit_date": ("enrollment",),
    "period_rule": ("periods",),
    "day_periods": ("periods",),
    "day_minutes": (*DAILY, "student_totals"),
    "student_id_width": OF_STUDENTS,
    "sheet": tuple(FIELDS),
}
"""Setting → the layouts for which it means anything."""

_SAID = {said: words for words, said in (CODE_CHOICES | DAY_TYPE_CHOICES).items()}


def field_words(name: str) -> str:
    """What one of our columns is called: entry_date → First day enrolled."""
    return FIELD_WORDS.get(name, name.replace("_", " ").capitalize())


def meaning_words(said: Meaning | str) -> str:
    """What a code or a kind of day means."""
    if words := _SAID.get(said):
        return words
    assert isinstance(said, Meaning)
    return f"{said.portion.normalize():f} of a day {WORDS[said.meaning]}"


def code_words(code: str, said: Meaning | str) -> str:
    return f"{bare(code) or 'blank'} = {meaning_words(said)}"


def settings_of(layout: str | None) -> list[str]:
    """The settings that mean anything for such a file; all where its kind is not decided."""
    return [name for name, layouts in NEEDED_BY.items() if layout is None or layout in layouts]


def decided(mapping: Mapping) -> list[tuple[str, str]]:
    """(what was decided, how), a line for each decision but the kind of file."""
    lines = [("Columns", _columns(mapping))] if mapping.columns else []
    if mapping.codes:
        lines.append(("Codes", "; ".join(code_words(*pair) for pair in mapping.codes.items())))
    for name in settings_of(mapping.layout):
        value = getattr(mapping, name)
        if value is not None:
            what, how = SETTINGS[name]
            lines.append((what, how.get(value) if isinstance(how, dict) else how.format(value)))
    return lines


def columns_told(mapping: Mapping) -> str:
    """Which columns say who and when, the first thing to look at: "Student id = ID, Date = Day"."""
    shown = ("student_id", "full_name", "last_name", "school_id", "date", "code")
    found = [(name, named(mapping.columns.get(name))) for name in shown]
    return ", ".join(f"{field_words(n)} = {', '.join(headers)}" for n, headers in found if headers)


def kind(mapping: Mapping) -> str:
    """What such a file is: "a daily register"."""
    return NOUNS.get(mapping.layout or "", "a file")


def _columns(mapping: Mapping) -> str:
    found = []
    for name, header in mapping.columns.items():
        headers = header if isinstance(header, list) else [header]
        found.append(f"{field_words(name)} = {', '.join(map(str, headers))}")
    return "; ".join(found)
