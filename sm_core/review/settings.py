"""The thresholds of the weekly review: settings of the district, or of a school instead."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from decimal import Decimal, InvalidOperation

from sm_core.errors import SmError
from sm_core.program_settings import DISTRICT, drop_settings, read_settings, write_settings
from sm_core.saving import Record, Save, merged, save_once
from sm_core.store import Store

PREFIX = "review_"
BOUNDS: dict[str, tuple[int, int]] = {
    "worse_missed": (1, 20), "worse_days": (5, 45), "better_most": (0, 20),
    "better_after": (1, 45), "better_days": (5, 45), "running": (2, 20), "stuck_weeks": (2, 18),
    "margin": (0, 5), "shown": (5, 50), "quiet_weeks": (1, 18), "quarter_days": (20, 120),
}  # fmt: skip
"""The least and the most of each, both allowed."""
WORDS = {
    "worse_missed": "days missed that are worse", "worse_days": "school days looked at for worse",
    "better_most": "days missed at most that are better", "better_after": "days missed before it",
    "better_days": "school days looked at for better", "running": "days running",
    "stuck_weeks": "weeks with a mentor before improvement is looked at",
    "margin": "points over the bound of a tier", "shown": "names shown first",
    "quiet_weeks": "weeks that a talk keeps a name off the list",
    "quarter_days": "school days of a quarter",
}  # fmt: skip


@dataclass(frozen=True)
class Thresholds:
    """What decides who is listed, and why.

    Worse: missed `worse_missed` of the last `worse_days` school days and more than in as many
    before. Better: at most `better_most` of the last `better_days` after `better_after` in as many
    before. `running` absent days in a row. A mentor has `stuck_weeks` weeks of five school days
    before improvement is asked for. A tier is reached `margin` points over its bound: a step from
    9.9 to 10.0 % is not news. `shown` names are shown first; a talk about one keeps what it was
    about off the list for `quiet_weeks` weeks after its own. A quarter has `quarter_days`.
    """

    worse_missed: int = 3
    worse_days: int = 10
    better_most: int = 1
    better_after: int = 3
    better_days: int = 20
    running: int = 3
    stuck_weeks: int = 4
    margin: Decimal = Decimal("0.5")
    shown: int = 12
    quiet_weeks: int = 3
    quarter_days: int = 45

    def require_sound(self) -> None:
        for name, (least, most) in BOUNDS.items():
            value = getattr(self, name)
            if not least <= value <= most:
                raise SmError(f"{value} cannot be {WORDS[name]}; give {least} to {most}.")
        if self.worse_missed > self.worse_days:
            raise SmError(
                f"Nobody can miss {self.worse_missed} of {self.worse_days} days; lower the first."
            )
        if self.better_after > self.better_days:
            raise SmError(
                f"Nobody can miss {self.better_after} of {self.better_days} days; lower the first."
            )
        if self.better_most >= self.better_after:
            raise SmError(
                f"Missing at most {self.better_most} days is not better than {self.better_after}; "
                "the first must be the smaller one."
            )

    def to_settings(self) -> dict[str, str]:
        return {f"{PREFIX}{name}": str(value) for name, value in asdict(self).items()}

    @classmethod
    def from_settings(cls, said: Mapping[str, str]) -> Thresholds:
        """What is not among the settings, or not readable, is as usual."""
        values = {}
        for field in fields(cls):
            kind = Decimal if field.name == "margin" else int
            try:
                values[field.name] = kind(said[PREFIX + field.name])
            except (KeyError, ValueError, InvalidOperation):
                continue
        return cls(**values)


USUAL = Thresholds()
NAMES = [PREFIX + field.name for field in fields(Thresholds)]
SETTING_WORDS = {PREFIX + name: words for name, words in WORDS.items()}


def thresholds(store: Store, school: str) -> Thresholds:
    """Those of the school, else the district's, else the usual ones."""
    with store.reading() as cursor:
        return read_thresholds(cursor, school)


def read_thresholds(cursor, school: str) -> Thresholds:
    said = read_settings(cursor, NAMES)
    return Thresholds.from_settings(said.get(school) or said.get(DISTRICT, {}))


def has_own(store: Store, school: str) -> bool:
    """Whether the school goes by thresholds of its own, which a change of the district's leaves."""
    with store.reading() as cursor:
        return school != DISTRICT and school in read_settings(cursor, NAMES)


def save_thresholds(
    store: Store, save: Save, school: str, opened: Thresholds, wanted: Thresholds | None
) -> None:
    """Put thresholds in place for a school, or for all that have none of their own (`DISTRICT`),
    where they were `opened` in the form; None lets a school follow the district.

    Raises `SmError` for what cannot be, `ChangedMeanwhile` where somebody else changed the same
    one since, `NotAllowed` for a school that is not the person's.
    """
    save.actor.require_program(school)
    if wanted is not None:
        wanted.require_sound()

    def act(writing) -> None:
        if wanted is None:
            drop_settings(writing, school, NAMES)
            return
        now = read_thresholds(writing.cursor, school)
        versions = (opened.to_settings(), wanted.to_settings(), now.to_settings())
        record = Record("settings", school, school)
        after = Thresholds.from_settings(merged(writing, record, versions, SETTING_WORDS))
        after.require_sound()
        write_settings(writing, school, after.to_settings())

    save_once(store, save, act)
