"""Solves one problem to its proven optimum, the same whatever the order of the input."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from sm_core.matching.block import RESERVED, Block


def solve(block: Block) -> np.ndarray:
    """A mentor's column per student, -1 for none: the best of all, first by `served`, then by lots,
    then by `total`."""
    if not block.allowed.any() or not block.places.any():
        return np.full(block.size, -1)
    found = _assign(block)
    if _keeps(block.ties, found):
        return found
    from sm_core.matching.solve_tied import solve_tied

    decided = solve_tied(block, found)
    for row, column in decided.items():
        block = block.decided(row, column)
    found = _assign(block)
    found[list(decided)] = list(decided.values())
    return found


def _keeps(ties: Iterable[tuple[int, int, bool]], assigned: np.ndarray) -> bool:
    return all(
        assigned[one] == assigned[other] if together
        else assigned[one] < 0 or assigned[one] != assigned[other]
        for one, other, together in ties
    )  # fmt: skip


def _assign(block: Block) -> np.ndarray:
    """The best solution without the ties. Where a draw is among so many that lots and points do not
    go into one number exactly, first who is served, which lots settle, then their pairs."""
    if block.lot is None or block.is_exact:
        return _at_once(block)
    return _at_once(block.of_pairs(_at_once(block.of_places()) >= 0))


def _at_once(block: Block) -> np.ndarray:
    """Linear assignment of students to single places, which is exact and needs no search. A pair
    that may not be is worth nothing and dropped afterwards; all others are worth more."""
    from scipy.optimize import linear_sum_assignment

    rows = np.flatnonzero(block.allowed.any(axis=1))
    owners, _, costs = block.slots
    above, spare = _reserves(block, rows)
    worth = (block.worth[rows] + above[:, None])[:, owners] - costs
    matrix = np.hstack([np.where(block.allowed[rows][:, owners], worth, 0), *spare])
    solved, columns = linear_sum_assignment(matrix, maximize=True)
    pairs = (columns < len(owners)) & (matrix[solved, columns] > 0)
    found = np.full(block.size, -1)
    found[rows[solved[pairs]]] = owners[columns[pairs]]
    return found


def _reserves(block: Block, rows: np.ndarray) -> tuple[np.ndarray, list[np.ndarray]]:
    """What a severe student is worth as one of a reserve above what they are else, and columns in
    which they are worth just that without a mentor: one for each whom no place is kept for. So of
    any two beyond the reserve the one with a mentor gains nothing by it."""
    total, spare = np.zeros(len(rows), dtype=np.int64), []
    for number in range(len(block.reserves)):
        mine, kept = block.may_use(number)[rows], block.kept(number)
        if kept:
            above = block.level_worth(RESERVED) - block.level_worth(block.level[rows])
            above = np.where(mine, above, 0)
            total += above
            spare.append(np.repeat(above[:, None], max(mine.sum() - kept, 0), axis=1))
    return total, spare
