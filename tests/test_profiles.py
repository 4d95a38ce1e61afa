"""Remembered decisions: found again next week, changed, forgotten, brought back, taken along."""

from dataclasses import fields

import pytest
from hypothesis import given as generate
from hypothesis import strategies as st
from invented import CODES, DAYS, LINC, MARCUS, ROOS, ROSA, bring, register

from sm_core.actor import COORDINATOR, PRINCIPAL, Actor, local_captain
from sm_core.errors import NotAllowed, SmError
from sm_core.importing import profiles
from sm_core.importing.decisions import (
    all_profiles,
    bring_back,
    forget_profile,
    save_edited,
    shown,
)
from sm_core.importing.in_words import NEEDED_BY, SETTINGS, decided
from sm_core.importing.map_toml import parse_mapping
from sm_core.importing.mapping import PERISHABLE, Mapping
from sm_core.importing.meanings import Meaning
from sm_core.importing.profiles import key_of
from sm_core.importing.run import Call, import_files
from sm_core.ledger import all_uploads
from sm_core.saving import TABLES
from sm_core.uploads import open_district, undo
from tests.conftest import NOW, Cli

CAPTAIN = local_captain()
THREE = '[codes]\nP = "present"\nU = "absent_unexcused"\nT = "tardy"\n'


def week(number, other="P"):
    """A register with the codes P, U, T and one other."""
    days = DAYS[5 * number : 5 * number + 5]
    marks = {(ROSA, days[0]): "U", (MARCUS, days[1]): "T", (ROSA, days[2]): other}
    return register(days, marks=marks)


def known(store, actor=CAPTAIN):
    [profile] = all_profiles(store, actor)
    return profile


# --- which files are of one kind


@pytest.mark.parametrize(
    ("this", "next_week"),
    [
        (["Student ID", "9/1", "9/2"], ["Student ID", "9/8", "9/9", "9/10"]),
        (["Student ID", "09/01/2025"], ["Student ID", "10/13/2025"]),
        (["Student ID", "2025-09-01"], ["Student ID", "2025-10-13"]),
        (["Student ID", "45901", "45902"], ["Student ID", "45908"]),
        (["Student ID", "M 9/1", "Tu 9/2"], ["Student ID", "Mon 9/8"]),
        (["Student ID", "1-Sep", "2-Sep"], ["Student ID", "Sep 8", "Feb 29"]),
        (["Student ID", "25/8"], ["Student ID", "1/9"]),
        (["[1]Student_Number", "Att_Date"], ["[01]student_number", "att date"]),
    ],
)
def test_the_key_is_stable_from_week_to_week(this, next_week):
    assert key_of(this) == key_of(next_week)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (["Student ID", "Date"], ["Student ID", "9/5"]),
        (["Student ID", "1", "2"], ["Student ID", "1", "3"]),
        (["Student ID", "34999"], ["Student ID", "60001"]),
        (["Student ID", "Period 1"], ["Student ID", "Period 2"]),
        (["学校", "日期"], ["姓名", "日期"]),
        (["1", "2", "3"], ["1", "2", "3", "4"]),
    ],
)
def test_other_columns_are_another_kind(one, other):
    assert key_of(one) != key_of(other)


@generate(st.lists(st.text(max_size=12), max_size=8))
def test_any_headers_have_a_key(headers):
    assert key_of(headers) == key_of(list(headers))


def test_headers_are_shown_with_their_dates_as_one():
    assert shown(("Student ID", "", "9/1", "9/2", "Total")) == ["Student ID", "(dates)", "Total"]
    assert shown(tuple("abcd"), most=2) == ["a", "b", "…"]


# --- what is asked


def test_a_new_code_in_a_known_layout_asks_only_about_that_code(cli, given):
    first = given("week0.csv", week(0))
    [asked] = cli.reports(first)
    assert len(asked["questions"]) == 3
    cli.done("import", first, "--mapping", given("m.toml", THREE))

    [report] = cli.reports(given("week1.csv", week(1, other="Q")))

    [question] = report["questions"]
    assert 'code "Q" (1 row) has no meaning yet' in question


