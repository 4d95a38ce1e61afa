"""The order of the list, against a slow version in plain Python; and who has a place."""

from decimal import Decimal
from fractions import Fraction
from itertools import permutations

import pyarrow as pa
import pytest
from hypothesis import given as generated
from hypothesis import settings
from hypothesis import strategies as st

from sm_core.definitions import tier_for
from sm_core.seen import see
from sm_core.standing import Asked
from sm_core.targeting.candidates import Candidates
from sm_core.targeting.criteria import ALL_YEAR, EARLY, LAST_YEAR, ORDERS, TARGETED, Criteria
from sm_core.targeting.places import Room, mentors_needed, places_kept, within_places
from sm_core.targeting.propose import preview, propose
from sm_core.uploads import open_district
from tests.targeted import BOSS, JAN_30

DAYS = pa.decimal128(38, 6)
days = st.decimals(0, 100, places=1)


@st.composite
def students(draw, number):
    enrolled = draw(st.sampled_from([1, 12, 29, 30, 60, 61, 90, 99, 100, Decimal("99.5")]))
    absent = min(draw(days), enrolled)
    last = draw(st.one_of(st.none(), st.just((Decimal(23), Decimal(178)))))
    few = st.sampled_from([None, 1, 2, 3]) if enrolled <= 60 else st.none()
    return {
        "student_id": f"S{number:02d}", "school_id": draw(st.sampled_from("AB")),
        "grade": draw(st.sampled_from(["6", "7", "K"])), "days_enrolled": Decimal(enrolled),
        "days_absent": Decimal(absent), "pace_month": draw(few),
        "last_absent": last and last[0], "last_enrolled": last and last[1],
    }  # fmt: skip


@st.composite
def districts(draw):
    return [draw(students(n)) for n in range(draw(st.integers(0, 12)))]


criteria = st.builds(
    Criteria,
    tiers=st.sets(st.sampled_from(TARGETED)).map(lambda t: tuple(x for x in TARGETED if x in t)),
    pace=st.booleans(), last_year=st.sampled_from(list(LAST_YEAR)),
    order=st.sampled_from(list(ORDERS)), grades=st.sampled_from([(), ("6",), ("elementary", "7")]),
    only_grades=st.booleans(), caseload=st.integers(1, 40),
)  # fmt: skip


@pytest.fixture(scope="module")
def empty(tmp_path_factory):
    store = open_district(tmp_path_factory.mktemp("order") / "home")
    yield store
    store.close()


def as_candidates(store, rows):
    """The rows as `candidates` gives them, by the query itself."""
    seen = see(store, BOSS, Asked(JAN_30))
    names = {"student_id": pa.string(), "school_id": pa.string(), "grade": pa.string(),
             "days_enrolled": DAYS, "days_absent": DAYS}  # fmt: skip
    table = pa.Table.from_pylist(
        [{n: r[n] for n in names} | {
            "student_name": "", "sort_name": "", "school_name": "", "grade_order": 0,
            "enrolled": True, "tier": tier_for(r["days_absent"], r["days_enrolled"]),
        } for r in rows],
        pa.schema(names | {
            "student_name": pa.string(), "sort_name": pa.string(), "school_name": pa.string(),
            "grade_order": pa.int64(), "enrolled": pa.bool_(), "tier": pa.string(),
        }),
    )  # fmt: skip
    pace = pa.table({
        "student_id": pa.array([r["student_id"] for r in rows], pa.string()),
        "pace_month": pa.array([r["pace_month"] for r in rows], pa.int32()),
    })  # fmt: skip
    last = [r for r in rows if r["last_absent"]]
    last_year = pa.table({
        "student_id": pa.array([r["student_id"] for r in last], pa.string()),
        "last_absent": pa.array([r["last_absent"] for r in last], DAYS),
        "last_enrolled": pa.array([r["last_enrolled"] for r in last], DAYS),
    })  # fmt: skip
    from sm_core.queries import run

    with store.reading() as cursor:
        for name, said in (("seen", table), ("pace", pace), ("last_year", last_year)):
            cursor.register(name, said)
        found = run(cursor, "targeting_candidates", early_days=30).to_arrow_table()
    return Candidates(seen, found)


