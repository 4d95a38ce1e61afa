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


def test_cohorts_of_which_nothing_now_may_be_told_have_no_file_and_say_why(demo_read, files):
    app = look(DISTRICT, look="Who", school="Lincoln Middle School")
    assert not [name for name in files if "-cohort-" in name]
    assert [each.value for each in app.caption if each.value.startswith("No file: in every grade")]
    look(DISTRICT, look="Who", measure="Days missed")
    assert table(files, "cohort-days-missed")["Student days missed"].notna().any()


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


@pytest.mark.parametrize("measure", ["Chronically absent", "Severe chronic"])
def test_tiers_by_school_are_taken_along_as_far_as_they_are_shown(demo_read, files, measure):
    look(DISTRICT, measure=measure)
    found = table(files, f"school-{measure.lower().replace(' ', '-')}")
    tiers = found[["Severe chronic", "Moderate chronic", "At risk", "Satisfactory"]]
    assert tiers.notna().any(axis=None)
    assert not (tiers < 10).any(axis=None)
    assert (
        files[f"district-school-{measure.lower().replace(' ', '-')}-2026-01-30.png"]()[:4]
        == (PNG[:4])
    )


def test_schools_by_days_have_no_tiers(demo_read, files):
    look(DISTRICT, measure="Days missed")
    assert "At risk" not in table(files, "school-days-missed")


def test_a_choice_that_leaves_nobody_has_nothing_to_take_along(demo_read, files):
    look(DISTRICT, look="When", school="Lincoln Middle School", grade="12")
    assert kinds(files) == set()


def test_a_file_of_september_says_that_last_year_is_its_end(demo_read, files):
    look(DISTRICT, look="When")
    assert "In rates, by the end of last year" in table(files, "september-chronically-absent")


def test_the_files_of_a_principal_bear_the_name_of_the_page(demo_read, files):
    look(DISTRICT, who="Principal, Lincoln Middle School")
    assert files
    assert all(name.startswith("school-") for name in files)


OF_DAYS = {"weekday", "breaks", "week-chronically-absent"}


@pytest.mark.parametrize(
    ("choice", "offered"),
    [
        ({"group": "Low income"}, True),
        # Nine are without, and one is neither of the girls nor of the boys.
        ({"group": "Stable housing"}, False),
        ({"group": "Without stable housing"}, False),
        ({"group": "Gender: girls"}, False),
        ({"grade": "6"}, True),
        ({"grade": "6", "group": "English learners"}, False),
    ],
)
def test_days_are_not_taken_along_where_a_filter_leaves_out_few(demo_read, files, choice, offered):
    app = look(DISTRICT, **choice)
    refused = [title for title in app.markdown if title.help]
    when = look(DISTRICT, look="When", **choice)
    refused += [title for title in when.markdown if title.help]
    assert OF_DAYS & kinds(files) == (OF_DAYS if offered else set())
    assert bool(refused) != offered
    assert all("under 10 students" in title.help for title in refused)


@pytest.mark.parametrize("choice", [{}, {"grade": "6"}, {"school": "Lincoln Middle School"}])
def test_no_file_of_days_tells_of_under_ten_students(demo_read, files, choice):
    look(DISTRICT, look="When", **choice)
    for kind in ("weekday", "breaks"):
        days = table(files, kind)
        missed = days["Student days missed"]
        assert not missed.between(0, 9.9).any()
        assert not (days["Days enrolled"] - missed).between(0, 9.9).any()
        assert days["Days missed, percent"].isna().equals(missed.isna())
        assert bool(choice) <= missed.isna().any()


@pytest.mark.parametrize("address", [{"measure": "Days missed"}, {"look": "When"}])
def test_the_days_of_few_students_are_not_taken_along(cast, files, address):
    app = look(DISTRICT, **address)
    assert app.get("plotly_chart")
    assert not kinds(files) & {"week-days-missed", "weekday"}
