"""The suggestions for a whole pool: of the store whatever the order of its rows, of two schools
with one mentor, with the reserve, with a draw; and the lists that are kept."""

from dataclasses import replace
from datetime import date, datetime

import numpy as np
import pytest

from sm_core.actor import MENTOR, Actor
from sm_core.errors import NotAllowed
from sm_core.families.policy import OPT_OUT, Policy, save_policy
from sm_core.matching.end import open_matches
from sm_core.matching.lists import out_of_date, save_lists, saved_lists
from sm_core.matching.pool import Pool
from sm_core.matching.said import APART, LANGUAGE, NEVER, ONLY, PIN, TOGETHER, WISH, MatchRule
from sm_core.matching.settings import LEARNERS, PREFERRED, REQUIRED, USUAL, save_matching_settings
from sm_core.matching.suggest import suggest
from sm_core.matching.words import cautions, reasons
from sm_core.saving import save_once
from sm_core.targeting.criteria import USUAL as CRITERIA
from sm_core.targeting.criteria import save_criteria
from tests.invented import AMINA, LINC, MARCUS, OWEN, ROOS, ROSA
from tests.match_cast import TOLD, pool_of, suggestions
from tests.match_people import DAY, a_mentor, a_student, district, in_order
from tests.mentor_cast import CAPTAIN_, CHEN, RUIZ, match, press
from tests.targeted import JAN_30, known

BOTH = ("LINC", "ROOS")


def rule(store, *rules):
    """(kind, student, other) each, made in this order."""
    rows = [
        {"rule_id": f"r{n}", "kind": kind, "student_id": student, "other_id": other,
         "school_id": LINC, "made": datetime(2026, 1, 20, 8, n)}
        for n, (kind, student, other) in enumerate(rules)
    ]  # fmt: skip
    save_once(store, press(), lambda writing: writing.insert("match_rules", rows))


def test_who_meets_whom_in_the_invented_school(matchable):
    found = suggestions(matchable)
    assert found.pairs == {MARCUS: "m1", AMINA: "m5", ROSA: "m2", OWEN: ""}
    assert [row.student.student_id for row in found.rows] == [MARCUS, AMINA, ROSA, OWEN]
    assert found.of[MARCUS].score == sum(dict(found.of[MARCUS].parts).values()) == 325
    assert found.of[OWEN].gap.code == "family_knows"


def reversed_rows(store):
    """Every table of the program with its rows the other way round."""
    with store.writing("program") as cursor:
        names = [name for (name,) in cursor.execute(
            "SELECT table_name FROM duckdb_tables() WHERE database_name = 'program' "
            "AND schema_name = 'main' AND estimated_size > 1"
        ).fetchall()]  # fmt: skip
        for name in names:
            cursor.execute(f"CREATE TEMP TABLE turned AS SELECT * FROM program.{name}")
            cursor.execute(f"DELETE FROM program.{name}")
            cursor.execute(f"INSERT INTO program.{name} SELECT * FROM turned ORDER BY rowid DESC")
            cursor.execute("DROP TABLE turned")
    return names


def test_the_order_of_rows_changes_no_byte(matchable):
    rule(matchable, (WISH, MARCUS, "m5"), (TOGETHER, AMINA, ROSA), (NEVER, ROSA, "m1"))
    before = printed(suggestions(matchable))
    turned = reversed_rows(matchable)
    assert {"mentors", "targets", "match_rules", "traits", "permissions"} <= set(turned)
    assert printed(suggestions(matchable)) == before


def printed(found):
    return "\n".join(
        f"{row.student!r} {row.mentor_id} {row.parts!r} {row.gap!r} "
        f"{reasons(row.student, row.mentor, dict(row.parts)) if row.mentor else ''}"
        for row in found.rows
    )


@pytest.mark.parametrize("seed", range(5))
def test_people_in_another_order_are_suggested_the_same(seed):
    """Nothing is known of them, so that every list is as good as any other."""
    rng = np.random.default_rng(seed)
    students = [a_student(f"s{n}", BOTH[n % 2]) for n in range(14)]
    mentors = [a_mentor(f"m{n}", BOTH[: n % 2 + 1], capacity=2) for n in range(5)]
    first = suggest(in_order(pool(students, mentors)))
    other = suggest(in_order(pool(rng.permutation(students), rng.permutation(mentors))))
    assert repr(other.rows) == repr(first.rows)


