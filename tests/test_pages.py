"""Every page through AppTest: full, empty, no database, each role."""

import shutil

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from sm_core.cli import main
from sm_core.store import Store
from tests.conftest import NOW, ROOT

SAMPLE = [
    ROOT / "sample" / name for name in ("lincoln_register.csv", "students.csv", "schools.csv")
]
STUDENTS = "pages/attendance/students.py"
UPLOADS = "pages/attendance/uploads.py"
ROOSEVELT = "student_id,school_id,date,code\n" + "".join(
    f"R{n:03d},ROOS,2026-01-{day:02d},{'A' if n < 30 and day < 9 else 'P'}\n"
    for n in range(60)
    for day in range(5, 17)
)
CODES = '[codes]\nA = "absent_unexcused"\nP = "present"\n'


@pytest.fixture(autouse=True)
def fresh_caches():
    st.cache_resource.clear()
    st.cache_data.clear()
    yield
    st.cache_resource.clear()
    st.cache_data.clear()


@pytest.fixture
def empty_home(tmp_path, monkeypatch):
    home = tmp_path / "home"
    monkeypatch.setenv("SM_HOME", str(home))
    return home


@pytest.fixture(scope="session")
def filled(tmp_path_factory):
    """Lincoln Middle School (48 students) and Roosevelt Elementary (60, no names, 12 days)."""
    folder = tmp_path_factory.mktemp("filled")
    register, codes = folder / "roosevelt.csv", folder / "codes.toml"
    register.write_text(ROOSEVELT)
    codes.write_text(CODES)
    _import(folder / "home", *SAMPLE, "--mapping", ROOT / "sample" / "map.toml")
    _import(folder / "home", register, "--mapping", codes)
    return folder / "home"


@pytest.fixture
def district(filled, empty_home):
    shutil.copytree(filled, empty_home)
    return empty_home


def _import(home, *arguments):
    command = ["--home", str(home), "import", *map(str, arguments)]
    main(command, obj={"now": NOW}, standalone_mode=False)


def look(page=STUDENTS, **address):
    """The app on one page, opened with this address; None is the landing page."""
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=30)
    app.query_params.update(address)
    if page:
        app.switch_page(page)
    app.run()
    assert not app.exception
    return app


def tier_labels(app):
    return [button.label for button in app.button if button.key and button.key.startswith("tier_")]


def listed(app):
    return app.dataframe[0].value


def test_the_first_start_says_what_is_missing_and_where_to_go(empty_home):
    app = look()
    assert app.title[0].value == "Students"
    assert "There is no attendance to show yet" in app.info[0].value
    assert not app.dataframe


def test_uploads_open_without_any_data(empty_home):
    app = look(UPLOADS)
    assert app.title[0].value == "Uploads"
    assert not app.error


def test_a_newer_database_is_refused_in_a_sentence(empty_home):
    store = Store(empty_home)
    with store.writing("program") as cursor:
        cursor.execute("UPDATE program.meta SET schema_version = 999")
    store.close()
    app = look()
    assert "was made by a newer Success Mentors" in app.error[0].value


def test_a_captain_sees_all_schools_and_their_tiers(district):
    app = look()
    assert app.selectbox(key="school").options == [
        "All schools", "Lincoln Middle School", "ROOS",
    ]  # fmt: skip
    assert app.subheader[0].value == "43 of 108 students are chronically absent (39.8%)"
    assert tier_labels(app)[:2] == ["■ Severe chronic 33", "◆ Moderate chronic 10"]
    assert len(listed(app)) == 50


def test_a_school_and_a_date_narrow_numerator_and_denominator_together(district):
    app = look(school="Lincoln Middle School")
    assert app.subheader[0].value == "13 of 48 students are chronically absent (27.1%)"
    app = look(school="Lincoln Middle School", as_of="2025-09-30")
    assert app.subheader[0].value == "16 of 46 students are chronically absent (34.8%)"


