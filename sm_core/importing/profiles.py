"""Decisions remembered per set of column headers, so that next week's file asks nothing."""

from dataclasses import replace

from sm_core.importing.columns import plain
from sm_core.importing.mapping import Mapping, parse_mapping
from sm_core.store import Store


def remembered(store: Store, headers: list[str]) -> Mapping | None:
    """What was decided for the last file with these headers, without what was true of that one
    file only (its school, school year, period); its columns as these headers spell them."""
    with store.reading() as cursor:
        rows = cursor.execute(
            "SELECT mapping FROM program.mapping_profiles WHERE headers = $headers",
            {"headers": _key(headers)},
        ).fetchall()
    if not rows:
        return None
    return _respelled(parse_mapping(rows[0][0], "the remembered mapping").top, headers)


def _respelled(mapping: Mapping, headers: list[str]) -> Mapping:
    """`mapping` for a file that writes STUDENT_ID where the last one wrote Student ID."""
    spelled = {plain(header): header for header in headers} | {h: h for h in headers}

    def now(column):
        if isinstance(column, list):
            return [now(header) for header in column]
        # A position, in a file without header, stays as it is.
        by_place = isinstance(column, int)
        return column if by_place else spelled.get(column, spelled.get(plain(column)))

    columns = {field: now(column) for field, column in mapping.columns.items()}
    return replace(mapping, columns={f: h for f, h in columns.items() if h is not None})


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
