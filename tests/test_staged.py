"""The view that every query of an import reads."""

import duckdb
import pytest
from invented import ROSA

from sm_core.importing.layouts import FIELDS
from sm_core.importing.staged import open_staged
from sm_core.importing.written import values


@pytest.fixture
def opened(tmp_path):
    """A cursor over a staged file that holds the rows of this query."""
    with duckdb.connect() as cursor:

        def look(query, layout="register"):
            target = tmp_path / "it's staged.parquet"
            cursor.execute(f"COPY ({query}) TO '{str(target).replace(chr(39), chr(39) * 2)}'")
            open_staged(cursor, target, layout)
            return cursor

        yield look


def test_a_field_that_the_file_lacks_is_null_text(opened):
    cursor = opened(f"SELECT '{ROSA}' AS student_id, 'P' AS code")

    [row] = cursor.execute("FROM temp.staged").fetchdf().to_dict("records")
    assert list(row) == [*FIELDS["register"], "problem", "line"]
    assert {name: cell for name, cell in row.items() if isinstance(cell, str)} == {
        "student_id": ROSA, "code": "P",
    }  # fmt: skip
    kinds = {kind for name, kind, *_ in cursor.execute("DESCRIBE temp.staged").fetchall()
             if name != "line"}  # fmt: skip
    assert kinds == {"VARCHAR"}
    assert values(cursor, "code", "portion") == {("P", ""): 1}


def test_a_file_that_holds_every_column_reads_the_same(opened):
    """Files stored by earlier versions hold a column of nulls for what was not mapped."""
    nulls = ", ".join(f"NULL::VARCHAR AS {f}" for f in FIELDS["calendar"] if f != "date")
    short = opened("SELECT '2025-09-02' AS date", "calendar").execute("FROM temp.staged").fetchall()
    full = opened(f"SELECT {nulls}, '2025-09-02' AS date, NULL::VARCHAR AS problem", "calendar")

    assert full.execute("FROM temp.staged").fetchall() == short


def test_lines_count_from_zero_in_the_order_of_the_file(opened):
    cursor = opened("SELECT n::VARCHAR AS student_id FROM range(300000) AS r (n)")

    query = "SELECT count(*) FROM temp.staged WHERE line <> student_id::BIGINT"
    assert cursor.execute(query).fetchall() == [(0,)]


def test_a_file_may_number_its_lines_itself(opened):
    cursor = opened("SELECT 7 AS line, 'P' AS code UNION ALL SELECT 7, 'U'")

    assert cursor.execute("SELECT line, code FROM temp.staged").fetchall() == [(7, "P"), (7, "U")]
