"""Problems in which rules tie students together, which no assignment of single places can hold.

An integer program, solved level by level: with ties one student more may cost two of the level
below, so that no weights order the levels strictly. Only the tied students have to be decided by
it; with these given, all others are an assignment of places again.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np

from sm_core.matching.block import LEVELS, RESERVED, Block

EXACTLY = {"mip_rel_gap": 0.0}
OPTIMAL, INFEASIBLE = 0, 2
"""What `milp` says of how it went."""


def solve_tied(block: Block, untied: np.ndarray) -> dict[int, int]:
    """The column of each tied student (-1 for none) in the best solution there is; `untied` is the
    best one without the ties."""
    program = _Program.of(block)
    levels = [program.on_level(level) for level in range(LEVELS)]
    last = [program.points()]
    if block.lot is not None:
        last.insert(0, program.of_pairs(block.lots[program.rows]))
    # Ties serve nobody more, so as many as without them is the most; it can nearly always be had.
    whole = program
    for goal, reached in zip(levels, block.served(untied), strict=True):
        whole = whole.holding(goal, reached)
    found = whole.best_of(last)
    return program.decided(program.best_of([*levels, *last]) if found is None else found)


@dataclass(frozen=True, eq=False)
class _Program:
    """The variables are a yes or no per allowed pair (`rows`, `columns`), then how full each place
    is, then how many places of each reserve are used; `limits` are (matrix, least, most)."""

    block: Block
    rows: np.ndarray
    columns: np.ndarray
    limits: tuple[tuple, ...] = ()

    @classmethod
    def of(cls, block: Block) -> _Program:
        bare = cls(block, *np.nonzero(block.allowed))
        limits = (bare._one_mentor(), bare._places(), *bare._reserves(), *bare._ties())
        return replace(bare, limits=limits)

    @property
    def tied(self) -> np.ndarray:
        return np.unique([row for one, other, _ in self.block.ties for row in (one, other)])

    @property
    def parts(self) -> tuple[int, int, int]:
        return len(self.rows), len(self.block.slots[0]), len(self.block.reserves)

    def _of(self, pairs=0, places=0, reserve: int | None = None) -> np.ndarray:
        """One number per variable; 1 for a reserve."""
        reserves = np.arange(self.parts[2]) == (-1 if reserve is None else reserve)
        values = zip((pairs, places, reserves), self.parts, strict=True)
        return np.concatenate([np.broadcast_to(v, n) for v, n in values]).astype(float)

    def _matrix(self, numbers, lines: np.ndarray, variables: np.ndarray):
        """A number per variable named, each on its line."""
        from scipy.sparse import csr_array

        height = int(lines.max(initial=0)) + 1
        return csr_array((numbers, (lines, variables)), shape=(height, sum(self.parts)))

    def _one_mentor(self) -> tuple:
        """At most one mentor per student."""
        pairs = np.arange(len(self.rows))
        return self._matrix(np.ones(len(pairs)), self.rows, pairs), -np.inf, 1

    def _places(self) -> tuple:
        """A mentor's students are in their places; those fill from the cheapest on by themselves,
        because each costs more than the one before."""
        lines = np.concatenate([self.columns, self.block.slots[0]])
        numbers = self._of(pairs=1, places=-1)[: len(lines)]
        return self._matrix(numbers, lines, np.arange(len(lines))), 0, 0

    def _reserves(self) -> Iterable[tuple]:
        """No more places of a reserve are used than severe students are served."""
        for number in range(len(self.block.reserves)):
            mine = self.block.may_use(number)[self.rows]
            yield self._of(mine) - self._of(reserve=number), 0, np.inf

    def _ties(self) -> Iterable[tuple]:
        """Of two students with each mentor: both or neither, or not both."""
        for one, other, together in self.block.ties:
            pairs = np.flatnonzero((self.rows == one) | (self.rows == other))
            sign = np.where(together & (self.rows[pairs] == other), -1, 1)
            matrix = self._matrix(sign, self.columns[pairs], pairs)
            yield (matrix, 0, 0) if together else (matrix, -np.inf, 1)

    def on_level(self, level: int) -> np.ndarray:
        """How many are served on a level, as `Block.served` counts."""
        count = self.of_pairs(self.block.level[self.rows] == level)
        for number in range(len(self.block.reserves)):
            used = self._of(reserve=number)
            if level == RESERVED:
                count += used
            elif level == self.block.level[self.block.may_use(number)].max(initial=-1):
                count -= used
        return count

    def of_pairs(self, numbers: np.ndarray) -> np.ndarray:
        return self._of(pairs=numbers)

    def points(self) -> np.ndarray:
        return self._of(self.block.points[self.rows, self.columns], -self.block.slots[2])

    def holding(self, goal: np.ndarray, reached: int) -> _Program:
        """The same, of solutions only that reach so much of the goal."""
        return replace(self, limits=(*self.limits, (goal, reached, np.inf)))

    def best_of(self, goals: Iterable[np.ndarray]) -> np.ndarray | None:
        """The variables at the most of the first goal, then of the next, and so on; None where
        nothing is within the limits."""
        program, found = self, None
        for goal in goals:
            if goal.any():
                found = program._best(goal)
                if found is None:
                    return None
                program = program.holding(goal, round(float(goal @ found)))
        return found

    def _best(self, goal: np.ndarray) -> np.ndarray | None:
        """The variables at the most of a goal, which is a whole number."""
        from scipy.optimize import Bounds, milp

        kept = [self.block.kept(number) for number in range(len(self.block.reserves))]
        upper = np.concatenate([np.ones(sum(self.parts[:2])), kept])
        whole = self._of(np.isin(self.rows, self.tied))
        solved = milp(-goal, integrality=whole, bounds=Bounds(0, upper),
                      constraints=self.limits, options=EXACTLY)  # fmt: skip
        assert solved.status in (OPTIMAL, INFEASIBLE), solved.message
        return solved.x

    def decided(self, found: np.ndarray) -> dict[int, int]:
        """The columns of the tied students, -1 for none."""
        yes = np.rint(found[: len(self.rows)]) == 1
        chosen = dict(zip(self.rows[yes].tolist(), self.columns[yes].tolist(), strict=True))
        return {row: chosen.get(row, -1) for row in self.tied.tolist()}
