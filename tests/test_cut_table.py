"""What leaves the school of the District page: tables, and what is hidden in them."""

import pandas as pd
import pytest

from sm_core.cut_table import (
    cohort_rows,
    cohorts_told,
    file_table,
    of_whom,
    september_rows,
    told,
    with_lower_tiers,
    with_unanswered,
)
from sm_core.definitions import TIERS
from sm_core.explored.september import Share
from sm_core.measures import ATTENDANCE, CHRONIC, MISSED, SEVERE
from sm_core.student_list import TierCounts


def rows(*counts, place=1, grades=None):
    """A cut with a row per (rated, chronic, severe), the same a year before."""
    frame = pd.DataFrame(counts, columns=["rated", "chronic", "severe_chronic"])
    frame["moderate_chronic"] = frame["chronic"] - frame["severe_chronic"]
    frame["at_risk"] = (frame["rated"] - frame["chronic"]) // 2
    frame["satisfactory"] = frame["rated"] - frame["chronic"] - frame["at_risk"]
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


@pytest.mark.parametrize(
    ("at_risk", "out"), [(9, True), (10, False), (60, False), (61, True), (70, True)]
)
def test_the_lower_tiers_are_parts_of_those_not_chronically_absent(at_risk, out):
    frame = rows((100, 30, 12), (120, 40, 12), (400, 100, 30))
    frame.loc[0, ["at_risk", "satisfactory"]] = [at_risk, 70 - at_risk]
    found = with_lower_tiers(told(frame), frame)
    for tier in ("at_risk", "satisfactory"):
        assert list(found[tier].isna()) == [out, out, False], tier
        assert found[f"{tier}_before"].notna().all()
    assert found[["chronic", "severe_chronic", "moderate_chronic"]].notna().all(axis=None)


def test_a_tier_is_hidden_with_its_whole_and_with_the_rest_of_it():
    frame = rows((100, 30, 21), (90, 9, 0), (120, 40, 20), (400, 100, 30))
    found = with_lower_tiers(told(frame), frame)
    # Nine of 30 are moderate; of 9 nothing is told, of the others not either.
    for tier in ("severe_chronic", "moderate_chronic"):
        assert list(found[tier].isna()) == [True, True, True, False], tier
    for tier in ("at_risk", "satisfactory", "chronic"):
        assert list(found[tier].isna()) == [True, True, False, False], tier


def test_days_of_few_students_are_hidden_with_their_number():
    frame = rows((9, 4, 1), (60, 30, 15), (400, 100, 30))
    for column in ("rated", "days_absent", "days_enrolled_before", "days_attended"):
        assert hidden(frame, column) == [True, True, False], column


def test_the_groups_of_one_question_hide_each_other_and_no_others():
    frame = rows((9, 4, 1), (500, 120, 40), (300, 100, 30), (200, 60, 20), place=[1, 1, 2, 2])
    assert hidden(frame, "rated") == [True, True, False, False]


@pytest.mark.parametrize(
    ("rest", "out"), [((0, 0), 0), ((9, 0), 1), ((10, 0), 0), ((100, 9), 0), ((100, 50), 0)]
)
def test_who_gave_no_answer_does_not_follow_from_the_total(rest, out):
    answers = rows((500, 120, 40), (300, 100, 30), (200, 60, 20))

    def counts(many, chronic):
        tiers = dict.fromkeys(TIERS, 0) | {
            "severe_chronic": 90 + chronic // 2, "satisfactory": 720 + many - chronic,
            "moderate_chronic": 190 + chronic - chronic // 2,
        }  # fmt: skip
        return TierCounts(tiers, 0, 0)

    found = told(with_unanswered(answers, counts(*rest), counts(0, 0)))
    assert found["label"].tolist() == answers["label"].tolist()
    assert found["rated"].isna().sum() == out
    assert found["chronic"].isna().sum() == int(rest[0] > 0 and rest[1] < 10)
    assert found["rated_before"].notna().all()


def test_in_a_matrix_neither_a_row_nor_a_column_gives_a_cell_away():
    frame = rows(*[(100, 30, 12)] * 8, (9, 4, 1), grades=["6", "7", "8"] * 3)
    frame["name"] = frame["label"] = [name for name in "abc" for _ in range(3)]
    out = told(frame).assign(out=lambda found: found["rated"].isna())
    assert out["out"].iloc[-1]
    for line in ("name", "grade"):
        assert all(count in (0, 2, 3) for count in out.groupby(line)["out"].sum())


