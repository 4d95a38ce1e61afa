"""When and where the attendance team of a school meets: settings of the school."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, time

from sm_core.availability import EARLIEST, LATEST
from sm_core.errors import SmError
from sm_core.program_settings import read_settings, write_settings
from sm_core.saving import Record, Save, Writing, merged, save_once
from sm_core.store import Store
from sm_core.trainings.listed import clock

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")
RHYTHMS = {
    "weekly": "every week", "biweekly": "every two weeks", "monthly": "once a month",
}  # fmt: skip
LONGEST = 200
SETTINGS = {
    "day": "team_meeting_day", "starts": "team_meeting_time", "place": "team_meeting_place",
    "rhythm": "team_meeting_rhythm",
}  # fmt: skip
WORDS = {
    SETTINGS["day"]: "the meeting day", SETTINGS["starts"]: "the time of the meeting",
    SETTINGS["place"]: "the place of the meeting", SETTINGS["rhythm"]: "how often the team meets",
}  # fmt: skip


@dataclass(frozen=True)
class Meeting:
    """`day` is one of `DAYS`, "" where none is set; `rhythm` is a key of `RHYTHMS`."""

    day: str = ""
    starts: time | None = None
    place: str = ""
    rhythm: str = "weekly"

    def require_sound(self) -> None:
        """Raise `SmError` for what cannot be."""
        if self.day and self.day not in DAYS:
            raise SmError(f'The team cannot meet on "{self.day}"; choose one of {", ".join(DAYS)}.')
        if not self.day and (self.starts or self.place):
            raise SmError("A time or place needs a day: choose the day on which the team meets.")
        if self.starts and not EARLIEST <= self.starts <= LATEST:
            raise SmError(
                f"A meeting at {self.starts:%H:%M} cannot be; give a time from {EARLIEST:%H:%M} to "
                f"{LATEST:%H:%M}."
            )
        if self.rhythm not in RHYTHMS:
            raise SmError(f'"{self.rhythm}" is no rhythm; choose {", ".join(RHYTHMS)}.')
        if len(self.place) > LONGEST:
            raise SmError(f'"{self.place[:30]}…" is too long; keep it under {LONGEST} letters.')

    def to_settings(self) -> dict[str, str]:
        starts = f"{self.starts:%H:%M}" if self.starts else ""
        return {
            SETTINGS["day"]: self.day, SETTINGS["starts"]: starts,
            SETTINGS["place"]: self.place, SETTINGS["rhythm"]: self.rhythm,
        }  # fmt: skip

    @classmethod
    def from_settings(cls, said: Mapping[str, str]) -> Meeting:
        """What is not among the settings is as in a meeting of which nothing is said."""
        starts = said.get(SETTINGS["starts"])
        return cls(
            said.get(SETTINGS["day"], cls.day), time.fromisoformat(starts) if starts else None,
            said.get(SETTINGS["place"], cls.place), said.get(SETTINGS["rhythm"], cls.rhythm),
        )  # fmt: skip

    def next_after(self, day: date, in_session: Iterable[date]) -> date | None:
        """The first meeting day among the days `in_session` after `day`; None where none is
        known."""
        if not self.day:
            return None
        weekday = DAYS.index(self.day)
        ahead = (d for d in in_session if d > day and d.weekday() == weekday)
        return min(ahead, default=None)

    def __str__(self) -> str:
        """Like "Tuesdays at 7:45 am, library, every week"; "" where no day is set."""
        if not self.day:
            return ""
        at = f" at {clock(self.starts)}" if self.starts else ""
        place = f", {self.place}" if self.place else ""
        return f"{self.day}s{at}{place}, {RHYTHMS[self.rhythm]}"


NONE = Meeting()


def meetings_of(store: Store, schools: Iterable[str]) -> dict[str, Meeting]:
    """By school, when its team meets; every school asked about is there."""
    with store.reading() as cursor:
        said = read_settings(cursor, SETTINGS.values())
    return {school: Meeting.from_settings(said.get(school, {})) for school in schools}


def save_meeting(store: Store, save: Save, school: str, opened: Meeting, wanted: Meeting) -> None:
    """Save what a person changed of the meeting of a school.

    Raises `SmError` for one that cannot be, `ChangedMeanwhile` where somebody else changed the
    same field since the form was opened, `NotAllowed` for a school that is not the person's.
    """
    save.actor.require_team(school)

    def act(writing: Writing) -> None:
        said = read_settings(writing.cursor, SETTINGS.values()).get(school, {})
        versions = [m.to_settings() for m in (opened, wanted, Meeting.from_settings(said))]
        after = merged(writing, Record("settings", school, school), tuple(versions), WORDS)
        write_meetings(writing, {school: Meeting.from_settings(after)})

    save_once(store, save, act)


def write_meetings(writing: Writing, meetings: Mapping[str, Meeting]) -> None:
    """Put the meetings of these schools in place."""
    for school, meeting in meetings.items():
        assert school, "the district as a whole has no team"
        writing.actor.require_team(school)
        meeting.require_sound()
        write_settings(writing, school, meeting.to_settings())
