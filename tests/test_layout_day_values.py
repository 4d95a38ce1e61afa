"""Systems that say how much of a day was missed: Infinite Campus, Skyward, hours and minutes."""

from datetime import date

import pytest
from invented import MARCUS, ROSA, table, weekdays
from round_trip import around, asked, taken

DAYS = weekdays(date(2025, 9, 2), 20)
LAST = DAYS[-1]


def written(header, *rows):
    return table(header, rows)


def read(cli, given, text, decisions="", day_rule="half_day", asks=()):
    """(The report, and who missed how much of 20 days) of a file of absences."""
    files = {"absences.csv": text, **around(DAYS, ROSA, MARCUS)}
    assert asked(cli, given, files) == set(asks)
    done = taken(cli, given, files, decisions, day_rule=day_rule)
    assert {days for days, _ in done.students.values()} == {20}
    return done.reports["absences.csv"], {s: missed for s, (_, missed) in done.students.items()}


@pytest.mark.parametrize("student", ["studentNumber", "personID", "student.studentNumber"])
def test_infinite_campus_day_detail(cli, given, student):
    prefix = "attDayDetail." if "." in student else ""
    header = f"{student},calendarID,schoolID," + ",".join(
        prefix + name for name in ("date", "absentDay", "unexcusedAbsentDay")
    )
    text = written(
        header,
        (ROSA, 77, 102, DAYS[0], "1.0", "1.0"),
        (ROSA, 77, 102, DAYS[1], "0.5", "0.25"),
        (MARCUS, 77, 102, DAYS[8], "0.333", "0.0"),
        (MARCUS, 77, 102, LAST, "1.0", "0.0"),
    )

    report, missed = read(cli, given, text, day_rule="fractional")

    assert report["rejected"] == {}
    assert missed == {ROSA: 1.5, MARCUS: 1.333}


def test_a_calendar_of_infinite_campus_is_not_the_school(cli, given):
    text = written("studentNumber,calendarID,date,absentDay,unexcusedAbsentDay",
                   (ROSA, 77, DAYS[0], "1.0", "1.0"), (MARCUS, 77, LAST, "1.0", "0.0"))  # fmt: skip
    decided = '[files."absences.csv"]\nschool_id = "102"\n'

    _, missed = read(cli, given, text, decided, asks={"school_id"})

    assert missed == {ROSA: 1, MARCUS: 1}


SKYWARD = (
    "StudentAttendanceID,StudentID,Date,EntityID,SchoolYearID,DaysAbsent,DaysExcused,"
    "DaysUnexcused,DaysOther,TardyCount"
)


def skyward(student, day, absent, excused=0, unexcused=0, other=0):
    return 9001, student, day, 102, 2026, absent, excused, unexcused, other, 0


def test_skyward_days_per_date(cli, given):
    text = written(
        SKYWARD,
        skyward(ROSA, DAYS[0], "1.00", "1.00"),
        skyward(ROSA, DAYS[1], "0.50", "0.25", "0.25"),
        skyward(MARCUS, DAYS[9], "0.4", "0", "0.4"),
        skyward(MARCUS, LAST, "1.00", "0", "1.00"),
    )

    report, missed = read(cli, given, text)

    assert "how much of a day" in report["reason"]
    assert (report["layout"], report["rejected"]) == ("events", {})
    assert missed == {ROSA: 2, MARCUS: 1}


def test_other_absences_of_skyward_ask(cli, given):
    text = written(SKYWARD, skyward(ROSA, DAYS[0], "1.00", other="1.00"),
                   skyward(MARCUS, LAST, "1.00", "1.00"))  # fmt: skip
    decided = '[codes]\n"days otherwise absent" = "school_activity"\n'

    _, missed = read(cli, given, text, decided, asks={'"days otherwise absent"'})

    assert missed == {ROSA: 0, MARCUS: 1}


def test_parts_that_are_none_are_set_aside(cli, given):
    text = written(
        SKYWARD,
        skyward(ROSA, DAYS[0], "half", "1.00"),
        skyward(ROSA, DAYS[1], "-1", "0"),
        skyward(ROSA, DAYS[2], "0.5", "0.75"),
        skyward(ROSA, DAYS[3], "1.5", "1.5"),
        skyward(MARCUS, LAST, "1.00", "1.00"),
    )

    report, missed = read(cli, given, text)

    assert report["rejected"] == {"bad_portion": 4}
    assert missed == {ROSA: 0, MARCUS: 1}


def test_synergy_absences(cli, given):
    text = written(
        "SIS Number,Student Name,School ID,Grade,Abs Date,Abs Reason,Note",
        (ROSA, "Delgado", 102, "06", f"{DAYS[0]:%m/%d/%Y}", "Unverified", ""),
        (ROSA, "Delgado", 102, "06", f"{DAYS[1]:%m/%d/%Y}", "Activity", "choir"),
        (MARCUS, "Tran", 102, "06", f"{LAST:%m/%d/%Y}", "Excused", ""),
    )
    decided = """
[codes]
"Unverified" = "absent_unverified"
"Activity" = "school_activity"
"Excused" = "absent_excused"
"""

    report, missed = read(cli, given, text, decided,
                          asks={'"Unverified"', '"Activity"', '"Excused"'})  # fmt: skip

    assert report["layout"] == "events"
    assert missed == {ROSA: 1, MARCUS: 1}


def test_synergy_perm_id_and_all_day_reason_type(cli, given):
    text = written(
        "Perm ID,School Number,Absence Date,CodeAllDayReasonType,CodeAllDayDescription",
        (ROSA, 102, DAYS[0], "Unexcused Absence", "Truant"),
        (MARCUS, 102, LAST, "Tardy", "Late bus"),
    )

    assert read(cli, given, text)[1] == {ROSA: 1, MARCUS: 0}


