"""Thresholds of the weekly review: their bounds, the school's before the district's, two people."""

from dataclasses import replace
from decimal import Decimal

import pytest

from sm_core.errors import NotAllowed, SmError
from sm_core.history import history_of
from sm_core.program_settings import DISTRICT
from sm_core.review.settings import (
    BOUNDS,
    USUAL,
    Thresholds,
    has_own,
    save_thresholds,
    thresholds,
)
from sm_core.saving import ChangedMeanwhile
from tests.invented import LINC, ROOS
from tests.mentor_cast import CAPTAIN_, CHEN, MENTOR_, PRINCIPAL_, RUIZ, press

WIDE = Thresholds(worse_days=45, better_days=45, better_most=0, better_after=45, worse_missed=1)
"""Sound with each value at either bound, but for the two of `better` against each other."""
OTHERS = {
    ("better_most", 20): {"better_after": 45}, ("better_after", 1): {"better_most": 0},
    ("better_days", 5): {"better_after": 5}, ("worse_missed", 20): {"worse_days": 20},
}  # fmt: skip


@pytest.mark.parametrize("name", BOUNDS)
@pytest.mark.parametrize("side", [0, 1])
def test_each_is_allowed_at_its_bounds_and_not_a_step_outside(name, side):
    bound, step = BOUNDS[name][side], (-1, 1)[side]
    fitting = replace(WIDE, **OTHERS.get((name, bound), {}))
    replace(fitting, **{name: bound}).require_sound()
    with pytest.raises(SmError, match=f"give {BOUNDS[name][0]} to {BOUNDS[name][1]}"):
        replace(fitting, **{name: bound + step}).require_sound()


@pytest.mark.parametrize(
    ("at", "outside", "words"),
    [
        ({"worse_missed": 10}, {"worse_missed": 11}, "miss 11 of 10 days"),
        ({"better_after": 20}, {"better_after": 21}, "miss 21 of 20 days"),
        ({"better_most": 2}, {"better_most": 3}, "at most 3 days is not better than 3"),
        ({"margin": Decimal(5)}, {"margin": Decimal("5.01")}, "give 0 to 5"),
    ],
)
def test_no_value_contradicts_another(at, outside, words):
    replace(USUAL, **at).require_sound()
    with pytest.raises(SmError, match=words):
        replace(USUAL, **outside).require_sound()


def test_what_is_stored_is_read_and_the_rest_is_usual():
    changed = Thresholds(running=5, margin=Decimal("1.25"))
    assert Thresholds.from_settings(changed.to_settings()) == changed
    assert Thresholds.from_settings({"review_running": "many", "review_margin": "?"}) == USUAL


def test_a_school_goes_by_its_own_before_those_of_the_district(store):
    save_thresholds(store, press(CAPTAIN_), DISTRICT, USUAL, replace(USUAL, running=5))
    save_thresholds(store, press(CHEN), LINC, replace(USUAL, running=5), replace(USUAL, running=2))
    assert [thresholds(store, school).running for school in (LINC, ROOS, DISTRICT)] == [2, 5, 5]
    assert [has_own(store, school) for school in (LINC, ROOS, DISTRICT)] == [True, False, False]

    save_thresholds(store, press(CHEN), LINC, USUAL, None)

    assert thresholds(store, LINC).running == 5
    assert not has_own(store, LINC)
    told = [c.after for c in history_of(store, "settings", LINC) if c.field == "review_running"]
    assert sorted(told) == ["", "2"]


def test_two_people_change_different_ones_and_not_the_same_one(store):
    save_thresholds(store, press(CHEN), LINC, USUAL, replace(USUAL, running=4))
    save_thresholds(store, press(CAPTAIN_), LINC, USUAL, replace(USUAL, shown=20))
    found = thresholds(store, LINC)
    assert (found.running, found.shown) == (4, 20)
    with pytest.raises(ChangedMeanwhile, match="days running from 3 to 4"):
        save_thresholds(store, press(CAPTAIN_), LINC, USUAL, replace(USUAL, running=6))


def test_changes_of_two_that_together_cannot_be_are_refused(store):
    save_thresholds(store, press(CHEN), LINC, USUAL, replace(USUAL, worse_days=5))
    with pytest.raises(SmError, match="miss 6 of 5 days"):
        save_thresholds(store, press(CAPTAIN_), LINC, USUAL, replace(USUAL, worse_missed=6))
    assert thresholds(store, LINC).worse_missed == 3


@pytest.mark.parametrize(
    ("actor", "school"),
    [(PRINCIPAL_, LINC), (MENTOR_, LINC), (RUIZ, LINC), (CHEN, DISTRICT)],
)
def test_nobody_else_changes_them(store, actor, school):
    with pytest.raises(NotAllowed):
        save_thresholds(store, press(actor), school, USUAL, replace(USUAL, running=4))
    assert thresholds(store, school) == USUAL
