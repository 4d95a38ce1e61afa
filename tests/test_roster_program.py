"""Sheets of a program already running: who meets whom, what the family said, and what cannot be."""

import json
import shutil
from datetime import date, timedelta

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

from sm_core.actor import local_captain
from sm_core.saving import Save, save_once
from sm_core.uploads import open_district
from tests.conftest import NOW, Cli
from tests.invented import AMINA, DAYS, LINC, MARCUS, OWEN, ROOS, ROSA, bring, register, weekdays

HEADER = "Student,Mentor,Permission,Start date,End date,School,Notes\n"
RUNNING = (
    HEADER + "Rosa Delgado,David Okafor,yes,2025-09-22,,,likes band\n"
    '"Tran, Marcus",Grace Lindqvist,sent,2025-10-01,,,\n'
)
MENTORS = "Mentor ID,Name,School\nd1,David Okafor,LINC\ng1,Grace Lindqvist,LINC\n"


@pytest.fixture
def store(home, district_home):
    shutil.copytree(district_home, home)
    opened = open_district(home)
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def still(tmp_path_factory, district_home):
    """A store with David and Grace, and Rosa meeting David; no test changes it. Two students at
    Lincoln are called Ana Ruiz."""
    folder = tmp_path_factory.mktemp("program")
    shutil.copytree(district_home, folder / "home")
    opened = open_district(folder / "home")

    def write(name, content):
        (folder / name).write_text(content, encoding="utf-8")
        return folder / name

    anas = [register(DAYS, (student,), grade=grade).partition("\n")[2]
            for student, grade in (("0051001", "7"), ("0051002", "8"))]  # fmt: skip
    bring(opened, write, {
        "more.csv": "".join([register(DAYS, (ROSA, MARCUS)), *anas]),
        "more_people.csv": "Student ID,First Name,Last Name\n0051001,Ana,Ruiz\n0051002,Ana,Ruiz\n",
    })  # fmt: skip
    bring_in(opened, write("m.csv", MENTORS))
    bring_in(opened, write("p.csv", HEADER + "Rosa Delgado,David Okafor,yes,2025-09-22,,,\n"))
    yield opened
    opened.close()


def matches(store):
    return rows_of(store, "matches", "student_id, started, ended, note")


def test_a_pair_makes_a_match_a_permission_and_a_chosen_student(store, given):
    bring_in(store, given("m.csv", MENTORS))
    report = one(store, given("p.csv", RUNNING))
    assert (report.layout, report.rows_kept) == ("program", 2)
    assert report.changes == {"matches_added": 2, "permissions_added": 2, "students_chosen": 2,
                              "mentors_changed": 2}  # fmt: skip
    assert rows_of(store, "matches", "student_id, mentor_id, school_id, started, ended, note") == [
        (ROSA, "d1", LINC, date(2025, 9, 22), None, "likes band"),
        (MARCUS, "g1", LINC, date(2025, 10, 1), None, ""),
    ]
    assert rows_of(store, "permissions", "student_id, school_id, state, since") == [
        (ROSA, LINC, "given", None), (MARCUS, LINC, "sent", None),
    ]  # fmt: skip
    columns = "student_id, school_year, state, since, reason, listed_for"
    assert rows_of(store, "targets", columns)[0] == (
        ROSA, "2025-26", "chosen", date(2025, 9, 22), "already in the program",
        "already in the program",
    )  # fmt: skip
    assert roster(store)["David Okafor"].started == date(2025, 9, 22)
    kinds = {kind for (kind,) in rows_of(store, "history", "DISTINCT kind")}
    assert kinds == {"mentor", "match", "permission", "target"}


def test_the_same_sheet_again_changes_nothing(store, given):
    path = given("p.csv", RUNNING)
    bring_in(store, path)
    before = counts(store)
    again = one(store, path, when=later())
    assert (again.changes, again.rows_same, again.unchanged) == ({}, 2, True)
    assert counts(store) == before


def test_changed_cells_update_without_a_second_match(store, given):
    bring_in(store, given("p.csv", RUNNING))
    sheet = HEADER + "Rosa Delgado,David Okafor,refused,2025-09-23,2025-12-19,,moved on\n"
    report = one(store, given("q.csv", sheet), when=later())
    assert report.changes == {"matches_changed": 1, "permissions_changed": 1}
    assert matches(store)[0] == (ROSA, date(2025, 9, 23), date(2025, 12, 19), "moved on")
    assert ("state", "given", "refused") in rows_of(store, "history", "field, before, after")


