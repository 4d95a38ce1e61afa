"""A district for rosters: Rosa and Marcus at Lincoln, Amina and Owen at Roosevelt, with names."""

from datetime import timedelta

from sm_core.actor import COORDINATOR, Actor, local_captain
from sm_core.importing.call import ImportRefused
from sm_core.mentors.find import mentors_seen
from sm_core.roster.run import bring_roster
from sm_core.saving import Save
from tests.conftest import NOW
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

CHEN = Actor("Ms. Chen", COORDINATOR, schools=(LINC,))


def bring_district(store, given):
    people = [(student, *NAMES[student]) for student in (ROSA, MARCUS, AMINA, OWEN)]
    bring(store, given, {
        "linc.csv": register(DAYS, (ROSA, MARCUS)),
        "roos.csv": register(DAYS, (AMINA, OWEN), school=ROOS, grade="4"),
        "students.csv": table("Student ID,First Name,Last Name", people),
        "schools.csv": table("School ID,School Name", SCHOOL_NAMES.items()),
    })  # fmt: skip


def bring_in(store, *paths, actor=None, when=NOW, keep=True, order=None):
    """The reports of one call, refused or not."""
    try:
        save = Save(actor or local_captain(), when)
        return bring_roster(store, save, list(paths), order, keep)
    except ImportRefused as refused:
        return refused.reports


def one(store, path, **more):
    [report] = bring_in(store, path, **more)
    return report


def later(days=1):
    return NOW + timedelta(days=days)


def roster(store, day=NOW, actor=None):
    """Every mentor by name."""
    seen = mentors_seen(store, actor or local_captain(), day.date())
    return {mentor.name: mentor for mentor in seen}


def rows_of(store, table_name, columns):
    with store.reading() as cursor:
        query = f"SELECT {columns} FROM program.{table_name} ORDER BY ALL"
        return cursor.execute(query).fetchall()


def counts(store):
    """How many rows each table of the program has."""
    names = ("mentors", "mentor_schools", "traits", "availability", "screenings", "targets",
             "training_attendance", "permissions", "matches", "history")  # fmt: skip
    return {name: rows_of(store, name, "count(*)")[0][0] for name in names}
