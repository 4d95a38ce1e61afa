"""Problems in which rules tie students together, which no assignment of single places can hold.

An integer program, solved level by level: with ties one student more may cost two of the level
below, so that no weights order the levels strictly.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sm_core.matching.block import LEVELS, RESERVED, Block

EXACTLY = {"mip_rel_gap": 0.0}


def solve_tied(block: Block) -> np.ndarray:
    """As `solve`, for a block with ties."""
    program = _Program.of(block)
    goals = [program.on_level(level) for level in range(LEVELS)]
    if block.lot is not None:
        goals.append(program.per_student(block.lots))
    for goal in goals:
        if goal.any():
            program = program.holding(goal, program.best(goal)[0])
    _, values = program.best(program.points())
    found = np.full(block.size, -1)
    chosen = np.rint(values[: len(program.rows)]) == 1
    found[program.rows[chosen]] = program.columns[chosen]
    return found


@dataclass(frozen=True, eq=False)
class _Program:
    """The variables are a yes or no per allowed pair (`rows`, `columns`), then how full each place
    is, then how many places of each reserve are used; `limits` are (matrix, least, most)."""

    block: Block
    rows: np.ndarray
    columns: np.ndarray
    costs: np.ndarray
    owners: np.ndarray
    limits: tuple[tuple, ...]

    @classmethod
    def of(cls, block: Block) -> _Program:
        rows, columns = np.nonzero(block.allowed)
        owners, _, costs = block.slots
        bare = cls(block, rows, columns, costs, owners, ())
        limits = (*bare._one_mentor(), *bare._places(), *bare._reserves(), *bare._ties())
        return cls(block, rows, columns, bare.costs, owners, limits)

    @property
    def size(self) -> int:
        return len(self.rows) + len(self.owners) + len(self.block.reserves)

    def _of(self, pairs=0, places=0, reserve: int | None = None) -> np.ndarray:
        """One number per variable."""
        whole = np.zeros(self.size)
        whole[: len(self.rows)] = pairs
        whole[len(self.rows) : len(self.rows) + len(self.owners)] = places
        if reserve is not None:
            whole[len(self.rows) + len(self.owners) + reserve] = -1
        return whole

    def _one_mentor(self):
        """At most one mentor per student."""
        for row in np.unique(self.rows):
            yield self._of(self.rows == row), -np.inf, 1

    def _places(self):
        """A mentor's students are in their places; those fill from the cheapest on by themselves,
        because each costs more than the one before."""
        for mentor in np.unique(self.columns):
            yield self._of(self.columns == mentor, -1.0 * (self.owners == mentor)), 0, 0

    def _reserves(self):
        """No more places of a reserve are used than severe students are served."""
        for number in range(len(self.block.reserves)):
            mine = self.block.may_use(number)[self.rows]
            yield self._of(mine, reserve=number), 0, np.inf

    def _ties(self):
        for one, other, together in self.block.ties:
            for mentor in range(len(self.block.places)):
                first = (self.rows == one) & (self.columns == mentor)
                second = (self.rows == other) & (self.columns == mentor)
                if together:
                    yield self._of(first * 1.0 - second), 0, 0
                elif first.any() and second.any():
                    yield self._of(first | second), -np.inf, 1

    def on_level(self, level: int) -> np.ndarray:
        """How many are served on a level, as `Block.served` counts."""
        count = self._of(self.block.level[self.rows] == level)
        for number in range(len(self.block.reserves)):
            used = self._of(reserve=number)
            if level == RESERVED:
                count -= used
            elif level == self.block.level[self.block.may_use(number)].max(initial=-1):
                count += used
        return count

    def per_student(self, numbers: np.ndarray) -> np.ndarray:
        return self._of(numbers[self.rows])

    def points(self) -> np.ndarray:
        return self._of(self.block.points[self.rows, self.columns], -self.costs)

    def holding(self, goal: np.ndarray, reached: int) -> _Program:
        """The same, of solutions only that reach so much of the goal."""
        limits = (*self.limits, (goal, reached, np.inf))
        return _Program(self.block, self.rows, self.columns, self.costs, self.owners, limits)

    def best(self, goal: np.ndarray) -> tuple[int, np.ndarray]:
        """The most of a goal that can be, a whole number, and the variables."""
        from scipy.optimize import Bounds, LinearConstraint, milp
        from scipy.sparse import csr_array

        matrix, least, most = zip(*self.limits, strict=True)
        upper = np.ones(self.size)
        upper[len(self.rows) + len(self.owners) :] = [
            self.block.kept(number) for number in range(len(self.block.reserves))
        ]
        whole = np.zeros(self.size)
        whole[: len(self.rows)] = 1
        limits = LinearConstraint(csr_array(np.array(matrix)), least, most)
        solved = milp(-goal, integrality=whole, bounds=Bounds(0, upper), constraints=limits,
                      options=EXACTLY)  # fmt: skip
        assert solved.success, solved.message
        return round(-solved.fun), solved.x
