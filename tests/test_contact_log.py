"""Contacts as people log them: what can be, who may, once, all or none, and the way back."""

import shutil
from datetime import date, timedelta

import pytest

from sm_core.contacts.contact import KINDS, LONGEST_NOTE, LOOKED, SAW, TALKED, Entry
from sm_core.contacts.find import contacts_with
from sm_core.contacts.judge import judge
from sm_core.contacts.log import (
    GONE,
    Logged,
    log_contacts,
    take_back,
    take_back_untouched,
)
from sm_core.errors import NotAllowed, SmError
from sm_core.history import history_of
from sm_core.uploads import open_district
from tests.invented import AMINA, MARCUS, OWEN, ROSA
from tests.mentor_cast import LAST_FALL
from tests.phone_cast import JAN_12, JAN_20, OF_DAVID, OF_GRACE, fill, logged
from tests.targeted import BOSS, CHEN, JAN_30, PRINCIPAL_, ROOSEVELTS, made_once, press

ONE = timedelta(days=1)
JULY_1 = date(2025, 7, 1)
SEEN = Entry(ROSA, JAN_30, "m1")


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    return made_once(tmp_path_factory, fill)


@pytest.fixture(scope="module")
def only_read(made):
    store = open_district(made)
    yield store
    store.close()


@pytest.fixture
def store(made, home):
    shutil.copytree(made, home)
    opened = open_district(home)
    yield opened
    opened.close()


def judged(store, *entries, actor=CHEN):
    with store.reading() as cursor:
        return judge(cursor, actor, JAN_30, JAN_30, entries)


def log(store, *entries, actor=CHEN, **more):
    return log_contacts(store, press(actor, **more), JAN_30, entries)


# --- judging


@pytest.mark.parametrize(
    ("entry", "unmatched"),
    [
        (SEEN, False),
        (Entry(ROSA, LAST_FALL, "m1"), False),
        (Entry(MARCUS, JAN_12, "m1"), False),
        (Entry(OWEN, JAN_20 - ONE, "m1"), False),
        (Entry(OWEN, JAN_20, "m1"), True),
        (Entry(AMINA, JAN_30, "m1"), True),
        (Entry(ROSA, JULY_1, "m2"), True),
        (Entry(ROSA, JAN_30, person="Ms. Park, nurse"), True),
        (Entry(ROSA, JAN_30), True),
        *((Entry(ROSA, JAN_30, "m1", kind), False) for kind in KINDS),
        (Entry(ROSA, JAN_30, "m1", note="x" * LONGEST_NOTE), False),
        (Entry(ROSA, JAN_30, "m1", note=f"  {'x' * LONGEST_NOTE}\n"), False),
    ],
)
def test_what_can_be_and_whether_the_two_were_matched_then(only_read, entry, unmatched):
    [one] = judged(only_read, entry)
    assert (one.problem, one.unmatched, one.school_id) == ("", unmatched, "LINC")


