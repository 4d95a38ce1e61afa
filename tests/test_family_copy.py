"""The family's copy: what is in it and what is not, who may make it; read back from the PDF."""

import io
import re
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from pypdf import PdfReader

from sm_core.actions.action import STATES as ACTIONS
from sm_core.actor import CAPTAIN, COORDINATOR, MENTOR, PRINCIPAL, Actor
from sm_core.bringing.profile import WISHES
from sm_core.contacts.contact import KINDS as MET
from sm_core.errors import NotAllowed, SmError
from sm_core.families.answer import CHANNELS
from sm_core.families.contacts import KINDS as CONTACTS
from sm_core.families.contacts import OUTCOMES
from sm_core.families.ending import AFTER_NO
from sm_core.families.held import Look, held, households_for_copy
from sm_core.families.permission import STATES
from sm_core.mentors.mentor import Mentor
from sm_core.mentors.save import add_mentor
from sm_core.papers.family_copy import family_copy, unprintable
from sm_core.papers.family_copy_words import ENGLISH, SPANISH, STORED
from sm_core.papers.typeset import not_shown
from sm_core.review.record import DECISIONS
from sm_core.saving import Save
from sm_core.standing import Asked
from sm_core.student import UNSEEN, find_student
from sm_core.student_words import KINDS, OTHER_KIND, TOTALS_KIND
from sm_core.support.check_in import FAMILY, HOW, RELATIONSHIP, STUDENT
from sm_core.support.request import SAFETY, TOPICS
from sm_core.support.request import STATES as REQUESTS
from sm_core.targeting.supports import SUPPORTS
from sm_core.uploads import open_district
from tests.invented import (
    AMINA,
    DAYS,
    LINC,
    MARCUS,
    NAMES,
    OWEN,
    ROOS,
    ROSA,
    SCHOOL_NAMES,
    bring,
    register,
    table,
    totals,
)
from tests.targeted import put

LAST = DAYS[-1]
TODAY = date(2025, 10, 20)
PRINTED = date(2025, 10, 21)
NAMELESS, OTHER = "0041099", "0041098"
BOSS = Actor("District captain", CAPTAIN)
CHEN = Actor("Ms. Chen", COORDINATOR, (LINC,))
HALL = Actor("Dr. Hall", PRINCIPAL, (LINC,))
OF_ROSA = Actor("David Okafor", MENTOR, (), (ROSA,))
HOSTILE = '#import "x" *a* _b_ =HYPERLINK(1) <script> $x$ \\n {name} [c] @d'
MARKS = {
    **{(ROSA, DAYS[n]): "E" for n in (1, 8)}, **{(ROSA, DAYS[n]): "U" for n in (3, 9, 20)},
    (ROSA, DAYS[5]): "V", (ROSA, DAYS[6]): "S", (ROSA, DAYS[7]): "H", (ROSA, DAYS[12]): "N",
    (ROSA, DAYS[30]): "Q", (MARCUS, DAYS[2]): "U", (AMINA, DAYS[4]): "E", (AMINA, DAYS[25]): "U",
}  # fmt: skip

CODED = '[files."linc.csv".codes]\n"Q" = { meaning = "absent_excused", portion = 0.25 }\n'
KIND_OF = {"E": "absent_excused", "H": "absent_excused", "U": "absent_unexcused",
           "V": "absent_unverified", "S": "suspended_oss"}  # fmt: skip


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    """Rosa with much on record, Marcus with little, Amina moved from Roosevelt to Lincoln, Owen
    told by totals, and somebody of whom only the id is known."""
    folder = tmp_path_factory.mktemp("copy")

    def given(name, content):
        (folder / name).write_text(content, encoding="utf-8")
        return folder / name

    store = open_district(folder / "home")
    files = {
        "linc.csv": register(DAYS, (ROSA, MARCUS, NAMELESS, AMINA), MARKS | away(DAYS[:20])),
        "roos.csv": register(DAYS, (AMINA, OTHER), MARKS | away(DAYS[20:]), ROOS, "5"),
        "totals.csv": totals((OWEN, 90, "9.5", LAST), school="WASH"),
        "students.csv": table("Student ID,First Name,Last Name,Home Language",
                              [(s, *name, "spa" if s == ROSA else "")
                               for s, name in NAMES.items()]),
        "schools.csv": table("School ID,School Name", SCHOOL_NAMES.items()),
    }  # fmt: skip
    bring(store, given, files, CODED)
    on_record(store)
    yield store
    store.close()


