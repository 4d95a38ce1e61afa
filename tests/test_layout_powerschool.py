"""PowerSchool: tables exported as they are, with the number of their table before a column."""

from datetime import date

import pytest
from invented import AMINA, MARCUS, OWEN, ROSA, weekdays
from round_trip import around, asked, taken

from sm_core.importing.code_tables import stored_table
from sm_core.importing.examine import Aids, examine
from sm_core.importing.mapping import MappingFile

DAYS = weekdays(date(2025, 9, 2), 20)
SCHOOL = "102"
DAILY, MEETING = "ATT_ModeDaily", "ATT_ModeMeeting"
HEADER = "[1]Student_Number\t[1]LastFirst\tAtt_Date\tAtt_Mode_Code\tAtt_Code\tPeriodID\tSchoolID"
CODES = '[codes]\n"U" = "absent_unexcused"\n"E" = "absent_excused"\n"T" = "tardy"\n"" = "present"\n'


def us(day):
    return f"{day:%m/%d/%Y}"


def tabbed(header, *rows):
    """Quick exports end their lines as Macs once did."""
    return "\r".join([header, *("\t".join(map(str, row)) for row in rows)]) + "\r"


def row(student, day, mode, code, period=0):
    return student, "Delgado, Rosa", us(day), mode, code, period, SCHOOL


def test_a_row_of_the_day_rules_over_meetings_of_that_day(cli, given):
    text = tabbed(
        HEADER,
        row(ROSA, DAYS[0], DAILY, "U"),
        *(row(ROSA, DAYS[0], MEETING, "U", period) for period in (871, 872)),
        row(MARCUS, DAYS[19], DAILY, "T"),
    )
    files = {"Attendance.txt": text, **around(DAYS, ROSA, MARCUS)}

    done = taken(cli, given, files, CODES)

    report = done.reports["Attendance.txt"]
    assert (report["layout"], report["rejected"]) == ("events", {"period_row": 2})
    assert "names a student, a date and an attendance code" in report["reason"]
    assert done.students == {ROSA: (20, 1), MARCUS: (20, 0)}


@pytest.mark.parametrize("words", [(DAILY, MEETING), ("Daily", "Class"), ("Y", "N"), ("1", "0")])
def test_one_school_by_the_day_and_by_the_period(cli, given, words):
    """Kindergarten to grade 5 by the day, grades 6 to 8 by the period, some on a day by both."""
    whole, meeting = words
    rows = [row(ROSA, day, whole, "U" if day == DAYS[0] else "", 0) for day in DAYS]
    rows += [row(OWEN, day, whole, "", 3) for day in DAYS[:10]]
    rows += [row(OWEN, day, meeting, "U" if n < 3 else "", n) for day in DAYS for n in range(1, 7)]
    rows += [row(MARCUS, day, meeting, "U" if n < 4 and day == DAYS[1] else "", n)
             for day in DAYS for n in range(1, 7)]  # fmt: skip
    if whole == "Daily":
        # "Class" is no known word: what period a row names tells.
        rows = [[*r[:5], 0 if r[3] == whole else r[5], r[6]] for r in rows]
    files = {"Attendance.txt": tabbed(HEADER, *rows)}
    decided = f'period_rule = "half"\n{CODES}'

    done = taken(cli, given, files, decided, day_rule="half_day")

    report = done.reports["Attendance.txt"]
    assert (report["layout"], report["rejected"]) == ("periods", {"period_row": 60})
    assert done.students == {ROSA: (20, 1), MARCUS: (20, 1), OWEN: (20, 0)}


def test_whole_days_and_periods_of_a_list_of_absences(cli, given):
    """How many periods a day has must not thin out the row of a whole day."""
    text = tabbed(
        HEADER, row(ROSA, DAYS[0], DAILY, "U", 5), row(ROSA, DAYS[1], MEETING, "U", 2),
        *(row(MARCUS, DAYS[19], MEETING, "U", n) for n in range(1, 4)),
    )  # fmt: skip
    files = {"Attendance.txt": text, **around(DAYS, ROSA, MARCUS)}

    assert asked(cli, given, files, CODES) == {"period_rule", "day_periods"}
    done = taken(cli, given, files, f'period_rule = "half"\nday_periods = 6\n{CODES}')

    assert done.reports["Attendance.txt"]["rejected"] == {}
    assert done.students == {ROSA: (20, 1), MARCUS: (20, 1)}


