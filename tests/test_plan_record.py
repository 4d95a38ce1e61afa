"""What a plan says of a day: which steps are open, overdue and done, and what a goal asks for."""

from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction

import pytest

from sm_core.errors import NotAllowed
from sm_core.plans.find import plans_of
from sm_core.plans.plan import (
    BEGUN,
    CHRONIC,
    DONE,
    DROPPED,
    MENTORED,
    MENTORS,
    START,
    TO_DO,
    Counted,
    Plan,
    Step,
    Target,
    plan_id,
)
from sm_core.plans.template import TemplateStep
from tests.invented import LINC, ROOS
from tests.mentor_cast import CAPTAIN_, CHEN, MENTOR_, RUIZ, YEAR
from tests.plan_cast import BEGAN, STARTED, begin

OCT_9, OCT_10, OCT_11 = (date(2025, 10, day) for day in (9, 10, 11))


def step(state=TO_DO, due=None, ended=None):
    return Step("s", LINC, YEAR, START, 1, "Visit", "Ms. Chen", due, state, ended)


@pytest.mark.parametrize(
    ("found", "open_", "overdue", "done"),
    [
        (step(due=OCT_9), True, True, False),
        (step(due=OCT_10), True, False, False),
        (step(due=OCT_11), True, False, False),
        (step(), True, False, False),
        (step(BEGUN, OCT_9), True, True, False),
        (step(DONE, OCT_9, OCT_11), True, True, False),
        (step(DONE, OCT_9, OCT_10), False, False, True),
        (step(DONE, OCT_11, OCT_9), False, False, True),
        (step(DONE), False, False, True),
        (step(DROPPED, OCT_9, OCT_11), True, True, False),
        (step(DROPPED, OCT_9, OCT_10), False, False, False),
    ],
)
def test_a_step_at_the_end_of_october_10(found, open_, overdue, done):
    assert found.open_on(OCT_10) is open_
    assert found.overdue_on(OCT_10) is overdue
    assert found.done_on(OCT_10) is done


def test_steps_that_are_not_needed_count_for_nothing():
    plan = Plan(LINC, YEAR, STARTED, steps=(
        step(due=OCT_9), step(BEGUN, OCT_10), step(), step(DONE, OCT_9, OCT_10),
        step(DROPPED, OCT_9, OCT_10), step(DROPPED, None, OCT_11),
    ))  # fmt: skip
    assert plan.counted_on(OCT_10) == Counted(total=5, done=1, overdue=1, undated=2)
    assert plan.counted_on(OCT_9) == Counted(total=6, done=0, overdue=0, undated=2)
    assert plan.counted_on(OCT_11) == Counted(total=4, done=1, overdue=2, undated=1)
    assert Plan(LINC, YEAR, STARTED).counted_on(OCT_10) == Counted()


@pytest.mark.parametrize(
    ("measure", "baseline", "of", "goal", "began", "asks"),
    [
        (MENTORED, 10, None, "9", 10, False),
        (MENTORED, 10, None, "10", 10, False),
        (MENTORED, 10, None, "11", 10, True),
        (MENTORS, 0, None, "1", 0, True),
        (CHRONIC, 127, 537, "23.6", Fraction(12700, 537), True),
        (CHRONIC, 127, 537, "23.7", Fraction(12700, 537), False),
        (CHRONIC, 1, 4, "24.9", 25, True),
        (CHRONIC, 1, 4, "25", 25, False),
        (CHRONIC, 1, 4, "25.1", 25, False),
    ],
)
def test_a_goal_lies_beyond_its_baseline_or_asks_for_nothing(
    measure, baseline, of, goal, began, asks
):
    found = Target(measure, baseline, of, STARTED, Decimal(goal))
    assert (found.began_at, found.asks_for_more) == (began, asks)


@pytest.mark.parametrize(
    ("weeks", "due"), [(None, None), (0, STARTED), (1, date(2025, 9, 9)), (52, date(2026, 9, 1))]
)
def test_a_step_of_the_template_is_due_weeks_after_the_start(weeks, due):
    assert TemplateStep("x", START, "Visit", weeks).due(STARTED) == due


# --- whose plans are read


def test_plans_are_those_of_the_year_begun_by_the_day(store):
    begin(store)
    begin(store, school=ROOS, actor=RUIZ)
    schools = [LINC, ROOS, "OAK"]
    assert list(plans_of(store, CAPTAIN_, schools, YEAR, BEGAN.date())) == [LINC, ROOS]
    assert plans_of(store, CAPTAIN_, schools, YEAR, date(2025, 9, 1)) == {}
    assert plans_of(store, CAPTAIN_, schools, "2024-25", BEGAN.date()) == {}
    assert plans_of(store, CAPTAIN_, [], YEAR, BEGAN.date()) == {}
    found = plans_of(store, CHEN, [LINC], YEAR, BEGAN.date())[LINC]
    assert found.plan_id == plan_id(LINC, YEAR)
    assert isinstance(found.made, datetime)


@pytest.mark.parametrize("actor", [RUIZ, MENTOR_], ids=lambda a: a.role)
def test_nobody_reads_the_plan_of_a_school_they_may_not_see(store, actor):
    begin(store)
    with pytest.raises(NotAllowed):
        plans_of(store, actor, [LINC], YEAR, BEGAN.date())
