"""The Letters page and the button that prints letters for families, through AppTest."""

import io
import shutil
from datetime import datetime

import pytest
import streamlit as st
from docx import Document
from looking import LETTERS, look, said
from pypdf import PdfReader
from streamlit.testing.v1 import AppTest

from sm_core.families.policy import NOTICE, OPT_OUT, POLICIES
from sm_core.papers.templates import save_template, shipped, templates
from sm_core.saving import Save
from tests.cast import BOSS
from tests.invented import AMINA, MARCUS, OWEN, ROSA
from tests.letter_cast import fill
from tests.pages.test_uploads_page import press
from tests.targeted import made_once
from ui import session

LINCOLN = "Coordinator, Lincoln Middle School"
USUAL = shipped()[OPT_OUT, "English"].words


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    return made_once(tmp_path_factory, fill)


@pytest.fixture
def families_home(made, page_home):
    shutil.copytree(made, page_home)
    return page_home


def button(app, label):
    return next(b for b in app.button if b.label == label)


def typed(app, words):
    return app.text_area[0].set_value(words).run()


# --- the words


def test_a_captain_changes_a_letter_and_takes_it_back(page_home):
    app = look(LETTERS)
    assert "The words that come with the program." in said(app)
    assert app.text_area[0].value == USUAL
    assert button(app, "Save the letter").disabled
    app = press(typed(app, "Hello family of {student} {last_day_to_say_no}"), "Save the letter")
    assert "is saved" in app.success[0].value
    now = templates(session.store())[OPT_OUT, "English"]
    assert (now.words, now.edited_by) == (
        "Hello family of {student} {last_day_to_say_no}",
        "District captain",
    )
    assert "The district's words, changed by District captain" in said(app)
    app = press(app, "Back to the shipped words")
    assert "has the shipped words again" in app.success[0].value
    assert app.text_area[0].value == USUAL
    assert templates(session.store()) == shipped()


def test_unsaved_words_wait_while_another_letter_is_looked_at(page_home):
    app = typed(look(LETTERS), "Mine {last_day_to_say_no}")
    assert "Not saved yet." in said(app)
    app = app.selectbox(key="letter").set_value(POLICIES[NOTICE]).run()
    assert app.text_area[0].value == shipped()[NOTICE, "English"].words
    assert f"kept until you leave this page: “{POLICIES[OPT_OUT]}” in English" in said(app)
    app = app.selectbox(key="letter").set_value(POLICIES[OPT_OUT]).run()
    assert app.text_area[0].value == "Mine {last_day_to_say_no}"
    assert not button(app, "Save the letter").disabled
    app = press(app, "Save the letter")
    assert "Not saved yet" not in said(app)
    assert app.text_area[0].value == "Mine {last_day_to_say_no}"


def test_errors_are_told_with_their_line_and_nothing_can_be_saved(page_home):
    app = typed(look(LETTERS), "Hello\n{days_absent} {{x}}\n\nchronic")
    assert "Line 2: a field stands in one pair of braces" in app.error[0].value.replace("\\", "")
    assert "“chronic” may frighten" in app.warning[0].value
    assert button(app, "Save the letter").disabled
    assert "The page is shown once the words have no error." in said(app)
    app = typed(app, "Hello\n{days_absent}")
    assert "there is no field {days_absent}; did you mean {missed}?" in (
        app.error[0].value.replace("\\", "")
    )


def test_another_language_begins_with_the_english_words_and_is_not_saved_in_english(page_home):
    app = look(LETTERS, letter=POLICIES[NOTICE])
    app.selectbox(key="language").set_value("Another language…").run()
    app.selectbox(key="new_language").set_value("Vietnamese").run()
    assert "There is no Vietnamese letter yet." in said(app)
    assert "These are the English words: put yours in their place." in said(app).replace("\\", "")
    assert button(app, "Save the letter").disabled
    app = press(typed(app, "Gia đình {student}"), "Save the letter")
    assert templates(session.store())[NOTICE, "Vietnamese"].words == "Gia đình {student}"
    assert app.selectbox(key="language").value == "Vietnamese"
    app = press(app, "Take this letter away")
    assert "is taken away" in app.success[0].value
    assert templates(session.store()) == shipped()


def test_a_word_that_says_no_language_is_told_and_changes_nothing(page_home, monkeypatch):
    # AppTest chooses from the list only; a person may type anything.
    monkeypatch.setattr("ui.letter_words.all_languages", lambda: ["unknown"])
    app = look(LETTERS, language="Another language…")
    app = app.selectbox(key="new_language").set_value("unknown").run()
    assert not app.exception
    assert "Say in which language the letter is" in app.error[0].value
    assert app.selectbox(key="language").value == "Another language…"


