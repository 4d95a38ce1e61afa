"""What people say about who may meet whom: saved, contradicted, taken back, listed, handed on."""

from datetime import date, timedelta

import pytest

from sm_core.bringing.in_program import student_history
from sm_core.demo.forget import forget_program
from sm_core.errors import NotAllowed, SmError
from sm_core.history import history_of
from sm_core.matching.accept import accept
from sm_core.matching.contradictions import clash, clash_of_merged, consistent
from sm_core.matching.pairs import Pair
from sm_core.matching.rule_save import add_rule, add_rules, take_back_rule
from sm_core.matching.rule_words import rules_seen
from sm_core.matching.said import (
    APART,
    LANGUAGE,
    NEVER,
    ONLY,
    PIN,
    TOGETHER,
    WISH,
    MatchRule,
    read_rules,
)
from sm_core.mentors.merge import merge
from sm_core.saving import Record, save_once
from sm_core.uploads import open_district
from tests.invented import AMINA, LINC, MARCUS, OWEN, ROOS, ROSA, bring
from tests.match_cast import pool_of
from tests.mentor_cast import CAPTAIN_, CHEN, MENTOR_, PRINCIPAL_, RUIZ, match, press
from tests.targeted import JAN_30, known, put, told

LATER = press().when + timedelta(hours=1)


def say(store, kind, student, other, reason="", actor=CHEN, save=None):
    save = save or press(actor)
    return add_rule(store, save, known(store, save.actor), kind, student, other, reason)


def refused(store, *rule, **how):
    before = holding(store)
    with pytest.raises(SmError) as error:
        say(store, *rule, **how)
    assert holding(store) == before
    return " ".join(error.value.sentences)


def holding(store):
    with store.reading() as cursor:
        return sorted((r.kind, r.student_id, r.other_id) for r in read_rules(cursor))


def history(store, student):
    return [(c.field, c.before, c.after, c.reason)
            for c in history_of(store, "match_rule", student)]  # fmt: skip


@pytest.fixture(scope="module")
def untouched(match_made):
    """The school of `match_cast`, for presses that are all refused."""
    store = open_district(match_made)
    yield store
    store.close()


# Saving


@pytest.mark.parametrize(
    ("kind", "other", "field"),
    [
        (PIN, "m2", "keep for Grace Lindqvist"), (NEVER, "m1", "never with David Okafor"),
        (WISH, "m1", "asked for David Okafor"), (ONLY, "m2", "nobody but Grace Lindqvist"),
        (LANGUAGE, "spa", "needs a mentor who speaks Spanish"),
    ],
)  # fmt: skip
def test_a_rule_is_saved_with_who_why_and_when(matchable, kind, other, field):
    made = say(matchable, kind, ROSA, other, " asked by the family ")
    with matchable.reading() as cursor:
        [found] = read_rules(cursor)
    stored = "Spanish" if kind == LANGUAGE else other
    assert found == MatchRule(made, kind, ROSA, stored, LINC, "asked by the family",
                              press().when, "Ms. Chen")  # fmt: skip
    assert history(matchable, ROSA) == [(field, "no", "yes", "asked by the family")]
    [(what, change)] = student_history(matchable, CHEN, JAN_30, ROSA)
    assert (what, change.field) == ("Who meets whom", field)


@pytest.mark.parametrize(
    ("kind", "words"), [(TOGETHER, "same mentor as"), (APART, "not the mentor of")]
)
def test_both_who_are_tied_have_it_in_their_history(matchable, kind, words):
    say(matchable, kind, ROSA, MARCUS)
    assert history(matchable, ROSA) == [(f"{words} Marcus Tran", "no", "yes", "")]
    assert history(matchable, MARCUS) == [(f"{words} Rosa Delgado", "no", "yes", "")]


def test_a_rule_decides_at_once(matchable):
    say(matchable, NEVER, ROSA, "m2")
    say(matchable, PIN, AMINA, "m2")
    pool = pool_of(matchable)
    assert (pool.student[ROSA].never, pool.student[AMINA].pin) == (frozenset({"m2"}), "m2")


