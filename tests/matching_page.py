"""A small program for the tests of the Matching page: at Lincoln Rosa waits and Marcus meets David,
at Roosevelt Amina waits, with a wish that names nobody, and Owen meets Tomás."""

from dataclasses import replace
from datetime import date, datetime

from looking import look, said

from sm_core.bringing.save import save_known
from sm_core.families.answer import Reply, record_answers
from sm_core.families.permission import SENT
from sm_core.saving import save_once
from sm_core.traits import Traits
from tests import cast
from tests.cast import BOSS, SEEN_ON, press
from tests.invented import AMINA, LINC, MARCUS, OWEN, ROOS, ROSA
from tests.mentor_cast import choose, cleared, match, put

MATCHING = "pages/program/matching.py"
NOW = datetime(2025, 10, 20, 9)
CAPTAIN = "District captain"
LINCOLN, ROOSEVELT = "Coordinator, LINC", "Coordinator, ROOS"
PRINCIPAL = "Principal, LINC"
OCT_1, OCT_13 = date(2025, 10, 1), date(2025, 10, 13)
WISH_OF_AMINA = "somebody who plays the trumpet"


def fill(store, folder):
    cast.bring_students(store, folder)
    cleared_on = date(2025, 9, 1)
    spanish = replace(cast.GRACE, brings=Traits(languages=("Spanish",)))
    ready = [cleared(m, cleared_on) for m in (cast.DAVID, spanish, cast.TOMAS)]
    put(store, *ready, cast.PRIYA, actor=BOSS)
    everywhere = {LINC: (ROSA, MARCUS), ROOS: (AMINA, OWEN)}
    for school, students in everywhere.items():
        choose(store, *students, school=school)
    # Two weeks before, so that the days to say no are over.
    told = dict.fromkeys((ROSA, MARCUS, AMINA, OWEN), Reply(SENT, OCT_1, "letter"))
    record_answers(store, press(BOSS, NOW), SEEN_ON, told)
    match(store, (MARCUS, "david"), school=LINC, started=OCT_13)
    match(store, (OWEN, "tomas"), school=ROOS, started=OCT_13)
    save_known(store, press(BOSS, NOW), SEEN_ON, "grace", set(), {ROSA})
    wish(store, AMINA, WISH_OF_AMINA)


def wish(store, student, words):
    """What a student wished for, as it stands on the page What students bring."""
    row = {"student_id": student, "wished_for": words}
    save_once(store, press(BOSS, NOW), lambda writing: writing.insert("student_profiles", [row]))


def page(who=LINCOLN, list=None, picked=(), **address):
    """The page as somebody sees it, with rows of the open list picked."""
    app = look(MATCHING, who=who, **address, **({"list": list} if list else {}))
    if picked:
        app.session_state["matching_picked"] = [*picked]
        app.run()
    assert not app.exception
    return app


def button(app, label):
    [found] = [each for each in app.button if each.label == label]
    return found


def labels(app):
    return {each.label for each in app.button}


def box(app, kind, label):
    [found] = [each for each in app.get(kind) if each.label == label]
    return found


def text(app):
    """Everything on the page, as people read it."""
    return said(app).replace("\\", "")


def listed(app, column="Student"):
    return [*app.dataframe[0].value[column]] if app.dataframe else []
