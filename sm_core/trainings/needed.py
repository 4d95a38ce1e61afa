"""Who still needs which training, and is invited to it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from sm_core.actor import Actor
from sm_core.mentors.find import mentors_seen
from sm_core.mentors.mentor import ORIENTATION, STAGES, Mentor
from sm_core.plausible import us_day
from sm_core.store import Store
from sm_core.trainings.find import marks_in, sessions_seen
from sm_core.trainings.session import INVITED, MEETING, PLANNED, Mark, Session

if TYPE_CHECKING:
    import pandas as pd

MEETING_EVERY = 60
"""Days: who is active and was at no monthly meeting for longer is named."""
SESSION, AGREEMENT, DUTY = "the session", "the confidentiality agreement", "the duty to report"


@dataclass(frozen=True)
class Need:
    """What one mentor still needs: the parts of the orientation that are missing, and whether a
    monthly meeting is. `invited` are the planned sessions that they are invited to."""

    mentor: Mentor
    orientation: tuple[str, ...]
    meeting: bool
    last_meeting: date | None
    invited: tuple[Session, ...]

    def needs(self, kind: str) -> bool:
        return bool(self.orientation) if kind == ORIENTATION else kind == MEETING and self.meeting

    def invited_to(self, kind: str) -> list[Session]:
        return [session for session in self.invited if session.kind == kind]


def who_needs(store: Store, actor: Actor, day: date, school: str | None = None) -> list[Need]:
    """One entry per mentor at the actor's schools (or one of them) who on `day` needs the
    orientation or a monthly meeting, by last name; nobody who has left."""
    mentors = [
        mentor for mentor in mentors_seen(store, actor, day) if school in (None, *mentor.schools)
    ]
    return needs_of(mentors, sessions_seen(store, actor), marks_in(store, actor), day)


def needs_of(
    mentors: list[Mentor], sessions: list[Session], marks: dict[str, dict[str, Mark]], day: date
) -> list[Need]:
    """As `who_needs`, of these mentors."""
    planned = [s for s in sessions if s.state == PLANNED and s.day >= day]
    found = [_need(mentor, planned, marks, day) for mentor in mentors
             if mentor.stage(day) != "closed"]  # fmt: skip
    return [need for need in found if need.orientation or need.meeting]


def _need(
    mentor: Mentor, planned: list[Session], marks: dict[str, dict[str, Mark]], day: date
) -> Need:
    meetings = [t.day for t in mentor.trainings if t.kind == MEETING and t.day <= day]
    last = max(meetings, default=None)
    late = last is None or last < day - timedelta(days=MEETING_EVERY)
    invited = tuple(
        session for session in planned
        if (mark := marks.get(session.training_id, {}).get(mentor.mentor_id))
        and mark.state == INVITED
    )  # fmt: skip
    meeting = mentor.stage(day) == "active" and late
    return Need(mentor, orientation_gaps(mentor, day), meeting, last, invited)


def orientation_gaps(mentor: Mentor, day: date) -> tuple[str, ...]:
    """The parts of the orientation that a mentor lacks on `day`; () for none."""
    came = [t for t in mentor.trainings if t.kind == ORIENTATION and t.day <= day]
    parts = {
        SESSION: bool(came),
        AGREEMENT: any(t.confidentiality for t in came),
        DUTY: any(t.duty_to_report for t in came),
    }
    return tuple(part for part, met in parts.items() if not met)


def still_to_invite(needs: list[Need], session: Session) -> list[Mentor]:
    """Who needs the kind of a planned session, can come to it by their schools, and is not invited
    to any of that kind."""
    return [
        need.mentor
        for need in needs
        if need.needs(session.kind)
        and not need.invited_to(session.kind)
        and (not session.school_id or session.school_id in need.mentor.schools)
    ]


def needs_words(needs: list[Need], kind: str) -> str:
    """Like "7 mentors still need the orientation; 4 of them are invited to Feb 3"."""
    who = [need for need in needs if need.needs(kind)]
    what = "the orientation" if kind == ORIENTATION else "a monthly meeting"
    if not who:
        return f"No mentor still needs {what}"
    start = f"{len(who)} mentors still need" if len(who) > 1 else "1 mentor still needs"
    days: dict[date, int] = {}
    for need in who:
        if sessions := need.invited_to(kind):
            days[sessions[0].day] = days.get(sessions[0].day, 0) + 1
    invited = [f"{count} to {day:%b} {day.day}" for day, count in sorted(days.items())]
    total = sum(days.values())
    if not total:
        return f"{start} {what}; none of them is invited to one"
    if len(days) == 1:
        invited = [invited[0].split(" ", 1)[1]]
    are = f"{total} of them {'are' if total > 1 else 'is'} invited"
    return f"{start} {what}; {are} {', '.join(invited)}"


def needs_table(needs: list[Need], day: date, names: dict[str, str]) -> pd.DataFrame:
    """One row per mentor, under the headings people read; `names` are those of the schools."""
    import pandas as pd

    return pd.DataFrame(
        [
            {
                "Mentor": need.mentor.name,
                "Stage": STAGES[need.mentor.stage(day)],
                "Schools": ", ".join(names.get(s, s) for s in need.mentor.schools),
                "Orientation": _missing(need.orientation),
                "Monthly meeting": _meeting(need),
                "Invited to": "; ".join(f"{s.title}, {us_day(s.day)}" for s in need.invited),
            }
            for need in needs
        ],
        columns=["Mentor", "Stage", "Schools", "Orientation", "Monthly meeting", "Invited to"],
    )


def _missing(parts: tuple[str, ...]) -> str:
    if SESSION in parts:
        return "needed"
    return f"needs {' and '.join(parts)}" if parts else "done"


def _meeting(need: Need) -> str:
    last = f"last on {us_day(need.last_meeting)}" if need.last_meeting else "none yet"
    return f"needed, {last}" if need.meeting else last
