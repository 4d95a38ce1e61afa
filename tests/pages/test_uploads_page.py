"""The Uploads page through AppTest: from the first look to the figures, and wrong files."""

import pytest
from looking import DECISIONS, REGISTRAR, UPLOADS, look
from streamlit.testing.v1 import AppTest
from workbooks import rows_of, xlsx, zipped

from sm_core.lock import changing
from tests.conftest import NOW, ROOT
from tests.pages.conftest import ROOSEVELT

SCHOOLS = [["School ID", "School Name"], ["ROOS", "Roosevelt Elementary"]]


def test_uploads_open_without_any_data(page_home):
    app = look(UPLOADS)
    assert app.title[0].value == "Uploads"
    assert not app.error


@pytest.mark.parametrize("page", [UPLOADS, REGISTRAR, DECISIONS])
def test_a_principal_has_no_door_to_uploads_and_what_belongs_to_them(two_schools, page):
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=30)
    app.query_params["who"] = "Principal, ROOS"
    app.run()
    with pytest.raises(ValueError, match=page):
        app.switch_page(page).run()


def upload(app, *files):
    app.file_uploader[0].set_value([(name, data, "text/csv") for name, data in files])
    return app.run()


def press(app, label):
    return next(button for button in app.button if button.label == label).click().run()


def test_a_file_is_recognized_decided_on_previewed_and_imported(page_home):
    app = upload(look(UPLOADS), ("roosevelt.csv", ROOSEVELT.encode()))
    assert "looks like **a daily register**" in app.markdown[0].value
    assert app.subheader[0].value == "2 decisions left"
    press(app, "Use these answers")
    assert "Answer every line first" in app.error[0].value
    for box in app.selectbox:
        if box.label.startswith("Code"):
            box.set_value("absent, unexcused" if "“A”" in box.label or '"A"' in box.label
                          else "present")  # fmt: skip
    press(app, "Use these answers")
    assert any("720 of 720 rows used" in text.value for text in app.markdown)
    press(app, "Import")
    assert not app.exception
    assert app.success[0].value == "Imported."
    assert look().subheader[0].value == "30 of 60 students are chronically absent (50.0%)"


def test_the_same_kind_of_file_asks_nothing_the_second_time(two_schools):
    app = upload(look(UPLOADS), ("again.csv", ROOSEVELT.encode()))
    assert "Already loaded" in " ".join(caption.value for caption in app.caption)


def test_a_bad_file_gets_its_sentence_and_the_app_goes_on(two_schools):
    app = upload(look(UPLOADS), ("nothing.csv", b""))
    assert "nothing.csv is empty" in app.error[0].value.replace("\\", "")
    assert look().subheader[0].value.startswith("43 of 108")


def test_a_refused_file_can_be_explained_by_the_person(page_home):
    app = upload(
        look(UPLOADS), ("ours.csv", b"School,Day,Who,Saw\n" + b"ROOS,2026-01-05,R1,P\n" * 3)
    )
    assert "no column that we know to hold the student's id" in app.error[0].value
    answers = {"student_id": "Who", "date": "Day", "code": "Saw", "school_id": "School"}
    for field, header in answers.items():
        app.selectbox(key=f"column|ours.csv|register|{field}").set_value(header)
    press(app, "Use these columns")
    assert not app.error
    assert "looks like **a daily register**" in app.markdown[0].value


def test_import_waits_while_another_kind_of_file_is_chosen(two_schools):
    app = upload(look(UPLOADS), ("week.csv", ROOSEVELT.replace("R000", "R100").encode()))
    app.selectbox(key="layout|week.csv|register").set_value("events").run()
    assert "press “Use these columns” first" in app.warning[0].value
    assert next(button for button in app.button if button.label == "Import").disabled


def test_a_file_that_lacks_many_known_absences_is_shown_with_a_warning(two_schools):
    lacking = ROOSEVELT.replace(",A\n", ",P\n", 30)
    app = upload(look(UPLOADS), ("lacking.csv", lacking.encode()))
    assert "this file removes 30 of the 120 absences known at its schools" in app.warning[0].value


def test_a_workbook_asks_which_sheet_and_takes_the_answer(page_home):
    book = xlsx({"Codes": [["Code", "Description"], ["A", "Absent"]], "Data": rows_of(ROOSEVELT)})
    app = upload(look(UPLOADS), ("book.xlsx", book))
    assert app.subheader[0].value == "One decision left"
    [box] = [box for box in app.selectbox if "which one counts" in box.label]
    assert box.options == ["Data", "Codes"]
    box.set_value("Data")
    press(app, "Use these answers")
    assert "looks like **a daily register**" in app.markdown[0].value
    assert app.subheader[0].value == "2 decisions left"


def test_the_files_of_a_zip_file_stand_beside_each_other(page_home):
    archive = zipped({"a.csv": ROOSEVELT, "schools.xlsx": xlsx({"S": SCHOOLS}), "b.pdf": "%PDF"})
    app = upload(look(UPLOADS), ("export.zip", archive))
    cards = [text.value for text in app.markdown if "looks like" in text.value]
    assert [card.split("**")[1] for card in cards] == [r"a\.csv", r"schools\.xlsx"]
    assert r"Not read from export\.zip\: b\.pdf\." in [caption.value for caption in app.caption]


def test_while_a_command_changes_the_home_no_page_opens_it(page_home):
    """A refused one in a new home would remove what the page has opened."""
    with changing(page_home, "import", NOW):
        app = look(UPLOADS)
        [error] = app.error
        assert error.value.startswith("An import is running (since ")
    assert not app.run().error


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_file_whose_name_is_as_long_as_names_can_be(page_home, encoding):
    app = upload(look(UPLOADS), ("n" * 251 + ".csv", ROOSEVELT.encode(encoding)))

    assert not app.exception
    assert "looks like **a daily register**" in app.markdown[0].value
