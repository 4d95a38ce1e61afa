"""The places kept for severe: of all places, whoever has them already; the same in Targeting."""

from collections import Counter
from dataclasses import replace

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
from tests.invented import LINC, bring
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


# The same in Targeting

MODERATE, RISK, SEVERE = 14, 6, 23
ABSENT = {"11": MODERATE, "12": MODERATE, "13": MODERATE, "14": MODERATE, "21": RISK, "22": RISK,
          "31": SEVERE, "32": SEVERE, "33": SEVERE, "34": SEVERE}  # fmt: skip
"""The days missed at Lincoln; those of an even number are in the priority grade."""


@pytest.fixture
def ready(store, given):
    """Eight free places, of which three are kept for severe."""
    grades = {student: "8" for student in ABSENT if int(student) % 2 == 0}
    rows = [(student, 92, days) for student, days in ABSENT.items()]
    bring(store, given, {"t.csv": told(*rows, grades=grades)})
    put(store, cleared(replace(GRACE, capacity=6)), cleared(replace(TOMAS, capacity=2)))
    choose(store, *(student for student in ABSENT if student != "34"))
    wanted = replace(CRITERIA, grades=("8",), reserve_percent=40)
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
