"""OneRoster 1.1 and 1.2 bundles: schools, students and enrollment told in files that refer to one
another. Each is written anew with our columns, a line for a line, so that the import reads it like
any other file. There is no attendance in OneRoster.
"""

from dataclasses import dataclass
from pathlib import Path

import duckdb

from sm_core.importing.encoding import as_utf8
from sm_core.importing.header import find_header
from sm_core.importing.mapping import Mapping
from sm_core.importing.source import Source
from sm_core.importing.staging import PROBLEM, Wanted, stage
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
    if users is None or not users.is_file():
        return False
    with users.open("rb") as file:
        # Letters alone are the same in every encoding, but that UTF-16 has zeros between them.
        header = file.readline(1 << 16).replace(b"\0", b"").lower()
    return b"sourcedid" in header and b"givenname" in header


def rewritten(files: dict[str, Path], work: Path) -> dict[str, Rewritten]:
    """The files of a bundle that say something of schools, students and enrollment, by name, each
    as a file in the folder `work`. Raises `FileRefused` for one that cannot be read: without it
    the others would say something else."""
    with duckdb.connect() as connection:
        for name, columns in COLUMNS.items():
            _load(connection, name, files.get(f"{name}.csv"), columns, work)
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


def _load(connection, name: str, path: Path | None, columns: tuple[str, ...], work: Path) -> None:
    """The file as a table of text with these columns, null where it lacks one; its lines in
    order, each with its problem where it cannot be read."""
    table = work / f"{name}.parquet"
    found = path and _staged(path, columns, table, work / name)
    has = set(connection.read_parquet(str(table)).columns) if found else set()
    every = (*columns, PROBLEM)
    chosen = ", ".join(f'"{c}"' if c in has else f'NULL::VARCHAR AS "{c}"' for c in every)
    rows = f"FROM read_parquet({quoted(table)})" if found else "WHERE false"
    said = ", ".join(f'"{c}"' for c in every)
    problem = f"IF(COALESCE({said}) IS NULL, 'blank_row', {PROBLEM}) AS {PROBLEM}"
    connection.execute(
        f"CREATE TEMP TABLE {name} AS SELECT * REPLACE ({problem}), row_number() OVER () AS line "
        f"FROM (SELECT {chosen} {rows})"
    )


def _staged(path: Path, columns: tuple[str, ...], target: Path, work: Path) -> bool:
    """Write the columns that the file has to `target`; False for a file without rows."""
    work.mkdir(exist_ok=True)
    if not path.is_file() or not path.stat().st_size:
        return False
    text, encoding, digest, lines = as_utf8(path, work)
    delimiter, above, headers = find_header(path.name, text, set(columns), headerless=False)
    below = lines - above - 1
    if below <= 0:
        return False
    has = {header.lower(): place for place, header in reversed(list(enumerate(headers, 1)))}
    wanted = {column: has[column.lower()] for column in columns if column.lower() in has}
    source = Source(path, path.name, digest, encoding, text, delimiter, above, headers, below)
    stage(source, Wanted(wanted), target)
    return True
