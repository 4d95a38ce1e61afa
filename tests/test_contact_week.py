"""The grid of a mentor's week, and what is saved of it."""

from dataclasses import replace
from datetime import timedelta

import pytest

from sm_core.actor import MENTOR, Actor
from sm_core.contacts.board import board
from sm_core.contacts.contact import LOOKED, SAW, TALKED, Entry
from sm_core.contacts.find import read_contacts
from sm_core.contacts.log import log_contacts, take_back
from sm_core.contacts.school_week import school_week
from sm_core.contacts.week import Filled, fill_week, week_grid
from sm_core.errors import NotAllowed, SmError
from sm_core.history import history_of
from sm_core.seen import see
from sm_core.standing import Asked
from tests.cast import BOSS, press
from tests.contact_cast import (
    AS_OF,
    HOLIDAY,
    NOW,
    OCT_13,
    OCT_14,
    OCT_15,
    OCT_16,
    OCT_17,
    OCT_20,
    TODAY,
)
from tests.invented import AMINA, LINC, MARCUS, OWEN, ROOS, ROSA
from tests.mentor_cast import CHEN, PRINCIPAL_, RUIZ, match

DAVID = Actor("David Okafor", MENTOR, students=(ROSA, MARCUS), mentor_id="david")
OCT_21, OCT_22 = OCT_20 + timedelta(days=1), OCT_20 + timedelta(days=2)


def grid(store, mentor, monday=OCT_13, actor=BOSS):
    seen = see(store, actor, Asked(AS_OF))
    lines = board(store, seen, TODAY, monday).by_mentor[mentor]
    week = school_week(store, [line.at_school for line in lines], monday)
    return {row.line.student_id: row for row in
            week_grid(store, seen, TODAY, week, lines)}  # fmt: skip


def fill(store, opened, wanted, mentor="david", actor=CHEN, **more):
    return fill_week(store, press(actor, NOW, **more), AS_OF, mentor, opened, wanted)


def on_record(store, *students):
    """(student, day, mentor, kind) of what stands, by day."""
    with store.reading() as cursor:
        found = read_contacts(cursor, list(students))
    return sorted((c.student_id, c.day, c.mentor_id, c.kind) for c in found if not c.taken_back)


def test_the_days_that_can_be_ticked(logged):
    rows = grid(logged, "david")
    assert list(rows) == [ROSA, MARCUS]
    # Monday is known to be without school; on Thursday David talked with Rosa.
    assert rows[ROSA].days == (OCT_14, OCT_15, OCT_17)
    assert rows[ROSA].seen == (OCT_15,)
    assert rows[ROSA].away == (OCT_14,)
    assert [(c.day, c.kind) for c in rows[ROSA].beside] == [(OCT_16, TALKED)]
    assert rows[ROSA].doubted == []
    # Matched from Wednesday on.
    assert rows[MARCUS].days == (OCT_15, OCT_16, OCT_17)
    assert rows[MARCUS].seen == (OCT_16,)


def test_days_to_come_and_after_the_end_cannot(logged):
    match(logged, (MARCUS, "grace"), started=OCT_15, ended=OCT_17)
    assert grid(logged, "grace")[MARCUS].days == (OCT_15, OCT_16)
    assert grid(logged, "david", OCT_20)[ROSA].days == (OCT_20, OCT_21, OCT_22)


def test_seen_on_a_day_that_the_file_calls_absent_is_doubted(logged):
    entries = [Entry(ROSA, OCT_14, "david"), Entry(OWEN, OCT_15, "", SAW, "", "Ms. Chen"),
               Entry(OWEN, OCT_16, "grace", TALKED)]  # fmt: skip
    log_contacts(logged, press(BOSS, NOW), AS_OF, entries)
    assert grid(logged, "david")[ROSA].doubted == [OCT_14]
    # Who talks on the phone may be at home, and so may who is looked for in vain.
    assert grid(logged, "grace")[OWEN].doubted == [OCT_15]


