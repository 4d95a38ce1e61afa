"""The sessions as words for a screen or a spreadsheet."""

from __future__ import annotations

from collections import Counter
from datetime import date, time
from typing import TYPE_CHECKING

from sm_core.plausible import us_day
from sm_core.trainings.session import (
    ATTENDED,
    CANCELED,
    INVITED,
    KINDS,
    MISSED,
    PLANNED,
    Mark,
    Session,
)

if TYPE_CHECKING:
    import pandas as pd

DISTRICT = "Whole district"
COLUMNS = ("Day", "Session", "Kind", "Where", "State", "Invited", "Came", "Missed")


def in_order(sessions: list[Session], day: date) -> list[Session]:
    """Those planned from `day` on, the next first; then all others, the latest first."""
    ahead = [s for s in sessions if is_ahead(s, day)]
    return ahead + [s for s in reversed(sessions) if not is_ahead(s, day)]


def is_ahead(session: Session, day: date) -> bool:
    return session.state == PLANNED and session.day >= day


def sessions_table(
    sessions: list[Session], marks: dict[str, dict[str, Mark]], names: dict[str, str], day: date
) -> pd.DataFrame:
    """One row per session, in the order given, under the headings people read. The counts are of
    the mentors in `marks`; `names` are those of the schools."""
    import pandas as pd

    rows = [_row(session, marks.get(session.training_id, {}), names, day) for session in sessions]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _row(session: Session, marks: dict[str, Mark], names: dict[str, str], day: date) -> dict:
    counts = Counter(mark.state for mark in marks.values())
    return {
        "Day": us_day(session.day),
        "Session": session.title,
        "Kind": KINDS[session.kind],
        "Where": where(session, names),
        "State": state_words(session, day),
        "Invited": counts[INVITED],
        "Came": counts[ATTENDED],
        "Missed": counts[MISSED],
    }


def where(session: Session, names: dict[str, str]) -> str:
    return names.get(session.school_id, session.school_id) or DISTRICT


def state_words(session: Session, day: date) -> str:
    """The state, and what is missing in it on `day`."""
    if session.state == CANCELED:
        return f"canceled: {session.reason}"
    if session.state == PLANNED and session.day < day:
        return "planned; say who came"
    return session.state


def facts(session: Session, names: dict[str, str]) -> str:
    """One line: the day, the time, how long, where, by whom."""
    when = f"{session.day:%a} {us_day(session.day)}"
    when += f", {clock(session.starts)}" if session.starts else ""
    parts = [when, f"{session.minutes} minutes", where(session, names), session.place]
    parts += [f"led by {session.leader}"] if session.leader else []
    return " · ".join(part for part in parts if part)


def clock(at: time) -> str:
    """Like 3:30 pm."""
    return f"{at.hour % 12 or 12}:{at.minute:02d} {'am' if at.hour < 12 else 'pm'}"
