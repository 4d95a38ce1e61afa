"""Ending a match, letting one go on that was ended by mistake, and the list of those that hold."""

import shutil
from datetime import date, datetime, timedelta

import pytest

from sm_core.errors import NotAllowed, SmError
from sm_core.families.answer import Reply, record_answers
from sm_core.families.permission import REFUSED
from sm_core.families.policy import NOTICE, OPT_IN, OPT_OUT, Policy, save_policy
from sm_core.history import history_of
from sm_core.matching.accept import accept
from sm_core.matching.end import END_REASONS, OTHER, end_match, go_on, open_matches
from sm_core.matching.matched import matches_named
from sm_core.matching.pairs import Pair
from sm_core.matching.rule_save import add_rule
from sm_core.matching.said import NEVER, ONLY, PIN, read_rules
from sm_core.mentors.screen import pause
from sm_core.uploads import open_district
from tests.invented import AMINA, LINC, MARCUS, ROOS, ROSA, bring
from tests.match_cast import fill, pool_of
from tests.mentor_cast import CAPTAIN_, CHEN, MENTOR_, PRINCIPAL_, RUIZ, match, press
from tests.targeted import JAN_30, known, made_once, put, told

ONE = timedelta(days=1)
BEGAN = date(2026, 1, 20)
WHY = "It did not work out"
ROSAS = f"{ROSA}-m2"
OF_ROSA = "The match of Rosa Delgado with Grace Lindqvist"


def fill_with_matches(store, given):
    fill(store, given)
    match(store, (ROSA, "m2"), (MARCUS, "m1"), started=BEGAN)


@pytest.fixture(scope="module")
def met_made(tmp_path_factory):
    """Rosa meets Grace Lindqvist and Marcus David Okafor, whose only place that is."""
    return made_once(tmp_path_factory, fill_with_matches)


@pytest.fixture
def met(met_made, home):
    shutil.copytree(met_made, home)
    opened = open_district(home)
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def untouched(met_made):
    store = open_district(met_made)
    yield store
    store.close()


def end(store, match_id=ROSAS, day=JAN_30, reason=WHY, note="", actor=CHEN, save=None, **more):
    return end_match(store, save or press(actor), match_id, day, reason, note, **more)


def refused(store, act, *words, **how):
    """The sentences of a press that must be refused, and that nothing was saved."""
    before = store.version("program")
    with pytest.raises(SmError) as error:
        act(store, *words, **how)
    assert store.version("program") == before
    return " ".join(error.value.sentences)


def on(store, match_id=ROSAS, actor=CHEN, save=None):
    return go_on(store, save or press(actor), match_id)


def stored(store, columns="ended, end_reason, note", match_id=ROSAS):
    with store.reading() as cursor:
        query = f"SELECT {columns} FROM program.matches WHERE match_id = $match"
        return cursor.execute(query, {"match": match_id}).fetchone()


def holding(store):
    with store.reading() as cursor:
        return [(r.kind, r.student_id, r.other_id, r.reason) for r in read_rules(cursor)]


# Ending


def test_a_match_ends_and_the_student_waits_again(met):
    assert end(met, note=" Too far apart ") == (
        f"{OF_ROSA} ended on Jan 30, 2026: please tell Grace Lindqvist."
    )
    assert stored(met) == (JAN_30, WHY, "Too far apart")
    told_ = {c.field: (c.before, c.after, c.person) for c in history_of(met, "match", ROSAS)}
    assert told_ == {
        "ended": ("", "2026-01-30", "Ms. Chen"), "end_reason": ("", WHY, "Ms. Chen"),
        "note": ("", "Too far apart", "Ms. Chen"),
    }  # fmt: skip
    pool = pool_of(met)
    assert ROSA in {s.student_id for s in pool.waiting}
    assert pool.mentor["m2"].places_left == 2


def test_a_note_stands_below_the_one_of_the_match(met):
    with met.writing("program") as cursor:
        cursor.execute("UPDATE program.matches SET note = 'Mondays'")
    end(met, note="Moved")
    assert stored(met, "note") == ("Mondays\nMoved",)
    end(met, f"{MARCUS}-m1")
    assert stored(met, "note", f"{MARCUS}-m1") == ("Mondays",)


@pytest.mark.parametrize("day", [BEGAN, JAN_30])
def test_the_first_and_the_last_day_for_an_end(met, day):
    assert end(met, day=day)
    assert stored(met, "ended") == (day,)


