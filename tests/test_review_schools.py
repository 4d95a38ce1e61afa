"""Students of the weekly review who attend another school as well, or moved to it, and schools that
reach unlike far."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from sm_core.review.decide import Wanted, decide
from sm_core.review.find import reviews
from sm_core.review.kept import kept_names
from sm_core.review.list_rows import list_rows
from sm_core.review.meeting import Said, close, start
from sm_core.review.record import DISCUSSED
from sm_core.review.sheet import NOTHING, sheet
from sm_core.review.words import facts_words
from tests.invented import AMINA, DAYS, LINC, MARCUS, ROOS, ROSA, bring, table, weekdays
from tests.mentor_cast import CAPTAIN_, CHEN
from tests.review_cast import AFTER, ANA, FRIDAY, NEXT, PRESENT, at_nine, keys, week

ZOE = "0041007"
LATER = weekdays(date(2025, 10, 20), 5)
"""The week after, of which only Roosevelt has told."""
MET_NEXT = datetime(2025, 10, 24, 9)
BOTH = (CHEN, CAPTAIN_)


def register(rows):
    return table("Student ID,School ID,Grade,Date,Code", rows)


@pytest.fixture
def moved(reviewed, given):
    """Lincoln closed its week without a word about Rosa, Marcus and Amina; then Rosa went to
    Roosevelt, where she missed three days."""
    close(reviewed, at_nine(), week(reviewed), Said(), PRESENT)
    rows = [(who, ROOS, "7", day, "U" if (who, day) < (ROSA, LATER[3]) else "P")
            for day in LATER for who in (ROSA, ANA)]  # fmt: skip
    bring(reviewed, given, {"moved.csv": register(rows)}, when=at_nine().when.replace(day=25))
    return reviewed


def next_week(store, actor=CHEN, monday=NEXT):
    return week(store, monday, actor, LATER[-1], max(LATER[-1], monday))


@pytest.mark.parametrize("actor", BOTH)
def test_who_moved_away_stands_there_by_name_alone_whoever_asks(moved, actor):
    found = next_week(moved, actor)

    assert [n.student_id for n in found.names] == [MARCUS, AMINA, ROSA]
    assert keys(found.names[-1].reasons) == ["carried 2025-10-13", "left"]
    assert ROSA not in found.facts
    assert found.last.over == 3


def test_a_list_begun_by_the_captain_tells_the_school_nothing_of_another(moved):
    start(moved, replace(at_nine(CAPTAIN_), when=MET_NEXT), next_week(moved, CAPTAIN_))

    [review] = reviews(moved, CHEN, LINC, NEXT)
    rosa = review.names[-1]
    assert (rosa.name, rosa.grade, rosa.facts) == ("Rosa Delgado", "7", {"enrolled": False})
    assert review.names == kept_names(next_week(moved))


def test_every_paper_can_tell_a_name_without_days(moved):
    found = next_week(moved)

    assert facts_words(kept_names(found)[-1]) == ""
    assert [row[1:4] for row in list_rows(found)][-1] == [
        "Rosa Delgado, grade 7", "carried over from Oct 13 · no longer at this school", NOTHING,
    ]  # fmt: skip
    [rosa] = [row for row in sheet(found) if row.student_id == ROSA]
    assert (rosa.to_date, rosa.quarter, rosa.in_program) == (NOTHING, NOTHING, False)


def test_one_decision_clears_the_name(moved):
    save = replace(at_nine(), when=MET_NEXT)
    decide(moved, save, next_week(moved), Wanted(ROSA, DISCUSSED))

    assert ROSA not in {name.student_id for name in next_week(moved, monday=AFTER).names}


@pytest.mark.parametrize("actor", BOTH)
def test_the_head_goes_as_far_as_the_school_and_not_as_a_student(reviewed, given, actor):
    """Marcus goes to Roosevelt for some hours, too, since before he came to Lincoln."""
    days = [date(2025, 8, 22), *DAYS, *LATER]
    rows = [(who, ROOS, "7", day, "P") for day in days for who in (MARCUS, ANA)]
    bring(reviewed, given, {"both.csv": register(rows)}, when=at_nine().when.replace(day=25))

    found = next_week(reviewed, actor)

    assert found.facts[MARCUS].lately.last_day == LATER[-1]
    assert found.figures.through == FRIDAY
    assert found.figures.week_day == date(2025, 10, 10)


def test_where_totals_count_no_tier_is_new(reviewed, given):
    """Zoe was never absent in 60 days that another school told in one number; of the twelve days
    at Lincoln she missed three."""
    days = weekdays(date(2025, 11, 24), 12)
    rows = [(ZOE, LINC, "7", day, "U" if day in days[-3:] else "P") for day in days]
    totals = table("Student ID,School ID,Days Enrolled,Days Absent,As Of",
                   [(who, "303", 60, 0, "2025-11-21") for who in (ZOE, "0041008")])  # fmt: skip
    bring(reviewed, given, {"days.csv": register(rows)}, when=at_nine().when.replace(day=25))
    bring(reviewed, given, {"totals.csv": totals}, when=at_nine().when.replace(day=26))

    found = week(reviewed, days[-5], as_of=days[-1], day=days[-1]).facts[ZOE]

    assert (found.missed, found.days, found.lately.run) == (3, 72, 3)
    assert (found.lately.tier_now, found.lately.tier_before) == (0, 0)
