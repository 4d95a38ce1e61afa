"""Requests for help: who asks, who takes them on, what is refused, and the list."""

from dataclasses import replace
from datetime import timedelta

import pytest

from sm_core.errors import NotAllowed, SmError
from sm_core.history import history_of
from sm_core.saving import ChangedMeanwhile
from sm_core.support.request import (
    IN_WORK,
    LONGEST,
    OPEN,
    RESOLVED,
    SAFETY,
    ask_for_help,
    requests_seen,
    take_step,
    who_sees,
)
from sm_core.support.request_list import requests_listed, requests_table, told
from sm_core.support.told import requests_told, unresolved
from sm_core.uploads import open_district
from tests.cast import BOSS, ROOSEVELT, SEEN_ON
from tests.invented import AMINA, LINC, MARCUS, ROOS, ROSA
from tests.mentor_cast import CHEN, MENTOR_, PRINCIPAL_, match
from tests.support_cast import NOW, SCHOOLS, TODAY, at_noon
from tests.targeted import put

ONE = timedelta(days=1)
DAVID = replace(MENTOR_, mentor_id="david")
STANDING = {"state": OPEN, "owner": "", "due": None}
TAKEN = {"state": IN_WORK, "owner": "Ms. Chen", "due": TODAY + ONE}


@pytest.fixture(scope="module")
def untouched(support_made):
    store = open_district(support_made)
    yield store
    store.close()


def ask(store, actor=DAVID, topic="times", words="Lunch is too short.", student=ROSA,
        mentor="david", **more):  # fmt: skip
    return ask_for_help(store, at_noon(actor, **more), SEEN_ON, mentor, topic, words, student)


def step(store, request, wanted, words="", actor=CHEN, opened=STANDING, **more):
    take_step(store, at_noon(actor, **more), request, opened, wanted, words)


def seen(store, actor=BOSS):
    return [r.request_id for r in requests_seen(store, actor)]


def listed(store, actor=BOSS, day=TODAY):
    return requests_listed(store, actor, SEEN_ON, day)


def steps(store, actor, request):
    [row] = [row for row in listed(store, actor) if row.request.request_id == request]
    return list(row.steps)


# Asking


def test_a_mentor_asks_about_one_of_their_students(supported):
    save = at_noon(DAVID)
    made = ask_for_help(supported, save, SEEN_ON, "david", "times", " Lunch is short. ", ROSA)
    assert ask_for_help(supported, save, SEEN_ON, "david", "times", "again", ROSA) is None
    [found] = requests_seen(supported, CHEN)
    assert (found.request_id, found.school_id, found.words, found.state, found.opened_by) == (
        made, LINC, "Lunch is short.", OPEN, "David Okafor",
    )  # fmt: skip
    told_ = {c.field: c.after for c in history_of(supported, "request", made)}
    assert told_ == {"topic": "times", "words": "Lunch is short.", "state": OPEN}


def test_one_about_nobody_belongs_to_the_school_of_the_mentor(supported):
    ask(supported, student="")
    assert [r.school_id for r in requests_seen(supported, BOSS)] == [LINC]


def name(store, school, role="coordinator", who="Ms. Chen"):
    put(store, "team", member_id=who, school_id=school, role=role, name=who)


