"""A school whose contacts come on sheets: two Aminas, two Priyas, and who is matched with whom."""

from datetime import date, datetime

from sm_core.actor import CAPTAIN, COORDINATOR, Actor
from sm_core.contact_sheets import bring as core
from sm_core.contact_sheets.reading import Answers
from sm_core.contact_sheets.texts import Text
from sm_core.mentors.mentor import Mentor
from sm_core.mentors.save import add_mentor
from sm_core.saving import Save, save_once
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

NOW = datetime(2025, 10, 17, 10, 12)
"""A Friday, the last of the days with data."""
OTHER_AMINA = "0041009"
CHEN = Actor("Ms. Chen", COORDINATOR, (LINC,))
BOSS = Actor("District captain", CAPTAIN)
DAVID = Mentor("m1", "David", "Okafor", email="david@school.org", schools=(LINC,))
GRACE = Mentor("m2", "Grace", "Lindqvist", schools=(LINC,))
PRIYA = Mentor("m4", "Priya", "Nair", "peer", schools=(LINC,), capacity=1)
OTHER_PRIYA = Mentor("m6", "Priya", "Nair", schools=(LINC,))
HELEN = Mentor("m5", "Helen", "Brandt", schools=(ROOS,))
PASTED = "What was pasted"
SEPTEMBER_15, SEPTEMBER_29 = date(2025, 9, 15), date(2025, 9, 29)
MATCHES = [
    (ROSA, "m1", LINC, SEPTEMBER_15), (MARCUS, "m2", LINC, SEPTEMBER_29),
    (AMINA, "m1", LINC, SEPTEMBER_15), (OWEN, "m5", ROOS, SEPTEMBER_15),
]  # fmt: skip


def fill(store, given):
    """Rosa, Marcus and two Aminas at Lincoln, Owen at Roosevelt; nobody is matched with the second
    Amina, and neither of the Priyas with anybody."""
    places = {ROSA: (LINC, "6"), MARCUS: (LINC, "7"), AMINA: (LINC, "6"),
              OTHER_AMINA: (LINC, "7"), OWEN: (ROOS, "1")}  # fmt: skip
    names = NAMES | {OTHER_AMINA: NAMES[AMINA]}
    bring(store, given, {
        "register.csv": table("Student ID,School ID,Grade,Date,Code",
                              [(s, *places[s], day, "P") for day in DAYS for s in places]),
        "students.csv": table("Student ID,First Name,Last Name",
                              [(s, *names[s]) for s in places]),
        "schools.csv": table("School ID,School Name", SCHOOL_NAMES.items()),
    })  # fmt: skip
    for mentor in (DAVID, GRACE, PRIYA, OTHER_PRIYA, HELEN):
        add_mentor(store, press(BOSS), mentor)
    save_once(store, press(BOSS), lambda writing: writing.insert("matches", [
        {"match_id": f"{s}-{m}", "student_id": s, "mentor_id": m, "school_id": school,
         "started": started, "ended": None}
        for s, m, school, started in MATCHES
    ]))  # fmt: skip


def press(actor=CHEN, when=NOW, **more):
    return Save(actor, when, **more)


def look(store, text, actor=CHEN, **answers):
    """The report on what was pasted."""
    [report] = core.look(store, actor, NOW.date(), [Text(PASTED, text)], Answers(**answers))
    return report


def bring_in(store, text, save=None, **answers):
    """What one press brings in of what was pasted."""
    return core.bring(store, save or press(), [Text(PASTED, text)], Answers(**answers))


def logged(store, columns="student_id, day, mentor_id, kind, note"):
    """The contacts on record that were not taken back."""
    with store.reading() as cursor:
        query = f"SELECT {columns} FROM program.contacts WHERE taken_back IS NULL ORDER BY ALL"
        return cursor.execute(query).fetchall()


def lines(header, *rows):
    return "\n".join([header, *rows]) + "\n"