def test_a_match_ended_here_is_not_begun_again_by_the_old_sheet(store, given):
    path = given("p.csv", RUNNING)
    bring_in(store, path)
    ended = HEADER + "Rosa Delgado,David Okafor,,,2026-01-16,,\n"
    bring_in(store, given("q.csv", ended))
    assert one(store, path, when=later()).changes == {}
    assert matches(store)[0][2] == date(2026, 1, 16)
    begun = HEADER + "Rosa Delgado,David Okafor,,2026-01-20,,,\n"
    assert one(store, given("r.csv", begun)).changes == {"matches_added": 1}


def test_a_mentor_not_on_the_roster_is_added_and_told(store, given):
    report = one(store, given("p.csv", RUNNING))
    assert report.changes["mentors_added"] == 2
    assert "Added to the roster as staff: David Okafor, Grace Lindqvist." in report.notes[-1]
    david = roster(store)["David Okafor"]
    assert (david.kind, david.schools, david.students) == ("staff", (LINC,), (ROSA,))
    assert david.free(NOW.date()) == 0


def test_mentors_and_pairs_come_together_whatever_their_order(store, given):
    reports = bring_in(store, given("p.csv", RUNNING), given("m.csv", MENTORS))
    assert [r.layout for r in reports] == ["program", "mentors"]
    assert "mentors_added" not in reports[0].changes
    assert {m for (m,) in rows_of(store, "matches", "mentor_id")} == {"d1", "g1"}


def test_the_summit_sheet_is_read_and_its_other_columns_are_named(store, given):
    report = one(store, given("s.csv", (
        "Student name,Attendance previous quarter,Days absent,Mentor name,Notes,"
        "Additional supports\nRosa Delgado,91 %,4,Mr. David Okafor,likes band,bus pass\n"
    )))  # fmt: skip
    assert report.changes["matches_added"] == 1
    assert any("Attendance previous quarter, Days absent, Additional supports" in note
               for note in report.notes)  # fmt: skip
    assert "No start date in row 2: the match starts today." in report.notes
    assert matches(store) == [(ROSA, NOW.date(), None, "likes band")]


@pytest.mark.parametrize(
    ("cells", "found"),
    [
        (f"{ROSA},,", ROSA),
        ("41001,,", ROSA),
        (',"Delgado, Rosa",', ROSA),
        (",rosa  DELGADO,", ROSA),
        (",Rosa M. Delgado,", ROSA),
        (",Ana Ruiz,7", "0051001"),
        (",Ana Ruiz,8", "0051002"),
        (f"{ROSA},Rosie Delgado,", ROSA),
    ],
)
def test_students_are_found_by_id_and_name(still, given, cells, found):
    text = f"Student ID,Student name,Grade,Mentor,Permission\n{cells},,sent\n"
    report = one(still, given("p.csv", text), keep=False)
    assert report.asides == []
    changed = "permissions_changed" if found == ROSA else "permissions_added"
    assert report.changes[changed] == 1


BAD = {
    "nobody": ("Nobody Here,Grace Lindqvist,,,,,", "unknown_student", "no such student"),
    "blank": (",Grace Lindqvist,,,,,", "unknown_student", "it names no student"),
    "two": ("Ana Ruiz,Grace Lindqvist,,,,,", "ambiguous_student",
            "0051001 (grade 7, LINC) and 0051002 (grade 8, LINC)"),
    "elsewhere": ("Owen Fitzgerald,Grace Lindqvist,,,,LINC,", "unknown_student", "(grade 4, ROOS)"),
    "future": ("Marcus Tran,Grace Lindqvist,,2026-01-31,,,", "bad_date", "has not come yet"),
    "long ago": ("Marcus Tran,Grace Lindqvist,,2023-06-30,,,", "bad_date", "before Jul 1, 2023"),
    "ends": ("Marcus Tran,Grace Lindqvist,,2025-10-01,2025-09-30,,", "bad_date",
             "ends before it starts"),
    "far": ("Marcus Tran,Grace Lindqvist,,2025-10-01,2035-09-30,,", "bad_date", "check the year"),
    "word": ("Marcus Tran,Grace Lindqvist,perhaps,,,,", "bad_permission", "write yes, no, sent"),
    "refused": ("Marcus Tran,Grace Lindqvist,no,2025-10-01,,,", "refused_permission",
                "the family refused"),
    "taken": ("Rosa Delgado,Grace Lindqvist,yes,2025-10-01,,,", "other_mentor",
              "Rosa Delgado meets David Okafor now; end that match first"),
    "several": ("Marcus Tran,Okafor / Lindqvist,,,,,", "ambiguous_mentor", "several mentors"),
    "e-mail": ("Marcus Tran,x@y.org,,,,,", "no_name", "no mentor on the roster has this"),
    "school": ("Marcus Tran,Grace Lindqvist,,,,NOPE,", "unknown_school", 'no school "NOPE"'),
}  # fmt: skip


