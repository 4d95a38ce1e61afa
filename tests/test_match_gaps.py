"""Why a student has nobody: the sentence, the mentors counted, what would help."""

import pytest

from sm_core.availability import parse_availability
from sm_core.matching.emptied import emptied_by
from sm_core.matching.gaps import KEPT, NO_MENTORS, TIED, WAITS
from sm_core.matching.pool import Pool
from sm_core.matching.said import APART, TOGETHER, MatchRule
from sm_core.matching.suggest import suggest
from sm_core.traits import Traits
from tests.match_people import DAY, a_mentor, a_student

MORNING, NOON = (
    Traits(availability=parse_availability(text)) for text in ("Mon 8-8:30", "Mon 12-12:30")
)
FULL = {"capacity": 1, "students": ("0041009",)}


def pool(students, mentors, **more):
    return Pool(DAY, tuple(students), tuple(mentors), **more)


def gap(student, mentors, *others, **more):
    """Why this one of the students has nobody."""
    found = suggest(pool([student, *others], mentors, **more))
    assert found.of[student.student_id].mentor is None
    return found.of[student.student_id].gap


def grace(**more):
    return a_mentor("m2", first_name="Grace", last_name="Lindqvist", **more)


@pytest.mark.parametrize(("student", "mentors", "code", "sentence", "fix"), [
    ({}, [], NO_MENTORS, "No mentor works at Rosa Delgado's school yet.",
     "find a mentor for this school"),
    ({"family_gap": "to_tell", "family_words": "not told yet"}, [a_mentor()], "family_knows",
     "The family of Rosa Delgado: not told yet.", "tell the family"),
    ({"family_gap": "days_left", "family_words": "told"}, [], "family_knows",
     "The family of Rosa Delgado: told.", "wait until the days to say no are over"),
    ({"wish": "no"}, [a_mentor()], "wants_a_mentor", "Rosa Delgado said they want no mentor.",
     "ask the student again"),
    ({}, [a_mentor(paused=DAY)], "may_be_matched", "No mentor of the school can be matched yet.",
     "David Okafor: is paused"),
    ({}, [a_mentor(**FULL), grace(paused=DAY)], "has_a_place",
     "All places at the school are taken.", "one more place with David Okafor"),
    ({"must_speak": ("Spanish",)}, [a_mentor(), grace(**FULL)], "speaks_the_language",
     "No mentor with a place speaks Spanish.", "find somebody who speaks Spanish, or do without"),
    ({"brings": NOON}, [a_mentor(brings=MORNING)], "shares_time",
     "No mentor with a place is free when Rosa Delgado is.",
     "find a common time with David Okafor"),
    ({"never": frozenset({"m1"})}, [a_mentor()], "not_kept_apart",
     "The mentors with a place are kept apart from Rosa Delgado.",
     "take back what keeps David Okafor away"),
    ({"only": frozenset({"m9"})}, [a_mentor()], "is_among_those_required",
     "None of those required for Rosa Delgado can be matched.", "allow David Okafor as well"),
    ({"pin": "m1"}, [a_mentor(**FULL), grace()], KEPT,
     "Rosa Delgado is kept for David Okafor: David Okafor's only place is taken.",
     "let Rosa Delgado have another mentor"),
    ({"pin": "m9"}, [grace()], KEPT,
     "Rosa Delgado is kept for a mentor who is not at this school or has left.",
     "let Rosa Delgado have another mentor"),
])  # fmt: skip
def test_each_reason_with_what_would_help(student, mentors, code, sentence, fix):
    found = gap(a_student(**student), mentors)
    assert (found.code, found.sentence, found.fix) == (code, sentence, fix)


def test_who_waits_for_a_place():
    first = [a_student(f"f{n}", name="Owen") for n in range(2)]
    last = a_student(rank=1)
    found = gap(last, [a_mentor(capacity=2)], *first)
    assert (found.code, found.fix) == (WAITS, "one more place with one of them")
    assert found.sentence == (
        "One mentor fits Rosa Delgado, but that place goes to another student."
    )
    several = gap(last, [a_mentor(capacity=1), grace(capacity=1)], *first)
    assert several.sentence == (
        "2 mentors fit Rosa Delgado, but their places go to other students."
    )


