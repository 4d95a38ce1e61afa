"""Lincoln on Friday, January 30, 2026, with two mentors who meet students there."""

from datetime import date

from sm_core.actor import MENTOR, Actor
from sm_core.contacts.find import read_contacts
from tests.invented import AMINA, MARCUS, OWEN, ROSA
from tests.mentor_cast import DAVID, GRACE, LAST_FALL, cleared, match, put
from tests.targeted import four

JAN_12, JAN_20 = date(2026, 1, 12), date(2026, 1, 20)
OF_DAVID = Actor("David Okafor", MENTOR, (), (ROSA, MARCUS), "m1")
OF_GRACE = Actor("Grace Lindqvist", MENTOR, (), (AMINA,), "m2")


def fill(store, given):
    """David meets Rosa since September and Marcus since January 12, and met Owen until January 20;
    Grace meets Amina."""
    four(store, given)
    put(store, cleared(DAVID), cleared(GRACE))
    match(store, (ROSA, "m1"), (AMINA, "m2"))
    match(store, (MARCUS, "m1"), started=JAN_12)
    match(store, (OWEN, "m1"), started=LAST_FALL, ended=JAN_20)


def logged(store):
    """What is on record, as (student, mentor, day, kind, note, taken back), in this order."""
    with store.reading() as cursor:
        return sorted(
            (c.student_id, c.mentor_id, c.day, c.kind, c.note, c.taken_back is not None)
            for c in read_contacts(cursor)
        )
