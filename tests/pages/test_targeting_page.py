"""The page that chooses students, through AppTest: full, empty, each role, each decision."""

import shutil
from dataclasses import replace
from datetime import datetime

import pytest
import streamlit as st
from looking import look, said

from sm_core.targeting.criteria import Criteria, criteria_of, save_criteria
from sm_core.targeting.decision import Picked
from tests.invented import AMINA, LINC, MARCUS, OWEN, ROOS, ROSA
from tests.targeted import JAN_30, press, put, stored
from ui import session

TARGETING = "pages/program/targeting.py"
CHEN = "Coordinator, Lincoln Middle School"


@pytest.fixture
def lincoln(lincoln_made, page_home, monkeypatch):
    """Four students at Lincoln, opened on Monday, February 2."""
    shutil.copytree(lincoln_made, page_home)
    monkeypatch.setattr(session, "now", lambda: datetime(2026, 2, 2, 8))
    return page_home


def page(who=CHEN, picked=(), **address):
    app = look(TARGETING, who=who, **address)
    if picked:
        app.session_state["targets_picked"] = [Picked(student, LINC) for student in picked]
        app.run()
    assert not app.exception
    return app


def listed(app):
    return list(app.dataframe[0].value["Id"]) if app.dataframe else []


def button(app, label):
    [found] = [each for each in app.button if each.label == label]
    return found


def error(app):
    """The first error, as people read it."""
    return app.error[0].value.replace("\\", "")


def labels(app):
    return {each.label for each in app.button}


def test_the_answer_comes_first_and_the_list_behind_it(lincoln):
    app = page()
    assert app.title[0].value == "Who needs a mentor?"
    assert app.subheader[0].value == "3 students proposed, 0 chosen"
    assert "0 places are free: 1 more mentor at 4 students each" in said(app)
    assert "The one severe student has neither mentor nor support." in said(app)
    assert listed(app) == [MARCUS, AMINA, ROSA]
    assert app.segmented_control[0].options[:2] == ["To decide 3", "Proposed earlier 0"]


