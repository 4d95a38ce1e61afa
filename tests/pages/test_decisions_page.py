"""The Remembered decisions page through AppTest: read, changed, forgotten, by whom, and empty."""

import pytest
from looking import DECISIONS, look, said

from sm_core.actor import local_captain
from sm_core.importing.decisions import all_profiles, forget_profile, save_edited
from tests.conftest import NOW
from tests.pages.test_uploads_page import press
from ui import session

ROOS = "roosevelt.csv"


@pytest.fixture
def by_hand(two_schools):
    """Does something with the profile of a file in the store that the page has open."""

    def act(work, file=ROOS):
        store = session.store()
        [profile] = [p for p in all_profiles(store, local_captain()) if p.file == file]
        return work(store, profile)

    return act


def codes_of(store, profile):
    return {code: meaning.meaning for code, meaning in profile.mapping.codes.items()}


def opened(app):
    """The app with the editor of the first card open, Roosevelt's register."""
    return press(app, "Change")


def test_each_kind_of_file_is_listed_with_its_decisions(two_schools):
    app = look(DECISIONS)

    text = said(app)
    assert app.title[0].value == "Remembered decisions"
    assert "**A daily register like roosevelt\\.csv**" in text
    assert "Last used Fri Jan 30, 2026 · for files with these columns: student\\_id" in text
    assert "- **Codes:** A \\= absent" in text or "- **Codes:** A = absent" in text
    assert "what is already loaded stays as it is" in text
    kinds = ("daily register", "list of students", "list of schools")
    assert all(f"**A {kind} like" in text for kind in kinds)
    assert [b.label for b in app.get("download_button")] == ["Download MAP.toml"] * 4


def test_a_meaning_is_changed_by_choosing(two_schools, by_hand):
    app = opened(look(DECISIONS))
    box = next(box for box in app.selectbox if box.label == 'Code "A" means')
    assert box.value == "absent, unexcused"

    box.set_value("absent, excused")
    app = press(app, "Save these decisions")

    assert not app.exception
    assert "A = absent, excused" in said(app).replace("\\", "")
    assert "changed" in said(app)
    assert not [b for b in app.button if b.label == "Save these decisions"]
    assert by_hand(codes_of) == {"A": "absent_excused", "P": "present"}


def test_a_code_may_be_asked_again_and_a_setting_decided(two_schools, by_hand):
    app = opened(look(DECISIONS))
    next(b for b in app.selectbox if b.label == 'Code "P" means').set_value(
        "ask again with the next file"
    )
    app.number_input[0].set_value(390)
    app = press(app, "Save these decisions")

    assert by_hand(codes_of) == {"A": "absent_unexcused"}
    assert by_hand(lambda store, profile: profile.mapping.day_minutes) == 390


def test_a_wrong_text_is_explained_and_saves_nothing(two_schools, by_hand):
    app = opened(look(DECISIONS))

    app.text_area[0].set_value('[codes]\nA = "away"\n')
    app = press(app, "Save this text")

    assert "codes.A = 'away' does not say one of" in app.error[0].value.replace("\\", "")
    assert app.text_area[0].value == '[codes]\nA = "away"\n'
    assert by_hand(codes_of) == {"A": "absent_unexcused", "P": "present"}


def test_a_good_text_is_saved(two_schools, by_hand):
    app = opened(look(DECISIONS))
    text = app.text_area[0].value

    app.text_area[0].set_value(text.replace('"absent_unexcused"', '"tardy"'))
    app = press(app, "Save this text")

    assert not app.error
    assert by_hand(codes_of) == {"A": "tardy", "P": "present"}


def test_closing_saves_nothing(two_schools):
    app = press(opened(look(DECISIONS)), "Close without saving")

    assert "change" not in app.query_params
    assert "changed" not in said(app).replace("Changing", "")


def test_forgetting_asks_once(two_schools):
    app = next(b for b in look(DECISIONS).button if b.label == "Forget").click().run()

    assert "the next file with these columns asks everything again" in said(app)
    assert not app.subheader


def test_a_coordinator_sees_the_decisions_but_no_file_of_another_school(two_schools):
    text = said(look(DECISIONS, who="Coordinator, Lincoln Middle School"))

    assert "A daily register like lincoln" in text.replace("\\", "")
    assert "roosevelt" not in text
    assert text.count("**A daily register") == 2


def test_nothing_is_remembered_before_the_first_upload(page_home):
    app = look(DECISIONS)

    assert "Nothing is remembered yet" in app.info[0].value
    assert not app.button


def test_codes_and_headers_are_no_formatting(two_schools, by_hand):
    by_hand(lambda store, p: save_edited(
        store, local_captain(), p.key, '[codes]\n"*A*" = "tardy"\n', NOW
    ))  # fmt: skip

    assert "- **Codes:** \\*A\\* = late" in said(look(DECISIONS))


def test_what_was_forgotten_by_another_person_can_be_brought_back(two_schools, by_hand):
    by_hand(lambda store, p: forget_profile(store, local_captain(), p.key, NOW))

    app = look(DECISIONS, who="Coordinator, ROOS")

    assert "roosevelt" in said(app)
    press(app, "Bring back")
    assert not app.subheader
