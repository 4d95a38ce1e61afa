"""The list of the desk beside the slow version of it, on districts made up at the bounds."""

from hypothesis import event, given, settings
from hypothesis import strategies as st

from sm_core.desk.behind import Behind
from sm_core.desk.listed import desk
from sm_core.desk.reasons import reasons
from sm_core.desk.settings import USUAL, Rules
from sm_core.progress.tiers import SchoolTiers
from sm_core.team.named import Named
from sm_core.team.overview import SchoolTeam
from tests import slow_desk
from tests.desk_cast import (
    DAY,
    TEAM,
    ago,
    asks,
    call,
    plan,
    school,
    step,
    waits,
    weekly,
    weeks_without,
)

NOBODY_NAMED = SchoolTeam("", "", Named())
near = st.integers(0, 10)
dues = st.none() | st.integers(-1, 2).map(ago)
steps = st.builds(step, st.sampled_from("ab"), dues)
plans = st.none() | st.builds(
    lambda some, first: plan(*{s.step_id: s for s in some}.values(), first),
    st.lists(steps, max_size=2), st.builds(weekly, dues),
)  # fmt: skip
behinds = st.builds(
    Behind, st.sampled_from([DAY, None]), st.none() | near, st.none() | st.integers(3, 8)
)
asked = st.lists(st.builds(waits, st.sampled_from("xy"), st.integers(0, 6), st.booleans()),
                 max_size=2, unique_by=lambda wait: wait.request_id)  # fmt: skip
helps = st.lists(st.builds(asks, st.sampled_from("pq"), st.integers(0, 10)), max_size=2,
                 unique_by=lambda each: each.help_id).map(
    lambda some: tuple(sorted(some, key=lambda each: each.asked))
)  # fmt: skip
schools = st.builds(
    school, name=st.sampled_from("ABCDEF"), team=st.sampled_from([TEAM, NOBODY_NAMED, None]),
    asks=helps, behind=behinds, waits=asked.map(tuple), plan=plans,
    held=st.integers(0, 4).map(weeks_without),
    neither=near, without_mentor=near, free=near, begins=st.sampled_from([ago(6), ago(7)]),
    now=st.builds(SchoolTiers, few_days=st.integers(0, 1), enrolled=st.integers(0, 1)),
    left=st.booleans(),
)  # fmt: skip
districts = st.lists(schools, min_size=1, max_size=4, unique_by=lambda found: found.name)
thresholds = st.builds(
    Rules, stale_days=st.integers(5, 8), weeks=st.integers(1, 3), overdue=st.integers(1, 2),
    request_days=st.integers(2, 4), help_days=st.integers(2, 9), neither=st.integers(1, 9),
    waiting=st.integers(1, 9), quiet_days=st.integers(1, 9),
)  # fmt: skip


@st.composite
def called(draw):
    """A district and calls, each about some of the reasons of one of its schools."""
    known, rules = draw(districts), draw(st.just(USUAL) | thresholds)
    calls = []
    for facts in draw(st.lists(st.sampled_from(known), max_size=4)):
        keys = sorted({key for reason in reasons(facts, rules) for key in reason.keys})
        some = draw(st.lists(st.sampled_from(keys), max_size=9)) if keys else []
        day = ago(draw(st.integers(0, 10)))
        calls.append(call(day, *some, school=facts.school_id))
    return known, rules, calls


def told(rows):
    return [
        (row.facts.name, {r.kind for r in row.reasons}, {r.kind for r in row.resting})
        for row in rows
    ]


@settings(max_examples=150, deadline=None)
@given(called())
def test_the_list_is_that_of_the_slow_version(made):
    known, rules, calls = made
    found = desk(known, rules, calls, DAY)
    expected = slow_desk.listed(known, rules, calls, DAY)
    event(f"{bool(found.to_call)} {bool(found.common)} {any(r.resting for r in found.to_call)}")
    assert (told(found.to_call), told(found.others), set(found.common)) == expected


@settings(max_examples=50, deadline=None)
@given(called())
def test_a_call_about_all_that_is_listed_clears_the_list_for_a_day(made):
    known, rules, calls = made
    found = desk(known, rules, calls, DAY)
    more = [call(DAY, *row.keys, school=row.facts.school_id) for row in found.to_call]
    after = desk(known, rules, calls + more, DAY)
    assert after.to_call == ()
    assert after.common == found.common
