"""Every number of the District page against its slow version, on generated districts."""

import os
import tempfile
from collections import defaultdict
from datetime import date
from pathlib import Path

import pytest
import slow_trends as slow
from district_files import files_of, mapping_of
from driving import load
from hypothesis import HealthCheck, given, settings
from small_districts import (
    SCHOOLS,
    STUDENTS,
    WITNESS,
    as_of_dates,
    event_districts,
    held_against_each_end,
    register_districts,
    with_a_later_year,
)

from sm_core import trends
from sm_core.actor import local_captain
from sm_core.bringing.find import people, person_of
from sm_core.definitions import TIERS
from sm_core.school_year import a_year_before
from sm_core.seen import Filters, see
from sm_core.standing import Asked
from sm_core.student_list import count_tiers
from sm_core.uploads import open_district

CAPTAIN = local_captain()
EXAMPLES = int(os.environ.get("EXAMPLES", "1"))
generated = settings(
    max_examples=EXAMPLES,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
WANTED = [
    slow.Wanted(),
    slow.Wanted(school="101"),
    slow.Wanted(grade="4"),
    slow.Wanted(group="Low income"),
    slow.Wanted(missed_on=(1, 9)),
    slow.Wanted(missed_day=date(2024, 9, 10)),
    slow.Wanted(september="2-4"),
    slow.Wanted(school="102", group="With disabilities"),
]
STUDENTS_FILE = "student_id,low_income,special_education\n" + "".join(
    f"{student},{'Y' if int(student) % 2 else 'N'},Y\n" for student in STUDENTS
)


def filters(wanted):
    grades = (wanted.grade,) if wanted.grade else None
    picked = (wanted.missed_on, wanted.missed_day, wanted.september)
    return Filters(wanted.school, grades, wanted.group, *picked)


@given(district=event_districts(with_covers=True))
@generated
def test_events(district):
    assert_same_page(district)


@given(district=register_districts(with_enrollment=False))
@generated
def test_register(district):
    assert_same_page(district)


@given(district=register_districts(with_enrollment=True))
@generated
def test_register_with_enrollment_file(district):
    assert_same_page(district)


def opened(home, district, ahead=()):
    """The store with the district, its students in groups, and what is known `ahead`."""
    mapping = mapping_of(district) + '\n[files."students.csv"]\nlayout = "students"\n'
    load(home, files_of(district) | {"students.csv": STUDENTS_FILE}, mapping)
    for each in ahead:
        load(home, files_of(each), mapping_of(each))
    return open_district(home)


def assert_same_page(district):
    with tempfile.TemporaryDirectory() as folder:
        store = opened(Path(folder), district)
        for as_of in as_of_dates(district):
            seen = see(store, CAPTAIN, Asked(as_of))
            assert_same_people(store, seen)
            for wanted in WANTED:
                question = (district, as_of, wanted)
                assert_same_headline(store, seen, question)
                assert_same_cuts(store, seen, question)
                assert_same_weeks(store, seen, question)
                if not wanted.school:
                    assert_same_weeks_by_school(store, seen, question)
                assert_same_weekdays(store, seen, question)
        store.close()


@given(found=with_a_later_year(event_districts(with_covers=False)))
@generated
def test_last_year_of_events_as_far_as_each_school_goes_this_year(found):
    assert_same_last_year(*found)


@given(found=with_a_later_year(register_districts(with_enrollment=False)))
@generated
def test_last_year_of_a_register_as_far_as_each_school_goes_this_year(found):
    assert_same_last_year(*found)


def assert_same_last_year(district, ahead):
    with tempfile.TemporaryDirectory() as folder:
        store = opened(Path(folder), district, ahead)
        for held in held_against_each_end(district, ahead):
            as_of = a_year_before(held.held_against)
            seen = see(store, CAPTAIN, Asked(as_of, held_against=held.held_against))
            for wanted in WANTED[::3]:
                question = (held, as_of, wanted)
                assert_same_headline(store, seen, question)
                assert_same_cuts(store, seen, question)
                assert_same_weekdays(store, seen, question)
        store.close()


def assert_same_people(store, seen):
    """Who is asked for by id is as the list has them."""
    with store.reading() as cursor:
        found = people(cursor, CAPTAIN, seen.asked.as_of, [*STUDENTS, WITNESS])
    listed = [person_of(row) for row in seen.students.to_pylist()]
    assert found == {person.student_id: person for person in listed}


def assert_same_headline(store, seen, question):
    counts = count_tiers(store, seen, filters(question[2]))
    tiers, few, absent, enrolled = slow.headline(*question)
    assert counts.tiers == {tier: tiers[tier] for tier in TIERS}, question
    assert (counts.few_days, counts.days_absent, counts.days_enrolled) == (few, absent, enrolled)


def assert_same_cuts(store, seen, question):
    district, as_of, wanted = question
    for by, field in (("school", "school"), ("grade", "grade"), ("group", "group")):
        rows = trends.cut(store, seen, filters(wanted), by)
        fast = {row.name: numbers(row) for row in rows.itertuples(index=False)}
        others = slow.Wanted(**(vars(wanted) | {field: None}))
        assert fast == slow.cut(district, as_of, others, by), (by, question)
        if by == "grade":
            continue
        rows = trends.matrix(store, seen, filters(wanted), by)
        fast = {(row.name, row.grade): numbers(row) for row in rows.itertuples(index=False)}
        others = slow.Wanted(**(vars(others) | {"grade": None}))
        assert fast == slow.matrix(district, as_of, others, by), (by, question)


def numbers(row):
    """As the slow versions tell them; attended days are the rest."""
    assert row.days_attended == row.days_enrolled - row.days_absent
    assert row.rated == row.satisfactory + row.at_risk + row.chronic
    return row.rated, row.chronic, row.severe_chronic, row.days_enrolled, row.days_absent


def assert_same_weeks(store, seen, question):
    """By week and by month, in students and in days."""
    for period in (trends.WEEK, trends.MONTH):
        rows = trends.rates_by_period(store, seen, filters(question[2]), period)
        fast = {
            row.begun.date(): (row.until.date(), row.rated, row.chronic, row.severe_chronic)
            for row in rows.itertuples(index=False)
        }
        assert fast == slow.by_period(*question, period), (period, question)
        days = trends.days_by_period(store, seen, filters(question[2]), period)
        fast = {
            row.begun.date(): (row.until.date(), row.days_enrolled, row.days_absent)
            for row in days.itertuples(index=False)
            if row.days_enrolled
        }
        assert fast == slow.days_by_period(*question, period), (period, question)


def assert_same_weeks_by_school(store, seen, question):
    """Each school as the slow version counts it alone."""
    district, as_of, wanted = question
    fast = defaultdict(dict)
    for row in trends.by_week_and_school(store, seen, filters(wanted)).itertuples(index=False):
        fast[row.school_id][row.monday.date()] = (row.until.date(), row.rated, row.chronic)
    for school in SCHOOLS:
        alone = slow.Wanted(**(vars(wanted) | {"school": school}))
        weeks = slow.by_period(district, as_of, alone, trends.WEEK)
        assert fast[school] == {monday: row[:3] for monday, row in weeks.items()}, question


def assert_same_weekdays(store, seen, question):
    district, as_of, wanted = question
    rows = trends.by_weekday(store, seen, filters(wanted))
    fast = {
        (row.year, row.month, row.weekday): (row.days_enrolled, row.days_absent)
        for row in rows.itertuples(index=False)
        if row.days_enrolled
    }
    others = slow.Wanted(**(vars(wanted) | {"missed_on": None}))
    assert fast == slow.by_weekday(district, as_of, others), question


@pytest.mark.parametrize(
    ("day", "before"),
    [
        (date(2024, 2, 29), date(2023, 2, 28)),
        (date(2025, 2, 28), date(2024, 2, 28)),
        (date(2026, 1, 30), date(2025, 1, 30)),
        (date(2025, 7, 1), date(2024, 7, 1)),
    ],
)
def test_a_year_before_is_the_same_date_or_the_last_of_february(day, before):
    assert a_year_before(day) == before
