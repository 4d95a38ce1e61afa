"""Makes rows with a code of what a file says in its own way, in a second Parquet file."""

from pathlib import Path

import duckdb

from sm_core.importing.columns import plain, unit_of
from sm_core.importing.dates_told import dates_told
from sm_core.importing.layouts import ATTENDANCE, DAILY, TOLD_TOGETHER
from sm_core.importing.mapping import Mapping
from sm_core.importing.meanings import PRESENT
from sm_core.importing.source import Source
from sm_core.importing.staged import open_staged
from sm_core.importing.staging import PROBLEM, Told, Wanted, stage
from sm_core.importing.ways import Way
from sm_core.importing.written import FOOTER
from sm_core.queries import run_to, sql
from sm_core.store import quoted

YES = ["1", "1.0", "true", "t", "yes", "y", "x"]
NO = ["0", "0.0", "false", "f", "no", "n", "null", "\\n", "n/a"]
EXCUSED, UNEXCUSED = ["e", "excused"], ["u", "unexcused"]
"""What a column of excuses may also hold: an absence of "U" is one, not none."""

WORD_IS = {"wide_rows": "date", "period_rows": "period"}
"""What the header of a column says that holds a date or a class period."""

IDLE = "The column with the part of the day is zero in every row, so it was not used."
OTHER = "days otherwise absent"
WHOLE_DAY = ["att_modedaily", "daily", "dailyattendance", *YES]
CLASS_PERIOD = [
    "att_modemeeting", "att_modetime", "meeting", "section", "sectionattendance",
    "classsectionattendance", "period", "interval", "time", *NO,
]  # fmt: skip
"""Values of `mode`, or of a column for all day: at any other the row is of the period it names."""

LONGEST_DAY = {"hours": 24, "minutes": 1440, "days": 1440}
"""What a day holds at most, by what its column counts; that of an unknown column in minutes."""

HOURS = "(TRY_CAST(hours_absent AS DECIMAL(9, 4)) * 60)::DECIMAL(12, 4)::VARCHAR"
TOLD_ELSEWHERE = {
    "minutes_absent": ("hours_absent", f"COALESCE(minutes_absent, {HOURS}, hours_absent)"),
    "period": ("section", "NULLIF(concat_ws(' ', NULLIF(period, '0'), section), '')"),
}
"""Fields that a second column completes: that column, and what the two say together."""


def make_rows(
    cursor: duckdb.DuckDBPyConnection,
    source: Source,
    layout: str,
    way: Way,
    mapping: Mapping,
    work: Path,
    told: Told,
) -> tuple[Path, int, list[str]]:
    """Stage the file and open its rows as `temp.staged`: (Parquet file, lines of the file, notes
    on what was passed over). `told` hears how many lines are read, of how many."""
    target = work / f"{source.sha256[:12]}-{len(list(work.iterdir()))}.parquet"
    wanted = Wanted(_flat(way), mapping.student_id_width, mapping.school_id)
    lines = stage(source, wanted, target, told)
    notes: list[str] = []
    if any(isinstance(column, list) for column in way.columns.values()):
        target = _summed(cursor, way, target)
    if layout in DAILY:
        target, notes = _in_rows(cursor, source.name, way, mapping, target)
    open_staged(cursor, target, layout)
    return target, lines, notes


def _flat(way: Way) -> dict[str, str | int | None]:
    """One name for every column to read: a field, the part of a sum, or a cell."""
    flat = {f"cell {n}": header for n, header in enumerate(way.cells)}
    for name, column in way.columns.items():
        if isinstance(column, list):
            flat |= {f"{name} {n}": header for n, header in enumerate(column)}
        else:
            flat[name] = column
    return flat


def _summed(cursor, way: Way, parquet: Path) -> Path:
    """The lines with the sum of several columns under the name of their field."""
    parts = {f: len(c) for f, c in way.columns.items() if isinstance(c, list)}
    away = [f'"{f} {n}"' for f, count in parts.items() for n in range(count)]
    sums = [f'{_sum([f"{f} {n}" for n in range(count)])} AS "{f}"' for f, count in parts.items()]
    query = f"SELECT * EXCLUDE ({', '.join(away)}), {', '.join(sums)} FROM {_rows(parquet)}"
    return _written(cursor, query, parquet)


def _sum(names: list[str]) -> str:
    cells = "[" + ", ".join(f'"{name}"' for name in names) + "]"
    numbers = f"list_transform({cells}, lambda x: TRY_CAST(x AS DECIMAL(9, 3)))"
    # A cell that is no number must not count as zero.
    return (
        f"CASE WHEN list_count({numbers}) < list_count({cells}) THEN 'unreadable' "
        f"ELSE list_sum({numbers})::VARCHAR END"
    )


def _rows(parquet: Path) -> str:
    return f"read_parquet({quoted(parquet)})"


def _written(cursor, query: str, parquet: Path, **values) -> Path:
    """The rows that `query` makes, as a Parquet file in place of the old one."""
    target = parquet.with_name(f"{parquet.stem}-rows.parquet")
    run_to(cursor, query, quoted(target), **values)
    parquet.unlink()
    return target


