"""What leaves the school of the District page: tables, and what is hidden in them."""

from datetime import date

import pandas as pd
import pytest

from sm_core.cut_table import (
    break_table,
    cohort_rows,
    file_table,
    of_whom,
    september_rows,
    told,
    trend_table,
    trends_told,
    weekday_table,
)
from sm_core.explored.september import Share
from sm_core.measures import ATTENDANCE, CHRONIC, MISSED, SEVERE


def rows(*counts, place=1, grades=None):
    """A cut with a row per (rated, chronic, severe), the same a year before."""
    frame = pd.DataFrame(counts, columns=["rated", "chronic", "severe_chronic"])
    frame["days_enrolled"] = frame["rated"] * 100
    frame["days_absent"] = frame["rated"] * 7
    frame["days_attended"] = frame["rated"] * 93
    frame = frame.join(frame.add_suffix("_before").astype(float))
    names = [f"row {n}" for n in range(len(frame))]
    frame = frame.assign(name=names, label=names, place=place)
    return frame if grades is None else frame.assign(grade=grades)


def hidden(frame, column):
    return list(told(frame)[column].isna())


@pytest.mark.parametrize(
    ("chronic", "out"),
    [(0, True), (9, True), (10, False), (50, False), (90, False), (91, True), (100, True)],
)
def test_under_ten_and_all_but_under_ten_are_hidden_and_what_a_total_would_tell(chronic, out):
    frame = rows((100, chronic, 0), (120, 40, 12), (400, 100, 30))
    assert hidden(frame, "chronic") == [out, out, False]  # the next smallest beside it
    assert hidden(frame, "chronic_before") == [out, out, False]
    assert hidden(frame, "rated") == [False, False, False]


def test_days_of_few_students_are_hidden_with_their_number():
    frame = rows((9, 4, 1), (60, 30, 15), (400, 100, 30))
    for column in ("rated", "days_absent", "days_enrolled_before", "days_attended"):
        assert hidden(frame, column) == [True, True, False], column


def test_the_groups_of_one_question_hide_each_other_and_no_others():
    frame = rows((9, 4, 1), (500, 120, 40), (300, 100, 30), (200, 60, 20), place=[1, 1, 2, 2])
    assert hidden(frame, "rated") == [True, True, False, False]


def test_in_a_matrix_neither_a_row_nor_a_column_gives_a_cell_away():
    frame = rows(*[(100, 30, 12)] * 8, (9, 4, 1), grades=["6", "7", "8"] * 3)
    frame["name"] = frame["label"] = [name for name in "abc" for _ in range(3)]
    out = told(frame).assign(out=lambda found: found["rated"].isna())
    assert out["out"].iloc[-1]
    for line in ("name", "grade"):
        assert all(count in (0, 2, 3) for count in out.groupby(line)["out"].sum())


def test_a_file_says_the_numbers_of_the_measure_of_both_years():
    table = file_table(told(rows((100, 30, 12), (300, 60, 20))), CHRONIC, "school")
    assert list(table.columns) == [
        "School", "In rates", "Chronically absent", "Chronically absent, percent",
        "In rates, a year before", "Chronically absent, a year before",
        "Chronically absent, percent, a year before",
    ]  # fmt: skip
    assert table.iloc[0].tolist() == ["row 0", 100, 30, 30.0, 100, 30, 30.0]
    severe = file_table(told(rows((100, 30, 12), (300, 60, 20))), SEVERE, "school")
    assert severe["Severe chronic, percent"].tolist() == [12.0, 6.67]
    days = file_table(rows((100, 30, 12)), MISSED, "grade")
    assert days.iloc[0][["Days enrolled", "Student days missed", "Days missed, percent"]].tolist(
    ) == [10_000, 700, 7.0]  # fmt: skip


def test_attendance_leaves_with_the_chronic_rate_beside_it():
    table = file_table(rows((100, 30, 12)), ATTENDANCE, "group")
    assert table["Average daily attendance, percent"].tolist() == [93.0]
    assert table["Chronically absent, percent"].tolist() == [30.0]


def test_a_file_leaves_hidden_numbers_empty_and_says_whose_it_is():
    table = of_whom(file_table(told(rows((9, 4, 1), (12, 5, 2))), CHRONIC, "grade"), "Lincoln")
    assert table["Students"].tolist() == ["Lincoln", "Lincoln"]
    assert table["In rates"].isna().all()
    assert table["Chronically absent, percent"].isna().all()


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
    days = rates[["begun", "until"]].assign(days_enrolled=500, days_attended=470)
    told_of = trends_told([(ATTENDANCE, days, days[:0]), (CHRONIC, rates, rates[:0])])
    [row] = trend_table(told_of).to_dict("records")
    assert (row["Average daily attendance, percent"], row["Chronically absent, percent"]) == (
        94.0, 20.0,
    )  # fmt: skip


def test_september_and_cohorts_are_cuts_too():
    now, before = {"0-1": Share(100, 20), "2-4": Share(50, 25), "5": Share(12, 11)}, Share(80, 20)
    spans = september_rows(now, dict.fromkeys(now, before))
    assert told(spans)["chronic"].isna().tolist() == [False, True, True]
    grades = pd.DataFrame({"name": ["6", "7", "K"], "students": [60, 60, 50], "rated": [50, 50, 0],
                           "chronic_before": [12, 13, 0], "chronic": [20, 10, 0]})  # fmt: skip
    table = file_table(told(cohort_rows(grades)), CHRONIC, "cohort")
    assert table["Grade of today"].tolist() == ["6", "7"]
    assert table["Chronically absent, a year before"].tolist() == [12, 13]


def test_days_by_weekday_and_beside_breaks_say_their_dates():
    days = pd.DataFrame({"year": [2025], "month": [9], "weekday": [1], "days_enrolled": [400],
                         "days_absent": [20]})  # fmt: skip
    assert weekday_table(days, days[:0]).iloc[0].tolist() == [
        2025, "September", "Monday", 400, 20, 5.0,
    ]  # fmt: skip
    closed = pd.Timestamp("2025-11-11")
    breaks = pd.DataFrame({
        "kind": ["holiday"], "first_closed": [closed], "last_closed": [closed],
        "side": ["before"], "day": [closed - pd.Timedelta(days=1)], "days_enrolled": [200],
        "days_absent": [30], "ordinary_absent": [20.0],
    })  # fmt: skip
    row = break_table(breaks).iloc[0]
    assert row["School day"] == date(2025, 11, 10)
    assert (row["Days missed, percent"], row["On ordinary days, percent"]) == (15.0, 10.0)
