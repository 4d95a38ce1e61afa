"""The invented program for the tests of support: at Lincoln Rosa meets David and Marcus Grace, at
Roosevelt Amina and Owen meet Tomás; looked at on Friday, October 17, 2025."""

from datetime import date, datetime

from sm_core.matching.end import open_matches
from sm_core.mentors.find import mentors_seen
from sm_core.support.due import check_ins_due
from sm_core.support.motion import in_motion
from sm_core.support.request import read_steps
from tests import cast
from tests.cast import BOSS, SEEN_ON
from tests.invented import AMINA, DAYS, LINC, MARCUS, OWEN, ROOS, ROSA, bring, table
from tests.mentor_cast import choose, cleared, match, put
from tests.targeted import known, press

NOW = datetime(2025, 10, 17, 9)
TODAY = NOW.date()
SEP_15, OCT_6 = date(2025, 9, 15), date(2025, 10, 6)
DAVID, GRACE, TOMAS = (cleared(m, date(2025, 9, 1)) for m in (cast.DAVID, cast.GRACE, cast.TOMAS))
SCHOOLS = {LINC: "Lincoln", ROOS: "Roosevelt"}
ROSAS, MARCUS_, AMINAS, OWENS = (f"{ROSA}-david", f"{MARCUS}-grace", f"{AMINA}-tomas",
                                 f"{OWEN}-tomas")  # fmt: skip


def fill(store, folder):
    cast.bring_students(store, folder)
    put(store, DAVID, GRACE, TOMAS, cast.PRIYA, actor=BOSS)
    choose(store, ROSA, MARCUS, school=LINC)
    choose(store, AMINA, OWEN, school=ROOS)
    match(store, (ROSA, "david"), school=LINC, started=SEP_15)
    match(store, (MARCUS, "grace"), school=LINC, started=OCT_6)
    match(store, (AMINA, "tomas"), (OWEN, "tomas"), school=ROOS, started=OCT_6)


def at_noon(actor, **more):
    return press(actor, NOW, **more)


def seen_by(store, actor=BOSS, day=TODAY):
    """What the lists of support are made of, as this person sees it."""
    everybody = known(store, actor, SEEN_ON)
    return (store, everybody, open_matches(store, everybody, day),
            mentors_seen(store, actor, day))  # fmt: skip


def due(store, actor=BOSS, day=TODAY):
    """By key the check-ins as this person sees them."""
    return {each.key: each for each in check_ins_due(*seen_by(store, actor, day), day)}


def steps(store, request):
    with store.reading() as cursor:
        return read_steps(cursor, [request])[request]


def motion(store, actor=BOSS, day=TODAY):
    """By match the kinds of what happened to it."""
    found = in_motion(*seen_by(store, actor, day), SCHOOLS, day)
    return {each.match.match_id: [case.kind for case in each.cases] for each in found}


def moving(store, match_id, actor=BOSS, day=TODAY):
    """One match that needs a hand."""
    found = in_motion(*seen_by(store, actor, day), SCHOOLS, day)
    [one] = [each for each in found if each.match.match_id == match_id]
    return one


def register(*rows):
    return table("Student ID,School ID,Grade,Date,Code", rows)


def move(store, given, student, school, of):
    """The student stands in the register of `of` until a week ago, and of `school` since."""
    last = DAYS[-6]
    days = [(student, of if day <= last else school, "6", day, "P") for day in DAYS
            if day <= last or school]  # fmt: skip
    # The others of both schools, so that the days of the register stay as they are.
    others = {ROSA: LINC, MARCUS: LINC, AMINA: ROOS, OWEN: ROOS}
    rest = [(s, at, "6", day, "P") for s, at in others.items() if s != student for day in DAYS]
    bring(store, given, {"register.csv": register(*days, *rest)})
