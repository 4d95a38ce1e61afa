"""What becomes of the suggestions of a district some weeks later."""

import zlib
from dataclasses import dataclass, replace

import numpy as np

from sm_core.matching.blocks import solve_pool
from sm_core.matching.settings import BEST
from sm_core.matching.solve import solve
from tests.match_people import later

CHANGED = 0.10
"""The part of the fits, or of the students, of whom something else is known now."""


@dataclass(frozen=True)
class Again:
    """Shares of the pairs of before whose two are still there: those that stay, that get another
    mentor and that end; and the fit lost against matching anew."""

    kept: float
    moved: float
    dropped: float
    lost: float

    def __str__(self) -> str:
        return (
            f"{self.kept:6.1%} kept {self.moved:6.1%} moved {self.dropped:6.1%} dropped "
            f"{self.lost:6.2%} of the fit lost"
        )


def own(each, changed):
    """The fits that the product counts."""
    return each.grid.fits


def drawn(each, changed):
    """Fits of 0 to 1000 by chance, the same for the same two; a part has changed by 100."""
    mentors = [int(mentor.mentor_id[-3:]) for mentor in each.grid.mentors]
    table = [_chance(s.student_id).integers(0, BEST + 1, 100) for s in each.grid.students]
    fits = np.array(table)[:, mentors]
    if changed:
        rng = _chance(each.grid.students[0].school_id)
        fits += np.where(rng.random(fits.shape) < CHANGED, rng.choice([-100, 100], fits.shape), 0)
    return fits.clip(0, BEST)


def _chance(name):
    return np.random.default_rng(zlib.crc32(name.encode()))


def again(pool, bonuses, fits, seed=7):
    """By bonus for keeping, what becomes of the suggestions for the pool."""
    now = later(pool, seed, noted=CHANGED if fits is own else 0)
    then, _ = _matched(pool, {}, 0, fits, changed=False)
    had = {s: m for s, m in then.items() if m in now.mentor and s in now.student}
    _, best = _matched(now, then, 0, fits, changed=True)
    return {
        bonus: _compared(had, *_matched(now, then, bonus, fits, changed=True), best)
        for bonus in bonuses
    }


def _matched(pool, before, bonus, fits, changed):
    """(mentor by student, fit of all)."""
    settings, pairs, fit = replace(pool.settings, keep=bonus), {}, 0
    for each in solve_pool(replace(pool, before=before, settings=settings)):
        points = fits(each, changed)
        bonuses = each.block.points - each.grid.fits
        found = replace(each, assigned=solve(replace(each.block, points=points + bonuses)))
        rows = np.flatnonzero(found.assigned >= 0)
        pairs |= found.pairs
        fit += int(points[rows, found.assigned[rows]].sum())
    return pairs, fit


def _compared(had, pairs, fit, best):
    now = [(mentor, pairs.get(student, "")) for student, mentor in had.items()]
    kept = sum(a == b for a, b in now)
    dropped = sum(not b for _, b in now)
    moved = len(now) - kept - dropped
    return Again(kept / len(now), moved / len(now), dropped / len(now), 1 - fit / best)
