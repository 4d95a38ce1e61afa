"""Contacts from sheets as they are logged: once, all or nothing, taken back, and by command."""

import json
import shutil
from dataclasses import replace
from datetime import date, datetime

import pytest

from sm_core.contact_sheets.bring import bring
from sm_core.contact_sheets.reading import Answers
from sm_core.contact_sheets.texts import Text
from sm_core.contacts.log import take_back
from sm_core.importing.call import ImportRefused
from sm_core.mentors.save import add_mentor
from sm_core.roster.asides import problems_shown, rows_to_correct
from sm_core.uploads import open_district
from tests.conftest import Cli
from tests.contact_sheets import (
    BOSS,
    HELEN,
    NOW,
    OTHER_AMINA,
    PASTED,
    bring_in,
    lines,
    logged,
    look,
    press,
)
from tests.invented import DAYS, MARCUS, OWEN, ROSA, totals
from tests.invented import bring as bring_files

MONDAY, TUESDAY = date(2025, 10, 13), date(2025, 10, 14)
HEADER = "Student\tDate\tMentor\tNote"


@pytest.fixture
def school(sheets_made, home):
    shutil.copytree(sheets_made, home)
    opened = open_district(home)
    yield opened
    opened.close()


def history(store):
    with store.reading() as cursor:
        return cursor.execute("SELECT count(*) FROM program.history").fetchall()[0][0]


def test_what_a_sheet_tells_is_logged_once(school):
    sheet = lines("Student,Mentor,Mon 10/13,Tue 10/14,Wed 10/15,Note",
                  "Rosa Delgado,David Okafor,x,,a,likes band", "Marcus Tran,,p,,,")  # fmt: skip
    done = bring_in(school, sheet)
    assert (len(done.logged.new), done.logged.known) == (3, 0)
    assert logged(school) == [
        (ROSA, MONDAY, "m1", "saw", ""), (ROSA, date(2025, 10, 15), "m1", "looked for",
        "likes band"), (MARCUS, MONDAY, "m2", "talked", ""),
    ]  # fmt: skip
    assert logged(school, "DISTINCT school_id, recorded_by, recorded") == [
        ("LINC", "Ms. Chen", NOW)
    ]
    before = history(school)
    again = bring_in(school, sheet)
    assert (again.logged.new, again.logged.known) == ((), 3)
    assert (len(logged(school)), history(school)) == (3, before)


def test_a_double_press_logs_once(school):
    sheet, save = lines(HEADER, "Rosa Delgado\t10/13/2025\tDavid Okafor\t"), press()
    assert bring_in(school, sheet, save)
    assert bring_in(school, sheet, save) is None


def test_a_line_told_twice_keeps_all_that_is_told_and_is_not_doubled_later(school):
    sheet = lines("Student\tDate\tKind\tNote", "Rosa Delgado\t10/13/2025\ta\tnot in class",
                  "Rosa Delgado\t10/13/2025\tsaw\tfound at lunch")  # fmt: skip
    bring_in(school, sheet)
    assert logged(school) == [(ROSA, MONDAY, "m1", "saw", "not in class\nMs. Chen: found at lunch")]
    bring_in(school, lines("Student\tDate\tNote", "Rosa Delgado\t10/13/2025\tfound at lunch"))
    assert logged(school, "note") == [("not in class\nMs. Chen: found at lunch",)]


def test_what_is_added_to_a_known_contact_is_counted(school):
    bring_in(school, lines("Student\tDate\tKind", "Rosa Delgado\t10/13/2025\ta"))
    more = lines("Student\tDate\tKind\tNote", "Rosa Delgado\t10/13/2025\tsaw\tfound at lunch")
    report = look(school, more)
    assert (report.new, report.known, report.changes) == (0, 1, {"contacts_changed": 1})
    assert "To 1 known contact something is added" in report.notes[-1]
    bring_in(school, more)
    assert logged(school) == [(ROSA, MONDAY, "m1", "saw", "found at lunch")]
    assert look(school, more).changes == {}


@pytest.mark.parametrize(
    ("first", "then", "said"),
    [("p", "x", ["talked"]), ("x", "p", ["saw"]), ("x", "a", ["saw"]), ("a", "x", []),
     ("x", "x", [])],
)  # fmt: skip
def test_a_kind_that_is_known_otherwise_stays_and_is_said(school, first, then, said):
    bring_in(school, lines("Student\tDate\tKind", f"Rosa Delgado\t10/13/2025\t{first}"))
    report = look(school, lines("Student\tDate\tKind", f"Rosa Delgado\t10/13/2025\t{then}"))
    assert report.warnings == [
        f"1 contact is on record as {kind}, where the sheet says otherwise; the record stays: "
        "Rosa Delgado on Oct 13, 2025 by David Okafor. Take it back first if it is wrong."
        for kind in said
    ]
    assert look(school, lines("Student\tDate", "Rosa Delgado\t10/13/2025")).warnings == []


