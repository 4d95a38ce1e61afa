"""Claim: a school of 200 students and 40 mentors is matched in under 50 ms, and a district of 100
such schools in at most 2 s and 300 MB, to the proven optimum.

    python benchmarks/matching.py [--schools 100]

Invented students and mentors with languages, interests and hours, already in memory; medians. The
ratio is to a bare `linear_sum_assignment` of the same students and places. Beside it what is lost
by giving the first in line the best mentor who is left.
"""

import argparse

import numpy as np
from measuring import apart, usual
from scipy.optimize import linear_sum_assignment

from sm_core.matching.blocks import Solved
from sm_core.matching.solve import solve
from sm_core.matching.suggest import suggest
from tests.match_people import district

STUDENTS, MENTORS = 200, 40


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--schools", type=int, default=100)
    schools = parser.parse_args().schools
    apart(measure_school)
    print(f"  peak with inventing it: {apart(measure_district, schools).peak:,.0f} MB", flush=True)
    print("to reach: 50 ms for a school; 2 s and 300 MB for a district of 100")


def measure_school() -> None:
    pool = district(1, STUDENTS, MENTORS)
    (solved,) = suggest(pool).solved
    whole = usual(lambda: suggest(pool), 15)
    bare = usual(lambda: bare_assignment(solved), 15)
    alone = usual(lambda: solve(solved.block), 15)
    print(f"a school of {STUDENTS} x {MENTORS}: {whole * 1000:.1f} ms, {whole / bare:.1f} x bare; "
          f"its solution alone {alone * 1000:.1f} ms, {alone / bare:.1f} x bare",
          flush=True)  # fmt: skip


def measure_district(schools: int) -> None:
    pool = district(schools, STUDENTS, MENTORS)
    seconds = usual(lambda: suggest(pool), 3)
    solved = suggest(pool).solved
    bare = usual(lambda: [bare_assignment(each) for each in solved], 3)
    print(f"{schools} schools, {len(pool.students):,} students: {seconds:6.2f} s, "
          f"{seconds / bare:.1f} x bare", flush=True)  # fmt: skip
    report_greedy(solved)


def bare_assignment(solved: Solved) -> None:
    """Students to places by the same worths, without all that leads there and follows."""
    block = solved.block
    owners, _, costs = block.slots
    worth = np.where(block.allowed, block.worth, 0)[:, owners]
    linear_sum_assignment(worth - costs, maximize=True)


def report_greedy(solved: tuple[Solved, ...]) -> None:
    ours = served = fit = best = 0
    for each in solved:
        columns = greedy(each)
        rows = np.flatnonzero(columns >= 0)
        fit += int(each.grid.fits[rows, columns[rows]].sum())
        served += len(rows)
        best += each.fit
        ours += len(each.pairs)
    print(f"greedy serves {served:,} of {ours:,} and loses {1 - fit / best:.1%} of the fit",
          flush=True)  # fmt: skip


def greedy(solved: Solved) -> np.ndarray:
    """Level by level the best pair that is left, without moving anybody."""
    block, found = solved.block, np.full(solved.block.size, -1)
    places, level = block.places.copy(), block.level.copy()
    for number in range(len(block.reserves)):
        severe = np.flatnonzero(block.may_use(number))
        level[severe[: block.kept(number)]] = 1
    rows, columns = np.nonzero(block.allowed)
    order = np.lexsort((-solved.grid.fits[rows, columns], level[rows]))
    for row, column in zip(rows[order], columns[order], strict=True):
        if found[row] < 0 and places[column]:
            found[row] = column
            places[column] -= 1
    return found


if __name__ == "__main__":
    main()
