"""What a mentor is told of their students, and who may look as which mentor."""

import shutil
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from sm_core.actor import MENTOR, Actor
from sm_core.contacts.contact import LOOKED, TALKED, Entry
from sm_core.contacts.lately import (
    Lately,
    in_order,
    last_days,
    lately,
    lately_words,
    missed_words,
)
from sm_core.contacts.log import log_contacts, take_back
from sm_core.contacts.my_students import my_students, short_names, week_words
from sm_core.contacts.weeks import MatchWeek
from sm_core.mentors.looking import (
    any_mentor_looking,
    coordinator_of,
    mentor_actor,
    mentors_looking,
)
from sm_core.uploads import open_district
from tests import cast
from tests.invented import AMINA, LINC, MARCUS, OWEN, ROOS, ROSA
from tests.mentor_cast import LAST_FALL, cleared, match, put
from tests.phone_cast import (
    DAVIDS,
    FRIDAY,
    MON,
    OCT_13,
    OCT_17,
    THU,
    TUE,
    WED,
    fill_week,
)
from tests.targeted import made_once, press

ONE = timedelta(days=1)
JAN_26, JAN_28, JAN_29, JAN_30 = (date(2026, 1, day) for day in (26, 28, 29, 30))
HALF, PART, WHOLE, NONE = (Decimal(p) for p in ("0.5", "0.25", "1", "0"))


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    return made_once(tmp_path_factory, fill_week)


@pytest.fixture(scope="module")
def only_read(made):
    store = open_district(made)
    yield store
    store.close()


@pytest.fixture
def store(made, home):
    shutil.copytree(made, home)
    opened = open_district(home)
    yield opened
    opened.close()


@pytest.fixture
def bare(home, empty_home):
    shutil.copytree(empty_home, home)
    opened = open_district(home)
    yield opened
    opened.close()


def student(last=JAN_29, part=NONE, alike=1, since=None, **more):
    one = Lately(ROSA, "Rosa Delgado", "Delgado", LINC, True, Decimal(14), Decimal(92), JAN_30,
                 last, since or last, part, alike)  # fmt: skip
    return replace(one, **more)


# --- words


@pytest.mark.parametrize(
    ("one", "today", "words"),
    [
        # How far the last day known lies back: none, one day, a weekend, a school day, weeks
        (student(JAN_30, WHOLE), JAN_30, "absent today"),
        (student(JAN_29, WHOLE), JAN_30, "absent yesterday"),
        (student(JAN_30, WHOLE), JAN_30 + ONE, "absent yesterday"),
        (student(JAN_30, WHOLE), JAN_30 + 2 * ONE, "absent on Friday"),
        (student(JAN_30, WHOLE), JAN_30 + 3 * ONE, "absent on Friday"),
        (student(JAN_28, WHOLE), JAN_30, "absent on Wed Jan 28, the last day we know of"),
        (student(JAN_30, WHOLE), JAN_30 + 4 * ONE, "absent on Fri Jan 30, the last day we know of"),
        (student(JAN_29), JAN_30 + 3 * ONE, "here on Thu Jan 29, the last day we know of"),
        # Days in a row
        (student(JAN_29, WHOLE, 2, JAN_28), JAN_30, "absent 2 days running (since Wed Jan 28)"),
        (student(JAN_30, WHOLE, 5, JAN_26), JAN_30 + 3 * ONE,
         "absent 5 days running (since Mon Jan 26)"),
        (student(JAN_28, WHOLE, 3, JAN_26), JAN_30,
         "absent 3 days running to Wed Jan 28, the last day we know of"),
        (student(JAN_29), JAN_30, "here yesterday"),
        (student(JAN_29, NONE, 6, JAN_26), JAN_30, "here 6 days running"),
        (student(JAN_28, NONE, 6, JAN_26), JAN_30,
         "here 6 days running to Wed Jan 28, the last day we know of"),
        # Parts of a day
        (student(JAN_29, HALF, 1), JAN_30, "missed half of the day yesterday"),
        (student(JAN_29, PART, 3, JAN_26), JAN_30, "missed part of the day yesterday"),
        (student(JAN_29, Decimal("0.75")), JAN_30, "missed part of the day yesterday"),
        (student(JAN_30, HALF), JAN_30 + 3 * ONE, "missed half of the day on Friday"),
        (student(JAN_28, HALF), JAN_30,
         "missed half of the day on Wed Jan 28, the last day we know of"),
        # Nothing to say
        (student(None), JAN_30, ""),
        (student(None, missed=NONE, days=NONE), JAN_30, "no school day counted yet"),
        (student(JAN_26, WHOLE, enrolled=False), JAN_30,
         "no longer enrolled; last day Mon Jan 26"),
        (student(None, enrolled=False), JAN_30, "no longer enrolled"),
    ],
)  # fmt: skip
def test_how_the_last_days_are_told(one, today, words):
    assert lately_words(one, today) == words


