"""Lists of absences, judged by calendar and enrollment."""

from datetime import date

import pytest
from invented import (
    AMINA,
    DAYS,
    LINC,
    MARCUS,
    ROOS,
    ROSA,
    bring,
    calendar,
    counts,
    enrollment,
    events,
    register,
    table,
)

from sm_core.errors import SmError
from sm_core.importing.run import ImportRefused

BASE = {
    "calendar.csv": calendar(DAYS),
    "enrollment.csv": enrollment((ROSA, DAYS[0]), (MARCUS, DAYS[0])),
}
COVERS = f'covers = ["{DAYS[0]}", "{DAYS[9]}"]\n'


def test_days_without_a_row_are_days_present(store, given):
    text = events((ROSA, DAYS[1], "U"), (ROSA, DAYS[2], "T"), (MARCUS, DAYS[3], "N"))

    *_, report = bring(store, given, {**BASE, "events.csv": text}, COVERS)

    assert (report.layout, report.rejected) == ("events", {})
    assert counts(store, DAYS[9]) == {ROSA: (10, 1), MARCUS: (9, 0)}


def test_without_covers_data_reach_to_the_last_row_inside_the_calendar(store, given):
    sunday = date(2025, 9, 14)
    text = events((ROSA, DAYS[1], "U"), (MARCUS, DAYS[7], "T"), (MARCUS, sunday, "U"))

    *_, report = bring(store, given, {**BASE, "events.csv": text})

    assert report.rejected == {"off_calendar": 1}
    assert counts(store, DAYS[20]) == {ROSA: (8, 1), MARCUS: (8, 0)}


@pytest.mark.parametrize("order", [
    ["calendar.csv", "enrollment.csv", "events.csv"],
    ["events.csv", "enrollment.csv", "calendar.csv"],
])  # fmt: skip
def test_files_of_one_call_may_come_in_any_order(store, given, order):
    files = BASE | {"events.csv": events((ROSA, DAYS[1], "U"))}

    reports = bring(store, given, {name: files[name] for name in order}, COVERS)

    assert [report.file for report in reports] == order
    assert counts(store, DAYS[9]) == {ROSA: (10, 1), MARCUS: (10, 0)}


@pytest.mark.parametrize(
    ("given_files", "lacking"),
    [
        ([], "a calendar and an enrollment file"),
        (["calendar.csv"], "an enrollment file"),
        (["enrollment.csv"], "a calendar"),
    ],
)
def test_nobody_guesses_school_days(store, given, given_files, lacking):
    files = {name: BASE[name] for name in given_files} | {"x.csv": events((ROSA, DAYS[1], "U"))}

    with pytest.raises(ImportRefused, match=f"without {lacking} nobody knows") as caught:
        bring(store, given, files)

    assert [sum(r.rejected.values()) for r in caught.value.reports] == [
        report.rows_read for report in caught.value.reports
    ]
    assert list(store.uploads.iterdir()) == []


def test_calendar_and_enrollment_may_have_come_before(store, given):
    bring(store, given, BASE)

    bring(store, given, {"x.csv": events((ROSA, DAYS[1], "U"))}, COVERS)

    assert counts(store, DAYS[9]) == {ROSA: (10, 1), MARCUS: (10, 0)}


def test_a_register_may_have_said_which_days_are_school_days(store, given):
    bring(store, given, {"r.csv": register(DAYS[:10])})

    bring(store, given, {"x.csv": events((ROSA, DAYS[1], "U"), (ROSA, DAYS[1], "E"))})

    assert counts(store, DAYS[9]) == {ROSA: (10, 1), MARCUS: (10, 0)}


def test_a_calendar_of_another_year_refuses_events(store, given):
    text = events((ROSA, DAYS[1].replace(year=2024), "U"))

    with pytest.raises(SmError, match="nobody knows the school days of LINC"):
        bring(store, given, {**BASE, "x.csv": text})


def test_an_absence_written_twice_counts_once(store, given):
    row = (ROSA, DAYS[1], "U")

    *_, report = bring(store, given, {**BASE, "x.csv": events(row, row, row)}, COVERS)

    assert report.rejected == {"duplicate": 2}
    assert counts(store, DAYS[9])[ROSA] == (10, 1)


def test_doubled_rows_off_the_calendar_are_counted_once_each(store, given):
    row = (ROSA, date(2025, 8, 31), "U")
    text = events(row, row, (AMINA, DAYS[1], "U"), (AMINA, DAYS[1], "U"), (ROSA, DAYS[2], "U"))

    *_, report = bring(store, given, {**BASE, "x.csv": text}, COVERS)

    assert report.rejected == {"duplicate": 2, "off_calendar": 1, "outside_enrollment": 1}
    assert report.rejects["reason"].value_counts().to_dict() == report.rejected


def test_two_categories_on_one_day_are_one_day(store, given):
    text = events((ROSA, DAYS[1], "U"), (ROSA, DAYS[1], "T"), (MARCUS, DAYS[1], "H"),
                  (MARCUS, DAYS[1], "D"))  # fmt: skip

    bring(store, given, {**BASE, "x.csv": text}, COVERS)

    assert counts(store, DAYS[9]) == {ROSA: (10, 1), MARCUS: (10, 1)}
    assert counts(store, DAYS[9], day_rule="fractional") == {ROSA: (10, 1), MARCUS: (10, 0.5)}


def test_a_row_at_a_school_where_the_student_is_not_enrolled(store, given):
    text = events((ROSA, DAYS[1], "U")) + f"{ROSA},{ROOS},{DAYS[2]},U\n"

    *_, report = bring(store, given, {**BASE, "x.csv": text}, COVERS)

    assert report.rejected == {"off_calendar": 1}
    assert counts(store, DAYS[9])[ROSA] == (10, 1)


def test_a_file_of_one_school_says_so_in_the_mapping(store, given):
    text = table("Student ID,Name,Date,Code", [(ROSA, "Rosa Delgado", DAYS[1], "U")])
    bring(store, given, BASE)

    with pytest.raises(SmError, match="no school column"):
        bring(store, given, {"x.csv": text})
    bring(store, given, {"x.csv": text}, f'school_id = "{LINC}"\n')

    assert counts(store, DAYS[9]) == {ROSA: (2, 1), MARCUS: (2, 0)}


@pytest.mark.parametrize(
    ("rows", "layout"),
    [
        ([(student, day, "P") for day in DAYS[:10] for student in (ROSA, MARCUS)], "register"),
        ([(ROSA, day, "P") for day in DAYS[:10]] + [(MARCUS, DAYS[0], "U")], "register"),
        ([(ROSA, DAYS[0], "U"), (MARCUS, DAYS[1], "U"), (MARCUS, DAYS[2], "P")], None),
        ([(ROSA, DAYS[0], "U"), (MARCUS, DAYS[0], "U")], "events"),
        ([(ROSA, DAYS[0], "U"), (MARCUS, DAYS[1], "T"), (MARCUS, DAYS[2], "E")], "events"),
    ],
)
def test_a_register_is_told_from_a_list_of_absences(store, given, rows, layout):
    """By how many students and days have a row, and how many rows say present; in between nobody
    guesses."""
    files = BASE | {"x.csv": events(*rows)}

    if layout:
        assert bring(store, given, files)[-1].layout == layout
    else:
        with pytest.raises(SmError, match="may be a register of every day or only a list"):
            bring(store, given, files)
