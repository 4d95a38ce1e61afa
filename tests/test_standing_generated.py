"""The command line's standing against the slow version, and against answers written by hand."""

import os
import tempfile
from itertools import product
from pathlib import Path

import pytest
from boundary_cases import CASES, columns_asked
from district_files import files_of, mapping_of
from driving import ask, asking, load
from hypothesis import HealthCheck, given, settings
from slow_versions import standing
from small_districts import (
    DAY_RULES,
    SCOPES,
    as_of_dates,
    event_districts,
    held_against_each_end,
    register_districts,
    with_a_later_year,
)

from sm_core.school_year import a_year_before

# `make slow` tries many more districts than a quick run.
EXAMPLES = int(os.environ.get("EXAMPLES", "2"))

generated = settings(
    max_examples=EXAMPLES,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_hand_written_answers(case, tmp_path):
    load(tmp_path, files_of(case.district), mapping_of(case.district))

    answer = in_order(ask(tmp_path, case.as_of, case.scope, case.day_rule))

    assert columns_asked(answer, case) == case.expected


@given(district=event_districts(with_covers=False))
@generated
def test_events(district):
    assert_same_standing(district)


@given(district=event_districts(with_covers=True))
@generated
def test_events_with_declared_coverage(district):
    assert_same_standing(district)


@given(district=register_districts(with_enrollment=False))
@generated
def test_register(district):
    assert_same_standing(district)


@given(district=register_districts(with_enrollment=True))
@generated
def test_register_with_enrollment_file(district):
    assert_same_standing(district)


def assert_same_standing(district):
    """Every column, for both scopes, all day rules and dates before, within and after."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        load(home, files_of(district), mapping_of(district))
        with asking(home) as ask_again:
            for question in product(as_of_dates(district), SCOPES, DAY_RULES):
                answer = in_order(ask_again(*question))
                assert answer == standing(district, *question), question


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
        home = Path(folder)
        for each in (district, *ahead):
            load(home, files_of(each), mapping_of(each))
        with asking(home) as ask_again:
            for held in held_against_each_end(district, ahead):
                for scope, day_rule in product(SCOPES, DAY_RULES):
                    question = a_year_before(held.held_against), scope, day_rule
                    answer = in_order(ask_again(*question, held.held_against))
                    assert answer == standing(held, *question), (question, held)


def in_order(rows):
    return sorted(rows, key=lambda row: (row["student_id"], row["school_id"]))
