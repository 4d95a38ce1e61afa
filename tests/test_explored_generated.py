"""September, days beside breaks and cohorts against their slow versions, on generated districts."""

import os
import tempfile
from datetime import date
from pathlib import Path

import pytest
import slow_explored as explored
import slow_trends as slow
from district_files import files_of, mapping_of
from driving import load
from hypothesis import HealthCheck, given, settings
from small_districts import as_of_dates, event_districts, register_districts
from test_trends_generated import CAPTAIN, STUDENTS_FILE, filters

from sm_core.explored.breaks import beside_breaks
from sm_core.explored.cohorts import cohorts
from sm_core.explored.september import september_watch
from sm_core.seen import see
from sm_core.standing import Asked
from sm_core.uploads import open_district

EXAMPLES = int(os.environ.get("EXAMPLES", "1"))
generated = settings(
    max_examples=EXAMPLES,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
WANTED = [
    slow.Wanted(),
    slow.Wanted(school="101", group="Low income"),
    slow.Wanted(missed_day=date(2024, 9, 10)),
]


@given(district=event_districts(with_covers=True))
@generated
def test_events(district):
    assert_same(district)


@given(district=event_districts(with_covers=False))
@generated
def test_events_without_a_period(district):
    assert_same(district)


@given(district=register_districts(with_enrollment=False))
@generated
def test_register(district):
    assert_same(district)


@given(district=register_districts(with_enrollment=True))
@generated
def test_register_with_enrollment_file(district):
    assert_same(district)


def assert_same(district):
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        mapping = mapping_of(district) + '\n[files."students.csv"]\nlayout = "students"\n'
        load(home, files_of(district) | {"students.csv": STUDENTS_FILE}, mapping)
        store = open_district(home)
        days = as_of_dates(district)
        for as_of in days:
            seen = see(store, CAPTAIN, Asked(as_of))
            for wanted in WANTED:
                assert_same_september(store, seen, (district, as_of, wanted))
                assert_same_breaks(store, seen, (district, as_of, wanted))
                for then in days[1:-1:2]:
                    assert_same_cohorts(store, seen, then, (district, as_of, wanted))
        store.close()


def assert_same_september(store, seen, question):
    fast = september_watch(store, seen, filters(question[2]))
    told = {span: (share.rated, share.chronic) for span, share in fast.items() if share.rated}
    assert told == explored.september(*question), question


def assert_same_breaks(store, seen, question):
    rows = beside_breaks(store, seen, filters(question[2]), few=1)
    others = slow.Wanted(**(vars(question[2]) | {"missed_day": None}))
    expected = explored.beside_breaks(*question[:2], others)
    fast = {}
    for row in rows.itertuples():
        closed = (row.first_closed.date(), row.last_closed.date())
        place = (row.kind, *closed, row.side, row.day.date())
        sums = fast.setdefault(place, [0, 0, 0])
        for n, number in enumerate((row.days_enrolled, row.days_absent, row.ordinary_absent)):
            sums[n] += number
    assert fast.keys() == expected.keys(), question
    for place, numbers in expected.items():
        assert fast[place] == pytest.approx([float(n) for n in numbers]), (place, question)


def assert_same_cohorts(store, seen, then, question):
    rows = cohorts(store, seen, filters(question[2]), Asked(then))
    parts = ("chronic", "severe_chronic", "days_enrolled", "days_absent")
    columns = ["students", "all_chronic", "all_severe_chronic", "rated",
               *(f"{part}_before" for part in parts), *parts]  # fmt: skip
    numbers = rows[columns].astype(float).itertuples(index=False, name=None)
    fast = dict(zip(rows["name"], numbers, strict=True))
    others = slow.Wanted(**(vars(question[2]) | {"grade": None}))
    assert fast == explored.cohorts(question[0], question[1], then, others), (then, question)
