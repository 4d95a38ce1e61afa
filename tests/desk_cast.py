"""Schools as the captain's desk knows them on Friday, January 30, 2026: one with nothing to call
about, and whatever a test changes in it."""

from dataclasses import replace
from datetime import date, datetime, timedelta

from sm_core.desk.behind import Behind
from sm_core.desk.calls import Call
from sm_core.desk.facts import Facts, Waits
from sm_core.lessons.help import Help
from sm_core.plans.plan import GOING, START, Plan, Step
from sm_core.progress.funnel import Funnel
from sm_core.progress.held import Held
from sm_core.progress.record import Progress
from sm_core.progress.tiers import SchoolTiers
from sm_core.schools import School
from sm_core.team.named import Named
from sm_core.team.overview import SchoolTeam
from tests.invented import LINC
from tests.mentor_cast import YEAR
from tests.team_cast import CHEN_, HALL

DAY = date(2026, 1, 30)
FIRST = date(2025, 8, 18)
HERE = SchoolTiers(few_days=40, enrolled=40)


def ago(days):
    return DAY - timedelta(days=days)


def weeks_without(count):
    return Held(20, 20 - count, 0, date(2025, 10, 6), count)


def never_held(count):
    return Held(20, 0, 0, None, count)


def step(name, due=None, **more):
    asked = {"phase": START, "place": 1, "what": f"Step {name}", "owner": "Ms. Chen"} | more
    return Step(name, LINC, YEAR, due=due, **asked)


def plan(*steps):
    return Plan(LINC, YEAR, FIRST, steps=steps)


def weekly(due, **more):
    return step("w", due, phase=GOING, template_key="weekly", **more)


def waits(name, days, safety=False):
    return Waits(name, ago(days), safety)


def asks(name, days, **more):
    when = datetime.combine(ago(days), datetime.max.time())
    return Help(name, LINC, "time", "Who has a room?", "Ms. Chen", when, **more)


TEAM = SchoolTeam(LINC, "Lincoln", Named(HALL, CHEN_))
QUIET = Facts(
    Progress(School(LINC, "Lincoln", DAY, FIRST), DAY, DAY, HERE, Funnel(30),
             0, 0, 12, 0, FIRST, weeks_without(0), plan()),
    TEAM, Behind(DAY, 0),
)  # fmt: skip
"""Lincoln, with Ms. Chen named, a plan, data of today and the last review held."""


def school(name="Lincoln", begins=FIRST, through=DAY, **more):
    """Lincoln, but for what is given: fields of `Facts` and of its progress."""
    own = {field: more.pop(field) for field in ("team", "behind", "waits", "asks") if field in more}
    known = School(LINC if name == "Lincoln" else name, name, through, begins)
    return replace(QUIET, progress=replace(QUIET.progress, school=known, **more), **own)


def call(day, *reasons, school=LINC, words=""):
    when = datetime.combine(day, datetime.min.time())
    return Call(f"{school}|{day}", school, day, reasons, words, "District captain", when)