@pytest.mark.parametrize(
    ("works_at", "met_at", "named", "school", "sees"),
    [((LINC, ROOS), (), (), LINC, "A captain sees it now: no coordinator is named"),
     ((LINC, ROOS), (ROOS,), (), ROOS, "A captain sees it now: no coordinator is named"),
     ((LINC, ROOS), (ROOS,), (LINC,), LINC, "Ms. Chen, your coordinator, sees it now."),
     ((LINC, ROOS), (LINC, ROOS), (ROOS,), ROOS, "Ms. Chen, your coordinator, sees it now."),
     ((), (ROOS,), (), ROOS, "A captain sees it now: no coordinator is named"),
     ((), (), (), "", "A captain sees it now: you have no school yet.")],
)  # fmt: skip
def test_one_about_nobody_goes_where_somebody_sees_it(
    supported, works_at, met_at, named, school, sees
):
    with supported.writing("program") as cursor:
        cursor.execute("DELETE FROM program.mentor_schools WHERE mentor_id = 'priya'")
        for each in works_at:
            cursor.execute("INSERT INTO program.mentor_schools VALUES ('priya', $1)", [each])
    for each, student in zip(met_at, (MARCUS, AMINA), strict=False):
        match(supported, (student, "priya"), school=each, started=TODAY)
    for each in named:
        name(supported, each)
    priya = replace(DAVID, person="Priya Nair", mentor_id="priya")
    made = ask(supported, priya, student="", mentor="priya", topic=SAFETY)
    assert [r.school_id for r in requests_seen(supported, BOSS)] == [school]
    assert who_sees(supported, priya, made, TODAY).startswith(sees)


def test_a_coordinator_asks_for_their_own_school(supported):
    with supported.writing("program") as cursor:
        cursor.execute("INSERT INTO program.mentor_schools VALUES ('tomas', 'LINC')")
    ask(supported, CHEN, student="", mentor="tomas")
    assert [r.school_id for r in requests_seen(supported, BOSS)] == [LINC]


@pytest.mark.parametrize(
    ("how", "words", "error"),
    [({"topic": "weather"}, "choose one of the topics", SmError),
     ({"words": "  "}, "Say in a sentence", SmError),
     ({"words": "x" * (LONGEST + 1)}, "too long", SmError),
     ({"student": MARCUS}, "no student", SmError),
     ({"mentor": "grace"}, "for themselves only", NotAllowed),
     ({"actor": CHEN, "mentor": "nobody"}, "no mentor with this id", SmError),
     ({"actor": ROOSEVELT}, "", SmError),
     ({"actor": PRINCIPAL_}, "coordinator or a captain", NotAllowed)],
)  # fmt: skip
def test_what_cannot_be_asked_is_told_in_a_sentence(untouched, how, words, error):
    before = untouched.version("program")
    with pytest.raises(error) as told_:
        ask(untouched, **how)
    assert words in " ".join(told_.value.sentences)
    assert untouched.version("program") == before


@pytest.mark.parametrize(
    ("actor", "sees"),
    [(BOSS, True), (CHEN, True), (PRINCIPAL_, True), (ROOSEVELT, False), (DAVID, True),
     (replace(DAVID, mentor_id="grace"), False)],
)  # fmt: skip
def test_who_sees_a_request(supported, actor, sees):
    made = ask(supported)
    assert (made in seen(supported, actor)) == sees
    assert [row.request.request_id for row in listed(supported, actor)] == [made] * sees


@pytest.mark.parametrize(
    ("actor", "topic", "read"),
    [(DAVID, "times", True), (DAVID, SAFETY, True), (CHEN, "times", True), (CHEN, SAFETY, False),
     (BOSS, SAFETY, False)],
)  # fmt: skip
def test_a_worry_about_safety_that_was_noted_is_not_for_the_mentor(supported, actor, topic, read):
    made = ask(supported, actor, topic)
    [found] = requests_seen(supported, CHEN)
    assert (found.by_mentor, found.for_mentor) == (actor is DAVID, read)
    assert [row.request.request_id for row in listed(supported, DAVID)] == [made] * read
    if not read:
        with pytest.raises(SmError, match="no request with this id"):
            step(supported, made, STANDING, "What is it?", DAVID)
        with pytest.raises(SmError, match=r"how it was resolved\.$"):
            step(supported, made, STANDING | {"state": RESOLVED})


# Steps