@pytest.mark.parametrize(("rules", "pairs"), [
    ([(PIN, MARCUS, "m5")], {MARCUS: "m5"}),
    ([(PIN, MARCUS, "m1"), (PIN, MARCUS, "m5")], {MARCUS: "m5"}),
    # Grace is never free when Marcus is.
    ([(PIN, MARCUS, "m2")], {MARCUS: ""}),
    ([(NEVER, MARCUS, "m1"), (NEVER, MARCUS, "m2")], {MARCUS: "m5"}),
    ([(ONLY, AMINA, "m1")], {AMINA: "m1", MARCUS: "m5"}), ([(ONLY, MARCUS, "m5")], {MARCUS: "m5"}),
    ([(WISH, AMINA, "m2"), (NEVER, AMINA, "m5")], {AMINA: "m2"}),
    ([(LANGUAGE, AMINA, "Spanish")], {AMINA: "m2", ROSA: "m2"}),
    ([(TOGETHER, AMINA, ROSA)], {AMINA: "m2", ROSA: "m2"}),
    ([(LANGUAGE, AMINA, "Spanish"), (APART, AMINA, ROSA)], {AMINA: "m2", ROSA: "m5"}),
])  # fmt: skip
def test_rules_people_made(matchable, rules, pairs):
    rule(matchable, *rules)
    found = suggestions(matchable).pairs
    assert {student: found[student] for student in pairs} == pairs


def test_an_accepted_match_keeps_its_place(matchable):
    match(matchable, (AMINA, "m2"), started=TOLD)
    found = suggestions(matchable)
    assert found.pairs == {MARCUS: "m1", ROSA: "m2", OWEN: ""}
    assert found.pool.mentor["m2"].places_left == 1
    assert [s.student_id for s in found.pool.students if s.mentor] == [AMINA]
    rule(matchable, (PIN, ROSA, "m5"))
    assert suggestions(matchable).pairs == {MARCUS: "m1", ROSA: "m5", OWEN: ""}


def test_who_is_to_begin_tomorrow_has_a_place_today(matchable):
    match(matchable, (AMINA, "m5"), started=date(2026, 2, 9))
    found = suggestions(matchable)
    assert AMINA not in found.pairs
    assert found.pool.mentor["m5"].places_left == 0


def test_who_meets_one_mentor_and_is_to_meet_another_takes_two_places(matchable):
    match(matchable, (AMINA, "m5"), started=TOLD, ended=date(2026, 2, 6))
    match(matchable, (AMINA, "m2"), started=date(2026, 2, 9))
    found = suggestions(matchable).pool
    assert {m: found.mentor[m].places_left for m in ("m2", "m5")} == {"m2": 1, "m5": 0}
    assert found.student[AMINA].mentor == "Helen Brandt"


def test_who_met_before_is_suggested_with_a_word_about_it(matchable):
    match(matchable, (ROSA, "m2"), (AMINA, "m5"), started=TOLD, ended=date(2026, 1, 20))
    # By mistake: it ended on the day it began.
    match(matchable, (MARCUS, "m1"), started=TOLD, ended=TOLD)
    rows = suggestions(matchable).of
    said = {s: cautions(rows[s].student, rows[s].mentor) for s in (ROSA, AMINA, MARCUS)}
    assert said[ROSA] == ["the two met before, until Jan 20, 2026"]
    assert said[AMINA][0] == "the two met before, until Jan 20, 2026"
    assert said[MARCUS] == []


def test_who_looks_back_does_not_see_what_was_to_come(matchable):
    match(matchable, (AMINA, "m5"), started=date(2026, 2, 9))
    pool = pool_of(matchable, ahead=False)
    assert AMINA in [s.student_id for s in pool.waiting]
    assert pool.mentor["m5"].places_left == 1
    assert open_matches(matchable, known(matchable, CAPTAIN_), JAN_30, ahead=False) == []
    assert len(open_matches(matchable, known(matchable, CAPTAIN_), JAN_30)) == 1


