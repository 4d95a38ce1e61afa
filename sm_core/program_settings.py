"""Settings that people change: for the district, or for one school instead of it."""

from __future__ import annotations

from collections.abc import Iterable

from sm_core.saving import Record, Writing

DISTRICT = ""
"""In place of a school: the setting of all schools that have none of their own."""


def write_settings(writing: Writing, school: str, values: dict[str, str], reason: str = "") -> None:
    """Put `values` in place for a school or the district; others stay. The caller has made sure
    that the person may."""
    named = {"school": school, "names": list(values)}
    where = "WHERE school_id = $school AND list_contains($names::VARCHAR[], name)"
    query = f"SELECT name, value FROM program.settings {where}"
    before = dict(writing.cursor.execute(query, named).fetchall())
    writing.changed(Record("settings", school, school), before, values, reason)
    writing.cursor.execute(f"DELETE FROM program.settings {where}", named)
    rows = [{"school_id": school, "name": n, "value": v} for n, v in values.items()]
    writing.insert("settings", rows)


def drop_settings(writing: Writing, school: str, names: list[str]) -> None:
    """Let a school follow the district again. The caller has made sure that the person may."""
    assert school != DISTRICT
    own = read_settings(writing.cursor, names).get(school, {})
    writing.changed(Record("settings", school, school), own, dict.fromkeys(own, ""))
    writing.cursor.execute(
        "DELETE FROM program.settings "
        "WHERE school_id = $school AND list_contains($names::VARCHAR[], name)",
        {"school": school, "names": names},
    )


def read_settings(cursor, names: Iterable[str]) -> dict[str, dict[str, str]]:
    """By school, and `DISTRICT`, those of the settings `names` that are stored."""
    rows = cursor.execute(
        "SELECT school_id, name, value FROM program.settings "
        "WHERE list_contains($names::VARCHAR[], name)",
        {"names": list(names)},
    ).fetchall()
    found: dict[str, dict[str, str]] = {}
    for school, name, value in rows:
        found.setdefault(school, {})[name] = value
    return found
