"""Packs made by hand, for tests of what is said and drawn of them: four schools on December 19,
2025 and on January 30, 2026."""

from datetime import date, datetime, timedelta
from functools import partial

from sm_core.actor import CAPTAIN, Actor
from sm_core.hiding.cell import BESIDE, FEW, MOST, OVER, UNDER, Cell
from sm_core.packs.freeze import _write
from sm_core.packs.pack import (
    AT_RISK,
    CHRONIC,
    NOW,
    RATED,
    SEVERE,
    START,
    YEAR,
    Pack,
    PackPage,
)
from sm_core.saving import Save, save_once
from sm_core.store import GATHERINGS
from tests.invented import LINC, ROOS

DEC, JAN = date(2025, 12, 19), date(2026, 1, 30)
JUNE = date(2025, 6, 16)
FROZEN = datetime(2026, 1, 31, 8, 30)
ADAMS, WILSON = "ADAM", "WILS"
CONVENING = "g-february"
NOT_YET = Cell()
"""Nothing is known."""


def cell(said):
    """A number of students, the reason that it is hidden, or None where nothing is known."""
    return Cell(None, said) if isinstance(said, str) else Cell(said)


def moment(when, rated, chronic, severe, at_risk):
    names = (RATED, CHRONIC, SEVERE, AT_RISK)
    said = zip(names, (rated, chronic, severe, at_risk), strict=True)
    return {f"{when}.{name}": cell(one) for name, one in said}


def program(chosen, told, matched, met, here, neither):
    return {
        "chosen": cell(chosen), "told": cell(told), "matched": cell(matched), "met": cell(met),
        "severe_here": cell(here), "neither": cell(neither),
    }  # fmt: skip


def facts(free=3, mentors=18, held=14, weeks=17, steps=12, done=9, overdue=1):
    return {"free": free, "mentors": mentors, "held": held, "weeks": weeks, "steps": steps,
            "done": done, "overdue": overdue}  # fmt: skip


def weekly(first, *percents):
    """The last day of each week from `first` on, with its percent."""
    return tuple((first + timedelta(days=7 * n), share) for n, share in enumerate(percents))


FALL, FALL_BEFORE = date(2025, 9, 12), date(2024, 9, 13)
DAYS = {START: JUNE, YEAR: date(2025, 1, 30)}

LINCOLN_PAGE = PackPage(
    LINC, "Lincoln Middle School", JAN, JAN,
    moment(NOW, 612, 157, 45, 155) | moment(START, 598, 171, 52, 140)
    | moment(YEAR, 601, 180, 58, 144) | program(72, 66, 53, 41, 45, FEW),
    facts(), DAYS,
    weekly(FALL, 31, 28, 27, 26, 26, 25, 26, 26), weekly(FALL_BEFORE, 33, 31, 30, 30, 29, 30, 30),
)  # fmt: skip
"""A school of which nearly all is shown."""

ROOSEVELT_PAGE = PackPage(
    ROOS, "Roosevelt Elementary", JAN, date(2026, 1, 23),
    moment(NOW, 340, 21, UNDER, 40) | moment(START, 333, UNDER, UNDER, 36)
    | moment(YEAR, 335, BESIDE, BESIDE, 35) | program(24, 24, MOST, FEW, BESIDE, UNDER),
    facts(0, 6, 12, 17, None, None, None), DAYS | {YEAR: date(2025, 1, 23)},
    weekly(FALL, 9, 8, 7, 7, 6), (),
)  # fmt: skip
"""A school without a plan, whose small groups are hidden in all the ways there are."""

ADAMS_PAGE = PackPage(
    ADAMS, "Adams Academy", JAN, JAN,
    moment(NOW, FEW, FEW, FEW, FEW) | moment(START, None, None, None, None)
    | moment(YEAR, None, None, None, None) | program(0, None, None, None, BESIDE, FEW),
    facts(0, 0, 0, 4, 12, 0, 0), {START: JUNE, YEAR: date(2025, 1, 30)},
)  # fmt: skip
"""A school under 10 students that opened after the convening of December."""

WILSON_PAGE = PackPage(
    WILSON, "Wilson High School", DEC, DEC,
    moment(NOW, 120, OVER, 60, FEW) | moment(START, 118, 70, 31, 20)
    | moment(YEAR, 122, 75, 33, 22) | program(40, 28, 20, 10, 60, 44),
    facts(5, 11, 17, 17, 4, 4, 0), {START: JUNE, YEAR: date(2024, 12, 19)},
    weekly(FALL, 60, 61, 64), weekly(FALL_BEFORE, 58, 59, 60),
    "The figures of students are those of December 19, 2025: together with today's, they would "
    "give away a group of fewer than 10.",
)  # fmt: skip
"""A school that keeps the figures of the pack before."""

DISTRICT_PAGE = PackPage(
    "", "All schools", JAN, JAN,
    moment(NOW, 1072, 250, 110, 200) | moment(START, 1049, None, None, 196)
    | moment(YEAR, 1058, 280, None, 201) | program(136, 105, None, None, 108, 52),
    facts(8, 34, 43, 55, 28, 13, 1), DAYS,
    weekly(FALL, 24, 23, 22, 22, 23), weekly(FALL_BEFORE, 27, 27, 27),
)  # fmt: skip
"""A total that would give away a hidden number is left out: nothing is known of it."""

FEBRUARY = Pack(
    "p-february", JAN, CONVENING, FROZEN, "District captain", DISTRICT_PAGE,
    (ADAMS_PAGE, LINCOLN_PAGE, ROOSEVELT_PAGE, WILSON_PAGE),
)  # fmt: skip

LINCOLN_BEFORE = PackPage(
    LINC, "Lincoln Middle School", DEC, DEC,
    moment(NOW, 615, 163, 48, 150) | moment(START, 598, 171, 52, 140)
    | moment(YEAR, 604, 176, 55, 147) | program(66, 45, 30, 20, 48, 12),
    facts(6, 15, 10, 13, 12, 6, 3), {START: JUNE, YEAR: date(2024, 12, 19)},
    weekly(FALL, 31, 28, 27), weekly(FALL_BEFORE, 33, 31, 30),
)  # fmt: skip

JANUARY = Pack(
    "p-january", DEC, "g-january", datetime(2025, 12, 20, 9), "District captain",
    PackPage("", "All schools", DEC, DEC,
             moment(NOW, 1068, 262, 116, 190) | moment(START, 1049, None, None, 196)
             | moment(YEAR, 1060, 281, None, 200) | program(125, 90, 65, None, 110, 58),
             facts(11, 30, 31, 43, 28, 9, 4), {START: JUNE, YEAR: date(2024, 12, 19)},
             weekly(FALL, 24, 23, 22), weekly(FALL_BEFORE, 27, 27, 27)),
    (LINCOLN_BEFORE, WILSON_PAGE),
)  # fmt: skip


def keep(store, *packs):
    """Store packs as they are, as if each had been frozen."""
    for pack in packs:
        save = Save(Actor(pack.frozen_by, CAPTAIN), pack.frozen)
        save_once(store, save, partial(_write, pack=pack), GATHERINGS)