def test_the_exported_mapping_asks_nothing_elsewhere(store, home, tmp_path, given):
    call = Call(CAPTAIN, NOW, parse_mapping(THREE, "m"))
    import_files(store, call, [given("week0.csv", week(0))])
    exported = given("MAP.toml", known(store).to_toml())
    elsewhere = Cli(tmp_path / "elsewhere")

    [report] = elsewhere.reports(given("other.csv", week(1)), "--mapping", exported)

    assert (report["questions"], report["rows_kept"]) == ([], 10)


def test_the_exported_mapping_reads_back_the_same(store, given):
    bring(store, given, {"week.csv": week(0)}, "student_id_width = 7\nday_minutes = 390\n")
    profile = known(store)

    assert parse_mapping(profile.to_toml(), "MAP.toml").top == profile.mapping


def test_columns_spelled_differently_next_week_are_found(cli, given):
    columns = '[columns]\nstudent_id = "Who Is It"\n'
    ours = week(0).replace("Student ID", "Who Is It")
    cli.done("import", given("a.csv", ours), "--mapping", given("m.toml", columns + THREE))
    theirs = week(1).replace("Student ID", "WHO_IS_IT")

    [report] = cli.reports(given("b.csv", theirs))

    assert (report["questions"], report["problems"], report["rows_kept"]) == ([], [], 10)


def test_two_files_of_one_call_with_other_codes_keep_both(store, given):
    other = register(DAYS[:5], ["0042001"], {("0042001", DAYS[1]): "V"}, ROOS)

    call = Call(CAPTAIN, NOW, parse_mapping(CODES, "m"))
    import_files(store, call, [given("linc.csv", week(0)), given("roos.csv", other)])

    assert {"U", "T", "V"} <= known(store).mapping.codes.keys()


def test_a_column_that_is_gone_is_not_decided():
    mapping = Mapping(columns={"student_id": "Id", "period": ["P1", "P9"], "grade": 3})

    found = profiles._as_spelled(mapping, ["ID", "P 1", "3"])

    assert found.columns == {"student_id": "ID", "period": ["P 1"], "grade": 3}


# --- what is shown


def test_a_profile_says_for_which_files_and_when(store, given):
    bring(store, given, {"week.csv": week(0)})

    profile = known(store)

    assert (profile.file, profile.last_used, profile.mapping.layout) == (
        "week.csv", NOW, "register",
    )  # fmt: skip
    assert profile.headers == ("Student ID", "School ID", "Grade", "Date", "Code")
    assert (profile.edited, profile.forgotten) == (None, None)


def test_the_last_used_comes_first(store, given):
    bring(store, given, {"week0.csv": week(0)}, when=NOW.replace(day=10))
    other = week(1).replace("Grade", "Grade Level")
    bring(store, given, {"other.csv": other}, when=NOW.replace(day=20))
    bring(store, given, {"week2.csv": week(2)}, when=NOW.replace(day=25))

    files = [profile.file for profile in all_profiles(store, CAPTAIN)]

    assert files == ["week2.csv", "other.csv"]


def test_every_setting_can_be_said_and_changed():
    settings = {field.name for field in fields(Mapping)}

    assert set(SETTINGS) == set(NEEDED_BY) == settings - {"layout", "columns", "codes", *PERISHABLE}


def test_decisions_in_words():
    mapping = Mapping(
        layout="periods", date_order="dmy", exit_date="exclusive", period_rule="any",
        day_minutes=390, student_id_width=7,
        columns={"student_id": "Who", "period": ["P1", "P2"]},
        codes={"": Meaning.whole("present"), "H": Meaning("absent_excused", 0.25)},
    )  # fmt: skip
    mapping = parse_mapping(mapping.to_toml(), "x").top

    words = dict(decided(mapping))

    assert words == {
        "Columns": "Student id = Who; Period = P1, P2",
        "Codes": "blank = present; H = 0.25 of a day absent, excused",
        "Dates": "day first: 9/5 is May 9",
        "A day is missed": "after missing any class period",
        "A school day": "390 minutes",
        "Student ids": "7 characters, shorter ones with zeros in front",
    }


