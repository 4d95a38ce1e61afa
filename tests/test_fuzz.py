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
DECIDED = 'exit_date = "inclusive"\nday_minutes = 390\nas_of = "2025-09-19"\ndate_order = "mdy"\n'
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
    version = district.version("attendance")
    for number in range(chunk * CHUNK, min(FUZZED, (chunk + 1) * CHUNK)):
        work = tmp_path / str(number)
        work.mkdir()
        name, data = damaged(Random(number))
        (work / "damaged.csv").write_bytes(data)
        outcome = try_out(district, work)
        assert listing(district.home) == files, (number, name, outcome)
    assert contents(district) == before
    assert district.version("attendance") == version


def listing(home):
    return sorted(str(path) for path in home.rglob("*"))


def try_out(store, work):
    """How far one file came; raises what should not happen."""
    [seen] = look(store, CALL, [work / "damaged.csv"], work)
    if not isinstance(seen, Examined):
        assert adds_up(seen)
        assert all(sentence.isprintable() for sentence in seen.problems), seen.problems
        return "refused"
    if seen.parquet:
        assert lines_of(seen.parquet) == seen.rows == rows_of(seen.source)
    try:
        [report] = load(store, CALL, [seen], keep=False)
    except ImportRefused as refused:
        assert refused.sentences
        assert all(adds_up(report) for report in refused.reports)
        return "asked" if seen.questions else "useless"
    assert report.rows_read == seen.rows
    assert adds_up(report)
    return "counted"


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


def adds_up(report):
    lines = report.rejected.values()
    return (
        report.rows_read == report.rows_kept + sum(lines)
        and min([report.rows_read, report.rows_kept, *lines, *report.changes.values()]) >= 0
    )


def test_the_damage_reaches_every_outcome(district, tmp_path):
    """The check above would say little if all files were refused at the door."""
    outcomes = Counter()
    for number in range(60):
        work = tmp_path / str(number)
        work.mkdir()
        (work / "damaged.csv").write_bytes(damaged(Random(number))[1])
        outcomes[try_out(district, work)] += 1

    assert outcomes.keys() == {"refused", "asked", "useless", "counted"}
    assert outcomes["counted"] >= 15
