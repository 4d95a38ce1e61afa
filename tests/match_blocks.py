"""Small problems of matching in plain numbers, drawn at random, and slow ways to solve them.

The integer program and the enumeration were written from what matching promises (how many of each
level first, then the lots, then the points), not from how the product solves it.
"""

from itertools import product

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

from sm_core.matching.block import FIRST, LEVELS, RESERVED, Block

LOWEST = RESERVED + 1
"""The level of whoever comes first without a pin or a reserve."""


def draw_block(seed, students=(1, 9), mentors=(1, 4), ties=0):
    """A problem with taken places, and by chance with pins, one or two reserves, a load, lots."""
    rng = np.random.default_rng(seed)
    rows, columns = int(rng.integers(*students)), int(rng.integers(*mentors))
    allowed = rng.random((rows, columns)) < rng.choice([0.3, 0.6, 0.9])
    level = rng.integers(LOWEST, LEVELS, rows)
    places = rng.integers(0, 4, columns)
    taken = rng.integers(0, 4, columns)
    reserve_of, reserves = np.full(rows, -1), ()
    if rng.random() < 0.6:
        reserves = tuple(int(n) for n in rng.integers(0, 4, rng.integers(1, 3)))
        reserve_of = rng.integers(-1, len(reserves), rows)
        level = np.where(reserve_of >= 0, (LEVELS - 2 + reserve_of) % 4 + LOWEST, level)
    for row in np.flatnonzero(rng.random(rows) < rng.choice([0, 0.2])):
        allowed[row, np.arange(columns) != rng.integers(columns)] = False
        level[row] = FIRST
    # Few different points, so that many solutions are equally good.
    points = rng.integers(0, rng.choice([3, 1001]), (rows, columns)) + 100 * (rng.random() < 0.3)
    lot = rng.permutation(rows) + 1 if rng.random() < 0.4 else None
    block = Block(
        allowed, points, level, places, taken, np.maximum(places + taken, 1),
        load=int(rng.choice([0, 100, 1000])), lot=lot, reserve_of=reserve_of, reserves=reserves,
        ties=_ties(rng, rows, ties),
    )  # fmt: skip
    return block


def _ties(rng, rows, count):
    pairs = [(a, b) for a in range(rows) for b in range(a + 1, rows)]
    chosen = rng.permutation(len(pairs))[:count]
    return tuple((*pairs[n], bool(rng.random() < 0.5)) for n in sorted(chosen))


def value(block, assigned):
    """(students served by level, lots, points), worked out one student at a time."""
    served, lots, points = [0] * LEVELS, 0, 0
    left = [kept_places(block, number) for number in range(len(block.reserves))]
    for row, column in enumerate(assigned):
        if column < 0:
            continue
        level, reserve = int(block.level[row]), int(block.reserve[row])
        if level != FIRST and reserve >= 0 and left[reserve]:
            left[reserve] -= 1
            level = RESERVED
        served[level] += 1
        lots += 0 if block.lot is None else int(block.lot[row])
        points += int(block.points[row, column])
    for column in range(len(block.places)):
        for k in range(1, list(assigned).count(column) + 1):
            points -= place_cost(block, column, k)
    return tuple(served), lots, points


def kept_places(block, number):
    """The places of a reserve for those who have none by a pin."""
    pinned = [
        row for row in range(block.size)
        if block.reserve[row] == number and block.level[row] == FIRST and any(block.allowed[row])
    ]  # fmt: skip
    return max(block.reserves[number] - len(pinned), 0)


def place_cost(block, column, k):
    """Of the k-th new student of a mentor."""
    nth = int(block.taken[column]) + k
    return block.load * (2 * nth - 1) // int(block.capacity[column])


def is_valid(block, assigned):
    """Whether every pair may be, no place is taken twice, and the ties hold."""
    pairs = [(row, column) for row, column in enumerate(assigned) if column >= 0]
    return (
        all(block.allowed[pair] for pair in pairs)
        and all(list(assigned).count(c) <= n for c, n in enumerate(block.places))
        and all(
            assigned[a] == assigned[b] if together
            else assigned[a] < 0 or assigned[a] != assigned[b]
            for a, b, together in block.ties
        )
    )  # fmt: skip


def best_by_enumeration(block):
    """The best value of all assignments there are."""
    every = product(range(-1, len(block.places)), repeat=block.size)
    return max(value(block, each) for each in every if is_valid(block, each))


def best_by_program(block):
    """The best value, from an integer program with a yes or no for each pair and each single place
    of the mentor, and for each severe student whether one of the kept places is theirs."""
    triples = [
        (row, column, k)
        for row, column in zip(*np.nonzero(block.allowed), strict=True)
        for k in range(1, int(block.places[column]) + 1)
    ]
    severe = [
        row for row in range(block.size) if block.reserve[row] >= 0 and block.level[row] != FIRST
    ]
    if not triples:
        return (0,) * LEVELS, 0, 0
    pairs = np.array(triples)
    width = len(triples) + len(severe)

    def of(chosen, severe_rows=()):
        line = np.zeros(width)
        line[: len(triples)] = chosen
        line[len(triples) :] = [row in severe_rows for row in severe]
        return line

    limits = [(of(pairs[:, 0] == row), 1) for row in range(block.size)]
    limits += [
        (of((pairs[:, 1] == column) & (pairs[:, 2] == k)), 1)
        for column in range(len(block.places)) for k in range(1, int(block.places[column]) + 1)
    ]  # fmt: skip
    limits += [(of(0, [row]) - of(pairs[:, 0] == row), 0) for row in severe]
    limits += [
        (of(0, [row for row in severe if block.reserve[row] == number]), kept_places(block, number))
        for number in range(len(block.reserves))
    ]
    for one, other, together in block.ties:
        for column in range(len(block.places)):
            here = [of((pairs[:, 0] == row) & (pairs[:, 1] == column)) for row in (one, other)]
            if together:
                limits += [(here[0] - here[1], 0), (here[1] - here[0], 0)]
            else:
                limits.append((here[0] + here[1], 1))
    counts = {RESERVED: of(0, severe)}
    for level in (FIRST, *range(LOWEST, LEVELS)):
        here = [row for row in severe if block.level[row] == level]
        counts[level] = of(block.level[pairs[:, 0]] == level) - of(0, here)
    goals = [counts[level] for level in range(LEVELS)]
    goals.append(of(0 if block.lot is None else block.lot[pairs[:, 0]]))
    worth = [int(block.points[r, c]) - place_cost(block, c, k) for r, c, k in triples]
    goals.append(of(worth))
    *served, lots, points = _staged(goals, limits)
    return tuple(served), lots, points


def _staged(goals, limits):
    """The most of the first goal, then of the second among what reaches that, and so on."""
    rows, most = [line for line, _ in limits], [bound for _, bound in limits]
    least, reached = [-np.inf] * len(rows), []
    for goal in goals:
        if not goal.any():
            reached.append(0)
            continue
        solved = milp(
            -goal, integrality=np.ones(len(goal)), bounds=Bounds(0, 1),
            constraints=LinearConstraint(np.array(rows), least, most),
            options={"mip_rel_gap": 0},
        )  # fmt: skip
        reached.append(round(-solved.fun))
        rows, least, most = [*rows, goal], [*least, reached[-1]], [*most, np.inf]
    return reached
