"""Progress of schools made by hand, for tests of what is said of it: Lincoln, January 30, 2026."""

from dataclasses import replace
from datetime import date

from sm_core.progress.funnel import Funnel
from sm_core.progress.held import Held
from sm_core.progress.moments import NOW, YEAR, YEAR_END, Moment
from sm_core.progress.record import Progress
from sm_core.progress.tiers import SchoolTiers
from sm_core.schools import School
from tests.invented import LINC

DAY = date(2026, 1, 30)
JUNE, LAST_YEAR = date(2025, 6, 16), date(2025, 1, 30)
LINCOLN = School(LINC, "Lincoln Middle School", DAY, date(2025, 8, 25))
WEEK = date(2026, 1, 19)
FUNNEL = Funnel(72, 66, 53, 2, WEEK, 48, 41)
SEPTEMBER = date(2025, 9, 8)


def tiers(*counts, few_days=0, enrolled=None):
    """Students by tier, the worst first; all of them are still there."""
    names = ("severe_chronic", "moderate_chronic", "at_risk", "satisfactory")
    found = dict(zip(names, (*counts, 0, 0, 0, 0), strict=False))
    students = sum(found.values()) + few_days
    return SchoolTiers(found, few_days, students if enrolled is None else enrolled)


NOW_TIERS = tiers(45, 112, 155, 300)
LINCOLNS = Progress(
    LINCOLN, DAY, DAY, NOW_TIERS, FUNNEL, 19, 3, 41, 6, SEPTEMBER, Held(17, 14, 1, WEEK, 1)
)


def progress(**more):
    return replace(LINCOLNS, **more)


def rated(students, chronic=0, **more):
    return progress(now=tiers(0, chronic, 0, students - chronic), **more)


def moment(rated, chronic=0, label=NOW):
    day = {NOW: DAY, YEAR: LAST_YEAR, YEAR_END: JUNE}.get(label, JUNE)
    return Moment(label, day, tiers(0, chronic, 0, rated - chronic).tiers)
