"""The My students page through AppTest: one tap, its undo, who may open it and what they see."""

import shutil

import pytest
from looking import look, said
from streamlit.testing.v1 import AppTest

from sm_core.contacts.contact import LOOKED, SAW, TALKED, Entry
from sm_core.contacts.log import log_contacts
from sm_core.matching.end import END_REASONS, end_match
from tests import cast
from tests.cast import press
from tests.conftest import ROOT
from tests.invented import AMINA, MARCUS, ROSA
from tests.mentor_cast import CAPTAIN_, cleared, match, put
from tests.phone_cast import DAVIDS, FRIDAY, MON, OCT_17, THU, WED, fill_week, logged
from tests.targeted import made_once
from ui import menu, my_students, session
from ui.saving import Form, Pressed

PAGE = menu.MY_STUDENTS
PEOPLE = ("District captain", "Coordinator, LINC", "Principal, LINC", "Coordinator, Nowhere")
NOT_FOR = "This page is not for the person chosen under “Looking as”."


@pytest.fixture(scope="session")
def week_made(tmp_path_factory):
    return made_once(tmp_path_factory, fill_week)


@pytest.fixture
def store(week_made, page_home, monkeypatch):
    """A store of one's own with the three students of David, opened on a Friday morning."""
    shutil.copytree(week_made, page_home)
    monkeypatch.setattr(session, "now", lambda: FRIDAY)
    return session.store()


@pytest.fixture(autouse=True)
def tests_tap_fast(monkeypatch):
    monkeypatch.setattr(my_students, "TWICE", -1)


def open_as(me="david", page=None):
    return look(page, who="A mentor", me=me)


def text(app):
    return said(app).replace("\\", "")


def buttons(app, label):
    return [button for button in app.button if button.label == label]


def tap(app, label, place=0):
    app = buttons(app, label)[place].click().run()
    assert not app.exception
    return app


def widgets(app, student):
    """The form of one student's note, by label."""
    every = (*app.radio, *app.selectbox, *app.text_area, *app.button)
    return {one.label: one for one in every if one.key and one.key.startswith(f"note|{student}|")}


def note(app, student, day=None, kind=SAW, words=""):
    form = widgets(app, student)
    form["What"].set_value(kind)
    form["Note"].set_value(words)
    if day:
        form["Day"].set_value(day)
    [save] = [b for b in app.button if b.form_id == form["What"].form_id]
    app = save.click().run()
    assert not app.exception
    return app


# --- what a mentor sees


def test_the_mentor_lands_on_their_students_with_those_to_look_for_on_top(store):
    app = open_as()
    assert app.title[0].value == "My students"
    names = [each.value.replace("\\", "") for each in app.markdown if each.value.startswith("####")]
    assert names == ["#### Rosa D.", "#### Marcus T.", "#### Amina Y."]
    assert "**absent 3 days running (since Tue Oct 14) · missed 4 of 39 days**" in text(app)
    assert "missed half of the day yesterday · missed 1 of 39 days" in text(app)
    assert "Attendance through Thu Oct 16" in text(app)
    assert "Not seen yet this week, 2 planned so far" in text(app)
    assert len(buttons(app, "Saw today")) == 3
    assert not buttons(app, "Undo")


def test_what_is_no_business_of_a_mentor_is_not_there(store):
    others = Entry(ROSA, OCT_17, "priya", note="of Priya's")
    log_contacts(store, press(CAPTAIN_, FRIDAY), OCT_17, [others])
    app = open_as()
    for word in ("xcused", "chronic", "risk", "Delgado", "Owen", "Priya", "Data quality"):
        assert word not in text(app)
    assert not app.get("page_link")


def test_each_look_is_in_the_audit_once(store):
    app = open_as()
    tap(app, "Saw today")
    with store.reading() as cursor:
        rows = cursor.execute(
            "SELECT person, act, subject FROM program.audit ORDER BY 3"
        ).fetchall()
    assert [row for row in rows if row[1] == "view"] == [
        ("David Okafor", "view", f"student {student}") for student in (ROSA, MARCUS, AMINA)
    ]


# --- one tap


def test_one_tap_saves_and_the_page_shows_what_is_stored(store):
    app = tap(open_as(), "Saw today")
    assert logged(store) == [(ROSA, "david", OCT_17, SAW, "", False)]
    assert len(buttons(app, "Saw today")) == 2
    [done] = buttons(app, ":green[✓ Seen today]")
    assert done.disabled
    assert "Seen once this week, 1 planned so far" in text(app)
    assert not app.toast
    # Another phone of the same mentor shows the same.
    assert buttons(open_as(), ":green[✓ Seen today]")


def test_two_students_are_marked_one_after_the_other(store):
    app = tap(tap(open_as(), "Saw today"), "Saw today")
    assert [row[0] for row in logged(store)] == [ROSA, MARCUS]
    assert len(buttons(app, ":green[✓ Seen today]")) == 2


def test_a_double_tap_saves_once(store):
    app = open_as()
    button = buttons(app, "Saw today")[0]
    button.click().run()
    button.click().run()
    assert not app.exception
    assert len(logged(store)) == 1


