"""Why a student is listed for the weekly review: each reason a rule of its own, with its words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from sm_core.definitions import STANDARD, TIER_WORDS, TIERS
from sm_core.review.facts import Facts
from sm_core.review.settings import Thresholds
from sm_core.student_words import short_day
from sm_core.targeting.supports import NONE

SEVERE, RUNNING, WORSE, STUCK, TIER = "severe", "running", "worse", "stuck", "tier"
CONTACT, PERMISSION, MENTOR, BETTER = "contact", "permission", "mentor", "better"
CARRIED, LEFT = "carried", "left"
POINTS = {
    CARRIED: 5, SEVERE: 6, RUNNING: 8, WORSE: 4, STUCK: 4, TIER: 1, CONTACT: 2, PERMISSION: 2,
    MENTOR: 4, BETTER: 0, LEFT: 0,
}  # fmt: skip
"""What each is worth in the order of the list: those come first who need most at once, and whoever
was left undecided. The order of the reasons is that of the agenda."""
TIER_POINTS = {"at_risk": 0, "moderate_chronic": 2, "severe_chronic": 4}
"""What stands beside the reasons: who has missed most so far comes first of those alike. Whoever
is listed for good news alone gets none."""
LABELS = {
    CARRIED: "carried over", SEVERE: "severe, no mentor or support", RUNNING: "days running",
    WORSE: "worse", STUCK: "no improvement", TIER: "new to a tier", CONTACT: "too few contacts",
    PERMISSION: "waiting for permission", MENTOR: "no mentor", BETTER: "better",
    LEFT: "no longer at this school",
}  # fmt: skip


@dataclass(frozen=True)
class Reason:
    """Why a student is listed. `mark` tells one case of a kind from the next: the tier reached, the
    first day of a run; a talk about the one says nothing of the other."""

    kind: str
    words: str
    mark: str = ""

    @property
    def key(self) -> str:
        return f"{self.kind} {self.mark}".strip()


MOVED = Reason(LEFT, LABELS[LEFT])
"""Of somebody carried over; one decision clears the name."""


def reasons(facts: Facts, rules: Thresholds) -> list[Reason]:
    """Every reason that holds for a student now, in the order of `POINTS`; [] for none, and for
    one who is no longer enrolled."""
    return list(_reasons(facts, rules)) if facts.enrolled else []


def _reasons(facts: Facts, rules: Thresholds) -> Iterator[Reason]:
    lately, program = facts.lately, facts.program
    if facts.tier == TIERS[-1] and not is_early(facts) and _has_nobody(facts):
        yield Reason(SEVERE, "severe, neither mentor nor support")
    if lately.run >= rules.running:
        since = f"absent {lately.run} days running, since {short_day(lately.run_since)}"
        yield Reason(RUNNING, since, lately.run_since.isoformat())
    if is_worse(facts, rules):
        yield Reason(WORSE, "worse")
    if is_stuck(facts, rules):
        yield Reason(STUCK, f"no improvement in {rules.stuck_weeks} weeks with a mentor")
    if lately.tier_now > lately.tier_before and not is_early(facts):
        tier = TIERS[lately.tier_now]
        yield Reason(TIER, f"new: {TIER_WORDS[tier].lower()}", tier)
    if program.logged < program.asked:
        told = f"{program.logged} of {program.asked} contacts logged last week"
        yield Reason(CONTACT, told if program.logged else "no contact logged last week")
    if program.waits:
        yield Reason(PERMISSION, "waiting for permission")
    if program.chosen and not program.mentors:
        yield Reason(MENTOR, "no mentor, the family said no" if program.said_no else "no mentor")
    if is_better(facts, rules):
        yield Reason(BETTER, "better")


def points(facts: Facts, why: Iterable[Reason]) -> int:
    """What a student with these reasons is worth in the order of the list."""
    worth = sum(POINTS[reason.kind] for reason in why)
    return worth and worth + (0 if is_early(facts) else TIER_POINTS.get(facts.tier, 0))


def is_early(facts: Facts) -> bool:
    """Whether too few days are known for the word of a tier (DESIGN rule 6)."""
    return facts.days < STANDARD.early_days


def _has_nobody(facts: Facts) -> bool:
    return not facts.program.mentors and facts.program.support == NONE


def is_worse(facts: Facts, rules: Thresholds) -> bool:
    """Missed `worse_missed` or more of the last days, and more than in as many before, all of
    which are known."""
    lately = facts.lately
    if lately.known < 2 * rules.worse_days:
        return False
    return lately.worse_now >= rules.worse_missed and lately.worse_now > lately.worse_before


def is_better(facts: Facts, rules: Thresholds) -> bool:
    """Missed `better_most` or less of the last days after `better_after` or more in as many before,
    all of which are known."""
    lately = facts.lately
    if lately.known < 2 * rules.better_days:
        return False
    return lately.better_now <= rules.better_most and lately.better_before >= rules.better_after


def is_stuck(facts: Facts, rules: Thresholds) -> bool:
    """Whether a student with `stuck_weeks` of five school days or more with a mentor missed at
    least a tenth of the last so many days, and no smaller share than of those before the match;
    under ten days before it say nothing."""
    lately, days = facts.lately, rules.stuck_weeks * 5
    if lately.with_mentor < days or lately.stuck_before_days < STANDARD.few_days:
        return False
    is_chronic = lately.stuck_now * 100 >= STANDARD.moderate * days
    return is_chronic and lately.stuck_now * lately.stuck_before_days >= lately.stuck_before * days


def carried_over(since: date) -> Reason:
    return Reason(CARRIED, f"carried over from {short_day(since)}", since.isoformat())
