"""What the district makes of a good pair: how much each thing counts, and what is kept stable.

No research says which weights are right (National Mentoring Resource Center: "insufficient
research"), so they are the program's own choice. Race and gender are not among them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, replace

from sm_core.errors import SmError
from sm_core.program_settings import DISTRICT, read_settings, write_settings
from sm_core.saving import Record, Save, Writing, merged, save_once
from sm_core.store import Store

COMPONENTS = {
    "wish": "Asked for by the student or family",
    "knows": "Knows the student already",
    "language": "Speaks the student's home language",
    "hours": "Free at the same times",
    "interests": "Likes and dislikes the same things",
    "grades": "Works with the student's grade",
}
"""What a fit is made of, in the order in which reasons are told."""
BEST = 1000
"""The score of a pair that fits in everything that counts."""
PREFERRED, LEARNERS, REQUIRED = "preferred", "learners", "required"
LANGUAGE_RULES = {
    PREFERRED: "Preferred: a mentor who speaks it counts for more",
    LEARNERS: "Required for English learners",
    REQUIRED: "Required for every student with another home language than English",
}
MOST = 1000
"""Of a weight, of the load and of the bonus for keeping."""
WORDS = {
    **{name: f"the weight of “{words}”" for name, words in COMPONENTS.items()},
    "load": "how evenly students are spread", "keep": "the bonus for keeping a suggestion",
    "language_rule": "the home language", "draw": "the draw", "seed": "the number of the draw",
}  # fmt: skip


@dataclass(frozen=True)
class Settings:
    """The weights by name of `COMPONENTS`, whole numbers of which the parts count; `load` is what
    a mentor's next student costs in points, the more the fuller they are; `keep` what a suggestion
    of the last list is worth more; `language_rule` a key of `LANGUAGE_RULES`. With `draw` a lot,
    not the fit, decides who of one group gets a place; the `seed` makes it another lot."""

    wish: int = 200
    knows: int = 250
    language: int = 150
    hours: int = 150
    interests: int = 150
    grades: int = 100
    load: int = 100
    keep: int = 100
    language_rule: str = PREFERRED
    draw: bool = False
    seed: int = 1

    @property
    def points(self) -> dict[str, int]:
        """The most each component brings, together `BEST`: the weights' parts of it, rounded down,
        and what is left over to those cut most."""
        weights = {name: getattr(self, name) for name in COMPONENTS}
        total = sum(weights.values())
        shares = {name: BEST * weight // total for name, weight in weights.items()}
        cut = sorted(weights, key=lambda name: -(BEST * weights[name] % total))
        for name in cut[: BEST - sum(shares.values())]:
            shares[name] += 1
        return shares

    def to_settings(self) -> dict[str, str]:
        """As the settings of the district hold it."""
        return {SETTINGS[f.name]: _as_text(getattr(self, f.name)) for f in fields(self)}

    @classmethod
    def from_settings(cls, said: Mapping[str, str]) -> Settings:
        """From what `to_settings` gave; what is missing is usual."""
        return cls(**{
            f.name: _read(said[SETTINGS[f.name]], getattr(cls, f.name))
            for f in fields(cls) if SETTINGS[f.name] in said
        })  # fmt: skip

    def with_changes(self, opened: Settings, wanted: Settings) -> Settings:
        """These, and in place of some what `wanted` has in another way than `opened`."""
        mine = {f.name: getattr(wanted, f.name) for f in fields(self)}
        return replace(self, **{
            name: value for name, value in mine.items() if value != getattr(opened, name)
        })  # fmt: skip

    def require_sound(self) -> None:
        """Raise `SmError`, a sentence for each thing wrong."""
        wrong = list(_wrong(self))
        if wrong:
            raise SmError(*wrong)


SETTINGS = {f.name: f"matching_{f.name}" for f in fields(Settings)}
USUAL = Settings()


def _as_text(value: bool | int | str) -> str:
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)


def _read(text: str, usual: bool | int | str) -> bool | int | str:
    return text == "yes" if isinstance(usual, bool) else type(usual)(text)


def _wrong(settings: Settings) -> Iterator[str]:
    for name, words in COMPONENTS.items():
        if not 0 <= getattr(settings, name) <= MOST:
            yield (
                f"“{words}” cannot weigh {getattr(settings, name)}; give a whole number from 0 "
                f"(does not count) to {MOST}."
            )
    if not any(getattr(settings, name) > 0 for name in COMPONENTS):
        yield (
            "All weights are zero, so that every pair would be as good as any other: give at least "
            "one of them a weight."
        )
    for name in ("load", "keep"):
        if not 0 <= getattr(settings, name) <= MOST:
            yield f"{WORDS[name].capitalize()} must be a whole number from 0 to {MOST}."
    if settings.language_rule not in LANGUAGE_RULES:
        known = ", ".join(LANGUAGE_RULES)
        yield f'"{settings.language_rule}" is no rule for the home language; choose {known}.'


def matching_settings(store: Store) -> Settings:
    """The settings of the district."""
    with store.reading() as cursor:
        return stored_settings(cursor)


def stored_settings(cursor) -> Settings:
    """As `matching_settings`, on a cursor."""
    return Settings.from_settings(read_settings(cursor, SETTINGS.values()).get(DISTRICT, {}))


def save_matching_settings(store: Store, save: Save, opened: Settings, wanted: Settings) -> None:
    """Save what a captain changed; others' changes of other fields stay.

    Raises `SmError` for settings that cannot be, `ChangedMeanwhile` where somebody else changed
    the same one, `NotAllowed` for anybody but a captain.
    """
    save.actor.require_program(DISTRICT)
    wanted.require_sound()

    def act(writing: Writing) -> None:
        versions = (opened, wanted, stored_settings(writing.cursor))
        words = {SETTINGS[name]: said for name, said in WORDS.items()}
        record = Record("settings", DISTRICT)
        values = merged(writing, record, tuple(v.to_settings() for v in versions), words)
        # Two people may each have taken away what was left: the whole has to be sound.
        Settings.from_settings(values).require_sound()
        write_settings(writing, DISTRICT, values)

    save_once(store, save, act)
