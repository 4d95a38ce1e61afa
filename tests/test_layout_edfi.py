"""Ed-Fi: flat files made of its interface, with dotted paths and descriptors."""

from datetime import date

from invented import AMINA, MARCUS, OWEN, ROSA, weekdays
from round_trip import asked, taken

DAYS = weekdays(date(2025, 9, 2), 20)
SCHOOL = "255901044"
GRADES = {
    "Sixth grade": "6", "Twelfth grade": "12", "First grade": "1", "Kindergarten": "K",
    "Preschool/Prekindergarten": "PK", "Transitional Kindergarten": "TK",
    "Early Education": "EC", "Ungraded": "Ungraded",
}  # fmt: skip


def descriptor(kind, value, space="ed-fi.org"):
    return f"uri://{space}/{kind}Descriptor#{value}"


def lines(header, *rows):
    return "\n".join([header, *(",".join(map(str, row)) for row in rows)]) + "\n"


EVENTS = (
    "id,schoolReference.schoolId,sessionReference.schoolId,sessionReference.schoolYear,"
    "studentReference.studentUniqueId,eventDate,attendanceEventCategoryDescriptor,eventDuration"
)
REPORT = (
    "SchoolId,NameOfInstitution,StudentUniqueId,LastSurname,FirstName,EventDate,"
    "AttendanceEventCategoryDescriptor,EventDuration"
)
ENROLLED = (
    "studentReference.studentUniqueId,schoolReference.schoolId,entryDate,"
    "entryGradeLevelDescriptor,exitWithdrawDate,exitWithdrawTypeDescriptor"
)


def event(student, day, value, duration="", space="ed-fi.org"):
    said = descriptor("AttendanceEventCategory", value, space)
    return f"e{student}", SCHOOL, SCHOOL, 2026, student, day, said, duration


def association(student, grade="Sixth grade", exit_date="", why=""):
    left = descriptor("ExitWithdrawType", why) if why else ""
    return student, SCHOOL, DAYS[0], descriptor("GradeLevel", grade), exit_date, left


def files(*events, enrolled=None):
    people = enrolled or [association(student) for student in (ROSA, MARCUS)]
    return {
        "events.csv": lines(EVENTS, *events),
        "enrollment.csv": lines(ENROLLED, *people),
        "calendar.csv": lines(
            "schoolReference.schoolId,date,calendarEventDescriptor",
            *((SCHOOL, day, descriptor("CalendarEvent", "Instructional day")) for day in DAYS),
            (SCHOOL, "2025-09-01", descriptor("CalendarEvent", "Holiday")),
        ),
    }


def test_descriptors_speak_for_themselves_in_any_namespace(cli, given):
    call = files(
        event(ROSA, DAYS[0], "Excused Absence", 1),
        event(ROSA, DAYS[1], "Unexcused Absence", 0.5, "tea.texas.gov"),
        event(MARCUS, DAYS[2], "Tardy"),
        event(MARCUS, DAYS[3], "Early departure"),
        event(MARCUS, DAYS[19], "excused absence"),
    )

    assert asked(cli, given, call) == set()
    done = taken(cli, given, call)

    assert done.reports["events.csv"]["layout"] == "events"
    assert done.reports["calendar.csv"]["rejected"] == {}
    assert done.students == {ROSA: (20, 2), MARCUS: (20, 1)}


def test_partial_and_a_states_own_words_ask(cli, given):
    state = descriptor("AttendanceEventCategory", "Unreconciled", "doe.in.gov")
    call = files(
        event(ROSA, DAYS[0], "Partial"),
        event(ROSA, DAYS[1], "Excused Absence"),
        event(MARCUS, DAYS[19], "Unreconciled", space="doe.in.gov"),
    )
    partial = descriptor("AttendanceEventCategory", "Partial")

    assert asked(cli, given, call) == {f'"{partial}"', f'"{state}"'}
    done = taken(
        cli,
        given,
        call,
        """
[codes]
"Partial" = { meaning = "absent_excused", portion = 0.5 }
"Unreconciled" = "absent_unverified"
""",
    )

    assert done.students == {ROSA: (20, 2), MARCUS: (20, 1)}


def test_the_flat_attendance_report(cli, given):
    rows = [
        (SCHOOL, "Lincoln Middle School", student, "Delgado", "Rosa", day,
         descriptor("AttendanceEventCategory", "Excused Absence"), 1)
        for student, day in ((ROSA, DAYS[0]), (MARCUS, DAYS[19]))
    ]  # fmt: skip
    call = files() | {"events.csv": lines(REPORT, *rows)}

    assert taken(cli, given, call).students == {ROSA: (20, 1), MARCUS: (20, 1)}


def test_no_shows_and_invalid_enrollments_never_attended(cli, given):
    call = files(
        event(ROSA, DAYS[19], "Excused Absence"),
        enrolled=[
            association(ROSA),
            association(MARCUS, exit_date=DAYS[9], why="Transferred"),
            association(AMINA, exit_date=DAYS[9], why="No show"),
            association(OWEN, exit_date=DAYS[9], why="Invalid enrollment"),
        ],
    )

    assert asked(cli, given, call) == {"exit_date"}
    done = taken(cli, given, call, 'exit_date = "inclusive"\n')

    assert done.reports["enrollment.csv"]["rejected"] == {"never_attended": 2}
    assert done.students == {ROSA: (20, 1), MARCUS: (10, 0)}


def test_grades_are_shown_as_schools_write_them(cli, given):
    students = {f"{n:07d}": grade for n, grade in enumerate(GRADES)}
    call = files(event(ROSA, DAYS[19], "Tardy"), enrolled=[
        association(ROSA), *(association(student, grade) for student, grade in students.items())
    ])  # fmt: skip

    rows = {row["student_id"]: row["grade"] for row in taken(cli, given, call).rows}

    assert {s: rows[s] for s in students} == {s: GRADES[grade] for s, grade in students.items()}
