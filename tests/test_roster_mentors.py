"""Mentors files: what is read, who is known again, and what is set aside with which sentence."""

import json
import shutil
from datetime import date

import pytest
from roster_files import (
    CHEN,
    bring_in,
    counts,
    later,
    one,
    roster,
    rows_of,
)
from workbooks import xlsx

from sm_core.actor import local_captain
from sm_core.errors import NotAllowed
from sm_core.mentors.mentor import Screening
from sm_core.mentors.merge import merge
from sm_core.mentors.table import exported
from sm_core.roster.run import bring_roster
from sm_core.saving import Save
from sm_core.uploads import open_district
from tests.conftest import NOW, Cli
from tests.invented import LINC, ROOS

CAST = (
    "Name,Kind,Position,School,E-mail,Capacity,Languages,Availability\n"
    'David Okafor,staff,Band teacher,LINC,okafor@linc.org,4,English,"Mon, Wed 8:00-8:30"\n'
    "Grace Lindqvist,counselor,,Lincoln Middle School,,,,\n"
    "Tomás Rivera,AmeriCorps,,LINC; ROOS,tomas@corps.org,,Spanish; English,\n"
    "Priya Nair,12th grader,,linc,,,,\n"
    "Helen Brandt,,,LINC,,,,\n"
)


@pytest.fixture
def store(home, district_home):
    shutil.copytree(district_home, home)
    opened = open_district(home)
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def still(tmp_path_factory, district_home):
    """A store with the cast on its roster, that no test changes."""
    home = tmp_path_factory.mktemp("still") / "home"
    shutil.copytree(district_home, home)
    opened = open_district(home)
    path = home.parent / "cast.csv"
    path.write_text(CAST, encoding="utf-8")
    bring_in(opened, path)
    yield opened
    opened.close()


def test_the_words_of_people_become_records(store, given):
    report = one(store, given("m.csv", CAST))
    assert (report.layout, report.rows_read, report.rows_kept) == ("mentors", 5, 5)
    assert report.changes == {"mentors_added": 5}
    found = roster(store)
    david, tomas = found["David Okafor"], found["Tomás Rivera"]
    assert (david.kind, david.position, david.capacity) == ("staff", "Band teacher", 4)
    assert [str(slot) for slot in david.brings.availability] == ["Mon 8:00-8:30", "Wed 8:00-8:30"]
    assert (found["Grace Lindqvist"].kind, found["Grace Lindqvist"].position) == (
        "staff", "counselor",
    )  # fmt: skip
    assert (tomas.kind, tomas.organization, tomas.capacity) == ("external", "AmeriCorps", 12)
    assert tomas.schools == (LINC, ROOS)
    assert tomas.brings.languages == ("English", "Spanish")
    assert (found["Priya Nair"].kind, found["Priya Nair"].capacity) == ("peer", 1)
    assert found["Helen Brandt"].kind == "staff"
    assert any("kind of mentor is not told in row 6" in note for note in report.notes)


def test_the_same_file_again_changes_nothing(store, given):
    path = given("m.csv", CAST)
    bring_in(store, path)
    before = counts(store)
    again = one(store, path, when=later())
    assert (again.changes, again.rows_same, again.unchanged) == ({}, 5, True)
    assert counts(store) == before


def test_changed_cells_update_and_blank_cells_erase_nothing(store, given):
    bring_in(store, given("m.csv", CAST))
    report = one(store, given("m2.csv", "Name,School,Position,E-mail,Capacity\n"
                              "David Okafor,LINC,,,6\nHelen Brandt,LINC,,,4\n"))  # fmt: skip
    assert report.changes == {"mentors_changed": 1}
    david = roster(store)["David Okafor"]
    assert (david.capacity, david.position, david.email) == (6, "Band teacher", "okafor@linc.org")
    changes = rows_of(store, "history", "field, before, after")
    assert ("capacity", "4", "6") in changes