@pytest.mark.parametrize(("yes", "no"), [("Y", "N"), ("1", "0"), ("true", "false"), ("x", "")])
def test_a_column_for_all_day(cli, given, yes, no):
    header = "Student ID\tSchool ID\tDate\tAttendance Code\tAll Day\tPeriod"
    said = ("", no, 1), ("U", no, 2), ("", yes, "")
    rows = [(student, SCHOOL, us(day), *one)
            for student in (ROSA, MARCUS) for day in DAYS for one in said]  # fmt: skip

    done = taken(cli, given, {"a.txt": tabbed(header, *rows)}, f'layout = "register"\n{CODES}')

    assert done.reports["a.txt"]["rejected"] == {"period_row": 80}
    assert done.students == {ROSA: (20, 0), MARCUS: (20, 0)}


def test_a_school_that_takes_meetings_only_keeps_them(cli, given):
    """One export of a district: an elementary school by the day, a high school by the period."""
    high = [(MARCUS, "Tran, Marcus", us(day), MEETING, "U", n, "103")
            for day, missed in ((DAYS[1], 6), (DAYS[2], 2), (DAYS[19], 3))
            for n in range(1, missed + 1)]  # fmt: skip
    text = tabbed(
        HEADER, row(ROSA, DAYS[0], DAILY, "U"), row(ROSA, DAYS[0], MEETING, "U", 871),
        row(ROSA, DAYS[19], DAILY, "E"), *high,
    )  # fmt: skip
    schools = {"1.csv": around(DAYS, ROSA), "2.csv": around(DAYS, MARCUS, school="103")}
    files = {f"{kind}{name}": said[f"{kind}.csv"] for name, said in schools.items()
             for kind in ("calendar", "enrollment")}  # fmt: skip
    decided = f'period_rule = "half"\nday_periods = 6\n{CODES}'

    done = taken(cli, given, {"Attendance.txt": text, **files}, decided)

    report = done.reports["Attendance.txt"]
    assert (report["layout"], report["rejected"]) == ("periods", {"period_row": 1})
    assert done.students == {ROSA: (20, 2), MARCUS: (20, 2)}


def test_only_the_codes_are_asked(cli, given):
    text = tabbed(HEADER, row(ROSA, DAYS[0], DAILY, "U"), row(MARCUS, DAYS[12], DAILY, ""))
    files = {"Attendance.txt": text, **around(DAYS, ROSA, MARCUS)}

    assert asked(cli, given, files) == {'"U"', '""'}


def test_meetings_alone_are_class_periods(cli, given):
    rows = [
        row(ROSA, day, MEETING, "U" if period < 4 and day == DAYS[0] else "", period)
        for day in DAYS for period in range(1, 7)
    ]  # fmt: skip
    files = {"Attendance.txt": tabbed(HEADER, *rows)}

    assert asked(cli, given, files, CODES) == {"period_rule"}
    done = taken(cli, given, files, f'period_rule = "half"\n{CODES}')

    assert done.reports["Attendance.txt"]["layout"] == "periods"
    assert done.students == {ROSA: (20, 1)}


JOINED = "[1]Student_Number\tAtt_Date\t[156]Att_Code\t[156]Presence_Status_CD\tSchoolID"


def test_rows_that_say_present_or_absent_ask_for_no_code(cli, given):
    text = tabbed(
        JOINED,
        (ROSA, us(DAYS[0]), "A", "Absent", SCHOOL),
        (ROSA, us(DAYS[3]), "T", "Present", SCHOOL),
        (MARCUS, us(DAYS[7]), "", "Present", SCHOOL),
        (AMINA, us(DAYS[8]), "T", "Present", SCHOOL),
        (OWEN, us(DAYS[9]), "A", "Absent", SCHOOL),
        (MARCUS, us(DAYS[19]), "A", "Absent", SCHOOL),
    )

    files = {"Attendance.txt": text, **around(DAYS, ROSA, MARCUS, AMINA, OWEN)}

    # Rows that say present in a list of absences leave one thing open.
    assert asked(cli, given, files) == {"layout"}
    done = taken(cli, given, files, '[files."Attendance.txt"]\nlayout = "events"\n')

    assert done.students == {ROSA: (20, 1), MARCUS: (20, 1), AMINA: (20, 0), OWEN: (20, 1)}


