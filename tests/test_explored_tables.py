"""What a file or a picture of September, cohorts and breaks may tell."""

from datetime import date

import pandas as pd
import pytest

from sm_core.explored.september import Share
from sm_core.explored.tables import (
    break_rows,
    break_table,
    chronic_table,
    cohort_rows,
    september_rows,
)
from sm_core.measures import CHRONIC, MISSED
from sm_core.papers.chart_picture import rate_blocks


def watch(*shares):
    return dict(zip(("0-1", "2-4", "5", ""), (Share(*share) for share in shares), strict=True))


FINE = watch((200, 20), (60, 30), (40, 25), (9, 3))


def numbers(series):
    return [None if pd.isna(number) else int(number) for number in series]


@pytest.mark.parametrize(
    ("share", "expected"),
    [
        # At, below and above ten, and ten others.
        ((40, 10), [20, 30, 10]),
        ((40, 30), [20, 30, 30]),
        ((20, 10), [20, 30, 10]),
        # Hidden alone, it would be what the total leaves: the smallest of the others goes, too.
        ((40, 9), [None, 30, None]),
        ((40, 31), [None, 30, None]),
        ((9, 4), [None, 30, None]),
        ((0, 0), [None, 30, None]),
    ],
)
def test_parts_of_fewer_than_ten_are_hidden_and_what_would_give_them_away(share, expected):
    now = FINE | {"5": Share(*share)}
    rows = september_rows(now, FINE)
    assert numbers(rows["chronic"]) == expected
    assert numbers(rows["chronic_before"]) == [20, 30, 25]


def test_two_hidden_ones_hide_each_other():
    now = watch((200, 20), (60, 5), (40, 3), (9, 3))
    assert numbers(september_rows(now, FINE)["chronic"]) == [20, None, None]


def test_the_file_of_september_has_both_years():
    rows = september_rows(FINE, watch((100, 50), (9, 3), (9, 4), (0, 0)))
    table = chronic_table(rows, "Missed in September", "at the end of last year")
    assert list(table.columns) == [
        "Missed in September", "In rates, now", "Chronically absent, now", "Percent, now",
        "In rates, at the end of last year", "Chronically absent, at the end of last year",
        "Percent, at the end of last year",
    ]  # fmt: skip
    first, second, _ = table.to_numpy().tolist()
    assert first == ["Under 2 days", 200, 20, 10.0, 100, 50, 50.0]
    assert second[:5] == ["2 to 4 days", 60, 30, 50.0, 9]
    assert all(pd.isna(number) for number in second[5:])


COHORTS = pd.DataFrame(
    [("K", 20, 0, 0, 0), ("6", 50, 40, 12, 11), ("7", 60, 50, 20, 25), ("8", 60, 50, 30, 9)],
    columns=["name", "students", "rated", "chronic_before", "chronic"],
)


def test_cohorts_are_told_where_somebody_was_here_then():
    rows = cohort_rows(COHORTS)
    assert list(rows["label"]) == ["Grade 6", "Grade 7", "Grade 8"]
    assert numbers(rows["chronic_before"]) == [12, 20, 30]
    assert numbers(rows["chronic"]) == [None, 25, None]  # 9 of grade 8, and 11 to go with it
    [block] = rate_blocks(rows, CHRONIC)
    assert [bar["words"] for bar in block["rows"]] == ["hidden", "50% · 25 of 50", "hidden"]


BREAKS = pd.DataFrame(
    [
        ("holiday", "09-01", "09-01", "before", "08-29", 100, 15, 8.0),
        ("holiday", "09-01", "09-01", "after", "09-02", 100, 9, 6.0),
        ("break", "11-26", "11-28", "before", "11-25", 200, 24, 12.0),
        ("break", "11-26", "11-28", "after", "12-01", 200, 5, 12.0),
    ],
    columns=["kind", "first_closed", "last_closed", "side", "day", "days_enrolled", "days_absent",
             "ordinary_absent"],
)  # fmt: skip
for name in ("first_closed", "last_closed", "day"):
    BREAKS[name] = pd.to_datetime("2025-" + BREAKS[name])


def test_days_on_which_few_were_absent_are_hidden():
    rows = break_rows(BREAKS, "before")
    assert list(rows["label"]) == ["Sep 1: Fri Aug 29", "Nov 26–28: Tue Nov 25"]
    [block] = rate_blocks(rows, MISSED)
    assert [(bar["share"], bar["before"]) for bar in block["rows"]] == [(0.15, 0.08), (0.12, 0.06)]
    assert numbers(break_rows(BREAKS, "after")["days_absent"]) == [None, None]


def test_the_file_of_breaks_is_in_the_order_of_the_year():
    table = break_table(BREAKS)
    assert list(table["School day"]) == [
        date(2025, 8, 29), date(2025, 9, 2), date(2025, 11, 25), date(2025, 12, 1),
    ]  # fmt: skip
    assert list(table["Percent on ordinary days"]) == [8.0, 6.0, 6.0, 6.0]
    assert numbers(table["Missed it"]) == [15, None, 24, None]


@pytest.mark.parametrize(
    "make", [lambda: break_table(BREAKS[:0]), lambda: cohort_rows(COHORTS[:1])]
)
def test_nothing_to_tell_is_a_table_without_rows(make):
    assert make().empty
