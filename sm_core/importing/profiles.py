"""Decisions remembered per set of column headers, so that next week's file asks nothing."""

from sm_core.importing.columns import plain
from sm_core.importing.mapping import Mapping, parse_mapping
from sm_core.store import Store


def remembered(store: Store, headers: list[str]) -> Mapping | None:
    """What was decided for the last file with these headers, without what was true of that one
    file only (its school, school year, period)."""
    with store.reading() as cursor:
        rows = cursor.execute(
            "SELECT mapping FROM program.mapping_profiles WHERE headers = $headers",
            {"headers": _key(headers)},
        ).fetchall()
    return parse_mapping(rows[0][0], "the remembered mapping").top if rows else None


def remember(store: Store, entries: list[tuple[list[str], Mapping, str]]) -> None:
    """Keep the decisions of each (headers, mapping, upload id) in place of earlier ones."""
    with store.writing("program") as cursor:
        for headers, mapping, upload_id in entries:
            key = {"headers": _key(headers)}
            cursor.execute("DELETE FROM program.mapping_profiles WHERE headers = $headers", key)
            cursor.execute(
                "INSERT INTO program.mapping_profiles VALUES ($headers, $mapping, $upload_id)",
                key | {"mapping": mapping.to_remember().to_toml(), "upload_id": upload_id},
            )


def forget(store: Store, upload_id: str) -> None:
    """Drop what was decided for an upload that was taken back: it may have been the mistake."""
    with store.writing("program") as cursor:
        cursor.execute(
            "DELETE FROM program.mapping_profiles WHERE upload_id = $id", {"id": upload_id}
        )


def _key(headers: list[str]) -> str:
    return "|".join(plain(header) for header in headers)
