"""Files that cannot be used: each gets its sentence, and nothing is half-loaded."""

import json

import pytest
from invented import CODES, DAYS, LINC, MARCUS, ROOS, ROSA, contents, events, register, table

from sm_core.actor import local_captain
from sm_core.errors import SmError
from sm_core.importing.run import Call, import_files
from sm_core.uploads import open_district
from tests.conftest import NOW, Cli

GOOD = register(DAYS[:10], marks={(ROSA, DAYS[1]): "U"})
HEADER = "Student ID,School ID,Date,Code\n"

# file name, content, what its one sentence must hold
BAD = [
    ("empty.csv", "", ["empty.csv", "empty", "export it again"]),
    ("blank.csv", "\n\n \n", ["blank.csv", "empty"]),
    ("header.csv", HEADER, ["header.csv", "no rows below"]),
    ("header_only.csv", HEADER.strip(), ["header_only.csv", "no rows below"]),
    ("binary.csv", b"\x01\x02\x00\xff\x00\xfe\x03" * 50, ["binary.csv", "binary", "CSV"]),
    ("book.csv", b"PK\x03\x04" + b"\x14\x00" * 40, ["book.csv", "damaged workbook or zip file"]),
    ("old.xls", b"\xd0\xcf\x11\xe0" + b"\x00" * 40, ["old.xls", "damaged", "as CSV"]),
    ("print.pdf", b"%PDF-1.7 attendance", ["print.pdf", "PDF", "CSV"]),
    ("tilde.csv", GOOD.replace(",", "~"), ["tilde.csv", "column names", "Student ID~School ID"]),
    ("letter.txt", "Dear team,\nplease find attached\n", ["letter.txt", "column names", "Dear"]),
    (
        "no_student.csv",
        table("School ID,Date,Code", [(LINC, DAYS[0], "U")]),
        ["no_student.csv", "student's id", 'student_id = "…"'],
    ),
    (
        "no_code.csv",
        table("Student ID,School ID,Date,Teacher", [(ROSA, LINC, DAYS[0], "Ito")]),
        ["no_code.csv", "attendance code", 'code = "…"'],
    ),
    (
        "excel_ids.csv",
        events((ROSA, DAYS[0], "U"), ("1.23457E+11", DAYS[0], "U")),
        ["excel_ids.csv", "row 3", "1.23457E+11", "as text"],
    ),
    (
        "decimal_ids.csv",
        events(("12E3", DAYS[0], "U"), (ROSA, DAYS[0], "U"), ("41001.0", DAYS[0], "U")),
        ["decimal_ids.csv", "row 4", "41001.0", "as text"],
    ),
    (
        "tied.csv",
        table("StudentID,Student_Number,School ID,Date,Code", [(7, ROSA, LINC, DAYS[0], "U")]),
        ["tied.csv", "StudentID", "Student_Number", "student_id =", "[columns]"],
    ),
    (
        "unknown_code.csv",
        register(DAYS[:3], marks={(ROSA, DAYS[1]): "Q"}),
        ["unknown_code.csv", '"Q"', "1 row)", "[codes]"],
    ),
    (
        "far.csv",
        register(DAYS[:3]).replace("2025-", "1813-"),
        ["far.csv", "none of its 6 rows", "outside_school_year 6"],
    ),
    (
        "stone_age.csv",
        register(DAYS[:3]).replace("2025-", "0003-"),
        ["stone_age.csv", "none of its 6 rows", "outside_school_year 6"],
    ),
    (
        "year_9999.csv",
        register(DAYS[:3]).replace("2025-", "9999-"),
        ["year_9999.csv", "none of its 6 rows", "outside_school_year 6"],
    ),
    (
        "no_dates.csv",
        register(DAYS[:3]).replace("2025-", "week "),
        ["no_dates.csv", "none of its 6 rows", "bad_date 6"],
    ),
    (
        "order.csv",
        table("Student ID,School ID,Date,Code", [(ROSA, LINC, "9/5/2025", "U")]),
        ["order.csv", "9/5/2025", "date_order"],
    ),
    (
        "both_orders.csv",
        table(
            "Student ID,School ID,Date,Code",
            [(ROSA, LINC, "9/25/2025", "U"), (ROSA, LINC, "26/9/2025", "U")],
        ),
        ["both_orders.csv", "month first", "day first", "date_order"],
    ),
    (
        "schools.csv",
        table("School DBN,Date,Enrolled,Absent,Present", [("01M015", DAYS[0], 172, 19, 153)]),
        ["schools.csv", "per school", "student-level"],
    ),
    (
        "periods.csv",
        table(
            "Student ID,School ID,Date,Period,Code",
            [(ROSA, LINC, DAYS[0], n, "P") for n in (1, 2, 3)],
        ),
        ["periods.csv", "class periods", 'period_rule = "any", "half" or "all"'],
    ),
    (
        "wide.csv",
        table("Student ID," + ",".join(map(str, DAYS[:6])), [(ROSA, *"PPPUPP")]),
        ["wide.csv", "no school column", 'school_id = "…"'],
    ),
    (
        "one_school.csv",
        table("Student ID,Date,Code", [(ROSA, DAYS[0], "P"), (MARCUS, DAYS[0], "P")]),
        ["one_school.csv", "school", 'school_id = "…"'],
    ),
    (
        "absences.csv",
        events((ROSA, DAYS[0], "U"), school=ROOS),
        ["absences.csv", "lists absences only", "a calendar", "an enrollment file", ROOS],
    ),
    (
        "minutes.csv",
        table("Student ID,School ID,Date,Code,Minutes Absent", [(ROSA, LINC, DAYS[0], "U", 90)]),
        ["minutes.csv", "minutes", "day_minutes = 390"],
    ),
    (
        "exits.csv",
        table(
            "Student ID,School ID,Entry Date,Exit Date", [(ROSA, LINC, DAYS[0], DAYS[9])]
        ),
        ["exits.csv", "1 row with an exit date", "inclusive", "exclusive"],
    ),
    (
        "totals.csv",
        table("Student ID,School ID,Days Enrolled,Days Absent", [(ROSA, LINC, 90, 9)]),
        ["totals.csv", "as_of ="],
    ),
    (
        "day_types.csv",
        table("School ID,Calendar Date,Day Type", [(LINC, DAYS[0], "B day")]),
        ["day_types.csv", '"B day"', '"instructional" or "no_school"'],
    ),
    (
        "cut_off.csv",
        register(DAYS[:3]).replace("P\n", '"P\n', 1),
        ["cut_off.csv", "quotation mark", "row 2"],
    ),
    ("lone_mark.csv", GOOD + '"', ["lone_mark.csv", "quotation mark", "row 22"]),
    (
        "not_1252.csv",
        GOOD.encode() + b"\x81\x8d\n",
        ["not_1252.csv", "Windows-1252", "CSV UTF-8"],
    ),
]  # fmt: skip


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    """One home with a good register in it for all: no refused call may change it."""
    folder = tmp_path_factory.mktemp("district")
    (folder / "good.csv").write_text(GOOD)
    (folder / "codes.toml").write_text(CODES)
    home = folder / "home"
    Cli(home).done("import", folder / "good.csv", "--mapping", folder / "codes.toml")
    return home


