"""Files whose columns and codes a state has fixed."""

from datetime import date

import pytest
from invented import AMINA, LINC, MARCUS, ROSA, table, weekdays
from round_trip import AS_OF, around, asked, refused, taken

DAYS = weekdays(date(2025, 9, 2), 20)
SCHOOL = "1234567"


def lines(*rows, mark=","):
    return "\r\n".join(mark.join(map(str, row)) for row in rows) + "\r\n"


# --- New York: student daily attendance

SIRS = ("DISTRICT CODE", "LOCATION CODE", "SCHOOL YEAR DATE", "STUDENT ID", "ATTENDANCE DATE",
        "ATTENDANCE CODE", "MODALITY")  # fmt: skip
MARKS = {
    (ROSA, DAYS[0]): ["OSS", "U"], (ROSA, DAYS[1]): ["ISS", "PRSNT-IN"], (ROSA, DAYS[2]): ["E"],
    (ROSA, DAYS[3]): ["T-IN"], (MARCUS, DAYS[4]): ["ENS"], (MARCUS, DAYS[5]): ["U"],
}  # fmt: skip


def sirs(marks, present="PRSNT-IN", students=(ROSA, MARCUS), days=DAYS):
    return [
        ("NY01", SCHOOL, "2026-06-30", student, day, code, "IN")
        for day in days for student in students
        for code in marks.get((student, day), [present])
    ]  # fmt: skip


def test_new_yorks_codes_are_known_as_a_set(cli, given):
    files = {"sirs.csv": lines(SIRS, *sirs(MARKS))}

    assert asked(cli, given, files) == set()
    done = taken(cli, given, files)

    report = done.reports["sirs.csv"]
    assert (report["layout"], report["rejected"], report["rows_kept"]) == ("register", {}, 42)
    # A day not scheduled is no day enrolled.
    assert done.students == {ROSA: (20, 2), MARCUS: (19, 1)}


def test_new_yorks_file_without_a_header(cli, given):
    files = {"sirs.csv": lines(*sirs(MARKS))}
    columns = '[files."sirs.csv".columns]\nschool_id = 2\nstudent_id = 4\ndate = 5\ncode = 6\n'

    assert asked(cli, given, files) == {"school_id", "student_id", "date", "code"}
    done = taken(cli, given, files, columns)

    assert done.reports["sirs.csv"]["rows_read"] == 42
    assert done.students == {ROSA: (20, 2), MARCUS: (19, 1)}


def test_the_same_letters_elsewhere_still_ask(cli, given):
    rows = [("NY01", SCHOOL, "2026-06-30", ROSA, day, code, "")
            for day, code in ((DAYS[0], "U"), (DAYS[9], "E"), (DAYS[19], "OSS"))]  # fmt: skip
    files = {"events.csv": lines(SIRS, *rows), **around(DAYS, ROSA, school=SCHOOL)}

    assert asked(cli, given, files) == {'"U"', '"E"', '"OSS"'}


# --- California: student attendance summary


def stas(student, present, out_of_school, in_school, excused, unexcused, school=SCHOOL):
    return ("STAS", "", "", "1900000", school, "2025-2026", f"90{student}", student, "Rosa",
            "Delgado", "20130504", "F", "N", "N", 180, present, out_of_school, in_school, excused,
            unexcused, 0)  # fmt: skip


def test_californias_summary_has_no_header(cli, given):
    text = lines(
        stas(ROSA, 81, 2, 1, 4, 3), stas(MARCUS, "90.0", 0, 0, 0, 0),
        stas(AMINA, 40, 0, 0, 5, 0), stas(AMINA, 45, 0, 0, 0, 0, "7654321"), mark="^",
    )  # fmt: skip
    files = {"STAS.txt": text}

    assert asked(cli, given, files) == {"as_of"}
    done = taken(cli, given, files, "as_of = 2026-01-30\n")

    report = done.reports["STAS.txt"]
    assert (report["layout"], report["rejected"], report["rows_read"]) == ("student_totals", {}, 4)
    assert done.students == {ROSA: (90, 9), MARCUS: (90, 0), AMINA: (90, 5)}


# --- Texas: six weeks

