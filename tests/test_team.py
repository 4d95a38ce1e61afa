"""The people of a school: named, changed, ended; one principal, coordinator and substitute each."""

from dataclasses import replace
from datetime import date, time, timedelta
from decimal import Decimal

import pytest

from sm_core.actor import PRINCIPAL, Actor
from sm_core.errors import NotAllowed, SmError
from sm_core.saving import ChangedMeanwhile, save_once
from sm_core.team.meeting import NONE, Meeting, meetings_of, save_meeting
from sm_core.team.named import ROLES, Member, Named, ended_at, named_at, read_members
from sm_core.team.overview import headline, missing_words, rest, teams, teams_table
from sm_core.team.save import (
    change_member,
    end_member,
    flat,
    may_name,
    name_member,
    take_back_end,
    write_members,
)
from sm_core.team.story import team_history
from tests.invented import LINC, ROOS
from tests.mentor_cast import (
    CAPTAIN_,
    CHEN,
    MENTOR_,
    PRINCIPAL_,
    RUIZ,
    TODAY,
    press,
)
from tests.team_cast import CHEN_, CHEN_ON_TEAM, FALL, HALL, NOVAK, TUESDAYS, put_team

KIM = replace(HALL, member_id="kim", name="Dr. Kim", started=TODAY)
OF_ROOSEVELT = Actor("Mr. Park", PRINCIPAL, (ROOS,))


def name(store, member, replacing="", actor=CAPTAIN_, **more):
    name_member(store, press(actor, **more), member, replacing)


def change(store, one, wanted, opened=None, actor=CHEN):
    opened = opened or flat(one)
    change_member(store, press(actor), one.member_id, opened, opened | wanted)


def end(store, one, day=TODAY, reason="moved away", actor=CAPTAIN_, **more):
    end_member(store, press(actor, **more), one.member_id, day, reason)


def at(store, day=TODAY, school=LINC) -> Named:
    return named_at(store, [school], day)[school]


def history(store):
    return [(what, c.after, c.reason) for what, c in team_history(store, CAPTAIN_, LINC)]


def test_who_is_named_is_the_one_to_call_and_told(store):
    name(store, HALL)
    name(store, CHEN_, actor=CHEN)
    assert at(store) == Named(HALL, CHEN_, None)
    assert at(store).contact == CHEN_
    assert at(store, FALL - timedelta(days=1)) == Named()
    assert Named(HALL, None, CHEN_).contact == HALL
    assert Named(None, None, CHEN_).contact == CHEN_
    assert ("Ms. Chen, site coordinator: hours a week", "10", "") in history(store)
    with pytest.raises(NotAllowed):
        team_history(store, RUIZ, LINC)


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"name": " "}, "needs a name"),
        ({"name": "x" * 201}, "too long"),
        ({"role": "king"}, "is not a role at a school"),
        ({"email": "chen at school"}, "not an e-mail address"),
        ({"email": "chen@school"}, "not an e-mail address"),
        ({"phone": "ask the office"}, "not a phone number"),
        ({"phone": "12"}, "not a phone number"),
        ({"hours": Decimal(0)}, "0 hours a week cannot be; give half hours from 0.5 to 60"),
        ({"hours": Decimal("-1")}, "-1 hours a week"),
        ({"hours": Decimal("60.5")}, "60.5 hours a week"),
        ({"hours": Decimal("7.25")}, "7.25 hours a week"),
        ({"started": TODAY + timedelta(days=1)}, "the start is dated Jan 31, 2026, which has not"),
        ({"started": date(1987, 5, 4)}, "looks like a date of birth"),
    ],
)
def test_what_nobody_can_be_is_refused_when_named_and_when_changed(store, wrong, sentence):
    with pytest.raises(SmError, match=sentence):
        name(store, replace(CHEN_, **wrong))
    assert at(store) == Named()
    name(store, CHEN_)
    if "role" not in wrong:
        with pytest.raises(SmError, match=sentence):
            change(store, CHEN_, wrong)
    assert at(store).coordinator == CHEN_


