"""One person under two spellings: offered, never decided; and one record made of two."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from sm_core.availability import parse_availability
from sm_core.contacts.find import read_contacts
from sm_core.errors import NotAllowed, SmError
from sm_core.history import history_of
from sm_core.mentors.find import find_mentor, mentors_seen
from sm_core.mentors.mentor import Mentor, Screening, Training
from sm_core.mentors.merge import merge
from sm_core.mentors.names import alike, found_in, name_of
from sm_core.mentors.twins import are_different, find_twins, resembling, twins_among
from sm_core.saving import ChangedMeanwhile, save_once
from sm_core.support.check_in import read_check_ins
from sm_core.support.request import requests_seen
from sm_core.trainings.attendance import record_attendance
from sm_core.trainings.save import plan_session
from sm_core.trainings.session import ATTENDED, MISSED, Mark, Session
from sm_core.traits import Traits
from tests.invented import LINC, ROOS
from tests.mentor_cast import (
    CAPTAIN_,
    CHEN,
    DAVID,
    GRACE,
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

SAME, INITIAL, NEAR = (
    "the same name", "the same name with an initial", "names that are nearly the same",
)  # fmt: skip


@pytest.mark.parametrize(
    ("one", "other", "why"),
    [
        ("Tomás Rivera", "Tomas Rivera", SAME),
        ("Tomás Rivera", "RIVERA, Tomas", SAME),
        ("Okafor David", "David Okafor", SAME),
        ("Ms. Grace Lindqvist", "Grace  Lindqvist", SAME),
        ("Okafor, Mr. David", "David Okafor, PhD", SAME),
        ("Grace Lindqvist, Dr.", "Lindqvist, Grace", SAME),
        ("Søren O'Brien", "Soren OBrien", SAME),
        ("Dr. D. Okafor", "David Okafor", INITIAL),
        ("Grace Lindqvist", "Grace Lindquist", NEAR),
        ("Jon Smith", "John Smith", NEAR),
        ("Jon Smith", "Jon Smyth", NEAR),
        ("Katherine Jones", "Catherine Jones", NEAR),
        ("Helen Brand", "Helen Brandt", NEAR),
        ("David A. Okafor", "David Okafor", NEAR),
        ("David A. Okafor", "David Anthony Okafor", NEAR),
        # One letter in a short word makes another name.
        ("Maria Lopez", "Mario Lopez", ""),
        ("Rosa Delgado", "Rose Delgado", ""),
        ("Li Wu", "Li Xu", ""),
        # Brothers and sisters, father and son.
        ("Grace Lindqvist", "Karin Lindqvist", ""),
        ("David Okafor", "David Okafor Jr.", ""),
        ("David Okafor", "David Okafor Sr.", ""),
        ("David A. Okafor", "David B. Okafor", ""),
        ("D. Okafor", "Mary Okafor", ""),
        ("D. Okafor", "David Okafar", ""),
        ("Okafor", "David Okafor", ""),
        ("", "", ""),
    ],
)
def test_names_that_may_be_one_persons(one, other, why):
    assert alike(name_of(one), name_of(other)) == why
    assert alike(name_of(other), name_of(one)) == why


def named(mentor_id, name, school=LINC, **more):
    first, _, last = name.rpartition(" ")
    return Mentor(mentor_id, first, last, schools=(school,), **more)


def pairs(*mentors, **more):
    return [(t.one.mentor_id, t.other.mentor_id, t.why) for t in twins_among([*mentors], **more)]


def test_twins_share_a_school_or_an_email():
    one = named("a", "Grace Lindqvist", email="Grace@school.org")
    assert pairs(one, named("b", "Grace Lindquist")) == [("a", "b", NEAR)]
    assert pairs(one, named("b", "Grace Lindquist", ROOS)) == []
    assert pairs(one, named("b", "G. Larsen", ROOS, email=" grace@school.org")) == [
        ("a", "b", "the same e-mail")
    ]
    assert pairs(replace(one, email=""), named("b", "Owen Tran")) == []


def test_every_pair_that_is_alike_is_among_those_looked_at():
    names = ["Grace Lindqvist", "Grace Lindquist", "G. Lindqvist", "Lindqvist Grace", "Jon Smith",
             "John Smith", "Jon Smyth", "Katherine Smith", "Catherine Smith", "Okafor"]  # fmt: skip
    mentors = [named(str(n), name) for n, name in enumerate(names)]
    slowly = {
        (str(a), str(b))
        for b in range(len(names))
        for a in range(b)
        if alike(name_of(names[a]), name_of(names[b]))
    }
    assert {(one, other) for one, other, _ in pairs(*mentors)} == slowly
    assert len(slowly) == 7


def test_who_is_to_be_added_is_compared_with_everybody_seen():
    new = named("new", "Grace Lindquist", ROOS)
    [found] = resembling([DAVID, GRACE], new)
    assert (found.one, found.why) == (GRACE, NEAR)


@pytest.fixture
def two_graces(store):
    put(store, DAVID, GRACE, replace(GRACE, mentor_id="m6", last_name="Lindquist"))
    return store


def test_two_people_are_remembered_for_both(two_graces):
    assert len(find_twins(two_graces, CHEN, TODAY)) == 1
    are_different(two_graces, press(CHEN), "m6", "m2")
    assert find_twins(two_graces, CHEN, TODAY) == []
    for record, other in (("m2", "Grace Lindquist"), ("m6", "Grace Lindqvist")):
        newest = history_of(two_graces, "mentor", record)
        assert ("not the same as", other) in [(c.field, c.after) for c in newest]


@pytest.mark.parametrize("actor", [PRINCIPAL_, RUIZ, MENTOR_])
@pytest.mark.parametrize("act", [merge, are_different])
def test_who_may_not_change_both_may_not_decide(two_graces, actor, act):
    with pytest.raises(SmError):
        act(two_graces, press(actor), "m2", "m6")
    assert len(find_twins(two_graces, CHEN, TODAY)) == 1


def test_twins_are_those_of_the_actor(two_graces):
    assert find_twins(two_graces, RUIZ, TODAY) == []
    assert len(find_twins(two_graces, CAPTAIN_, TODAY)) == 1


LATER = date(2025, 11, 3)
SPELLED = replace(
    cleared(GRACE), mentor_id="m6", last_name="Lindquist", email="grace@school.org",
    note="Speaks Swedish", schools=(LINC, ROOS), capacity=9,
    brings=Traits(("7",), ("Swedish", "english"), ("Chess",), (), parse_availability("Fri 9-10")),
    screening={"interview": Screening(LATER), "criminal_check": Screening(LATER, passed=False),
               "references": Screening(LATER)},
)  # fmt: skip
OLDER = replace(
    cleared(GRACE), brings=Traits(("6",), ("English",), (), (), parse_availability("Mon 8-8:30")),
    note="Mornings", started=date(2025, 9, 10),
)  # fmt: skip


@pytest.fixture
def merged(store):
    put(store, OLDER, SPELLED, when=press().when - timedelta(days=3))
    match(store, ("A", "m2"), ("B", "m2"), ("B", "m6"), ("C", "m6"))
    match(store, ("D", "m6"), ended=LATER)
    know = [{"student_id": s, "mentor_id": m} for s, m in (("A", "m2"), ("A", "m6"), ("E", "m6"))]
    save_once(store, press(), lambda w: w.insert("known_adults", know))
    merge(store, press(), "m2", "m6")
    return store


def test_the_kept_record_has_what_both_said(merged):
    kept = find_mentor(merged, CAPTAIN_, TODAY, "m2")
    assert (kept.name, kept.email, kept.capacity) == ("Grace Lindqvist", "grace@school.org", 3)
    assert kept.note == "Mornings\nSpeaks Swedish"
    assert kept.schools == (LINC, ROOS)
    assert kept.brings == Traits(
        ("6", "7"), ("English", "Swedish"), ("Chess",), (),
        parse_availability("Mon 8-8:30; Fri 9-10"),
    )  # fmt: skip
    assert kept.started == date(2025, 9, 10)
    assert kept.closed is None


def test_a_later_step_stands_also_one_that_was_not_passed(merged):
    kept = find_mentor(merged, CAPTAIN_, TODAY, "m2")
    assert kept.screening == {
        "application": Screening(LAST_FALL), "interview": Screening(LATER),
        "references": Screening(LATER), "registry_check": Screening(LAST_FALL),
        "criminal_check": Screening(LATER, passed=False),
    }  # fmt: skip


def test_students_and_trainings_go_over_once_each(merged):
    kept = find_mentor(merged, CAPTAIN_, TODAY, "m2")
    assert kept.students == ("A", "B", "C")
    assert kept.trainings == (Training("orientation", LAST_FALL, "", True, True),)
    with merged.reading() as cursor:
        rows = cursor.execute(
            "SELECT match_id, mentor_id, ended FROM program.matches ORDER BY match_id"
        ).fetchall()
        known = cursor.execute(
            "SELECT student_id, mentor_id FROM program.known_adults ORDER BY ALL"
        ).fetchall()
    assert rows == [
        ("A-m2", "m2", None), ("B-m2", "m2", None), ("B-m6", "m2", TODAY), ("C-m6", "m2", None),
        ("D-m6", "m2", LATER),
    ]  # fmt: skip
    assert known == [("A", "m2"), ("A", "m6"), ("E", "m2")]


def test_the_match_that_ends_for_one_kept_is_told(merged):
    told = {c.field: (c.before, c.after) for c in history_of(merged, "match", "B-m6")}
    assert told == {"ended": ("", "2026-01-30"), "mentor": ("m6", "m2")}


def test_who_came_to_a_session_is_told_there_under_the_kept_record(two_graces):
    session = Session("t1", LINC, title="Orientation", day=LATER)
    plan_session(two_graces, press(), session)
    record_attendance(two_graces, press(), "t1", {}, {"m6": Mark(ATTENDED)})
    merge(two_graces, press(when=press().when + timedelta(minutes=1)), "m2", "m6")
    told = {c.field: (c.before, c.after) for c in history_of(two_graces, "training", "t1")[:2]}
    assert told == {"m2": ("", "attended"), "m6": ("attended", "")}
    with pytest.raises(ChangedMeanwhile, match="changed the attendance of Grace"):
        record_attendance(two_graces, press(), "t1", {}, {"m2": Mark(MISSED)})


def contact(name, mentor, day=LAST_FALL, kind="saw", note="", student="A", **more):
    return {
        "contact_id": name, "student_id": student, "mentor_id": mentor, "school_id": LINC,
        "day": day, "kind": kind, "note": note, "person": "Grace", "recorded": press().when,
        "recorded_by": "Ms. Chen",
    } | more  # fmt: skip


@pytest.fixture
def logged(two_graces):
    """Two records with which something was logged: `k` under the one to be kept, `o` under the
    other."""
    gone = {"taken_back": press().when}
    contacts = [
        contact("k1", "m2", note="Lunch"),
        contact("o1", "m6", kind="talked", note="Called", recorded_by="Grace"),
        contact("k2", "m2", LATER, "looked for"), contact("o2", "m6", LATER, note="At noon"),
        contact("k3", "m2", student="B", **gone), contact("o3", "m6", student="B"),
        contact("o4", "m6", LATER, student="B", **gone), contact("k5", "m2", LATER, student="B"),
        contact("d6", "m1", student="C"), contact("o6", "m6", student="C", kind="looked for"),
    ]  # fmt: skip
    talk = {"about": "mentor", "school_id": LINC, "day": LATER, "relationship": "well"}
    talks = [talk | {"check_in_id": m, "mentor_id": m} for m in ("m2", "m6", "m1")]
    asked = [{"request_id": "r6", "mentor_id": "m6", "school_id": LINC, "state": "open"}]

    def act(writing):
        writing.insert("contacts", contacts)
        writing.insert("check_ins", talks)
        writing.insert("support_requests", asked)

    save_once(two_graces, press(), act)
    merge(two_graces, press(CHEN), "m2", "m6")
    return two_graces


def test_contacts_go_over_and_of_two_with_one_student_on_one_day_one_stays(logged):
    with logged.reading() as cursor:
        found = {c.contact_id: c for c in read_contacts(cursor)}
    assert {name for name, c in found.items() if c.mentor_id != "m2"} == {"d6"}
    stand = {n: (c.kind, c.note) for n, c in found.items() if c.taken_back is None}
    assert stand == {
        "k1": ("saw", "Lunch\nGrace: Called"), "k2": ("saw", "At noon"), "o3": ("saw", ""),
        "k5": ("saw", ""), "d6": ("saw", ""), "o6": ("looked for", ""),
    }  # fmt: skip
    assert (found["o1"].note, found["o2"].note) == ("Called", "At noon")
    assert found["o1"].taken_back == press().when
    told = [(c.field, c.before, c.after) for c in history_of(logged, "student_contact", "A")]
    assert ("note", "Lunch", "Lunch\nGrace: Called") in told
    assert told.count(("kind", "looked for", "saw")) == 1
    assert told.count(("who", "Grace", "")) == 2


def test_check_ins_and_requests_go_over_and_the_kept_record_says_how_many(logged):
    with logged.reading() as cursor:
        talks = {c.check_in_id: c.mentor_id for c in read_check_ins(cursor)}
    assert talks == {"m2": "m2", "m6": "m2", "m1": "m1"}
    assert [r.mentor_id for r in requests_seen(logged, CAPTAIN_)] == ["m2"]
    [told] = history_of(logged, "request", "r6")
    assert (told.field, told.before, told.after) == ("mentor", "m6", "m2")
    made = {c.field: c.after for c in history_of(logged, "mentor", "m2")}
    assert made["one record made of two"] == ("Grace Lindquist; 2 contacts; 1 check-in; 1 request")


def test_the_other_record_is_closed_and_both_histories_say_so(merged):
    assert [m.mentor_id for m in mentors_seen(merged, CAPTAIN_, TODAY)] == ["m2"]
    with merged.reading() as cursor:
        query = "SELECT merged_into, closed FROM program.mentors WHERE mentor_id = 'm6'"
        assert cursor.execute(query).fetchall() == [("m2", TODAY)]
    other = {c.field: c.after for c in history_of(merged, "mentor", "m6")}
    assert (other["merged_into"], other["closed"]) == ("Grace Lindqvist", "2026-01-30")
    kept = {c.field: c for c in reversed(history_of(merged, "mentor", "m2"))}
    assert kept["one record made of two"].after == (
        "Grace Lindquist; 2 students matched now; orientation on Sep 15, 2025"
    )
    assert (kept["email"].before, kept["email"].after) == ("", "grace@school.org")


@pytest.mark.parametrize(
    ("kept", "other", "closed", "paused", "reason"),
    [
        ({"closed": LATER, "state_reason": "Moved"}, {}, None, None, ""),
        ({}, {"closed": LATER, "state_reason": "Moved"}, None, None, ""),
        ({"closed": LATER, "state_reason": "Moved"}, {"closed": TODAY}, LATER, None, "Moved"),
        ({"paused": LATER, "state_reason": "Leave"}, {}, None, None, ""),
        ({"paused": LATER, "state_reason": "Leave"}, {"closed": LATER}, None, LATER, "Leave"),
    ],
)
def test_the_program_goes_on_if_it_does_for_either(store, kept, other, closed, paused, reason):
    put(store, replace(DAVID, **kept), replace(GRACE, **other))
    merge(store, press(), "m1", "m2")
    found = find_mentor(store, CAPTAIN_, TODAY, "m1")
    assert (found.closed, found.paused, found.state_reason) == (closed, paused, reason)


def test_a_coordinator_merges_no_record_that_is_also_at_another_school(store):
    put(store, GRACE, TOMAS)
    with pytest.raises(NotAllowed, match="this is about ROOS"):
        merge(store, press(CHEN), "m2", "m3")


def test_one_record_is_not_merged_with_itself_and_a_double_click_merges_once(two_graces):
    with pytest.raises(SmError, match="one record already"):
        merge(two_graces, press(), "m2", "m2")
    for _ in range(2):
        merge(two_graces, press(token="once"), "m2", "m6")
    assert len(mentors_seen(two_graces, CAPTAIN_, TODAY)) == 2


@pytest.mark.parametrize(
    ("text", "words", "found"),
    [("tomas riv", ["Tomás Rivera"], True), ("TOMÁS", ["Tomas Rivera"], True),
     ("lukasz", ["Łukasz"], True), (" rivera ", ["Tomás Rivera"], True), ("", [], True),
     ("tomas x", ["Tomás Rivera"], False), ("rivera m", ["Rivera", "m1"], False),
     ("%", ["Rivera"], False)],
)  # fmt: skip
def test_a_search_cares_for_neither_case_nor_accents(text, words, found):
    assert found_in(text, *words) == found
