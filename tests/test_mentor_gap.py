"""The recruitment gap: places needed, places free, people to come."""

from collections import Counter
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sm_core.mentors.find import mentors_seen
from sm_core.mentors.gap import Places, active_at, gap_headline, gap_rest, places, together
from sm_core.mentors.mentor import Mentor
from sm_core.program_settings import write_settings
from sm_core.saving import save_once
from tests.invented import (
    AMINA,
    DAYS,
    LINC,
    MARCUS,
    ROOS,
    ROSA,
    bring,
    calendar,
    enrollment,
    events,
)
from tests.mentor_cast import (
    CAPTAIN_,
    CHEN,
    DAVID,
    GRACE,
    HELEN,
    MENTOR_,
    PRIYA,
    RUIZ,
    TODAY,
    TOMAS,
    choose,
    cleared,
    match,
    press,
    put,
)


def by_school(store, actor=CAPTAIN_, day=TODAY):
    return {row.school_id: row for row in places(store, actor, day)}


@pytest.fixture
def program(store):
    """Lincoln: 9 chosen, 2 of them matched with David; Roosevelt: 1 chosen."""
    put(store, cleared(DAVID), cleared(GRACE, criminal_check=None), cleared(TOMAS), HELEN, PRIYA)
    choose(store, *"ABCDEFGHI")
    choose(store, "R", school=ROOS)
    match(store, ("A", "m1"), ("B", "m1"))
    return store


def test_a_school_counts_chosen_students_and_the_places_it_has(program):
    lincoln = by_school(program)[LINC]
    assert lincoln == Places(
        LINC, chosen=9, needed=7, ready=2, total=16, taken=2, free=14, shared=12,
        blocked=1, blocked_places=3, coming=1, coming_places=4,
    )  # fmt: skip


def test_a_mentor_of_two_schools_counts_at_each_and_once_in_the_total(program):
    rows = places(program, CAPTAIN_, TODAY)
    whole = together(rows, mentors_seen(program, CAPTAIN_, TODAY), TODAY)
    assert by_school(program)[ROOS].free == 12
    assert (whole.needed, whole.free, whole.ready, whole.coming) == (8, 14, 2, 2)


def test_only_the_schools_of_the_actor(program):
    assert set(by_school(program, CHEN)) == {LINC}
    assert set(by_school(program, RUIZ)) == {ROOS}
    assert by_school(program, MENTOR_) == {}


def test_short_is_told_in_mentors_of_the_schools_own_caseload(store):
    choose(store, *"ABCDEFG")
    choose(store, "R", school=ROOS)
    save_once(store, press(), lambda w: write_settings(w, LINC, {"caseload": "3"}))
    save_once(store, press(), lambda w: write_settings(w, "", {"caseload": "10"}))
    rows = by_school(store)
    assert (rows[LINC].short, rows[LINC].short_mentors) == (7, 3)
    assert (rows[ROOS].short, rows[ROOS].short_mentors) == (1, 1)


def test_another_school_year_and_other_states_need_no_place(store):
    choose(store, "A", year="2024-25")
    choose(store, "B", state="proposed")
    choose(store, "C", state="ended")
    assert by_school(store) == {}


def test_a_match_counts_up_to_the_day_it_ends(program):
    match(program, ("C", "m1"), ended=TODAY)
    assert by_school(program)[LINC].needed == 7
    assert by_school(program, day=TODAY - timedelta(days=1))[LINC].needed == 6


WORDS = [
    (Places(LINC, free=3), "No student is chosen yet; 3 places are free", ""),
    (Places(LINC, 5, 0, free=1), "All 5 chosen students have a mentor; 1 place is free", ""),
    (Places(LINC, 5, 1, free=1),
     "1 chosen student has no mentor, 1 place is free: enough for all of them", ""),
    (Places(LINC, 72, 19, free=3, short=16, short_mentors=4, coming=5, coming_places=20),
     "19 chosen students have no mentor, 3 places are free",
     "16 more places needed, about 4 mentors. 5 people in the pipeline would bring 20."),
    (Places(LINC, 2, 2, free=1, short=1, short_mentors=1, coming=1, coming_places=4),
     "2 chosen students have no mentor, 1 place is free",
     "1 more place needed, about 1 mentor. 1 person in the pipeline would bring 4."),
]  # fmt: skip