def test_a_second_click_says_nothing_twice(matchable):
    save = press(CHEN, token="once")
    assert say(matchable, NEVER, ROSA, "m1", save=save)
    assert say(matchable, NEVER, ROSA, "m1", save=save) is None
    assert len(holding(matchable)) == 1


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ((NEVER, ROSA, "m1"), (NEVER, ROSA, "m1")), ((PIN, ROSA, "m2"), (PIN, ROSA, "m2")),
        ((TOGETHER, ROSA, MARCUS), (TOGETHER, MARCUS, ROSA)),
        ((APART, ROSA, MARCUS), (APART, MARCUS, ROSA)),
        ((LANGUAGE, ROSA, "Spanish"), (LANGUAGE, ROSA, "Español")),
    ],
)  # fmt: skip
def test_the_second_of_two_learns_that_it_is_noted(matchable, first, second):
    say(matchable, *first)
    words = refused(matchable, *second, actor=CAPTAIN_)
    assert words.startswith("That is noted already: “Rosa Delgado: ")
    assert words.endswith("” (Ms. Chen, Jan 30, 2026).")


@pytest.mark.parametrize("actor", [PRINCIPAL_, MENTOR_, RUIZ])
def test_who_may_not_change_the_program_says_nothing(matchable, actor):
    refused(matchable, NEVER, ROSA, "m1", actor=actor)
    made = say(matchable, NEVER, ROSA, "m1")
    with pytest.raises(NotAllowed):
        take_back_rule(matchable, press(actor), made)
    assert len(holding(matchable)) == 1


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ((NEVER, "0099", "m1"), "There is no student with this id"),
        ((NEVER, ROSA, "m99"), "There is no mentor with this id"),
        ((TOGETHER, ROSA, "0099"), "There is no student with this id"),
        ((TOGETHER, ROSA, ROSA), "names one student twice"),
        ((APART, ROSA, ROSA), "names one student twice"),
        ((LANGUAGE, ROSA, "  "), "Say which language"),
    ],
)
def test_whom_a_rule_cannot_be_about(untouched, rule, words):
    assert words in refused(untouched, *rule)


@pytest.mark.parametrize(("letters", "fits"), [(500, True), (501, False)])
def test_a_reason_has_an_end(matchable, letters, fits):
    if fits:
        assert say(matchable, NEVER, ROSA, "m1", "x" * letters)
    else:
        assert "under 500 letters" in refused(matchable, NEVER, ROSA, "m1", "x" * letters)


# Pins


def test_a_new_pin_takes_the_old_one_back(matchable):
    say(matchable, PIN, ROSA, "m2")
    say(matchable, PIN, ROSA, "m5", save=press(CHEN, LATER))
    assert holding(matchable) == [(PIN, ROSA, "m5")]
    assert history(matchable, ROSA)[:2] == [
        ("keep for Grace Lindqvist", "yes", "no", "Now: keep for Helen Brandt"),
        ("keep for Helen Brandt", "no", "yes", ""),
    ]


def test_two_change_the_mentors_they_are_kept_for(matchable):
    everything_else_fits(matchable)
    add = [(PIN, ROSA, "m5"), (PIN, AMINA, "m1")]
    turned = [(PIN, ROSA, "m1"), (PIN, AMINA, "m5")]
    for wanted in (add, turned):
        assert len(add_rules(matchable, press(CHEN), known(matchable, CHEN), wanted)) == 2
    assert holding(matchable) == sorted(turned)


def test_of_two_rules_both_are_saved_or_none(untouched):
    wanted = [(NEVER, ROSA, "m1"), (PIN, OWEN, "m5")]
    with pytest.raises(SmError):
        add_rules(untouched, press(CHEN), known(untouched, CHEN), wanted)
    assert holding(untouched) == []


@pytest.mark.parametrize(
    ("pin", "words"),
    [
        ((OWEN, "m2"), "The family of Owen Fitzgerald: to be told."),
        ((MARCUS, "m2"), "no shared time"),
    ],
)
def test_a_pin_that_a_hard_rule_forbids(untouched, pin, words):
    assert words in refused(untouched, PIN, *pin)


@pytest.mark.parametrize(("mentor", "kept"), [("m5", 1), ("m2", 2)])
def test_no_more_pins_than_places(matchable, mentor, kept):
    everything_else_fits(matchable)
    students = (ROSA, AMINA, MARCUS)
    for student in students[:kept]:
        say(matchable, PIN, student, mentor)
    words = refused(matchable, PIN, students[kept], mentor)
    assert f"has {kept} place" in words
    assert "kept for Rosa Delgado" in words


