"""Encodings, delimiters, where the header stands, and the two readers."""

import codecs
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, settings
from hypothesis import given as generate
from hypothesis import strategies as st
from invented import DAYS, LINC, ROSA, register, table

from sm_core.errors import FileRefused
from sm_core.importing import blocks, staging
from sm_core.importing.source import open_source
from sm_core.importing.staging import Wanted, stage

HEADER = "Student ID,School ID,First Name,Date,Code"
ROWS = [(ROSA, LINC, "Zoë", DAYS[0], "P"), ("0041002", LINC, "D’Angelo", DAYS[0], "U")]
TEXT = table(HEADER, ROWS)
FIELDS = {
    "student_id": "Student ID", "school_id": "School ID", "first_name": "First Name",
    "date": "Date", "code": "Code",
}  # fmt: skip


@pytest.fixture
def opened(tmp_path):
    """A file of this content, looked at."""

    def look(content, name="a.csv", **options):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return open_source(path, tmp_path, **options)

    return look


@pytest.fixture
def read(opened, tmp_path):
    """The mapped rows of a file of this content, as both readers together give them."""

    def rows(content, columns=FIELDS, header=HEADER, **options):
        source = opened(content)
        return staged(source, Wanted(columns, **options), tmp_path)

    return rows


def staged(source, wanted, folder: Path, reader=stage):
    target = folder / "staged.parquet"
    reader(source, wanted, target)
    fields = [*wanted.columns, staging.PROBLEM]
    return [tuple(map(row.get, fields)) for row in pq.read_table(target).to_pylist()]


def cells(rows):
    """What the readers give for rows of text: blank is none, and no line has a problem."""
    return [(*(str(cell) or None for cell in row), None) for row in rows]


ENCODED = {
    "UTF-8": TEXT.encode(),
    "UTF-8 with BOM": codecs.BOM_UTF8 + TEXT.encode(),
    "UTF-16, little end": codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"),
    "UTF-16, big end": codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"),
    "UTF-16, little end, bare": TEXT.encode("utf-16-le"),
    "UTF-16, big end, bare": TEXT.encode("utf-16-be"),
    "Windows-1252": TEXT.encode("cp1252"),
}


@pytest.mark.parametrize("name", ENCODED)
def test_every_encoding_gives_the_same_rows(opened, tmp_path, name):
    source = opened(ENCODED[name])

    assert source.encoding == name.split(",")[0]
    assert source.headers == HEADER.split(",")
    assert source.lines == 2
    assert staged(source, Wanted(FIELDS), tmp_path) == cells(ROWS)


def test_the_hash_is_of_the_file_as_it_came(opened):
    hashes = {opened(content).sha256 for content in ENCODED.values()}

    assert len(hashes) == len(ENCODED)


CLEAN_FILES = {
    **ENCODED,
    **{name: TEXT.replace(",", name) for name in "\t;|^"},
    "CRLF": TEXT.replace("\n", "\r\n"),
    "no last line end": TEXT.removesuffix("\n"),
    "below a preamble": "Attendance,,,,\n\nRun on 01/30/2026\n" + TEXT,
}


@pytest.mark.parametrize("name", CLEAN_FILES)
def test_the_fast_reader_is_enough_for_a_clean_file(opened, tmp_path, name):
    source = opened(CLEAN_FILES[name])

    rows = staging._read_fast(source, Wanted(FIELDS), tmp_path / "x.parquet")

    assert rows == source.lines == 2


@pytest.mark.parametrize("delimiter", [",", "\t", ";", "|", "^"])
def test_every_delimiter_gives_the_same_rows(read, delimiter):
    assert read(TEXT.replace(",", delimiter)) == cells(ROWS)


def test_a_delimiter_inside_cells_does_not_mislead(read):
    line = f'{ROSA};LINC;"Rosa, Ana; Delgado";2025-08-25;P'
    text = f"{HEADER.replace(',', ';')}\n{line}\n"

    assert read(text)[0][2] == "Rosa, Ana; Delgado"


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("last", [True, False])
def test_every_line_ending_gives_the_same_rows(read, opened, ending, last):
    text = TEXT.replace("\n", ending)
    text = text if last else text.removesuffix(ending)

    assert opened(text).lines == 2
    assert read(text) == cells(ROWS)


PREAMBLES = {
    "a title": "Lincoln Middle School\n",
    "a title with commas": "Attendance by student,,,,\n",
    "blank lines": "\n\n",
    "a title, a date and a blank line": "Attendance\nRun on 01/30/2026\n\n",
    "a title over two lines": '"Attendance\nby student",,,,\n',
    "labels and values": "School:,Lincoln Middle School\nDate:,01/30/2026\n",
    "a page of words": "".join(f"Note {n}\n" for n in range(30)),
}