def slow(rows, wanted):
    """(student, group) in order, with everything said step by step."""
    spelled = {"elementary": ["K"], "6": ["6"], "7": ["7"]}
    grades = {g for name in wanted.grades for g in spelled[name]}
    found = []
    for row in rows:
        tier = tier_for(row["days_absent"], row["days_enrolled"])
        early = row["days_enrolled"] < 30
        priority = row["grade"] in grades
        if wanted.only_grades and not priority:
            continue
        if not early and tier in wanted.tiers:
            group = tier
        elif early and wanted.pace and row["pace_month"]:
            group = "moderate_chronic"
        elif row["last_absent"] and (
            wanted.last_year == ALL_YEAR or (wanted.last_year == EARLY and early)
        ):
            group = "at_risk"
        else:
            continue
        key = (
            ORDERS[wanted.order].index(group), not priority, row["last_absent"] is None,
            -Fraction(row["days_absent"]) / Fraction(row["days_enrolled"]), -row["days_absent"],
            row["student_id"],
        )  # fmt: skip
        found.append((key, row["student_id"], group))
    return [(student, group) for _, student, group in sorted(found)]


@settings(max_examples=40, deadline=None)
@generated(rows=districts(), wanted=criteria)
def test_the_list_is_that_of_a_slow_version(empty, rows, wanted):
    found = propose(empty, as_candidates(empty, rows), {"A": wanted, "B": wanted})
    pairs = list(zip(found["student_id"].to_pylist(), found["listed_under"].to_pylist(),
                     strict=True))  # fmt: skip
    assert pairs == slow(rows, wanted)
    assert found["place"].to_pylist() == list(range(1, len(pairs) + 1))


