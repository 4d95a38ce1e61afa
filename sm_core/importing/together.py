"""What the files of one call, and those before it, say of one another."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import duckdb

from sm_core.importing.code_tables import CodeTable, staged_table, stored_table
from sm_core.importing.examine import Examined
from sm_core.importing.layouts import DAILY, FIELDS
from sm_core.importing.questions import Question
from sm_core.importing.report import FileReport
from sm_core.importing.staged import open_staged
from sm_core.queries import run

AS_THEY_ARE = 1
"""A width that pads nothing: the answer that the ids are right."""


def code_table(cursor: duckdb.DuckDBPyConnection, seen: list) -> CodeTable:
    """The code tables among the files examined so far, before those uploaded earlier."""
    table = stored_table(cursor)
    for item in seen:
        if isinstance(item, Examined) and item.layout == "codes" and item.parquet:
            open_staged(cursor, item.parquet, "codes")
            table = table + staged_table(cursor)
    return table


def codes_open(item: Examined | FileReport) -> bool:
    """Whether a file waits for the meaning of a code."""
    return (
        isinstance(item, Examined)
        and item.layout in DAILY
        and any(question.key == "codes" for question in item.questions)
    )


def with_lost_zeros(cursor, seen: list[Examined | FileReport]) -> list[Examined | FileReport]:
    """Asks about leading zeros where the ids of a file are known only with zeros before them."""
    asked = {number: item for number, item in enumerate(seen) if _has_ids(item)}
    if len(asked) < 2 and not _zeros_known(cursor):
        return seen
    cursor.execute("CREATE OR REPLACE TEMP TABLE call_ids (file INTEGER, student_id VARCHAR)")
    for number, item in asked.items():
        open_staged(cursor, item.parquet, item.layout)
        cursor.execute(
            "INSERT INTO temp.call_ids SELECT DISTINCT $file::INTEGER, student_id "
            "FROM temp.staged WHERE student_id IS NOT NULL",
            {"file": number},
        )
    return [
        replace(item, questions=[*item.questions, *_about_width(cursor, item, number)])
        if number in asked and not item.mapping.student_id_width else item
        for number, item in enumerate(seen)
    ]  # fmt: skip


def _zeros_known(cursor) -> bool:
    """Whether any known id begins with a zero; without one nothing can have been lost."""
    rows = cursor.execute(
        "SELECT 1 FROM attendance.enrollments WHERE starts_with(student_id, '0') UNION ALL "
        "SELECT 1 FROM attendance.students WHERE starts_with(student_id, '0') LIMIT 1"
    )
    return bool(rows.fetchall())


def _has_ids(item: Examined | FileReport) -> bool:
    return isinstance(item, Examined) and bool(item.parquet) and "student_id" in FIELDS[item.layout]


def _about_width(cursor, item: Examined, number: int) -> Iterator[Question]:
    for width, ids, known, padded, example in run(cursor, "known_ids", file=number).fetchall():
        if padded > known and known * 2 < ids and padded * 2 >= ids:
            yield Question(
                item.name, "student_id_width", "",
                f'{padded - known:,} of its {ids:,} student ids, such as "{example}", are known '
                f"only with zeros before them ({width} digits); a spreadsheet may have taken "
                "those away.",
                f"student_id_width = {width} (put the zeros back), or {AS_THEY_ARE} (leave them).",
                (str(width), str(AS_THEY_ARE)), str(width),
            )  # fmt: skip


Again = Callable[[int, CodeTable], Examined | FileReport]


def look_again(
    cursor, seen: list[Examined | FileReport], again: Again
) -> list[Examined | FileReport]:
    """The files of a call, each looked at once more where another one tells what its codes mean."""
    table = code_table(cursor, seen)
    seen = [
        again(number, table) if table.rows and codes_open(item) else item
        for number, item in enumerate(seen)
    ]
    return with_lost_zeros(cursor, seen)
