"""The tier rule at every bound, in Python and in the query alike."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given as generate
from hypothesis import strategies as st
from invented import LINC, bring, table

from sm_core.actor import local_captain
from sm_core.definitions import STANDARD, TIER_WORDS, TIERS, Definitions, tier_for
from sm_core.standing import Asked, standing

BOUNDS = [
    ("0", 180, "satisfactory"),
    ("8", 180, "satisfactory"),
    ("8.999", 180, "satisfactory"),
    ("9", 180, "at_risk"),
    ("9.001", 180, "at_risk"),
    ("17.999", 180, "at_risk"),
    ("18", 180, "moderate_chronic"),
    ("18.001", 180, "moderate_chronic"),
    ("35.999", 180, "moderate_chronic"),
    ("36", 180, "severe_chronic"),
    ("180", 180, "severe_chronic"),
    ("1", 20, "at_risk"),
    ("2", 20, "moderate_chronic"),
    ("4", 20, "severe_chronic"),
    ("0.3", 3, "moderate_chronic"),
    ("7", 70, "moderate_chronic"),
    ("0", 1, "satisfactory"),
    ("1", 1, "severe_chronic"),
    ("0", 0, ""),
]


@pytest.mark.parametrize(("absent", "enrolled", "tier"), BOUNDS)
def test_at_below_and_above_each_bound(absent, enrolled, tier):
    assert tier_for(Decimal(absent), enrolled) == tier


def test_the_query_says_the_same(store, given):
    header = "Student ID,School ID,Days Enrolled,Days Absent"
    cases = {f"{n:03}": case for n, case in enumerate(BOUNDS)}
    rows = [(student, LINC, case[1], case[0]) for student, case in cases.items()]

    bring(store, given, {"t.csv": table(header, rows)}, "as_of = 2026-01-30\n")

    asked = Asked(date(2026, 1, 30), day_rule="fractional")
    frame = standing(store, local_captain(), asked).fillna({"tier": ""})
    assert dict(zip(frame["student_id"], frame["tier"], strict=True)) == {
        student: case[2] for student, case in cases.items()
    }


def test_other_bounds_move_the_query_too(store, given):

    header = "Student ID,School ID,Days Enrolled,Days Absent"
    rule = Definitions(at_risk=6, moderate=12, severe=30)
    cases = {"1": "5.9", "2": "6", "3": "11.9", "4": "12", "5": "29.9", "6": "30"}
    rows = [(student, LINC, 100, absent) for student, absent in cases.items()]

    bring(store, given, {"t.csv": table(header, rows)}, "as_of = 2026-01-30\n")

    asked = Asked(date(2026, 1, 30), rules=rule)
    frame = standing(store, local_captain(), asked)
    assert dict(zip(frame["student_id"], frame["tier"], strict=True)) == {
        student: tier_for(Decimal(absent), 100, rule) for student, absent in cases.items()
    }


@generate(st.integers(1, 200), st.decimals(0, 200, places=3))
def test_the_rule_is_exact(enrolled, absent):
    share = Fraction(absent) / enrolled
    bounds = [(Fraction(20, 100), "severe_chronic"), (Fraction(10, 100), "moderate_chronic"),
              (Fraction(5, 100), "at_risk"), (Fraction(0), "satisfactory")]  # fmt: skip

    assert tier_for(absent, enrolled) == next(tier for edge, tier in bounds if share >= edge)


def test_every_tier_has_its_words():
    assert TIER_WORDS.keys() == set(TIERS)
    assert (STANDARD.at_risk, STANDARD.moderate, STANDARD.severe) == (5, 10, 20)
    assert (STANDARD.few_days, STANDARD.early_days) == (10, 30)
