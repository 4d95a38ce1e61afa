"""How a week of the matches went: per match, in numbers, in words and as tables."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from sm_core.contacts.board import LESS, PLANNED, UNASKED, UNSEEN, board
from sm_core.contacts.contact import LOOKED, Entry
from sm_core.contacts.log import log_contacts
from sm_core.contacts.numbers import Numbers, as_if, by_school, numbers
from sm_core.contacts.standard import save_standard
from sm_core.contacts.table import (
    ALL,
    BEHIND,
    NOT_SEEN,
    loads,
    mentors_table,
    schools_table,
    shown_lines,
    students_file,
    students_table,
)
from sm_core.contacts.words import beside, headline, how, why
from sm_core.program_settings import DISTRICT
from sm_core.seen import see
from sm_core.standing import Asked
from sm_core.uploads import open_district
from tests.cast import BOSS, press
from tests.contact_cast import (
    AS_OF,
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
from tests.mentor_cast import CHEN, RUIZ, match


@pytest.fixture(scope="module")
def looked(logged_made):
    """A store of the whole module, which only reads it."""
    store = open_district(logged_made)
    yield store
    store.close()


def week(store, monday=OCT_13, day=TODAY, actor=BOSS, as_of=AS_OF):
    return board(store, see(store, actor, Asked(as_of)), day, monday)


def by_student(found):
    return {line.student_id: line for line in found.lines}


def test_each_match_of_the_week(looked):
    lines = by_student(week(looked))
    told = {
        student: (line.week.session, line.week.away, line.week.unknown, line.week.seen, line.asked,
                  line.state)
        for student, line in lines.items()
    }  # fmt: skip
    assert told == {
        # Four school days without the holiday, one of them missed whole.
        ROSA: (4, 1, 0, 2, 2, PLANNED),
        # Matched from Wednesday on.
        MARCUS: (3, 0, 0, 1, 2, LESS),
        OWEN: (4, 4, 0, 0, 0, UNASKED),
        # Half a day missed is a day on which she was there; Friday is not reported yet.
        AMINA: (4, 0, 1, 0, 2, UNSEEN),
    }
    assert lines[AMINA].week.seen_by_others == 1
    assert lines[OWEN].week.looked == 1


# Through the running week the days before the one looked at count, of which nobody knows yet.
@pytest.mark.parametrize(
    ("day", "session", "asked"),
    [
        (OCT_20, 0, 0),
        (OCT_20 + timedelta(days=1), 1, 1),
        (OCT_20 + timedelta(days=2), 2, 1),
        (OCT_20 + timedelta(days=3), 3, 2),
        (OCT_20 + timedelta(days=4), 4, 2),
        (OCT_20 + timedelta(days=5), 5, 3),
        (OCT_20 + timedelta(days=9), 5, 3),
    ],
)
def test_a_running_week_asks_for_the_days_before_today(looked, day, session, asked):
    line = by_student(week(looked, OCT_20, day))[ROSA]
    assert (line.week.session, line.week.unknown, line.asked) == (session, session, asked)
    assert line.goes_on(day) == (day <= OCT_20 + timedelta(days=4))


def test_a_match_that_ended_has_no_days_before_it(logged):
    match(logged, (ROSA, "grace"), started=OCT_13, ended=OCT_16)
    [line] = [li for li in week(logged, day=OCT_16).lines if li.mentor_id == "grace"
              and li.student_id == ROSA]  # fmt: skip
    assert line.week.session == 2
    assert not line.goes_on(OCT_16)
    assert line.holds_on(OCT_15)
    assert not line.holds_on(OCT_16)
    assert all(li.mentor_id != "grace" or li.student_id != ROSA
               for li in week(logged, OCT_20).lines)  # fmt: skip


def test_lines_stand_by_mentor_then_student_and_know_who_was_last(looked):
    found = week(looked)
    assert [(line.mentor, line.student) for line in found.lines] == [
        ("Grace Lindqvist", "Owen Fitzgerald"), ("David Okafor", "Rosa Delgado"),
        ("David Okafor", "Marcus Tran"), ("Tomás Rivera", "Amina Yusuf"),
    ]  # fmt: skip
    last = {line.student_id: line.last for line in found.lines}
    assert (last[ROSA].day, last[ROSA].person, last[ROSA].kind) == (
        OCT_16, "David Okafor", "talked",
    )  # fmt: skip
    assert (last[AMINA].day, last[AMINA].person) == (OCT_15, "Ms. Chen")
    assert found.logged == {"david": OCT_16, "grace": OCT_14}


def test_the_numbers_and_the_headline(looked):
    found = numbers(week(looked).lines, TODAY)
    assert found == Numbers(4, planned=1, less=1, unseen=1, unasked=1, by_others=1, unknown=1,
                            mentors=3, silent=1)  # fmt: skip
    assert headline(found) == (
        "1 of 3 matched students were seen as planned (33%); 1 less often, 1 not at all"
    )
    assert beside(found, TODAY) == [
        "1 not seen by their mentor was seen by another adult.",
        "1 more student had no school day on which they could have been seen.",
        "1 student has days that are not reported yet; these count as if they were there.",
    ]


def test_so_far_is_said_of_a_running_week(looked):
    found = numbers(week(looked, OCT_20).lines, TODAY)
    assert headline(found) == "So far, 0 of 4 matched students were seen as planned (0%); " \
        "4 not at all"  # fmt: skip
    assert beside(found, TODAY)[0] == (
        "The week is not over for 4 students: school days through Oct 21 count."
    )
    monday = numbers(week(looked, OCT_20, OCT_20).lines, OCT_20)
    assert headline(monday) == "No school day to count yet for 4 matched students"


def test_nobody_is_a_sentence_too(looked):
    before = week(looked, date(2025, 9, 1))
    assert before.lines == ()
    assert headline(numbers(before.lines, TODAY)) == "Nobody met a mentor in this week."


def test_a_student_with_two_mentors_counts_once(logged):
    match(logged, (ROSA, "grace"), started=OCT_13)
    found = numbers(week(logged).lines, TODAY)
    assert (found.students, found.planned, found.less) == (4, 0, 2)
    entries = [Entry(ROSA, OCT_15, "grace"), Entry(ROSA, OCT_16, "grace")]
    log_contacts(logged, press(BOSS, NOW), AS_OF, entries)
    assert numbers(week(logged).lines, TODAY).planned == 1


def test_each_sees_the_own_school(looked):
    assert set(by_student(week(looked, actor=CHEN))) == {ROSA, MARCUS, OWEN}
    assert set(by_student(week(looked, actor=RUIZ))) == {AMINA}
    assert set(by_student(week(looked).at(ROOS))) == {AMINA}
    assert [(name, said.students, said.planned) for name, said in by_school(week(looked))] == [
        ("Lincoln Middle School", 3, 1), ("Roosevelt Elementary", 1, 0),
    ]  # fmt: skip


def test_of_a_student_out_of_sight_nothing_of_the_other_school_is_told(logged):
    match(logged, (AMINA, "grace"), started=OCT_13, school=LINC)
    [line] = [li for li in week(logged, actor=CHEN).lines if li.student_id == AMINA]
    assert (line.student, line.now_at, line.last) == ("Amina Yusuf", "", None)
    assert line.at_school == LINC
    [seen] = [li for li in week(logged).lines if li.student_id == AMINA and li.mentor_id == "grace"]
    assert seen.now_at == seen.at_school == ROOS


def test_another_standard_is_tried_for_those_whom_it_would_be(logged):
    found = week(logged)
    assert as_if(found, DISTRICT, 1, []).planned == 2
    assert as_if(found, LINC, 1, []) == numbers(
        [replace(line, standard=1) for line in found.lines if line.school_id == LINC], TODAY
    )
    assert as_if(found, DISTRICT, 1, [LINC]).students == 1
    save_standard(logged, press(BOSS, NOW), LINC, 3, 1)
    now = by_student(week(logged))
    assert (now[MARCUS].state, now[MARCUS].asked) == (PLANNED, 1)
    assert now[AMINA].asked == 2


def test_who_is_seen_least_comes_first_with_the_reason(looked):
    found = shown_lines(week(looked).lines)
    assert [(line.student_id, why(line, TODAY)) for line in found] == [
        (AMINA, "Not seen"), (MARCUS, "1 less than planned"), (ROSA, "As planned"),
        (OWEN, "Absent on every school day"),
    ]  # fmt: skip
    assert [line.student_id for line in shown_lines(found, BEHIND)] == [AMINA, MARCUS]
    assert [line.student_id for line in shown_lines(found, NOT_SEEN)] == [AMINA]
    monday = shown_lines(week(looked, OCT_20, OCT_20).lines, ALL)
    assert {why(line, OCT_20) for line in monday} == {"No school day yet"}


def test_the_list_of_students(looked):
    found = week(looked)
    table = students_table(shown_lines(found.lines), TODAY, True)
    rows = table.set_index("Id")
    assert rows.loc[ROSA].to_dict() == {
        "Student": "Rosa Delgado", "School": "Lincoln Middle School", "Grade": "6",
        "Mentor": "David Okafor", "Seen / planned": "2 / 2", "Why listed": "As planned",
        "Last 8 weeks": "– – – 0/3 0/3 0/3 0/3 2/2",
        "Last contact": "Oct 16: talked with David Okafor", "Seen by others": 0, "Absent days": 1,
    }  # fmt: skip
    assert rows.loc[OWEN, ["Seen / planned", "Last contact", "Absent days"]].to_list() == [
        "–", "Oct 14: looked for by Grace Lindqvist", 4,
    ]  # fmt: skip
    assert rows.loc[AMINA, ["Seen by others", "Last contact"]].to_list() == [
        1, "Oct 15: seen by Ms. Chen",
    ]  # fmt: skip
    assert "School" not in students_table(found.lines, TODAY, False)
    assert students_table([], TODAY, False).empty
    # No spreadsheet may make a date of them.
    file = students_file(found.lines, TODAY).set_index("Id")
    assert file.loc[ROSA, ["Seen", "Planned", "Grade"]].to_list() == [2, 2, "6"]
    assert file.loc[OWEN, ["Seen", "Planned"]].to_list() == [0, 0]
    assert "Seen / planned" not in file
    assert students_file([], TODAY).empty


def test_the_list_of_mentors_and_that_of_schools(looked):
    table = mentors_table(loads(week(looked)), TODAY, True)
    assert table[["Mentor", "Students", "Seen as planned", "Contacts", "Last contact logged",
                  "Note"]].to_numpy().tolist() == [
        ["Grace Lindqvist", 1, "–", 0, "Oct 14", ""],
        ["David Okafor", 2, "1 of 2", 3, "Oct 16", ""],
        ["Tomás Rivera", 1, "0 of 1", 0, "never", "Nothing logged in the week"],
    ]  # fmt: skip
    schools = schools_table(by_school(week(looked)))
    assert schools.to_numpy().tolist() == [
        ["Lincoln Middle School", 3, "1 of 2", 1, 0, 2, 0],
        ["Roosevelt Elementary", 1, "0 of 1", 0, 1, 1, 1],
    ]


def test_how_says_numerator_denominator_standard_and_days(looked):
    found = numbers(week(looked).lines, TODAY)
    words = how(found, [3], "all schools", OCT_13, TODAY)
    assert "**1** of **3** students" in words
    assert "3 in a week of five school days" in words
    assert "School days from Oct 13 through Oct 19 count" in words
    assert "1 of 4 students had no day" in words
    assert "2 or 3 in a week" in how(found, [2, 3], "", OCT_20, TODAY)
    assert "No school day counts yet" in how(found, [3], "", OCT_20, OCT_20)
    assert "through Oct 21 count" in how(found, [3], "", OCT_20, TODAY)


def test_a_slip_taken_back_is_not_the_last_contact(logged):
    log_contacts(logged, press(BOSS, NOW), AS_OF, [Entry(ROSA, OCT_17, "david", LOOKED)])
    assert by_student(week(logged))[ROSA].last.day == OCT_17
    with logged.writing("program") as cursor:
        cursor.execute("UPDATE program.contacts SET taken_back = recorded WHERE day = $day",
                       {"day": OCT_17})  # fmt: skip
    assert by_student(week(logged))[ROSA].last.day == OCT_16
    assert week(logged).logged["david"] == OCT_16
