"""The criteria as settings: kept, checked, of a school or the district, and by two people."""

from dataclasses import replace

import pytest

from sm_core.errors import NotAllowed, SmError
from sm_core.history import history_of
from sm_core.program_settings import DISTRICT, write_settings
from sm_core.saving import ChangedMeanwhile, save_once
from sm_core.targeting.criteria import (
    ALL_YEAR,
    NEVER,
    USUAL,
    Criteria,
    criteria_as_if,
    criteria_by_school,
    criteria_of,
    own_criteria,
    save_criteria,
)
from sm_core.targeting.propose import preview
from sm_core.targeting.words import criteria_words, preview_words
from tests.invented import LINC, ROOS, bring
from tests.targeted import BOSS, CHEN, PRINCIPAL_, ROOSEVELTS, four, known, press, told

OTHER = Criteria(("severe_chronic",), False, ALL_YEAR, "severe_at_risk_moderate", ("6", "9"), True,
                 35, 7)  # fmt: skip


def test_criteria_come_back_as_they_were_saved(store):
    save_criteria(store, press(), LINC, USUAL, OTHER)
    assert criteria_of(store, LINC) == OTHER
    assert Criteria.from_settings(OTHER.to_settings()) == OTHER
    assert Criteria.from_settings({}) == USUAL


def test_a_school_has_its_own_else_the_districts_else_the_usual_ones(store):
    assert criteria_by_school(store, [LINC, ROOS]) == {LINC: USUAL, ROOS: USUAL}
    save_criteria(store, press(BOSS), DISTRICT, USUAL, replace(USUAL, caseload=6))
    save_criteria(store, press(), LINC, criteria_of(store, LINC),
                  Criteria(caseload=6, reserve_percent=30))  # fmt: skip
    assert criteria_of(store, ROOS) == replace(USUAL, caseload=6)
    assert own_criteria(store) == [LINC]
    # Lincoln changed its reserve alone; its caseload stays the district's.
    save_criteria(store, press(BOSS), DISTRICT, criteria_of(store), replace(USUAL, caseload=8))
    assert criteria_of(store, LINC) == Criteria(caseload=8, reserve_percent=30)


def test_the_caseload_is_the_setting_that_other_parts_read(store):
    save_once(store, press(), lambda w: write_settings(w, LINC, {"caseload": "9"}))
    assert criteria_of(store, LINC).caseload == 9
    assert USUAL.to_settings()["caseload"] == "4"


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"caseload": 0}, "0 students per mentor cannot be; give a number from 1 to 40"),
        ({"caseload": 41}, "41 students per mentor"),
        ({"reserve_percent": -1}, "-1% of the places"),
        ({"reserve_percent": 101}, "101% of the places cannot be kept"),
        ({"tiers": (), "pace": False, "last_year": NEVER}, "propose nobody"),
        ({"only_grades": True}, "Only priority grades are asked for and none is chosen"),
        ({"tiers": ("satisfactory",)}, '"satisfactory" is not a tier to choose from'),
        ({"last_year": "often"}, '"often" is no use of last year'),
        ({"order": "by name"}, '"by name" is not an order'),
    ],
)
def test_criteria_that_cannot_be_are_refused_and_nothing_is_saved(store, change, words):
    with pytest.raises(SmError, match=words):
        save_criteria(store, press(), LINC, USUAL, replace(USUAL, **change))
    assert criteria_of(store, LINC) == USUAL
    assert history_of(store, "settings", LINC) == []


@pytest.mark.parametrize(
    "change",
    [{"caseload": 1}, {"caseload": 40}, {"reserve_percent": 0}, {"reserve_percent": 100},
     {"tiers": (), "pace": False}, {"tiers": (), "last_year": NEVER}],
)  # fmt: skip
def test_criteria_at_the_bounds_are_saved(store, change):
    save_criteria(store, press(), LINC, USUAL, replace(USUAL, **change))
    assert criteria_of(store, LINC) == replace(USUAL, **change)