def test_a_language_by_another_name_in_the_address_is_not_a_new_one(page_home):
    app = look(LETTERS, language="english")
    assert app.selectbox(key="language").options == ["English", "Spanish", "Another language…"]


def test_the_second_of_two_editors_is_told_and_may_insist(page_home):
    app = typed(look(LETTERS), "Mine {last_day_to_say_no}")
    store, save = session.store(), Save(BOSS, datetime.now())
    save_template(store, save, OPT_OUT, "English", USUAL, "Theirs {last_day_to_say_no}")
    app = press(app, "Save the letter")
    assert "District captain changed this letter" in app.error[0].value
    assert app.text_area[0].value == "Mine {last_day_to_say_no}"
    press(app, "Save the letter")
    assert templates(store)[OPT_OUT, "English"].words == "Mine {last_day_to_say_no}"


def test_a_coordinator_looks_only(families_home):
    app = look(LETTERS, who=LINCOLN)
    assert "A district captain changes the words." in said(app)
    assert not app.text_area
    assert "Another language…" not in app.selectbox(key="language").options
    assert app.code[0].value == USUAL


# --- printing


def script(ids, is_open):
    from sm_core.families.find import families
    from ui import cached, letters
    from ui.frame import explained, title, view
    from ui.session import EVERYBODY

    with explained():
        seen = view(*title("Families", *EVERYBODY))
        found = families(seen.store, cached.seen(seen), seen.day, ids)
        # None of them is chosen for a mentor, and each gets a letter all the same.
        letters._kept()["leave"] = False
        (letters._dialog if is_open else letters.button)(seen, found)


@pytest.fixture
def files(families_home, monkeypatch):
    """What the buttons would download, by ending; links are left out, for there is no menu."""
    made = {}
    monkeypatch.setattr("ui.menu.link", lambda *_, **__: None)
    monkeypatch.setattr(st, "download_button", lambda label, data, name, *_, **more: made.update(
        {name.split(".")[-1]: (name, data, more)}))  # fmt: skip
    return made


def printing(*ids, is_open=True, **address):
    app = AppTest.from_function(script, kwargs={"ids": ids, "is_open": is_open})
    app.query_params.update({"as_of": "2025-10-20"} | address)
    app.run()
    assert not app.exception
    return app


def test_letters_of_a_list_are_printed_in_their_languages_and_written_to_the_audit(files):
    app = printing(ROSA, MARCUS, AMINA, OWEN)
    assert "**2 letters**: 1 in Spanish, 1 in English." in said(app)
    assert "Marcus Tran (Linh Tran): no Vietnamese letter" in said(app).replace("\\", "")
    app.selectbox(key="instead|Vietnamese").set_value("English").run()
    assert "**3 letters**: 2 in English, 1 in Spanish." in said(app)
    assert "no Vietnamese letter" not in said(app).replace("\\", "")
    name, data, more = files["docx"]
    assert (name, more["on_click"]) == ("letters-2025-10-20.docx", "ignore")
    heads = [p.text for p in Document(io.BytesIO(data())).paragraphs]
    assert heads.count("Lincoln Middle School") == 3
    assert len(PdfReader(io.BytesIO(files["pdf"][1]())).pages) == 3
    with session.store().reading() as cursor:
        found = cursor.execute(
            "SELECT subject FROM program.audit WHERE act = 'export' ORDER BY ALL"
        ).fetchall()
    assert found == [("letters.docx 3 letters",), ("letters.pdf 3 letters",)]


def test_more_letters_than_a_pdf_holds_are_for_word(files, monkeypatch):
    monkeypatch.setattr("sm_core.papers.letters_pdf.MOST", 1)
    assert "A PDF holds up to 1 letters, these are 2" in said(printing(ROSA))
    assert [files[ending][2]["disabled"] for ending in ("docx", "pdf")] == [False, True]


def test_a_family_without_a_known_language_waits_for_a_choice(files):
    app = printing(OWEN)
    assert "**No letter can be printed.**" in said(app)
    assert "no home language is noted" in said(app)
    assert files == {}
    app.selectbox(key="instead|").set_value("English").run()
    text = said(app).replace("\\", "")
    assert "Roosevelt Elementary: nobody is named whom a family can call" in text
    assert files == {}


def test_a_closed_button_writes_no_letter(files):
    app = printing(ROSA, is_open=False)
    assert "letter" not in said(app).casefold()
    assert files == {}


def test_a_coordinator_prints_for_their_school_alone(files):
    app = printing(ROSA, AMINA, who=LINCOLN)
    assert "**2 letters**" in said(app)
    assert "Amina" not in said(app)
