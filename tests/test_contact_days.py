"""The weeks of a match: the days on which the two could meet, and the contacts that count."""

from datetime import date, timedelta

import pytest

from sm_core.actor import MENTOR, Actor, local_captain
from sm_core.contacts.weeks import match_weeks
from sm_core.saving import save_once
from tests.cast import press
from tests.invented import (
    AMINA,
    DAYS,
    LINC,
    MARCUS,
    OWEN,
    ROOS,
    ROSA,
    bring,
    calendar,
    enrollment,
    events,
    register,
    weekdays,
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


def week_of(store, as_of, day, monday=DAYS[5], actor=CAPTAIN):
    return {week.match_id: week for week in match_weeks(store, actor, as_of, day, monday, monday)}


def test_who_left_has_no_days_to_come(store, given):
    gone = {(ROSA, day): None for day in DAYS[3:6]}
    bring(store, given, {"r.csv": register(DAYS[:6], marks=gone), "c.csv": calendar(DAYS)})

    found = days_of(store, DAYS[9], DAYS[10])
    assert (found[ROSA], found[MARCUS]) == ((3, 0), (10, 4))


def test_without_a_calendar_file_days_after_the_date_chosen_are_not_told(store, given):
    bring(store, given, {"r.csv": register(DAYS[:8])})

    # Seen from Wednesday, whatever the register says of later days.
    assert days_of(store, DAYS[2], DAYS[9])[ROSA] == (3, 0)


def test_a_move_in_the_middle_of_a_week_counts_the_days_of_both_schools_once(store, given):
    marks = {(ROSA, DAYS[8]): "U"}
    bring(store, given, {
        "lincoln.csv": register(DAYS[:7], (ROSA, MARCUS)),
        "roosevelt.csv": register(DAYS[7:10], (ROSA,), marks, ROOS),
    })  # fmt: skip
    match(store, (ROSA, "m1"), started=DAYS[0])

    [week] = week_of(store, DAYS[9], DAYS[10]).values()
    assert (week.session, week.away) == (5, 1)


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


def test_a_week_over_the_end_of_the_school_year_has_the_days_of_the_year_looked_at(store, given):
    june_29 = date(2026, 6, 29)
    june, july = weekdays(june_29, 2), weekdays(date(2026, 7, 1), 3)
    bring(store, given, {"old.csv": register(june)})
    bring(store, given, {"new.csv": register(july)})
    match(store, (ROSA, "m1"), started=DAYS[0])

    for as_of, day, session in ((june[-1], july[0], 2), (july[-1], date(2026, 7, 6), 3)):
        [week] = week_of(store, as_of, day, june_29).values()
        assert week.session == session


def test_a_day_counts_within_the_match_whatever_day_of_the_week_it_ends(store, given):
    bring(store, given, {"r.csv": register(DAYS[:10])})
    match(store, (ROSA, "m1"), started=DAYS[6], ended=DAYS[8])

    # Seen from Wednesday the end is still ahead; from Friday it is over.
    for day, session in ((DAYS[6], 0), (DAYS[7], 1), (DAYS[8], 2), (DAYS[9], 2)):
        [week] = week_of(store, DAYS[9], day).values()
        assert week.session == session, day


# --- the contacts of a week

MON, TUE, WED, THU, FRI = DAYS[5:10]
SAT = FRI + timedelta(days=1)


@pytest.mark.parametrize(
    ("told", "seen", "others", "looked"),
    [
        # From the first day of the match to the one before its end, in session or not
        ([("m1", MON, "saw")], 0, 0, 0),
        ([("m1", TUE, "saw")], 1, 0, 0),
        ([("m1", SAT, "saw")], 1, 0, 0),
        ([("m1", SAT + timedelta(days=1), "saw")], 0, 0, 0),
        ([("m2", MON, "saw")], 0, 0, 0),
        ([("m2", TUE, "saw")], 0, 1, 0),
        ([("", SAT, "talked")], 0, 1, 0),
        ([("m1", MON, "looked for")], 0, 0, 0),
        # A day counts once, and for the mentor first
        ([("m1", WED, "saw"), ("m2", WED, "saw"), ("", WED, "saw")], 1, 0, 0),
        ([("m2", WED, "saw"), ("", WED, "talked")], 0, 1, 0),
        ([("m1", WED, "talked"), ("m1", THU, "saw")], 2, 0, 0),
        # Looked for in vain, whoever else saw the student
        ([("m1", WED, "looked for")], 0, 0, 1),
        ([("m2", WED, "looked for")], 0, 0, 0),
        ([("m1", WED, "looked for"), ("m2", WED, "looked for")], 0, 0, 1),
        ([("m1", WED, "looked for"), ("m2", WED, "saw")], 0, 1, 1),
    ],
)
def test_which_contacts_count_for_whom(store, told, seen, others, looked):
    match(store, (ROSA, "m1"), started=TUE, ended=SAT + timedelta(days=1))
    put_contacts(store, told)

    [week] = week_of(store, DAYS[9], SAT + timedelta(days=2)).values()
    assert (week.seen, week.seen_by_others, week.looked) == (seen, others, looked)


def test_a_mentor_has_their_own_match_with_a_student_who_has_two(store):
    match(store, (ROSA, "m1"), (ROSA, "m2"), (MARCUS, "m2"), started=MON)
    put_contacts(store, [("m1", WED, "saw"), ("m2", THU, "saw"), ("m2", FRI, "saw")])
    one = Actor("David Okafor", MENTOR, (), (ROSA,), "m1")

    found = week_of(store, FRI, SAT, actor=one)
    assert {name: (w.seen, w.seen_by_others) for name, w in found.items()} == {f"{ROSA}-m1": (1, 0)}


def put_contacts(store, told):
    """(mentor, day, kind) with Rosa."""
    rows = [{"contact_id": str(n), "student_id": ROSA, "mentor_id": mentor, "school_id": LINC,
             "day": day, "kind": kind, "person": mentor, "recorded_by": "Ms. Chen"}
            for n, (mentor, day, kind) in enumerate(told)]  # fmt: skip
    save_once(store, press(), lambda writing: writing.insert("contacts", rows))