MINUTES = "Student ID,School ID,Date,Minutes Absent"


def test_minutes_absent_ask_how_long_a_day_is(cli, given):
    text = written(MINUTES, (ROSA, 102, DAYS[0], 195), (ROSA, 102, DAYS[1], 100),
                   (ROSA, 102, DAYS[2], 1000), (MARCUS, 102, LAST, 390))  # fmt: skip

    _, missed = read(cli, given, text, "day_minutes = 390\n", asks={"day_minutes"})

    assert missed == {ROSA: 2, MARCUS: 1}


def test_minutes_beside_a_code(cli, given):
    text = written(
        "Student ID,School ID,Date,Code,Minutes Absent",
        (ROSA, 102, DAYS[0], "Unexcused Absence", 195),
        (ROSA, 102, DAYS[1], "Unexcused Absence", ""),
        (MARCUS, 102, LAST, "Tardy", 20),
    )

    _, missed = read(cli, given, text, "day_minutes = 390\n", "fractional", {"day_minutes"})

    assert missed == {ROSA: 1.5, MARCUS: pytest.approx(20 / 390, abs=1e-4)}


@pytest.mark.parametrize("header", ["Hours Absent", "absence_hours"])
def test_hours_absent_per_day(cli, given, header):
    text = written(f"Student ID,School ID,Date,{header}", (ROSA, 102, DAYS[0], "3.25"),
                   (ROSA, 102, DAYS[1], "1"), (ROSA, 102, DAYS[2], "much"),
                   (MARCUS, 102, LAST, "6.5"))  # fmt: skip

    report, missed = read(cli, given, text, "day_minutes = 390\n", asks={"day_minutes"})

    assert report["rejected"] == {"bad_portion": 1}
    assert missed == {ROSA: 1, MARCUS: 1}


@pytest.mark.parametrize(
    ("header", "cells"),
    [
        ("Minutes Present,Minutes Possible", [(195, 390), (390, 390), (0, 390)]),
        ("Hours Attended,Hours Possible", [("3.25", "6.5"), ("6.5", "6.5"), (0, "6.5")]),
    ],
)
def test_time_present_of_time_possible(cli, given, header, cells):
    rows = [(ROSA, 102, day, *cells[min(n, 1)]) for n, day in enumerate(DAYS)]
    rows += [(MARCUS, 102, day, *cells[2 if n == 19 else 1]) for n, day in enumerate(DAYS)]
    text = written(f"Student ID,School ID,Date,{header}", *rows)

    done = taken(cli, given, {"minutes.csv": text})

    assert done.reports["minutes.csv"]["layout"] == "register"
    assert done.students == {ROSA: (20, 1), MARCUS: (20, 1)}


def test_time_present_that_cannot_be(cli, given):
    rows = [(ROSA, 102, day, 390, 390) for day in DAYS]
    cells = ((400, 390), (10, 0), ("all", 390), (-1, 390), (31000, 35100))
    bad = [(MARCUS, 102, LAST, *both) for both in cells]
    text = written("Student ID,School ID,Date,Minutes Present,Minutes Possible", *rows, *bad)

    done = taken(cli, given, {"minutes.csv": text})

    assert done.reports["minutes.csv"]["rejected"] == {"bad_portion": 5}
    assert done.students == {ROSA: (20, 0)}


@pytest.mark.parametrize(
    ("header", "cells", "day_minutes"),
    [
        ("Hours Possible,Hours Present,Hours Absent", ("6", "3.6", "2.4"), 360),
        # Where the two disagree, what was given rules over what follows.
        ("Hours Possible,Hours Present,Hours Absent", ("6", "5", "2.4"), 360),
        ("Days Absent,Minutes Absent", ("0.4", 156), 390),
    ],
)
def test_an_absence_told_twice_counts_once(cli, given, header, cells, day_minutes):
    none = (6, 6, 0) if len(cells) == 3 else (0, 0)
    rows = [(student, 102, day, *(cells if (student, day) == (ROSA, DAYS[0]) else none))
            for day in DAYS for student in (ROSA, MARCUS)]  # fmt: skip
    text = written(f"Student ID,School ID,Date,{header}", *rows)
    decided = f'layout = "register"\nday_minutes = {day_minutes}\n'

    done = taken(cli, given, {"told.csv": text}, decided, day_rule="fractional")

    assert done.reports["told.csv"]["rejected"] == {}
    assert done.students == {ROSA: (20, 0.4), MARCUS: (20, 0)}


def test_days_beside_minutes_do_not_ask_how_long_a_day_is(cli, given):
    text = written("Student ID,School ID,Date,Days Absent,Minutes Absent",
                   (ROSA, 102, DAYS[0], "0.4", 156), (MARCUS, 102, LAST, 1, 390))  # fmt: skip

    assert read(cli, given, text, day_rule="fractional")[1] == {ROSA: 0.4, MARCUS: 1}


@pytest.mark.parametrize("code", ["", "Unexcused Absence"])
def test_minutes_that_no_day_has_are_set_aside(cli, given, code):
    header = "Student ID,School ID,Date,Minutes Absent" + (",Code" if code else "")
    told = [(ROSA, DAYS[0], 1440), (ROSA, DAYS[1], 1441), (ROSA, DAYS[2], "1e999999"),
            (ROSA, DAYS[3], -5), (MARCUS, LAST, 390)]  # fmt: skip
    rows = [(s, 102, day, minutes, *([code] if code else [])) for s, day, minutes in told]

    report, missed = read(cli, given, written(header, *rows), "day_minutes = 390\n",
                          asks={"day_minutes"})  # fmt: skip

    assert report["rejected"] == {"bad_portion": 3}
    assert missed == {ROSA: 1, MARCUS: 1}
