"""Lincoln on January 30, 2026, ready to match: four chosen students, three mentors with places,
and three families that know."""

from dataclasses import replace
from datetime import date, datetime

from sm_core.availability import parse_availability
from sm_core.families.answer import Reply, record_answers
from sm_core.families.permission import SENT
from sm_core.families.policy import NOTICE, Policy
from sm_core.matching.pool import read_pool
from sm_core.matching.suggest import suggest
from sm_core.program_settings import DISTRICT, write_settings
from sm_core.saving import save_once
from sm_core.traits import STUDENT, Traits, write_traits
from tests.invented import AMINA, MARCUS, NAMES, OWEN, ROSA, SCHOOL_NAMES, bring, table
from tests.mentor_cast import CAPTAIN_, choose, cleared, press, put
from tests.mentor_cast import DAVID as DAVID_
from tests.mentor_cast import GRACE as GRACE_
from tests.mentor_cast import HELEN as HELEN_
from tests.targeted import JAN_30, known, told

TOLD, EARLIER = date(2026, 1, 12), date(2026, 1, 23)
"""When the families were told, and an earlier date with data."""
NOW = datetime(2026, 1, 30, 10, 12)
DAVID = replace(
    cleared(DAVID_), capacity=1,
    brings=Traits(grades=("7",), languages=("English",), interests=("band", "chess"),
                  availability=parse_availability("Mon, Wed 8:00-8:45")),
)  # fmt: skip
GRACE = replace(
    cleared(GRACE_), capacity=2,
    brings=Traits(languages=("English", "Spanish"),
                  availability=parse_availability("daily 12:00-12:30")),
)  # fmt: skip
HELEN = replace(cleared(HELEN_), capacity=1)
"""David is free in the morning, Grace at noon and speaks Spanish, Helen has said nothing."""
FREE = {ROSA: "daily 12:00-12:30", MARCUS: "Mon, Wed 8:00-8:45"}
LIKES = {MARCUS: ("band",)}


def fill(store, given):
    """Rosa (Spanish) severe, Marcus moderate, Amina at risk, Owen satisfactory and his family not
    told."""
    homes = {ROSA: "Spanish"}
    people = [(student, *name, homes.get(student, "")) for student, name in NAMES.items()]
    rows = [(ROSA, 92, 23), (MARCUS, 92, 14), (AMINA, 92, 6), (OWEN, 92, 1)]
    rows += [(student, 87, 10, EARLIER) for student in NAMES]
    bring(store, given, {
        "totals.csv": told(*rows),
        "students.csv": table("Student ID,First Name,Last Name,Home Language", people),
        "schools.csv": table("School ID,School Name", SCHOOL_NAMES.items()),
    })  # fmt: skip
    put(store, DAVID, GRACE, HELEN)
    choose(store, *NAMES)
    save_once(store, press(CAPTAIN_), _bring_and_ask)
    replies = {student: Reply(SENT, TOLD) for student in (ROSA, MARCUS, AMINA)}
    record_answers(store, press(CAPTAIN_), JAN_30, replies)


def _bring_and_ask(writing):
    write_settings(writing, DISTRICT, Policy(NOTICE).to_settings())
    write_traits(writing, STUDENT, {
        student: Traits(interests=LIKES.get(student, ()), availability=parse_availability(free))
        for student, free in FREE.items()
    })  # fmt: skip
    writing.insert("student_profiles", [
        {"student_id": student, "asked": TOLD, "wish": "yes", "wished_for": "", "note": ""}
        for student in FREE
    ])  # fmt: skip


def pool_of(store, actor=CAPTAIN_, day=JAN_30, **more):
    return read_pool(store, known(store, actor), day, **more)


def suggestions(store, actor=CAPTAIN_, day=JAN_30):
    return suggest(pool_of(store, actor, day))
