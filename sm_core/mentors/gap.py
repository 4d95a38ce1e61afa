"""The recruitment gap: places that the chosen students need, places there are, places to come."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

import duckdb

from sm_core.actor import CAPTAIN, Actor
from sm_core.mentors.find import read_mentors
from sm_core.mentors.mentor import Mentor
from sm_core.program_settings import DISTRICT
from sm_core.queries import run
from sm_core.school_year import school_year_of
from sm_core.standing import Asked
from sm_core.store import Store
from sm_core.targeting.criteria import USUAL, criteria_by_school

COMING = ("prospect", "applied", "screened", "trained")


@dataclass(frozen=True)
class Places:
    """Students and places at one school on a day; `school_id` "" is all the schools together.

    `chosen` students of the school year, of whom `needed` are still there and have no mentor;
    `ready` mentors who can be matched, with `total` places, `taken` and `free`, `shared` of the
    free ones counted at another school too; `blocked` mentors who began and cannot be matched, with
    `blocked_places` without a student; `coming` people on their way, who would bring
    `coming_places`. Over all schools every mentor counts once.
    """

    school_id: str
    chosen: int = 0
    needed: int = 0
    ready: int = 0
    total: int = 0
    taken: int = 0
    free: int = 0
    shared: int = 0
    blocked: int = 0
    blocked_places: int = 0
    coming: int = 0
    coming_places: int = 0
    caseload: int = USUAL.caseload
    short: int = 0
    """Places more than there are; over all schools at least so many, because a free place at one
    school does not serve another."""
    short_mentors: int = 0
    """Mentors who would bring them at the school's caseload."""


def places(store: Store, actor: Actor, day: date) -> list[Places]:
    """One row per school of the actor's that has chosen students or mentors, the shortest of
    places first."""
    with store.reading() as cursor:
        mentors = read_mentors(cursor, actor, day)
        chosen = _chosen(cursor, actor, day)
    own = actor.scope["schools"]
    there = _by_school(mentors)
    schools = [s for s in sorted({*there, *chosen}) if own is None or s in own]
    criteria = criteria_by_school(store, schools)
    rows = [
        _with_short(_at(school, there.get(school, []), day), chosen, criteria[school].caseload)
        for school in schools
    ]
    return sorted(rows, key=lambda row: (-row.short, -row.needed, row.school_id))


