"""The figures of a school's progress: at, below and above each bound."""

from datetime import date, datetime, timedelta

import pyarrow as pa
import pytest

from sm_core.contacts.board import LESS, PLANNED, UNASKED, UNSEEN, Line
from sm_core.contacts.board import Board as Contacts
from sm_core.contacts.weeks import MatchWeek
from sm_core.plans.plan import Counted, Plan
from sm_core.progress.find import Known, progress
from sm_core.progress.funnel import (
    Funnel,
    funnels,
    latest_funnels,
    on_stage,
    some_unasked,
    states_in,
)
from sm_core.progress.held import Held, held, last_week, weeks_until
from sm_core.progress.left import schools_left
from sm_core.progress.record import Progress
from sm_core.progress.tiers import NOBODY, SchoolTiers, school_tiers
from sm_core.schools import School
from sm_core.seen import see
from sm_core.standing import Asked
from sm_core.targeting.board import Board
from tests.invented import (
    AMINA,
    LINC,
    MARCUS,
    OWEN,
    ROOS,
    ROSA,
    bring,
    calendar,
    enrollment,
    totals,
)
from tests.mentor_cast import YEAR
from tests.targeted import BOSS, CHEN, JAN_30, NOW, lists, names, put, told

MONDAY = date(2025, 10, 6)
WEEK = timedelta(days=7)
FEB_2 = JAN_30 + timedelta(days=3)
LINCOLN, ROOSEVELT = School(LINC, "Lincoln", None), School(ROOS, "Roosevelt", JAN_30, MONDAY)


# --- reviews held

WEEKS = [(MONDAY, "closed"), (MONDAY + WEEK, ""), (MONDAY + 2 * WEEK, "open"),
         (MONDAY + 3 * WEEK, "")]  # fmt: skip


@pytest.mark.parametrize(
    ("since", "expected"),
    [
        (MONDAY, Held(4, 1, 1, MONDAY, 3)),
        (MONDAY + timedelta(days=6), Held(4, 1, 1, MONDAY, 3)),
        (MONDAY + timedelta(days=7), Held(3, 0, 1, MONDAY, 3)),
        (MONDAY + timedelta(days=27), Held(1, 0, 0, MONDAY, 3)),
        (MONDAY + timedelta(days=28), Held(0, 0, 0, MONDAY, 3)),
    ],
)
def test_a_week_counts_that_ended_since_the_start(since, expected):
    assert held(WEEKS, since) == expected


@pytest.mark.parametrize(
    ("day", "monday"),
    [
        (date(2025, 10, 11), date(2025, 9, 29)),
        (date(2025, 10, 12), MONDAY),
        (date(2025, 10, 13), MONDAY),
        (date(2025, 10, 18), MONDAY),
        (date(2025, 10, 19), MONDAY + WEEK),
    ],
)
def test_a_week_is_over_on_its_sunday(day, monday):
    assert last_week(day) == monday


@pytest.fixture
def in_session(store, given):
    """Three weeks with school at Lincoln around one without, and one week at Roosevelt."""
    days = [MONDAY + timedelta(days=n) for n in (0, 4, 14, 21)]
    bring(store, given, {
        "calendar.csv": calendar(days), "there.csv": calendar(days[:1], ROOS),
        "enrollment.csv": enrollment((ROSA, MONDAY)),
        "roosevelt.csv": enrollment((OWEN, MONDAY), school=ROOS),
        "events.csv": "Student ID,School ID,Date,Code\n" + f"{ROSA},{LINC},{MONDAY},U\n",
    }, 'exit_date = "inclusive"\n')  # fmt: skip
    return store


def review(store, monday, started, closed=None, school=LINC):
    put(store, "reviews", review_id=f"{school}|{monday}", school_id=school, monday=monday,
        state="closed" if closed else "open", started=started, closed=closed)  # fmt: skip


def weeks(store, day, first=MONDAY):
    found = weeks_until(store, [LINC, ROOS], first, day)
    return {school: [state for _, state in own] for school, own in found.items()}


def test_of_a_school_without_days_the_weeks_with_a_review_count(in_session):
    summer = date(2025, 7, 7)
    began = datetime(2025, 7, 8, 9)
    review(in_session, summer, began, began + timedelta(days=1), school=ROOS)
    assert weeks(in_session, date(2025, 7, 13), summer) == {ROOS: ["closed"]}
    assert weeks(in_session, date(2025, 7, 7), summer - WEEK) == {}