def test_our_own_export_reads_back_unchanged(store, given):
    bring_in(store, given("m.csv", (
        "Mentor ID,First name,Last name,Kind,Position,Organization,E-mail,Phone,Schools,Capacity,"
        "Grades,Languages,Interests,Dislikes,Availability,Application,Interview,References,"
        "Criminal check,Criminal check expires,Registry check,Registry check expires,Orientation,"
        "Confidentiality agreement,Duty to report,Started,Paused,Closed,Reason,Note\n"
        "m1,David,Okafor,staff,Band teacher,,okafor@linc.org,+1 555 0100,LINC,4,6; 7; 8,Igbo,"
        "jazz; chess,,\"Mon, Wed 8:00-8:30; Fri 12:15-12:45\",2025-08-01,2025-08-05,2025-08-06,"
        "2025-08-10,2027-08-10,2025-08-11,2026-08-11,2025-08-20,yes,yes,2025-09-02,,,,=hello\n"
        "m2,Tomás,Rivera,external,,AmeriCorps,tomas@corps.org,,LINC; ROOS,12,,,,,,,,,,,,,2025-08-20"
        ",yes,no,2025-09-02,2025-12-01,,on leave,\n"
        "m3,Helen,Brandt,peer,,,,,,1,,,,,,,,,,,,,,,,2025-09-02,,2025-11-01,moved,\n"
    )))  # fmt: skip
    before, found = counts(store), roster(store)
    assert found["David Okafor"].screening["criminal_check"] == Screening(
        date(2025, 8, 10), date(2027, 8, 10)
    )
    assert found["David Okafor"].cannot_be_matched(NOW.date()) == []
    assert found["Tomás Rivera"].stage(NOW.date()) == "paused"
    frame = exported(list(found.values()), NOW.date())
    report = one(store, given("out.csv", frame.to_csv(index=False)), when=later())
    assert (report.rows_kept, report.changes, report.asides) == (3, {}, [])
    assert counts(store) == before


def test_an_id_unknown_so_far_is_kept_and_found_again(store, given):
    bring_in(store, given("a.csv", "Mentor ID,Name,School\nX-1,David Okafor,LINC\n"))
    bring_in(store, given("b.csv", "Mentor ID,Name,School\nX-1,David Okafor-Reyes,LINC\n"))
    assert {m.mentor_id: m.name for m in roster(store).values()} == {"X-1": "David Okafor-Reyes"}


@pytest.mark.parametrize(
    "name",
    ["Okafor, David", "Mr. DAVID OKAFOR", "  david   okafor ", "Dávid Okafor", "David O'kafor"],
)
def test_other_spellings_are_the_same_mentor(still, given, name):
    report = one(still, given("m.csv", f'Name,School\n"{name}",LINC\n'), keep=False)
    assert (report.changes, report.rows_same) == ({}, 1)


def test_an_email_finds_a_mentor_at_another_school_and_adds_the_school(store, given):
    bring_in(store, given("m.csv", CAST))
    report = one(store, given("n.csv", "Name,School,Email\nD. Okafor,ROOS,OKAFOR@linc.org\n"))
    assert report.changes == {"mentors_changed": 1}
    assert roster(store)["D. Okafor"].schools == (LINC, ROOS)


def test_a_namesake_at_another_school_is_another_person(still, given):
    report = one(still, given("m.csv", "Name,School\nDavid Okafor,ROOS\n"), keep=False)
    assert report.changes == {"mentors_added": 1}


def test_a_close_name_comes_in_and_is_told(still, given):
    report = one(still, given("m.csv", "Name,School\nGrace Lindquist,LINC\n"), keep=False)
    assert report.changes == {"mentors_added": 1}
    assert any("Grace Lindquist (row 2) is close to Grace Lindqvist; merge them" in note
               for note in report.notes)  # fmt: skip


def test_a_merged_record_is_found_under_its_old_name(store, given):
    path = given("m.csv", CAST + "Dave Okafor,staff,,LINC,dave@home.org,,,\n")
    bring_in(store, path)
    found = roster(store)
    merge(store, Save(local_captain(), NOW), found["David Okafor"].mentor_id,
          found["Dave Okafor"].mentor_id)  # fmt: skip
    again = one(store, path, when=later())
    assert sum(again.changes.values()) == 0
    assert set(roster(store)) == set(found) - {"Dave Okafor"}