@pytest.mark.parametrize("name", PREAMBLES)
def test_the_header_is_found_below_a_preamble(read, opened, name):
    source = opened(PREAMBLES[name] + TEXT)

    assert source.header_line == PREAMBLES[name].count("\n")
    assert source.lines == 2
    assert read(PREAMBLES[name] + TEXT) == cells(ROWS)


def test_a_bare_carriage_return_above_the_header_costs_no_row(read):
    assert read("Attendance\rby student\n" + TEXT) == cells(ROWS)


def test_a_cell_beyond_the_limit_is_refused(read):
    with pytest.raises(FileRefused, match="row 3"):
        read(TEXT.replace("D’Angelo", '"' + "Rosa " * 300_000 + '"'))


@pytest.mark.parametrize("size", [64, 100, 1000])
def test_blocks_of_any_size_give_the_same_rows(read, monkeypatch, size):
    monkeypatch.setattr(blocks, "BLOCK", size)
    days = [day for day in DAYS for _ in range(20)]
    rows = [(f"00{n}", LINC, '"Rosa, Ana"', day, "P") for n, day in enumerate(days)]

    assert read(table(HEADER, rows)) == cells([(*r[:2], "Rosa, Ana", *r[3:]) for r in rows])


def test_a_quotation_mark_open_where_a_block_ends_is_seen(opened, tmp_path, monkeypatch):
    lines = register([DAYS[0]] * 40, [ROSA]).splitlines(keepends=True)
    monkeypatch.setattr(blocks, "BLOCK", len(lines[1]) * 10 + 1)
    lines[10] = lines[10].replace("P\n", '"P\n')

    with pytest.raises(FileRefused, match="quotation mark in row 11 is not closed"):
        staged(opened("".join(lines)), Wanted({"student_id": "Student ID"}), tmp_path)


def test_a_column_name_over_two_lines(read):
    text = TEXT.replace("School ID", '"School\nID"')

    columns = FIELDS | {"school_id": "School\nID"}
    assert read(text, columns) == cells(ROWS)


@pytest.mark.parametrize(
    ("header", "seen"),
    [
        ("\ufeffStudent ID", "Student ID"),
        (" Student ID ", "Student ID"),
        ("'Student ID'", "Student ID"),
        ('"Student ID"', "Student ID"),
        ("[1]Student_Number", "[1]Student_Number"),
    ],
)
def test_headers_are_cleaned(opened, header, seen):
    assert opened(TEXT.replace("Student ID", header, 1)).headers[0] == seen


def test_a_file_without_header_is_read_by_position(tmp_path, opened):
    source = opened(TEXT.split("\n", 1)[1], headerless=True)

    assert (source.has_header, source.headers, source.lines) == (False, list("12345"), 2)
    rows = staged(source, Wanted({"student_id": 1, "code": 5}), tmp_path)
    assert rows == [(ROSA, "P", None), ("0041002", "U", None)]


def test_a_header_only_the_mapping_knows(opened):
    text = TEXT.replace(HEADER, "Schüler,Schule,Vorname,Tag,Kürzel")

    with pytest.raises(FileRefused, match="no row with column names"):
        opened(text)
    assert opened(text, named={"Schüler", "Kürzel"}).header_line == 0


ODD = [
    ("a quoted line break", f'{ROSA},LINC,"Rosa\nAna",{DAYS[0]},P', (ROSA, LINC, "Rosa\nAna")),
    ("doubled quotes", f'{ROSA},LINC,"Rosa ""R"" D",{DAYS[0]},P', (ROSA, LINC, 'Rosa "R" D')),
    ("a quote inside", f'{ROSA},LINC,Rosa "R" D,{DAYS[0]},P', (ROSA, LINC, 'Rosa "R" D')),
    ("blanks around", f" {ROSA}\t, LINC\u00a0,Rosa ,{DAYS[0]},P", (ROSA, LINC, "Rosa")),
    ("wrapped for Excel", f'"=""{ROSA}""",LINC,Rosa,{DAYS[0]},P', (ROSA, LINC, "Rosa")),
    ("wrapped, unquoted", f'="{ROSA}",LINC,Rosa,{DAYS[0]},P', (ROSA, LINC, "Rosa")),
    ("an apostrophe before", f"'{ROSA},LINC,Rosa,{DAYS[0]},P", (ROSA, LINC, "Rosa")),
    ("a formula", f"{ROSA},LINC,=SUM(A1),{DAYS[0]},P", (ROSA, LINC, "=SUM(A1)")),
    ("an apostrophe within", f"{ROSA},LINC,O'Brien,{DAYS[0]},P", (ROSA, LINC, "O'Brien")),
    ("cut short", f"{ROSA},LINC", (ROSA, LINC, None)),
    ("one comma more", f"{ROSA},LINC,Rosa,{DAYS[0]},P,", (ROSA, LINC, "Rosa")),
    ("blank", "", (None, None, None)),
    ("only commas", ",,,,", (None, None, None)),
]