@pytest.mark.parametrize(
    ("entry", "problem"),
    [
        (Entry(ROSA, JAN_30 + ONE, "m1"), "Jan 31, 2026 has not come yet"),
        (Entry(ROSA, JAN_30 + 7 * ONE, "m1"), "Feb 6, 2026 has not come yet"),
        (Entry(MARCUS, JAN_12 - ONE, "m1"),
         "Marcus Tran and David Okafor are matched from Jan 12, 2026 on; a contact on Jan 11"),
        (Entry(ROSA, JULY_1 - ONE, "m2"), "Jun 30, 2025 lies before this school year"),
        (Entry("0099999", JAN_30, "m1"), "There is no student 0099999 among those you may see"),
        (Entry(ROSA, JAN_30, "m9"), "There is no mentor m9 on the roster"),
        (Entry(ROSA, JAN_30, "m1", "waved"), '"waved" is no kind of contact; choose saw, talked'),
        (Entry(ROSA, JAN_30, "m1", note="x" * (LONGEST_NOTE + 1)), "keep it under 500 letters"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_said_in_one_sentence(only_read, entry, problem):
    [one] = judged(only_read, entry)
    assert problem in one.problem


def test_who_saw_the_student_is_named(only_read):
    entries = [SEEN, Entry(ROSA, JAN_30, person=" Mr. Park "), Entry(ROSA, JAN_30)]
    people = [one.entry.person for one in judged(only_read, *entries)]
    assert people == ["David Okafor", "Mr. Park", "Ms. Chen"]


# --- who may log


@pytest.mark.parametrize(
    ("actor", "entry"),
    [
        (OF_DAVID, SEEN),
        (OF_DAVID, Entry(ROSA, JAN_30 - 14 * ONE, "m1")),
        (CHEN, Entry(ROSA, JAN_30 - 15 * ONE, "m1")),
        (CHEN, Entry(AMINA, JAN_30, "m1")),
        (BOSS, SEEN),
    ],
)
def test_who_may_log(store, actor, entry):
    done = log(store, entry, actor=actor)
    assert (len(done.new), done.known) == (1, 0)
    assert logged(store) == [(entry.student_id, "m1", entry.day, SAW, "", False)]


@pytest.mark.parametrize(
    ("actor", "entry", "why"),
    [
        (OF_DAVID, Entry(ROSA, JAN_30 - 15 * ONE, "m1"), "more than two weeks ago"),
        (OF_DAVID, Entry(ROSA, JAN_30, "m2"), "only that you saw the student yourself"),
        (OF_DAVID, Entry(ROSA, JAN_30, person="Mr. Park"), "only that you saw the student"),
        (OF_DAVID, Entry(AMINA, JAN_30, "m1"), f"no student {AMINA} among those you may see"),
        (OF_DAVID, Entry(OWEN, JAN_20 - ONE, "m1"), f"no student {OWEN} among"),
        (OF_GRACE, SEEN, f"no student {ROSA} among"),
        (ROOSEVELTS, SEEN, f"no student {ROSA} among"),
        (PRINCIPAL_, SEEN, "Only a coordinator or a captain"),
    ],
)
def test_who_may_not(store, actor, entry, why):
    with pytest.raises(SmError, match=why):
        log(store, entry, actor=actor)
    assert logged(store) == []


# --- once, and all or none


def test_the_same_press_saves_once(store):
    assert log(store, SEEN, token="tap").new
    assert log(store, SEEN, token="tap") is None
    assert log(store, Entry(MARCUS, JAN_30, "m1"), token="tap") is None
    assert [row[0] for row in logged(store)] == [ROSA]


def test_one_wrong_contact_of_many_leaves_nothing(store):
    many = [SEEN, Entry(MARCUS, JAN_30 + ONE, "m1"), Entry(AMINA, JAN_30, "m9")]
    with pytest.raises(SmError) as caught:
        log(store, *many)
    assert len(caught.value.sentences) == 2
    assert logged(store) == []
    assert history_of(store, "student_contact", ROSA) == []


def test_told_twice_it_is_known_and_saw_goes_before_looked_for(store):
    cases = [
        (SAW, SAW, SAW), (TALKED, SAW, TALKED), (TALKED, TALKED, TALKED), (LOOKED, SAW, SAW),
        (LOOKED, LOOKED, LOOKED), (LOOKED, TALKED, TALKED),
    ]  # fmt: skip
    days = [LAST_FALL + n * ONE for n in range(len(cases))]
    told = list(zip(days, cases, strict=True))
    log(store, *(Entry(ROSA, day, "m1", first) for day, (first, _, _) in told))
    again = log(store, *(Entry(ROSA, day, "m1", then) for day, (_, then, _) in told))
    assert again == Logged((), len(cases), ())
    assert [(row[2], row[3]) for row in logged(store)] == [(d, kind) for d, (*_, kind) in told]


@pytest.mark.parametrize(
    ("first", "then", "words"),
    [(SAW, LOOKED, "there"), (TALKED, LOOKED, "there"), (SAW, TALKED, "seen")],
)
def test_a_kind_against_what_is_on_record_is_said_and_leaves_all(store, first, then, words):
    log(store, Entry(ROSA, JAN_30, "m1", first, "at lunch"))
    with pytest.raises(SmError) as caught:
        log(store, Entry(ROSA, JAN_30, "m1", then, "at the dentist"), Entry(MARCUS, JAN_30, "m2"))
    assert caught.value.sentences == [
        f'Rosa Delgado: "{KINDS[first].lower()}" is logged for Jan 30, 2026 already; take it back '
        f"first if the student was not {words}."
    ]
    assert [row[3:5] for row in logged(store)] == [(first, "at lunch")]


def test_a_second_note_is_added_to_the_first(store):
    cases = [("", "late", "\nDavid Okafor: late"), ("late", "", "late"), ("late", "late", "late"),
             ("late", "at noon", "late\nDavid Okafor: at noon")]  # fmt: skip
    days = [JAN_30 - n * ONE for n in range(len(cases))]
    told = list(zip(days, cases, strict=True))
    log(store, *(Entry(ROSA, day, "m1", note=first) for day, (first, _, _) in told))
    log(store, *(Entry(ROSA, day, "m1", note=then) for day, (_, then, _) in told), actor=OF_DAVID)
    assert {row[2]: row[4] for row in logged(store)} == {day: note for day, (*_, note) in told}


def test_who_logged_a_contact_adds_to_their_own_line_or_under_it(store):
    for note in ("", "late", "late", "two\n\nlines", "two lines"):
        log(store, Entry(ROSA, JAN_30, "m1", note=note))
    assert logged(store)[0][4] == "late\nMs. Chen: two lines"


def test_a_mentor_reads_only_what_they_wrote_themselves(store):
    monday = JAN_30 - 4 * ONE
    told = [(CHEN, JAN_30, "family in shelter"), (OF_DAVID, JAN_30, "late"),
            (OF_DAVID, monday, "band"), (CHEN, monday, "David Okafor: lost the flat"),
            (BOSS, monday, "ask the nurse"), (OF_DAVID, monday, "tired"),
            (CHEN, JAN_30 - ONE, "David Okafor: family in shelter")]  # fmt: skip
    for actor, day, note in told:
        log(store, Entry(ROSA, day, "m1", note=note), actor=actor)
    notes = {
        actor.person: [c.note for c in contacts_with(store, actor, JAN_30, [ROSA])]
        for actor in (OF_DAVID, CHEN)
    }
    assert notes["David Okafor"] == ["late", "", "band; tired"]
    assert notes["Ms. Chen"] == [
        "family in shelter\nDavid Okafor: late", "David Okafor: family in shelter",
        "band\nMs. Chen: David Okafor: lost the flat\nDistrict captain: ask the nurse\n"
        "David Okafor: tired",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("entry", "mentor", "unmatched"),
    [
        (Entry(ROSA, JAN_30, person="Okafor, DAVID"), "m1", False),
        (Entry(OWEN, JAN_30, person="David Okafor"), "m1", True),
        (Entry(ROSA, JAN_30, person="Grace Lindqvist"), "", True),
        (Entry(ROSA, JAN_30, person="D. Okafor"), "", True),
    ],
)
def test_an_adult_called_like_a_mentor_of_the_student_is_that_mentor(
    only_read, entry, mentor, unmatched
):
    [one] = judged(only_read, entry)
    assert (one.entry.mentor_id, one.unmatched, one.problem) == (mentor, unmatched, "")


def test_twice_in_one_press_is_one_contact(store):
    assert log(store, SEEN, SEEN, Entry(AMINA, JAN_30, "m1")).unmatched == ("Amina Yusuf",)
    assert [row[0] for row in logged(store)] == [ROSA, AMINA]


def test_two_adults_or_two_days_are_two_contacts(store):
    log(store, SEEN, Entry(ROSA, JAN_30, "m2"), Entry(ROSA, JAN_30 - ONE, "m1"),
        Entry(ROSA, JAN_30, person="Mr. Park"), Entry(ROSA, JAN_30, person="mr. park"))  # fmt: skip
    assert len(logged(store)) == 4


def test_the_history_says_who_logged_what(store):
    log(store, Entry(ROSA, JAN_30, "m1", note="band"), actor=OF_DAVID)
    told = {c.field: (c.person, c.after) for c in history_of(store, "student_contact", ROSA)}
    assert told == {
        "day": ("David Okafor", "2026-01-30"), "kind": ("David Okafor", "saw"),
        "who": ("David Okafor", "David Okafor"), "note": ("David Okafor", "band"),
    }  # fmt: skip


# --- seeing and taking back


def test_a_mentor_sees_contacts_of_their_own_with_their_students(store):
    log(store, SEEN, Entry(ROSA, JAN_30, "m2"), Entry(AMINA, JAN_30, "m2"), actor=BOSS)
    everybody = [ROSA, MARCUS, AMINA, OWEN]
    seen = {
        actor.person: {(c.student_id, c.mentor_id)
                       for c in contacts_with(store, actor, JAN_30, everybody)}
        for actor in (OF_DAVID, OF_GRACE, CHEN, PRINCIPAL_, ROOSEVELTS)
    }  # fmt: skip
    all_of_them = {(ROSA, "m1"), (ROSA, "m2"), (AMINA, "m2")}
    assert seen == {
        "David Okafor": {(ROSA, "m1")}, "Grace Lindqvist": {(AMINA, "m2")},
        "Ms. Chen": all_of_them, "Dr. Lee": all_of_them, "Mr. Park": set(),
    }  # fmt: skip


@pytest.mark.parametrize("actor", [OF_DAVID, CHEN, BOSS])
def test_who_may_take_back(store, actor):
    [contact] = log(store, SEEN).new
    take_back(store, press(actor), [contact])
    assert logged(store) == [(ROSA, "m1", JAN_30, SAW, "", True)]
    assert contacts_with(store, CHEN, JAN_30, [ROSA]) == []
    take_back(store, press(actor), [contact])


@pytest.mark.parametrize("actor", [OF_GRACE, PRINCIPAL_, ROOSEVELTS])
def test_who_may_not_take_back(store, actor):
    [contact] = log(store, SEEN).new
    with pytest.raises(NotAllowed):
        take_back(store, press(actor), [contact])
    assert logged(store) == [(ROSA, "m1", JAN_30, SAW, "", False)]


def test_a_mentor_takes_back_nothing_of_a_student_who_is_theirs_no_longer(store):
    [contact] = log(store, Entry(OWEN, JAN_20 - ONE, "m1")).new
    with pytest.raises(NotAllowed, match="contacts of their own with their students"):
        take_back(store, press(OF_DAVID), [contact])


@pytest.mark.parametrize(("back", "may"), [(14, True), (15, False)])
def test_a_mentor_takes_back_what_they_may_log(store, back, may):
    [contact] = log(store, Entry(ROSA, JAN_30 - back * ONE, "m1")).new
    if may:
        take_back(store, press(OF_DAVID), [contact])
    else:
        with pytest.raises(NotAllowed, match="Jan 15, 2026 is more than two weeks ago"):
            take_back(store, press(OF_DAVID), [contact])
    assert [row[-1] for row in logged(store)] == [may]


def test_undo_leaves_what_somebody_added_to_since(store):
    days = [JAN_30 - n * ONE for n in range(5)]
    done = log(store, *(Entry(ROSA, day, "m1", LOOKED) for day in days))
    take_back(store, press(), [done.new[0]])
    log(store, Entry(ROSA, days[1], "m1", LOOKED, "at lunch"), actor=OF_DAVID)
    log(store, Entry(ROSA, days[2], "m1", SAW), Entry(ROSA, days[3], "m1", LOOKED), actor=OF_DAVID)
    assert take_back_untouched(store, press(token="undo"), done.contacts) == 2
    assert take_back_untouched(store, press(token="undo"), done.contacts) is None
    assert [row[2] for row in logged(store) if not row[-1]] == [days[2], days[1]]


def test_undo_of_what_is_nobodys_to_take_back_is_refused(store):
    done = log(store, SEEN)
    with pytest.raises(NotAllowed):
        take_back_untouched(store, press(ROOSEVELTS), done.contacts)
    assert [row[-1] for row in logged(store)] == [False]


def test_one_unknown_id_of_several_leaves_all(store):
    [contact] = log(store, SEEN).new
    with pytest.raises(SmError, match=GONE):
        take_back(store, press(), [contact, "nothing"])
    assert logged(store) == [(ROSA, "m1", JAN_30, SAW, "", False)]


def test_what_was_taken_back_can_be_logged_again(store):
    take_back(store, press(), log(store, SEEN).new)
    assert log(store, SEEN).new
    assert [row[-1] for row in logged(store)] == [False, True]
