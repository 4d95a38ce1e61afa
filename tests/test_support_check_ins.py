"""Check-ins: logged and taken back, who may, and which are due about the matches on record."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from sm_core.errors import NotAllowed, SmError
from sm_core.families.contacts import Attempt, log_contacts, take_back_contact
from sm_core.history import history_of
from sm_core.standing import Asked
from sm_core.student import find_student
from sm_core.support.check_in import (
    FAMILY,
    IN_TROUBLE,
    LONGEST,
    MENTOR,
    STUDENT,
    CheckIn,
    check_ins_with,
    log_check_in,
    take_back_check_in,
)
from sm_core.support.due import due_table
from sm_core.support.logged import logged_by_month, logged_words
from sm_core.support.mentor_now import mentor_now
from sm_core.support.now_words import check_in_words
from sm_core.support.request import OPEN, SAFETY, requests_seen
from sm_core.support.request_list import requests_listed
from sm_core.support.rhythm import DUE, LATER, OVERDUE
from sm_core.timeline.find import find_timeline
from sm_core.uploads import open_district
from tests.cast import BOSS, OF_ROSA, ROOSEVELT, SEEN_ON
from tests.invented import AMINA, LINC, MARCUS, OWEN, ROOS, ROSA, bring, calendar, weekdays
from tests.mentor_cast import CHEN, MENTOR_, PRINCIPAL_, match
from tests.support_cast import OCT_6, SCHOOLS, SEP_15, TODAY, at_noon, due, move

ONE = timedelta(days=1)
WITH_DAVID = CheckIn(MENTOR, TODAY, "david")
WITH_ROSA = CheckIn(STUDENT, TODAY, student_id=ROSA, relationship=IN_TROUBLE, note="shy")
OF_DAVID, ROSAS, ROSAS_FAMILY = "mentor|david", f"student|{ROSA}", f"family|{ROSA}"


@pytest.fixture(scope="module")
def untouched(support_made):
    store = open_district(support_made)
    yield store
    store.close()


def log(store, said=WITH_DAVID, actor=CHEN, **more):
    return log_check_in(store, at_noon(actor, **more), SEEN_ON, said)


def talks(store, about, record, actor=CHEN):
    return check_ins_with(store, actor, SEEN_ON, TODAY, about, record)


def refused(store, said, actor=CHEN, error=SmError):
    before = store.version("program")
    with pytest.raises(error) as told:
        log(store, said, actor)
    assert store.version("program") == before
    return " ".join(told.value.sentences)


# Logging


def test_a_check_in_is_logged_once_with_who_and_where(supported):
    said = replace(WITH_ROSA, doing=" chess ", outcomes="two days a week", worry=True)
    save = at_noon(CHEN)
    made = log_check_in(supported, save, SEEN_ON, said)
    assert log_check_in(supported, save, SEEN_ON, said) is None
    [found] = talks(supported, STUDENT, ROSA)
    assert (found.check_in_id, found.doing, found.person, found.school_id) == (
        made, "chess", "Ms. Chen", LINC,
    )  # fmt: skip
    assert talks(supported, FAMILY, ROSA) == []
    told = {c.field: c.after for c in history_of(supported, "check_in", ROSA)}
    assert told["relationship"] == IN_TROUBLE
    assert told["worry"] == "yes"


def test_one_with_a_mentor_is_about_all_their_students(supported):
    log(supported, replace(WITH_DAVID, person="Mr. Adams"))
    [found] = talks(supported, MENTOR, "david")
    assert (found.student_id, found.person, found.recorded_by) == ("", "Mr. Adams", "Ms. Chen")


@pytest.mark.parametrize(
    ("said", "words"),
    [(replace(WITH_DAVID, day=TODAY + ONE), "has not come yet"),
     (replace(WITH_DAVID, how="smoke"), "is no way to talk"),
     (replace(WITH_DAVID, relationship="fine"), "say how it goes"),
     (replace(WITH_DAVID, worry=True), "say in the note what the worry is"),
     (replace(WITH_DAVID, note="x" * (LONGEST + 1)), "too long"),
     (replace(WITH_DAVID, day=SEP_15 - ONE), "was not matched before Sep 15, 2025"),
     (CheckIn(MENTOR, TODAY, "priya"), "was not matched yet"),
     (CheckIn(STUDENT, TODAY, student_id="nobody"), "no student")],
)  # fmt: skip
def test_what_cannot_be_is_refused_in_a_sentence(untouched, said, words):
    assert words in refused(untouched, said, BOSS)


@pytest.mark.parametrize("day", [SEP_15, TODAY])
def test_the_first_and_the_last_day_to_log(supported, day):
    assert log(supported, replace(WITH_DAVID, day=day, note="x" * LONGEST))


@pytest.mark.parametrize("actor", [PRINCIPAL_, MENTOR_, OF_ROSA, ROOSEVELT])
@pytest.mark.parametrize("said", [WITH_DAVID, WITH_ROSA])
def test_only_the_coordinator_of_the_school_or_a_captain_logs(untouched, actor, said):
    assert refused(untouched, said, actor)


def test_a_slip_is_taken_back_once_by_somebody_of_the_school(supported):
    made = log(supported)
    for actor in (PRINCIPAL_, ROOSEVELT):
        with pytest.raises((NotAllowed, SmError)):
            take_back_check_in(supported, at_noon(actor), made)
    take_back_check_in(supported, at_noon(CHEN), made)
    assert talks(supported, MENTOR, "david")[0].taken_back
    assert due(supported)[OF_DAVID].last is None
    with pytest.raises(SmError, match="taken back already"):
        take_back_check_in(supported, at_noon(CHEN), made)


# A worry about safety


def worry(store, said, about=None, actor=CHEN):
    log_check_in(store, at_noon(actor), SEEN_ON, replace(said, worry=True, note="a bruise"), about)
    return requests_seen(store, BOSS)


@pytest.mark.parametrize(
    ("said", "about", "student", "heard"),
    [(WITH_ROSA, None, ROSA, "the student"), (replace(WITH_ROSA, about=FAMILY), None, ROSA,
     "the family"), (WITH_DAVID, ROSA, ROSA, "David Okafor"), (WITH_DAVID, "", "", "David Okafor")],
)  # fmt: skip
def test_a_worry_opens_a_request_that_no_mentor_reads(supported, said, about, student, heard):
    [made] = worry(supported, said, about)
    assert (made.topic, made.student_id, made.school_id, made.state, made.opened_by) == (
        SAFETY, student, LINC, OPEN, "Ms. Chen",
    )  # fmt: skip
    assert made.words == f"Heard in a check-in with {heard} on Oct 17, 2025: a bruise"
    assert requests_seen(supported, replace(OF_ROSA, mentor_id="david")) == []
    assert requests_seen(supported, CHEN) == [made]
    [listed] = requests_listed(supported, CHEN, SEEN_ON, TODAY)
    assert (listed.mentor, listed.cannot_wait) == ("", True)
    [talk] = talks(supported, said.about, said.mentor_id or ROSA)
    assert talk.worry


@pytest.mark.parametrize(
    ("about", "words"), [(None, "say which student the worry is about"), (AMINA, "no student")]
)
def test_a_worry_of_a_mentor_names_a_student_in_sight(untouched, about, words):
    before = untouched.version("program")
    with pytest.raises(SmError, match=words):
        worry(untouched, WITH_DAVID, about)
    assert untouched.version("program") == before


def test_a_talk_without_a_worry_opens_nothing(supported):
    log(supported, WITH_ROSA)
    assert requests_seen(supported, BOSS) == []


def test_a_press_that_comes_twice_opens_one_request(supported):
    save, said = at_noon(CHEN), replace(WITH_ROSA, worry=True)
    assert log_check_in(supported, save, SEEN_ON, said)
    assert log_check_in(supported, save, SEEN_ON, said) is None
    assert len(requests_seen(supported, BOSS)) == 1


def test_a_request_stays_when_the_talk_is_taken_back(supported):
    made = log(supported, replace(WITH_ROSA, worry=True))
    take_back_check_in(supported, at_noon(CHEN), made)
    assert len(requests_seen(supported, BOSS)) == 1


# What was said is for the school that talked


@pytest.mark.parametrize(
    ("mentor", "matches", "actor", "school"),
    [("david", (), CHEN, LINC), ("david", (), BOSS, LINC),
     ("tomas", (), CHEN, LINC), ("tomas", (), ROOSEVELT, ROOS), ("tomas", (), BOSS, ROOS),
     ("tomas", (MARCUS,), BOSS, ""), ("tomas", (MARCUS,), CHEN, LINC),
     ("tomas", (), replace(CHEN, schools=(LINC, ROOS)), ROOS)],
)  # fmt: skip
def test_the_school_of_a_talk_with_a_mentor(supported, mentor, matches, actor, school):
    works_at_lincoln(supported)
    match(supported, *((student, "tomas") for student in matches), school=LINC, started=OCT_6)
    log(supported, CheckIn(MENTOR, TODAY, mentor), actor)
    assert [said.school_id for said in talks(supported, MENTOR, mentor, BOSS)] == [school]


def works_at_lincoln(store, mentor="tomas"):
    with store.writing("program") as cursor:
        cursor.execute("INSERT INTO program.mentor_schools VALUES ($1, 'LINC')", [mentor])


def test_another_school_reads_that_somebody_talked_and_no_word_of_it(supported):
    works_at_lincoln(supported)
    said = CheckIn(MENTOR, TODAY, "tomas", relationship=IN_TROUBLE, doing="chess", note="foster")
    made = log(supported, said, ROOSEVELT)
    for found in (talks(supported, MENTOR, "tomas"),
                  mentor_now(supported, CHEN, SEEN_ON, TODAY, "tomas").check_ins):  # fmt: skip
        assert [(c.day, c.person, c.relationship, c.worry, c.doing, c.note) for c in found] == [
            (TODAY, "Mr. Adeyemi", "", False, "", "")
        ]
        assert check_in_words(found[0]) == (
            "Check-in Oct 17, 2025, in person, by Mr. Adeyemi, of another school"
        )
    assert [c.note for c in talks(supported, MENTOR, "tomas", BOSS)] == ["foster"]
    with pytest.raises(NotAllowed):
        take_back_check_in(supported, at_noon(CHEN), made)


def test_a_student_who_moved_brings_days_and_no_words(supported, given):
    log(supported, WITH_ROSA)
    move(supported, given, ROSA, ROOS, of=LINC)
    [found] = talks(supported, STUDENT, ROSA, ROOSEVELT)
    assert (found.person, found.note, found.relationship) == ("Ms. Chen", "", "")
    student = find_student(supported, ROOSEVELT, Asked(SEEN_ON), ROSA)
    told = [e.words for e in find_timeline(supported, ROOSEVELT, student, TODAY).events]
    assert "Check-in with the student by Ms. Chen, of another school" in told
    assert not any("shy" in words for words in told)


def test_talks_are_for_those_who_see_the_person(supported):
    log(supported)
    assert talks(supported, MENTOR, "david", OF_ROSA) == []
    with pytest.raises(SmError, match="no mentor with this id"):
        talks(supported, MENTOR, "david", ROOSEVELT)
    with pytest.raises(SmError, match="no student with this id"):
        talks(supported, STUDENT, ROSA, ROOSEVELT)
    assert check_ins_with(supported, CHEN, SEEN_ON, TODAY - ONE, MENTOR, "david") == []


# Due


def test_all_three_are_asked_and_the_overdue_stand_first(untouched):
    found = due(untouched)
    assert [(key, each.state, each.due) for key, each in found.items()] == [
        (OF_DAVID, OVERDUE, date(2025, 9, 29)),
        (ROSAS_FAMILY, OVERDUE, date(2025, 9, 29)),
        (ROSAS, OVERDUE, date(2025, 9, 29)),
        (f"family|{AMINA}", DUE, OCT_6 + 14 * ONE),
        (f"student|{AMINA}", DUE, OCT_6 + 14 * ONE),
        ("mentor|grace", DUE, OCT_6 + 14 * ONE),
        (f"family|{MARCUS}", DUE, OCT_6 + 14 * ONE),
        (f"student|{MARCUS}", DUE, OCT_6 + 14 * ONE),
        (f"family|{OWEN}", DUE, OCT_6 + 14 * ONE),
        (f"student|{OWEN}", DUE, OCT_6 + 14 * ONE),
        ("mentor|tomas", DUE, OCT_6 + 14 * ONE),
    ]
    assert found[OF_DAVID].why == "None yet, matched since Sep 15, 2025"
    assert found["mentor|tomas"].why == "First of two in the first month with Owen Fitzgerald"
    assert found["mentor|tomas"].others == ["Owen Fitzgerald", "Amina Yusuf"]
    assert found[ROSAS].others == ["David Okafor"]


def test_the_earliest_of_several_matches_decides_about_the_mentor(supported):
    match(supported, (MARCUS, "david"), school=LINC, started=OCT_6)
    log(supported, replace(WITH_DAVID, day=date(2025, 10, 1)))
    found = due(supported)[OF_DAVID]
    assert (found.due, found.last) == (date(2025, 10, 15), date(2025, 10, 1))
    assert found.why == (
        "Second of two in the first month with Rosa Delgado, last talked Oct 1, 2025"
    )
    log(supported, replace(WITH_DAVID, day=date(2025, 10, 7)))
    found = due(supported)[OF_DAVID]
    assert (found.due, found.state) == (date(2025, 11, 6), LATER)


@pytest.mark.parametrize(
    ("said", "key"),
    [(WITH_DAVID, OF_DAVID), (WITH_ROSA, ROSAS), (replace(WITH_ROSA, about=FAMILY), ROSAS_FAMILY)],
)
def test_a_check_in_clears_the_one_it_was_with(supported, said, key):
    before = due(supported)
    log(supported, said)
    after = due(supported)
    assert {k for k in after if after[k] != before[k]} == {key}
    assert (after[key].due, after[key].state) == (date(2025, 11, 17), LATER)
    assert after[key].why == "Monthly, last talked Oct 17, 2025"


@pytest.mark.parametrize(
    ("kind", "outcome", "day", "clears"),
    [("phone", "reached", TODAY, True), ("meeting", "came", TODAY, True),
     ("phone", "reached", SEP_15, True), ("phone", "reached", SEP_15 - ONE, False),
     ("phone", "no answer", TODAY, False), ("phone", "left a message", TODAY, False),
     ("meeting", "did not come", TODAY, False)],
)  # fmt: skip
def test_a_logged_contact_that_reached_the_family_counts(supported, kind, outcome, day, clears):
    attempt = Attempt(kind, day, outcome, "Ms. Chen")
    log_contacts(supported, at_noon(CHEN), SEEN_ON, {ROSA: attempt})
    found = due(supported)
    assert (found[ROSAS_FAMILY].last == day) == clears
    assert found[ROSAS].last is None
    if clears:
        [(contact,)] = rows(supported, "SELECT contact_id FROM program.family_contacts")
        take_back_contact(supported, at_noon(CHEN), SEEN_ON, ROSA, contact)
        assert due(supported)[ROSAS_FAMILY].last is None


def rows(store, query):
    with store.reading() as cursor:
        return cursor.execute(query).fetchall()


def test_due_days_move_over_a_break_to_the_day_the_calendar_file_names(supported, given):
    """Its days lie ahead of the attendance: a week off, then Monday, October 27."""
    ahead = [day for day in weekdays(OCT_6, 30) if not OCT_6 + 11 * ONE < day < OCT_6 + 21 * ONE]
    days = sorted({*weekdays(date(2025, 8, 25), 30), *ahead})
    bring(supported, given, {"calendar.csv": calendar(days, LINC)})
    found = due(supported)
    assert found[f"student|{MARCUS}"].due == date(2025, 10, 27)
    assert found[f"student|{MARCUS}"].state == LATER
    assert found[f"student|{AMINA}"].due == date(2025, 10, 20)


def test_in_the_summer_nobody_is_overdue(supported):
    found = due(supported, day=date(2026, 7, 10))
    assert {(each.state, each.due) for each in found.values()} == {(LATER, None)}
    assert found[OF_DAVID].why == (
        "None yet, matched since Sep 15, 2025; after the break; no file tells the school days yet"
    )
    assert len(due_table([*found.values()], SCHOOLS)) == len(found)


# A mentor of two schools, as both coordinators read it


@pytest.fixture
def shared(supported):
    """David meets Amina at Roosevelt, too, and was talked with twice since Rosa's match began."""
    with supported.writing("program") as cursor:
        cursor.execute("INSERT INTO program.mentor_schools VALUES ('david', 'ROOS')")
    match(supported, (AMINA, "david"), school=ROOS, started=date(2025, 8, 20))
    log(supported, replace(WITH_DAVID, day=date(2025, 9, 10)))
    log(supported, replace(WITH_DAVID, day=date(2025, 9, 16)))
    return supported