def test_weeks_with_school_that_are_over_with_their_reviews(in_session):
    tuesday = datetime(2025, 10, 7, 9)
    review(in_session, MONDAY, tuesday, tuesday + timedelta(days=6))
    assert weeks(in_session, date(2025, 10, 11)) == {}
    assert weeks(in_session, date(2025, 10, 12)) == {LINC: ["open"], ROOS: [""]}
    assert weeks(in_session, date(2025, 10, 13)) == {LINC: ["closed"], ROOS: [""]}
    # The week of October 13 has no school.
    assert weeks(in_session, date(2025, 10, 25)) == {LINC: ["closed"], ROOS: [""]}
    assert weeks(in_session, date(2025, 10, 26)) == {LINC: ["closed", ""], ROOS: [""]}
    assert weeks(in_session, date(2025, 10, 26), MONDAY + WEEK) == {LINC: [""]}
    assert weeks_until(in_session, [ROOS], MONDAY, JAN_30).keys() == {ROOS}


# --- students by tier


def test_tiers_are_of_the_latest_school_and_few_days_apart(store, given):
    rows = [(ROSA, 92, 23), (MARCUS, 92, 14), (AMINA, 10, 1), (OWEN, 9, 9)]
    bring(store, given, {"totals.csv": told(*rows)} | names())
    found = school_tiers(store, see(store, BOSS, Asked(JAN_30)))
    tiers = {"satisfactory": 0, "at_risk": 0, "moderate_chronic": 2, "severe_chronic": 1}
    assert found == {LINC: SchoolTiers(tiers, few_days=1, enrolled=4)}
    own = found[LINC]
    assert (own.rated, own.chronic, own.students) == (3, 3, 4)
    assert (NOBODY.rated, NOBODY.chronic, NOBODY.students) == (0, 0, 0)


# --- the funnel


def rows(*students):
    """A board with rows of (student, school, view, is here, mentor)."""
    columns = ("student_id", "school_id", "view", "is_here", "mentor")
    schema = pa.schema([(name, pa.bool_() if name == "is_here" else pa.string())
                        for name in columns])  # fmt: skip
    made = [dict(zip(columns, each, strict=True)) for each in students]
    return Board(None, {}, {}, pa.Table.from_pylist(made, schema=schema))


CHOSEN = rows(
    (ROSA, LINC, "chosen", True, "David Okafor"), (MARCUS, LINC, "chosen", True, "Grace Lindqvist"),
    (AMINA, LINC, "chosen", True, None), (OWEN, ROOS, "chosen", True, "Priya Nair"),
    ("left", LINC, "chosen", False, "Helen Brandt"), ("other", LINC, "to_decide", True, None),
    ("severe", LINC, None, True, None),
)  # fmt: skip
LAST, BEFORE = MONDAY + WEEK, MONDAY


def test_each_stage_is_counted_of_the_chosen_who_are_here():
    told = frozenset((ROSA, AMINA, "left", "other"))
    found = funnels(CHOSEN, told, {LAST: {ROSA: PLANNED, MARCUS: LESS, OWEN: UNSEEN}})
    assert found == {
        LINC: Funnel(chosen=3, told=2, matched=2, untold=1, week=LAST, asked=2, met=1),
        ROOS: Funnel(chosen=1, told=0, matched=1, untold=1, week=LAST, asked=1, met=0),
    }


@pytest.mark.parametrize(
    ("last", "before", "expected"),
    [
        ({ROSA: PLANNED}, {MARCUS: PLANNED}, (LAST, 1, 1)),
        ({ROSA: UNASKED, MARCUS: UNSEEN}, {ROSA: PLANNED}, (LAST, 1, 0)),
        ({ROSA: UNASKED}, {ROSA: PLANNED, MARCUS: UNASKED}, (BEFORE, 1, 1)),
        # Nobody chosen without a mentor, who left or of another school says which week it is.
        ({AMINA: PLANNED, "left": PLANNED, OWEN: PLANNED}, {ROSA: LESS}, (BEFORE, 1, 0)),
        ({}, {}, (None, 0, 0)),
    ],
)
def test_of_each_school_the_last_week_that_asked_for_contacts_counts(last, before, expected):
    found = funnels(CHOSEN, frozenset(), {LAST: last, BEFORE: before})[LINC]
    assert (found.week, found.asked, found.met) == expected


