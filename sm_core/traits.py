"""What a mentor or student brings: grades, languages, interests, dislikes and free time.

Both keep them in the same tables, because matching lays one beside the other.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import duckdb

from sm_core.availability import Slot
from sm_core.queries import run
from sm_core.saving import Writing

MENTOR, STUDENT = "mentor", "student"
KINDS = ("grade", "language", "interest", "dislike")


@dataclass(frozen=True)
class Traits:
    """What one person brings; () is unknown, which never stands in the way of a match."""

    grades: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    interests: tuple[str, ...] = ()
    dislikes: tuple[str, ...] = ()
    availability: tuple[Slot, ...] = ()

    def of(self, kind: str) -> tuple[str, ...]:
        return {
            "grade": self.grades, "language": self.languages,
            "interest": self.interests, "dislike": self.dislikes,
        }[kind]  # fmt: skip


NOTHING = Traits()


def in_order(values: tuple[str, ...]) -> tuple[str, ...]:
    """As the tables give them back: words by the alphabet, then numbers by size (K, 6, 7)."""
    return tuple(sorted(values, key=lambda v: (int(v) if v.isdecimal() else -1, v.lower())))


def split_words(text: str) -> tuple[str, ...]:
    """The words or phrases that people separate by commas, semicolons or lines, each once whatever
    its case, in their order."""
    found: dict[str, str] = {}
    for part in re.split(r"[,;\n]", text):
        word = " ".join(part.split())
        if word:
            found.setdefault(word.casefold(), word)
    return tuple(found.values())


def read_traits(
    cursor: duckdb.DuckDBPyConnection, owner: str, ids: list[str] | None = None
) -> dict[str, Traits]:
    """By id, what these people bring; of all when `ids` is None. Nobody without a word."""
    assert owner in (MENTOR, STUDENT)
    said: dict[str, dict[str, list]] = {}
    for person, kind, value in run(cursor, "traits_of", owner=owner, ids=ids).fetchall():
        said.setdefault(person, {}).setdefault(f"{kind}s", []).append(value)
    rows = run(cursor, "availability_of", owner=owner, ids=ids).fetchall()
    for person, weekday, starts, ends in rows:
        said.setdefault(person, {}).setdefault("availability", []).append(
            Slot(weekday, starts, ends)
        )
    return {
        person: Traits(**{name: tuple(values) for name, values in kinds.items()})
        for person, kinds in said.items()
    }


def write_traits(writing: Writing, owner: str, traits: dict[str, Traits]) -> None:
    """Put these in place of all that the tables say of these people. The history is the caller's:
    it knows which record the change belongs to."""
    named = {"owner": owner, "ids": list(traits)}
    for table in ("traits", "availability"):
        writing.cursor.execute(
            f"DELETE FROM program.{table} "
            "WHERE owner = $owner AND list_contains($ids::VARCHAR[], owner_id)",
            named,
        )
    writing.insert("traits", [
        {"owner": owner, "owner_id": person, "kind": kind, "value": value}
        for person, brought in traits.items() for kind in KINDS for value in brought.of(kind)
    ])  # fmt: skip
    writing.insert("availability", [
        {"owner": owner, "owner_id": person, "weekday": slot.weekday, "starts": slot.starts,
         "ends": slot.ends}
        for person, brought in traits.items() for slot in brought.availability
    ])  # fmt: skip