PEIMS = {
    "numbers": ("E1523_TX_UNIQUE_STUDENT_ID", "LOCAL_ID", "E0782_CAMPUS_ID", "E0975_TRACK",
                "E0934_RPT_PERIOD", "E0935_DAYS_TAUGHT", "E0017_GRADE", "E0036_DAYS_ABS",
                "E0936_INELIG_DAYS", "E0937_ELIG_DAYS"),
    "names": ("txUniqueStudentId", "localId", "campusIdOfEnrollment", "track", "reportingPeriod",
              "numberDaysTaught", "gradeLevel", "totalDaysAbsent", "totalIneligibleDaysPresent",
              "totalEligibleDaysPresent"),
}  # fmt: skip


def six_weeks(student, period, absent, ineligible, eligible, grade="06", track="1", campus=SCHOOL):
    return (f"90{student}", student, campus, track, period, 30, grade, absent, ineligible, eligible)


@pytest.mark.parametrize("style", PEIMS)
def test_six_weeks_of_texas_add_up(cli, given, style):
    text = lines(
        PEIMS[style],
        six_weeks(ROSA, 1, 3, 0, 27),
        six_weeks(ROSA, 2, 4, 6, 20),
        six_weeks(ROSA, 3, 2, 0, 8, grade="07"),
        six_weeks(ROSA, 3, 0, 0, 20),
        six_weeks(MARCUS, 1, 0, 0, 20),
        six_weeks(MARCUS, 1, 1, 0, 9, track="2"),
        six_weeks(MARCUS, 2, 0, 0, 30),
        six_weeks(MARCUS, 2, 0, 0, 30),
        six_weeks(MARCUS, 2, 9, 0, 21),
    )
    files = {"42400.csv": text}

    assert asked(cli, given, files) == {"as_of"}
    done = taken(cli, given, files, "as_of = 2026-01-30\n")

    report = done.reports["42400.csv"]
    assert report["layout"] == "student_totals"
    assert report["rejected"] == {"duplicate": 1, "second_total": 1}
    assert done.students == {ROSA: (90, 9), MARCUS: (60, 1)}


def test_a_texas_file_without_local_ids_asks_for_the_students_id(cli, given):
    header = [h for h in PEIMS["numbers"] if h != "LOCAL_ID"]
    text = lines(header, ("9000041001", SCHOOL, 1, 1, 30, "06", 3, 0, 27))

    [sentence] = refused(cli, given, {"42400.csv": text})

    assert 'student_id = "…"' in sentence
    decided = 'as_of = 2026-01-30\n[columns]\nstudent_id = "E1523_TX_UNIQUE_STUDENT_ID"\n'
    done = taken(cli, given, {"42400.csv": text}, decided)
    assert done.students == {"9000041001": (30, 3)}


# --- Massachusetts: days in attendance and in membership


@pytest.mark.parametrize(
    "header",
    [
        ("DOE001", "DOE002", "DOE015", "DOE016", "DOE017", "DOE018"),
        ("DOE001 LASID", "DOE002 SASID", "DOE015 School", "DOE016 Grade",
         "DOE017 Days in Attendance", "DOE018 Days in Membership"),
    ],
)  # fmt: skip
def test_massachusetts_days_and_its_numbers_for_none(cli, given, header):
    text = lines(
        header,
        (ROSA, "1000000001", "00350505", "06", 81, 90),
        (MARCUS, "1000000002", "00350505", "06", 90, 90),
        (AMINA, "1000000003", "00350505", "06", 555, 555),
        ("0041005", "1000000004", "00350505", "06", 999, 999),
    )
    files = {"SIMS.csv": text}

    assert asked(cli, given, files) == {"as_of"}
    done = taken(cli, given, files, "as_of = 2026-01-30\n")

    assert done.reports["SIMS.csv"]["rejected"] == {"too_many_days": 2}
    assert done.students == {ROSA: (90, 9), MARCUS: (90, 0)}
    assert {row["school_id"] for row in done.rows} == {"00350505"}


# --- New Mexico and Illinois: parts of the year


