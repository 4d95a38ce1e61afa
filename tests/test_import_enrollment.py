"""Enrollment files: who was where, from which day to which."""

from datetime import date

import pytest
from invented import (
    AMINA,
    DAYS,
    LINC,
    MARCUS,
    OWEN,
    ROOS,
    ROSA,
    bring,
    calendar,
    counts,
    enrollment,
    events,
    table,
)

from sm_core.actor import local_captain
from sm_core.standing import Asked, standing

COVERS = f'[files."x.csv"]\ncovers = ["{DAYS[0]}", "{DAYS[9]}"]\n'
INCLUSIVE = 'exit_date = "inclusive"\n'
EXCLUSIVE = 'exit_date = "exclusive"\n'
HEADER = "Student ID,School ID,Grade,Entry Date,Exit Date"
# Somebody must be absent somewhere for the events file to hold a row.
EVENTS = events((OWEN, DAYS[9], "T"))


def days_of(store, given, lines, text=INCLUSIVE):
    """{student: days enrolled} of ten school days under an enrollment file of these lines."""
    files = {
        "c.csv": calendar(DAYS[:10]),
        "e.csv": table(HEADER, [*lines, (OWEN, LINC, 6, DAYS[0], "")]),
        "x.csv": EVENTS,
    }
    bring(store, given, files, text + COVERS)
    return {student: days for student, (days, _) in counts(store, DAYS[9]).items()} | {
        OWEN: "of no interest"
    }


def rows_of(store):
    with store.reading() as cursor:
        return cursor.execute(
            "SELECT student_id, grade, first_day, last_day FROM attendance.enrollments "
            "WHERE source = 'file' AND student_id <> $owen ORDER BY ALL",
            {"owen": OWEN},
        ).fetchall()


@pytest.mark.parametrize(("text", "days"), [(INCLUSIVE, 5), (EXCLUSIVE, 4)])
def test_the_exit_date_is_the_last_day_or_the_day_after(store, given, text, days):
    lines = [(ROSA, LINC, 6, DAYS[0], DAYS[4])]

    assert days_of(store, given, lines, text)[ROSA] == days


def test_a_stretch_of_one_day(store, given):
    assert days_of(store, given, [(ROSA, LINC, 6, DAYS[3], DAYS[3])])[ROSA] == 1


def test_leaving_on_the_day_of_entry_exclusively_is_never_having_come(store, given):
    """A no-show: enrolled in the summer, withdrawn on the first day."""
    lines = [(ROSA, LINC, 6, DAYS[3], DAYS[3])]

    assert ROSA not in days_of(store, given, lines, EXCLUSIVE)


@pytest.mark.parametrize("blank", ["", "0/0/0", "NULL", "9999-12-31"])
def test_an_exit_that_is_none_leaves_the_student_enrolled(store, given, blank):
    assert days_of(store, given, [(ROSA, LINC, 6, DAYS[2], blank)])[ROSA] == 8


def test_overlapping_stretches_count_a_day_once(store, given):
    lines = [
        (ROSA, LINC, 6, DAYS[0], DAYS[6]),
        (ROSA, LINC, 7, DAYS[4], DAYS[7]),
        (ROSA, LINC, 8, DAYS[2], DAYS[3]),
    ]

    assert days_of(store, given, lines)[ROSA] == 8
    assert sorted((first, last) for _, _, first, last in rows_of(store)) == [
        (DAYS[0], date(2025, 8, 26)),
        (DAYS[2], DAYS[4].replace(day=DAYS[4].day - 1)),
        (DAYS[4], DAYS[7]),
    ]


def test_the_grade_is_that_of_the_latest_stretch_begun(store, given):
    days_of(store, given, [(ROSA, LINC, 6, DAYS[0], DAYS[3]), (ROSA, LINC, 7, DAYS[4], "")])

    frame = standing(store, local_captain(), Asked(DAYS[3]))
    assert frame.set_index("student_id").grade[ROSA] == "6"
    frame = standing(store, local_captain(), Asked(DAYS[4]))
    assert frame.set_index("student_id").grade[ROSA] == "7"


