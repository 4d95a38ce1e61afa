"""The page Contacts from a sheet through AppTest: looked at, asked, logged, and taken back."""

import shutil
from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from sm_core.actor import MENTOR, Actor
from sm_core.contacts.contact import Entry
from sm_core.contacts.log import log_contacts
from sm_core.saving import Save
from tests.conftest import ROOT
from tests.contact_sheets import NOW, OTHER_AMINA, lines, logged
from tests.invented import MARCUS, ROSA
from tests.looking import CONTACTS_IN, look, said
from ui import session

CHEN = "Coordinator, Lincoln Middle School"
SHEET = lines("Student\tDate\tMentor", "Rosa Delgado\t10/13/2025\tDavid Okafor",
              "Marcus Tran\t10/14/2025\t", "Rosa Delgado\t10/18/2025\tDavid Okafor",
              "Owen Fitzgerald\t10/14/2025\tHelen Brandt")  # fmt: skip


@pytest.fixture
def school(sheets_made, page_home, monkeypatch):
    shutil.copytree(sheets_made, page_home)
    monkeypatch.setattr(session, "now", lambda: NOW)
    return session.store()


def paste(app, text):
    app.text_area[0].set_value(text)
    return press(app, "Look at it")


def labels(app):
    return [button.label for button in app.button]


def press(app, label):
    app = next(button for button in app.button if button.label == label).click().run()
    assert not app.exception
    return app


def box(app, label):
    return next(box for box in app.selectbox if box.label.replace("\\", "").startswith(label))


def choose(app, label, answer):
    box(app, label).select(answer)
    app.run()
    assert not app.exception
    return app


def test_it_opens_without_any_data_and_says_what_is_missing(page_home):
    app = look(CONTACTS_IN)
    assert app.title[0].value == "Contacts from a sheet"
    assert "no attendance" in app.info[0].value
    assert not app.text_area


def test_it_offers_empty_sheets(school):
    app = look(CONTACTS_IN)
    assert app.subheader[0].value == "Empty sheets to fill in"
    assert labels(app) == ["Look at it"]


def test_a_sheet_is_looked_at_logged_and_taken_back(school):
    app = paste(look(CONTACTS_IN, who=CHEN), SHEET)
    assert app.subheader[0].value == "2 contacts can be logged; 2 lines cannot be logged"
    [table] = [element.value for element in app.table]
    assert table.index.tolist() == ["4", "5"]
    assert "has not come yet" in table["What to do"].iloc[0]
    assert "among those you may see" in table["What to do"].iloc[1]
    assert logged(school) == []
    app = press(app, "Log 2 contacts")
    assert app.success[0].value == "Logged: 2 contacts. 2 lines were set aside."
    assert app.table[0].value.equals(table)
    assert logged(school, "student_id, recorded_by") == [(ROSA, CHEN), (MARCUS, CHEN)]
    assert app.text_area[0].value == ""
    app = press(app, "Undo: 2 contacts")
    assert app.success[0].value == "Taken back: 2 contacts."
    assert logged(school) == []
    assert labels(app) == ["Look at it"]


def test_the_undo_says_what_stays(school):
    app = press(paste(look(CONTACTS_IN, who=CHEN), SHEET), "Log 2 contacts")
    who = Actor("David Okafor", MENTOR, (), (ROSA,), "m1")
    log_contacts(school, Save(who, NOW), NOW.date(),
                 [Entry(ROSA, date(2025, 10, 13), "m1", note="at lunch")])  # fmt: skip
    app = press(app, "Undo: 2 contacts")
    assert app.success[0].value == (
        "Taken back: 1 contact. 1 stays, because somebody added to it since."
    )
    assert logged(school, "student_id") == [(ROSA,)]


def test_the_same_sheet_again_has_nothing_to_log(school):
    app = press(paste(look(CONTACTS_IN), SHEET), "Log 3 contacts")
    app = paste(app, SHEET)
    words = "No new contact can be logged; 3 known already; 1 line cannot be logged"
    assert app.subheader[0].value == words
    assert [label for label in labels(app) if label.startswith("Log")] == []


