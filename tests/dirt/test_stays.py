"""Attendance that does not fit the enrollment or the calendar it comes with."""

from datetime import date

import pytest
from invented import AMINA, DAYS, MARCUS, OWEN, ROSA, calendar, enrollment, events

STAYS = enrollment((ROSA, DAYS[2], DAYS[6]), (MARCUS, DAYS[0]))
COVERS = f'exit_date = "inclusive"\n[files."x.csv"]\ncovers = ["{DAYS[0]}", "{DAYS[9]}"]\n'


@pytest.fixture
def judged(take):
    """The report of a list of absences beside an enrollment file and a calendar."""

    def report(*rows):
        files = {"c.csv": calendar(DAYS[:10]), "e.csv": STAYS, "x.csv": events(*rows)}
        return take(files, COVERS)

    return report


@pytest.mark.parametrize(
    ("day", "reason"),
    [
        (DAYS[1], "outside_enrollment"),  # the day before the entry
        (DAYS[2], None),
        (DAYS[6], None),
        (DAYS[7], "outside_enrollment"),  # the day after the exit
        (date(2025, 8, 31), "off_calendar"),  # a Sunday
        (DAYS[12], "off_calendar"),  # beyond the calendar
    ],
    ids=str,
)
def test_a_row_counts_between_entry_and_exit_on_school_days(judged, days, day, reason):
    report = judged((MARCUS, DAYS[0], "U"), (ROSA, day, "U"))

    assert report["rejected"] == ({reason: 1} if reason else {})
    assert days() == {ROSA: (5, 0 if reason else 1), MARCUS: (10, 1)}


def unknown(report):
    return [note for note in report["notes"] if "no enrollment file" in note]


@pytest.mark.parametrize(
    ("rows", "note"),
    [
        ([(ROSA, DAYS[1], "U")], []),
        ([(AMINA, date(2025, 8, 31), "U")], []),
        ([(AMINA, DAYS[1], "U")],
         [f"1 row is of student {AMINA}, whom no enrollment file names."]),
        ([(AMINA, DAYS[1], "U"), (AMINA, DAYS[2], "E")],
         [f"2 rows are of student {AMINA}, whom no enrollment file names."]),
        ([(OWEN, DAYS[1], "U"), (OWEN, DAYS[1], "U"), (AMINA, DAYS[2], "U"), (ROSA, DAYS[1], "U")],
         [f"2 rows are of 2 students whom no enrollment file names, such as {AMINA}."]),
    ],
)  # fmt: skip
def test_students_whom_no_enrollment_file_names_are_told_of(judged, rows, note):
    assert unknown(judged((MARCUS, DAYS[0], "U"), *rows)) == note


def test_what_was_set_aside_counts_once_the_enrollment_says_so(judged, take, days):
    judged((MARCUS, DAYS[0], "U"), (AMINA, DAYS[1], "U"))

    take({"e.csv": enrollment((AMINA, DAYS[0]), (MARCUS, DAYS[0]))}, COVERS)

    assert days() == {AMINA: (10, 1), MARCUS: (10, 1)}
