"""The family's copy on the Student page: closed, each role, households, another language."""

import io
import shutil
from datetime import date

import pytest
import streamlit as st
from pypdf import PdfReader

from sm_core.uploads import open_district
from tests.cast import SEEN_ON
from tests.invented import AMINA, MARCUS, ROSA
from tests.looking import STUDENT, look, said
from tests.targeted import put
from ui import session


@pytest.fixture
def students(page_home, cast_home):
    """The invented students; Rosa has two households, Marcus one that reads Vietnamese."""
    shutil.copytree(cast_home, page_home)
    store = open_district(page_home)
    for family, student, who, language in (
        ("ana", ROSA, "Ana Delgado", "Spanish"), ("luis", ROSA, "Luis Delgado", "English"),
        ("linh", MARCUS, "Linh Tran", "Vietnamese"),
    ):  # fmt: skip
        put(store, "families", family_id=family, student_id=student, addressee=who,
            address=f"House of {who}", language=language)  # fmt: skip
    store.close()


def opened(student, **address):
    """The page with the popover open."""
    app = look(STUDENT, student=student, as_of=SEEN_ON.isoformat(), **address)
    app.session_state[f"family_copy|{student}"] = True
    app.run()
    assert not app.exception
    return app


def offered(app):
    return "Download PDF" in [b.label for b in app.get("download_button")]


@pytest.mark.parametrize("who", ["District captain", "Coordinator, LINC", "Principal, LINC"])
def test_it_is_made_only_when_opened(students, who):
    closed = look(STUDENT, student=ROSA, as_of=SEEN_ON.isoformat(), who=who)
    assert not offered(closed)
    assert offered(opened(ROSA, who=who))


def test_another_school_is_offered_nothing(students):
    assert not offered(opened(AMINA, who="Coordinator, LINC"))


def test_the_language_is_the_familys(students):
    app = opened(ROSA)
    household, language = (box for box in app.selectbox if "copy_" in box.key)
    assert household.options == ["No one in particular", "Ana Delgado", "Luis Delgado"]
    assert language.value == "Spanish"
    household.select("luis").run()
    assert [box.value for box in app.selectbox if "copy_language" in box.key] == ["English"]


def test_a_household_that_was_ended_says_so(students):
    store = session.store()
    put(store, "families", family_id="old", student_id=ROSA, addressee="Ana Delgado",
        address="Old house", ended=date(2025, 9, 30))  # fmt: skip
    household = next(box for box in opened(ROSA).selectbox if "copy_household" in box.key)
    assert "Ana Delgado (ended Sep 30, 2025)" in household.options


def test_for_another_language_the_person_chooses(students):
    app = opened(MARCUS)
    assert "record is Vietnamese" in said(app)
    assert not offered(app)
    [language] = (box for box in app.selectbox if "copy_" in box.key)
    language.select("English").run()
    assert offered(app)


def test_the_file_is_made_on_click_and_stands_in_the_audit(students, monkeypatch):
    files = []
    monkeypatch.setattr(st, "download_button", lambda _, data, *names, **__: files.append(data))
    app = opened(ROSA)
    app.selectbox(key=f"copy_household|{ROSA}").select("ana").run()
    assert taken() == []
    pdf = PdfReader(io.BytesIO(files[-1]()))
    words = " ".join(pdf.pages[0].extract_text().split())
    assert "Rosa Delgado" in words
    assert "House of Ana Delgado" in words
    assert "House of Luis Delgado" not in words
    assert taken() == [("District captain", f"family copy student {ROSA}")]


def taken():
    with session.store().reading() as cursor:
        query = "SELECT person, subject FROM program.audit WHERE act = 'export'"
        return cursor.execute(query).fetchall()


def test_letters_without_a_font_are_told_and_the_copy_is_made(students):
    put(session.store(), "student_profiles", student_id=ROSA, wished_for="Li \U0003fff0")
    app = opened(ROSA)
    assert "cannot show the letters of \U0003fff0" in app.info[0].value
    assert offered(app)