def away(days):
    """Amina has no row on these."""
    return {(AMINA, day): None for day in days}


def on_record(store):
    noon = datetime(2025, 10, 1, 12)
    for mentor, first, last in (("david", "David", "Okafor"), ("grace", "Grace", "Lindqvist")):
        add_mentor(store, Save(BOSS, noon), Mentor(
            mentor, first, last, email=f"{mentor}@private.example", phone="555-9999",
            schools=(LINC,)))  # fmt: skip
    match = {"student_id": ROSA, "school_id": LINC}
    put(
        store,
        "matches",
        match_id="m1",
        mentor_id="grace",
        started=date(2025, 9, 10),
        ended=date(2025, 9, 30),
        end_reason="took a leave",
        note="secret of the match",
        **match,
    )
    put(store, "matches", match_id="m2", mentor_id="david", started=date(2025, 10, 1), **match)
    put(
        store,
        "matches",
        match_id="m3",
        mentor_id="grace",
        started=date(2024, 9, 1),
        ended=date(2025, 6, 1),
        end_reason="last year ended",
        **match,
    )
    put(
        store,
        "matches",
        match_id="m4",
        mentor_id="grace",
        started=date(2025, 9, 1),
        student_id=MARCUS,
        school_id=LINC,
        end_reason="of Marcus",
    )
    put(
        store,
        "targets",
        student_id=ROSA,
        school_id=LINC,
        school_year="2025-26",
        state="chosen",
        since=date(2025, 9, 8),
        reason="secret reason",
        listed_for="severe chronic",
    )
    put(
        store,
        "families",
        family_id="ana",
        student_id=ROSA,
        addressee="Ana Delgado",
        address="12 Maple St\nSpringfield",
        language="Spanish",
        phone="555-0101",
        note="secret",
    )
    put(
        store,
        "families",
        family_id="luis",
        student_id=ROSA,
        addressee="Luis Delgado",
        address="9 Hidden Rd",
        language="English",
        email="luis@example.org",
    )
    answer = {
        "student_id": ROSA,
        "school_id": LINC,
        "language": "Spanish",
        "recorded_by": "Ms. Chen",
        "recorded": noon,
    }
    put(
        store,
        "permissions",
        permission_id="p1",
        state="sent",
        since=date(2025, 9, 9),
        channel="mail",
        family_id="",
        **answer,
    )
    put(
        store,
        "permissions",
        permission_id="p2",
        state="refused",
        since=date(2025, 9, 12),
        channel="phone",
        family_id="luis",
        taken_back=datetime(2025, 9, 13, 8),
        **answer,
    )
    put(
        store,
        "permissions",
        permission_id="p3",
        state="given",
        since=date(2025, 9, 15),
        channel="signed form",
        family_id="ana",
        records="days missed",
        purpose="to help",
        recipient="David Okafor",
        signed_by="Ana Delgado",
        signed=date(2025, 9, 14),
        expires=date(2026, 6, 30),
        **answer,
    )
    put(
        store,
        "permissions",
        permission_id="p4",
        state="withdrawn",
        since=TODAY + timedelta(1),
        family_id="",
        **answer,
    )
    put(
        store,
        "family_contacts",
        contact_id="c1",
        student_id=ROSA,
        school_id=LINC,
        kind="phone",
        day=date(2025, 9, 11),
        outcome="no answer",
        person="Ms. Chen",
        note="secret of the call",
    )
    put(
        store,
        "family_contacts",
        contact_id="c2",
        student_id=MARCUS,
        school_id=LINC,
        kind="home visit",
        day=date(2025, 9, 11),
        outcome="reached",
    )
    put(
        store,
        "student_profiles",
        student_id=ROSA,
        asked=date(2025, 9, 5),
        wish="yes",
        wished_for="somebody who plays drums",
        note="secret of the profile",
    )
    put(store, "traits", owner="student", owner_id=ROSA, kind="interest", value="soccer")
    put(store, "known_adults", student_id=ROSA, mentor_id="grace", how="")
    put(
        store,
        "intensive_supports",
        student_id=ROSA,
        school_id=LINC,
        school_year="2025-26",
        state="referred",
        to_whom="County clinic",
        since=date(2025, 9, 20),
        note="",
    )
    put(
        store,
        "team",
        member_id="t1",
        school_id=LINC,
        role="coordinator",
        name="Ms. Chen",
        phone="555-0100",
        email="chen@lincoln.example",
        started=date(2025, 8, 1),
    )

    of_mentors(store)
    of_meetings(store)