@pytest.mark.parametrize(
    ("how", "words"),
    [
        ({"day": JAN_30 + ONE}, "The end is dated Jan 31, 2026, which has not come yet"),
        ({"day": BEGAN - ONE}, f"{OF_ROSA} began on Jan 20, 2026 and cannot end on Jan 19, 2026"),
        ({"reason": ""}, "Say why the match ends"),
        ({"reason": "moved on"}, "Say why the match ends"),
        ({"reason": OTHER, "note": " "}, "Say in the note what the other reason is"),
        ({"note": "x" * 501}, "under 500 letters"),
        ({"match_id": "nothing"}, "There is no match with this id on record"),
    ],
)  # fmt: skip
def test_an_end_that_cannot_be(untouched, how, words):
    assert words in refused(untouched, end, **how)


@pytest.mark.parametrize("reason", END_REASONS)
def test_every_usual_reason_ends_a_match(met, reason):
    assert end(met, reason=reason, note="Said so" if reason == OTHER else "")
    assert stored(met, "end_reason") == (reason,)


def test_a_match_that_is_still_to_begin_never_does(met):
    february = date(2026, 2, 2)
    match(met, (AMINA, "m2"), started=february)
    assert "ended on Feb 2, 2026" in end(met, f"{AMINA}-m2")
    assert stored(met, "started, ended", f"{AMINA}-m2") == (february, february)
    assert AMINA in {s.student_id for s in pool_of(met).waiting}


def test_a_planned_end_is_moved(met):
    planned(met, date(2026, 3, 1))
    assert end(met)
    assert stored(met, "ended") == (JAN_30,)


def planned(store, day):
    with store.writing("program") as cursor:
        cursor.execute("UPDATE program.matches SET ended = $day, end_reason = 'Moves away' "
                       "WHERE match_id = $match", {"day": day, "match": ROSAS})  # fmt: skip


def test_a_second_click_changes_nothing(met):
    save = press(CHEN, token="once")
    assert end(met, save=save)
    assert end(met, save=save) is None


def test_the_second_of_two_learns_who_ended_it(met):
    end(met, day=JAN_30 - ONE, save=press(CHEN, datetime(2026, 1, 30, 9, 5)))
    assert refused(met, end, actor=CAPTAIN_) == (
        "Ms. Chen ended the match of Rosa Delgado with Grace Lindqvist on Jan 30 at 09:05, as of "
        f"Jan 29, 2026 ({WHY}). Yours is not saved."
    )


@pytest.mark.parametrize("actor", [PRINCIPAL_, MENTOR_, RUIZ])
def test_who_may_not_match_ends_nothing(untouched, actor):
    for act in (end, on):
        with pytest.raises(NotAllowed):
            act(untouched, actor=actor)


def test_a_match_of_a_student_who_went_elsewhere_is_ended_where_it_was(met, given):
    feb_2 = date(2026, 2, 2)
    bring(met, given, {"moved.csv": told((ROSA, 1, 0, feb_2, ROOS), (MARCUS, 93, 14, feb_2))})
    later = datetime(2026, 2, 2, 9)
    words = end(met, reason=END_REASONS[1], save=press(CHEN, later))
    assert words.startswith(f"The match of Student {ROSA} with Grace Lindqvist ended")


# Never again


def test_two_are_never_matched_again(met):
    end(met, note="Quarrel", never_again=True)
    assert holding(met) == [(NEVER, ROSA, "m2", f"{WHY}: Quarrel")]
    [change] = history_of(met, "match_rule", ROSA)
    assert (change.field, change.after) == ("never with Grace Lindqvist", "yes")
    with pytest.raises(SmError, match="must never be matched"):
        accept(met, press(CHEN), known(met, CHEN), [Pair(ROSA, "m2")], JAN_30)


def said_in_fall(store):
    """Never with Grace, who became Rosa's mentor all the same: by a file, say."""
    said = {"reason": "said in fall", "made": datetime(2025, 10, 1, 9), "made_by": "Ms. Chen"}
    put(store, "match_rules", rule_id="1", kind=NEVER, student_id=ROSA, other_id="m2",
        school_id=LINC, **said)  # fmt: skip


def test_what_is_noted_already_is_not_noted_twice(met):
    said_in_fall(met)
    end(met, never_again=True)
    assert holding(met) == [(NEVER, ROSA, "m2", "said in fall")]


