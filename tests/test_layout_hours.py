"""Totals that count hours or minutes become days without moving anybody over a tier's edge."""

import os
from fractions import Fraction

import pytest
from hypothesis import given as drawn
from hypothesis import settings
from hypothesis import strategies as st
from invented import LINC, MARCUS, ROSA, bring, table
from round_trip import AS_OF, asked, refused, taken
from slow_versions import tier

from sm_core.actor import local_captain
from sm_core.standing import Asked
from sm_core.standing import standing as ask
from sm_core.uploads import open_district

HOURS = "Student ID,School ID,Hours Enrolled,Hours Absent"
DECIDED = "as_of = 2026-01-30\nday_minutes = 390\n"


def test_hours_ask_how_long_a_day_is(cli, given):
    files = {"hours.csv": table(HOURS, [(ROSA, LINC, 585, "58.5"), (MARCUS, LINC, 585, "58.499")])}

    assert asked(cli, given, files) == {"as_of", "day_minutes"}
    done = taken(cli, given, files, DECIDED)

    assert [row["tier"] for row in done.rows] == ["moderate_chronic", "at_risk"]
    assert done.students[ROSA] == (90, 9)


@pytest.mark.parametrize(
    ("header", "cells", "days"),
    [
        ("Minutes Possible,Minutes Present", (35100, 31590), (90, 9)),
        ("Hours Present,Excused Hours,Unexcused Hours", ("526.5", 26, "32.5"), (90, 9)),
        ("Membership Hours,Total Hours Absent", (585, "6.5"), (90, 1)),
    ],
)
def test_hours_follow_from_one_another(cli, given, header, cells, days):
    text = table(f"Student ID,School ID,{header}", [(ROSA, LINC, *cells)])

    assert taken(cli, given, {"hours.csv": text}, DECIDED).students == {ROSA: days}


def test_hours_beside_days_are_refused(cli, given):
    text = table("Student ID,School ID,Days Enrolled,Hours Absent", [(ROSA, LINC, 90, 9)])

    [sentence] = refused(cli, given, {"hours.csv": text}, DECIDED)

    assert "count days and hours; choose those of one unit under [columns]" in sentence


@drawn(
    numbers=st.lists(
        st.tuples(st.integers(1, 120_000), st.integers(0, 25), st.integers(-2, 2)), min_size=1,
        max_size=30,
    ),
    day=st.sampled_from([390, 420, 347, 401]),
    unit=st.sampled_from(["Hours", "Minutes"]),
)  # fmt: skip
@settings(max_examples=int(os.environ.get("EXAMPLES", "4")), deadline=None)
def test_the_tier_is_that_of_the_hours_themselves(tmp_path_factory, numbers, day, unit):
    """Shares at and just beside an edge: hundredths of hours, whole minutes."""
    per = 100 if unit == "Hours" else 1
    rows, expected = [], {}
    for n, (enrolled, percent, beside) in enumerate(numbers):
        absent = min(max(enrolled * percent // 100 + beside, 0), enrolled)
        # A year has at most 366 days, whatever the unit.
        if Fraction(enrolled * (60 if per == 100 else 1), per * day) > 366:
            continue
        student = f"{4100 + n:07d}"
        rows.append((student, LINC, *(f"{x / per:.2f}" for x in (enrolled, absent))))
        expected[student] = tier(Fraction(absent), Fraction(enrolled))
    folder = tmp_path_factory.mktemp("hours")

    def write(name, content):
        (folder / name).write_text(content)
        return folder / name

    header = f"Student ID,School ID,{unit} Enrolled,{unit} Absent"
    store = open_district(folder / "home")
    if rows:
        text = f"as_of = 2026-01-30\nday_minutes = {day}\n"
        bring(store, write, {"totals.csv": table(header, rows)}, text)
    frame = ask(store, local_captain(), Asked(AS_OF))
    found = dict(zip(frame["student_id"], frame["tier"], strict=True))
    store.close()

    assert found == expected