def test_who_has_a_mentor_takes_no_kept_place(matchable):
    everything_else_fits(matchable)
    say(matchable, PIN, ROSA, "m2")
    accept(matchable, press(CHEN), known(matchable, CHEN), [Pair(ROSA, "m2")], JAN_30)
    assert say(matchable, PIN, AMINA, "m2")
    assert "has 1 place left, kept for Amina Yusuf" in refused(matchable, PIN, MARCUS, "m2")


def test_nobody_is_kept_for_a_mentor_who_is_not_chosen(matchable):
    with matchable.writing("program") as cursor:
        cursor.execute("DELETE FROM program.targets WHERE student_id = $s", {"s": ROSA})
    assert "Rosa Delgado is not chosen at Lincoln Middle School now" in refused(
        matchable, PIN, ROSA, "m2"
    )


def everything_else_fits(store):
    with store.writing("program") as cursor:
        cursor.execute("DELETE FROM program.availability")


# Contradictions


def rules(*said):
    return [MatchRule(str(n), *each, LINC) for n, each in enumerate(said)]


A, B, C = "a", "b", "c"


@pytest.mark.parametrize(
    ("said", "new", "clashing"),
    [
        ([(PIN, A, "m1")], (NEVER, A, "m1"), "0"),
        ([(NEVER, A, "m1")], (PIN, A, "m1"), "0"),
        ([(NEVER, A, "m2")], (PIN, A, "m1"), ""),
        ([(NEVER, B, "m1")], (PIN, A, "m1"), ""),
        ([(PIN, A, "m2")], (PIN, A, "m1"), "0"),
        # Nobody but those whom it may never be; one of two is enough.
        ([(ONLY, A, "m1")], (NEVER, A, "m1"), "0"),
        ([(ONLY, A, "m1"), (ONLY, A, "m2")], (NEVER, A, "m1"), ""),
        ([(ONLY, A, "m1"), (ONLY, A, "m2"), (NEVER, A, "m2")], (NEVER, A, "m1"), "012"),
        ([(ONLY, A, "m2")], (PIN, A, "m1"), "0"),
        ([(PIN, A, "m1")], (ONLY, A, "m2"), "0"),
        ([(PIN, A, "m1"), (ONLY, A, "m1")], (ONLY, A, "m2"), ""),
        ([(WISH, A, "m1")], (NEVER, A, "m1"), ""),
        # Two languages.
        ([(LANGUAGE, A, "Spanish")], (LANGUAGE, A, "Somali"), "0"),
        ([(LANGUAGE, A, "Spanish")], (LANGUAGE, B, "Somali"), ""),
        # Together and apart, also through others, from either side.
        ([(TOGETHER, A, B)], (APART, A, B), "0"),
        ([(APART, A, B)], (TOGETHER, B, A), "0"),
        ([(TOGETHER, A, B), (TOGETHER, C, B)], (APART, A, C), "01"),
        ([(APART, A, C), (TOGETHER, A, B)], (TOGETHER, B, C), "01"),
        ([(APART, A, B), (APART, B, C)], (TOGETHER, A, C), ""),
        ([(TOGETHER, A, B), (TOGETHER, "d", "e"), (NEVER, A, "m1")], (APART, A, C), ""),
        # What is said of one counts for all who share the mentor.
        ([(PIN, A, "m1"), (TOGETHER, A, B)], (PIN, B, "m2"), "01"),
        ([(PIN, A, "m1"), (TOGETHER, A, B)], (PIN, B, "m1"), ""),
        ([(PIN, A, "m1"), (PIN, B, "m2")], (TOGETHER, A, B), "01"),
        ([(PIN, A, "m1"), (TOGETHER, A, B), (TOGETHER, B, C)], (PIN, C, "m2"), "012"),
        ([(PIN, A, "m1"), (TOGETHER, A, B)], (NEVER, B, "m1"), "01"),
        ([(ONLY, A, "m1"), (TOGETHER, A, B)], (ONLY, B, "m2"), "01"),
        ([(ONLY, A, "m1"), (ONLY, A, "m2"), (TOGETHER, A, B)], (ONLY, B, "m2"), ""),
        ([(PIN, A, "m1"), (APART, A, B)], (PIN, B, "m1"), "01"),
        ([(PIN, A, "m1"), (APART, A, B)], (PIN, B, "m2"), ""),
        ([(PIN, A, "m1"), (PIN, B, "m1")], (APART, A, B), "01"),
        ([(PIN, A, "m1"), (TOGETHER, A, B), (APART, B, C)], (PIN, C, "m1"), "012"),
    ],
)
def test_what_cannot_hold_together(said, new, clashing):
    before, [rule] = rules(*said), rules(new)
    assert consistent(before)
    assert consistent([*before, rule]) == (not clashing)
    assert "".join(r.rule_id for r in clash(before, rule)) == clashing


