"""What codes mean: published vocabularies speak for themselves, letters never."""

import string
from decimal import Decimal

import pytest

from sm_core.importing.meanings import (
    ABSENT,
    LEAVES,
    MEANINGS,
    PRESENT,
    WORDS,
    Meaning,
    bare,
    published,
    suggested,
)

EDFI = "uri://ed-fi.org/AttendanceEventCategoryDescriptor#"


@pytest.mark.parametrize("letter", [*string.ascii_letters, *string.digits, "", "?", "AU", "UNX"])
def test_no_letter_means_anything_by_itself(letter):
    assert published(letter) is None


@pytest.mark.parametrize(
    ("code", "meaning"),
    [
        ("Excused Absence", "absent_excused"),
        ("unexcused absence", "absent_unexcused"),
        ("In Attendance", "present"),
        ("Tardy", "tardy"),
        ("Early departure", "early_departure"),
        (EDFI + "Excused Absence", "absent_excused"),
        (EDFI + "Unexcused Absence", "absent_unexcused"),
        (EDFI + "Tardy", "tardy"),
        ("absent_unverified", "absent_unverified"),
        ("suspended_oss", "suspended_oss"),
    ],
)
def test_published_vocabularies(code, meaning):
    assert published(code) == Meaning.whole(meaning)


@pytest.mark.parametrize("code", ["Partial", EDFI + "Partial", "Absent", "Other"])
def test_words_that_leave_it_open_ask(code):
    assert published(code) is None


def test_bare_takes_only_descriptors_apart():
    assert bare(EDFI + "Partial") == "Partial"
    assert bare("A#B") == "A#B"


@pytest.mark.parametrize(
    ("description", "meaning"),
    [
        ("Unexcused absence", "absent_unexcused"),
        ("Excused absence", "absent_excused"),
        ("Truant", "absent_unexcused"),
        ("Unverified", "absent_unverified"),
        ("Excused tardy", "tardy"),
        ("Late to school", "tardy"),
        ("In-School Suspension", "suspended_iss"),
        ("ISS", "suspended_iss"),
        ("Out of school suspension", "suspended_oss"),
        ("Suspended", "suspended_oss"),
        ("Field trip", "school_activity"),
        ("Illness", "absent_excused"),
        ("Present", "present"),
        ("Absent", "absent_unverified"),
        ("Early dismissal", "early_departure"),
        ("Attendance not taken", "not_recorded"),
        ("Blue", None),
    ],
)
def test_suggestions_from_descriptions(description, meaning):
    assert suggested(description) == meaning


@pytest.mark.parametrize("meaning", MEANINGS)
def test_a_whole_meaning_misses_a_day_or_none(meaning):
    assert Meaning.whole(meaning).portion == Decimal(meaning in ABSENT)


def test_every_meaning_has_its_words_and_one_kind():
    assert WORDS.keys() == set(MEANINGS)
    assert sorted((*ABSENT, *PRESENT, *LEAVES)) == sorted(set(MEANINGS))