def test_every_step_is_kept_and_told(supported):
    made = ask(supported)
    step(supported, made, TAKEN, "I talk to the teacher.")
    later = replace(at_noon(CHEN), when=NOW + timedelta(hours=1))
    wanted = TAKEN | {"state": RESOLVED}
    take_step(supported, later, made, TAKEN, wanted, "They meet before school now.")
    [row] = listed(supported)
    assert (row.request.state, row.is_open, row.mentor, row.student) == (
        RESOLVED, False, "David Okafor", "Rosa Delgado",
    )  # fmt: skip
    assert told(row.request, steps(supported, CHEN, made)) == [
        "Oct 17, 2025 09:00, David Okafor: Lunch is too short.",
        "Oct 17, 2025 09:00, Ms. Chen: I talk to the teacher. · In work, taken care of by Ms. "
        "Chen, due Oct 18, 2025",
        "Oct 17, 2025 10:00, Ms. Chen: They meet before school now. · Resolved",
    ]


@pytest.mark.parametrize(
    ("wanted", "words", "told_"),
    [(STANDING, "", "Nothing is said or changed"),
     (STANDING | {"state": IN_WORK}, "", "Say who takes care"),
     (STANDING | {"state": RESOLVED}, "", "how it was resolved"),
     (STANDING | {"state": "lost"}, "", "is no state"),
     (STANDING | {"due": TODAY - ONE}, "", "is over; give today"),
     (STANDING, "x" * (LONGEST + 1), "too long")],
)  # fmt: skip
def test_a_step_that_cannot_be_is_refused(supported, wanted, words, told_):
    made = ask(supported)
    with pytest.raises(SmError, match=told_):
        step(supported, made, wanted, words)
    assert steps(supported, CHEN, made) == []


@pytest.mark.parametrize("wanted", [STANDING | {"due": TODAY}, STANDING | {"owner": " Ms. Chen "},
                                    STANDING | {"state": RESOLVED}])  # fmt: skip
def test_the_least_that_is_a_step(supported, wanted):
    made = ask(supported)
    step(supported, made, wanted, "done" if wanted["state"] == RESOLVED else "")
    [found] = requests_seen(supported, CHEN)
    assert found.standing == wanted | {"owner": wanted["owner"].strip()}


def test_one_resolved_can_be_opened_again(supported):
    made = ask(supported)
    step(supported, made, STANDING | {"state": RESOLVED}, "done")
    step(supported, made, STANDING, "It is back.", opened=STANDING | {"state": RESOLVED})
    assert requests_seen(supported, CHEN)[0].state == OPEN


def test_the_second_of_two_is_told_and_other_fields_are_kept(supported):
    made = ask(supported)
    step(supported, made, TAKEN)
    with pytest.raises(ChangedMeanwhile, match="changed the owner"):
        step(supported, made, STANDING | {"owner": "Mr. Hall"}, actor=BOSS)
    step(supported, made, STANDING, "I know the teacher.", actor=BOSS)
    assert requests_seen(supported, CHEN)[0].standing == TAKEN


def test_steps_keep_their_order_though_the_clock_does_not(supported):
    """It stands still, and in fall it is set back an hour."""
    made = ask(supported)
    for n, hours in enumerate([0, 0, -1, 0, 0, 0]):
        save = replace(at_noon(CHEN), when=NOW + timedelta(hours=hours))
        state = STANDING | {"state": RESOLVED if n == 5 else OPEN}
        take_step(supported, save, made, STANDING, state, str(n))
    assert [s.words for s in steps(supported, CHEN, made)] == list("012345")
    with supported.reading() as cursor:
        said = requests_told(cursor, CHEN, TODAY, student=ROSA)
    assert [s.words for s in said] == ["Lunch is too short.", *"012345"]
    assert unresolved(said) == []


def test_a_mentor_adds_words_and_changes_nothing(supported):
    made = ask(supported)
    step(supported, made, STANDING, "Also on Mondays.", DAVID)
    assert steps(supported, DAVID, made)[0].words == "Also on Mondays."
    with pytest.raises(NotAllowed, match="you can add words"):
        step(supported, made, STANDING | {"state": RESOLVED}, "done", DAVID)


