"""The plans of the demo district's schools in mid-year: at Lincoln nearly all is done, elsewhere a
plan goes well, lags behind, or has just begun without dates; one school has none. What was said
about them, and whom the captain called."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import cycle

import numpy as np

from sm_core.actor import Actor
from sm_core.demo.calendars import AS_OF, THIS_YEAR
from sm_core.demo.choices import AFTERNOON
from sm_core.demo.district import District
from sm_core.demo.schools import School
from sm_core.plans.plan import (
    BEGUN,
    CHRONIC,
    DONE,
    DROPPED,
    GOING,
    MENTORED,
    MENTORS,
    Comment,
    Step,
    Target,
)
from sm_core.plans.template import USUAL, TemplateStep
from sm_core.progress.tiers import NOBODY, SchoolTiers, school_tiers
from sm_core.saving import Save, Writing, save_once
from sm_core.seen import see
from sm_core.standing import Asked
from sm_core.store import PLANS, Store
from sm_core.team.named import Named, named_at

STARTED, LATE_START = date(2025, 9, 8), date(2026, 1, 12)
LAST_SUMMER = date(2025, 6, 16)
"""The last day of the school year before, at the schools that made up for snow."""
GOAL_DAY = date(2026, 6, 12)
CAPTAIN = "District captain"
LATELY = AS_OF - timedelta(days=3)
OF_PRINCIPAL = ("principal", "coordinator")
"""The steps that a principal has to take; all others are the coordinator's."""
MENTORED_GOAL, STUDENTS_EACH, POINTS_FEWER = 0.07, 3, 3
"""Goals: mentored students as part of the school's, students per mentor, percentage points."""


@dataclass(frozen=True)
class Course:
    """How a plan went: the first so many steps of the template are `done`, each up to `late` days
    after it was due; by step what is `told` of it otherwise. The `own` step is no
    template's. `said` are comments: about which step ("" is all), by whom ("" is who leads there),
    the day, the words."""

    started: date
    done: int
    late: int = 0
    told: Mapping[str, Mapping] = field(default_factory=dict)
    dated: bool = True
    own: str = ""
    said: tuple = ()


SAID = (
    ("celebration", CAPTAIN, date(2026, 1, 26), "Who settles the day with the gym?"),
    ("celebration", "", date(2026, 1, 27), "I do, with the PE department on Monday."),
    ("", CAPTAIN, date(2025, 12, 8), "Matched before winter break, as planned. Well done."),
)  # fmt: skip
SAID_BEHIND = (
    ("screening", CAPTAIN, date(2026, 1, 20), "I ask the county for a date and call you."),
)
LINCOLN = Course(STARTED, done=11, late=12, told={
    "screening": {"state": BEGUN, "due": date(2026, 2, 13),
                  "words": "Two wait for their background check"},
    "notices": {"state": BEGUN, "due": date(2026, 2, 6),
                "words": "The families of those chosen in January are left"},
    "celebration": {"state": BEGUN, "due": date(2026, 1, 23),
                    "words": "The date depends on the gym"},
}, said=SAID)  # fmt: skip
ON_TIME = Course(STARTED, done=10, late=4, told={
    "screening": {"words": "All cleared by the county"},
    "support": {"due": date(2026, 2, 11)},
    "celebration": {"due": date(2026, 3, 6)},
}, own="Ask the alumni for mentors")  # fmt: skip
BEHIND = Course(STARTED, done=9, late=21, told={
    "screening": {"state": BEGUN, "words": "The county takes six weeks"},
    "training": {"state": BEGUN},
}, said=SAID_BEHIND)  # fmt: skip
BEGUN_LATE = Course(LATE_START, done=3, dated=False, told={
    "celebration": {"state": DROPPED, "ended": date(2026, 1, 14),
                    "words": "The district celebrates for all schools this year"},
})  # fmt: skip
NO_PLAN = None
OTHERS = (ON_TIME, BEHIND, NO_PLAN, BEGUN_LATE)
"""Of the schools beside Lincoln; from the first again, where there are more, and no second without
a plan."""
CALLS = (
    (date(2026, 1, 28), "Calls the county about the screening before Friday"),
    (date(2026, 1, 13), "Sick until Monday; then the steps are taken up again"),
    (date(2025, 12, 2), "Wants to settle with the staff where mentors are looked for"),
)
"""Day and what was said, of one school whose plan lags behind after the other."""
OVERDUE = "steps"
"""The reason of these calls."""


