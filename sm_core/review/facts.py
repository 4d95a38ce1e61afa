"""What is known of every student of a school when its team meets."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from sm_core.contacts.standard import expected, read_standards
from sm_core.contacts.weeks import WEEK, match_weeks
from sm_core.definitions import STANDARD
from sm_core.families.find import standings
from sm_core.queries import run
from sm_core.review.settings import Thresholds
from sm_core.school_year import school_year_of
from sm_core.seen import Seen
from sm_core.store import Store

if TYPE_CHECKING:
    import pyarrow as pa

COLUMNS = ["student_id", "student_name", "sort_name", "grade", "grade_order", "school_id",
           "school_name", "enrolled", "days_enrolled", "days_absent", "tier", "few_days",
           "data_through"]  # fmt: skip


@dataclass(frozen=True)
class Lately:
    """What the single days of a student say up to `last_day`, `known` of them: missed days of the
    last school days and of as many before (None where there are none so far back), the `run` of
    absences that reaches the last day, since when; the `with_mentor` days since the oldest match
    that holds began, and missed days of the last of them and of those before it (of
    `stuck_before_days`); the tier reached (0 for none, 1 at risk, 2 moderate, 3 severe) now and
    when the team last heard (0 while it was too early to name one, both 0 for a student with
    totals); and the last quarter of the school that is over (None for none)."""

    known: int = 0
    last_day: date | None = None
    worse_now: int | None = None
    worse_before: int | None = None
    better_now: int | None = None
    better_before: int | None = None
    run: int = 0
    run_since: date | None = None
    with_mentor: int = 0
    stuck_now: int = 0
    stuck_before: int = 0
    stuck_before_days: int = 0
    tier_now: int = 0
    tier_before: int = 0
    quarter_missed: int | None = None
    quarter_days: int | None = None


@dataclass(frozen=True)
class Program:
    """What the program does for a student: `chosen` at the school, the `mentors` whom they meet or
    are to meet, by name ("" for nobody), since `began`; `waits` where a chosen student's family
    still has to be told or asked, `said_no` where it said no; the intensive `support` (of
    `SUPPORTS`). Of the contacts of the week before `asked` were asked for by the standard, `logged`
    by the mentor."""

    chosen: bool = False
    mentors: str = ""
    matches: tuple[str, ...] = ()
    began: date | None = None
    support: str = "none"
    support_to: str = ""
    waits: bool = False
    said_no: bool = False
    asked: int = 0
    logged: int = 0


@dataclass(frozen=True)
class Facts:
    """A student of the school as of the date: `missed` of `days` enrolled, exact, known `through`
    a day; in a `tier`, unless few days are known. Of one who is `gone` from it nothing but the name
    and grade of the last list."""

    student_id: str
    name: str
    sort_name: str
    grade: str
    grade_order: int
    school_id: str
    school: str
    enrolled: bool
    days: Decimal
    missed: Decimal
    tier: str | None
    few_days: bool
    through: date | None
    lately: Lately = Lately()
    program: Program = Program()

    @property
    def label(self) -> str:
        return self.name or f"Student {self.student_id}"

    @property
    def is_gone(self) -> bool:
        return not self.school_id

    @property
    def in_program(self) -> bool:
        return self.program.chosen or bool(self.program.mentors)


def gone(student: str, name: str, grade: str) -> Facts:
    """One of whom the school no longer knows anything."""
    zero = Decimal(0)
    return Facts(student, name, name, grade, 0, "", "", False, zero, zero, None, True, None)


def facts(
    store: Store, seen: Seen, school: str, rules: Thresholds, day: date, monday: date,
    also: Iterable[str] = (), since: date | None = None,
) -> dict[str, Facts]:  # fmt: skip
    """By id, everybody enrolled at the school as of the date of `seen` (in student scope), and
    those `also` asked for whose latest school it is, enrolled still or not.

    The program is that of `day`. Contacts are those of the week before `monday`, that of the
    review, which is over: the same on every day of the week. `since` as in `lately_at`.
    """
    rows = rows_at(seen, school, also)
    program = program_at(store, seen, rows, day, monday)
    return joined(rows, program, lately_at(store, seen, rows, began_of(program), rules, since))


def joined(
    rows: Sequence[dict], program: Mapping[str, Program], lately: Mapping[str, Lately]
) -> dict[str, Facts]:  # fmt: skip
    """The facts of the `rows` of `rows_at`, made of their parts."""
    ids = [row["student_id"] for row in rows]
    return {
        student: Facts(*row.values(), lately.get(student, Lately()), program[student])
        for student, row in zip(ids, rows, strict=True)
    }


def began_of(program: Mapping[str, Program]) -> dict[str, date]:
    return {student: one.began for student, one in program.items() if one.began}


def rows_at(seen: Seen, school: str, also: Iterable[str] = ()) -> list[dict]:
    """The students of `facts`, as the rows of `seen` have them."""
    assert seen.asked.scope == "student"
    import pyarrow as pa
    import pyarrow.compute as compute

    students = seen.students
    wanted = compute.is_in(students["student_id"], pa.array(sorted(set(also)), pa.string()))
    # What is known of a student belongs to the latest school, whoever asks.
    here = compute.and_(compute.equal(students["school_id"], school),
                        compute.or_(students["enrolled"], wanted))  # fmt: skip
    return students.filter(here).select(COLUMNS).to_pylist()


def _reviewed(rows: Sequence[dict], began: Mapping[str, date]) -> pa.Table:
    import pyarrow as pa

    ids = [row["student_id"] for row in rows]
    return pa.table({
        "student_id": pa.array(ids, pa.string()),
        "school_id": pa.array([row["school_id"] for row in rows], pa.string()),
        "began": pa.array([began.get(student) for student in ids], pa.date32()),
    })  # fmt: skip


def lately_at(
    store: Store, seen: Seen, rows: Sequence[dict], began: Mapping[str, date], rules: Thresholds,
    since: date | None = None,
) -> dict[str, Lately]:  # fmt: skip
    """What the attendance says of these students; `began` is the first day with a mentor of those
    who have one. A tier is new that was not reached by `since`, the last day that the team heard
    of; without it, a week before the last day of the school. A student of whom no single day is
    known is left out."""
    asked = seen.asked
    # Those seen now are followed to every school they were at (DESIGN rule 5).
    values = asked.parameters(seen.actor) | {
        "schools": None, "students": None,
        "worse_days": rules.worse_days, "better_days": rules.better_days,
        "stuck_days": rules.stuck_weeks * 5, "margin": rules.margin,
        "quarter_days": rules.quarter_days, "since": since,
        "early_days": STANDARD.early_days,
    }  # fmt: skip
    with store.reading() as cursor:
        cursor.register("reviewed", _reviewed(rows, began))
        found = run(cursor, "review_facts", **values).fetchall()
    return {student: Lately(*row) for student, *row in found}


def program_at(
    store: Store, seen: Seen, rows: Sequence[dict], day: date, monday: date
) -> dict[str, Program]:  # fmt: skip
    """What the program does on the day for these students, and the contacts of the week before
    `monday`."""
    with store.reading() as cursor:
        cursor.register("reviewed", _reviewed(rows, {}))
        year = school_year_of(seen.asked.as_of)
        found = run(cursor, "review_program", school_year=year, day=day).fetchall()
        known = {student: dict(zip(_SAID, row, strict=True)) for student, *row in found}
        schools = {row["student_id"]: row["school_id"] for row in rows}
        told = standings(cursor, {student: schools[student] for student, said in known.items()
                                  if said["chosen"] and not said["mentors"]}, day)  # fmt: skip
    contacts = _contacts(store, seen, known, day, monday)
    return {
        student: Program(
            **said | {"matches": tuple(said["matches"])},
            waits=student in told and not told[student].no and not told[student].clear_on(day),
            said_no=student in told and told[student].no,
            **contacts.get(student, {}),
        )
        for student, said in known.items()
    }


_SAID = [field.name for field in fields(Program)][:6]


def _contacts(
    store: Store, seen: Seen, known: dict[str, dict], day: date, monday: date
) -> dict[str, dict[str, int]]:  # fmt: skip
    """By student the contacts asked for and logged in the week before; where two mentors meet one
    student, those of the match that falls most short."""
    matches = [match for said in known.values() for match in said["matches"]]
    before, found = monday - WEEK, {}
    weeks = match_weeks(
        store, seen.actor, seen.asked.as_of, day, before, before, seen.here, matches
    )
    with store.reading() as cursor:
        standards = read_standards(cursor, sorted({week.school_id for week in weeks}))
    for week in weeks:
        asked = expected(standards[week.school_id], week.possible)
        held = found.get(week.student_id)
        if held is None or asked - week.seen > held["asked"] - held["logged"]:
            found[week.student_id] = {"asked": asked, "logged": week.seen}
    return found