def test_a_tap_on_a_page_that_is_behind_saves_nothing_twice(store):
    app, other = open_as(), open_as()
    tap(other, "Saw today")
    app = tap(app, "Saw today")
    assert len(logged(store)) == 1
    assert buttons(app, ":green[✓ Seen today]")


def test_a_run_that_was_stopped_once_it_had_saved_leaves_a_form_that_saves_again(store):
    app = open_as()
    form = Form(f"saw|{ROSA}|{OCT_17}")
    token = app.session_state[f"token|{form.name}"] = "first"
    log_contacts(store, press(DAVIDS, FRIDAY, token=token), OCT_17, [Entry(ROSA, OCT_17, "david")])
    app.session_state[my_students.TOLD] = [
        Pressed(DAVIDS, form, token, my_students.Told("", False, 0))
    ]
    app = tap(tap(app.run(), "Undo"), "Saw today")
    assert [row[-1] for row in logged(store)] == [False, True]


def test_undo_takes_it_back_and_it_can_be_logged_again(store):
    app = tap(tap(open_as(), "Saw today"), "Undo")
    assert logged(store) == [(ROSA, "david", OCT_17, SAW, "", True)]
    assert len(buttons(app, "Saw today")) == 3
    assert not buttons(app, "Undo")
    app = tap(app, "Saw today")
    assert [row[-1] for row in logged(store)] == [False, True]
    app = tap(app, "Undo")
    assert [row[-1] for row in logged(store)] == [True, True]


def test_who_was_looked_for_in_vain_can_still_be_seen(store):
    app = note(open_as(), ROSA, kind=LOOKED)
    assert "Not seen yet this week, 1 planned so far · looked for today, not there" in text(app)
    assert len(buttons(app, "Saw today")) == 3
    app = tap(app, "Saw today")
    assert logged(store) == [(ROSA, "david", OCT_17, SAW, "", False)]
    assert len(buttons(app, "Saw today")) == 2


# --- a note, another kind, another day


def test_another_day_and_kind_with_a_note(store):
    app = open_as()
    assert all(f"**{name}**" in text(app) for name in ("Rosa D.", "Marcus T.", "Amina Y."))
    days = widgets(app, MARCUS)["Day"].options
    assert days == ["Today, Fri Oct 17", "Yesterday, Thu Oct 16", "Wed Oct 15", "Tue Oct 14",
                    "Mon Oct 13"]  # fmt: skip
    assert len(widgets(app, ROSA)["Day"].options) == 15
    app = note(app, MARCUS, WED, TALKED, "  *late* bus ")
    assert logged(store) == [(MARCUS, "david", WED, TALKED, "*late* bus", False)]
    assert app.toast[0].value.replace("\\", "") == "Marcus T., Wed Oct 15: logged."
    assert "Wed Oct 15: talked by phone or message · *late* bus" in text(app)
    assert widgets(app, MARCUS)["Note"].value == ""
    assert len(buttons(app, "Saw today")) == 3
    app = note(app, MARCUS, WED, words="sees him Friday")
    assert app.toast[0].value.replace("\\", "") == (
        "Marcus T., Wed Oct 15: logged already; a new note is added."
    )
    assert logged(store)[0][4] == "*late* bus\nDavid Okafor: sees him Friday"
    app = tap(app, "Undo")
    assert logged(store)[0][-1]


def test_who_was_seen_was_not_looked_for_in_vain(store):
    app = note(open_as(), MARCUS, WED)
    app = note(app, MARCUS, WED, LOOKED, "at the dentist")
    assert "take it back first if the student was not there" in app.error[0].value
    assert widgets(app, MARCUS)["Note"].value == "at the dentist"
    assert logged(store) == [(MARCUS, "david", WED, SAW, "", False)]
    app = note(tap(app, "Undo"), MARCUS, WED, LOOKED, "at the dentist")
    assert (MARCUS, "david", WED, LOOKED, "at the dentist", False) in logged(store)


def test_talked_today_shows_on_the_card(store):
    app = note(open_as(), ROSA, kind=TALKED)
    assert buttons(app, ":green[✓ Talked today]")
    assert "Seen once this week" in text(app)


def test_a_day_between_two_matches_is_logged_and_said(store):
    end_match(store, press(CAPTAIN_, FRIDAY), f"{ROSA}-david", MON, END_REASONS[0])
    match(store, (ROSA, "david"), started=THU)
    app = note(open_as(), ROSA, WED)
    assert "You two were not matched on that day." in app.toast[0].value.replace("\\", "")
    assert logged(store) == [(ROSA, "david", WED, SAW, "", False)]