@pytest.mark.parametrize("case", BAD)
def test_a_bad_row_is_named_with_what_to_do(still, given, case):
    line, reason, words = BAD[case]
    good = "Rosa Delgado,David Okafor,,,,,\n"
    report = one(still, given("p.csv", f"{HEADER}{line}\n{good}"), keep=False)
    assert report.rejected == {reason: 1}
    assert words in str(report.asides[0])
    assert str(report.asides[0]).startswith("p.csv, row 2")
    assert report.rows_read == report.rows_kept + 1 == 2


def test_the_earliest_start_is_july_1_three_years_ago(still, given):
    line = "Marcus Tran,Grace Lindqvist,,2023-07-01,,,\n"
    assert one(still, given("p.csv", HEADER + line), keep=False).asides == []


def test_a_mentor_name_that_fits_two_asks_for_the_id(store, given):
    bring_in(store, given("m.csv", "Mentor ID,Name,School,E-mail\na1,Ann Lee,LINC,a@x.org\n"
                          "a2,Ann Lee,ROOS,b@x.org\n"))  # fmt: skip
    bring_in(store, given("n.csv", "Mentor ID,Name,School\na2,Ann Lee,LINC\n"))
    report = one(store, given("p.csv", HEADER + "Rosa Delgado,Ann Lee,,,,,\n"
                              "Marcus Tran,a1,,,,,\n"))  # fmt: skip
    assert report.rejected == {"ambiguous_mentor": 1}
    assert "a1 (Ann Lee, LINC), a2 (Ann Lee, LINC; ROOS)" in str(report.asides[0])
    assert roster(store)["Ann Lee"]


@pytest.mark.parametrize(
    ("name", "kept"),
    [("David Okafor", 1), ("David Okafor-Smith", 1), ("d1", 1), ("", 1), ("Grace Lindqvist", 0)],
)
def test_an_id_with_the_name_of_somebody_else_is_set_aside(still, given, name, kept):
    text = f"Student ID,Mentor ID,Mentor,School\n{ROSA},d1,{name},LINC\n{ROSA},d1,,LINC\n"
    report = one(still, given("p.csv", text), keep=False)
    assert report.rejected == ({"duplicate": 1} if kept else {"ambiguous_mentor": 1})
    assert kept or "with this id or e-mail is David Okafor, not" in str(report.asides[0])


def test_a_last_name_alone_is_the_only_mentor_of_it_at_the_school(still, given):
    report = one(still, given("p.csv", HEADER + "Marcus Tran,Ms. Lindqvist,,,,,\n"), keep=False)
    assert "mentors_added" not in report.changes
    report = one(still, given("q.csv", HEADER + "Owen Fitzgerald,Ms. Lindqvist,,,,,\n"), keep=False)
    assert report.changes["mentors_added"] == 1


def test_a_mentor_who_left_gets_nobody(store, given):
    bring_in(store, given("m.csv", "Name,School,Closed,Reason\nAnn Lee,LINC,2025-12-01,moved\n"))
    report = one(
        store, given("p.csv", HEADER + "Rosa Delgado,Ann Lee,,,,,\nMarcus Tran,,sent,,,,\n")
    )
    assert report.rejected == {"mentor_left": 1}


def test_over_capacity_is_taken_with_a_warning(store, given):
    bring_in(store, given("m.csv", "Name,School,Capacity\nDavid Okafor,LINC,1\n"))
    report = one(store, given("p.csv", HEADER + "Rosa Delgado,David Okafor,,,,,\n"
                              "Marcus Tran,David Okafor,,,,,\n"))  # fmt: skip
    assert report.warnings == ["David Okafor now has 2 students and takes 1."]
    assert report.rows_kept == 2


