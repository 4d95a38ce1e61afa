"""The Support page: its lists, what is logged and asked there, the way to another mentor."""

import shutil
from dataclasses import replace
from datetime import timedelta

import pytest
from looking import look

from sm_core.mentors.screen import pause
from sm_core.support.check_in import FAMILY, MENTOR, SOME_WORRY, STUDENT, check_ins_with
from sm_core.support.request import (
    IN_WORK,
    RESOLVED,
    SAFETY,
    ask_for_help,
    requests_seen,
    take_step,
)
from sm_core.trainings.save import plan_session
from sm_core.trainings.session import MEETING, Session
from tests.cast import BOSS, SEEN_ON
from tests.invented import LINC, MARCUS, ROSA
from tests.matching_page import CAPTAIN, LINCOLN, PRINCIPAL, ROOSEVELT, box, button, labels, text
from tests.mentor_cast import CHEN, match
from tests.support_cast import MARCUS_, NOW, ROSAS, TODAY, at_noon, steps
from ui import session, support_motion
from ui.support_lists import MOTION

SUPPORT = "pages/program/support.py"
OF_DAVID, ROSA_, ROSAS_FAMILY = "mentor|david", f"student|{ROSA}", f"family|{ROSA}"
SAFE = "Tell the principal and follow the duty to report now; do not wait for this software."


@pytest.fixture
def supported(support_made, page_home, monkeypatch):
    """A store of one's own with the program of `support_cast`, on Friday, October 17."""
    shutil.copytree(support_made, page_home)
    monkeypatch.setattr(session, "now", lambda: NOW)
    return session.store()


def page(who=LINCOLN, list=None, picked=(), **address):
    app = look(SUPPORT, who=who, **address, **({"list": list} if list else {}))
    if picked:
        app.session_state["support_picked"] = [*picked]
        app.run()
    assert not app.exception
    return app


def listed(app, column="Name"):
    return [*app.dataframe[0].value[column]] if app.dataframe else []


def headline(app):
    return app.subheader[0].value


def choose(app, label, value):
    [group] = [g for g in app.segmented_control if g.label == label]
    return group.set_value(value).run()


def links(app):
    return [link.label for link in app.get("page_link")]


def test_the_first_start_says_what_is_missing(page_home):
    app = look(SUPPORT)
    assert "There is no attendance to show yet" in app.info[0].value
    assert not app.dataframe


def test_without_matches_nobody_has_to_be_asked(cast, monkeypatch):
    monkeypatch.setattr(session, "now", lambda: NOW)
    app = page()
    assert headline(app) == (
        "No check-in is overdue, 0 due by Oct 23 · 0 requests open · 0 matches need a hand"
    )
    assert "No student is matched with a mentor yet" in text(app)
    assert "Open Matching" in links(app)
    assert "No request is open." in text(page(list="requests"))
    app = page(list=MOTION)
    assert "No match needs a hand" in text(app)
    assert "See Families" not in links(app)


@pytest.mark.parametrize(
    ("who", "overdue", "due", "logs"),
    [(CAPTAIN, "3 check-ins are", 8, True), (LINCOLN, "3 check-ins are", 3, True),
     (ROOSEVELT, "No check-in is", 5, True), (PRINCIPAL, "3 check-ins are", 3, False)],
)  # fmt: skip
def test_each_role_sees_the_answer_of_their_schools(supported, who, overdue, due, logs):
    app = page(who)
    assert headline(app).startswith(f"{overdue} overdue, {due} due by Oct 23 · 0 requests open")
    assert ("School" in app.dataframe[0].value) == (who == CAPTAIN)
    key = f"student|{MARCUS}" if who != ROOSEVELT else "mentor|tomas"
    app = page(who, picked=[key])
    assert ("Log check-in" in labels(app)) == logs
    assert ("Plan one under Trainings" in links(app)) == logs
    app = page(who, list="requests")
    assert ("New request…" in labels(app)) == logs
    assert ("“New request…”" in text(app)) == logs


def test_an_earlier_date_is_only_looked_at(supported):
    app = page(picked=[OF_DAVID], as_of="2025-10-10")
    assert "An earlier date is only looked at" in text(app)
    assert "**1 picked:** David Okafor (mentor)" in text(app)
    assert "Log check-in" not in labels(app)
    assert "New request…" not in labels(page(list="requests", as_of="2025-10-10"))


