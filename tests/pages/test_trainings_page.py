"""The Trainings page through AppTest: who needs what, sessions, who came, and each role."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest
from looking import TRAININGS, look, said

from sm_core.errors import SmError
from sm_core.mentors.find import find_mentor
from sm_core.mentors.mentor import ORIENTATION
from sm_core.saving import Save
from sm_core.trainings.attendance import invite, record_attendance
from sm_core.trainings.find import find_session, marks_in, sessions_seen
from sm_core.trainings.save import change_session, flat, plan_session
from sm_core.trainings.session import (
    ATTENDED,
    HELD,
    INVITED,
    MEETING,
    MISSED,
    Mark,
    Session,
)
from tests.cast import BOSS
from tests.invented import LINC
from tests.pages.test_uploads_page import press
from ui import session

TODAY = date.today()
LINCOLN = "Coordinator, LINC"
FIRST = Session(
    "first", LINC, ORIENTATION, "First *orientation*", TODAY - timedelta(1), time(15), 150
)
NEXT = Session("next", LINC, ORIENTATION, "Next one", TODAY + timedelta(7), time(15), 150)
ALL_OF_US = Session("all", "", ORIENTATION, "District day", TODAY - timedelta(2), None, 150)


def save():
    return Save(BOSS, datetime.now())


@pytest.fixture
def planned(cast):
    store = session.store()
    for one in (FIRST, NEXT, ALL_OF_US):
        plan_session(store, save(), one)
    invite(store, save(), "first", ["david", "grace"])
    return store


def marks(store, training="first"):
    return marks_in(store, BOSS).get(training, {})


def labels(app):
    return [button.label for button in app.button]


def test_the_first_start_says_what_is_missing(page_home):
    app = look(TRAININGS)
    assert "There is no attendance to show yet" in app.info[0].value
    assert not app.dataframe


def test_without_sessions_the_page_asks_for_the_first(cast):
    app = look(TRAININGS)
    assert app.subheader[0].value == (
        "5 mentors still need the orientation; none of them is invited to one."
    )
    assert "No session is planned or was held yet. Plan the first one." in said(app)
    assert len(app.dataframe[0].value) == 5


def test_the_sessions_stand_with_those_ahead_first(planned):
    app = look(TRAININGS)
    table = app.dataframe[1].value
    assert list(table["Session"]) == ["Next one", "First *orientation*", "District day"]
    assert list(table["State"]) == ["planned", "planned; say who came", "planned; say who came"]
    assert list(table["Where"]) == ["LINC", "LINC", "Whole district"]
    assert list(table["Invited"]) == [0, 2, 0]


def test_one_press_invites_all_who_need_it(planned):
    app = look(TRAININGS, who=LINCOLN)
    day = f"{NEXT.day:%b} {NEXT.day.day}"
    button = next(b for b in app.button if b.label.startswith("Invite all 3 to Next one"))
    app = button.click().run()
    assert set(marks(planned, "next")) == {"david", "grace", "priya"}
    assert app.success[0].value == "3 invited to “Next one”."
    assert app.subheader[0].value == (
        f"3 mentors still need the orientation; 3 of them are invited to {day}."
    )
    assert not [b for b in labels(app) if b.startswith("Invite all")]


def test_who_came_is_tapped_and_all_who_came_signed_is_one_press(planned):
    app = look(TRAININGS, who=LINCOLN, session="first")
    came, agreed, told = app.pills
    assert (came.value, agreed.value, told.value) == ([], [], [])
    came.set_value(["david", "priya"]).run()
    assert "Will be saved as missed: Grace Lindqvist." in said(app)
    app = press(app, "All who came signed it")
    app.pills[2].set_value(["david"]).run()
    app = press(app, "Save who came")
    assert "Saved: 2 came" in app.success[0].value
    assert marks(planned) == {
        "david": Mark(ATTENDED, True, True), "grace": Mark(MISSED),
        "priya": Mark(ATTENDED, True, False),
    }  # fmt: skip
    assert find_mentor(planned, BOSS, TODAY, "david").oriented(TODAY)
    assert app.pills[0].value == ["david", "priya"]


def test_signed_without_having_come_is_told_and_nothing_is_lost(planned):
    app = look(TRAININGS, who=LINCOLN, session="first")
    app.pills[1].set_value(["david"]).run()
    app = press(app, "Save who came")
    assert "David Okafor is marked as missed" in app.error[0].value
    assert app.pills[1].value == ["david"]
    assert marks(planned)["david"] == Mark(INVITED)


def test_the_second_of_two_who_mark_one_mentor_is_told_and_may_insist(planned):
    app = look(TRAININGS, who=LINCOLN, session="first")
    app.pills[0].set_value(["grace"]).run()
    opened = marks(planned)
    record_attendance(planned, save(), "first", opened, opened | {"david": Mark(ATTENDED)})
    app = press(app, "Save who came")
    assert "changed the attendance of David Okafor" in app.error[0].value
    app = press(app, "Save who came")
    assert marks(planned) == {"david": Mark(MISSED), "grace": Mark(ATTENDED)}


def test_a_session_is_planned_by_its_coordinator_and_opens(cast):
    app = press(look(TRAININGS, who=LINCOLN), "Plan a session")
    assert next(box for box in app.selectbox if box.label == "Where").options == ["LINC"]
    app.date_input[-1].set_value(NEXT.day)
    next(box for box in app.text_input if box.label == "Title").set_value(" ")
    app = press(app, "Save the session")
    assert "needs a title" in app.error[0].value
    next(box for box in app.text_input if box.label == "Title").set_value("Spring orientation")
    app = press(app, "Save the session")
    [one] = sessions_seen(session.store(), BOSS)
    assert (one.title, one.school_id, one.day) == ("Spring orientation", LINC, NEXT.day)
    assert app.query_params["session"] == one.training_id
    assert "Who came can be recorded from" in said(app)


def test_minutes_and_title_follow_the_kind(cast):
    app = look(TRAININGS, who=LINCOLN, session="new-meeting")
    assert usual_of(app) == (MEETING, "Monthly mentor meeting", 45)
    next(box for box in app.selectbox if box.label == "Kind").set_value(ORIENTATION).run()
    assert usual_of(app) == (ORIENTATION, "Orientation for new mentors", 150)


def usual_of(app):
    boxes = {box.label: box.value for box in (*app.selectbox, *app.text_input, *app.number_input)}
    return boxes["Kind"], boxes["Title"], boxes["Minutes"]


def test_two_editors_of_a_session_lose_nothing(planned):
    app = look(TRAININGS, who=LINCOLN, session="next")
    by_label = {box.label: box for box in app.text_input}
    by_label["Place"].set_value("Room 12")
    before = flat(NEXT)
    change_session(planned, save(), "next", before, before | {"leader": "Ms. Chen"})
    app = press(app, "Save the changes")
    found = next(s for s in sessions_seen(planned, BOSS) if s.training_id == "next")
    assert (found.place, found.leader) == ("Room 12", "Ms. Chen")


def test_a_session_is_canceled_with_a_reason(planned):
    app = look(TRAININGS, who=LINCOLN, session="next")
    app = press(app, "Cancel the session")
    assert "Say why" in app.error[0].value
    next(box for box in app.text_input if box.label == "Why?").set_value("snow *day*")
    app = press(app, "Cancel the session")
    assert "**canceled\\: snow \\*day\\***" in said(app)
    assert "Save the changes" not in labels(app)
    with pytest.raises(SmError, match="is canceled"):
        invite(planned, save(), "next", ["david"])


def test_a_session_of_the_district_is_only_looked_at_but_for_ones_own_mentors(planned):
    app = look(TRAININGS, who=LINCOLN, session="all")
    assert "Save the changes" not in labels(app)
    assert set(app.pills[0].options) == {"Grace Lindqvist", "David Okafor", "Priya Nair"}
    app.pills[0].set_value(["david"]).run()
    press(app, "Save who came")
    assert marks(planned, "all") == {"david": Mark(ATTENDED)}
    assert sessions_seen(planned, BOSS)[0].state == HELD


def test_a_principal_looks_only(planned):
    app = look(TRAININGS, who="Principal, LINC", session="first")
    assert labels(app) == ["Close"]
    assert not app.pills
    assert "Grace Lindqvist (invited), David Okafor (invited)" in said(app)


def test_another_schools_session_is_not_shown(planned):
    app = look(TRAININGS, who="Coordinator, ROOS", session="first")
    assert "no session with this id" in app.error[0].value
    assert list(app.dataframe[1].value["Session"]) == ["District day"]


# The agenda of a monthly meeting

MEET = Session("meet", LINC, MEETING, "Mentors", TODAY + timedelta(7), time(15), 45)


def agenda_of(store):
    return find_session(store, BOSS, "meet").agenda


def test_a_monthly_meeting_has_an_agenda_with_own_points_and_a_paper(planned):
    plan_session(planned, save(), MEET)
    app = look(TRAININGS, who=LINCOLN, session="meet")
    assert "Trainings ahead: Next one on" in said(app).replace("\\", "")
    assert "Proposed from the data, without any student's name" in said(app)
    box = next(box for box in app.text_area if box.label == "Own points, one per line")
    box.set_value("Snacks\nSpring *party*")
    app = press(app, "Save the agenda")
    assert app.success[0].value == "The agenda is saved."
    assert agenda_of(planned) == "Snacks\nSpring *party*"
    assert "- Snacks\n- Spring \\*party\\*" in said(app)
    papers = [button.label for button in app.get("download_button")]
    assert papers[-2:] == ["Agenda (Word)", "Agenda (PDF)"]


def test_two_who_write_the_agenda_lose_nothing(planned):
    plan_session(planned, save(), MEET)
    app = look(TRAININGS, who=LINCOLN, session="meet")
    next(b for b in app.text_area if b.label.startswith("Own points")).set_value("Mine")
    change_session(planned, save(), "meet", {"agenda": ""}, {"agenda": "Theirs"})
    app = press(app, "Save the agenda")
    assert "changed the agenda from nothing to Theirs" in app.error[0].value
    assert agenda_of(planned) == "Theirs"


def test_other_sessions_have_no_agenda_and_who_looks_cannot_write_it(planned):
    plan_session(planned, save(), MEET)
    assert "Agenda" not in said(look(TRAININGS, who=LINCOLN, session="next"))
    app = look(TRAININGS, who="Principal, LINC", session="meet")
    assert "##### Agenda" in said(app)
    assert "Save the agenda" not in labels(app)


def test_of_a_meeting_that_was_held_only_what_was_noted_is_shown(planned):
    plan_session(planned, save(), replace(MEET, day=TODAY - timedelta(1)))
    record_attendance(planned, save(), "meet", {}, {"david": Mark(ATTENDED)})
    app = look(TRAININGS, who=LINCOLN, session="meet")
    assert "Nothing is noted yet." in said(app)
    assert "Proposed from the data" not in said(app)