def test_what_other_adults_and_other_days_hold_stands_beside(logged):
    assert [(c.day, c.person) for c in grid(logged, "tomas")[AMINA].beside] == [
        (OCT_15, "Ms. Chen")
    ]
    assert [c.kind for c in grid(logged, "grace")[OWEN].beside] == [LOOKED]
    log_contacts(logged, press(BOSS, NOW), AS_OF, [Entry(ROSA, HOLIDAY, "david")])
    row = grid(logged, "david")[ROSA]
    assert HOLIDAY not in row.seen
    assert [c.day for c in row.beside] == [HOLIDAY, OCT_16]


def test_the_other_school_is_not_told_of_a_student_who_left(logged):
    match(logged, (AMINA, "grace"), started=OCT_13, school=LINC)
    match(logged, (OWEN, "tomas"), started=OCT_13, school=ROOS)
    log_contacts(logged, press(BOSS, NOW), AS_OF, [
        Entry(AMINA, OCT_15, "grace"), Entry(AMINA, OCT_14, "tomas", note="of another school"),
    ])  # fmt: skip
    row = grid(logged, "grace", actor=CHEN)[AMINA]
    assert (row.seen, row.away, row.beside) == ((OCT_15,), (), ())
    assert {c.person for c in grid(logged, "grace")[AMINA].beside} == {"Tomás Rivera", "Ms. Chen"}
    row = grid(logged, "tomas", actor=RUIZ)[OWEN]
    assert (row.seen, row.away, row.beside) == ((), (), ())
    assert len(grid(logged, "tomas")[OWEN].away) == 4


def test_a_mentor_finds_only_what_they_did_themselves(logged):
    log_contacts(logged, press(BOSS, NOW), AS_OF, [Entry(ROSA, OCT_17, "grace", note="private")])
    row = grid(logged, "david", actor=DAVID)[ROSA]
    assert (row.seen, row.away) == ((OCT_15,), (OCT_14,))
    assert [(c.day, c.mentor_id) for c in row.beside] == [(OCT_16, "david")]
    # A line made up brings nothing of anybody else.
    seen = see(logged, DAVID, Asked(AS_OF))
    [other] = board(logged, see(logged, BOSS, Asked(AS_OF)), TODAY, OCT_13).by_mentor["grace"]
    for line in (other, replace(row.line, student_id=OWEN)):
        [forged] = week_grid(logged, seen, TODAY, school_week(logged, [LINC], OCT_13), [line])
        assert forged.away == ()
        assert {contact.mentor_id for contact in forged.beside} <= {"david"}


def test_which_days_have_school(logged):
    week = school_week(logged, [LINC, ROOS], OCT_13)
    assert week.days(LINC) == [OCT_14, OCT_15, OCT_16, OCT_17]
    assert week.closed(LINC) == week.closed(ROOS) == [HOLIDAY]
    # After the last day of the calendar file nobody knows.
    after = school_week(logged, [LINC], OCT_13 + timedelta(days=28))
    assert len(after.days(LINC)) == 5
    assert after.closed(LINC) == []
    assert len(school_week(logged, ["nowhere"], OCT_13).days("nowhere")) == 5


def test_a_week_is_saved_in_one_press(logged):
    done = fill(logged, {ROSA: [OCT_15], MARCUS: [OCT_16]},
                {ROSA: [OCT_14, OCT_15, OCT_17], MARCUS: []})  # fmt: skip
    assert done == Filled(logged=2, known=0, taken_back=1)
    assert on_record(logged, ROSA, MARCUS) == [
        (ROSA, OCT_14, "david", SAW), (ROSA, OCT_15, "david", SAW),
        (ROSA, OCT_16, "david", TALKED), (ROSA, OCT_17, "david", SAW),
    ]  # fmt: skip
    assert ("Logged by mistake", "Ms. Chen") in {
        (change.reason, change.person) for change in history_of(logged, "student_contact", MARCUS)
    }


def test_the_second_press_of_a_form_saves_nothing(logged):
    wanted = {ROSA: [OCT_15, OCT_17]}
    assert fill(logged, {ROSA: [OCT_15]}, wanted, token="one") == Filled(1, 0, 0)
    assert fill(logged, {ROSA: [OCT_15]}, wanted, token="one") is None
    assert fill(logged, {ROSA: [OCT_15]}, wanted, token="two") == Filled(0, 1, 0)
    assert fill(logged, wanted, wanted) == Filled(0, 0, 0)
    assert len(on_record(logged, ROSA)) == 3