def test_the_list_is_narrowed_to_whom_and_when(supported):
    app = page()
    everybody = ["David Okafor", "Rosa Delgado", "Rosa Delgado", "Grace Lindqvist", "Marcus Tran",
                 "Marcus Tran"]  # fmt: skip
    assert listed(app) == everybody
    assert listed(choose(app, "With", MENTOR)) == ["David Okafor", "Grace Lindqvist"]
    assert listed(choose(app, "When", "overdue")) == ["David Okafor"]
    assert listed(choose(app, "With", FAMILY)) == ["Rosa Delgado"]
    assert listed(page(CAPTAIN, school="ROOS")) == ["Amina Yusuf", "Amina Yusuf",
            "Owen Fitzgerald", "Owen Fitzgerald", "Tomás Rivera"]  # fmt: skip


def log(app, **said):
    for label, value in said.items():
        kind = "checkbox" if value is True else "text_input"
        box(app, kind, label.replace("_", " ")).set_value(value)
    [press] = [b for b in app.button if b.label.startswith("Log ")]
    return press.click().run()


def test_a_check_in_is_logged_and_the_name_is_cleared(supported):
    app = log(page(picked=[OF_DAVID]), What_they_do_together="chess")
    assert app.success[0].value == "1 check-in is logged: David Okafor."
    assert headline(app).startswith("2 check-ins are overdue, 3 due by Oct 23")
    assert "David Okafor" not in listed(app)
    assert "Logged in October: 1 with mentors, 0 with students" in text(app)
    assert check_ins_with(supported, CHEN, SEEN_ON, TODAY, MENTOR, "david")[0].doing == "chess"
    app = choose(app, "When", "everything")
    assert "Monthly, last talked Oct 17, 2025" in listed(app, "Why")


def test_a_worry_needs_a_note_and_says_what_to_do_now(supported):
    app = page(picked=[ROSA_])
    assert SAFE in text(app)
    app = log(app, **{"A_worry_about_the_student's_safety": True})
    assert "say in the note what the worry is" in app.error[0].value
    assert check_ins_with(supported, CHEN, SEEN_ON, TODAY, STUDENT, ROSA) == []
    app = log(app, Note="told Dr. Hall")
    assert check_ins_with(supported, CHEN, SEEN_ON, TODAY, STUDENT, ROSA)[0].worry
    assert app.success[0].value == (
        "1 check-in is logged: Rosa Delgado. The worry is open under Requests."
    )
    assert "1 request open" in headline(app)
    [made] = requests_seen(supported, BOSS)
    app = page(list="requests", request=made.request_id)
    assert "Coordinator, LINC** about **Rosa Delgado** · Open" in text(app)
    assert "Heard in a check-in with the student on Oct 17, 2025: told Dr. Hall" in text(app)
    assert "Open mentor" not in links(app)


def test_of_a_worry_of_a_mentor_the_form_asks_which_student(supported):
    match(supported, (MARCUS, "david"), school=LINC, started=TODAY)
    app = page(picked=[OF_DAVID])
    options = box(app, "selectbox", "A worry is about").options
    assert options == ["Rosa Delgado", "Marcus Tran", "Somebody not listed here"]
    said = {"A_worry_about_the_student's_safety": True, "Note": "a bruise"}
    app = log(app, **said)
    assert "say which student the worry is about" in app.error[0].value
    box(app, "selectbox", "A worry is about").set_value(MARCUS)
    log(app, **said)
    assert [r.student_id for r in requests_seen(supported, BOSS)] == [MARCUS]
    app = page(picked=[OF_DAVID])
    button(app, "Take back").click().run()
    assert app.success[0].value.endswith("The request about the worry stays, under Requests.")


