"""What marks say of each school, what taps make of them, and the tables of meetings."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from sm_core.gatherings.follow_up import DISTRICT, DONE, DROPPED, FollowUp, together
from sm_core.gatherings.gathering import (
    CAME,
    CANCELED,
    COMING,
    HELD,
    INVITED,
    MISSED,
    NOT_COMING,
    Mark,
)
from sm_core.gatherings.owed import (
    Owed,
    alike_words,
    owed_of,
    owed_shown,
    owed_table,
    owed_words,
    reminders,
)
from sm_core.gatherings.table import (
    follow_ups_table,
    gatherings_table,
    in_order,
    schools_table,
    who_table,
)
from sm_core.gatherings.turnout import Turnout, school_state, turnout, who_came, who_comes
from sm_core.gatherings.words import (
    due_words,
    facts,
    follow_ups_words,
    group_words,
    owes_words,
    person_words,
    school_words,
    state_words,
    turnout_words,
    unnamed_words,
    wall_words,
)
from sm_core.schools import School
from tests.gathering_cast import AHEAD, PAST, RUIZ_, by_key, mark
from tests.invented import LINC, ROOS
from tests.mentor_cast import TODAY
from tests.team_cast import CHEN_, HALL

LINCOLN, ROOSEVELT = School(LINC, "Lincoln", TODAY), School(ROOS, "Roosevelt", TODAY)
SCHOOLS = [LINCOLN, ROOSEVELT]
NAMES = {LINC: "Lincoln", ROOS: "Roosevelt"}
WAS_HELD = replace(PAST, state=HELD)
BELL = Mark(LINC, name="Mr. Bell", state=CAME)
NOBODY = Mark(LINC, state=NOT_COMING)
DAYS_AGO = datetime(2026, 1, 7, 12)


def states(wanted):
    return {key.partition("|")[2]: mark and mark.state for key, mark in wanted.items()}


def owing(what="Call", school=LINC, due=None, **more):
    return FollowUp(f"{what}{school}", "jan", school, what=what, due=due, opened=DAYS_AGO, **more)


@pytest.mark.parametrize(
    ("of", "state"),
    [
        ((), ""),
        ((INVITED,), INVITED),
        ((INVITED, NOT_COMING), NOT_COMING),
        ((INVITED, NOT_COMING, COMING), COMING),
        ((MISSED, NOT_COMING), MISSED),
        ((MISSED, CAME), CAME),
    ],
)
def test_where_a_school_stands(of, state):
    assert school_state([mark(HALL, each) for each in of]) == state


def test_the_turnout_counts_schools_and_people():
    before = [mark(HALL, COMING), mark(CHEN_, COMING), mark(RUIZ_, INVITED)]
    assert turnout(AHEAD, before) == Turnout(2, 1, 0, 2)
    assert turnout_words(AHEAD, before) == "1 of 2 schools answered, 2 people come"
    one = [mark(HALL, COMING), mark(CHEN_, INVITED)]
    assert turnout_words(AHEAD, one) == "1 of 1 school answered, 1 person comes"
    assert turnout_words(AHEAD, one[1:]) == "0 of 1 school answered, nobody comes yet"
    after = [mark(HALL, CAME), mark(CHEN_, MISSED), mark(RUIZ_, NOT_COMING)]
    assert turnout_words(WAS_HELD, after) == "1 of 2 schools came, 1 person"
    assert turnout_words(AHEAD, []) == ""
    some = [mark(HALL, CAME), mark(RUIZ_, COMING)]
    assert turnout_words(WAS_HELD, some) == "1 of 2 schools came, 1 not recorded, 1 person"
    assert turnout_words(replace(AHEAD, state=CANCELED), before) == ""


def test_who_was_tapped_came_and_who_was_expected_missed():
    before = by_key(mark(HALL, COMING), mark(CHEN_, INVITED), mark(RUIZ_, NOT_COMING))
    people = by_key(mark(HALL, INVITED), mark(CHEN_, INVITED))
    assert states(who_came(before, people, [f"{LINC}|hall"])) == {"hall": CAME, "chen": MISSED}
    assert states(who_came({}, people, [f"{LINC}|hall"])) == {"hall": CAME}


def test_a_slip_is_no_mark_and_a_member_who_did_not_come_missed():
    before = by_key(BELL, mark(HALL, CAME), replace(BELL, name="Ms. Day", state=COMING))
    assert states(who_came(before, {}, [])) == {
        "Mr. Bell": None, "hall": MISSED, "Ms. Day": MISSED,
    }  # fmt: skip


def test_a_school_says_who_comes():
    people = by_key(mark(HALL, INVITED), mark(CHEN_, INVITED))
    asked = by_key(mark(HALL, INVITED), replace(BELL, state=COMING), NOBODY)
    assert states(who_comes(LINC, asked, people, [f"{LINC}|chen"])) == {
        "chen": COMING, "hall": NOT_COMING, "Mr. Bell": None, "": None,
    }  # fmt: skip
    assert states(who_comes(LINC, {}, people, [])) == {"": NOT_COMING}
    asked = by_key(mark(HALL, COMING))
    assert states(who_comes(LINC, asked, people, [])) == {"hall": NOT_COMING}


@pytest.mark.parametrize(
    ("of", "words"),
    [
        ((), "not asked"),
        ((NOBODY,), "nobody can come"),
        ((mark(HALL, MISSED),), "nobody came"),
        ((mark(HALL, MISSED), mark(CHEN_, CAME), BELL), "came: Ms. Chen, Mr. Bell; "
                                                        "missed: Dr. Hall"),
    ],
)  # fmt: skip
def test_a_school_in_words(of, words):
    assert school_words(WAS_HELD, of) == words
    assert school_words(replace(WAS_HELD, state=CANCELED), of) == ""


@pytest.mark.parametrize("state", [INVITED, COMING])
def test_nobody_recorded_who_of_a_school_came(state):
    assert school_words(WAS_HELD, [mark(HALL, state)]) == "not recorded"
    assert school_words(WAS_HELD, [mark(HALL, state), mark(CHEN_, CAME)]).startswith("came: ")


def test_a_school_in_words_before_the_day():
    assert school_words(AHEAD, [mark(HALL, INVITED)]) == "no answer yet: Dr. Hall"
    both = [mark(HALL, COMING), mark(CHEN_, NOT_COMING)]
    assert school_words(AHEAD, both) == "coming: Dr. Hall; not coming: Ms. Chen"


def test_a_meeting_in_words():
    assert facts(AHEAD) == (
        "Wed Feb 4, 2026, 8:30 am · 90 minutes · Board room · led by District captain"
    )
    assert facts(replace(AHEAD, starts=None, place="", leader="")) == "Wed Feb 4, 2026 · 90 minutes"
    assert state_words(PAST, PAST.day) == "planned"
    assert state_words(PAST, PAST.day + timedelta(1)) == "planned; say who came"
    assert state_words(WAS_HELD, TODAY) == "held"
    assert state_words(replace(PAST, state=CANCELED, reason="Snow"), TODAY) == "canceled: Snow"
    assert person_words(mark(HALL, CAME)) == "Dr. Hall (principal)"
    assert person_words(BELL) == "Mr. Bell"


def test_who_cannot_be_asked():
    roles = ("principal", "coordinator")
    assert (
        unnamed_words([mark(HALL, INVITED), mark(CHEN_, INVITED)], {LINC: "Lincoln"}, roles) == ""
    )
    assert unnamed_words([mark(HALL, INVITED), mark(RUIZ_, INVITED)], NAMES, roles) == (
        "Nobody is named principal of Roosevelt; site coordinator of Lincoln"
    )
    six = {name: name for name in "ABCDEF"}
    assert unnamed_words([], six, roles[:1]) == "Nobody is named principal of A, B, C, D and 2 more"


def test_the_tables():
    marks = {"jan": by_key(mark(HALL, CAME), mark(RUIZ_, MISSED)), "feb": by_key(NOBODY)}
    found = in_order([WAS_HELD, AHEAD], TODAY)
    assert [g.gathering_id for g in found] == ["feb", "jan"]
    several = gatherings_table(found, marks, SCHOOLS, TODAY)
    assert list(several["Who"]) == [
        "1 of 1 school answered, nobody comes yet", "1 of 2 schools came, 1 person",
    ]  # fmt: skip
    one = gatherings_table(found, marks, [ROOSEVELT], TODAY)
    assert list(one["Who"]) == ["not asked", "nobody came"]
    assert list(schools_table(WAS_HELD, marks["jan"].values(), SCHOOLS)["Who"]) == [
        "came: Dr. Hall", "nobody came",
    ]  # fmt: skip
    who = who_table(found, marks, {LINC: "Lincoln"})
    assert list(who["Name"]) == ["Nobody", "Dr. Hall"]
    assert list(who["Role"].dropna()) == ["Principal"]
    assert list(who["State"]) == [NOT_COMING, CAME]


@pytest.mark.parametrize(
    ("group", "words"),
    [
        ([owing()], "Call · Lincoln · open"),
        ([owing(due=TODAY)], "Call · Lincoln, by Jan 30, 2026 · open"),
        ([owing(due=TODAY - timedelta(1))], "Call · 1 school · open"),
        ([owing(state=DONE, ended=TODAY)], "Call · Lincoln · done"),
        ([owing(due=TODAY), owing(school=ROOS, due=TODAY, state=DONE, ended=TODAY)],
         "Call · 2 schools, by Jan 30, 2026 · 1 of 2 done"),
        ([owing(due=DAYS_AGO.date()), owing(school=ROOS, due=DAYS_AGO.date())],
         "Call · 2 schools · 0 of 2 done"),
        ([owing(school="", owed_by=DISTRICT)], "Call · The district for every school · open"),
        ([owing(owed_by=DISTRICT), owing(school=ROOS, owed_by=DISTRICT)],
         "Call · The district for 2 schools · 0 of 2 done"),
    ],
)  # fmt: skip
def test_a_wall_names_no_school_that_is_late(group, words):
    assert wall_words(group, NAMES, TODAY) == words


def test_follow_ups_in_words():
    late = owing(due=TODAY - timedelta(1))
    done = owing("Done", state=DONE, ended=TODAY)
    dropped = owing("Not", state=DROPPED, ended=TODAY, words="Sent in fall")
    told = [due_words(f, TODAY) for f in (late, owing(due=TODAY), owing(), done, dropped)]
    assert told == ["Overdue, due Jan 29, 2026", "Due Jan 30, 2026", "No day set",
                    "Done Jan 30, 2026", "Not needed Jan 30, 2026"]  # fmt: skip
    assert follow_ups_words([late, done, dropped], TODAY) == (
        "1 open, 1 overdue, 2 done or not needed"
    )
    assert follow_ups_words([late], date(2026, 1, 6)) == "Nothing was agreed yet"
    table = follow_ups_table([late, dropped], NAMES, {"jan": "January"}, TODAY)
    assert list(table["State"]) == ["Overdue", "Not needed"]
    assert list(table["Who"]) == ["Lincoln", "Lincoln"]
    assert list(table["Agreed at"]) == ["January", "January"]


@pytest.mark.parametrize(
    ("school", "owed_by", "words"),
    [
        (LINC, "school", "Lincoln"),
        (LINC, DISTRICT, "The district for Lincoln"),
        ("", DISTRICT, "The district for every school"),
    ],
)
def test_who_owes_it(school, owed_by, words):
    assert owes_words(owing(school=school, owed_by=owed_by), NAMES) == words


def test_what_several_schools_owe_alike_is_one():
    alike = [owing(school=school) for school in ("A", "B", "C", "D", "E", "F")]
    assert together([*alike, owing("Else")]) == [alike, [owing("Else")]]
    assert group_words(alike[:4], {}, TODAY) == "0 of 4 done; open at A, B, C, D"
    assert group_words(alike[:5], {}, TODAY) == "0 of 5 done; open at A, B, C, D and 1 more"
    done = [replace(f, state=DONE, ended=TODAY) for f in alike[:2]]
    assert group_words(done, {}, TODAY) == "2 of 2 done"


CALLED = [
    replace(WAS_HELD, gathering_id="last year", day=date(2025, 6, 4)), WAS_HELD, AHEAD,
    replace(AHEAD, gathering_id="off", state=CANCELED),
]  # fmt: skip


def owed(marks, follow_ups=(), plans=(LINC, ROOS), waiting=None):
    of = {g.gathering_id: by_key(*marks) for g in CALLED}
    return owed_of(SCHOOLS, TODAY, follow_ups, (CALLED, of), plans, waiting or {})


def test_nothing_is_owed():
    lincoln, roosevelt = owed([])
    assert lincoln.nothing
    assert roosevelt.nothing
    assert owed_words([lincoln], TODAY) == (
        "Nothing is overdue, and no meeting waits for an answer"
    )
    assert reminders(lincoln) == []


@pytest.mark.parametrize(
    ("state", "unanswered", "missed"),
    [
        (INVITED, ["feb"], []),
        (COMING, [], []),
        (NOT_COMING, [], ["jan"]),
        (MISSED, [], ["jan"]),
        (CAME, [], []),
    ],
)
def test_what_a_school_did_not_answer_and_missed_this_year(state, unanswered, missed):
    lincoln, roosevelt = owed([mark(HALL, state)])
    assert [g.gathering_id for g in lincoln.unanswered] == unanswered
    assert [g.gathering_id for g in lincoln.missed] == missed
    assert roosevelt.nothing


def test_what_is_owed_both_ways():
    late = TODAY - timedelta(1)
    follow_ups = [
        owing(due=late), owing("Later", due=TODAY), owing("Lists", owed_by=DISTRICT),
        owing("All", "", owed_by=DISTRICT, due=late), owing(school=ROOS),
    ]  # fmt: skip
    found = owed([mark(HALL, INVITED)], follow_ups, (ROOS,), {LINC: 2})
    assert owed_words(found, TODAY) == (
        "1 school has something overdue; 1 school has a meeting ahead to answer; "
        "the district owes 2 things, 1 overdue"
    )
    lincoln, roosevelt = owed_table(found, TODAY).itertuples(index=False, name=None)
    assert lincoln == ("Lincoln", 1, 2, 1, 0, "none yet", 0, 1, 2)
    assert roosevelt == ("Roosevelt", 0, 1, 0, 0, "begun", 0, 0, 0)
    shown = owed_shown(owed_table(found, TODAY))
    assert list(shown) == ["School", "Overdue", "To do", "No answer", "Plan", "District to do",
                           "Help waiting"]  # fmt: skip
    assert shown.iloc[1].dropna().to_dict() == {"School": "Roosevelt", "To do": 1, "Plan": "begun"}
    assert alike_words(owed_table(found, TODAY)) == ""
    assert reminders(found[0]) == [
        "Lincoln has not said who comes to “February convening” on Feb 4, 2026.",
        "Lincoln has not begun its plan of this school year.",
        "2 requests for help wait for an answer of the district.",
    ]


def test_what_all_schools_owe_alike_is_said_once():
    one = Owed(LINCOLN, missed=(PAST,))
    table = owed_table([one, replace(one, no_plan=True)], TODAY)
    assert alike_words(table) == "missed 1"
    assert list(owed_shown(table)) == ["School", "Plan"]


def test_who_missed_is_reminded():
    assert reminders(owed([mark(HALL, MISSED)])[0]) == [
        "Nobody from Lincoln came to “January convening” on Jan 7, 2026."
    ]