@pytest.fixture
def loaded(cli):
    """How that home stands."""
    return state(cli)


def state(cli):
    """The tables and how often they were written, and every file of the home but the databases."""
    store = open_district(cli.home)
    versions = [store.version(catalog) for catalog in ("attendance", "program")]
    tables = contents(store)
    store.close()
    return tables, versions, sorted(path.name for path in cli.home.rglob("*"))


@pytest.mark.parametrize(("name", "content", "said"), BAD, ids=[name for name, *_ in BAD])
def test_a_bad_file_gets_one_sentence_and_changes_nothing(cli, given, loaded, name, content, said):
    bad, codes = given(name, content), given("codes.toml", CODES)

    result = cli("import", bad, "--mapping", codes, "--json")

    assert result.exit_code == 2
    [sentence] = result.stderr.splitlines()
    assert [part for part in said if part not in sentence] == []
    [report] = json.loads(result.stdout)
    assert report["file"] == name
    assert report["rows_read"] == report["rows_kept"] + sum(report["rejected"].values())
    assert report["rows_kept"] == 0
    assert state(cli) == loaded


@pytest.mark.parametrize(("name", "content", "said"), BAD[:6], ids=[name for name, *_ in BAD[:6]])
def test_a_bad_file_stops_the_good_one_beside_it(cli, given, loaded, name, content, said):
    good, codes = given("next.csv", register(DAYS[10:15])), given("codes.toml", CODES)

    result = cli("import", good, given(name, content), "--mapping", codes, "--json")

    assert result.exit_code == 2
    assert [report["rows_kept"] for report in json.loads(result.stdout)] == [0, 0]
    assert state(cli) == loaded


