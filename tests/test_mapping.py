"""The MAP.toml: read back as it was written, and one sentence for whatever it cannot mean."""

from dataclasses import fields
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given as generate
from hypothesis import strategies as st

from sm_core.errors import FileRefused, SmError
from sm_core.importing.columns import RANKS
from sm_core.importing.map_toml import parse_mapping, read_mapping
from sm_core.importing.mapping import CHOICES, Mapping, quote
from sm_core.importing.meanings import MEANINGS, Meaning

FULL = """
layout = "events"
sheet = "Week 12"
school_id = "LINC"
school_year = "2025-2026"
covers = ["2025-08-25", 2026-01-30]
date_order = "mdy"
exit_date = "exclusive"
period_rule = "half"
day_periods = 7
day_minutes = 390
as_of = 2026-01-30
student_id_width = 7

[columns]
student_id = "Stu No"
code = 3

[codes]
"" = "present"
A = "absent_unexcused"
H = { meaning = "absent_excused", portion = 0.5 }
"B day" = "instructional"
"""

texts = st.text(max_size=12)
dates = st.dates(date(1990, 1, 1), date(2100, 12, 31))
periods = st.tuples(dates, dates).map(lambda days: (min(days), max(days)))
portions = st.decimals(0, 1, places=6, allow_nan=False)
meanings = st.builds(Meaning, st.sampled_from(MEANINGS), portions)
mappings = st.builds(
    Mapping,
    layout=st.none() | st.sampled_from(CHOICES["layout"]),
    sheet=st.none() | texts.map(str.strip).filter(bool),
    school_id=st.none() | texts.map(str.strip).filter(bool),
    school_year=st.sampled_from([None, "1999-00", "2025-26"]),
    covers=st.none() | periods,
    date_order=st.none() | st.sampled_from(CHOICES["date_order"]),
    exit_date=st.none() | st.sampled_from(CHOICES["exit_date"]),
    period_rule=st.none() | st.sampled_from(CHOICES["period_rule"]),
    day_minutes=st.none() | st.integers(1, 1000),
    as_of=st.none() | dates,
    student_id_width=st.none() | st.integers(1, 20),
    columns=st.dictionaries(st.sampled_from(sorted(RANKS)), texts | st.integers(1, 99)),
    codes=st.dictionaries(texts, meanings | st.sampled_from(["instructional", "no_school"])),
)


def test_everything_is_read():
    assert parse_mapping(FULL, "MAP.toml").top == Mapping(
        layout="events",
        sheet="Week 12",
        school_id="LINC",
        school_year="2025-26",
        covers=(date(2025, 8, 25), date(2026, 1, 30)),
        date_order="mdy",
        exit_date="exclusive",
        period_rule="half",
        day_periods=7,
        day_minutes=390,
        as_of=date(2026, 1, 30),
        student_id_width=7,
        columns={"student_id": "Stu No", "code": 3},
        codes={
            "": Meaning("present", Decimal(0)),
            "A": Meaning("absent_unexcused", Decimal(1)),
            "H": Meaning("absent_excused", Decimal("0.5")),
            "B day": "instructional",
        },
    )


@generate(mappings)
def test_what_is_written_reads_back_the_same(mapping):
    assert parse_mapping(mapping.to_toml(), "x").top == mapping
    own = parse_mapping(mapping.to_toml('files."a b.csv"'), "x")
    assert own.files == {"a b.csv": mapping}


@generate(mappings)
def test_what_is_remembered_is_not_of_one_file(mapping):
    kept = mapping.to_remember()

    assert (kept.school_id, kept.school_year, kept.covers, kept.as_of) == (None,) * 4
    assert (kept.columns, kept.codes, kept.layout) == (
        mapping.columns, mapping.codes, mapping.layout,
    )  # fmt: skip