def test_another_schools_file_name_is_not_shown_to_a_coordinator(store, given):
    bring(store, given, {"week.csv": week(0)})

    assert known(store, Actor("Lin", COORDINATOR, (LINC,))).file == "week.csv"
    assert known(store, Actor("Roo", COORDINATOR, (ROOS,))).file is None


# --- what is changed


def test_an_edit_decides_the_next_file_and_not_the_last(store, given):
    bring(store, given, {"week0.csv": week(0)})
    before = [upload.mapping for upload in all_uploads(store.uploads)]
    text = known(store).to_toml().replace('"T" = "tardy"', '"T" = "absent_unexcused"')

    save_edited(store, Actor("Lin", COORDINATOR, (LINC,)), known(store).key, text, NOW)

    assert [u.mapping for u in all_uploads(store.uploads)] == before
    assert (known(store).edited, known(store).edited_by) == (NOW, "Lin")
    [report] = import_files(store, Call(CAPTAIN, NOW), [given("week1.csv", week(1))])
    assert report.changes["added"] == 2
    assert [(person, act) for person, act, _ in acts(store)] == [
        ("this computer", "import"), ("Lin", "change decisions"), ("this computer", "import"),
    ]  # fmt: skip
    assert acts(store)[1][2] == acts(store)[0][2]


def acts(store):
    """(who, what, about which upload) of every line of the audit."""
    with store.reading() as cursor:
        return cursor.execute("SELECT person, act, subject FROM program.audit").fetchall()


def test_a_code_taken_out_is_asked_again(store, given, cli):
    bring(store, given, {"week0.csv": week(0)})
    text = known(store).to_toml().replace('"T" = "tardy"\n', "")
    save_edited(store, CAPTAIN, known(store).key, text, NOW)
    store.close()

    [report] = cli.reports(given("week1.csv", week(1)))

    assert len(report["questions"]) == 1
    assert 'code "T"' in report["questions"][0]


BAD = [
    ("layout = ", "MAP.toml is not valid TOML"),
    ('[codes]\nA = "away"', "codes.A = 'away' does not say one of"),
    ("day_minutes = 0", "day_minutes = 0 does not say a whole number from 1 to 1,440"),
    ('school_year = "2025-26"', "school_year is true of one file only"),
    ('covers = ["2025-08-25", "2025-09-25"]', "covers is true of one file only"),
    ('[files."a.csv"]\nlayout = "events"', "is about one file only"),
    ('[columns]\nstudent_id = "Nobody"', 'student_id = "Nobody", but such a file has no such col'),
    ('layout = "register"\n[codes]\nA = "no_school"', 'codes."A" must be a meaning of attendance'),
    ('layout = "calendar"\n[codes]\nA = "present"', 'codes."A" must be "instructional" or'),
]


@pytest.mark.parametrize(("text", "sentence"), BAD)
def test_a_wrong_text_saves_nothing_and_says_why(store, given, text, sentence):
    bring(store, given, {"week.csv": week(0)})
    before, told = known(store), acts(store)

    with pytest.raises(SmError) as error:
        save_edited(store, CAPTAIN, before.key, text, NOW)

    assert sentence in str(error.value)
    assert (known(store), acts(store)) == (before, told)


def test_columns_may_be_spelled_as_the_next_file_does(store, given):
    bring(store, given, {"week.csv": week(0)})

    save_edited(store, CAPTAIN, known(store).key, '[columns]\nstudent_id = "student_id"', NOW)

    assert known(store).mapping.columns == {"student_id": "student_id"}


# --- what is forgotten