def test_several_are_logged_at_once_and_who_is_refused_is_named(supported):
    app = page(picked=[OF_DAVID, "mentor|grace"])
    # What is said of one must not land on the others.
    assert not app.checkbox
    assert "Note" not in {each.label for each in app.text_input}
    box(app, "date_input", "Day").set_value(TODAY - timedelta(days=12))
    app = log(app)
    assert "Going well, Some worry, Needs help" in app.error[0].value
    assert check_ins_with(supported, CHEN, SEEN_ON, TODAY, MENTOR, "david") == []
    box(app, "radio", "How it goes").set_value(SOME_WORRY)
    app = log(app)
    assert (
        check_ins_with(supported, CHEN, SEEN_ON, TODAY, MENTOR, "david")[0].relationship
        == SOME_WORRY
    )
    assert "1 check-in is logged: David Okafor." in app.success[0].value
    assert "Not logged: Grace Lindqvist was not matched before" in app.success[0].value.replace(
        "\\", ""
    )
    assert app.session_state["support_picked"] == ["mentor|grace"]


def test_a_slip_is_taken_back_where_it_is_listed(supported):
    log(page(picked=[OF_DAVID]), Note="by *mistake*")
    app = page(picked=[OF_DAVID])
    assert "Oct 17, 2025 · Coordinator, LINC · in person · Going well · by *mistake*" in text(app)
    button(app, "Take back").click().run()
    assert app.success[0].value == "The check-in of Oct 17, 2025 is taken back."
    assert headline(app).startswith("3 check-ins are overdue")
    assert "(taken back)" in text(app)
    assert "Take back" not in labels(app)


def test_a_request_is_opened_from_a_check_in(supported):
    app = page(picked=[ROSA_])
    box(app, "checkbox", "Open a request from this next").check()
    app = log(app, Note="lunch is short")
    assert box(app, "selectbox", "Mentor").value == "david"
    assert box(app, "selectbox", "About which student?").value == ROSA
    assert box(app, "text_area", "What the mentor needs help with").value == ""
    box(app, "selectbox", "What is it about?").set_value("times").run()
    assert "David Okafor reads this. Your name stands with it." in text(app)
    box(app, "text_area", "What the mentor needs help with").set_value("Lunch is short.")
    button(app, "Save the request").click().run()
    assert app.success[0].value == "The request is saved."
    [made] = requests_seen(supported, BOSS)
    assert (made.mentor_id, made.student_id, made.topic) == ("david", ROSA, "times")
    assert app.query_params["request"] == made.request_id
    noted = "David Okafor** about **Rosa Delgado**, noted by Coordinator, LINC · Open"
    assert noted in text(app)


# Requests


def asked(store, topic="times"):
    return ask_for_help(store, at_noon(CHEN), SEEN_ON, "david", topic, "Lunch is short.", ROSA)


def test_a_coordinator_notes_what_a_mentor_said(supported):
    app = page(list="requests")
    button(app, "New request…").click().run()
    assert box(app, "selectbox", "Mentor").options == ["Grace Lindqvist", "Priya Nair",
            "David Okafor"]  # fmt: skip
    box(app, "selectbox", "Mentor").set_value("grace").run()
    assert SAFE not in text(app)
    box(app, "selectbox", "What is it about?").set_value(SAFETY).run()
    assert SAFE in app.warning[0].value
    button(app, "Save the request").click().run()
    assert "Say in a sentence" in app.error[0].value
    assert "Grace Lindqvist does not see this." in text(app)
    box(app, "text_area", "What the mentor needs help with").set_value("a bruise")
    button(app, "Save the request").click().run()
    assert "⚠ I worry about the student's safety" in listed(app, "What")
    assert f"A worry about a student's safety. {SAFE}" in app.warning[0].value
    assert "1 request open" in headline(app)


def test_a_request_is_taken_on_and_resolved(supported):
    made = asked(supported)
    app = page(list="requests", request=made)
    assert listed(app, "What") == ["Our times do not fit"]
    box(app, "selectbox", "State").set_value(IN_WORK)
    button(app, "Save").click().run()
    assert "Say who takes care of it" in app.error[0].value
    box(app, "text_input", "Who takes care of it").set_value("Ms. Chen")
    button(app, "Save").click().run()
    assert app.success[0].value == "The request is saved."
    assert "In work, taken care of by Ms. Chen" in text(app)
    box(app, "selectbox", "State").set_value(RESOLVED)
    box(app, "text_area", "What you say; the mentor reads it").set_value("They meet at noon.")
    button(app, "Save").click().run()
    assert listed(app, "What") == []
    assert listed(choose(app, "Show", "resolved"), "State") == ["Resolved"]
    assert len(steps(supported, made)) == 2


