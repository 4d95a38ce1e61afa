"""What Lincoln and Roosevelt see and decide of students, rules and lists that concern both."""

import shutil
from dataclasses import replace
from datetime import date
from itertools import product

import pytest

from sm_core.actor import COORDINATOR, Actor
from sm_core.bringing.in_program import student_history
from sm_core.errors import NotAllowed, SmError
from sm_core.families.answer import Reply, record_answers
from sm_core.families.permission import SENT
from sm_core.families.policy import NOTICE, Policy
from sm_core.matching.accept import accept, undo_accept
from sm_core.matching.command import what_is_missing
from sm_core.matching.emptied import emptied_by
from sm_core.matching.end import END_REASONS, end_match, go_on, open_matches
from sm_core.matching.lists import out_of_date, save_lists, saved_lists
from sm_core.matching.matched import matched_table
from sm_core.matching.numbers import gap_line, headline, numbers
from sm_core.matching.pairs import Pair
from sm_core.matching.rule_save import add_rule, take_back_rule
from sm_core.matching.rule_words import rules_seen
from sm_core.matching.rules import against
from sm_core.matching.rules_table import rules_named, rules_table
from sm_core.matching.said import APART, NEVER, TOGETHER
from sm_core.program_settings import DISTRICT, write_settings
from sm_core.saving import save_once
from sm_core.uploads import open_district
from tests.invented import AMINA, LINC, MARCUS, NAMES, OWEN, ROOS, ROSA, bring
from tests.match_cast import TOLD, pool_of, suggestions
from tests.mentor_cast import CAPTAIN_, CHEN, PRINCIPAL_, RUIZ, choose, cleared, match, press, put
from tests.mentor_cast import DAVID as DAVID_
from tests.mentor_cast import TOMAS as TOMAS_
from tests.targeted import JAN_30, NOW, known, made_once, names, told
from tests.targeted import put as put_row

DEC_1 = date(2025, 12, 1)
DAVID, TOMAS = (replace(cleared(mentor), capacity=1) for mentor in (DAVID_, TOMAS_))
"""One place at Lincoln, and one that both schools wait for."""
SECRET = "Amina hit him in October"


def fill(store, given):
    """Marcus and Owen at Lincoln, Amina at Roosevelt, where Rosa came in winter from Lincoln."""
    rows = [(ROSA, 60, 15, DEC_1), (ROSA, 32, 8, JAN_30, ROOS), (AMINA, 92, 14, JAN_30, ROOS)]
    rows += [(student, 92, 14) for student in (MARCUS, OWEN)]
    bring(store, given, {"totals.csv": told(*rows)} | names())
    put(store, DAVID, TOMAS)
    choose(store, MARCUS)
    choose(store, AMINA, ROSA, school=ROOS)
    policy = Policy(NOTICE).to_settings()
    save_once(store, press(CAPTAIN_), lambda writing: write_settings(writing, DISTRICT, policy))
    record_answers(store, press(CAPTAIN_), JAN_30, dict.fromkeys(NAMES, Reply(SENT, TOLD)))


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    return made_once(tmp_path_factory, fill)


@pytest.fixture
def both(made, home):
    shutil.copytree(made, home)
    opened = open_district(home)
    yield opened
    opened.close()


# What ties two students


def say(store, kind, student, other, actor=CAPTAIN_):
    return add_rule(store, press(actor), known(store, actor), kind, student, other, SECRET)


def listed(store, actor):
    return rules_seen(store, known(store, actor), JAN_30)


@pytest.mark.parametrize(("kind", "words"), [
    (APART, "not the mentor of"), (TOGETHER, "same mentor as"),
])  # fmt: skip
def test_the_histories_of_two_at_different_schools_do_not_name_the_other(both, kind, words):
    made = say(both, kind, MARCUS, AMINA)
    take_back_rule(both, press(CHEN), made)
    for actor, student in ((CHEN, MARCUS), (RUIZ, AMINA)):
        told_ = [(c.field, c.after, c.reason)
                 for _, c in student_history(both, actor, JAN_30, student)]  # fmt: skip
        field = f"{words} a student of another school"
        assert sorted(told_) == [(field, "no", ""), (field, "yes", "")]


