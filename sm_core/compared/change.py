"""The change of a chronic rate since a year before, as wide as chance makes it uncertain.

Newcombe's interval for the difference of two shares, with the exact limits of Clopper and Pearson
for each, at a level that holds for all schools looked at together (Bonferroni). Many students are
the same in both years, which makes the truth steadier than two groups of strangers: the interval is
wide enough, and wider than it would have to be.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import hypot

from sm_core.compared.record import Count

LEVEL = 0.05
"""For all schools together: where nothing changed anywhere, a word falls at most so often."""
IMPROVING, WORSENING, NOT_TOLD = "improving", "worsening", "not told apart"


@dataclass(frozen=True)
class Change:
    """From `before` to `now` the rate moved by `points` (of percent), between `low` and `high` as
    far as chance lets it be known; a rate that falls is negative."""

    before: Count
    now: Count
    low: float
    high: float

    @property
    def points(self) -> float:
        return 100 * (self.now.chronic / self.now.rated - self.before.chronic / self.before.rated)

    @property
    def students(self) -> int:
        return self.now.chronic - self.before.chronic

    @property
    def word(self) -> str:
        """One of those above: the bar that crosses or touches zero tells nothing."""
        if self.high < 0:
            return IMPROVING
        return WORSENING if self.low > 0 else NOT_TOLD


def change(before: Count, now: Count, together: int) -> Change:
    """One of `together` changes that are looked at; both counts have students."""
    level = LEVEL / together
    (low_0, high_0), (low_1, high_1) = share_between(before, level), share_between(now, level)
    rate_0, rate_1 = before.chronic / before.rated, now.chronic / now.rated
    moved = rate_1 - rate_0
    return Change(
        before, now,
        100 * (moved - hypot(rate_1 - low_1, high_0 - rate_0)),
        100 * (moved + hypot(high_1 - rate_1, rate_0 - low_0)),
    )  # fmt: skip


def share_between(count: Count, level: float) -> tuple[float, float]:
    """The exact limits of Clopper and Pearson for a share: wrong at most so often as `level`."""
    from scipy.special import betaincinv

    chronic, other = count.chronic, count.rated - count.chronic
    low = float(betaincinv(chronic, other + 1, level / 2)) if chronic else 0.0
    high = float(betaincinv(chronic + 1, other, 1 - level / 2)) if other else 1.0
    return low, high
