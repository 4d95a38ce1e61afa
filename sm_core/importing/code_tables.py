"""Tables that say what a school system's attendance codes mean, such as PowerSchool's table 156."""

from collections.abc import Iterable
from dataclasses import dataclass

from sm_core.importing.meanings import ABSENT, LEAVES, Meaning, suggested


@dataclass(frozen=True)
class CodeTable:
    """Rows of (code id, code, description, presence, school); any of them may be "". Without a
    school a row speaks for all of them."""

    rows: tuple[tuple[str, str, str, str, str], ...] = ()

    def __add__(self, other: "CodeTable") -> "CodeTable":
        return CodeTable((*other.rows, *self.rows))

    def at(self, schools: set[str]) -> "CodeTable":
        """What the table says to files of these `schools`."""
        return CodeTable(tuple(row for row in self.rows if row[4] in ("", *schools)))

    def of(self, code: str) -> tuple[Meaning | None, str]:
        """What the table says of a code or code id: its meaning, None where the table is silent
        or contradicts itself, and its description."""
        rows = [row for row in self.rows if row[0] == code] if code else []
        rows = rows or [row for row in self.rows if row[1] == code]
        meanings = {by_presence(presence, words) for _, _, words, presence, _ in rows}
        words = next((words for _, _, words, _, _ in rows if words), "")
        return (meanings.pop() if len(meanings) == 1 else None), words


def by_presence(presence: str, description: str) -> Meaning | None:
    """What "Present" or "Absent" (PowerSchool's Presence_Status_CD) settles of a code: whether the
    day counts as missed; the description may say in which way. None where the two disagree."""
    hint = suggested(description) if description else None
    word = presence.strip().lower()
    if word not in ("present", "absent") or hint in LEAVES:
        return None
    if word == "absent":
        return Meaning.whole(hint or "absent_unverified") if hint in (None, *ABSENT) else None
    return Meaning.whole(hint or "present") if hint not in ABSENT else None


def staged_table(cursor) -> CodeTable:
    """The code table opened as `temp.staged`."""
    return _table(cursor, "temp.staged")


def stored_table(cursor) -> CodeTable:
    """Every code table uploaded so far."""
    return _table(cursor, "attendance.codes")


def _table(cursor, name: str) -> CodeTable:
    fields = ("code_id", "code", "code_description", "presence", "school_id")
    columns = ", ".join(f"COALESCE({field}, '')" for field in fields)
    return CodeTable(tuple(cursor.execute(f"SELECT DISTINCT {columns} FROM {name}").fetchall()))


def codes_named(tables: CodeTable, codes: Iterable[str]) -> dict[str, Meaning]:
    """The meanings that the tables settle, by code."""
    said = {code: tables.of(code)[0] for code in codes}
    return {code: meaning for code, meaning in said.items() if meaning}