@pytest.mark.parametrize(
    ("asked", "older"),
    [
        # Roosevelt has Owen with a mentor, Lincoln two; an older week may ask for them.
        ({ROSA: PLANNED, OWEN: LESS}, False),
        ({ROSA: PLANNED, OWEN: UNASKED}, True),
        ({OWEN: PLANNED}, True),
        ({}, True),
    ],
)
def test_an_older_week_is_wanted_while_one_school_was_not_asked(asked, older):
    assert some_unasked(funnels(CHOSEN, frozenset(), {LAST: asked})) is older


def test_no_older_week_is_wanted_where_nobody_is_matched():
    waiting = rows((AMINA, LINC, "chosen", True, None))
    assert not some_unasked(funnels(waiting, frozenset(), {LAST: {}}))


@pytest.mark.parametrize(
    ("states", "weeks"),
    [
        ({ROSA: PLANNED, OWEN: LESS}, 1),
        # Nobody of Roosevelt was asked for in any: four weeks back, and no further.
        ({ROSA: PLANNED}, 4),
        ({}, 4),
    ],
)
def test_no_more_weeks_are_looked_at_than_it_takes(states, weeks):
    looked = []
    found = latest_funnels(
        CHOSEN, frozenset(), FEB_2, lambda monday: looked.append(monday) or states
    )
    newest = date(2026, 1, 26)
    assert looked == [newest - n * WEEK for n in range(weeks)]
    assert found[LINC].week == (newest if states else None)


@pytest.mark.parametrize(
    ("stage", "school", "expected"),
    [
        ("chosen", LINC, {ROSA, MARCUS, AMINA}), ("waiting", LINC, {AMINA}),
        ("matched", LINC, {ROSA, MARCUS}), ("matched", ROOS, {OWEN}), ("waiting", ROOS, set()),
        ("chosen", None, {ROSA, MARCUS, AMINA, OWEN}),
    ],
)  # fmt: skip
def test_the_students_behind_each_number(stage, school, expected):
    assert on_stage(CHOSEN, stage, school) == expected


def test_nobody_chosen_is_no_funnel():
    assert funnels(rows((AMINA, LINC, "to_decide", True, None)), frozenset(), {}) == {}


def line(student, seen, mentor="m1", session=5, away=0):
    week = MatchWeek(f"{student}-{mentor}", student, mentor, LINC, MONDAY, None, MONDAY,
                     session, away, 0, seen, 0, 0)  # fmt: skip
    return Line(week.match_id, student, "", "7", mentor, "", LINC, "Lincoln", LINC, 3, True, week)


def test_how_a_week_went_for_a_student_of_two_mentors():
    found = states_in(Contacts(NOW.date(), MONDAY, (
        line(ROSA, 3), line(ROSA, 2, "m2"), line(MARCUS, 2), line(AMINA, 0),
        line(OWEN, 0, away=5),
    )))  # fmt: skip
    assert found == {ROSA: LESS, MARCUS: LESS, AMINA: UNSEEN, OWEN: UNASKED}
    assert states_in(Contacts(NOW.date(), MONDAY, (line(ROSA, 3),))) == {ROSA: PLANNED}


# --- put together


@pytest.fixture(scope="module")
def board(lincoln_made):
    from sm_core.uploads import open_district

    store = open_district(lincoln_made)
    yield lists(store, CHEN)
    store.close()


def known(board, **more):
    asked = {"now": {}, "board": board, "funnels": {}, "weeks": {}, "plans": {}} | more
    return Known(**asked)


def test_a_school_of_which_nothing_is_known_has_its_row(board):
    [found] = progress([ROOSEVELT], JAN_30, JAN_30, known(board))
    assert found == Progress(
        ROOSEVELT, JAN_30, JAN_30, NOBODY, Funnel(), 0, 0, 0, 0, date(2025, 7, 1), Held(),
    )  # fmt: skip
    assert (found.steps, found.closed, found.through) == (Counted(), False, JAN_30)


def test_the_figures_of_a_school_are_those_of_its_board_and_since_its_plan(board):
    plan = Plan(LINC, YEAR, MONDAY + WEEK)
    schools = [LINCOLN, ROOSEVELT]
    both = known(board, weeks={LINC: WEEKS, ROOS: WEEKS}, plans={LINC: plan})
    lincoln, roosevelt = progress(schools, JAN_30, JAN_30, both)
    assert (lincoln.severe, lincoln.neither) == (1, 1)
    assert (lincoln.since, lincoln.held) == (MONDAY + WEEK, Held(3, 0, 1, MONDAY, 3))
    assert (roosevelt.since, roosevelt.held) == (date(2025, 7, 1), Held(4, 1, 1, MONDAY, 3))


