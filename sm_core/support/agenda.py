"""Points for a monthly meeting of mentors, proposed from the data.

Other mentors are in the room: no student is named, and of worries about a student's safety, which
are few enough to be recognized, nothing is said at all.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sm_core.contacts.standard import standards
from sm_core.contacts.weeks import FRIDAY, WEEK, MatchWeek, match_weeks, monday_of
from sm_core.matching.end import open_matches
from sm_core.mentors.find import mentors_seen
from sm_core.mentors.mentor import Mentor
from sm_core.plausible import us_day
from sm_core.store import Store
from sm_core.support.check_in import MENTOR
from sm_core.support.due import Due, check_ins_due
from sm_core.support.request import RESOLVED, SAFETY, Request, requests_seen
from sm_core.support.rhythm import LATER
from sm_core.targeting.candidates import Candidates
from sm_core.targeting.words import counted
from sm_core.trainings.find import sessions_seen
from sm_core.trainings.session import HELD, MEETING, PLANNED, Session

MONTH = timedelta(days=30)
WEEKS = 4
"""As many are told, and held against as many before."""
ENOUGH = 5
"""Days known of a student; the part missed of fewer says nothing."""
NO_EFFECT = (
    "This shows no effect: students are chosen when they miss most, and then most miss less."
)
"""Short for what the timeline says."""
AHEAD = timedelta(days=60)
ABOUT = {
    "not found": "finding the student", "times": "times that do not fit",
    "student": "a student who does not want to", "together": "getting along",
    "family": "contact with the family", "school": "something at school in the way",
    "material": "a room, material or money", "other": "something else",
}  # fmt: skip
"""What requests are about, without saying whose."""


@dataclass(frozen=True)
class Facts:
    """What the points are told from, all of the school of the meeting or of all that are seen;
    `since` is the day of the meeting before, or a month before this one."""

    session: Session
    day: date
    since: date
    mentors: Sequence[Mentor]
    weeks: Sequence[MatchWeek]
    standards: dict[str, int]
    monday: date
    """Of the last whole week with data."""
    requests: Sequence[Request]
    due: Sequence[Due]
    sessions: Sequence[Session]


def facts(store: Store, known: Candidates, session: Session, day: date) -> Facts:
    """The facts on the day for the meeting `session`, as far as the actor of `known` sees them."""
    actor, as_of = known.seen.actor, known.seen.asked.as_of

    def here(*schools: str) -> bool:
        return session.school_id in ("", *schools)

    everybody = mentors_seen(store, actor, day)
    sessions = [s for s in sessions_seen(store, actor) if s.school_id == "" or here(s.school_id)]
    # A week is whole from its Friday on.
    monday = monday_of(as_of - FRIDAY)
    first = monday - (2 * WEEKS - 1) * WEEK
    weeks = match_weeks(store, actor, as_of, day, first, monday, known.seen.here)
    own = actor.scope["schools"]
    weeks = [w for w in weeks if here(w.school_id) and (own is None or w.school_id in own)]
    matches = open_matches(store, known, day, ahead=False)
    return Facts(
        session, day, _since(session, sessions), [m for m in everybody if here(*m.schools)],
        weeks, standards(store, sorted({w.school_id for w in weeks})), monday,
        [r for r in requests_seen(store, actor) if here(r.school_id)],
        [d for d in check_ins_due(store, known, matches, everybody, day) if here(*d.schools)],
        sessions,
    )  # fmt: skip


def _since(session: Session, sessions: Sequence[Session]) -> date:
    before = [s.day for s in sessions if s.kind == MEETING and s.state == HELD
              and s.school_id in ("", session.school_id) and s.day < session.day]  # fmt: skip
    return max(before, default=session.day - MONTH)


def points(found: Facts) -> list[str]:
    """The points in the order in which to talk about them; those about which there is nothing to
    say are left out."""
    return [*_welcome(found), *_seen(found), *_attended(found), *_asked(found), *_talks(found),
            *_ahead(found)]  # fmt: skip


def _welcome(found: Facts) -> Iterator[str]:
    new = [
        m.name
        for m in found.mentors
        if m.started and found.since < m.started <= found.day and m.stage(found.day) == "active"
    ]
    if new:
        yield f"Welcome to those who began since {us_day(found.since)}: {', '.join(new)}."


def _seen(found: Facts) -> Iterator[str]:
    told = [_week(found, found.monday - n * WEEK) for n in range(WEEKS)]
    (seen, asked, unknown), *before = told
    if not asked:
        return
    words = (
        f"In {seen:,} of {counted(asked, 'match', 'matches')} the student was seen as often as "
        f"planned in the week of {us_day(found.monday)}"
    )
    earlier = [f"{some:,} of {of:,}" for some, of, _ in before if of]
    words += f"; in the weeks before in {', '.join(earlier)}." if earlier else "."
    if unknown:
        words += (
            f" Of {unknown:,} of these some days are not reported yet and count as if the student "
            "had been there."
        )
    yield words


def _week(found: Facts, monday: date) -> tuple[int, int, int]:
    """Matches in one week: (seen as planned, all of which something was asked, and of these those
    with days that are not reported)."""
    rows = [w for w in found.weeks
            if w.monday == monday and w.expected(found.standards[w.school_id])]  # fmt: skip
    planned = sum(w.as_planned(found.standards[w.school_id]) for w in rows)
    return planned, len(rows), sum(w.unknown > 0 for w in rows)


def _attended(found: Facts) -> Iterator[str]:
    less, more, both = attendance(found.weeks, found.monday)
    if less or more:
        yield (
            f"Of {counted(both, 'student', 'students')}, {less:,} missed a smaller part of the "
            f"school days in the four weeks to {us_day(found.monday + FRIDAY)} than in the four "
            f"before, {more:,} a larger part. {NO_EFFECT}"
        )


def attendance(weeks: Iterable[MatchWeek], monday: date) -> tuple[int, int, int]:
    """(students who were away for a smaller part of the days known, for a larger part, all of whom
    at least `ENOUGH` days are known on both sides): in the four weeks to that of `monday` against
    the four before, as far as they were matched."""
    middle = monday - (WEEKS - 1) * WEEK
    away: Counter = Counter()
    known: Counter = Counter()
    for week in _once(weeks):
        span = week.student_id, week.monday >= middle
        away[span] += week.away
        known[span] += week.session - week.unknown
    both = [student for student, is_later in known
            if is_later and min(known[student, True], known[student, False]) >= ENOUGH]  # fmt: skip
    change = [
        away[student, True] * known[student, False] - away[student, False] * known[student, True]
        for student in both
    ]
    return sum(each < 0 for each in change), sum(each > 0 for each in change), len(both)


def _once(weeks: Iterable[MatchWeek]) -> Iterable[MatchWeek]:
    """One per student and week, of those with two mentors the one with more days."""
    longest: dict[tuple[str, date], MatchWeek] = {}
    for week in weeks:
        at = week.student_id, week.monday
        longest[at] = max(longest.get(at, week), week, key=lambda each: each.session)
    return longest.values()


def _asked(found: Facts) -> Iterator[str]:
    new = [
        r
        for r in found.requests
        if r.topic != SAFETY and r.opened and found.since < r.opened.date() <= found.day
    ]
    if not new:
        return
    topics = Counter(ABOUT[r.topic] for r in new).most_common()
    what = ", ".join(f"{topic} {count:,}" for topic, count in topics)
    done = sum(r.state == RESOLVED for r in new)
    yield (
        f"Mentors asked for help {counted(len(new), 'time', 'times')} since "
        f"{us_day(found.since)}: {what}. {done:,} of these {'is' if done == 1 else 'are'} resolved."
    )


def _talks(found: Facts) -> Iterator[str]:
    due = sum(d.about == MENTOR and d.state != LATER for d in found.due)
    if due:
        who = "mentor is" if due == 1 else "mentors are"
        yield f"{due:,} {who} due for a talk about how it goes: take a moment for it."


def _ahead(found: Facts) -> Iterator[str]:
    ahead = [
        f"{s.title} on {us_day(s.day)}" for s in found.sessions
        if s.state == PLANNED and found.day < s.day <= found.day + AHEAD
        and s.training_id != found.session.training_id
    ]  # fmt: skip
    if ahead:
        yield f"Trainings ahead: {'; '.join(ahead)}."


def own_points(session: Session) -> list[str]:
    """What somebody typed, one point per line."""
    return [line.strip() for line in session.agenda.splitlines() if line.strip()]


def unplanned_at(
    sessions: Sequence[Session], schools: Sequence[str], day: date
) -> tuple[date, list[str]]:
    """The first day of the month in which the day two weeks on lies, and those of the schools that
    have no monthly meeting in it, neither planned nor held."""
    month = (day + 2 * WEEK).replace(day=1)
    having = {s.school_id for s in sessions if s.kind == MEETING and s.state in (PLANNED, HELD)
              and s.day.replace(day=1) == month}  # fmt: skip
    return month, [school for school in schools if not {"", school} & having]