WRONG = [
    ("layuot = 'events'", '"layuot" is not a setting'),
    ("layout = 'attendance'", "layout = 'attendance'"),
    ("layout = ['events']", "layout = ['events']"),
    ("date_order = 'us'", "date_order = 'us' does not say one of mdy, dmy, ymd"),
    ("exit_date = true", "exit_date = True"),
    ("period_rule = 'most'", "period_rule = 'most'"),
    ("day_minutes = 0", "day_minutes = 0"),
    ("day_minutes = '390'", "day_minutes = '390'"),
    ("day_minutes = true", "day_minutes = True"),
    ("student_id_width = -1", "student_id_width = -1"),
    ("student_id_width = 7.0", "student_id_width = 7.0"),
    ("as_of = 'yesterday'", "as_of = 'yesterday'"),
    ("as_of = 2026.01", "as_of = 2026.01"),
    ("school_id = 101", "school_id = 101 does not say anything; write it in quotes"),
    ("school_id = ' '", "school_id"),
    ("school_year = '2025-27'", '"2025-27" is not a school year'),
    ("school_year = 2025", '"2025" is not a school year'),
    ("covers = '2025-08-25'", "covers"),
    ("covers = ['2025-08-25']", "covers"),
    ("covers = ['2025-08-25', '2026-02-30']", "covers"),
    ("covers = ['2026-01-30', '2025-08-25']", "covers"),
    ("columns = 'Stu No'", "columns"),
    ("[columns]\nstudent = 'Stu No'", '"student" under [columns] is not one of our columns'),
    ("[columns]\nstudent_id = 1.5", "student_id = 1.5"),
    ("[columns]\nstudent_id = true", "student_id = True"),
    ("codes = 'present'", "codes"),
    ("[codes]\nA = 'absent'", "codes.A = 'absent'"),
    ("[codes]\nA = 1", "codes.A = 1"),
    ("[codes]\nA = { portion = 0.5 }", "codes.A"),
    ("[codes]\nA = { meaning = 'tardy', part = 0.5 }", "codes.A"),
    ("[codes]\nA = { meaning = ['tardy'] }", "codes.A"),
    ("[codes]\nA = { meaning = 'tardy', portion = 1.01 }", "a portion from 0 to 1"),
    ("[codes]\nA = { meaning = 'tardy', portion = -0.1 }", "a portion from 0 to 1"),
    ("[codes]\nA = { meaning = 'tardy', portion = 'half' }", "a portion from 0 to 1"),
    ("[codes]\nA = { meaning = 'tardy', portion = nan }", "a portion from 0 to 1"),
    ("[codes]\nA = { meaning = 'tardy', portion = inf }", "a portion from 0 to 1"),
    ("[codes]\nA = { meaning = 'tardy', portion = true }", "a portion from 0 to 1"),
    ("files = 3", '[files."NAME.csv"]'),
    ("[files]\n'a.csv' = 3", '[files."NAME.csv"]'),
    ("[files.'a.csv']\nlayuot = 'x'", 'a.csv: "layuot" is not a setting'),
    ("[files.'a.csv'.codes]\nA = 'x'", "a.csv: codes.A"),
    ("layout = events", "not valid TOML"),
]


@pytest.mark.parametrize(("text", "said"), WRONG, ids=[text for text, _ in WRONG])
def test_a_wrong_value_gets_one_sentence(text, said):
    with pytest.raises(SmError) as caught:
        parse_mapping(text, "MAP.toml")

    [sentence] = caught.value.sentences
    assert "MAP.toml" in sentence
    assert said in sentence
    assert "\n" not in sentence


@pytest.mark.parametrize("content", [None, b"\xff\xfe\x00", "a folder"])
def test_a_mapping_that_cannot_be_read(tmp_path, content):
    path = tmp_path / "MAP.toml"
    if content == "a folder":
        path.mkdir()
    elif content:
        path.write_bytes(content)

    with pytest.raises(SmError, match=r"The mapping .*MAP\.toml cannot be read"):
        read_mapping(path)


def test_a_mapping_saved_by_a_windows_editor(tmp_path):
    path = tmp_path / "MAP.toml"
    path.write_bytes(b'\xef\xbb\xbflayout = "events"\r\n')

    assert read_mapping(path).top.layout == "events"


# --- one file of several

SEVERAL = """
school_year = "2025-26"
exit_date = "exclusive"
[columns]
student_id = "Stu No"
code = "Mark"
[codes]
A = "absent_unexcused"
B = "tardy"
[files."b.csv"]
exit_date = "inclusive"
[files."b.csv".columns]
code = "Status"
[files."b.csv".codes]
A = "present"
"""


