"""The sheet that teams know: who stands on it, and what it says at the bounds."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from sm_core.actor import local_captain
from sm_core.review.sheet import (
    BOTH,
    COLUMNS,
    LISTED,
    NOTHING,
    PROGRAM,
    UNNAMED,
    answer,
    notes,
    quarter_words,
    sheet,
    sheet_table,
)
from sm_core.schools import schools_seen
from sm_core.uploads import open_district
from tests.invented import AMINA, LINC, MARCUS, OWEN, ROOS, ROSA, bring, register, totals, weekdays
from tests.mentor_cast import choose
from tests.review_made import (
    DAY,
    MONDAY,
    action,
    decision,
    known,
    prepared,
    review,
)
from tests.targeted import made_once
from tests.weekly_cast import prepared_on

CHOSEN, MET = {"chosen": True}, {"mentors": "David Okafor"}
DAYS = weekdays(date(2025, 8, 25), 46)
JAN_19 = MONDAY - timedelta(days=7)


@pytest.mark.parametrize(
    ("missed", "days", "words"),
    [
        (13, 45, "missed 13 of 45 days (28.8%)"),
        (0, 45, "missed 0 of 45 days (0.0%)"),
        (45, 45, "missed 45 of 45 days (100.0%)"),
        (None, 45, "missed 0 of 45 days (0.0%)"),
        # The longest quarter, a day under a tenth.
        (11, 119, "missed 11 of 119 days (9.2%)"),
        (1, 10, "missed 1 of 10 days (10.0%)"),
        (1, 9, "missed 1 of 9 days"),
        (1, 1, "missed 1 of 1 day"),
        (0, 0, NOTHING),
        (None, None, NOTHING),
    ],
)
def test_a_quarter_in_words(missed, days, words):
    assert quarter_words(missed, days) == words


def of_students(rows):
    return [(row.number, row.student_id) for row in rows]


def test_the_list_first_then_the_program_by_last_name():
    gone = known("0041009", program=CHOSEN, enrolled=False)
    nothing = known("0041008")
    found = prepared(
        known(ROSA, program=MET), known(MARCUS), known(OWEN, program=CHOSEN),
        known(AMINA, program=MET), gone, nothing, listed=2,
    )  # fmt: skip
    # Fitzgerald stands before Yusuf; neither who left nor who is nowhere is on the sheet.
    assert of_students(sheet(found)) == [(1, ROSA), (2, MARCUS), (3, OWEN), (4, AMINA)]
    assert of_students(sheet(found, LISTED)) == [(1, ROSA), (2, MARCUS)]
    # A number stays the student's, whichever rows are shown.
    assert of_students(sheet(found, PROGRAM)) == [(1, ROSA), (3, OWEN), (4, AMINA)]
    assert answer(sheet(found)) == "2 students on the list, 2 more in the program"
    assert answer(sheet(found, LISTED)[:1]) == "1 student on the list"
    assert sheet(prepared()) == []


def test_what_a_row_says():
    support = {"support": "referred", "support_to": "School social worker"}
    quarter = {"quarter_missed": 13, "quarter_days": 45}
    found = prepared(known(program=MET | support, lately=quarter), known(MARCUS, grade=""))
    table = sheet_table(sheet(found))
    assert tuple(table.columns) == COLUMNS
    assert list(table.iloc[0]) == [
        "Rosa Delgado", "7", "missed 13 of 45 days (28.8%)", "14 of 92 days", "David Okafor", "",
        "Referred: School social worker",
    ]  # fmt: skip
    assert list(table.iloc[1]) == ["Marcus Tran", "–", "–", "14 of 92 days", "–", "", "–"]


@pytest.mark.parametrize(
    ("tier", "support", "said"),
    [("severe_chronic", "none", "None yet"), ("moderate_chronic", "none", NOTHING),
     (None, "none", NOTHING), ("moderate_chronic", "started", "Started")],
)  # fmt: skip
def test_who_is_severe_reads_that_there_is_no_support_yet(tier, support, said):
    [row] = sheet(prepared(known(tier=tier, program={"support": support})))
    assert row.supports == said


def test_a_begun_week_tells_what_it_kept_of_its_list():
    then = prepared(known(), known(MARCUS, program=MET), listed=1)
    later = prepared(
        known(missed=15), known(MARCUS, missed=2, program=MET), known(AMINA), listed=1,
        reviews=[review(then)],
    )  # fmt: skip
    # The list as it was kept; whoever stands on none is told as of now.
    said = {row.student_id: row.to_date for row in sheet(later)}
    assert said == {ROSA: "14 of 92 days", MARCUS: "2 of 92 days"}
    joined = replace(later, names=())
    assert of_students(sheet(joined)) == [(1, ROSA), (2, MARCUS)]


def test_the_newest_note_and_what_is_open():
    older = decision(note="bus route", monday=JAN_19, recorded=datetime(2026, 1, 20, 9))
    newer = decision(note="family moved", recorded=datetime(2026, 1, 28, 9))
    slip = decision(note="wrong student", recorded=datetime(2026, 1, 29), taken_back=datetime.max)
    wordless = decision(recorded=datetime(2026, 1, 29, 9))
    other = decision(MARCUS, note="of Marcus")
    actions = [
        action("Call home"), action("Visit", "David Okafor", date(2026, 1, 29)),
        action("Done then", state="done", ended=DAY),
        action("Done later", "Ms. Chen", date(2026, 2, 8), state="done", ended=date(2026, 2, 1)),
        action("Given later", opened=datetime(2026, 1, 31)),
        action("Of Marcus", student=MARCUS), action("Of the school", student=""),
    ]  # fmt: skip
    bare = prepared(known(), known(MARCUS))
    found = prepared(
        known(), known(MARCUS), actions=actions,
        reviews=[review(bare, decisions=[newer, wordless, slip, other]),
                 review(bare, "closed", [older], JAN_19)],
    )  # fmt: skip
    assert notes(found, ROSA) == (
        "Jan 29: discussed · Jan 28: family moved · Visit (David Okafor, overdue since Jan 29) · "
        "Call home (Ms. Chen, by Feb 6) · Done later (Ms. Chen, by Feb 8)"
    )
    assert notes(bare, ROSA) == ""


def test_hidden_nobody_is_named():
    found = prepared(
        known(program=MET | {"support": "started", "support_to": "Grace Lindqvist"}),
        known(MARCUS), actions=[action()], reviews=[],
    )  # fmt: skip
    table = sheet_table(sheet(found), hide=True)
    assert tuple(table.columns) == UNNAMED
    assert table.to_numpy().tolist() == [
        ["Student 1", "7", NOTHING, "14 of 92 days", "Yes", "Started"],
        ["Student 2", "7", NOTHING, "14 of 92 days", "No", NOTHING],
    ]
    assert list(sheet_table([], hide=True).columns) == [*UNNAMED]


@pytest.fixture(scope="module")
def quarters(tmp_path_factory):
    """46 days at Lincoln, where Amina comes from Roosevelt after the 20th; Owen is told by totals
    at a third school."""

    def fill(store, given):
        marks = {(ROSA, day): "U" for day in DAYS[:3]} | {(AMINA, DAYS[0]): "U"}
        lincoln = marks | {(AMINA, DAYS[-1]): "U"} | {(AMINA, day): None for day in DAYS[:20]}
        roosevelt = marks | {(AMINA, day): None for day in DAYS[20:]}
        bring(store, given, {
            "linc.csv": register(DAYS, (ROSA, AMINA), lincoln),
            "roos.csv": register(DAYS, (AMINA, MARCUS), roosevelt, ROOS),
            "totals.csv": totals((OWEN, 46, 5, DAYS[-1]), school="EAST"),
        })  # fmt: skip
        choose(store, ROSA, AMINA)
        choose(store, OWEN, school="EAST")

    store = open_district(made_once(tmp_path_factory, fill))
    yield store
    store.close()


@pytest.mark.parametrize(
    ("school", "student", "day", "words"),
    [
        (LINC, ROSA, DAYS[43], NOTHING),
        (LINC, ROSA, DAYS[44], "missed 3 of 45 days (6.6%)"),
        (LINC, ROSA, DAYS[45], "missed 3 of 45 days (6.6%)"),
        # Who changed schools brings the days of the other one along.
        (LINC, AMINA, DAYS[45], "missed 1 of 45 days (2.2%)"),
        ("EAST", OWEN, DAYS[45], NOTHING),
    ],
)
def test_the_last_quarter_of_the_school(quarters, school, student, day, words):
    captain = local_captain()
    [at] = [s for s in schools_seen(quarters, captain) if s.school_id == school]
    monday = day - timedelta(days=day.weekday())
    found = prepared_on(quarters, captain, at, monday, day, day)
    rows = {row.student_id: row for row in sheet(found, BOTH)}
    assert rows[student].quarter == words
    if school == "EAST":
        assert rows[student].to_date == "5 of 46 days"