@pytest.mark.parametrize(("day", "mentor"), [(date(2026, 1, 19), "m1"), (date(2026, 1, 20), "m5")])
def test_a_rule_holds_from_the_day_on_which_it_was_made(matchable, day, mentor):
    rule(matchable, (PIN, MARCUS, "m5"))
    assert suggestions(matchable, day=day).pairs[MARCUS] == mentor


@pytest.mark.parametrize(("kind", "mentor"), [(TOGETHER, "m2"), (APART, "m5")])
def test_the_mentor_of_a_sister_or_another_one(matchable, kind, mentor):
    match(matchable, (ROSA, "m2"), started=TOLD)
    rule(matchable, (kind, AMINA, ROSA), (WISH, AMINA, "m2"))
    assert suggestions(matchable).pairs == {MARCUS: "m1", AMINA: mentor, OWEN: ""}


@pytest.mark.parametrize(("day", "gap"), [
    (date(2026, 1, 22), "days_left"), (date(2026, 1, 23), ""), (date(2026, 1, 24), ""),
])  # fmt: skip
def test_the_days_to_say_no_must_have_passed(matchable, day, gap):
    """Told on January 12."""
    save_policy(matchable, press(CAPTAIN_), LINC, Policy("notice"), Policy(OPT_OUT, 10))
    assert pool_of(matchable, day=day).student[ROSA].family_gap == gap


@pytest.mark.parametrize(("required", "language"), [
    (PREFERRED, ""), (LEARNERS, ""), (REQUIRED, "Spanish"),
])  # fmt: skip
def test_a_home_language_may_be_required(matchable, required, language):
    """The file says of nobody that they learn English."""
    wanted = replace(USUAL, language_rule=required)
    save_matching_settings(matchable, press(CAPTAIN_), USUAL, wanted)
    students = suggestions(matchable).pool.student
    assert (students[ROSA].must_speak, students[MARCUS].must_speak) == (
        (language,) if language else (),
        (),
    )


def test_a_school_sees_its_own_and_a_mentor_nothing(matchable):
    assert len(suggestions(matchable, CHEN).rows) == 4
    assert suggestions(matchable, RUIZ).rows == ()
    with pytest.raises(NotAllowed, match="Matching is for coordinators"):
        pool_of(matchable, Actor("David Okafor", MENTOR, (LINC,)))
    assert pool_of(matchable, schools=[ROOS]).students == ()


@pytest.mark.parametrize(("grades", "later"), [
    ((), ()), (("7",), ()), (("middle",), ()), (("8",), (MARCUS, AMINA, OWEN)),
])  # fmt: skip
def test_who_is_of_no_priority_grade_comes_later_unless_severe(matchable, grades, later):
    """All are in grade 7, and Rosa is severe."""
    save_criteria(matchable, press(CAPTAIN_), LINC, CRITERIA, replace(CRITERIA, grades=grades))
    students = pool_of(matchable).student.values()
    assert {s.student_id for s in students if s.later} == set(later)


def test_priority_grades_come_first_within_their_group_alone():
    marks = {"first": (0, False), "second": (0, True), "third": (1, False), "last": (1, True)}
    students = [a_student(name, rank=rank, later=later, knows=frozenset({"m1"} if later else ()))
                for name, (rank, later) in marks.items()]  # fmt: skip
    for places in range(1, 5):
        found = suggest(pool(students, [a_mentor(capacity=places)])).pairs
        assert {name for name, mentor in found.items() if mentor} == set(list(marks)[:places])


# Several schools


def pool(students, mentors, **more):
    return Pool(DAY, tuple(students), tuple(mentors), **more)


def test_two_schools_wait_for_the_places_of_one_mentor():
    at_both = a_mentor(schools=BOTH, capacity=1)
    students = [a_student("s1", rank=1), a_student("s2", "ROOS", rank=0)]
    found = suggest(pool(students, [at_both]))
    assert len(found.solved) == 1
    assert found.pairs == {"s1": "", "s2": "m1"}
    alone = suggest(pool(students, [at_both, a_mentor("m2", ("LINC",), capacity=1)]))
    assert alone.pairs == {"s1": "m2", "s2": "m1"}