@pytest.mark.parametrize(("row", "headline", "rest"), WORDS)
def test_the_gap_in_words(row, headline, rest):
    assert (gap_headline(row), gap_rest(row)) == (headline, rest)


SCHOOLS = (LINC, ROOS, "WASH")
SPREAD = st.integers(0, 3).map(lambda n: TODAY + timedelta(days=n - 2))
PEOPLE = st.lists(
    st.tuples(
        st.sets(st.sampled_from(SCHOOLS), min_size=1), st.integers(1, 5), st.booleans(),
        st.sampled_from(("active", "trained", "paused", "closed")),
    ), max_size=5,
)  # fmt: skip
TARGETS = st.lists(st.tuples(st.sampled_from(SCHOOLS), st.booleans()), max_size=12)
MATCHES = st.lists(
    st.tuples(st.integers(0, 11), st.integers(0, 4), SPREAD, st.none() | SPREAD), max_size=9
)


@settings(
    deadline=None, max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(people=PEOPLE, targets=TARGETS, matches=MATCHES)
def test_places_agree_with_a_slow_count(store, people, targets, matches):
    with store.writing("program") as cursor:
        for table in ("mentors", "mentor_schools", "targets", "matches", "screenings",
                      "training_attendance", "saved", "history"):  # fmt: skip
            cursor.execute(f"DELETE FROM program.{table}")
    mentors = [_person(n, *told) for n, told in enumerate(people)]
    put(store, *mentors)
    for n, (school, chosen) in enumerate(targets):
        choose(store, f"s{n}", school=school, state="chosen" if chosen else "declined")
    for n, (student, mentor, begins, ends) in enumerate(matches):
        match(store, (f"s{student}", f"m{mentor}"), started=begins, ended=ends, school=f"{n}")
    rows = by_school(store)
    for school in SCHOOLS:
        found = rows.get(school, Places(school))
        assert (found.needed, found.free, found.coming_places) == _slow(
            school, mentors, people, targets, matches)  # fmt: skip
    active = active_at(mentors_seen(store, CAPTAIN_, TODAY), TODAY)
    assert active == _slow_active(people)


def _slow_active(people):
    at = Counter(where for schools, _, _, stage in people if stage == "active" for where in schools)
    return dict(at)


def _person(n, schools, capacity, checked, stage):
    mentor = Mentor(
        f"m{n}", "No", f"{n}", "staff", schools=tuple(sorted(schools)), capacity=capacity
    )
    mentor = cleared(mentor) if checked else cleared(mentor, interview=None)
    day = date(2025, 10, 1)
    ends = {"active": {}, "trained": {"started": None}, "paused": {"paused": day},
            "closed": {"closed": day}}  # fmt: skip
    return Mentor(**vars(mentor) | ends[stage])


def _slow(school, mentors, people, targets, matches):
    now = {(s, m) for s, m, a, b in matches if a <= TODAY and (b is None or b > TODAY)}
    needed = sum(
        where == school and chosen and n not in {s for s, _ in now}
        for n, (where, chosen) in enumerate(targets)
    )
    free = coming = 0
    for n, (schools, capacity, checked, stage) in enumerate(people):
        if school in schools and stage == "active" and checked:
            free += max(0, capacity - len({s for s, m in now if m == n}))
        if school in schools and stage == "trained":
            coming += capacity
    return needed, free, coming


def test_who_moved_to_another_school_or_left_needs_no_place_here(store, given):
    gone = str(TODAY - timedelta(days=20))
    stays = [(ROSA, DAYS[0]), (MARCUS, DAYS[0], gone), (AMINA, DAYS[0], gone)]
    files = {
        "lincoln.csv": enrollment(*stays),
        "roosevelt.csv": enrollment((AMINA, gone), school=ROOS),
        "calendar.csv": calendar(DAYS),
        "calendar_roosevelt.csv": calendar(DAYS, school=ROOS),
        "absences.csv": events((ROSA, DAYS[0], "U")),
        "absences_roosevelt.csv": events((ROSA, DAYS[0], "U"), school=ROOS),
    }
    bring(store, given, files, 'exit_date = "inclusive"\n')
    choose(store, ROSA, MARCUS, AMINA)
    lincoln = by_school(store)[LINC]
    assert (lincoln.chosen, lincoln.needed) == (3, 1)