def test_every_file_that_is_bad_gets_its_sentence(cli, given):
    paths = [given(name, content) for name, content, _ in BAD[:8]]

    result = cli("import", *paths)

    assert [line.split()[0].strip(":") for line in result.stderr.splitlines()] == [
        path.name for path in paths
    ]


def test_a_missing_file(cli, given):
    missing = given("gone.csv", GOOD)
    missing.unlink()

    result = cli("import", missing, "--json")

    assert result.exit_code == 2
    assert result.stderr == "gone.csv: there is no such file.\n"
    assert [report["file"] for report in json.loads(result.stdout)] == ["gone.csv"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("layuot = 'register'", ['"layuot"', "not a setting"]),
        ("layout = 'registers'", ["layout", "registers", "register, events"]),
        ("[columns]\nstudent = 'Student ID'", ['"student"', "[columns]"]),
        ("[codes]\nP = 'here'", ["codes.P", "here", "present"]),
        ("layout = register", ["not valid TOML"]),
        ("covers = ['2025-09-30', '2025-08-25']", ["covers", "first day lies after"]),
        ("school_year = '2025'", ['"2025"', "2025-26"]),
    ],
)
def test_a_bad_mapping_names_itself_and_the_key(cli, given, loaded, text, said):
    result = cli("import", given("a.csv", GOOD), "--mapping", given("MAP.toml", text), "--json")

    assert result.exit_code == 2
    [sentence] = result.stderr.splitlines()
    assert [part for part in ["MAP.toml", *said] if part not in sentence] == []
    [report] = json.loads(result.stdout)
    assert (report["file"], report["rows_kept"]) == ("a.csv", 0)
    assert state(cli) == loaded


def test_a_mapping_that_is_not_there(cli, given):
    result = cli("import", given("a.csv", GOOD), "--mapping", "nowhere.toml")

    assert result.exit_code == 2
    assert result.stderr.startswith("The mapping nowhere.toml cannot be read: ")


def test_a_school_year_that_is_none(cli, given):
    result = cli("import", given("a.csv", GOOD), "--school-year", "2025-27", "--json")

    assert result.exit_code == 2
    assert result.stderr == '"2025-27" is not a school year; write it like 2025-26.\n'
    assert json.loads(result.stdout)[0]["file"] == "a.csv"


def test_a_header_that_the_mapping_names_and_the_file_lacks(cli, given, loaded):
    text = '[files."a.csv".columns]\nstudent_id = "Stu No"\n'

    result = cli("import", given("a.csv", GOOD), "--mapping", given("MAP.toml", text))

    assert result.exit_code == 2
    assert 'a.csv: the mapping says student_id = "Stu No"' in result.stderr
    assert state(cli) == loaded


def test_a_file_over_the_upload_limit(tmp_path, given):
    path = given("big.csv", register(DAYS))
    call = Call(local_captain(), NOW, limit=path.stat().st_size - 1)

    store = open_district(tmp_path / "other")

    with pytest.raises(SmError, match=r"big\.csv is .* MB; this page takes up to") as caught:
        import_files(store, call, [path])

    assert len(caught.value.sentences) == 1
    assert list(store.uploads.iterdir()) == []
    store.close()
