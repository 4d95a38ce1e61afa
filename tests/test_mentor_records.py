"""What is typed of a mentor: saved once, told to the history, refused where it cannot be."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from sm_core.errors import NotAllowed, SmError
from sm_core.history import history_of
from sm_core.matching.leaving import close_and_end
from sm_core.mentors import screen
from sm_core.mentors.find import find_mentor, mentors_seen
from sm_core.mentors.mentor import ORIENTATION, Mentor, Screening, Training
from sm_core.mentors.save import add_mentor, change_mentor, flat, may_change, shaped, tidy
from sm_core.mentors.story import told
from sm_core.saving import ChangedMeanwhile, save_once
from tests.invented import LINC, ROOS
from tests.mentor_cast import (
    CAPTAIN_,
    CAST,
    CHEN,
    DAVID,
    GRACE,
    HELEN,
    LAST_FALL,
    MENTOR_,
    PRINCIPAL_,
    RUIZ,
    TODAY,
    TOMAS,
    cleared,
    match,
    press,
    put,
)

DAY = timedelta(days=1)


def found(store, mentor_id="m1", actor=CAPTAIN_):
    return find_mentor(store, actor, TODAY, mentor_id)


def fields(store, mentor_id="m1"):
    return {c.field: (c.before, c.after) for c in history_of(store, "mentor", mentor_id)}


def change(store, opened, actor=CHEN, **wanted):
    base = opened | tidy(wanted)
    change_mentor(store, press(actor), "m1", opened, base)


@pytest.fixture
def david(store):
    put(store, DAVID)
    return store


def test_a_mentor_comes_back_as_added(store):
    wanted = shaped(DAVID, {"grades": ("6", "K"), "availability": "Mon 8-8:30", "note": "Brass"})
    add_mentor(store, press(CHEN), wanted)
    assert flat(found(store)) == flat(wanted)
    assert found(store).added == TODAY
    assert fields(store)["availability"] == ("", "Mon 8:00-8:30")


@pytest.mark.parametrize("capacity", [1, 40])
def test_the_least_and_the_most_students_at_once(store, capacity):
    put(store, replace(DAVID, capacity=capacity))
    assert found(store).capacity == capacity


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"capacity": 0}, "0 students at once cannot be; give a number from 1 to 40"),
        ({"capacity": 41}, "41 students at once"),
        ({"capacity": 500}, "500 students at once"),
        ({"capacity": -1}, "-1 students at once"),
        ({"first_name": "", "last_name": ""}, "A mentor needs a name"),
        ({"kind": "cousin"}, '"cousin" is not a kind of mentor'),
        ({"email": "okafor at school"}, "is not an e-mail address"),
        ({"position": "x" * 201}, "is too long"),
    ],
)
def test_a_record_that_cannot_be_is_refused_and_leaves_nothing(store, wrong, words):
    with pytest.raises(SmError, match=words):
        put(store, replace(DAVID, **wrong))
    assert mentors_seen(store, CAPTAIN_, TODAY) == []


@pytest.mark.parametrize("text", ["Mon 9-8:30", "Mon 8:00", "Sat 9-10", "25-26", "Mon 5am-6am"])
def test_a_free_time_that_cannot_be_is_told_with_an_example(david, text):
    with pytest.raises(SmError, match="Mon, Wed 8:00-8:30"):
        change(david, flat(found(david)), availability=text)
    assert flat(found(david))["availability"] == ""


def test_only_what_a_person_changed_is_told(david):
    change(david, flat(found(david)), capacity=6, first_name=" David ", languages=("Igbo",))
    newest = [(c.person, c.field, c.before, c.after)
              for c in history_of(david, "mentor", "m1") if c.person == "Ms. Chen"]  # fmt: skip
    assert newest == [
        ("Ms. Chen", "capacity", "4", "6"), ("Ms. Chen", "languages", "", "Igbo"),
    ]  # fmt: skip


def test_two_editors_keep_both_fields_and_the_second_is_told_of_the_same_one(david):
    opened = flat(found(david))
    change(david, opened, capacity=6, note="Plays the tuba")
    change(david, opened, actor=CAPTAIN_, phone="555-0134")
    assert (found(david).capacity, found(david).phone) == (6, "555-0134")
    with pytest.raises(
        ChangedMeanwhile, match=r"Ms\. Chen changed the students at once from 4 to 6"
    ):
        change(david, opened, actor=CAPTAIN_, capacity=5)


def test_the_second_press_replaces_what_was_told_and_nothing_else(david):
    opened = flat(found(david))
    change(david, opened, capacity=6, note="Plays the tuba")
    with pytest.raises(ChangedMeanwhile) as told_of:
        change(david, opened, actor=CAPTAIN_, capacity=5)
    wanted = opened | {"capacity": 5}
    change_mentor(david, press(), "m1", opened | told_of.value.now, wanted)
    assert (found(david).capacity, found(david).note) == (5, "Plays the tuba")


def test_a_double_click_saves_once(store):
    for _ in range(2):
        add_mentor(store, press(CHEN, token="once"), DAVID)
    assert len(mentors_seen(store, CAPTAIN_, TODAY)) == 1


def test_everybody_sees_the_mentors_of_their_schools(store):
    put(store, *CAST, Mentor("m9", "Ada", "Nowhere"))
    seen = {a: [m.mentor_id for m in mentors_seen(store, a, TODAY)] for a in
            (CAPTAIN_, CHEN, PRINCIPAL_, RUIZ, MENTOR_)}  # fmt: skip
    assert sorted(seen[CAPTAIN_]) == ["m1", "m2", "m3", "m4", "m5", "m9"]
    assert seen[CHEN] == seen[PRINCIPAL_] == ["m5", "m2", "m1", "m3"]
    assert seen[RUIZ] == ["m4", "m3"]
    assert seen[MENTOR_] == []


def test_who_may_change_whom(store):
    put(store, DAVID, TOMAS)
    assert may_change(CHEN, DAVID)
    assert may_change(CHEN, TOMAS)
    assert not may_change(CHEN, replace(DAVID, schools=()))
    assert may_change(CAPTAIN_, replace(DAVID, schools=()))
    assert not any(may_change(actor, DAVID) for actor in (RUIZ, PRINCIPAL_, MENTOR_))


REFUSED = [
    lambda store, actor: add_mentor(store, press(actor), replace(DAVID, mentor_id="new")),
    lambda store, actor: change_mentor(store, press(actor), "m1", {}, {"note": "x"}),
    lambda store, actor: screen.record_step(
        store, press(actor), "m1", "interview", Screening(TODAY)),
    lambda store, actor: screen.record_training(
        store, press(actor), "m1", Training(ORIENTATION, TODAY)),
    lambda store, actor: screen.start(store, press(actor), "m1", TODAY),
    lambda store, actor: screen.pause(store, press(actor), "m1", TODAY, "x"),
    lambda store, actor: screen.resume(store, press(actor), "m1"),
    lambda store, actor: close_and_end(store, press(actor), "m1", TODAY, "x", []),
]  # fmt: skip


@pytest.mark.parametrize("actor", [RUIZ, PRINCIPAL_, MENTOR_])
@pytest.mark.parametrize("act", REFUSED)
def test_nobody_else_changes_anything(david, act, actor):
    with pytest.raises(SmError) as refused:
        act(david, actor)
    assert isinstance(refused.value, NotAllowed) or "no mentor with this id" in str(refused.value)
    assert {c.person for c in history_of(david, "mentor", "m1")} == {"District captain"}


@pytest.mark.parametrize(
    ("before", "after", "allowed"),
    [
        ((LINC,), (LINC, ROOS), False),
        ((LINC, ROOS), (LINC,), False),
        ((LINC, ROOS), (ROOS,), True),
        ((LINC,), (), False),
    ],
)
def test_a_coordinator_gives_and_takes_only_the_own_school(store, before, after, allowed):
    put(store, replace(DAVID, schools=before))
    opened = flat(found(store))
    if allowed:
        change(store, opened, schools=after)
    else:
        with pytest.raises(NotAllowed):
            change(store, opened, schools=after)
    assert found(store).schools == (after if allowed else before)


def test_a_coordinator_adds_nobody_for_another_school(store):
    for schools in ((LINC, ROOS), (ROOS,), ()):
        with pytest.raises(NotAllowed):
            add_mentor(store, press(CHEN), replace(DAVID, schools=schools))


FAR = [
    (Screening(TODAY + DAY), "has not come yet"),
    (Screening(date(2010, 12, 31)), "looks like a date of birth"),
    (Screening(TODAY, TODAY - DAY), "before it was done"),
    (Screening(TODAY, date(2037, 1, 1)), "would hold until Jan 1, 2037"),
]


@pytest.mark.parametrize(("said", "words"), FAR)
def test_a_step_on_a_day_that_cannot_be_is_refused(david, said, words):
    with pytest.raises(SmError, match=words):
        screen.record_step(david, press(CHEN), "m1", "criminal_check", said)
    assert found(david).screening == {}


@pytest.mark.parametrize(
    "said",
    [Screening(TODAY, TODAY), Screening(date(2011, 1, 1)), Screening(TODAY, date(2036, 1, 1))],
)
def test_a_step_on_the_last_day_that_can_be(david, said):
    screen.record_step(david, press(CHEN), "m1", "criminal_check", said)
    assert found(david).screening == {"criminal_check": said}


def test_a_date_of_birth_is_no_training_date(david):
    with pytest.raises(SmError, match="date of birth"):
        screen.record_training(david, press(CHEN), "m1", Training(ORIENTATION, date(1984, 5, 2)))


def test_a_step_is_corrected_taken_out_and_told(david):
    first, second = Screening(LAST_FALL), Screening(TODAY, passed=False, note="Ask HR")
    screen.record_step(david, press(CHEN), "m1", "interview", first)
    later = press(CHEN, press().when + DAY)
    screen.record_step(david, later, "m1", "interview", second, first)
    newest = history_of(david, "mentor", "m1")[0]
    assert (newest.before, newest.after) == (
        "Sep 15, 2025, passed", "Jan 30, 2026, not passed, Ask HR"
    )  # fmt: skip
    assert found(david).screening == {"interview": second}
    screen.record_step(david, press(CHEN), "m1", "interview", None, second)
    assert found(david).screening == {}


def test_a_step_that_somebody_else_recorded_meanwhile_is_told(david):
    screen.record_step(david, press(CHEN), "m1", "interview", Screening(LAST_FALL))
    with pytest.raises(
        ChangedMeanwhile, match=r"Ms\. Chen changed Interview from nothing to Sep 15"
    ):
        screen.record_step(david, press(), "m1", "interview", Screening(TODAY))
    screen.record_step(david, press(), "m1", "interview", Screening(LAST_FALL))
    assert found(david).screening == {"interview": Screening(LAST_FALL)}


def test_an_orientation_is_recorded_once_and_corrected(david):
    told_twice = Training(ORIENTATION, LAST_FALL, "", confidentiality=True)
    more = replace(told_twice, confidentiality=False, duty_to_report=True)
    for training in (told_twice, told_twice, more):
        screen.record_training(david, press(CHEN), "m1", training)
    both = replace(told_twice, duty_to_report=True)
    assert found(david).trainings == (both,)
    corrected = Training(ORIENTATION, TODAY, "", False, True)
    screen.record_training(david, press(CHEN), "m1", corrected, both)
    assert found(david).trainings == (corrected,)
    with pytest.raises(SmError, match="Somebody else changed this training"):
        screen.record_training(david, press(CHEN), "m1", corrected, both)


def test_a_start_needs_everything(store):
    waiting = replace(cleared(DAVID, interview=None), started=None)
    put(store, waiting, replace(cleared(GRACE), started=None))
    with pytest.raises(SmError, match="David Okafor cannot start: no interview yet"):
        screen.start(store, press(CHEN), "m1", TODAY)
    with pytest.raises(SmError, match="has not come yet"):
        screen.start(store, press(CHEN), "m2", TODAY + DAY)
    with pytest.raises(SmError, match=r"only done on Sep 15, 2025.*no orientation yet"):
        screen.start(store, press(CHEN), "m2", LAST_FALL - DAY)
    screen.start(store, press(CHEN), "m2", LAST_FALL)
    assert found(store, "m2").stage(TODAY) == "active"


def test_a_pause_and_an_end_need_a_reason_and_are_taken_back(store):
    put(store, cleared(DAVID))
    with pytest.raises(SmError, match="Say why"):
        screen.pause(store, press(CHEN), "m1", TODAY, "  ")
    with pytest.raises(SmError, match="Say why"):
        close_and_end(store, press(CHEN), "m1", TODAY, "  ", [])
    screen.pause(store, press(CHEN), "m1", TODAY, "On leave")
    assert (found(store).stage(TODAY), found(store).state_reason) == ("paused", "On leave")
    screen.resume(store, press(CHEN), "m1")
    assert (found(store).stage(TODAY), found(store).state_reason) == ("active", "")
    close_and_end(store, press(CHEN), "m1", TODAY, "Moved", [])
    assert found(store).stage(TODAY) == "closed"
    assert [c.reason for c in history_of(store, "mentor", "m1") if c.field == "closed"] == ["Moved"]


def test_nobody_leaves_while_students_are_matched_with_them(store):
    put(store, cleared(DAVID))
    match(store, ("A", "m1"), ("B", "m1"))
    with pytest.raises(SmError, match="still has 2 students; end those matches first"):
        save_once(store, press(CHEN), lambda w: screen.write_close(w, "m1", TODAY, "Moved"))


@pytest.mark.parametrize(
    ("first", "second", "words"),
    [("pause", "pause", r"is paused since Jan 30, 2026 \(On leave\): Ms. Chen saved that"),
     ("close", "close", r"has left the program since Jan 30, 2026 \(On leave\): Ms. Chen saved"),
     ("close", "pause", "has left the program since"),
     ("pause", "close", None)],
)  # fmt: skip
def test_the_second_of_two_does_not_replace_the_first(store, first, second, words):
    def act(name, actor, reason):
        if name == "pause":
            return screen.pause(store, press(actor), "m1", TODAY, reason)
        return close_and_end(store, press(actor), "m1", TODAY, reason, [])

    put(store, cleared(DAVID))
    act(first, CHEN, "On leave")
    if words is None:
        act(second, CAPTAIN_, "Moved")
        return
    with pytest.raises(SmError, match=words):
        act(second, CAPTAIN_, "Moved")
    assert found(store).state_reason == "On leave"


def test_the_history_in_sentences(store):
    put(store, HELEN)
    opened = flat(found(store, "m5"))
    change_mentor(store, press(CHEN), "m5", opened, opened | {"capacity": 6, "phone": "555-0134"})
    screen.pause(store, press(CHEN, press().when + DAY), "m5", TODAY, "On leave")
    lines = told(history_of(store, "mentor", "m5"), {LINC: "Lincoln"})
    assert lines == [
        "Jan 31, 2026, Ms. Chen: pause: Jan 30, 2026 (On leave)",
        "Jan 30, 2026, Ms. Chen: phone: 555-0134; students at once 4 → 6",
        "Jan 30, 2026, District captain: first name: Helen; last name: Brandt; kind of mentor: "
        "Staff; schools: Lincoln; students at once: 4",
    ]
