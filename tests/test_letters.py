"""Letters to families: to whom, in which language, with which days, and who gets none."""

import os
import shutil
import tempfile
from datetime import date, datetime
from pathlib import Path

import pytest
from district_files import files_of, mapping_of
from driving import load
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from small_districts import DAY_RULES, as_of_dates, event_districts

from sm_core.actor import local_captain
from sm_core.families.policy import NOTICE, OPT_IN, OPT_OUT
from sm_core.papers.letter_days import days_of
from sm_core.papers.letters import MISSING, NO_LANGUAGE, NO_TEMPLATE, SAID_NO
from sm_core.papers.templates import save_template
from sm_core.seen import see
from sm_core.standing import Asked
from sm_core.student import find_student
from sm_core.uploads import open_district
from tests.invented import (
    AMINA,
    DAYS,
    LINC,
    MARCUS,
    OWEN,
    ROOS,
    ROSA,
    bring,
    register,
    table,
    totals,
)
from tests.letter_cast import TODAY, fill, household, looked, member, words_of, write
from tests.mentor_cast import CHEN, press
from tests.targeted import made_once, put

TAKEN_BACK = datetime(2025, 10, 16, 8)


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    return made_once(tmp_path_factory, fill)


@pytest.fixture(scope="module")
def cast(tmp_path_factory, made):
    """Only to be looked at."""
    home = tmp_path_factory.mktemp("letters") / "home"
    shutil.copytree(made, home)
    store = open_district(home)
    yield store
    store.close()


@pytest.fixture
def own(made, home):
    """To be changed."""
    shutil.copytree(made, home)
    store = open_district(home)
    yield store
    store.close()


# --- to whom, in which language


def test_two_households_get_two_letters_each_with_its_address_and_language(cast):
    found = write(cast, ROSA)
    assert [(x.family_id, x.language, x.to) for x in found.letters] == [
        ("ana", "Spanish", ("Ana Delgado", "12 Elm Street", "Springfield, IL 62701")),
        ("luis", "English", ("Luis Delgado", "4 Oak Avenue", "Springfield, IL 62704")),
    ]
    spanish, english = map(words_of, found.letters)
    assert spanish.startswith("20 de octubre de 2025\nEstimada familia de Rosa Delgado:")
    assert "a más tardar el 30 de octubre de 2025" in spanish
    assert english.startswith("October 20, 2025\nDear family of Rosa Delgado,")
    assert "tell us by October 30, 2025" in english
    assert "Ms. Chen (site coordinator), (217) 555-0134." in english
    assert found.by_language == {"Spanish": 1, "English": 1}
    assert found.sentences == []


def test_a_student_without_household_gets_one_letter_to_the_family(own):
    member(own, "ruiz", "coordinator", "Mr. Ruiz", ROOS, email="ruiz@roos.example")
    save_template(
        own,
        press(),
        OPT_OUT,
        "Somali",
        "",
        "Qoyska {addressee} {missed} {through} {whom_to_call} {last_day_to_say_no}",
    )
    (letter,) = write(own, AMINA).letters
    assert letter.to == ("To the family of Amina Yusuf",)
    assert words_of(letter) == (
        "Qoyska Amina Yusuf 0 10/17/2025 Mr. Ruiz, ruiz@roos.example 10/30/2025"
    )
    (spanish,) = write(own, OWEN, instead={"": "Spanish"}).letters
    assert spanish.to == ("A la familia de Owen Fitzgerald",)


def test_a_language_without_a_letter_is_named_and_never_silently_english(cast):
    found = write(cast, MARCUS, AMINA)
    assert found.letters == ()
    assert [(w.student_id, w.language, w.reason) for w in found.without] == [
        (MARCUS, "Vietnamese", NO_TEMPLATE), (AMINA, "Somali", NO_TEMPLATE),
    ]  # fmt: skip
    assert found.sentences == [
        "Marcus Tran (Linh Tran): no Vietnamese letter; write one under Letters, or print it in "
        "another language.",
        "Amina Yusuf: no Somali letter; write one under Letters, or print it in another language.",
    ]
    assert found.open_languages == {"Vietnamese": 1, "Somali": 1}