BAD = {
    "no_name": (",LINC,staff,,,,", "it names nobody"),
    "bad_kind": ("Ann Lee,LINC,astronaut,,,,", '"astronaut" is no kind of mentor'),
    "unknown_school": ("Ann Lee,NOPE,staff,,,,", 'there is no school "NOPE"'),
    "bad_email": ("Ann Lee,LINC,staff,ann,,,", "this is not an e-mail address"),
    "zero": ("Ann Lee,LINC,staff,,0,,", "a number from 1 to 40"),
    "many": ("Ann Lee,LINC,staff,,500,,", "a number from 1 to 40"),
    "a few": ("Ann Lee,LINC,staff,,a few,,", "this is not a number"),
    "ends": ("Ann Lee,LINC,staff,,,Fri 12:00-11:00,", "ends before it starts"),
    "birth": ("Ann Lee,LINC,staff,,,,1979-05-04", "looks like a date of birth"),
    "future": ("Ann Lee,LINC,staff,,,,2026-01-31", "has not come yet"),
    "no date": ("Ann Lee,LINC,staff,,,,soon", "this is not a date"),
    "cells": ("Ann Lee,LINC,staff,,,,,,more", "more cells than the header"),
}


@pytest.mark.parametrize("case", BAD)
def test_a_bad_row_is_named_with_what_to_do(still, given, case):
    line, words = BAD[case]
    header = "Name,School,Kind,E-mail,Capacity,Availability,Training date"
    text = f"{header}\n{line}\n,,,,,,\nHelen Brandt,LINC,,,,,\n"
    report = one(still, given("m.csv", text), keep=False)
    assert report.rows_read == report.rows_kept + sum(report.rejected.values()) == 3
    [aside] = report.asides
    assert str(aside).startswith("m.csv, row 2")
    assert words in str(aside)


@pytest.mark.parametrize(
    ("header", "cells", "words"),
    [
        ("Interview", "1979-01-01", "looks like a date of birth"),
        ("Criminal check,Criminal check expires", "2025-09-01,2025-08-31", "before it was done"),
        ("Criminal check expires", "2027-08-31", "no day on which it was done"),
        ("Status", "abducted", "is no status that is known"),
        ("Grades", "6-15", '"15" is no grade'),
        ("Grades", "8-6", "is no span of grades"),
        ("Started", "2031-09-01", "has not come yet"),
        ("Position", "x" * 201, "too long"),
    ],
)
def test_what_cannot_be_in_other_columns(still, given, header, cells, words):
    report = one(still, given("m.csv", f"Name,School,{header}\nAnn Lee,LINC,{cells}\n"), keep=False)
    assert report.problems == ["m.csv: none of its 1 rows can be used."]
    assert words in str(report.asides[0])


def test_ten_bad_rows_are_each_named_and_the_others_come_in(store, given):
    lines = [line for line, _ in list(BAD.values())[:10]]
    text = "Name,School,Kind,E-mail,Capacity,Availability,Training date\n" + "\n".join(lines)
    report = one(
        store, given("m.csv", f"{text}\nHelen Brandt,LINC,,,,,\nPriya Nair,LINC,peer,,,,\n")
    )
    assert [aside.row for aside in report.asides] == list(range(2, 12))
    assert (report.rows_kept, sum(report.rejected.values())) == (2, 10)
    assert set(roster(store)) == {"Helen Brandt", "Priya Nair"}


def test_the_same_mentor_twice_in_one_file(store, given):
    text = 'Name,School,Capacity\nDavid Okafor,LINC,4\n"Okafor, David",LINC,\nDavid Okafor,LINC,5\n'
    report = one(store, given("m.csv", text))
    assert report.rejected == {"duplicate": 1, "contradicts": 1}
    assert "row 4" in str(report.asides[1])
    assert "row 2 says another thing of David Okafor (the students at once)" in str(
        report.asides[1]
    )
    assert roster(store)["David Okafor"].capacity == 4


