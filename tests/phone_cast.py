"""Mentors who meet students: at Lincoln on January 30, 2026, told by totals, and in a week of
October of which single days are known."""

from datetime import date, datetime

from sm_core.actor import MENTOR, Actor
from sm_core.contacts.find import read_contacts
from tests import cast
from tests.invented import (
    AMINA,
    DAYS,
    MARCUS,
    NAMES,
    OWEN,
    ROOS,
    ROSA,
    bring,
    register,
    table,
)
from tests.mentor_cast import DAVID, GRACE, LAST_FALL, cleared, match, put
from tests.targeted import four
from tests.team_cast import CHEN_, put_team

JAN_12, JAN_20 = date(2026, 1, 12), date(2026, 1, 20)
OF_DAVID = Actor("David Okafor", MENTOR, (), (ROSA, MARCUS), "m1")
OF_GRACE = Actor("Grace Lindqvist", MENTOR, (), (AMINA,), "m2")

OCT_13, OCT_17 = date(2025, 10, 13), date(2025, 10, 17)
FRIDAY = datetime(2025, 10, 17, 8, 15)
"""In the morning, with attendance to the day before."""
KNOWN = DAYS[:39]
MON, TUE, WED, THU = KNOWN[-4:]
DAVIDS = Actor("David Okafor", MENTOR, (), (AMINA, MARCUS, ROSA), "david")


def fill(store, given):
    """David meets Rosa since September and Marcus since January 12, and met Owen until January 20;
    Grace meets Amina."""
    four(store, given)
    put(store, cleared(DAVID), cleared(GRACE))
    match(store, (ROSA, "m1"), (AMINA, "m2"))
    match(store, (MARCUS, "m1"), started=JAN_12)
    match(store, (OWEN, "m1"), started=LAST_FALL, ended=JAN_20)


def fill_week(store, given):
    """David meets three at Lincoln: Rosa, absent since Tuesday, Marcus since Monday, always there,
    and Amina, who missed half of Thursday; he met Owen of Roosevelt until then. Priya meets
    nobody, Grace has not begun."""
    lincoln = [ROSA, MARCUS, AMINA]
    marks = {(ROSA, day): "U" for day in (KNOWN[3], TUE, WED, THU)} | {(AMINA, THU): "H"}
    people = [(student, *name) for student, name in NAMES.items()]
    bring(store, given, {
        "lincoln.csv": register(KNOWN, lincoln, marks),
        "students.csv": table("Student ID,First Name,Last Name", people),
    })  # fmt: skip
    bring(store, given, {"roosevelt.csv": register(KNOWN, [OWEN], school=ROOS)})
    begun = date(2025, 9, 1)
    put(store, *(cleared(m, begun) for m in (cast.DAVID, cast.PRIYA)), cast.GRACE)
    match(store, (ROSA, "david"), (AMINA, "david"))
    match(store, (MARCUS, "david"), started=OCT_13)
    match(store, (OWEN, "david"), school=ROOS, ended=THU)
    put_team(store, CHEN_)


def logged(store):
    """What is on record, as (student, mentor, day, kind, note, taken back), in this order."""
    with store.reading() as cursor:
        return sorted(
            (c.student_id, c.mentor_id, c.day, c.kind, c.note, c.taken_back is not None)
            for c in read_contacts(cursor)
        )
