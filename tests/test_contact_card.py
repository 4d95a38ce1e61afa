"""The card on which a mentor ticks a week: one page, the order of the grid, no figures."""

import io
from datetime import date, timedelta

import pytest
from pypdf import PdfReader

from sm_core.contacts.board import board
from sm_core.contacts.school_week import school_week
from sm_core.papers.contact_card import LONGEST, Card, Student, cards, contact_cards
from sm_core.seen import see
from sm_core.standing import Asked
from sm_core.team.named import named_at
from tests.cast import BOSS
from tests.contact_cast import AS_OF, OCT_13, OCT_14, OCT_15, OCT_17, TODAY
from tests.invented import LINC, MARCUS, ROOS, ROSA
from tests.letter_cast import member
from tests.mentor_cast import match

MONDAY = date(2026, 2, 2)
WEEK = frozenset(MONDAY + timedelta(days=n) for n in range(5))
NO_FONT = "\U0010fffd"
"""A private character; no font shows it."""


def card(count, days=WEEK, **more):
    names = [f"Rosa Delgado {n}" for n in range(count)]
    students = tuple(Student(f"S{n}", name, "7", days) for n, name in enumerate(names))
    return Card("David Okafor", "Lincoln Middle School", MONDAY, "Ms. Chen", students, **more)


def pages(*found):
    return [page.extract_text() for page in PdfReader(io.BytesIO(contact_cards(found))).pages]


@pytest.mark.parametrize("count", [1, 12, 16, 17, 24, 25, 40])
def test_one_page_and_a_row_per_student_whatever_their_number(count):
    [text] = pages(card(count))
    lines = [line for line in text.splitlines() if line.startswith("Rosa Delgado")]
    assert [line.split()[2] for line in lines] == [str(n) for n in range(count)]
    assert "Please hand this card back to Ms. Chen by Friday, Feb 6, 2026." in text
    assert "Confidential" in text


def test_each_mentor_has_a_page():
    first, second = pages(card(3), Card("Grace Lindqvist", "Lincoln Middle School", MONDAY, "", ()))
    assert "David Okafor" in first
    assert "Grace Lindqvist" in second
    assert "hand this card back to the site coordinator by Friday" in second


def test_days_without_school_are_named_and_the_card_comes_back_before_them():
    short = card(2, frozenset(sorted(WEEK)[:4]))
    assert short.hand_back == MONDAY + timedelta(days=3)
    # Once in the line that explains the gray.
    assert [pages(one)[0].count("no school") for one in (short, card(2))] == [2, 1]
    assert card(2, frozenset()).hand_back == MONDAY + timedelta(days=4)
    saturday = MONDAY + timedelta(days=5)
    assert card(1, WEEK | {saturday}).columns[-1] == saturday


def test_odd_names_are_printed_as_far_as_they_can_be():
    names = ['#import "x" *a* _b_', f"A {NO_FONT}mina", "Ow" * 60, f"{NO_FONT}"]
    students = tuple(Student(f"S{n}", name, "", WEEK) for n, name in enumerate(names))
    [text] = pages(Card(NO_FONT, "N" * 500, MONDAY, "", students))
    assert '#import "x" *a* _b_' in text
    assert "A … S1" in text
    assert "… S3" in text
    assert "Ow" * (LONGEST // 2) not in text.replace("\u200b", "")


def found_cards(store, monday=OCT_13, school=None):
    found = board(store, see(store, BOSS, Asked(AS_OF)), TODAY, monday).at(school)
    week = school_week(store, [line.at_school for line in found.lines], monday)
    return found, cards(found, week, named_at(store, [LINC, ROOS], TODAY))


def test_the_cards_stand_in_the_order_of_the_grid(logged):
    member(logged, "chen", "coordinator", "Ms. Chen")
    match(logged, (ROSA, "grace"), started=OCT_15)
    board_, made = found_cards(logged)
    assert [one.mentor for one in made] == ["Grace Lindqvist", "David Okafor", "Tomás Rivera"]
    assert [[s.student_id for s in one.students] for one in made] == [
        [line.student_id for line in lines] for lines in board_.by_mentor.values()
    ]
    [grace, david, tomas] = made
    assert (david.school, david.hand_to, tomas.hand_to) == ("Lincoln Middle School", "Ms. Chen", "")
    assert [student.name for student in grace.students] == ["Rosa Delgado", "Owen Fitzgerald"]
    days = {student.student_id: student.days for student in david.students}
    assert days[ROSA] == {OCT_14, OCT_15, OCT_15 + timedelta(days=1), OCT_17}
    assert min(days[MARCUS]) == OCT_15
    text = pages(*made)
    assert len(text) == 3
    assert not any(word in "".join(text) for word in ("missed", "absent", "chronic"))


def test_a_student_with_two_matches_in_the_week_has_one_row(logged):
    match(logged, (ROSA, "david"), started=OCT_17, school=ROOS)
    [_, david, _] = found_cards(logged)[1]
    assert [student.student_id for student in david.students].count(ROSA) == 1
    assert david.school == "Lincoln Middle School, Roosevelt Elementary"


def test_a_school_prints_its_own(logged):
    assert [one.mentor for one in found_cards(logged, school=ROOS)[1]] == ["Tomás Rivera"]
