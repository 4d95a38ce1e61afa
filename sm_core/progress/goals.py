"""What each goal of a plan is to be compared with: where the school stands now."""

from __future__ import annotations

from sm_core.plans.plan import CHRONIC, MENTORED, MENTORS
from sm_core.plans.targets import Now
from sm_core.progress.moments import FEW
from sm_core.progress.record import Progress


def standing(found: Progress) -> dict[str, Now]:
    """By measure of a plan. A closed school has nobody to count for a rate."""
    now = found.now
    return {
        MENTORED: Now(found.funnel.matched, None, found.day),
        MENTORS: Now(found.mentors, None, found.day),
        CHRONIC: Now(now.chronic, 0 if found.closed else now.rated, found.through or found.as_of,
                     now.rated < FEW),
    }  # fmt: skip
