"""A school with thirty-one students to talk about on Friday, October 17, and a second one that has
sent nothing since September 19.

Lincoln has no school in the week of September 29. Rosa, whom David meets, misses five of the last
ten days and one of the ten before, Marcus is absent since Wednesday, Owen misses a fifth of the
year, and `OTHERS` three of the last ten days; `PRESENT` miss nothing. Amina is alone at
Roosevelt."""

from datetime import date, datetime, timedelta

from sm_core.review.prepare import prepare
from sm_core.seen import see
from sm_core.standing import Asked
from tests import cast
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
    register,
    table,
)
from tests.mentor_cast import match
from tests.team_cast import CHEN_, HALL, TUESDAYS, put_team

NOW = datetime(2025, 10, 17, 9)
TODAY = NOW.date()
MONDAY = date(2025, 10, 13)
HOLIDAY = date(2025, 9, 29)
LAST_OF_ROOSEVELT = date(2025, 9, 19)
OPEN = [day for day in DAYS if not HOLIDAY <= day < HOLIDAY + timedelta(days=7)]
OTHERS = tuple(f"00420{n:02d}" for n in range(28))
PRESENT = tuple(f"00430{n:02d}" for n in range(4))
ABSENT = {
    ROSA: [OPEN[-15], *OPEN[-9:-4]],
    MARCUS: OPEN[-3:],
    OWEN: [*OPEN[:14:2], OPEN[-12]],
} | {student: [OPEN[-10], OPEN[-8], OPEN[-6]] for student in OTHERS}


def fill(store, given):
    marks = {(student, day): "U" for student, days in ABSENT.items() for day in days}
    here = (ROSA, MARCUS, OWEN, *OTHERS, *PRESENT)
    earlier = [day for day in OPEN if day <= LAST_OF_ROOSEVELT]
    bring(store, given, {
        "students.csv": table("Student ID,First Name,Last Name",
                              [(student, *name) for student, name in NAMES.items()]),
        "schools.csv": table("School ID,School Name", SCHOOL_NAMES.items()),
        "lincoln.csv": register(OPEN, here, marks, LINC, "7"),
        "roosevelt.csv": register(earlier, (AMINA,), (), ROOS, "K"),
    })  # fmt: skip
    cast.put_on_roster(store)
    match(store, (ROSA, "david"))
    put_team(store, HALL, CHEN_, meetings={LINC: TUESDAYS})


def prepared_on(store, actor, school, monday, as_of, day, rules=None):
    """As `prepare`, from the store alone."""
    return prepare(store, see(store, actor, Asked(as_of)), school, monday, day, rules)