@pytest.mark.parametrize("never_again", [False, True])
def test_a_student_is_kept_no_longer_for_whom_they_met(met, never_again):
    pins = {"kind": PIN, "school_id": LINC, "reason": "", "made": press().when, "made_by": "x"}
    put(met, "match_rules", rule_id="1", student_id=ROSA, other_id="m2", **pins)
    put(met, "match_rules", rule_id="2", student_id=AMINA, other_id="m2", **pins)
    end(met, never_again=never_again)
    rules = {(kind, student) for kind, student, *_ in holding(met)}
    assert rules == {(PIN, AMINA)} | ({(NEVER, ROSA)} if never_again else set())
    told_ = {(c.field, c.after, c.reason) for c in history_of(met, "match_rule", ROSA)}
    assert ("keep for Grace Lindqvist", "no", "The match ended") in told_


def test_nothing_ends_where_never_again_contradicts_what_was_said(met):
    add_rule(met, press(CHEN), known(met, CHEN), ONLY, ROSA, "m2")
    words = refused(met, end, never_again=True)
    assert "contradicts “Rosa Delgado: nobody but Grace Lindqvist” (Ms. Chen" in words
    assert stored(met, "ended") == (None,)


# Going on


def test_an_end_is_taken_back(met):
    end(met, note="Slip")
    save = press(CHEN, token="back")
    assert on(met, save=save) == f"{OF_ROSA} goes on."
    assert on(met, save=save) is None
    assert stored(met) == (None, "", "Slip")
    assert pool_of(met).student[ROSA].mentor == "Grace Lindqvist"
    changes = [c for c in history_of(met, "match", ROSAS) if c.field == "ended"]
    assert {(c.before, c.after) for c in changes} == {("", "2026-01-30"), ("2026-01-30", "")}


def test_the_last_of_the_days_to_say_no_is_over(met):
    end(met)
    save_policy(met, press(CAPTAIN_), LINC, Policy(NOTICE), Policy(OPT_OUT, 17))
    assert on(met) == f"{OF_ROSA} goes on."


def test_a_planned_end_is_taken_back(met):
    """What holds still asks for nothing anew."""
    planned(met, date(2026, 3, 1))
    mentor_paused(met)
    assert on(met) == f"{OF_ROSA} goes on."
    assert stored(met) == (None, "", None)


def test_never_again_is_taken_back_with_the_end(met):
    add_rule(met, press(CHEN), known(met, CHEN), NEVER, ROSA, "m1", "said in fall")
    end(met, never_again=True)
    assert on(met) == f"{OF_ROSA} goes on."
    assert holding(met) == [(NEVER, ROSA, "m1", "said in fall")]
    told_ = {(c.field, c.after, c.reason) for c in history_of(met, "match_rule", ROSA)}
    assert ("never with Grace Lindqvist", "no", "The match goes on") in told_


def test_what_was_noted_before_the_end_stays(met):
    said_in_fall(met)
    end(met, never_again=True)
    assert "must never be matched" in refused(met, on)
    assert holding(met) == [(NEVER, ROSA, "m2", "said in fall")]


def test_an_end_that_stays_keeps_the_two_apart(met):
    end(met, never_again=True)
    family_says_no(met)
    assert "the family said no" in refused(met, on)
    assert [kind for kind, *_ in holding(met)] == [NEVER]


def another_mentor(store):
    accept(store, press(CHEN), known(store, CHEN), [Pair(ROSA, "m5")], JAN_30)


def family_not_told(store):
    with store.writing("program") as cursor:
        cursor.execute("DELETE FROM program.permissions")


def days_left(store):
    save_policy(store, press(CAPTAIN_), LINC, Policy(NOTICE), Policy(OPT_OUT, 18))


def signature(store):
    save_policy(store, press(CAPTAIN_), LINC, Policy(NOTICE), Policy(OPT_IN))


def mentor_paused(store):
    pause(store, press(CAPTAIN_), "m2", JAN_30, "Is away")


def check_expired(store):
    with store.writing("program") as cursor:
        cursor.execute("UPDATE program.screenings SET expires = $day WHERE step = 'criminal_check'",
                       {"day": JAN_30 - ONE})  # fmt: skip


def no_place(store):
    with store.writing("program") as cursor:
        cursor.execute("UPDATE program.mentors SET capacity = 0 WHERE mentor_id = 'm2'")


