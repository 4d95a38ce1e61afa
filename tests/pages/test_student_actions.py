"""What is to be done about a student, on the Student page: listed, done, and added."""

from dataclasses import replace
from datetime import date, datetime

import pytest
from looking import STUDENT, look, said

from sm_core.actions.action import DONE, Action
from sm_core.actions.find import actions_listed
from sm_core.actions.save import add_action
from sm_core.saving import Save
from tests.cast import BOSS, DAVID, SEEN_ON
from tests.invented import AMINA, LINC, ROOS, ROSA
from tests.mentor_cast import match
from ui import session

NOW = datetime(2025, 10, 20, 10, 12)
WEEK_AGO = datetime(2025, 10, 13, 9)
COORDINATOR, PRINCIPAL, ROOSEVELT = "Coordinator, LINC", "Principal, LINC", "Coordinator, ROOS"
CALL = Action("", LINC, "Call *home*", "Grace Lindqvist", date(2025, 10, 20), ROSA)


@pytest.fixture
def store(cast, monkeypatch):
    """Of Rosa there is one action due today and one overdue; another is about Amina."""
    monkeypatch.setattr(session, "now", lambda: NOW)
    store = session.store()
    for action in (
        CALL, replace(CALL, what="Visit", due=date(2025, 10, 17)),
        replace(CALL, school_id=ROOS, student_id=AMINA, what="Ask the nurse"),
    ):  # fmt: skip
        add_action(store, Save(BOSS, WEEK_AGO), action)
    return store


def text(app):
    return said(app).replace("\\", "")


def named(elements, label):
    return [each for each in elements if each.label == label]


def adding(app):
    return [p for p in app.get("popover") if p.proto.popover.label == "Add action…"]


def listed(store):
    return {a.action.what: a.action for a in actions_listed(store, BOSS, SEEN_ON, NOW.date())}


@pytest.mark.parametrize("who", ["District captain", COORDINATOR, PRINCIPAL])
def test_the_team_sees_what_is_open_and_ends_it(store, who):
    app = look(STUDENT, student=ROSA, who=who)
    words = text(app)
    for sentence in (
        "**To do**: Visit · :orange[⚠] **Overdue, due Oct 17, 2025** · Grace Lindqvist",
        "**To do**: Call *home* · Due Oct 20, 2025 · Grace Lindqvist",
        "- Mon Oct 13: To do by Oct 20, 2025, Grace Lindqvist: Call *home*",
        "Reviews, actions: □ action to do",
    ):  # fmt: skip
        assert sentence in words, sentence
    assert "Ask the nurse" not in words
    assert adding(app)
    named(app.button, "Done")[0].click().run()
    assert not app.exception
    assert "Done: Visit." in app.success[0].value
    assert listed(store)["Visit"].state == DONE
    assert len(named(app.button, "Done")) == 1
    assert "- Mon Oct 20: Done, Grace Lindqvist: Visit" in text(app)


def test_an_action_about_the_student_is_added(store):
    app = look(STUDENT, student=ROSA, who=COORDINATOR)
    form = f"action|about|{ROSA}"
    app.session_state[f"{form}|popover|{app.session_state[f'token|{form}']}"] = True
    app.run()
    named(app.button, "Add action")[0].click().run()
    assert "Say what is to be done" in app.error[0].value
    named(app.text_input, "What is to be done?")[0].set_value("Change the bus")
    box = named(app.selectbox, "Who does it?")[0]
    assert "Grace Lindqvist" in box.options
    box.set_value("Grace Lindqvist")
    named(app.button, "Add action")[0].click().run()
    assert not app.exception
    assert "Added: Change the bus" in app.success[0].value
    given = listed(store)["Change the bus"]
    assert (given.student_id, given.school_id, given.monday, given.opened_by) == (
        ROSA, LINC, None, COORDINATOR,
    )  # fmt: skip
    assert "**To do**: Change the bus" in text(app)


def test_an_earlier_date_is_only_looked_at(store):
    app = look(STUDENT, student=ROSA, as_of="2025-10-15")
    assert "**To do**: Call *home*" in text(app)
    assert not adding(app)
    assert not named(app.button, "Done")
    assert "**To do**" not in text(look(STUDENT, student=ROSA, as_of="2025-10-10"))


def test_another_school_sees_its_own_students_alone(store):
    assert "To do" not in text(look(STUDENT, student=ROSA, who=ROOSEVELT))
    assert "**To do**: Ask the nurse" in text(look(STUDENT, student=AMINA, who=ROOSEVELT))


def test_a_mentor_sees_none_of_it(store):
    match(store, (ROSA, DAVID.mentor_id), started=date(2025, 9, 22))
    app = look(STUDENT, student=ROSA, who="A mentor", me=DAVID.mentor_id)
    assert app.warning[0].value.startswith("This page is for the district captain")
    assert "Rosa" not in text(app)
    assert not adding(app)