def test_a_code_that_is_both_present_and_absent_is_asked(cli, given):
    text = tabbed(
        JOINED,
        (ROSA, us(DAYS[0]), "A", "Absent", SCHOOL),
        (ROSA, us(DAYS[1]), "B", "Present", SCHOOL),
        (ROSA, us(DAYS[15]), "B", "Absent", SCHOOL),
    )

    assert asked(cli, given, {"Attendance.txt": text, **around(DAYS, ROSA)}) == {'"B"'}


TABLE = "ID\tSchoolID\tYearID\tAtt_Code\tDescription\tPresence_Status_CD"
CODE_ROWS = [
    ("4411", SCHOOL, "35", "UX", "Unexcused absence", "Absent"),
    ("4412", SCHOOL, "35", "T", "Tardy", "Present"),
    ("4413", SCHOOL, "35", "", "Present", "Present"),
    ("4414", SCHOOL, "35", "Q", "Excused absence", "Present"),
]


def test_a_code_table_is_recognized(cli, given):
    files = {"Attendance_Code.txt": tabbed(TABLE, *CODE_ROWS)}

    assert asked(cli, given, files) == set()
    report = taken(cli, given, files).reports["Attendance_Code.txt"]

    assert (report["layout"], report["rows_kept"]) == ("codes", 4)


@pytest.mark.parametrize(
    ("column", "codes"), [("Attendance_CodeID", ("4411", "4412")), ("Att_Code", ("UX", "T"))]
)
def test_a_code_table_loaded_before_says_what_codes_mean(store, given, tmp_path, column, codes):
    from invented import bring

    bring(store, given, {"Attendance_Code.txt": tabbed(TABLE, *CODE_ROWS)})
    header = f"[1]Student_Number\tAtt_Date\t{column}\tSchoolID"
    path = given(
        "Attendance.txt", tabbed(header, *((ROSA, us(DAYS[13]), c, SCHOOL) for c in codes))
    )

    with store.reading() as cursor:
        seen = examine(cursor, path, MappingFile(), tmp_path, Aids(tables=stored_table(cursor)))

    assert seen.questions == []
    assert [seen.mapping.codes[c].meaning for c in codes] == ["absent_unexcused", "tardy"]


def test_a_table_that_contradicts_itself_leaves_the_question(store, given, tmp_path):
    from invented import bring

    bring(store, given, {"Attendance_Code.txt": tabbed(TABLE, *CODE_ROWS)})
    header = "[1]Student_Number\tAtt_Date\tAttendance_CodeID\tSchoolID"
    path = given("Attendance.txt", tabbed(header, (ROSA, us(DAYS[13]), "4414", SCHOOL)))

    with store.reading() as cursor:
        seen = examine(cursor, path, MappingFile(), tmp_path, Aids(tables=stored_table(cursor)))

    [question] = seen.questions
    assert 'described as "Excused absence"' in question.sentence


def test_the_internal_number_beside_the_students_number_asks(cli, given):
    text = tabbed(
        "StudentID\t[1]Student_Number\tAtt_Date\tAtt_Code\tSchoolID",
        ("5512", ROSA, us(DAYS[19]), "U", SCHOOL),
    )
    files = {"Attendance.txt": text, **around(DAYS, ROSA)}

    assert asked(cli, given, files, CODES) == {"student_id"}
    done = taken(cli, given, files, f'{CODES}[columns]\nstudent_id = "[1]Student_Number"\n')

    assert done.students == {ROSA: (20, 1)}