def by_school(store):
    return {actor.person: due(store, actor).get(OF_DAVID) for actor in (BOSS, CHEN, ROOSEVELT)}


def test_both_schools_of_a_mentor_read_the_same_day(shared):
    found = by_school(shared)
    assert {d.due for d in found.values()} == {date(2025, 10, 15)}
    assert {d.last for d in found.values()} == {date(2025, 9, 16)}
    chens = found["Ms. Chen"]
    assert (chens.others, chens.schools) == (["Rosa Delgado"], (LINC,))
    assert "Rosa Delgado" not in found["Mr. Adeyemi"].why
    assert found["Mr. Adeyemi"].why == (
        "Second of two in the first month with a student out of your sight, last talked Sep 16, "
        "2025"
    )


@pytest.mark.parametrize("to", [ROOS, ""])
def test_both_read_the_same_after_a_student_moved_or_left(shared, given, to):
    """With another calendar at Roosevelt: the day is that of the school where the student is."""
    move(shared, given, ROSA, to, of=LINC)
    ahead = [day for day in weekdays(date(2025, 8, 25), 60) if day != date(2025, 10, 15)]
    bring(shared, given, {"calendar.csv": calendar(ahead, ROOS)})
    found = by_school(shared)
    seen = {d.due for d in found.values() if d}
    assert len(seen) == 1
    # Lincoln still has the match of one who moved, and none of one who left.
    assert (found["Ms. Chen"] is None) == (to == "")
    if to:
        assert found["Ms. Chen"].schools == (LINC,)