@pytest.mark.parametrize("hours", ["0.5", "10", "59.5", "60"])
def test_half_hours_up_to_sixty_can_be(store, hours):
    name(store, replace(CHEN_, hours=Decimal(hours), started=TODAY, phone="x 124"))
    assert at(store).coordinator.hours == Decimal(hours)


def test_hours_are_those_of_coordinator_and_substitute(store):
    name(store, replace(CHEN_, role="substitute"))
    with pytest.raises(SmError, match="leave them empty"):
        name(store, replace(HALL, hours=Decimal(3)))


@pytest.mark.parametrize("role", ["principal", "coordinator", "substitute"])
def test_of_the_three_roles_there_is_one_at_a_time(store, role):
    first, second = replace(HALL, role=role), replace(KIM, role=role)
    name(store, first)
    with pytest.raises(ChangedMeanwhile, match=r"Dr\. Hall is named as .* since Aug 18") as told:
        name(store, second)
    assert told.value.now == {"replacing": "hall"}
    name(store, second, replacing="hall")
    before, now = at(store, TODAY - timedelta(days=1)), at(store)
    assert getattr(before, role).name == "Dr. Hall"
    assert getattr(now, role) == second
    assert [m.last_day for m in ended_at(store, LINC, TODAY)] == [TODAY - timedelta(days=1)]
    assert any(reason == "Dr. Kim follows" for _, _, reason in history(store))


def test_at_another_school_the_role_is_free_and_a_team_has_many_of_one_role(store):
    name(store, HALL)
    name(store, replace(KIM, school_id=ROOS))
    assert at(store, school=ROOS).principal.name == "Dr. Kim"
    name(store, NOVAK)
    name(store, replace(NOVAK, member_id="other", name="Mr. Diaz"))
    with store.reading() as cursor:
        assert {m.name for m in read_members(cursor)} == {
            "Dr. Hall", "Dr. Kim", "Ms. Novak", "Mr. Diaz",
        }  # fmt: skip


def test_who_follows_starts_after_the_one_before(store):
    name(store, HALL)
    early = replace(KIM, started=FALL - timedelta(days=1))
    with pytest.raises(SmError, match="cannot start before that"):
        name(store, early, replacing="hall")
    name(store, replace(KIM, started=FALL), replacing="hall")
    [hall] = ended_at(store, LINC, TODAY)
    assert (hall.name, hall.serves_at_all) == ("Dr. Hall", False)
    assert at(store, FALL).principal.name == "Dr. Kim"


def test_nobody_is_named_into_the_days_of_somebody_who_ended(store):
    name(store, HALL)
    end(store, HALL, date(2025, 12, 19))
    with pytest.raises(SmError, match=r"until Dec 19, 2025; .* on Dec 20, 2025 at the earliest"):
        name(store, replace(KIM, started=date(2025, 12, 19)))
    name(store, replace(KIM, started=date(2025, 12, 20)))
    assert at(store, date(2025, 12, 19)).principal.name == "Dr. Hall"
    assert at(store, date(2025, 12, 20)).principal.name == "Dr. Kim"


def test_a_change_of_days_cannot_make_two_of_one(store):
    name(store, HALL)
    name(store, KIM, replacing="hall")
    with pytest.raises(SmError, match="would both be principal at one time"):
        change(store, KIM, {"started": TODAY - timedelta(days=1)})
    with pytest.raises(SmError, match="would both be principal at one time"):
        take_back_end(store, press(), "hall")
    with pytest.raises(SmError, match="would both be"):
        put_team(store, replace(KIM, member_id="third"))


def test_an_end_has_a_day_and_a_reason_and_can_be_taken_back(store):
    name(store, HALL)
    with pytest.raises(SmError, match="Say why"):
        end(store, HALL, reason="  ")
    with pytest.raises(SmError, match="is before that and cannot be the last day"):
        end(store, HALL, FALL - timedelta(days=1))
    with pytest.raises(SmError, match="check the year"):
        end(store, HALL, TODAY + timedelta(days=366))
    end(store, HALL, TODAY + timedelta(days=30))
    assert at(store, TODAY + timedelta(days=30)).principal
    assert not at(store, TODAY + timedelta(days=31)).principal
    with pytest.raises(SmError, match="already"):
        end(store, HALL)
    take_back_end(store, press(), "hall")
    assert at(store, TODAY + timedelta(days=31)).principal == HALL
    what = "Dr. Hall, principal: first day without them"
    assert (what, "", "the last day was taken back") in history(store)


