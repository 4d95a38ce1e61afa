"""How a file writes its attendance down: as rows with a code, or in several columns together.

Whatever the way, the rest of the import reads rows with a code: `Way.query` says which query of
`sm_core/sql` makes them, and `rows.make_rows` runs it.
"""

from dataclasses import dataclass, field

from sm_core.importing.columns import numbered_periods, plain
from sm_core.importing.header import dated
from sm_core.importing.layouts import DAILY, DAY_VALUES
from sm_core.importing.mapping import named
from sm_core.importing.source import Source

PRESENCE = {"presencestatuscd", "presenceflag", "presence"}
"""Headers under which 1 or true says present; under any other, or none, it says absent."""

LOOSE_CODES = {"reason", "absreason", "absencereason", "attcodeview", "status", "al"}
"""Columns that are the code only where nothing says more plainly what happened."""


@dataclass(frozen=True)
class Way:
    """How the rows come about: `query` is a file of `sm_core/sql` or None where the lines are the
    rows, `cells` the columns that are turned into rows with the words they get, `columns` what
    each remaining field is read from."""

    query: str | None = None
    cells: dict[str | int, str] = field(default_factory=dict)
    columns: dict = field(default_factory=dict)


def way_of(source: Source, layout: str, columns: dict, decided: dict) -> Way:
    """The way in which the columns of a file say who missed what."""
    if layout not in DAILY:
        return Way(columns=columns)
    if layout == "wide":
        headers = {place + 1: source.headers[place] for place in dated(source.headers)}
        return Way("wide_rows", headers, columns | {"date": None, "code": None})
    if periods := _period_columns(source, columns, decided):
        return Way("period_rows", periods, columns | {"period": None, "code": None})
    said = columns.get("code")
    flag = said == columns.get("presence")
    loose = said is None or flag or (plain(str(said)) in LOOSE_CODES and "code" not in decided)
    if loose and _has_flags(columns):
        return Way("flag_rows", columns=columns | {"code": None})
    values = [f for f in (*DAY_VALUES, "minutes_absent", "hours_absent") if columns.get(f)]
    if columns.get("days_present") and columns.get("days_enrolled"):
        values.append("days_present")
    if loose and values and not columns.get("presence"):
        return Way("day_value_rows", columns=columns | {"code": None})
    return Way(columns=columns)


def _period_columns(source: Source, columns: dict, decided: dict) -> dict[str | int, str]:
    """The columns that hold a class period each: those named as a list, or P1, P2, … where no
    other column holds a code."""
    for listed in (decided.get("period"), decided.get("code")):
        if isinstance(listed, list):
            return dict(zip(listed, named(listed), strict=True))
    if columns.get("code") or columns.get("presence"):
        return {}
    return {header: header for header in numbered_periods(source.headers)}


def _has_flags(columns: dict) -> bool:
    absent = columns.get("presence")
    beside = any(columns.get(name) for name in ("tardy", "dismissed", "excused"))
    return bool(absent) and plain(str(absent)) not in PRESENCE and beside