def test_schools_are_joined_only_by_places_and_ties():
    students = [a_student("s1"), a_student("s2", "ROOS"), a_student("s3", "WEST")]
    full = a_mentor(schools=BOTH, capacity=1, students=("x",))
    mentors = [full, a_mentor("m2"), a_mentor("m3", ("ROOS",)), a_mentor("m4", ("WEST",))]
    assert len(suggest(pool(students, mentors)).solved) == 3
    free = [replace(full, capacity=2), *mentors[1:]]
    assert len(suggest(pool(students, free)).solved) == 2
    chain = [*free, a_mentor("m5", ("ROOS", "WEST"))]
    assert len(suggest(pool(students, chain)).solved) == 1


def test_apart_schools_give_the_same_as_each_alone():
    whole = district(3, 12, 4, seed=2, places=(1, 4))
    pairs = suggest(whole).pairs
    for school in whole.reserve:
        students = [s for s in whole.students if s.school_id == school]
        mentors = [m for m in whole.mentors if school in m.schools]
        alone = suggest(pool(students, mentors, reserve=whole.reserve)).pairs
        assert alone == {s.student_id: pairs[s.student_id] for s in students}


@pytest.mark.parametrize(("kinds", "together"), [
    # Owen, who cannot be matched yet, must have a place beside Rosa and Amina one day.
    ([(TOGETHER, "s1", "s2"), (TOGETHER, "s2", "s3")], True),
    ([(TOGETHER, "s1", "s2"), (APART, "s3", "s2")], False),
    ([(APART, "s1", "s2"), (APART, "s2", "s3")], None), ([(TOGETHER, "s1", "s2")], None),
])  # fmt: skip
@pytest.mark.parametrize("other", ["m1", "m2"])
def test_ties_hold_through_one_who_cannot_be_matched_yet(kinds, together, other):
    """Rosa knows the first mentor, Amina one of the two."""
    students = [
        a_student("s1", knows=frozenset({"m1"})), a_student("s2", family_gap="to_tell"),
        a_student("s3", knows=frozenset({other})),
    ]  # fmt: skip
    rules = tuple(MatchRule(str(n), *said, "LINC") for n, said in enumerate(kinds))
    found = suggest(pool(students, [a_mentor(capacity=2), a_mentor("m2", capacity=2)], rules=rules))
    same = (other == "m1") if together is None else together
    assert "" not in (found.pairs["s1"], found.pairs["s3"])
    assert (found.pairs["s1"] == found.pairs["s3"]) == same


@pytest.mark.parametrize(("percent", "places", "severe"), [
    (0, 5, 0), (20, 5, 1), (20, 2, 0), (20, 3, 1), (50, 4, 2), (100, 4, 3),
])  # fmt: skip
def test_the_reserve_is_a_part_of_the_free_places(percent, places, severe):
    """Eight students come before the three who are severe."""
    students = [a_student(f"a{n}") for n in range(8)]
    students += [a_student(f"b{n}", rank=2, severe=True) for n in range(3)]
    found = suggest(pool(students, [a_mentor(capacity=places)], reserve={"LINC": percent}))
    served = [row.student for row in found.rows if row.mentor]
    assert len(served) == places
    assert sum(student.severe for student in served) == severe


# The draw


def drawn(seed, students=40, draw=True):
    settings = replace(USUAL, draw=draw, seed=seed)
    return suggest(district(2, students, 5, places=(2, 5), settings=settings))


def served(found):
    return {s for s, mentor in found.pairs.items() if mentor}


def test_a_draw_serves_as_many_of_each_group():
    chosen, by_lot = drawn(1, draw=False), drawn(1)
    assert [e.block.served(e.assigned) for e in chosen.solved] == [
        e.block.served(e.assigned) for e in by_lot.solved
    ]
    assert served(chosen) != served(by_lot)


def test_a_draw_can_be_drawn_again_and_another_number_is_another_draw():
    assert repr(drawn(5).rows) == repr(drawn(5).rows)
    assert served(drawn(5)) != served(drawn(6))