def test_two_editors_of_one_person_lose_nothing(store):
    name(store, CHEN_)
    change(store, CHEN_, {"phone": "555-0199"})
    change(store, CHEN_, {"email": "c@school.example"}, opened=flat(CHEN_))
    found = at(store).coordinator
    assert (found.phone, found.email) == ("555-0199", "c@school.example")
    with pytest.raises(ChangedMeanwhile, match="the phone from 555-0143 to 555-0199") as told:
        change(store, CHEN_, {"phone": "555-0111"}, opened=flat(CHEN_))
    assert told.value.now == {"phone": "555-0199"}


def test_a_double_click_names_once(store):
    for member in (NOVAK, replace(NOVAK, member_id="again")):
        name(store, member, token="one")
    with store.reading() as cursor:
        assert cursor.execute("SELECT member_id FROM program.team").fetchall() == [("novak",)]


def test_a_role_on_the_team_may_change_and_a_named_one_not(store):
    put_team(store, NOVAK, HALL)
    change(store, NOVAK, {"role": "notes"})
    with pytest.raises(SmError, match="keeps the role"):
        change(store, HALL, {"role": "notes"})
    with pytest.raises(SmError, match="keeps the role"):
        change(store, NOVAK, {"role": "principal"}, opened=flat(NOVAK) | {"role": "notes"})


MAY = [
    (CAPTAIN_, set(ROLES)),
    (CHEN, set(ROLES)),
    (PRINCIPAL_, set(ROLES) - {"principal"}),
    (RUIZ, set()),
    (OF_ROOSEVELT, set()),
    (MENTOR_, set()),
]


@pytest.mark.parametrize(("actor", "roles"), MAY, ids=lambda each: getattr(each, "person", ""))
def test_the_principal_names_all_but_the_principal_and_nobody_acts_elsewhere(store, actor, roles):
    for role in ROLES:
        one = Member(role, LINC, role, f"Somebody {role}", started=FALL)
        assert may_name(actor, LINC, role) == (role in roles)
        if role in roles:
            name(store, one, actor=actor)
            change(store, one, {"note": "in"}, actor=actor)
            end(store, one, actor=actor)
            continue
        with pytest.raises(NotAllowed):
            name(store, one, actor=actor)
        put_team(store, one)
        with pytest.raises(SmError):
            change(store, one, {"note": "in"}, actor=actor)
        with pytest.raises(SmError):
            end(store, one, actor=actor)


def test_somebody_elses_person_is_as_unknown_as_nobody(store):
    put_team(store, HALL)
    for who in ("hall", "nobody"):
        with pytest.raises(SmError, match="nobody with this id among the people of your schools"):
            end_member(store, press(RUIZ), who, TODAY, "why")


def test_many_are_written_at_once_or_none(store):
    with pytest.raises(SmError, match="would both be principal"):
        put_team(store, CHEN_, HALL, KIM)
    with pytest.raises(NotAllowed):
        save_once(store, press(RUIZ), lambda w: write_members(w, [CHEN_]))
    assert at(store) == Named()


BAD_MEETINGS = [
    (Meeting("Sunday"), 'cannot meet on "Sunday"'),
    (Meeting(starts=time(8)), "needs a day"),
    (Meeting(place="library"), "needs a day"),
    (Meeting("Monday", time(5, 59)), "meeting at 05:59"),
    (Meeting("Monday", time(20, 1)), "meeting at 20:01"),
    (Meeting("Monday", rhythm="never"), "is no rhythm"),
    (Meeting("Monday", place="x" * 201), "too long"),
]


@pytest.mark.parametrize(("wrong", "sentence"), BAD_MEETINGS)
def test_a_meeting_that_cannot_be(store, wrong, sentence):
    with pytest.raises(SmError, match=sentence):
        save_meeting(store, press(CHEN), LINC, NONE, wrong)
    assert meetings_of(store, [LINC]) == {LINC: NONE}


