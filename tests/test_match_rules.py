"""Every hard rule at, just below and just above its bound, with the sentence it gives."""

from datetime import date, timedelta

import pytest

from sm_core.availability import parse_availability
from sm_core.families.find import Family
from sm_core.families.permission import GIVEN, SENT, Answer, standing
from sm_core.families.policy import NOTICE, OPT_IN, OPT_OUT, Policy
from sm_core.matching import rules
from sm_core.matching.making import family_gap
from sm_core.matching.rules import against
from sm_core.mentors.mentor import ORIENTATION, Screening, Training
from sm_core.traits import Traits
from tests.match_people import DAY, LAST_FALL, READY, a_mentor, a_student

ONE = timedelta(days=1)
OTHERS = ("0041002", "0041003", "0041004", "0041005")


def said(student=None, mentor=None, day=DAY):
    return against(student or a_student(), mentor or a_mentor(), day)


def test_no_rule_is_against_two_who_may_meet():
    assert said() == []


@pytest.mark.parametrize(("student", "sentence"), [
    ({"mentor": "Grace Lindqvist"}, "Rosa Delgado meets Grace Lindqvist already."),
    ({"family_gap": "to_tell", "family_words": "Not told yet"},
     "The family of Rosa Delgado: not told yet."),
    ({"wish": "no"}, "Rosa Delgado said they want no mentor."),
    ({"wish": "unsure"}, None), ({"wish": "yes"}, None), ({"wish": ""}, None),
    ({"school": "ROOS"}, "David Okafor does not work at Rosa Delgado's school."),
    ({"never": frozenset({"m1"})},
     "Somebody said that Rosa Delgado and David Okafor must never be matched."),
    ({"never": frozenset({"m2"})}, None),
    ({"apart": (("Owen", "m1", "David Okafor"),)},
     "Rosa Delgado must not share a mentor with Owen, who meets David Okafor."),
    ({"apart": (("Owen", "m2", "Grace"),)}, None),
    ({"only": frozenset({"m2"})},
     "David Okafor is not among the mentors that Rosa Delgado's family asks for."),
    ({"only": frozenset({"m1", "m2"})}, None),
    ({"shares": (("Owen", "m2", "Grace Lindqvist"),)},
     "Rosa Delgado must share the mentor of Owen, who meets Grace Lindqvist."),
    ({"shares": (("Owen", "m1", "David Okafor"),)}, None),
    ({"must_speak": ("Spanish",)},
     "David Okafor does not speak Spanish, which Rosa Delgado needs."),
    ({"must_speak": ("Arabic", "French")},
     "David Okafor does not speak Arabic or French, which Rosa Delgado needs."),
    ({"must_speak": ("Spanish", "English")}, None),
    ({"must_speak": ("English",)}, None),
    ({"name": "", "wish": "no"}, "Student s1 said they want no mentor."),
])  # fmt: skip
def test_rules_about_the_student(student, sentence):
    assert said(a_student(**student)) == ([sentence] if sentence else [])


@pytest.mark.parametrize(("capacity", "students", "sentence"), [
    (3, 2, None), (3, 3, "All 3 places of David Okafor are taken."),
    (3, 4, "All 3 places of David Okafor are taken."), (1, 0, None),
    (1, 1, "David Okafor's only place is taken."),
])  # fmt: skip
def test_places(capacity, students, sentence):
    mentor = a_mentor(capacity=capacity, students=OTHERS[:students])
    assert said(mentor=mentor) == ([sentence] if sentence else [])


def checked(step, **what):
    return {"screening": READY.screening | {step: Screening(LAST_FALL, **what)}}


def trained(**what):
    signed = {"confidentiality": True, "duty_to_report": True} | what
    return {"trainings": (Training(ORIENTATION, signed.pop("day", LAST_FALL), "", **signed),)}


