"""Trainings: planned, changed, canceled, held; who came; and who still needs which."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sm_core.errors import NotAllowed, SmError
from sm_core.history import history_of
from sm_core.matching.leaving import close_and_end
from sm_core.mentors.find import find_mentor, mentors_seen
from sm_core.mentors.mentor import ORIENTATION, Mentor, Training
from sm_core.mentors.screen import record_training, start
from sm_core.saving import ChangedMeanwhile
from sm_core.trainings.attendance import invite, record_attendance
from sm_core.trainings.find import find_session, marks_in, sessions_seen
from sm_core.trainings.needed import (
    needs_of,
    needs_table,
    needs_words,
    orientation_gaps,
    still_to_invite,
    who_needs,
)
from sm_core.trainings.save import cancel, change_session, flat, may_change, plan_session
from sm_core.trainings.session import (
    ATTENDED,
    CANCELED,
    HELD,
    INVITED,
    MEETING,
    MISSED,
    PLANNED,
    Mark,
    Session,
)
from tests.cast import (
    BOSS,
    DAVID,
    GRACE,
    HELEN,
    OF_ROSA,
    PRIYA,
    ROOSEVELT,
    TOMAS,
    press,
    screen,
)
from tests.invented import LINC, ROOS
from tests.mentor_cast import CHEN, PRINCIPAL_, TODAY

FIRST = Session("first", LINC, ORIENTATION, "Orientation", date(2026, 1, 20), time(15, 30), 150)
NEXT = replace(FIRST, training_id="next", title="Orientation, again", day=date(2026, 2, 3))
ALL_OF_US = replace(FIRST, training_id="all", school_id="", title="District orientation")
CAME = Mark(ATTENDED, True, True)
TODAY_AT_NOON = datetime.combine(TODAY, time(12))


def plan(store, session=FIRST, actor=None, **more):
    usual = BOSS if not session.school_id else CHEN
    plan_session(store, press(actor or usual, **more), session)


def mark(store, marks, session=FIRST, opened=None, actor=CHEN, **more):
    record_attendance(store, press(actor, **more), session.training_id, opened or {}, marks)


def change(store, wanted, session=FIRST, opened=None, actor=CHEN):
    opened = opened or flat(session)
    change_session(store, press(actor), session.training_id, opened, opened | wanted)


def of(store, session=FIRST, actor=BOSS):
    return find_session(store, actor, session.training_id)


def marks(store, session=FIRST, actor=BOSS):
    return marks_in(store, actor).get(session.training_id, {})


def oriented(store, mentor):
    return find_mentor(store, BOSS, TODAY, mentor.mentor_id).oriented(TODAY)


def test_a_session_that_was_planned_is_listed_and_told(school):
    plan(school)
    assert sessions_seen(school, CHEN) == [FIRST]
    told = {(c.field, c.after) for c in history_of(school, "training", "first")}
    assert {("state", "planned"), ("day", "2026-01-20"), ("starts", "15:30")} <= told


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"title": "  "}, "needs a title"),
        ({"title": "x" * 201}, "too long"),
        ({"minutes": 0}, "session of 0 minutes cannot be; give a number from 5 to 480"),
        ({"minutes": 4}, "of 4 minutes"),
        ({"minutes": 481}, "of 481 minutes"),
        ({"minutes": 900}, "of 900 minutes"),
        ({"day": None}, "needs a day"),
        ({"day": date(1987, 5, 4)}, "looks like a date of birth"),
        ({"day": date(2020, 12, 31)}, "looks like a date of birth"),
        ({"day": date(2029, 1, 1)}, "check the year"),
        ({"starts": time(5, 59)}, "starts at 05:59"),
        ({"starts": time(20, 1)}, "starts at 20:01"),
        ({"kind": "karaoke"}, "is not a kind of training"),
    ],
)
def test_what_no_session_can_be_is_refused_when_planned_and_when_changed(school, wrong, sentence):
    with pytest.raises(SmError, match=sentence):
        plan(school, replace(FIRST, **wrong))
    assert sessions_seen(school, BOSS) == []
    plan(school)
    with pytest.raises(SmError, match=sentence):
        change(school, wrong)
    assert of(school) == FIRST


@pytest.mark.parametrize(
    "fine",
    [
        {"minutes": 5}, {"minutes": 480}, {"day": date(2021, 1, 1)}, {"day": date(2028, 12, 31)},
        {"starts": time(6)}, {"starts": time(20)}, {"starts": None}, {"title": "x" * 200},
    ],
)  # fmt: skip
def test_what_a_session_can_just_be(school, fine):
    plan(school, replace(FIRST, **fine))
    assert of(school) == replace(FIRST, **fine)


def test_a_double_click_plans_once(school):
    plan(school, token="one")
    plan(school, replace(FIRST, training_id="second"), token="one")
    assert len(sessions_seen(school, BOSS)) == 1


@pytest.mark.parametrize("actor", [ROOSEVELT, PRINCIPAL_, OF_ROSA])
def test_who_has_no_say_at_the_school_plans_and_changes_nothing(school, actor):
    with pytest.raises(NotAllowed):
        plan(school, actor=actor)
    plan(school)
    assert not may_change(actor, FIRST)
    for act in (
        lambda: change(school, {"title": "Mine"}, actor=actor),
        lambda: cancel(school, press(actor), "first", "no"),
        lambda: mark(school, {"david": CAME}, actor=actor),
        lambda: invite(school, press(actor), "first", ["david"]),
    ):
        with pytest.raises(SmError):
            act()
    assert (of(school), marks(school)) == (FIRST, {})


def test_a_session_of_the_district_is_a_captains(school):
    with pytest.raises(NotAllowed):
        plan(school, ALL_OF_US, actor=CHEN)
    plan(school, ALL_OF_US)
    assert not may_change(CHEN, ALL_OF_US)
    assert may_change(BOSS, ALL_OF_US)
    with pytest.raises(NotAllowed):
        change(school, {"title": "Mine"}, ALL_OF_US)
    with pytest.raises(NotAllowed):
        cancel(school, press(CHEN), "all", "no")


def test_each_sees_the_sessions_of_their_school_and_of_the_district(school):
    for session in (FIRST, ALL_OF_US, replace(NEXT, school_id=ROOS)):
        plan(school, session, BOSS)
    seen = {a.person: {s.training_id for s in sessions_seen(school, a)}
            for a in (BOSS, CHEN, PRINCIPAL_, ROOSEVELT, OF_ROSA)}  # fmt: skip
    assert seen == {
        "District captain": {"first", "all", "next"}, "Ms. Chen": {"first", "all"},
        "Dr. Hall": {"first", "all"}, "Mr. Adeyemi": {"all", "next"}, "David Okafor": set(),
    }  # fmt: skip
    with pytest.raises(SmError, match="no session with this id"):
        of(school, NEXT, CHEN)


def test_two_editors_of_different_fields_both_keep_theirs_and_of_one_are_told(school):
    plan(school)
    change(school, {"place": "Room 12"})
    change(school, {"leader": "Ms. Chen"}, actor=BOSS)
    assert (of(school).place, of(school).leader) == ("Room 12", "Ms. Chen")
    with pytest.raises(ChangedMeanwhile, match="Chen changed the place from nothing to Room 12"):
        change(school, {"place": "Library"}, actor=BOSS)


def test_a_canceled_session_stays_with_its_reason_and_is_over(school):
    plan(school)
    for reason in ("", "  "):
        with pytest.raises(SmError, match="Say why"):
            cancel(school, press(), "first", reason)
    cancel(school, press(), "first", "snow day")
    assert of(school) == replace(FIRST, state=CANCELED, reason="snow day")
    for act in (
        lambda: change(school, {"title": "Again"}),
        lambda: invite(school, press(), "first", ["david"]),
        lambda: mark(school, {"david": CAME}),
    ):
        with pytest.raises(SmError, match="is canceled"):
            act()


def test_inviting_twice_changes_nothing_and_the_number_tells(school):
    plan(school)
    assert invite(school, press(), "first", ["david"]) == 1
    assert invite(school, press(), "first", ["david", "grace"]) == 1
    assert invite(school, press(token="one"), "first", ["priya"]) == 1
    assert invite(school, press(token="one"), "first", ["priya"]) == 0
    assert marks(school) == dict.fromkeys(("david", "grace", "priya"), Mark(INVITED))
    assert of(school).state == PLANNED


def test_mentors_of_another_school_or_gone_are_not_invited(school):
    plan(school, actor=BOSS)
    with pytest.raises(SmError, match="Tomás Rivera does not work at LINC"):
        invite(school, press(BOSS), "first", ["tomas"])
    with pytest.raises(SmError, match="not among those you may see"):
        invite(school, press(), "first", ["tomas"])
    close_and_end(school, press(), "grace", FIRST.day, "moved away", [])
    with pytest.raises(SmError, match="Grace Lindqvist: has left"):
        invite(school, press(), "first", ["david", "grace"])
    assert marks(school) == {}


def test_attendance_orients_a_mentor_and_is_told_with_session_and_mentor(school):
    plan(school)
    invite(school, press(), "first", ["david", "grace"])
    opened = marks(school)
    mark(school, {"david": CAME, "grace": Mark(MISSED)}, opened=opened)
    assert of(school).state == HELD
    assert oriented(school, DAVID)
    assert not oriented(school, GRACE)
    fields = {(c.field, c.after) for c in history_of(school, "mentor", "david")}
    words = "attended, confidentiality agreement signed, duty to report covered"
    assert ("orientation on Jan 20, 2026", words) in fields
    fields = {(c.field, c.before, c.after) for c in history_of(school, "training", "first")}
    assert {("david", "invited", words), ("grace", "invited", "missed"),
            ("state", "planned", "held")} <= fields  # fmt: skip


@pytest.mark.parametrize(
    ("said", "is_oriented"),
    [
        (Mark(ATTENDED, True, True), True),
        (Mark(ATTENDED, True, False), False),
        (Mark(ATTENDED, False, True), False),
        (Mark(ATTENDED), False),
        (Mark(MISSED), False),
        (Mark(INVITED), False),
        (None, False),
    ],
)
def test_oriented_is_who_came_signed_and_heard_of_the_duty(school, said, is_oriented):
    plan(school)
    mark(school, {"david": said})
    assert oriented(school, DAVID) is is_oriented
    assert of(school).state == (HELD if said and said.state != INVITED else PLANNED)


def test_attendance_can_be_corrected_later(school):
    plan(school)
    mark(school, {"david": CAME, "grace": CAME})
    mark(school, {"david": Mark(MISSED), "grace": None}, opened={"david": CAME, "grace": CAME})
    assert marks(school) == {"david": Mark(MISSED)}
    assert not oriented(school, DAVID)
    assert not oriented(school, GRACE)
    changes = [c.after for c in history_of(school, "mentor", "grace") if "orient" in c.field]
    assert sorted(changes) == ["", str(CAME)]


def test_two_who_mark_different_mentors_lose_nothing_and_the_same_are_told(school):
    plan(school)
    mark(school, {"david": CAME})
    mark(school, {"grace": CAME}, actor=BOSS)
    assert set(marks(school)) == {"david", "grace"}
    with pytest.raises(ChangedMeanwhile, match="changed the attendance of David Okafor"):
        mark(school, {"david": Mark(MISSED)}, actor=BOSS)
    assert marks(school)["david"] == CAME


def test_a_session_is_held_on_its_day_at_the_earliest(school):
    plan(school, replace(FIRST, day=TODAY))
    plan(school, replace(NEXT, day=TODAY + timedelta(1)))
    mark(school, {"david": CAME})
    with pytest.raises(SmError, match="planned for Jan 31, 2026, which has not come yet"):
        mark(school, {"david": CAME}, NEXT)


@pytest.mark.parametrize(
    ("session", "said", "sentence"),
    [
        (FIRST, {"tomas": CAME}, "does not work at LINC"),
        (FIRST, {"david": Mark(MISSED, True)}, "David Okafor is marked as missed, and as having"),
        (FIRST, {"david": Mark(INVITED, False, True)}, "marked as invited"),
        (replace(FIRST, kind=MEETING), {"david": CAME}, "is no orientation"),
    ],
)
def test_marks_that_cannot_be(school, session, said, sentence):
    plan(school, session, BOSS)
    with pytest.raises(SmError, match=sentence):
        mark(school, said, session, actor=BOSS)
    assert marks(school) == {}


def test_a_coordinator_records_their_own_at_a_session_of_the_district(school):
    plan(school, ALL_OF_US)
    mark(school, {"tomas": CAME}, ALL_OF_US, actor=ROOSEVELT)
    mark(school, {"david": CAME}, ALL_OF_US)
    with pytest.raises(SmError, match="not among those you may see"):
        mark(school, {"tomas": Mark(MISSED)}, ALL_OF_US, opened={"tomas": CAME})
    assert marks(school, ALL_OF_US) == {"tomas": CAME, "david": CAME}


def test_what_was_held_keeps_its_kind_and_a_day_that_has_come(school):
    plan(school)
    mark(school, {"david": CAME})
    with pytest.raises(SmError, match="its kind stays"):
        change(school, {"kind": MEETING})
    with pytest.raises(SmError, match="has not come yet"):
        change(school, {"day": date(2026, 2, 1)})
    with pytest.raises(SmError, match="was held and cannot be canceled"):
        cancel(school, press(), "first", "a slip")
    change(school, {"day": date(2026, 1, 21)})
    assert find_mentor(school, BOSS, TODAY, "david").trainings[0].day == date(2026, 1, 21)


def test_an_orientation_told_without_a_session_counts_beside_one(school):
    record_training(school, press(), "david", Training(ORIENTATION, FIRST.day, "", True, False))
    plan(school)
    mark(school, {"david": Mark(ATTENDED, False, True)})
    assert oriented(school, DAVID)
    mark(school, {"david": Mark(MISSED)}, opened={"david": Mark(ATTENDED, False, True)})
    gaps = orientation_gaps(find_mentor(school, BOSS, TODAY, "david"), TODAY)
    assert gaps == ("the duty to report",)


def test_what_is_told_of_a_session_with_the_mentor_stands_in_its_history_too(school):
    plan(school)
    mark(school, {"david": Mark(ATTENDED)})
    later, agreed = press(BOSS, TODAY_AT_NOON), Training(ORIENTATION, FIRST.day, "", True, False)
    record_training(school, later, "david", agreed)
    newest = history_of(school, "training", "first")[0]
    assert (newest.field, newest.before, newest.after) == (
        "david", "attended", str(Mark(ATTENDED, True))
    )  # fmt: skip
    with pytest.raises(ChangedMeanwhile, match=r"District captain .* at 12:00"):
        mark(school, {"david": Mark(MISSED)}, opened={"david": Mark(ATTENDED)})


def test_who_needs_the_orientation_and_is_invited(school):
    plan(school, NEXT)
    plan(school)
    mark(school, {"david": CAME, "grace": Mark(ATTENDED, False, True)})
    needs = who_needs(school, CHEN, TODAY)
    assert [(n.mentor.name, n.orientation) for n in needs] == [
        ("Grace Lindqvist", ("the confidentiality agreement",)),
        ("Priya Nair", ("the session", "the confidentiality agreement", "the duty to report")),
    ]
    assert needs_words(needs, ORIENTATION) == (
        "2 mentors still need the orientation; none of them is invited to one"
    )
    assert [m.name for m in still_to_invite(needs, NEXT)] == ["Grace Lindqvist", "Priya Nair"]
    invite(school, press(), "next", ["grace"])
    needs = who_needs(school, CHEN, TODAY)
    assert needs_words(needs, ORIENTATION) == (
        "2 mentors still need the orientation; 1 of them is invited to Feb 3"
    )
    assert [m.name for m in still_to_invite(needs, NEXT)] == ["Priya Nair"]
    table = needs_table(needs, TODAY, {LINC: "Lincoln"})
    assert list(table.iloc[0]) == [
        "Grace Lindqvist", "Prospect", "Lincoln", "needs the confidentiality agreement",
        "none yet", "Orientation, again, Feb 3, 2026",
    ]  # fmt: skip


def test_the_needs_follow_the_school_chosen_and_who_is_asking(school):
    assert len(who_needs(school, BOSS, TODAY)) == 5
    assert len(who_needs(school, BOSS, TODAY, LINC)) == 3
    assert {n.mentor.name for n in who_needs(school, ROOSEVELT, TODAY)} == {
        TOMAS.name, PRIYA.name, HELEN.name,
    }  # fmt: skip
    assert who_needs(school, OF_ROSA, TODAY) == []
    close_and_end(school, press(), "grace", TODAY, "moved away", [])
    assert len(who_needs(school, CHEN, TODAY)) == 2
    assert len(who_needs(school, CHEN, TODAY - timedelta(1))) == 3


@pytest.mark.parametrize(("days", "late"), [(0, False), (59, False), (60, False), (61, True)])
def test_who_is_active_needs_a_meeting_every_sixty_days(school, days, late):
    screen(school, DAVID)
    plan(school)
    mark(school, {"david": CAME})
    start(school, press(), "david", date(2026, 1, 21))
    met = replace(FIRST, training_id="met", kind=MEETING, title="Meeting",
                  day=TODAY - timedelta(days))  # fmt: skip
    plan(school, met)
    [need] = [n for n in who_needs(school, CHEN, TODAY) if n.mentor == of_david(school)]
    assert (need.meeting, need.last_meeting) == (True, None)
    assert needs_words([need], MEETING) == (
        "1 mentor still needs a monthly meeting; none of them is invited to one"
    )
    mark(school, {"david": Mark(ATTENDED)}, met)
    assert any(n.mentor.mentor_id == "david" for n in who_needs(school, CHEN, TODAY)) is late


def of_david(store):
    return find_mentor(store, BOSS, TODAY, "david")


def test_nobody_needs_anything():
    assert needs_words([], ORIENTATION) == "No mentor still needs the orientation"
    assert list(needs_table([], TODAY, {})) == [
        "Mentor", "Stage", "Schools", "Orientation", "Monthly meeting", "Invited to",
    ]  # fmt: skip


DAYS = st.integers(-90, 20).map(lambda n: TODAY + timedelta(n))
TRAININGS = st.builds(
    Training, st.sampled_from((ORIENTATION, MEETING, "other")), DAYS, st.just(""), st.booleans(),
    st.booleans(),
)  # fmt: skip
PEOPLE = st.lists(
    st.builds(
        Mentor,
        mentor_id=st.uuids().map(str),
        last_name=st.just("Somebody"),
        started=st.none() | DAYS,
        paused=st.none() | DAYS,
        closed=st.none() | DAYS,
        trainings=st.lists(TRAININGS, max_size=4).map(tuple),
    ),
    max_size=6,
)
SESSIONS = st.lists(
    st.builds(
        Session,
        training_id=st.uuids().map(str),
        kind=st.sampled_from((ORIENTATION, MEETING)),
        day=DAYS,
        state=st.sampled_from((PLANNED, HELD, CANCELED)),
    ),
    max_size=4,
)


@settings(max_examples=150, deadline=None)
@given(PEOPLE, SESSIONS, st.data())
def test_needs_equal_a_slow_and_obvious_version(mentors, sessions, data):
    states = st.sampled_from((None, INVITED, ATTENDED, MISSED))
    said = {(s.training_id, m.mentor_id): data.draw(states) for s in sessions for m in mentors}
    stored = {
        s.training_id: {m.mentor_id: Mark(said[s.training_id, m.mentor_id]) for m in mentors
                        if said[s.training_id, m.mentor_id]} for s in sessions
    }  # fmt: skip
    found = {
        n.mentor.mentor_id: (set(n.orientation), n.meeting, {s.training_id for s in n.invited})
        for n in needs_of(mentors, sessions, stored, TODAY)
    }
    assert found == slow_needs(mentors, sessions, said)


def slow_needs(mentors, sessions, said):
    """Who needs what, one question after the other."""
    needs = {}
    for mentor in mentors:
        if mentor.closed is not None and mentor.closed <= TODAY:
            continue
        missing = {"the session", "the confidentiality agreement", "the duty to report"}
        met_lately = False
        for training in mentor.trainings:
            if training.day > TODAY:
                continue
            if training.kind == ORIENTATION:
                missing.discard("the session")
                if training.confidentiality:
                    missing.discard("the confidentiality agreement")
                if training.duty_to_report:
                    missing.discard("the duty to report")
            if training.kind == MEETING and (TODAY - training.day).days <= 60:
                met_lately = True
        paused = mentor.paused is not None and mentor.paused <= TODAY
        active = mentor.started is not None and mentor.started <= TODAY and not paused
        meeting = active and not met_lately
        if missing or meeting:
            invited = {
                s.training_id for s in sessions
                if s.state == PLANNED and s.day >= TODAY
                and said[s.training_id, mentor.mentor_id] == INVITED
            }  # fmt: skip
            needs[mentor.mentor_id] = (missing, meeting, invited)
    return needs


def test_the_whole_roster_is_read_once_for_the_needs(school):
    needs = who_needs(school, BOSS, TODAY)
    assert [n.mentor for n in needs] == mentors_seen(school, BOSS, TODAY)
