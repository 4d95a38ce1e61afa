"""Intensive support: none yet, referred or started, by one person or two."""

from datetime import date

import pytest

from sm_core.errors import NotAllowed, SmError
from sm_core.history import history_of
from sm_core.saving import ChangedMeanwhile
from sm_core.targeting.supports import NO_SUPPORT, Support, save_supports, supports_of
from tests.invented import AMINA, MARCUS, ROSA
from tests.targeted import (
    BOSS,
    CHEN,
    JAN_30,
    PRINCIPAL_,
    ROOSEVELTS,
    known,
    press,
)

NURSE = Support("referred", "school nurse", JAN_30, "asked twice")
STARTED = Support("started", "county clinic", date(2026, 1, 20))


def put(store, wanted, *students, opened=NO_SUPPORT, actor=CHEN, save=None):
    forms = dict.fromkeys(students or [ROSA], (opened, wanted))
    return save_supports(store, save or press(actor), known(store, actor), forms)


def of(store, student=ROSA):
    return supports_of(store, "2025-26", [student]).get(student, NO_SUPPORT)


def test_support_goes_its_way_with_a_history(lincoln):
    assert put(lincoln, NURSE) == 1
    assert of(lincoln) == NURSE
    assert put(lincoln, STARTED, opened=NURSE) == 1
    assert of(lincoln) == STARTED
    assert put(lincoln, NO_SUPPORT, opened=STARTED) == 1
    assert of(lincoln) == NO_SUPPORT
    states = [c.after for c in history_of(lincoln, "support", ROSA) if c.field == "state"]
    assert sorted(states) == ["none", "referred", "started"]


def test_several_students_in_one_press(lincoln):
    assert put(lincoln, NURSE, ROSA, MARCUS, AMINA) == 3
    assert of(lincoln, AMINA) == NURSE


def test_what_is_so_already_is_no_change(lincoln):
    put(lincoln, NURSE)
    assert put(lincoln, NURSE, opened=NURSE) == 0
    assert len(history_of(lincoln, "support", ROSA)) == 4


def test_none_keeps_the_note_alone(lincoln):
    put(lincoln, Support("none", "nurse", JAN_30, " wait "))
    assert of(lincoln) == Support(note="wait")


@pytest.mark.parametrize(
    ("wanted", "words"),
    [
        (Support("referred", "", JAN_30), "Say to whom the student was referred"),
        (Support("referred", "  ", JAN_30), "Say to whom"),
        (Support("referred", "nurse"), "Say when the support was referred"),
        (Support("started"), "Say when the support was started"),
        (Support("started", "", date(2026, 1, 31)), "Jan 31, 2026 has not come yet"),
        (Support("started", "", date(2025, 6, 30)), "Jun 30, 2025 is before the school year"),
        (Support("started", "x" * 501, JAN_30), "too long"),
    ],
)
def test_support_that_cannot_be(lincoln, wanted, words):
    with pytest.raises(SmError, match=words):
        put(lincoln, wanted, ROSA, MARCUS)
    assert of(lincoln) == of(lincoln, MARCUS) == NO_SUPPORT


@pytest.mark.parametrize("since", [date(2025, 7, 1), JAN_30])
def test_the_first_and_last_day_of_support(lincoln, since):
    assert put(lincoln, Support("started", "", since)) == 1


def test_two_people_who_change_other_fields_both_keep_theirs(lincoln):
    put(lincoln, NURSE)
    put(lincoln, Support("referred", "social worker", JAN_30, "asked twice"), opened=NURSE,
        actor=BOSS)  # fmt: skip
    put(lincoln, Support("referred", "school nurse", JAN_30, "called home"), opened=NURSE)
    assert of(lincoln) == Support("referred", "social worker", JAN_30, "called home")


def test_the_second_of_two_people_is_told_and_nobody_of_the_press_is_saved(lincoln):
    put(lincoln, NURSE, actor=BOSS)
    with pytest.raises(ChangedMeanwhile, match="District captain changed the support from none to "
                       "referred on Jan 30 at 10:12"):  # fmt: skip
        put(lincoln, STARTED, MARCUS, ROSA)
    assert (of(lincoln), of(lincoln, MARCUS)) == (NURSE, NO_SUPPORT)


def test_a_double_click_saves_once(lincoln):
    save = press(token="one")
    assert put(lincoln, NURSE, save=save) == 1
    assert put(lincoln, NURSE, save=save) is None


def test_only_a_coordinator_of_the_school_or_a_captain_saves(lincoln):
    with pytest.raises(NotAllowed):
        put(lincoln, NURSE, actor=PRINCIPAL_)
    with pytest.raises(SmError, match="There is no student 0041001 among those you may see"):
        put(lincoln, NURSE, actor=ROOSEVELTS)
    assert of(lincoln) == NO_SUPPORT
