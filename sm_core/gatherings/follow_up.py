"""What was agreed: a school owes it to the district, or the district to a school."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

SCHOOL, DISTRICT = "school", "district"
OWED_BY = {SCHOOL: "The school", DISTRICT: "The district"}
OPEN, DONE, DROPPED = "open", "done", "dropped"
STATES = {OPEN: "Open", DONE: "Done", DROPPED: "Not needed"}


@dataclass(frozen=True)
class FollowUp:
    """`what` the school or (`owed_by`) the district does, through its `owner`, by `due` (None: no
    day is set); `school_id` "" is what the district owes to every school. `gathering_id` is where
    it was agreed, "" for no gathering. `ended` is the day on which it was done or dropped, `words`
    what was said then."""

    follow_up_id: str
    gathering_id: str = ""
    school_id: str = ""
    owed_by: str = SCHOOL
    what: str = ""
    owner: str = ""
    due: date | None = None
    state: str = OPEN
    ended: date | None = None
    words: str = ""
    opened: datetime | None = None
    opened_by: str = ""

    def known_on(self, day: date) -> bool:
        return self.opened.date() <= day

    def open_on(self, day: date) -> bool:
        """Whether it was still to be done at the end of the day."""
        return self.known_on(day) and (self.ended is None or self.ended > day)

    def overdue_on(self, day: date) -> bool:
        return self.due is not None and self.due < day and self.open_on(day)


def together(follow_ups: Iterable[FollowUp]) -> list[list[FollowUp]]:
    """What several schools owe alike is one group, in the order of the first of each."""
    groups: dict[tuple, list[FollowUp]] = {}
    for f in follow_ups:
        groups.setdefault((f.gathering_id, f.owed_by, f.what, f.owner, f.due), []).append(f)
    return list(groups.values())


def open_of(
    follow_ups: Iterable[FollowUp], day: date, school: str, owed_by: str
) -> list[FollowUp]:  # fmt: skip
    """Those still to be done by the school, or by the district for it or for every school."""
    schools = (school,) if owed_by == SCHOOL else (school, "")
    return [f for f in follow_ups
            if f.owed_by == owed_by and f.school_id in schools and f.open_on(day)]  # fmt: skip
