"""The invented mentors: who is on the roster, and what each was screened and trained for."""

from dataclasses import replace
from datetime import date, datetime, timedelta

from sm_core.actor import CAPTAIN, COORDINATOR, MENTOR, PRINCIPAL, Actor
from sm_core.mentors.mentor import ORIENTATION, REQUIRED, Mentor, Screening, Training
from sm_core.mentors.save import write_new
from sm_core.mentors.screen import write_steps, write_trainings
from sm_core.saving import Save, save_once
from tests.invented import LINC, ROOS

NOW = datetime(2026, 1, 30, 10, 12)
TODAY = NOW.date()
EARLIER = NOW - timedelta(hours=1)
YEAR = "2025-26"
CHEN = Actor("Ms. Chen", COORDINATOR, (LINC,))
RUIZ = Actor("Mr. Ruiz", COORDINATOR, (ROOS,))
PRINCIPAL_ = Actor("Dr. Hall", PRINCIPAL, (LINC,))
MENTOR_ = Actor("David Okafor", MENTOR, students=("0041001",))
CAPTAIN_ = Actor("District captain", CAPTAIN)
LAST_FALL = date(2025, 9, 15)

DAVID = Mentor("m1", "David", "Okafor", "staff", "Band teacher", schools=(LINC,), capacity=4)
GRACE = Mentor("m2", "Grace", "Lindqvist", "staff", "Counselor", schools=(LINC,), capacity=3)
TOMAS = Mentor("m3", "Tomás", "Rivera", "external", organization="AmeriCorps",
               schools=(LINC, ROOS), capacity=12)  # fmt: skip
PRIYA = Mentor("m4", "Priya", "Nair", "peer", schools=(ROOS,), capacity=1)
HELEN = Mentor("m5", "Helen", "Brandt", "staff", schools=(LINC,), capacity=4)
CAST = (DAVID, GRACE, TOMAS, PRIYA, HELEN)


def press(actor=CAPTAIN_, when=NOW, **more):
    return Save(actor, when, **more)


def cleared(mentor, done=LAST_FALL, **without):
    """The mentor with every step passed and the orientation held; what `without` names is put in
    place of that step, None leaves it out."""
    steps = {step: Screening(done) for step in REQUIRED[mentor.kind]} | without
    return replace(
        mentor,
        screening={step: said for step, said in steps.items() if said},
        trainings=(Training(ORIENTATION, done, "", True, True),),
        started=done + timedelta(days=1),
    )


def put(store, *mentors, actor=CAPTAIN_, when=EARLIER):
    """Put mentors on the roster through what the pages use, with all that they bring."""

    def act(writing):
        write_new(writing, list(mentors))
        write_steps(writing, {_bare(mentor): mentor.screening for mentor in mentors})
        write_trainings(writing, [(_bare(m), t) for m in mentors for t in m.trainings])

    save_once(store, press(actor, when), act)


def _bare(mentor):
    return replace(mentor, screening={}, trainings=())


def match(store, *pairs, school=LINC, started=LAST_FALL, ended=None):
    """Pairs of (student, mentor id)."""
    _insert(store, "matches", [
        {"match_id": f"{student}-{mentor}", "student_id": student, "mentor_id": mentor,
         "school_id": school, "started": started, "ended": ended}
        for student, mentor in pairs
    ])  # fmt: skip


def choose(store, *students, school=LINC, state="chosen", year=YEAR):
    _insert(store, "targets", [
        {"student_id": student, "school_id": school, "school_year": year, "state": state,
         "since": LAST_FALL}
        for student in students
    ])  # fmt: skip


def _insert(store, table, rows):
    save_once(store, press(), lambda writing: writing.insert(table, rows))
