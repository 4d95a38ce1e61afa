"""Files that would hang or burst a careless importer: each is counted or gets one sentence, in
bounded time and memory, and leaves nothing in the home."""

import subprocess
import sys
from datetime import date, timedelta

import pytest
from invented import CODES, DAYS, LINC, ROSA, calendar, counts, events, register, table

from sm_core.uploads import open_district
from tests.conftest import ROOT, Cli

LONG_LINE = 2_000_000_000
"""Bytes; the file is sparse, so that nobody waits for it to be written."""

SECONDS, MEGABYTES = 60, 450
"""What an import of such a file may take; a plain one holds 160 MB."""

HEADER = "Student ID,School ID,Date,Code\n"


@pytest.fixture(scope="module")
def untouched(tmp_path_factory):
    """A home with a register in it, which no refused file may change."""
    folder = tmp_path_factory.mktemp("hard")
    (folder / "good.csv").write_text(register(DAYS[:5]))
    (folder / "map.toml").write_text(CODES)
    home = folder / "home"
    Cli(home).done("import", folder / "good.csv", "--mapping", folder / "map.toml")
    return home


PROGRAM = """
import atexit, re, sys
from datetime import datetime
from pathlib import Path
from sm_core.cli import main

def tell():
    print(re.search(r"VmHWM:\\s+(\\d+) kB", Path("/proc/self/status").read_text())[1])

atexit.register(tell)
main(sys.argv[1:], obj={"now": datetime(2026, 1, 30, 8)})
"""
"""The command line in a process that says in the end how much memory it held at most."""


@pytest.fixture
def measured(untouched):
    """Imports a file in a process of its own, which must change nothing: (exit code, sentences)."""

    def run(path, megabytes=MEGABYTES):
        before = state(untouched)
        done = subprocess.run(
            [sys.executable, "-c", PROGRAM, "--home", str(untouched), "import", str(path)],
            cwd=ROOT, capture_output=True, text=True, timeout=SECONDS,
        )  # fmt: skip
        assert int(done.stdout) / 1024 < megabytes
        assert state(untouched) == before
        return done.returncode, done.stderr.splitlines()

    return run


def state(home):
    store = open_district(home)
    files = sorted(path.name for path in home.rglob("*") if not path.name.endswith(".lock"))
    versions = [store.version(catalog) for catalog in ("attendance", "program")]
    store.close()
    return files, versions


weighed = pytest.mark.skipif(sys.platform != "linux", reason="memory is measured on Linux")


def endless(path, head):
    with path.open("wb") as file:
        file.write(head + b"7," * 50_000)
        file.truncate(LONG_LINE)
    return path


@weighed
@pytest.mark.parametrize("head", ["", HEADER, HEADER + f"{ROSA},{LINC},{DAYS[0]},P\n"])
def test_a_line_without_end(measured, tmp_path, head):
    code, [sentence] = measured(endless(tmp_path / "line.csv", head.encode()), megabytes=200)

    assert code == 2
    if HEADER in head:
        assert (
            f"line.csv: line {head.count(chr(10)) + 1} goes on for more than 4 million" in sentence
        )
    else:
        assert "line.csv: its first line is longer than 65,536 bytes" in sentence


@weighed
def test_a_line_without_end_in_utf_16(measured, tmp_path):
    path = tmp_path / "line.csv"
    with path.open("w", encoding="utf-16") as file:
        file.write(HEADER)
        for _ in range(10):
            file.write("7," * 500_000)

    code, [sentence] = measured(path)

    assert code == 2
    assert "line.csv: line 2 goes on for more than 4 million bytes" in sentence


@weighed
@pytest.mark.parametrize("above", ["", "Attendance report\n"])
def test_a_header_of_a_million_columns(measured, tmp_path, above):
    path = tmp_path / "columns.csv"
    names = ",".join(f"c{n}" for n in range(1_000_000))
    path.write_text(f"{above}Student ID,Date,Code,{names}\n{ROSA},{DAYS[0]},P,{',' * 999_999}\n")

    code, [sentence] = measured(path)

    assert code == 2
    assert ("longer than 65,536 bytes" if not above else "column names") in sentence


@weighed
def test_rows_of_a_million_cells(measured, tmp_path):
    path = tmp_path / "cells.csv"
    path.write_text(HEADER + f"{ROSA},{LINC},{DAYS[0]},P{',x' * 1_000_000}\n" * 20)

    code, [sentence] = measured(path)

    assert code == 2
    assert "none of its 20 rows can be used (too_many_columns 20)" in sentence


@weighed
def test_a_cell_of_a_million_letters(measured, tmp_path):
    path = tmp_path / "cell.csv"
    path.write_text(HEADER + f"{ROSA},{LINC},{DAYS[0]},{'x' * 1_100_000}\n")

    code, [sentence] = measured(path)

    assert code == 2
    assert "cell.csv: a cell in row 2 holds more than 1,048,576 characters" in sentence


@weighed
def test_ten_thousand_codes(measured, tmp_path):
    path = tmp_path / "codes.csv"
    path.write_text(HEADER + "".join(f"S{n},{LINC},{DAYS[0]},C{n}\n" for n in range(10_000)))

    code, [sentence] = measured(path)

    assert code == 2
    assert "holds 10,000 different values, so it cannot be that" in sentence


@weighed
@pytest.mark.parametrize("number", [90_000, 100_001])
def test_a_hundred_thousand_dates(measured, tmp_path, number):
    """Those of 250 years: one school year counts, the rest are slips."""
    path, first = tmp_path / "dates.csv", date(1900, 1, 1)
    days = (first + timedelta(days=n) for n in range(number))
    path.write_text(HEADER + "".join(f"{ROSA},{LINC},{day},U\n" for day in days))

    code, sentences = measured(path)

    assert code == 2
    assert len(sentences) == 1


