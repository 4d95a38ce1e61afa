"""The Family page, through AppTest: where it stands, households, answers, contacts, each role."""

from datetime import date, datetime

import pytest
from looking import look, said

from sm_core.families.answer import STANDARD, Reply, record_answers
from sm_core.families.contacts import Attempt, log_contacts
from sm_core.families.find import families
from sm_core.families.household import add_household, change_household, flat
from sm_core.families.permission import GIVEN, REFUSED
from sm_core.seen import see
from sm_core.standing import Asked
from tests.cast import BOSS, SEEN_ON, choose, press
from tests.invented import LINC, ROSA
from tests.looking import STUDENT
from tests.mentor_cast import YEAR, match
from ui import session

FAMILY = "pages/program/family.py"
CHEN = "Coordinator, LINC"
TODAY = date(2025, 10, 20)
ANA = {"addressee": "Ana Delgado", "address": "12 Elm St", "language": "Spanish", "phone": "",
       "email": "", "note": ""}  # fmt: skip


@pytest.fixture
def program(cast, monkeypatch):
    """Rosa is chosen and meets David; a signed permission that does not say who signed."""
    monkeypatch.setattr(session, "now", lambda: datetime(2025, 10, 20, 9))
    store = session.store()
    choose(store, (ROSA, LINC), year=YEAR)
    match(store, (ROSA, "david"), started=date(2025, 10, 1))
    return store


def now(**more):
    return press(BOSS, datetime(2025, 10, 20, 8), **more)


def sign(store):
    signed = Reply(GIVEN, TODAY, "signed form", "Spanish", **STANDARD, signed_by="Ana Delgado",
                   signed=TODAY)  # fmt: skip
    record_answers(store, now(), SEEN_ON, {ROSA: signed})


def page(who=CHEN, **address):
    app = look(FAMILY, who=who, **({"student": ROSA} | address))
    assert not app.exception
    return app


def button(app, label):
    return next(each for each in app.button if each.label == label)


def labels(app):
    return {each.label for each in app.button}


def text(app):
    kinds = (app.success, app.error)
    shown = [each.value for kind in kinds for each in kind]
    return "\n".join([said(app), *shown]).replace("\\", "")


def box(app, kind, label):
    return next(each for each in app.get(kind) if each.label == label)


def family(store):
    return families(store, see(store, BOSS, Asked(SEEN_ON)), TODAY, [ROSA])[0]


def test_who_where_it_stands_and_that_nothing_was_said(program):
    app = page()
    assert "Family of Rosa Delgado · grade 6 · LINC" in app.subheader[0].value.replace("\\", "")
    assert "David Okafor meets Rosa Delgado and may not: To be told." in text(app)
    assert "Home language in the files: Spanish" in text(app)
    assert "Nothing was sent to this family yet" in text(app)
    assert "No household is noted" in text(app)
    assert "Nobody logged an attempt" in text(app)
    app.run()
    with program.reading() as cursor:
        looks = cursor.execute("SELECT subject FROM program.audit WHERE act = 'view'").fetchall()
    assert looks == [(f"student {ROSA}",)]


def test_a_household_is_added_and_a_second_editor_told(program):
    app = page()
    box(app, "text_input", "Addressed to").set_value("Ana Delgado")
    button(app, "Add household").click().run()
    assert "Ana Delgado is added." in text(app)
    [ana] = family(program).households
    app = page()
    change_household(program, now(), SEEN_ON, (ROSA, ana.family_id),
                     (flat(ana), flat(ana) | {"phone": "555 0102"}))  # fmt: skip
    box(app, "text_input", "Phone").set_value("555 0103")
    button(app, "Save household").click().run()
    assert "changed the phone from nothing to 555 0102" in text(app)
    button(app, "Save household").click().run()
    assert family(program).households[0].phone == "555 0103"


def test_a_household_is_ended_and_taken_up_again(program):
    add_household(program, now(), SEEN_ON, ROSA, ANA)
    app = page()
    button(app, "Send no more letters").click().run()
    assert "Say why no more letters go there." in text(app)
    box(app, "text_input", "Why").set_value("Moved away")
    button(app, "Send no more letters").click().run()
    assert "Ana Delgado: no letters since Oct 20, 2025" in text(app)
    button(app, "Take up again").click().run()
    assert len(family(program).households) == 1


def test_an_answer_is_recorded_and_taken_back(program):
    sign(program)
    app = page()
    assert "A mentor may meet Rosa Delgado. Signed permission from Ana Delgado, Oct 20." in text(
        app
    )
    assert "Signed by Ana Delgado on Oct 20, 2025. Records: The days present" in text(app)
    control = next(g for g in app.segmented_control if g.label == "What happened")
    control.set_value(REFUSED).run()
    assert "the match of Rosa Delgado with David Okafor" in text(app)
    button(app, "Record the no and end that").click().run()
    assert "No mentor: Said no Oct 20." in text(app)
    button(app, "Take it back").click().run()
    assert "The match of Rosa Delgado with David Okafor goes on." in text(app)
    assert "taken back" in text(app)
    assert family(program).standing.state == GIVEN


def test_a_name_with_markup_in_it_is_a_name(program):
    odd = "<script>alert(1)</script> [a](http://x) =1+1 *b*"
    add_household(program, now(), SEEN_ON, ROSA, ANA | {"addressee": odd, "note": "# **c**"})
    told = said(page())
    assert r"**\<script\>alert\(1\)\</script\> \[a\]\(http\://x\) =1\+1 \*b\***" in told
    assert r"\# \*\*c\*\*" in told


def test_contacts_are_logged_and_taken_back(program):
    app = page()
    next(b for b in app.selectbox if b.label == "What came of it").set_value("left a message")
    button(app, "Log").click().run()
    assert "Phone call Oct 20: left a message. By Coordinator, LINC" in text(app)
    button(app, "Take back").click().run()
    assert "The contact is taken back." in text(app)
    assert "Take back" not in labels(app)


def test_a_principal_only_looks_and_another_school_sees_nothing(program):
    sign(program)
    add_household(program, now(), SEEN_ON, ROSA, ANA)
    app = page("Principal, LINC")
    assert "Signed permission from Ana Delgado" in text(app)
    assert "12 Elm St" in text(app)
    assert not {"Record", "Log", "Take it back", "Save household", "Add household"} & labels(app)
    app = page("Coordinator, ROOS")
    assert "Delgado" not in text(app)
    assert app.error


def test_an_earlier_date_only_looks(program):
    sign(program)
    app = page(as_of="2025-10-10")
    assert not {"Record", "Log", "Take it back"} & labels(app)
    assert "may not: To be told" in text(app)


def test_without_a_student_and_without_attendance(cast, page_home):
    app = page(student="")
    assert "No student is chosen" in app.info[0].value
    app = page(student="nobody")
    assert app.error


def test_without_attendance_the_page_says_what_is_missing(page_home):
    app = look(FAMILY, student=ROSA)
    assert "There is no attendance to show yet" in app.info[0].value


def test_the_student_page_says_where_the_family_stands(program):
    sign(program)
    log_contacts(program, now(), SEEN_ON, {ROSA: Attempt("meeting", TODAY, "came")})
    app = look(STUDENT, who=CHEN, student=ROSA)
    assert "Family: Signed permission from Ana Delgado, Oct 20" in text(app)
    assert "Last contact with the family: Meeting Oct 20: came" in text(app)