@pytest.mark.parametrize(
    ("days", "told"),
    [
        ([], ()),
        ([(JAN_30, NONE)], (JAN_30, JAN_30, NONE, 1)),
        ([(JAN_30, WHOLE), (JAN_29, WHOLE), (JAN_28, HALF)], (JAN_30, JAN_29, WHOLE, 2)),
        ([(JAN_30, NONE), (JAN_29, PART), (JAN_28, NONE)], (JAN_30, JAN_30, NONE, 1)),
        ([(JAN_30, HALF), (JAN_29, PART), (JAN_28, WHOLE)], (JAN_30, JAN_29, HALF, 2)),
        ([(JAN_30, Decimal("0.99")), (JAN_29, WHOLE)], (JAN_30, JAN_30, Decimal("0.99"), 1)),
    ],
)
def test_the_days_in_a_row_are_those_like_the_last_one(days, told):
    assert last_days(days) == told


@pytest.mark.parametrize(
    ("missed", "days", "words"),
    [("14", "92", "missed 14 of 92 days"), ("0", "1", "missed 0 of 1 day"), ("0", "0", ""),
     ("2.500000", "12.000000", "missed 2.5 of 12 days")],
)  # fmt: skip
def test_days_missed_in_plain_words(missed, days, words):
    assert missed_words(student(missed=Decimal(missed), days=Decimal(days))) == words


def named(*names):
    """(name, the part of it by which it is sorted), with ids 1, 2, …"""
    return [student(student_id=str(n), name=name, sort_name=by)
            for n, (name, by) in enumerate(names, 1)]  # fmt: skip


@pytest.mark.parametrize(
    ("students", "called"),
    [
        ([("Rosa Delgado", "Delgado"), ("Marcus Tran", "Tran")], ["Rosa D.", "Marcus T."]),
        ([("Rosa Delgado", "Delgado"), ("Rosa Diaz", "Diaz"), ("Rosa Tran", "Tran")],
         ["Rosa Delgado", "Rosa Diaz", "Rosa T."]),
        ([("Rosa Delgado", "Delgado")] * 2, ["Rosa Delgado (1)", "Rosa Delgado (2)"]),
        ([("Ana Garcia Lopez", "Garcia Lopez")], ["Ana G."]),
        ([("Delgado, Rosa", "Delgado, Rosa")], ["Delgado, Rosa"]),
        ([("Rosa", "Rosa"), ("Delgado", "Delgado")], ["Rosa", "Delgado"]),
        ([("", ""), ("", "")], ["Student 1", "Student 2"]),
    ],
)  # fmt: skip
def test_students_are_called_as_shortly_as_they_can_be_told_apart(students, called):
    assert list(short_names(named(*students)).values()) == called


def week(seen=0, session=4, away=0, monday=MON, school=LINC):
    return MatchWeek("m", ROSA, "david", school, MON, None, monday, session, away, 0, seen, 0, 0)


