"""How far each school is with its reviews, as captains see it."""

from datetime import date, datetime, timedelta

import pytest

from sm_core.actions.action import Action
from sm_core.actions.save import add_action, finish_action
from sm_core.errors import NotAllowed
from sm_core.review.schools import SchoolState, school_states, schools_table, schools_words
from sm_core.schools import School
from tests.cast import BOSS, press
from tests.invented import LINC, ROOS
from tests.mentor_cast import CHEN, MENTOR_

MONDAY = date(2025, 10, 13)
FRIDAY = MONDAY + timedelta(days=4)
WEEK = timedelta(days=7)
LINCOLN, ROOSEVELT = School(LINC, "Lincoln", None), School(ROOS, "Roosevelt", None)
JEFFERSON = School("JEFF", "Jefferson", None)


def begun(store, school, monday, state="open"):
    with store.writing("program") as cursor:
        cursor.execute(
            "INSERT INTO program.reviews (review_id, school_id, monday, state) "
            "VALUES ($school || '|' || $monday, $school, $monday, $state)",
            {"school": school, "monday": monday, "state": state},
        )


def states(store, actor=BOSS, schools=(LINCOLN, ROOSEVELT, JEFFERSON), day=FRIDAY):
    return school_states(store, actor, schools, MONDAY, day)


def test_who_has_not_begun_comes_first_of_these_whose_last_is_longest_ago(store):
    begun(store, LINC, MONDAY, "closed")
    begun(store, LINC, MONDAY - 2 * WEEK, "closed")
    begun(store, ROOS, MONDAY - WEEK)
    begun(store, ROOS, MONDAY + WEEK)
    found = states(store)
    assert found == [
        SchoolState(JEFFERSON),
        SchoolState(ROOSEVELT, "", MONDAY - WEEK),
        SchoolState(LINCOLN, "closed", MONDAY - 2 * WEEK),
    ]
    assert schools_words(found, MONDAY) == "2 of 3 schools have not begun the week of Oct 13"
    assert schools_words(found[2:], MONDAY) == "0 of 1 school have not begun the week of Oct 13"
    assert [list(row) for row in schools_table(found, MONDAY).itertuples(index=False)] == [
        ["Jefferson", "Not begun", None, 0, 0],
        ["Roosevelt", "Not begun", MONDAY - WEEK, 0, 0],
        ["Lincoln", "Closed", MONDAY - 2 * WEEK, 0, 0],
    ]


def test_actions_are_those_open_on_the_day(store):
    given = datetime(2025, 10, 13, 9)
    due = date(2025, 10, 16)
    call = Action("", LINC, "Call home", "Ms. Chen", due)
    ended = add_action(store, press(BOSS, given), call)
    add_action(store, press(BOSS, given), call)
    add_action(store, press(BOSS, given + timedelta(days=2)), call)
    finish_action(store, press(BOSS, given + timedelta(days=1)), ended.action_id, "done")

    def of(day):
        [one] = states(store, CHEN, [LINCOLN], day)
        return one.open_actions, one.overdue

    assert [of(date(2025, 10, day)) for day in (12, 13, 14, 15, 16, 17)] == [
        (0, 0), (2, 0), (1, 0), (2, 0), (2, 0), (2, 2),
    ]  # fmt: skip


@pytest.mark.parametrize("who", [CHEN, MENTOR_])
def test_nobody_is_told_of_another_school(store, who):
    with pytest.raises(NotAllowed):
        states(store, who)
