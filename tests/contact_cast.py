"""Two schools in the fall, seen on Wednesday, October 22: four students, each with a mentor, and
what was logged in the week of October 13.

Lincoln has data through Friday, October 17, Roosevelt through Thursday; both have a calendar with
no school on Monday, October 13."""

from datetime import date, datetime, timedelta

from sm_core.contacts.contact import LOOKED, SAW, TALKED, Entry
from sm_core.contacts.log import log_contacts
from tests import cast
from tests.cast import BOSS, press
from tests.invented import AMINA, LINC, MARCUS, NAMES, OWEN, ROOS, ROSA, SCHOOL_NAMES, bring, table
from tests.mentor_cast import match

NOW = datetime(2025, 10, 22, 9)
TODAY = NOW.date()
AS_OF = date(2025, 10, 17)
"""The last day with data."""
HOLIDAY = OCT_13 = date(2025, 10, 13)
OCT_14, OCT_15, OCT_16, OCT_17 = (OCT_13 + timedelta(days=n) for n in range(1, 5))
OCT_20 = date(2025, 10, 20)
SEP_15 = date(2025, 9, 15)
SCHOOLS = {ROSA: LINC, MARCUS: LINC, OWEN: LINC, AMINA: ROOS}
GRADES = {ROSA: "6", MARCUS: "7", OWEN: "7", AMINA: "K"}
IN_SESSION = [
    day for day in (date(2025, 8, 25) + timedelta(days=n) for n in range(75))
    if day.weekday() < 5 and day != HOLIDAY
]  # fmt: skip
"""August 25 to November 7."""
ABSENT = {(ROSA, OCT_14): "U", (AMINA, OCT_14): "H"} | {
    (OWEN, day): "E" for day in (OCT_14, OCT_15, OCT_16, OCT_17)
}
"""Rosa misses Tuesday, Amina half of it, Owen the whole week."""
LOGGED = (
    Entry(ROSA, OCT_15, "david"), Entry(ROSA, OCT_16, "david", TALKED),
    Entry(MARCUS, OCT_16, "david"), Entry(OWEN, OCT_14, "grace", LOOKED),
    Entry(AMINA, OCT_15, "", SAW, "", "Ms. Chen"),
)  # fmt: skip


def fill(store, given):
    """Marcus and David are matched since Wednesday, October 15, the others since September."""
    days = [
        (student, school, GRADES[student], day, ABSENT.get((student, day), "P"))
        for student, school in SCHOOLS.items()
        for day in IN_SESSION
        if day <= (OCT_17 if school == LINC else OCT_16)
    ]
    bring(store, given, {
        "students.csv": table("Student ID,First Name,Last Name",
                              [(student, *name) for student, name in NAMES.items()]),
        "schools.csv": table("School ID,School Name", SCHOOL_NAMES.items()),
        "calendar.csv": table("School ID,Calendar Date",
                              [(s, day) for s in (LINC, ROOS) for day in IN_SESSION]),
        "register.csv": table("Student ID,School ID,Grade,Date,Code", days),
    })  # fmt: skip
    cast.put_on_roster(store)
    match(store, (ROSA, "david"), started=SEP_15)
    match(store, (MARCUS, "david"), started=OCT_15)
    match(store, (OWEN, "grace"), started=SEP_15)
    match(store, (AMINA, "tomas"), started=SEP_15, school=ROOS)
    log_contacts(store, press(BOSS, NOW), AS_OF, LOGGED)
