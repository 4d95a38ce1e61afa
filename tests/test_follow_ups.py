"""What was agreed with the schools: noted for each, changed, and done."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from sm_core.errors import NotAllowed, SmError
from sm_core.gatherings.find import UNSEEN
from sm_core.gatherings.follow_up import DISTRICT, DONE, DROPPED, OPEN, SCHOOL, FollowUp, open_of
from sm_core.gatherings.follow_ups import (
    LONGEST,
    add_follow_up,
    change_follow_up,
    follow_ups_seen,
    may_end,
    set_state,
)
from sm_core.history import history_of
from sm_core.saving import ChangedMeanwhile
from tests.gathering_cast import PAST, agreed, plan
from tests.invented import LINC, ROOS
from tests.mentor_cast import CAPTAIN_, CHEN, MENTOR_, NOW, PRINCIPAL_, RUIZ, TODAY, press

BOTH = (LINC, ROOS)
DUE = date(2026, 2, 6)


def now(store, follow_up):
    found = follow_ups_seen(store, CAPTAIN_)
    return next(f for f in found if f.follow_up_id == follow_up.follow_up_id)


def test_each_school_has_its_own(store):
    ours, theirs = agreed(store, schools=BOTH, due=DUE, owner=" Ms. Chen ")
    assert (ours.owner, ours.state, ours.opened_by) == ("Ms. Chen", OPEN, CAPTAIN_.person)
    assert [f.school_id for f in follow_ups_seen(store, CHEN)] == [LINC]
    assert [f.school_id for f in follow_ups_seen(store, RUIZ)] == [ROOS]
    assert follow_ups_seen(store, MENTOR_) == []
    set_state(store, press(CHEN), ours, DONE)
    assert (now(store, ours).state, now(store, theirs).state) == (DONE, OPEN)


def test_what_the_district_owes_to_every_school_is_one(store):
    [whole] = agreed(store, schools=(), owed_by=DISTRICT)
    assert whole.school_id == ""
    for actor in (CHEN, RUIZ):
        assert follow_ups_seen(store, actor) == [whole]


def test_what_a_school_owes_needs_the_school(store):
    with pytest.raises(SmError, match="Choose the schools"):
        agreed(store, schools=())


def test_the_first_due_comes_first(store):
    for what, due in (("never", None), ("late", DUE), ("soon", TODAY)):
        agreed(store, what, due=due)
    assert [f.what for f in follow_ups_seen(store, CAPTAIN_)] == ["soon", "late", "never"]


def test_where_it_was_agreed(store):
    plan(store, PAST)
    add_follow_up(store, press(), FollowUp("", "jan", what="Call"), [LINC])
    assert follow_ups_seen(store, CAPTAIN_)[0].gathering_id == "jan"
    with pytest.raises(SmError, match=UNSEEN):
        add_follow_up(store, press(), FollowUp("", "nothing", what="Call"), [LINC])


def test_a_double_click_notes_it_once(store):
    asked = FollowUp("", what="Call")
    assert add_follow_up(store, press(token="one"), asked, BOTH) == 2
    assert add_follow_up(store, press(token="one"), asked, BOTH) == 0
    assert len(follow_ups_seen(store, CAPTAIN_)) == 2


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"what": "  "}, "Say what is to be done"),
        ({"what": "x" * LONGEST}, None),
        ({"what": "x" * (LONGEST + 1)}, "too long"),
        ({"owner": "x" * (LONGEST + 1)}, "owner is too long"),
        ({"due": date(2020, 12, 31)}, "check the year"),
        ({"due": date(2021, 1, 1)}, None),
        ({"due": date(2028, 12, 31)}, None),
        ({"due": date(2029, 1, 1)}, "check the year"),
    ],
)
def test_what_it_may_say(store, wrong, told):
    asked = replace(FollowUp("", what="Call"), **wrong)
    if told:
        with pytest.raises(SmError, match=told):
            add_follow_up(store, press(), asked, [LINC])
        assert follow_ups_seen(store, CAPTAIN_) == []
    else:
        assert add_follow_up(store, press(), asked, [LINC]) == 1


@pytest.mark.parametrize("actor", [CHEN, PRINCIPAL_, MENTOR_], ids=lambda a: a.role)
def test_only_a_captain_notes_and_changes(store, actor):
    [ours] = agreed(store)
    with pytest.raises(NotAllowed):
        add_follow_up(store, press(actor), FollowUp("", what="Call"), [LINC])
    with pytest.raises(NotAllowed):
        change_follow_up(store, press(actor), ours, "Else", "", None)


def test_a_change_is_kept_and_told(store):
    [ours] = agreed(store)
    change_follow_up(store, press(), ours, "Send it twice", "Ms. Chen", DUE)
    after = now(store, ours)
    assert (after.what, after.owner, after.due) == ("Send it twice", "Ms. Chen", DUE)
    told = [c.field for c in history_of(store, "follow-up", ours.follow_up_id)
            if c.happened == NOW]  # fmt: skip
    assert told == ["due", "owner", "what"]
    with pytest.raises(ChangedMeanwhile, match="what is to be done"):
        change_follow_up(store, press(), ours, "Mine", "", None)


@pytest.mark.parametrize(
    ("actor", "owed_by", "may"),
    [
        (CAPTAIN_, SCHOOL, True),
        (CAPTAIN_, DISTRICT, True),
        (CHEN, SCHOOL, True),
        (PRINCIPAL_, SCHOOL, True),
        (CHEN, DISTRICT, False),
        (RUIZ, SCHOOL, False),
        (MENTOR_, SCHOOL, False),
    ],
)
def test_who_may_say_that_it_is_done(store, actor, owed_by, may):
    [ours] = agreed(store, owed_by=owed_by)
    assert may_end(actor, ours) == may
    if may:
        set_state(store, press(actor), ours, DONE)
        assert (now(store, ours).state, now(store, ours).ended) == (DONE, TODAY)
    else:
        with pytest.raises(SmError):
            set_state(store, press(actor), ours, DONE)
        assert now(store, ours).state == OPEN


def test_one_not_needed_says_why_and_can_be_opened_again(store):
    [ours] = agreed(store)
    with pytest.raises(SmError, match="Say why"):
        set_state(store, press(CHEN), ours, DROPPED, " ")
    set_state(store, press(CHEN), ours, DROPPED, "Sent in fall")
    dropped = now(store, ours)
    assert (dropped.state, dropped.words) == (DROPPED, "Sent in fall")
    set_state(store, press(CHEN), dropped, OPEN)
    assert (now(store, ours).state, now(store, ours).ended) == (OPEN, None)


def test_two_who_end_it_otherwise(store):
    [ours] = agreed(store)
    set_state(store, press(CHEN), ours, DONE)
    set_state(store, press(PRINCIPAL_), ours, DONE)
    with pytest.raises(SmError, match="to “done” meanwhile"):
        set_state(store, press(), ours, DROPPED, "Why not")


def test_when_it_is_open_and_overdue(store):
    [ours] = agreed(store, due=TODAY)
    days = [TODAY + timedelta(days=n) for n in (-1, 0, 1)]
    assert [ours.open_on(day) for day in days] == [False, True, True]
    assert [ours.overdue_on(day) for day in days] == [False, False, True]
    done = replace(ours, state=DONE, ended=days[2])
    assert [done.open_on(day) for day in days] == [False, True, False]
    assert not replace(ours, due=None).overdue_on(days[2])


def test_what_is_open_both_ways(store):
    agreed(store, "ours", schools=BOTH)
    agreed(store, "to us", owed_by=DISTRICT)
    agreed(store, "to all", schools=(), owed_by=DISTRICT)
    found = follow_ups_seen(store, CAPTAIN_)
    assert [f.what for f in open_of(found, TODAY, LINC, SCHOOL)] == ["ours"]
    assert [f.what for f in open_of(found, TODAY, LINC, DISTRICT)] == ["to all", "to us"]
    assert [f.what for f in open_of(found, TODAY, ROOS, DISTRICT)] == ["to all"]
