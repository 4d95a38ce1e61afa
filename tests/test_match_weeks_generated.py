"""The weeks of every match, and the days to meet in them, against a slow count on generated
districts."""

import os
import tempfile
from dataclasses import replace
from pathlib import Path

import slow_contacts as slow
from district_files import files_of, mapping_of
from driving import NOW, load
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from small_districts import (
    STUDENTS,
    as_of_dates,
    event_districts,
    later,
    register_districts,
)

from sm_core.actor import COORDINATOR, MENTOR, Actor, local_captain
from sm_core.contacts.contact import KINDS
from sm_core.contacts.weeks import match_weeks, monday_of
from sm_core.saving import Save, save_once
from sm_core.uploads import open_district

CAPTAIN = local_captain()
EXAMPLES = int(os.environ.get("EXAMPLES", "2"))
generated = settings(
    max_examples=EXAMPLES,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
MENTORS = ("m1", "m2")


def days_of(district):
    return sorted(set().union(*district.days_by_school.values()))


@st.composite
def matches(draw, days):
    """Up to six matches of any student, some of which never held."""
    made = draw(st.lists(st.tuples(
        st.sampled_from(STUDENTS[:2]), st.sampled_from(MENTORS), st.sampled_from(("101", "102")),
        st.dates(later(days[0], -9), days[-1]), st.none() | st.integers(-2, 30),
    ), min_size=2, max_size=6))  # fmt: skip
    return [
        slow.Match(f"match {n}", student, mentor, school, started,
                   None if held is None else later(started, held))
        for n, (student, mentor, school, started, held) in enumerate(made)
    ]  # fmt: skip


@st.composite
def contacts(draw, days):
    """By mentors and others, taken back, several on a few days of any kind."""
    dates = st.dates(later(days[0], -9), later(days[-1], 5))
    some = draw(st.lists(dates, min_size=1, max_size=6))
    return draw(st.lists(st.builds(
        slow.Told, st.sampled_from(STUDENTS[:2]), st.sampled_from((*MENTORS, "")),
        st.sampled_from(some), st.sampled_from(list(KINDS)),
        st.sampled_from((False, False, False, True)),
    ), max_size=30))  # fmt: skip


@st.composite
def worlds(draw, districts):
    district = draw(districts)
    days = days_of(district)
    return district, draw(matches(days)), draw(contacts(days))


@st.composite
def with_calendar_ahead(draw, districts):
    """The register's own days as a calendar file, which goes on after them."""
    district = draw(districts)
    more = draw(st.sets(st.integers(1, 20), max_size=12))
    return replace(district, calendar={
        school: {*days, *(later(max(days), n) for n in more)}
        for school, days in district.days_by_school.items()
    })  # fmt: skip


@given(world=worlds(event_districts(with_covers=False)))
@generated
def test_events(world):
    assert_same_weeks(*world)


@given(world=worlds(event_districts(with_covers=True)))
@generated
def test_events_with_declared_coverage(world):
    assert_same_weeks(*world)


@given(world=worlds(with_calendar_ahead(register_districts(with_enrollment=False))))
@generated
def test_register_with_a_calendar_file(world):
    assert_same_weeks(*world)


@given(world=worlds(register_districts(with_enrollment=True)))
@generated
def test_register_with_an_enrollment_file(world):
    assert_same_weeks(*world)


def assert_same_weeks(district, made, told):
    """On every as-of date, looked at on that day and before and after it."""
    days = days_of(district)
    first, last = later(days[0], -9), later(days[-1], 5)
    weeks = mondays(first, last)
    with tempfile.TemporaryDirectory() as folder:
        store = loaded(Path(folder), district, made, told)
        for as_of in as_of_dates(district):
            for day in (later(as_of, -3), as_of, later(as_of, 8)):
                expected = slow.match_weeks(district, made, told, as_of, day, weeks)
                found = match_weeks(store, CAPTAIN, as_of, day, first, last)
                assert plain(found) == expected, (as_of, day)
        assert_scoped(store, district, made, told, (as_of, day, first, last))
        store.close()


def assert_scoped(store, district, made, told, asked):
    """A coordinator sees the matches of the school and of who is there now, and of the others what
    is the school's; a mentor their own."""
    coordinator = Actor("Ms. Chen", COORDINATOR, schools=("101",))
    mentor = Actor("David Okafor", MENTOR, students=STUDENTS[:1], mentor_id="m1")
    there = [m for m in made if m.school == "101" or m.student == "002"]
    own = [m for m in made if m.mentor == "m1" and m.student in mentor.students]
    days = *asked[:2], mondays(*asked[2:])
    expected = slow.match_weeks(district, there, told, *days, own=("101",), here=("002",))
    assert plain(match_weeks(store, coordinator, *asked, ["002"])) == expected
    expected = slow.match_weeks(district, own, [t for t in told if t.mentor == "m1"], *days)
    assert plain(match_weeks(store, mentor, *asked)) == expected


def mondays(first, last):
    count = (monday_of(last) - monday_of(first)) // slow.WEEK + 1
    return [monday_of(first) + n * slow.WEEK for n in range(count)]


def loaded(home, district, made, told):
    load(home, files_of(district), mapping_of(district))
    store = open_district(home)

    def act(writing):
        writing.insert("matches", [
            {"match_id": m.match_id, "student_id": m.student, "mentor_id": m.mentor,
             "school_id": m.school, "started": m.started, "ended": m.ended}
            for m in made
        ])  # fmt: skip
        writing.insert("contacts", [
            {"contact_id": str(n), "student_id": t.student, "mentor_id": t.mentor, "day": t.day,
             "kind": t.kind, "taken_back": NOW if t.taken_back else None}
            for n, t in enumerate(told)
        ])  # fmt: skip

    save_once(store, Save(CAPTAIN, NOW), act)
    return store


def plain(found):
    return [
        (w.match_id, w.monday, w.session, w.away, w.unknown, w.seen, w.seen_by_others, w.looked)
        for w in found
    ]
