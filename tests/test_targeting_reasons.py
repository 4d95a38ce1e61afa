"""Every reason to propose a student: at, just below and just above each bound."""

from datetime import date
from random import Random

import pytest

from sm_core.goals import pace_reached
from sm_core.seen import see
from sm_core.standing import Asked
from sm_core.student import find_student
from sm_core.targeting.candidates import candidates
from sm_core.targeting.criteria import ALL_YEAR, EARLY, NEVER, Criteria
from sm_core.targeting.reasons import reasons
from tests.invented import LINC, ROOS, bring, calendar, enrollment, events, weekdays
from tests.targeted import BOSS, JAN_30, LAST_JUNE, known, lists, proposed, told

SEVERE = "severe chronic, mentor plus intensive supports"
CASES = [
    # enrolled, absent, (enrolled, absent) last year: listed under, reasons; None is not proposed
    (100, "4.9", None, None),
    (100, "5", None, ("at_risk", ["missed 5 of 100 days (5.0%): at risk"])),
    (100, "9.9", None, ("at_risk", ["missed 9.9 of 100 days (9.9%): at risk"])),
    (100, "10", None, ("moderate_chronic", ["missed 10 of 100 days (10.0%): moderate chronic"])),
    (100, "19.9", None,
     ("moderate_chronic", ["missed 19.9 of 100 days (19.9%): moderate chronic"])),
    (100, "20", None, ("severe_chronic", [f"missed 20 of 100 days (20.0%): {SEVERE}"])),
    (92, "14", None, ("moderate_chronic", ["missed 14 of 92 days (15.2%): moderate chronic"])),
    (180, "18", None, ("moderate_chronic", ["missed 18 of 180 days (10.0%): moderate chronic"])),
    # The pace: 2 in the first 20 days, 4 in 40, 6 in 60; under 30 days instead of the tier.
    (20, "1", None, None),
    (20, "2", None,
     ("moderate_chronic", ["missed 2 of 20 days, early: 2 absences in the first month"])),
    (12, "2", None,
     ("moderate_chronic", ["missed 2 of 12 days, early: 2 absences in the first month"])),
    (12, "12", None,
     ("moderate_chronic", ["missed 12 of 12 days, early: 6 absences by month three"])),
    (21, "3", None, None),
    (29, "3", None, None),
    (29, "4", None,
     ("moderate_chronic", ["missed 4 of 29 days, early: 4 absences by the end of month two"])),
    (30, "4", None, ("moderate_chronic", ["missed 4 of 30 days (13.3%): moderate chronic",
                                          "reached 4 absences by the end of month two"])),
    (30, "3", None, ("moderate_chronic", ["missed 3 of 30 days (10.0%): moderate chronic"])),
    (30, "6", None, ("severe_chronic", [f"missed 6 of 30 days (20.0%): {SEVERE}",
                                        "reached 6 absences by month three"])),
    (40, "4", None, ("moderate_chronic", ["missed 4 of 40 days (10.0%): moderate chronic",
                                          "reached 4 absences by the end of month two"])),
    (41, "5", None, ("moderate_chronic", ["missed 5 of 41 days (12.1%): moderate chronic"])),
    (60, "5", None, ("at_risk", ["missed 5 of 60 days (8.3%): at risk"])),
    (60, "6", None, ("moderate_chronic", ["missed 6 of 60 days (10.0%): moderate chronic",
                                          "reached 6 absences by month three"])),
    (61, "7", None, ("moderate_chronic", ["missed 7 of 61 days (11.4%): moderate chronic"])),
    # Last year: an extra reason, and by itself while early.
    (100, "4", (178, "23"), None),
    (100, "5", (178, "23"), ("at_risk", ["missed 5 of 100 days (5.0%): at risk",
                                         "missed 23 of 178 days last year (12.9%)"])),
    (100, "5", (180, "18"), ("at_risk", ["missed 5 of 100 days (5.0%): at risk",
                                         "missed 18 of 180 days last year (10.0%)"])),
    (100, "5", (180, "17.9"), ("at_risk", ["missed 5 of 100 days (5.0%): at risk"])),
    (29, "0", (178, "23"), ("at_risk", ["missed 23 of 178 days last year (12.9%)"])),
    (30, "0", (178, "23"), None),
    (29, "0", (9, "9"), None),
    (29, "0", (10, "1"), ("at_risk", ["missed 1 of 10 days last year (10.0%)"])),
    (10, "2", (178, "40"),
     ("moderate_chronic", ["missed 2 of 10 days, early: 2 absences in the first month",
                           "missed 40 of 178 days last year (22.4%)"])),
]  # fmt: skip


