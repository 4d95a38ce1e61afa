"""Goals to the end of the year: at, just below and just above every bound, and by trying out."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sm_core.goals import Goal, goals, may_miss, pace_reached
from sm_core.student_words import goal_sentences, percent

CASES = [
    # missed, enrolled, left, under: may miss
    (14, 92, 88, 10, 3),  # 17 of 180 is under 10 %, 18 is 10 %
    (13, 92, 88, 10, 4),
    (15, 92, 88, 10, 2),
    (17, 92, 88, 10, 0),
    (18, 92, 88, 10, None),
    (Decimal("17.5"), 92, 88, 10, 0),
    (Decimal("16.5"), 92, 88, 10, 1),
    (Decimal("17.999999"), 92, 88, 10, 0),
    (Decimal("9.5"), Decimal("94.5"), 1, 10, 0),
    (Decimal("9.55"), Decimal("94.5"), 1, 10, None),
    (0, 10, 1, 5, 0),
    (0, 10, 10, 5, 0),  # 1 of 20 is 5 %
    (0, 10, 11, 5, 1),
    (0, 100, 3, 10, 3),  # never more than there are days
    (10, 100, 0, 10, None),
    (9, 100, 0, 10, 0),
]


@pytest.mark.parametrize(("missed", "enrolled", "left", "under", "most"), CASES)
def test_the_most_that_may_be_missed(missed, enrolled, left, under, most):
    assert may_miss(missed, enrolled, left, under) == most


halves = st.integers(0, 60).map(lambda n: Decimal(n) / 2)


@given(halves, halves, st.integers(0, 40), st.sampled_from([5, 10, 20]))
def test_the_most_that_may_be_missed_is_what_trying_every_number_finds(missed, here, left, under):
    enrolled = missed + here
    found = [more for more in range(left + 1) if (missed + more) * 100 < under * (enrolled + left)]
    assert may_miss(missed, enrolled, left, under) == max(found, default=None)


GOALS = [
    # chronic: under 10 %, or else under 20 %
    (14, 92, 88, [Goal(10, 3, 88)]),
    (10, 100, 88, [Goal(10, 8, 88)]),
    (18, 92, 88, [Goal(20, 17, 88)]),
    (20, 100, 88, [Goal(20, 17, 88)]),
    (30, 100, 88, [Goal(20, 7, 88)]),
    (40, 100, 88, []),
    # at risk: stay under 10 %, and under 5 % where that can be
    (8, 101, 87, [Goal(10, 10, 87), Goal(5, 1, 87)]),
    (5, 100, 88, [Goal(10, 13, 88), Goal(5, 4, 88)]),
    (9, 100, 20, [Goal(10, 2, 20)]),
    # satisfactory: stay there
    (4, 100, 88, [Goal(5, 5, 88)]),
    (0, 100, 88, [Goal(5, 9, 88)]),
    # nothing to work for
    (14, 92, 0, []),
    (0, 0, 88, []),
]


@pytest.mark.parametrize(("missed", "enrolled", "left", "expected"), GOALS)
def test_the_next_goal_that_can_be_reached(missed, enrolled, left, expected):
    assert goals(missed, enrolled, left) == expected


@given(halves, halves, st.integers(1, 60))
def test_a_student_below_ten_percent_always_has_a_goal(missed, here, left):
    enrolled = missed + here
    if enrolled and 10 * missed < enrolled:
        assert goals(missed, enrolled, left)


WORDS = [
    (14, 92, 88, "Attending at least 85 of the 88 days left would end the year under 10%."),
    (17, 92, 88, "Attending all 88 days left would end the year under 10%."),
    (19, 199, 1, "Attending the one day left would end the year under 10%."),
    (10, 91, 2, "The year will end under 20%, whatever the 2 days left will be."),
    (8, 101, 87, "May miss up to 10 more of the 87 days left and still end the year under 10%. "
                 "Attending at least 86 of the 87 days left would end the year under 5%."),
    (9, 95, 1, "Attending the one day left would end the year under 10%."),
    (5, 100, 2, "The year will end under 10%, whatever the 2 days left will be. "
                "Attending both days left would end the year under 5%."),
    (2, 101, 87, "Here nearly every day. May miss up to 7 more of the 87 days left and still end "
                 "the year under 5%."),
    (0, 40, 40, "Has not missed a day. May miss up to 3 more of the 40 days left and still end the "
                "year under 5%."),
    (44, 100, 88, "Even attending all 88 days left would end the year at 23.4%: every day still "
                  "counts."),
    (50, 100, 1, "Even attending the one day left would end the year at 49.5%: every day still "
                 "counts."),
]  # fmt: skip


@pytest.mark.parametrize(("missed", "enrolled", "left", "words"), WORDS)
def test_goals_in_words(missed, enrolled, left, words):
    assert goal_sentences(missed, enrolled, left) == words


@pytest.mark.parametrize(
    ("missed", "month"),
    [
        ([0] * 5, None),
        ([1] + [0] * 10, None),
        ([1, 1] + [0] * 10, 1),
        ([Decimal("0.5")] * 3, None),
        ([Decimal("0.5")] * 4, 1),
        ([1] + [0] * 18 + [1], 1),  # the second absence on the last day of month one
        ([1] + [0] * 19 + [1], None),  # and on the first of month two
        ([1] + [0] * 19 + [1, 1, 1], 2),
        ([1, 1] + [0] * 25, 1),  # reached stays reached
        ([0] * 59 + [1], None),
        ([0] * 50 + [1] * 6, 3),
        ([0] * 60 + [1] * 6, None),
    ],
)
def test_the_pace_of_the_first_months(missed, month):
    assert pace_reached(missed) == month


@pytest.mark.parametrize(
    ("missed", "enrolled", "words"),
    [(14, 92, "15.2%"), (996, 10000, "9.9%"), (1, 10, "10.0%"), (0, 7, "0.0%"), (7, 7, "100.0%")],
)
def test_a_percent_is_cut_so_that_it_never_reads_as_the_worse_tier(missed, enrolled, words):
    assert percent(Fraction(missed, enrolled)) == words
