"""Settings that people change: for the district, or for one school instead of it."""

from __future__ import annotations

from sm_core.saving import Record, Save, Writing, save_once
from sm_core.store import Store

DISTRICT = ""
"""In place of a school: the setting of all schools that have none of their own."""


def settings_for(store: Store, school: str = DISTRICT) -> dict[str, str]:
    """Every setting that holds at a school, by name: its own, else the district's."""
    with store.reading() as cursor:
        rows = cursor.execute(
            "SELECT name, value FROM program.settings WHERE school_id IN ('', $school) "
            "ORDER BY school_id",
            {"school": school},
        ).fetchall()
    return dict(rows)


def save_settings(
    store: Store, save: Save, school: str, values: dict[str, str], reason: str = ""
) -> None:
    """Put `values` in place for a school or the district; others stay.

    Raises `NotAllowed` for a person who may not act for the school; for the district that is
    everybody but a captain.
    """
    save.actor.require_program(school)
    save_once(store, save, lambda writing: write_settings(writing, school, values, reason))


def write_settings(writing: Writing, school: str, values: dict[str, str], reason: str = "") -> None:
    """As `save_settings`, in a transaction; the caller has made sure that the person may."""
    named = {"school": school, "names": list(values)}
    where = "WHERE school_id = $school AND list_contains($names::VARCHAR[], name)"
    query = f"SELECT name, value FROM program.settings {where}"
    before = dict(writing.cursor.execute(query, named).fetchall())
    writing.changed(Record("settings", school, school), before, values, reason)
    writing.cursor.execute(f"DELETE FROM program.settings {where}", named)
    rows = [{"school_id": school, "name": n, "value": v} for n, v in values.items()]
    writing.insert("settings", rows)