def of_mentors(store):
    """What was logged about Rosa, of last year and the day after, by mistake, and of others."""
    noon = datetime(2025, 10, 1, 12)
    for name, day, kind, person, more in (
        ("n1", date(2025, 10, 2), "saw", "David Okafor", {"note": "secret of the contact"}),
        ("n2", date(2025, 10, 3), "talked", "Ms. Chen", {}),
        ("n3", date(2025, 10, 6), "looked for", "David Okafor", {"taken_back": noon}),
        ("n4", date(2025, 5, 2), "saw", "last year's mentor", {}),
        ("n5", TODAY + timedelta(1), "saw", "tomorrow's mentor", {}),
        ("n6", date(2025, 10, 2), "saw", "the mentor of Marcus", {"student_id": MARCUS}),
    ):
        put(store, "contacts", contact_id=name, mentor_id="", school_id=LINC, day=day, kind=kind,
            person=person, recorded=noon, recorded_by="Ms. Chen",
            **{"student_id": ROSA, "note": ""} | more)  # fmt: skip
    said = {"school_id": LINC, "how": "message", "person": "Ms. Chen", "recorded": noon}
    for name, about, student, goes, words in (
        ("k1", "student", ROSA, "well", {}),
        ("k2", "family", ROSA, "in trouble", {"worry": True, "doing": "secret talk"}),
        ("k3", "mentor", "", "some worry", {"note": "secret of the mentor"}),
    ):
        put(store, "check_ins", check_in_id=name, about=about, mentor_id="", student_id=student,
            day=date(2025, 10, 7), relationship=goes, **said, **words)  # fmt: skip
    for name, topic, student in (("r1", "times", ROSA), ("r2", "safety", ROSA),
                                 ("r3", "school", MARCUS)):  # fmt: skip
        put(store, "support_requests", request_id=name, school_id=LINC, mentor_id="david",
            student_id=student, topic=topic, words="secret words", state="resolved",
            opened=datetime(2025, 10, 8, 9), opened_by="David Okafor")  # fmt: skip
    for name, day, state in (("s1", 9, "in work"), ("s2", 21, "resolved")):
        put(store, "request_steps", step_id=name, request_id="r1", words="secret step",
            happened=datetime(2025, 10, day), person="Ms. Chen", state=state, owner="")  # fmt: skip


def of_meetings(store):
    """Rosa was talked about on October 14, once by mistake, and only listed the week before; with
    a task that was done after the day of the copy."""
    for day, student in ((7, ROSA), (14, ROSA), (14, MARCUS)):
        review = f"{LINC}|2025-10-{day}"
        if student == ROSA:
            put(store, "reviews", review_id=review, school_id=LINC, day=date(2025, 10, day))
        put(store, "review_names", review_id=review, student_id=student, name="secret list")
    for name, kind, more in (("d1", "discussed", {"note": "secret note"}), ("d2", "action", {}),
                             ("d3", "deferred", {"taken_back": datetime(2025, 10, 14, 9)}),
                             ("d4", "deferred", {"student_id": MARCUS})):  # fmt: skip
        put(store, "review_decisions", decision_id=name, review_id=f"{LINC}|2025-10-14", kind=kind,
            recorded=datetime(2025, 10, 14, 9),
            **{"student_id": ROSA, "note": ""} | more)  # fmt: skip
    for name, student, ended in (("a1", ROSA, date(2025, 10, 16)), ("a2", ROSA, date(2025, 10, 21)),
                                 ("a3", MARCUS, None)):  # fmt: skip
        put(store, "actions", action_id=name, school_id=LINC, student_id=student, owner="Ms. Chen",
            what="secret task", due=date(2025, 10, 22), state="done", ended=ended, words="secret",
            opened=datetime(2025, 10, 14, 9))  # fmt: skip


