"""Workbooks and zip files through the import: what they say, and what is refused."""

import io
import os
import stat
import zipfile
from datetime import date, timedelta

import pytest
from hypothesis import given as generate
from hypothesis import settings
from hypothesis import strategies as st
from invented import (
    AMINA,
    CODES,
    DAYS,
    LINC,
    MARCUS,
    ROSA,
    bring,
    calendar,
    contents,
    counts,
    enrollment,
    events,
    mapping,
    register,
)  # fmt: skip
from workbooks import ods, rows_of, xls, xlsx, zeros, zipped

from sm_core import ledger
from sm_core.actor import local_captain
from sm_core.errors import SmError
from sm_core.exports import safe_csv
from sm_core.importing.answers import answered, choices
from sm_core.importing.archive import extract
from sm_core.importing.mapping import Mapping
from sm_core.importing.questions import about_sheet
from sm_core.importing.run import Call, ImportRefused, import_files, look
from sm_core.importing.unpack import Part, Unread, unpack
from sm_core.uploads import open_district
from tests.conftest import NOW

REGISTER = register(DAYS, marks={(ROSA, DAYS[1]): "U", (MARCUS, DAYS[2]): "E"})
NOTES = [["Questions? Ask the registrar."]]
CODE_TABLE = [["Code", "Description"], ["U", "Unexcused"]]


@pytest.fixture
def opened(tmp_path, given):
    """What `unpack` finds in files, given as {name: content}."""
    work = tmp_path / "work"
    work.mkdir()

    def parts(files, **options):
        return unpack([given(name, content) for name, content in files.items()], work, **options)

    return parts


def texts(parts):
    """{name: text} of parts that all can be read."""
    assert [part for part in parts if isinstance(part, Unread)] == []
    assert len({part.name for part in parts}) == len(parts)
    return {part.name: part.paths[0].read_text(encoding="utf-8") for part in parts}


def refusal(parts):
    [part] = parts
    [sentence] = part.error.sentences
    return sentence


# -- what is found --------------------------------------------------------------------------------


def test_a_text_file_passes_as_it_is(opened, tmp_path):
    [part] = opened({"book.xlsx": REGISTER})

    assert part.paths == (part.origin,) == (tmp_path / "given" / "book.xlsx",)


def test_every_table_of_a_zip_file_is_found_in_its_order(opened):
    book = xlsx({"Data": rows_of(REGISTER)})
    archive = zipped({
        "b.csv": "b", "folder/": "", "folder/a.txt": "a", "__MACOSX/b.csv": "no",
        "folder/.DS_Store": "no", "d.XLSX": book, "e.csv": xls({"Data": [["e"]]}),
    })  # fmt: skip

    found = texts(opened({"export.zip": archive}))

    assert found == {"b.csv": "b", "a.txt": "a", "d.XLSX": REGISTER, "e.csv": "e\n"}


def test_what_is_left_in_a_zip_file_is_named(opened):
    archive = zipped({"readme.txt": "Hello", "a.csv": "a", "letter.pdf": "%PDF", "logo.png": "x"})

    [part] = opened({"export.zip": archive})

    assert part.notes == ("Not read from export.zip: readme.txt, letter.pdf, logo.png.",)


@pytest.mark.parametrize(
    "inside",
    [
        "../../a.csv",
        "/etc/a.csv",
        "C:\\Users\\a.csv",
        "..\\..\\a.csv",
        "x/../../../a.csv",
        "./a.csv",
    ],
)
def test_no_name_leads_out_of_the_work_folder(opened, tmp_path, inside):
    before = {path for path in tmp_path.rglob("*") if path.is_file()}

    assert texts(opened({"export.zip": zipped({inside: "a"})})) == {"a.csv": "a"}

    new = {path for path in tmp_path.rglob("*") if path.is_file()} - before
    assert {path.relative_to(tmp_path).parts[0] for path in new} == {"given", "work"}
    assert [path.name for path in new if path.parent.name == "given"] == ["export.zip"]