def test_years_spent_before_do_not_count(store, given):
    lines = [(ROSA, LINC, 6, "2019-08-26", ""), (MARCUS, LINC, 6, "2021-08-30", DAYS[2])]

    assert days_of(store, given, lines) == {ROSA: 10, MARCUS: 3, OWEN: "of no interest"}


def test_most_may_have_entered_years_ago(store, given):
    """Nobody entered in 2020 to 2024: the year of the file is still 2025-26."""
    lines = [(str(n), LINC, 6, "2019-08-26", "") for n in range(9)]

    days = days_of(store, given, [*lines, (ROSA, LINC, 6, DAYS[1], "")])

    assert days[ROSA] == 9
    assert days["0"] == 10


def test_an_entry_in_the_far_future_is_a_slip(store, given):
    lines = [(ROSA, LINC, 6, DAYS[0], ""), (MARCUS, LINC, 6, "2086-08-25", "")]

    days = days_of(store, given, lines)

    assert days == {ROSA: 10, OWEN: "of no interest"}


def test_lines_that_cannot_count_are_named(store, given):
    lines = [
        (ROSA, LINC, 6, DAYS[0], DAYS[4]),
        (ROSA, LINC, 6, DAYS[0], DAYS[4]),
        (MARCUS, LINC, 6, DAYS[4], DAYS[0]),
        (MARCUS, "", 6, DAYS[4], ""),
        ("", LINC, 6, DAYS[4], ""),
        (AMINA, LINC, 6, "", ""),
        (AMINA, LINC, 6, "soon", ""),
        (AMINA, LINC, 6, DAYS[0], "soon"),
        ("Total", "", "", "", ""),
        ("", "", "", "", ""),
    ]

    [report] = bring(store, given, {"e.csv": table(HEADER, lines)}, INCLUSIVE)

    assert report.rejected == {
        "bad_date": 2, "blank_row": 1, "duplicate": 1, "exit_before_entry": 1, "footer": 1,
        "no_date": 1, "no_school": 1, "no_student": 1,
    }  # fmt: skip


def test_a_second_enrollment_file_replaces_its_schools(store, given):
    bring(store, given, {"e.csv": enrollment((ROSA, DAYS[0]), (MARCUS, DAYS[0]))})
    bring(store, given, {"r.csv": enrollment((AMINA, DAYS[0]), school=ROOS)})

    bring(store, given, {"e.csv": enrollment((ROSA, DAYS[2]))})

    last = date(2026, 6, 30)
    assert rows_of(store) == [(ROSA, "6", DAYS[2], last), (AMINA, "6", DAYS[0], last)]


def test_a_transfer_counts_at_both_schools_and_stands_at_the_latest(store, given):
    lines = [(ROSA, LINC, 6, DAYS[0], DAYS[3]), (ROSA, ROOS, 5, DAYS[4], "")]
    files = {
        "c.csv": calendar(DAYS[:10]),
        "d.csv": calendar(DAYS[:10], ROOS),
        "e.csv": table(HEADER, lines),
        "x.csv": events((ROSA, DAYS[1], "U")) + f"{ROSA},{ROOS},{DAYS[5]},E\n",
    }

    bring(store, given, files, INCLUSIVE + COVERS)

    assert counts(store, DAYS[9]) == {ROSA: (10, 2)}
    assert counts(store, DAYS[9], "school") == {(ROSA, LINC): (4, 1), (ROSA, ROOS): (6, 1)}
    [row] = standing(store, local_captain(), Asked(DAYS[9])).to_dict("records")
    assert (row["school_id"], row["grade"], row["enrolled"]) == (ROOS, "5", True)
    [row] = standing(store, local_captain(), Asked(DAYS[9], school=ROOS)).to_dict("records")
    assert row["days_enrolled"] == 10
    assert standing(store, local_captain(), Asked(DAYS[9], school=LINC)).empty
