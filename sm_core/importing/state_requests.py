"""What to ask for where the file made for the state is what a school can export, as data."""

from sm_core.importing.registrar import (
    ABSENCES,
    CALENDAR,
    CODE_TABLE,
    CODES,
    CSV,
    ENROLLMENT,
    EXITS,
    NAMES,
    THROUGH,
    TOTALS,
    File,
    System,
)

TIERS_ONLY = "It gives tiers, but no trends by week or weekday."

SIRS = System(
    "New York SIRS",
    (
        File(
            ABSENCES, "SIRS Student Daily Attendance",
            ("student id", "school", "date", "attendance code"),
            "Both rows of a suspension day: one says OSS or ISS, the other the attendance.",
        ),
        File(
            CODE_TABLE, "SIRS Attendance Codes",
            ("ATTENDANCE CODE", "ATTENDANCE DESCRIPTION", "ATTENDANCE CATEGORY"),
            "Local codes differ from district to district.",
        ),
        File(
            ENROLLMENT, "enrollment history of this school year",
            ("student id", "school", "grade", "entry date", "exit date"),
            "Not needed where every day of every student has a row.",
        ),
        File(
            CALENDAR, "all days of this school year", ("school", "date", "in session (yes/no)"),
            "Not needed where every day of every student has a row.",
        ),
    ),
    asks=(CODES, EXITS),
    form=f"{CSV} Please switch its column headers on.",
)  # fmt: skip

CALPADS = System(
    "California CALPADS (STAS)",
    (
        File(
            TOTALS, "record STAS (13)",
            ("School of Attendance (13.05)", "SSID (13.07)", "Local Student ID (13.08)",
             "Expected Attendance Days", "Days Attended (13.16)",
             "Days Absent Out-of-School Suspension",
             "Days in Attendance In-School Suspension (13.18)",
             "Days Absent Excused Non-Suspension (13.19)",
             "Days Absent Unexcused Non-Suspension (13.20)"),
            f"Every field of the record, in its order. It counts whole days only. {TIERS_ONLY}",
        ),
    ),
    asks=(THROUGH,),
    called="your school system the file for CALPADS",
    form="the file as it is made for CALPADS, unchanged.",
)  # fmt: skip

PEIMS = System(
    "Texas PEIMS",
    (
        File(
            TOTALS, "Basic Reporting Period Attendance (42400)",
            ("TX-UNIQUE-STUDENT-ID", "CAMPUS-ID-OF-ENROLLMENT", "REPORTING-PERIOD",
             "NUMBER-DAYS-TAUGHT", "GRADE-LEVEL", "TOTAL-DAYS-ABSENT",
             "TOTAL-INELIGIBLE-DAYS-PRESENT", "TOTAL-ELIGIBLE-DAYS-PRESENT"),
            f"Every row, of all reporting periods and tracks: they are added up. {TIERS_ONLY}",
        ),
        File(
            NAMES, "list of students",
            ("TX-UNIQUE-STUDENT-ID", "local student id", "last name", "first name"),
            "The totals know a student by the state's id only.",
        ),
    ),
    asks=("On which days does each reporting period begin and end?",),
    called="your school system what PEIMS gets",
    again="Then again after each reporting period.",
)  # fmt: skip

SIMS = System(
    "Massachusetts SIMS",
    (
        File(
            TOTALS, "SIMS student data",
            ("LASID (DOE001)", "SASID (DOE002)", "enrollment status (DOE012)",
             "school (DOE015)", "grade (DOE016)", "Days in Attendance (DOE017)",
             "Days in Membership (DOE018)"),
            f"With the headers DOE001 and so on. The school has 8 digits and begins with a zero. "
            f"{TIERS_ONLY}",
        ),
    ),
    asks=(THROUGH,),
    called="your school system what SIMS gets",
)  # fmt: skip

STATE_FILES = {"sirs": SIRS, "calpads": CALPADS, "peims": PEIMS, "sims": SIMS}
