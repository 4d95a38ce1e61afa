"""What else could be, against enumeration, and what a new list changes against the last one."""

from dataclasses import replace
from itertools import product

import pytest

from sm_core.matching.block import FIRST
from sm_core.matching.changes import DROPPED, KEPT, MOVED, NEW, changes
from sm_core.matching.explain import Move, one_more_place, why_not
from sm_core.matching.pool import Pool
from sm_core.matching.rules import against
from sm_core.matching.said import TOGETHER, MatchRule
from sm_core.matching.settings import USUAL
from sm_core.matching.suggest import suggest
from sm_core.traits import NOTHING
from tests.match_blocks import is_valid, value
from tests.match_people import DAY, a_mentor, a_student, district

SCHOOL = "school000"


def small(seed):
    return suggest(district(1, 5, 3, seed, places=(1, 3)))


def as_columns(solved, pairs):
    return [
        solved.grid.column[pairs[s.student_id]] if pairs.get(s.student_id) else -1
        for s in solved.grid.students
    ]


def after(what, found):
    """The whole list once the pair is forced and all others have moved."""
    moved = {m.student_id: m.after for m in what.moves}
    return found.pairs | moved | {what.student_id: what.mentor_id}


@pytest.mark.parametrize("seed", range(12))
def test_why_not_is_the_best_of_all_lists_with_this_pair(seed):
    found = small(seed)
    (solved,) = found.solved
    block = solved.block
    for row, student in enumerate(solved.grid.students):
        for column, mentor in enumerate(solved.grid.mentors):
            what = why_not(found, student.student_id, mentor)
            assert list(what.against) == against(student, mentor, DAY)
            if what.against:
                continue
            forced = block.fixed(row, column)
            every = product(range(-1, len(block.places)), repeat=block.size)
            best = max(
                value(forced, each) for each in every if each[row] == column
                if is_valid(forced, each)
            )  # fmt: skip
            then = as_columns(solved, after(what, found))
            assert value(forced, then) == best
            served, _, points = value(block, then)
            before = value(block, solved.assigned)
            assert what.cost == before[2] - points
            assert what.served == tuple(b - a for a, b in zip(before[0], served, strict=True))
            assert found.pairs[student.student_id] != mentor.mentor_id or not what.moves


@pytest.mark.parametrize("seed", range(20))
def test_nobody_moves_without_need(seed):
    """All pairs fit alike, so that one student makes way at most, and goes where a place is."""
    pool = district(1, 8, 4, seed, places=(2, 4))
    alike = tuple(a_student(s.student_id, s.school_id) for s in pool.students)
    mentors = tuple(replace(m, brings=NOTHING) for m in pool.mentors)
    found = suggest(replace(pool, students=alike, mentors=mentors, settings=replace(USUAL, load=0)))
    for student, mentor in found.pairs.items():
        for other in mentors:
            what = why_not(found, student, other)
            assert len(what.moves) <= (other.mentor_id != mentor)
            assert what.cost == 0


def kind(students, mentors, **more):
    return suggest(Pool(DAY, tuple(students), tuple(mentors), **more))


def test_why_not_tells_who_would_lose_the_place():
    rosa, owen = a_student(rank=1), a_student("s2", name="Owen")
    found = kind([rosa, owen], [a_mentor(capacity=1)])
    what = why_not(found, "s1", found.pool.mentor["m1"])
    assert [m.student_id for m in what.moves if not m.after] == ["s2"]
    assert what.moves == (Move("s2", "m1", ""),)
    assert [change for change in what.served if change] == [-1, 1]


def test_a_place_kept_for_somebody_is_not_to_be_had():
    """Whatever the points: who is kept for the mentor fits worse."""
    owen = a_student("s2", name="Owen", pin="m1", grade="")
    rosa = a_student(knows=frozenset({"m1"}))
    found = kind([rosa, owen], [a_mentor(capacity=1), a_mentor("m2")])
    assert found.pairs == {"s1": "m2", "s2": "m1"}
    assert why_not(found, "s1", found.pool.mentor["m1"]).against == (
        "The places of David Okafor are kept for others, or Rosa Delgado is tied to a student who "
        "cannot meet David Okafor.",
    )


def test_who_is_kept_for_one_mentor_may_ask_about_another():
    found = kind([a_student(pin="m1")], [a_mentor(), a_mentor("m2")])
    what = why_not(found, "s1", found.pool.mentor["m2"])
    assert (what.against, what.moves) == ((), ())


