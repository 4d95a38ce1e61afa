"""How often a mentor is to see a student: a setting, held against the days on which it could be.

Three times a week is the standard of the Success Mentors program (MBK, NYC and elementary toolkit).
"""

from __future__ import annotations

from sm_core.errors import SmError
from sm_core.program_settings import (
    DISTRICT,
    drop_settings,
    read_settings,
    write_settings,
)
from sm_core.saving import Record, Save, merged, save_once
from sm_core.store import Store

USUAL = 3
"""Times in a week of five school days."""
MOST = 5
SETTING = "contacts_a_week"
AS_DISTRICT = "as the district"
WORDS = {SETTING: "the contacts a week"}


def expected(standard: int, possible: int) -> int:
    """How many contacts a week asks for in which the two could meet on `possible` days: the
    standard's share of them, to the nearest whole number (of fifths there is no half way), and
    never more than the standard."""
    assert possible >= 0
    return min(standard, (2 * standard * possible + 5) // 10)


def read_standards(cursor, schools: list[str]) -> dict[str, int]:
    """By school its own standard, else the district's, else the usual one."""
    said = read_settings(cursor, [SETTING])
    district = int(said.get(DISTRICT, {}).get(SETTING, USUAL))
    return {school: int(said.get(school, {}).get(SETTING, district)) for school in schools}


def standards(store: Store, schools: list[str]) -> dict[str, int]:
    with store.reading() as cursor:
        return read_standards(cursor, schools)


def own_standards(store: Store) -> set[str]:
    """The schools with a standard of their own, which a change of the district's leaves alone."""
    with store.reading() as cursor:
        return set(read_settings(cursor, [SETTING])) - {DISTRICT}


def save_standard(store: Store, save: Save, school: str, opened: int, wanted: int | None) -> None:
    """Let mentors of a school, or of all that have none of their own (`DISTRICT`), see students
    `wanted` times a week, where it was `opened` in the form; None lets a school follow the
    district, also when that changes.

    Raises `SmError` for under 1 or over `MOST`, `ChangedMeanwhile` where somebody else changed it
    since, `NotAllowed` for a school that is not the person's.
    """
    save.actor.require_program(school)
    if wanted is not None and not 1 <= wanted <= MOST:
        raise SmError(f"{wanted} contacts a week cannot be; give a number from 1 to {MOST}.")

    def act(writing) -> None:
        now = read_standards(writing.cursor, [school])[school]
        texts = tuple({SETTING: str(n or AS_DISTRICT)} for n in (opened, wanted, now))
        said = read_settings(writing.cursor, [SETTING])
        where = school if school in said else DISTRICT
        merged(writing, Record("settings", where, where), texts, WORDS)
        if wanted is None:
            drop_settings(writing, school, [SETTING])
        elif wanted != opened:
            write_settings(writing, school, {SETTING: str(wanted)})

    save_once(store, save, act)