def test_a_word_of_the_mentor_opens_a_resolved_request_and_is_marked(supported):
    made = ask(supported, topic=SAFETY)
    done = TAKEN | {"state": RESOLVED}
    assert not listed(supported)[0].new_word
    step(supported, made, done, "I told the principal.")
    with pytest.raises(SmError, match="Nothing is said"):
        step(supported, made, done, " ", DAVID, opened=done)
    hour = NOW + timedelta(hours=1)
    take_step(supported, replace(at_noon(DAVID), when=hour), made, done, done, "It is worse today.")
    [row] = listed(supported, CHEN)
    assert row.request.standing == {"state": OPEN, "owner": "Ms. Chen", "due": None}
    assert (row.cannot_wait, row.new_word) == (True, True)
    table = requests_table([row], SCHOOLS, TODAY)
    assert list(table["What"]) == ["⚠ New word: I worry about the student's safety"]
    assert told(row.request, row.steps)[-1].endswith("David Okafor: It is worse today. · Open")
    other = ask(supported, topic="times")
    assert [r.request.request_id for r in listed(supported)] == [made, other]
    standing = row.request.standing
    later = replace(at_noon(CHEN), when=hour + timedelta(hours=1))
    take_step(supported, later, made, standing, standing, "I call you.")
    assert [r.new_word for r in listed(supported)] == [False, False]


def test_a_new_word_stands_before_newer_requests(supported):
    old, new = ask(supported), ask(supported, topic="other", words="new")
    step(supported, old, STANDING, "Still so.", DAVID)
    assert [r.request.request_id for r in listed(supported)] == [old, new]


@pytest.mark.parametrize("actor", [PRINCIPAL_, ROOSEVELT, replace(DAVID, mentor_id="grace")])
def test_others_take_no_step(supported, actor):
    made = ask(supported)
    with pytest.raises(SmError):
        step(supported, made, TAKEN, "mine", actor)
    assert steps(supported, CHEN, made) == []


# The list


def test_worries_about_safety_stand_first_then_the_newest_and_open(supported):
    made = {}
    for n, (name, topic) in enumerate([("safety", SAFETY), ("done", "other"), ("old", "times"),
                                       ("new", "times")]):  # fmt: skip
        later = replace(at_noon(DAVID), when=NOW + timedelta(minutes=n))
        made[ask_for_help(supported, later, SEEN_ON, "david", topic, "words", ROSA)] = name
    step(supported, {v: k for k, v in made.items()}["done"], STANDING | {"state": RESOLVED}, "ok")
    rows = listed(supported)
    assert [made[r.request.request_id] for r in rows] == ["safety", "new", "old", "done"]
    assert [r.cannot_wait for r in rows] == [True, False, False, False]
    table = requests_table(rows, SCHOOLS, TODAY)
    assert table["What"].iloc[0] == "⚠ I worry about the student's safety"
    assert set(table["School"]) == {"Lincoln"}
    assert listed(supported, day=TODAY - ONE) == []


@pytest.mark.parametrize(
    ("due", "state", "late", "words"),
    [(None, OPEN, False, ""), (TODAY, OPEN, False, "Oct 17, 2025"),
     (TODAY, OPEN, True, "⚠ Overdue, Oct 17, 2025"), (TODAY, RESOLVED, False, "Oct 17, 2025")],
)  # fmt: skip
def test_what_is_late_is_marked_while_it_is_open(supported, due, state, late, words):
    made = ask(supported)
    step(supported, made, {"state": state, "owner": "Ms. Chen", "due": due}, "said")
    day = TODAY + ONE if late or state == RESOLVED else TODAY
    [row] = listed(supported, day=day)
    assert row.overdue(day) == late
    assert list(requests_table([row], SCHOOLS, day)["Due"]) == [words]


def test_a_request_about_a_student_out_of_sight_is_named_by_id(supported):
    ask(supported, BOSS, student=AMINA, mentor="tomas")
    assert [(r.student, r.request.school_id) for r in listed(supported)] == [("Amina Yusuf", ROOS)]
    with supported.writing("program") as cursor:
        cursor.execute("UPDATE program.support_requests SET school_id = $1", [LINC])
    assert [(r.mentor, r.student) for r in listed(supported, CHEN)] == [
        ("Tomás Rivera", f"Student {AMINA}")
    ]
