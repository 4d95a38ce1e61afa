"""Every query file can be planned, and says what it needs."""

import re

import duckdb
import pyarrow as pa
import pytest

from sm_core import queries
from sm_core.actor import local_captain
from sm_core.queries import FOLDER, run, sql
from sm_core.seen import see
from sm_core.standing import Asked
from tests.conftest import NOW

NAMES = sorted(path.stem for path in FOLDER.glob("*.sql"))
CHOICES = {"days": ["days_by_school", "days_by_student"]}
OWN_TEMP = re.compile(r"\btemp\.|read_parquet", re.IGNORECASE)


def texts():
    """(name, pieces, text) of every query, with each file that may stand for a piece."""
    for name in NAMES:
        raw = (FOLDER / f"{name}.sql").read_text(encoding="utf-8")
        scopes = CHOICES["days"] if "days" in all_pieces(raw) else [None]
        for scope in scopes:
            pieces = {"days": scope} if scope else {}
            yield pytest.param(name, pieces, id=f"{name}-{scope}" if scope else name)


def all_pieces(raw):
    """The names of the pieces in a text, those of its pieces too."""
    found = set(re.findall(r"\{(\w+)\}", raw))
    for piece in set(found):
        path = FOLDER / f"{piece}.sql"
        if path.exists():
            found |= all_pieces(path.read_text(encoding="utf-8"))
    return found


@pytest.mark.parametrize(("name", "pieces"), list(texts()))
def test_a_query_is_sound(store, name, pieces):
    """Parsed always; planned against an empty schema where it needs no table of an import."""
    text = sql(name, **pieces)
    statements = duckdb.extract_statements(text)

    assert len(statements) == 1
    assert re.findall(r"\{\w+\}", text) == []
    if not OWN_TEMP.search(text):
        [statement] = statements
        values = dict.fromkeys(statement.named_parameters)
        with store.reading() as cursor:
            cursor.register("seen", see(store, local_captain(), Asked(NOW.date())).students)
            # A piece may read from a table of the query around it.
            cursor.register("joined", pa.table({"grade": [""]}))
            cursor.register("held", pa.table({
                "match_id": [""], "student_id": [""], "mentor_id": [""], "in_sight": [True],
            }))  # fmt: skip
            plan = cursor.execute(f"EXPLAIN {text}", values).fetchall()
        assert plan


def test_some_queries_are_planned():
    texts = {name: sql(name, days="days_by_school") for name in NAMES}
    planned = [name for name, text in texts.items() if not OWN_TEMP.search(text)]

    assert {"standing", "standing_sorted", "days_by_school", "days_by_student"} <= set(planned)


def test_a_missing_value_is_our_own_mistake(store):
    with (
        store.reading() as cursor,
        pytest.raises(AssertionError, match=r"standing\.sql also needs"),
    ):
        run(cursor, "standing", {"days": "days_by_school"}, as_of=None)


def test_a_query_that_is_not_there():
    with pytest.raises(FileNotFoundError):
        queries.sql("nowhere")
