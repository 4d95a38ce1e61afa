"""Gatherings of the schools: planned, changed, canceled, and who comes to them."""

from dataclasses import replace
from datetime import date, time

import pytest

from sm_core.errors import NotAllowed, SmError
from sm_core.gatherings.find import UNSEEN, find_gathering, gatherings_seen, last_of, next_of
from sm_core.gatherings.gathering import (
    CAME,
    CANCELED,
    COMING,
    HELD,
    INVITED,
    MISSED,
    NOT_COMING,
    PLANNED,
    TRAINING,
    Gathering,
    Mark,
)
from sm_core.gatherings.marks import invite, people_at, record_who_came, say_who_comes
from sm_core.gatherings.save import cancel, change_gathering, flat, plan_gathering
from sm_core.history import history_of
from sm_core.saving import ChangedMeanwhile
from tests.gathering_cast import AHEAD, PAST, RUIZ_, TEAM, by_key, mark, marks_at, now_at, plan
from tests.invented import LINC, ROOS
from tests.mentor_cast import CAPTAIN_, CHEN, MENTOR_, NOW, PRINCIPAL_, RUIZ, TODAY, press
from tests.team_cast import CHEN_, CHEN_ON_TEAM, HALL, put_team

BOTH = (LINC, ROOS)
OTHERS = [CHEN, PRINCIPAL_, MENTOR_]


@pytest.fixture
def planned(store):
    put_team(store, *TEAM)
    plan(store, PAST, AHEAD)
    return store


def change(store, gathering=AHEAD, actor=CAPTAIN_, opened=None, **wanted):
    opened = opened or flat(now_at(store, gathering))
    change_gathering(store, press(actor), gathering.gathering_id, opened, opened | wanted)


def came(store, *marks, gathering=PAST, opened=None, actor=CAPTAIN_):
    opened = marks_at(store, gathering) if opened is None else opened
    record_who_came(store, press(actor), gathering.gathering_id, opened, by_key(*marks))


def says(store, *marks, actor=CHEN, gathering=AHEAD, opened=None):
    opened = marks_at(store, gathering, actor) if opened is None else opened
    school = actor.schools[0]
    say_who_comes(store, press(actor), gathering.gathering_id, school, opened, by_key(*marks))


def states(store, gathering):
    return {m.name: m.state for m in marks_at(store, gathering).values()}


def test_everybody_but_a_mentor_sees_all_by_day(planned):
    for actor in (CAPTAIN_, CHEN, RUIZ, PRINCIPAL_):
        assert [g.gathering_id for g in gatherings_seen(planned, actor)] == ["jan", "feb"]
    assert gatherings_seen(planned, MENTOR_) == []
    with pytest.raises(SmError, match=UNSEEN):
        find_gathering(planned, MENTOR_, "feb")
    with pytest.raises(SmError, match=UNSEEN):
        find_gathering(planned, CAPTAIN_, "nothing")


def test_what_was_planned_is_found_with_who_planned_it(planned):
    now = now_at(planned, AHEAD)
    assert replace(now, made=None, made_by="") == AHEAD
    assert now.made_by == CAPTAIN_.person
    assert now.points == ["Welcome", "What helped?"]


@pytest.mark.parametrize("actor", OTHERS, ids=lambda a: a.role)
def test_only_a_captain_plans_changes_and_cancels(planned, actor):
    with pytest.raises(NotAllowed):
        plan_gathering(planned, press(actor), replace(AHEAD, gathering_id="new"))
    with pytest.raises(NotAllowed):
        change(planned, actor=actor, title="Ours")
    with pytest.raises(NotAllowed):
        cancel(planned, press(actor), "feb", "Snow")
    with pytest.raises(NotAllowed):
        invite(planned, press(actor), "feb", BOTH)
    with pytest.raises(NotAllowed):
        came(planned, mark(HALL, CAME), actor=actor)


def test_a_double_click_plans_one(store):
    for _ in range(2):
        plan_gathering(store, press(token="one"), AHEAD)
    assert len(gatherings_seen(store, CAPTAIN_)) == 1


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"day": None}, "needs a day"),
        ({"day": date(2020, 12, 31)}, "check the year"),
        ({"day": date(2021, 1, 1)}, None),
        ({"day": date(2028, 12, 31)}, None),
        ({"day": date(2029, 1, 1)}, "check the year"),
        ({"kind": "party"}, "not a kind"),
        ({"title": " "}, "needs a title"),
        ({"title": "x" * 200}, None),
        ({"title": "x" * 201}, "too long"),
        ({"place": "x" * 201}, "too long"),
        ({"leader": "x" * 201}, "too long"),
        ({"minutes": 4}, "4 minutes"),
        ({"minutes": 5}, None),
        ({"minutes": 480}, None),
        ({"minutes": 481}, "481 minutes"),
        ({"starts": time(5, 59)}, "05:59"),
        ({"starts": time(6)}, None),
        ({"starts": time(20)}, None),
        ({"starts": time(20, 1)}, "20:01"),
        ({"agenda": "x" * 2000}, None),
        ({"agenda": "x" * 2001}, "2,001 letters"),
    ],
)
def test_what_a_gathering_may_say(store, wrong, told):
    gathering = replace(AHEAD, **wrong)
    if told:
        with pytest.raises(SmError, match=told):
            plan(store, gathering)
        assert gatherings_seen(store, CAPTAIN_) == []
    else:
        plan(store, gathering)
        assert gatherings_seen(store, CAPTAIN_)