def test_more_are_kept_for_a_mentor_than_there_are_places():
    first, second = (a_student(name, pin="m1", name=name) for name in ("Amina", "Owen"))
    found = suggest(pool([first, second], [a_mentor(capacity=1), grace()]))
    (without,) = [row for row in found.rows if not row.mentor]
    assert without.gap.sentence == (
        f"{without.student.name} is kept for David Okafor, whose places go to others kept for them."
    )


@pytest.mark.parametrize(("kind", "sentence"), [
    (TOGETHER, "Rosa Delgado must share a mentor with Owen, and no free place suits both."),
    (APART, "Rosa Delgado is tied to Owen, and no free place suits both."),
])  # fmt: skip
def test_a_tie_leaves_a_place_free(kind, sentence):
    """Alone each would have a place."""
    rosa = a_student(only=frozenset({"m1"}), rank=1)
    owen = a_student("s2", name="Owen", only=frozenset({"m1"} if kind == APART else {"m2"}))
    tie = MatchRule("r", kind, "s1", "s2", "LINC")
    found = gap(rosa, [a_mentor(), grace()], owen, rules=(tie,))
    assert (found.code, found.sentence) == (TIED, sentence)


def test_mentors_are_counted_by_the_first_rule_that_keeps_them_away():
    mentors = [
        a_mentor("m1", paused=DAY), a_mentor("m2", paused=DAY, **FULL), a_mentor("m3", **FULL),
        a_mentor("m4"), a_mentor("m5", brings=Traits(languages=("Spanish",))),
        a_mentor("m6", schools=("ROOS",)),
        a_mentor("m7", brings=Traits(languages=("Spanish",), availability=MORNING.availability)),
    ]  # fmt: skip
    student = a_student(brings=NOON, must_speak=("Spanish",), never=frozenset({"m5"}))
    found = gap(student, mentors, a_student("s2", "ROOS"))
    assert found.counts == (
        ("cannot be matched yet", 2), ("full", 1), ("kept apart", 1), ("without the language", 1),
        ("without shared time", 1),
    )  # fmt: skip
    # One thing is in the way of each with a place: the first of them is nearest.
    assert found.code == "not_kept_apart"
    assert found.fix == "find somebody who speaks Spanish, or do without"


def test_who_could_otherwise_is_counted_last():
    student = a_student(family_gap="to_tell", family_words="not told yet")
    found = gap(student, [a_mentor(), grace(), a_mentor("m3", **FULL)])
    assert found.counts == (("full", 1), ("could otherwise", 2))


def emptied(students, mentors):
    (solved,) = suggest(pool(students, mentors)).solved
    return [(e.school_id, e.rule, e.students, e.sentence) for e in emptied_by(solved)]


def test_a_school_with_a_pair_that_may_be_is_not_emptied():
    assert emptied([a_student(), a_student("s2", wish="no")], [a_mentor()]) == []
    assert emptied([a_student()], []) == []


@pytest.mark.parametrize(("students", "mentors", "rule", "could", "because"), [
    ([{"family_gap": "to_tell"}] * 2, [{}], "family_knows", 2,
     "the families are not ready for a mentor; without that 2 of 2 students"),
    ([{}] * 2, [{"paused": DAY}, FULL, FULL], "has_a_place", 2,
     "all places are taken; without that 2 of 2 students"),
    ([{"must_speak": ("Somali",)}], [{}], "speaks_the_language", 1,
     "no mentor speaks the languages that are required; without that 1 of 1 students"),
    ([{"brings": NOON}], [{"brings": MORNING}], "shares_time", 1,
     "students and mentors share no time; without that 1 of 1 students"),
    ([{"wish": "no", "must_speak": ("Somali",)}] * 3, [{"paused": DAY}], "wants_a_mentor", 0,
     "the students want no mentor; without that still nobody"),
])  # fmt: skip
def test_the_rule_that_empties_a_school(students, mentors, rule, could, because):
    found = emptied(
        [a_student(f"s{n}", **more) for n, more in enumerate(students)],
        [a_mentor(f"m{n}", **more) for n, more in enumerate(mentors)],
    )
    sentence = f"Nobody can be matched here now, because {because} could be."
    assert found == [("LINC", rule, could, sentence)]


def test_of_two_schools_in_one_problem_only_the_empty_one_is_told():
    students = [a_student(), a_student("s2", "ROOS", wish="no")]
    assert [e[:3] for e in emptied(students, [a_mentor(schools=("LINC", "ROOS"))])] == [
        ("ROOS", "wants_a_mentor", 1)
    ]
