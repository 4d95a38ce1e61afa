"""September watch, days beside breaks and cohorts, each rule at, below and above its bound."""

from datetime import date, timedelta

import pytest
from invented import DAYS, LINC, ROOS, bring, calendar, register

from sm_core.actor import PRINCIPAL, Actor, local_captain
from sm_core.explored.breaks import beside_breaks, largest, sides, times
from sm_core.explored.cohorts import cohorts
from sm_core.explored.september import Share, september_watch
from sm_core.seen import Filters, see
from sm_core.standing import Asked
from sm_core.student_list import all_students, count_tiers
from sm_core.uploads import open_district
from tests.targeted import made_once

CAPTAIN = local_captain()
OCT_17 = Asked(DAYS[-1])
SEPTEMBER = [day for day in DAYS if day.month == 9]
"""22 school days, September 1 to 30, 2025."""
BEFORE_AND_AFTER = [date(2025, 8, 28), date(2025, 8, 29), date(2025, 10, 1), date(2025, 10, 2)]


def absent(students):
    """The marks of {student: (days, code)}."""
    return {(student, day): code for student, (days, code) in students.items() for day in days}


# --- September

MISSED = {
    "zero": ([], "U"),
    "one": (SEPTEMBER[:1], "U"),
    "two": (SEPTEMBER[:2], "U"),
    "four": (SEPTEMBER[:4], "U"),
    "five": (SEPTEMBER[:5], "U"),
    "around": (BEFORE_AND_AFTER, "U"),
    "three halves": (SEPTEMBER[:3], "H"),
    "four halves": (SEPTEMBER[:4], "H"),
    "nine halves": (SEPTEMBER[:9], "H"),
    "nine days there": ([d for d in DAYS if d < SEPTEMBER[-9]], None),
    "ten days there": ([d for d in DAYS if d < SEPTEMBER[-10]], None),
}
HALF_DAYS = {
    "0-1": {"zero", "one", "around", "ten days there"},
    "2-4": {"two", "four", "three halves", "four halves"},
    "5": {"five", "nine halves"},
}
FRACTIONAL = {
    "0-1": {"zero", "one", "around", "three halves", "ten days there"},
    "2-4": {"two", "four", "four halves"},
    "5": {"five", "nine halves"},
}


@pytest.fixture(scope="module")
def september(tmp_path_factory):
    def fill(store, given):
        bring(store, given, {"r.csv": register(DAYS, MISSED, absent(MISSED))})

    store = open_district(made_once(tmp_path_factory, fill))
    yield store
    store.close()


def listed(store, seen, **filters):
    return set(all_students(store, seen, Filters(**filters))["student_id"])


@pytest.mark.parametrize(("rule", "spans"), [("half_day", HALF_DAYS), ("fractional", FRACTIONAL)])
def test_who_missed_how_many_days_of_september(september, rule, spans):
    seen = see(september, CAPTAIN, Asked(DAYS[-1], day_rule=rule))
    assert {span: listed(september, seen, september=span) for span in spans} == spans


def test_the_watch_counts_the_students_behind_each_filter(september):
    seen = see(september, CAPTAIN, OCT_17)
    watch = september_watch(september, seen, Filters(september="5"))
    for span in HALF_DAYS:
        counts = count_tiers(september, seen, Filters(september=span))
        assert watch[span] == Share(counts.rated, counts.chronic)
    assert watch[""] == Share(1, 0)  # nine days there
    assert watch["5"] == Share(2, 2)  # five and nine of 40 days


@pytest.mark.parametrize(("day", "told"), [(SEPTEMBER[8], 0), (SEPTEMBER[9], 9)])
def test_september_is_told_from_its_tenth_school_day(september, day, told):
    watch = september_watch(september, see(september, CAPTAIN, Asked(day)), Filters())
    assert sum(share.rated for span, share in watch.items() if span) == told


def test_without_september_nobody_is_told(september):
    seen = see(september, CAPTAIN, Asked(date(2025, 7, 15)))
    assert set(september_watch(september, seen, Filters()).values()) == {Share()}


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (SEPTEMBER[0], {"one", "two", "four", "five", "three halves", "four halves",
                        "nine halves"}),
        (SEPTEMBER[4], {"five", "nine halves"}),
        (SEPTEMBER[9], set()),  # a school day nobody missed
        (date(2025, 9, 6), set()),  # a Saturday
        (date(2024, 9, 2), set()),  # another school year
        (DAYS[-1] + timedelta(days=3), set()),
    ],
)  # fmt: skip
def test_who_missed_one_day(september, day, expected):
    assert listed(september, see(september, CAPTAIN, OCT_17), missed_day=day) == expected