@pytest.mark.parametrize(
    ("header", "one", "other"),
    [("Email", "a@x.org", "b@x.org"), ("Mentor ID", "a1", "b1")],
)
def test_namesakes_of_one_file_are_two_people_by_id_or_email(store, given, header, one, other):
    rows = [f"David Okafor,LINC,4,{said}" for said in (one, other)]
    path = given("m.csv", "\n".join([f"Name,School,Capacity,{header}", *rows, ""]))
    [report] = bring_in(store, path)
    assert (report.rows_kept, report.changes) == (2, {"mentors_added": 2})
    assert "David Okafor (row 3) is close to David Okafor" in str(report.notes)
    [again] = bring_in(store, path, when=later())
    assert (again.rows_same, again.changes) == (2, {})


def test_a_row_per_school_gives_both_schools(store, given):
    text = "Name,Email,School\nTomás Rivera,t@x.org,LINC\nTomás Rivera,t@x.org,ROOS\n"
    report = one(store, given("m.csv", text))
    assert report.rejected == {"duplicate": 1}
    assert roster(store)["Tomás Rivera"].schools == (LINC, ROOS)


def test_two_people_with_one_email_are_not_made_one(still, given):
    report = one(
        still, given("m.csv", "Name,School,Email\nAnn Lee,LINC,okafor@linc.org\n"), keep=False
    )
    assert "its e-mail is that of David Okafor" in str(report.asides[0])


def test_a_background_check_means_both_and_an_expired_one_warns(store, given):
    text = ("Name,School,Background check,Background check expires\n"
            "Ann Lee,LINC,2023-09-01,2025-09-01\nBob Ray,LINC,2025-09-01,2027-09-01\n")  # fmt: skip
    report = one(store, given("m.csv", text))
    [warning] = report.warnings
    assert warning.startswith("Ann Lee: expired are criminal background check (on Sep 1, 2025) and")
    assert set(roster(store)["Bob Ray"].screening) == {"criminal_check", "registry_check"}


def test_a_check_of_an_old_sheet_does_not_take_the_place_of_a_later_one(store, given):
    header = "Mentor ID,Name,School,Criminal check\n"
    bring_in(store, given("m.csv", header + "d1,David Okafor,LINC,2025-10-02 not passed\n"))
    [report] = bring_in(store, given("old.csv", header + "d1,David Okafor,LINC,2025-10-01\n"))
    assert report.warnings == [
        "David Okafor: criminal background check of Oct 1, 2025 is older than that of Oct 2, 2025, "
        "which stays; a slip is corrected on the mentor's page."
    ]
    assert (report.rows_same, report.changes) == (1, {})
    bring_in(store, given("new.csv", header + "d1,David Okafor,LINC,2025-10-03\n"))
    [row] = rows_of(store, "screenings", "step, done, passed")
    assert row == ("criminal_check", date(2025, 10, 3), True)


def test_a_yes_without_a_day_does_not_count_and_is_told(store, given):
    report = one(
        store, given("m.csv", "Name,School,Interview\nAnn Lee,LINC,yes\nBob Ray,LINC,no\n")
    )
    assert "Interview says yes without a day in row 2" in report.notes[-1]
    assert roster(store)["Ann Lee"].screening == {}


def test_a_status_starts_pauses_and_ends(store, given):
    path = given("m.csv", "Name,School,Status,Reason\nA One,LINC,Active,\n"
                 "B Two,LINC,on hold,leave\nC Three,LINC,inactive,\n"
                 "D Four,LINC,prospect,\n")  # fmt: skip
    bring_in(store, path)
    stages = {name: m.stage(NOW.date()) for name, m in roster(store).items()}
    assert stages == {"A One": "active", "B Two": "paused", "C Three": "closed",
                      "D Four": "prospect"}  # fmt: skip
    assert roster(store)["C Three"].state_reason
    assert one(store, path, when=later()).changes == {}