def test_a_file_overrides_key_by_key():
    given = parse_mapping(SEVERAL, "MAP.toml")
    headers = ["Stu No", "Mark", "Status"]

    other, own = given.for_file("a.csv", headers), given.for_file("b.csv", headers)

    assert (other.exit_date, own.exit_date) == ("exclusive", "inclusive")
    assert own.school_year == "2025-26"
    assert own.columns == {"student_id": "Stu No", "code": "Status"}
    assert {code: said.meaning for code, said in own.codes.items()} == {
        "A": "present",
        "B": "tardy",
    }
    assert other.columns == {"student_id": "Stu No", "code": "Mark"}


def test_a_header_at_the_top_that_a_file_lacks_is_ignored():
    assert parse_mapping(SEVERAL, "MAP.toml").for_file("a.csv", ["Stu No"]).columns == {
        "student_id": "Stu No"
    }


@pytest.mark.parametrize("header", ["'Stat'", "3", "['P1', 'P2']"])
def test_a_header_of_the_file_itself_must_be_there(header):
    given = parse_mapping(f"[files.'b.csv'.columns]\ncode = {header}", "MAP.toml")

    with pytest.raises(FileRefused, match=r"b\.csv: the mapping says code = "):
        given.for_file("b.csv", ["Stu No", "Mark"])


def test_columns_told_by_position_alone_may_have_no_header():
    assert parse_mapping("[columns]\nstudent_id = 1\ncode = 2", "x").headerless("a.csv")
    assert not parse_mapping("[columns]\nstudent_id = 1\ncode = 'Mark'", "x").headerless("a.csv")
    assert not parse_mapping("", "x").headerless("a.csv")


def test_every_setting_is_in_the_full_example():
    assert {f.name for f in fields(Mapping)} == {
        f.name for f in fields(Mapping) if getattr(parse_mapping(FULL, "x").top, f.name)
    }


@pytest.mark.parametrize("header", ['Stu "No"', "'School ID'", '"School ID"', "School ID"])
def test_a_header_is_named_as_it_stands_in_the_file(header):
    text = f"[files.'a.csv'.columns]\nschool_id = {quote(header)}\n"

    mapping = parse_mapping(text, "MAP.toml").for_file("a.csv", ['Stu "No"', "School ID"])

    assert mapping.columns["school_id"] == (header if header[0] == "S" else "School ID")


NINES = "9" * 5000
BEYOND = {
    'as_of = "0001-01-01"': "a date of the years 1990 to 2100",
    "as_of = 9999-12-31": "a date of the years 1990 to 2100",
    'covers = ["1989-12-31", "2026-01-30"]': "a date of the years 1990 to 2100",
    'school_year = "9999-00"': "begin in 1990 to 2099",
    "student_id_width = 41": "a whole number from 1 to 40",
    "student_id_width = 1000000000": "a whole number from 1 to 40",
    "day_minutes = 1441": "a whole number from 1 to 1,440",
    "day_periods = 25": "a whole number from 1 to 24",
    f"day_periods = {NINES}": "is not valid TOML",
    f"day_periods = 0x{NINES}": "a whole number from 1 to 24",
    f"school_year = 0x{NINES}": "a school year",
    f"as_of = 0x{NINES}": "a date like",
    f"columns.student_id = 0x{NINES}": "a header or a position",
    "columns.student_id = 0": "a header or a position",
    f'codes.A = {{ meaning = "present", portion = 0x{NINES} }}': "a portion from 0 to 1",
}


@pytest.mark.parametrize("line", BEYOND, ids=lambda line: line[:40])
def test_what_no_file_can_have_is_refused_in_a_sentence(line):
    with pytest.raises(SmError, match=BEYOND[line]) as refused:
        parse_mapping(line, "MAP.toml")

    assert len(str(refused.value)) < 500


def test_a_header_of_thousands_of_digits_is_no_position():
    said = parse_mapping(f'[files."a.csv".columns]\nstudent_id = "{NINES}"\n', "MAP.toml")

    with pytest.raises(FileRefused, match="the file has no such column"):
        said.for_file("a.csv", ["Student ID", "Date"])