def test_no_exit_date_is_written_as_zeros(cli, given):
    enrolled = tabbed(
        "[1]Student_Number\tSchoolID\tGrade_Level\tEntryDate\tExitDate",
        (ROSA, SCHOOL, "6", us(DAYS[0]), "0/0/0"),
        (MARCUS, SCHOOL, "6", us(DAYS[0]), us(DAYS[10])),
    )
    files = {
        "CC.txt": enrolled,
        "calendar.csv": around(DAYS, ROSA)["calendar.csv"],
        "Attendance.txt": tabbed(JOINED, (ROSA, us(DAYS[19]), "A", "Absent", SCHOOL)),
    }

    assert asked(cli, given, files) == {"exit_date"}
    done = taken(cli, given, files, 'exit_date = "exclusive"\n')

    assert done.students == {ROSA: (20, 1), MARCUS: (10, 0)}


VIEW = (
    "SCHOOLID,GRADE_LEVEL,HOME_ROOM,CALENDARDATE,STUDENTID,LASTFIRST,CURRENTLY_ENROLLED,ENROLLED,"
    "ATT_CODE,ATTDESCR,PRESENCE_STATUS_CD,COURSE_CREDIT_POINTS,ABSENT"
)


def test_a_view_of_every_day_is_a_register(cli, given):
    def line(student, day):
        missed = (student, day) in ((AMINA, DAYS[3]), (OWEN, DAYS[4]), (OWEN, DAYS[5]))
        said = "A,Absent,Absent,0,1" if missed else ",Present,Present,1,0"
        return f'{SCHOOL},6,6B,{day} 00:00:00,{student},"Yusuf, Amina",1,1,{said}'

    text = "\n".join([VIEW, *(line(student, day) for day in DAYS for student in (AMINA, OWEN))])

    done = taken(cli, given, {"view.csv": text})

    report = done.reports["view.csv"]
    assert (report["layout"], report["rejected"]) == ("register", {})
    assert done.students == {AMINA: (20, 1), OWEN: (20, 2)}
    assert {row["grade"] for row in done.rows} == {"6"}


@pytest.mark.parametrize("together", [True, False])
@pytest.mark.parametrize(
    ("column", "codes"),
    [("Attendance_CodeID", ("4411", "4412", "4413")), ("Att_Code", ("UX", "T", ""))],
)
def test_a_code_table_settles_the_codes_of_its_call_and_later_ones(
    cli, given, together, column, codes
):
    marks = [(ROSA, DAYS[0], codes[0]), (MARCUS, DAYS[4], codes[1]), (AMINA, DAYS[8], codes[1]),
             (OWEN, DAYS[12], codes[2]), (MARCUS, DAYS[19], codes[0])]  # fmt: skip
    header = f"[1]Student_Number\tAtt_Date\t{column}\tSchoolID"
    table = {"Attendance_Code.txt": tabbed(TABLE, *CODE_ROWS)}
    files = {
        "Attendance.txt": tabbed(header, *((s, us(day), code, SCHOOL) for s, day, code in marks)),
        **around(DAYS, ROSA, MARCUS, AMINA, OWEN),
    }
    decided = '[files."Attendance.txt"]\nlayout = "events"\n'
    if not together:
        cli.reports(given("Attendance_Code.txt", table["Attendance_Code.txt"]))

    done = taken(cli, given, files | (table if together else {}), decided)

    assert done.students == {ROSA: (20, 1), MARCUS: (20, 1), AMINA: (20, 0), OWEN: (20, 0)}


def test_meetings_that_do_not_name_their_period_are_one_each(cli, given):
    """Two of the four classes of a day missed, under the same code."""
    header = "[1]Student_Number\tAtt_Date\tAtt_Mode_Code\tAtt_Code\tSchoolID"
    rows = [
        (ROSA, us(day), "ATT_ModeMeeting", code, SCHOOL)
        for day in DAYS[:3]
        for code in (("A", "A", "P", "P") if day == DAYS[0] else ("P",) * 4)
    ]
    decided = (
        'date_order = "mdy"\nperiod_rule = "half"\n'
        '[codes]\n"A" = "absent_unexcused"\n"P" = "present"\n'
    )

    done = taken(cli, given, {"Attendance.txt": tabbed(header, *rows)}, decided)

    assert done.reports["Attendance.txt"]["layout"] == "periods"
    assert done.reports["Attendance.txt"]["rejected"] == {}
    assert done.students == {ROSA: (3, 1)}
