"""Files that hold only totals per student: tiers, no trends."""

from datetime import date

import pytest
from invented import AMINA, LINC, MARCUS, ROOS, ROSA, bring, counts, register, table, totals

from sm_core.actor import local_captain
from sm_core.standing import Asked, standing

DECEMBER, JANUARY = date(2025, 12, 19), date(2026, 1, 30)
PERIOD = "Student ID,School ID,Days Enrolled,Days Absent,Period Start,Period End"
PARTS = (
    "Student ID,School ID,Days Enrolled,Days Present,Days Absent,Excused Absences,"
    "Unexcused Absences"
)


def test_the_latest_total_at_or_before_the_date_stands(store, given):
    bring(store, given, {"a.csv": totals((ROSA, 80, 8, DECEMBER), (MARCUS, 80, 3, DECEMBER))})
    bring(store, given, {"b.csv": totals((ROSA, 100, 9, JANUARY))})

    assert counts(store, date(2025, 12, 18)) == {}
    assert counts(store, DECEMBER) == {ROSA: (80, 8), MARCUS: (80, 3)}
    assert counts(store, date(2026, 1, 29)) == {ROSA: (80, 8), MARCUS: (80, 3)}
    assert counts(store, JANUARY) == {ROSA: (100, 9), MARCUS: (80, 3)}
    rows = standing(store, local_captain(), Asked(JANUARY)).set_index("student_id")
    assert rows.enrolled.to_dict() == {ROSA: True, MARCUS: False}
    assert rows.tier.to_dict() == {ROSA: "at_risk", MARCUS: "satisfactory"}


def test_totals_of_last_year_do_not_reach_into_this_one(store, given):
    bring(store, given, {"a.csv": totals((ROSA, 80, 8, date(2025, 6, 30)))})

    assert counts(store, date(2025, 6, 30)) == {ROSA: (80, 8)}
    assert counts(store, date(2025, 7, 1)) == {}


def test_a_file_without_a_date_gets_it_from_the_mapping(store, given):
    text = table("Student ID,School ID,Days Enrolled,Days Absent", [(ROSA, LINC, 90, "4.5")])

    [report] = bring(store, given, {"a.csv": text}, "as_of = 2026-01-30\n")

    assert report.layout == "student_totals"
    assert counts(store, JANUARY) == {ROSA: (90, 4.5)}


@pytest.mark.parametrize(
    ("cells", "days"),
    [
        (("90", "", "9", "", ""), (90, 9)),
        (("90", "81", "", "", ""), (90, 9)),
        (("", "81", "9", "", ""), (90, 9)),
        (("90", "", "", "4", "5"), (90, 9)),
        (("", "81", "", "4", "5"), (90, 9)),
        (("90.0", "", "4.125", "", ""), (90, 4.125)),
        (('"90,5"', "", "9", "", ""), (90.5, 9)),
        (("0", "", "0", "", ""), (0, 0)),
    ],
)
def test_days_follow_from_one_another(store, given, cells, days):
    bring(store, given, {"a.csv": table(PARTS, [(ROSA, LINC, *cells)])}, "as_of = 2026-01-30\n")

    assert counts(store, JANUARY) == {ROSA: days}


def test_lines_that_cannot_count_are_named(store, given):
    lines = [
        (ROSA, LINC, 90, "", 9, "", ""),
        (ROSA, LINC, 90, "", 9, "", ""),
        (ROSA, LINC, 90, "", 8, "", ""),
        (MARCUS, LINC, 9, "", 10, "", ""),
        (MARCUS, LINC, "ninety", "", 10, "", ""),
        (MARCUS, LINC, 90, "", "", "", ""),
        (MARCUS, LINC, -1, "", -2, "", ""),
        (MARCUS, "", 90, "", 9, "", ""),
        ("", LINC, 90, "", 9, "", ""),
        ("Grand total", "", 180, "", 18, "", ""),
        ("", "", "", "", "", "", ""),
    ]

    [report] = bring(store, given, {"a.csv": table(PARTS, lines)}, "as_of = 2026-01-30\n")

    assert report.rejected == {
        "absent_over_enrolled": 1, "bad_number": 3, "blank_row": 1, "duplicate": 1, "footer": 1,
        "no_school": 1, "no_student": 1, "second_total": 1,
    }  # fmt: skip
    assert counts(store, JANUARY) == {ROSA: (90, 9)}


def test_periods_add_up(store, given):
    lines = [
        (ROSA, LINC, 40, 4, "2025-08-25", "2025-10-17"),
        (ROSA, LINC, 40, 1, "2025-10-20", "2025-12-19"),
        (ROSA, LINC, 20, 2, "2026-01-05", "2026-01-30"),
    ]

    bring(store, given, {"a.csv": table(PERIOD, lines)})

    assert counts(store, DECEMBER) == {ROSA: (80, 5)}
    assert counts(store, JANUARY) == {ROSA: (100, 7)}


def test_a_period_within_another_is_told_already(store, given):
    """Year to date, exported again in January with the same first day."""
    to_october = (ROSA, LINC, 40, 4, "2025-08-25", "2025-10-17")
    to_january = (ROSA, LINC, 100, 7, "2025-08-25", "2026-01-30")

    bring(store, given, {"a.csv": table(PERIOD, [to_october])})
    bring(store, given, {"b.csv": table(PERIOD, [to_january])})

    assert counts(store, DECEMBER) == {ROSA: (40, 4)}
    assert counts(store, JANUARY) == {ROSA: (100, 7)}


def test_a_total_from_the_first_day_and_the_periods_after_it(store, given):
    bring(store, given, {"a.csv": table(PERIOD, [(ROSA, LINC, 40, 4, "2025-08-25", "2025-10-17")])})
    bring(store, given, {"b.csv": totals((ROSA, 80, 5, DECEMBER))})
    bring(store, given, {"c.csv": table(PERIOD, [(ROSA, LINC, 20, 2, "2026-01-05", "2026-01-30")])})

    assert counts(store, date(2025, 10, 17)) == {ROSA: (40, 4)}
    assert counts(store, DECEMBER) == {ROSA: (80, 5)}
    assert counts(store, JANUARY) == {ROSA: (100, 7)}


def test_totals_of_two_schools_add_for_the_student(store, given):
    text = totals((ROSA, 40, 4, JANUARY)) + f"{ROSA},{ROOS},50,1,{JANUARY}\n"

    bring(store, given, {"a.csv": text})

    assert counts(store, JANUARY) == {ROSA: (90, 5)}
    assert counts(store, JANUARY, "school") == {(ROSA, LINC): (40, 4), (ROSA, ROOS): (50, 1)}


@pytest.mark.parametrize("daily_first", [True, False])
def test_daily_data_win_where_a_school_year_has_both(store, given, daily_first):
    files = [
        {"r.csv": register([date(2025, 9, 1), date(2025, 9, 2)], [ROSA])},
        {"t.csv": totals((ROSA, 90, 9, JANUARY), (MARCUS, 90, 9, JANUARY))
         + f"{AMINA},{ROOS},90,9,{JANUARY}\n"},
    ]  # fmt: skip

    for upload in files if daily_first else files[::-1]:
        bring(store, given, upload)

    assert counts(store, JANUARY) == {ROSA: (2, 0), AMINA: (90, 9)}


def test_the_same_date_again_replaces_its_schools(store, given):
    bring(store, given, {"a.csv": totals((ROSA, 90, 9, JANUARY), (MARCUS, 90, 3, JANUARY))})

    bring(store, given, {"b.csv": totals((ROSA, 90, 8, JANUARY))})

    assert counts(store, JANUARY) == {ROSA: (90, 8)}