@pytest.mark.parametrize(
    ("weeks", "words"),
    [
        ([], "not seen yet this week"),
        ([week(session=0)], "not seen yet this week"),
        ([week(session=1)], "not seen yet this week, 1 planned so far"),
        ([week(1)], "seen once this week, 2 planned so far"),
        ([week(2, session=5)], "seen 2 times this week, 3 planned so far"),
        ([week(1, session=5, away=5)], "seen once this week"),
        ([week(3, monday=MON - 7 * ONE)], "not seen yet this week"),
        ([week(1, session=2), week(1, session=3)], "seen 2 times this week, 3 planned so far"),
        ([week(session=5, school=ROOS)], "not seen yet this week, 5 planned so far"),
    ],
)
def test_the_week_is_held_against_what_it_asked_for_so_far(weeks, words):
    assert week_words(weeks, {LINC: 3, ROOS: 5}, MON) == words


def test_those_to_look_for_stand_first_and_those_who_left_last():
    here = student(student_id="1", sort_name="Abara")
    part = student(student_id="2", sort_name="Brandt", part=Decimal("0.9"))
    absent = student(student_id="3", sort_name="young", part=WHOLE)
    earlier = student(student_id="4", sort_name="Tran", part=WHOLE)
    gone = student(student_id="5", sort_name="Aaron", part=WHOLE, enrolled=False)
    ordered = [one.student_id for one in in_order([here, gone, part, absent, earlier])]
    assert ordered == ["4", "3", "1", "2", "5"]


# --- from the data


def seen_by(store, actor=DAVIDS, day=OCT_17):
    known = lately(store, actor, day)
    return {one.student_id: one for one in my_students(store, actor, day, day, known)}


def test_a_mentor_is_told_of_the_own_students_and_nobody_else(only_read):
    found = seen_by(only_read)
    assert {i: (one.name, one.lately, one.week) for i, one in found.items()} == {
        ROSA: ("Rosa D.", "absent 3 days running (since Tue Oct 14) · missed 4 of 39 days",
               "not seen yet this week, 1 planned so far"),
        MARCUS: ("Marcus T.", "here 39 days running · missed 0 of 39 days",
                 "not seen yet this week, 2 planned so far"),
        AMINA: ("Amina Y.", "missed half of the day yesterday · missed 1 of 39 days",
                "not seen yet this week, 2 planned so far"),
    }  # fmt: skip
    assert list(found) == [ROSA, MARCUS, AMINA]
    assert seen_by(only_read, Actor("Nobody", MENTOR, (), (), "priya")) == {}


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (TUE, "absent today · missed 2 of 37 days"),
        (MON, "here 32 days running · missed 1 of 36 days"),
        (OCT_17 + 3 * ONE, "absent 3 days running to Thu Oct 16, the last day we know of · "
                           "missed 4 of 39 days"),
    ],
)  # fmt: skip
def test_nothing_after_the_day_counts(only_read, day, words):
    assert seen_by(only_read, day=day)[ROSA].lately == words


def test_what_was_logged_stands_with_the_student(store):
    entries = [Entry(MARCUS, OCT_17, "david"), Entry(MARCUS, WED, "david", TALKED, "bus"),
               Entry(AMINA, THU, "david", LOOKED)]  # fmt: skip
    log_contacts(store, press(DAVIDS, FRIDAY), OCT_17, entries)
    log_contacts(store, press(cast.BOSS, FRIDAY), OCT_17, [Entry(MARCUS, TUE, "priya")])
    found = seen_by(store)
    marcus = found[MARCUS]
    assert marcus.week == "seen 2 times this week, 2 planned so far"
    assert [(c.day, c.kind, c.note) for c in marcus.contacts] == [
        (OCT_17, "saw", ""), (WED, "talked", "bus"),
    ]  # fmt: skip
    assert marcus.on(OCT_17).counts
    assert marcus.on(THU) is None
    assert found[AMINA].week == "not seen yet this week, 2 planned so far"
    take_back(store, press(DAVIDS, FRIDAY), [marcus.on(OCT_17).contact_id])
    assert seen_by(store)[MARCUS].on(OCT_17) is None