def mentor_left(store):
    with store.writing("program") as cursor:
        cursor.execute("UPDATE program.mentors SET closed = $day WHERE mentor_id = 'm2'",
                       {"day": JAN_30})  # fmt: skip


def family_says_no(store):
    record_answers(store, press(CHEN), JAN_30, {ROSA: Reply(REFUSED, JAN_30, "phone")})


def never(store):
    later = press(CHEN, datetime(2026, 1, 30, 15))
    add_rule(store, later, known(store, CHEN), NEVER, ROSA, "m2")


@pytest.mark.parametrize(
    ("since", "words"),
    [
        (another_mentor, "stays ended: they meet Helen Brandt now."),
        (no_place, "stays ended: Grace Lindqvist has no place left."),
        (mentor_left, "stays ended: Grace Lindqvist has left the program."),
        (mentor_paused, "stays ended: Grace Lindqvist is paused."),
        (
            check_expired,
            "stays ended: Grace Lindqvist cannot be matched: criminal background check "
            "expired on Jan 29, 2026.",
        ),
        (family_not_told, "stays ended: the family has to be told first."),
        (
            days_left,
            "stays ended: the family has days left to say no, and a mentor may begin on "
            "Jan 31, 2026.",
        ),
        (signature, "stays ended: the permission is not signed yet."),
        (family_says_no, "stays ended: the family said no."),
        (never, "stays ended: somebody said that the two must never be matched."),
    ],
)
def test_an_end_that_stays(met, since, words):
    end(met)
    since(met)
    assert refused(met, on).startswith(f"{OF_ROSA} {words}")
    assert stored(met, "ended") == (JAN_30,)


def test_what_goes_on_needs_no_taking_back(untouched):
    assert refused(untouched, on) == f"{OF_ROSA} goes on already."


# The list


def listed(store, actor=CHEN, day=JAN_30):
    return open_matches(store, known(store, actor), day)


def test_the_open_matches_are_listed_with_names(met):
    with met.writing("program") as cursor:
        cursor.execute("UPDATE program.matches SET note = 'Mondays' WHERE student_id = $rosa",
                       {"rosa": ROSA})  # fmt: skip
    rosa, marcus = listed(met)
    assert (rosa.match_id, rosa.student_id, rosa.student, rosa.mentor_id, rosa.mentor) == (
        ROSAS, ROSA, "Rosa Delgado", "m2", "Grace Lindqvist",
    )  # fmt: skip
    assert (rosa.school_id, rosa.school, rosa.started, rosa.ended, rosa.note) == (
        LINC, "Lincoln Middle School", BEGAN, None, "Mondays",
    )  # fmt: skip
    assert (marcus.student, marcus.note) == ("Marcus Tran", "")


def test_a_match_is_found_by_names_and_ids(untouched):
    rosa, marcus = listed(untouched)
    for text, found in {"LINDQVIST": [rosa], "M1": [marcus], ROSA: [rosa], "m3": []}.items():
        assert matches_named([rosa, marcus], text) == found


@pytest.mark.parametrize(
    ("ended", "day", "shown"),
    [
        (None, JAN_30, True), (JAN_30, JAN_30 - ONE, True), (JAN_30, JAN_30, False),
        (BEGAN, BEGAN - ONE, False), (None, BEGAN - ONE, True),
    ],
)  # fmt: skip
def test_a_match_is_open_until_the_day_it_ends(met, ended, day, shown):
    with met.writing("program") as cursor:
        cursor.execute("UPDATE program.matches SET ended = $day", {"day": ended})
    assert bool(listed(met, day=day)) == shown


@pytest.mark.parametrize(
    ("actor", "count"), [(CHEN, 2), (CAPTAIN_, 2), (PRINCIPAL_, 2), (RUIZ, 0), (MENTOR_, 0)]
)
def test_everybody_sees_the_matches_of_their_schools(untouched, actor, count):
    assert len(listed(untouched, actor)) == count


def test_a_match_stays_on_the_list_where_it_was_made_and_goes_with_the_student(met, given):
    feb_2 = date(2026, 2, 2)
    bring(met, given, {"moved.csv": told((ROSA, 1, 0, feb_2, ROOS), (MARCUS, 93, 14, feb_2))})
    for actor, names in ((CHEN, ["Rosa Delgado", "Marcus Tran"]), (RUIZ, ["Rosa Delgado"])):
        found = open_matches(met, known(met, actor, feb_2), feb_2)
        assert [m.student for m in found] == names