def test_of_two_at_one_school_both_histories_say_whom_and_why(both):
    say(both, APART, ROSA, AMINA)
    for student, other in ((ROSA, "Amina Yusuf"), (AMINA, "Rosa Delgado")):
        [(_, change)] = student_history(both, RUIZ, JAN_30, student)
        assert (change.field, change.reason) == (f"not the mentor of {other}", SECRET)


@pytest.mark.parametrize(("actor", "student", "other", "reason", "id_"), [
    (CAPTAIN_, "Marcus Tran", "Amina Yusuf", SECRET, MARCUS),
    (CHEN, "Marcus Tran", "another student", "", MARCUS),
    (RUIZ, "Amina Yusuf", "another student", "", AMINA),
])  # fmt: skip
def test_a_rule_is_told_of_the_student_one_sees(both, actor, student, other, reason, id_):
    say(both, APART, MARCUS, AMINA)
    [row] = rules_table(listed(both, actor)).to_dict("records")
    assert (row["Student"], row["What holds"], row["Reason"], row["Id"]) == (
        student, f"not the mentor of {other}", reason, id_,
    )  # fmt: skip
    assert len(rules_named(listed(both, actor), "october")) == bool(reason)


@pytest.mark.parametrize(("actor", "apart", "together"), [
    (CAPTAIN_, "Amina Yusuf, who meets Tomás Rivera", "Amina Yusuf, who meets Tomás Rivera"),
    (CHEN, "another student, who meets Tomás Rivera", "another student, who meets a mentor there"),
])  # fmt: skip
def test_whom_a_student_out_of_sight_meets_is_not_told(both, actor, apart, together):
    match(both, (AMINA, "m3"), school=ROOS, started=TOLD)
    made = say(both, APART, MARCUS, AMINA)
    assert why_not(both, actor, "m3")[-1] == (f"Marcus Tran must not share a mentor with {apart}.")
    take_back_rule(both, press(CAPTAIN_), made)
    say(both, TOGETHER, MARCUS, AMINA)
    assert why_not(both, actor, "m1") == [f"Marcus Tran must share the mentor of {together}."]


def why_not(store, actor, mentor):
    pool = pool_of(store, actor)
    return against(pool.student[MARCUS], pool.mentor[mentor], JAN_30)


def test_who_is_tied_and_no_longer_chosen_is_named_where_seen(both):
    match(both, (OWEN, "m1"), started=TOLD)
    say(both, TOGETHER, MARCUS, OWEN, CHEN)
    assert why_not(both, CHEN, "m3") == [
        "Marcus Tran must share the mentor of Owen Fitzgerald, who meets David Okafor."
    ]


# Lists


def test_the_list_of_the_school_that_a_student_left_suggests_nothing_any_more(both):
    """Rosa stands on Lincoln's list of before; Marcus was at Roosevelt once."""
    saved = {LINC: {ROSA: "m3", MARCUS: "m1"}, ROOS: {MARCUS: "m3", AMINA: "m3"}}
    for scope, (school, mentors) in product(("district", "school"), saved.items()):
        one = {"list_id": f"{school} {scope}", "school_id": school, "scope": scope}
        put_row(both, "suggestion_lists", made=NOW, made_by="Ms. Chen", day=JAN_30, as_of=JAN_30,
                settings="{}", solver="", **one)  # fmt: skip
        for student, mentor in mentors.items():
            put_row(both, "suggestions", student_id=student, mentor_id=mentor, score=0, change="",
                    before_id="", why="", **one)  # fmt: skip
    assert pool_of(both).before == {MARCUS: "m1", AMINA: "m3"}
    assert pool_of(both, RUIZ).before == {AMINA: "m3"}


