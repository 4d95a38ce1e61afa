"""What the district makes of a good pair: what can be said, what is refused, and by whom."""

from dataclasses import fields, replace

import pytest

from sm_core.errors import NotAllowed, SmError
from sm_core.matching.settings import (
    COMPONENTS,
    LANGUAGE_RULES,
    USUAL,
    Settings,
    matching_settings,
    save_matching_settings,
)
from sm_core.saving import ChangedMeanwhile
from tests.mentor_cast import CAPTAIN_, CHEN, PRINCIPAL_, press

NOTHING = dict.fromkeys(COMPONENTS, 0)


def save(store, opened=USUAL, actor=CAPTAIN_, **wanted):
    save_matching_settings(store, press(actor), opened, replace(opened, **wanted))


def test_unless_somebody_says_otherwise_they_are_usual(store):
    assert matching_settings(store) == USUAL
    assert USUAL.points == {
        "wish": 200, "knows": 250, "language": 150, "hours": 150, "interests": 150, "grades": 100,
    }  # fmt: skip


@pytest.mark.parametrize("wanted", [
    {"wish": 0}, {"wish": 1000}, NOTHING | {"grades": 1}, {"load": 0}, {"load": 1000},
    {"keep": 0}, {"keep": 1000}, {"draw": True, "seed": 12}, {"seed": 0},
    *({"language_rule": rule} for rule in LANGUAGE_RULES),
])  # fmt: skip
def test_what_can_be_is_stored(store, wanted):
    save(store, **wanted)
    assert matching_settings(store) == replace(USUAL, **wanted)


@pytest.mark.parametrize(("wanted", "sentence"), [
    ({"wish": -1}, "“Asked for by the student or family” cannot weigh -1; give a whole number from "
     "0 (does not count) to 1000."),
    ({"grades": 1001}, "“Works with the student's grade” cannot weigh 1001; give a whole number "
     "from 0 (does not count) to 1000."),
    (NOTHING, "All weights are zero, so that every pair would be as good as any other: give at "
     "least one of them a weight."),
    ({"load": -1}, "How evenly students are spread must be a whole number from 0 to 1000."),
    ({"load": 1001}, "How evenly students are spread must be a whole number from 0 to 1000."),
    ({"keep": -1}, "The bonus for keeping a suggestion must be a whole number from 0 to 1000."),
    ({"keep": 1001}, "The bonus for keeping a suggestion must be a whole number from 0 to 1000."),
    ({"language_rule": "always"},
     '"always" is no rule for the home language; choose preferred, learners, required.'),
])  # fmt: skip
def test_what_cannot_be_is_refused_and_nothing_stored(store, wanted, sentence):
    with pytest.raises(SmError) as refused:
        save(store, **wanted)
    assert sentence in str(refused.value)
    assert matching_settings(store) == USUAL


def test_every_fault_is_told_at_once():
    with pytest.raises(SmError) as refused:
        Settings(**NOTHING | {"wish": -5, "knows": -1}, load=5000).require_sound()
    assert len(refused.value.sentences) == 4


@pytest.mark.parametrize("actor", [CHEN, PRINCIPAL_])
def test_only_a_captain_changes_them(store, actor):
    with pytest.raises(NotAllowed):
        save(store, actor=actor, wish=10)
    assert matching_settings(store) == USUAL


def test_two_people_change_different_settings(store):
    save(store, wish=10)
    save(store, knows=20, language_rule="learners")
    assert matching_settings(store) == replace(USUAL, wish=10, knows=20, language_rule="learners")


def test_two_people_change_the_same_setting(store):
    save(store, wish=10)
    with pytest.raises(ChangedMeanwhile, match="Asked for by the student"):
        save(store, wish=30)
    assert matching_settings(store).wish == 10


def test_two_people_each_take_away_what_is_left(store):
    """Each alone leaves a weight."""
    opened = replace(USUAL, **NOTHING | {"wish": 10, "knows": 10})
    save(store, **NOTHING | {"wish": 10, "knows": 10})
    save(store, opened, wish=0)
    with pytest.raises(SmError, match="All weights are zero"):
        save(store, opened, knows=0)
    assert matching_settings(store) == replace(opened, wish=0)


def test_every_setting_comes_back_as_it_was_stored():
    other = Settings(1, 2, 3, 4, 5, 6, 7, 8, "required", True, 9)
    assert all(getattr(other, f.name) != getattr(USUAL, f.name) for f in fields(Settings))
    assert Settings.from_settings(other.to_settings()) == other
    assert Settings.from_settings({}) == USUAL


def test_a_change_is_in_the_history_in_words_of_the_table(store):
    save(store, wish=10)
    with store.reading() as cursor:
        rows = cursor.execute(
            "SELECT field, before, after, person FROM program.history WHERE kind = 'settings'"
        ).fetchall()
    assert ("matching_wish", "", "10", "District captain") in rows
