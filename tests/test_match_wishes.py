"""Wishes in free words: which of them matching understands by itself."""

import pytest

from sm_core.matching.named import named_in
from sm_core.saving import save_once
from tests.invented import MARCUS, ROSA
from tests.match_cast import pool_of, suggestions
from tests.match_people import a_mentor
from tests.mentor_cast import CAPTAIN_, press

PEOPLE = {
    "grace": ("Grace", "Lindqvist"), "david": ("David", "Okafor"), "owen": ("Owen", "Okafor"),
    "ines": ("Inés", "Núñez"), "sam": ("Sam", "O'Brien"), "ann": ("Ann", "Young"),
    "ruth": ("Ruth", "Black"), "ada": ("Ada", "de la Cruz"), "nobody": ("", ""),
}  # fmt: skip


@pytest.mark.parametrize(("wish", "found"), [
    ("Ms. Lindqvist", ["grace"]), ("LINDQVIST", ["grace"]), ("(Ms.) Lindqvist!", ["grace"]),
    ("Grace Lindqvist", ["grace"]), ("Coach Okafor", ["david", "owen"]),
    ("David Okafor", ["david"]), ("mr. david okafor, please", ["david"]),
    ("Owen Okafor or Ms. Lindqvist", ["grace", "owen"]), ("Lindqvist/Young", ["ann", "grace"]),
    ("Ms. Nunez", ["ines"]), ("Núñez", ["ines"]), ("o'brien", ["sam"]), ("O’Brien", ["sam"]),
    ("Ms. de la Cruz", ["ada"]), ("ms. young", ["ann"]),
])  # fmt: skip
def test_a_wish_that_names_nothing_but_mentors_is_understood(wish, found):
    assert named(wish) == found


@pytest.mark.parametrize("wish", [
    "", " ", "Grace", "Brien", "Cruz", "Lindqvistsson", "Lindqvist's group", "somebody nice",
    "anybody but Mr. Okafor", "not Mr. Okafor", "Please not David Okafor, he was mean",
    "My aunt Grace Okafor", "Ms. Grace Okafor", "Davida Okafor", "a young man", "Young and fun",
    "A Black woman", "Somebody Black like me", "Mr. Okafor or a coach",
    "Okafor, the one in the gym", "Mr.", "or",
])  # fmt: skip
def test_any_other_is_left_for_a_person(wish):
    assert named(wish) == []


def named(wish):
    mentors = [a_mentor(name, first_name=a, last_name=b) for name, (a, b) in PEOPLE.items()]
    return sorted(m.mentor_id for m in named_in(wish, mentors))


def test_who_is_named_is_asked_for_and_others_are_not(matchable):
    wishes = {ROSA: "Ms. Lindqvist", MARCUS: "not Mr. Okafor"}
    save_once(matchable, press(CAPTAIN_), lambda writing: [
        writing.cursor.execute(
            "UPDATE program.student_profiles SET wished_for = $wish WHERE student_id = $student",
            {"student": student, "wish": wish},
        )
        for student, wish in wishes.items()
    ])  # fmt: skip
    asked = {s.student_id: s.meets_wish for s in pool_of(matchable).students}
    assert (asked[ROSA], asked[MARCUS]) == ({"m2"}, frozenset())
    assert dict(suggestions(matchable).of[ROSA].parts)["wish"] == 200
