"""What can be measured, and which rows are the worst by it."""

from math import nan
from types import SimpleNamespace

import pandas as pd
import pytest

from sm_core.measures import ATTENDANCE, CHRONIC, MEASURES, MISSED, SEVERE, shown_for
from sm_core.trends import COUNTED, beside, worst_first, worst_rows_first


@pytest.mark.parametrize(
    ("part", "whole", "share"),
    [(9, 36, 0.25), (0, 36, 0), (0, 0, None), (nan, 36, None), (9, nan, None), (None, 36, None)],
)
def test_a_share_is_told_only_of_numbers(part, whole, share):
    row = SimpleNamespace(chronic=part, rated=whole, chronic_before=1, rated_before=4)
    assert CHRONIC.share(row) == share
    assert CHRONIC.share(row, "_before") == 0.25


def test_attendance_alone_is_never_shown():
    assert [shown_for(each) for each in MEASURES.values()] == [
        (CHRONIC,), (SEVERE,), (MISSED,), (ATTENDANCE, CHRONIC),
    ]  # fmt: skip


@pytest.mark.parametrize(("measure", "words"), [(CHRONIC, "6"), (MISSED, "6.2"), (SEVERE, "6")])
def test_shares_of_days_have_a_digit_more(measure, words):
    assert measure.percent(0.0625) == words


def cuts(**columns):
    frame = pd.DataFrame({"name": list("abc"), "label": list("ABC")}).assign(**columns)
    return frame.assign(**{name: 0 for name in COUNTED if name not in frame})


ROWS = cuts(rated=[10, 10, 0], chronic=[2, 4, 0], days_enrolled=[900, 900, 0],
            days_attended=[700, 890, 0], days_absent=[200, 10, 0])  # fmt: skip


@pytest.mark.parametrize(
    ("measure", "order"), [(CHRONIC, "bac"), (MISSED, "abc"), (ATTENDANCE, "abc")]
)
def test_the_worst_is_first_and_who_has_no_rate_last(measure, order):
    assert "".join(worst_first(ROWS, measure)["name"]) == order
    grades = pd.concat([ROWS.assign(grade=grade) for grade in ("6", "7")])
    cells = worst_rows_first(grades.sort_values(["name", "grade"]), measure)
    assert "".join(cells["name"]) == "".join(2 * name for name in order)
    assert list(cells["grade"]) == ["6", "7"] * 3


def test_a_row_without_a_twin_had_nobody_the_year_before():
    found = beside(ROWS, ROWS.iloc[:1])
    assert list(found["rated_before"]) == [10, 0, 0]
    cells = beside(ROWS.assign(grade="6"), ROWS.assign(grade="7"))
    assert list(cells["chronic_before"]) == [0, 0, 0]
