"""The check-ins that are due about the matches that hold: with whom, by when, and why."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from sm_core.matching.end import OpenMatch
from sm_core.mentors.mentor import AWAY, Mentor
from sm_core.plausible import us_day
from sm_core.queries import run
from sm_core.store import Store
from sm_core.support.check_in import ABOUT, FAMILY, MENTOR, STUDENT
from sm_core.support.rhythm import (
    DUE,
    LATER,
    OVERDUE,
    due_day,
    month_after,
    on_school_day,
    state_on,
)
from sm_core.targeting.candidates import Candidates

if TYPE_CHECKING:
    import pandas as pd

ORDER = (OVERDUE, DUE, LATER)
STATES = {OVERDUE: "⚠ Overdue", DUE: "Due", LATER: "Later"}
Days = Mapping[tuple[str, str], Sequence[date]]
"""By (about, id of mentor or student) the days on which somebody talked, in order."""


@dataclass(frozen=True)
class Due:
    """The next check-in with a mentor, a student or a student's family (`about`), due on the school
    day `due` because of `why`. `name` is the mentor's or the student's; `matches` are those it is
    about; `schools` those at which it is listed; `last` is the last talk since the match began."""

    about: str
    record_id: str
    name: str
    matches: tuple[OpenMatch, ...]
    schools: tuple[str, ...]
    due: date
    state: str
    why: str
    last: date | None

    @property
    def key(self) -> str:
        return f"{self.about}|{self.record_id}"

    @property
    def others(self) -> list[str]:
        """Whom the talk is about: the mentor's students, or the student's mentors."""
        names = (m.student if self.about == MENTOR else m.mentor for m in self.matches)
        return list(dict.fromkeys(names))


def check_ins_due(
    store: Store, known: Candidates, matches: Iterable[OpenMatch], mentors: Iterable[Mentor],
    day: date,
) -> list[Due]:  # fmt: skip
    """One entry per mentor, matched student and family of one, the overdue first, the longest due
    first. `matches` and `mentors` are those that the actor of `known` may see on the day.

    Left out is who cannot be asked now: a mentor who is paused or has left, a student (and family)
    who is not enrolled at a school of the actor.
    """
    held = [match for match in matches if match.started <= day]
    asked = {m.mentor_id: m for m in mentors if m.stage(day) not in AWAY}
    gone = _not_enrolled(known)
    with store.reading() as cursor:
        talked = _talked(cursor, held, day)
        session = _session(cursor, held)
    groups: dict[tuple[str, str], list[OpenMatch]] = defaultdict(list)
    for match in held:
        if match.mentor_id in asked and match.student_id not in gone:
            groups[MENTOR, match.mentor_id].append(match)
        if match.now_at:
            groups[STUDENT, match.student_id].append(match)
            groups[FAMILY, match.student_id].append(match)
    found = [_due(who, some, talked, session, day) for who, some in groups.items()]
    return sorted(found, key=lambda d: (ORDER.index(d.state), d.due, d.name.casefold(), d.key))


def _not_enrolled(known: Candidates) -> set[str]:
    """Of those seen: a student at another school now is in sight of nobody here, and is matched
    all the same."""
    rows = known.seen.students.select(["student_id", "enrolled"]).to_pylist()
    return {row["student_id"] for row in rows if not row["enrolled"]}


def _talked(cursor, held: list[OpenMatch], day: date) -> Days:
    mentors = sorted({match.mentor_id for match in held})
    students = sorted({match.student_id for match in held})
    rows = run(cursor, "talked_days", mentors=mentors, students=students, day=day).fetchall()
    return {(about, record): days for about, record, days in rows}


def _session(cursor, held: list[OpenMatch]) -> dict[str, list[date]]:
    """By school the days in session since the first of the matches, and to come."""
    found: dict[str, list[date]] = defaultdict(list)
    if held:
        schools = sorted({_where(match) for match in held})
        first = min(match.started for match in held)
        for school, day in run(cursor, "session_days_at", schools=schools, first=first).fetchall():
            found[school].append(day)
    return found


def _where(match: OpenMatch) -> str:
    return match.now_at or match.school_id


def _due(who, matches: list[OpenMatch], talked: Days, session, day: date) -> Due:
    about, record = who
    done = talked.get(who, ())
    days = {m: on_school_day(due_day(m.started, done), session.get(_where(m), ())) for m in matches}
    first = min(matches, key=lambda m: (days[m], m.started))
    schools = dict.fromkeys(s for m in matches for s in _schools(about, m))
    last = max((d for d in done if d >= min(m.started for m in matches)), default=None)
    with_whom = f" with {first.student}" if about == MENTOR and len(matches) > 1 else ""
    return Due(
        about, record, first.mentor if about == MENTOR else first.student, tuple(matches),
        tuple(schools), days[first], state_on(days[first], day),
        why(first.started, done, day, with_whom), last,
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
