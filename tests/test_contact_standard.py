"""How often a mentor is to see a student: the share of a week, and who may set it."""

import pytest

from sm_core.contacts.standard import (
    MOST,
    USUAL,
    expected,
    own_standards,
    save_standard,
    standards,
)
from sm_core.errors import NotAllowed, SmError
from sm_core.history import history_of
from sm_core.program_settings import DISTRICT
from sm_core.saving import ChangedMeanwhile
from tests.cast import BOSS, CHEN, press
from tests.invented import LINC, ROOS
from tests.mentor_cast import PRINCIPAL_

# By standard, what a week asks for in which the two could meet on 0, 1, … 6 days.
ASKED = {
    1: (0, 0, 0, 1, 1, 1, 1),
    2: (0, 0, 1, 1, 2, 2, 2),
    3: (0, 1, 1, 2, 2, 3, 3),
    4: (0, 1, 2, 2, 3, 4, 4),
    5: (0, 1, 2, 3, 4, 5, 5),
}


@pytest.mark.parametrize("standard", ASKED)
def test_a_week_asks_for_its_share_of_the_standard(standard):
    assert tuple(expected(standard, days) for days in range(7)) == ASKED[standard]


def test_a_school_without_its_own_has_the_districts(store):
    assert standards(store, [LINC, ROOS, DISTRICT]) == {LINC: 3, ROOS: 3, DISTRICT: USUAL}
    save_standard(store, press(BOSS), DISTRICT, 3, 2)
    save_standard(store, press(BOSS), ROOS, 2, 5)
    assert standards(store, [LINC, ROOS, DISTRICT]) == {LINC: 2, ROOS: 5, DISTRICT: 2}
    assert own_standards(store) == {ROOS}
    [change] = history_of(store, "settings", ROOS)
    assert change.after == "5"


@pytest.mark.parametrize("wanted", [0, MOST + 1])
def test_a_standard_out_of_bounds_is_refused(store, wanted):
    with pytest.raises(SmError, match="from 1 to 5"):
        save_standard(store, press(BOSS), DISTRICT, 3, wanted)
    save_standard(store, press(BOSS), DISTRICT, 3, min(max(wanted, 1), MOST))


def test_who_may_set_it(store):
    save_standard(store, press(CHEN), LINC, 3, 4)
    for actor, school in ((CHEN, ROOS), (CHEN, DISTRICT), (PRINCIPAL_, LINC)):
        with pytest.raises(NotAllowed):
            save_standard(store, press(actor), school, 3, 4)


def test_a_school_can_follow_the_district_again(store):
    save_standard(store, press(CHEN), LINC, 3, 4)
    with pytest.raises(ChangedMeanwhile, match="Yours, as the district, is not saved"):
        save_standard(store, press(BOSS), LINC, 3, None)
    with pytest.raises(NotAllowed):
        save_standard(store, press(PRINCIPAL_), LINC, 4, None)
    save_standard(store, press(CHEN), LINC, 4, None)
    save_standard(store, press(BOSS), DISTRICT, 3, 2)
    assert (standards(store, [LINC]), own_standards(store)) == ({LINC: 2}, set())
    told = {(c.before, c.after) for c in history_of(store, "settings", LINC)}
    assert told == {("", "4"), ("4", "")}


def test_two_who_set_it_at_once_are_told(store):
    save_standard(store, press(CHEN), LINC, 3, 4)
    with pytest.raises(
        ChangedMeanwhile, match=r"Ms\. Chen changed the contacts a week from 3 to 4"
    ):
        save_standard(store, press(BOSS), LINC, 3, 2)
    save_standard(store, press(BOSS), LINC, 3, 4)
    assert standards(store, [LINC]) == {LINC: 4}
