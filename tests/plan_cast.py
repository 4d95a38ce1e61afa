"""A plan of Lincoln for 2025-26, begun on September 2, as the tests of plans use it."""

from datetime import date, datetime, timedelta

from sm_core.plans.begin import begin_plan
from sm_core.plans.find import read_plans
from tests.invented import LINC
from tests.mentor_cast import CHEN, YEAR, press

STARTED = date(2025, 9, 2)
BEGAN = datetime(2025, 9, 2, 9)
HERE = (LINC, YEAR)
TIERS = {"satisfactory": 30, "at_risk": 10, "moderate_chronic": 6, "severe_chronic": 2}


def begin(store, school=LINC, started=STARTED, actor=CHEN, **more):
    begun = (date(2025, 6, 10), TIERS)
    return begin_plan(store, press(actor, BEGAN, **more), (school, YEAR), started, begun)


def plan_at(store, school=LINC):
    with store.reading() as cursor:
        return read_plans(cursor, [school], YEAR).get(school)


def step(store, key):
    """The step of Lincoln's plan that came from this one of the template."""
    return next(s for s in plan_at(store).steps if s.template_key == key)


def weeks(number):
    return STARTED + timedelta(days=7 * number)
