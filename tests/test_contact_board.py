"""How a week of the matches went: per match, in numbers, in words and as tables."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from sm_core.actor import MENTOR, Actor
from sm_core.contacts.board import LESS, PLANNED, UNASKED, UNSEEN, board
from sm_core.contacts.contact import LOOKED, SAW, TALKED, Entry
from sm_core.contacts.log import log_contacts
from sm_core.contacts.mentor_words import NAMED, barred_words, silent_words
from sm_core.contacts.numbers import Numbers, as_if, by_school, numbers
from sm_core.contacts.past import Last, last_logged, past
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
from sm_core.mentors.find import mentors_seen
from sm_core.program_settings import DISTRICT
from sm_core.seen import see
from sm_core.standing import Asked
from sm_core.uploads import open_district
from tests.cast import BOSS, press
from tests.cast import DAVID as DAVID_
from tests.contact_cast import (
    AS_OF,
    NOW,
    OCT_13,
    OCT_14,
    OCT_15,
    OCT_16,
    OCT_17,
    OCT_20,
    SEP_15,
    TODAY,
)
from tests.invented import AMINA, LINC, MARCUS, OWEN, ROOS, ROSA
from tests.mentor_cast import CHEN, RUIZ, cleared, match

DAVID = Actor("David Okafor", MENTOR, students=(ROSA, MARCUS), mentor_id="david")


@pytest.fixture(scope="module")
def looked(logged_made):
    """A store of the whole module, which only reads it."""
    store = open_district(logged_made)
    yield store
    store.close()


def week(store, monday=OCT_13, day=TODAY, actor=BOSS, as_of=AS_OF):
    return board(store, see(store, actor, Asked(as_of)), day, monday)


def told(store, found, actor=BOSS):
    """What there is to tell of the lines, by student."""
    of_match = past(store, see(store, actor, Asked(AS_OF)), found.day, found.monday, found.lines)
    return {line.student_id: of_match[line.match_id] for line in found.lines}


def logged_last(store, found, actor=BOSS):
    return last_logged(store, see(store, actor, Asked(AS_OF)), found.day, found.lines)


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


# (standard, possible days, why, headline) of the running week.
@pytest.mark.parametrize(
    ("standard", "days", "listed", "answer"),
    [
        (1, 0, "No school day yet", "No school day to count yet for 1 matched student"),
        (1, 1, "Too few days yet: 1", "Too few school days yet to ask for a "
         "contact with 1 matched student"),
        (1, 2, "Too few days yet: 2", "Too few school days yet to ask for a "
         "contact with 1 matched student"),
        (1, 3, "Not seen", "So far, 0 of 1 matched student was seen as planned (0%); 1 not at all"),
        (2, 0, "No school day yet", "No school day to count yet for 1 matched student"),
        (2, 1, "Too few days yet: 1", "Too few school days yet to ask for a "
         "contact with 1 matched student"),
        (2, 2, "Not seen", "So far, 0 of 1 matched student was seen as planned (0%); 1 not at all"),
        (2, 3, "Not seen", "So far, 0 of 1 matched student was seen as planned (0%); 1 not at all"),
    ],
)  # fmt: skip
def test_too_few_days_to_ask_are_not_taken_for_none(looked, standard, days, listed, answer):
    day = OCT_20 + timedelta(days=days)
    line = replace(by_student(week(looked, OCT_20, day))[ROSA], standard=standard)
    assert (line.week.possible, why(line, day)) == (days, listed)
    assert headline(numbers([line], day)) == answer


def test_too_few_days_are_told_beside_the_answer_and_in_a_week_that_is_over(logged):
    match(logged, (ROSA, "grace"), started=OCT_13, ended=OCT_17)
    lines = {(li.student_id, li.mentor_id): li for li in week(logged).lines}
    two = replace(lines[ROSA, "grace"], standard=1)
    assert (two.week.possible, why(two, TODAY)) == (2, "Too few days: 2")
    assert headline(numbers([two], TODAY)) == (
        "Too few school days to ask for a contact with 1 matched student"
    )
    found = numbers([two, lines[OWEN, "grace"], lines[MARCUS, "david"]], TODAY)
    assert (found.asked, found.unasked, found.too_few) == (1, 2, 1)
    assert beside(found, TODAY) == [
        "1 more student had no school day on which they could have been seen.",
        "1 more student had too few school days to ask for a contact.",
    ]


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


def test_lines_stand_by_mentor_then_student(looked):
    found = week(looked)
    assert [(line.mentor, line.student) for line in found.lines] == [
        ("Grace Lindqvist", "Owen Fitzgerald"), ("David Okafor", "Rosa Delgado"),
        ("David Okafor", "Marcus Tran"), ("Tomás Rivera", "Amina Yusuf"),
    ]  # fmt: skip


def test_who_saw_a_student_last_and_when_a_mentor_logged_last(looked):
    found = week(looked)
    last = {student: one.last for student, one in told(looked, found).items()}
    assert last[ROSA] == Last(OCT_16, "David Okafor", TALKED)
    assert last[AMINA] == Last(OCT_15, "Ms. Chen", SAW)
    assert logged_last(looked, found) == {"david": OCT_16, "grace": OCT_14}
    before = week(looked, day=OCT_15)
    assert told(looked, before)[ROSA].last == Last(OCT_15, "David Okafor", SAW)
    assert logged_last(looked, before) == {"david": OCT_15, "grace": OCT_14}


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
    assert headline(numbers(before.lines, TODAY)) == "No match to count in this week."


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
    log_contacts(logged, press(BOSS, NOW), AS_OF, [
        Entry(AMINA, OCT_14, "grace"), Entry(AMINA, OCT_16, "tomas", note="of another school"),
    ])  # fmt: skip

    def of_grace(actor):
        found = week(logged, actor=actor)
        [line] = [li for li in found.lines if (li.student_id, li.mentor_id) == (AMINA, "grace")]
        return line, told(logged, replace(found, lines=(line,)), actor)[AMINA]

    line, before = of_grace(CHEN)
    assert (line.student, line.now_at, line.at_school) == ("Amina Yusuf", "", LINC)
    assert (line.week.session, line.week.unknown, line.week.seen_by_others) == (0, 0, 0)
    # The contacts of the match's own mentor, wherever they were.
    assert line.week.seen == 1
    assert before.last == Last(OCT_14, "Grace Lindqvist", SAW)
    assert before.weeks[-1] == line.week

    line, before = of_grace(BOSS)
    assert line.now_at == line.at_school == ROOS
    assert (line.week.session, line.week.unknown, line.week.seen_by_others) == (4, 1, 2)
    assert before.last == Last(OCT_16, "Tomás Rivera", SAW)


def test_what_happened_here_before_a_student_left_is_told(logged):
    match(logged, (AMINA, "grace"), started=OCT_13, school=LINC)
    with logged.writing("program") as cursor:
        cursor.execute("UPDATE program.contacts SET school_id = 'LINC' WHERE student_id = $student",
                       {"student": AMINA})  # fmt: skip
    found = week(logged, actor=CHEN)
    line = by_student(found)[AMINA]
    assert (line.now_at, line.week.seen_by_others) == ("", 1)
    assert told(logged, found, CHEN)[AMINA].last == Last(OCT_15, "Ms. Chen", SAW)


def test_absences_of_a_student_who_left_are_not_told(logged):
    match(logged, (OWEN, "tomas"), started=SEP_15, school=ROOS)
    [line] = [li for li in week(logged, actor=RUIZ).lines if li.student_id == OWEN]
    assert (line.now_at, line.week.away, why(line, TODAY)) == ("", 0, "At another school now")
    assert line.week.seen == line.week.looked == line.week.seen_by_others == 0


def test_a_mentor_is_told_of_their_own_matches_and_contacts_alone(logged):
    match(logged, (ROSA, "grace"), started=OCT_13)
    log_contacts(logged, press(BOSS, NOW), AS_OF, [Entry(ROSA, OCT_17, "grace")])
    found = week(logged, actor=DAVID)
    assert [(line.student_id, line.mentor_id) for line in found.lines] == [
        (ROSA, "david"), (MARCUS, "david"),
    ]  # fmt: skip
    lines = by_student(found)
    assert (lines[ROSA].week.session, lines[ROSA].week.away, lines[ROSA].week.seen) == (4, 1, 2)
    assert lines[ROSA].week.seen_by_others == 0
    assert told(logged, found, DAVID)[ROSA].last == Last(OCT_16, "David Okafor", TALKED)
    assert logged_last(logged, found, DAVID) == {"david": OCT_16}
    # A line of somebody else brings nothing.
    other = replace(found, lines=week(logged).by_mentor["grace"])
    assert {one.last for one in told(logged, other, DAVID).values()} == {None}
    assert logged_last(logged, other, DAVID) == {}


def test_who_looked_in_vain_logged_something_whoever_else_saw_the_student(logged):
    log_contacts(logged, press(BOSS, NOW), AS_OF, [Entry(AMINA, OCT_15, "tomas", LOOKED)])
    found = week(logged)
    line = by_student(found)[AMINA]
    assert (line.week.seen, line.week.looked, line.week.seen_by_others) == (0, 1, 1)
    assert line.marked
    assert numbers(found.lines, TODAY).silent == 0
    # A day on which the mentor saw the student is none on which they looked in vain.
    assert by_student(found)[ROSA].week.looked == 0


def test_the_numbers_of_a_school_are_of_the_matches_it_made(logged):
    with logged.writing("program") as cursor:
        cursor.execute("UPDATE program.matches SET school_id = 'LINC' WHERE student_id = $student",
                       {"student": AMINA})  # fmt: skip
    found = week(logged)
    rows = dict(by_school(found))
    assert list(rows) == ["Lincoln Middle School"]
    for school, students in ((LINC, 4), (ROOS, 0), (None, 4)):
        said = numbers(found.counted(school), TODAY)
        assert said.students == students
        assert said == as_if(found, school or DISTRICT, 3, [])
    assert rows["Lincoln Middle School"] == numbers(found.counted(LINC), TODAY)
    # Whoever has the student now sees the match, and does not answer for it.
    own = week(logged, actor=RUIZ)
    assert [line.student_id for line in own.lines] == [AMINA]
    assert [line.student_id for line in found.at(ROOS).lines] == [AMINA]
    assert own.counted() == []


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
    of_match = past(looked, see(looked, BOSS, Asked(AS_OF)), TODAY, OCT_13, found.lines)
    table = students_table(shown_lines(found.lines), of_match, TODAY, True)
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
    assert "School" not in students_table(found.lines, of_match, TODAY, False)
    assert students_table([], {}, TODAY, False).empty
    # No spreadsheet may make a date of them.
    file = students_file(found.lines, of_match, TODAY).set_index("Id")
    assert file.loc[ROSA, ["Seen", "Planned", "Grade"]].to_list() == [2, 2, "6"]
    assert file.loc[OWEN, ["Seen", "Planned"]].to_list() == [0, 0]
    assert "Seen / planned" not in file
    assert students_file([], {}, TODAY).empty


def test_the_list_of_mentors_and_that_of_schools(looked):
    found = week(looked)
    table = mentors_table(loads(found), logged_last(looked, found), TODAY, True)
    assert table[["Mentor", "Students", "Seen as planned", "Contacts", "Last contact logged",
                  "Note"]].to_numpy().tolist() == [
        ["Grace Lindqvist", 1, "–", 0, "Oct 14", ""],
        ["David Okafor", 2, "1 of 2", 3, "Oct 16", ""],
        ["Tomás Rivera", 1, "0 of 1", 0, "never", "Nothing logged in the week"],
    ]  # fmt: skip
    schools = schools_table(by_school(week(looked)))
    assert schools.to_numpy().tolist() == [
        ["Roosevelt Elementary", 1, "0 of 1 (0%)", 0, 1, 1, 1],
        ["Lincoln Middle School", 3, "1 of 2 (50%)", 1, 0, 2, 0],
    ]


def test_schools_with_the_smallest_share_stand_first_and_those_without_one_last():
    found = [("All", Numbers(2, planned=2)), ("None asked", Numbers(1, unasked=1)),
             ("Half", Numbers(2, 1, 1)), ("Most", Numbers(3, 2, 1))]  # fmt: skip
    table = schools_table(found)
    assert list(table["School"]) == ["Half", "Most", "All", "None asked"]
    assert list(table["Seen as planned"]) == ["1 of 2 (50%)", "2 of 3 (67%)", "2 of 2 (100%)", "–"]


def test_who_logged_nothing_and_who_may_not_meet_students_is_named(looked):
    found = loads(week(looked))
    assert silent_words(found) == "1 of 3 mentors has nothing logged in the week: Tomás Rivera."
    assert silent_words(found[:1]) == ""
    many = [replace(found[-1], mentor=f"M{n}") for n in range(NAMED + 1)]
    assert silent_words(many).endswith(": M0, M1, M2, M3, M4, M5, M6, M7 and 1 more.")
    mentors = mentors_seen(looked, BOSS, TODAY)
    why = "no application yet, and 4 more"
    assert barred_words(found[:2], mentors, TODAY) == (
        f"May not meet students now: Grace Lindqvist ({why}), David Okafor ({why})."
    )
    paused = [replace(cleared(DAVID_, SEP_15), paused=TODAY)]
    assert barred_words(found, paused, TODAY) == (
        "May not meet students now: David Okafor (is paused)."
    )
    assert barred_words(found, [cleared(DAVID_, SEP_15)], TODAY) == ""


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
    assert told(logged, week(logged))[ROSA].last.day == OCT_17
    with logged.writing("program") as cursor:
        cursor.execute("UPDATE program.contacts SET taken_back = recorded WHERE day = $day",
                       {"day": OCT_17})  # fmt: skip
    assert told(logged, week(logged))[ROSA].last.day == OCT_16
    assert logged_last(logged, week(logged))["david"] == OCT_16
