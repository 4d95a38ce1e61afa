"""Reviews made by hand, for tests of what is said of them: Lincoln, Friday, January 30, 2026."""

from datetime import date, datetime
from decimal import Decimal

from sm_core.actions.action import Action
from sm_core.review.facts import Facts, Lately, Program
from sm_core.review.figures import Figures, LastWeek
from sm_core.review.kept import kept_names
from sm_core.review.listed import Name
from sm_core.review.prepare import Prepared, Told
from sm_core.review.reasons import WORSE, Reason
from sm_core.review.record import DISCUSSED, Decision, Review
from sm_core.review.settings import USUAL
from sm_core.schools import School
from tests.invented import LINC, NAMES, ROSA

MONDAY, DAY = date(2026, 1, 26), date(2026, 1, 30)
NOON = datetime(2026, 1, 30, 12)
SCHOOL = School(LINC, "Lincoln Middle School", DAY, date(2025, 8, 25))
WORSE_ = Reason(WORSE, "worse")
FIGURES = Figures(DAY, 157, 612, 40, date(2026, 1, 23), 154, 610, date(2025, 1, 30), 157, 600)


def known(student=ROSA, name=None, program=None, lately=None, **more):
    """Facts of a student: missed 14 of 92 days."""
    first, last = NAMES.get(student, ("", ""))
    values = {
        "name": f"{first} {last}".strip() if name is None else name, "sort_name": last,
        "grade": "7", "grade_order": 7, "school_id": LINC, "school": SCHOOL.name, "enrolled": True,
        "days": Decimal(92), "missed": Decimal(14), "tier": "moderate_chronic", "few_days": False,
        "through": DAY,
    } | more  # fmt: skip
    lately = Lately(**{"known": 92, "worse_now": 5, "worse_before": 1} | (lately or {}))
    return Facts(student, **values, lately=lately, program=Program(**program or {}))


def prepared(*facts, listed=None, reviews=(), actions=(), day=DAY, last=None, figures=FIGURES):
    """The review of these students, of whom the first `listed` stand on the list, worse."""
    count = len(facts) if listed is None else listed
    names = tuple(Name(place, each, (WORSE_,)) for place, each in enumerate(facts[:count], 1))
    told = Told(MONDAY, USUAL, tuple(reviews), {a.action_id: a for a in actions})
    everybody = {each.student_id: each for each in facts}
    return Prepared(
        SCHOOL, MONDAY, day, min(day, DAY), told, everybody, names, figures, last or LastWeek()
    )


def review(of, state="open", decisions=(), monday=MONDAY, **more):
    """A review that kept the list of `of` as it stands."""
    values = {"figures": of.figures.to_json(), "started": NOON, "started_by": "Ms. Chen",
              "names": kept_names(of), "decisions": tuple(decisions)}  # fmt: skip
    if state == "closed":
        values |= {"closed": NOON, "closed_by": "Ms. Chen"}
    return Review(LINC, monday, state, DAY, DAY, **values | more)


def decision(student=ROSA, kind=DISCUSSED, note="", monday=MONDAY, recorded=NOON, **more):
    said = f"{student}-{monday}-{recorded}"
    return Decision(said, LINC, monday, student, kind, (), note, recorded=recorded, **more)


def action(what="Call home", owner="Ms. Chen", due=date(2026, 2, 6), student=ROSA, **more):
    values = {"opened": NOON, "monday": MONDAY} | more
    return Action(f"{what}-{owner}-{due}", LINC, what, owner, due, student, **values)