def test_a_person_may_choose_another_language_instead(cast):
    found = write(cast, ROSA, MARCUS, instead={"Vietnamese": "English", "Spanish": "English"})
    assert [(x.name, x.language) for x in found.letters] == [
        ("Rosa Delgado", "Spanish"), ("Rosa Delgado", "English"), ("Marcus Tran", "English"),
    ]  # fmt: skip
    assert "1 of 40 school days" in words_of(found.letters[2])
    still = write(cast, MARCUS, instead={"Vietnamese": "Hmong"})
    assert still.sentences[0].startswith("Marcus Tran (Linh Tran): no Hmong letter")
    assert still.open_languages == {"Vietnamese": 1}


def test_no_known_language_is_named_too(cast):
    found = write(cast, OWEN)
    assert [(w.reason, w.language) for w in found.without] == [(NO_LANGUAGE, "")]
    assert found.sentences == [
        "Owen Fitzgerald: no home language is noted; note one, or choose a language here."
    ]


def test_the_kind_follows_the_policy_of_the_school(own):
    put(own, "settings", school_id=LINC, name="permission_policy", value=OPT_IN)
    (_, english) = write(own, ROSA).letters
    assert english.kind == OPT_IN
    assert "Permission for Rosa Delgado, Lincoln Middle School" in words_of(english)
    put(own, "settings", school_id="", name="permission_policy", value=NOTICE)
    assert write(own, ROSA).letters[0].kind == OPT_IN


def test_who_said_no_gets_no_letter(own):
    put(own, "permissions", student_id=ROSA, school_id=LINC, state="refused",
        since=date(2025, 10, 1), permission_id="no", family_id="luis")  # fmt: skip
    found = write(own, ROSA)
    assert (found.letters, {w.reason for w in found.without}) == ((), {SAID_NO})
    assert found.sentences == [
        "Rosa Delgado: the family said no, so there is no letter. (2 letters)"
    ]
    assert found.open_languages == {}


def test_a_second_letter_has_the_last_day_of_the_first(own):
    """The days to say no begin with the first letter that a household was sent."""
    sent = {"student_id": ROSA, "school_id": LINC, "state": "sent"}
    put(own, "permissions", permission_id="a", family_id="ana", since=date(2025, 10, 14), **sent)
    ana, luis = map(words_of, write(own, ROSA).letters)
    assert "a más tardar el 24 de octubre de 2025" in ana
    assert "tell us by October 30, 2025" in luis
    put(own, "permissions", permission_id="b", family_id="ana", since=date(2025, 10, 15),
        taken_back=TAKEN_BACK, **sent)  # fmt: skip
    put(own, "permissions", permission_id="c", family_id="ana", since=TODAY, **sent)
    assert "el 24 de octubre de 2025" in words_of(write(own, ROSA).letters[0])


def test_a_letter_sent_on_a_day_nobody_noted_gives_all_the_days(own):
    put(own, "permissions", student_id=ROSA, school_id=LINC, state="sent", permission_id="a",
        family_id="")  # fmt: skip
    assert "tell us by October 30, 2025" in words_of(write(own, ROSA).letters[1])
    put(own, "settings", school_id=LINC, name="permission_policy", value=NOTICE)
    assert write(own, ROSA).letters[1].kind == NOTICE


def test_the_mentor_is_named_or_announced(own):
    assert "The mentor will be an adult at school; we will tell you who." in words_of(
        write(own, ROSA).letters[1]
    )
    put(own, "mentors", mentor_id="david", first_name="David", last_name="Okafor")
    put(own, "matches", match_id="m", student_id=ROSA, mentor_id="david", school_id=LINC,
        started=date(2025, 10, 1))  # fmt: skip
    assert "Esa persona será: David Okafor." in words_of(write(own, ROSA).letters[0])


# --- fields without a value


def test_a_school_without_anybody_named_is_told_once_with_what_to_do(cast):
    found = write(cast, AMINA, OWEN, instead={"Somali": "English", "": "English"})
    assert (found.letters, {w.reason for w in found.without}) == ((), {MISSING})
    assert found.sentences == [
        "Roosevelt Elementary: nobody is named whom a family can call, so {whom_to_call} is empty. "
        "Name the coordinator or the principal under School team, or take whom to call out of the "
        "letter. (2 letters)"
    ]


