"""What people said about who may meet whom, in words: for the list, the history and refusals."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import duckdb

from sm_core.actor import MENTOR, Actor
from sm_core.bringing.find import labels
from sm_core.matching.said import KINDS, OF_MENTOR, OF_STUDENTS, MatchRule, read_rules
from sm_core.plausible import us_day
from sm_core.queries import run
from sm_core.store import Store
from sm_core.targeting.candidates import Candidates


@dataclass(frozen=True)
class Told:
    """A rule with the names of the `student` and of the `other` one: a mentor, a student, or the
    language."""

    rule: MatchRule
    student: str
    other: str

    @property
    def field(self) -> str:
        """What is said of the student, as their history names it."""
        return f"{KINDS[self.rule.kind]} {self.other}"

    @property
    def words(self) -> str:
        return f"“{self.student}: {self.field}”"

    @property
    def with_who(self) -> str:
        """The words, who said it and when."""
        when = f", {us_day(self.rule.made.date())}" if self.rule.made else ""
        return f"{self.words} ({self.rule.made_by}{when})"


def told(
    cursor: duckdb.DuckDBPyConnection, actor: Actor, as_of: date, rules: Iterable[MatchRule]
) -> list[Told]:
    """The rules with names, in the order given; students whom the actor may not see as of the date
    by their ids."""
    rules = list(rules)
    tied = {rule.other_id for rule in rules if rule.kind in OF_STUDENTS}
    students = labels(cursor, actor, as_of, {rule.student_id for rule in rules} | tied)
    ids = sorted({rule.other_id for rule in rules if rule.kind in OF_MENTOR})
    mentors = dict(run(cursor, "mentors_named", ids=ids).fetchall())
    return [
        Told(rule, students[rule.student_id], _other(rule, students, mentors)) for rule in rules
    ]


def _other(rule: MatchRule, students: dict[str, str], mentors: dict[str, str]) -> str:
    if rule.kind in OF_STUDENTS:
        return students[rule.other_id]
    return mentors.get(rule.other_id) or "a mentor" if rule.kind in OF_MENTOR else rule.other_id


def rules_seen(store: Store, known: Candidates, day: date, school: str | None = None) -> list[Told]:
    """The rules said by `day` that hold, of students whom the actor of `known` may see, either of
    two who are tied; of those now at one school, unless None. By the student's name; nothing for a
    mentor."""
    actor, students = known.seen.actor, known.seen.students
    if actor.role == MENTOR:
        return []
    at = dict(zip(students["student_id"].to_pylist(), students["school_id"].to_pylist(),
                  strict=True))  # fmt: skip
    with store.reading() as cursor:
        rules = [
            rule for rule in read_rules(cursor, day=day)
            if any(s in at and school in (None, at[s]) for s in _students(rule))
        ]  # fmt: skip
        found = told(cursor, actor, known.seen.asked.as_of, rules)
    return sorted(found, key=lambda t: (t.student.casefold(), t.rule.student_id, t.rule.kind))


def _students(rule: MatchRule) -> tuple[str, ...]:
    tied = (rule.other_id,) if rule.kind in OF_STUDENTS else ()
    return (rule.student_id, *tied)