@pytest.mark.parametrize(("mentor", "sentence"), [
    (checked("criminal_check", expires=DAY - ONE),
     "criminal background check expired on Jan 29, 2026"),
    (checked("criminal_check", expires=DAY), None),
    (checked("criminal_check", expires=DAY + ONE), None),
    (checked("interview", passed=False), "interview not passed"),
    ({"screening": READY.screening | {"interview": Screening(DAY)}}, None),
    ({"screening": READY.screening | {"interview": Screening(DAY + ONE)}},
     "interview only done on Jan 31, 2026"),
    ({"screening": {k: v for k, v in READY.screening.items() if k != "application"}},
     "no application yet"),
    ({"started": DAY}, None), ({"started": DAY + ONE}, "has not started yet"),
    ({"paused": DAY - ONE}, "is paused"), ({"paused": DAY}, "is paused"),
    ({"paused": DAY + ONE}, None),
    ({"closed": DAY}, "has left the program"), ({"closed": DAY + ONE}, None),
    (trained(day=DAY), None), (trained(day=DAY + ONE), "no orientation yet"),
    (trained(confidentiality=False), "confidentiality agreement not signed"),
    (trained(duty_to_report=False), "duty to report not covered"),
])  # fmt: skip
def test_screened_trained_active(mentor, sentence):
    expected = [f"David Okafor cannot be matched: {sentence}."] if sentence else []
    assert said(mentor=a_mentor(**mentor)) == expected


@pytest.mark.parametrize(("ours", "theirs", "meet"), [
    ("Mon 8:00-8:30", "Mon 8:30-9:00", False), ("Mon 8:00-8:31", "Mon 8:30-9:00", True),
    ("Mon 8:00-8:30", "Tue 8:00-8:30", False), ("Mon 8:00-8:30", "", True),
    ("", "Mon 8:00-8:30", True), ("", "", True),
    ("Mon 8:00-8:30; Fri 12:00-12:30", "Fri 12:29-13:00", True),
])  # fmt: skip
def test_shared_time(ours, theirs, meet):
    free = [Traits(availability=parse_availability(text)) for text in (ours, theirs)]
    found = said(a_student(brings=free[0]), a_mentor(brings=free[1]))
    sentence = f"Rosa Delgado is free {ours} and David Okafor {theirs}: no shared time."
    assert found == ([] if meet else [sentence])


@pytest.mark.parametrize(("spoken", "needed", "meet"), [
    (("es",), "Spanish", True), (("Español",), "Spanish", True), (("Arabic",), "Spanish", False),
    ((), "Spanish", False), (("Klingon",), "Klingon", True),
])  # fmt: skip
def test_languages_by_any_of_their_names(spoken, needed, meet):
    mentor = a_mentor(brings=Traits(languages=spoken))
    assert (said(a_student(must_speak=(needed,) if needed else ()), mentor) == []) == meet


def test_everything_that_is_wrong_is_said_in_the_order_of_the_rules():
    student = a_student(school="ROOS", wish="no", must_speak=("Somali",), never=frozenset({"m1"}))
    mentor = a_mentor(capacity=1, students=OTHERS[:1], paused=DAY)
    assert said(student, mentor) == [
        "Rosa Delgado said they want no mentor.", "David Okafor cannot be matched: is paused.",
        "David Okafor's only place is taken.",
        "David Okafor does not work at Rosa Delgado's school.",
        "Somebody said that Rosa Delgado and David Okafor must never be matched.",
        "David Okafor does not speak Somali, which Rosa Delgado needs.",
    ]  # fmt: skip


def test_every_rule_has_a_name_of_its_own_and_words_to_count_by():
    assert len({rule.name for rule in rules.RULES}) == len({r.counted for r in rules.RULES}) == 10


@pytest.mark.parametrize(("policy", "state", "first"), [
    (Policy(NOTICE), SENT, date(2026, 1, 20)), (Policy(OPT_OUT, 10), SENT, date(2026, 1, 31)),
    (Policy(OPT_OUT, 1), SENT, date(2026, 1, 22)), (Policy(OPT_OUT, 10), GIVEN, date(2026, 1, 20)),
    (Policy(OPT_IN), GIVEN, date(2026, 1, 20)), (Policy(OPT_IN), SENT, None),
])  # fmt: skip
def test_the_first_day_a_family_is_no_longer_in_the_way(policy, state, first):
    answer = Answer("a", "s1", "LINC", state, date(2026, 1, 20))
    clear = []
    for day in (date(2026, 1, 20) + n * ONE for n in range(-1, 20)):
        family = Family(
            "s1", "Rosa Delgado", "", "7", 7, "LINC", "", True, True, "", "", policy, (),
            (answer,), standing(policy, [answer], [], day),
        )  # fmt: skip
        if not family_gap(family, day):
            clear.append(day)
    assert clear == ([first + n * ONE for n in range(len(clear))] if first else [])
    assert bool(clear) == bool(first)
