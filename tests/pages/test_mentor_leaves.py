"""On the Mentor page: what a pause, an end and fewer places mean for the students matched."""

import shutil
from datetime import date

import pytest
from looking import look

from sm_core.families.answer import Reply, record_answers
from sm_core.families.permission import SENT
from sm_core.mentors.find import find_mentor
from tests.cast import BOSS, SEEN_ON
from tests.invented import AMINA, LINC, MARCUS, ROSA
from tests.matching_page import CAPTAIN, LINCOLN, PRINCIPAL, ROOSEVELT, box, button, labels, text
from tests.mentor_cast import CHEN, match
from tests.support_cast import NOW, OCT_6, TODAY, at_noon, motion
from ui import session

MENTOR = "pages/program/mentor.py"


@pytest.fixture
def supported(support_made, page_home, monkeypatch):
    """David meets Rosa and Marcus now, whose families know."""
    shutil.copytree(support_made, page_home)
    monkeypatch.setattr(session, "now", lambda: NOW)
    store = session.store()
    match(store, (MARCUS, "david"), school=LINC, started=OCT_6)
    told = dict.fromkeys((ROSA, MARCUS), Reply(SENT, date(2025, 10, 1), "letter"))
    record_answers(store, at_noon(CHEN), SEEN_ON, told)
    return store


def page(who=LINCOLN, mentor="david", **address):
    return look(MENTOR, who=who, mentor=mentor, **address)


def test_before_the_press_the_page_says_which_students_would_be_without(supported):
    said = text(page())
    assert "A pause ends no match: Rosa Delgado, Marcus Tran stay with David Okafor." in said
    assert "Rosa Delgado, Marcus Tran wait for another mentor then" in said
    assert "Priya Nair is matched with nobody." in text(page(mentor="priya"))
    assert "Ends the matches" not in text(page(PRINCIPAL))


def test_who_leaves_leaves_students_who_wait_and_the_page_leads_to_a_mentor(supported):
    app = page()
    box(app, "text_input", "Why they leave the program").set_value("moved away")
    app = button(app, "Close and end the matches").click().run()
    assert find_mentor(supported, CHEN, TODAY, "david").closed == TODAY
    # Marcus still meets Grace.
    assert "Rosa Delgado waits for another mentor." in text(app)
    assert motion(supported) == {}
    app = button(app, "Find another mentor under Suggested").click().run()
    assert not app.exception
    assert "**1 picked:** Rosa Delgado" in text(app)


def test_a_match_made_meanwhile_is_told_before_it_ends(supported):
    app = page()
    box(app, "text_input", "Why they leave the program").set_value("moved away")
    match(supported, (AMINA, "david"), school=LINC, started=OCT_6)
    app = button(app, "Close and end the matches").click().run()
    assert "was matched with David Okafor since you opened this" in app.error[0].value
    assert "Amina" in text(app) or "1 more out of your sight" in text(app)
    button(app, "Close and end the matches").click().run()
    assert find_mentor(supported, CHEN, TODAY, "david").closed == TODAY


def test_without_a_reason_nobody_leaves(supported):
    app = button(page(), "Close and end the matches").click().run()
    assert "Say why" in app.error[0].value
    assert find_mentor(supported, CHEN, TODAY, "david").students == (ROSA, MARCUS)


def test_a_coordinator_cannot_end_the_matches_of_another_school(supported):
    with supported.writing("program") as cursor:
        cursor.execute("INSERT INTO program.mentor_schools VALUES ('david', 'ROOS')")
    app = page(ROOSEVELT)
    assert "2 more out of your sight wait" in text(app)
    box(app, "text_input", "Why they leave the program").set_value("moved away")
    app = button(app, "Close and end the matches").click().run()
    assert "Ask a captain" in app.error[0].value
    assert find_mentor(supported, BOSS, TODAY, "david").closed is None


@pytest.mark.parametrize(("places", "over"), [(1, True), (2, False)])
def test_fewer_places_than_students_are_told_after_saving(supported, places, over):
    app = page(CAPTAIN)
    box(app, "number_input", "Students at once (usual 3 to 5)").set_value(places)
    app = next(b for b in app.button if str(b.key).startswith("mentor|david|save")).click().run()
    said = app.success[0].value.replace("\\", "")
    assert said.startswith("David Okafor: saved.")
    assert ("They meet 2 students and have 1 place now" in said) == over
    assert bool(motion(supported)) == over


def test_a_school_taken_away_is_told_after_saving(supported):
    app = page(CAPTAIN)
    box(app, "multiselect", "Schools").set_value(["ROOS"])
    app = next(b for b in app.button if str(b.key).startswith("mentor|david|save")).click().run()
    assert (
        "2 students are still matched with them at a school that is not theirs any more: see "
        "Support, Matches in motion." in app.success[0].value
    )
    assert motion(supported).keys() == {f"{ROSA}-david", f"{MARCUS}-david"}


def test_who_only_looks_sees_no_buttons(supported):
    assert not {"Close and end the matches", "Pause"} & labels(page(PRINCIPAL))


def test_on_an_earlier_date_nothing_is_offered_that_would_change_today(supported):
    assert {"Close and end the matches", "Pause"} <= labels(page())
    app = page(as_of="2025-10-10")
    assert not {"Close and end the matches", "Pause"} & labels(app)
    assert "A pause ends no match" not in text(app)
