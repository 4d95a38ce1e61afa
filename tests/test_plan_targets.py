"""Goals: saved with the baseline they began at, how far a school has come, and the template."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest

from sm_core.errors import NotAllowed, SmError
from sm_core.plans.change_template import (
    is_usual,
    moved,
    save_template,
    template_of,
    with_changed,
    with_new,
    without,
)
from sm_core.plans.plan import CHRONIC, GOING, MENTORED, START, Target
from sm_core.plans.save import LONGEST
from sm_core.plans.story import plan_history
from sm_core.plans.targets import Now, give_up, save_target, target_words, way_made
from sm_core.plans.template import USUAL, TemplateStep
from sm_core.saving import ChangedMeanwhile
from tests.mentor_cast import CHEN, MENTOR_, PRINCIPAL_, RUIZ, TODAY, press
from tests.mentor_cast import NOW as AT
from tests.plan_cast import HERE, STARTED, begin, plan_at

MAY = date(2026, 5, 29)
NOW = Now(12, None, TODAY)
RATE = Now(30, 200, TODAY)
LATER = AT + timedelta(minutes=1)


@pytest.fixture
def begun(store):
    begin(store)
    return store


def aim(store, goal=40, by=MAY, measure=MENTORED, opened=None, now=NOW, actor=CHEN):
    save_target(store, press(actor), HERE, measure, opened, (Decimal(str(goal)), by), now)


def target(store, measure=MENTORED):
    return next((t for t in plan_at(store).targets if t.measure == measure), None)


def test_a_goal_keeps_the_baseline_it_began_at(begun):
    aim(begun)
    first = target(begun)
    assert first == Target(MENTORED, 12, None, TODAY, Decimal("40"), MAY)
    aim(begun, goal=50, opened=first, now=replace(NOW, count=20))
    assert target(begun) == replace(first, goal=Decimal("50"))


@pytest.mark.parametrize(
    ("measure", "goal", "sentence"),
    [
        (MENTORED, 0, ""), (MENTORED, 9999, ""), (MENTORED, 10000, "between 0 and 9,999"),
        (MENTORED, -1, "between 0"), (MENTORED, 4.5, "a whole number"),
        (CHRONIC, 0, ""), (CHRONIC, 100, ""), (CHRONIC, 12.5, ""),
        (CHRONIC, 100.1, "between 0 and 100"), (CHRONIC, 12.55, "one digit after the point"),
    ],
)  # fmt: skip
def test_a_goal_at_and_beyond_its_bounds(begun, measure, goal, sentence):
    if not sentence:
        aim(begun, goal, measure=measure, now=RATE if measure == CHRONIC else NOW)
        assert target(begun, measure).goal == Decimal(str(goal))
        return
    with pytest.raises(SmError, match=sentence):
        aim(begun, goal, measure=measure)
    assert target(begun, measure) is None


@pytest.mark.parametrize(
    ("by", "fits"),
    [(None, True), (date(2026, 6, 30), True), (date(2026, 7, 1), False)],
)
def test_a_goal_is_of_the_school_year(begun, by, fits):
    if fits:
        aim(begun, by=by)
        assert target(begun).by == by
    else:
        with pytest.raises(SmError, match="this plan is of the school year 2025-26"):
            aim(begun, by=by)


def test_no_rate_is_aimed_at_where_nobody_is_counted(begun):
    with pytest.raises(SmError, match="no rate to aim at"):
        aim(begun, 12, measure=CHRONIC, now=Now(0, 0, TODAY))


def test_two_who_set_one_goal_are_told_where_they_differ(begun):
    aim(begun, actor=PRINCIPAL_)
    aim(begun)
    with pytest.raises(ChangedMeanwhile, match=r"Dr\. Hall changed the goal from nothing to 40"):
        aim(begun, goal=50)
    assert target(begun).goal == 40


def test_a_goal_given_up_meanwhile_is_told_and_then_set_anew(begun):
    aim(begun, by=None)
    opened = target(begun)
    give_up(begun, press(PRINCIPAL_, LATER), HERE, opened)
    with pytest.raises(ChangedMeanwhile, match=r"Dr\. Hall gave this goal up") as told:
        aim(begun, by=MAY, opened=opened)
    assert target(begun) is None
    again = press(CHEN, LATER + timedelta(minutes=1))
    opened, now = replace(opened, **told.value.now), replace(NOW, count=20)
    save_target(begun, again, HERE, MENTORED, opened, (Decimal(40), MAY), now)
    assert (target(begun).goal, target(begun).baseline) == (40, 20)
    began = [(c.before, c.after) for about, c in plan_history(begun, CHEN, HERE, TODAY)
             if "where it began" in about]  # fmt: skip
    assert began == [
        ("", "20 on Jan 30, 2026"), ("12 on Jan 30, 2026", ""), ("", "12 on Jan 30, 2026"),
    ]  # fmt: skip


def test_a_goal_changed_meanwhile_is_not_given_up(begun):
    aim(begun)
    opened = target(begun)
    aim(begun, goal=60, opened=opened, actor=PRINCIPAL_)
    with pytest.raises(ChangedMeanwhile, match="somebody else changed this goal"):
        give_up(begun, press(CHEN), HERE, opened)
    assert target(begun).goal == 60


@pytest.mark.parametrize(("by", "fits"), [(TODAY, True), (TODAY - timedelta(days=1), False)])
def test_a_goal_is_not_reached_before_it_is_set(begun, by, fits):
    if fits:
        aim(begun, by=by)
        assert target(begun).by == by
        return
    with pytest.raises(SmError, match="cannot be reached by Jan 29, 2026"):
        aim(begun, by=by)
    assert target(begun) is None


@pytest.mark.parametrize("actor", [RUIZ, MENTOR_], ids=lambda a: a.role)
def test_nobody_else_sets_or_gives_up_a_goal(begun, actor):
    aim(begun)
    with pytest.raises(NotAllowed):
        aim(begun, goal=50, opened=target(begun), actor=actor)
    with pytest.raises(NotAllowed):
        give_up(begun, press(actor), HERE, target(begun))
    give_up(begun, press(CHEN), HERE, target(begun))
    assert target(begun) is None


COUNT = Target(MENTORED, 10, None, STARTED, Decimal("30"), MAY)
SHARE = Target(CHRONIC, 40, 200, STARTED, Decimal("15"))
WAYS = [
    (COUNT, Now(9, None, TODAY), 0, "wrong side of where it began; 21 more to go"),
    (COUNT, Now(10, None, TODAY), 0, "20 more to go"),
    (COUNT, Now(25, None, TODAY), Fraction(3, 4), "5 more to go"),
    (COUNT, Now(30, None, TODAY), 1, "goal is reached"),
    (COUNT, Now(31, None, TODAY), 1, "goal is reached"),
    (replace(COUNT, goal=Decimal("10")), Now(10, None, TODAY), None, "one above where it began"),
    (SHARE, Now(40, 200, TODAY), 0, "now at 40 of 200 students (20.0%). 5.0 points to go"),
    (SHARE, Now(35, 200, TODAY), Fraction(1, 2), "2.5 points to go"),
    # 9.96 %: rounded as in the chart beside it; what is left is never nothing.
    (replace(SHARE, goal=Decimal("5")), Now(249, 2500, TODAY), Fraction(251, 375), "(10.0%). 5.0"),
    (SHARE, Now(1501, 10000, TODAY), Fraction(499, 500), "(15.0%). 0.1 points to go"),
    (replace(COUNT, by=TODAY), Now(25, None, TODAY), Fraction(3, 4), "now at 25. 5 more to go"),
    (
        replace(COUNT, by=TODAY - timedelta(days=1)),
        Now(25, None, TODAY),
        Fraction(3, 4),
        "Its day is past, and there are 5 more to go.",
    ),
    (replace(COUNT, by=TODAY - timedelta(days=1)), Now(30, None, TODAY), 1, "goal is reached"),
    (SHARE, Now(30, 200, TODAY), 1, "goal is reached"),
    (SHARE, Now(41, 200, TODAY), 0, "wrong side of where it began; 5.5 points to go"),
    (SHARE, Now(0, 0, TODAY), None, "no student has enough days to be counted now"),
    (SHARE, Now(1, 9, TODAY, few=True), None, "So few students say little as a rate"),
    (replace(SHARE, goal=Decimal("25")), RATE, None, "one below where it began"),
]


@pytest.mark.parametrize(("aimed", "now", "way", "sentence"), WAYS)
def test_how_far_a_school_has_come(aimed, now, way, sentence):
    assert way_made(aimed, now) == way
    assert sentence in target_words(aimed, now)


NEW = TemplateStep("", START, " Plant a tree ", 2)


@pytest.mark.parametrize("actor", [CHEN, PRINCIPAL_, MENTOR_], ids=lambda a: a.role)
def test_the_template_is_the_captains(store, actor):
    with pytest.raises(NotAllowed):
        save_template(store, press(actor), USUAL, without(USUAL, "data"))
    assert is_usual(template_of(store))


def test_the_template_is_changed_in_its_phases_and_put_back(store):
    wanted = with_new(USUAL, NEW)
    save_template(store, press(), USUAL, wanted)
    found = template_of(store)
    assert found == wanted
    assert found[9].what == "Plant a tree"
    assert found[10].phase == GOING
    changed = with_changed(found, replace(found[0], what="Talk", weeks=None))
    save_template(store, press(), found, changed)
    assert (template_of(store)[0].what, template_of(store)[0].weeks) == ("Talk", None)
    save_template(store, press(), changed, USUAL)
    assert is_usual(template_of(store))


def test_steps_of_the_template_move_within_their_phase():
    keys = [step.key for step in moved(USUAL, "coordinator", -1)]
    assert keys[:2] == ["coordinator", "principal"]
    assert moved(USUAL, "principal", -1) == USUAL
    assert moved(USUAL, "matching", 1) == USUAL
    assert moved(USUAL, "celebration", 1) == USUAL


@pytest.mark.parametrize(
    ("wanted", "sentence"),
    [
        ((), "needs at least one step"),
        (with_new(USUAL, replace(NEW, what=" ")), "Say what the step is"),
        (with_new(USUAL, replace(NEW, what="x" * (LONGEST + 1))), "too long"),
        (with_new(USUAL, replace(NEW, weeks=-1)), "weeks from 0 to 52"),
        (with_new(USUAL, replace(NEW, weeks=53)), "weeks from 0 to 52"),
    ],
)
def test_what_cannot_be_a_template(store, wanted, sentence):
    with pytest.raises(SmError, match=sentence):
        save_template(store, press(), USUAL, wanted)
    assert is_usual(template_of(store))


@pytest.mark.parametrize("weeks", [0, 52, None])
def test_weeks_at_their_bounds(store, weeks):
    save_template(store, press(), USUAL, with_new(USUAL, replace(NEW, weeks=weeks)))
    assert template_of(store)[9].weeks == weeks


def test_two_captains_are_told(store):
    save_template(store, press(), USUAL, without(USUAL, "data"))
    with pytest.raises(ChangedMeanwhile, match="District captain changed the template"):
        save_template(store, press(), USUAL, without(USUAL, "students"))
    assert template_of(store) == without(USUAL, "data")