def test_forgotten_decisions_are_asked_again_until_brought_back(store, given):
    bring(store, given, {"week0.csv": week(0)})
    headers, key = list(known(store).headers), known(store).key

    forget_profile(store, CAPTAIN, key, NOW)
    assert profiles.remembered(store, headers) is None
    assert known(store).forgotten == NOW

    bring_back(store, CAPTAIN, key, NOW)
    assert profiles.remembered(store, headers).codes["T"] == Meaning.whole("tardy")
    assert [act for _, act, _ in acts(store)] == [
        "import", "forget decisions", "bring back decisions",
    ]  # fmt: skip


def test_the_next_such_upload_takes_the_place_of_what_was_forgotten(store, given):
    bring(store, given, {"week0.csv": week(0)})
    forget_profile(store, CAPTAIN, known(store).key, NOW)
    call = Call(CAPTAIN, NOW, parse_mapping(THREE, "m"))

    import_files(store, call, [given("week1.csv", week(1))])

    assert known(store).forgotten is None
    assert set(known(store).mapping.codes) == {"P", "U", "T"}


def test_an_undo_leaves_what_the_uploads_that_stand_decided(store, given):
    call = Call(CAPTAIN, NOW, parse_mapping(THREE, "m"))
    import_files(store, call, [given("week0.csv", week(0))])
    call = Call(CAPTAIN, NOW, parse_mapping(THREE + 'Q = "present"\n', "m"))
    [second] = import_files(store, call, [given("week1.csv", week(1, other="Q"))])

    undo(store, CAPTAIN, second.upload_id, NOW)

    assert set(known(store).mapping.codes) == {"P", "U", "T"}
    assert known(store).file == "week0.csv"


def test_an_undo_forgets_what_only_that_upload_decided(store, given):
    [report] = bring(store, given, {"week0.csv": week(0)})

    undo(store, CAPTAIN, report.upload_id, NOW)

    assert all_profiles(store, CAPTAIN) == []


@pytest.mark.parametrize("later", [False, True])
def test_what_a_person_changed_outlives_the_upload(store, given, later):
    """Correct a meaning, take the upload back, bring it again: the usual way out of a slip."""
    reports = bring(store, given, {"week0.csv": week(0)})
    text = known(store).to_toml().replace('"T" = "tardy"', '"T" = "present"')
    save_edited(store, CAPTAIN, known(store).key, text, NOW)
    if later:
        reports = import_files(store, Call(CAPTAIN, NOW), [given("week1.csv", week(1))])

    undo(store, CAPTAIN, reports[0].upload_id, NOW)

    assert known(store).mapping.codes["T"] == Meaning.whole("present")


def test_a_person_forgets_for_good_even_if_the_upload_is_taken_back(store, given):
    bring(store, given, {"week0.csv": week(0)})
    [second] = bring(store, given, {"week1.csv": week(1)})
    forget_profile(store, CAPTAIN, known(store).key, NOW)

    undo(store, CAPTAIN, second.upload_id, NOW)

    assert known(store).forgotten == NOW


def test_decisions_gone_meanwhile_are_told(store, given):
    [report] = bring(store, given, {"week0.csv": week(0)})
    profile = known(store)
    undo(store, CAPTAIN, report.upload_id, NOW)

    for change in (forget_profile, bring_back):
        with pytest.raises(SmError, match="not remembered any more"):
            change(store, CAPTAIN, profile.key, NOW)
    with pytest.raises(SmError, match="not remembered any more"):
        save_edited(store, CAPTAIN, profile.key, "", NOW)


def test_only_who_may_upload_sees_or_changes_decisions(store, given):
    bring(store, given, {"week0.csv": week(0)})
    key, principal = known(store).key, Actor("Prin", PRINCIPAL, (LINC,))

    for act in (
        lambda: all_profiles(store, principal),
        lambda: save_edited(store, principal, key, "", NOW),
        lambda: forget_profile(store, principal, key, NOW),
        lambda: bring_back(store, principal, key, NOW),
    ):
        with pytest.raises(NotAllowed):
            act()


