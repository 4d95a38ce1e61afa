"""All that matching knows on a day: the chosen students, the mentors, the rules, the settings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property

from sm_core.actor import MENTOR as MENTOR_ROLE
from sm_core.bringing.find import read_profiles
from sm_core.errors import NotAllowed
from sm_core.families.ending import meetings
from sm_core.families.find import families
from sm_core.matching.making import Making, asking, tied_names
from sm_core.matching.said import (
    APART,
    TOGETHER,
    MatchRule,
    by_student,
    read_rules,
)
from sm_core.matching.scopes import scope_of
from sm_core.matching.settings import USUAL, Settings, stored_settings
from sm_core.matching.student import Student
from sm_core.mentors.find import read_mentors
from sm_core.mentors.mentor import Mentor
from sm_core.queries import run
from sm_core.store import Store
from sm_core.targeting.candidates import Candidates, severe_by_school
from sm_core.targeting.criteria import Criteria, criteria_by_school
from sm_core.targeting.propose import propose

LEARNER = "English learners"
"""The group of the attendance files that `LEARNERS` means."""


@dataclass(frozen=True, eq=False)
class Pool:
    """The chosen students who are still at their school, those with a mentor among them, and the
    mentors of these schools who have not left; both in an order that no input changes.

    `reserve` is the percent of places kept for severe by school; `before` the mentor that the
    newest list of a school in the scope of the actor suggested, by student ("" for none); `rules`
    are those that people made; `school_names` are by id. `severe_there` are the ids, by school, of
    those severe, of whom some may have a mentor without being chosen.
    """

    day: date
    students: tuple[Student, ...]
    mentors: tuple[Mentor, ...]
    settings: Settings = USUAL
    reserve: Mapping[str, int] = field(default_factory=dict)
    before: Mapping[str, str] = field(default_factory=dict)
    rules: tuple[MatchRule, ...] = ()
    school_names: Mapping[str, str] = field(default_factory=dict)
    severe_there: Mapping[str, Set[str]] = field(default_factory=dict)

    @cached_property
    def waiting(self) -> tuple[Student, ...]:
        """Those without a mentor at their school: one met elsewhere has to be ended first."""
        return tuple(s for s in self.students if s.elsewhere or not s.mentor)

    @cached_property
    def severe(self) -> dict[str, set[str]]:
        """The ids of the severe students by school, with a mentor or without."""
        found = defaultdict(set, {school: set(ids) for school, ids in self.severe_there.items()})
        for student in self.students:
            if student.severe:
                found[student.school_id].add(student.student_id)
        return found

    @cached_property
    def student(self) -> dict[str, Student]:
        return {s.student_id: s for s in self.students}

    @cached_property
    def mentor(self) -> dict[str, Mentor]:
        return {m.mentor_id: m for m in self.mentors}

    def ties(self) -> list[tuple[str, str, bool]]:
        """(student, student, whether together or apart) of those who both wait."""
        ids = {s.student_id for s in self.waiting}
        return sorted(
            (*sorted((r.student_id, r.other_id)), r.kind == TOGETHER) for r in self.rules
            if r.kind in (TOGETHER, APART) and {r.student_id, r.other_id} <= ids
        )  # fmt: skip


def read_pool(
    store: Store, known: Candidates, day: date, schools: Iterable[str] | None = None,
    settings: Settings | None = None, ahead: bool = True,
) -> Pool:  # fmt: skip
    """What matching knows on `day` of the schools that the actor of `known` may see, or of some of
    them; the attendance is that of the date of `known`, the settings are those of the district
    unless others are tried. A match that is to begin counts with `ahead`; who looks back at a day
    leaves it out. Raises `NotAllowed` for a mentor."""
    actor = known.seen.actor
    if actor.role == MENTOR_ROLE:
        raise NotAllowed("Matching is for coordinators, captains and principals.")
    wanted = None if schools is None else set(schools)
    with store.reading() as cursor:
        rows = _chosen(cursor, known, day, wanted)
        ids = [row["student_id"] for row in rows]
        profiles = read_profiles(cursor, actor, ids)
        meeting = run(cursor, "matches_ahead", day=day, ahead=ahead).fetchall()
        rules = read_rules(cursor, ids, day)
        settings = settings or stored_settings(cursor)
        at = set(known.rows["school_id"].unique().to_pylist()) if wanted is None else wanted
        mentors = _mentors(read_mentors(cursor, actor, day), day, at, meeting)
        before = _before(cursor, rows, scope_of(actor), day)
        elsewhere = _elsewhere(cursor, rows, meeting)
        met = _met(cursor, ids, day)
    # Of two matches one with a mentor of the school, else the one that began first.
    meeting = sorted(meeting, key=lambda m: m[:2] not in elsewhere)
    matched = {student: (mentor, name) for student, mentor, name in meeting}
    criteria = criteria_by_school(store, sorted(at))
    told = {f.student_id: f for f in families(store, known.seen, day, ids)}
    ranks = _groups(store, known, criteria)
    making = Making(day, settings, matched, elsewhere, by_student(rules),
                    tied_names(known, rules), met)  # fmt: skip
    students = [
        making.student(row, profiles[row["student_id"]], told[row["student_id"]], ranks, criteria)
        for row in rows
    ]
    students = [asking(student, mentors) for student in students]
    return Pool(
        day, tuple(sorted(students, key=lambda s: (s.school_id, s.student_id))), mentors, settings,
        {school: c.reserve_percent for school, c in criteria.items()},
        before, tuple(rules), {row["school_id"]: row["school_name"] for row in rows},
        severe_by_school(known),
    )  # fmt: skip


def _chosen(cursor, known: Candidates, day: date, schools: set[str] | None) -> list[dict]:
    """The candidates who are chosen at the school they are at."""
    import pyarrow as pa
    import pyarrow.compute as compute

    values = {"school": None, "school_year": known.school_year, "day": day}
    pairs = set(run(cursor, "chosen_at", **values, **known.seen.actor.scope).fetchall())
    ids = pa.array(sorted({student for student, _ in pairs}), pa.string())
    rows = known.rows.filter(compute.field("student_id").isin(ids))
    groups = known.seen.students.filter(compute.field("student_id").isin(ids))
    of = dict(zip(groups["student_id"].to_pylist(), groups["groups"].to_pylist(), strict=True))
    return [
        row | {"learner": LEARNER in of[row["student_id"]]} for row in rows.to_pylist()
        if (row["student_id"], row["school_id"]) in pairs
        and (schools is None or row["school_id"] in schools)
    ]  # fmt: skip


def _mentors(
    found: list[Mentor], day: date, at: set[str], meeting: Iterable[tuple[str, str, str]]
) -> tuple[Mentor, ...]:
    """Those at the schools who have not left; a place is taken also by who is to begin, and by a
    student who meets somebody else until then."""
    ahead: dict[str, set[str]] = defaultdict(set)
    for student, mentor, _ in meeting:
        ahead[mentor].add(student)
    here = [
        replace(m, students=tuple(sorted({*m.students, *ahead[m.mentor_id]})))
        for m in found if m.stage(day) != "closed" and at & set(m.schools)
    ]  # fmt: skip
    return tuple(sorted(here, key=lambda m: m.mentor_id))


def _elsewhere(
    cursor, rows: list[dict], meeting: Iterable[tuple[str, str, str]]
) -> set[tuple[str, str]]:  # fmt: skip
    """(student, mentor) of those of the rows who meet somebody who works, but not at the school
    they are at now."""
    at = {row["student_id"]: row["school_id"] for row in rows}
    pairs = {(student, mentor) for student, mentor, _ in meeting if student in at}
    ids = sorted({mentor for _, mentor in pairs})
    works = dict(run(cursor, "mentor_schools_of", ids=ids).fetchall())
    return {(s, m) for s, m in pairs if m in works and at[s] not in works[m]}


def _met(
    cursor, students: list[str], day: date
) -> dict[str, tuple[tuple[str, date], ...]]:  # fmt: skip
    """By student (mentor, when it ended) of the matches that are over; not of those that were made
    by mistake, which end on the day they began."""
    found: dict[str, list[tuple[str, date]]] = defaultdict(list)
    for m in meetings(cursor, students=students):
        if m.ended and m.started < m.ended <= day:
            found[m.student_id].append((m.mentor_id, m.ended))
    return {student: tuple(pairs) for student, pairs in found.items()}


def _before(cursor, rows: list[dict], scope: str, day: date) -> dict[str, str]:
    """By student the mentor of the newest list of the school they are at now: the list of a school
    they left does not count."""
    at = {row["student_id"]: row["school_id"] for row in rows}
    lists = {"schools": sorted(set(at.values())), "scope": scope, "day": day}
    found = run(cursor, "suggested_before", **lists).fetchall()
    return {student: mentor for school, student, mentor, *_ in found if at.get(student) == school}


def _groups(store: Store, known: Candidates, criteria: Mapping[str, Criteria]) -> dict[str, str]:
    """By student the group under which the criteria of the school list them now."""
    rows = propose(store, known, criteria)
    return dict(zip(rows["student_id"].to_pylist(), rows["listed_under"].to_pylist(), strict=True))
