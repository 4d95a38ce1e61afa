"""The Students page through AppTest: full, empty, each role, filters, pages, search."""

import pytest
from looking import look

from sm_core.store import Store


def tier_labels(app):
    return [button.label for button in app.button if button.key and button.key.startswith("tier_")]


def listed(app):
    return app.dataframe[0].value


def test_the_first_start_says_what_is_missing_and_where_to_go(page_home):
    app = look()
    assert app.title[0].value == "Students"
    assert "There is no attendance to show yet" in app.info[0].value
    assert not app.dataframe


def test_a_newer_database_is_refused_in_a_sentence(page_home):
    store = Store(page_home)
    with store.writing("program") as cursor:
        cursor.execute("UPDATE program.meta SET schema_version = 999")
    store.close()
    app = look()
    assert "was made by a newer Success Mentors" in app.error[0].value


def test_a_captain_sees_all_schools_and_their_tiers(two_schools):
    app = look()
    assert app.selectbox(key="school").options == [
        "All schools", "Lincoln Middle School", "ROOS",
    ]  # fmt: skip
    assert app.subheader[0].value == "43 of 108 students are chronically absent (39.8%)"
    assert tier_labels(app)[:2] == ["■ Severe chronic 33", "◆ Moderate chronic 10"]
    assert len(listed(app)) == 50


def test_a_school_and_a_date_narrow_numerator_and_denominator_together(two_schools):
    app = look(school="Lincoln Middle School")
    assert app.subheader[0].value == "13 of 48 students are chronically absent (27.1%)"
    app = look(school="Lincoln Middle School", as_of="2025-09-30")
    assert app.subheader[0].value == "16 of 46 students are chronically absent (34.8%)"


def test_tier_buttons_narrow_the_list_and_let_go_again(two_schools):
    app = look(school="Lincoln Middle School")
    app.button(key="tier_severe_chronic").click().run()
    assert list(listed(app)["Tier"]) == ["■ Severe chronic"] * 3
    assert app.button(key="tier_moderate_chronic").label == "◆ Moderate chronic 10"
    app.button(key="tier_severe_chronic").click().run()
    assert len(listed(app)) == 48


def test_search_finds_part_of_a_name_or_id_and_survives_a_percent_sign(two_schools):
    app = look(school="Lincoln Middle School")
    app.text_input(key="search").set_value("delg").run()
    assert list(listed(app)["Student"]) == ["Rosa Delgado"]
    app.text_input(key="search").set_value("0041237").run()
    assert list(listed(app)["Missed"]) == ["14 of 92 days"]
    app.text_input(key="search").set_value("%").run()
    assert "No student matches" in app.info[-1].value
    assert not app.dataframe


def test_grades_are_offered_in_their_order_and_filter(two_schools):
    app = look(school="Lincoln Middle School")
    assert app.multiselect(key="grade").options == ["6", "7", "8"]
    app.multiselect(key="grade").set_value(["7"]).run()
    assert set(listed(app)["Grade"]) == {"7"}


def test_a_student_with_few_days_is_early_instead_of_in_a_tier(two_schools):
    app = look(school="Lincoln Middle School")
    app.text_input(key="search").set_value("Daniel Zhou").run()
    assert list(listed(app)["Tier"]) == ["Early"]
    assert list(listed(app)["Missed"]) == ["2 of 12 days, early"]


def test_pages_of_fifty(two_schools):
    app = look()
    assert "Students 1 to 50 of 108" in app.caption[-1].value
    first = set(listed(app)["Id"])
    app.pagination[0].set_value(3).run()
    assert "Students 101 to 108 of 108" in app.caption[-1].value
    assert not first & set(listed(app)["Id"])


@pytest.mark.parametrize("role", ["Coordinator", "Principal"])
def test_a_school_role_sees_that_school_whatever_the_address_says(two_schools, role):
    app = look(who=f"{role}, ROOS", school="Lincoln Middle School")
    assert app.subheader[0].value == "30 of 60 students are chronically absent (50.0%)"
    assert all(student.startswith("R") for student in listed(app)["Id"])


def test_somebody_unknown_sees_nothing_but_the_picker(two_schools):
    app = look(who="Coordinator, Nowhere")
    assert "not for the person" in app.warning[0].value
    assert not app.dataframe
    assert not app.subheader