def test_a_rule_is_not_blamed_for_what_others_contradict():
    before = rules((PIN, A, "m1"), (NEVER, A, "m1"))
    assert clash(before, rules((WISH, A, "m1"))[0]) == []
    assert clash(before, rules((WISH, B, "m1"))[0]) == []


def test_a_contradiction_names_what_was_said_before(matchable):
    say(matchable, NEVER, ROSA, "m2", "They are neighbors")
    assert refused(matchable, PIN, ROSA, "m2") == (
        "“Rosa Delgado: keep for Grace Lindqvist” contradicts “Rosa Delgado: never with Grace "
        "Lindqvist” (Ms. Chen, Jan 30, 2026): take that back first."
    )


def test_a_contradiction_through_others_names_all_of_them(matchable):
    say(matchable, TOGETHER, ROSA, MARCUS)
    say(matchable, TOGETHER, MARCUS, AMINA)
    words = refused(matchable, APART, AMINA, ROSA)
    assert words.count("same mentor as") == 2
    assert words.endswith("take one of these back first.")


# Taking back


def test_a_rule_taken_back_holds_no_longer(matchable):
    made = say(matchable, TOGETHER, ROSA, MARCUS)
    save = press(CHEN, LATER, token="back")
    assert take_back_rule(matchable, save, made) == "“Rosa Delgado: same mentor as Marcus Tran”"
    assert take_back_rule(matchable, save, made) is None
    assert holding(matchable) == []
    for student, other in ((ROSA, "Marcus Tran"), (MARCUS, "Rosa Delgado")):
        assert history(matchable, student)[0] == (f"same mentor as {other}", "yes", "no", "")
    assert say(matchable, APART, ROSA, MARCUS)


def test_the_second_of_two_finds_it_taken_back(matchable):
    made = say(matchable, NEVER, ROSA, "m1")
    take_back_rule(matchable, press(CHEN), made)
    with pytest.raises(SmError, match="taken back already"):
        take_back_rule(matchable, press(CAPTAIN_), made)


# The list


def test_the_rules_of_the_students_one_may_see_are_listed_with_names(matchable):
    say(matchable, TOGETHER, ROSA, MARCUS)
    say(matchable, LANGUAGE, MARCUS, "Vietnamese")
    say(matchable, NEVER, AMINA, "m1")
    found = [(t.student, t.field) for t in rules_seen(matchable, known(matchable, CHEN), JAN_30)]
    assert found == [
        ("Amina Yusuf", "never with David Okafor"),
        ("Marcus Tran", "needs a mentor who speaks Vietnamese"),
        ("Rosa Delgado", "same mentor as Marcus Tran"),
    ]


@pytest.mark.parametrize(
    ("actor", "day", "school", "count"),
    [
        (CHEN, JAN_30, None, 1), (CHEN, JAN_30, LINC, 1), (CHEN, JAN_30, ROOS, 0),
        (CHEN, date(2026, 1, 29), None, 0), (CAPTAIN_, JAN_30, None, 1),
        (PRINCIPAL_, JAN_30, None, 1), (RUIZ, JAN_30, None, 0), (MENTOR_, JAN_30, None, 0),
    ],
)  # fmt: skip
def test_who_sees_which_rules(matchable, actor, day, school, count):
    made = say(matchable, NEVER, ROSA, "m1")
    seen = rules_seen(matchable, known(matchable, actor), day, school)
    assert [t.rule.rule_id for t in seen] == [made] * count