def look_at(store, student=ROSA, actor=BOSS, household="", as_of=LAST, day=TODAY):
    return held(store, actor, as_of, day, student, household)


def pages(held_, language="English"):
    reader = PdfReader(io.BytesIO(family_copy(held_, language, PRINTED)))
    return [" ".join(page.extract_text().replace("\u200b", "").split()) for page in reader.pages]


def said(held_, language="English"):
    return " ".join(pages(held_, language))


# --- days


def slow_days(student):
    """(days missed, days enrolled, the days by kind) in plain Python, from the marks."""
    marks = {day: code for (who, day), code in MARKS.items() if who == student}
    kinds = {}
    for code in marks.values():
        if code in KIND_OF:
            kinds[KIND_OF[code]] = kinds.get(KIND_OF[code], 0) + 1
    enrolled = len(DAYS) - sum(code == "N" for code in marks.values())
    return sum(kinds.values()), enrolled, kinds


@pytest.mark.parametrize("student", [ROSA, MARCUS, AMINA, NAMELESS])
def test_days_are_those_of_the_student_page_and_of_a_slow_count(store, student):
    missed, enrolled, kinds = slow_days(student)
    found = look_at(store, student)
    assert found.student == find_student(store, BOSS, Asked(LAST), student)
    assert (found.student.count.missed, found.student.count.enrolled) == (missed, enrolled)
    words = said(found)
    assert (f"Missed {missed} of {enrolled} school days" if missed else
            f"No day was missed of {enrolled} school days") in words  # fmt: skip
    assert "through October 17, 2025" in words
    for kind, count in kinds.items():
        assert f"{count} {ENGLISH[kind]}" in words
    for (who, day), code in MARKS.items():
        listed = f"{day:%a %b} {day.day}, {day.year}" in words.split("The mentor")[0]
        assert listed == (who == student and code != "N")


def test_parts_of_days_say_which_part_and_whether_it_counts(store):
    words = said(look_at(store))
    assert "excused, half a day" in words
    assert "excused, 25% of the day *" in words
    assert "Parts of a day marked * are listed" in words
    assert "A day of which half or more was missed counts as a day." in words
    assert "half or more" not in said(look_at(store, MARCUS))
    assert "*" not in said(look_at(store, MARCUS))


def test_two_schools_stand_beside_their_days(store):
    words = said(look_at(store, AMINA))
    assert "Roosevelt Elementary, grade 5: August 25, 2025 to September 19, 2025" in words
    assert "Lincoln Middle School, grade 6: September 22, 2025 to now" in words
    assert "Fri Aug 29, 2025 excused Roosevelt Elementary" in words
    assert "Mon Sep 29, 2025 unexcused Lincoln Middle School" in words


def test_totals_only_are_said_to_be_totals(store):
    words = said(look_at(store, OWEN))
    assert "Missed 9.5 of 90 school days" in words
    assert "9.5 known as a total only" in words
    assert "totals only, so single days cannot be listed" in words
    assert "the school office of WASH" in words


# --- the program


