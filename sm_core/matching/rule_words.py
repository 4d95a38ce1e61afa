"""What people said about who may meet whom, in words: for the list, the history and refusals."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

import duckdb

from sm_core.actor import MENTOR, Actor
from sm_core.bringing.find import Person, people
from sm_core.matching.said import KINDS, OF_MENTOR, OF_STUDENTS, UNSEEN, MatchRule, read_rules
from sm_core.plausible import us_day
from sm_core.queries import run
from sm_core.store import Store
from sm_core.targeting.candidates import Candidates

ELSEWHERE = "a student of another school"


@dataclass(frozen=True)
class Told:
    """A rule with the names of the `student` and of the `other` one: a mentor, a student, or the
    language."""

    rule: MatchRule
    student: str
    other: str
    decided_at: str = ""
    """The school whose coordinator may take the rule back: where the student is now, or where it
    was said of one who is out of sight."""
    one_school: bool = True
    """Whether both of two who are tied are seen, at one school."""

    @property
    def field(self) -> str:
        """What is said of the student."""
        return f"{KINDS[self.rule.kind]} {self.other}"

    @property
    def recorded(self) -> str:
        """What is said of the student, as their history names it, which another school may read."""
        return self.field if self.one_school else f"{KINDS[self.rule.kind]} {ELSEWHERE}"

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
    """The rules with names, in the order given, but those of students whom the actor may not see as
    of the date. Of two who are tied the rule is told of the one who is seen, without its reason,
    which may name the other."""
    rules = list(rules)
    ids = [s for rule in rules for s in students_of(rule)]
    found = people(cursor, actor, as_of, sorted(set(ids)))
    mentors = sorted({rule.other_id for rule in rules if rule.kind in OF_MENTOR})
    names = dict(run(cursor, "mentors_named", ids=mentors).fetchall())
    return [_tied(rule, found) if rule.kind in OF_STUDENTS else _of_one(rule, found, names)
            for rule in rules]  # fmt: skip


def _of_one(rule: MatchRule, found: Mapping[str, Person], mentors: Mapping[str, str]) -> Told:
    person = found.get(rule.student_id)
    other = mentors.get(rule.other_id) or "a mentor" if rule.kind in OF_MENTOR else rule.other_id
    student = person.label if person else UNSEEN
    return Told(rule, student, other, _decided_at(rule, found))


def _tied(rule: MatchRule, found: Mapping[str, Person]) -> Told:
    where = _decided_at(rule, found)
    ends = [found.get(s) for s in students_of(rule)]
    if None in ends:
        rule = replace(rule, reason="")
        if ends[1]:
            rule, ends = turned(rule), ends[::-1]
    student, other = (person.label if person else UNSEEN for person in ends)
    one_school = None not in ends and ends[0].school_id == ends[1].school_id
    return Told(rule, student, other, where, one_school)


def _decided_at(rule: MatchRule, found: Mapping[str, Person]) -> str:
    person = found.get(rule.student_id)
    return person.school_id if person else rule.school_id


def turned(rule: MatchRule) -> MatchRule:
    """What ties two students, told of the other one."""
    return replace(rule, student_id=rule.other_id, other_id=rule.student_id)


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
            if any(s in at and school in (None, at[s]) for s in students_of(rule))
        ]  # fmt: skip
        found = told(cursor, actor, known.seen.asked.as_of, rules)
    return sorted(found, key=lambda t: (t.student.casefold(), t.rule.student_id, t.rule.kind))


def students_of(rule: MatchRule) -> tuple[str, ...]:
    """The ids of the one or two students whom the rule is about."""
    tied = (rule.other_id,) if rule.kind in OF_STUDENTS else ()
    return (rule.student_id, *tied)
