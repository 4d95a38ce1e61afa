"""The families of the students in the program: who was told, who said what, who waits."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from typing import TYPE_CHECKING

from sm_core.actor import MENTOR, Actor
from sm_core.bringing.find import one_person
from sm_core.families.permission import Answer, Standing, standing, standing_no
from sm_core.families.policy import Policy, read_policies
from sm_core.papers.languages import canonical
from sm_core.queries import run
from sm_core.school_year import school_year_of
from sm_core.seen import Seen
from sm_core.store import Store

if TYPE_CHECKING:
    import duckdb


@dataclass(frozen=True)
class Household:
    """Where letters about a student go; `address` has a line per line of the envelope. It counts
    until the day before it is `ended`, for days before it was `added` too: the family was there."""

    family_id: str
    student_id: str
    addressee: str = ""
    address: str = ""
    language: str = ""
    phone: str = ""
    email: str = ""
    note: str = ""
    added: date | None = None
    ended: date | None = None

    def counts_on(self, day: date) -> bool:
        return self.ended is None or self.ended > day


@dataclass(frozen=True)
class Family:
    """The family of one student on a day: what was sent and said (the newest first, those taken
    back among them), and where it stands under the `policy` of the school.

    `chosen` says whether the student is chosen this school year; `mentor` is the name of whom they
    meet, "" for nobody; `home_language` is what the school's file says.
    """

    student_id: str
    name: str
    sort_name: str
    grade: str
    grade_order: int
    school_id: str
    school_name: str
    enrolled: bool
    chosen: bool
    mentor: str
    home_language: str
    policy: Policy
    households: tuple[Household, ...]
    answers: tuple[Answer, ...]
    standing: Standing
    later: Mapping[str, date] = field(default_factory=dict)
    """Of the households those put on record beside another one, ended or not, and when."""

    @property
    def label(self) -> str:
        return self.name or f"Student {self.student_id}"

    @property
    def in_program(self) -> bool:
        """Whether somebody has to see to it that the family knows."""
        return (self.chosen and self.enrolled) or bool(self.mentor)

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages of the letters: each household's, else the student's home language."""
        own = [h.language or self.home_language for h in self.households]
        return tuple(dict.fromkeys(map(canonical, own or [self.home_language])))


def families(store: Store, seen: Seen, day: date, ids: Iterable[str] | None = None) -> list[Family]:
    """The families of the `ids` among the students seen, where they stand on `day`; by school,
    grade and name.

    Without `ids` of all who are in the program this school year: chosen, meeting a mentor, or with
    an answer on record. A mentor sees none.
    """
    if seen.actor.scope["students"] is not None:
        return []
    ids = None if ids is None else list(ids)
    with store.reading() as cursor:
        chosen = _chosen(cursor, seen, day)
        mentors = _mentors(cursor, day)
        answers = read_answers(cursor, ids)
        wanted = set(ids) if ids is not None else chosen | mentors.keys() | _answered(answers, day)
        rows = _rows(seen, wanted)
        here = [row["student_id"] for row in rows]
        policies = read_policies(cursor, sorted({row["school_id"] for row in rows}))
        households = read_households(cursor, here)
        homes = dict(run(cursor, "home_languages", ids=here).fetchall())
    found = [
        _family(row, policies[row["school_id"]], day, (
            row["student_id"] in chosen, mentors.get(row["student_id"], ""),
            homes.get(row["student_id"], ""),
            households.get(row["student_id"], []), answers.get(row["student_id"], []),
        ))
        for row in rows
    ]  # fmt: skip
    return sorted(found, key=lambda f: (f.school_name, f.school_id, f.grade_order,
                                        f.sort_name.casefold(), f.name, f.student_id))  # fmt: skip


def _chosen(cursor: duckdb.DuckDBPyConnection, seen: Seen, day: date) -> set[str]:
    rows = run(cursor, "chosen_at", school=None, school_year=school_year_of(day), day=day,
               **seen.actor.scope).fetchall()  # fmt: skip
    return {student for student, _ in rows}


def _answered(answers: dict[str, list[Answer]], day: date) -> set[str]:
    """The students of whom something was on record by the day."""
    return {s for s, said in answers.items() if any((a.day or day) <= day for a in said)}


def _mentors(cursor: duckdb.DuckDBPyConnection, day: date) -> dict[str, str]:
    return dict(run(cursor, "mentors_met", day=day).fetchall())