def test_files_of_one_name_do_not_overwrite_each_other(opened):
    one = zipped({"north/a.csv": "1", "south/a.csv": "2", "a.csv": "3", "x/b.csv": "4"})
    two = zipped({"south/a.csv": "5"})

    found = opened({"one.zip": one, "two.zip": two, "b.csv": "6"})

    assert texts(found) == {
        "a.csv": "1", "one.zip - south - a.csv": "2", "one.zip - a.csv": "3",
        "one.zip - x - b.csv": "4", "two.zip - south - a.csv": "5", "b.csv": "6",
    }  # fmt: skip


def test_the_same_path_twice_in_one_zip_file(opened):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("a.csv", "1")
        for content in "23":
            with pytest.warns(UserWarning, match="Duplicate name"):
                archive.writestr("a.csv", content)

    found = texts(opened({"z.zip": buffer.getvalue()}))

    assert found == {"a.csv": "1", "z.zip - a.csv": "2", "2 - z.zip - a.csv": "3"}


@pytest.mark.parametrize(
    "name", ["حضور.csv", "🙂" * 90 + ".csv", 'a"b<c>:d|e?*.csv', "a\u202eb.csv"]
)
def test_any_name_becomes_a_file(opened, name):
    [part] = opened({"export.zip": zipped({name: "a"})})

    assert part.name.endswith(".csv")
    assert part.name.isprintable()
    assert len(part.name.encode()) <= 220


def test_unpacked_again_nothing_changes(opened):
    files = {"export.zip": zipped({"a.csv": "1", "x/a.csv": "2", "b.xlsx": xlsx({"D": [["b"]]})})}

    first = opened(files)
    stamps = [path.stat().st_mtime_ns for part in first for path in part.paths]

    assert opened(files) == first
    assert [path.stat().st_mtime_ns for part in first for path in part.paths] == stamps


# -- which sheet ----------------------------------------------------------------------------------


def test_the_one_sheet_with_column_names_is_taken_and_named(opened):
    [part] = opened({"book.xlsx": xlsx({"Notes": NOTES, "Data": rows_of(REGISTER)})})

    assert (part.sheet, part.choices) == ("Data", ())
    assert texts([part]) == {"book.xlsx": REGISTER}
    assert part.notes == (
        'Read from its sheet "Data", the only one with column names that we know.',
    )


def test_several_sheets_with_column_names_leave_the_choice_open(opened):
    [part] = opened({"book.xlsx": xlsx({"Codes": CODE_TABLE, "Data": rows_of(REGISTER)})})

    assert (part.sheet, part.choices) == (None, ("Data", "Codes"))
    assert part.paths[0].read_text() == REGISTER


def test_a_decided_sheet_is_taken(opened):
    book = xlsx({"Codes": CODE_TABLE, "Data ": rows_of(REGISTER)})

    for text in ('sheet = "Data"', '[files."book.xlsx"]\nsheet = "Data "'):
        [part] = opened({"book.xlsx": book}, mappings=mapping(text, codes=""))
        assert (part.sheet, part.choices, texts([part])) == ("Data", (), {"book.xlsx": REGISTER})


def test_a_decided_sheet_must_be_there(opened):
    book = xlsx({"Codes": CODE_TABLE, "Data": rows_of(REGISTER)})

    parts = opened({"book.xlsx": book}, mappings=mapping('sheet = "Week 1"', codes=""))

    assert refusal(parts) == (
        'book.xlsx: the mapping says sheet = "Week 1", but its sheets are "Codes", "Data".'
    )


def test_a_workbook_of_one_sheet_needs_no_decision(opened):
    [part] = opened({"book.xlsx": xlsx({"D": [["a"]]})}, mappings=mapping('sheet = "X"', codes=""))

    assert (part.sheet, texts([part])) == (None, {"book.xlsx": "a\n"})


def test_no_sheet_with_column_names(opened):
    parts = opened({"book.xls": xls({"Notes": NOTES, "More": NOTES})})

    assert refusal(parts) == (
        "book.xls: no row with column names was recognized on any of its sheets, "
        '"Notes", "More". Export it again with its header row.'
    )