def test_a_change_is_kept_with_its_history(planned):
    change(planned, title="Convening", starts=None)
    now = now_at(planned, AHEAD)
    assert (now.title, now.starts, now.day) == ("Convening", None, AHEAD.day)
    told = history_of(planned, "gathering", "feb")
    assert {(c.field, c.before) for c in told if c.happened == NOW} == {
        ("title", AHEAD.title), ("starts", "08:30"),
    }  # fmt: skip


def test_two_who_change_one_gathering(planned):
    opened = flat(now_at(planned, AHEAD))
    change(planned, title="Theirs", place="Library")
    change(planned, opened=opened, agenda="Numbers")
    now = now_at(planned, AHEAD)
    assert (now.title, now.place, now.agenda) == ("Theirs", "Library", "Numbers")
    with pytest.raises(ChangedMeanwhile, match="the title from February convening to Theirs"):
        change(planned, opened=opened, title="Mine")


def test_one_canceled_stays_with_its_reason(planned):
    with pytest.raises(SmError, match="Say why"):
        cancel(planned, press(), "feb", " ")
    cancel(planned, press(), "feb", " Snow ")
    now = now_at(planned, AHEAD)
    assert (now.state, now.reason) == (CANCELED, "Snow")
    with pytest.raises(SmError, match="plan a new meeting"):
        change(planned, title="Again")
    with pytest.raises(SmError, match="is canceled"):
        invite(planned, press(), "feb", BOTH)


def test_one_is_canceled_once(planned):
    cancel(planned, press(), AHEAD.gathering_id, "Snow")
    with pytest.raises(SmError, match="was canceled meanwhile: Snow"):
        cancel(planned, press(), AHEAD.gathering_id, "Ice")
    assert now_at(planned, AHEAD).reason == "Snow"


def test_one_held_is_not_canceled_nor_moved_ahead(planned):
    came(planned, mark(HALL, CAME))
    with pytest.raises(SmError, match="was held and cannot be canceled"):
        cancel(planned, press(), "jan", "Snow")
    change(planned, PAST, day=TODAY)
    with pytest.raises(SmError, match="has not come yet"):
        change(planned, PAST, day=date(2026, 1, 31))


@pytest.mark.parametrize(
    ("day", "ahead", "before"),
    [
        (date(2026, 1, 7), "jan", None),
        (date(2026, 1, 8), "feb", "jan"),
        (date(2026, 2, 4), "feb", "jan"),
        (date(2026, 2, 5), None, "feb"),
    ],
)
def test_the_next_and_the_last(day, ahead, before):
    training = replace(AHEAD, gathering_id="training", kind=TRAINING)
    found = [replace(PAST, gathering_id="off", state=CANCELED), PAST, AHEAD, training]
    both = next_of(found, day, "convening"), last_of(found, day, "convening")
    named = [gathering and gathering.gathering_id for gathering in both]
    assert named == [ahead, before]
    assert next_of(found, day, "meeting") is None


@pytest.mark.parametrize(
    ("day", "state"),
    [(date(2026, 1, 6), PLANNED), (date(2026, 1, 7), HELD), (date(2026, 1, 8), HELD)],
)
def test_before_its_day_one_held_was_planned(day, state):
    assert replace(PAST, state=HELD).by(day).state == state
    assert replace(PAST, state=CANCELED).by(day).state == CANCELED
    assert PAST.by(day) == PAST


def test_one_held_is_no_longer_ahead_on_its_day():
    assert AHEAD.ahead_on(AHEAD.day)
    assert not replace(AHEAD, state=HELD).ahead_on(AHEAD.day)


def test_who_could_come(planned):
    put_team(planned, CHEN_ON_TEAM)
    here = people_at(planned, [LINC], AHEAD.day)
    assert [m.name for m in here.values()] == ["Dr. Hall", "Ms. Chen"]
    assert [m.name for m in people_at(planned, BOTH, AHEAD.day, ["coordinator"]).values()] == [
        "Ms. Chen", "Mr. Ruiz",
    ]  # fmt: skip
    assert people_at(planned, BOTH, date(2025, 8, 17)) == {}


def test_principals_and_coordinators_are_invited_once(planned):
    assert invite(planned, press(), "feb", BOTH) == 3
    assert set(states(planned, AHEAD).values()) == {INVITED}
    says(planned, mark(CHEN_, COMING))
    assert invite(planned, press(), "feb", BOTH) == 0
    assert states(planned, AHEAD)["Ms. Chen"] == COMING