def test_a_rule_goes_with_the_student_to_another_school(matchable, given):
    made = say(matchable, NEVER, ROSA, "m1")
    feb_2 = date(2026, 2, 2)
    bring(matchable, given, {"moved.csv": told((ROSA, 1, 0, feb_2, ROOS), (MARCUS, 93, 14, feb_2))})
    [seen] = rules_seen(matchable, known(matchable, RUIZ, feb_2), feb_2)
    assert seen.words == "“Rosa Delgado: never with David Okafor”"
    assert rules_seen(matchable, known(matchable, CHEN, feb_2), feb_2) == []
    later = press(RUIZ, press().when + timedelta(days=3))
    assert take_back_rule(matchable, later, made) == seen.words


# Records that are made one, and the demo that goes


@pytest.mark.parametrize(
    ("kept", "other", "after"),
    [
        ([], [(NEVER, ROSA)], [(NEVER, ROSA, "m2")]),
        ([(NEVER, ROSA)], [(NEVER, ROSA)], [(NEVER, ROSA, "m2")]),
        ([(NEVER, ROSA)], [(WISH, ROSA), (NEVER, AMINA)],
         [(NEVER, ROSA, "m2"), (NEVER, AMINA, "m2"), (WISH, ROSA, "m2")]),
    ],
)  # fmt: skip
def test_of_two_records_of_a_mentor_the_rules_go_over(matchable, kept, other, after):
    for mentor, said in (("m2", kept), ("m5", other)):
        for kind, student in said:
            say(matchable, kind, student, mentor)
    put(matchable, "suggestions", list_id="l", school_id=LINC, student_id=ROSA, mentor_id="m5",
        before_id="m5")  # fmt: skip
    merge(matchable, press(when=LATER), "m2", "m5")
    assert holding(matchable) == after
    with matchable.reading() as cursor:
        query = "SELECT mentor_id, before_id FROM program.suggestions"
        assert cursor.execute(query).fetchall() == [("m2", "m2")]
    told = {(field, now) for field, _, now, _ in history(matchable, other[0][1])}
    words = {NEVER: "never with", WISH: "asked for"}[other[0][0]]
    assert (f"{words} Helen Brandt", "no") in told
    assert (f"{words} Grace Lindqvist", "yes") in told


@pytest.mark.parametrize(
    ("said", "clashing"),
    [
        ([(PIN, A, "m1"), (NEVER, A, "m2")], "01"),
        ([(NEVER, A, "m1"), (PIN, A, "m2")], "01"),
        ([(NEVER, A, "m1"), (ONLY, A, "m2")], "01"),
        # The family allows both records, and one of them was ruled out.
        ([(ONLY, A, "m1"), (ONLY, A, "m2"), (NEVER, A, "m1")], "012"),
        ([(PIN, A, "m1"), (PIN, B, "m2"), (APART, A, B)], "012"),
        ([(PIN, A, "m1"), (NEVER, B, "m2"), (TOGETHER, B, C), (TOGETHER, C, A)], "0123"),
        ([(PIN, A, "m1"), (NEVER, B, "m2")], ""),
        ([(PIN, A, "m1"), (WISH, A, "m2"), (PIN, B, "m2"), (TOGETHER, A, C)], ""),
        ([(ONLY, A, "m1"), (ONLY, A, "m3"), (NEVER, A, "m2")], ""),
        # What contradicts itself before is not the merge's fault.
        ([(PIN, A, "m2"), (NEVER, A, "m2")], ""),
    ],
)
def test_what_cannot_be_said_of_one_person(said, clashing):
    found = clash_of_merged(rules(*said), "m2", "m1")
    assert "".join(r.rule_id for r in found) == clashing


def test_two_records_stay_two_where_their_rules_contradict(matchable):
    say(matchable, PIN, ROSA, "m2")
    say(matchable, NEVER, ROSA, "m5")
    version, before = matchable.version("program"), holding(matchable)
    with pytest.raises(SmError) as error:
        merge(matchable, press(when=LATER), "m2", "m5")
    [sentence] = error.value.sentences
    for words in ("keep for Grace Lindqvist", "never with Helen Brandt"):
        assert f"“Rosa Delgado: {words}” (Ms. Chen, Jan 30, 2026)" in sentence
    assert (matchable.version("program"), holding(matchable)) == (version, before)