def test_a_day_after_the_as_of_date_is_not_known_yet(september):
    seen = see(september, CAPTAIN, Asked(SEPTEMBER[3]))
    assert listed(september, seen, missed_day=SEPTEMBER[3])
    assert listed(september, seen, missed_day=SEPTEMBER[4]) == set()


# --- beside breaks

LABOR = [date(2025, 9, 1)]
TWO = [date(2025, 9, 11), date(2025, 9, 12)]
THREE = [date(2025, 9, 24), date(2025, 9, 25), date(2025, 9, 26)]
CLOSED = [*LABOR, *TWO, *THREE]
OPEN = [day for day in DAYS if day not in CLOSED]
FOUR_A_WEEK = [day for day in DAYS if day.weekday() < 4 and day not in LABOR]
FORGOTTEN = date(2025, 9, 17)
TEN = [f"s{n}" for n in range(10)]
ABSENT_BEFORE = {(student, day): "U" for student in TEN[:4] for day in [date(2025, 9, 10)]}
ORDINARY_WEDNESDAYS = {("s0", day): "U" for day in OPEN if day.weekday() == 2} | {
    ("s1", date(2025, 10, 8)): "U", ("s1", date(2025, 10, 15)): "U",
}  # fmt: skip


@pytest.fixture(scope="module")
def closings(tmp_path_factory):
    """Ten students at a school with three closings, one at a school of four days a week, and one
    at a school whose register forgot a day of its calendar."""

    def fill(store, given):
        marks = ORDINARY_WEDNESDAYS | ABSENT_BEFORE
        saturday = [*OPEN, date(2025, 10, 4)]
        bring(store, given, {
            "calendar.csv": calendar(OPEN, "GAP"),
            "a.csv": register(saturday, TEN, marks),
            "b.csv": register([*FOUR_A_WEEK, date(2025, 10, 3)], ["four"], school=ROOS),
            "c.csv": register([day for day in OPEN if day != FORGOTTEN], ["c"], school="GAP"),
        }, '[files."c.csv"]\nlayout = "register"\n')  # fmt: skip

    store = open_district(made_once(tmp_path_factory, fill))
    yield store
    store.close()


def closings_of(store, school, few=1):
    rows = beside_breaks(store, see(store, CAPTAIN, OCT_17), Filters(school=school), few)
    return [
        (row.kind, row.first_closed.date(), row.last_closed.date(), row.side, row.day.date())
        for row in rows.itertuples()
    ]


def test_one_or_two_weekdays_are_a_holiday_and_three_a_break(closings):
    assert closings_of(closings, LINC) == [
        ("holiday", *LABOR, *LABOR, "before", date(2025, 8, 29)),
        ("holiday", *LABOR, *LABOR, "after", date(2025, 9, 2)),
        ("holiday", *TWO, "before", date(2025, 9, 10)),
        ("holiday", *TWO, "after", date(2025, 9, 15)),
        ("break", THREE[0], THREE[-1], "before", date(2025, 9, 23)),
        ("break", THREE[0], THREE[-1], "after", date(2025, 9, 29)),
    ]


def test_a_school_of_four_days_a_week_has_no_holiday_every_friday(closings):
    assert {row[1] for row in closings_of(closings, ROOS)} == set(LABOR)


def test_a_school_day_without_data_is_no_holiday(closings):
    assert {row[1] for row in closings_of(closings, "GAP")} == {*LABOR, TWO[0], THREE[0]}


def test_days_of_fewer_than_ten_students_are_left_out(closings):
    assert len(closings_of(closings, LINC, few=10)) == 6
    assert closings_of(closings, LINC, few=11) == closings_of(closings, ROOS, few=10) == []