def test_weeks_where_none_was_held_count_from_the_start_and_no_start_ahead():
    never = [(monday, "") for monday, _ in WEEKS]
    assert held(never, MONDAY + 2 * WEEK) == Held(2, 0, 0, None, 2)


@pytest.mark.parametrize(("started", "since"), [(JAN_30, JAN_30), (FEB_2, date(2025, 7, 1))])
def test_a_plan_that_begins_later_hides_no_week(board, started, since):
    plans = {LINC: Plan(LINC, YEAR, started)}
    [found] = progress([LINCOLN], JAN_30, JAN_30, known(board, plans=plans))
    assert found.since == since


def test_data_after_the_date_are_not_known_of_yet(board):
    day = MONDAY - timedelta(days=1)
    assert progress([ROOSEVELT], JAN_30, MONDAY, known(board))[0].through == MONDAY
    assert progress([ROOSEVELT], JAN_30, day, known(board))[0].through is None


@pytest.mark.parametrize(
    ("left", "enrolled", "closed"), [((), 0, False), ((ROOS,), 0, True), ((ROOS,), 1, False)]
)
def test_a_school_is_closed_that_all_have_left_and_nobody_is_at(board, left, enrolled, closed):
    now = {ROOS: SchoolTiers(few_days=4, enrolled=enrolled)}
    found = progress([ROOSEVELT], JAN_30, JAN_30, known(board, now=now, left=left))
    assert found[0].closed is closed


FRIDAY = date(2025, 10, 10)
"""The last day of the calendar of `left_by`."""


def left_by(store, given, linc_exit, roos_exit, as_of):
    days = [MONDAY + timedelta(days=n) for n in range(-28, 5)]
    days = [day for day in days if day.weekday() < 5]
    bring(store, given, {
        "calendar.csv": calendar(days), "there.csv": calendar(days, ROOS),
        "enrollment.csv": enrollment((ROSA, days[0], linc_exit)),
        "roosevelt.csv": enrollment((OWEN, days[0], roos_exit), school=ROOS),
        "events.csv": f"Student ID,School ID,Date,Code\n{ROSA},{LINC},{days[-1]},U\n"
                      f"{OWEN},{ROOS},{days[0]},U\n",
    }, 'exit_date = "inclusive"\n')  # fmt: skip
    return schools_left(store, as_of)


@pytest.mark.parametrize(
    ("linc_exit", "roos_exit", "as_of", "left"),
    [
        # In the midst of the year, others going on.
        ("", date(2025, 9, 30), date(2025, 10, 7), False),
        ("", date(2025, 9, 30), date(2025, 10, 8), True),
        ("", "", date(2025, 10, 8), False),
        # A stretch without an end goes on after the last school day; nobody is there then.
        ("", date(2025, 10, 3), date(2026, 6, 30), False),
        ("", date(2025, 10, 2), date(2026, 6, 30), True),
        # The end of the year: all of one school, or of all schools, leave on their last day.
        (FRIDAY, FRIDAY, FRIDAY + timedelta(days=1), False),
        (FRIDAY, FRIDAY, date(2026, 6, 30), False),
        (FRIDAY, date(2025, 10, 3), date(2026, 6, 30), False),
        (FRIDAY, date(2025, 10, 2), date(2026, 6, 30), True),
        # The next school year knows nothing yet.
        (FRIDAY, date(2025, 10, 2), date(2026, 7, 1), False),
    ],
)
def test_a_school_is_left_after_a_week_in_which_another_went_on(
    store, given, linc_exit, roos_exit, as_of, left
):
    assert left_by(store, given, linc_exit, roos_exit, as_of) == ({ROOS} if left else set())


def test_totals_tell_where_a_school_goes_on_and_where_it_ended(store, given):
    rows = {"totals.csv": told((ROSA, 92, 23), (MARCUS, 92, 14)),
            "ended.csv": totals((OWEN, 60, 4, date(2026, 1, 22)), school=ROOS)}  # fmt: skip
    bring(store, given, rows | names())
    assert schools_left(store, JAN_30) == {ROOS}
    assert schools_left(store, JAN_30 - timedelta(days=1)) == set()
