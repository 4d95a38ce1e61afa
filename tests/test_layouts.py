"""What kind of file it is, told from its column names, and which column is read for what."""

from pathlib import Path

import pytest

from sm_core.errors import FileRefused
from sm_core.importing.columns import recognize
from sm_core.importing.layouts import chosen_columns, guess
from sm_core.importing.source import Source


def source(headers):
    return Source(Path("a.csv"), "a.csv", "", "UTF-8", Path("a.csv"), ",", 0, headers, 1)


def layout_of(text, decided=None):
    headers = text.split(",")
    return guess(source(headers), recognize(headers), decided).layout


@pytest.mark.parametrize(
    ("headers", "layout"),
    [
        ("Student ID,School ID,Date,Code", "events"),
        ("[1]Student_Number,Att_Date,Att_Code,SchoolID", "events"),
        ("id,student_id,school_id,attendance_date,AttendanceCode,attendance_status", "events"),
        ("Student ID,Date,Presence_Status_CD", "events"),
        ("ID,Date,Code", "events"),
        ("Student ID,School ID,Grade,Entry Date,Exit Date", "enrollment"),
        ("Student ID,Entry Date", "enrollment"),
        ("Student ID,Days Enrolled,Days Absent", "student_totals"),
        ("Student ID,Membership,Days Present", "student_totals"),
        ("Student ID,Days Present,Excused Absences,Unexcused Absences", "student_totals"),
        ("School ID,Date,Calendar Event", "calendar"),
        ("Date,Day Type", "calendar"),
        ("ID,School ID,Date", "calendar"),
        ("Student ID,Last Name,First Name,Grade", "students"),
        ("Student ID,Grade Level", "students"),
        ("School ID,School Name", "schools"),
        ("ID,Name", "schools"),
        ("Att_Code,Description", "codes"),
        ("Student ID,2025-08-25,2025-08-26,2025-08-27,2025-08-28,2025-08-29", "wide"),
    ],
)
def test_layouts(headers, layout):
    assert layout_of(headers) == layout


@pytest.mark.parametrize(
    ("headers", "layout"),
    [
        # PowerSchool
        ("[1]Student_Number,[1]LastFirst,Att_Date,Att_Mode_Code,Attendance_CodeID,PeriodID,"
         "SchoolID", "events"),
        ("ID,SchoolID,YearID,Att_Code,Description,Presence_Status_CD,Calculate_ADA_YN", "codes"),
        ("id,school_year,school_id,attendance_date,attendance_code,attendance_code_description,"
         "student_id", "events"),
        ("SCHOOLID,GRADE_LEVEL,HOME_ROOM,CALENDARDATE,STUDENTID,LASTFIRST,CURRENTLY_ENROLLED,"
         "ENROLLED,ATT_CODE,ATTDESCR,PRESENCE_STATUS_CD,COURSE_CREDIT_POINTS,ABSENT", "events"),
        ("ADMINID,ENRORGID,PERMNUMBER,ATTEVENTDATE,DAILY_STATUS,ATTENTYPEID,ABSCATID,DSID_VALUE,SY",
         "events"),
        # Aeries
        ("SC,SN,DY,CD,GR,AL,A0,A1,A2,A3,DT", "events"),
        ("SC,SN,DY,A1,A2,A3,DT", "periods"),
        ("ID,FirstName,MiddleName,LastName,SchoolName,Grade,DaysPresent,ExcusedAbsences,"
         "UnexcusedAbsences,DaysSuspended,IncidentsOfSuspension", "student_totals"),
        ("StudentID,SchoolCode,StudentNumber,AcademicYear,Grade,EnterDate,LeaveDate,"
         "ExitReasonCode", "enrollment"),
        # Infinite Campus, Skyward, Synergy
        ("personID,calendarID,date,absentDay,unexcusedAbsentDay", "events"),
        ("student.studentNumber,attDayDetail.date,attDayDetail.absentDay", "events"),
        ("StudentAttendanceID,StudentID,Date,EntityID,SchoolYearID,DaysAbsent,DaysExcused,"
         "DaysUnexcused,DaysOther,TardyCount", "events"),
        ("Entity,Other ID,Name Key,Absence Date,Absence Type,Absence Reason,Period", "events"),
        ("SIS Number,Abs Date,Abs Reason", "events"),
        # Aspen
        ("state_id,local_id,absence,tardy,dismissed,reason,excused,comment,event_date,"
         "school_local_id", "events"),
        # Ed-Fi
        ("SchoolId,NameOfInstitution,StudentUniqueId,LastSurname,FirstName,EventDate,"
         "AttendanceEventCategoryDescriptor,EventDuration", "events"),
        ("studentReference.studentUniqueId,schoolReference.schoolId,entryDate,"
         "entryGradeLevelDescriptor,exitWithdrawDate,exitWithdrawTypeDescriptor", "enrollment"),
        # States
        ("DISTRICT CODE,LOCATION CODE,STUDENT ID,ATTENDANCE DATE,ATTENDANCE CODE", "events"),
        ("E1523_TX_UNIQUE_STUDENT_ID,LOCAL_ID,E0782_CAMPUS_ID,E0934_RPT_PERIOD,E0935_DAYS_TAUGHT,"
         "E0036_DAYS_ABS,E0936_INELIG_DAYS,E0937_ELIG_DAYS", "student_totals"),
        ("DOE001,DOE002,DOE015,DOE016,DOE017,DOE018", "student_totals"),
        ("School number,Student ID,start date,end date,days in attendance,"
         "total absences,total absences unexcused", "student_totals"),
        ("District Code,Location Code,School Year Date,Student ID,Period Start,Period End,"
         "Days Present,Days Enrolled,Days Absent Without Excuse", "student_totals"),
        # Hours and minutes
        ("Student ID,Date,Minutes Absent", "events"),
        ("Student ID,Date,Minutes Present,Minutes Possible", "events"),
        ("Student ID,Hours Enrolled,Hours Absent", "student_totals"),
    ],
)  # fmt: skip
def test_headers_as_school_systems_write_them(headers, layout):
    assert layout_of(headers) == layout