def test_a_tied_student_takes_the_other_along():
    tie = MatchRule("r", TOGETHER, "s1", "s2", "LINC")
    knows = frozenset({"m1"})
    found = kind([a_student(knows=knows), a_student("s2", knows=knows)],
                 [a_mentor(), a_mentor("m2")], rules=(tie,))  # fmt: skip
    assert set(found.pairs.values()) == {"m1"}
    what = why_not(found, "s1", found.pool.mentor["m2"])
    assert what.moves == (Move("s2", "m1", "m2"),)


@pytest.mark.parametrize("reserve", [0, 20, 50])
@pytest.mark.parametrize("seed", range(6))
def test_one_more_place_is_the_list_of_a_pool_with_that_place(seed, reserve):
    pool = district(2, 6, 3, seed, places=(1, 3))
    # The first mentor of the first school serves both, so that all are one problem.
    both = replace(pool.mentors[0], schools=(SCHOOL, "school001"))
    pool = replace(pool, mentors=(both, *pool.mentors[1:]),
                   reserve=dict.fromkeys(pool.reserve, reserve))  # fmt: skip
    found = suggest(pool)
    for mentor in pool.mentors:
        more = replace(mentor, capacity=mentor.capacity + 1)
        mentors = tuple(more if m is mentor else m for m in pool.mentors)
        other = suggest(replace(pool, mentors=mentors))
        told = one_more_place(found, mentor)
        moved = {s: m for s, m in other.pairs.items() if m != found.pairs[s]}
        assert {m.student_id: m.after for m in told.moves} == moved
        assert set(told.gains) == {s for s in moved if not found.pairs[s]}
        fits = [sum(row.score for row in each.rows) for each in (found, other)]
        assert told.points == fits[1] - fits[0]


def test_a_full_mentor_of_two_schools_joins_them_by_one_more_place():
    """Until then the schools have nothing to do with each other."""
    both = a_mentor(schools=("LINC", "ROOS"), capacity=1, students=("0041009",))
    found = kind([a_student(rank=1), a_student("s2", "ROOS")], [both])
    assert len(found.solved) == 2
    assert one_more_place(found, both).gains == ("s2",)


def test_one_more_place_with_an_over_full_mentor_is_one_more_student():
    over = a_mentor(capacity=1, students=("a", "b", "c"))
    found = kind([a_student(), a_student("s2")], [over], settings=replace(USUAL, load=1000))
    assert len(one_more_place(found, over).gains) == 1


def test_one_more_place_changes_nothing_where_places_are_left():
    found = kind([a_student()], [a_mentor(capacity=3)])
    told = one_more_place(found, found.pool.mentor["m1"])
    assert (told.gains, told.points, told.moves) == ((), 0, ())


def test_no_place_is_told_of_who_cannot_be_matched_or_has_nobody_waiting():
    paused, elsewhere = a_mentor(paused=DAY), a_mentor("m2", schools=("ROOS",))
    found = kind([a_student()], [paused, elsewhere])
    assert one_more_place(found, paused) is None
    assert one_more_place(found, elsewhere) is None


def since(before, students, mentors, **more):
    found = kind(students, mentors, before=before, **more)
    return {name: (c.change, c.before_id, c.why) for name, c in changes(found).items()}


def test_nothing_is_new_on_a_first_list():
    assert since({}, [a_student()], [a_mentor()]) == {"s1": ("", "", "")}


def test_new_is_who_had_nobody_on_a_list_or_was_not_on_it():
    students = [a_student(), a_student("s2", wish="no"), a_student("s3"), a_student("s4", "ROOS")]
    assert since({"s1": "", "s2": ""}, students, [a_mentor(schools=("LINC", "ROOS"))]) == {
        "s1": (NEW, "", ""), "s2": ("", "", ""), "s3": (NEW, "", ""), "s4": ("", "", ""),
    }  # fmt: skip


def test_kept_where_the_mentor_is_the_same():
    assert since({"s1": "m1"}, [a_student()], [a_mentor()]) == {"s1": (KEPT, "m1", "")}


OWEN = a_student("s2", name="Owen", order=("Owen",))
KNOWS = frozenset({"m1"})