@pytest.fixture(scope="module")
def every_case(tmp_path_factory):
    """All of `CASES` as the students S000, S001, … of one school."""
    from sm_core.uploads import open_district

    folder = tmp_path_factory.mktemp("cases")
    store = open_district(folder / "home")
    now = [(f"S{n:03d}", enrolled, absent) for n, (enrolled, absent, *_) in enumerate(CASES)]
    then = [(f"S{n:03d}", *case[2], LAST_JUNE) for n, case in enumerate(CASES) if case[2]]

    def given(name, content):
        (folder / name).write_text(content)
        return folder / name

    bring(store, given, {"last.csv": told(*then)})
    bring(store, given, {"now.csv": told(*now)})
    yield store
    store.close()


@pytest.fixture(scope="module")
def usual(every_case):
    return {row["student_id"]: row for row in proposed(every_case)}


@pytest.mark.parametrize("n", range(len(CASES)), ids=lambda n: "-".join(map(str, CASES[n][:3])))
def test_who_is_proposed_and_why(usual, n):
    row = usual.get(f"S{n:03d}")
    assert (row and (row["listed_under"], reasons(row))) == CASES[n][3]


def of(store, criteria, case):
    found = {row["student_id"]: row for row in proposed(store, criteria)}
    return found.get(f"S{CASES.index(case):03d}")


@pytest.mark.parametrize(("use", "n"), [(NEVER, 0), (EARLY, 1), (ALL_YEAR, 2)])
def test_a_setting_says_when_last_year_proposes_by_itself(every_case, use, n):
    early, later = CASES[27], CASES[23]
    assert (early[:2], later[:2]) == ((29, "0"), (100, "4"))
    found = [of(every_case, Criteria(last_year=use), case) for case in (early, later)]
    assert sum(row is not None for row in found) == n
    assert {row["listed_under"] for row in found if row} <= {"at_risk"}


@pytest.mark.parametrize("tier", ["at_risk", "moderate_chronic", "severe_chronic"])
def test_each_tier_can_be_switched_off(every_case, usual, tier):
    left = tuple(t for t in ("at_risk", "moderate_chronic", "severe_chronic") if t != tier)
    found = {row["student_id"] for row in proposed(every_case, Criteria(tiers=left))}
    gone = {s for s, row in usual.items() if row["by_tier"] and row["tier"] == tier}
    assert gone
    assert found == usual.keys() - gone


def test_the_pace_can_be_switched_off(every_case):
    found = proposed(every_case, Criteria(pace=False))
    assert not any("absences" in words for row in found for words in reasons(row))
    # Chronic last year still proposes the one on pace, and says so alone.
    [row] = [row for row in found if row["early"] and row["days_absent"] == 2]
    assert (row["listed_under"], len(reasons(row))) == ("at_risk", 1)


def test_severe_says_so_whatever_proposes_it(store, given):
    bring(store, given, {"last.csv": told(("S1", 178, 23, LAST_JUNE))})
    bring(store, given, {"now.csv": told(("S1", 100, 30))})
    without = Criteria(tiers=("at_risk",), last_year=ALL_YEAR)
    [row] = proposed(store, without)
    assert row["listed_under"] == "at_risk"
    assert reasons(row) == [
        "missed 23 of 178 days last year (12.9%)",
        "severe chronic: mentor plus intensive supports",
    ]


def test_priority_grades_are_a_reason_and_can_be_the_only_ones(store, given):
    rows = [("S1", 100, 10), ("S2", 100, 12)]
    bring(store, given, {"now.csv": told(*rows, grades={"S1": "06"})})
    first = proposed(store, Criteria(grades=("middle",)))
    assert [row["student_id"] for row in first] == ["S2", "S1"]
    first = proposed(store, Criteria(grades=("06",)))
    assert [row["student_id"] for row in first] == ["S1", "S2"]
    assert reasons(first[0])[-1] == "priority grade 06"
    [only] = proposed(store, Criteria(grades=("06",), only_grades=True))
    assert only["student_id"] == "S1"


def test_last_year_counts_at_any_school_for_those_seen_now(store, given):
    from tests.targeted import CHEN

    last = told(("S1", 100, 8, LAST_JUNE, ROOS), ("S2", 100, 50, LAST_JUNE, ROOS))
    first = told(("S1", 40, 20, date(2024, 11, 1), LINC))
    bring(store, given, {"last.csv": last, "first.csv": first})
    bring(store, given, {"now.csv": told(("S1", 10, 0), ("S2", 10, 0, JAN_30, ROOS))})
    [row] = proposed(store, actor=CHEN)
    assert reasons(row) == ["missed 28 of 140 days last year (20.0%)"]


def test_who_has_left_is_not_proposed(store, given):
    bring(store, given, {"old.csv": told(("S1", 60, 30, date(2025, 12, 1)))})
    bring(store, given, {"new.csv": told(("S2", 90, 30))})
    assert [row["student_id"] for row in proposed(store)] == ["S2"]


def test_a_school_without_criteria_proposes_nobody(store, given):
    from sm_core.targeting.propose import propose

    bring(store, given, {"now.csv": told(("S1", 100, 30))})
    assert propose(store, known(store, BOSS), {}).num_rows == 0