def test_two_who_fill_the_same_week_do_not_undo_each_other(logged):
    opened = {ROSA: [OCT_15], MARCUS: [OCT_16]}
    fill(logged, opened, {ROSA: [OCT_15, OCT_17], MARCUS: []})
    # The second form was opened before: it shows Marcus ticked and Rosa's Friday empty.
    done = fill(logged, opened, {ROSA: [OCT_14], MARCUS: [OCT_16]}, actor=BOSS)
    assert done == Filled(1, 0, 1)
    assert on_record(logged, ROSA, MARCUS) == [
        (ROSA, OCT_14, "david", SAW), (ROSA, OCT_16, "david", TALKED),
        (ROSA, OCT_17, "david", SAW),
    ]  # fmt: skip


def test_what_both_take_off_is_taken_back_once(logged):
    opened = {MARCUS: [OCT_16]}
    assert fill(logged, opened, {MARCUS: []}).taken_back == 1
    assert fill(logged, opened, {MARCUS: []}, actor=BOSS) == Filled(0, 0, 0)


def test_a_tick_does_not_turn_talked_and_taking_one_off_leaves_other_kinds(logged):
    assert fill(logged, {ROSA: []}, {ROSA: [OCT_16]}) == Filled(0, 1, 0)
    assert fill(logged, {ROSA: [OCT_16]}, {ROSA: []}) == Filled(0, 0, 0)
    assert (ROSA, OCT_16, "david", TALKED) in on_record(logged, ROSA)
    # Who was looked for first and then seen was seen.
    assert fill(logged, {OWEN: []}, {OWEN: [OCT_14]}, "grace").known == 1
    assert on_record(logged, OWEN) == [(OWEN, OCT_14, "grace", SAW)]


def test_another_adults_contact_is_not_taken_back(logged):
    assert fill(logged, {AMINA: [OCT_15]}, {AMINA: []}, "tomas", RUIZ) == Filled(0, 0, 0)
    assert on_record(logged, AMINA) == [(AMINA, OCT_15, "", SAW)]


@pytest.mark.parametrize(
    ("actor", "opened", "wanted", "error"),
    [
        (PRINCIPAL_, [], [OCT_14], NotAllowed),
        (PRINCIPAL_, [OCT_15], [], NotAllowed),
        (RUIZ, [], [OCT_14], SmError),
        (RUIZ, [OCT_15], [], NotAllowed),
        # Tomorrow, and the first day before the match.
        (CHEN, [], [TODAY + timedelta(days=1)], SmError),
        (CHEN, [], [OCT_13 - timedelta(days=29)], SmError),
    ],
)
def test_who_may_not_and_what_cannot_be_saves_nothing(logged, actor, opened, wanted, error):
    before = on_record(logged, ROSA)
    with pytest.raises(error):
        fill(logged, {ROSA: opened}, {ROSA: wanted}, actor=actor)
    # One bad tick keeps the good ones from being saved, too.
    with pytest.raises(SmError):
        fill(logged, {ROSA: [*opened, OCT_15]}, {ROSA: [*wanted, OCT_17]}, actor=actor)
    assert on_record(logged, ROSA) == before


def test_the_day_looked_at_and_the_first_of_the_match_can_be(logged):
    wanted = [TODAY, OCT_13 - timedelta(days=28)]
    assert fill(logged, {ROSA: []}, {ROSA: wanted}).logged == 2


def test_what_was_taken_back_can_be_ticked_again(logged):
    with logged.reading() as cursor:
        [contact] = read_contacts(cursor, [MARCUS])
    take_back(logged, press(CHEN, NOW), [contact.contact_id])
    assert grid(logged, "david")[MARCUS].seen == ()
    assert fill(logged, {MARCUS: []}, {MARCUS: [OCT_16]}) == Filled(1, 0, 0)
    assert grid(logged, "david")[MARCUS].seen == (OCT_16,)