@pytest.mark.parametrize(("students", "mentors", "change", "why"), [
    ([a_student()], [], DROPPED, "The mentor has left, or works at another school now."),
    ([a_student()], [a_mentor("m2")], MOVED,
     "The mentor has left, or works at another school now."),
    ([a_student()], [a_mentor(paused=DAY)], DROPPED,
     "David Okafor cannot be matched: is paused."),
    ([a_student(never=KNOWS)], [a_mentor(), a_mentor("m2")], MOVED,
     "Somebody said that Rosa Delgado and David Okafor must never be matched."),
    ([a_student(pin="m2")], [a_mentor(), a_mentor("m2", first_name="Grace")], MOVED,
     "Rosa Delgado is kept for Grace Okafor."),
    ([a_student(rank=1), OWEN], [a_mentor(capacity=1)], DROPPED,
     "The place with David Okafor goes to Owen."),
    ([a_student(), replace(OWEN, knows=KNOWS)], [a_mentor(capacity=1), a_mentor("m2")], MOVED,
     "The place with David Okafor goes to Owen."),
    ([a_student(knows=frozenset({"m2"}))], [a_mentor(), a_mentor("m2", first_name="Grace")], MOVED,
     "Grace Okafor fits better, all pairs taken together."),
])  # fmt: skip
def test_who_was_moved_or_dropped_is_told_why(students, mentors, change, why):
    assert since({"s1": "m1"}, students, mentors)["s1"] == (change, "m1", why)


@pytest.mark.parametrize(("schools", "names"), [
    (("LINC",), "Owen"), (("ROOS",), "a student of another school"),
    (("LINC", "ROOS"), "Owen, a student of another school"),
    (("ROOS", "WEST"), "2 students of other schools"),
])  # fmt: skip
def test_why_names_students_of_the_same_school_only(schools, names):
    others = [replace(OWEN, student_id=f"o{n}", school_id=s) for n, s in enumerate(schools)]
    shared = a_mentor(schools=("LINC", "ROOS", "WEST"), capacity=len(others))
    _, _, why = since({"s1": "m1"}, [a_student(rank=1), *others], [shared])["s1"]
    assert why == f"The place with David Okafor goes to {names}."


def test_fewer_places_than_before_go_to_those_who_come_first():
    before = {"s1": "m1", "s2": "m1"}
    found = since(before, [a_student(rank=1), OWEN], [a_mentor(capacity=1)])
    assert found == {
        "s1": (DROPPED, "m1", "The places of David Okafor go to other students."),
        "s2": (KEPT, "m1", ""),
    }  # fmt: skip


@pytest.mark.parametrize(("bonus", "mentor"), [(0, "m2"), (249, "m2"), (251, "m1")])
def test_a_pair_is_kept_as_long_as_the_bonus_outweighs_the_better_fit(bonus, mentor):
    """Another mentor would fit 250 points better."""
    found = kind([a_student(knows=frozenset({"m2"}))], [a_mentor(), a_mentor("m2")],
                 before={"s1": "m1"}, settings=replace(USUAL, keep=bonus))  # fmt: skip
    assert found.pairs == {"s1": mentor}
    assert found.rows[0].score == (250 if mentor == "m2" else 0)


def test_the_bonus_never_serves_fewer_or_the_wrong_ones():
    pool = district(1, 40, 5, places=(1, 4))
    first = suggest(pool)
    last = {row.student.student_id: "school000-m000" for row in first.rows if not row.mentor}
    kept = suggest(replace(pool, before=last, settings=replace(USUAL, keep=1000)))
    assert [b.block.served(b.assigned) for b in kept.solved] == [
        b.block.served(b.assigned) for b in first.solved
    ]


def test_the_pins_of_a_district_are_kept_and_no_rule_is_broken():
    pool = district(2, 30, 6, seed=5, places=(1, 4))
    free = [row for row in suggest(pool).rows if row.mentor][::4]
    other = {row.student.student_id: row.mentor_id for row in free}
    students = tuple(replace(s, pin=other.get(s.student_id, ""), rank=3 if s.student_id in other
                     else s.rank) for s in pool.students)  # fmt: skip
    found = suggest(replace(pool, students=students))
    assert {s: found.pairs[s] for s in other} == other
    assert all(each.block.level[n] == FIRST for each in found.solved
               for s, n in each.grid.row.items() if s in other)  # fmt: skip
    for row in found.rows:
        assert row.mentor is None or against(row.student, row.mentor, DAY) == []
    counts = [list(found.pairs.values()).count(m.mentor_id) for m in pool.mentors]
    assert all(n <= m.places_left for n, m in zip(counts, pool.mentors, strict=True))
