"""A thing that somebody is to do by a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sm_core.errors import SmError
from sm_core.plausible import us_day

OPEN, DONE, DROPPED = "open", "done", "dropped"
STATES = {OPEN: "Open", DONE: "Done", DROPPED: "No longer needed"}
LONGEST = 500


@dataclass(frozen=True)
class Action:
    """`what` the `owner` is to do by `due`, about a student or ("") the school; `monday` is the
    week of the review it came from, None for none. `ended` is the day on which it was done or
    dropped, `words` what was said then."""

    action_id: str
    school_id: str
    what: str
    owner: str
    due: date | None
    student_id: str = ""
    monday: date | None = None
    state: str = OPEN
    ended: date | None = None
    words: str = ""
    opened: datetime | None = None
    opened_by: str = ""

    @property
    def is_open(self) -> bool:
        return self.state == OPEN

    def overdue(self, day: date) -> bool:
        return self.is_open and self.due is not None and self.due < day

    def require_sound(self, today: date) -> None:
        """Raise `SmError` for an action without what, owner or day, or one that is due before it is
        given."""
        if not self.what.strip():
            raise SmError("Say what is to be done.")
        if not self.owner.strip():
            raise SmError("Say who does it: an action without an owner is forgotten.")
        if self.due is None:
            raise SmError("Say by when it is to be done.")
        if self.is_open and self.due < today:
            raise SmError(
                f"It cannot be due on {us_day(self.due)}, which is over; give a day from "
                f"{us_day(today)} on."
            )
        self.require_short()

    def require_short(self) -> None:
        if max(map(len, (self.what, self.owner, self.words))) > LONGEST:
            raise SmError(f"That is too long; keep it under {LONGEST} letters.")