def test_new_mexicos_periods_add_up(cli, given):
    header = (
        "District Code", "Location Code", "School Year Date", "Student ID", "Period Start",
        "Period End", "Days Present", "Days Enrolled", "Days Absent Without Excuse",
    )  # fmt: skip
    text = lines(
        header,
        ("001", "016", "2026-06-30", "123456789", "2025-08-13", "2025-10-08", "36.5", 40, "1"),
        ("001", "016", "2026-06-30", "123456789", "2025-10-09", "2025-12-12", "40.0", 40, "0"),
        ("001", "016", "2026-06-30", "987654321", "2025-08-13", "2025-10-08", "40.0", 40, "0"),
    )
    files = {"001_STUD_ATT_SUM_202512121201.csv": text}

    assert asked(cli, given, files) == set()
    done = taken(cli, given, files)

    assert done.students == {"123456789": (80, 3.5), "987654321": (40, 0)}


def test_illinois_has_a_row_for_each_month(cli, given):
    header = ("Student ID", "SAP ID", "Legal Last Name", "Legal First Name", "Birth Date",
              "RCDTS for Home School", "RCDTS for Serving School", "Entry Date", "Month",
              "In-Person Days Present", "E-Learning Days Present", "Excused Absence Days",
              "Unexcused Absence Days")  # fmt: skip
    start = ("Delgado", "Rosa", "2013-05-04", "010010010260001", "010010010260001", "2025-08-20")
    text = lines(
        header,
        ("123456789", ROSA, *start, "Sep 2025", 18, 1, 1, 1),
        ("123456789", ROSA, *start, "Oct 2025", 20, 0, 2, 0),
    )
    files = {"attendance.csv": text}

    assert asked(cli, given, files) == set()
    done = taken(cli, given, files)

    assert done.reports["attendance.csv"]["layout"] == "student_totals"
    assert done.students == {"123456789": (43, 4)}


# --- totals by month

MONTHS = ("Student ID", "School ID", "Month", "Days Enrolled", "Days Absent")


@pytest.mark.parametrize(
    ("august", "september", "asks"),
    [
        ("2025-08", "2025-09", set()), ("8/2025", "9/2025", set()),
        ("Aug 2025", "Sep 2025", set()), ("August", "September", {"school_year"}),
        ("Aug-25", "Sep-25", set()),
    ],
)  # fmt: skip
def test_months_add_up(cli, given, august, september, asks):
    text = lines(
        MONTHS, (ROSA, SCHOOL, august, 5, 0), (ROSA, SCHOOL, september, 21, 3),
        (MARCUS, SCHOOL, september, 21, 0), (MARCUS, SCHOOL, september, 21, 0),
        (AMINA, SCHOOL, september, 40, 4), ("Total", "", "", 47, 3),
    )  # fmt: skip
    files = {"months.csv": text}
    decided = 'school_year = "2025-26"\n' if asks else ""

    assert asked(cli, given, files) == asks
    done = taken(cli, given, files, decided)

    report = done.reports["months.csv"]
    assert report["rejected"] == {"duplicate": 1, "footer": 1, "too_many_days": 1}
    assert done.students == {ROSA: (26, 3), MARCUS: (21, 0)}
    assert {row["data_through"] for row in done.rows} == {"2025-09-30"}


def test_months_after_the_date_asked_do_not_count(cli, given):
    text = lines(MONTHS, (ROSA, SCHOOL, "2025-09", 20, 3), (ROSA, SCHOOL, "2025-10", 20, 0))

    done = taken(cli, given, {"months.csv": text}, as_of=date(2025, 10, 15))

    assert done.students == {ROSA: (20, 3)}
    assert done.rows[0]["tier"] == "moderate_chronic"
    assert date(2025, 10, 15) < AS_OF


@pytest.mark.parametrize(
    ("enrolled", "refusal"),
    [
        ((30, 60, 90), True),
        ((28, 57, 88), True),
        # Of three periods of their own each may be a little longer than the last.
        ((28, 29, 31), False),
        ((30, 30, 30), False),
    ],
)
def test_running_totals_are_not_added_up(cli, given, enrolled, refusal):
    header = "Student ID,School ID,Reporting Period,Days Enrolled,Days Absent"
    rows = [
        (student, LINC, n, days, 2)
        for student in (ROSA, MARCUS)
        for n, days in enumerate(enrolled, 1)
    ]
    file, as_of = given("t.csv", table(header, rows)), given("m.toml", "as_of = 2026-01-30\n")

    result = cli("import", file, "--mapping", as_of)

    assert (result.exit_code == 2) is refusal
    assert ("must not be added up" in result.stderr) is refusal