def test_the_meeting_is_the_schools_and_two_editors_merge(store):
    save_meeting(store, press(CHEN), LINC, NONE, TUESDAYS)
    assert meetings_of(store, [LINC, ROOS]) == {LINC: TUESDAYS, ROOS: NONE}
    assert str(TUESDAYS) == "Tuesdays at 7:45 am, library, every week"
    later = replace(TUESDAYS, starts=time(8))
    save_meeting(store, press(CHEN), LINC, TUESDAYS, later)
    save_meeting(store, press(), LINC, TUESDAYS, replace(TUESDAYS, place="Room 2"))
    assert meetings_of(store, [LINC])[LINC] == replace(later, place="Room 2")
    with pytest.raises(ChangedMeanwhile, match="the time of the meeting from 07:45 to 08:00"):
        save_meeting(store, press(), LINC, TUESDAYS, replace(TUESDAYS, starts=time(9)))
    assert ("Time of the meeting", "08:00", "") in history(store)
    for actor in (OF_ROOSEVELT, RUIZ, MENTOR_):
        with pytest.raises(NotAllowed):
            save_meeting(store, press(actor), LINC, TUESDAYS, NONE)


def test_the_next_meeting_is_a_school_day():
    days = [TODAY + timedelta(days=n) for n in range(0, 15)]
    assert TODAY.weekday() == 4
    assert replace(TUESDAYS, day="Friday").next_after(TODAY, days) == TODAY + timedelta(days=7)
    off = [day for day in days if day != date(2026, 2, 3)]
    assert TUESDAYS.next_after(TODAY, days) == date(2026, 2, 3)
    assert TUESDAYS.next_after(TODAY, off) == date(2026, 2, 10)
    assert TUESDAYS.next_after(TODAY, []) is None
    assert NONE.next_after(TODAY, days) is None


def test_schools_with_most_missing_come_first_each_to_those_who_may_see_it(school):
    put_team(school, HALL, CHEN_, NOVAK, CHEN_ON_TEAM, meetings={LINC: TUESDAYS})
    roosevelt, lincoln = teams(school, CAPTAIN_, TODAY)
    assert missing_words(lincoln) == "no substitute"
    assert missing_words(roosevelt) == (
        "no principal named, no site coordinator, no substitute, no meeting day, "
        "nobody leads the meeting"
    )
    assert (lincoln.leader, lincoln.coordinator_on_team) == (NOVAK, True)
    assert headline([roosevelt, lincoln]) == (
        "1 of 2 schools has nobody named as principal, 1 has no site coordinator"
    )
    assert rest([roosevelt, lincoln]) == (
        "2 have no substitute, 1 no meeting day, 1 nobody who leads the meeting."
    )
    assert headline([lincoln]) == "Every school has a principal and a site coordinator named"
    row = teams_table([roosevelt, lincoln]).iloc[1]
    assert (row["Call"], row["Phone"], row["Hours a week"]) == ("Ms. Chen", "555-0143", 10.0)
    assert row["Team"] == 2
    for actor in (CHEN, PRINCIPAL_):
        assert [t.school_id for t in teams(school, actor, TODAY)] == [LINC]
    assert teams(school, MENTOR_, TODAY) == []


def test_a_school_lacking_the_graver_one_comes_first_among_equals(school):
    put_team(school, HALL, replace(CHEN_, school_id=ROOS))
    assert [t.school_id for t in teams(school, CAPTAIN_, TODAY)] == [ROOS, LINC]
    put_team(school, replace(HALL, member_id="h2", school_id=ROOS))
    assert [t.school_id for t in teams(school, CAPTAIN_, TODAY)] == [LINC, ROOS]


def test_in_a_small_school_one_person_is_principal_and_coordinator(school):
    put_team(school, HALL, replace(CHEN_, name="Dr. Hall"))
    lincoln = next(t for t in teams(school, CAPTAIN_, TODAY) if t.school_id == LINC)
    assert "coordinator" not in lincoln.missing
    assert not lincoln.coordinator_on_team
