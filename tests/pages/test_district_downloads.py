"""What is taken along from the District page: files and pictures, and small groups in them."""

from io import BytesIO

import pandas as pd
import pytest
import streamlit as st
from looking import DISTRICT, look

PNG = b"\x89PNG\r\n"
OFFERED = {
    "Overview": ("school", "grade", "week", "group"),
    "Who": ("school-grade", "cohort", "group"),
    "When": ("weekday", "september", "breaks"),
}


@pytest.fixture
def files(monkeypatch):
    """What the buttons would download, by the end of the name."""
    made = {}
    monkeypatch.setattr(st, "download_button", lambda label, data, name, *_, **__: made.update(
        {name: data}))  # fmt: skip
    return made


def kinds(files):
    """The parts of the names that say which chart it is."""
    return {name.removeprefix("district-").removesuffix("-2026-01-30.png")
            for name in files if name.endswith(".png")}  # fmt: skip


def table(files, kind):
    return pd.read_csv(BytesIO(files[f"district-{kind}-2026-01-30.csv"]()))


@pytest.mark.parametrize("which", OFFERED)
def test_every_chart_has_its_numbers_and_a_picture(demo_read, files, which):
    look(DISTRICT, look=which, measure="Average daily attendance")
    assert len(kinds(files)) == len(OFFERED[which])
    for kind in OFFERED[which]:
        [name] = [name for name in kinds(files) if name.startswith(kind)]
        assert files[f"district-{name}-2026-01-30.png"]().startswith(PNG)
        assert files[f"district-{name}-2026-01-30.xlsx"]()[:2] == b"PK"
        assert len(table(files, name))


def test_a_file_hides_what_the_page_shows_of_few_students(demo_read, files):
    look(DISTRICT, look="Who", rows="Student groups", school="Lincoln Middle School")
    found = table(files, "group-grade-chronically-absent")
    few = found["In rates"].isna()
    assert few.any()
    assert found.loc[few, "Chronically absent"].isna().all()
    assert not found.loc[~few, "In rates"].between(0, 9).any()
    assert found["Students"].unique() == ["Lincoln Middle School"]


def test_a_chart_of_all_schools_says_so_whichever_is_chosen(demo_read, files):
    look(DISTRICT, school="Lincoln Middle School", grade="7")
    whose = {kind: table(files, f"{kind}-chronically-absent")["Students"][0]
             for kind in ("school", "grade", "group")}  # fmt: skip
    assert whose == {
        "school": "All schools, grade 7", "grade": "Lincoln Middle School",
        "group": "Lincoln Middle School, grade 7",
    }  # fmt: skip


def test_a_choice_that_leaves_nobody_has_nothing_to_take_along(demo_read, files):
    look(DISTRICT, look="When", school="Lincoln Middle School", grade="12")
    assert kinds(files) == set()


@pytest.mark.parametrize("address", [{"measure": "Days missed"}, {"look": "When"}])
def test_the_days_of_few_students_are_not_taken_along(cast, files, address):
    app = look(DISTRICT, **address)
    assert app.get("plotly_chart")
    assert not kinds(files) & {"week-days-missed", "weekday"}
