"""Matching students with mentors, one or many at a press, and everything that stands against it."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from sm_core.bringing.in_program import student_history
from sm_core.errors import NotAllowed, SmError
from sm_core.matching.accept import BY_MISTAKE, accept, undo_accept
from sm_core.matching.consequences import NOTHING, consequences
from sm_core.matching.end import END_REASONS, end_match, go_on
from sm_core.matching.explain import why_not
from sm_core.matching.pairs import Pair
from sm_core.matching.said import APART, NEVER, PIN, TOGETHER
from sm_core.mentors.mentor import ORIENTATION, Screening, Training
from sm_core.uploads import open_district
from tests.invented import AMINA, LINC, MARCUS, OWEN, ROOS, ROSA, bring
from tests.match_cast import DAVID, GRACE, HELEN, TOLD, pool_of, suggestions
from tests.mentor_cast import CAPTAIN_, CHEN, MENTOR_, PRINCIPAL_, RUIZ, cleared, match, press
from tests.mentor_cast import PRIYA as PRIYA_
from tests.mentor_cast import put as put_mentors
from tests.targeted import JAN_30, known, put, told

ONE = timedelta(days=1)
JAN_20 = date(2026, 1, 20)
ROSA_GRACE, MARCUS_DAVID, AMINA_HELEN = Pair(ROSA, "m2"), Pair(MARCUS, "m1"), Pair(AMINA, "m5")


def say(store, *pairs, day=JAN_30, actor=CHEN, save=None, **more):
    save = save or press(actor)
    return accept(store, save, known(store, actor), list(pairs), day, **more)


def refused(store, *pairs, **how):
    """The sentences of a press that must be refused, and that nothing was saved."""
    before = matches(store), store.version("program")
    with pytest.raises(SmError) as error:
        say(store, *pairs, **how)
    assert (matches(store), store.version("program")) == before
    return error.value.sentences


def matches(store, columns="student_id, mentor_id, school_id, started, ended, end_reason, note"):
    with store.reading() as cursor:
        return cursor.execute(f"SELECT {columns} FROM program.matches ORDER BY ALL").fetchall()


def history(store, match_id):
    with store.reading() as cursor:
        return cursor.execute(
            "SELECT field, before, after, person, school_id FROM program.history "
            "WHERE kind = 'match' AND record_id = $match ORDER BY ALL", {"match": match_id},
        ).fetchall()  # fmt: skip


def rule(store, kind, student, other):
    said = {"kind": kind, "student_id": student, "other_id": other, "school_id": LINC}
    who = {"reason": "", "made": press().when, "made_by": "Ms. Chen"}
    put(store, "match_rules", rule_id=f"{kind}-{student}", **said, **who)


@pytest.fixture(scope="module")
def untouched(match_made):
    """The school of `match_cast`, for presses that are all refused."""
    store = open_district(match_made)
    yield store
    store.close()


# Saving


def test_a_pair_is_saved_with_who_and_when(matchable):
    [made] = say(matchable, ROSA_GRACE, day=JAN_20, note=" Mondays in the library ")
    assert matches(matchable) == [
        (ROSA, "m2", LINC, JAN_20, None, "", "Mondays in the library")
    ]  # fmt: skip
    assert history(matchable, made) == [
        (field, "", after, "Ms. Chen", LINC) for field, after in (
            ("mentor", "m2"), ("note", "Mondays in the library"), ("started", "2026-01-20"),
            ("student", ROSA),
        )
    ]  # fmt: skip
    assert pool_of(matchable).student[ROSA].mentor == "Grace Lindqvist"


def test_many_are_saved_together_in_the_order_given(matchable):
    made = say(matchable, AMINA_HELEN, ROSA_GRACE, MARCUS_DAVID, AMINA_HELEN)
    assert len(made) == len(set(made)) == 3
    found = dict(matches(matchable, "match_id, student_id"))
    assert [found[each] for each in made] == [AMINA, ROSA, MARCUS]


def test_a_second_click_matches_nobody_twice(matchable):
    save = press(CHEN, token="once")
    made = say(matchable, ROSA_GRACE, save=save)
    assert say(matchable, ROSA_GRACE, save=save) == made
    assert len(matches(matchable)) == 1


def test_a_captain_may_match_at_every_school(matchable):
    assert len(say(matchable, ROSA_GRACE, actor=CAPTAIN_)) == 1


# The day of the first meeting


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (JAN_30 + ONE, "The first meeting is dated Jan 31, 2026, which has not come yet"),
        (date(2025, 6, 30), "Jun 30, 2025 is before the school year, which began on Jul 1, 2025"),
        (date(2025, 7, 1), "No mentor may meet Rosa Delgado before Jan 12, 2026"),
        (TOLD - ONE, "No mentor may meet Rosa Delgado before Jan 12, 2026"),
    ],
)
def test_a_first_meeting_that_cannot_be(untouched, day, words):
    [sentence] = refused(untouched, ROSA_GRACE, day=day)
    assert words in sentence


@pytest.mark.parametrize("day", [TOLD, JAN_30])
def test_the_first_and_the_last_day_for_a_first_meeting(matchable, day):
    assert len(say(matchable, ROSA_GRACE, day=day)) == 1


@pytest.mark.parametrize(("day", "may"), [(date(2026, 1, 20), False), (date(2026, 1, 21), True)])
def test_no_mentor_meets_anybody_before_they_began(matchable, day, may):
    put_mentors(matchable, replace(cleared(PRIYA_, JAN_20), schools=(LINC,)))
    if may:
        assert len(say(matchable, Pair(AMINA, "m4"), day=day)) == 1
    else:
        [sentence] = refused(matchable, Pair(AMINA, "m4"), day=day)
        assert sentence.startswith("Priya Nair began on Jan 21, 2026; a first meeting with Amina")


CLEARED = replace(cleared(PRIYA_), schools=(LINC,))
CHECKED_LATE = CLEARED.screening | {"interview": Screening(JAN_20)}
TRAINED_LATE = (Training(ORIENTATION, JAN_20, "", True, True),)


@pytest.mark.parametrize(("mentor", "words"), [
    (replace(CLEARED, screening=CHECKED_LATE), "interview only done on Jan 20, 2026"),
    (replace(CLEARED, trainings=TRAINED_LATE), "no orientation yet"),
])  # fmt: skip
@pytest.mark.parametrize(("day", "may"), [(JAN_20 - ONE, False), (JAN_20, True)])
def test_no_mentor_meets_anybody_before_checks_and_orientation(matchable, mentor, words, day, may):
    """Though the record has them begin in fall."""
    put_mentors(matchable, mentor)
    if may:
        assert len(say(matchable, Pair(AMINA, "m4"), day=day)) == 1
    else:
        assert refused(matchable, Pair(AMINA, "m4"), day=day) == [
            f"Priya Nair could not meet Amina Yusuf on Jan 19, 2026 yet: {words}. Give a later day."
        ]


@pytest.mark.parametrize(("day", "may"), [(JAN_20 - ONE, False), (JAN_20, True)])
def test_nobody_meets_two_mentors_at_a_time_looking_back(matchable, day, may):
    match(matchable, (ROSA, "m5"), ended=JAN_20)
    if may:
        assert len(say(matchable, ROSA_GRACE, day=day)) == 1
    else:
        [sentence] = refused(matchable, ROSA_GRACE, day=day)
        assert "Rosa Delgado met Helen Brandt until Jan 20, 2026; give that day" in sentence


def test_a_match_made_by_mistake_is_in_nobodys_way(matchable):
    match(matchable, (ROSA, "m5"), started=JAN_20, ended=JAN_20)
    assert len(say(matchable, ROSA_GRACE, day=JAN_20 - ONE)) == 1


# Who may not be matched


@pytest.mark.parametrize(
    ("pair", "words"),
    [
        (Pair(OWEN, "m2"), "The family of Owen Fitzgerald: to be told."),
        (Pair(MARCUS, "m2"), "no shared time"),
        (Pair("0099", "m2"), "There is no student 0099 among those you may see on Jan 30, 2026"),
        (Pair(ROSA, "m99"), "There is no mentor with this id among those you may see."),
    ],
)
def test_a_pair_that_cannot_be(untouched, pair, words):
    [sentence] = refused(untouched, pair)
    assert words in sentence


def test_one_bad_pair_keeps_all_from_being_saved(untouched):
    sentences = refused(untouched, ROSA_GRACE, Pair(OWEN, "m5"), Pair(MARCUS, "m2"))
    assert "Owen" in sentences[0]
    assert "Marcus" in sentences[1]
    assert sentences[2].startswith("Nothing is saved for any of the 3 pairs.")


def test_after_ten_sentences_the_rest_is_counted(untouched):
    sentences = refused(untouched, *(Pair(f"nobody{n}", "m2") for n in range(12)))
    assert len(sentences) == 12
    assert "And 2 more like these." in sentences


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ("UPDATE program.targets SET state = 'ended' WHERE student_id = '0041003'",
         "Amina Yusuf (0041003) is not chosen at Lincoln Middle School"),
        ("UPDATE program.mentors SET closed = DATE '2026-01-30' WHERE mentor_id = 'm5'",
         "Helen Brandt cannot be matched: has left the program"),
        ("UPDATE program.mentors SET paused = DATE '2026-01-30' WHERE mentor_id = 'm5'",
         "Helen Brandt cannot be matched: is paused"),
        ("UPDATE program.mentors SET capacity = 0 WHERE mentor_id = 'm5'",
         "places of Helen Brandt are taken"),
        ("UPDATE program.mentor_schools SET school_id = 'ROOS' WHERE mentor_id = 'm5'",
         "Helen Brandt does not work at Amina Yusuf's school"),
        ("UPDATE program.permissions SET state = 'refused' WHERE student_id = '0041003'",
         "The family of Amina Yusuf: said no"),
        ("UPDATE program.student_profiles SET student_id = '0041003', wish = 'no'",
         "Amina Yusuf said they want no mentor"),
    ],
)  # fmt: skip
def test_what_somebody_changed_since_the_page_was_opened_counts(matchable, change, words):
    suggestions(matchable)
    with matchable.writing("program") as cursor:
        cursor.execute(change)
    [sentence] = refused(matchable, AMINA_HELEN, actor=CAPTAIN_)
    assert words in sentence


def test_a_student_who_changed_schools_is_not_matched_at_the_old_one(matchable, given):
    feb_2 = date(2026, 2, 2)
    bring(matchable, given, {"moved.csv": told((ROSA, 1, 0, feb_2, ROOS), (MARCUS, 93, 14, feb_2))})
    how = {"day": JAN_30, "save": press(CHEN, datetime(2026, 2, 2, 8))}
    with pytest.raises(SmError, match=rf"^Student {ROSA} has left Lincoln Middle School\.$"):
        accept(matchable, how["save"], known(matchable, CHEN, feb_2), [ROSA_GRACE], how["day"])
    with pytest.raises(SmError, match="is not chosen at Roosevelt Elementary, where they are now"):
        accept(matchable, replace(how["save"], actor=CAPTAIN_),
               known(matchable, CAPTAIN_, feb_2), [ROSA_GRACE], how["day"])  # fmt: skip
    assert matches(matchable) == []


@pytest.mark.parametrize("actor", [PRINCIPAL_, MENTOR_])
def test_who_changes_nothing_matches_nobody(untouched, actor):
    with pytest.raises(NotAllowed):
        say(untouched, ROSA_GRACE, actor=actor)


def test_another_schools_coordinator_does_not_learn_of_the_student(untouched):
    [sentence] = refused(untouched, ROSA_GRACE, actor=RUIZ)
    assert "There is no student" in sentence


@pytest.mark.parametrize(("letters", "fits"), [(500, True), (501, False)])
def test_a_note_has_an_end(matchable, letters, fits):
    if fits:
        assert len(say(matchable, ROSA_GRACE, note="x" * letters)) == 1
    else:
        assert refused(matchable, ROSA_GRACE, note="x" * letters) == [
            "The note is too long; keep it under 500 letters."
        ]


# Several pairs of one press


def test_one_student_gets_one_mentor(untouched):
    sentences = refused(untouched, ROSA_GRACE, Pair(ROSA, "m5"))
    assert sentences[0] == (
        "Rosa Delgado is picked with Grace Lindqvist and with Helen Brandt; choose one of them."
    )


@pytest.mark.parametrize(("pairs", "may"), [(2, True), (3, False)])
def test_no_more_students_than_places(matchable, pairs, may):
    with matchable.writing("program") as cursor:
        cursor.execute("DELETE FROM program.availability")
    picked = [Pair(student, "m2") for student in (ROSA, AMINA, MARCUS)[:pairs]]
    if may:
        assert len(say(matchable, *picked)) == 2
    else:
        assert refused(matchable, *picked)[0] == (
            "Grace Lindqvist has 2 places left, and 3 students are picked: Rosa Delgado, Amina "
            "Yusuf, Marcus Tran."
        )


@pytest.mark.parametrize(
    ("kind", "mentors", "words"),
    [
        (TOGETHER, ("m2", "m2"), ""),
        (TOGETHER, ("m2", "m5"), "must share a mentor, and are picked with different ones"),
        (APART, ("m2", "m5"), ""),
        (APART, ("m2", "m2"), "must not share a mentor, and are both picked with Grace Lindqvist"),
    ],
)
def test_what_ties_two_students_of_one_press(matchable, kind, mentors, words):
    rule(matchable, kind, ROSA, AMINA)
    picked = [Pair(student, mentor) for student, mentor in zip((ROSA, AMINA), mentors, strict=True)]
    if words:
        assert refused(matchable, *picked)[0] == f"Rosa Delgado and Amina Yusuf {words}."
    else:
        assert len(say(matchable, *picked)) == 2


KEPT = "Grace Lindqvist has {} left, kept for Rosa Delgado: take that back first, or give Grace "
KEPT += "Lindqvist more places."


@pytest.mark.parametrize(("places", "pairs", "words"), [
    (1, [Pair(AMINA, "m2")], KEPT.format("1 place")),
    (2, [Pair(AMINA, "m2")], ""),
    (2, [Pair(AMINA, "m2"), Pair(MARCUS, "m2")], KEPT.format("2 places")),
    (2, [Pair(AMINA, "m2"), ROSA_GRACE], ""),
    (1, [ROSA_GRACE], ""),
    # Somebody else for Rosa lets the place go.
    (1, [Pair(AMINA, "m2"), Pair(ROSA, "m1")], ""),
])  # fmt: skip
def test_a_place_kept_for_a_student_goes_to_nobody_else(matchable, places, pairs, words):
    everything_else_fits(matchable, places)
    rule(matchable, PIN, ROSA, "m2")
    if words:
        assert refused(matchable, *pairs)[0] == words
    else:
        assert len(say(matchable, *pairs)) == len(pairs)


def everything_else_fits(store, places):
    with store.writing("program") as cursor:
        cursor.execute("DELETE FROM program.availability")
        cursor.execute(f"UPDATE program.mentors SET capacity = {places} WHERE mentor_id = 'm2'")


def ruled_out(store, pair):
    """Whether the closer look says the same."""
    found = suggestions(store)
    return why_not(found, pair.student_id, found.pool.mentor[pair.mentor_id]).against


def test_the_closer_look_and_the_press_refuse_alike(matchable):
    everything_else_fits(matchable, 1)
    rule(matchable, PIN, ROSA, "m2")
    assert ruled_out(matchable, Pair(AMINA, "m2"))
    assert not ruled_out(matchable, ROSA_GRACE)


def test_nobody_is_kept_for_a_mentor_they_cannot_meet(matchable):
    everything_else_fits(matchable, 1)
    rule(matchable, PIN, OWEN, "m2")
    assert len(say(matchable, Pair(AMINA, "m2"))) == 1


SHARE = "Rosa Delgado must share a mentor with Amina Yusuf"


@pytest.mark.parametrize(("places", "pair", "words"), [
    (1, ROSA_GRACE, f"{SHARE}, and Grace Lindqvist has too few places left for all of them."),
    (2, ROSA_GRACE, ""),
    (2, Pair(ROSA, "m5"), f"{SHARE}, and Helen Brandt has too few places left for all of them."),
])  # fmt: skip
def test_who_must_share_a_mentor_is_not_left_alone(matchable, places, pair, words):
    everything_else_fits(matchable, places)
    rule(matchable, TOGETHER, AMINA, ROSA)
    if words:
        assert refused(matchable, pair) == [words]
        assert ruled_out(matchable, pair)
    else:
        assert len(say(matchable, pair)) == 1


def test_who_must_share_has_to_be_able_to_meet_the_mentor(matchable):
    everything_else_fits(matchable, 2)
    rule(matchable, TOGETHER, AMINA, ROSA)
    rule(matchable, NEVER, AMINA, "m2")
    [words] = refused(matchable, ROSA_GRACE)
    assert words == (
        f"{SHARE}. Somebody said that Amina Yusuf and Grace Lindqvist must never be matched."
    )
    assert ruled_out(matchable, ROSA_GRACE)


@pytest.mark.parametrize(("places", "may"), [(2, False), (3, True)])
def test_who_must_share_through_another_one_needs_a_place_as_well(matchable, places, may):
    everything_else_fits(matchable, places)
    rule(matchable, TOGETHER, AMINA, ROSA)
    rule(matchable, TOGETHER, MARCUS, AMINA)
    if may:
        assert len(say(matchable, ROSA_GRACE)) == 1
    else:
        [words] = refused(matchable, ROSA_GRACE)
        assert words.startswith("Rosa Delgado must share a mentor with Marcus Tran, Amina Yusuf, ")


def test_a_place_kept_for_somebody_is_not_there_to_share(matchable):
    everything_else_fits(matchable, 2)
    rule(matchable, TOGETHER, AMINA, ROSA)
    rule(matchable, PIN, MARCUS, "m2")
    assert "has too few places left for all of them" in refused(matchable, ROSA_GRACE)[0]


def test_nobody_waits_for_a_brother_whose_family_was_not_told(matchable):
    rule(matchable, TOGETHER, AMINA, OWEN)
    assert len(say(matchable, AMINA_HELEN)) == 1


# Two people at once


def test_the_second_of_two_learns_whom_the_student_meets(matchable):
    say(matchable, ROSA_GRACE)
    for pair in (ROSA_GRACE, Pair(ROSA, "m5")):
        assert refused(matchable, pair, actor=CAPTAIN_) == [
            "Rosa Delgado meets Grace Lindqvist already."
        ]


def test_the_second_of_two_finds_the_place_taken(matchable):
    say(matchable, AMINA_HELEN)
    assert refused(matchable, Pair(ROSA, "m5"), actor=CAPTAIN_) == [
        "Helen Brandt's only place is taken."
    ]


def test_a_list_of_suggestions_is_not_touched(matchable):
    put(matchable, "suggestions", list_id="l", school_id=LINC, student_id=ROSA, mentor_id="m2")
    say(matchable, ROSA_GRACE)
    with matchable.reading() as cursor:
        query = "SELECT student_id, mentor_id FROM program.suggestions"
        assert cursor.execute(query).fetchall() == [(ROSA, "m2")]


# Taking a press back


def test_a_press_taken_back_leaves_the_students_waiting(matchable):
    made = say(matchable, ROSA_GRACE, MARCUS_DAVID, day=JAN_20)
    assert undo_accept(matchable, press(CHEN), made) == []
    assert matches(matchable, "started, ended, end_reason") == [(JAN_20, JAN_20, BY_MISTAKE)] * 2
    assert {s.student_id for s in pool_of(matchable).waiting} >= {ROSA, MARCUS}
    told = [(f, a) for f, _, a, *_ in history(matchable, made[0]) if f.startswith("end")]
    assert told == [("end_reason", BY_MISTAKE), ("ended", "2026-01-20")]
    assert len(say(matchable, ROSA_GRACE, day=JAN_20)) == 1


def test_a_match_is_taken_back_once(matchable):
    made, save = say(matchable, ROSA_GRACE), press(CHEN, token="undo")
    assert undo_accept(matchable, save, made) == []
    assert undo_accept(matchable, save, made) is None
    again = "The match of Rosa Delgado with Grace Lindqvist was changed since and stays as it is."
    assert undo_accept(matchable, press(CHEN), made) == [again]


def test_only_what_nobody_changed_is_taken_back(matchable):
    made = say(matchable, ROSA_GRACE, MARCUS_DAVID, AMINA_HELEN, day=JAN_20)
    end_match(matchable, press(CHEN), made[0], JAN_30, END_REASONS[0])
    end_match(matchable, press(CHEN), made[1], JAN_30, END_REASONS[0])
    go_on(matchable, press(CHEN), made[1])
    stay = undo_accept(matchable, press(CHEN), made)
    assert [sentence.split(" with ")[0] for sentence in stay] == [
        "The match of Rosa Delgado", "The match of Marcus Tran",
    ]  # fmt: skip
    assert matches(matchable, "student_id, ended") == [
        (ROSA, JAN_30), (MARCUS, None), (AMINA, JAN_20),
    ]  # fmt: skip


@pytest.mark.parametrize("actor", [PRINCIPAL_, MENTOR_, RUIZ])
def test_who_may_not_match_takes_nothing_back(matchable, actor):
    made = say(matchable, ROSA_GRACE)
    with pytest.raises(NotAllowed):
        undo_accept(matchable, press(actor), made)
    assert matches(matchable, "ended") == [(None,)]


def test_a_match_that_is_gone_is_not_taken_back(untouched):
    with pytest.raises(SmError, match="no longer on record"):
        undo_accept(untouched, press(CHEN), ["nothing"])


def test_the_students_page_tells_of_the_match(matchable):
    made = say(matchable, ROSA_GRACE, day=JAN_20)
    undo_accept(matchable, press(CHEN), made)
    told = {(what, c.field, c.after) for what, c in student_history(matchable, CHEN, JAN_30, ROSA)
            if what.startswith("Match")}  # fmt: skip
    assert told == {
        ("Match with Grace Lindqvist", field, after) for field, after in (
            ("started", "2026-01-20"), ("ended", "2026-01-20"), ("end_reason", BY_MISTAKE),
        )
    }  # fmt: skip


# What to know before a match by hand


def what_follows(store, student, mentor):
    found = suggestions(store)
    return consequences(found.pool, why_not(found, student, mentor))


def test_the_suggestion_itself_costs_nothing(untouched):
    assert suggestions(untouched).pairs[ROSA] == "m2"
    assert what_follows(untouched, ROSA, GRACE) == [NOTHING]


def test_a_match_by_hand_tells_what_it_costs(untouched):
    said = what_follows(untouched, AMINA, DAVID)
    assert said[0] == "Marcus Tran would meet Helen Brandt instead of David Okafor."
    assert said[1].startswith("All pairs together would fit less well, by ")


def test_whom_a_student_is_kept_for_is_told(matchable):
    rule(matchable, PIN, AMINA, "m2")
    assert "Amina Yusuf is kept for Grace Lindqvist, and would no longer be." in what_follows(
        matchable, AMINA, HELEN
    )