@pytest.mark.parametrize("away", ["paused", "closed"])
def test_who_is_away_is_not_asked_and_their_students_are(supported, away):
    """A mentor closed with students still matched can come from a roster file."""
    with supported.writing("program") as cursor:
        cursor.execute(f"UPDATE program.mentors SET {away} = $1 WHERE mentor_id = 'david'",
                       [TODAY])  # fmt: skip
    found = due(supported)
    assert OF_DAVID not in found
    assert {ROSAS, ROSAS_FAMILY} <= found.keys()


def test_a_match_that_is_over_or_to_begin_asks_for_nothing(supported):
    with supported.writing("program") as cursor:
        cursor.execute("UPDATE program.matches SET ended = $1 WHERE mentor_id = 'david'", [TODAY])
        cursor.execute("UPDATE program.matches SET started = $1 WHERE mentor_id = 'grace'",
                       [TODAY + ONE])  # fmt: skip
    assert not {OF_DAVID, ROSAS, "mentor|grace", f"student|{MARCUS}"} & due(supported).keys()
    assert due(supported, day=TODAY - ONE)[OF_DAVID].state == OVERDUE


def test_an_earlier_date_knows_nothing_of_later_talks(supported):
    log(supported)
    assert due(supported, day=TODAY - ONE)[OF_DAVID].last is None


