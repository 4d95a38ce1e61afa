"""The places kept for severe: of all places, whoever has them already; the same in Targeting; and
shared out where schools share a mentor."""

from collections import Counter
from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest

from sm_core.families.answer import Reply, record_answers
from sm_core.families.permission import SENT
from sm_core.families.policy import NOTICE, Policy
from sm_core.matching.pool import Pool
from sm_core.matching.settings import USUAL
from sm_core.matching.suggest import suggest
from sm_core.program_settings import DISTRICT, write_settings
from sm_core.saving import save_once
from sm_core.targeting.criteria import USUAL as CRITERIA
from sm_core.targeting.criteria import save_criteria
from sm_core.targeting.places import free_places
from tests.invented import LINC, ROOS, bring
from tests.match_cast import TOLD, suggestions
from tests.match_people import DAY, a_mentor, a_student, district, in_order
from tests.mentor_cast import CAPTAIN_, GRACE, TOMAS, choose, cleared, match, press, put
from tests.targeted import CHEN, JAN_30, lists, told


def pool(students, mentors, **more):
    return Pool(DAY, tuple(students), tuple(mentors), **more)


def served(found):
    """How many have a mentor suggested, and how many of them are severe."""
    has = [row.student for row in found.rows if row.mentor]
    return len(has), sum(student.severe for student in has)


def accepted(found, ids):
    """The pool once these suggestions are matches; what was suggested is the newest list."""
    mentors = tuple(
        replace(m, students=(*m.students, *(s for s in ids if found.pairs[s] == m.mentor_id)))
        for m in found.pool.mentors
    )
    students = tuple(
        replace(s, mentor="their mentor") if s.student_id in ids else s for s in found.pool.students
    )
    before = found.pool.before | found.pairs
    return replace(found.pool, students=students, mentors=mentors, before=before)


def severe_first(row):
    return not row.student.severe


def others_first(row):
    return row.student.severe


def left(found, ids):
    return {student: mentor for student, mentor in found.pairs.items() if student not in ids}


