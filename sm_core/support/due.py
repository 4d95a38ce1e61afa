"""The check-ins that are due about the matches that hold: with whom, by when, and why."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from sm_core.actor import local_captain
from sm_core.matching.end import OpenMatch
from sm_core.mentors.mentor import AWAY, Mentor
from sm_core.plausible import us_day
from sm_core.queries import run
from sm_core.standing import Asked
from sm_core.store import Store
from sm_core.support.check_in import ABOUT, FAMILY, MENTOR, STUDENT
from sm_core.support.rhythm import (
    DUE,
    LATER,
    OVERDUE,
    asked_on,
    due_day,
    month_after,
    state_on,
)
from sm_core.targeting.candidates import Candidates

if TYPE_CHECKING:
    import pandas as pd

ORDER = (OVERDUE, DUE, LATER)
STATES = {OVERDUE: "⚠ Overdue", DUE: "Due", LATER: "Later"}
BACK = timedelta(days=90)
"""So far back the days in session are read: the end of a school year is seen in the summer."""
NOWHERE = ""
"""The school of a student who is not enrolled."""
AFTER_BREAK = "after the break; no file tells the school days yet"
Days = Mapping[tuple[str, str], Sequence[date]]
"""By (about, id of mentor or student) the days on which somebody talked, in order."""


@dataclass(frozen=True)
class Due:
    """The next check-in with a mentor, a student or a student's family (`about`), due on the school
    day `due` because of `why`; None is after the summer, while nobody knows the days. `name` is the
    mentor's or the student's; `matches` are those it is about that the actor may see; `schools`
    those at which it is listed; `last` is the last talk since the match began."""

    about: str
    record_id: str
    name: str
    matches: tuple[OpenMatch, ...]
    schools: tuple[str, ...]
    due: date | None
    state: str
    why: str
    last: date | None

    @property
    def key(self) -> str:
        return due_key(self.about, self.record_id)

    @property
    def others(self) -> list[str]:
        """Whom the talk is about: the mentor's students, or the student's mentors."""
        names = (m.student if self.about == MENTOR else m.mentor for m in self.matches)
        return list(dict.fromkeys(names))


def due_key(about: str, record_id: str) -> str:
    return f"{about}|{record_id}"


def check_ins_due(
    store: Store, known: Candidates, matches: Iterable[OpenMatch], mentors: Iterable[Mentor],
    day: date,
) -> list[Due]:  # fmt: skip
    """One entry per mentor, matched student and family of one, the overdue first, the longest due
    first. `matches` and `mentors` are those that the actor of `known` may see on the day.

    A mentor of several schools is asked about all matches, those out of the actor's sight without
    a name: every school reads the same day. Left out is who cannot be asked now: a mentor who is
    paused or has left, a student (and family) who is not enrolled at a school of the actor.
    """
    held = [match for match in matches if match.started <= day]
    asked = [m.mentor_id for m in mentors if m.stage(day) not in AWAY]
    with store.reading() as cursor:
        of_mentors = _of_mentors(cursor, known, held, asked, day)
        talked = _talked(cursor, held, day)
        where = of_mentors | {match: match.now_at for match in held if match.now_at}
        session = _session(cursor, where, day)
    groups: dict[tuple[str, str], list[OpenMatch]] = defaultdict(list)
    for match in of_mentors:
        groups[MENTOR, match.mentor_id].append(match)
    for match in held:
        if match.now_at:
            groups[STUDENT, match.student_id].append(match)
            groups[FAMILY, match.student_id].append(match)
    days = {match: session.get(school, ()) for match, school in where.items()}
    found = [_due(who, some, talked, days, day) for who, some in groups.items()]
    return sorted((due for due in found if due.matches), key=lambda d: (
        ORDER.index(d.state), d.due or date.max, d.name.casefold(), d.key,
    ))  # fmt: skip


def _of_mentors(
    cursor, known: Candidates, held: list[OpenMatch], asked: list[str], day: date
) -> dict[OpenMatch, str]:  # fmt: skip
    """The matches about which the mentors are asked, each with the school whose days count: of
    students who are enrolled, or of whom no file speaks. Last come those out of sight, which have
    no names of student and school."""
    rows = run(cursor, "matches_of_mentors", mentors=asked, day=day).fetchall()
    seen = {match.match_id for match in held}
    hidden = [
        OpenMatch(match, student, "", mentor, name, school, "", started, None, "")
        for match, student, mentor, name, school, started in rows if match not in seen
    ]  # fmt: skip
    theirs = set(asked)
    matches = [*(match for match in held if match.mentor_id in theirs), *hidden]
    at = _now_at(cursor, known, {match.student_id for match in matches})
    found = {match: at.get(match.student_id, match.school_id) for match in matches}
    return {match: school for match, school in found.items() if school != NOWHERE}


def _now_at(cursor, known: Candidates, students: set[str]) -> dict[str, str]:
    """By student the school now, `NOWHERE` for one who is not enrolled; those out of the actor's
    sight as the district has them."""
    rows = known.seen.students.select(["student_id"]).to_pylist()
    found = {row["student_id"]: NOWHERE for row in rows}
    here = known.rows.select(["student_id", "school_id"]).to_pylist()
    found |= {row["student_id"]: row["school_id"] for row in here}
    others = sorted(students - found.keys())
    if others and known.seen.actor.scope["schools"] is not None:
        asked = Asked(known.seen.asked.as_of)
        values = asked.parameters(local_captain()) | {"students": others}
        query = run(cursor, "students_seen", asked.pieces, **values).to_arrow_table()
        for row in query.select(["student_id", "school_id", "enrolled"]).to_pylist():
            found[row["student_id"]] = row["school_id"] if row["enrolled"] else NOWHERE
    return found


def _talked(cursor, held: list[OpenMatch], day: date) -> Days:
    mentors = sorted({match.mentor_id for match in held})
    students = sorted({match.student_id for match in held})
    rows = run(cursor, "talked_days", mentors=mentors, students=students, day=day).fetchall()
    return {(about, record): days for about, record, days in rows}


def _session(cursor, where: Mapping[OpenMatch, str], day: date) -> dict[str, list[date]]:
    """By school the days in session since the first of the matches or longer, and to come."""
    found: dict[str, list[date]] = defaultdict(list)
    if where:
        schools, first = sorted({*where.values()}), min(match.started for match in where)
        first = min(first, day - BACK)
        for school, on in run(cursor, "session_days_at", schools=schools, first=first).fetchall():
            found[school].append(on)
    return found


def _due(who, matches: list[OpenMatch], talked: Days, session, day: date) -> Due:
    about, record = who
    done = talked.get(who, ())
    days = {m: asked_on(due_day(m.started, done), session[m], day) for m in matches}
    first = min(matches, key=lambda m: (days[m] or date.max, m.started))
    seen = tuple(match for match in matches if match.student)
    schools = dict.fromkeys(s for m in seen for s in _schools(about, m))
    last = max((d for d in done if d >= min(m.started for m in matches)), default=None)
    student = first.student or "a student out of your sight"
    with_whom = f" with {student}" if about == MENTOR and len(matches) > 1 else ""
    words = why(first.started, done, day, with_whom)
    return Due(
        about, record, first.mentor if about == MENTOR else first.student, seen, tuple(schools),
        days[first], state_on(days[first], day),
        words if days[first] else f"{words}; {AFTER_BREAK}", last,
    )  # fmt: skip


def _schools(about: str, match: OpenMatch) -> Iterator[str]:
    yield from match.schools if about == MENTOR else [match.now_at]


def why(started: date, done: Sequence[date], day: date, with_whom: str = "") -> str:
    """Why a check-in is listed, after those `done`, in order; `with_whom` names one of several
    matches: " with Rosa Delgado"."""
    counted = [each for each in done if each >= started]
    month = month_after(started)
    if not counted and day <= month:
        return f"First of two in the first month{with_whom}"
    if not counted:
        return f"None yet, matched{with_whom} since {us_day(started)}"
    last = f"last talked {us_day(counted[-1])}"
    if len(counted) == 1 and counted[0] <= month:
        return f"Second of two in the first month{with_whom}, {last}"
    return f"Monthly, {last}"


def due_table(rows: Sequence[Due], schools: Mapping[str, str]) -> pd.DataFrame:
    """One row per check-in, in the same order, under the headings people read; `schools` are names
    by id; a single one needs no column."""
    import pandas as pd

    frame = pd.DataFrame([
        {"With": ABOUT[d.about], "Name": d.name, "State": STATES[d.state], "Due": d.due,
         "Why": d.why, "Matched with": ", ".join(d.others),
         "School": ", ".join(schools.get(s, s) for s in d.schools)}
        for d in rows
    ])  # fmt: skip
    return frame if len(schools) > 1 else frame.drop(columns="School", errors="ignore")
