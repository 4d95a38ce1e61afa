"""Three schools told by totals on two dates, for the tests of packs: the third one joins between
them."""

from datetime import date, datetime

from sm_core.packs.freeze import freeze
from tests.invented import LINC, ROOS, bring, table
from tests.targeted import BOSS, press, told

ADAMS = "ADAM"
JUNE, DEC, JAN = date(2025, 6, 10), date(2025, 12, 19), date(2026, 1, 30)
FEB_2 = datetime(2026, 2, 2, 8, 30)
MISSED = (23, 14, 6, 1)
"""Of 92 days: severe, moderate, at risk, satisfactory."""


def at(school, day, *counts):
    """So many students of a school in each tier, the worst first."""
    rows, number = [], 0
    for count, missed in zip(counts, MISSED, strict=True):
        for _ in range(count):
            number += 1
            rows.append((f"{school}{number:03d}", 92, missed, day, school))
    return rows


def fill(store, given):
    rows = [
        *at(LINC, JUNE, 14, 14, 16, 20), *at(ROOS, JUNE, 1, 4, 10, 10),
        *at(LINC, DEC, 12, 13, 15, 20), *at(ROOS, DEC, 1, 5, 10, 10),
        *at(LINC, JAN, 11, 13, 15, 21), *at(ROOS, JAN, 1, 5, 9, 11),
        *at(ADAMS, JAN, 10, 10, 10, 10),
    ]  # fmt: skip
    names = [(LINC, "Lincoln Middle School"), (ROOS, "roosevelt Elementary"),
             (ADAMS, "Adams Academy")]  # fmt: skip
    schools = table("School ID,School Name", names)
    bring(store, given, {"totals.csv": told(*rows), "schools.csv": schools})


def frozen(store, as_of=JAN, actor=BOSS, when=FEB_2, **more):
    """The pack of the date, asked for on February 2."""
    return freeze(store, press(actor, when), as_of, **more)