def test_the_second_of_two_is_told_before_it_is_replaced(supported):
    made = asked(supported)
    app = page(list="requests", request=made)
    before = requests_seen(supported, BOSS)[0].standing
    take_step(supported, at_noon(BOSS), made, before, before | {"owner": "Mr. Hall"})
    box(app, "text_input", "Who takes care of it").set_value("Ms. Chen")
    button(app, "Save").click().run()
    assert "changed the owner" in app.error[0].value
    button(app, "Save").click().run()
    assert requests_seen(supported, BOSS)[0].owner == "Ms. Chen"


def test_a_request_of_another_school_is_not_shown(supported):
    made = asked(supported)
    app = page(ROOSEVELT, list="requests", request=made)
    assert "is not among those shown here" in text(app)
    assert "Lunch" not in text(app)
    app = page(PRINCIPAL, list="requests", request=made)
    assert "Lunch is short." in text(app)
    assert "Save" not in labels(app)
    button(app, "Close").click().run()
    assert "request" not in app.query_params


# Matches in motion


def test_the_matches_of_a_paused_mentor_lead_to_another_one(supported):
    pause(supported, at_noon(CHEN), "david", TODAY, "surgery")
    app = page(list=MOTION, picked=[ROSAS])
    assert "1 match needs a hand" in headline(app)
    assert listed(app, "What is wrong") == ["Mentor is paused"]
    assert "the page then suggests the next one at once" in text(app)
    assert listed(app, "Student") == ["Rosa Delgado"]
    assert "Rosa Delgado is still theirs. Nobody else has logged a contact since." in text(app)
    assert "2 students are matched although the family said no" in text(app)
    assert {"Open mentor", "Open student", "See Families"} <= set(links(app))
    button(app, "End and rematch under Matching").click().run()
    assert not app.exception
    assert app.query_params["list"] == "matched"
    assert app.session_state["matching_picked"] == [ROSAS]
    assert "**1 picked:** Rosa Delgado with David Okafor" in text(app)
    assert "End match" in labels(app)


def test_what_ended_lately_stands_below(supported):
    with supported.writing("program") as cursor:
        cursor.execute("UPDATE program.matches SET ended = $1, end_reason = 'It did not work out' "
                       "WHERE match_id = $2", [TODAY, MARCUS_])  # fmt: skip
    app = page(list=MOTION)
    assert "1 in the last 60 days; 1 of these students waits for another mentor." in text(app)
    assert listed(app, "Reason") == ["It did not work out"]
    assert listed(page(ROOSEVELT, list=MOTION)) == []


def test_what_ended_lately_is_paged_as_other_lists(supported, monkeypatch):
    monkeypatch.setattr(support_motion, "PAGE_SIZE", 1)
    with supported.writing("program") as cursor:
        cursor.execute("UPDATE program.matches SET ended = $1", [TODAY])
    app = page(CAPTAIN, list=MOTION)
    assert "4 in the last 60 days" in text(app)
    first = listed(app, "Student")
    assert len(first) == 1
    app.pagination[0].set_value(4).run()
    assert len(listed(app, "Student")) == 1
    assert listed(app, "Student") != first


def test_a_month_without_a_meeting_of_mentors_is_told(supported):
    assert "No mentor meeting is planned for October." in text(page())
    assert "No mentor meeting is planned for October." in text(page(CAPTAIN))
    meeting = Session("m", LINC, MEETING, "Mentors", TODAY + timedelta(days=3))
    plan_session(supported, replace(at_noon(BOSS)), meeting)
    assert "No mentor meeting" not in text(page())
    assert "planned for October at 1 of 2 schools." in text(page(CAPTAIN))
    # A school without a match has no mentors to meet.
    with supported.writing("program") as cursor:
        cursor.execute("UPDATE program.matches SET ended = $1 WHERE school_id = 'ROOS'", [TODAY])
    assert "No mentor meeting" not in text(page(CAPTAIN))
    assert "No mentor meeting" not in text(page(ROOSEVELT))
    assert "No mentor meeting" not in text(page(CAPTAIN, school="LINC"))
