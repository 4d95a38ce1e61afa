"""Answers of families: recorded one by one and in bulk, what a no ends, and taking back."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from sm_core.errors import NotAllowed, SmError
from sm_core.families.answer import (
    STANDARD,
    Reply,
    record_answers,
)
from sm_core.families.contacts import Attempt, contacts_of, last_contacts, log_contacts
from sm_core.families.contacts import take_back_contact as unlog
from sm_core.families.ending import would_end
from sm_core.families.find import Household, families
from sm_core.families.history import family_history
from sm_core.families.household import (
    add_household,
    change_household,
    end_household,
    flat,
    resume_household,
)
from sm_core.families.lists import lists_of, matching, under
from sm_core.families.permission import GIVEN, REFUSED, SENT, TO_SEND, WITHDRAWN
from sm_core.families.policy import (
    NOTICE,
    OPT_IN,
    USUAL,
    Policy,
    own_policies,
    policies_as_if,
    policy_by_school,
    policy_of,
    save_policy,
)
from sm_core.families.table import shown
from sm_core.families.taking_back import take_back_all
from sm_core.families.words import headline, numbers, policy_words, warning, where_words
from sm_core.saving import ChangedMeanwhile
from sm_core.seen import see
from sm_core.standing import Asked
from sm_core.uploads import open_district
from tests.cast import BOSS, CHEN, OF_ROSA, ROOSEVELT, SEEN_ON, choose, press
from tests.invented import AMINA, LINC, MARCUS, OWEN, ROOS, ROSA
from tests.mentor_cast import PRINCIPAL_, TODAY, match

OCT_1 = date(2025, 10, 1)
ONE = timedelta(days=1)
ANA = {
    "addressee": "Ana Delgado", "address": "12 Elm St\nSpringfield 01101", "language": "Spanish",
    "phone": "555 0101", "email": "ana@example.org", "note": "",
}  # fmt: skip
LUIS = ANA | {"addressee": "Luis Delgado", "address": "4 Oak Ave", "phone": "", "email": ""}
TOLD = Reply(SENT, TODAY, "letter", "Spanish")
NO = Reply(REFUSED, TODAY, "phone")
SIGNED = Reply(GIVEN, TODAY, "signed form", **STANDARD, signed_by="Ana Delgado",
               signed=TODAY - ONE)  # fmt: skip


def say(store, replies, actor=BOSS, **more):
    return record_answers(store, press(actor, **more), SEEN_ON, replies)


def found(store, day=TODAY, actor=BOSS, ids=None):
    seen = see(store, actor, Asked(SEEN_ON))
    return {f.student_id: f for f in families(store, seen, day, ids)}


def state(store, student=ROSA):
    return found(store, ids=[student])[student].standing.state


def matches(store):
    with store.reading() as cursor:
        return cursor.execute(
            "SELECT student_id, ended, COALESCE(end_reason, '') FROM program.matches ORDER BY ALL"
        ).fetchall()


def targets(store):
    with store.reading() as cursor:
        return cursor.execute(
            "SELECT student_id, school_id, state FROM program.targets ORDER BY ALL"
        ).fetchall()


def why(error):
    return "\n".join(error.value.sentences)


# Recording


def test_one_answer_is_kept_with_who_and_when(school):
    done = say(school, {ROSA: SIGNED}, CHEN)
    assert (done.saved, done.ended) == (1, ())
    family = found(school)[ROSA]
    [answer] = family.answers
    assert (answer.state, answer.recorded_by, answer.school_id) == (GIVEN, CHEN.person, LINC)
    assert answer.permission_id == done.ids[ROSA]
    assert answer.complete
    assert where_words(family, TODAY) == "Signed permission from Ana Delgado, Jan 30"


def test_many_at_once_are_saved_together_or_not_at_all(school):
    everybody = (ROSA, MARCUS, AMINA, OWEN)
    assert say(school, dict.fromkeys(everybody, TOLD)).saved == 4
    assert set(found(school)) == set(everybody)
    wrong = {ROSA: TOLD, AMINA: replace(TOLD, day=TODAY + ONE)}
    with pytest.raises(SmError) as error:
        say(school, wrong)
    assert "Amina Yusuf: the answer is dated Jan 31, 2026, which has not come yet" in why(error)
    assert "Nothing is saved for any of the 2 students." in why(error)
    assert all(len(f.answers) == 1 for f in found(school).values())


def test_after_ten_problems_the_rest_is_counted(school):
    with pytest.raises(SmError) as error:
        say(school, {f"nobody{n}": TOLD for n in range(12)})
    assert len(error.value.sentences) == 12
    assert "And 2 more like these." in why(error)


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"day": None}, "give the day on which it was given"),
        ({"signed": TODAY + ONE}, "the signature is dated Jan 31, 2026"),
        ({"day": TODAY - ONE - ONE}, "came back on Jan 28, 2026 and is signed Jan 29, 2026"),
        ({"expires": TODAY - ONE}, "it would end on Jan 29, 2026, before it was given"),
        ({"state": "maybe"}, '"maybe" cannot be recorded; choose sent, given'),
        ({"channel": "pigeon"}, '"pigeon" is no channel'),
        ({"family_id": "elsewhere"}, "this household is not among those on record"),
        ({"note": "x" * 501}, "the note is too long"),
        ({"records": "x" * 501}, "which records may be shown is too long"),
        ({"records": ""}, "has to say which records may be shown; fill that in"),
        ({"purpose": " "}, "has to say what for; fill that in"),
        ({"recipient": ""}, "has to say to whom; fill that in"),
        ({"signed_by": "", "signed": None}, "has to say who signed and the day of the signature"),
    ],
)
def test_what_cannot_be_is_refused_with_the_name(school, changed, sentence):
    with pytest.raises(SmError) as error:
        say(school, {ROSA: replace(SIGNED, **changed)})
    assert why(error).startswith("Rosa Delgado: ")
    assert sentence in why(error)
    assert found(school) == {}


@pytest.mark.parametrize("day", [TODAY, SIGNED.signed])
def test_a_form_comes_back_on_the_day_it_is_signed_or_later(school, day):
    assert say(school, {ROSA: replace(SIGNED, day=day, expires=day)}).saved == 1


def test_only_a_signature_gives_permission_where_the_school_asks_for_one(school):
    save_policy(school, press(BOSS), LINC, USUAL, Policy(OPT_IN))
    by_phone = Reply(GIVEN, TODAY, "phone")
    with pytest.raises(SmError) as error:
        say(school, {ROSA: by_phone})
    assert "the school asks for a signed permission" in why(error)
    assert say(school, {ROSA: SIGNED}).saved == 1
    assert say(school, {AMINA: by_phone}).saved == 1
    save_policy(school, press(BOSS), ROOS, USUAL, Policy(OPT_IN))
    assert where_words(found(school)[AMINA], TODAY) == "Told Jan 30; no signed permission yet"


def test_a_double_click_saves_once(school):
    assert say(school, {ROSA: TOLD}, token="one").saved == 1
    assert say(school, {ROSA: TOLD}, token="one") is None
    assert len(found(school)[ROSA].answers) == 1


def test_who_may_record(school):
    assert say(school, {ROSA: TOLD}, CHEN).saved == 1
    for actor in (PRINCIPAL_, OF_ROSA):
        with pytest.raises(NotAllowed):
            say(school, {ROSA: NO}, actor)
    with pytest.raises(SmError) as error:
        say(school, {ROSA: NO}, ROOSEVELT)
    assert f"There is no student {ROSA} among those you may see" in why(error)
    assert state(school) == SENT
    assert found(school, actor=OF_ROSA) == {} == found(school, actor=ROOSEVELT)
    assert set(found(school, actor=PRINCIPAL_)) == {ROSA}


# A no


def no_ends_all(store):
    choose(store, (ROSA, LINC), (ROSA, ROOS), (MARCUS, LINC))
    match(store, (ROSA, "david"), (MARCUS, "grace"))
    match(store, (ROSA, "tomas"), school=ROOS, started=TODAY + ONE)


def test_a_no_ends_matches_and_choice_at_once_at_every_school(school):
    no_ends_all(school)
    ends = would_end(school, CHEN, SEEN_ON, TODAY, [ROSA])
    assert ends[:2] == [
        "the match of Rosa Delgado with David Okafor",
        "the match of Rosa Delgado with Tomás Rivera",
    ]
    done = say(school, {ROSA: NO}, CHEN)
    assert (
        "The match of Rosa Delgado with David Okafor is ended: please tell David Okafor."
        in done.ended
    )
    assert len(done.ended) == len(ends) == 4
    reason = "The family said no on Jan 30, 2026"
    assert matches(school) == [
        (ROSA, TODAY, reason),
        (ROSA, TODAY + ONE, reason),
        (MARCUS, None, ""),
    ]
    assert targets(school) == [
        (ROSA, LINC, "ended"), (ROSA, ROOS, "ended"), (MARCUS, LINC, "chosen"),
    ]  # fmt: skip
    family = found(school)[ROSA]
    assert (family.mentor, family.chosen, family.standing.no) == ("", False, True)


@pytest.mark.parametrize("ended", [TODAY - ONE, TODAY, TODAY + ONE])
def test_a_match_that_is_over_stays_as_it_was(school, ended):
    match(school, (ROSA, "david"), ended=ended)
    done = say(school, {ROSA: NO})
    assert len(done.ended) == (1 if ended > TODAY else 0)
    [(_, now, _)] = matches(school)
    assert now == min(ended, TODAY)


def test_a_proposal_is_declined_and_a_withdrawal_named(school):
    choose(school, (ROSA, LINC), state="proposed")
    done = say(school, {ROSA: replace(NO, state=WITHDRAWN)})
    assert done.ended == ("Rosa Delgado is off the list for a mentor.",)
    assert targets(school) == [(ROSA, LINC, "declined")]


def test_a_no_from_before_the_newest_word_ends_nothing(school):
    match(school, (ROSA, "david"))
    say(school, {ROSA: SIGNED})
    assert say(school, {ROSA: replace(NO, day=TODAY - ONE)}).ended == ()
    assert matches(school) == [(ROSA, None, "")]
    assert state(school) == GIVEN


def test_a_letter_after_a_no_changes_nothing(school):
    say(school, {ROSA: NO})
    say(school, {ROSA: TOLD})
    assert state(school) == REFUSED


def test_a_no_of_several_ends_what_each_has(school):
    no_ends_all(school)
    done = say(school, {ROSA: NO, MARCUS: NO, AMINA: NO})
    assert (done.saved, len(done.ended)) == (3, 6)
    back = take_back_all(school, press(BOSS), SEEN_ON, done.ids)
    assert len(back) == 6
    assert [row[1] for row in matches(school)] == [None] * 3
    assert {row[2] for row in targets(school)} == {"chosen"}


# Taking back


def refuse(store, student=ROSA):
    return say(store, {student: NO}).ids[student]


def undo(store, permission, actor=BOSS, student=ROSA, **more):
    return take_back_all(store, press(actor, **more), SEEN_ON, {student: permission})


def test_taking_a_no_back_puts_back_what_it_ended(school):
    no_ends_all(school)
    before = matches(school), targets(school)
    words = undo(school, refuse(school), CHEN)
    assert "The match of Rosa Delgado with David Okafor goes on." in words
    assert "Rosa Delgado is back on the list, chosen as before." in words
    assert (matches(school), targets(school)) == before
    assert found(school)[ROSA].answers[0].taken_back
    assert state(school) == TO_SEND


def test_a_match_stays_ended_when_they_meet_another_mentor_by_now(school):
    match(school, (ROSA, "david"))
    permission = refuse(school)
    match(school, (ROSA, "grace"), started=TODAY)
    words = (
        "The match of Rosa Delgado with David Okafor stays ended: they meet Grace Lindqvist now."
    )
    assert undo(school, permission) == [words]


def test_a_match_stays_ended_when_the_mentor_is_full(school):
    match(school, (ROSA, "priya"))
    permission = refuse(school)
    match(school, (MARCUS, "priya"), started=TODAY)
    words = "The match of Rosa Delgado with Priya Nair stays ended: Priya Nair has no place left."
    assert undo(school, permission) == [words]


@pytest.mark.parametrize(
    ("column", "words"), [("paused", "is paused"), ("closed", "has left the program")]
)
def test_a_match_stays_ended_when_the_mentor_is_not_there(school, column, words):
    match(school, (ROSA, "david"))
    permission = refuse(school)
    with school.writing("program") as cursor:
        cursor.execute(f"UPDATE program.mentors SET {column} = $day", {"day": TODAY})
    said = f"The match of Rosa Delgado with David Okafor stays ended: David Okafor {words}."
    assert undo(school, permission) == [said]


def test_what_somebody_decided_since_stays(school):
    choose(school, (ROSA, LINC))
    match(school, (ROSA, "david"))
    permission = refuse(school)
    with school.writing("program") as cursor:
        cursor.execute("UPDATE program.targets SET reason = 'Moved'")
        cursor.execute("UPDATE program.matches SET ended = DATE '2026-01-29'")
    assert undo(school, permission) == [
        "The match of Rosa Delgado was changed since and stays as it is.",
        "What was decided about Rosa Delgado since stays as it is.",
    ]


def test_of_two_nos_the_last_one_taken_back_puts_back(school):
    match(school, (ROSA, "david"))
    first, second = refuse(school), refuse(school)
    words = "The family of Rosa Delgado said no on another occasion, too, so nothing is put back."
    assert undo(school, first) == [words]
    assert undo(school, second) == ["The match of Rosa Delgado with David Okafor goes on."]
    assert matches(school) == [(ROSA, None, "")]


def test_what_a_no_ended_passes_on_to_the_no_that_still_stands(school):
    ana, luis = house(school), house(school, LUIS)
    no, yes = replace(NO, day=TODAY - ONE * 3), Reply(GIVEN, TODAY - ONE, "phone")
    luis_no = say(school, {ROSA: replace(no, day=TODAY - ONE * 5, family_id=luis)}).ids[ROSA]
    for word in (no, yes):
        say(school, {ROSA: replace(word, family_id=ana)})
    match(school, (ROSA, "david"))
    ana_no = say(school, {ROSA: replace(NO, family_id=ana)}).ids[ROSA]
    assert "said no on another occasion" in undo(school, ana_no)[0]
    assert undo(school, luis_no) == ["The match of Rosa Delgado with David Okafor goes on."]
    assert matches(school) == [(ROSA, None, "")]


def test_a_yes_taken_back_leaves_the_earlier_no_which_ends_what_came_since(school):
    no = say(school, {ROSA: replace(NO, day=TODAY - ONE)}).ids[ROSA]
    yes = say(school, {ROSA: SIGNED}).ids[ROSA]
    choose(school, (ROSA, LINC))
    match(school, (ROSA, "david"))
    assert undo(school, yes) == [
        "The match of Rosa Delgado with David Okafor is ended: please tell David Okafor.",
        "Rosa Delgado is off the list for a mentor.",
    ]
    assert matches(school) == [(ROSA, TODAY, "The family said no on Jan 29, 2026")]
    assert undo(school, no) == [
        "The match of Rosa Delgado with David Okafor goes on.",
        "Rosa Delgado is back on the list, chosen as before.",
    ]


def test_one_place_is_given_back_to_one_of_two(school):
    match(school, (ROSA, "priya"), (AMINA, "priya"))
    done = say(school, {ROSA: NO, AMINA: replace(NO, state=WITHDRAWN)})
    assert [row[2] for row in matches(school)] == [
        "The family said no on Jan 30, 2026",
        "The family took its permission back on Jan 30, 2026",
    ]
    assert len(take_back_all(school, press(BOSS), SEEN_ON, done.ids)) == 2
    assert sorted(row[1] is None for row in matches(school)) == [False, True]


def test_every_answer_and_policy_stands_in_the_audit(school):
    done = say(school, {ROSA: TOLD, MARCUS: NO}, CHEN)
    undo(school, done.ids[ROSA])
    save_policy(school, press(CHEN), LINC, USUAL, Policy(days=5))
    save_policy(school, press(CHEN), LINC, Policy(days=5), Policy(days=5))
    save_policy(school, press(BOSS), "", USUAL, Policy(NOTICE))
    with school.reading() as cursor:
        told = cursor.execute(
            "SELECT person, subject FROM program.audit WHERE act = 'permission' ORDER BY rowid"
        ).fetchall()
    assert told == [
        (CHEN.person, f"student {ROSA} sent"), (CHEN.person, f"student {MARCUS} refused"),
        (BOSS.person, f"student {ROSA} sent taken back"), (CHEN.person, f"policy of {LINC}"),
        (BOSS.person, "policy of the district"),
    ]  # fmt: skip


def test_taking_back_twice(school):
    permission = refuse(school)
    assert undo(school, permission, token="one") == []
    assert undo(school, permission, token="one") is None
    with pytest.raises(SmError, match="has been taken back already"):
        undo(school, permission)
    with pytest.raises(SmError, match="has been taken back already"):
        undo(school, "nothing")


def test_who_may_take_back(school):
    permission = refuse(school)
    for actor in (PRINCIPAL_, OF_ROSA):
        with pytest.raises(NotAllowed):
            undo(school, permission, actor)
    with pytest.raises(SmError):
        undo(school, permission, ROOSEVELT)
    assert state(school) == REFUSED


# The policy


def test_a_schools_policy_goes_before_the_districts(school):
    save_policy(school, press(BOSS), "", USUAL, Policy(NOTICE, each_year=False))
    save_policy(school, press(CHEN), LINC, policy_of(school, LINC),
                replace(policy_of(school, LINC), kind=OPT_IN))  # fmt: skip
    assert policy_by_school(school, [LINC, ROOS]) == {
        LINC: Policy(OPT_IN, each_year=False), ROOS: Policy(NOTICE, each_year=False),
    }  # fmt: skip
    assert own_policies(school) == [LINC]
    as_if = policies_as_if(school, [LINC, ROOS], "", Policy(days=5, each_year=True))
    assert as_if == {LINC: Policy(OPT_IN, 5), ROOS: Policy(days=5)}


@pytest.mark.parametrize(("days", "sound"), [(0, False), (1, True), (60, True), (61, False)])
def test_the_days_to_say_no_have_bounds(school, days, sound):
    if sound:
        save_policy(school, press(CHEN), LINC, USUAL, Policy(days=days))
        assert policy_of(school, LINC).days == days
    else:
        with pytest.raises(SmError, match="give 1 to 60"):
            save_policy(school, press(CHEN), LINC, USUAL, Policy(days=days))


def test_who_may_change_a_policy_and_a_second_editor(school):
    for actor, where in ((PRINCIPAL_, LINC), (CHEN, ROOS), (CHEN, ""), (OF_ROSA, LINC)):
        with pytest.raises(NotAllowed):
            save_policy(school, press(actor), where, USUAL, Policy(OPT_IN))
    save_policy(school, press(CHEN), LINC, USUAL, Policy(days=5))
    with pytest.raises(ChangedMeanwhile, match="the days to say no from 10 to 5"):
        save_policy(school, press(BOSS), LINC, USUAL, Policy(days=20))


def test_a_district_that_changed_meanwhile_what_a_school_has_not_said_itself(school):
    save_policy(school, press(BOSS), "", USUAL, Policy(days=5))
    with pytest.raises(ChangedMeanwhile, match="the days to say no from 10 to 5") as told:
        save_policy(school, press(CHEN), LINC, USUAL, Policy(days=20))
    assert told.value.now == {"permission_days": "5"}
    save_policy(school, press(CHEN), LINC, USUAL, Policy(NOTICE))
    assert policy_of(school, LINC) == Policy(NOTICE, days=5)
    save_policy(school, press(BOSS), "", Policy(days=5), Policy(OPT_IN, days=5))
    assert policy_of(school, LINC).kind == NOTICE


def test_another_policy_is_tried_on_the_same_answers(school):
    choose(school, (ROSA, LINC), (AMINA, ROOS))
    say(school, {ROSA: TOLD})
    now = list(found(school).values())
    [rosa] = under(now, {LINC: Policy(NOTICE)}, TODAY)
    assert rosa.standing.clear_on(TODAY)
    assert not found(school)[ROSA].standing.clear_on(TODAY)


# Lists and words


@pytest.mark.parametrize(("day", "in_program"), [
    (OCT_1 - ONE, set()), (OCT_1, {ROSA}), (TODAY - ONE, {ROSA}), (TODAY, {ROSA, MARCUS}),
])  # fmt: skip
def test_an_earlier_day_knows_nothing_of_what_came_later(school, day, in_program):
    choose(school, (ROSA, LINC))
    say(school, {MARCUS: TOLD})
    assert found(school, day).keys() == in_program


def test_the_lists_and_the_headline(school):
    choose(school, (ROSA, LINC), (MARCUS, LINC), (AMINA, ROOS))
    match(school, (MARCUS, "grace"), (OWEN, "tomas"))
    say(school, {ROSA: replace(TOLD, day=TODAY - ONE * 11), MARCUS: TOLD, OWEN: NO})
    match(school, (OWEN, "priya"), started=TODAY)
    now = list(found(school).values())
    on = {name: {f.student_id for f in rows} for name, rows in lists_of(now, TODAY).items()}
    assert on == {"to_tell": {AMINA}, "waiting": {MARCUS}, "clear": {ROSA}, "no": {OWEN},
                  "untold": {MARCUS, OWEN}, "all": {ROSA, MARCUS, AMINA, OWEN}}  # fmt: skip
    count = numbers(now, TODAY)
    assert headline(count) == (
        "1 of 4 students in the program may meet a mentor; 1 family is still to be told, "
        "1 has days left to say no, 1 said no"
    )
    assert warning(count).startswith("2 students meet a mentor whose families were not told")
    assert [f.student_id for f in matching(now, LINC, "gra")] == [MARCUS]
    table = shown(now, {}, TODAY, several_schools=True)
    words = dict(zip(table["Id"], table["Where the family stands"], strict=True))
    assert words == {
        ROSA: "Letter sent Jan 19; could say no until Jan 29 and did not",
        MARCUS: "Letter sent Jan 30; the family may say no until Feb 9",
        AMINA: "To be told",
        OWEN: "Said no Jan 30",
    }
    assert "School" not in shown(now, {}, TODAY, several_schools=False)


def test_words_for_what_is_rarer(school):
    say(school, {ROSA: replace(TOLD, day=date(2025, 6, 3), channel="phone")})
    assert where_words(found(school)[ROSA], TODAY) == (
        "Told Jun 3, 2025, an earlier school year: tell them again"
    )
    say(school, {ROSA: Reply(GIVEN, TODAY - ONE, "phone", expires=TODAY - ONE)})
    assert where_words(found(school)[ROSA], TODAY) == (
        "Permission of Jan 29, over since Jan 29: ask again"
    )
    say(school, {ROSA: Reply(WITHDRAWN, TODAY)})
    assert where_words(found(school)[ROSA], TODAY) == "Took the permission back Jan 30"
    assert policy_words(Policy(OPT_IN, each_year=False)) == (
        "ask for a signed permission; once, until the family says otherwise"
    )


def test_a_form_from_a_sheet_says_what_it_lacks(school):
    with school.writing("program") as cursor:
        cursor.execute(
            "INSERT INTO program.permissions BY NAME SELECT 'p1' AS permission_id, "
            "$student AS student_id, 'LINC' AS school_id, 'given' AS state, "
            "DATE '2026-01-20' AS since, 'signed form' AS channel, 'Attendance' AS records, "
            "'Mentor' AS purpose, 'Mentor' AS recipient, DATE '2026-01-19' AS signed",
            {"student": ROSA},
        )
    assert where_words(found(school)[ROSA], TODAY) == (
        "Signed permission Jan 20 (who signed is not noted)"
    )


# Households


def house(store, values=ANA, actor=CHEN, **more):
    return add_household(store, press(actor, **more), SEEN_ON, ROSA, values)


def known(store):
    return found(store, ids=[ROSA])[ROSA].households


def test_a_household_is_added_changed_and_ended(school):
    ana = house(school, ANA | {"address": " 12  Elm St \n\n Springfield 01101 "})
    assert flat(known(school)[0]) == ANA
    change_household(school, press(CHEN), SEEN_ON, (ROSA, ana), (ANA, ANA | {"phone": "555 0102"}))
    assert known(school)[0].phone == "555 0102"
    luis = house(school, LUIS)
    assert [h.addressee for h in known(school)] == ["Ana Delgado", "Luis Delgado"]
    end_household(school, press(CHEN), SEEN_ON, (ROSA, luis), "Moved away")
    assert [h.family_id for h in known(school)] == [ana]
    resume_household(school, press(CHEN), SEEN_ON, (ROSA, luis))
    assert len(known(school)) == 2
    told = [(what, c.before, c.after, c.reason) for what, c in
            family_history(school, CHEN, SEEN_ON, ROSA)]  # fmt: skip
    assert ("Household Ana Delgado: phone", "555 0101", "555 0102", "") in told
    assert ("Household Luis Delgado: ended", "", "2026-01-30", "Moved away") in told
    assert family_history(school, OF_ROSA, SEEN_ON, ROSA) == []


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"addressee": " "}, "Give the name"),
        ({"addressee": "x" * 121}, "The addressee is too long; keep it under 120"),
        ({"address": "\n".join("abcdefg")}, "more than 6 lines"),
        ({"email": "ana@"}, '"ana@" is no e-mail address'),
        ({"phone": "call me"}, '"call me" is no phone number'),
        ({}, "Ana Delgado at this address is a household of Rosa Delgado already"),
    ],
)
def test_a_household_that_cannot_be(school, changed, sentence):
    house(school)
    with pytest.raises(SmError) as error:
        house(school, ANA | changed)
    assert sentence in why(error)
    assert len(known(school)) == 1


def test_six_lines_and_the_longest_name_fit(school):
    house(school, ANA | {"address": "\n".join("abcdef"), "addressee": "x" * 120})
    assert known(school)[0].address.count("\n") == 5


def test_two_editors_of_one_household(school):
    ana = (ROSA, house(school))
    change_household(school, press(CHEN), SEEN_ON, ana, (ANA, ANA | {"phone": "x12 1"}))
    change_household(school, press(BOSS), SEEN_ON, ana, (ANA, ANA | {"note": "Evenings"}))
    assert (known(school)[0].phone, known(school)[0].note) == ("x12 1", "Evenings")
    with pytest.raises(ChangedMeanwhile, match="the phone from 555 0101 to x12 1"):
        change_household(school, press(BOSS), SEEN_ON, ana, (ANA, ANA | {"phone": "2"}))


def test_a_second_household_is_to_be_told_although_the_first_one_was(school):
    choose(school, (ROSA, LINC))
    say(school, {ROSA: replace(TOLD, day=TODAY - ONE * 11)})
    house(school)
    assert found(school)[ROSA].standing.clear_on(TODAY)
    house(school, LUIS)
    now = found(school)[ROSA]
    assert [h.addressee for h in now.households if h.family_id in now.standing.waits_for] == [
        "Luis Delgado"]  # fmt: skip
    assert not now.standing.clear_on(TODAY)


def test_who_may_change_households_and_what_is_refused(school):
    ana = (ROSA, house(school, token="one"))
    assert house(school, token="one") is None
    for actor in (PRINCIPAL_, OF_ROSA, ROOSEVELT):
        with pytest.raises(SmError):
            house(school, LUIS, actor)
        with pytest.raises(SmError):
            end_household(school, press(actor), SEEN_ON, ana, "Moved")
    with pytest.raises(SmError, match="Say why"):
        end_household(school, press(CHEN), SEEN_ON, ana, " ")
    with pytest.raises(SmError, match="no household of Rosa Delgado"):
        change_household(school, press(CHEN), SEEN_ON, (ROSA, "x"), (ANA, LUIS))
    end_household(school, press(CHEN), SEEN_ON, ana, "Moved")
    with pytest.raises(SmError, match="No letters go to Ana Delgado any more"):
        end_household(school, press(CHEN), SEEN_ON, ana, "Moved")


def test_an_answer_of_one_household(school):
    ana, luis = house(school), house(school, LUIS)
    say(school, {ROSA: replace(TOLD, family_id=ana)})
    family = found(school)[ROSA]
    assert where_words(family, TODAY) == "To be told: Luis Delgado; the other household was"
    say(school, {ROSA: replace(NO, family_id=luis)})
    assert state(school) == REFUSED
    end_household(school, press(CHEN), SEEN_ON, (ROSA, luis), "Moved away")
    assert state(school) == REFUSED
    with pytest.raises(SmError, match="this household is not among those on record"):
        say(school, {ROSA: replace(TOLD, family_id=luis)})


def test_a_household_counts_until_the_day_it_is_ended():
    ended = Household("h", ROSA, added=TODAY, ended=TODAY)
    assert [ended.counts_on(TODAY + ONE * n) for n in (-1, 0, 1)] == [True, False, False]


# Contacts


CALL = Attempt("phone", TODAY, "left a message", "Ms. Chen", "In the evening")


def log(store, attempts, actor=CHEN, **more):
    return log_contacts(store, press(actor, **more), SEEN_ON, attempts)


def test_an_event_of_many_families_is_one_save(school):
    came, away = Attempt("event", TODAY, "came"), Attempt("event", TODAY, "did not come")
    assert log(school, {ROSA: came, AMINA: away}, BOSS, token="one") == 2
    assert log(school, {ROSA: came}, BOSS, token="one") is None
    assert log(school, {ROSA: replace(CALL, day=TODAY - ONE)}) == 1
    assert [(c.kind, c.outcome, c.person) for c in contacts_of(school, CHEN, SEEN_ON, ROSA)] == [
        ("event", "came", BOSS.person), ("phone", "left a message", "Ms. Chen"),
    ]  # fmt: skip
    seen = see(school, BOSS, Asked(SEEN_ON))
    last = {s: c.kind for s, c in last_contacts(school, seen, TODAY).items()}
    assert last == {ROSA: "event", AMINA: "event"}
    assert {s: c.kind for s, c in last_contacts(school, seen, TODAY - ONE).items()} == {
        ROSA: "phone"
    }


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"day": TODAY + ONE}, "the contact is dated Jan 31, 2026, which has not come yet"),
        ({"day": None}, "give the day"),
        ({"outcome": "came"}, '"came" is no outcome of a contact by phone'),
        ({"kind": "event"}, '"left a message" is no outcome of a contact by event'),
        ({"kind": "pigeon"}, '"pigeon" is no way to reach a family'),
        ({"outcome": "other", "note": " "}, "say in the note what came of it"),
        ({"note": "x" * 501}, "too long"),
        ({"family_id": "x"}, "this household is not among those on record"),
    ],
)
def test_a_contact_that_cannot_be(school, changed, sentence):
    with pytest.raises(SmError) as error:
        log(school, {ROSA: replace(CALL, **changed), MARCUS: CALL})
    assert sentence in why(error)
    assert contacts_of(school, CHEN, SEEN_ON, MARCUS) == []


def test_a_contact_logged_by_mistake_is_taken_back(school):
    log(school, {ROSA: CALL})
    [contact] = contacts_of(school, CHEN, SEEN_ON, ROSA)
    unlog(school, press(CHEN), SEEN_ON, ROSA, contact.contact_id)
    assert contacts_of(school, CHEN, SEEN_ON, ROSA)[0].taken_back
    assert last_contacts(school, see(school, BOSS, Asked(SEEN_ON)), TODAY) == {}
    with pytest.raises(SmError, match="taken back already"):
        unlog(school, press(CHEN), SEEN_ON, ROSA, contact.contact_id)


def test_contacts_are_the_schools_and_not_for_mentors(school):
    for actor in (PRINCIPAL_, OF_ROSA, ROOSEVELT):
        with pytest.raises(SmError):
            log(school, {ROSA: CALL}, actor)
    log(school, {ROSA: CALL})
    assert contacts_of(school, OF_ROSA, SEEN_ON, ROSA) == []
    assert last_contacts(school, see(school, OF_ROSA, Asked(SEEN_ON)), TODAY) == {}
    assert last_contacts(school, see(school, ROOSEVELT, Asked(SEEN_ON)), TODAY) == {}
    assert len(contacts_of(school, PRINCIPAL_, SEEN_ON, ROSA)) == 1
    with pytest.raises(SmError):
        contacts_of(school, ROOSEVELT, SEEN_ON, ROSA)
    [contact] = contacts_of(school, CHEN, SEEN_ON, ROSA)
    with pytest.raises(NotAllowed):
        unlog(school, press(PRINCIPAL_), SEEN_ON, ROSA, contact.contact_id)


# An older store


def test_permissions_of_a_store_from_before_this_are_answers(school, home):
    with school.writing("program") as cursor:
        for table in (
            "families",
            "family_contacts",
            "letter_templates",
            "team",
            "checked_steps",
            "match_rules",
            "suggestion_lists",
            "suggestions",
            "contacts",
            "check_ins",
            "support_requests",
            "request_steps",
            "reviews",
            "review_names",
            "review_decisions",
            "actions",
            "plans",
            "plan_steps",
            "plan_targets",
            "plan_comments",
            "plan_template",
            "school_calls",
            "gatherings",
            "gathering_marks",
            "follow_ups",
            "materials",
            "school_help",
            "help_answers",
            "lessons",
            "packs",
            "pack_pages",
        ):
            cursor.execute(f"DROP TABLE program.{table}")
        cursor.execute("ALTER TABLE program.trainings DROP COLUMN agenda")
        cursor.execute(
            "CREATE OR REPLACE TABLE program.permissions AS SELECT student_id, school_id, state, "
            "since, channel, language, note FROM program.permissions"
        )
        cursor.execute(
            "INSERT INTO program.permissions VALUES ($rosa, 'LINC', 'sent', '2026-01-30', '', '', "
            "''), ($marcus, 'LINC', 'refused', NULL, NULL, '', '')",
            {"rosa": ROSA, "marcus": MARCUS},
        )
        cursor.execute("UPDATE program.meta SET schema_version = 3")
    school.close()

    store = open_district(home)

    assert (state(store), state(store, MARCUS)) == (SENT, REFUSED)
    undo(store, f"answer-{MARCUS}", student=MARCUS)
    assert state(store, MARCUS) == TO_SEND
    store.close()