def test_a_day_stands_beside_ordinary_days_of_its_weekday(closings):
    rows = beside_breaks(closings, see(closings, CAPTAIN, OCT_17), Filters(school=LINC))
    [day] = rows[rows["day"] == "2025-09-10"].itertuples()
    assert (day.days_enrolled, day.days_absent, day.schools) == (10, 4, 1)
    together = beside_breaks(closings, see(closings, CAPTAIN, OCT_17), Filters(), few=1)
    assert together[together["day"] == "2025-08-28"]["schools"].tolist() == [1]
    assert together["schools"].max() == 2  # a school and one that forgot a day later
    # Of five Wednesdays up to 28 days away s0 missed all, s1 the last; October 15 is 35 days away.
    assert day.ordinary_absent == pytest.approx(10 * 6 / 50)
    before_break, after_break, before, after = sides(rows)
    assert (before_break.kind, before_break.side, before_break.days) == ("break", "before", 1)
    assert (before.kind, before.days, before.missed) == ("holiday", 2, 4 / 20)
    assert before.ordinary == pytest.approx(1.2 / 20)
    assert (after.missed, after_break.missed) == (0, 0)


def test_the_day_chosen_does_not_narrow_its_own_chart(closings):
    seen = see(closings, CAPTAIN, OCT_17)
    chosen = Filters(missed_day=date(2025, 9, 10))
    assert beside_breaks(closings, seen, chosen).equals(beside_breaks(closings, seen, Filters()))


def test_the_largest_times_keep_both_sides_and_their_order(closings):
    rows = beside_breaks(closings, see(closings, CAPTAIN, OCT_17), Filters(), few=1)
    assert times(rows) == 4  # three of a calendar two schools share, one of the four-day week
    kept = largest(rows, 1)  # the three are as large
    assert kept.equals(rows[rows["before"] != "2025-08-28"])
    assert list(kept["side"]) == ["before", "after"] * 3
    assert largest(rows, 4).equals(rows)


# --- cohorts

LAST_YEAR = [day - timedelta(days=364) for day in DAYS]
SAME_DAY = Asked(LAST_YEAR[-1])
MANY, FEW = 4, 3
"""Of 40 days: just chronically absent, and just not."""
COLUMNS = ["name", "students", "all_chronic", "rated", "chronic_before", "chronic"]


@pytest.fixture(scope="module")
def moved(tmp_path_factory):
    """Grade 6 at Lincoln, of whom last year some were at Roosevelt, and some nowhere yet."""

    def fill(store, given):
        then = {"better": MANY, "worse": FEW, "moved": MANY, "left": MANY}
        now = {"better": FEW, "worse": MANY, "moved": MANY, "new": MANY}
        early = {("nine", day): None for day in LAST_YEAR[9:]}
        marks = {(s, day): "U" for s, n in then.items() for day in LAST_YEAR[:n]} | early
        bring(store, given, {
            "then.csv": register(LAST_YEAR, ["better", "worse", "left", "nine"], marks, grade="5"),
            "elsewhere.csv": register(LAST_YEAR, ["moved"], marks, ROOS, "5"),
            "now.csv": register(
                DAYS, [*now, "nine"], {(s, d): "U" for s, n in now.items() for d in DAYS[:n]}
            ),
            "seven.csv": register(DAYS, ["seventh"], (), "SEV", "7"),
        })  # fmt: skip

    store = open_district(made_once(tmp_path_factory, fill))
    yield store
    store.close()


@pytest.mark.parametrize("actor", [CAPTAIN, Actor("Helen Brandt", PRINCIPAL, (LINC, "SEV"))])
def test_the_same_students_then_and_now_wherever_they_were(moved, actor):
    rows = cohorts(moved, see(moved, actor, OCT_17), Filters(grades=("7",)), SAME_DAY)
    assert rows[COLUMNS].values.tolist() == [
        # Better and worse change sides, moved was at another school; nine had nine days.
        ["6", 5, 3, 3, 2, 2],
        ["7", 1, 0, 0, 0, 0],
    ]


def test_the_days_of_those_followed_are_told_of_both_years(moved):
    rows = cohorts(moved, see(moved, CAPTAIN, OCT_17), Filters(), SAME_DAY).set_index("name")
    of_three, of_nobody = 3 * len(DAYS), 0
    for when in ("", "_before"):
        assert rows[f"days_enrolled{when}"].tolist() == [of_three, of_nobody]
        assert rows[f"days_absent{when}"].tolist() == [2 * MANY + FEW, 0]
        assert rows[f"days_attended{when}"].tolist() == [of_three - 2 * MANY - FEW, 0]


def test_filters_choose_among_the_students_of_today(moved):
    seen = see(moved, CAPTAIN, OCT_17)
    rows = cohorts(moved, seen, Filters(missed_day=DAYS[3]), SAME_DAY)
    assert rows[COLUMNS].values.tolist() == [["6", 3, 3, 2, 1, 2]]  # worse, moved and new
