"""One assignment problem in plain numbers: who may meet whom, and what each pair is worth.

The worth is a whole number per pair, so that the sum of the worths orders all solutions as we
want it: first how many of each level get a mentor, the highest level first; with a draw then who
has the better lots; then the points. One pair more always outweighs every other difference below
it. On such problems weights of 3B, 2B and B order as strictly as B³, B² and B do, because the sets
of students that can be served together form a matroid (Mendelsohn and Dulmage).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

FIRST, RESERVED = 0, 1
"""The levels of pairs that are fixed, and of students with one of the places kept for severe."""
GROUPS = 8
"""Levels of students by the order of their school: its three groups, and all others, each in two:
the priority grades of the school, and who comes later. All severe students of a school are on one,
because the places kept for them are for any of them."""
LEVELS = 2 + GROUPS
FEW = 2000
"""Students in a problem of which numbers stay exact also in as many parts."""
EXACT = 2**53
"""Whole numbers up to here are exact in floating point, which the solvers calculate in."""


@dataclass(frozen=True, eq=False)
class Block:
    """Students in rows, mentors in columns; all numbers are whole.

    `allowed` and `points` (fit and what is added to it) are matrices. `level` is a level per
    student, `reserve_of` the number of the reserve that counts for a severe student (-1 for none),
    `reserves` the places of each; who has one counts as `RESERVED`. `lot` is a number per student,
    0 without a draw, the better the higher. `places` are those left per mentor, `taken` and
    `capacity` say how full a mentor is already; a mentor's k-th student costs
    load * (2k - 1) / capacity points. `ties` are (row, row, whether together or apart). The numbers
    in `points` are of points cut in so many `parts`.
    """

    allowed: np.ndarray
    points: np.ndarray
    level: np.ndarray
    places: np.ndarray
    taken: np.ndarray
    capacity: np.ndarray
    load: int = 0
    lot: np.ndarray | None = None
    reserve_of: np.ndarray | None = None
    reserves: tuple[int, ...] = ()
    ties: tuple[tuple[int, int, bool], ...] = ()
    parts: int = 1

    @property
    def size(self) -> int:
        return len(self.level)

    @cached_property
    def lots(self) -> np.ndarray:
        return np.zeros(self.size, dtype=np.int64) if self.lot is None else self.lot

    @cached_property
    def reserve(self) -> np.ndarray:
        none = np.full(self.size, -1)
        return none if self.reserve_of is None else self.reserve_of

    @cached_property
    def slots(self) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """The places that can be of use, one after the other: whose each is, the how manieth of
        theirs (from 0 on), and what it costs in points, a mentor's first one least."""
        useful = np.minimum(self.places, self.size)
        owners = np.repeat(np.arange(len(useful)), useful)
        nth = np.arange(len(owners)) - np.repeat(np.cumsum(useful) - useful, useful)
        k = self.taken[owners] + 1 + nth
        costs = self.load * (2 * k - 1) // self.capacity[owners]
        return owners, nth, costs * self.parts

    @cached_property
    def step(self) -> tuple[int, int]:
        """What one lot and one level are worth, each more than all that is below it."""
        owners, _, costs = self.slots
        most = min(self.size, len(owners))
        worst = int(costs.max(initial=0)) + int(np.abs(self.points).max(initial=0)) + 1
        lot = most * worst + 1
        return lot, most * (int(self.lots.max(initial=0)) * lot + worst) + 1

    @property
    def is_exact(self) -> bool:
        """Whether the numbers are small enough for one solution to weigh all of them."""
        return LEVELS * self.step[1] * max(self.size, 1) < EXACT

    def level_worth(self, level: np.ndarray | int) -> np.ndarray | int:
        return (LEVELS - level) * self.step[1]

    @cached_property
    def worth(self) -> np.ndarray:
        """Of each pair, without what the place of the mentor costs."""
        assert self.is_exact, f"{self.size} students at once"
        own = self.level_worth(self.level) + self.lots * self.step[0]
        return own[:, None] + self.points

    def may_use(self, reserve: int) -> np.ndarray:
        """The students who may have a place of the reserve; all of one level. Those who are fixed
        have theirs."""
        return (self.reserve == reserve) & (self.level > RESERVED)

    def kept(self, reserve: int) -> int:
        """Places of the reserve for others than those who are fixed."""
        return max(self.reserves[reserve] - int(self._fixed(reserve).sum()), 0)

    def _fixed(self, reserve: int) -> np.ndarray:
        return (self.reserve == reserve) & (self.level == FIRST) & self.allowed.any(axis=1)

    def served(self, assigned: np.ndarray) -> tuple[int, ...]:
        """Students with a mentor on each level; `assigned` is a column per student, -1 for none."""
        has, counts = assigned >= 0, np.zeros(LEVELS, dtype=int)
        np.add.at(counts, self.level[has], 1)
        for number in range(len(self.reserves)):
            kept = self.level[has & self.may_use(number)][: self.kept(number)]
            np.subtract.at(counts, kept, 1)
            counts[RESERVED] += len(kept)
        return tuple(int(n) for n in counts)

    def total(self, assigned: np.ndarray) -> int:
        """The points of a solution, less what the places cost."""
        rows = np.flatnonzero(assigned >= 0)
        owners, nth, costs = self.slots
        students = np.bincount(assigned[rows], minlength=len(self.places))
        fits = self.points[rows, assigned[rows]].sum()
        return int(fits - costs[nth < students[owners]].sum())

    def fixed(self, row: int, column: int) -> Block:
        """The same problem with one student fixed to one mentor."""
        allowed, level = self.allowed.copy(), self.level.copy()
        allowed[row] = False
        allowed[row, column] = True
        level[row] = FIRST
        return replace(self, allowed=allowed, level=level)

    def staying_near(self, assigned: np.ndarray) -> Block:
        """The same problem, but of solutions that are equally good the one is best that has most
        pairs of this one. Not in a draw, where there would be too many parts to be exact."""
        if self.lot is not None or self.size > FEW:
            return self
        points = self.points * (self.size + 1)
        rows = np.flatnonzero(assigned >= 0)
        points[rows, assigned[rows]] += 1
        return replace(self, points=points, parts=self.size + 1)

    def of_places(self) -> Block:
        """The problem of who has a place at all, whoever it is with."""
        return replace(self, points=np.zeros_like(self.points), load=0)

    def of_pairs(self, served: np.ndarray) -> Block:
        """The problem of who meets whom, once it is known who is served."""
        return replace(
            self, allowed=self.allowed & served[:, None], level=np.full(self.size, FIRST), lot=None,
            reserve_of=None, reserves=(),
        )  # fmt: skip

    def decided(self, row: int, column: int) -> Block:
        """The problem of all others, once the student meets the mentor (-1 for none)."""
        allowed, places, taken = self.allowed.copy(), self.places.copy(), self.taken.copy()
        reserves, reserve = list(self.reserves), int(self.reserve[row])
        if reserve >= 0 and (column >= 0 or self._fixed(reserve)[row]):
            reserves[reserve] -= 1
        allowed[row] = False
        if column >= 0:
            places[column] -= 1
            taken[column] += 1
        return replace(
            self, allowed=allowed, places=places, taken=taken, reserves=tuple(reserves), ties=()
        )
