"""One thing that happened to a student on a day, and all of a school year."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from datetime import date
from typing import TYPE_CHECKING

from sm_core.families.ending import Meeting

if TYPE_CHECKING:
    import pandas as pd

ABSENT, CONTACTS, TALKS = "Absent", "Contacts", "Check-ins, requests"
ACTIONS, FAMILY, PROGRAM = "Reviews, actions", "Family", "Program"
LANES = (ABSENT, CONTACTS, TALKS, ACTIONS, FAMILY, PROGRAM)
WHOLE, PART, EXCUSED, PART_EXCUSED = "whole", "part", "whole excused", "part excused"
CHECK_IN, WORRY, ASKED, STEP, RESOLVED = "check-in", "worry", "asked", "step", "resolved"
REVIEWED, TO_DO, DONE, DROPPED = "reviewed", "to do", "done", "dropped"
TOLD, GIVEN, NO, REACHED = "told", "given", "no", "reached out"
DECIDED, SUPPORT, BEGAN, ENDED = "decided", "support", "began", "ended"
"""Kinds of events; those of contacts are their own. A match begins and ends."""


@dataclass(frozen=True)
class Event:
    """`kind` decides the mark in the lane; `label` is what the chart names it by, "" for most."""

    lane: str
    day: date
    kind: str
    words: str
    label: str = ""


@dataclass(frozen=True)
class Timeline:
    """The events from `first` to `last`, both inclusive, the newest first; and the matches that
    held on some day by `last`, in the order they began."""

    first: date
    last: date
    events: tuple[Event, ...] = ()
    matches: tuple[Meeting, ...] = ()

    def frame(self) -> pd.DataFrame:
        """One row per event: lane, day, kind, words, label."""
        import pandas as pd

        columns = [field.name for field in fields(Event)]
        return pd.DataFrame([asdict(event) for event in self.events], columns=columns)