def make_plans(store: Store, actor: Actor, district: District) -> None:
    """Begin a plan at each school but one, and let the year pass over it until `AS_OF`."""
    ids = [school.school_id for school in district.schools]
    named = named_at(store, ids, AS_OF)
    tiers = school_tiers(store, see(store, actor, Asked(LAST_SUMMER)))
    courses = dict(_courses(district))

    def act(writing: Writing) -> None:
        for school, course in courses.items():
            rng = district.rng("plan", school.school_id)
            _begin(writing, school, course, tiers.get(school.school_id, NOBODY))
            steps = list(_steps(school, course, named[school.school_id], rng))
            writing.insert("plan_steps", [asdict(step) for step in steps])
        writing.insert("plan_comments", [asdict(each) for each in _comments(courses, named)])
        writing.insert("school_calls", list(_calls(courses)))

    save_once(store, Save(replace(actor, person=CAPTAIN), _afternoon(AS_OF)), act, PLANS)


def _courses(district: District) -> Iterator[tuple[School, Course]]:
    kinds = cycle(OTHERS)
    left_out = False
    for school in district.schools:
        course = LINCOLN if school.is_lincoln else next(kinds)
        if course is NO_PLAN and left_out:
            course = next(kinds)
        left_out |= course is NO_PLAN
        if course:
            yield school, course


def _begin(writing: Writing, school: School, course: Course, tiers: SchoolTiers) -> None:
    of = {"school_id": school.school_id, "school_year": THIS_YEAR}
    writing.insert("plans", [of | {
        "started": course.started, "baseline_day": LAST_SUMMER if tiers.rated else None,
        "baseline": json.dumps(tiers.tiers), "made": _afternoon(course.started),
        "made_by": CAPTAIN,
    }])  # fmt: skip
    writing.insert("plan_targets", [
        of | {"measure": t.measure, "baseline": t.baseline, "baseline_of": t.of,
              "baseline_day": t.baseline_day, "goal": t.goal, "by_day": t.by}
        for t in _targets(school, course, tiers)
    ])  # fmt: skip


def _targets(school: School, course: Course, tiers: SchoolTiers) -> Iterator[Target]:
    mentored = max(1, round(MENTORED_GOAL * school.students))
    start = course.started
    yield Target(MENTORED, 0, None, start, Decimal(mentored), GOAL_DAY)
    yield Target(MENTORS, 0, None, start, Decimal(-(-mentored // STUDENTS_EACH)), GOAL_DAY)
    share = Fraction(tiers.chronic * 100, tiers.rated) if tiers.rated else 0
    if share > POINTS_FEWER:
        goal = Decimal(round(share) - POINTS_FEWER)
        yield Target(CHRONIC, tiers.chronic, tiers.rated, LAST_SUMMER, goal, GOAL_DAY)


def _steps(
    school: School, course: Course, named: Named, rng: np.random.Generator
) -> Iterator[Step]:  # fmt: skip
    for place, each in enumerate(USUAL):
        leads = named.principal if each.key in OF_PRINCIPAL else named.contact
        made = _from_template(school, course, each, place)
        if place < course.done:
            late = timedelta(days=int(rng.integers(0, course.late + 1)))
            made = replace(made, state=DONE, ended=min(each.due(course.started) + late, LATELY))
        changed = dict(course.told.get(each.key, {}))
        if changed.get("state") == BEGUN:
            changed["ended"] = None
        yield replace(made, owner=leads.name if leads else "", **changed)
    if course.own:
        yield Step(f"demo-{school.school_id}-own", school.school_id, THIS_YEAR, GOING, len(USUAL),
                   course.own, CAPTAIN, None, BEGUN, opened=_afternoon(LATELY),
                   opened_by=CAPTAIN)  # fmt: skip


def _from_template(school: School, course: Course, each: TemplateStep, place: int) -> Step:
    return Step(
        f"demo-{school.school_id}-{each.key}", school.school_id, THIS_YEAR, each.phase, place,
        each.what, due=each.due(course.started) if course.dated else None,
        template_key=each.key, opened=_afternoon(course.started), opened_by=CAPTAIN,
    )  # fmt: skip


def _comments(
    courses: Mapping[School, Course], named: Mapping[str, Named]
) -> Iterator[Comment]:  # fmt: skip
    for school, course in courses.items():
        own = school.school_id
        leads = named[own].contact
        for number, (key, person, day, words) in enumerate(course.said):
            yield Comment(
                f"demo-{own}-{number}", own, THIS_YEAR, f"demo-{own}-{key}" if key else "", words,
                person or (leads.name if leads else "The office"), _afternoon(day),
            )  # fmt: skip


def _calls(courses: Mapping[School, Course]) -> Iterator[dict]:
    behind = [school for school, course in courses.items() if course is BEHIND]
    for school, (day, words) in zip(cycle(behind), CALLS, strict=False):
        yield {"call_id": f"demo-{school.school_id}-{day}", "school_id": school.school_id,
               "day": day, "reasons": OVERDUE, "words": words, "person": CAPTAIN,
               "recorded": _afternoon(day), "taken_back": None}  # fmt: skip


def _afternoon(day: date) -> datetime:
    return datetime.combine(day, AFTERNOON)