def test_columns_by_position_leave_the_choice_among_all_sheets(opened):
    book = xlsx({"Notes": NOTES, "Data": [["0041001", "P"]]})

    [part] = opened({"b.xlsx": book}, mappings=mapping("[columns]\nstudent_id = 1\n", codes=""))

    assert part.choices == ("Notes", "Data")


BOOK = xlsx({"Codes": CODE_TABLE, "Data": rows_of(REGISTER), "Other": rows_of(REGISTER)})


def test_the_open_choice_is_a_question_with_its_line(cli, given):
    path, codes = given("book.xlsx", BOOK), given("codes.toml", CODES)

    result = cli("import", path, "--mapping", codes)

    assert result.exit_code == 2
    assert result.stderr == (
        'book.xlsx: it has several sheets with column names, "Data", "Other", "Codes"; which one '
        'counts? Settle it in the mapping with sheet = "Data" (or another of them).\n'
    )
    assert [len(report["questions"]) for report in cli.reports(path, "--mapping", codes)] == [1]
    assert (
        cli.reports(path, "--mapping", given("MAP.toml", 'sheet = "Data"\n' + CODES))[0][
            "rows_kept"
        ]
        == len(DAYS) * 2
    )


def test_the_mapping_of_a_dry_run_names_the_sheet(cli, given):
    settled = given("MAP.toml", 'sheet = "Data"\n' + CODES)
    path = given("book.xlsx", BOOK)

    printed = cli.done("import", path, "--mapping", settled, "--dry-run")
    again = cli.done("import", path, "--mapping", given("again.toml", printed), "--dry-run")

    assert 'sheet = "Data"' in printed
    assert again == printed


def test_the_sheet_is_remembered(store, given):
    # Not "Other": its columns are those of "Data", and each would remember itself.
    book = xlsx({"Codes": CODE_TABLE, "Data": rows_of(REGISTER)})
    bring(store, given, {"one.xlsx": book}, 'sheet = "Data"')

    [report] = bring(store, given, {"two.xlsx": book})

    assert report.notes[0] == 'Read from its sheet "Data", as before.'


def test_a_sheet_is_answered_by_its_name_whatever_that_is():
    question = about_sheet("book.xlsx", ("register", " Data "))

    assert choices(question) == {"register": "register", " Data ": " Data "}
    assert answered(Mapping(), question, " Data ") == Mapping(sheet=" Data ")


def test_a_sheet_that_cannot_be_used_does_not_hide_the_question(store, given, tmp_path):
    schools = [["School DBN", "School Name", "Date", "Enrolled", "Absent", "Present", "Grade"],
               ["01M015", "North", "2025-09-05", 172, 19, 153, 6]]  # fmt: skip
    path = given("book.xlsx", xlsx({"Schools": schools, "Data": rows_of(REGISTER)}))

    [seen] = look(store, Call(local_captain(), NOW, mapping()), [path], tmp_path)

    assert seen.layout == "register"
    assert [question.options for question in seen.questions] == [("Schools", "Data")]


def test_when_no_sheet_can_be_used_the_question_is_asked_all_the_same(store, given):
    schools = [["School DBN", "Date", "Enrolled", "Absent"], ["01M015", "2025-09-05", 172, 19]]

    with pytest.raises(ImportRefused) as caught:
        bring(store, given, {"book.xlsx": xlsx({"A": schools, "B": schools})})

    first, second = caught.value.sentences
    assert "per school" in first
    assert 'sheet = "A"' in second


# -- what is refused ------------------------------------------------------------------------------


