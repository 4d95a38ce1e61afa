"""Whom the words of a letter fit, and what is noted of letters that went out."""

import pytest

from sm_core.families.find import Family
from sm_core.families.permission import EVERYBODY, GIVEN, REFUSED, SENT, Standing
from sm_core.families.policy import Policy
from sm_core.families.printing import fitting, sent
from sm_core.papers.letters import NO_TEMPLATE, SAID_NO, Letter, Letters, Without
from tests.letter_cast import TODAY

NOT_CLEAR, CLEAR = Standing(SENT, TODAY), Standing(SENT, TODAY, TODAY)


def family(student="rosa", chosen=True, mentor="", standing=NOT_CLEAR):
    return Family(student, student, student, "7", 7, "LINC", "Lincoln", True, chosen, mentor, "",
                  Policy(), (), (), standing)  # fmt: skip


@pytest.mark.parametrize(
    ("given", "group"),
    [
        ({}, "to_tell"),
        ({"standing": CLEAR}, "to_tell"),
        ({"mentor": "David Okafor", "standing": CLEAR}, "know"),
        ({"standing": Standing(GIVEN, TODAY, TODAY)}, "know"),
        ({"chosen": False}, "outside"),
        ({"chosen": False, "standing": Standing(REFUSED, TODAY)}, "to_tell"),
        ({"standing": Standing(REFUSED, TODAY)}, "to_tell"),
    ],
)
def test_whom_the_words_of_a_letter_fit(given, group):
    one = family(**given)
    found = fitting([one], TODAY)
    assert {name for name in ("to_tell", "know", "outside") if getattr(found, name)} == {group}
    assert found.early == ()


def test_who_meets_a_mentor_and_was_not_told_is_told_and_pointed_out():
    one = family(mentor="David Okafor")
    assert fitting([one], TODAY).to_tell == fitting([one], TODAY).early == (one,)


def letter(family_id=EVERYBODY, language="English", student="rosa"):
    return Letter(student, family_id, student, "notice", language, "Lincoln", (), ())


def without(reason=NO_TEMPLATE, student="rosa"):
    return Without(student, "", "Vietnamese", reason, student, "no letter")


@pytest.mark.parametrize(
    ("letters", "others", "noted"),
    [
        ([letter(language="Spanish")], [], ("Spanish", EVERYBODY)),
        ([letter("ana", "Spanish"), letter("luis")], [], ("Spanish, English", EVERYBODY)),
        ([letter("luis")], [without()], ("English", "luis")),
        ([letter("luis"), letter("mai")], [without()], None),
        ([], [without(SAID_NO)], None),
        ([], [], None),
    ],
)
def test_what_is_noted_of_letters_that_went_out(letters, others, noted):
    rosa, owen = family(), family("owen")
    made = Letters((*letters, letter(student="owen")), tuple(others))
    done = sent(made, [rosa, owen], TODAY)
    assert done.left_out == (() if noted else (rosa,))
    assert done.letters == len(letters) * bool(noted) + 1
    found = {student: (r.language, r.family_id) for student, r in done.replies.items()}
    expected = {"owen": ("English", EVERYBODY)} | ({"rosa": noted} if noted else {})
    assert found == expected
    assert {(r.state, r.day, r.channel) for r in done.replies.values()} == {(SENT, TODAY, "letter")}
