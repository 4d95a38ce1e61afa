"""Damaged files by the thousand: each gets its sentences or its report, and nothing is left behind.

`FUZZED` says how many (`make slow` takes 10,000).
"""

import csv
import io
import os
import re
from collections import Counter
from random import Random

import pyarrow.parquet as pq
import pytest
from invented import DAYS, MARCUS, ROSA, calendar, contents, enrollment, mapping, register
from mutations import damaged

from sm_core.actor import local_captain
from sm_core.importing.examine import Examined
from sm_core.importing.run import Call, ImportRefused, import_files, load, look
from sm_core.uploads import open_district
from tests.conftest import NOW

FUZZED = int(os.environ.get("FUZZED", "150"))
CHUNK = max(25, FUZZED // 100)
DECIDED = """
exit_date = "inclusive"
day_minutes = 390
as_of = "2025-09-19"
date_order = "mdy"
period_rule = "half"
"""
CALL = Call(local_captain(), NOW, mapping(DECIDED))


@pytest.fixture(scope="module")
def district(tmp_path_factory):
    """A store that knows a school, so that any kind of file could change something."""
    folder = tmp_path_factory.mktemp("fuzzed")
    store = open_district(folder / "home")
    with store.writing("program") as cursor:
        cursor.execute("SET threads = 1")
    paths = [folder / f"{name}.csv" for name in ("calendar", "enrollment", "register")]
    texts = [
        calendar(DAYS), enrollment((ROSA, DAYS[0]), (MARCUS, DAYS[0])),
        register(DAYS[:3], marks={(ROSA, DAYS[1]): "U"}),
    ]  # fmt: skip
    for path, text in zip(paths, texts, strict=True):
        path.write_text(text, encoding="utf-8")
    import_files(store, CALL, paths)
    yield store
    store.close()


@pytest.mark.parametrize("chunk", range(-(-FUZZED // CHUNK)))
def test_damaged_files_are_refused_or_counted(district, tmp_path, chunk):
    before, files = contents(district), listing(district.home)
    version, outcomes = district.version("attendance"), Counter()
    for number in range(chunk * CHUNK, (chunk + 1) * CHUNK):
        work = tmp_path / str(number)
        work.mkdir()
        (work / "damaged.csv").write_bytes(damaged(Random(number)))
        outcomes[outcome(district, work)] += 1
        assert listing(district.home) == files
    assert contents(district) == before
    assert district.version("attendance") == version
    # The check would say little if all files were turned away at the door.
    assert outcomes["refused"] * 10 >= CHUNK <= outcomes["counted"] * 10


def listing(home):
    return sorted(str(path) for path in home.rglob("*"))


def outcome(store, work):
    """How far the damaged file came, with all that must be true at that point."""
    [seen] = look(store, CALL, [work / "damaged.csv"], work)
    if not isinstance(seen, Examined):
        return sound(seen, "refused")
    if seen.parquet:
        assert lines_of(seen.parquet) == seen.rows == rows_of(seen.source)
    try:
        [report] = load(store, CALL, [seen], keep=False)
    except ImportRefused as refused:
        return sound(refused.reports[0], "asked" if seen.questions else "useless")
    assert report.rows_read == seen.rows
    return sound(report, "counted")


def sound(report, what):
    """`what`, for a report whose numbers add up and whose sentences are sentences."""
    lines = report.rejected.values()
    assert report.rows_read == report.rows_kept + sum(lines)
    assert min([report.rows_read, report.rows_kept, *lines, *report.changes.values()]) >= 0
    said = [*report.problems, *report.questions, *report.warnings]
    assert all(sentence.isprintable() for sentence in said)
    assert bool(report.problems or report.questions) == (what != "counted")
    return what


def lines_of(parquet):
    """The lines in a staged file; one whose lines became several rows numbers them itself."""
    if "line" in pq.read_schema(parquet).names:
        return len(set(pq.read_table(parquet, columns=["line"])["line"].to_pylist()))
    return pq.read_metadata(parquet).num_rows


def rows_of(source):
    """The rows below the header, told apart by Python alone; without quotation marks a row is a
    line, whichever way it ends."""
    with source.text.open(encoding="utf-8-sig", newline="") as file:
        for _ in range(source.header_line + source.has_header):
            file.readline()
        below = file.read()
    if '"' in below:
        return sum(1 for _ in csv.reader(io.StringIO(below, ""), delimiter=source.delimiter))
    ends = re.split("\r\n|\r|\n", below)
    return len(ends) - (ends[-1] == "")