def test_the_whole_copy_in_english(store):
    words = said(look_at(store, household="ana"))
    for sentence in (
        "Rosa Delgado", "Student number: 0041001", "Lincoln Middle School", "Grade: 6",
        "Ms. Chen, site coordinator, 555-0100, chen@lincoln.example",
        "David Okafor, since October 1, 2025",
        "Grace Lindqvist, September 10, 2025 to September 30, 2025; ended because: took a leave",
        "On the list for a mentor at Lincoln Middle School since September 8, 2025.",
        "Other help was asked for on September 20, 2025. Your child was named to: County clinic.",
        "Asked on: September 5, 2025", "Wants a mentor: yes", "somebody who plays drums",
        "Languages: Spanish (from the school's file)", "Likes: soccer",
        "Adults your child knows: Grace Lindqvist",
        "letter from the school mail, Spanish Ms. Chen",
        "said no; household: Luis Delgado; recorded by mistake, taken back on September 13, 2025",
        "signed by Ana Delgado on September 14, 2025; records: days missed; purpose: to help; "
        "shown to: David Okafor; valid through June 30, 2026",
        "Thu Sep 11, 2025 phone no answer Ms. Chen",
        "Ana Delgado, 12 Maple St, Springfield, Spanish, 555-0101",
        "Thu Oct 2, 2025 saw your child David Okafor",
        "Fri Oct 3, 2025 talked with your child by phone or message Ms. Chen",
        "who was not there; recorded by mistake, taken back on October 1, 2025 David Okafor",
        "Tue Oct 7, 2025 your child, message going well Ms. Chen",
        "Tue Oct 7, 2025 the family, message needs help Ms. Chen",
        "Wed Oct 8, 2025 times that do not fit somebody takes care of it",
        "Tue Oct 14, 2025 your child was talked about",
        "Tue Oct 14, 2025 somebody was given a task",
        "left to the next meeting; recorded by mistake, taken back on October 14, 2025",
        "Tue Oct 7, 2025 your child's name was on the list",
        "Tue Oct 14, 2025 Ms. Chen Wed Oct 22, 2025 done",
        "Tue Oct 14, 2025 Ms. Chen Wed Oct 22, 2025 open",
        "14 notes that staff wrote for their own work",
        "Tell Ms. Chen, site coordinator", "Page 1 of",
    ):  # fmt: skip
        assert sentence in words, sentence


def test_the_whole_copy_in_spanish(store):
    words = said(look_at(store, household="ana"), "Spanish")
    for sentence in (
        "Rosa Delgado · copia del 20 de octubre de 2025",
        "Faltó 8 de 39 días de clases hasta el 17 de octubre de 2025.", "injustificada: 3",
        "mar 26 ago 2025 justificada", "justificada, medio día",
        "David Okafor, desde el 1 de octubre de 2025", "terminó porque: took a leave",
        "español (según el archivo de la escuela)", "formulario firmado, español",
        "firmado por Ana Delgado el 14 de septiembre de 2025", "llamada telefónica nadie contestó",
        "jue 2 oct 2025 vio a su hijo o hija David Okafor",
        "mar 7 oct 2025 la familia, mensaje necesita ayuda Ms. Chen",
        "mié 8 oct 2025 horarios que no coinciden alguien se ocupa",
        "mar 14 oct 2025 se habló de su hijo o hija",
        "mar 14 oct 2025 Ms. Chen mié 22 oct 2025 sin terminar",
        "Avise a Ms. Chen, coordinación del programa", "Página 1 de",
    ):  # fmt: skip
        assert sentence in words, sentence


@pytest.mark.parametrize("language", ["English", "Spanish"])
def test_what_is_not_for_the_copy_is_not_in_it(store, language):
    words = said(look_at(store, household="ana"), language).lower()
    for hidden in (
        "secret", "private.example", "555-9999", "marcus", "home visit", "of marcus",
        "last year ended", "hidden rd", "luis@example.org", "chronic", "at risk", "severe",
        "taken it back", "last year's", "tomorrow's", "safety", "seguridad", "some worry",
        "something at school", "algo en la escuela que",
    ):  # fmt: skip
        assert hidden not in words, hidden


@pytest.mark.parametrize(
    ("household", "printed"), [("ana", "12 Maple St"), ("luis", "9 Hidden Rd"), ("", None)]
)
def test_an_address_is_only_for_the_household_that_lives_there(store, household, printed):
    words = said(look_at(store, household=household))
    assert "Ana Delgado" in words
    assert "Luis Delgado" in words
    for address in ("12 Maple St", "9 Hidden Rd"):
        assert (address in words) == (address == printed)
    assert "printed only for the household that gets this copy" in words