@pytest.mark.parametrize(
    ("text", "state", "since"),
    [
        ("yes", "given", None), ("Y", "given", None), ("signed 9/15/2025", "given", "2025-09-15"),
        ("2025-09-15", "given", "2025-09-15"), ("no", "refused", None), ("sent", "sent", None),
        ("pending", "sent", None), ("not yet", "to send", None),
        ("sent 9/15/2025", "sent", "2025-09-15"),
    ],
)  # fmt: skip
def test_what_a_permission_says(store, given, text, state, since):
    one(store, given("p.csv", f"Student,Permission\nMarcus Tran,{text}\n"))
    day = since and date.fromisoformat(since)
    assert rows_of(store, "permissions", "state, since") == [(state, day)]


def test_a_refused_student_without_mentor_is_not_chosen(store, given):
    report = one(store, given("p.csv", "Student,Permission\nMarcus Tran,no\nRosa Delgado,sent\n"))
    assert report.changes == {"permissions_added": 2, "students_chosen": 1}
    assert rows_of(store, "targets", "student_id") == [(ROSA,)]


@pytest.mark.parametrize("row", ["Rosa Delgado,David Okafor,no,,,,", "Rosa Delgado,,no,,,,"])
def test_a_no_ends_the_match_and_the_choice_there_are(store, given, row):
    bring_in(store, given("p.csv", RUNNING))
    path = given("q.csv", f"{HEADER}{row}\n")
    [report] = bring_in(store, path, when=later())
    assert report.notes[-2:] == [
        "The match of Rosa Delgado with David Okafor is ended: please tell David Okafor.",
        "Rosa Delgado is off the list for a mentor.",
    ]
    assert rows_of(store, "matches", "student_id, ended, end_reason")[0] == (
        ROSA, date(2026, 1, 31), "The family said no")  # fmt: skip
    assert ("chosen", ROSA) not in rows_of(store, "targets", "state, student_id")
    before = counts(store)
    [again] = bring_in(store, path, when=later(2))
    assert (again.changes, counts(store)) == ({}, before)


@pytest.mark.parametrize(("row", "kept"), [
    ("Rosa Delgado,Grace Lindqvist,yes,,,,", 0),
    ("Rosa Delgado,Grace Lindqvist,2026-01-30,,,,", 0),
    ("Rosa Delgado,Grace Lindqvist,2026-01-31,2026-02-01,,,", 1),
])  # fmt: skip
def test_an_old_yes_does_not_undo_a_no(store, given, row, kept):
    bring_in(store, given("p.csv", HEADER + "Rosa Delgado,,no,,,,\n"))
    [report] = bring_in(store, given("q.csv", f"{HEADER}{row}\n"), when=later(2))
    assert report.rows_kept == kept
    assert len(matches(store)) == kept


def test_the_no_of_one_household_is_a_no_although_the_other_said_yes(store, given):
    save_once(store, Save(local_captain(), NOW), lambda writing: [
        writing.insert("families", [{"family_id": f, "student_id": ROSA} for f in ("ana", "luis")]),
        writing.insert("permissions", [
            {"permission_id": f, "student_id": ROSA, "family_id": f, "state": state, "since": day}
            for f, state, day in (("ana", "refused", date(2026, 1, 20)),
                                  ("luis", "given", date(2026, 1, 22)))
        ]),
    ])  # fmt: skip
    [report] = bring_in(store, given("q.csv", f"{HEADER}Rosa Delgado,Grace Lindqvist,,,,,\n"))
    assert [aside.reason for aside in report.asides] == ["refused_permission"]
    assert matches(store) == []


def test_an_answer_that_was_taken_back_does_not_come_again(store, given):
    path = given("p.csv", HEADER + "Rosa Delgado,,no,,,,\n")
    bring_in(store, path)
    with store.writing("program") as cursor:
        cursor.execute("UPDATE program.permissions SET taken_back = now()::TIMESTAMP")
    bring_in(store, path, when=later())
    assert len(rows_of(store, "permissions", "*")) == 1