def link(name: str, target: str) -> bytes:
    buffer, member = io.BytesIO(), zipfile.ZipInfo(name)
    member.create_system, member.external_attr = 3, (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(member, target)
    return buffer.getvalue()


def protected() -> bytes:
    """As if packed with a password: the mark of it in both places where a zip file says so."""
    content = bytearray(zipped({"a.csv": "a" * 40}))
    content[6] |= 1
    content[content.index(b"PK\x01\x02") + 8] |= 1
    return bytes(content)


def shifted() -> bytes:
    """A zip file that says of its first entry that it lies before the file begins."""
    content = bytearray(zipped({"a.csv": REGISTER}))
    content[-6] += 1
    return bytes(content)


REFUSED = [
    ("inside", zipped({"inner.zip": zipped({"a.csv": "a"})}), "inner.zip is a zip file inside"),
    ("inside, by content", zipped({"a.csv": zipped({"a.csv": "a"})}), "a.csv is a zip file inside"),
    ("password", protected(), "protected with a password; unpack it"),
    ("cut off", zipped({"a.csv": "a" * 99})[:60], "is a damaged workbook or zip file"),
    ("garbled", zipped({"a.csv": REGISTER}).replace(b"PK\x03\x04", b"PK\x03\x04\xff\xff", 1),
     "damaged"),
    ("shifted", shifted(), "damaged"),
    ("packed unusually", zipped({"a.csv": REGISTER}, zipfile.ZIP_BZIP2), "cannot be read"),
    ("nothing in it", zipped({"a/": "", "x.pdf": "%PDF"}), "no workbook; in it: x.pdf"),
    ("a link", link("a.csv", "/etc/passwd"), "no workbook; in it: a.csv"),
    ("many", zipped({f"{n}.csv": "a" for n in range(201)}), "over 200 files"),
    ("many others", zipped({f"{n}.png": "a" for n in range(1001)}), "over 200 files"),
    ("endless", zipped({f"{n}": "" for n in range(10_001)}), "over 10,000 files"),
    ("bad workbook", zipped({"a.xlsx": xls({"A": [["a"]]})[:999]}), "a.xlsx cannot be read as a"),
]  # fmt: skip


@pytest.mark.parametrize(("archive", "said"), [c[1:] for c in REFUSED], ids=[c[0] for c in REFUSED])
def test_a_zip_file_that_cannot_be_used_says_why(opened, archive, said):
    assert said in refusal(opened({"export.zip": archive}))


def test_an_empty_zip_file(opened):
    [part] = opened({"export.zip": zipped({})})

    # It does not begin like one, and is refused as the binary file it is.
    assert isinstance(part, Part)


BOMBS = [
    ("by its ratio", zeros(300), None, "over 200 times its size", 60_000_000),
    ("by the limit", zeros(40), 10_000_000, "more than 10 MB", 0),
]


@pytest.mark.parametrize(("bomb", "limit", "said", "most"), [c[1:] for c in BOMBS],
                         ids=[c[0] for c in BOMBS])  # fmt: skip
def test_a_zip_file_made_to_fill_the_disk(opened, tmp_path, bomb, limit, said, most):
    assert said in refusal(opened({"bomb.zip": bomb}, limit=limit))
    assert written(tmp_path / "work") <= most


@pytest.mark.parametrize("limit", [10_000_000, None])
def test_a_zip_file_that_lies_about_its_size(opened, tmp_path, limit):
    said, true = (size.to_bytes(4, "little") for size in (1000, 60_000_000))
    content = zeros(60).replace(true, said)

    assert "damaged" in refusal(opened({"bomb.zip": content}, limit=limit))
    assert written(tmp_path / "work") <= 2000


def written(folder):
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def test_a_bad_file_does_not_lose_the_others(opened):
    archive = zipped({"a.csv": "a", "b.xlsx": xls({"A": [["a"]]})[:999], "c.csv": "c"})

    found = opened({"export.zip": archive, "broken.xlsx": b"PK\x03\x04", "d.csv": "d"})

    assert [(part.name, type(part)) for part in found] == [
        ("a.csv", Part), ("b.xlsx", Unread), ("c.csv", Part), ("broken.xlsx", Unread),
        ("d.csv", Part),
    ]  # fmt: skip


ARCHIVE = zipped({"a.csv": REGISTER, "x/b.csv": CODES, "c.txt": "c" * 999})


@settings(max_examples=int(os.environ.get("EXAMPLES", "4")) * 20, deadline=None)
@generate(st.lists(st.tuples(st.floats(0, 1), st.integers(0, 255)), max_size=20), st.floats(0.5, 1))
def test_a_garbled_zip_file_is_read_or_refused(tmp_path_factory, changes, length):
    folder = tmp_path_factory.mktemp("garbled")
    content = bytearray(ARCHIVE[: int(length * len(ARCHIVE))])
    for place, byte in changes:
        content[int(place * (len(content) - 1))] = byte
    (folder / "a.zip").write_bytes(content)
    inside, said = [], ["It was read."]

    try:
        inside = extract(folder / "a.zip", folder / "out", lambda _: "a.csv").paths
    except SmError as error:
        said = error.sentences

    assert len(said) == 1
    assert all(path.is_relative_to(folder / "out") for path in inside)


# -- through the import ---------------------------------------------------------------------------


def typed(rows):
    """The cells of a CSV file as a person's spreadsheet holds them: dates and numbers."""
    for row in rows:
        yield [date.fromisoformat(cell) if cell.startswith("2025-") else cell for cell in row]


SAME = {
    "an .xlsx workbook": {"book.xlsx": xlsx({"Data": list(typed(rows_of(REGISTER)))})},
    "an .xls workbook": {"book.xls": xls({"Data": list(typed(rows_of(REGISTER)))})},
    "an .ods workbook": {"book.ods": ods(rows_of(REGISTER))},
    "dates as text": {"book.xlsx": xlsx({"Data": rows_of(REGISTER)})},
    "below a title": {
        "book.xlsx": xlsx({"Data": [[], ["Attendance"], [], *typed(rows_of(REGISTER)), ["Total"]]})
    },
    "beside another sheet": {"book.xlsx": xlsx({"Notes": NOTES, "Data": rows_of(REGISTER)})},
    "a workbook named .csv": {"book.csv": xlsx({"Data": rows_of(REGISTER)})},
    "a zip file": {"export.zip": zipped({"deep/register.csv": REGISTER})},
    "a workbook in a zip file": {
        "export.zip": zipped({"book.xlsx": xlsx({"Data": rows_of(REGISTER)})})
    },
}  # fmt: skip


@pytest.mark.parametrize("name", SAME)
def test_the_same_register_gives_the_same_standing(store, given, tmp_path, name):
    plain = open_district(tmp_path / "plain")
    bring(plain, given, {"register.csv": REGISTER})

    bring(store, given, SAME[name])

    assert counts(store, DAYS[-1]) == counts(plain, DAYS[-1]) == {ROSA: (40, 1), MARCUS: (40, 1)}
    assert contents(store) == contents(plain)
    plain.close()


@pytest.mark.parametrize("name", SAME)
def test_the_same_file_twice_changes_nothing(store, given, name):
    bring(store, given, SAME[name])
    before = contents(store), store.version("attendance")

    [report] = bring(store, given, SAME[name])

    assert report.unchanged
    assert (contents(store), store.version("attendance")) == before
    assert len(ledger.standing_uploads(store.uploads)) == 1


def test_enrollment_calendar_and_events_in_one_zip_file(store, given):
    archive = zipped({
        "events.csv": events((ROSA, DAYS[3], "U")),
        "calendar.xlsx": xlsx({"Days": list(typed(rows_of(calendar(DAYS))))}),
        "enrollment.txt": enrollment((ROSA, DAYS[0]), (AMINA, DAYS[20])).replace(",", "\t"),
        "letter.pdf": "%PDF",
    })  # fmt: skip

    covers = f'covers = ["{DAYS[0]}", "{DAYS[-1]}"]\n'

    reports = bring(store, given, {"export.zip": archive}, covers)

    assert [(report.file, report.layout) for report in reports] == [
        ("events.csv", "events"), ("calendar.xlsx", "calendar"), ("enrollment.txt", "enrollment"),
    ]  # fmt: skip
    assert "Not read from export.zip: letter.pdf." in reports[0].notes
    assert counts(store, DAYS[-1]) == {ROSA: (40, 1), AMINA: (20, 0)}


def test_decisions_reach_a_file_in_a_zip_file_by_its_base_name(store, given):
    archive = zipped({"a/days.csv": REGISTER.replace(",P", ",Here")})

    text = '[files."days.csv".codes]\nHere = "present"\n'

    [report] = bring(store, given, {"export.zip": archive}, text)

    assert report.rows_kept == 80


def test_ids_typed_as_numbers_keep_their_digits_and_get_their_zeros_back(store, given):
    rows = [[int(cell) if cell.isdigit() and len(cell) == 7 else cell for cell in row]
            for row in rows_of(REGISTER)]  # fmt: skip

    bring(store, given, {"book.xlsx": xlsx({"Data": rows})}, "student_id_width = 7")

    assert counts(store, DAYS[-1]) == {ROSA: (40, 1), MARCUS: (40, 1)}


def test_an_id_that_a_workbook_has_rounded_is_refused(store, given):
    rows = [
        ["Student ID", "School ID", "Date", "Code"],
        [],
        [123456789012345678, LINC, DAYS[0], "P"],
    ]

    with pytest.raises(ImportRefused) as caught:
        bring(store, given, {"book.xlsx": xlsx({"Data": rows})})

    [sentence] = caught.value.sentences
    assert 'in row 3 the student id is "1.23456789012346E+17"' in sentence


def test_a_number_that_is_no_date_stays_a_number(store, given):
    serial = (DAYS[0] - date(1899, 12, 30)).days
    rows = [["Student ID", "School ID", "Date", "Code"], [ROSA, LINC, serial, "P"]]

    [seen] = unpack([given("book.xlsx", xlsx({"Data": rows}))], store.home)

    assert seen.paths[0].read_text().splitlines()[1] == f"{ROSA},{LINC},{serial},P"
    assert date(1899, 12, 30) + timedelta(serial) == DAYS[0]


NAMED = [
    ["Student ID", "School ID", "First Name", "Last Name", "Date", "Code"],
    [ROSA, LINC, '=HYPERLINK("http://x.example","Rosa")', "דלגדו", DAYS[0], "P"],
    [MARCUS, LINC, "Mar\ncus", "تران", DAYS[0], "U"],
]  # fmt: skip


def test_names_of_every_kind_come_through_and_leave_safely(store, given):
    bring(store, given, {"book.xlsx": xlsx({"حضور": NAMED})})

    with store.reading() as cursor:
        frame = cursor.execute(
            "SELECT first_name, last_name FROM attendance.students ORDER BY student_id"
        ).df()
    assert safe_csv(frame).decode("utf-8-sig").splitlines()[1].startswith("\"'=HYPERLINK")
    assert list(frame.itertuples(index=False, name=None)) == [
        ('=HYPERLINK("http://x.example","Rosa")', "דלגדו"),
        ("Mar\ncus", "تران"),
    ]


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([["🙂"], ["a"]], "no row with column names"),
        ([["Student ID", "Date\0"], ["a", "b\0"]], "binary file"),
    ],
)
def test_sheets_of_nonsense_are_refused(store, given, rows, said):
    with pytest.raises(SmError, match=said):
        bring(store, given, {"book.xls": xls({"Data": rows})})


def test_one_report_for_each_file_also_when_refused(cli, given):
    archive = given("export.zip", zipped({"a.csv": REGISTER, "b.xlsx": xlsx({"Data": []})}))

    reports = cli.reports(archive, "--mapping", given("codes.toml", CODES))

    assert [(report["file"], report["rows_kept"]) for report in reports] == [
        ("a.csv", 0), ("b.xlsx", 0),
    ]  # fmt: skip
    assert "b.xlsx has no visible sheet" in reports[1]["problems"][0]


def test_two_files_whose_copies_have_one_name(store, given):
    """Windows-1252 text is copied as UTF-8, and both copies would be `a.utf8.csv`."""
    first = register(DAYS, [ROSA], school="École").encode("cp1252")
    second = calendar(DAYS, school="École").encode("cp1252")
    call = Call(local_captain(), NOW, mapping())

    reports = import_files(
        store, call, [given("e.zip", zipped({"a.csv": first, "a.txt": second}))]
    )  # fmt: skip

    assert [report.rows_kept for report in reports] == [40, 40]
