"""Schools side by side through AppTest: full, narrowed, with few schools, and for each role."""

from datetime import date
from io import BytesIO

import pandas as pd
import pytest
import streamlit as st
from looking import look, said

from sm_core.actor import local_captain
from sm_core.seen import Filters, see
from sm_core.standing import Asked
from sm_core.trends import cut
from ui.side_by_side import OPENED

JAN_30 = date(2026, 1, 30)
SCHOOLS = "pages/district/schools.py"


def rows(app):
    return app.dataframe[0].value


def test_every_school_is_a_row_with_the_counts_of_the_district_page(demo_read):
    app = look(SCHOOLS)
    frame = rows(app).set_index("School")
    seen = see(demo_read, local_captain(), Asked(JAN_30))
    counted = cut(demo_read, seen, Filters(), "school").set_index("label")
    assert len(frame) == 4
    assert frame["Chronic"].to_dict() == counted["chronic"].to_dict()
    assert frame["In rates"].to_dict() == counted["rated"].to_dict()
    rates = frame["Rate"].dropna()
    assert list(rates) == sorted(rates, reverse=True)
    assert {"No mentor", "Severe, neither", "Reviews held", "Steps done"} <= set(frame)


def test_both_charts_stand_on_the_page_with_what_they_mean(demo_read):
    words = said(look(SCHOOLS))
    assert "with the limits of chance" in words
    assert "each school's own among them" in words
    assert "how sure it is" in words
    assert "It says nothing of why a rate moved" in words


def test_a_filter_narrows_counts_and_leaves_the_program_out(demo_read):
    app = look(SCHOOLS, grade="7")
    frame = rows(app)
    assert len(frame) < 4
    assert not {"No mentor", "Reviews held", "Steps done"} & set(frame)
    assert "those of whole schools" in said(app)
    # Too few schools have a grade 7 to be held against each other.
    assert "Fewer than 3 schools have rates to compare" in said(app)


def test_before_the_first_day_every_school_says_that_it_has_no_data(demo_read):
    app = look(SCHOOLS, as_of="2024-07-15")
    assert set(rows(app)["Note"]) == {"no data this year"}
    assert "Without data this school year" in said(app)


def test_the_first_year_has_no_change(demo_read):
    app = look(SCHOOLS, as_of="2025-01-30")
    assert "No school has rates on Tue Jan 30, 2024" in said(app)
    assert rows(app)["Change, points"].isna().all()


def test_a_school_chosen_above_changes_no_number(demo_read):
    every, one = rows(look(SCHOOLS)), rows(look(SCHOOLS, school="Lincoln Middle School"))
    assert every.equals(one)


def test_a_row_that_was_clicked_opens_the_progress_of_its_school(demo_read):
    app = look(SCHOOLS, as_of="2026-01-16")
    app.session_state[OPENED] = "201"
    app.run()
    assert app.title[0].value == "School progress"
    assert app.query_params["school"] == "Lincoln Middle School"
    assert app.query_params["as_of"] == "2026-01-16"


@pytest.mark.parametrize(
    "who", ["Principal, Lincoln Middle School", "Coordinator, Lincoln Middle School"]
)
def test_the_page_is_a_captains(demo_read, who):
    app = look(SCHOOLS, who=who)
    assert app.warning[0].value == "This page is for the district captain."
    assert not app.title
    assert "what chance alone would make" not in said(app)


def test_two_schools_are_too_few_for_a_picture(two_schools):
    app = look(SCHOOLS)
    assert app.subheader[0].value == "2 schools\\: it takes 3 to hold one against all."
    assert rows(app)["Beside all"].isna().all()
    assert "Fewer than 3 schools have rates to compare" in said(app)
    assert len(rows(app)) == 2


def test_without_data_the_page_says_what_is_missing(page_home):
    app = look(SCHOOLS)
    assert "There is no attendance to show yet" in app.info[0].value
    assert not app.dataframe


def test_a_download_hides_what_the_page_shows_of_few_students(cast, monkeypatch):
    files = {}
    monkeypatch.setattr(st, "download_button", lambda label, data, name, *_, **__: files.update(
        {name: data}))  # fmt: skip
    shown = rows(look(SCHOOLS))
    assert 0 < shown["In rates"].max() < 10
    made = next(make for name, make in files.items() if name.endswith("csv"))
    file = pd.read_csv(BytesIO(made()))
    assert file["In rates"].isna().all()
    assert "fewer than 10 students" in file["Note"][0]