def test_the_lots_decide_whatever_fits():
    students = [a_student(f"s{n:02d}") for n in range(30)]
    fits = replace(students[0], knows=frozenset({"m1"}))
    draws = [
        suggest(pool([fits, *students[1:]], [a_mentor(capacity=10)],
                     settings=replace(USUAL, draw=True, seed=seed)))
        for seed in range(30)
    ]  # fmt: skip
    for found in draws:
        (solved,) = found.solved
        lots = dict(zip(solved.grid.row, solved.block.lots.tolist(), strict=True))
        assert sorted(lots.values()) == list(range(1, 31))
        assert {lots[s] for s in served(found)} == set(range(21, 31))
    # One in three has a place: a student who fits best no more often than another.
    assert 3 <= sum("s00" in served(found) for found in draws) <= 17


def test_the_lot_of_a_student_does_not_depend_on_who_else_waits():
    orders = []
    for students in (range(12), range(0, 12, 2)):
        (solved,) = suggest(pool([a_student(f"s{n:02d}") for n in students], [a_mentor()],
                                 settings=replace(USUAL, draw=True))).solved  # fmt: skip
        lots = dict(zip(solved.grid.row, solved.block.lots, strict=True))
        orders.append([s for s in sorted(lots, key=lots.get) if int(s[1:]) % 2 == 0])
    assert orders[0] == orders[1]


# The lists that are kept


def saved(store, when, **more):
    found = suggestions(store, CHEN)
    save_lists(store, press(CHEN, when, **more), found, JAN_30, [LINC])
    return found


NOON, LATER = datetime(2026, 1, 30, 12), datetime(2026, 1, 30, 15)


def test_a_list_is_kept_and_out_of_date_when_it_would_be_another(matchable):
    assert out_of_date(suggestions(matchable, CHEN), {}) == [LINC]
    saved(matchable, NOON)
    lists = saved_lists(matchable, CHEN, [LINC], JAN_30)
    assert (lists[LINC].made, lists[LINC].made_by) == (NOON, "Ms. Chen")
    assert lists[LINC].mentors == {MARCUS: "m1", AMINA: "m5", ROSA: "m2", OWEN: ""}
    assert out_of_date(suggestions(matchable, CHEN), lists) == []
    assert suggestions(matchable, CHEN).pool.before == lists[LINC].mentors
    rule(matchable, (NEVER, MARCUS, "m1"))
    assert out_of_date(suggestions(matchable, CHEN), lists) == [LINC]


def test_the_next_list_says_what_changed_and_takes_the_place(matchable):
    saved(matchable, NOON)
    rule(matchable, (NEVER, MARCUS, "m1"))
    saved(matchable, LATER)
    one = saved_lists(matchable, CHEN, [LINC], JAN_30)[LINC]
    assert one.made == LATER
    assert {s: c.change for s, c in one.changes.items()} == {
        MARCUS: "moved", AMINA: "moved", ROSA: "kept", OWEN: "",
    }  # fmt: skip
    assert one.changes[MARCUS].before_id == "m1"
    assert one.changes[MARCUS].why == (
        "Somebody said that Marcus Tran and David Okafor must never be matched."
    )
    assert one.changes[AMINA].why == "The place with Helen Brandt goes to Marcus Tran."
    with matchable.reading() as cursor:
        lists = "SELECT count(*), count(DISTINCT list_id) FROM program.suggestion_lists"
        assert cursor.execute(lists).fetchall() == [(2, 2)]
        assert cursor.execute("SELECT count(*) FROM program.suggestions").fetchall() == [(4,)]


def test_a_list_is_not_known_before_its_day_nor_saved_for_another_school(matchable):
    saved(matchable, NOON)
    assert saved_lists(matchable, CHEN, [LINC], date(2026, 1, 29)) == {}
    assert saved_lists(matchable, CHEN, [ROOS], JAN_30) == {}
    with pytest.raises(NotAllowed):
        save_lists(matchable, press(RUIZ), suggestions(matchable, CHEN), JAN_30, [LINC])


def test_a_second_click_saves_one_list(matchable):
    saved(matchable, NOON, token="once")
    rule(matchable, (NEVER, MARCUS, "m1"))
    saved(matchable, LATER, token="once")
    assert saved_lists(matchable, CHEN, [LINC], JAN_30)[LINC].made == NOON