@pytest.mark.parametrize("state", ["deferred", "declined", "ended"])
def test_a_decision_of_somebody_outlives_the_old_sheet(store, given, state):
    path = given("p.csv", HEADER + "Rosa Delgado,,sent,,,LINC,\n")
    bring_in(store, path)
    with store.writing("program") as cursor:
        cursor.execute("UPDATE program.targets SET state = $state", {"state": state})
    [again] = bring_in(store, path, when=later())
    assert (again.rows_same, again.changes) == (1, {})
    assert "Deferred, declined or taken off the list before, and left so: row 2." in again.notes
    assert rows_of(store, "targets", "state") == [(state,)]
    bring_in(store, given("q.csv", HEADER + "Rosa Delgado,David Okafor,yes,2026-01-20,,LINC,\n"))
    assert rows_of(store, "targets", "state") == [("chosen",)]


def test_a_student_is_not_chosen_at_a_school_they_have_left(store, given):
    moved = register(weekdays(DAYS[-1] + timedelta(days=1), 20), (ROSA,), school=ROOS)
    bring(store, given, {"roos_too.csv": moved})
    path = given("p.csv", HEADER + "Rosa Delgado,David Okafor,yes,2025-09-22,,LINC,\n")
    for actor in (CHEN, None):
        report = one(store, path, actor=actor)
        assert "no longer at that school: row 2." in str(report.warnings)
        assert rows_of(store, "targets", "*") == []
    assert len(matches(store)) == 1
    bring_in(store, given("q.csv", "Student,Permission\nRosa Delgado,yes\n"))
    assert rows_of(store, "targets", "school_id") == [(ROOS,)]


def test_an_ended_match_makes_room_whatever_the_order_of_the_rows(store, given):
    sheet = (HEADER + "Rosa Delgado,Grace Lindqvist,,2026-01-12,,,\n"
             "Rosa Delgado,David Okafor,,2025-09-22,2026-01-09,,\n")  # fmt: skip
    report = one(store, given("p.csv", sheet))
    assert report.asides == []
    assert [m[2] for m in matches(store)] == [date(2026, 1, 9), None]


def test_a_row_twice_is_a_duplicate_and_another_start_contradicts(store, given):
    line = "Rosa Delgado,David Okafor,yes,2025-09-22,,,\n"
    report = one(store, given("p.csv", HEADER + line + line + line.replace("22", "29")))
    assert report.rejected == {"duplicate": 1, "contradicts": 1}
    assert "row 2 says another start" in str(report.asides[1])
    assert matches(store) == [(ROSA, date(2025, 9, 22), None, "")]


def test_a_coordinator_brings_in_only_students_of_her_school(store, given):
    sheet = HEADER + (
        "Rosa Delgado,David Okafor,yes,2025-09-22,,,\nOwen Fitzgerald,Ann Lee,yes,,,,\n"
        f"{AMINA},Ann Lee,yes,,,,\nMarcus Tran,Ann Lee,yes,,,ROOS,\n"
    )
    report = one(store, given("p.csv", sheet), actor=CHEN)
    assert report.rejected == {"unknown_student": 2, "other_school": 1}
    assert "in the data of LINC" in str(report.asides[0])
    assert [m[0] for m in matches(store)] == [ROSA]


def test_a_coordinator_cannot_take_the_mentor_of_another_school(store, given):
    bring_in(store, given("m.csv", "Mentor ID,Name,School\nz9,Ann Lee,ROOS\n"))
    sheet = HEADER + "Rosa Delgado,z9,,,,,\nMarcus Tran,David Okafor,,,,,\n"
    report = one(store, given("p.csv", sheet), actor=CHEN)
    assert report.rejected == {"other_school": 1}


def test_a_mentor_known_by_id_gets_the_school_of_the_student(store, given):
    bring_in(store, given("m.csv", MENTORS))
    report = one(store, given("p.csv", HEADER + f"{OWEN},d1,yes,2025-09-22,,,\n"))
    assert report.changes["mentors_changed"] == 1
    assert roster(store)["David Okafor"].schools == (LINC, ROOS)


def test_a_dry_run_leaves_nothing_and_the_command_reports(store, home, given):
    before = counts(store)
    store.close()
    path, cli = given("p.csv", RUNNING), Cli(home)
    [said] = json.loads(cli.done("roster", path, "--dry-run", "--json"))
    assert (said["layout"], said["changes"]["matches_added"]) == ("program", 2)
    again = open_district(home)
    assert counts(again) == before
    again.close()
    assert "2 new matches" in cli.done("roster", path)
    assert "2 unchanged" in cli.done("roster", path)
