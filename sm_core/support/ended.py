"""Matches that ended lately: why, and whether the student has another mentor."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from sm_core.bringing.find import chosen_at
from sm_core.matching.end import OpenMatch
from sm_core.plausible import us_day
from sm_core.queries import run
from sm_core.store import Store
from sm_core.targeting.candidates import Candidates

if TYPE_CHECKING:
    import pandas as pd

LATELY = timedelta(days=60)


@dataclass(frozen=True)
class Ended:
    """A match that is over; `now_at` is the school of the student now, "" for one who is not
    enrolled where the actor sees them; `meets` the mentor whom they meet now, by name, "" for
    nobody, from the day `begins`, None for one that holds already."""

    match_id: str
    student_id: str
    student: str
    mentor_id: str
    mentor: str
    school_id: str
    started: date
    ended: date
    reason: str
    now_at: str
    meets: str
    begins: date | None
    chosen: bool

    @property
    def schools(self) -> list[str]:
        return [school for school in dict.fromkeys((self.school_id, self.now_at)) if school]

    @property
    def waits(self) -> bool:
        return bool(self.now_at) and self.chosen and not self.meets

    @property
    def then(self) -> str:
        if self.meets:
            return f"Meets {self.meets}" + (f" from {us_day(self.begins)}" if self.begins else "")
        if self.waits:
            return "Waits for a mentor"
        return "Not chosen now" if self.now_at else "Not enrolled here now"


def ended_lately(
    store: Store, known: Candidates, matches: Iterable[OpenMatch], day: date
) -> list[Ended]:
    """Those that ended in the 60 days before the day, or on it, the newest first. `matches` are
    those that the actor of `known` may see and that hold on the day or are to begin; one that
    was undone on its first day is left out. None for a mentor."""
    actor = known.seen.actor
    at = dict(zip(*(known.rows[name].to_pylist() for name in ("student_id", "school_id")),
                  strict=True))  # fmt: skip
    meets = _meets(matches, day)
    values = {"first": day - LATELY, "last": day, "school_year": known.school_year,
              "here": list(at), **actor.scope}  # fmt: skip
    with store.reading() as cursor:
        rows = run(cursor, "matches_ended", **values).fetchall()
        chosen = {student for student, _ in chosen_at(cursor, actor, day)}
    return [
        Ended(*row, at.get(row[1], ""), *meets.get(row[1], ("", None)), row[1] in chosen)
        for row in rows
    ]


def _meets(matches: Iterable[OpenMatch], day: date) -> dict[str, tuple[str, date | None]]:
    """By student the mentor of the earliest match, and when it begins if it is to."""
    last_first = sorted(matches, key=lambda match: match.started, reverse=True)
    return {
        match.student_id: (match.mentor, match.started if match.started > day else None)
        for match in last_first
    }


def ended_table(ended: Sequence[Ended]) -> pd.DataFrame:
    """One row per match, in the same order, under the headings people read."""
    import pandas as pd

    return pd.DataFrame([
        {"Student": e.student, "Mentor": e.mentor, "Since": e.started, "Ended": e.ended,
         "Reason": e.reason or "None given", "Then": e.then}
        for e in ended
    ])  # fmt: skip
