"""The timeline on the Student page, and the form that logs a contact, through AppTest."""

from datetime import date, datetime

import pytest
from looking import STUDENT, look, said

from sm_core.contacts.find import contacts_with
from tests.cast import BOSS, CHEN, DAVID, GRACE, SEEN_ON
from tests.invented import AMINA, LINC, MARCUS, ROSA
from tests.targeted import put
from ui import session

NOW = datetime(2025, 10, 20, 10, 12)
STARTED = date(2025, 9, 22)
COORDINATOR, PRINCIPAL = "Coordinator, LINC", "Principal, LINC"


@pytest.fixture
def store(cast, monkeypatch):
    """Rosa is matched with David, who saw her once; Marcus with nobody."""
    monkeypatch.setattr(session, "now", lambda: NOW)
    store = session.store()
    put(store, "matches", match_id="m1", student_id=ROSA, mentor_id=DAVID.mentor_id,
        school_id=LINC, started=STARTED)  # fmt: skip
    contact(store, "c1", date(2025, 10, 14))
    put(store, "support_requests", request_id="r1", school_id=LINC, mentor_id=DAVID.mentor_id,
        student_id=ROSA, topic="times", words="Lunch only", state="open", opened=NOW,
        opened_by="David Okafor", by_mentor=True)  # fmt: skip
    return store


def contact(store, name, day):
    put(store, "contacts", contact_id=name, student_id=ROSA, mentor_id=DAVID.mentor_id, day=day,
        school_id=LINC, kind="saw", note="*Band*", person="David Okafor", recorded=NOW,
        recorded_by="Ms. Chen")  # fmt: skip


def text(app):
    return said(app).replace("\\", "")


def charts(app):
    return [chart.proto.id for chart in app.get("plotly_chart")]


@pytest.mark.parametrize("who", ["District captain", COORDINATOR, PRINCIPAL])
def test_everybody_of_the_school_sees_what_happened(store, who):
    words = text(look(STUDENT, student=ROSA, who=who))
    for sentence in (
        "Missed 0 of 20 days before the match with David Okafor, 0 of 20 since",
        "Contacts: ● seen · Check-ins, requests: ▽ request for help · Program: ▶ match began",
        "these counts alone show no effect",
        "- Mon Oct 20: David Okafor asked for help, Our times do not fit: Lunch only",
        "- Tue Oct 14: Seen by David Okafor: *Band*",
        "- Mon Sep 22: Match with David Okafor began",
    ):  # fmt: skip
        assert sentence in words, sentence


def test_the_program_says_how_often_and_what_is_asked(store):
    words = text(look(STUDENT, student=ROSA))
    for sentence in (
        "- Not seen this week so far; last seen Tue Oct 14 by David Okafor",
        "- Next check-ins: with the student overdue since Mon Oct 6, with the family overdue since "
        "Mon Oct 6",
        "- Request of David Okafor: Our times do not fit (open)",
    ):
        assert sentence in words, sentence


def test_nothing_on_record_is_said_and_draws_nothing(store):
    app = look(STUDENT, student=MARCUS)
    assert "Nothing happened yet that is on record" in text(app)
    assert len(charts(app)) == len(charts(look(STUDENT, student=ROSA))) - 1


def test_the_newest_fifteen_are_read_at_once_and_all_when_opened(store):
    days = [date(2025, 9, n) for n in range(22, 27)] + [date(2025, 10, n) for n in range(1, 11)]
    for n, day in enumerate(days):
        contact(store, f"more{n}", day)
    app = look(STUDENT, student=ROSA)
    assert text(app).count("Seen by David Okafor") == 14
    assert "All 18 events" in [e.label for e in app.expander]
    app.session_state["all_events"] = True
    app.run()
    assert text(app).count("Seen by David Okafor") == 14 + 16


def test_an_earlier_date_shows_nothing_later_and_logs_nothing(store):
    app = look(STUDENT, student=ROSA, as_of="2025-10-13")
    assert "Seen by David Okafor" not in text(app)
    assert not log_buttons(app)


def log_buttons(app):
    return [p for p in app.get("popover") if p.proto.popover.label == "Log contact…"]


def form_open(app, name):
    """The form opens on a press, which a test can only say."""
    app.session_state[f"contact|{name}|open|{app.session_state[f'token|contact|{name}']}"] = True
    return app.run()


@pytest.mark.parametrize(("who", "buttons"), [
    ("District captain", 1), (COORDINATOR, 1), (PRINCIPAL, 0),
])  # fmt: skip
def test_only_who_may_log_is_offered_the_form(store, who, buttons):
    app = look(STUDENT, student=ROSA, who=who)
    assert len(log_buttons(app)) == buttons
    assert not app.get("form")


def test_a_contact_is_logged_for_the_mentor_matched_in_two_presses(store):
    app = form_open(look(STUDENT, student=ROSA, who=COORDINATOR), f"{ROSA}|")
    who = next(box for box in app.selectbox if box.label == "Who saw the student")
    assert who.options[0] == "David Okafor"
    assert {"Grace Lindqvist", f"Me ({COORDINATOR})"} < set(who.options)
    next(b for b in app.button if b.label == "Log contact").click().run()
    assert not app.exception
    assert [s.value.replace("\\", "") for s in app.success] == [
        "David Okafor saw Rosa Delgado on Oct 20, 2025: logged."
    ]
    assert "Seen by David Okafor" in text(app)
    newest = contacts_with(store, BOSS, SEEN_ON, [ROSA])[0]
    assert (newest.day, newest.mentor_id, newest.recorded_by) == (
        NOW.date(), DAVID.mentor_id, COORDINATOR,
    )  # fmt: skip


def test_a_contact_of_somebody_who_is_not_matched_is_logged_and_said(store):
    app = form_open(look(STUDENT, student=ROSA, who=COORDINATOR), f"{ROSA}|")
    next(b for b in app.selectbox if b.label == "Who saw the student").set_value(GRACE.mentor_id)
    next(b for b in app.button if b.label == "Log contact").click().run()
    assert "Grace Lindqvist was not matched with Rosa Delgado on that day" in (
        app.success[0].value.replace("\\", "")
    )


def test_without_a_match_the_person_looking_comes_first_and_twice_is_known(store):
    for word in ("logged.", "known already."):
        app = form_open(look(STUDENT, student=MARCUS, who=COORDINATOR), f"{MARCUS}|")
        who = next(box for box in app.selectbox if box.label == "Who saw the student")
        assert who.value == ""
        next(b for b in app.button if b.label == "Log contact").click().run()
        assert app.success[0].value.replace("\\", "") == (
            f"{COORDINATOR} saw Marcus Tran on Oct 20, 2025: {word}"
        )
    assert len(contacts_with(store, CHEN, SEEN_ON, [MARCUS])) == 1


def test_another_school_sees_neither_the_student_nor_the_form(store):
    app = look(STUDENT, student=AMINA, who=COORDINATOR)
    assert "no student with this id" in text(app)
    assert not log_buttons(app)


def test_the_history_is_read_when_it_is_opened(store):
    app = form_open(look(STUDENT, student=ROSA, who=COORDINATOR), f"{ROSA}|")
    next(b for b in app.button if b.label == "Log contact").click().run()
    tables = len(app.table)
    app.session_state["program_history"] = True
    app.run()
    assert len(app.table) == tables + 1
    told = {what.replace("\\", "") for what in app.table[0].value["What"]}
    assert {"Contact: day", "Contact: kind"} <= told