def test_what_is_known_and_added_to_is_counted_before_as_after(school):
    sheet = lines("Student,Date,Note", "Rosa Delgado,10/13/2025,", "Marcus Tran,10/14/2025,")
    press(paste(look(CONTACTS_IN), sheet), "Log 2 contacts")
    more = sheet + lines("Rosa Delgado,10/13/2025,at lunch", "Rosa Delgado,10/14/2025,",
                         "Rosa Delgado,10/14/2025,")  # fmt: skip
    app = paste(look(CONTACTS_IN), more)
    assert app.subheader[0].value == "1 contact can be logged; 4 known already"
    assert "To 1 known contact something is added" in said(app)
    app = press(app, "Log 1 contact")
    assert app.success[0].value == (
        "Logged: 1 contact. 4 were known already. Something was added to 1 of these; Undo leaves "
        "it."
    )


def test_at_an_earlier_date_nothing_is_logged(school):
    app = look(CONTACTS_IN, as_of="2025-10-15")
    assert "Contacts are logged at the newest date" in app.info[0].value
    assert app.date_input[0].value == date(2025, 10, 15)
    assert not labels(app)
    assert not app.text_area


def test_the_undo_is_for_who_pressed(school):
    app = press(paste(look(CONTACTS_IN), SHEET), "Log 3 contacts")
    assert "Undo: 3 contacts" in labels(app)
    app.selectbox(key="who").select(CHEN)
    app.run()
    assert "Undo: 3 contacts" not in labels(app)


def test_a_name_that_fits_two_is_asked_answered_and_left_out(school):
    sheet = lines("Student,Date,Mentor", "Amina Yusuf,10/13/2025,m1", "Amina Yusuf,10/14/2025,m1",
                  "Rosa Delgado,10/14/2025,m1")  # fmt: skip
    app = paste(look(CONTACTS_IN, who=CHEN), sheet)
    assert app.subheader[0].value == "1 contact can be logged; 2 lines wait for an answer"
    label = "Amina Yusuf (student, 2 lines)"
    app = choose(app, label, "")
    assert app.subheader[0].value == "1 contact can be logged; 2 lines left out"
    assert not app.table
    app = choose(app, label, OTHER_AMINA)
    assert app.subheader[0].value == "3 contacts can be logged"
    assert "not matched with that mentor" in said(app)
    press(app, "Log 3 contacts")
    assert logged(school, "DISTINCT student_id") == [(ROSA,), (OTHER_AMINA,)]


def test_the_week_is_asked_for_weekdays(school):
    app = paste(look(CONTACTS_IN), lines("Student,Mon,Tue", "Rosa Delgado,x,p"))
    assert "Log" not in " ".join(labels(app))
    app = choose(app, "Which week", "Mon Oct 13, 2025 to Fri Oct 17, 2025")
    press(app, "Log 2 contacts")
    assert logged(school, "kind") == [("saw",), ("talked",)]


def test_the_order_of_dates_is_asked_in_words(school):
    app = paste(look(CONTACTS_IN), lines("Student,Date", "Rosa Delgado,9/10"))
    assert "dates like 9/10" in app.radio[0].label.replace("\\", "")
    app.radio[0].set_value("dmy")
    app.run()
    assert "Log 1 contact" in labels(app)


def test_which_column_is_what_is_asked(school):
    app = paste(look(CONTACTS_IN), lines("David Okafor,Rosa Delgado,10/14/2025"))
    assert "Say which column is what" in said(app)
    box(app, "Column 1: David Okafor").select("Mentor")
    box(app, "Column 2: Rosa Delgado").select("Student")
    app = press(app, "Read it so")
    press(app, "Log 1 contact")
    assert logged(school, "student_id, mentor_id") == [(ROSA, "m1")]


def test_a_file_is_read_like_what_is_pasted_and_let_go(school):
    app = look(CONTACTS_IN)
    app.file_uploader[0].set_value([("c.csv", SHEET.replace("\t", ",").encode(), "text/csv")])
    app.run()
    assert "**c\\.csv**: 4 lines, a row for each contact." in said(app)
    app = press(app, "Start over")
    assert labels(app) == ["Look at it"]


def test_text_that_cannot_be_read_says_why(school):
    app = paste(look(CONTACTS_IN), "hello")
    assert "only one column" in app.error[0].value
    assert "Log" not in " ".join(labels(app))


def test_a_principal_has_no_such_door(school):
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=30)
    app.query_params["who"] = "Principal, Lincoln Middle School"
    app.run()
    with pytest.raises(ValueError, match=CONTACTS_IN):
        app.switch_page(CONTACTS_IN).run()
