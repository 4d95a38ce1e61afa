"""What people said about who may meet whom, beside the rules that hold for everybody."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

import duckdb

from sm_core.queries import run

PIN, NEVER, WISH, ONLY = "pin", "never", "wish", "only"
LANGUAGE, TOGETHER, APART = "language", "together", "apart"
KINDS = {
    PIN: "keep for", NEVER: "never with", WISH: "asked for", ONLY: "nobody but",
    LANGUAGE: "needs a mentor who speaks", TOGETHER: "same mentor as", APART: "not the mentor of",
}  # fmt: skip
"""How each kind is told between the student and the other one."""
OF_MENTOR = (PIN, NEVER, WISH, ONLY)
OF_STUDENTS = (TOGETHER, APART)
UNSEEN = "another student"
"""One of two who are tied whom the reader may not see."""


@dataclass(frozen=True)
class MatchRule:
    """One thing said of a student; `other_id` is a mentor, another student or a language, as the
    kind of `KINDS` has it. It holds while `taken_back` is None."""

    rule_id: str
    kind: str
    student_id: str
    other_id: str
    school_id: str
    reason: str = ""
    made: datetime | None = None
    made_by: str = ""
    taken_back: datetime | None = None


def read_rules(
    cursor: duckdb.DuckDBPyConnection, students: Iterable[str] | None = None,
    day: date | None = None,
) -> list[MatchRule]:  # fmt: skip
    """The rules that hold of these students (of all, when None), either of two who are tied, and
    were said by the `day` (whenever, when None); in the order in which they were made."""
    ids = None if students is None else list(students)
    rows = run(cursor, "match_rules_of", students=ids, day=day).fetchall()
    return [MatchRule(*row) for row in rows]


def by_student(rules: Iterable[MatchRule]) -> dict[str, dict[str, list[str]]]:
    """By student and kind, the other ids; two who are tied have each other's."""
    found: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for rule in rules:
        found[rule.student_id][rule.kind].append(rule.other_id)
        if rule.kind in OF_STUDENTS:
            found[rule.other_id][rule.kind].append(rule.student_id)
    return found