# --- the pace of many students is that of each


def test_the_pace_of_many_students_is_that_of_each(store, given):
    """Two schools, part days, days that do not count, late entries and moves, against the pace of
    the student's own page."""
    chance, days = Random(3), weekdays(date(2025, 8, 25), 70)
    stays, rows = [], {LINC: [], ROOS: []}
    students = [f"S{n:02d}" for n in range(24)]
    for student in students:
        begins = chance.choice([0, 0, 0, 5, 21, 40])
        moves = chance.choice([None, None, 10, 30])
        here = (days[begins], *([days[begins + moves - 1]] if moves else []))
        stays.append((LINC, (student, *here)))
        if moves and begins + moves < len(days):
            stays.append((ROOS, (student, days[begins + moves])))
        for n in range(begins, len(days)):
            school = ROOS if moves and n >= begins + moves else LINC
            if chance.random() < 0.12:
                rows[school].append((student, days[n], chance.choice("UUUEHNX")))
    for school in (LINC, ROOS):
        here = [stay for where, stay in stays if where == school]
        bring(store, given, {
            f"{school}1.csv": enrollment(*here, school=school),
            f"{school}2.csv": calendar(days, school),
            f"{school}3.csv": events(*rows[school], school=school),
        }, f'exit_date = "inclusive"\ncovers = ["{days[0]}", "{days[-1]}"]\n')  # fmt: skip
    reached = set()
    for as_of in (days[12], days[45], days[69]):
        asked = Asked(as_of)
        found = candidates(store, see(store, BOSS, asked)).rows.to_pylist()
        for row in found:
            year = find_student(store, BOSS, asked, row["student_id"]).year
            missed = [day.missed for day in year.days if day.counts]
            slow = pace_reached(missed) if len(missed) <= 60 else None
            assert row["pace_month"] == slow, (row["student_id"], as_of)
            reached.add(slow)
    assert reached == {None, 1, 2, 3}


def daily(store, given, *missed, days=65):
    """Students S0, S1, … who missed the days of these numbers, counted from 1."""
    dates = weekdays(date(2025, 8, 25), days)
    bring(store, given, {
        "e.csv": enrollment(*((f"S{n}", dates[0]) for n in range(len(missed)))),
        "c.csv": calendar(dates),
        "a.csv": events(*((f"S{n}", dates[day - 1], "U")
                          for n, which in enumerate(missed) for day in which)),
    }, f'covers = ["{dates[0]}", "{dates[-1]}"]\n')  # fmt: skip
    return dates


def test_a_mark_is_reached_on_the_last_day_of_its_month_and_not_a_day_later(store, given):
    dates = daily(
        store, given,
        (1, 20), (1, 21), (1, 2, 3, 40), (1, 22, 23, 41), (1, 22, 41, 42, 43, 60),
        (1, 22, 41, 42, 43, 61),
    )  # fmt: skip

    def months(day):
        rows = known(store, BOSS, dates[day - 1]).rows.to_pylist()
        return [row["pace_month"] for row in sorted(rows, key=lambda row: row["student_id"])]

    assert months(20) == [1, None, 1, None, None, None]
    assert months(21) == [1, None, 1, None, None, None]
    assert months(40) == [1, None, 2, None, None, None]
    assert months(41) == [1, None, 2, None, None, None]
    assert months(60) == [1, None, 2, None, 3, None]
    assert months(61) == [None] * 6


def test_half_days_count_by_the_day_rule(store, given):
    dates = weekdays(date(2025, 8, 25), 10)
    bring(store, given, {
        "e.csv": enrollment(("S1", dates[0])), "c.csv": calendar(dates),
        "a.csv": events(("S1", dates[1], "H"), ("S1", dates[2], "H")),
    }, f'covers = ["{dates[0]}", "{dates[-1]}"]\n')  # fmt: skip
    [row] = known(store, BOSS, dates[-1]).rows.to_pylist()
    assert row["pace_month"] == 1
    asked = Asked(dates[-1], day_rule="fractional")
    [row] = candidates(store, see(store, BOSS, asked)).rows.to_pylist()
    assert row["pace_month"] is None


def test_the_lists_are_the_same_on_a_lake(tmp_path, given):
    pytest.importorskip("duckdb_extension_ducklake")
    from sm_core.uploads import open_district

    rows = [("S1", 100, 30), ("S2", 20, 2), ("S3", 100, 4)]
    for lake in (None, tmp_path / "lake.ducklake"):
        store = open_district(tmp_path / f"home{lake is None}", lake)
        bring(store, given, {"last.csv": told(("S2", 178, 23, LAST_JUNE))})
        bring(store, given, {"now.csv": told(*rows)})
        assert [row["student_id"] for row in proposed(store)] == ["S2", "S1"]
        assert lists(store, BOSS).rows.num_rows == 2
        store.close()