def test_a_letter_has_words_of_its_own_until_there_is_a_mentor(own):
    words = "Baxniin: {Mentor | qof dugsiga jooga}. {last_day_to_say_no}"
    save_template(own, press(), OPT_OUT, "Somali", "", words)
    there_is_none = write(own, ROSA, MARCUS, instead={"Vietnamese": "Somali"}).letters[-1]
    assert words_of(there_is_none) == "Baxniin: qof dugsiga jooga. 10/30/2025"
    put(own, "mentors", mentor_id="david", first_name="David", last_name="Okafor")
    put(own, "matches", match_id="m", student_id=MARCUS, mentor_id="david", school_id=LINC,
        started=date(2025, 10, 1))  # fmt: skip
    (named,) = write(own, MARCUS, instead={"Vietnamese": "Somali"}).letters
    assert words_of(named) == "Baxniin: David Okafor. 10/30/2025"


def test_a_permission_says_by_when_to_send_it_back(own):
    put(own, "settings", school_id=LINC, name="permission_policy", value=OPT_IN)
    spanish, english = map(words_of, write(own, ROSA).letters)
    assert "back to school by October 30, 2025." in english
    assert "a más tardar el 30 de octubre de 2025." in spanish


def test_a_principal_is_enough_for_the_shipped_letters(own):
    member(own, "p", "principal", "Ms. Park", ROOS, phone="555-0100")
    found = write(own, AMINA, instead={"Somali": "English"})
    assert "Ms. Park (principal), 555-0100" in words_of(found.letters[0])


GAPS = [
    ("{principal}", ROOS, "Roosevelt Elementary: nobody is named as principal, so {principal}"),
    ("{contact_email}", LINC, "Lincoln Middle School: Ms. Chen has no e-mail, so {contact_email}"),
    ("{mentor}", ROOS, "Amina Yusuf: there is no mentor yet, so {mentor} is empty"),
    ("{excused} {address}", ROOS, "Amina Yusuf: no address is noted, so {address} is empty"),
    ("{whom_to_call}", ROOS, "Roosevelt Elementary: nobody is named whom a family can call"),
]


@pytest.mark.parametrize(("words", "school", "sentence"), GAPS)
def test_an_empty_field_prints_no_gap(own, words, school, sentence):
    save_template(own, press(), OPT_OUT, "Somali", "", words + " {last_day_to_say_no}")
    student = {LINC: MARCUS, ROOS: AMINA}[school]
    found = write(own, student, instead={"Vietnamese": "Somali"})
    assert found.letters == ()
    assert found.sentences[0].startswith(sentence)


def test_a_coordinator_without_phone_and_mail_cannot_be_called(own):
    member(own, "ruiz", "coordinator", "Mr. Ruiz", ROOS)
    found = write(own, AMINA, instead={"Somali": "English"})
    assert found.sentences[0].startswith(
        "Roosevelt Elementary: Mr. Ruiz has no phone or e-mail, so {whom_to_call} is empty. Note it"
    )


def test_a_student_without_a_name_gets_no_letter(own, given):
    days = register(DAYS[:12], ("N1", "N2", "N3", "N4", "N5"))
    bring(own, given, {"more.csv": days})
    found = write(own, "N1", "N2", "N3", "N4", "N5", instead={"": "English"})
    assert found.sentences == [
        "Student N1, Student N2, Student N3 and 2 more: no name is in the files; upload a student "
        "file. (5 letters)"
    ]


# --- the days


def test_the_days_are_those_of_standing(cast):
    (_, english) = write(cast, ROSA).letters
    # Half a day counts as a day: 6 unexcused, 8 excused of 14.
    assert "Rosa has missed 14 of 40 school days through October 17, 2025. 8 of these were" in (
        words_of(english)
    )
    (_, parts) = write(cast, ROSA, day_rule="fractional").letters
    assert "missed 13 of 40 school days through October 17, 2025. 7 of these" in words_of(parts)