@weighed
def test_ten_thousand_columns(measured, tmp_path):
    path = tmp_path / "columns.csv"
    names = ",".join(f"c{n}" for n in range(9_000))
    path.write_text(f"Student ID,School ID,Date,Code,{names}\n"
                    + f"{ROSA},{LINC},{DAYS[0]},?{',1' * 9_000}\n" * 50)  # fmt: skip

    code, [sentence] = measured(path)

    assert code == 2
    assert 'code "?" (50 rows) has no meaning yet' in sentence


# --- small, and hard all the same

REFUSED = [
    ("emoji.csv", "😀\n1\n2\n", ["emoji.csv", "column names", "😀"]),
    ("delimiters.csv", ",,,,\n" * 500, ["delimiters.csv", "column names"]),
    ("quotes.csv", '"' * 501, ["quotes.csv", "column names"]),
    ("nul.csv", register(DAYS[:5]).replace("P\n", "P\0\n", 1), ["nul.csv", "binary"]),
    (
        "late_nul.csv",
        register(DAYS * 50).replace("\n0041001", "\n\0", 3999),
        ["late_nul.csv", "binary"],
    ),
    (
        "year_0.csv",
        events((ROSA, "0000-09-05", "U"), (ROSA, "99999-09-05", "U")),
        ["year_0.csv", "none of its 2 rows", "bad_date 2"],
    ),
]


@pytest.mark.parametrize(("name", "content", "said"), REFUSED, ids=[name for name, *_ in REFUSED])
def test_hard_and_refused(untouched, given, name, content, said):
    before = state(untouched)

    result = Cli(untouched)("import", given(name, content), "--mapping", given("map.toml", CODES))

    assert result.exit_code == 2
    [sentence] = result.stderr.splitlines()
    assert [part for part in said if part not in sentence] == []
    assert state(untouched) == before


def test_a_nul_far_below(cli, given):
    """Beyond what is looked at first it is a letter like any other: the student is another one."""
    text = register(DAYS * 100, [ROSA])
    text += f"{ROSA}\0,{LINC},6,{DAYS[0]},P\n"

    [report] = cli.reports(given("r.csv", text), "--mapping", given("map.toml", CODES))

    assert report["rows_read"] == 4001
    assert report["rows_read"] == report["rows_kept"] + sum(report["rejected"].values())


@pytest.mark.parametrize("ends", ["\r\n\n\n", "\r\n", "\n\r", "\r\n\r\r\n"])
def test_no_row_is_lost_where_lines_end_in_several_ways(cli, given, ends):
    header, *rows = register(DAYS[:12], [ROSA]).splitlines()
    ways = iter(ends.replace("\r\n", "w") * 20)
    text = header + "\r" + "".join(
        row + {"w": "\r\n"}.get(way, way) for row, way in zip(rows, ways, strict=False)
    )  # fmt: skip

    [report] = cli.reports(given("r.csv", text), "--mapping", given("map.toml", CODES))

    assert (report["rows_read"], report["rows_kept"]) == (12, 12)


def test_a_school_named_by_a_letter_that_nobody_sees(cli, given):
    text = table("Student ID,School ID,Date,Code", [(ROSA, '"\u200dA\nB"', DAYS[0], "U")])

    result = cli("import", given("a.csv", text), "--mapping", given("map.toml", CODES))

    assert result.exit_code == 2
    [sentence] = result.stderr.splitlines()
    assert "nobody knows the school days of" in sentence
    assert "A B. Load it" in sentence


def test_formulas_are_text(cli, given):
    names = [f"S{n},{cell},Rosa,6" for n, cell in enumerate(
        ['"=HYPERLINK(""http://example.org"",""x"")"', "=1+1", "@SUM(A1)", "-2+3", "+1"]
    )]  # fmt: skip
    text = "Student ID,Last Name,First Name,Grade\n" + "\n".join(names) + "\n"

    [report] = cli.reports(given("students.csv", text))

    assert report["rows_kept"] == 5


def test_right_to_left_names(cli, given):
    text = table("Student ID,Last Name,First Name,Grade", [
        ("S1", "محمد", "علي", 6), ("S2", "כהן", "נועה", 6), ("S3", "\u202eevil", "x", 6),
    ])  # fmt: skip

    [report] = cli.reports(given("students.csv", text))

    assert report["rows_kept"] == 3


@pytest.mark.parametrize("number", ["9" * 300, "-" + "9" * 300, "1e300", "NaN"])
def test_a_number_of_three_hundred_digits(store, cli, given, number):
    store.close()
    text = table("Student ID,School ID,Days Enrolled,Days Absent,As Of",
                 [(ROSA, LINC, 20, 2, DAYS[19]), ("S2", LINC, number, 1, DAYS[19])])  # fmt: skip

    [report] = cli.reports(given("totals.csv", text))

    assert report["rows_read"] == 2
    assert sum(report["rejected"].values()) == 1
    store = open_district(cli.home)
    assert counts(store, DAYS[19]) == {ROSA: (20, 2)}
    store.close()


def test_dates_beyond_every_calendar(cli, given):
    rows = ["0000-01-01", "0001-01-01", "9999-12-31", "99999-01-01", "2025-13-45", "-1", "1e9"]
    text = calendar(DAYS[:10]) + "".join(f"{LINC},{day}\n" for day in rows)

    [report] = cli.reports(given("calendar.csv", text))

    assert report["rows_kept"] == 10
    assert sum(report["rejected"].values()) == len(rows)