def test_a_coordinator_brings_in_only_mentors_of_her_school(store, given):
    path = given("m.csv", "Name,School\nAnn Lee,LINC\nBob Ray,ROOS\nCy Fox,LINC; ROOS\nDee Poe,\n")
    report = one(store, path, actor=CHEN)
    assert report.rejected == {"other_school": 2}
    assert "Ms. Chen may bring in rows of LINC only, not of ROOS" in str(report.asides[0])
    assert {m.name: m.schools for m in roster(store).values()} == {
        "Ann Lee": (LINC,), "Dee Poe": (LINC,),
    }  # fmt: skip


def test_a_coordinator_reads_back_a_mentor_who_is_elsewhere_too(store, given):
    bring_in(store, given("m.csv", CAST))
    report = one(store, given("n.csv", "Name,School\nTomás Rivera,LINC; ROOS\n"), actor=CHEN)
    assert (report.changes, report.asides) == ({}, [])


def test_a_principal_brings_in_nothing(still, given):
    from sm_core.actor import PRINCIPAL, Actor

    with pytest.raises(NotAllowed):
        bring_roster(still, Save(Actor("P", PRINCIPAL, (LINC,)), NOW), [given("m.csv", CAST)])


def test_without_any_school_known_the_text_is_the_id(home, empty_home, given):
    shutil.copytree(empty_home, home)
    empty = open_district(home)
    report = one(empty, given("m.csv", "Name,School\nAnn Lee,LINC\n"))
    assert roster(empty)["Ann Lee"].schools == (LINC,)
    assert "No school is known yet, so LINC is taken as the id" in report.notes[-1]
    empty.close()


@pytest.mark.parametrize(
    "content",
    [
        "Name;School;E-mail\nTomás Rivera;LINC, ROOS;tomas@corps.org\n".encode("utf-16"),
        CAST.encode("cp1252"),
        CAST.encode("utf-8-sig"),
        xlsx(
            {"Roster": [["Name", "School", "E-mail"], ["Tomás Rivera", "ROOS", "tomas@corps.org"]]}
        ),
    ],
    ids=["utf-16", "windows", "bom", "workbook"],
)
def test_files_as_spreadsheets_write_them(still, given, content):
    report = one(still, given("m.any", content), keep=False)
    assert report.problems == []
    assert report.rows_same == report.rows_kept > 0


def test_both_sheets_of_a_workbook_come_in(still, given):
    book = xlsx({"Mentors": [["Name", "School"], ["Ann Lee", "LINC"]],
                 "Pairs": [["Student", "Mentor"], ["Rosa Delgado", "Ann Lee"]],
                 "Read me": [["Hello"], ["there"]]})  # fmt: skip
    reports = bring_in(still, given("both.xlsx", book), keep=False)
    assert [(r.file, r.layout) for r in reports] == [
        ("both.xlsx, sheet Mentors", "mentors"), ("both.xlsx, sheet Pairs", "program"),
    ]  # fmt: skip
    assert reports[1].changes == {"matches_added": 1, "students_chosen": 1}


def test_an_open_order_of_dates_is_asked_and_never_guessed(still, given):
    path = given("m.csv", "Name,School,Interview\nAnn Lee,LINC,3/4/2025\n")
    asked = one(still, path, keep=False)
    assert "which comes first in dates like 3/4/2025" in asked.questions[0]
    [report] = bring_in(still, path, keep=False, order="dmy")
    assert report.questions == []


@pytest.mark.parametrize(("order", "day"), [("mdy", date(2025, 3, 4)), ("dmy", date(2025, 4, 3))])
def test_the_order_said_is_the_order_read(store, given, order, day):
    one(store, given("m.csv", "Name,School,Interview\nAnn Lee,LINC,3/4/2025\n"), order=order)
    assert roster(store)["Ann Lee"].screening["interview"].done == day


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Name,School\n", "no rows below it"),
        ("School,Kind\nLINC,staff\n", "no column with the names of mentors"),
        ("Name,Email,E-mail\nAnn Lee,a@x.org,b@x.org\n", "may mean the same"),
        ("Name,Mentor,School\nRosa Delgado,Ann Lee,LINC\n", "If those are the students"),
        ("Student,Grade\nRosa Delgado,6\n", "neither their mentors nor a permission"),
        ("Name,School\n" + "Ann Lee,LINC\n" * 20_001, "over 20,000 rows"),
        ("just some words\nand more\n", "no row with column names"),
        ("", "is empty"),
    ],
)
def test_a_file_that_cannot_be_used_says_why(still, given, text, words):
    report = one(still, given("m.csv", text), keep=False)
    assert words in " ".join(report.problems)