@pytest.mark.parametrize("first", [severe_first, others_first, None])
@pytest.mark.parametrize("draw", [False, True])
@pytest.mark.parametrize("seed", range(8))
def test_what_is_accepted_changes_no_other_suggestion(seed, draw, first):
    """Of two schools with a mentor in common: one, a half and all but one of the suggestions, and
    then the others."""
    rng = np.random.default_rng(seed)
    drawn = district(2, 16, 3, seed, places=(1, 6), settings=replace(USUAL, draw=draw))
    both = replace(drawn.mentors[0], schools=tuple(drawn.reserve))
    joined = replace(drawn, mentors=(both, *drawn.mentors[1:]))
    found = suggest(in_order(replace(joined, reserve=dict.fromkeys(drawn.reserve, 50))))
    rows = [found.rows[n] for n in rng.permutation(len(found.rows)) if found.rows[n].mentor]
    ids = [row.student.student_id for row in (sorted(rows, key=first) if first else rows)]
    for count in (1, len(ids) // 2, len(ids) - 1):
        then = suggest(accepted(found, ids[:count]))
        assert then.pairs == left(found, ids[:count])
        at_last = suggest(accepted(then, ids[count:]))
        assert at_last.pairs == left(found, ids)


def test_the_severe_with_a_mentor_have_places_of_the_reserve():
    """Twenty places of which four are kept, and never more than four severe."""
    students = [a_student(f"a{n:02d}") for n in range(30)]
    students += [a_student(f"b{n:02d}", rank=2, severe=True) for n in range(10)]
    found = suggest(pool(students, [a_mentor(capacity=20)], reserve={LINC: 20}))
    assert served(found) == (20, 4)
    severe = [s for s, mentor in found.pairs.items() if mentor and s[0] == "b"]
    assert served(suggest(accepted(found, severe))) == (16, 0)
    others = [s for s, mentor in found.pairs.items() if mentor and s[0] == "a"]
    assert served(suggest(accepted(found, others))) == (4, 4)


def test_who_meets_a_mentor_elsewhere_has_no_place_of_the_school():
    """Of the five places of each school two and four are kept, and a severe student has one."""
    both = a_mentor(schools=(LINC, ROOS), capacity=10, students=("x", "y"))
    students = [a_student("x", mentor="David Okafor", severe=True),
                a_student("y", ROOS, mentor="David Okafor", severe=True)]  # fmt: skip
    students += [a_student(f"{at}{n}", at) for at in (LINC, ROOS) for n in range(9)]
    (solved,) = suggest(pool(students, [both], reserve={LINC: 40, ROOS: 80})).solved
    assert solved.block.reserves == (1, 3)


def three_schools(places, mentors=1):
    """Ten who come first and five severe wait at each of three schools for the same places."""
    schools = ("A", "B", "C")
    students = [a_student(f"{at}{n}", at) for at in schools for n in range(10)]
    students += [
        a_student(f"{at}-{n}", at, rank=2, severe=True) for at in schools for n in range(5)
    ]
    shared = [a_mentor(f"m{n}", schools, capacity=places) for n in range(mentors)]
    return suggest(pool(students, shared, reserve=dict.fromkeys(schools, 20)))


@pytest.mark.parametrize(("places", "mentors", "severe"), [
    (3, 1, 0), (14, 1, 0), (15, 1, 3), (7, 2, 0), (5, 3, 3), (29, 1, 3), (30, 1, 6),
])  # fmt: skip
def test_schools_with_a_mentor_in_common_share_the_places_out(places, mentors, severe):
    """Five places of a school keep one for severe."""
    assert served(three_schools(places, mentors)) == (places * mentors, severe)


@pytest.mark.parametrize("seed", range(20))
def test_the_reserves_together_are_at_most_the_percent_of_the_places(seed):
    rng = np.random.default_rng(seed)
    schools = [f"S{n}" for n in range(rng.integers(2, 6))]
    mentors = [a_mentor("m0", schools, capacity=int(rng.integers(1, 20)))]
    for n in range(1, int(rng.integers(2, 9))):
        at = rng.permutation(schools)[: rng.integers(1, len(schools) + 1)].tolist()
        mentors.append(a_mentor(f"m{n}", at, capacity=int(rng.integers(1, 20))))
    students = [a_student(f"{at}-{n}", at, severe=True) for at in schools for n in range(9)]
    percent = int(rng.integers(0, 101))
    found = suggest(in_order(pool(students, mentors, reserve=dict.fromkeys(schools, percent))))
    (solved,) = found.solved
    places = sum(mentor.capacity for mentor in mentors)
    assert sum(solved.block.reserves) <= Fraction(places * percent, 100)


# The same in Targeting

MODERATE, RISK, SEVERE = 14, 6, 23
ABSENT = {"11": MODERATE, "12": MODERATE, "13": MODERATE, "14": MODERATE, "21": RISK, "22": RISK,
          "31": SEVERE, "32": SEVERE, "33": SEVERE, "34": SEVERE}  # fmt: skip
"""The days missed at Lincoln; those of an even number are in the priority grade."""


@pytest.fixture
def ready(store, given):
    """Eight free places, of which three are kept for severe: half of Grace's six and of one of
    the two with Tomas, who serves Roosevelt as well."""
    grades = {student: "8" for student in ABSENT if int(student) % 2 == 0}
    rows = [(student, 92, days) for student, days in ABSENT.items()]
    bring(store, given, {"t.csv": told(*rows, grades=grades)})
    put(store, cleared(replace(GRACE, capacity=6)), cleared(replace(TOMAS, capacity=2)))
    choose(store, *(student for student in ABSENT if student != "34"))
    wanted = replace(CRITERIA, grades=("8",), reserve_percent=50)
    save_criteria(store, press(CAPTAIN_), LINC, CRITERIA, wanted)
    policy = Policy(NOTICE).to_settings()
    save_once(store, press(CAPTAIN_), lambda writing: write_settings(writing, DISTRICT, policy))
    record_answers(store, press(CAPTAIN_), JAN_30, dict.fromkeys(ABSENT, Reply(SENT, TOLD)))
    return store


def kinds(ids):
    """How many of each group and grade; severe students of all grades stand together."""
    return Counter((ABSENT[s], ABSENT[s] != SEVERE and int(s) % 2 == 0) for s in ids)


@pytest.mark.parametrize(("pairs", "expected"), [
    ((), {(MODERATE, True): 2, (MODERATE, False): 2, (RISK, True): 1, (SEVERE, False): 3}),
    # Three places of the reserve are taken, also by who was not chosen.
    ((("31", "m2"), ("32", "m2"), ("34", "m3")),
     {(MODERATE, True): 2, (MODERATE, False): 2, (RISK, True): 1}),
    ((("12", "m2"), ("31", "m2"), ("22", "m3")),
     {(MODERATE, True): 1, (MODERATE, False): 2, (SEVERE, False): 2}),
])  # fmt: skip
def test_targeting_gives_places_to_whom_matching_suggests_a_mentor(ready, pairs, expected):
    match(ready, *pairs)
    board = lists(ready, CHEN, rooms=free_places(ready, CHEN, JAN_30)).rows.to_pylist()
    with_place = [r["student_id"] for r in board if r["has_place"] and r["view"] == "chosen"]
    suggested = [s for s, mentor in suggestions(ready, CHEN).pairs.items() if mentor]
    assert kinds(with_place) == kinds(suggested) == expected
    assert suggestions(ready).pairs == suggestions(ready, CHEN).pairs