def test_a_profile_whose_upload_is_not_in_the_ledger_is_still_shown(store, given):
    """The decisions come back from a backup, the uploads folder may be an older one."""
    bring(store, given, {"week0.csv": week(0)})
    with store.writing("program") as cursor:
        cursor.execute("UPDATE program.mapping_profiles SET upload_id = '00099-abcdef'")

    profile = known(store)

    assert (profile.file, profile.last_used) == (None, None)
    assert profile.headers == ("studentid", "schoolid", "grade", "date", "code")
    assert dict(decided(profile.mapping))["Codes"].startswith("blank = present; P = present")


def test_what_was_remembered_before_they_could_be_changed_is_kept(store, home, given):
    bring(store, given, {"week0.csv": week(0)})
    before = known(store)
    with store.writing("program") as cursor:
        for column in ("edited", "edited_by", "forgotten"):
            cursor.execute(f"ALTER TABLE program.mapping_profiles DROP COLUMN {column}")
        for table in TABLES:
            cursor.execute(f"DROP TABLE program.{table}")
        cursor.execute("UPDATE program.meta SET schema_version = 1")
    store.close()

    store = open_district(home)

    assert known(store) == before
    store.close()


def wide(days):
    cells = ",".join("U" if n == 1 else "P" for n in range(len(days)))
    header = ",".join(f"{day.month}/{day.day}" for day in days)
    return f"Student ID,School ID,{header}\n{ROSA},LINC,{cells}\n{MARCUS},LINC,{cells}\n"


def test_a_sheet_with_a_column_for_each_date_asks_nothing_next_week(cli, given):
    decisions = given("m.toml", 'school_year = "2025-26"\ndate_order = "mdy"\n' + THREE)
    cli.done("import", given("week0.csv", wide(DAYS[:5])), "--mapping", decisions)

    [report] = cli.reports(given("week1.csv", wide(DAYS[5:11])), "--school-year", "2025-26")

    assert (report["layout"], report["questions"], report["problems"]) == ("wide", [], [])


@pytest.mark.parametrize(
    "other",
    [
        "".join(f"{n},{ROSA},{d},U\n" for n, d in enumerate(DAYS[:4])),
        "".join(f"12,{d},U,6\n" for d in DAYS[:4]),
    ],
    ids=["the date elsewhere", "another number first"],
)
def test_places_are_remembered_only_for_files_that_look_alike(cli, given, other):
    """Two exports without header and of the same width are not of one kind."""
    decided = """
school_id = "LINC"
[columns]
student_id = 1
date = 2
code = 3
[codes]
"P" = "present"
"U" = "absent_unexcused"
"""
    lines = [f"{s},{d},P,6\n" for d in DAYS[:3] for s in (ROSA, MARCUS)]

    cli.done("import", given("a.csv", "".join(lines)), "--mapping", given("m.toml", decided))
    [same] = cli.reports(given("b.csv", "".join(lines).replace("2025-08", "2025-09")))
    [asked] = cli.reports(given("c.csv", other))

    assert [q for q in same["questions"] if "header row" in q] == []
    assert any("no header row" in question for question in asked["questions"])


def test_a_wrong_meaning_goes_with_the_upload_that_brought_it(cli, given):
    """Also when a later file of the kind, which lacks that code, still stands."""
    wrong = CODES.replace('"U" = "absent_unexcused"', '"U" = "present"')
    first = given("a.csv", register(DAYS[:3], marks={(ROSA, DAYS[0]): "U"}))
    cli.done("import", first, "--mapping", given("wrong.toml", wrong))
    cli.done("import", given("b.csv", register(DAYS[3:6])))
    [line, _] = cli.done("uploads").splitlines()

    cli.done("undo", line.split()[0])
    [report] = cli.reports(first)

    assert any('code "U"' in question for question in report["questions"])