def test_a_double_click_saves_once(store, given):
    save, path = Save(local_captain(), NOW), given("m.csv", "Name,School\nAnn Lee,LINC\n")
    assert bring_roster(store, save, [path])[0].changes == {"mentors_added": 1}
    assert bring_roster(store, save, [path]) == []
    assert len(roster(store)) == 1


class TestCommandLine:
    def test_it_reports_as_json_and_a_dry_run_leaves_nothing(self, store, home, given):
        before = counts(store)
        store.close()
        path = given("m.csv", CAST + "Ann Lee,astronaut,,LINC,,,,\n")
        cli = Cli(home)
        [said] = json.loads(cli.done("roster", path, "--dry-run", "--json"))
        assert (said["file"], said["layout"]) == ("m.csv", "mentors")
        assert (said["rows_read"], said["rows_kept"], said["rejected"]) == (6, 5, {"bad_kind": 1})
        assert said["questions"] == []
        assert said["set_aside"][0]["row"] == 7
        again = open_district(home)
        assert counts(again) == before
        again.close()

    def test_it_says_in_words_what_it_did(self, store, home, given):
        store.close()
        text = Cli(home).done("roster", given("m.csv", CAST + "Ann Lee,astronaut,,LINC,,,,\n"))
        assert "m.csv: mentors, 5 of 6 rows kept: 5 new mentors" in text
        assert 'm.csv, row 7, Kind "astronaut": ' in text

    def test_a_question_is_exit_2_until_the_order_is_said(self, store, home, given):
        store.close()
        path = given("m.csv", "Name,School,Interview\nAnn Lee,LINC,3/4/2025\n")
        cli = Cli(home)
        refused = cli("roster", path, "--json")
        assert refused.exit_code == 2
        assert "--date-order" in refused.stderr
        [said] = json.loads(refused.stdout)
        assert len(said["questions"]) == 1
        assert (said["rows_read"], said["rows_kept"]) == (1, 0)
        assert cli("roster", path, "--date-order", "mdy").exit_code == 0

    def test_a_missing_file_and_a_useless_one_are_exit_2(self, store, home, given, tmp_path):
        store.close()
        cli = Cli(home)
        missing = cli("roster", tmp_path / "none.csv")
        assert (missing.exit_code, missing.stderr) == (2, "none.csv: there is no such file.\n")
        useless = cli("roster", given("m.csv", "Name,School\nAnn Lee,NOPE\n"))
        assert useless.exit_code == 2
        assert useless.stderr.splitlines()[1].startswith('m.csv, row 2, School "NOPE": there is no')


def test_an_old_file_brings_nobody_back_who_left(store, given):
    path = given("m.csv", "Name,School,Status,Reason\nA One,LINC,inactive,after a complaint\n")
    bring_in(store, path)
    old = given("old.csv", "Name,School,Status\nA One,LINC,active\n")
    report = one(store, old, when=later())
    assert roster(store)["A One"].stage(NOW.date()) == "closed"
    assert roster(store)["A One"].state_reason == "after a complaint"
    assert "A One has left the program (after a complaint) and stays so" in report.warnings[0]


def test_an_id_that_is_somebody_elses_renames_nobody(store, given):
    bring_in(store, given("m.csv", "Mentor ID,Name,School\nx1,David Okafor,LINC\n"))
    bad = "Mentor ID,Name,School\nx1,Grace Lindqvist,LINC\nx1,Dave Okafor,LINC\n"
    report = one(store, given("bad.csv", bad), when=later())
    assert report.rejected == {"contradicts": 1}
    assert 'the Mentor ID "x1" is that of David Okafor' in str(report.asides[0])
    assert set(roster(store)) == {"Dave Okafor"}
