"""A table for a file: what is hidden in it at each bound, and beside it, so that no total of a row,
of a column or of all gives a number away."""

from itertools import product

import numpy as np
import pandas as pd
import pytest
from progress_made import FUNNEL, LINCOLNS, progress, tiers
from scipy.optimize import linprog

from sm_core.hiding.known import wide
from sm_core.hiding.table import Counted, hidden_in, hidden_table
from sm_core.progress.funnel import Funnel
from sm_core.progress.table import for_a_file

RATED, CHRONIC = Counted("rated"), Counted("chronic", "rated", tells=("rate",))


def table(*rows):
    frame = pd.DataFrame(rows, columns=["rated", "chronic"])
    return frame.assign(rate=frame["chronic"] / frame["rated"].where(frame["rated"] > 0))


def hidden(*rows):
    """The rows hidden in each column, by their place."""
    found = hidden_in(table(*rows), (RATED, CHRONIC))
    return tuple(list(np.flatnonzero(found[name])) for name in ("rated", "chronic"))


BIG = (300, 90), (200, 60), (150, 40)


@pytest.mark.parametrize(
    ("row", "rated", "chronic"),
    [
        ((0, 0), [], []),
        ((1, 0), [0, 3], [0, 3]),
        ((9, 9), [0, 3], [0, 3]),
        ((10, 10), [], [0, 3]),
        ((23, 12), [], [0, 3]),
        ((24, 12), [], []),
        ((100, 9), [], [0, 3]),
        ((100, 10), [], []),
        ((100, 90), [], []),
        ((100, 91), [], [0, 3]),
        ((140, 7), [], [0, 3]),
        ((400, 19), [], [0, 3]),
        ((400, 20), [], []),
        ((None, None), [], []),
    ],
)
def test_a_small_group_and_the_next_smallest_row(row, rated, chronic):
    assert hidden(row, *BIG) == (rated, chronic)


def test_what_is_hidden_is_empty_with_all_that_tells_of_it():
    shown = hidden_table(table((9, 3), *BIG), (RATED, CHRONIC))
    assert shown.isna().all(axis=1).tolist() == [True, False, False, True]
    assert shown["chronic"].tolist()[1:3] == [90, 60]
    assert hidden_table(table(*BIG), (RATED, CHRONIC)).equals(table(*BIG).convert_dtypes())


def test_a_severe_part_hides_beside_itself_and_five_percent_are_those_of_all():
    severe = Counted("severe", "chronic", "rated")
    frame = table((400, 100), (400, 100), (100, 30)).assign(severe=[19, 30, 12])
    found = hidden_in(frame, (RATED, CHRONIC, severe))
    assert found["severe"].tolist() == [True, False, True]
    assert not found["chronic"].any()


def matrix(*numbers):
    """A table by school and grade, of which all grades have 100 students or more."""
    rows = [{"school": s, "grade": g, "rated": 100 + 10 * s, "chronic": n, "rate": n / 100}
            for s, of in enumerate(numbers) for g, n in enumerate(of)]  # fmt: skip
    return pd.DataFrame(rows)


def test_of_two_small_groups_in_two_lines_neither_is_told():
    frame = matrix((3, 20, 20, 20), (20, 20, 20, 20), (20, 20, 20, 4))
    found = hidden_in(frame, (RATED, CHRONIC), ("school", "grade"))["chronic"]
    places = frame[found].groupby("school")["grade"].apply(list).to_dict()
    assert all(len(grades) >= 2 for grades in places.values())
    assert_open(frame, found)


@pytest.mark.parametrize("seed", range(6))
def test_no_hidden_number_of_a_matrix_follows_from_the_totals(seed):
    rng = np.random.default_rng(seed)
    frame = matrix(*rng.choice([3, 9, 12, 20, 40, 60], (5, 4), p=[0.1, 0.1, 0.2, 0.2, 0.2, 0.2]))
    found = hidden_in(frame, (RATED, CHRONIC), ("school", "grade"))["chronic"]
    assert found.any()
    assert not found.all()
    assert_open(frame, found)


def test_two_squares_of_hidden_numbers_do_not_tell_what_joins_them():
    """Each line has two of them, and yet the one between follows from sums and differences."""
    numbers = [[20] * 6 for _ in range(4)]
    for school, grade in product((0, 1), (0, 1)):
        numbers[school][grade] = numbers[school + 2][grade + 4] = 8
    numbers[1][4] = 9
    frame = matrix(*numbers)
    found = hidden_in(frame, (RATED, CHRONIC), ("school", "grade"))["chronic"]
    assert_open(frame, found)


def assert_open(frame, hidden):
    """None of the hidden ones is fixed by what is shown and the totals by school and by grade."""
    own = frame[hidden]
    lines = [(own[name] == value).to_numpy(float) for name in ("school", "grade")
             for value in frame[name].unique()]  # fmt: skip
    sums = [line @ own["chronic"] for line in lines]
    for place in range(len(own)):
        cost = np.eye(len(own))[place]
        ends = [linprog(sign * cost, A_eq=lines, b_eq=sums, bounds=(0, None)).fun
                for sign in (1, -1)]  # fmt: skip
        assert -ends[1] - ends[0] > 1


# --- progress of all schools


def test_the_file_of_progress_hides_what_a_pack_hides():
    every = [LINCOLNS, progress(severe=60, neither=25), progress(severe=60, neither=30)]
    file = for_a_file(every)
    assert file["Chronically absent"].tolist() == ["157 of 612"] * 3
    assert file["Severe, neither"].tolist() == ["", "", "30 of 60"]
    assert file["Chosen"].tolist() == [72] * 3
    assert file["Matched"].tolist() == [53] * 3
    assert file["No mentor"].tolist() == [19] * 3
    # Of 72 families all but 6 are told.
    assert file["Family told"].isna().all()
    assert file["Note"].str.startswith("counts hidden").all()


def test_a_file_of_progress_tells_nothing_of_a_small_school():
    small = progress(now=tiers(1, 2, 3, 1), funnel=Funnel(3, 2, 1, 0, None, 1, 1),
                     without_mentor=2, severe=1, neither=1)  # fmt: skip
    wide = progress(funnel=Funnel(90, 80, 60, 0, FUNNEL.week, 50, 41), without_mentor=30,
                    severe=60, neither=25)  # fmt: skip
    file = for_a_file([wide, small, wide, wide])
    students = ["Chosen", "No mentor", "Places free", "Family told", "Matched", "Met as planned"]
    assert file.loc[1, students].isna().all()
    assert (file.loc[1, ["Severe, neither", "Chronically absent"]] == "").all()
    assert file.loc[3, students].tolist() == [90, 30, 3, 80, 60, 41]
    assert file["Note"].ne("").tolist() == [True, True, False, False]


@pytest.mark.parametrize(
    ("spans", "total", "open_"),
    [
        ([(0, 9)], 4, False),
        ([(0, 9), (0, 9)], 3, False),
        ([(0, 9), (0, 9)], 4, True),
        ([(0, 9), (0, 9)], 14, True),
        ([(0, 9), (0, 9)], 15, False),
        ([(0, 9), (0, 3)], 6, False),
        ([(0, 9), (0, 4)], 6, True),
        ([(0, 9), (31, 40)], 34, False),
        ([(0, 9), (31, 40)], 35, True),
        ([(0, 9), (31, 40)], 20, False),
    ],
)
def test_a_total_leaves_each_hidden_number_five_values(spans, total, open_):
    assert wide(spans, total) is open_
