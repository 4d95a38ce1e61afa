"""What each school system calls the files that Success Mentors needs, as data.

Names of tables and columns stand as the system writes them; a column whose header is not known
stands in words. Nothing here says where to click: that differs from release to release.
"""

from sm_core.importing.registrar import (
    ABSENCES,
    CALENDAR,
    CODE_TABLE,
    ENROLLMENT,
    EXITS,
    NAMES,
    File,
    System,
)
from sm_core.importing.state_requests import STATE_FILES

WITHOUT_CALENDAR = "Without it nobody knows how many days could be missed."
CALENDAR_FILE = File(
    CALENDAR, "all days of this school year", ("school id", "date", "in session (yes/no)"),
    WITHOUT_CALENDAR,
)  # fmt: skip
ENROLLMENT_FILE = File(
    ENROLLMENT, "enrollment history of this school year",
    ("student id", "school id", "grade", "entry date", "exit date"),
    "Also students who left, and each stay of those who came back.",
)  # fmt: skip
DAILY = ("student id", "school id", "date", "attendance code", "its description")

POWERSCHOOL = System(
    "PowerSchool",
    (
        File(
            ABSENCES, "table Attendance (157)",
            ("[1]Student_Number", "SchoolID", "Att_Date", "Att_Mode_Code", "Attendance_CodeID",
             "[156]Att_Code", "[156]Presence_Status_CD"),
            "Student_Number, because StudentID is internal. Att_Mode_Code tells days "
            "(ATT_ModeDaily) from class periods (ATT_ModeMeeting).",
        ),
        File(
            CODE_TABLE, "table Attendance_Code (156)",
            ("ID", "SchoolID", "YearID", "Att_Code", "Description", "Presence_Status_CD"),
            "Attendance_CodeID is a number of one school and year: without this table it says "
            "nothing.",
        ),
        File(
            ENROLLMENT, "table Students (1), and earlier stays of this year",
            ("[1]Student_Number", "[1]LastFirst", "SchoolID", "Grade_Level", "[1]EntryDate",
             "[1]ExitDate"),
            "An exit date filled in advance with the end of the term is not a withdrawal.",
        ),
        CALENDAR_FILE,
    ),
)  # fmt: skip

INFINITE_CAMPUS = System(
    "Infinite Campus",
    (
        File(
            ABSENCES, "day view v_AttDayDetail_Federal",
            ("studentNumber", "school id", "date", "absentDay", "unexcusedAbsentDay"),
            "Days, not marks per period: only Campus knows how many minutes make a whole day. "
            "studentNumber, because personID is internal.",
        ),
        ENROLLMENT_FILE,
        CALENDAR_FILE,
    ),
    asks=(EXITS,),
    says=("Please include absences whose excuse is still unknown.",),
)  # fmt: skip

AERIES = System(
    "Aeries",
    (
        File(
            ABSENCES, "table ATT", ("SC", "SN", "permanent student ID", "GR", "DT", "AL"),
            "SN is a number within one school, so the permanent ID is needed beside it. AL is "
            "the all-day code; the period codes A0 to A9 are not needed.",
        ),
        File(
            CODE_TABLE, "table ABS", ("code", "abbreviation", "description", "flags"),
            "The same letter means other things in other districts.",
        ),
        File(
            ENROLLMENT, ENROLLMENT_FILE.source,
            ("StudentID", "SchoolCode", "StudentNumber", "Grade", "EnterDate", "LeaveDate"),
            ENROLLMENT_FILE.why,
        ),
        File(CALENDAR, "table DAY", CALENDAR_FILE.columns, WITHOUT_CALENDAR),
    ),
    says=(
        "To begin with, the Attendance Works extract (AWSTU) alone is enough; the monthly "
        "attendance summary is not: it names no students.",
    ),
)  # fmt: skip

