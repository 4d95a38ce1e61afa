"""Calls of the captain: logged once, read back as they stood on a day, taken back; the thresholds;
how far data lie behind."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from sm_core.desk.behind import Behind, behind
from sm_core.desk.calls import LONGEST, LONGEST_AGO, calls_made, log_call, take_back
from sm_core.desk.settings import BOUNDS, USUAL, WORDS, Rules, rules_set, save_rules
from sm_core.desk.words import FIELDS, call_words
from sm_core.errors import NotAllowed, SmError
from sm_core.history import history_of
from sm_core.saving import ChangedMeanwhile
from sm_core.store import PLANS
from sm_core.uploads import open_district
from tests.cast import SEEN_ON
from tests.invented import DAYS, LINC, ROOS, ROSA, bring, calendar, enrollment
from tests.mentor_cast import CAPTAIN_, CHEN, MENTOR_, PRINCIPAL_, press

NOW = datetime(2026, 1, 30, 10, 12)
TODAY = NOW.date()
REASONS = ("plan", "request r1 2026-01-20")


def log(store, school=LINC, keys=REASONS, words="Sends data on Friday", day=TODAY, **more):
    return log_call(store, press(CAPTAIN_, **more), school, keys, words, day)


def made(store, day=TODAY):
    return calls_made(store, CAPTAIN_, day)


def test_a_call_is_kept_with_its_reasons_and_its_note(school):
    program, plans = school.version("program"), school.version(PLANS)
    call = log(school, words="  Sends data on Friday \n", day=TODAY - timedelta(days=1))
    assert made(school) == [call]
    assert (call.school_id, call.reasons, call.words, call.person) == (
        LINC, REASONS, "Sends data on Friday", "District captain",
    )  # fmt: skip
    assert call_words(call) == "Called Jan 29 by District captain: Sends data on Friday"
    [told] = [c for c in history_of(school, "call", call.call_id) if c.field == "words"]
    assert (told.after, told.person) == ("Sends data on Friday", "District captain")
    # Alone the part of plans is written: nothing else that is kept becomes stale.
    assert (school.version("program"), school.version(PLANS)) == (program, plans + 1)


def test_a_call_needs_no_note_and_no_reason(school):
    call = log(school, keys=(), words=" ")
    [found] = made(school)
    assert (found.reasons, found.words) == ((), "")
    assert call_words(call) == "Called Jan 30 by District captain"


def test_the_same_press_saves_once(school):
    call = log(school, token="same")
    assert log(school, token="same") is None
    assert made(school) == [call]


def test_the_last_call_comes_first(school):
    first = log(school, day=TODAY - timedelta(days=3))
    second = log(school, ROOS, when=NOW + timedelta(minutes=5))
    third = log(school, when=NOW + timedelta(minutes=9))
    assert made(school) == [third, second, first]


def test_a_call_taken_back_stands_no_longer_and_only_once(school):
    call, other = log(school), log(school, ROOS)
    take_back(school, press(CAPTAIN_), call.call_id)
    assert made(school) == [other]
    with pytest.raises(SmError, match="taken back already"):
        take_back(school, press(CAPTAIN_), call.call_id)
    with pytest.raises(SmError, match="taken back already"):
        take_back(school, press(CAPTAIN_), "none")
    [told] = [c for c in history_of(school, "call", call.call_id) if c.after == "taken back"]
    assert told.before == "Jan 30, 2026"


def test_an_earlier_day_knows_what_stood_then(school):
    call = log(school, day=TODAY - timedelta(days=5))
    later = NOW + timedelta(days=2)
    take_back(school, press(CAPTAIN_, later), call.call_id)
    days = [TODAY + timedelta(days=n) for n in (-1, 0, 1, 2, 3)]
    assert [len(made(school, day)) for day in days] == [0, 1, 1, 0, 0]


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"day": TODAY + timedelta(days=1)}, "Jan 31, 2026 has not come yet"),
        ({"day": TODAY - LONGEST_AGO - timedelta(days=1)}, "Jan 1, 2026 is more than 28 days ago"),
        ({"words": "x" * (LONGEST + 1)}, "too long; keep it under 2,000"),
        ({"school": "MOON"}, 'no school "MOON"'),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(school, more, words):
    with pytest.raises(SmError, match=words):
        log(school, **more)
    assert made(school) == []


def test_what_just_can_be_is_saved(school):
    log(school, day=TODAY - LONGEST_AGO, words="x" * LONGEST)
    assert len(made(school)) == 1


@pytest.mark.parametrize("actor", [CHEN, PRINCIPAL_, MENTOR_])
def test_calls_are_the_captain_s(school, actor):
    call = log(school)
    for act in (
        lambda: calls_made(school, actor, TODAY),
        lambda: log_call(school, press(actor), LINC, (), "", TODAY),
        lambda: take_back(school, press(actor), call.call_id),
        lambda: save_rules(school, press(actor), USUAL, replace(USUAL, weeks=3)),
    ):
        with pytest.raises(NotAllowed):
            act()
    assert made(school) == [call]
    assert rules_set(school) == USUAL


# --- thresholds


@pytest.mark.parametrize("name", BOUNDS)
@pytest.mark.parametrize("side", [0, 1])
def test_each_threshold_is_allowed_at_its_bounds_and_not_a_step_outside(name, side):
    bound, step = BOUNDS[name][side], (-1, 1)[side]
    replace(USUAL, **{name: bound}).require_sound()
    with pytest.raises(SmError, match=f"{bound + step} cannot be {WORDS[name]}; give"):
        replace(USUAL, **{name: bound + step}).require_sound()


def test_every_threshold_has_bounds_and_a_name():
    names = vars(USUAL).keys()
    assert BOUNDS.keys() == WORDS.keys() == FIELDS.keys() == names


def test_what_is_stored_is_read_and_the_rest_is_usual():
    changed = Rules(stale_days=14, shown=3)
    assert Rules.from_settings(changed.to_settings()) == changed
    assert Rules.from_settings({"desk_weeks": "many", "desk_shown": "3"}) == Rules(shown=3)


def test_two_people_change_different_thresholds_and_not_the_same_one(store):
    save_rules(store, press(CAPTAIN_), USUAL, replace(USUAL, weeks=3))
    save_rules(store, press(CAPTAIN_), USUAL, replace(USUAL, neither=9))
    assert rules_set(store) == replace(USUAL, weeks=3, neither=9)
    with pytest.raises(ChangedMeanwhile, match="weeks with school without a review from 2 to 3"):
        save_rules(store, press(CAPTAIN_), USUAL, replace(USUAL, weeks=4))
    with pytest.raises(SmError, match="0 cannot be schools shown first"):
        save_rules(store, press(CAPTAIN_), USUAL, replace(USUAL, shown=0))
    assert rules_set(store) == replace(USUAL, weeks=3, neither=9)


# --- data


@pytest.fixture(scope="module")
def two_schools(weekly_made):
    store = open_district(weekly_made)
    yield store
    store.close()


def test_how_far_each_school_lies_behind(two_schools):
    assert behind(two_schools, CAPTAIN_, SEEN_ON) == {
        LINC: Behind(SEEN_ON, 0), ROOS: Behind(date(2025, 9, 19), 28),
    }  # fmt: skip
    assert behind(two_schools, CAPTAIN_, SEEN_ON + timedelta(days=9))[LINC] == Behind(SEEN_ON, 9)
    assert behind(two_schools, CHEN, SEEN_ON).keys() == {LINC}


def test_before_the_first_day_and_in_the_next_year_nothing_is_known_yet(two_schools):
    [early, _] = behind(two_schools, CAPTAIN_, DAYS[0] - timedelta(days=1)).values()
    assert early == Behind()
    assert behind(two_schools, CAPTAIN_, date(2026, 7, 15))[LINC] == Behind()


def test_with_a_calendar_the_days_with_school_are_told(store, given):
    days = [date(2025, 10, day) for day in (6, 7, 8, 20, 21)]
    bring(store, given, {
        "calendar.csv": calendar(days), "enrollment.csv": enrollment((ROSA, days[0])),
        "events.csv": f"Student ID,School ID,Date,Code\n{ROSA},{LINC},{days[1]},U\n",
    }, 'exit_date = "inclusive"\n')  # fmt: skip
    found = [behind(store, CAPTAIN_, date(2025, 10, day))[LINC] for day in (7, 8, 19, 20, 21)]
    assert [(one.days, one.school_days) for one in found] == [
        (0, 0), (1, 1), (12, 1), (13, 2), (14, 3)
    ]  # fmt: skip
    assert {one.last for one in found} == {days[1]}
    assert [one.more_than(7) for one in found] == [False] * 5
    assert [one.more_than(2) for one in found] == [False, False, False, True, True]
