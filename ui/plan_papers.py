"""The plan of a school as a file and on paper."""

from sm_core.papers.plan_paper import plan_paper
from sm_core.plans.table import steps_table
from sm_core.progress.goals import standing
from ui import cached_plan, session
from ui.cached_plan import Own
from ui.downloads import in_a_file_name, offer, offer_prints


def offers(own: Own) -> None:
    """Its steps for a spreadsheet, and the whole plan to print."""
    file = f"plan-{in_a_file_name(own.school_id)}-{own.view.day}"
    offer(own.view, file, "Plan", f"plan {own.school_id}", lambda: _table(own), across=True)

    def made() -> dict:
        seen = cached_plan.seen(own)
        return plan_paper(own.found, standing(own.found), seen, session.today())

    offer_prints(own.view, file, made)


def _table(own: Own):
    seen = {key: see.words for key, see in cached_plan.seen(own).items()}
    return steps_table(own.plan, seen, own.view.day)
