"""The families of the students in the program: who was told, who said what, who waits."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import TYPE_CHECKING

from sm_core.actor import MENTOR, Actor
from sm_core.bringing.find import one_person
from sm_core.families.permission import EXPIRED, TO_SEND, Answer, Standing, standing
from sm_core.families.policy import USUAL, Policy, read_policies
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
        return tuple(dict.fromkeys(own or [self.home_language]))


def families(store: Store, seen: Seen, day: date, ids: Iterable[str] | None = None) -> list[Family]:
    """The families of the `ids` among the students seen, where they stand on `day`; by school,
    grade and name.

    Without `ids` of all who are in the program this school year: chosen, meeting a mentor, or with
    an answer on record. A mentor sees none.
    """
    if seen.actor.scope["students"] is not None:
        return []
    with store.reading() as cursor:
        chosen = _chosen(cursor, seen, day)
        mentors = _mentors(cursor, day)
        answers = read_answers(cursor)
        wanted = set(ids) if ids is not None else chosen | mentors.keys() | answers.keys()
        rows = _rows(seen, wanted)
        schools = sorted({row["school_id"] for row in rows})
        policies = read_policies(cursor, schools)
        households = read_households(cursor)
        homes = dict(run(cursor, "home_languages").fetchall())
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
    rows = run(cursor, "chosen_at", school=None, school_year=school_year_of(day),
               **seen.actor.scope).fetchall()  # fmt: skip
    return {student for student, _ in rows}


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
    where = standing(policy, answers, [h.family_id for h in counting], day)
    newest = tuple(sorted(answers, key=lambda a: a.order, reverse=True))
    return Family(
        row["student_id"], row["student_name"], row["sort_name"], row["grade"],
        row["grade_order"], row["school_id"], row["school_name"], bool(row["enrolled"]),
        chosen, mentor, home, policy, counting, newest, where,
    )  # fmt: skip


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
) -> dict[str, date | None]:
    """By student, since when the family says no (None: the day is not known); nobody else."""
    households = read_households(cursor, students)
    found = {
        student: standing(USUAL, answers, [
            h.family_id for h in households.get(student, ()) if h.counts_on(day)
        ], day)
        for student, answers in read_answers(cursor, students).items()
    }  # fmt: skip
    return {student: where.since for student, where in found.items() if where.no}


def _by_student(cursor, table: str, columns: str, kind: type, ids: list[str] | None) -> dict:
    rows = cursor.execute(
        f"SELECT {columns} FROM program.{table} "
        "WHERE $ids::VARCHAR[] IS NULL OR list_contains($ids::VARCHAR[], student_id)",
        {"ids": ids},
    ).fetchall()
    found = defaultdict(list)
    for row in rows:
        record = kind(*row)
        found[record.student_id].append(record)
    return dict(found)


def _filled(name: str, kind: str) -> str:
    return f"COALESCE({name}, '')" if kind == "str" else name


def under(found: list[Family], policies: Mapping[str, Policy], day: date) -> list[Family]:
    """The families as they would stand on `day` under other policies, by school; those of schools
    left out are left out."""
    return [
        replace(f, policy=policies[f.school_id], standing=standing(
            policies[f.school_id], f.answers, [h.family_id for h in f.households], day,
        ))
        for f in found if f.school_id in policies
    ]  # fmt: skip


def matching(found: list[Family], school: str | None, text: str = "") -> list[Family]:
    """Those of one school (None is all) with the text in a name, id, household or mentor."""
    wanted = text.strip().casefold()
    return [
        f for f in found
        if school in (None, f.school_id) and wanted in " | ".join(
            (f.name, f.student_id, f.mentor, *(h.addressee for h in f.households))
        ).casefold()
    ]  # fmt: skip


def lists_of(found: list[Family], day: date) -> dict[str, list[Family]]:
    """The families on each of `LISTS`; a family may be on two."""
    return {name: [f for f in found if _on(name, f, day)] for name in LISTS}


LISTS = {
    "to_tell": "To tell",
    "waiting": "Waiting",
    "clear": "A mentor may begin",
    "no": "Said no",
    "untold": "Meets a mentor but may not",
    "all": "All",
}
"""What a coordinator does next; `untold` meet a mentor although none may begin, or the family said
no."""


def _on(name: str, family: Family, day: date) -> bool:
    where = family.standing
    if name == "all":
        return True
    if name == "no":
        return where.no
    if name == "untold":
        return bool(family.mentor) and not where.clear_on(day)
    if where.no or not family.in_program:
        return False
    to_tell = where.state in (TO_SEND, EXPIRED)
    clear = where.clear_on(day)
    return {"to_tell": to_tell, "clear": clear, "waiting": not to_tell and not clear}[name]
