"""What decides who is proposed: settings of a school, or of the district where it has none."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields

from sm_core.definitions import TIER_WORDS
from sm_core.errors import SmError
from sm_core.grades import grades_wanted
from sm_core.program_settings import DISTRICT, read_settings, write_settings
from sm_core.saving import Record, Save, Writing, merged, save_once
from sm_core.store import Store

AT_RISK, MODERATE, SEVERE = "at_risk", "moderate_chronic", "severe_chronic"
TARGETED = (MODERATE, AT_RISK, SEVERE)

ORDERS = {
    "moderate_at_risk_severe": (MODERATE, AT_RISK, SEVERE),
    "moderate_severe_at_risk": (MODERATE, SEVERE, AT_RISK),
    "at_risk_moderate_severe": (AT_RISK, MODERATE, SEVERE),
    "at_risk_severe_moderate": (AT_RISK, SEVERE, MODERATE),
    "severe_moderate_at_risk": (SEVERE, MODERATE, AT_RISK),
    "severe_at_risk_moderate": (SEVERE, AT_RISK, MODERATE),
}
"""Which group comes first; the usual one is DESIGN rule 10."""

NEVER, EARLY, ALL_YEAR = "never", "early", "all_year"
LAST_YEAR = {
    NEVER: "never by itself, only as an extra reason",
    EARLY: "by itself while a student has under 30 enrolled days",
    ALL_YEAR: "by itself all year",
}
MOST_PER_MENTOR = 40
CASELOAD = "caseload"
WORDS = {
    "tiers": "the tiers",
    "pace": "the pace of the first weeks",
    "last_year": "what last year counts for",
    "order": "the order",
    "grades": "the priority grades",
    "only_grades": "the limit to priority grades",
    "reserve_percent": "the places kept for severe",
    "caseload": "the students per mentor",
}


@dataclass(frozen=True)
class Criteria:
    """Who is proposed at a school, in which order.

    `tiers` propose from 30 enrolled days on, `pace` before that. `grades` are grades or keys of
    `LEVELS`; they come first within a group, and alone with `only_grades`. `reserve_percent` of
    the places are kept for severe; `caseload` is how many students a mentor takes.
    """

    tiers: tuple[str, ...] = TARGETED
    pace: bool = True
    last_year: str = EARLY
    order: str = "moderate_at_risk_severe"
    grades: tuple[str, ...] = ()
    only_grades: bool = False
    reserve_percent: int = 20
    caseload: int = 4

    @property
    def groups(self) -> tuple[str, ...]:
        """The groups in the order of the list."""
        return ORDERS[self.order]

    @property
    def spellings(self) -> list[str]:
        """The priority grades as files write them, in capitals."""
        return grades_wanted(self.grades) or []

    def to_settings(self) -> dict[str, str]:
        """As the settings of a school hold it, by the names of the fields."""
        return {f.name: _as_setting(getattr(self, f.name)) for f in fields(self)}

    @classmethod
    def from_settings(cls, values: Mapping[str, str]) -> Criteria:
        """From what `to_settings` gave; what is missing is usual."""
        usual = cls()
        return cls(**{
            f.name: _from_setting(values[f.name], getattr(usual, f.name))
            for f in fields(cls) if f.name in values
        })  # fmt: skip

    def require_sound(self) -> None:
        """Raise `SmError`, a sentence for each thing wrong."""
        wrong = list(_wrong(self))
        if wrong:
            raise SmError(*wrong)


USUAL = Criteria()
SETTINGS = {
    f.name: f.name if f.name == CASELOAD else f"targeting_{f.name}" for f in fields(Criteria)
}
"""The setting that holds each field; other parts of the program read the caseload too."""


def _as_setting(value: tuple | bool | int | str) -> str:
    if isinstance(value, tuple):
        return ",".join(value)
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)


def _from_setting(text: str, usual: tuple | bool | int | str) -> tuple | bool | int | str:
    if isinstance(usual, tuple):
        return tuple(part for part in text.split(",") if part)
    return text == "yes" if isinstance(usual, bool) else type(usual)(text)


def _wrong(criteria: Criteria) -> Iterator[str]:
    unknown = [tier for tier in criteria.tiers if tier not in TARGETED]
    if unknown:
        known = ", ".join(TIER_WORDS[tier] for tier in TARGETED)
        yield f'"{unknown[0]}" is not a tier to choose from; choose from {known}.'
    if not criteria.tiers and not criteria.pace and criteria.last_year == NEVER:
        yield (
            "These criteria propose nobody: switch on a tier, the pace of the first weeks or last "
            "year."
        )
    if criteria.only_grades and not criteria.grades:
        yield "Only priority grades are asked for and none is chosen: choose a grade or all grades."
    if criteria.last_year not in LAST_YEAR:
        yield f'"{criteria.last_year}" is no use of last year; choose {", ".join(LAST_YEAR)}.'
    if criteria.order not in ORDERS:
        yield f'"{criteria.order}" is not an order of the groups; choose {", ".join(ORDERS)}.'
    if not 0 <= criteria.reserve_percent <= 100:
        yield (
            f"{criteria.reserve_percent}% of the places cannot be kept for severe; give a number "
            "from 0 to 100."
        )
    if not 1 <= criteria.caseload <= MOST_PER_MENTOR:
        yield (
            f"{criteria.caseload} students per mentor cannot be; give a number from 1 to "
            f"{MOST_PER_MENTOR}. Staff usually take 3 to 5."
        )


def criteria_of(store: Store, school: str = DISTRICT) -> Criteria:
    """The criteria that hold at a school: its own, else the district's, else the usual ones."""
    return criteria_by_school(store, [school])[school]


