"""The thresholds of the captain's desk: settings of the district."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields

from sm_core.errors import SmError
from sm_core.program_settings import DISTRICT, read_settings, write_settings
from sm_core.saving import Record, Save, Writing, merged, save_once
from sm_core.store import Store

PREFIX = "desk_"
BOUNDS: dict[str, tuple[int, int]] = {
    "stale_days": (1, 60), "weeks": (1, 10), "overdue": (1, 20), "request_days": (0, 30),
    "help_days": (0, 30), "neither": (1, 100), "waiting": (1, 100),
    "quiet_days": (1, 60), "shown": (1, 25),
}  # fmt: skip
"""The least and the most of each, both allowed."""
WORDS = {
    "stale_days": "days without data", "weeks": "weeks with school without a review",
    "overdue": "overdue steps of a plan", "request_days": "days without an answer",
    "help_days": "days without an answer to a school",
    "neither": "severe students with neither mentor nor support",
    "waiting": "chosen students for whom a place is free",
    "quiet_days": "days that a call lets a reason rest", "shown": "schools shown first",
}  # fmt: skip


@dataclass(frozen=True)
class Rules:
    """What decides which schools are to be called.

    More than `stale_days` without data; `weeks` with school without a closed review; so many
    `overdue` steps; a request without an answer for more than `request_days`, or of the school to
    the others for more than `help_days`; so many severe students with `neither` mentor nor
    support; so many chosen ones `waiting` while as many places are free. A call lets its reasons
    rest until `quiet_days` after it; `shown` schools come first.
    """

    stale_days: int = 7
    weeks: int = 2
    overdue: int = 1
    request_days: int = 3
    help_days: int = 7
    neither: int = 5
    waiting: int = 3
    quiet_days: int = 7
    shown: int = 5

    def require_sound(self) -> None:
        for name, (least, most) in BOUNDS.items():
            value = getattr(self, name)
            if not least <= value <= most:
                raise SmError(f"{value} cannot be {WORDS[name]}; give {least} to {most}.")

    def to_settings(self) -> dict[str, str]:
        return {f"{PREFIX}{name}": str(value) for name, value in asdict(self).items()}

    @classmethod
    def from_settings(cls, said: Mapping[str, str]) -> Rules:
        """What is not among the settings, or not readable, is as usual."""
        values = {}
        for field in fields(cls):
            try:
                values[field.name] = int(said[PREFIX + field.name])
            except (KeyError, ValueError):
                continue
        return cls(**values)


USUAL = Rules()
NAMES = [PREFIX + field.name for field in fields(Rules)]


def rules_set(store: Store) -> Rules:
    with store.reading() as cursor:
        return _read(cursor)


def _read(cursor) -> Rules:
    return Rules.from_settings(read_settings(cursor, NAMES).get(DISTRICT, {}))


def save_rules(store: Store, save: Save, opened: Rules, wanted: Rules) -> None:
    """Put the thresholds in place where they were `opened` in the form.

    Raises `NotAllowed` for anybody but a captain, `SmError` for what cannot be, and
    `ChangedMeanwhile` where somebody else changed the same one since.
    """
    save.actor.require_program(DISTRICT)
    wanted.require_sound()
    words = {PREFIX + name: told for name, told in WORDS.items()}

    def act(writing: Writing) -> None:
        versions = tuple(r.to_settings() for r in (opened, wanted, _read(writing.cursor)))
        after = merged(writing, Record("settings", DISTRICT, DISTRICT), versions, words)
        write_settings(writing, DISTRICT, after)

    save_once(store, save, act)
