"""Workbooks as text: every kind of cell, which sheets count, and workbooks that cannot be read."""

import csv
import os
import zipfile
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import given as generate
from hypothesis import settings
from hypothesis import strategies as st
from workbooks import HIDDEN, ods, xls, xlsx, zipped

from sm_core.errors import FileRefused
from sm_core.importing.sheets_as_text import text
from sm_core.importing.workbook import REFUSALS, cause, sheets

DAY = date(2025, 9, 5)


@pytest.fixture
def read(tmp_path):
    """{sheet: rows of text} of a workbook with this content."""

    def rows(content, name="book.xlsx", limit=None):
        path = tmp_path / name
        path.write_bytes(content)
        found = sheets(path, tmp_path / "sheets", name, limit)
        return {sheet.name: cells(sheet.text) for sheet in found}

    return rows


def cells(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


CELLS = [
    ("text stays", "0041001", "0041001"),
    ("an id typed as a number", 41001, "41001"),
    ("a 12-digit id", 123456789012, "123456789012"),
    ("the longest exact number", 999_999_999_999_999, "999999999999999"),
    ("an id of 18 digits", 123456789012345678, "1.23456789012346E+17"),
    ("the first that is not exact", 10**15, "1.00000000000000E+15"),
    ("a fraction", 0.1, "0.1"),
    ("a small one", 1e-7, "1e-07"),
    ("below zero", -3, "-3"),
    ("true", True, "TRUE"),
    ("false", False, "FALSE"),
    ("a date", DAY, "2025-09-05"),
    ("a date and a time", datetime(2025, 9, 5, 8, 30), "2025-09-05 08:30:00"),
    ("a serial number without a date format", 45540, "45540"),
    ("a date as text", "9/5/2025", "9/5/2025"),
    ("a line break", "Rosa\nDelgado", "Rosa\nDelgado"),
    ("what looks like a formula", '=HYPERLINK("http://x.example","y")',
     '=HYPERLINK("http://x.example","y")'),
    ("commas and quotes", 'Delgado, "Rosa"', 'Delgado, "Rosa"'),
    ("right to left", "روزا دلغادو", "روزا دلغادو"),
    ("one emoji", "🙂", "🙂"),
    ("spaces around", "  P ", "  P "),
]  # fmt: skip


@pytest.mark.parametrize(("cell", "said"), [case[1:] for case in CELLS], ids=[c[0] for c in CELLS])
def test_a_cell_says_what_it_holds(read, cell, said):
    assert read(xlsx({"Data": [[cell, "end"]]})) == {"Data": [[said, "end"]]}


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        (time(8, 30), "08:30:00"),
        (timedelta(hours=30, minutes=5), "30:05:00"),
        (datetime(2025, 9, 5), "2025-09-05"),
        (float("inf"), "INF"),
        (float("nan"), "nan"),
        (-0.0, "0"),
    ],
)
def test_the_rarer_kinds_of_cell(cell, said):
    assert text(cell) == said


@generate(st.integers(-(10**15) + 1, 10**15 - 1) | st.floats(-1e14, 1e14))
def test_a_number_reads_back_as_the_same_number(number):
    assert float(text(float(number))) == float(number)
    assert not text(float(number)).endswith(".0")


def test_a_formula_is_the_value_it_had_and_an_error_is_empty(tmp_path, read):
    with xlsxwriter.Workbook(tmp_path / "made.xlsx") as book:
        sheet = book.add_worksheet("Data")
        for column, (formula, value) in enumerate(
            [("=1+1", 2), ('="a"&"b"', "ab"), ("=TRUE()", True), ("=1/0", "#DIV/0!")]
        ):
            sheet.write_formula(0, column, formula, None, value)
        sheet.write(0, 4, "end")

    assert read((tmp_path / "made.xlsx").read_bytes()) == {"Data": [["2", "ab", "TRUE", "", "end"]]}


def test_rows_and_columns_keep_their_numbers(read):
    rows = [[], [], ["", "", "Student ID"], [], ["", "", "0041001"]]

    [found] = read(xlsx({"Data": rows})).values()

    assert found == [["", "", cell] for cell in ("", "", "Student ID", "", "0041001")]


def test_only_visible_sheets_with_something_in_them_count(read):
    book = xlsx({"One": [["a"]], "Empty": [], f"Old {HIDDEN}": [["b"]], "  Two ": [["c"]]})

    assert read(book) == {"One": [["a"]], "  Two ": [["c"]]}


def test_a_chart_is_no_sheet(tmp_path, read):
    with xlsxwriter.Workbook(tmp_path / "made.xlsx") as book:
        book.add_worksheet("Data").write(0, 0, 1)
        chart = book.add_chart({"type": "bar"})
        chart.add_series({"values": "=Data!$A$1"})
        book.add_chartsheet("Chart").set_chart(chart)

    assert list(read((tmp_path / "made.xlsx").read_bytes())) == ["Data"]


OLD = {"Data": [[41001, "Zoë"], [DAY, True], [1.5, 123456789012]], f"x {HIDDEN}": [["b"]]}


def test_an_old_workbook(read):
    rows = [["41001", "Zoë"], ["2025-09-05", "TRUE"], ["1.5", "123456789012"]]

    assert read(xls(OLD), "book.xls") == {"Data": rows}


def test_an_open_document(read):
    rows = [["Student ID", "Date"], ["0041001", "2025-09-05"]]

    assert read(ods(rows), "book.ods") == {"Data": rows}


