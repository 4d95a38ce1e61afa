"""Every reason of the weekly review, and all that it follows from, against its slow version on
generated districts."""

import os
import tempfile
from collections import Counter
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import slow_contacts
import slow_review as slow
from district_files import files_of, mapping_of
from driving import NOW, load
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from small_districts import STUDENTS, as_of_dates, event_districts, later, register_districts

from sm_core.actor import COORDINATOR, Actor, local_captain
from sm_core.contacts.contact import KINDS
from sm_core.contacts.weeks import monday_of
from sm_core.review.facts import facts
from sm_core.review.reasons import reasons
from sm_core.review.settings import Thresholds
from sm_core.saving import Save, save_once
from sm_core.school_year import school_year_of
from sm_core.seen import see
from sm_core.standing import Asked
from sm_core.uploads import open_district

CAPTAIN = local_captain()
COORDINATOR_ = Actor("Ms. Chen", COORDINATOR, schools=("101",))
EXAMPLES = int(os.environ.get("EXAMPLES", "2"))
generated = settings(
    max_examples=EXAMPLES,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
MENTORS = ("m1", "m2")
# Generated school years have a few weeks, so most bounds are lower than anybody would set them.
RULES = st.builds(
    Thresholds, worse_missed=st.integers(1, 3), worse_days=st.sampled_from((3, 5, 10)),
    better_most=st.integers(0, 1), better_after=st.integers(2, 3),
    better_days=st.sampled_from((3, 5, 20)), running=st.integers(2, 3),
    stuck_weeks=st.integers(1, 4), margin=st.sampled_from([*map(Decimal, ("0", "0.5", "2"))]),
    quarter_days=st.sampled_from((5, 7, 20)),
)  # fmt: skip


def days_of(district):
    return sorted(set().union(*district.days_by_school.values()))


@st.composite
def worlds(draw, districts):
    """A district with matches that hold, held, never did or are to come, two of one student at
    times, and with contacts, chosen students, supports and families."""
    district = draw(districts)
    days = days_of(district)
    dates = st.dates(later(days[0], -9), later(days[-1], 12))
    who = st.sampled_from(STUDENTS[:4])
    matches = draw(st.lists(st.builds(
        lambda student, mentor, school, started, held: slow_contacts.Match(
            "", student, mentor, school, started, None if held is None else later(started, held)),
        who, st.sampled_from(MENTORS), st.sampled_from(("101", "102")), dates,
        st.none() | st.integers(-2, 40),
    ), max_size=8))  # fmt: skip
    told = st.builds(
        slow_contacts.Told, who, st.sampled_from((*MENTORS, "")), dates,
        st.sampled_from(list(KINDS)), st.sampled_from((False, False, True)),
    )  # fmt: skip
    chosen = st.dictionaries(who, st.tuples(st.sampled_from(("101", "102")), dates))
    answers = st.builds(slow.Answer, who, st.sampled_from(("sent", "given", "refused")), dates)
    return district, slow.World(
        matches=[replace(match, match_id=f"match {n}") for n, match in enumerate(matches)],
        told=draw(st.lists(told, max_size=30)),
        chosen=draw(chosen),
        supports=draw(st.dictionaries(who, st.sampled_from(("referred", "started")))),
        answers=draw(st.lists(answers, max_size=6, unique_by=lambda a: (a.student, a.since))),
    )


@given(world=worlds(event_districts(with_covers=False)), rules=RULES)
@generated
def test_events(world, rules):
    assert_same_reasons(*world, rules)


@given(world=worlds(event_districts(with_covers=True)), rules=RULES)
@generated
def test_events_with_declared_coverage(world, rules):
    assert_same_reasons(*world, rules)


@given(world=worlds(register_districts(with_enrollment=False)), rules=RULES)
@generated
def test_register(world, rules):
    assert_same_reasons(*world, rules)


@given(world=worlds(register_districts(with_enrollment=True)), rules=RULES)
@generated
def test_register_with_an_enrollment_file(world, rules):
    assert_same_reasons(*world, rules)


def assert_same_reasons(district, world, rules):
    """At every school and as-of date, looked at on that day and the week after."""
    with tempfile.TemporaryDirectory() as folder:
        load(Path(folder), files_of(district), mapping_of(district))
        store = open_district(Path(folder))
        for as_of in as_of_dates(district):
            write(store, world, as_of)
            for day in (as_of, later(as_of, 8)):
                for school in sorted(district.days_by_school):
                    assert_same(store, district, world, (school, as_of, day), rules)
        store.close()


def assert_same(store, district, world, asked, rules):
    school, as_of, day = asked
    monday = monday_of(day)
    # The team met twelve days ago, or never.
    since = None if day == as_of else later(as_of, -12)
    expected = slow.facts(district, world, (*asked, monday), rules, since)
    # Whom a school does not limit and whom it does are told the same of its own students.
    for actor in (CAPTAIN, COORDINATOR_) if school == "101" else (CAPTAIN,):
        seen = see(store, actor, Asked(as_of))
        found = facts(store, seen, school, rules, day, monday, since=since)
        assert found.keys() == expected.keys()
        for student, known in found.items():
            assert plain(known) == named(expected[student]), (student, asked)
            keys = Counter(reason.key for reason in reasons(known, rules))
            assert keys == Counter(slow.reasons(expected[student], rules)), (student, asked)


def plain(known):
    """The facts of a student as the slow version has them."""
    lately, program = known.lately, known.program
    names = ("known", "last_day", "run", "run_since", "with_mentor", "stuck_now", "stuck_before",
             "stuck_before_days", "tier_now", "tier_before")  # fmt: skip
    return {name: getattr(lately, name) for name in names} | {
        "days": known.days,
        "missed": known.missed,
        "worse": (lately.worse_now, lately.worse_before),
        "better": (lately.better_now, lately.better_before),
        "quarter": (lately.quarter_missed, lately.quarter_days),
        "chosen": program.chosen,
        "mentors": program.mentors,
        "support": program.support,
        "waits": program.waits,
        "said_no": program.said_no,
        "contacts": (program.asked, program.logged),
    }


def named(known):
    """The slow version has ids where the roster has names."""
    return known | {"mentors": ", ".join(f"Mentor {m}" for m in known["mentors"])}


def write(store, world, as_of):
    """What people typed, in place of what stood there."""
    tables = {
        "mentors": [{"mentor_id": m, "first_name": "Mentor", "last_name": m} for m in MENTORS],
        "matches": [
            {"match_id": m.match_id, "student_id": m.student, "mentor_id": m.mentor,
             "school_id": m.school, "started": m.started, "ended": m.ended}
            for m in world.matches
        ],
        "contacts": [
            {"contact_id": str(n), "student_id": t.student, "mentor_id": t.mentor, "day": t.day,
             "kind": t.kind, "taken_back": NOW if t.taken_back else None}
            for n, t in enumerate(world.told)
        ],
        "targets": [
            {"student_id": student, "school_id": school, "school_year": school_year_of(as_of),
             "state": "chosen", "since": since}
            for student, (school, since) in world.chosen.items()
        ],
        "intensive_supports": [
            {"student_id": student, "school_year": school_year_of(as_of), "state": state}
            for student, state in world.supports.items()
        ],
        "permissions": [
            {"permission_id": str(n), "student_id": a.student, "state": a.state,
             "since": a.since, "family_id": ""}
            for n, a in enumerate(world.answers)
        ],
    }  # fmt: skip

    def act(writing):
        for name, rows in tables.items():
            writing.cursor.execute(f"DELETE FROM program.{name}")
            writing.insert(name, rows)

    save_once(store, Save(CAPTAIN, NOW), act)