@pytest.mark.parametrize(("line", "first"), [case[1:] for case in ODD], ids=[c[0] for c in ODD])
def test_an_odd_line_is_read_and_the_next_one_unharmed(read, line, first):
    good = f"0041002,LINC,Marcus,{DAYS[0]},U"

    odd, after = read(f"{HEADER}\n{line}\n{good}\n")

    assert odd[:3] == first
    assert odd[-1] is None
    assert after == ("0041002", LINC, "Marcus", str(DAYS[0]), "U", None)


def test_a_line_with_too_many_cells_is_a_problem_of_its_own(read):
    rows = read(TEXT.replace(",P\n", ",P,late\n"))

    assert rows == [(None,) * 5 + ("too_many_columns",), *cells(ROWS[1:])]


@pytest.mark.parametrize(
    ("student", "padded"),
    [("41001", "0041001"), ("0041001", "0041001"), ("123456789", "123456789"), ("A41", "A41")],
)
def test_a_width_gives_numbers_their_zeros_back(read, student, padded):
    for text in (TEXT, TEXT + "\n"):  # the fast reader, then the patient one
        rows = read(text.replace(ROSA, student), id_width=7)
        assert rows[0][0] == padded


def test_the_school_of_a_file_of_one_school_stands_in_every_row(read):
    columns = FIELDS | {"school_id": None}

    for text in (TEXT, TEXT + "\n"):
        assert [row[1] for row in read(text, columns, school_id="ROOS")][:2] == ["ROOS", "ROOS"]


@pytest.mark.parametrize("rows", [1, 150])
def test_a_quotation_mark_never_closed_is_no_cell(opened, tmp_path, rows):
    """Python's reader would take all that follows for one cell, and nobody would know."""
    lines = register([DAYS[0]] * rows, [ROSA]).replace("P\n", '"P\n', 1)

    with pytest.raises(FileRefused, match="quotation mark in row 2 is not closed"):
        staged(opened(lines), Wanted({"student_id": "Student ID"}), tmp_path)


CLEAN = st.lists(
    st.tuples(*[st.text(alphabet="abc 1'=é’;-", max_size=4)] * 3).map(lambda row: ("x", *row)),
    min_size=1,
    max_size=5,
)


@generate(rows=CLEAN)
@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_both_readers_give_the_same_rows(tmp_path, rows):
    path = tmp_path / "clean.csv"
    path.write_text(table("Student ID,School ID,Date,Code", rows), encoding="utf-8")
    source = open_source(path, tmp_path)
    wanted = Wanted({"student_id": "Student ID", "school_id": "School ID", "code": "Code"}, 4)

    fast = staged(source, wanted, tmp_path, staging._read_fast)

    assert staged(source, wanted, tmp_path, staging._read_patiently) == fast
    assert len(fast) == len(rows)


WORDS = ("Present", "Absent", "Tardy", "Excused", "Present", "Present")
WIDE = ",".join(["Student ID", *(f"9/{n}/2025" for n in range(2, 8))])


@pytest.mark.parametrize("marks", [WORDS, ("Present", "Absent", "Tardy", "Excused", "EL", "SPED")])
def test_marks_in_words_are_no_header(opened, marks):
    source = opened(table(WIDE, [(101, *marks), (102, *marks)]))

    assert (source.headers[0], source.lines) == ("Student ID", 2)


@pytest.mark.parametrize("above", ["School,Grade\nLincoln,7\n\n", "School,LINC,Date,09/02/2025\n"])
def test_the_header_stands_below_what_names_less(opened, above):
    assert opened(above + TEXT).headers == HEADER.split(",")


def test_only_a_pair_of_quotation_marks_goes(opened):
    headers = opened("""Stu "No",'School ID','Date,Code\n1,2,3,4\n""").headers

    assert headers == ['Stu "No"', "School ID", "'Date", "Code"]


@pytest.mark.parametrize("encoding", ["latin-1", "cp437", "utf-16"])
def test_a_name_as_long_as_names_can_be(opened, encoding):
    text = TEXT.replace("’", "'").replace("Zoë", "Zoé")

    source = opened(text.encode(encoding), "n" * 250 + ".csv")

    assert "Zoé" in source.text.read_text(encoding="utf-8")