def test_a_household_of_another_student_is_refused(store):
    with pytest.raises(SmError, match="not on record for Marcus Tran"):
        look_at(store, MARCUS, household="ana")


def test_a_student_of_whom_only_the_id_is_known(store):
    words = said(look_at(store, NAMELESS))
    assert "Student: 0041099" in words
    for sentence in (
        "No mentor this school year.", "Not on the list for a mentor.", "Nothing is noted.",
        "Nothing is recorded.", "None is recorded.", "Nobody so far.", "None so far.",
        "Nothing so far.",
    ):  # fmt: skip
        assert sentence in words
    assert "notes that staff" not in words
    assert len(pages(look_at(store, NAMELESS))) == 1


# --- who looked


@pytest.fixture
def looked(store):
    rows = [
        (datetime(2025, 10, 3, 9), "Ms. Chen", "view", f"student {ROSA}"),
        (datetime(2025, 10, 3, 15), "Ms. Chen", "view", f"student {ROSA}"),
        (datetime(2025, 10, 3, 16), "Ms. Chen", "export", f"family copy student {ROSA}"),
        (datetime(2025, 10, 4, 9), "Dr. Hall", "view", f"student {ROSA}"),
        (datetime(2025, 7, 1), "District captain", "view", f"student {ROSA}"),
        (datetime(2025, 6, 30, 23), "Of last year", "view", f"student {ROSA}"),
        (datetime(2025, 10, 5, 9), "Of another", "view", f"student {ROSA}9"),
        (datetime(2025, 10, 5, 9), "Of another", "view", f"student {MARCUS}"),
        (datetime(2025, 10, 5, 9), "Of a list", "export", "students.csv 48 rows"),
        (datetime(2025, 10, 5, 9), "Of a change", "permission", f"student {ROSA}"),
    ]
    with store.writing("program") as cursor:
        cursor.executemany("INSERT INTO program.audit VALUES (?, ?, ?, ?)", rows)
    yield look_at(store)
    with store.writing("program") as cursor:
        cursor.execute("DELETE FROM program.audit WHERE act <> 'import'")


def test_each_person_once_a_day_newest_first_all_of_the_school_year(looked):
    assert looked.looks == (
        Look(date(2025, 10, 4), "Dr. Hall", ("",)),
        Look(date(2025, 10, 3), "Ms. Chen", ("", "family copy")),
        Look(date(2025, 7, 1), "District captain", ("",)),
    )
    words = said(looked)
    assert "Fri Oct 3, 2025 Ms. Chen looked at the page, downloaded a file: family's copy" in words
    assert "From July 1, 2025 until this copy was printed" in words


# --- who may make it


@pytest.mark.parametrize("actor", [BOSS, CHEN, HALL])
def test_the_school_and_the_captain_make_it(store, actor):
    assert look_at(store, actor=actor).student.student_id == ROSA


@pytest.mark.parametrize("student", [ROSA, "9999999", "' OR 1=1 --"])
@pytest.mark.parametrize("role", [COORDINATOR, PRINCIPAL])
def test_another_school_learns_nothing(store, student, role):
    stranger = Actor("Mr. Ruiz", role, (ROOS,))
    with pytest.raises(SmError) as refused:
        look_at(store, student, stranger)
    assert refused.value.sentences == [UNSEEN]
    with pytest.raises(SmError):
        households_for_copy(store, stranger, LAST, student)


def test_a_mentor_never_makes_it_not_even_of_their_own_student(store):
    with pytest.raises(NotAllowed):
        look_at(store, actor=OF_ROSA)
    with pytest.raises(NotAllowed):
        households_for_copy(store, OF_ROSA, LAST, ROSA)


# --- words from people


def with_name(found, name):
    return replace(found, student=replace(found.student, name=name))


def test_a_name_is_never_markup(store):
    words = said(with_name(look_at(store, MARCUS), HOSTILE))
    assert words.count(HOSTILE) >= 2