def test_what_was_taken_back_can_be_brought_in_again(school):
    sheet = lines(HEADER, "Rosa Delgado\t10/13/2025\tDavid Okafor\t")
    take_back(school, press(), bring_in(school, sheet).logged.new)
    assert logged(school) == []
    assert look(school, sheet).new == 1


def test_undo_takes_back_what_the_press_logged_and_nothing_else(school):
    first = lines(HEADER, "Rosa Delgado\t10/13/2025\tDavid Okafor\t")
    bring_in(school, first)
    both = lines(HEADER, "Rosa Delgado\t10/13/2025\tDavid Okafor\t", "Marcus Tran\t10/14/2025\t\t")
    made = bring_in(school, both).logged.new
    take_back(school, press(), made)
    assert logged(school, "student_id, day") == [(ROSA, MONDAY)]


def test_five_thousand_lines_with_twelve_bad_ones(school, given):
    """What was looked at is what is logged, and a second paste changes nothing."""
    crowd = [f"7{n:04d}" for n in range(125)]
    told = [(student, 40, 4, NOW.date()) for student in crowd]
    bring_files(school, given, {"east.csv": totals(*told, school="EAST")})
    good = [f"{student}\t{day:%m/%d/%Y}\tDavid Okafor\t" for student in crowd for day in DAYS]
    bad = ["Nobody\t10/13/2025\t\t", f"{ROSA}\tsoon\t\t", f"{ROSA}\t10/18/2025\t\t"] * 4
    sheet = lines(HEADER, *good[:4988], *bad)
    report = look(school, sheet, actor=BOSS)
    assert (report.rows_read, report.new, report.known) == (5000, 4988, 0)
    assert problems_shown(report)["Row"].tolist() == list(range(4990, 5002))
    done = bring_in(school, sheet, press(BOSS))
    assert len({*done.logged.new}) == len(logged(school)) == 4988
    before = history(school)
    again = bring_in(school, sheet, press(BOSS))
    assert (again.logged.new, again.logged.known, history(school)) == ((), 4988, before)
    take_back(school, press(BOSS), done.logged.new)
    assert logged(school) == []


def test_who_may_not_see_a_mentor_is_not_told_how_to_reach_them(school):
    other = replace(HELEN, mentor_id="m7", email="h.brandt@school.org", position="Nurse")
    add_mentor(school, press(BOSS), other)
    sheet = lines("Student,Date,Mentor", "Rosa Delgado,10/13/2025,Helen Brandt")
    [asked] = look(school, sheet).names.values()
    assert asked.choices == {"m5": "m5 (ROOS)", "m7": "m7 (ROOS)"}
    [asked] = look(school, sheet, actor=BOSS).names.values()
    assert asked.choices["m7"] == "m7 (Nurse, h.brandt@school.org, ROOS)"


def test_the_lines_set_aside_come_back_corrected(school):
    sheet = lines(HEADER, "Rosa Delgado\t10/13/2025\tDavid Okafor\t", "Rosa\tsoon\t\tlater")
    table = rows_to_correct(bring_in(school, sheet).reports[0])
    assert table.columns.tolist() == ["Row", "What is wrong", "Student", "Date", "Mentor", "Note"]
    table.loc[0, ["Student", "Date"]] = ["Rosa Delgado", "10/14/2025"]
    bring_in(school, table.to_csv(index=False))
    assert logged(school, "day, note") == [(MONDAY, ""), (TUESDAY, "later")]


def test_an_answer_is_kept_in_the_press(school):
    sheet = lines("Student,Date,Mentor", "Amina Yusuf,10/13/2025,m1", "Rosa Delgado,10/13/2025,m1")
    [key] = look(school, sheet).names
    bring_in(school, sheet, people={key: OTHER_AMINA})
    assert logged(school, "student_id") == [(ROSA,), (OTHER_AMINA,)]


def test_nothing_is_logged_while_a_question_is_open(school):
    with pytest.raises(ImportRefused, match="which week"):
        bring_in(school, lines("Student,Mon", "Rosa Delgado,x"))
    with pytest.raises(ImportRefused, match="none of its 1 rows can be used"):
        bring_in(school, lines(HEADER, "Nobody\t10/13/2025\t\t"))
    assert logged(school) == []


def test_two_sheets_tell_one_contact_once(school):
    text = lines(HEADER, "Rosa Delgado\t10/13/2025\tDavid Okafor\t")
    done = bring(school, press(), [Text("a", text), Text("b", text)])
    assert [(r.new, r.known) for r in done.reports] == [(1, 0), (0, 1)]
    assert len(logged(school)) == 1


