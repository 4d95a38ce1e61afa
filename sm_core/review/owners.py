"""Who may be given something to do at a school, and by when it is usually due."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from sm_core.contacts.school_week import school_week
from sm_core.contacts.weeks import WEEK, monday_of
from sm_core.mentors.mentor import Mentor
from sm_core.store import Store
from sm_core.team.meeting import meetings_of
from sm_core.team.named import read_members

WEEKS_AHEAD = 5


def owners(store: Store, school: str, day: date, mentors: Iterable[Mentor]) -> list[str]:
    """The names of those who serve at the school on the day, in the order of the team's roles, and
    of the `mentors` there; each once. The caller has made sure that the person may see them."""
    with store.reading() as cursor:
        serving = [m.name for m in read_members(cursor)
                   if m.school_id == school and m.serves_on(day)]  # fmt: skip
    here = [m.name for m in mentors if school in m.schools and m.stage(day) != "closed"]
    found: dict[str, str] = {}
    for name in (*serving, *here):
        found.setdefault(" ".join(name.casefold().split()), name)
    return list(found.values())


def next_meeting(store: Store, school: str, day: date) -> date:
    """The next day on which the team meets, as far as it is known; else the day a week later."""
    meeting = meetings_of(store, [school])[school]
    weeks = (monday_of(day) + n * WEEK for n in range(WEEKS_AHEAD)) if meeting.day else ()
    days = (d for monday in weeks for d in school_week(store, [school], monday).days(school))
    return meeting.next_after(day, days) or day + WEEK
