"""Decisions remembered per set of column headers, so that next week's file asks nothing."""

from collections.abc import Container
from dataclasses import replace
from datetime import datetime

from sm_core import ledger
from sm_core.importing.columns import plain
from sm_core.importing.header import dated
from sm_core.importing.map_toml import parse_mapping
from sm_core.importing.mapping import Mapping
from sm_core.ledger import Upload
from sm_core.store import Store

A_DATE = "<date>"
"""Stands in a key for the date columns of a sheet; no plain header looks like it."""


def key_of(headers: list[str]) -> str:
    """What files of one kind have in common from week to week: their plain headers in order, all
    dates among them as one. Without a header these are the numbers of the columns."""
    names = [A_DATE if is_date(h) else plain(h) or h.strip().lower() for h in headers]
    first = names.index(A_DATE) if A_DATE in names else -1
    return "|".join(name for n, name in enumerate(names) if name != A_DATE or n == first)


def is_date(header: str) -> bool:
    """Whether a column is named after a day, with or without a year: 9/5/2025, M 9/5, 45905."""
    return bool(dated([header]))


def remembered(store: Store, headers: list[str]) -> Mapping | None:
    """What was decided for the last file with these headers, without what was true of that one
    file only (its school, school year, period), its columns as `headers` spells them."""
    with store.reading() as cursor:
        known = _row(cursor, key_of(headers))
    return _as_spelled(known[0], headers) if known else None


def _row(cursor, key: str) -> tuple[Mapping, datetime | None, str | None] | None:
    """(mapping, when and by whom it was changed by hand); None also for one set aside."""
    rows = cursor.execute(
        "SELECT mapping, edited, edited_by FROM program.mapping_profiles "
        "WHERE headers = $key AND forgotten IS NULL",
        {"key": key},
    ).fetchall()
    return (parse_mapping(rows[0][0], "the remembered mapping").top, *rows[0][1:]) if rows else None


def _as_spelled(mapping: Mapping, headers: list[str]) -> Mapping:
    """Last week's "Student ID" may be "student_id" now; a column that is gone is not decided."""
    names = {plain(header): header for header in reversed(headers) if plain(header)}

    def here(header: str | int | list) -> str | int | list | None:
        if isinstance(header, list):
            return [found for part in header if (found := here(part))] or None
        # A number is a place, not a name.
        fits = isinstance(header, int) or header in headers
        return header if fits else names.get(plain(header))

    columns = {name: here(header) for name, header in mapping.columns.items()}
    return replace(mapping, columns={name: found for name, found in columns.items() if found})


def remember(store: Store, uploads: list[Upload], lost: Container[str] = ()) -> None:
    """Keep the decisions of each upload in place of earlier ones; codes known before stay known,
    because not every file of a kind holds all of them. Nothing is said of the codes `lost`."""
    with store.writing("program") as cursor:
        for upload in uploads:
            key, mapping = key_of(upload.headers), upload.decisions.to_remember()
            before, edited, edited_by = _row(cursor, key) or (Mapping(), None, None)
            codes = before.codes | mapping.codes
            mapping = replace(mapping, codes={c: m for c, m in codes.items() if c not in lost})
            cursor.execute("DELETE FROM program.mapping_profiles WHERE headers = $k", {"k": key})
            cursor.execute(
                "INSERT INTO program.mapping_profiles "
                "(headers, mapping, upload_id, edited, edited_by) VALUES ($1, $2, $3, $4, $5)",
                [key, mapping.to_toml(), upload.upload_id, edited, edited_by],
            )


def forget(store: Store, uploads: list[Upload]) -> None:
    """Drop what was decided for uploads that were taken back: it may have been the mistake. What
    the standing uploads of the kind decided holds again; what a person changed stays."""
    with store.writing("program") as cursor:
        for upload in uploads:
            cursor.execute(
                "DELETE FROM program.mapping_profiles "
                "WHERE headers = $key AND edited IS NULL AND forgotten IS NULL",
                {"key": key_of(upload.headers)},
            )
        rows = cursor.execute("SELECT headers FROM program.mapping_profiles").fetchall()
    gone = {key_of(upload.headers) for upload in uploads} - {key for (key,) in rows}
    for key in sorted(gone):
        same = [u for u in ledger.all_uploads(store.uploads) if key_of(u.headers) == key]
        standing = [upload for upload in same if upload.undone is None]
        remember(store, standing, _lost_codes(same))


def _lost_codes(uploads: list[Upload]) -> set[str]:
    """The codes of a kind of file that an upload decided first which was taken back: later ones
    only repeat what was remembered."""
    first: dict[str, Upload] = {}
    for upload in uploads:
        for code in upload.decisions.codes:
            first.setdefault(code, upload)
    return {code for code, upload in first.items() if upload.undone}