# Who takes a rule back


def test_a_rule_of_a_student_who_moved_is_taken_back_where_they_are(both):
    """Said at Lincoln, before Rosa left."""
    put_rule(both, NEVER, ROSA, "m1")
    assert listed(both, CHEN) == []
    [seen] = listed(both, RUIZ)
    assert seen.decided_at == ROOS
    assert take_back_rule(both, press(RUIZ), "1") == "“Rosa Delgado: never with David Okafor”"


def test_what_ties_two_is_taken_back_where_it_was_said(both):
    made = say(both, APART, MARCUS, AMINA)
    assert {
        told_.decided_at for a in (CAPTAIN_, CHEN, PRINCIPAL_, RUIZ) for told_ in listed(both, a)
    } == {LINC}
    with pytest.raises(NotAllowed):
        take_back_rule(both, press(RUIZ), made)
    assert take_back_rule(both, press(CHEN), made) == (
        "“Marcus Tran: not the mentor of another student”"
    )


def put_rule(store, kind, student, other):
    said = {"kind": kind, "student_id": student, "other_id": other, "school_id": LINC}
    put_row(store, "match_rules", rule_id="1", **said, reason="", made=NOW, made_by="Ms. Chen")


# The lists that are kept


def opened(store, actor):
    """As the page opens: what differs from the saved list is saved first. Students with mentors and
    what changed, and the schools saved."""
    found = suggestions(store, actor)
    schools = {row.student.school_id for row in found.rows}
    stale = out_of_date(found, saved_lists(store, actor, schools, JAN_30))
    if stale:
        save_lists(store, press(actor), found, JAN_30, stale)
    lists = saved_lists(store, actor, schools, JAN_30)
    told_ = {s: (m, lists[w].changes[s].change) for w in lists for s, m in lists[w].mentors.items()}
    return told_, stale


def test_captain_and_coordinator_keep_a_list_each(both):
    """Marcus knows Tomás, whose only place the captain sees go to Roosevelt: David is free for
    Marcus."""
    known_ = [{"student_id": MARCUS, "mentor_id": "m3"}]
    save_once(both, press(), lambda writing: writing.insert("known_adults", known_))
    first = {actor: opened(both, actor) for actor in (CHEN, CAPTAIN_, RUIZ)}
    assert [stale for _, stale in first.values()] == [[LINC], [LINC, ROOS], [ROOS]]
    assert [first[a][0][MARCUS] for a in (CHEN, CAPTAIN_)] == [("m3", ""), ("m1", "")]
    for actor in (CHEN, CAPTAIN_, CHEN, RUIZ, CAPTAIN_):
        version = both.version("program")
        assert opened(both, actor) == (first[actor][0], [])
        assert both.version("program") == version
    assert suggestions(both, PRINCIPAL_).pool.before == suggestions(both, CHEN).pool.before


# A match from the school of before

ROSAS = f"{ROSA}-m1"
STILL = "Rosa Delgado is still matched with David Okafor, at another school; end that match first."
WEST = Actor("Mrs. West", COORDINATOR, ("WEST",))
WHY = END_REASONS[1]


@pytest.fixture
def moved(both):
    """Rosa met David at Lincoln, and somebody noted something there."""
    match(both, (ROSA, "m1"), started=DEC_1)
    with both.writing("program") as cursor:
        cursor.execute("UPDATE program.matches SET note = 'Mondays'")
    return both


@pytest.mark.parametrize("actor", [RUIZ, CAPTAIN_])
def test_who_moved_with_a_match_cannot_be_matched_before_it_ends(moved, actor):
    found = suggestions(moved, actor)
    gap = found.of[ROSA].gap
    assert (gap.code, gap.sentence, gap.fix) == ("has_no_mentor", STILL, "end that match")
    count = numbers(found.pool, [r for r in found.rows if r.student.school_id == ROOS], ROOS)
    assert "1 still matched at another school" in gap_line(count)
    assert " of 2 chosen students without a mentor " in headline(count)
    with pytest.raises(SmError) as error:
        accept(moved, press(actor), known(moved, actor), [Pair(ROSA, "m3")], JAN_30)
    assert error.value.sentences == [STILL]


