"""The invented cast in two schools: students with days, mentors on the roster, who is choosing."""

from datetime import date

from sm_core.actor import COORDINATOR, MENTOR, Actor
from sm_core.mentors.mentor import REQUIRED, Mentor, Screening
from sm_core.mentors.save import add_mentor
from sm_core.mentors.screen import record_step
from sm_core.saving import Save, save_once
from tests.invented import AMINA, DAYS, LINC, MARCUS, NAMES, OWEN, ROOS, ROSA, bring, table
from tests.mentor_cast import CAPTAIN_ as BOSS
from tests.mentor_cast import CHEN, NOW, YEAR

SEEN_ON = DAYS[-1]
"""October 17, 2025: the date at which pages look; the school year of the cast."""
ROOSEVELT = Actor("Mr. Adeyemi", COORDINATOR, (ROOS,))
OF_ROSA = Actor("David Okafor", MENTOR, (), (ROSA,))

DAVID = Mentor("david", "David", "Okafor", position="band teacher", schools=(LINC,))
GRACE = Mentor("grace", "Grace", "Lindqvist", position="counselor", schools=(LINC,))
TOMAS = Mentor("tomas", "Tomás", "Rivera", "external", schools=(ROOS,), capacity=12)
PRIYA = Mentor("priya", "Priya", "Nair", "peer", schools=(LINC, ROOS), capacity=1)
HELEN = Mentor("helen", "Helen", "Brandt", schools=(ROOS,))
MENTORS = (DAVID, GRACE, TOMAS, PRIYA, HELEN)


def press(actor=CHEN, when=NOW, **more):
    return Save(actor, when, **more)


def bring_students(store, folder):
    """Rosa and Marcus in grades 6 and 7 at Lincoln, Amina and Owen in K and 1 at Roosevelt."""
    grades = {ROSA: "6", MARCUS: "7", AMINA: "K", OWEN: "1"}
    homes = {ROSA: "Spanish", AMINA: "Somali"}
    schools = {ROSA: LINC, MARCUS: LINC, AMINA: ROOS, OWEN: ROOS}
    people = [(s, *NAMES[s], homes.get(s, "")) for s in grades]
    days = [(s, schools[s], grades[s], day, "P") for day in DAYS for s in grades]
    files = {
        "students.csv": table("Student ID,First Name,Last Name,Home Language", people),
        "register.csv": table("Student ID,School ID,Grade,Date,Code", days),
    }

    def given(name, content):
        path = folder / name
        path.write_text(content, encoding="utf-8")
        return path

    bring(store, given, files)


def put_on_roster(store, mentors=MENTORS):
    for mentor in mentors:
        add_mentor(store, press(BOSS), mentor)


def screen(store, mentor, day=date(2025, 9, 1)):
    """Every step that this kind of mentor must pass."""
    for step in REQUIRED[mentor.kind]:
        record_step(store, press(BOSS), mentor.mentor_id, step, Screening(day))


def choose(store, *pairs, state="chosen", year=YEAR):
    """Students as chosen at a school, given as (student, school)."""
    rows = [
        {"student_id": student, "school_id": school, "school_year": year, "state": state,
         "since": date(2025, 10, 1), "until": None, "reason": "asked by the team",
         "listed_for": "missed 8 of 40 days", "proposed": date(2025, 10, 1)}
        for student, school in pairs
    ]  # fmt: skip
    save_once(store, press(BOSS), lambda writing: writing.insert("targets", rows))