def test_a_dry_run_leaves_nothing(school):
    sheet = Text(PASTED, lines(HEADER, "Rosa Delgado\t10/13/2025\tDavid Okafor\t"))
    done = bring(school, press(), [sheet], Answers(), keep=False)
    assert (done.logged, done.reports[0].new) == (None, 1)
    assert logged(school) == []


@pytest.fixture
def cli(sheets_made, home):
    shutil.copytree(sheets_made, home)
    return Cli(home, datetime(2025, 10, 17, 8))


def stored(cli):
    opened = open_district(cli.home)
    found = logged(opened, "student_id, day, mentor_id, kind")
    opened.close()
    return found


def reports(cli, *arguments):
    return json.loads(cli("contacts", *arguments, "--json").stdout)


def test_the_command_adds_up_and_changes_nothing_the_second_time(cli, given):
    sheet = lines("Student,Date,Mentor", "Rosa Delgado,10/13/2025,David Okafor", "",
                  "Amina Yusuf,10/13/2025,", "Owen Fitzgerald,10/13/2025,")  # fmt: skip
    path = given("c.csv", sheet)
    [report] = reports(cli, path)
    assert report["layout"] == "contacts"
    assert report["rows_read"] == report["rows_kept"] + sum(report["rejected"].values()) == 4
    assert report["rejected"] == {"blank_row": 1, "ambiguous_student": 1}
    assert "0041003" in report["set_aside"][0]["sentence"]
    assert "0041009" in report["set_aside"][0]["sentence"]
    assert report["changes"] == {"contacts_added": 2}
    assert stored(cli) == [(ROSA, MONDAY, "m1", "saw"), (OWEN, MONDAY, "m5", "saw")]
    [again] = reports(cli, path)
    assert (again["changes"], again["contacts_known"], again["unchanged"]) == ({}, 2, True)
    assert "2 of 4 rows kept" in cli.done("contacts", path)


def test_the_command_reads_marks_in_the_week_it_is_told(cli, given):
    path = given("c.csv", lines("Student,Mon,Tue", "Rosa Delgado,x,p"))
    asked = cli("contacts", path)
    assert (asked.exit_code, asked.stdout) == (2, "")
    assert "--week" in asked.stderr
    dry = cli.done("contacts", path, "--week", "2025-10-15", "--dry-run")
    assert "2 new contacts" in dry
    assert "Nothing was saved" in dry
    assert stored(cli) == []
    cli.done("contacts", path, "--week", "2025-10-15")
    assert stored(cli) == [(ROSA, MONDAY, "m1", "saw"), (ROSA, TUESDAY, "m1", "talked")]


def test_the_command_asks_for_the_order_of_dates(cli, given):
    path = given("c.csv", lines("Student,Date", "Rosa Delgado,9/10/2025"))
    assert "--date-order" in cli("contacts", path).stderr
    cli.done("contacts", path, "--date-order", "dmy")
    assert stored(cli) == [(ROSA, date(2025, 10, 9), "m1", "saw")]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("Kid,When\nRosa,soon\n", "no column names the students"),
        ("Student,Date\nNobody,10/13/2025\n", "none of its 1 rows can be used"),
        (b"%PDF-1.7", "is a PDF"),
        (b"", "is empty"),
    ],
)
def test_the_command_refuses_with_sentences_what_it_cannot_use(cli, given, content, words):
    good = given("good.csv", lines("Student,Date", "Rosa Delgado,10/13/2025"))
    refused = cli("contacts", good, given("bad.csv", content))
    assert refused.exit_code == 2
    assert words in refused.stderr
    assert stored(cli) == []
    assert [r["file"] for r in reports(cli, good, given("bad.csv", content))] == [
        "good.csv", "bad.csv",
    ]  # fmt: skip


def test_the_command_reads_a_workbook_and_windows_text(cli, given):
    from sm_core.contact_sheets.template import template
    from sm_core.exports import safe_workbook

    sheets = template("contact_days", MONDAY)
    table = next(iter(sheets.values()))
    table.loc[0] = ["0041001", "", "", "", "x", "", "", "", "p", "likes band"]
    book = given("c.xlsx", safe_workbook(sheets))
    text = given(
        "d.csv", "Student;Date;Note\nTran, Marcus;13.10.2025;d\xe9j\xe0 vu\n".encode("cp1252")
    )
    cli.done("contacts", book, text)
    opened = open_district(cli.home)
    assert logged(opened, "student_id, day, kind, note") == [
        (ROSA, MONDAY, "saw", ""), (ROSA, date(2025, 10, 17), "talked", "likes band"),
        (MARCUS, MONDAY, "saw", "déjà vu"),
    ]  # fmt: skip
    opened.close()
