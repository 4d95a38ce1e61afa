"""The invented students for the tests of the weekly review: at Lincoln Rosa got worse, Marcus has
been absent for three days, Amina got better and Owen is there; Ana is at Roosevelt."""

from datetime import date, datetime
from decimal import Decimal

from sm_core.review.facts import Facts, Lately, Program
from sm_core.review.meeting import Said
from sm_core.review.reasons import Reason
from sm_core.schools import schools_seen
from tests.invented import (
    AMINA,
    DAYS,
    LINC,
    MARCUS,
    NAMES,
    OWEN,
    ROOS,
    ROSA,
    SCHOOL_NAMES,
    bring,
    table,
)
from tests.mentor_cast import CAPTAIN_, CHEN
from tests.targeted import press
from tests.weekly_cast import prepared_on

ANA = "0041009"
MONDAY, FRIDAY = date(2025, 10, 13), DAYS[-1]
"""The last week with attendance, and its last day, on which the team meets."""
NEXT, AFTER = date(2025, 10, 20), date(2025, 10, 27)
MET = datetime(2025, 10, 17, 9)
PRESENT = Said(("Mei Chen", "Joan Hall"), "All were here.")
MISSED = (
    [(ROSA, day) for day in DAYS[-8:-3]]
    + [(MARCUS, day) for day in DAYS[-3:]]
    + [(AMINA, day) for day in DAYS[5:10]]
)


def register(missed=MISSED):
    marks = dict.fromkeys(missed, "U")
    schools = dict.fromkeys((ROSA, MARCUS, AMINA, OWEN), LINC) | {ANA: ROOS}
    rows = [(student, school, "7", day, marks.get((student, day), "P"))
            for day in DAYS for student, school in schools.items()]  # fmt: skip
    return table("Student ID,School ID,Grade,Date,Code", rows)


def fill(store, given):
    people = [(student, *name) for student, name in NAMES.items()] + [(ANA, "Ana", "Silva")]
    bring(store, given, {
        "students.csv": table("Student ID,First Name,Last Name", people),
        "schools.csv": table("School ID,School Name", SCHOOL_NAMES.items()),
        "register.csv": register(),
    })  # fmt: skip


def at_nine(actor=CHEN, day=None, **more):
    return press(actor, datetime.combine(day or MET, MET.time()), **more)


def week(store, monday=MONDAY, actor=CAPTAIN_, as_of=FRIDAY, day=None, rules=None):
    """The review of Lincoln as it would be made on the Friday of the week."""
    [school] = [s for s in schools_seen(store, CAPTAIN_) if s.school_id == LINC]
    day = day or max(FRIDAY, monday)
    return prepared_on(store, actor, school, monday, as_of, day, rules)


def at_school(student="1", name="", enrolled=True, missed=0, days=40, program=None, **lately):
    """What is known of a student with nothing to talk about but what is given."""
    return Facts(student, name, name, "7", 7, LINC, "Lincoln", enrolled, Decimal(days),
                 Decimal(missed), None, False, FRIDAY, Lately(known=40, **_calm() | lately),
                 program or Program())  # fmt: skip


def _calm():
    return {"worse_now": 0, "worse_before": 0, "better_now": 0, "better_before": 0}


def keys(reasons: tuple[Reason, ...]) -> list[str]:
    return [reason.key for reason in reasons]