def test_a_note_of_the_coordinator_is_not_on_the_phone(store):
    for actor, note in ((cast.CHEN, "family in shelter"), (DAVIDS, "at lunch")):
        log_contacts(store, press(actor, FRIDAY), THU, [Entry(ROSA, OCT_17, "david", note=note)])
    [contact] = seen_by(store)[ROSA].contacts
    assert contact.note == "at lunch"


def test_a_mentor_may_log_two_weeks_back_and_never_before_the_match(only_read):
    firsts = {i: one.first for i, one in seen_by(only_read).items()}
    assert firsts == {ROSA: OCT_17 - 14 * ONE, AMINA: OCT_17 - 14 * ONE, MARCUS: OCT_13}


# --- looking as a mentor


@pytest.mark.parametrize(
    ("more", "some"),
    [
        ({"started": None}, False),
        ({"started": OCT_17 + ONE}, False),
        ({"started": OCT_17}, True),
        ({"paused": OCT_17}, True),
        ({"started": OCT_13, "closed": OCT_17}, False),
        ({"started": OCT_13, "closed": OCT_17 + ONE}, True),
        ({"started": OCT_13, "merged_into": "grace"}, False),
    ],
)
def test_whether_anybody_can_be_looked_as(bare, more, some):
    put(bare, replace(cast.HELEN, **more))
    assert any_mentor_looking(bare, OCT_17) == bool(mentors_looking(bare, OCT_17)) == some


def test_who_only_meets_a_student_can_be_looked_as(bare):
    put(bare, cast.HELEN)
    match(bare, (OWEN, "helen"), school=ROOS, started=OCT_17)
    assert [any_mentor_looking(bare, day) for day in (OCT_17 - ONE, OCT_17)] == [False, True]


def test_those_who_began_and_have_not_left_can_be_looked_as(store):
    day = OCT_17
    left = replace(cleared(cast.HELEN), closed=day)
    leaves = replace(cleared(cast.HELEN), mentor_id="leaves", last_name="Abara", closed=day + ONE)
    paused = replace(cast.TOMAS, paused=day)
    merged = replace(cleared(cast.HELEN), mentor_id="merged", merged_into="helen")
    put(store, left, leaves, paused, merged)
    match(store, (OWEN, "grace"), school=ROOS, started=day + ONE)
    assert mentors_looking(store, day) == {
        "leaves": "Helen Abara, ROOS", "priya": "Priya Nair, LINC, ROOS",
        "david": "David Okafor, LINC", "tomas": "Tomás Rivera, ROOS",
    }  # fmt: skip
    assert list(mentors_looking(store, day)) == ["leaves", "priya", "david", "tomas"]
    assert any_mentor_looking(store, day)
    # Grace never began by a form, but meets a student: the match says so.
    assert "grace" in mentors_looking(store, day + ONE)
    assert mentor_actor(store, "helen", day) is None
    assert mentor_actor(store, "helen", day - ONE)
    assert mentor_actor(store, "merged", day) is None


def test_a_mentor_is_the_one_of_the_students_matched_on_the_day(only_read):
    # Owen's match ended on Thursday, which is the first day without him; Marcus's began on Monday.
    for day, students in {
        OCT_17: (ROSA, MARCUS, AMINA), WED: (ROSA, MARCUS, AMINA, OWEN),
        OCT_13 - ONE: (ROSA, AMINA, OWEN), LAST_FALL - ONE: (),
    }.items():  # fmt: skip
        actor = mentor_actor(only_read, "david", day)
        assert actor == Actor("David Okafor", MENTOR, (), students, "david")
    assert mentor_actor(only_read, "priya", OCT_17).students == ()
    for nobody in ("", "nobody", "David Okafor", "%"):
        assert mentor_actor(only_read, nobody, OCT_17) is None


def test_whom_a_mentor_asks(only_read):
    assert coordinator_of(only_read, "david", OCT_17).name == "Ms. Chen"
    assert coordinator_of(only_read, "priya", OCT_17).name == "Ms. Chen"
    assert coordinator_of(only_read, "david", date(2025, 8, 1)) is None
    assert coordinator_of(only_read, "nobody", OCT_17) is None
