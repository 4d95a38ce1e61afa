"""The slow version against answers written by hand, so that it is fit to judge the fast one."""

from dataclasses import replace

import pytest
from boundary_cases import CASES, columns_asked
from hypothesis import given, settings
from hypothesis import strategies as st
from slow_versions import standing
from small_districts import DAY_RULES, SCOPES, as_of_dates, event_districts, register_districts

DISTRICTS = st.booleans().flatmap(event_districts) | st.booleans().flatmap(register_districts)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_hand_written_answers(case):
    answer = standing(case.district, case.as_of, case.scope, case.day_rule)

    assert columns_asked(answer, case) == case.expected


@given(district=DISTRICTS)
@settings(max_examples=40, deadline=None)
def test_a_student_has_the_days_of_his_schools(district):
    for as_of in as_of_dates(district):
        for day_rule in DAY_RULES:
            students = standing(district, as_of, "student", day_rule)
            schools = standing(district, as_of, "school", day_rule)

            assert days_by_student(students) == days_by_student(schools)


def days_by_student(rows):
    """Days enrolled and absent per student; quarters add exactly as floats."""
    days = {}
    for row in rows:
        enrolled, absent = days.get(row["student_id"], (0, 0.0))
        enrolled += int(row["days_enrolled"])
        days[row["student_id"]] = enrolled, absent + float(row["days_absent"])
    return days


@given(district=DISTRICTS)
@settings(max_examples=40, deadline=None)
def test_the_order_of_lines_and_doubled_lines_say_nothing(district):
    turned = replace(district, rows=(district.rows * 2)[::-1], stretches=turn(district.stretches))

    for as_of in as_of_dates(district):
        for scope in SCOPES:
            once = standing(district, as_of, scope, "fractional")

            assert standing(turned, as_of, scope, "fractional") == once


def turn(stretches):
    return None if stretches is None else (stretches * 2)[::-1]