def test_tier_buttons_narrow_the_list_and_let_go_again(district):
    app = look(school="Lincoln Middle School")
    app.button(key="tier_severe_chronic").click().run()
    assert list(listed(app)["Tier"]) == ["■ Severe chronic"] * 3
    assert app.button(key="tier_moderate_chronic").label == "◆ Moderate chronic 10"
    app.button(key="tier_severe_chronic").click().run()
    assert len(listed(app)) == 48


def test_search_finds_part_of_a_name_or_id_and_survives_a_percent_sign(district):
    app = look(school="Lincoln Middle School")
    app.text_input(key="search").set_value("delg").run()
    assert list(listed(app)["Student"]) == ["Rosa Delgado"]
    app.text_input(key="search").set_value("0041237").run()
    assert list(listed(app)["Missed"]) == ["14 of 92 days"]
    app.text_input(key="search").set_value("%").run()
    assert "No student matches" in app.info[-1].value
    assert not app.dataframe


def test_grades_are_offered_in_their_order_and_filter(district):
    app = look(school="Lincoln Middle School")
    assert app.multiselect(key="grade").options == ["6", "7", "8"]
    app.multiselect(key="grade").set_value(["7"]).run()
    assert set(listed(app)["Grade"]) == {"7"}


def test_a_student_with_few_days_is_early_instead_of_in_a_tier(district):
    app = look(school="Lincoln Middle School")
    app.text_input(key="search").set_value("Daniel Zhou").run()
    assert list(listed(app)["Tier"]) == ["Early"]
    assert list(listed(app)["Missed"]) == ["2 of 12 days, early"]


def test_pages_of_fifty(district):
    app = look()
    assert "Students 1 to 50 of 108" in app.caption[-1].value
    first = set(listed(app)["Id"])
    app.pagination[0].set_value(3).run()
    assert "Students 101 to 108 of 108" in app.caption[-1].value
    assert not first & set(listed(app)["Id"])


@pytest.mark.parametrize("role", ["Coordinator", "Principal"])
def test_a_school_role_sees_that_school_whatever_the_address_says(district, role):
    app = look(who=f"{role}, ROOS", school="Lincoln Middle School")
    assert app.subheader[0].value == "30 of 60 students are chronically absent (50.0%)"
    assert all(student.startswith("R") for student in listed(app)["Id"])


def test_a_principal_has_no_door_to_uploads(district):
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=30)
    app.query_params["who"] = "Principal, ROOS"
    app.run()
    with pytest.raises(ValueError, match="uploads"):
        app.switch_page(UPLOADS).run()


def test_somebody_unknown_sees_nothing_but_the_picker(district):
    app = look(who="Coordinator, Nowhere")
    assert "not for the person" in app.warning[0].value
    assert not app.dataframe
    assert not app.subheader


def upload(app, *files):
    app.file_uploader[0].set_value([(name, data, "text/csv") for name, data in files])
    return app.run()


def press(app, label):
    return next(button for button in app.button if button.label == label).click().run()


def test_a_file_is_recognized_decided_on_previewed_and_imported(empty_home):
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


def test_the_same_kind_of_file_asks_nothing_the_second_time(district):
    app = upload(look(UPLOADS), ("again.csv", ROOSEVELT.encode()))
    assert "Already loaded" in " ".join(caption.value for caption in app.caption)


def test_a_bad_file_gets_its_sentence_and_the_app_goes_on(district):
    app = upload(look(UPLOADS), ("nothing.csv", b""))
    assert "nothing.csv is empty" in app.error[0].value
    assert look().subheader[0].value.startswith("43 of 108")


def test_a_refused_file_can_be_explained_by_the_person(empty_home):
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


def test_import_waits_while_another_kind_of_file_is_chosen(district):
    app = upload(look(UPLOADS), ("week.csv", ROOSEVELT.replace("R000", "R100").encode()))
    app.selectbox(key="layout|week.csv").set_value("events").run()
    assert "press “Use these columns” first" in app.warning[0].value
    assert next(button for button in app.button if button.label == "Import").disabled
