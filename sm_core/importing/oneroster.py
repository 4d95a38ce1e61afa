"""OneRoster 1.1 and 1.2 bundles: schools, students and enrollment told in files that refer to one
another. Each is written anew with our columns, a line for a line, so that the import reads it like
any other file. There is no attendance in OneRoster.
"""

from dataclasses import dataclass
from pathlib import Path

import duckdb

from sm_core.importing.mapping import Mapping
from sm_core.queries import sql
from sm_core.store import quoted

SET_ASIDE = "set_aside"
"""The column that says why a line does not count; only files written here have it."""

LAYOUTS = {"orgs": "schools", "users": "students", "demographics": "students",
           "enrollments": "enrollment"}  # fmt: skip
NOT_NEEDED = (
    "manifest", "academicsessions", "classes", "courses", "classresources", "courseresources",
    "resources", "roles", "userprofiles", "lineitems", "results", "categories", "scorescales",
)  # fmt: skip
COLUMNS = {
    "orgs": ("sourcedId", "status", "name", "type", "identifier"),
    "users": (
        "sourcedId", "status", "role", "givenName", "familyName", "identifier", "grades",
    ),
    "roles": ("userSourcedId", "role", "status"),
    "enrollments": (
        "status", "schoolSourcedId", "userSourcedId", "role", "beginDate", "endDate",
    ),
    "demographics": (
        "sourcedId", "userSourcedId", "status", "birthDate", "sex", "hispanicOrLatinoEthnicity",
        "demographicRaceTwoOrMoreRaces", "americanIndianOrAlaskaNative", "asian",
        "blackOrAfricanAmerican", "nativeHawaiianOrOtherPacificIslander", "white",
    ),
    "academicsessions": ("type", "startDate", "status"),
}  # fmt: skip


@dataclass(frozen=True)
class Rewritten:
    """A file of a bundle with our columns, what is known of it, and why."""

    path: Path
    mapping: Mapping
    reason: str


def is_bundle(files: dict[str, Path]) -> bool:
    """Whether the `files` (by name) are of a OneRoster bundle: its users, and their ids."""
    users = files.get("users.csv")
    if users is None:
        return False
    with users.open(encoding="utf-8-sig", errors="replace") as file:
        header = file.readline(1 << 16).lower()
    return "sourcedid" in header and "givenname" in header


def rewritten(files: dict[str, Path], work: Path) -> dict[str, Rewritten]:
    """The files of a bundle that say something of schools, students and enrollment, by name, each
    as a file in the folder `work`."""
    with duckdb.connect() as connection:
        for name, columns in COLUMNS.items():
            _load(connection, name, files.get(f"{name}.csv"), columns)
        found = {}
        for name, layout in LAYOUTS.items():
            if f"{name}.csv" in files:
                # The name stays: it is what the report says.
                target = work / files[f"{name}.csv"].name
                connection.execute(
                    f"COPY ({sql(f'oneroster_{name}')}) TO {quoted(target)} (HEADER, FORCE_QUOTE *)"
                )
                found[f"{name}.csv"] = Rewritten(target, _known(layout), REASON)
    return found


REASON = "it is of a OneRoster bundle"


def _known(layout: str) -> Mapping:
    """What the standard settles: dates year first, and an end date that is no longer enrolled."""
    exit_date = "exclusive" if layout == "enrollment" else None
    return Mapping(layout=layout, date_order="ymd", exit_date=exit_date)


def _load(connection, name: str, path: Path | None, columns: tuple[str, ...]) -> None:
    """The file as a table of text with these columns, null where it lacks one; its lines in
    order."""
    has: dict[str, str] = {}
    rows = "(SELECT NULL WHERE false)"
    if path:
        rows = (
            f"read_csv({quoted(path)}, all_varchar = true, header = true, delim = ',', "
            "quote = '\"', null_padding = true, parallel = false, strict_mode = false)"
        )
        described = connection.execute(f"DESCRIBE FROM {rows}").fetchall()
        has = {column.strip("\ufeff").lower(): column for column, *_ in described}
    chosen = [
        f'NULLIF(trim("{has[c.lower()]}"), \'\') AS "{c}"' if c.lower() in has
        else f'NULL::VARCHAR AS "{c}"'
        for c in columns
    ]  # fmt: skip
    lines = "row_number() OVER () AS line"
    connection.execute(
        f"CREATE TEMP TABLE {name} AS SELECT {', '.join(chosen)}, {lines} FROM {rows}"
    )