def test_a_student_or_language_of_the_same_id_is_no_mentor(matchable):
    put(matchable, "traits", owner="mentor", owner_id="m1", kind="language", value="m5")
    say(matchable, LANGUAGE, ROSA, "m5")
    merge(matchable, press(when=LATER), "m2", "m5")
    assert holding(matchable) == [(LANGUAGE, ROSA, "m5")]


def test_the_demo_takes_its_rules_and_lists_along(school):
    said = {"kind": NEVER, "reason": "", "made": LATER, "made_by": "Mr. Ruiz"}
    of_the_demo = [(ROSA, "david", LINC), ("own", "demo-1", ROOS), ("own", ROSA, ROOS)]
    for n, (student, other, where) in enumerate([*of_the_demo, ("own", "grace", ROOS)]):
        put(school, "match_rules", rule_id=str(n), student_id=student, other_id=other,
            school_id=where, **said)  # fmt: skip
    for where in (LINC, ROOS):
        put(school, "suggestion_lists", list_id=where, school_id=where)
    for where, mentor in ((LINC, "grace"), (ROOS, "grace"), (ROOS, "demo-1")):
        put(school, "suggestions", list_id=where, school_id=where, student_id=AMINA,
            mentor_id=mentor)  # fmt: skip
    forget_program(school, [LINC])
    assert holding(school) == [(NEVER, "own", "grace")]
    with school.reading() as cursor:
        for table, columns in (("suggestion_lists", "list_id"),
                               ("suggestions", "list_id || mentor_id")):  # fmt: skip
            rows = cursor.execute(f"SELECT {columns} FROM program.{table}").fetchall()
            assert rows in ([(ROOS,)], [(f"{ROOS}grace",)])


def test_the_demo_takes_the_history_of_its_rules_along(school):
    save_once(school, press(CAPTAIN_), lambda writing: [
        writing.changed(Record("match_rule", student, ""), {}, {"never with David Okafor": True})
        for student in (ROSA, "own")
    ])  # fmt: skip
    forget_program(school, [LINC])
    assert (len(history(school, ROSA)), len(history(school, "own"))) == (0, 1)


# What stands beside other rules


@pytest.mark.parametrize(("kind", "student", "other", "words"), [
    (NEVER, ROSA, "m2", "Rosa Delgado meets Grace Lindqvist. End that match first."),
    (APART, ROSA, AMINA, "Rosa Delgado meets Grace Lindqvist and Amina Yusuf meets Grace "
     "Lindqvist. End one of these matches first."),
    (TOGETHER, ROSA, MARCUS, "Rosa Delgado meets Grace Lindqvist and Marcus Tran meets David "
     "Okafor. End one of these matches first."),
    (ONLY, MARCUS, "m5", "Marcus Tran meets David Okafor. End that match first."),
])  # fmt: skip
def test_a_rule_that_a_match_contradicts_is_refused(matchable, kind, student, other, words):
    match(matchable, (ROSA, "m2"), (AMINA, "m2"), (MARCUS, "m1"))
    with pytest.raises(SmError, match="cannot be now") as refused_:
        say(matchable, kind, student, other)
    assert str(refused_.value).endswith(words)
    assert holding(matchable) == []


def test_a_rule_that_goes_with_the_matches_is_saved(matchable):
    match(matchable, (ROSA, "m2"), (AMINA, "m2"))
    say(matchable, TOGETHER, ROSA, AMINA)
    say(matchable, NEVER, ROSA, "m1")
    # What is over stands in nobody's way.
    match(matchable, (MARCUS, "m1"), ended=date(2026, 1, 20))
    say(matchable, NEVER, MARCUS, "m1")
    assert len(holding(matchable)) == 3


@pytest.mark.parametrize(("said", "known"), [
    ("Somali", True), ("spa", True), ("Mixteco", False), ("spansh", False), ("Quechua", True),
])  # fmt: skip
def test_a_language_that_nobody_speaks_is_asked_about(matchable, said, known):
    put(matchable, "traits", owner="mentor", owner_id="m1", kind="language", value="quechua")
    if known:
        say(matchable, LANGUAGE, ROSA, said)
    else:
        with pytest.raises(SmError, match="is no language known here"):
            say(matchable, LANGUAGE, ROSA, said)
    assert len(holding(matchable)) == known
