"""What the weekly review says of its thresholds."""

from __future__ import annotations

from sm_core.definitions import STANDARD
from sm_core.exports import plain_number
from sm_core.review.settings import Thresholds
from sm_core.targeting.words import counted

FIELDS = {
    "worse_missed": "Worse: days missed", "worse_days": "Worse: of so many school days",
    "better_most": "Better: days missed at most", "better_after": "Better: days missed before",
    "better_days": "Better: of so many school days", "running": "Days running: absent days",
    "stuck_weeks": "No improvement: weeks with a mentor",
    "margin": "New to a tier: points over its bound", "shown": "Names shown first",
    "quiet_weeks": "Weeks that a talk keeps a name off", "quarter_days": "School days of a quarter",
}  # fmt: skip
"""What the fields that change each threshold are called."""


def rules_words(rules: Thresholds) -> list[str]:
    """A sentence per reason, in the order of the agenda, and what keeps a name off the list; as
    Markdown."""
    quiet = counted(rules.quiet_weeks, "week", "weeks")
    return [
        "**Carried over**: left without a decision on the list before, or deferred to this week; "
        "of whoever is no longer at the school the name alone.",
        f"**Severe, no mentor or support**: missed {STANDARD.severe}% or more of the days so far, "
        "and has neither a mentor nor intensive support.",
        f"**Days running**: absent on {rules.running} school days or more in a row, up to the last "
        "day known.",
        f"**Worse**: missed {rules.worse_missed} or more of the last {rules.worse_days} school "
        f"days, and more than of the {rules.worse_days} before.",
        f"**No improvement**: {counted(rules.stuck_weeks, 'week', 'weeks')} or more with a mentor, "
        f"missed {STANDARD.moderate}% or more of the last {5 * rules.stuck_weeks} school days, "
        f"and no smaller share than before the match. It is not told where fewer than "
        f"{STANDARD.few_days} school days of this school year came before the match, so never of "
        "one that goes on from last year.",
        f"**New to a tier**: reached a worse tier since the last day that the review before knew "
        f"(without one: in the last week with data), by {plain_number(rules.margin)} points or "
        f"more over its bound. One reached in the first {STANDARD.early_days} days is told after "
        "them; where totals count, none is.",
        "**Too few contacts**: fewer logged last week than the standard of Contacts asks for.",
        "**Waiting for permission**: chosen, and the family has still to be told or asked.",
        "**No mentor**: chosen, and not matched.",
        f"**Better**: missed {rules.better_most} or less of the last {rules.better_days} school "
        f"days, after {rules.better_after} or more of the {rules.better_days} before.",
        f"Whoever was talked about stays off the list for the same reason for {quiet}, and while "
        "an action about them is open and not overdue.",
        f"The first {rules.shown} are shown; those of them left undecided carry over. A quarter "
        f"has {rules.quarter_days} school days.",
    ]