def test_the_second_tap_on_save_marks_nobody_else(store, monkeypatch):
    """The popover closes under the finger, and a button of another card may lie there."""
    app = open_as()
    monkeypatch.setattr(my_students, "TWICE", 60)
    app = tap(tap(app, "Saw today"), "Saw today")
    app = note(app, AMINA, WED)
    app = tap(app, "Saw today")
    app = tap(app, "Undo")
    assert {row[0]: row[2] for row in logged(store)} == {ROSA: OCT_17, MARCUS: OCT_17, AMINA: WED}
    assert not [row for row in logged(store) if row[-1]]
    monkeypatch.setattr(my_students, "TWICE", -1)
    tap(app, "Saw today")
    assert (AMINA, "david", OCT_17, SAW, "", False) in logged(store)


# --- empty


def test_the_first_start_has_nobody_to_look_as(page_home):
    app = open_as()
    assert app.warning[0].value == NOT_FOR
    who = next(box for box in app.selectbox if box.label == "Looking as")
    assert who.options == ["District captain"]


def test_a_mentor_of_nobody_is_told_whom_to_ask(store):
    app = open_as("priya")
    assert "You have no student yet" in app.info[0].value
    assert "Ms. Chen, your coordinator" in text(app)
    assert not buttons(app, "Saw today")


def test_without_attendance_the_page_says_whom_to_ask(page_home):
    opened = session.store()
    put(opened, cleared(cast.DAVID))
    match(opened, (ROSA, "david"))
    app = open_as()
    assert "There is no attendance to show yet" in app.info[0].value
    assert "the coordinator of your school" in app.info[0].value


def test_students_whom_no_file_names_are_counted(store):
    match(store, ("0099999", "david"))
    assert "1 more student of yours is not in the attendance files" in text(open_as())
    match(store, ("0099999", "priya"))
    app = open_as("priya")
    assert "do not name your students yet" in app.info[0].value


# --- who may look


def test_an_ended_match_takes_the_student_away_at_once(store):
    app = open_as()
    end_match(store, press(CAPTAIN_, FRIDAY), f"{ROSA}-david", OCT_17, END_REASONS[0])
    app = tap(app, "Saw today")
    assert "Rosa" not in text(app)
    assert logged(store) == []
    assert len(buttons(app, "Saw today")) == 2


def test_a_mentor_who_left_is_nobody(store):
    with store.writing("program") as cursor:
        cursor.execute("UPDATE program.mentors SET closed = $day WHERE mentor_id = 'david'",
                       {"day": OCT_17})  # fmt: skip
    assert open_as().warning[0].value == NOT_FOR


@pytest.mark.parametrize("me", ["nobody", "David Okafor"])
def test_an_id_that_nobody_has_leads_to_the_picker(store, me):
    app = open_as(me)
    assert app.warning[0].value == NOT_FOR
    app.selectbox(key="me").set_value("david").run()
    assert app.title[0].value == "My students"
    assert app.query_params["me"] == "david"


def test_the_picker_asks_which_mentor_and_forgets_it_with_the_next_person(store):
    app = look(who="Coordinator, LINC")
    app.selectbox(key="who").set_value("A mentor").run()
    assert app.warning[0].value == "Choose below which mentor is looking."
    assert app.selectbox(key="me").options == ["Priya Nair, LINC, ROOS", "David Okafor, LINC"]
    app.selectbox(key="me").set_value("david").run()
    assert app.title[0].value == "My students"
    app.selectbox(key="who").set_value("District captain").run()
    assert app.title[0].value == "Students"
    assert "me" not in app.query_params


def test_two_mentors_of_one_name_are_told_apart(store):
    put(store, cleared(cast.DAVID.__class__("twin", "David", "Okafor", schools=("LINC",))))
    assert list(session.mentors().values()) == [
        "Priya Nair, LINC, ROOS", "David Okafor, LINC (david)", "David Okafor, LINC (twin)",
    ]  # fmt: skip
    assert "You have no student yet" in open_as("twin").info[0].value


@pytest.mark.parametrize("path", [path for path in menu.DOORS if path != PAGE])
def test_every_other_page_refuses_a_mentor(store, path):
    """The page by itself, as if the menu had let it through."""
    app = AppTest.from_file(str(ROOT / path), default_timeout=30)
    app.query_params.update(who="A mentor", me="david", student=ROSA, mentor="david", school="LINC")
    app.run()
    assert not app.exception
    assert app.warning[0].value.startswith("This page is for the district captain")
    assert not app.title
    assert not app.dataframe


def test_a_mentors_menu_has_one_door(store):
    mine = [path for path, door in menu.DOORS.items() if DAVIDS.role in door.roles]
    assert mine == [PAGE] == [menu.LANDING[DAVIDS.role]]
    for path in (menu.STUDENTS, menu.STUDENT, menu.UPLOADS):
        app = open_as(page=path)
        assert app.warning[0].value.startswith("This page is for the district captain")
        assert not app.title


@pytest.mark.parametrize("who", PEOPLE)
def test_nobody_else_gets_in(store, who):
    app = AppTest.from_file(str(ROOT / PAGE), default_timeout=30)
    app.query_params.update(who=who, me="david")
    app.run()
    known = "Nowhere" not in who
    assert app.warning[0].value == ("This page is for mentors." if known else NOT_FOR)
    assert not buttons(app, "Saw today")