def test_where_all_others_have_a_mentor_not_all_have_one(moved):
    match(moved, (AMINA, "m3"), school=ROOS, started=TOLD)
    found = suggestions(moved, RUIZ)
    assert headline(numbers(found.pool, found.rows, None)).startswith("0 of 1 chosen student")
    assert what_is_missing(moved, RUIZ, found) == ""
    [solved] = found.solved
    [emptied] = emptied_by(solved)
    assert "because the students are still matched at another school" in emptied.sentence


NEXT = (
    "INSERT INTO program.matches (match_id, student_id, mentor_id, school_id, started) "
    f"VALUES ('x', '{ROSA}', 'm3', 'ROOS', DATE '{{}}')"
)


@pytest.mark.parametrize(("change", "mentor"), [
    # A match with a mentor of the school counts first, whichever began earlier.
    (NEXT.format("2026-01-12"), "Tomás Rivera"), (NEXT.format("2025-11-01"), "Tomás Rivera"),
    ("INSERT INTO program.mentor_schools VALUES ('m1', 'ROOS')", "David Okafor"),
    # Of whom nobody knows where they work.
    ("DELETE FROM program.mentor_schools WHERE mentor_id = 'm1'", "David Okafor"),
])  # fmt: skip
def test_who_meets_a_mentor_of_the_school_does_not_wait(moved, change, mentor):
    with moved.writing("program") as cursor:
        cursor.execute(change)
    pool = pool_of(moved, RUIZ)
    assert ROSA not in {student.student_id for student in pool.waiting}
    assert pool.student[ROSA].mentor == mentor


@pytest.mark.parametrize(("actor", "now_at", "note"), [
    (RUIZ, ROOS, ""), (CHEN, "", "Mondays"), (CAPTAIN_, ROOS, "Mondays"),
])  # fmt: skip
def test_both_schools_list_the_match(moved, actor, now_at, note):
    [found] = open_matches(moved, known(moved, actor), JAN_30)
    assert (found.student, found.mentor, found.school) == (
        "Rosa Delgado", "David Okafor", "Lincoln Middle School",
    )  # fmt: skip
    assert (found.now_at, found.note) == (now_at, note)
    table = matched_table([found], known(moved, actor), several_schools=False)
    assert ("School" in table) == bool(now_at)


@pytest.mark.parametrize("actor", [RUIZ, CHEN, CAPTAIN_])
def test_both_schools_end_the_match_and_let_it_go_on(moved, actor):
    assert "ended on Jan 30, 2026: please tell David Okafor." in end(moved, actor)
    assert suggestions(moved, RUIZ).of[ROSA].gap.code != "has_no_mentor"
    assert go_on(moved, press(actor), ROSAS).endswith("with David Okafor goes on.")
    assert suggestions(moved, RUIZ).of[ROSA].gap.sentence == STILL


@pytest.mark.parametrize("act", [
    lambda store: end(store, WEST), lambda store: go_on(store, press(WEST), ROSAS),
    lambda store: undo_accept(store, press(WEST), [ROSAS]),
])  # fmt: skip
def test_a_third_school_ends_nothing(moved, act):
    with pytest.raises(NotAllowed):
        act(moved)


@pytest.mark.parametrize("actor", [RUIZ, CHEN])
def test_both_schools_take_a_match_back(moved, actor):
    assert undo_accept(moved, press(actor), [ROSAS]) == []
    assert open_matches(moved, known(moved, CAPTAIN_), JAN_30) == []


def end(store, actor):
    return end_match(store, press(actor), ROSAS, JAN_30, WHY)