@pytest.mark.parametrize(
    ("actor", "students"),
    [(CHEN, {ROSA, MARCUS}), (ROOSEVELT, {AMINA, OWEN}), (PRINCIPAL_, {ROSA, MARCUS}),
     (OF_ROSA, set())],
)  # fmt: skip
def test_everybody_sees_those_of_their_schools(untouched, actor, students):
    found = due(untouched, actor).values()
    assert {each.record_id for each in found if each.about != MENTOR} == students
    assert {school for each in found for school in each.schools} <= set(actor.schools)


def test_the_table_names_schools_where_there_are_several(untouched):
    table = due_table([*due(untouched).values()], SCHOOLS)
    assert list(table["School"][:4]) == ["Lincoln", "Lincoln", "Lincoln", "Roosevelt"]
    assert list(table["State"][:4]) == ["⚠ Overdue", "⚠ Overdue", "⚠ Overdue", "Due"]
    assert "School" not in due_table([*due(untouched).values()], {LINC: "Lincoln"})


def test_the_months_are_counted_by_school(supported):
    log(supported)
    log(supported, WITH_ROSA)
    log(supported, replace(WITH_ROSA, about=FAMILY, day=date(2025, 9, 30)))
    log(supported, CheckIn(MENTOR, TODAY, "tomas"), ROOSEVELT)
    take_back_check_in(supported, at_noon(BOSS), log(supported))
    words = logged_words(logged_by_month(supported, BOSS, None, TODAY))
    assert words == (
        "Logged in October: 2 with mentors, 1 with students, 0 with families; in September: 1 in "
        "all."
    )
    assert "1 with mentors, 1 with" in logged_words(logged_by_month(supported, CHEN, None, TODAY))
    assert "1 with mentors, 0 with" in logged_words(logged_by_month(supported, BOSS, ROOS, TODAY))
    assert "0 with mentors, 0 with" in logged_words(logged_by_month(supported, CHEN, ROOS, TODAY))
