"""The invented families of the letters: two households, four languages, a school without a name
to call; all that the tests of letters only look at."""

from datetime import date

from sm_core.families.find import families
from sm_core.papers.letters import letters
from sm_core.seen import see
from sm_core.standing import Asked
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
from tests.mentor_cast import CAPTAIN_
from tests.targeted import put

THROUGH = DAYS[-1]
"""October 17, 2025: the last day with data."""
TODAY = date(2025, 10, 20)
CODE = "UUEEH"
MARKS = {(ROSA, day): CODE[n % 5] for n, day in enumerate(DAYS[::3])} | {(MARCUS, DAYS[2]): "E"}
"""Rosa: 14 marks; U, U, E, E and half a day excused by turns. Marcus: one day, excused."""


def fill(store, given):
    homes = {ROSA: "spa", AMINA: "Somali", OWEN: "", MARCUS: "Vietnamese"}
    people = [(student, *NAMES[student], homes[student]) for student in NAMES]
    bring(store, given, {
        "students.csv": table("Student ID,First Name,Last Name,Home Language", people),
        "schools.csv": table("School ID,School Name", SCHOOL_NAMES.items()),
        "linc.csv": register(DAYS, marks=MARKS),
        "roos.csv": register(DAYS, (AMINA, OWEN), school=ROOS, grade="1"),
    })  # fmt: skip
    household(store, "ana", ROSA, "Ana Delgado", "12 Elm Street\nSpringfield, IL 62701", "Spanish")
    household(store, "luis", ROSA, "Luis Delgado", "4 Oak Avenue\nSpringfield, IL 62704", "English")
    household(store, "linh", MARCUS, "Linh Tran", "", "vi")
    member(store, "hall", "principal", "Dr. Hall")
    member(store, "chen", "coordinator", "Ms. Chen", phone="(217) 555-0134")


def household(store, family_id, student, addressee, address, language):
    put(store, "families", family_id=family_id, student_id=student, addressee=addressee,
        address=address, language=language, added=date(2025, 9, 1))  # fmt: skip


def member(store, member_id, role, name, school=LINC, **more):
    put(store, "team", member_id=member_id, school_id=school, role=role, name=name,
        started=date(2025, 8, 1), **more)  # fmt: skip


def looked(store, actor=CAPTAIN_, as_of=THROUGH, **more):
    return see(store, actor, Asked(as_of, **more))


def write(store, *ids, instead=None, actor=CAPTAIN_, as_of=THROUGH, day=TODAY, **more):
    """The letters to the families of these students."""
    seen = looked(store, actor, as_of, **more)
    return letters(store, seen, day, families(store, seen, day, ids or NAMES), instead)


def words_of(letter):
    """All that stands in a letter below its address, line by line."""
    lines = [line for block in letter.blocks for line in block.lines]
    return "\n".join("".join(part.text for part in line) for line in lines)