def test_a_school_says_who_comes_and_sees_its_own(planned):
    invite(planned, press(), "feb", BOTH)
    says(planned, mark(CHEN_, COMING), mark(HALL, NOT_COMING), Mark(LINC, name="Mr. Bell",
                                                                    state=COMING))  # fmt: skip
    assert states(planned, AHEAD) == {
        "Ms. Chen": COMING, "Dr. Hall": NOT_COMING, "Mr. Bell": COMING, "Mr. Ruiz": INVITED,
    }  # fmt: skip
    assert {m.name for m in marks_at(planned, AHEAD, RUIZ).values()} == {"Mr. Ruiz"}
    assert marks_at(planned, AHEAD, MENTOR_) == {}


def test_nobody_comes_is_an_answer_too(planned):
    says(planned, Mark(LINC, state=NOT_COMING), actor=PRINCIPAL_)
    assert states(planned, AHEAD) == {"": NOT_COMING}
    nobody = f"{LINC}|"
    opened = marks_at(planned, AHEAD, CHEN)
    say_who_comes(planned, press(CHEN), "feb", LINC, opened,
                  {nobody: None} | by_key(mark(CHEN_, COMING)))  # fmt: skip
    assert states(planned, AHEAD) == {"Ms. Chen": COMING}


def test_no_answer_is_refused(planned):
    with pytest.raises(SmError, match="Choose who comes"):
        says(planned, mark(CHEN_, INVITED))


def test_no_school_answers_for_another(planned):
    with pytest.raises(NotAllowed):
        say_who_comes(planned, press(CHEN), "feb", ROOS, {}, by_key(mark(RUIZ_, COMING)))


def test_nobody_answers_when_it_is_over(planned):
    with pytest.raises(SmError, match=r"is over; say on the day who came"):
        says(planned, mark(CHEN_, COMING), gathering=PAST)


def test_somebody_of_another_team_is_refused(planned):
    stranger = Mark(LINC, "ruiz", "Mr. Ruiz", "coordinator", COMING)
    with pytest.raises(SmError, match="not on the team"):
        says(planned, stranger)


@pytest.mark.parametrize("name", [" ", "x" * 201], ids=["no name", "too long"])
def test_somebody_else_needs_a_name_that_fits(planned, name):
    with pytest.raises(SmError, match=r"name|letters"):
        came(planned, Mark(LINC, name=name, state=CAME))
    assert now_at(planned, PAST).state == PLANNED


def test_the_first_mark_lets_it_be_held(planned):
    came(planned, mark(HALL, CAME), mark(CHEN_, MISSED))
    assert now_at(planned, PAST).state == HELD
    assert states(planned, PAST) == {"Dr. Hall": CAME, "Ms. Chen": MISSED}


def test_a_slip_is_corrected_and_taken_out(planned):
    guest = Mark(LINC, name="Mr. Bell", state=CAME)
    came(planned, mark(HALL, CAME), guest)
    opened = marks_at(planned, PAST)
    record_who_came(planned, press(), "jan", opened,
                    {guest.key: None} | by_key(mark(HALL, MISSED)))  # fmt: skip
    assert states(planned, PAST) == {"Dr. Hall": MISSED}
    told = [(c.before, c.after) for c in history_of(planned, "gathering", "jan")
            if c.field == guest.key]  # fmt: skip
    assert set(told) == {("", CAME), (CAME, "")}


def test_a_school_reads_no_names_of_others_in_the_history(planned):
    came(planned, mark(HALL, CAME), mark(RUIZ_, CAME))
    own = history_of(planned, "gathering", "jan", ["", LINC])
    assert f"{LINC}|hall" in {c.field for c in own}
    assert f"{ROOS}|ruiz" not in {c.field for c in own}


def test_nobody_came_to_what_lies_ahead_or_was_canceled(planned):
    with pytest.raises(SmError, match="has not come yet"):
        came(planned, mark(HALL, CAME), gathering=AHEAD)
    cancel(planned, press(), "jan", "Snow")
    with pytest.raises(SmError, match="nobody came"):
        came(planned, mark(HALL, CAME))


def test_a_meeting_without_anybody_was_not_held(planned):
    with pytest.raises(SmError, match="tap who came"):
        came(planned)
    assert now_at(planned, PAST).state == PLANNED


def test_two_who_record_one_gathering(planned):
    opened = marks_at(planned, PAST)
    came(planned, mark(HALL, CAME))
    came(planned, mark(RUIZ_, CAME), opened=opened)
    assert states(planned, PAST) == {"Dr. Hall": CAME, "Mr. Ruiz": CAME}
    with pytest.raises(ChangedMeanwhile, match=r"the mark of Dr\. Hall from nothing to came"):
        came(planned, mark(HALL, MISSED), opened=opened)


def test_a_gathering_of_today_is_recorded_today(planned):
    today = Gathering("today", title="Today", day=TODAY)
    plan(planned, today)
    came(planned, mark(HALL, CAME), gathering=today)
    assert now_at(planned, today).state == HELD
