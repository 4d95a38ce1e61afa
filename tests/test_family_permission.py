"""Where a family stands: policy by state by date, at each bound, and against a slow version."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sm_core.families.permission import (
    EXPIRED,
    GIVEN,
    NO,
    REFUSED,
    SENT,
    TO_SEND,
    WITHDRAWN,
    Answer,
    Standing,
    standing,
    standing_no,
)
from sm_core.families.policy import NOTICE, OPT_IN, OPT_OUT, Policy

TELL = Policy(NOTICE)
TEN_DAYS = Policy(OPT_OUT, 10)
SIGN = Policy(OPT_IN)
POLICIES = (TELL, TEN_DAYS, SIGN)
JAN_22, LAST_DAY, FIRST_CLEAR = date(2026, 1, 22), date(2026, 2, 1), date(2026, 2, 2)
JAN_30 = date(2026, 1, 30)
JUNE_30, JULY_1 = date(2026, 6, 30), date(2026, 7, 1)
ONE = timedelta(days=1)
ANA, LUIS = "ana", "luis"


def said(state, day=JAN_22, family="", **more):
    return Answer(f"{state}{day}{family}", "0041001", "LINC", state, day, family_id=family, **more)


def stands(policy, answers, day, households=()):
    found = standing(policy, answers, households, day)
    return found.state, found.clear_on(day)


@pytest.mark.parametrize("policy", POLICIES)
def test_nothing_said_is_still_to_tell(policy):
    assert standing(policy, [], [], JAN_30) == Standing(TO_SEND)


@pytest.mark.parametrize(
    ("policy", "state", "day", "expected"),
    [
        (TELL, SENT, JAN_22 - ONE, (TO_SEND, False)),
        (TELL, SENT, JAN_22, (SENT, True)),
        (TEN_DAYS, SENT, JAN_22, (SENT, False)),
        (TEN_DAYS, SENT, LAST_DAY - ONE, (SENT, False)),
        (TEN_DAYS, SENT, LAST_DAY, (SENT, False)),
        (TEN_DAYS, SENT, FIRST_CLEAR, (SENT, True)),
        (TEN_DAYS, SENT, FIRST_CLEAR + ONE, (SENT, True)),
        (SIGN, SENT, FIRST_CLEAR, (SENT, False)),
        (SIGN, SENT, JUNE_30, (SENT, False)),
        (TELL, GIVEN, JAN_22 - ONE, (TO_SEND, False)),
        (TELL, GIVEN, JAN_22, (GIVEN, True)),
        (TEN_DAYS, GIVEN, JAN_22, (GIVEN, True)),
        (SIGN, GIVEN, JAN_22, (GIVEN, True)),
        *((policy, no, JAN_22 - ONE, (TO_SEND, False)) for policy in POLICIES for no in NO),
        *((policy, no, JAN_22, (no, False)) for policy in POLICIES for no in NO),
        # A no holds until the family says otherwise, whatever the school year.
        *((policy, no, date(2028, 1, 1), (no, False)) for policy in POLICIES for no in NO),
    ],
)
def test_policy_by_state_by_day(policy, state, day, expected):
    assert stands(policy, [said(state)], day) == expected


@pytest.mark.parametrize("days", [1, 60])
def test_the_days_to_say_no_are_the_schools(days):
    policy = Policy(OPT_OUT, days)
    assert standing(policy, [said(SENT)], [], JAN_22).clear_from == JAN_22 + ONE * (days + 1)


@pytest.mark.parametrize("state", [SENT, GIVEN])
@pytest.mark.parametrize("policy", POLICIES)
def test_the_turn_of_the_school_year(policy, state):
    before = standing(policy, [said(state)], [], JUNE_30)
    assert before.state == state
    after = standing(policy, [said(state)], [], JULY_1)
    assert after == Standing(EXPIRED, JAN_22)
    once = replace(policy, each_year=False)
    assert standing(once, [said(state)], [], JULY_1) == before
    assert stands(policy, [said(state, JULY_1)], JULY_1)[0] == state


@pytest.mark.parametrize(
    ("day", "state"), [(JAN_30 - ONE, GIVEN), (JAN_30, GIVEN), (JAN_30 + ONE, EXPIRED)]
)
def test_a_permission_holds_on_its_last_day(day, state):
    assert stands(SIGN, [said(GIVEN, expires=JAN_30)], day) == (state, state == GIVEN)


def test_a_letter_before_a_permission_that_is_over_makes_no_more_of_it():
    answers = [said(SENT), said(GIVEN, JAN_22 + ONE, expires=JAN_30)]
    assert stands(TEN_DAYS, answers, date(2026, 3, 1)) == (EXPIRED, False)
    again = [*answers, said(SENT, date(2026, 2, 3))]
    assert stands(TEN_DAYS, again, date(2026, 2, 13)) == (SENT, False)
    assert stands(TEN_DAYS, again, date(2026, 2, 14)) == (SENT, True)


def test_a_reminder_takes_nothing_away_and_adds_nothing():
    answers = [said(SENT, JAN_30), said(SENT)]
    assert standing(TEN_DAYS, answers, [], JAN_30) == Standing(SENT, JAN_22, FIRST_CLEAR)


@pytest.mark.parametrize("no", NO)
@pytest.mark.parametrize("policy", POLICIES)
def test_a_letter_after_a_no_leaves_it_a_no(policy, no):
    assert stands(policy, [said(no), said(SENT, JAN_30)], JUNE_30) == (no, False)


@pytest.mark.parametrize(
    ("channel", "state"),
    [("phone", SENT), ("in person", SENT), ("signed form", GIVEN),
     ("signed electronically", GIVEN), ("", GIVEN)],
)  # fmt: skip
def test_where_a_signature_is_asked_for_a_yes_by_phone_only_tells(channel, state):
    yes = said(GIVEN, channel=channel)
    assert stands(SIGN, [yes], JAN_30) == (state, state == GIVEN)
    for policy in (TELL, TEN_DAYS):
        assert stands(policy, [yes], JAN_30) == (GIVEN, True)
    # It lifts a no all the same, and takes nothing from a form signed before it, unless a no did.
    refused, form = (
        said(REFUSED, JAN_22 - ONE),
        said(GIVEN, JAN_22 - ONE * 2, channel="signed form"),
    )
    assert stands(SIGN, [refused, yes], JAN_30) == (state, state == GIVEN)
    assert stands(SIGN, [form, yes], JAN_30) == (GIVEN, True)
    assert stands(SIGN, [form, refused, yes], JAN_30) == (state, state == GIVEN)


def test_the_newest_word_decides():
    given, refused = said(GIVEN), said(REFUSED, JAN_30)
    assert stands(SIGN, [given, refused], JAN_30 - ONE) == (GIVEN, True)
    assert stands(SIGN, [given, refused], JAN_30) == (REFUSED, False)
    again = said(GIVEN, JAN_30 + ONE)
    assert stands(SIGN, [again, refused, given], JAN_30 + ONE) == (GIVEN, True)


def test_of_one_day_what_was_recorded_later_and_of_one_moment_the_no():
    nine, ten = datetime(2026, 1, 22, 9), datetime(2026, 1, 22, 10)
    given, refused = said(GIVEN, recorded=ten), said(REFUSED, recorded=nine)
    assert stands(SIGN, [given, refused], JAN_22) == (GIVEN, True)
    assert stands(SIGN, [given, replace(refused, recorded=ten)], JAN_22) == (REFUSED, False)
    assert stands(SIGN, [said(REFUSED), said(GIVEN)], JAN_22) == (REFUSED, False)


@pytest.mark.parametrize("state", [SENT, GIVEN, REFUSED, WITHDRAWN])
def test_what_is_taken_back_counts_for_nothing(state):
    gone = said(state, taken_back=datetime(2026, 1, 23))
    assert standing(TELL, [gone], [], JAN_30) == Standing(TO_SEND)
    assert standing(TELL, [gone, said(SENT)], [], JAN_30).state == SENT


UNKNOWN = {
    SENT: {TELL: True, TEN_DAYS: False, SIGN: False},
    GIVEN: dict.fromkeys(POLICIES, True),
    REFUSED: dict.fromkeys(POLICIES, False),
}


@pytest.mark.parametrize("policy", POLICIES)
@pytest.mark.parametrize("state", UNKNOWN)
def test_a_day_nobody_noted(policy, state):
    assert stands(policy, [said(state, None)], JAN_30) == (state, UNKNOWN[state][policy])
    assert standing(policy, [said(state, None)], [], JAN_30).since is None


def test_days_to_say_no_begin_with_the_first_letter_of_a_known_day():
    answers = [said(SENT, None), said(SENT)]
    assert standing(TEN_DAYS, answers, [], JAN_30) == Standing(SENT, JAN_22, FIRST_CLEAR)


def test_an_undated_answer_is_of_the_day_it_was_recorded():
    answers = [said(SENT, None, recorded=datetime(2026, 1, 22, 15))]
    assert standing(TEN_DAYS, answers, [], JAN_30) == Standing(SENT, JAN_22, FIRST_CLEAR)


BOTH = (ANA, LUIS)


def test_two_households_must_both_be_told():
    found = standing(TELL, [said(SENT, family=ANA)], BOTH, JAN_30)
    assert (found.state, found.waits_for, found.clear_from) == (TO_SEND, (LUIS,), None)
    assert standing(TELL, [], BOTH, JAN_30).waits_for == ()
    assert stands(TELL, [said(SENT)], JAN_30, BOTH) == (SENT, True)


@pytest.mark.parametrize(
    ("state", "family", "added", "told"),
    [
        (SENT, "", JAN_22 - ONE, True),
        (SENT, "", JAN_22, True),
        (SENT, "", JAN_22 + ONE, False),
        (SENT, LUIS, JAN_22 + ONE, True),
        (GIVEN, "", JAN_22 + ONE, True),
    ],
)
def test_a_letter_to_all_did_not_reach_a_household_of_later(state, family, added, told):
    answers = [said(state, family=family), said(SENT, family=ANA)]
    found = standing(TELL, answers, BOTH, JAN_30, {LUIS: added})
    assert (found.state != TO_SEND, found.clear_on(JAN_30)) == (told, told)
    assert found.waits_for == (() if told else (LUIS,))


def test_a_no_to_all_is_a_no_of_households_of_later():
    found = standing(TELL, [said(REFUSED)], BOTH, JAN_30, {LUIS: JAN_30})
    assert found.no


def test_the_days_of_the_later_letter_count_with_two_households():
    answers = [said(SENT, family=ANA), said(SENT, JAN_30, LUIS)]
    found = standing(TEN_DAYS, answers, BOTH, JAN_30)
    assert found == Standing(SENT, JAN_30, JAN_30 + ONE * 11)


@pytest.mark.parametrize("no", NO)
@pytest.mark.parametrize("yes", [SENT, GIVEN])
def test_one_households_no_is_a_no(no, yes):
    answers = [said(no, family=ANA), said(yes, JAN_30, LUIS)]
    assert stands(TELL, answers, JUNE_30, BOTH) == (no, False)


def test_of_permissions_one_is_enough_once_the_other_was_told():
    given = said(GIVEN, family=ANA)
    assert stands(SIGN, [given], JAN_30, BOTH) == (TO_SEND, False)
    told = [given, said(SENT, JAN_30, LUIS)]
    assert stands(SIGN, told, JAN_30, BOTH) == (GIVEN, True)
    # Where days to say no are given, the other household has its own.
    assert standing(TEN_DAYS, told, BOTH, JAN_30) == Standing(GIVEN, JAN_22, JAN_30 + ONE * 11)
    undated = [given, said(SENT, None, LUIS)]
    assert stands(TEN_DAYS, undated, JUNE_30, BOTH) == (GIVEN, False)


def test_what_an_ended_household_was_sent_goes_with_it():
    for state in (SENT, GIVEN):
        assert stands(TELL, [said(state, family=ANA)], JAN_30, [LUIS]) == (TO_SEND, False)


@pytest.mark.parametrize("households", [(), (LUIS,)])
def test_the_no_of_an_ended_household_stays_until_somebody_says_otherwise(households):
    refused = said(REFUSED, family=ANA)
    assert stands(TELL, [refused, said(SENT)], JAN_30, households) == (REFUSED, False)
    for family in ("", *households):
        given = said(GIVEN, JAN_30, family)
        assert stands(TELL, [refused, given], JAN_30, households) == (GIVEN, True)
    took_back = [refused, said(GIVEN, JAN_30, ANA)]
    assert stands(TELL, took_back, JAN_30, households) == (TO_SEND, False)


def slow(policy, answers, households, day):
    """(state, whether a mentor may begin on the day): every household by itself, every answer in
    the order in which it was said."""
    ids = households or [""]
    counting = [a for a in answers if not a.taken_back and a.since <= day]
    counting.sort(key=lambda a: (a.since, a.recorded, a.state in NO))
    states, clear = [], []
    for family in ids:
        state, may, no_by = TO_SEND, False, {}
        letters = []
        for a in counting:
            gone = a.family_id not in (*ids, "")
            mine = a.family_id in (family, "")
            if gone:
                # Only the last word of one who is gone, and only a no.
                later = [b for b in counting if b.family_id in (a.family_id, "")
                         and b.state in (GIVEN, *NO)]  # fmt: skip
                if not (a.state in NO and later[-1] is a):
                    continue
            elif not mine:
                continue
            same_year = a.since.year + (a.since.month >= 7) == day.year + (day.month >= 7)
            holds = (same_year or not policy.each_year) and (not a.expires or a.expires >= day)
            if a.state in NO:
                no_by, letters = {"state": a.state}, []
                state, may = a.state, False
            elif a.state == GIVEN:
                no_by, letters = {}, []
                state, may = (GIVEN, True) if holds else (EXPIRED, False)
            elif not no_by and state != GIVEN:
                if holds:
                    letters.append(a.since)
                    passed = {NOTICE: True, OPT_IN: False,
                              OPT_OUT: day > letters[0] + policy.days * ONE}  # fmt: skip
                    state, may = SENT, passed[policy.kind]
                elif state == TO_SEND:
                    state = EXPIRED
        states.append(state)
        clear.append(may)
    if any(s in NO for s in states):
        return "no", False
    if any(s in (TO_SEND, EXPIRED) for s in states):
        return "untold", False
    if GIVEN in states:
        return GIVEN, True if policy.kind == OPT_IN else all(clear)
    return SENT, all(clear)


DAYS = st.sampled_from([
    *(JAN_22 + ONE * n for n in range(-1, 14)),
    *(JUNE_30 - ONE, JUNE_30, JULY_1, JULY_1 + ONE, date(2025, 10, 3)),
])  # fmt: skip


@st.composite
def answers_said(draw):
    found = []
    for n in range(draw(st.integers(0, 5))):
        day = draw(DAYS)
        found.append(Answer(
            f"a{n}", "0041001", "LINC", draw(st.sampled_from([SENT, SENT, GIVEN, *NO])), day,
            family_id=draw(st.sampled_from(["", ANA, LUIS, "gone"])),
            recorded=datetime.combine(day, datetime.min.time()) + timedelta(seconds=n),
            expires=draw(st.sampled_from([None, None, day, day + ONE * 5])),
            taken_back=draw(st.sampled_from([None, None, None, datetime(2026, 8, 1)])),
        ))  # fmt: skip
    return found


@given(
    policy=st.builds(Policy, st.sampled_from([NOTICE, OPT_OUT, OPT_IN]), st.integers(1, 12),
                     st.booleans()),
    answers=answers_said(),
    households=st.sampled_from([[], [ANA], [ANA, LUIS]]),
    day=DAYS,
)  # fmt: skip
def test_the_same_as_a_slow_version(policy, answers, households, day):
    found = standing(policy, answers, households, day)
    state = "no" if found.no else "untold" if found.state in (TO_SEND, EXPIRED) else found.state
    assert (state, found.clear_on(day)) == slow(policy, answers, households, day)
    no = standing_no(answers, households, day)
    assert [(a.state, a.day) for a in no[:1]] == ([(found.state, found.since)] if found.no else [])
    assert all(a in answers for a in no)