def test_no_day_after_the_date_asked_about_is_told(cast):
    (_, early) = write(cast, ROSA, as_of=DAYS[3]).letters
    assert "missed 2 of 4 school days through August 28, 2025. None of these were excused." in (
        words_of(early)
    )


def test_a_coordinator_tells_the_days_of_earlier_schools_too(own, given):
    moved = register(DAYS[:10], ("M1",), {("M1", DAYS[0]): "E"}, ROOS)
    here = register(DAYS[10:], ("M1",), {("M1", DAYS[12]): "U"})
    names = table("Student ID,First Name,Last Name", [("M1", "Mo", "Lee")])
    bring(own, given, {"a.csv": moved, "b.csv": here, "students.csv": names})
    days = days_of(own, looked(own, CHEN), ["M1", AMINA])
    assert set(days) == {"M1"}
    assert (days["M1"].missed, days["M1"].enrolled, days["M1"].excused) == (2, 40, 1)


def test_totals_do_not_tell_what_was_excused(store, given):
    bring(store, given, {"t.csv": totals((ROSA, 92, 14, "2026-01-30"))})
    seen = see(store, local_captain(), Asked(date(2026, 2, 6)))
    days = days_of(store, seen, [ROSA])[ROSA]
    assert (days.missed, days.excused, days.through) == (14, None, date(2026, 1, 30))


@given(district=event_districts(with_covers=False), rule=st.sampled_from(DAY_RULES))
@settings(max_examples=int(os.environ.get("EXAMPLES", "1")), deadline=None,
          suppress_health_check=list(HealthCheck))  # fmt: skip
def test_excused_and_others_are_the_days_missed_of_every_student(district, rule):
    with tempfile.TemporaryDirectory() as folder:
        load(Path(folder), files_of(district), mapping_of(district))
        store = open_district(folder)
        for as_of in as_of_dates(district):
            asked = Asked(as_of, day_rule=rule)
            seen = see(store, local_captain(), asked)
            ids = seen.students["student_id"].to_pylist()
            for student, days in days_of(store, seen, ids).items():
                year = find_student(store, local_captain(), asked, student).year
                excused = [d.missed for d in year.days if d.meaning == "absent_excused"]
                others = [d.missed for d in year.days if d.meaning != "absent_excused"]
                assert days.excused == sum(excused)
                assert days.excused + sum(others) == days.missed == year.count.missed
                assert (days.enrolled, days.through) == (year.count.enrolled, year.count.through)
        store.close()


# --- many, and odd names


def test_a_name_is_never_more_than_a_name(own, given):
    odd = '#import "x" <script>alert(1)</script> *a*_b_$c$'
    lines = f'Student ID,First Name,Last Name\nO1,=HYPERLINK(1),{{days}}\nO2,Ol\x07af,"{odd}"\n'
    lines = lines.replace('"x"', '""x""')
    bring(own, given, {"a.csv": register(DAYS, ("O1", "O2")), "students.csv": lines})
    household(own, "o1", "O1", "=cmd|' /C calc'!A0", "# 1 {school}", "English")
    found = write(own, "O1", "O2", instead={"": "English"}).letters
    one, two = sorted(found, key=lambda letter: letter.student_id)
    assert one.to == ("=cmd|' /C calc'!A0", "# 1 {school}")
    assert "Dear family of =HYPERLINK(1) {days}," in words_of(one)
    assert f"Dear family of Olaf {odd}," in words_of(two)


def test_six_hundred_letters_at_once(own, given):
    ids = [f"S{n:03d}" for n in range(600)]
    people = [(s, f"First{s}", f"Last{s}", ("es", "en")[n % 2]) for n, s in enumerate(ids)]
    names = table("Student ID,First Name,Last Name,Home Language", people)
    bring(own, given, {"a.csv": register(DAYS[:5], ids), "students.csv": names})
    found = write(own, *ids)
    assert found.by_language == {"Spanish": 300, "English": 300}
    assert all(f"Last{x.student_id}" in words_of(x) for x in found.letters)
    assert found.sentences == []
