"""The solution of one problem is the best there is: against an integer program of its own, against
enumeration, and by what it must never do."""

from dataclasses import replace

import numpy as np
import pytest
from scipy.optimize import linear_sum_assignment
from scipy.sparse import csr_array
from scipy.sparse.csgraph import maximum_bipartite_matching

from sm_core.matching.block import FIRST, LEVELS, Block
from sm_core.matching.solve import solve
from tests.match_blocks import (
    LOWEST,
    best_by_enumeration,
    best_by_program,
    draw_block,
    is_valid,
    value,
)


def block(allowed, points=0, level=LOWEST, places=1, **more):
    """A problem in which one number stands for all."""
    allowed = np.array(allowed, dtype=bool)
    students, mentors = allowed.shape
    places = np.broadcast_to(places, mentors)
    return Block(
        allowed, np.broadcast_to(points, allowed.shape), np.broadcast_to(level, students), places,
        more.pop("taken", np.zeros(mentors, dtype=int)), np.maximum(places, 1), **more,
    )  # fmt: skip


@pytest.mark.parametrize("seed", range(200))
def test_as_good_as_the_integer_program(seed):
    drawn = draw_block(seed)
    found = solve(drawn)
    assert is_valid(drawn, found)
    served, _, points = best = value(drawn, found)
    assert best == best_by_program(drawn)
    assert (drawn.served(found), drawn.total(found)) == (served, points)


@pytest.mark.parametrize("seed", range(40))
def test_as_good_as_the_best_of_all_assignments(seed):
    drawn = draw_block(1000 + seed, students=(1, 6), mentors=(1, 4))
    assert value(drawn, solve(drawn)) == best_by_enumeration(drawn)


@pytest.mark.parametrize("seed", range(60))
def test_tied_students_as_good_as_the_best_of_all_assignments(seed):
    drawn = draw_block(2000 + seed, students=(3, 6), mentors=(1, 4), ties=1 + seed % 3)
    found = solve(drawn)
    assert is_valid(drawn, found)
    assert value(drawn, found) == best_by_enumeration(drawn)


@pytest.mark.parametrize("seed", range(20))
def test_tied_students_as_good_as_the_integer_program(seed):
    drawn = draw_block(4000 + seed, students=(8, 16), mentors=(3, 6), ties=1 + seed % 6)
    found = solve(drawn)
    assert is_valid(drawn, found)
    assert value(drawn, found) == best_by_program(drawn)


@pytest.mark.parametrize("ties", [
    ((0, 1, True), (1, 2, True)), ((0, 1, False), (1, 2, False)), ((0, 1, True), (1, 2, False)),
    ((0, 1, False), (1, 2, False), (0, 2, False)), ((0, 1, True), (1, 2, True), (2, 3, True)),
    ((0, 1, True), (0, 1, False)),
])  # fmt: skip
@pytest.mark.parametrize("seed", range(4))
def test_chains_of_ties(ties, seed):
    drawn = replace(draw_block(3000 + seed, students=(4, 6), mentors=(2, 4)), ties=ties)
    found = solve(drawn)
    assert is_valid(drawn, found)
    assert value(drawn, found) == best_by_enumeration(drawn)


def school(seed, students=60, mentors=12, **more):
    """A school in which about one of eight pairs may be and half of the students find a place."""
    rng = np.random.default_rng(seed)
    level = np.sort(rng.integers(LOWEST, LEVELS, students))
    places = rng.integers(0, 5, mentors)
    severe = np.where(level == LOWEST + 2, 0, -1)
    return Block(
        rng.random((students, mentors)) < 0.12, rng.integers(0, 1001, (students, mentors)), level,
        places, np.zeros(mentors, dtype=int), np.maximum(places, 1), reserve_of=severe, **more,
    )  # fmt: skip


def greedy_coverage(drawn):
    """Students served by level when each, the first level first, gets a place wherever all before
    keep theirs; by moving them around. No numbers are weighed against each other."""
    holds = [[] for _ in drawn.places]

    def placed(row, seen):
        for column in np.flatnonzero(drawn.allowed[row]):
            if column in seen or not drawn.places[column]:
                continue
            seen.add(column)
            if len(holds[column]) < drawn.places[column]:
                holds[column].append(row)
                return True
            for n, other in enumerate(holds[column]):
                if placed(other, seen):
                    holds[column][n] = row
                    return True
        return False

    served = [0] * LEVELS
    for row in np.argsort(drawn.level, kind="stable"):
        served[drawn.level[row]] += placed(row, set())
    return tuple(served)


@pytest.mark.parametrize("seed", range(20))
def test_one_student_of_a_level_outweighs_all_below(seed):
    drawn = school(seed)
    assert drawn.served(solve(drawn)) == greedy_coverage(drawn)


@pytest.mark.parametrize("reserve", [0, 3])
@pytest.mark.parametrize("seed", range(20))
def test_serving_by_priority_never_serves_fewer(seed, reserve):
    drawn = school(seed, reserves=(reserve,))
    slots = np.repeat(np.arange(len(drawn.places)), drawn.places)
    most = maximum_bipartite_matching(csr_array(drawn.allowed[:, slots]), perm_type="column")
    assert sum(drawn.served(solve(drawn))) == (most >= 0).sum()


@pytest.mark.parametrize("seed", range(20))
def test_neither_load_nor_points_cost_coverage(seed):
    drawn = school(seed, reserves=(2,))
    loaded, flat = replace(drawn, load=1000), replace(drawn, points=np.zeros_like(drawn.points))
    assert len({drawn.served(solve(b)) for b in (drawn, loaded, flat)}) == 1