def criteria_by_school(store: Store, schools: list[str]) -> dict[str, Criteria]:
    """The criteria that hold at each of the schools, by id."""
    with store.reading() as cursor:
        return _by_school(_settings(cursor), schools)


def criteria_as_if(
    store: Store, schools: list[str], school: str, wanted: Criteria
) -> dict[str, Criteria]:
    """As `criteria_by_school`, if `wanted` were saved for a school or the district."""
    with store.reading() as cursor:
        said = _settings(cursor)
    now = Criteria.from_settings(said.get(DISTRICT, {}) | said.get(school, {})).to_settings()
    new = {name: value for name, value in wanted.to_settings().items() if value != now[name]}
    return _by_school(said | {school: said.get(school, {}) | new}, schools)


def _by_school(said: Mapping[str, dict[str, str]], schools: list[str]) -> dict[str, Criteria]:
    district = said.get(DISTRICT, {})
    return {s: Criteria.from_settings(district | said.get(s, {})) for s in schools}


def own_criteria(store: Store) -> list[str]:
    """The ids of the schools with at least one criterion of their own."""
    with store.reading() as cursor:
        return sorted(school for school in _settings(cursor) if school != DISTRICT)


def save_criteria(
    store: Store, save: Save, school: str, opened: Criteria, wanted: Criteria
) -> None:
    """Save what a person changed of the criteria of a school or the district, others untouched.

    Raises `SmError` for criteria that cannot be, `ChangedMeanwhile` where somebody else changed
    the same one since the form was opened, `NotAllowed` for a school that is not the person's.
    """
    save.actor.require_program(school)
    wanted.require_sound()
    save_once(store, save, lambda writing: _write(writing, school, opened, wanted))


def _write(writing: Writing, school: str, opened: Criteria, wanted: Criteria) -> None:
    said = _settings(writing.cursor)
    own = said.get(school, {})
    now = Criteria.from_settings(said.get(DISTRICT, {}) | own).to_settings()
    before, after = opened.to_settings(), wanted.to_settings()
    kept = {}
    for name in (name for name in after if after[name] != before[name]):
        where = school if name in own else DISTRICT
        versions = tuple({SETTINGS[name]: text[name]} for text in (before, after, now))
        words = {SETTINGS[name]: WORDS[name]}
        merged(writing, Record("settings", where, where), versions, words)
        kept[name] = after[name]
    # Two people may each have switched off what was left: the whole has to be sound.
    Criteria.from_settings(now | kept).require_sound()
    write_settings(writing, school, {SETTINGS[name]: value for name, value in kept.items()})


def _settings(cursor) -> dict[str, dict[str, str]]:
    """The criteria that are stored, by school and name."""
    fields_of = {setting: name for name, setting in SETTINGS.items()}
    return {
        school: {fields_of[setting]: value for setting, value in said.items()}
        for school, said in read_settings(cursor, SETTINGS.values()).items()
    }
