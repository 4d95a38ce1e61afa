"""Actions: what one needs, who may give and end it, what two people change, and their order."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from sm_core.actions.action import DONE, DROPPED, LONGEST, OPEN, Action
from sm_core.actions.find import actions_listed
from sm_core.actions.save import add_action, change_action, finish_action
from sm_core.errors import NotAllowed, SmError
from sm_core.history import history_of
from sm_core.review.meeting import Said, close, start
from sm_core.saving import ChangedMeanwhile
from tests.invented import LINC, ROOS, ROSA
from tests.mentor_cast import CAPTAIN_, CHEN, MENTOR_, PRINCIPAL_, RUIZ
from tests.review_cast import ANA, FRIDAY, MONDAY, PRESENT, at_nine, week

ONE = timedelta(days=1)
CALL = Action("", LINC, "Call the family", "Ms. Chen", FRIDAY + 3 * ONE)


def give(store, actor=CHEN, **more):
    return add_action(store, at_nine(actor), replace(CALL, **more))


def listed(store, actor=CHEN, day=FRIDAY, school=None):
    return actions_listed(store, actor, FRIDAY, day, school)


def only(store, **more):
    [found] = listed(store, **more)
    return found.action


def finish(store, action, state, words="", when=None, actor=CHEN):
    save = at_nine(actor)
    return finish_action(store, replace(save, when=when or save.when), action.action_id, state,
                         words)  # fmt: skip


# Giving


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"what": " "}, "Say what is to be done"),
        ({"owner": " "}, "an action without an owner is forgotten"),
        ({"due": None}, "by when"),
        ({"due": FRIDAY - ONE}, "cannot be due on Oct 16, 2025, which is over"),
        ({"what": "x" * (LONGEST + 1)}, "under 500 letters"),
        ({"owner": "x" * (LONGEST + 1)}, "under 500 letters"),
    ],
)
def test_what_an_action_needs(store, wrong, words):
    with pytest.raises(SmError, match=words):
        give(store, **wrong)
    assert listed(store, CAPTAIN_) == []


def test_one_due_today_and_as_long_as_allowed_is_kept_with_who_gave_it_when(store):
    save = at_nine()
    action = replace(CALL, what=f" {'x' * (LONGEST - 2)} ", due=FRIDAY)
    made = add_action(store, save, action)
    assert add_action(store, save, action) is None
    found = only(store, actor=CAPTAIN_)
    assert found == made
    assert (found.what, found.state, found.opened, found.opened_by) == (
        "x" * (LONGEST - 2), OPEN, save.when, "Ms. Chen",
    )  # fmt: skip
    told = {c.field: c.after for c in history_of(store, "action", made.action_id)}
    assert told == {"what": made.what, "owner": "Ms. Chen", "due": "2025-10-17"}


@pytest.mark.parametrize(
    ("actor", "may"),
    [(CHEN, True), (CAPTAIN_, True), (PRINCIPAL_, True), (RUIZ, False), (MENTOR_, False)],
)
def test_who_gives_ends_and_changes_them(store, actor, may):
    given = give(store)
    acts = [
        lambda: give(store, actor),
        lambda: change_action(store, at_nine(actor), given, "Visit", CALL.owner, CALL.due),
        lambda: finish(store, given, DONE, actor=actor),
    ]
    for act in acts:
        if may:
            assert act()
        else:
            with pytest.raises(NotAllowed):
                act()
    assert len(listed(store, CAPTAIN_)) == 1 + may


# Ending


def test_done_dropped_and_open_again(store):
    given = give(store)
    done = finish(store, given, DONE, " Spoke to Ana Delgado ")
    assert (done.state, done.ended, done.words) == (DONE, FRIDAY, "Spoke to Ana Delgado")
    # A second press changes nothing.
    assert finish(store, given, DONE, "again", datetime(2025, 10, 18, 9)) == done
    with pytest.raises(SmError, match="“Call the family” is done by now"):
        finish(store, given, DROPPED, "Moved")
    again = finish(store, given, OPEN)
    assert (again.state, again.ended, again.words) == (OPEN, None, "")
    assert only(store, actor=CAPTAIN_) == again
    with pytest.raises(SmError, match="Say why “Call the family” is no longer needed"):
        finish(store, given, DROPPED, " ")
    assert finish(store, given, DROPPED, "Moved").state == DROPPED
    told = {c.after for c in history_of(store, "action", given.action_id) if c.field == "state"}
    assert told == {DONE, DROPPED, OPEN}


def test_words_at_the_end_are_kept_short_and_unknown_actions_are_told(store):
    given = give(store)
    with pytest.raises(SmError, match="under 500 letters"):
        finish(store, given, DONE, "x" * (LONGEST + 1))
    assert finish(store, given, DONE, "x" * LONGEST).words == "x" * LONGEST
    with pytest.raises(SmError, match="no action with this id"):
        finish(store, replace(given, action_id="gone"), DONE)


# Changing


@pytest.mark.parametrize(
    ("about", "words"),
    [
        ({"student_id": ANA}, "not at this school"),  # she is at Roosevelt
        ({"student_id": "no such"}, "not at this school"),
        ({"monday": MONDAY}, "Nobody has begun the review of Oct 13"),
        ({"monday": MONDAY, "student_id": ROSA}, "Nobody has begun the review of Oct 13"),
    ],
)
def test_an_action_is_about_the_school_or_its_students_and_of_an_open_week(reviewed, about, words):
    with pytest.raises(SmError, match=words):
        add_action(reviewed, at_nine(), replace(CALL, **about))
    assert listed(reviewed, CAPTAIN_) == []


def test_in_summer_students_are_where_their_data_end(reviewed):
    summer = replace(at_nine(PRINCIPAL_), when=datetime(2026, 8, 10, 9))
    due = date(2026, 8, 20)
    assert add_action(reviewed, summer, replace(CALL, student_id=ROSA, due=due)).due == due
    again = replace(at_nine(), when=summer.when)
    with pytest.raises(SmError, match="not at this school"):
        add_action(reviewed, again, replace(CALL, student_id=ANA, due=due))


def test_a_closed_week_gets_no_action(reviewed):
    found = week(reviewed)
    start(reviewed, at_nine(), found)
    for student in (ROSA, ""):
        assert give(reviewed, monday=MONDAY, student_id=student).monday == MONDAY
    with pytest.raises(SmError, match="not at this school"):
        give(reviewed, monday=MONDAY, student_id=ANA)
    close(reviewed, at_nine(), found, Said(), PRESENT)
    with pytest.raises(SmError, match=r"Ms. Chen closed the week of Oct 13"):
        give(reviewed, monday=MONDAY)
    assert give(reviewed).monday is None
    assert len(listed(reviewed)) == 3


def test_two_people_change_different_fields_and_not_the_same_one(store):
    given = give(store)
    change_action(store, at_nine(), given, "Visit", CALL.owner, CALL.due)
    change_action(store, at_nine(PRINCIPAL_), given, CALL.what, "Nurse", CALL.due)
    found = only(store, actor=CAPTAIN_)
    assert (found.what, found.owner) == ("Visit", "Nurse")
    with pytest.raises(ChangedMeanwhile, match="what is to be done from Call the family to Visit"):
        change_action(store, at_nine(PRINCIPAL_), given, "Write", CALL.owner, CALL.due)


def test_one_that_is_done_is_not_changed(store):
    given = give(store)
    finish(store, given, DONE)
    with pytest.raises(SmError, match="is done by now"):
        change_action(store, at_nine(), given, "Visit", CALL.owner, CALL.due)


@pytest.mark.parametrize(
    ("due", "may"),
    [
        (FRIDAY + 3 * ONE, True),  # its own day, over by now
        (FRIDAY + 4 * ONE, False),
        (FRIDAY + 9 * ONE, False),
        (FRIDAY + 10 * ONE, True),  # the day of the change
        (None, False),
    ],
)
def test_an_overdue_one_keeps_its_day_or_gets_one_ahead(store, due, may):
    given = give(store)
    save = replace(at_nine(), when=datetime(2025, 10, 27, 9))
    assert given.overdue(save.today)
    if may:
        assert change_action(store, save, given, "Visit", given.owner, due).due == due
    else:
        with pytest.raises(SmError, match=r"due on|by when"):
            change_action(store, save, given, "Visit", given.owner, due)


@pytest.mark.parametrize(("day", "state", "overdue"), [
    (CALL.due, OPEN, False), (CALL.due + ONE, OPEN, True), (CALL.due + ONE, DONE, False),
])  # fmt: skip
def test_what_is_overdue(day, state, overdue):
    assert replace(CALL, state=state).overdue(day) is overdue


# Listing


def test_open_ones_by_day_and_owner_then_the_others_newest_first(reviewed):
    def put(what, due, owner="Ms. Chen", ended=None):
        made = give(reviewed, what=what, due=FRIDAY + due * ONE, owner=owner, student_id=ROSA)
        if ended is not None:
            finish(reviewed, made, DONE, when=datetime(2025, 10, 18 + ended, 9))

    for what, *more in (
        ("done first", 1, "A", 0), ("later", 5), ("same day, b", 2, "b"), ("same day, A", 2, "A"),
        ("done last", 1, "A", 2), ("soon", 1),
    ):  # fmt: skip
        put(what, *more)
    assert [each.action.what for each in listed(reviewed)] == [
        "soon", "same day, A", "same day, b", "later", "done last", "done first",
    ]  # fmt: skip
    assert {each.student for each in listed(reviewed)} == {"Rosa Delgado"}


def test_everybody_sees_those_of_their_schools_and_a_mentor_none(reviewed):
    give(reviewed, student_id=ROSA)
    give(reviewed, what="Ask for a room")
    give(reviewed, CAPTAIN_, school_id=ROOS, student_id=ANA, owner="Mr. Ruiz")

    def seen(actor, **more):
        return sorted(each.student for each in listed(reviewed, actor, **more))

    assert seen(CHEN) == seen(PRINCIPAL_) == seen(CAPTAIN_, school=LINC) == ["", "Rosa Delgado"]
    assert seen(RUIZ) == ["Ana Silva"]
    assert seen(CAPTAIN_) == ["", "Ana Silva", "Rosa Delgado"]
    assert seen(CHEN, school=ROOS) == seen(MENTOR_) == []
    assert seen(CHEN, day=date(2025, 10, 16)) == []