def together(rows: list[Places], mentors: list[Mentor], day: date) -> Places:
    """All schools of `rows` as one; `mentors` are all of theirs, counted once however many schools
    they have."""
    ids = {row.school_id for row in rows}
    whole = _at("", [m for m in mentors if ids & set(m.schools)], day)
    needed = sum(row.needed for row in rows)
    short = max(sum(row.short for row in rows), needed - whole.free)
    # Places that two schools share may be enough for each and not for both.
    least = -(-short // max((row.caseload for row in rows), default=USUAL.caseload))
    return replace(
        whole, shared=0, chosen=sum(row.chosen for row in rows), needed=needed, short=short,
        short_mentors=max(sum(row.short_mentors for row in rows), least),
    )  # fmt: skip


def active_at(mentors: list[Mentor], day: date) -> dict[str, int]:
    """By school the mentors who are active there on `day`: `ready` and `blocked` ones."""
    there = _by_school([m for m in mentors if _where(m, day) in ("ready", "blocked")])
    return {school: len(active) for school, active in there.items()}


def _by_school(mentors: list[Mentor]) -> dict[str, list[Mentor]]:
    there: dict[str, list[Mentor]] = {}
    for mentor in mentors:
        for school in mentor.schools:
            there.setdefault(school, []).append(mentor)
    return there


def _at(school: str, mentors: list[Mentor], day: date) -> Places:
    at: dict[str, list[Mentor]] = {name: [] for name in ("ready", "blocked", "coming", "gone")}
    for mentor in mentors:
        at[_where(mentor, day)].append(mentor)
    return Places(
        school, ready=len(at["ready"]),
        total=sum(m.capacity for m in at["ready"]),
        taken=sum(len(m.students) for m in at["ready"]),
        free=sum(m.places_left for m in at["ready"]),
        shared=sum(m.places_left for m in at["ready"] if len(m.schools) > 1),
        blocked=len(at["blocked"]), blocked_places=sum(m.places_left for m in at["blocked"]),
        coming=len(at["coming"]), coming_places=sum(m.capacity for m in at["coming"]),
    )  # fmt: skip


def _where(mentor: Mentor, day: date) -> str:
    stage = mentor.stage(day)
    if stage in COMING:
        return "coming"
    if stage != "active":
        return "gone"
    return "blocked" if mentor.cannot_be_matched(day) else "ready"


def _with_short(row: Places, chosen: dict[str, tuple[int, int]], caseload: int) -> Places:
    students, needed = chosen.get(row.school_id, (0, 0))
    short = max(needed - row.free, 0)
    return replace(row, chosen=students, needed=needed, caseload=caseload, short=short,
                   short_mentors=-(-short // caseload))  # fmt: skip


def _chosen(
    cursor: duckdb.DuckDBPyConnection, actor: Actor, day: date
) -> dict[str, tuple[int, int]]:
    """By school the students chosen, and those of them who are still there and have no mentor."""
    values = {"day": day, "school_year": school_year_of(day), **actor.scope}
    rows = run(cursor, "chosen_students", **values).fetchall()
    at = schools_now(cursor, [student for student, _, _ in rows], day)
    found: dict[str, tuple[int, int]] = {}
    for student, school, has_mentor in rows:
        chosen, needed = found.get(school, (0, 0))
        waits = not has_mentor and at.get(student, school) == school
        found[school] = (chosen + 1, needed + waits)
    return found


def schools_now(
    cursor: duckdb.DuckDBPyConnection, students: list[str], day: date
) -> dict[str, str]:
    """The school of each of the students on `day`, wherever in the district, "" for those who left;
    nobody unknown, so none before the first day of school."""
    asked = Asked(day)
    values = asked.parameters(Actor("", CAPTAIN)) | {"ids": students}
    rows = run(cursor, "students_now", asked.pieces, **values).fetchall()
    return {student: school if enrolled else "" for student, school, enrolled in rows}


def gap_headline(row: Places) -> str:
    """How many students have no mentor, and how many places are free; no full stop."""
    if not row.chosen:
        return f"No student is chosen yet; {_places(row.free)} free"
    if not row.needed:
        return f"All {row.chosen:,} chosen students have a mentor; {_places(row.free)} free"
    enough = "" if row.short else ": enough for all of them"
    return f"{_have_no_mentor(row.needed)}, {_places(row.free)} free{enough}"


def gap_rest(row: Places) -> str:
    """What it would take, who is on their way, and what keeps places from being free; "" for
    nothing to say."""
    least = "At least " if row.school_id == DISTRICT and row.short else ""
    short = f"{least}{_more(row.short)} needed, about {_mentors(row)}" if row.short else ""
    many = row.blocked_places != 1
    blocked = (
        f"{_count(row.blocked, 'active mentor', 'active mentors')} cannot be matched, which keeps "
        f"{row.blocked_places:,} place{'s' if many else ''} from being free"
        if row.blocked_places else ""
    )  # fmt: skip
    shared = f"{row.shared:,} of the free places serve another school too" if row.shared else ""
    said = filter(None, (short, _pipeline(row) if row.coming else "", blocked, shared))
    return " ".join(f"{part[0].upper()}{part[1:]}." for part in said)


def _mentors(row: Places) -> str:
    return _count(row.short_mentors, "mentor", "mentors")


def _pipeline(row: Places) -> str:
    people = _count(row.coming, "person", "people")
    return f"{people} in the pipeline would bring {row.coming_places:,}"


def _have_no_mentor(students: int) -> str:
    have = "chosen student has" if students == 1 else "chosen students have"
    return f"{students:,} {have} no mentor"


def _places(free: int) -> str:
    return {0: "no place is", 1: "1 place is"}.get(free, f"{free:,} places are")


def _more(short: int) -> str:
    return "1 more place" if short == 1 else f"{short:,} more places"


def _count(number: int, one: str, many: str) -> str:
    return f"{number:,} {one if number == 1 else many}"