def _in_rows(
    cursor, name: str, way: Way, mapping: Mapping, parquet: Path
) -> tuple[Path, list[str]]:
    has = {field for field, *_ in cursor.execute(f"DESCRIBE FROM {_rows(parquet)}").fetchall()}
    cells, notes = _filled_cells(cursor, way, parquet, has), []
    words = list(way.cells.values())
    if WORD_IS.get(way.query) == "date":
        cells, notes = dates_told(name, words, cells, mapping)
    idle = _says_nothing(cursor, way, parquet, has)
    _open_raw(cursor, parquet, has - idle, cells)
    if idle:
        notes.append(IDLE)
    values = {
        "words": [words[n] for n in cells], "yes": YES, "no": NO,
        "excuses": YES + EXCUSED, "no_excuses": NO + UNEXCUSED,
        "skip_blank": _no_row(way, mapping),
        "tells_excused": "days_excused" in has, "tells_unexcused": "days_unexcused" in has,
        "whole_day": WHOLE_DAY, "class_period": CLASS_PERIOD,
        "other_attends": _other_attends(mapping), "footer": FOOTER,
        "day_at_most": LONGEST_DAY[unit_of(way.columns.get("days_enrolled"))],
    }  # fmt: skip
    if way.query is None and not has & {"mode", "section", "hours_absent"} and not idle:
        return parquet, notes
    return _written(cursor, _query(way), parquet, **values), notes


def _query(way: Way) -> str:
    if field := WORD_IS.get(way.query or ""):
        return f"SELECT * EXCLUDE (word) REPLACE (word AS {field}) FROM ({sql('cell_rows')})"
    return sql(way.query or "plain_rows")


def _no_row(way: Way, mapping: Mapping) -> bool:
    """An empty cell that means "not a member" is a day without a row. That of a class period may
    say present or no class: it says nothing until somebody decides."""
    blank = mapping.codes.get("")
    undecided = way.query == "period_rows" and blank is None
    return undecided or getattr(blank, "meaning", None) == "non_membership"


def _other_attends(mapping: Mapping) -> bool:
    """Whether days absent for another reason count as present: then no part of them was missed."""
    other = mapping.codes.get(OTHER)
    return getattr(other, "meaning", None) in PRESENT


def _filled_cells(cursor, way: Way, parquet: Path, has: set[str]) -> list[int]:
    """The cells with any mark of a student: a column prepared for a day that has not come, or for
    a class that is not held, says nothing, whatever totals stand below it."""
    if not way.cells:
        return []
    counts = ", ".join(f'count("cell {n}")' for n in range(len(way.cells)))
    students = "student_id IS NOT NULL AND NOT regexp_matches(student_id, $footer, 'i')"
    where, values = (f"WHERE {students}", {"footer": FOOTER}) if "student_id" in has else ("", {})
    query = f"SELECT {counts} FROM {_rows(parquet)} {where}"
    [found] = cursor.execute(query, values).fetchall()
    return [n for n, count in enumerate(found) if count]


def _says_nothing(cursor, way: Way, parquet: Path, has: set[str]) -> set[str]:
    """Aspen writes zero for the part of the day in every row where a school does not use it: that
    does not say that nobody missed one."""
    if "portion" not in has or plain(str(way.columns["portion"])) != "attportionabsent":
        return set()
    [(above, written)] = cursor.execute(
        "SELECT count(*) FILTER (TRY_CAST(portion AS DOUBLE) <> 0), count(portion) "
        f"FROM {_rows(parquet)}"
    ).fetchall()
    return {"portion"} if written and not above else set()


def _open_raw(cursor, parquet: Path, has: set[str], filled: list[int]) -> None:
    """The view `temp.raw`: one row per line, every field that attendance may be told in."""
    fields = (*ATTENDANCE, *TOLD_TOGETHER, PROBLEM)
    names = {f: f'"{f}"' if f in has else "NULL::VARCHAR" for f in fields}
    inner = ", ".join(f'{text} AS "{f}"' for f, text in names.items())
    cells = "[" + ", ".join(f'"cell {n}"' for n in filled) + "]::VARCHAR[]"
    outer = [f"{text} AS {f}" for f, (other, text) in TOLD_ELSEWHERE.items() if other in has]
    replaced = f" REPLACE ({', '.join(outer)})" if outer else ""
    cursor.execute(
        f"CREATE OR REPLACE TEMP VIEW raw AS SELECT * EXCLUDE (section, hours_absent){replaced} "
        f"FROM (SELECT {inner}, {cells} AS cells, file_row_number AS line "
        f"FROM read_parquet({quoted(parquet)}, file_row_number = true))"
    )


def code_meanings(way: Way) -> dict[str, str]:
    """What the codes mean that these rows are given in words; the rest of them asks."""
    return {
        "flag_rows": {
            "absent, excused": "absent_excused", "absent, unexcused": "absent_unexcused",
            "absent": "absent_unverified", "tardy": "tardy", "dismissed": "early_departure",
            "tardy, dismissed": "tardy",
        },
        "day_value_rows": {
            "days excused": "absent_excused", "days unexcused": "absent_unexcused",
            "days suspended": "suspended_oss", "days absent": "absent_unverified",
            "minutes absent": "absent_unverified", "time absent": "absent_unverified",
        },
    }.get(way.query or "", {})  # fmt: skip