@pytest.mark.parametrize(
    "name", ["Nguyễn Thị Ánh", "Łukasz Øberg", "Amélie D’Souza–Ñandú", "Жанна"]
)
def test_letters_of_many_languages_are_printed(store, name):
    assert name in said(with_name(look_at(store, MARCUS), name))


def test_letters_without_a_font_leave_a_gap_that_is_told(store):
    # No font has a letter where Unicode has none.
    odd = "\U0003fff0"
    assert not_shown([odd])
    found = look_at(store)
    assert unprintable(found, "English") == []
    assert "cannot be printed" not in said(found)
    ana = replace(found.households[0], addressee=f"{odd} {odd}x")
    found = replace(found, households=(ana, *found.households[1:]))
    words = said(found)
    assert unprintable(found, "English") == [odd, f"{odd}x"]
    assert words.count("[in letters that cannot be printed here]") >= 2
    assert "Some words stand in letters that this paper cannot print" in words
    assert "Luis Delgado" in words


def test_a_student_whose_name_cannot_be_printed_is_known_by_the_number(store):
    words = said(with_name(look_at(store, MARCUS), "\U0003fff0"), "Spanish")
    assert f"[en letras que aquí no se pueden imprimir] {MARCUS} · copia del" in words


def test_control_characters_and_endless_words_stay_on_the_paper(store):
    long = "x" * 300
    words = said(with_name(look_at(store, MARCUS), f"a\x00b\u202ec {long}"))
    assert "a bc" in words
    assert long in words.replace(" ", "")


# --- many


def test_many_pages_say_whose_they_are_and_repeat_the_header(store):
    found = look_at(store)
    one = found.student.year.days[1]
    days = tuple(replace(one, day=date(2025, 9, 1) + timedelta(n)) for n in range(180))
    count = replace(found.student.count, missed=sum(d.missed for d in days), enrolled=180)
    student = replace(found.student, year=replace(found.student.year, days=days, count=count))
    looks = tuple(Look(date(2026, 6, 30) - timedelta(n), "Ms. Chen", ("",)) for n in range(300))
    read = pages(replace(found, student=student, looks=looks))
    assert len(read) > 5
    for number, page in enumerate(read, start=1):
        assert "Rosa Delgado · copy of October 20, 2025" in page
        assert f"Page {number} of {len(read)} · printed on October 21, 2025" in page
    assert "Date Kind Date Kind" in read[1]
    assert "Date Who What" in read[-1]
    words = " ".join(read)
    assert all(f"{day.day:%a %b} {day.day.day}, {day.day.year}" in words for day in days)
    assert words.count("looked at the page") == 300


# --- two languages


def test_both_languages_say_the_same_things():
    assert ENGLISH.keys() == SPANISH.keys()
    for key in ENGLISH:
        holes = [set(re.findall(r"\{(\w+)\}", words[key])) for words in (ENGLISH, SPANISH)]
        assert holes[0] == holes[1], key


def test_whatever_the_tables_can_say_has_words():
    program = (*STATES, *AFTER_NO, *AFTER_NO.values(), *SUPPORTS, *WISHES)
    assert STORED.keys() >= {*CHANNELS, *CONTACTS, *OUTCOMES, *HOW}
    met = {f"met {kind}" for kind in MET} | {f"talk {about}" for about in (STUDENT, FAMILY)}
    goes = {f"goes {how}" for how in RELATIONSHIP} | {f"state {state}" for state in REQUESTS}
    topics = {f"topic {topic}" for topic in TOPICS if topic != SAFETY}
    assert ENGLISH.keys() >= met | goes | topics
    assert ENGLISH.keys() >= {f"review {kind}" for kind in ("listed", *DECISIONS)}
    assert ENGLISH.keys() >= {f"action {state}" for state in ACTIONS}
    assert ENGLISH.keys() >= {*program, *KINDS, OTHER_KIND, TOTALS_KIND} - {"none"}


@pytest.mark.parametrize("words", [ENGLISH, SPANISH])
def test_the_words_are_kind(words):
    harsh = re.compile(
        r"chronic|crónic|at risk|riesgo|severe|truan|court|tribunal|must|debe\b", re.I
    )
    assert not [text for text in words.values() if harsh.search(text)]
