"""The page on what to ask the registrar for, through AppTest: each system, each role, no data."""

import pytest
from looking import REGISTRAR, look, said

from sm_core.importing.systems import SYSTEMS
from tests.pages.conftest import ROOSEVELT
from tests.pages.test_uploads_page import UPLOADS, upload


def test_the_files_and_the_message_of_the_usual_system(two_schools):
    app = look(REGISTRAR)

    assert app.title[0].value == "What to ask the registrar for"
    assert "**Absences**  \ntable Attendance \\(157\\)" in said(app)
    assert "Success Mentors at our schools" in app.code[0].value
    assert app.get("download_button")[0].label == "Download as text"


@pytest.mark.parametrize("name", SYSTEMS)
def test_every_system_has_its_own_message_and_stands_in_the_address(two_schools, name):
    app = look(REGISTRAR, system=name)

    assert app.selectbox(key="system").value == name
    assert SYSTEMS[name].files[0].source in app.code[0].value


def test_a_system_in_the_address_that_is_none_counts_as_the_usual_one(two_schools):
    assert look(REGISTRAR, system="x").selectbox(key="system").value == "powerschool"


def test_a_choice_of_system_and_school_changes_the_message(two_schools):
    app = look(REGISTRAR)

    app.selectbox(key="system").set_value("synergy").run()
    app.selectbox(key="school").set_value("Lincoln Middle School").run()

    assert "Success Mentors at Lincoln Middle School" in app.code[0].value
    assert "export from Synergy" in app.code[0].value
    assert app.query_params["system"] == "synergy"


def test_a_coordinators_message_names_their_school(two_schools):
    app = look(REGISTRAR, who="Coordinator, Lincoln Middle School")

    assert "at Lincoln Middle School we" in app.code[0].value
    assert "ROOS" not in said(app)


def test_before_the_first_upload_the_school_is_typed(page_home):
    app = look(REGISTRAR)
    assert "at our schools we" in app.code[0].value

    app.text_input[0].set_value("Oak Hill *Elementary*").run()

    assert "at Oak Hill *Elementary* we" in app.code[0].value


def test_uploads_leads_here_until_there_is_a_file(page_home):
    app = look(UPLOADS)
    labels = [link.proto.label for link in app.get("page_link")]
    assert labels == ["No file yet? What to ask the registrar for", "Remembered decisions"]

    app = upload(app, ("roosevelt.csv", ROOSEVELT.encode()))

    assert not app.get("page_link")
