"""A small district for the tests of targeting: students told by totals, so that every share and
every number of days is one line."""

from datetime import date, datetime

from sm_core.actor import CAPTAIN, COORDINATOR, PRINCIPAL, Actor
from sm_core.ledger import standing_uploads
from sm_core.saving import Save
from sm_core.seen import see
from sm_core.standing import Asked
from sm_core.targeting.board import board
from sm_core.targeting.candidates import candidates
from sm_core.targeting.criteria import USUAL, criteria_by_school
from sm_core.targeting.places import Room
from sm_core.targeting.propose import propose
from sm_core.uploads import open_district
from tests.invented import AMINA, LINC, MARCUS, NAMES, OWEN, ROOS, ROSA, SCHOOL_NAMES, bring, table

JAN_30, LAST_JUNE = date(2026, 1, 30), date(2025, 6, 10)
NOW = datetime(2026, 1, 30, 10, 12)
CHEN = Actor("Ms. Chen", COORDINATOR, (LINC,))
BOSS = Actor("District captain", CAPTAIN)
ROOSEVELTS = Actor("Mr. Park", COORDINATOR, (ROOS,))
PRINCIPAL_ = Actor("Dr. Lee", PRINCIPAL, (LINC,))


def press(actor=CHEN, when=NOW, **more):
    return Save(actor, when, **more)


def told(*rows, grades=()):
    """A file of totals: rows of (student, enrolled, absent[, as of[, school]]); `grades` are those
    of students who are not in grade 7."""
    lines = [
        (student, rest[1] if len(rest) > 1 else LINC, dict(grades).get(student, "7"), enrolled,
         absent,
         rest[0] if rest else JAN_30)
        for student, enrolled, absent, *rest in rows
    ]  # fmt: skip
    return table("Student ID,School ID,Grade,Days Enrolled,Days Absent,As Of", lines)


def names():
    students = [(student, *name) for student, name in NAMES.items()]
    return {
        "students.csv": table("Student ID,First Name,Last Name", students),
        "schools.csv": table("School ID,School Name", SCHOOL_NAMES.items()),
    }


def four(store, given):
    """Rosa severe, Marcus moderate, Amina at risk, Owen satisfactory: 92 days at Lincoln."""
    rows = [(ROSA, 92, 23), (MARCUS, 92, 14), (AMINA, 92, 6), (OWEN, 92, 1)]
    bring(store, given, {"totals.csv": told(*rows)} | names())


def made_once(tmp_path_factory, fill):
    """A home that `fill(store, given)` has filled, for tests that each change a copy of it."""
    folder = tmp_path_factory.mktemp("made")

    def given(name, content):
        (folder / name).write_text(content)
        return folder / name

    store = open_district(folder / "home")
    fill(store, given)
    store.close()
    return folder / "home"


KEPT = {}


def known(store, actor=CHEN, as_of=JAN_30):
    """Kept as the page does: decisions leave the attendance, which is asked of the same files in
    many tests, as it is. The id of an upload tells its content."""
    uploads = tuple(upload.upload_id for upload in standing_uploads(store.uploads))
    key = (uploads, actor, as_of)
    if key not in KEPT:
        KEPT[key] = candidates(store, see(store, actor, Asked(as_of)))
    return KEPT[key]


def proposed(store, criteria=USUAL, actor=BOSS, as_of=JAN_30):
    """The rows that the same criteria at every school propose, in order."""
    found = known(store, actor, as_of)
    schools = found.rows["school_id"].unique().to_pylist()
    return propose(store, found, dict.fromkeys(schools, criteria)).to_pylist()


def lists(store, actor=CHEN, as_of=JAN_30, places=None, day=None, rooms=None):
    """The board under the saved criteria, with so many free `places` by school, whose mentors serve
    no other, or with those of `free_places`."""
    places = {"": sum((places or {}).values())} | (places or {})
    rooms = rooms or {school: Room(free, free) for school, free in places.items()}
    criteria = criteria_by_school(store, [LINC, ROOS])
    return board(store, known(store, actor, as_of), criteria, rooms, day or as_of)


def put(store, table_name, **values):
    """One row of a table of the program, as another part of the product would write it."""
    names_ = ", ".join(values)
    marks = ", ".join(f"${name}" for name in values)
    with store.writing("program") as cursor:
        cursor.execute(f"INSERT INTO program.{table_name} ({names_}) VALUES ({marks})", values)


def stored(store, columns="student_id, school_id, state, until, reason"):
    with store.reading() as cursor:
        return cursor.execute(f"SELECT {columns} FROM program.targets ORDER BY ALL").fetchall()
