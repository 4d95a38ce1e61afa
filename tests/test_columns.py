"""Which header stands for which field."""

import pytest

from sm_core.importing.columns import KNOWN, RANKS, plain, recognize


@pytest.mark.parametrize(
    ("header", "said"),
    [
        ("Student_ID", "studentid"),
        ("[1]Student_Number", "studentnumber"),
        ("[01] Student_Number", "studentnumber"),
        ("\ufeffStudent ID", "studentid"),
        ("Stu\u200bID", "stuid"),
        ("Att. Date", "attdate"),
        ("№", ""),
    ],
)
def test_plain(header, said):
    assert plain(header) == said


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("studentUniqueId", "student_id"), ("Local ID", "student_id"), ("PERMNUMBER", "student_id"),
        ("[1]Student_Number", "student_id"), ("usersourcedid", "student_id"), ("ID", "student_id"),
        ("SASID", "state_id"), ("OSIS", "state_id"), ("State_StudentNumber", "state_id"),
        ("LastFirst", "full_name"), ("Legal Last Name", "last_name"), ("givenName", "first_name"),
        ("SchoolID", "school_id"), ("School DBN", "school_id"), ("CampusID", "school_id"),
        ("NameOfInstitution", "school_name"), ("Grade_Level", "grade"), ("gr", "grade"),
        ("Att_Date", "date"), ("Occurence_Date_Time", "date"), ("CALENDARDATE", "date"),
        ("Attendance Code", "code"), ("AttendanceEventCategory", "code"), ("AL", "code"),
        ("Presence_Status_CD", "presence"), ("att_excused_ind", "excused"), ("Late", "tardy"),
        ("DSID_VALUE", "portion"), ("EventDuration", "portion"), ("PeriodID", "period"),
        ("DOE018", "days_enrolled"), ("Total Possible Days", "days_enrolled"),
        ("DOE017", "days_present"), ("Days Attended", "days_present"),
        ("Num of Days Absent", "days_absent"), ("Unexcused Absences", "days_unexcused"),
        ("EntryDate", "entry_date"), ("DateLeft", "exit_date"), ("ExitWithdrawDate", "exit_date"),
    ],
)  # fmt: skip
def test_headers_of_real_systems(header, field):
    assert recognize([header]).columns[field] == header


@pytest.mark.parametrize(
    ("headers", "field", "best"),
    [
        (["id", "student_id"], "student_id", "student_id"),
        (["UserSourcedId", "Student Number"], "student_id", "Student Number"),
        (["Date", "Att_Date"], "date", "Att_Date"),
        (["Status", "Code"], "code", "Code"),
        (["Reason", "Attendance Code"], "code", "Attendance Code"),
        (["School", "School ID"], "school_id", "School ID"),
        (["Name", "Student Name"], "full_name", "Student Name"),
    ],
)
def test_a_better_rank_wins_in_either_order(headers, field, best):
    assert recognize(headers).columns[field] == best
    assert recognize(headers[::-1]).columns[field] == best


@pytest.mark.parametrize(
    ("headers", "field"),
    [
        (["StudentID", "Student_Number"], "student_id"),
        (["Date", "date"], "date"),
        (["School Code", "School Number"], "school_id"),
    ],
)
def test_equals_tie(headers, field):
    found = recognize(headers)

    assert field not in found.columns
    assert found.ties[field] == headers


def test_an_unknown_header_stands_for_nothing():
    found = recognize(["Homeroom", "Locker", ""])

    assert (found.columns, found.ties) == ({}, {})


def test_no_name_stands_twice_for_one_field():
    for ranks in RANKS.values():
        names = [name for rank in ranks for name in rank]
        assert len(names) == len(set(names))
    assert {plain(name) for name in KNOWN} == KNOWN
