"""Days and weeks of the District page in a file, and what is hidden in them."""

from datetime import date

import pandas as pd
import pytest

from sm_core.day_table import (
    break_table,
    breaks_told,
    trend_table,
    trends_told,
    weekday_table,
    weekdays_told,
)
from sm_core.measures import ATTENDANCE, CHRONIC, MISSED


def weeks(*counts):
    frame = pd.DataFrame(counts, columns=["rated", "chronic"])
    begun = pd.date_range("2025-09-01", periods=len(frame), freq="W-MON")
    return frame.assign(begun=begun, until=begun + pd.Timedelta(days=6))


def test_weeks_of_few_students_are_without_a_number():
    [(_, now, before)] = trends_told([(CHRONIC, weeks((100, 9), (100, 10)), weeks((9, 5)))])
    assert list(now["chronic"].isna()) == [True, False]
    assert list(before["rated"].isna()) == [True]
    table = trend_table([(CHRONIC, now, before)])
    assert table["Last day"].tolist()[1:] == [date(2025, 9, 7), date(2025, 9, 14)]
    assert table["Chronically absent, percent"].isna().tolist() == [True, True, False]


def test_the_weeks_of_attendance_have_both_numbers_in_one_row():
    rates = weeks((100, 20))
    days = rates[["begun", "until"]].assign(days_enrolled=500, days_attended=470, days_absent=30)
    told_of = trends_told([(ATTENDANCE, days, days[:0]), (CHRONIC, rates, rates[:0])])
    [row] = trend_table(told_of).to_dict("records")
    assert (row["Average daily attendance, percent"], row["Chronically absent, percent"]) == (
        94.0, 20.0,
    )  # fmt: skip


def beside_a_break(*counts):
    """A row of one day per (days enrolled, missed), as schools closed otherwise make them."""
    frame = pd.DataFrame(counts, columns=["days_enrolled", "days_absent"])
    closed = pd.Timestamp("2025-11-11")
    return frame.assign(
        kind="holiday", schools=2, first_closed=closed, last_closed=closed, side="after",
        day=closed + pd.Timedelta(days=1), ordinary_absent=frame["days_enrolled"] / 10,
    )  # fmt: skip


FEW_DAYS = [
    (0, True), (9, True), (9.5, True), (10, False), (11, False), (89, False), (90, False),
    (90.5, True), (91, True), (100, True),
]  # fmt: skip


@pytest.mark.parametrize(("missed", "out"), FEW_DAYS)
def test_on_a_single_day_under_ten_students_are_hidden(missed, out):
    rows = beside_a_break((100, missed), (120, 40), (400, 100))
    table = break_table(breaks_told(rows))
    # The next smallest of the day beside it, whose total may be told.
    for name in ("Student days missed", "Days missed, percent"):
        assert table[name].isna().tolist() == [out, out, False], name
    assert table["Days enrolled"].tolist() == [100, 120, 400]
    assert break_table(breaks_told(rows[:1]))["Days missed, percent"].isna().tolist() == [out]


@pytest.mark.parametrize(("missed", "out"), FEW_DAYS)
def test_so_are_weekdays_and_weeks_that_may_be_a_single_day(missed, out):
    absent = [missed, 40, 100, 50]
    days = pd.DataFrame({"days_enrolled": [100, 120, 400, 300], "days_absent": absent,
                         "year": 2025, "month": [8, 8, 8, 9], "weekday": [1, 2, 3, 1]})  # fmt: skip
    hidden = weekdays_told(days)["days_absent"].isna()
    assert hidden.tolist() == [out, out, False, False]
    begun = pd.date_range("2025-09-01", periods=4, freq="W-MON")
    days = days.assign(begun=begun, until=begun, days_attended=lambda d: 100 - d["days_absent"])
    for measure in (MISSED, ATTENDANCE):
        [(_, now, _)] = trends_told([(measure, days, days[:0])])
        for name in ("days_absent", "days_attended"):
            assert now[name].isna().tolist() == [out, out, False, False]


def test_days_by_weekday_and_beside_breaks_say_their_dates():
    days = pd.DataFrame({"year": [2025], "month": [9], "weekday": [1], "days_enrolled": [400],
                         "days_absent": [20]})  # fmt: skip
    assert weekday_table(days, days[:0]).iloc[0].tolist() == [
        2025, "September", "Monday", 400, 20, 5.0,
    ]  # fmt: skip
    row = break_table(beside_a_break((200, 30))).iloc[0]
    assert row["School day"] == date(2025, 11, 12)
    assert (row["Days missed, percent"], row["On ordinary days, percent"]) == (15.0, 10.0)
