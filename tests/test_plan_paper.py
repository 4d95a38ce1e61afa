"""The plan of a school on paper, and where its goals stand."""

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

import pytest

from sm_core.papers.plan_paper import plan_paper
from sm_core.papers.sheet import typeset_sheet
from sm_core.papers.sheet_html import sheet_page
from sm_core.plans.plan import (
    BEGUN,
    CHRONIC,
    DONE,
    GOING,
    MENTORED,
    MENTORS,
    START,
    Comment,
    Plan,
    Step,
    Target,
)
from sm_core.plans.seen import See
from sm_core.plans.targets import Now
from sm_core.progress.funnel import Funnel
from sm_core.progress.goals import standing
from sm_core.progress.held import Held
from sm_core.progress.record import Progress
from sm_core.progress.tiers import NOBODY, SchoolTiers
from sm_core.schools import School
from tests.invented import LINC
from tests.mentor_cast import TODAY, YEAR
from tests.paper_text import html_text, pdf_pages
from tests.plan_cast import STARTED

THROUGH = date(2026, 1, 28)
LINCOLN = School(LINC, "Lincoln Middle School", THROUGH)
TOLD = Step("1", LINC, YEAR, START, 1, "Families are told", "Ms. Chen", date(2026, 1, 23), BEGUN,
            template_key="notices")  # fmt: skip
NAMED = Step("2", LINC, YEAR, START, 2, "A coordinator is named", "Joan Hall", STARTED, DONE,
             STARTED, template_key="coordinator")  # fmt: skip
OWN = Step("3", LINC, YEAR, GOING, 3, "Ask the #alumni", "", None)
GOAL = Target(MENTORED, 0, None, STARTED, Decimal(30), date(2026, 5, 29))
SAID = Comment("c", LINC, YEAR, "1", "I call today.", "Ms. Chen", datetime(2026, 1, 29, 9))
PLAN = Plan(LINC, YEAR, STARTED, made_by="Ms. Chen", steps=(TOLD, NAMED, OWN), targets=(GOAL,),
            comments=(SAID,))  # fmt: skip
SEEN = {"notices": See("9 of 9 families of chosen students were told.", True)}


def tiers(rated, chronic):
    counts = NOBODY.tiers | {"satisfactory": rated - chronic, "severe_chronic": chronic}
    return SchoolTiers(counts, few_days=60 - rated, enrolled=50)


def progress(now=NOBODY, plan=PLAN, **more):
    given = {"funnel": Funnel(chosen=12, matched=10), "mentors": 4} | more
    return Progress(LINCOLN, TODAY, TODAY, now, given["funnel"], 0, 0, 0, 0, STARTED,
                    Held(), plan, given["mentors"])  # fmt: skip


@pytest.mark.parametrize(
    ("rated", "chronic", "few"), [(9, 2, True), (10, 2, False), (11, 3, False), (0, 0, True)]
)
def test_a_rate_of_fewer_than_ten_is_marked(rated, chronic, few):
    now = standing(progress(tiers(rated, chronic)))
    assert now[MENTORED] == Now(10, None, TODAY)
    assert now[MENTORS] == Now(4, None, TODAY)
    assert now[CHRONIC] == Now(chronic, rated, THROUGH, few)
    assert now[CHRONIC].known is (rated > 0)


@pytest.fixture(scope="module")
def paper():
    found = progress()
    return plan_paper(found, standing(found), SEEN, date(2026, 2, 2))


def test_the_paper_has_goals_steps_and_comments(paper):
    pages = pdf_pages(typeset_sheet(paper))
    assert len(pages) == 1
    for text in (pages[0], html_text(sheet_page(paper))):
        for words in (
            "School plan as of Jan 30, 2026 · printed Feb 2, 2026", "Lincoln Middle School",
            "1 of 3 steps done, 1 overdue.", "plan of 2025-26, begun Sep 2, 2025 by Ms. Chen",
            "1 open step has no day", "Goal: 30 by May 29, 2026", "20 more to go",
            "Start-up: 1 of 2 done", "Implementation: 0 of 1 done", "Ask the #alumni",
            "Overdue, due Jan 23, 2026", "It looks done; say so if it is.",
            "Ms. Chen, Jan 29, 2026 on “Families are told”: I call today.",
        ):  # fmt: skip
            assert words in text, words


def test_a_plan_without_goals_and_comments_has_no_such_part():
    bare = replace(PLAN, targets=(), comments=(), steps=(NAMED,))
    made = plan_paper(progress(plan=bare), {}, {}, TODAY)
    headings = [block["text"] for block in made["blocks"] if block["is"] == "heading"]
    assert headings == ["Start-up: 1 of 1 done"]
    assert "has no day" not in str(made)