def test_load_spreads_students_and_costs_fit():
    drawn = block([[1, 1]] * 4, points=[[60, 50]] * 4, places=4)
    assert np.bincount(solve(drawn)).tolist() == [4]
    # The first of four places costs 25, the second 75, the third 125.
    assert np.bincount(solve(replace(drawn, load=100))).tolist() == [2, 2]


def test_a_mentor_with_students_comes_after_an_idle_one():
    drawn = block([[1, 1]], places=2, load=100, taken=np.array([1, 0]))
    assert solve(replace(drawn, capacity=np.array([3, 2]))).tolist() == [1]


@pytest.mark.parametrize("seed", range(10))
def test_pins_are_kept_however_bad_they_are(seed):
    drawn = school(seed, students=20, mentors=8)
    rng = np.random.default_rng(seed)
    free = np.repeat(np.arange(8), drawn.places)
    columns = rng.permutation(free)[:4]
    pinned = dict(zip(rng.permutation(20)[: len(columns)].tolist(), columns.tolist(), strict=True))
    fixed = replace(drawn, points=drawn.points.copy(), load=1000)
    for row, column in pinned.items():
        fixed = fixed.fixed(row, column)
        fixed.points[row, column] = 0
    found = solve(fixed)
    assert {row: int(found[row]) for row in pinned} == pinned
    assert is_valid(fixed, found)


def test_more_pins_than_places_keep_as_many_as_there_are_places():
    found = solve(block([[1], [1], [1]], level=[FIRST, FIRST, LOWEST], places=1))
    assert sorted(found.tolist()) == [-1, -1, 0]
    assert found[2] == -1


def test_the_reserve_serves_severe_before_those_who_come_first():
    severe_last = {"level": [LOWEST, LOWEST, LOWEST + 2], "places": 2,
                   "reserve_of": np.array([-1, -1, 0])}  # fmt: skip
    without = block([[1]] * 3, points=[[9], [5], [1]], reserves=(0,), **severe_last)
    assert solve(without).tolist() == [0, 0, -1]
    reserved = replace(without, reserves=(1,))
    assert solve(reserved).tolist() == [0, -1, 0]
    assert reserved.served(solve(reserved))[: LOWEST + 1] == (0, 1, 1)
    assert sum(reserved.served(solve(reserved))) == 2


@pytest.mark.parametrize(("shape", "places", "served"), [
    ((1, 500), 1, 1), ((500, 1), 3, 3), ((1, 1), 0, 0), ((0, 5), 1, 0), ((5, 0), 1, 0),
    ((0, 0), 1, 0), ((4, 3), 0, 0), ((3, 2), 10_000, 3),
])  # fmt: skip
def test_odd_shapes(shape, places, served):
    drawn = block(np.ones(shape), places=places)
    found = solve(drawn)
    assert found.shape == shape[:1]
    assert (found >= 0).sum() == served


def test_the_best_of_500_mentors():
    points = np.arange(500)[None, :] % 499
    assert solve(block(np.ones((1, 500)), points=points)).tolist() == [498]


def test_nobody_is_served_where_no_pair_may_be():
    assert solve(block(np.zeros((3, 3)))).tolist() == [-1, -1, -1]


def test_an_over_full_mentor_with_one_more_place_still_serves():
    """Their next place costs more points than any other, and still no student."""
    over = replace(block([[1]], load=1000), taken=np.array([40]), capacity=np.array([1]))
    assert solve(over).tolist() == [0]


def test_numbers_too_large_to_be_exact_are_refused():
    huge = block(np.ones((2, 1)), points=2**50)
    with pytest.raises(AssertionError, match="2 students at once"):
        solve(huge)


@pytest.mark.parametrize("load", [0, 1000])
def test_a_draw_among_thousands_is_exact(load):
    """More students than any school, few of whom find a place."""
    students = 3000
    lot = np.random.default_rng(1).permutation(students) + 1
    drawn = block(np.ones((students, 2)), points=1100, places=20, load=load, lot=lot)
    assert set(lot[solve(drawn) >= 0]) == set(range(students - 39, students + 1))


@pytest.mark.parametrize("seed", range(60))
def test_a_draw_in_two_steps_is_as_good_as_one_in_one(seed):
    """The same problem with points cut so fine that lots and points do not go into one number."""
    drawn = draw_block(5000 + seed, students=(3, 9))
    lot = np.random.default_rng(seed).permutation(drawn.size) + 1
    fine = drawn = replace(drawn, lot=lot, places=np.maximum(drawn.places, 1))
    while fine.is_exact:
        fine = replace(fine, points=2 * fine.points, parts=2 * fine.parts)
    found = solve(fine)
    assert value(drawn, found) == value(drawn, solve(drawn)) == best_by_program(drawn)


def test_a_draw_among_seven_large_schools_that_share_mentors():
    """Too many for one number: the lots decide who has a place, the points with whom."""
    students, mentors, places = 1400, 280, 4
    rng = np.random.default_rng(1)
    points, lot = rng.integers(0, 1001, (students, mentors)), rng.permutation(students) + 1
    drawn = block(np.ones((students, mentors)), points=points, places=places, lot=lot)
    assert not drawn.is_exact
    found = solve(drawn)
    served = np.flatnonzero(found >= 0)
    assert served.tolist() == np.flatnonzero(lot > students - mentors * places).tolist()
    alone = np.repeat(points[served], places, axis=1)
    rows, columns = linear_sum_assignment(alone, maximize=True)
    assert drawn.total(found) == alone[rows, columns].sum()