@pytest.mark.parametrize("name", ["book.csv", "book.xls", "book.xlsx", "book"])
@pytest.mark.parametrize("book", [xlsx({"Data": [["a"]]}), xls({"Data": [["a"]]})])
def test_the_ending_does_not_matter(read, book, name):
    assert read(book, name) == {"Data": [["a"]]}


def last_corner() -> bytes:
    rows = [["Student ID"], *([] for _ in range(1_048_574))]
    return xlsx({"Data": [*rows, [*[None] * 16_383, "x"]]})


def protected(content: bytes) -> bytes:
    """As if saved with a password: the mark of encrypted text in place of the code page."""
    return content.replace(b"\x42\x00\x02\x00", b"\x2f\x00\x02\x00", 1)


UNREADABLE = [
    ("cut off", xlsx({"Data": [["a"] * 9] * 99})[:3000], "damaged"),
    ("cut off, old", xls({"Data": [["a"] * 9] * 99})[:3000], "damaged"),
    ("no workbook", zipped({"[Content_Types].xml": "<Types/>", "word/document.xml": "<w/>"}),
     "of another kind"),
    ("old mark alone", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "damaged"),
    ("encrypted", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
     + "EncryptedPackage".encode("utf-16-le"), "password"),
    ("encrypted, old", protected(xls(OLD)), "password"),
    ("nothing in it", xlsx({"Data": []}), "no visible sheet"),
    ("all hidden", xls({"Data": [], f"x {HIDDEN}": [["a"]]}), "no visible sheet"),
    ("half a terabyte", last_corner(), "more cells than can be read"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("book", "said"), [c[1:] for c in UNREADABLE], ids=[c[0] for c in UNREADABLE]
)
def test_a_workbook_that_cannot_be_read_says_why(read, book, said):
    with pytest.raises(FileRefused, match=said) as caught:
        read(book)

    [sentence] = caught.value.sentences
    assert sentence.startswith("book.xlsx ")


def test_shared_text_that_would_fill_the_disk(tmp_path, read):
    """A short sheet can name one long text a million times."""
    path = tmp_path / "long.xlsx"
    path.write_bytes(xlsx({"Data": [["x" * 32_000]]}))
    with zipfile.ZipFile(path) as made:
        parts = {name: made.read(name).decode() for name in made.namelist()}
    cell = '<c t="s"><v>0</v></c>'
    row = f"<row>{cell * 1000}</row>"
    data = f"<sheetData>{row * 2}</sheetData>"
    start, end = (
        parts["xl/worksheets/sheet1.xml"].index(mark) for mark in ("<sheetData", "<pageM")
    )
    sheet = parts["xl/worksheets/sheet1.xml"]
    parts["xl/worksheets/sheet1.xml"] = sheet[:start] + data + sheet[end:]

    with pytest.raises(FileRefused, match="more cells than can be read at once"):
        read(zipped(parts), limit=10_000_000)
    written = sum(path.stat().st_size for path in (tmp_path / "sheets").rglob("*"))
    assert written < 11_000_000


def test_a_workbook_already_read_is_not_read_again(tmp_path):
    path = tmp_path / "book.xlsx"
    path.write_bytes(xlsx({"Data": [["a"]]}))
    first = sheets(path, tmp_path / "sheets", "book.xlsx")
    path.unlink()

    assert sheets(path, tmp_path / "sheets", "book.xlsx") == first


BOOKS = [xlsx(OLD), xls(OLD), ods([["Student ID", "Date"], ["1", "2"]])]


@settings(max_examples=int(os.environ.get("EXAMPLES", "4")) * 5, deadline=None)
@generate(
    st.sampled_from(BOOKS), st.lists(st.tuples(st.floats(0, 1), st.integers(0, 255)), max_size=30),
    st.floats(0.2, 1),
)  # fmt: skip
def test_a_garbled_workbook_is_read_or_refused(tmp_path_factory, book, changes, length):
    folder = tmp_path_factory.mktemp("garbled")
    content = bytearray(book[: int(length * len(book))])
    for place, byte in changes:
        content[int(place * (len(content) - 1))] = byte
    (folder / "book.xlsx").write_bytes(content)

    found, said = [], ["It was read."]
    try:
        found = sheets(folder / "book.xlsx", folder / "sheets", "book.xlsx")
    except FileRefused as error:
        said = error.sentences

    assert len(said) == 1
    assert all(sheet.text.is_file() for sheet in found)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no such disk here")
def test_a_full_disk_is_said(tmp_path):
    (tmp_path / "sheets" / "0").mkdir(parents=True)
    (tmp_path / "sheets" / "0" / "a.xlsx").symlink_to("/dev/full")
    book = tmp_path / "a.xlsx"
    book.write_bytes(xlsx({"Data": [["a"]]}))

    with pytest.raises(FileRefused, match="the disk of this computer is full"):
        sheets(book, tmp_path / "sheets", "a.xlsx")


@pytest.mark.parametrize(
    ("code", "complaint", "why"),
    [
        (-6, "memory allocation of 549755813888 bytes failed", "large"),
        (-9, "", "memory"),
        (1, "Traceback (most recent call last):\nMemoryError\n", "memory"),
        (1, "ImportError: a.so: failed to map segment from shared object", "memory"),
        (1, "OSError: [Errno 12] Cannot allocate memory", "memory"),
        (1, "OSError: [Errno 28] No space left on device", "disk"),
        (-11, "", "damaged"),
        (1, "pyo3_runtime.PanicException: index out of bounds", "damaged"),
    ],
)
def test_why_the_reader_of_workbooks_ended(code, complaint, why):
    assert cause(code, complaint) == why
    assert why in REFUSALS