SKYWARD = System(
    "Skyward",
    (
        File(
            ABSENCES, "StudentAttendance (Qmlativ)",
            ("student number", "EntityID", "date", "DaysAbsent", "DaysExcused", "DaysUnexcused",
             "DaysOther", "TardyCount"),
            "The date itself instead of CalendarDayID, and the number that staff know the "
            "student by instead of the internal StudentID.",
        ),
        ENROLLMENT_FILE,
        CALENDAR_FILE,
    ),
    says=(
        "From SMS 2.0 instead of 1: a row per absence with student number, school, date, type "
        "and reason.",
    ),
)  # fmt: skip

SYNERGY = System(
    "Synergy",
    (
        File(
            ABSENCES, "daily attendance",
            ("student number", "school id", "absence date", "all-day reason type",
             "all-day description"),
            "The all-day values (type Daily), not a row per period.",
        ),
        ENROLLMENT_FILE,
        CALENDAR_FILE,
    ),
)  # fmt: skip

ASPEN = System(
    "Aspen / X2",
    (
        File(
            ABSENCES, "student attendance",
            ("local_id", "state_id", "school_local_id", "event_date", "absence", "tardy",
             "dismissed", "excused", "reason"),
            "In the native table these are ATT_DATE, ATT_CODE_VIEW, ATT_ABSENT_IND, "
            "ATT_TARDY_IND, ATT_DISMISSED_IND, ATT_EXCUSED_IND and ATT_PORTION_ABSENT, with the "
            "local id instead of ATT_STD_OID.",
        ),
        ENROLLMENT_FILE,
        CALENDAR_FILE,
    ),
    says=("Please leave comments out.",),
)  # fmt: skip

ED_FI = System(
    "Ed-Fi",
    (
        File(
            ABSENCES, "StudentSchoolAttendanceEvent",
            ("studentUniqueId", "schoolId", "eventDate", "attendanceEventCategoryDescriptor",
             "eventDuration", "attendanceEventReason"),
            "The whole descriptor, as it stands: it says what kind of absence it is.",
        ),
        File(
            ENROLLMENT, "StudentSchoolAssociation",
            ("studentUniqueId", "schoolId", "entryDate", "entryGradeLevelDescriptor",
             "exitWithdrawDate", "exitWithdrawTypeDescriptor"),
            "The exit type tells who never came (No show).",
        ),
        File(
            CALENDAR, "calendar dates and their CalendarEvent",
            ("schoolId", "date", "calendarEventDescriptor"), WITHOUT_CALENDAR,
        ),
    ),
    asks=(EXITS,),
)  # fmt: skip

ONEROSTER = System(
    "OneRoster (names only)",
    (
        File(
            NAMES, "users.csv",
            ("sourcedId", "identifier", "givenName", "familyName", "grades", "orgSourcedIds"),
            "Names for the lists. The ids must be those of the absences.",
        ),
        File(NAMES, "orgs.csv", ("sourcedId", "name", "type", "identifier"), "Names of schools."),
        File(
            ABSENCES, "from your school system; OneRoster has no attendance", DAILY,
            "A row per student and day, not per class period.",
        ),
        File(
            ENROLLMENT, ENROLLMENT_FILE.source, ENROLLMENT_FILE.columns,
            "OneRoster's enrollments.csv lists classes, not stays at a school.",
        ),
        CALENDAR_FILE,
    ),
    called="OneRoster and your school system",
)  # fmt: skip

ANOTHER = System(
    "Another system",
    (
        File(
            ABSENCES, "daily attendance", DAILY,
            "A row per student and day, not per class period.",
        ),
        ENROLLMENT_FILE,
        CALENDAR_FILE,
    ),
    called="your school system",
)  # fmt: skip

SYSTEMS = {
    "powerschool": POWERSCHOOL,
    "infinite-campus": INFINITE_CAMPUS,
    "aeries": AERIES,
    "skyward": SKYWARD,
    "synergy": SYNERGY,
    "aspen": ASPEN,
    "ed-fi": ED_FI,
    "oneroster": ONEROSTER,
    **STATE_FILES,
    "another": ANOTHER,
}
"""In the order to offer them."""