@settings(max_examples=12, deadline=None)
@generated(rows=districts(), here=criteria, there=criteria)
def test_each_school_goes_by_its_own_criteria(empty, rows, here, there):
    everybody, both = as_candidates(empty, rows), {"A": here, "B": there}
    found = propose(empty, everybody, both).to_pylist()
    for school, wanted in both.items():
        listed = [(r["student_id"], r["listed_under"]) for r in found if r["school_id"] == school]
        assert listed == slow([r for r in rows if r["school_id"] == school], wanted)
    told = preview(empty, everybody, both)
    assert told.students == len(found)
    assert sum(told.groups.values()) == len(found)
    sizes = [(sum(r["school_id"] == s for r in found), c.caseload) for s, c in both.items()]
    assert told.mentors == sum(-(-n // caseload) for n, caseload in sizes)


def test_shares_that_a_float_cannot_tell_apart_are_told_apart(empty):
    """The last digit makes the difference; a third is a third, and more days go first."""
    row = {"school_id": "A", "grade": "7", "pace_month": None, "last_absent": None,
           "last_enrolled": None}  # fmt: skip
    rows = [
        row | {"student_id": "S1", "days_absent": Decimal("333.333333"),
               "days_enrolled": Decimal("999.999999")},
        row | {"student_id": "S2", "days_absent": Decimal("333.333333"),
               "days_enrolled": Decimal("999.999998")},
        row | {"student_id": "S3", "days_absent": Decimal(30), "days_enrolled": Decimal(90)},
        row | {"student_id": "S4", "days_absent": Decimal(31), "days_enrolled": Decimal(93)},
    ]  # fmt: skip
    wanted = Criteria()
    found = propose(empty, as_candidates(empty, rows), {"A": wanted})["student_id"].to_pylist()
    assert found == [student for student, _ in slow(rows, wanted)] == ["S2", "S1", "S4", "S3"]


def test_every_order_of_the_groups_is_offered():
    assert sorted(ORDERS.values()) == sorted(permutations(TARGETED))


# --- places


@pytest.mark.parametrize(
    ("free", "percent", "kept"),
    [(0, 20, 0), (1, 20, 0), (2, 20, 0), (3, 20, 1), (5, 20, 1), (7, 20, 1), (8, 20, 2),
     (10, 20, 2), (10, 0, 0), (10, 100, 10), (1, 49, 0), (1, 50, 1), (31, 20, 6)],
)  # fmt: skip
def test_places_kept_for_severe(free, percent, kept):
    assert places_kept(free, percent) == kept


# o is another student, S a severe one; in capitals with a star who has a place.
LISTS = [
    ("oooooSSS", 5, 20, "ooooS"),
    ("oooooSSS", 0, 20, ""),
    ("ooSSS", 5, 20, "ooSSS"),
    ("ooSSSSS", 5, 20, "ooSSS"),  # the others need only two
    ("ooooooS", 5, 40, "ooooS"),  # the severe need only one of two
    ("oooooo", 5, 20, "ooooo"),
    ("SSSSSS", 5, 20, "SSSSS"),
    ("oooooSSS", 5, 0, "ooooo"),
    ("oooooSSS", 5, 100, "SSSoo"),
    ("SSSooo", 3, 0, "SSS"),  # severe first in the order: the reserve is the least they get
    ("SSSooo", 5, 20, "SSSoo"),
    ("ooSSoo", 4, 25, "ooSS"),
    ("oS", 9, 20, "oS"),
]


@pytest.mark.parametrize(("ordered", "free", "percent", "served"), LISTS)
def test_who_has_a_place(ordered, free, percent, served):
    people = [(f"{n}", kind == "S") for n, kind in enumerate(ordered)]
    found = within_places(people, free, places_kept(free, percent))
    assert sorted(ordered[int(n)] for n in found) == sorted(served)
    for kind in "oS":  # within each side the first come first
        ranks = [n for n, each in enumerate(ordered) if each == kind]
        taken = [n for n in ranks if f"{n}" in found]
        assert taken == ranks[: len(taken)]


@pytest.mark.parametrize(
    ("places", "percent", "kept"),
    [(Fraction(1), 20, 0), (Fraction(9, 2), 20, 0), (Fraction(5), 20, 1), (Fraction(29, 3), 20, 1),
     (Fraction(10), 20, 2), (Fraction(7, 3), 100, 2)],
)  # fmt: skip
def test_schools_that_share_a_mentor_round_down(places, percent, kept):
    assert places_kept(places, percent, shared=True) == kept


@pytest.mark.parametrize(
    ("free", "taken", "kept"),
    [(10, 0, 2), (9, 1, 1), (8, 2, 0), (7, 3, 0), (1, 0, 1), (0, 0, 0), (5, 1, 1)],
)
def test_the_severe_who_have_a_place_count_for_the_reserve(free, taken, kept):
    """Of ten places at 20 %, whoever has the other ones."""
    ids = [f"{n}" for n in range(10 - free)]
    there = Room(free, Fraction(10), students=frozenset(ids))
    assert there.kept(20, {*ids[:taken], "elsewhere"}) == kept


@generated(st.lists(st.booleans(), max_size=30), st.integers(0, 40), st.integers(0, 100))
def test_no_place_stays_empty_and_the_reserve_holds(severe, free, percent):
    people = [(f"{n}", each) for n, each in enumerate(severe)]
    found = within_places(people, free, places_kept(free, percent))
    assert len(found) == min(free, len(people))
    served = sum(is_severe for name, is_severe in people if name in found)
    assert served >= min(sum(severe), places_kept(free, percent))


@pytest.mark.parametrize(
    ("students", "caseload", "mentors"),
    [(0, 4, 0), (-3, 4, 0), (1, 4, 1), (4, 4, 1), (5, 4, 2), (88, 4, 22), (40, 40, 1)],
)
def test_mentors_for_so_many_students(students, caseload, mentors):
    assert mentors_needed(students, caseload) == mentors
