"""The days on which the two of a match could meet, where nobody knows yet who was there."""

from datetime import date

import pytest

from sm_core.actor import local_captain
from sm_core.contacts.weeks import match_weeks
from tests.invented import (
    AMINA,
    DAYS,
    MARCUS,
    OWEN,
    ROOS,
    ROSA,
    bring,
    calendar,
    enrollment,
    events,
    register,
)
from tests.mentor_cast import CHEN, RUIZ, match

CAPTAIN = local_captain()
STAYS = enrollment((ROSA, DAYS[0]), (MARCUS, DAYS[7]), (AMINA, DAYS[0], DAYS[8]), (OWEN, DAYS[5]))
EXITS = 'exit_date = "inclusive"\n'


def days_of(store, as_of, day):
    """By student (days in session, of these unknown) of the first two weeks."""
    match(store, *((student, "m1") for student in (ROSA, MARCUS, AMINA, OWEN)), started=DAYS[0])
    found = {}
    for week in match_weeks(store, CAPTAIN, as_of, day, DAYS[0], DAYS[9]):
        session, unknown = found.get(week.student_id, (0, 0))
        found[week.student_id] = session + week.session, unknown + week.unknown
    return found


@pytest.mark.parametrize("as_of", [DAYS[5], DAYS[9]])
def test_after_the_last_day_with_data_who_is_enrolled_has_the_days_of_the_calendar(
    store, given, as_of
):
    files = {"c.csv": calendar(DAYS), "n.csv": STAYS, "e.csv": events((ROSA, DAYS[3], "U"))}
    bring(store, given, files, f'{EXITS}covers = ["{DAYS[0]}", "{DAYS[5]}"]\n')

    assert days_of(store, as_of, DAYS[10]) == {
        # Six days are told of, four are not.
        ROSA: (10, 4),
        # Who came or left among these four has the days they were there.
        MARCUS: (3, 3), AMINA: (9, 3), OWEN: (5, 4),
    }  # fmt: skip


def test_a_school_with_a_calendar_and_no_attendance_yet_has_school_days(store, given):
    bring(store, given, {"c.csv": calendar(DAYS), "n.csv": STAYS}, EXITS)

    assert days_of(store, DAYS[9], DAYS[9])[ROSA] == (9, 9)


def test_of_two_schools_the_one_that_says_the_student_was_there_is_believed(store, given):
    marks = {(ROSA, DAYS[1]): "U", (ROSA, DAYS[2]): "U"}
    bring(store, given, {
        "lincoln.csv": register(DAYS[:5], (ROSA,), marks),
        # Roosevelt has sent three days of its five.
        "roosevelt.csv": register(DAYS[:3], (ROSA,), {(ROSA, DAYS[2]): "E"}, ROOS),
        "c.csv": calendar(DAYS[:5], ROOS),
    })  # fmt: skip
    match(store, (ROSA, "m1"), started=DAYS[0])

    [week] = match_weeks(store, CAPTAIN, DAYS[9], DAYS[9], DAYS[0], DAYS[4])

    assert (week.session, week.away, week.unknown) == (5, 1, 0)


def test_a_school_is_told_of_its_own_days_alone_once_a_student_left(store, given):
    """Rosa moves in the middle of the week, and misses a day at each school."""
    gone, not_yet = ({(ROSA, day): None for day in days} for days in (DAYS[3:5], DAYS[:3]))
    bring(store, given, {
        "l.csv": register(DAYS[:5], marks=gone | {(ROSA, DAYS[1]): "U"}),
        "r.csv": register(DAYS[:5], (ROSA, AMINA), not_yet | {(ROSA, DAYS[4]): "U"}, ROOS),
    })  # fmt: skip
    match(store, (ROSA, "m1"), started=DAYS[0])
    asked = DAYS[9], DAYS[9], DAYS[0], DAYS[4]

    def days(actor, here=()):
        [week] = match_weeks(store, actor, *asked, here)
        return week.session, week.away

    assert days(CAPTAIN) == (5, 2)
    assert days(CHEN) == (3, 1)
    assert days(CHEN, [ROSA]) == (5, 2)
    assert match_weeks(store, RUIZ, *asked) == []
    assert days(RUIZ, [ROSA]) == (5, 2)


def test_who_left_a_register_has_no_days_ahead(store, given):
    gone = {(ROSA, day): None for day in DAYS[3:5]}
    bring(store, given, {"r.csv": register(DAYS[:5], marks=gone), "c.csv": calendar(DAYS)})
    match(store, (ROSA, "m1"), (MARCUS, "m1"), started=DAYS[0])

    weeks = match_weeks(store, CAPTAIN, DAYS[4], DAYS[9], DAYS[0], DAYS[9])

    assert {(w.student_id, w.monday): (w.session, w.unknown) for w in weeks} == {
        (ROSA, DAYS[0]): (3, 0), (ROSA, DAYS[5]): (0, 0),
        (MARCUS, DAYS[0]): (5, 0), (MARCUS, DAYS[5]): (4, 4),
    }  # fmt: skip


def test_a_week_across_the_years_has_the_days_of_the_one_asked_for(store, given):
    """June 30 is a Monday; a match of the summer, and the first days of a school year."""
    june, july = date(2025, 6, 30), date(2025, 7, 1)
    bring(store, given, {
        "e.csv": enrollment((ROSA, june)), "c.csv": calendar([june, july]),
        "a.csv": events((ROSA, july, "U")),
    }, f'covers = ["{june}", "{july}"]\n')  # fmt: skip
    match(store, (ROSA, "m1"), started=june)

    def days(as_of):
        [week] = match_weeks(store, CAPTAIN, as_of, DAYS[0], june, july)
        return week.session, week.away

    assert (days(june), days(july)) == ((1, 0), (1, 1))


def test_as_it_was_before_a_match_ended_it_had_its_days(store, given):
    bring(store, given, {"r.csv": register(DAYS[:5])})
    match(store, (ROSA, "m1"), started=DAYS[0], ended=DAYS[2])

    def session(day):
        return [w.session for w in match_weeks(store, CAPTAIN, DAYS[4], day, DAYS[0], DAYS[4])]

    assert [session(day) for day in DAYS[:5]] == [[0], [1], [2], [2], [2]]
