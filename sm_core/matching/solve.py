"""Solves one problem to its proven optimum, the same whatever the order of the input."""

from __future__ import annotations

import numpy as np

from sm_core.matching.block import RESERVED, Block


def solve(block: Block) -> np.ndarray:
    """A mentor's column per student, -1 for none: the best of all, first by `served`, then by lots,
    then by `total`."""
    if not block.allowed.any() or not block.places.any():
        return np.full(block.size, -1)
    if block.ties:
        from sm_core.matching.solve_tied import solve_tied

        return solve_tied(block)
    return _assign(block)


def _assign(block: Block) -> np.ndarray:
    """Linear assignment of students to single places, which is exact and needs no search.

    Every student is given a column: a place of a mentor, or one that stands for none. Those are
    where the reserve comes in: of the severe students only as many may go without a mentor for
    nothing as no place is kept for; each one more costs what a kept place is worth.
    """
    from scipy.optimize import linear_sum_assignment

    rows = np.flatnonzero(block.allowed.any(axis=1))
    slots = [block.slot_costs(mentor) for mentor in range(len(block.places))]
    owners = np.repeat(np.arange(len(slots)), [len(costs) for costs in slots])
    costs = np.concatenate(slots) - block.worth[rows][:, owners]
    costs = np.where(block.allowed[rows][:, owners], costs, np.inf)
    solved, columns = linear_sum_assignment(np.hstack([costs, _without(block, rows)]))
    found = np.full(block.size, -1)
    matched = columns < len(owners)
    found[rows[solved[matched]]] = owners[columns[matched]]
    return found


def _without(block: Block, rows: np.ndarray) -> np.ndarray:
    """What it costs each of the rows to have no mentor; infinite in another reserve's columns."""
    pools = [(block.may_use(number)[rows], block.kept(number))
             for number in range(len(block.reserves))]  # fmt: skip
    others = np.ones(len(rows), dtype=bool)
    columns = []
    for mine, kept in pools:
        others &= ~mine
        columns += [_column(mine, _kept_worth(block, rows) if n < kept else 0)
                    for n in range(int(mine.sum()))]  # fmt: skip
    columns += [_column(others, 0)] * int(others.sum())
    return np.column_stack(columns)


def _column(mine: np.ndarray, cost: np.ndarray | int) -> np.ndarray:
    return np.where(mine, cost, np.inf)


def _kept_worth(block: Block, rows: np.ndarray) -> np.ndarray:
    return block.level_worth(RESERVED) - block.level_worth(block.level[rows])
