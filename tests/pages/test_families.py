"""The Families page, through AppTest: full, empty, each role, answers, a no and its Undo."""

from datetime import date, datetime

import pytest
from looking import look, said

from sm_core.families.answer import STANDARD, Reply, record_answers
from sm_core.families.contacts import contacts_of
from sm_core.families.find import families
from sm_core.families.permission import GIVEN, REFUSED, SENT
from sm_core.families.policy import Policy, policy_of, save_policy
from sm_core.seen import see
from sm_core.standing import Asked
from tests.cast import BOSS, SEEN_ON, choose, press
from tests.invented import AMINA, LINC, MARCUS, OWEN, ROOS, ROSA
from tests.letter_cast import household, member
from tests.mentor_cast import YEAR, match
from ui import session

FAMILIES = "pages/program/families.py"
CHEN = "Coordinator, LINC"
CAPTAIN = "District captain"
TODAY = date(2025, 10, 20)


@pytest.fixture
def program(cast, monkeypatch):
    """Three chosen students, one of them with David; the Monday after the last day of school."""
    monkeypatch.setattr(session, "now", lambda: datetime(2025, 10, 20, 9))
    store = session.store()
    choose(store, (ROSA, LINC), (MARCUS, LINC), (AMINA, ROOS), year=YEAR)
    match(store, (MARCUS, "david"), started=date(2025, 10, 1))
    member(store, "chen", "coordinator", "Ms. Chen", phone="(217) 555-0134")
    return store


def page(who=CHEN, picked=(), **address):
    app = look(FAMILIES, who=who, **address)
    if picked:
        app.session_state["families_picked"] = list(picked)
        app.run()
    assert not app.exception
    return app


def listed(app):
    return list(app.dataframe[0].value["Id"]) if app.dataframe else []


def button(app, label):
    return next(each for each in app.button if each.label == label)


def labels(app):
    return {each.label for each in app.button}


def box(app, kind, label):
    return next(each for each in app.get(kind) if each.label == label)


def happened(app, state):
    next(g for g in app.segmented_control if g.label == "What happened").set_value(state).run()


def text(app):
    return said(app).replace("\\", "")


def families_now(store):
    found = families(store, see(store, BOSS, Asked(SEEN_ON)), TODAY)
    return {f.student_id: f for f in found}


def record(store, student, **reply):
    record_answers(store, press(BOSS, datetime(2025, 10, 20, 8)), SEEN_ON,
                   {student: Reply(**reply)})  # fmt: skip


def test_the_answer_comes_first_and_the_warning(program):
    app = page(CAPTAIN)
    assert app.title[0].value == "Families"
    assert app.subheader[0].value == (
        "0 of 3 students in the program may meet a mentor; 3 families are still to be told"
    )
    assert "1 student meets a mentor whose family was not told in time" in text(app)
    assert "The district: tell the family, with 10 days to say no; each school year anew." in text(
        app
    )
    lists = next(g for g in app.segmented_control if g.label == "List")
    assert lists.options == ["To tell 3", "Waiting 0", "A mentor may begin 0", "Said no 0",
                             "Meets a mentor but may not 1", "All 3"]  # fmt: skip
    assert listed(app) == [ROSA, MARCUS, AMINA]
    assert "School" in app.dataframe[0].value


def test_each_sees_their_school_and_a_principal_only_looks(program):
    app = page(picked=[ROSA, AMINA])
    assert listed(app) == [ROSA, MARCUS]
    assert "**1 picked:** Rosa Delgado" in said(app)
    assert {"Letter sent today", "Save policy"} <= labels(app)
    for address in ({"who": "Principal, LINC"}, {"as_of": "2025-10-10"}):
        app = page(picked=[ROSA], **address)
        assert "1 picked" in said(app)
        assert not {"Letter sent today", "Record", "Save policy", "Log"} & labels(app)


def test_letters_that_went_out_are_one_press(program):
    household(program, "linh", MARCUS, "Linh Tran", "", "en")
    app = page(picked=[ROSA, MARCUS])
    button(app, "Letter sent today").click().run()
    assert app.success[0].value == "2 letters are noted as sent."
    assert listed(app) == []
    assert "2 have days left to say no" in app.subheader[0].value
    answer = families_now(program)[ROSA].answers[0]
    assert (answer.state, answer.since, answer.channel, answer.language) == (
        SENT, TODAY, "letter", "Spanish",
    )  # fmt: skip
    assert "2 letters are noted as sent." in said(app)
    button(app, "Undo").click().run()
    assert app.success[0].value == "2 answers are taken back."
    assert listed(app) == [ROSA, MARCUS]
    assert "Undo" not in labels(app)


def test_of_whom_no_letter_can_be_made_none_is_noted(program):
    record(program, ROSA, state=REFUSED, day=TODAY)
    household(program, "linh", MARCUS, "Linh Tran", "", "vi")
    app = page(CAPTAIN, picked=[ROSA, MARCUS, AMINA])
    button(app, "Letter sent today").click().run()
    told = app.error[0].value.replace("\\", "")
    assert "no letter can be made: Rosa Delgado, Marcus Tran, Amina Yusuf" in told
    assert not app.success
    household(program, "mai", MARCUS, "Mai Tran", "", "Spanish")
    app = page(CAPTAIN, picked=[ROSA, MARCUS])
    button(app, "Letter sent today").click().run()
    assert app.success[0].value.startswith("1 letter is noted as sent. Not noted, because no")
    assert "Rosa Delgado; “Letters…” says why" in app.success[0].value
    answer = families_now(program)[MARCUS].answers[0]
    assert (answer.state, answer.language, answer.family_id) == (SENT, "Spanish", "mai")


