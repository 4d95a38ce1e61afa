"""Tiers, reviews held and funnels of every school against their slow versions, on generated
districts with transfers, leavers, holidays and schools that begin late."""

import os
import tempfile
from dataclasses import astuple
from datetime import datetime, time
from pathlib import Path

import slow_progress as slow
from district_files import files_of, mapping_of
from driving import NOW, load
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from small_districts import SCHOOLS, as_of_dates, event_districts, later, register_districts
from test_review_generated import days_of, worlds, write

from sm_core.actor import COORDINATOR, Actor, local_captain
from sm_core.contacts.board import board as contacts
from sm_core.progress.funnel import Funnel, funnels, states_in, told_families
from sm_core.progress.held import held, last_week, weeks_until
from sm_core.progress.tiers import school_tiers
from sm_core.saving import Save, save_once
from sm_core.seen import see
from sm_core.standing import Asked
from sm_core.targeting.board import board
from sm_core.targeting.candidates import candidates
from sm_core.targeting.criteria import criteria_by_school
from sm_core.uploads import open_district

CAPTAIN = local_captain()
CHEN = Actor("Ms. Chen", COORDINATOR, schools=("101",))
EXAMPLES = int(os.environ.get("EXAMPLES", "2"))
generated = settings(
    max_examples=EXAMPLES,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


@st.composite
def reviewed(draw, districts):
    """A world, and by school and Monday the days on which a review was begun and closed."""
    district, world = draw(worlds(districts))
    days = days_of(district)
    mondays = sorted({slow.monday_of(later(day, 7 * n)) for day in days for n in (-1, 0)})
    each = st.tuples(st.sampled_from(SCHOOLS), st.sampled_from(mondays))
    spans = st.tuples(st.integers(0, 12), st.none() | st.integers(0, 9))
    drawn = draw(st.dictionaries(each, spans, max_size=12))
    return district, world, {
        (school, monday): (later(monday, begun), None if n is None else later(monday, begun + n))
        for (school, monday), (begun, n) in drawn.items()
    }  # fmt: skip


@given(made=reviewed(event_districts(with_covers=False)))
@generated
def test_events(made):
    assert_same_progress(*made)


@given(made=reviewed(event_districts(with_covers=True)))
@generated
def test_events_with_declared_coverage(made):
    assert_same_progress(*made)


@given(made=reviewed(register_districts(with_enrollment=False)))
@generated
def test_register(made):
    assert_same_progress(*made)


@given(made=reviewed(register_districts(with_enrollment=True)))
@generated
def test_register_with_an_enrollment_file(made):
    assert_same_progress(*made)


def assert_same_progress(district, world, reviews):
    """At every as-of date, looked at on that day and the week after."""
    with tempfile.TemporaryDirectory() as folder:
        load(Path(folder), files_of(district), mapping_of(district))
        store = open_district(Path(folder))
        hold(store, reviews)
        for as_of in as_of_dates(district):
            write(store, world, as_of)
            for actor, own in ((CAPTAIN, None), (CHEN, CHEN.schools)):
                seen = see(store, actor, Asked(as_of))
                assert_same_tiers(store, district, seen, own)
                for day in (as_of, later(as_of, 8)):
                    assert_same_funnels(store, (district, world), seen, day, own)
            for day in (as_of, later(as_of, 8)):
                assert_same_weeks(store, district, reviews, day)
        store.close()


def assert_same_tiers(store, district, seen, own):
    expected = slow.tiers(district, seen.asked.as_of)
    found = {s: (t.tiers, t.few_days, t.enrolled) for s, t in school_tiers(store, seen).items()}
    assert found == {s: t for s, t in expected.items() if own is None or s in own}


def assert_same_weeks(store, district, reviews, day):
    first = min(days_of(district))
    expected = slow.weeks(district, reviews, first, day)
    found = weeks_until(store, SCHOOLS, first, day)
    assert found == expected
    for weeks in found.values():
        for since in (first, later(first, 9), day):
            assert astuple(held(weeks, since)) == slow.held(weeks, since)


def assert_same_funnels(store, made, seen, day, own):
    district, world = made
    mondays = [later(last_week(day), -7 * n) for n in range(3)]
    people = candidates(store, seen)
    lists = board(store, people, criteria_by_school(store, list(SCHOOLS)), {}, day)
    told = told_families(store, lists, day)
    weeks = {monday: states_in(contacts(store, seen, day, monday)) for monday in mondays}
    found = funnels(lists, told, weeks)
    for school in own or district.days_by_school:
        expected = slow.funnel(district, world, school, (seen.asked.as_of, day, mondays))
        assert astuple(found.get(school, Funnel())) == expected, (school, seen.asked.as_of, day)


def hold(store, reviews):
    """Put the reviews on record, as meetings leave them."""
    rows = [
        {"review_id": f"{school}|{monday}", "school_id": school, "monday": monday,
         "state": "closed" if closed else "open", "started": at_noon(begun),
         "closed": closed and at_noon(closed)}
        for (school, monday), (begun, closed) in reviews.items()
    ]  # fmt: skip
    save_once(store, Save(CAPTAIN, NOW), lambda writing: writing.insert("reviews", rows))


def at_noon(day):
    return datetime.combine(day, time(12))
