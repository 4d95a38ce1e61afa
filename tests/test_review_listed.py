"""The list of the week: its order, each name once, who carries over, and what stays quiet."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from sm_core.actions.action import DONE, DROPPED, Action
from sm_core.review.facts import Program
from sm_core.review.listed import Carried, carried, listed, quiet
from sm_core.review.reasons import POINTS
from sm_core.review.record import (
    ACTION,
    CLOSED,
    DEFERRED,
    DISCUSSED,
    Decision,
    KeptName,
    Review,
)
from sm_core.review.settings import USUAL
from tests.invented import LINC
from tests.review_cast import FRIDAY, MONDAY, NEXT, at_school, keys

WEEK, ONE = timedelta(days=7), timedelta(days=1)
WORSE_ = {"worse_now": 5, "worse_before": 1}
BETTER_ = {"better_now": 0, "better_before": 4}
NO_MENTOR = Program(chosen=True)
OVER = Carried(MONDAY, "Rosa", "7")


def list_of(*people, over=None, silent=None, rules=USUAL):
    known = {each.student_id: each for each in people}
    return listed(known, rules, over or {}, silent or {})


def order(*people, **more):
    return [name.student_id for name in list_of(*people, **more)]


def decided(kind=DISCUSSED, monday=MONDAY, student="1", reasons=("worse",), action="", taken=None):
    return Decision(f"{student}{kind}{monday}", LINC, monday, student, kind, tuple(reasons), "",
                    action, taken_back=taken)  # fmt: skip


def kept(student, place, *keys_):
    return KeptName(student, place, student, "7", 4, tuple((k, k) for k in keys_ or ("worse",)), {})


def review(names=(), decisions=(), monday=MONDAY):
    return Review(LINC, monday, CLOSED, FRIDAY, FRIDAY, {}, names=tuple(names),
                  decisions=tuple(decisions))  # fmt: skip


# Order


@pytest.mark.parametrize(
    ("tier", "days", "worth"),
    [("satisfactory", 90, 4), ("at_risk", 90, 4), ("moderate_chronic", 90, 6),
     ("severe_chronic", 90, 8), ("severe_chronic", 30, 8), ("severe_chronic", 29, 4)],
)  # fmt: skip
def test_who_missed_most_so_far_comes_first_of_those_alike(tier, days, worth):
    met = Program(mentors="David Okafor")
    [name] = list_of(replace(at_school(days=days, program=met, **WORSE_), tier=tier))
    assert (keys(name.reasons), name.points) == (["worse"], worth)


def test_good_news_alone_is_worth_nothing_whatever_the_tier():
    met = Program(mentors="David Okafor")
    better = replace(at_school("2", program=met, **BETTER_), tier="severe_chronic")
    assert order(better, at_school(**WORSE_)) == ["1", "2"]
    assert [name.points for name in list_of(better)] == [0]


def test_everybody_stands_there_once_with_all_reasons():
    run = {"run": 3, "run_since": FRIDAY - 2 * ONE}
    [name] = list_of(at_school(program=NO_MENTOR, **WORSE_, **BETTER_, **run), at_school("2"))
    assert keys(name.reasons) == ["running 2025-10-15", "worse", "mentor", "better"]
    assert (name.place, name.points) == (1, 8 + 4 + 4 + 0)
    assert name.points == sum(POINTS[kind] for kind in name.kinds)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (at_school("9", **WORSE_), at_school("1", program=NO_MENTOR)),  # points
        (at_school("9", **BETTER_ | {"worse_now": 2}), at_school("1", **BETTER_)),  # missed lately
        (at_school("9", missed=3, **BETTER_), at_school("1", missed=2, **BETTER_)),  # so far
        (at_school("9", missed=3, days=20, **BETTER_), at_school("1", missed=5, **BETTER_)),
        (at_school("9", "Ada", **BETTER_), at_school("1", "bea", **BETTER_)),
        (at_school("1", **BETTER_), at_school("9", **BETTER_)),
        (at_school("1", missed=0, **BETTER_), at_school("9", days=0, **BETTER_)),
    ],
)
def test_who_comes_first(first, second):
    assert order(second, first) == [first.student_id, second.student_id]


def test_two_hundred_names_have_places_from_one_to_two_hundred():
    people = [at_school(f"{n:03}", f"N{n:03}", **WORSE_) for n in range(200, 0, -1)]
    names = list_of(*people)
    assert [n.place for n in names] == list(range(1, 201))
    assert names[0].student_id == "001"
    before = review([kept(n.student_id, n.place) for n in names])
    assert sorted(carried(before)) == [f"{n:03}" for n in range(1, USUAL.shown + 1)]


# Carried over


def test_of_a_review_those_carry_over_whom_nobody_decided_about():
    before = review(
        [kept("talked", 1), kept("last shown", 12), kept("below", 13), kept("deferred", 14),
         kept("carried before", 15, "carried 2025-10-06", "worse"), kept("acted", 2)],
        [decided(student="talked"), decided(DEFERRED, student="deferred"),
         decided(ACTION, student="acted")],
    )  # fmt: skip
    assert {student: one.since for student, one in carried(before).items()} == {
        "last shown": MONDAY, "deferred": MONDAY, "carried before": date(2025, 10, 6),
    }  # fmt: skip
    assert carried(None) == {}


@pytest.mark.parametrize(("shown", "over"), [(4, []), (5, ["1"])])
def test_who_carries_over_goes_by_the_thresholds_of_the_review(shown, over):
    rules = replace(USUAL, shown=shown).to_settings()
    before = replace(review([kept("1", 5)]), figures={"rules": rules})
    assert list(carried(before)) == over


def test_who_was_deferred_carries_over_without_standing_on_the_list():
    before = review([kept("2", 1)], [decided(DEFERRED), decided(student="2")])
    assert carried(before) == {"1": Carried(MONDAY, "Student 1", "")}
    known = replace(kept("1", 0), name="Rosa Delgado")
    [over] = carried(replace(before, unlisted=(known,))).values()
    assert over == (MONDAY, "Rosa Delgado", "7")


@pytest.mark.parametrize(
    ("decisions", "over"),
    [
        ([decided(DEFERRED), decided(DISCUSSED)], False),
        ([decided(DISCUSSED), decided(DEFERRED)], True),
        ([decided(DISCUSSED, taken=datetime(2025, 10, 17))], True),
        ([decided(DEFERRED), decided(DISCUSSED, taken=datetime(2025, 10, 17))], True),
    ],
)
def test_the_last_decision_that_stands_counts(decisions, over):
    assert bool(carried(review([kept("1", 1)], decisions))) is over


def test_who_is_carried_over_stands_first_whatever_holds_now():
    names = list_of(at_school("1", **WORSE_), at_school("2"), over={"2": OVER})
    assert [(n.student_id, keys(n.reasons)) for n in names] == [
        ("2", ["carried 2025-10-13"]), ("1", ["worse"]),
    ]  # fmt: skip
    assert names[0].reasons[0].words == "carried over from Oct 13"


def test_who_left_the_school_stands_there_only_if_carried_over():
    gone = at_school("1", enrolled=False, **WORSE_)
    assert order(gone) == []
    [name] = list_of(gone, over={"1": OVER})
    assert keys(name.reasons) == ["carried 2025-10-13"]


def test_who_is_carried_over_and_not_at_the_school_stands_there_by_name_alone():
    first, last = list_of(at_school("2", **WORSE_), over={"1": OVER})
    assert (first.student_id, keys(first.reasons)) == ("1", ["carried 2025-10-13", "left"])
    assert first.reasons[1].words == "no longer at this school"
    assert (first.facts.is_gone, first.facts.label, first.facts.grade) == (True, "Rosa", "7")
    assert (first.facts.days, last.facts.is_gone) == (0, False)


def test_nobody_is_said_to_have_left_a_school_that_has_told_nothing():
    [name] = list_of(over={"1": OVER})
    assert keys(name.reasons) == ["carried 2025-10-13"]


# Quiet


def quiet_of(*decisions, monday=NEXT, day=None, actions=None):
    weeks = [review(decisions=decisions, monday=MONDAY)]
    return quiet(weeks, actions or {}, USUAL, monday, day or monday)


@pytest.mark.parametrize(
    ("weeks", "is_quiet"),
    [(0, False), (1, True), (USUAL.quiet_weeks, True), (USUAL.quiet_weeks + 1, False)],
)
def test_a_talk_keeps_its_reasons_quiet_for_some_weeks(weeks, is_quiet):
    found = quiet_of(decided(), monday=MONDAY + weeks * WEEK)
    assert found == ({"1": {"worse"}} if is_quiet else {})


def test_a_talk_about_one_case_says_nothing_of_the_next():
    silent = quiet_of(decided(reasons=["running 2025-10-01", "worse"]))
    again = {"run": 3, "run_since": date(2025, 10, 15)}
    [name] = list_of(at_school("1", **WORSE_, **again), silent=silent)
    assert keys(name.reasons) == ["running 2025-10-15"]
    assert list_of(at_school("1", **WORSE_), silent=silent) == []
    assert order(at_school("2", **WORSE_), silent=silent) == ["2"]


@pytest.mark.parametrize(
    ("kind", "taken", "is_quiet"),
    [
        (DISCUSSED, None, True),
        (ACTION, None, True),
        (DEFERRED, None, False),
        (DISCUSSED, datetime(2025, 10, 17), False),
    ],
)
def test_what_was_deferred_or_taken_back_is_not_quiet(kind, taken, is_quiet):
    assert bool(quiet_of(decided(kind, taken=taken))) is is_quiet


@pytest.mark.parametrize(
    ("kinds", "is_quiet"), [((DISCUSSED, DEFERRED), False), ((DEFERRED, DISCUSSED), True)]
)
def test_of_two_decisions_about_one_name_the_last_counts(kinds, is_quiet):
    assert bool(quiet_of(*map(decided, kinds))) is is_quiet


LATER = MONDAY + (USUAL.quiet_weeks + 1) * WEEK


@pytest.mark.parametrize(
    ("due", "state", "is_quiet"),
    [
        (LATER + 4 * ONE, "open", True),
        (LATER + 3 * ONE, "open", False),
        (LATER + 5 * ONE, DONE, False),
        (LATER + 5 * ONE, DROPPED, False),
    ],
)
def test_an_action_keeps_its_reasons_quiet_while_it_is_open_and_not_overdue(due, state, is_quiet):
    """Asked on the Friday on which the team meets."""
    actions = {"a": Action("a", LINC, "Call", "Ms. Chen", due, "1", MONDAY, state)}
    acted = decided(ACTION, action="a")
    assert bool(quiet_of(acted, monday=LATER, day=LATER + 4 * ONE, actions=actions)) is is_quiet