def _rows(seen: Seen, wanted: set[str]) -> list[dict]:
    import pyarrow as pa
    import pyarrow.compute as compute

    names = ["student_id", "student_name", "sort_name", "grade", "grade_order", "school_id",
             "school_name", "enrolled"]  # fmt: skip
    ids = pa.array(sorted(wanted), pa.string())
    return seen.students.select(names).filter(compute.field("student_id").isin(ids)).to_pylist()


def _family(row: dict, policy: Policy, day: date, known: tuple) -> Family:
    chosen, mentor, home, households, answers = known
    counting = tuple(h for h in households if h.counts_on(day))
    later = _later(households)
    where = standing(policy, answers, [h.family_id for h in counting], day, later)
    newest = tuple(sorted(answers, key=lambda a: a.order, reverse=True))
    return Family(
        row["student_id"], row["student_name"], row["sort_name"], row["grade"],
        row["grade_order"], row["school_id"], row["school_name"], bool(row["enrolled"]),
        chosen, mentor, home, policy, counting, newest, where, later,
    )  # fmt: skip


def _later(households: list[Household]) -> dict[str, date]:
    return {h.family_id: h.added for h in households[1:] if h.added}


def one_standing(
    cursor: duckdb.DuckDBPyConnection, student_id: str, school_id: str, day: date
) -> Standing:
    """Where the family of a student stands on `day` under the policy of the school, whoever may see
    them."""
    return standings(cursor, {student_id: school_id}, day)[student_id]


def standings(
    cursor: duckdb.DuckDBPyConnection, schools: Mapping[str, str], day: date
) -> dict[str, Standing]:
    """As `one_standing`, of many: by student, where `schools` has the school of each."""
    policies = read_policies(cursor, sorted(set(schools.values())))
    households = read_households(cursor, list(schools))
    answers = read_answers(cursor, list(schools))
    return {
        student: _standing(policies[school], day, answers.get(student, []),
                           households.get(student, []))
        for student, school in schools.items()
    }  # fmt: skip


def _standing(
    policy: Policy, day: date, answers: list[Answer], households: list[Household]
) -> Standing:  # fmt: skip
    counting = [h.family_id for h in households if h.counts_on(day)]
    return standing(policy, answers, counting, day, _later(households))


def all_households(store: Store, actor: Actor, as_of: date, student_id: str) -> list[Household]:
    """The households of a student whom the actor may see, ended ones among them; none for a
    mentor."""
    if actor.role == MENTOR:
        return []
    with store.reading() as cursor:
        one_person(cursor, actor, as_of, student_id)
        return read_households(cursor, [student_id]).get(student_id, [])


def read_answers(
    cursor: duckdb.DuckDBPyConnection, ids: list[str] | None = None
) -> dict[str, list[Answer]]:
    """By student, every answer on record; of all students when `ids` is None."""
    columns = ", ".join(_filled(f.name, f.type) for f in fields(Answer))
    return _by_student(cursor, "permissions", columns, Answer, ids)


def read_households(
    cursor: duckdb.DuckDBPyConnection, ids: list[str] | None = None
) -> dict[str, list[Household]]:
    """By student, the households on record, ended ones among them, in the order they were added."""
    columns = ", ".join(_filled(f.name, f.type) for f in fields(Household))
    found = _by_student(cursor, "families", columns, Household, ids)
    return {s: sorted(h, key=lambda h: (h.added or date.min, h.addressee, h.family_id))
            for s, h in found.items()}  # fmt: skip


def said_no(
    cursor: duckdb.DuckDBPyConnection, students: list[str], day: date
) -> dict[str, list[Answer]]:
    """By student, the answers for which the family says no on `day`, the newest first; nobody
    else."""
    households = read_households(cursor, students)
    found = {
        student: standing_no(answers, [
            h.family_id for h in households.get(student, ()) if h.counts_on(day)
        ], day)
        for student, answers in read_answers(cursor, students).items()
    }  # fmt: skip
    return {student: no for student, no in found.items() if no}


def _by_student(cursor, table: str, columns: str, kind: type, ids: list[str] | None) -> dict:
    rows = cursor.execute(
        f"SELECT {columns} FROM program.{table} "
        "WHERE $ids::VARCHAR[] IS NULL OR student_id IN (SELECT unnest($ids::VARCHAR[]))",
        {"ids": ids},
    ).fetchall()
    found = defaultdict(list)
    for row in rows:
        record = kind(*row)
        found[record.student_id].append(record)
    return dict(found)


def _filled(name: str, kind: str) -> str:
    return f"COALESCE({name}, '')" if kind == "str" else name