def test_signed_forms_of_several_are_one_save(program):
    app = page(picked=[ROSA, MARCUS])
    happened(app, GIVEN)
    assert box(app, "text_input", "What for").value == STANDARD["purpose"]
    box(app, "text_input", "Who signed, for Rosa Delgado").set_value("Ana Delgado")
    button(app, "Record for 2 families").click().run()
    assert "Rosa Delgado: a signed permission has to say the day of the signature" in text(app)
    assert "Marcus Tran: a signed permission has to say who signed" in text(app)
    for name, who in (("Rosa Delgado", "Ana Delgado"), ("Marcus Tran", "Linh Tran")):
        box(app, "text_input", f"Who signed, for {name}").set_value(who)
    for each in [d for d in app.date_input if d.label == "Signed on"]:
        each.set_value(TODAY)
    button(app, "Record for 2 families").click().run()
    assert app.success[0].value == "2 answers are saved."
    now = families_now(program)
    assert [now[s].answers[0].signed_by for s in (ROSA, MARCUS)] == ["Ana Delgado", "Linh Tran"]
    assert all(now[s].answers[0].complete for s in (ROSA, MARCUS))


def test_a_no_says_what_it_ends_before_and_after_and_is_undone(program):
    app = page(picked=[MARCUS])
    happened(app, REFUSED)
    assert "This ends at once: the match of Marcus Tran with David Okafor" in text(app)
    button(app, "Record the no and end that").click().run()
    assert app.success[0].value == "1 answer is saved."
    assert "The match of Marcus Tran with David Okafor is ended: please tell David Okafor." in text(
        app
    )
    family = families_now(program)[MARCUS]
    assert (family.mentor, family.standing.state) == ("", REFUSED)
    button(app, "Undo").click().run()
    assert "The match of Marcus Tran with David Okafor goes on" in app.success[0].value
    assert families_now(program)[MARCUS].mentor == "David Okafor"


def test_the_undo_is_of_the_one_who_pressed(program):
    app = page(CAPTAIN, picked=[MARCUS])
    happened(app, REFUSED)
    button(app, "Record the no and end that").click().run()
    assert "Undo" in labels(app)
    app.query_params["who"] = CHEN
    app.run()
    assert "Undo" not in labels(app)
    assert "is ended" not in text(app)


def test_a_letter_does_not_undo_a_no(program):
    record(program, ROSA, state=REFUSED, day=TODAY)
    app = page(picked=[ROSA], list="no")
    assert "Rosa Delgado said no: a letter does not undo that." in text(app)


def test_an_event_is_logged_for_many(program):
    app = page(CAPTAIN, picked=[ROSA, MARCUS, AMINA])
    next(b for b in app.selectbox if b.key.startswith("families|contact|kind")).set_value(
        "event"
    ).run()
    app.get("button_group")[-1].set_value([ROSA])
    button(app, "Log for 3 families").click().run()
    assert app.success[0].value == "3 contacts are logged."
    outcomes = [contacts_of(program, BOSS, SEEN_ON, s)[0].outcome for s in (ROSA, AMINA)]
    assert outcomes == ["came", "did not come"]
    assert app.dataframe[0].value["Last contact"].iloc[0] == "Event Oct 20: came"


def test_only_what_was_told_of_somebody_elses_policy_is_replaced(program):
    app = page(school="LINC")
    box(app, "number_input", "Days to say no, counted from the letter").set_value(20).run()
    theirs = Policy(days=5, each_year=False)
    save_policy(program, press(BOSS), LINC, Policy(), theirs)
    button(app, "Save policy").click().run()
    assert "changed the days to say no from 10 to 5" in app.error[0].value
    button(app, "Save policy").click().run()
    assert policy_of(program, LINC) == Policy(days=20, each_year=False)


def test_a_policy_is_tried_before_it_is_saved(program):
    record(program, ROSA, state=SENT, day=TODAY, channel="letter")
    app = page()
    assert button(app, "Save policy").disabled
    app.radio[0].set_value("notice").run()
    assert "**1 of 2 students in the program may meet a mentor" in text(app)
    assert "Under the saved policy: 0 of 2 students" in text(app)
    button(app, "Save policy").click().run()
    assert app.success[0].value == "The policy is saved."
    assert policy_of(program, LINC).kind == "notice"
    app = page(CAPTAIN)
    assert "With a policy of their own: LINC." in text(app)


def test_a_search_and_a_list_without_anybody(program):
    app = page(CAPTAIN)
    app.text_input(key="family_search").set_value("yusuf").run()
    assert listed(app) == [AMINA]
    app.text_input(key="family_search").set_value("%").run()
    assert "No family of this list matches" in app.info[-1].value
    app = page(CAPTAIN, list="waiting")
    assert "No family has days left to say no" in app.info[-1].value


def test_nobody_in_the_program_and_no_attendance(cast):
    app = page()
    assert app.subheader[0].value == "No student is in the program yet"
    assert "Choose students" in app.info[-1].value
    assert "Who needs a mentor?" in {link.label for link in app.get("page_link")}


def test_without_attendance_the_page_says_what_is_missing(page_home):
    app = look(FAMILIES)
    assert "There is no attendance to show yet" in app.info[0].value
    assert not app.dataframe


def test_somebody_unknown_sees_nothing(program):
    record(program, OWEN, state=SENT, day=TODAY)
    app = look(FAMILIES, who="Coordinator, Nowhere")
    assert "not for the person" in app.warning[0].value
    assert not app.dataframe