def test_a_file_says_the_numbers_of_the_measure_of_both_years():
    frame = rows((100, 30, 12), (300, 60, 20))
    table = file_table(with_lower_tiers(told(frame), frame), CHRONIC, "school")
    tiers = ["Severe chronic", "Moderate chronic", "At risk", "Satisfactory"]
    numbers = ["In rates", "Chronically absent", "Chronically absent, percent", *tiers]
    assert list(table.columns) == ["School", *numbers, *(f"{n}, a year before" for n in numbers)]
    assert table.iloc[0].tolist() == ["row 0", *[100, 30, 30.0, 12, 18, 35, 35] * 2]
    severe = file_table(told(frame), SEVERE, "school")
    assert severe["Severe chronic, percent"].tolist() == [12.0, 6.67]
    assert not set(tiers) & set(file_table(told(frame), CHRONIC, "grade"))
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


def watch(*counts):
    """September: a share for each span and for the untold."""
    return {span: Share(*pair) for span, pair in zip(("0-1", "2-4", "5", ""), counts, strict=True)}


def test_september_is_a_cut_without_the_untold():
    now = watch((100, 20), (50, 25), (12, 11), (0, 0))
    spans = told(september_rows(now, watch(*[(80, 20)] * 4)))
    assert spans["chronic"].isna().tolist() == [False, True, True]
    assert spans["label"].tolist() == ["Under 2 days", "2 to 4 days", "Over 4 days"]


@pytest.mark.parametrize(("untold", "out"), [(0, 0), (1, 1), (9, 1), (10, 0)])
def test_the_untold_of_september_do_not_follow_from_the_total(untold, out):
    now = watch((100, 40), (50, 25), (60, 30), (untold, 0))
    assert told(september_rows(now, now))["rated"].isna().sum() == out


def cohort(*rows, severe=(0, 0)):
    """A row per (students, chronic of them, those followed, chronic then, chronic now); of the
    first row so many are severe, and of those followed."""
    names = ["name", "students", "all_chronic", "rated", "chronic_before", "chronic"]
    frame = pd.DataFrame([(str(n), *row) for n, row in enumerate(rows)], columns=names)
    frame = frame.assign(all_severe_chronic=40, severe_chronic=25, severe_chronic_before=20,
                         days_absent=900, days_enrolled_before=20_000)  # fmt: skip
    frame.loc[0, ["all_severe_chronic", "severe_chronic"]] = severe
    return cohort_rows(frame)


BIG = (300, 100, 200, 60, 70)


def test_cohorts_are_a_cut_too():
    table = file_table(cohorts_told(cohort(BIG, (50, 12, 0, 0, 0), BIG)), CHRONIC, "cohort")
    assert table["Grade of today"].tolist() == ["0", "2"]
    assert table["Chronically absent, a year before"].tolist() == [60, 60]
    assert table["Chronically absent"].tolist() == [70, 70]


@pytest.mark.parametrize(
    ("new", "new_chronic", "rated", "chronic"),
    [(0, 0, False, False), (1, 0, True, True), (9, 9, True, True), (23, 12, False, True),
     (24, 12, False, False), (60, 9, False, True), (60, 10, False, False), (60, 50, False, False),
     (60, 51, False, True)],
)  # fmt: skip
def test_newcomers_do_not_follow_from_the_grade(new, new_chronic, rated, chronic):
    """The grade of today has a file of its own."""
    frame = cohorts_told(cohort((100 + new, 30 + new_chronic, 100, 25, 30), BIG, BIG, BIG))
    own = frame.iloc[0]
    assert [pd.isna(own[name]) for name in ("rated", "rated_before", "chronic_before")] == (
        [rated] * 3
    )
    assert pd.isna(own["chronic"]) == chronic
    # Nor from the total of all grades.
    assert frame["rated"].isna().sum() == 2 * rated
    assert frame["chronic"].isna().sum() == 2 * chronic
    # Days are told of whom the number is told.
    for name in ("days_absent", "days_enrolled_before"):
        assert frame[name].isna().equals(frame["rated"].isna())


@pytest.mark.parametrize(
    ("new_severe", "out"), [(0, True), (9, True), (10, False), (20, False), (21, True)]
)
def test_severe_newcomers_do_not_follow_from_the_grade(new_severe, out):
    """Of 60 who are new 30 are chronically absent."""
    own = (160, 70, 100, 40, 40)
    frame = cohorts_told(cohort(own, BIG, BIG, severe=(20 + new_severe, 20)))
    assert pd.isna(frame.iloc[0]["severe_chronic"]) == out
    assert frame["severe_chronic"].isna().sum() == 2 * out
    assert frame[["chronic", "severe_chronic_before"]].notna().all(axis=None)


def test_of_newcomers_without_a_chronic_one_the_severe_are_hidden_too():
    frame = cohorts_told(cohort((160, 40, 100, 40, 40), BIG, BIG, severe=(20, 20)))
    assert frame["chronic"].isna().tolist() == [True, True, False]
    assert frame["severe_chronic"].isna().tolist()[:2] == [True, True]