def test_opening_the_page_writes_the_names_once(lincoln):
    app = page()
    app.run()
    rows = stored(session.store(), "student_id, state, proposed")
    assert [(student, state) for student, state, _ in rows] == [
        (ROSA, "proposed"), (MARCUS, "proposed"), (AMINA, "proposed"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "address", [{"as_of": "2026-01-28"}, {"who": "Principal, Lincoln Middle School"}]
)
def test_an_earlier_date_or_a_principal_only_looks(lincoln, address):
    app = page(**{"who": CHEN} | address, picked=[ROSA])
    assert stored(session.store()) == []
    assert not {"Choose", "Save criteria"} & labels(app)
    assert "1 picked" in said(app)


def test_choose_and_then_end_with_a_reason(lincoln):
    app = page(picked=[ROSA, MARCUS])
    assert "**2 picked:** Rosa Delgado, Marcus Tran" in said(app)
    button(app, "Choose").click().run()
    assert app.success[0].value == "2 students are chosen."
    assert listed(app) == [AMINA]
    app = page(list="chosen", picked=[])
    assert listed(app) == [MARCUS, ROSA]
    app.session_state["targets_picked"] = [Picked(ROSA, LINC, "chosen")]
    app.run()
    [reason] = [box for box in app.selectbox if box.label == "Reason"]
    reason.set_value("Family asked to end")
    button(app, "End").click().run()
    assert app.success[0].value == "1 student is taken off the list."
    assert (ROSA, LINC, "ended", None, "Family asked to end") in stored(session.store())


def test_defer_in_the_persons_own_words(lincoln):
    app = page(picked=[ROSA])
    [own] = [box for box in app.text_input if box.label == "In your own words"][:1]
    own.set_value("After the play")
    button(app, "Defer").click().run()
    assert app.success[0].value == "1 student is deferred."
    [row] = [row for row in stored(session.store()) if row[0] == ROSA]
    assert (row[2], f"{row[3]}", row[4]) == ("deferred", "2026-03-02", "After the play")


def test_decline_without_a_reason_is_refused_and_keeps_the_picks(lincoln):
    app = page(picked=[ROSA])
    button(app, "Decline").click().run()
    assert error(app) == "Say why: choose a usual reason or write your own."
    assert "1 picked" in said(app)
    assert listed(app) == [MARCUS, AMINA, ROSA]


def test_the_second_of_two_people_is_told(lincoln):
    mine = page(picked=[ROSA, MARCUS])
    theirs = page("District captain", picked=[ROSA])
    button(theirs, "Choose").click().run()
    [reason] = [box for box in mine.selectbox if box.label == "Reason"][-1:]
    reason.set_value("Family said no")
    button(mine, "Decline").click().run()
    assert "was chosen by District captain on Feb 2 at 08:00" in error(mine)
    assert "Nothing is saved for any of the 2 students" in error(mine)
    # What is still on the list stays picked.
    assert [p.student_id for p in mine.session_state["targets_picked"]] == [MARCUS]
    states = {student: state for student, _, state, *_ in stored(session.store())}
    assert states == {ROSA: "chosen", MARCUS: "proposed", AMINA: "proposed"}


def test_intensive_support_is_recorded_and_counted(lincoln):
    app = page(list="neither", picked=[ROSA])
    assert listed(app) == [ROSA]
    [state] = [radio for radio in app.radio if radio.label == "Intensive support"]
    state.set_value("referred")
    button(app, "Save support").click().run()
    assert error(app) == "Say to whom the student was referred."
    [to_whom] = [box for box in app.text_input if box.label.startswith("To whom")]
    to_whom.set_value("County clinic")
    button(app, "Save support").click().run()
    assert app.success[0].value == "The intensive support of 1 student is saved."
    assert "The one severe student has a mentor or support." in said(app)
    assert listed(app) == []


def test_support_of_several_students_is_no_guess(lincoln):
    app = page(picked=[ROSA, MARCUS])
    button(app, "Save support").click().run()
    assert error(app) == "Say whether support is none yet, referred or started."
    [state] = [radio for radio in app.radio if radio.label == "Intensive support"]
    state.set_value("started")
    button(app, "Save support").click().run()
    assert app.success[0].value == "The intensive support of 2 students is saved."


def test_support_is_asked_anew_for_whoever_is_picked_next(lincoln):
    app = page()
    app.text_input(key="targeting_search").set_value("rosa").run()
    button(app, "Select all on this page").click().run()
    put(session.store(), "intensive_supports", student_id=ROSA, school_id=LINC,
        school_year="2025-26", state="referred", to_whom="County clinic", since=JAN_30,
        note="")  # fmt: skip
    button(app, "Clear").click().run()
    button(app, "Select all on this page").click().run()
    [to_whom] = [box for box in app.text_input if box.label.startswith("To whom")]
    assert to_whom.value == "County clinic"


def test_a_student_on_no_list_is_added_with_a_reason(lincoln):
    app = page()
    [find] = [box for box in app.text_input if box.label == "Find a student who is on no list"]
    find.set_value("fitz").run()
    button(app, "Choose this student").click().run()
    assert "No criterion proposes Owen Fitzgerald" in error(app)
    [why] = [box for box in app.text_input if box.label == "Why"]
    why.set_value("Asked for by a teacher")
    button(app, "Choose this student").click().run()
    assert app.success[0].value == "Owen Fitzgerald is chosen."
    assert (OWEN, LINC, "chosen", None, "Asked for by a teacher") in stored(session.store())


def test_criteria_are_tried_out_before_they_are_saved(lincoln):
    app = page()
    assert button(app, "Save criteria").disabled
    [caseload] = [box for box in app.number_input if box.label == "Students per mentor"]
    [tiers] = [box for box in app.multiselect if box.label == "Tiers"]
    caseload.set_value(1)
    tiers.set_value(["moderate_chronic", "severe_chronic"]).run()
    told = (
        "**2 students proposed, those decided about included: 1 moderate chronic, 0 at risk, "
        "1 severe chronic. At 1 student each that takes 2 mentors.**"
    )
    assert told in said(app)
    assert "Saved criteria: 3 students proposed" in said(app)
    assert listed(app) == [MARCUS, AMINA, ROSA]  # not saved yet
    button(app, "Save criteria").click().run()
    assert app.success[0].value.startswith("The criteria are saved")
    assert listed(app) == [MARCUS, ROSA]
    app = page(list="earlier")
    assert list(app.dataframe[0].value["Why then"]) == ["missed 6 of 92 days (6.5%): at risk"]


def test_only_what_was_told_of_somebody_elses_criteria_is_replaced(lincoln):
    app = page()
    [caseload] = [box for box in app.number_input if box.label == "Students per mentor"]
    caseload.set_value(1).run()
    theirs = Criteria(caseload=3, reserve_percent=50)
    save_criteria(session.store(), press(), LINC, Criteria(), theirs)
    button(app, "Save criteria").click().run()
    assert "changed the students per mentor from 4 to 3" in error(app)
    button(app, "Save criteria").click().run()
    assert criteria_of(session.store(), LINC) == replace(theirs, caseload=1)


def test_criteria_that_propose_nobody_are_said_before_the_button(lincoln):
    app = page()
    [tiers] = [box for box in app.multiselect if box.label == "Tiers"]
    tiers.set_value([])
    [pace] = [box for box in app.checkbox if box.label == "Pace of the first weeks"]
    pace.set_value(False)
    [last] = [box for box in app.selectbox if box.label == "Chronic last year proposes"]
    last.set_value("never").run()
    assert "These criteria propose nobody" in app.warning[0].value


def test_select_all_on_this_page_and_clear(lincoln):
    app = page()
    button(app, "Select all on this page").click().run()
    assert "3 picked" in said(app)
    button(app, "Clear").click().run()
    assert "picked" not in said(app)


def test_a_page_and_then_all_pages_are_picked_and_nobody_twice(two_schools):
    app = look(TARGETING)
    assert "Students 1 to 50 of 55." in said(app)
    button(app, "Select all on this page").click().run()
    assert "**50 picked:**" in said(app)
    button(app, "Select all 55").click().run()
    assert "**55 picked:**" in said(app)
    assert "and 52 more" in said(app)


def test_picks_go_with_the_list_they_were_made_on(lincoln):
    app = page(picked=[ROSA])
    app.segmented_control[0].set_value("neither").run()
    assert app.query_params["list"] == "neither"
    assert "picked" not in said(app)
    app.segmented_control[0].set_value("to_decide").run()
    assert "list" not in app.query_params


def test_who_is_picked_again_is_picked_as_the_list_shows_them_now(lincoln):
    app = page(list="neither", picked=[ROSA])
    button(page("District captain", picked=[ROSA]), "Choose").click().run()
    app.run()
    button(app, "Select all on this page").click().run()
    [pick] = app.session_state["targets_picked"]
    assert (pick.student_id, pick.shown) == (ROSA, "chosen")


def test_a_download_holds_the_whole_list_and_stands_in_the_audit(lincoln, monkeypatch):
    files = []
    monkeypatch.setattr(st, "download_button", lambda label, data, name, *_, **__: files.append(
        (name, data)))  # fmt: skip
    page()
    [(name, data), (excel, _)] = files[:2]
    assert (name, excel) == ("to-decide-2026-01-30.csv", "to-decide-2026-01-30.xlsx")
    text = data().decode("utf-8-sig").splitlines()
    assert text[0].startswith("Student,School,Grade,Tier,Place,Why")
    assert [line.split(",")[0] for line in text[1:]] == [
        "Marcus Tran",
        "Amina Yusuf",
        "Rosa Delgado",
    ]
    with session.store().reading() as cursor:
        found = cursor.execute("SELECT act, subject FROM program.audit").fetchall()
    assert ("export", "targets to_decide.csv 3 rows") in found


def test_search_narrows_the_list(lincoln):
    app = page()
    app.text_input(key="targeting_search").set_value("delg").run()
    assert listed(app) == [ROSA]
    app.text_input(key="targeting_search").set_value("%").run()
    assert "No student of this list matches" in app.info[-1].value


def test_without_attendance_the_page_says_what_is_missing(page_home):
    app = look(TARGETING)
    assert "There is no attendance to show yet" in app.info[0].value
    assert not app.dataframe


def test_several_schools_have_a_column_and_pages_of_fifty(two_schools):
    app = look(TARGETING)
    assert "School" in app.dataframe[0].value
    assert len(app.dataframe[0].value) <= 50
    assert "Criteria of the district" in app.expander[0].label
    app = look(TARGETING, school="ROOS")
    assert "School" not in app.dataframe[0].value
    assert "Criteria of this school" in app.expander[0].label
    assert all(student.startswith("R") for student in listed(app))


def test_a_coordinator_sees_their_school_whatever_the_address_says(two_schools):
    app = look(TARGETING, who=f"Coordinator, {ROOS}", school="Lincoln Middle School")
    assert all(student.startswith("R") for student in listed(app))
    app = look(TARGETING, who="Coordinator, Nowhere")
    assert "not for the person" in app.warning[0].value
    assert not app.dataframe