def test_a_second_person_who_changed_the_same_is_told_and_loses_nothing(store):
    save_criteria(store, press(BOSS), LINC, USUAL, replace(USUAL, caseload=6))
    with pytest.raises(ChangedMeanwhile, match="District captain changed the students per mentor "
                       "from 4 to 6 on Jan 30 at 10:12"):  # fmt: skip
        save_criteria(store, press(), LINC, USUAL, replace(USUAL, caseload=5))
    assert criteria_of(store, LINC).caseload == 6
    # Another field, opened at the same time, is no clash.
    save_criteria(store, press(), LINC, USUAL, replace(USUAL, reserve_percent=30))
    assert criteria_of(store, LINC) == Criteria(caseload=6, reserve_percent=30)


def test_what_two_people_switch_off_together_is_refused(store):
    opened = replace(USUAL, tiers=(), last_year=NEVER)
    save_criteria(store, press(), LINC, USUAL, replace(USUAL, tiers=(), last_year=NEVER))
    save_criteria(store, press(), LINC, opened, replace(opened, tiers=("at_risk",)))
    now = criteria_of(store, LINC)
    save_criteria(store, press(), LINC, now, replace(now, pace=False))
    with pytest.raises(SmError, match="propose nobody"):
        save_criteria(store, press(), LINC, now, replace(now, tiers=()))


def test_the_district_changing_what_a_school_changes_too_is_told(store):
    save_criteria(store, press(BOSS), DISTRICT, USUAL, replace(USUAL, caseload=6))
    with pytest.raises(ChangedMeanwhile, match="District captain"):
        save_criteria(store, press(), LINC, USUAL, replace(USUAL, caseload=5))


def test_a_double_click_saves_once(store):
    save = press(token="one")
    save_criteria(store, save, LINC, USUAL, replace(USUAL, caseload=6))
    save_criteria(store, save, LINC, USUAL, replace(USUAL, caseload=6))
    assert len(history_of(store, "settings", LINC)) == 1


@pytest.mark.parametrize(
    ("actor", "school"),
    [(ROOSEVELTS, LINC), (PRINCIPAL_, LINC), (CHEN, DISTRICT), (CHEN, ROOS)],
)
def test_only_a_coordinator_of_the_school_or_a_captain_changes_criteria(store, actor, school):
    with pytest.raises(NotAllowed):
        save_criteria(store, press(actor), school, USUAL, replace(USUAL, caseload=6))


def test_a_preview_is_what_saving_would_propose(store, given):
    four(store, given)
    everybody = known(store)
    wanted = Criteria(tiers=("severe_chronic", "moderate_chronic"), caseload=1)
    as_if = criteria_as_if(store, [LINC], LINC, wanted)
    told_before = preview(store, everybody, as_if)
    save_criteria(store, press(), LINC, USUAL, wanted)
    assert told_before == preview(store, everybody, criteria_by_school(store, [LINC]))
    assert told_before.groups == {"moderate_chronic": 1, "at_risk": 0, "severe_chronic": 1}
    assert preview_words(told_before, wanted) == (
        "2 students proposed, those decided about included: 1 moderate chronic, 0 at risk, "
        "1 severe chronic. At 1 student each "
        "that takes 2 mentors."
    )


def test_a_preview_of_the_district_leaves_schools_their_own(store, given):
    bring(store, given, {"t.csv": told(("S1", 100, 30), ("S2", 100, 30, "2026-01-30", ROOS))})
    save_criteria(store, press(), LINC, USUAL, replace(USUAL, caseload=9))
    as_if = criteria_as_if(store, [LINC, ROOS], DISTRICT, replace(USUAL, caseload=2, pace=False))
    assert as_if == {
        LINC: replace(USUAL, caseload=9, pace=False), ROOS: replace(USUAL, caseload=2, pace=False),
    }  # fmt: skip
    found = preview(store, known(store, BOSS), as_if)
    assert preview_words(found, USUAL).endswith("At each school's caseload that takes 2 mentors.")


def test_the_criteria_in_one_line():
    assert criteria_words(USUAL) == (
        "moderate chronic, at risk, severe chronic, the pace of the first weeks, last year while "
        "early · 20% of places kept for severe · 4 per mentor"
    )
    assert criteria_words(OTHER) == (
        "severe chronic, last year · only grades: 6, 9 · 35% of places kept for severe · "
        "7 per mentor"
    )