@pytest.mark.parametrize(
    ("headers", "said"),
    [
        ("School DBN,Date,Enrolled,Absent,Present", "figures per school"),
        ("School ID,Days Enrolled,Days Absent", "figures per school"),
        ("Student ID,Date,Teacher", "the attendance code"),
        ("Student ID,Code,Teacher", "the date"),
        ("School ID,Date,Code", "the student's id"),
        ("State ID,Date,Absence,School ID", "the student's id"),
        ("State ID,Days Enrolled,Days Absent", "the student's id"),
        ("Last Name,First Name,Date,School ID", "the student's id"),
        ("Room,Locker", "the student's id"),
    ],
)
def test_columns_that_are_not_enough(headers, said):
    with pytest.raises(FileRefused, match=said) as caught:
        layout_of(headers)
    assert str(caught.value).startswith("a.csv ")


def test_a_column_named_in_the_mapping_counts():
    """The refusal of such a file says to name it there: that must help."""
    headers = "Schüler,School ID,Date,Code"

    with pytest.raises(FileRefused, match=r"\[columns\] in the mapping: student_id"):
        layout_of(headers)
    assert layout_of(headers, {"student_id": "Schüler"}) == "events"
    assert layout_of("ID,Grade", {"student_id": "ID"}) == "students"


def chosen(layout, text, decided=None, one_school=False):
    headers = text.split(",")
    columns, ties = chosen_columns(layout, recognize(headers), decided or {}, one_school)
    return {field: header for field, header in columns.items() if header}, ties


@pytest.mark.parametrize(
    ("layout", "headers", "expected"),
    [
        ("events", "Student ID,School Name,Date,Code", {"school_id": "School Name"}),
        ("events", "Student ID,School,Date,Code", {"school_id": "School"}),
        ("events", "Student ID,School ID,Date,Presence", {"code": "Presence"}),
        ("schools", "ID,Name", {"school_id": "ID", "school_name": "Name"}),
        ("calendar", "ID,School ID,Date", {"school_id": "School ID"}),
        ("student_totals", "Student ID,Days Enrolled,Days Absent,Date", {"as_of": "Date"}),
    ],
)
def test_columns_that_stand_in(layout, headers, expected):
    columns, ties = chosen(layout, headers)

    assert columns | expected == columns
    assert ties == {}


@pytest.mark.parametrize("layout", ["events", "students", "enrollment"])
def test_a_students_name_is_never_the_school(layout):
    columns, _ = chosen(layout, "Student ID,Name,Grade,Date,Code,Entry Date")

    assert columns["full_name"] == "Name"
    assert "school_id" not in columns
    assert "school_name" not in columns


def test_a_holidays_name_is_never_the_school():
    columns, _ = chosen("calendar", "Date,Name,Day Type")

    assert "school_id" not in columns


def test_a_decided_column_rules_and_serves_nothing_else():
    columns, ties = chosen(
        "events",
        "StudentID,Student_Number,School ID,Date,Code,Status",
        {"student_id": "Student_Number", "code": "Status"},
    )

    assert (columns["student_id"], columns["code"]) == ("Student_Number", "Status")
    assert ties == {}


def test_a_tie_asks_only_where_the_layout_reads_the_field():
    assert chosen("events", "Student ID,School ID,Date,Code,Sex,Gender")[1] == {
        "gender": ["Sex", "Gender"]
    }
    assert chosen("calendar", "School ID,Date,Sex,Gender")[1] == {}


def test_one_school_needs_no_school_column():
    columns, ties = chosen(
        "events", "Student ID,School Code,School Number,Date,Code", one_school=True
    )

    assert "school_id" not in columns
    assert ties == {}


def test_an_id_beside_a_student_is_a_question():
    """A sheet kept by hand: Student is the name, ID the number, or ID the number of the row."""
    headers = "ID,Student,Date,Code"
    _, ties = chosen("events", headers)
    by_id, _ = chosen("events", headers, {"student_id": "ID"})
    alone, _ = chosen("events", "Student,Date,Code")

    assert ties["student_id"] == ["ID", "Student"]
    assert by_id["full_name"] == "Student"
    assert (alone["student_id"], alone.get("full_name")) == ("Student", None)
