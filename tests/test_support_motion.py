"""Matches that need a hand, each case and its absence; a mentor who leaves; what ended lately."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from sm_core.contacts.contact import Entry
from sm_core.contacts.log import log_contacts
from sm_core.errors import NotAllowed, SmError
from sm_core.families.answer import Reply, record_answers
from sm_core.families.permission import SENT
from sm_core.matching.end import MENTOR_LEFT, end_match, go_on
from sm_core.matching.leaving import close_and_end, close_words, open_of, pause_words
from sm_core.matching.said import PIN, read_rules
from sm_core.mentors.find import find_mentor
from sm_core.mentors.mentor import Screening
from sm_core.mentors.save import change_mentor, flat
from sm_core.mentors.screen import pause, record_step, resume
from sm_core.support import check_in
from sm_core.support.check_in import (
    IN_TROUBLE,
    SOME_WORRY,
    CheckIn,
    log_check_in,
    take_back_check_in,
)
from sm_core.support.ended import ended_lately, ended_table
from sm_core.support.motion import (
    CAN_DO,
    CANNOT,
    CLOSED,
    ELSEWHERE,
    ENDING,
    EXPIRING,
    FULL,
    GONE,
    LEFT,
    MOVED,
    ORDER,
    PAUSED,
    TROUBLE,
    WRONG,
    in_motion,
    motion_table,
)
from sm_core.support.request import OPEN, RESOLVED, ask_for_help, take_step
from sm_core.uploads import open_district
from tests.cast import BOSS, OF_ROSA, ROOSEVELT, SEEN_ON
from tests.invented import AMINA, LINC, MARCUS, OWEN, ROOS, ROSA
from tests.mentor_cast import CHEN, PRINCIPAL_, match
from tests.support_cast import (
    AMINAS,
    DAVID,
    MARCUS_,
    NOW,
    OCT_6,
    OWENS,
    ROSAS,
    SCHOOLS,
    SEP_15,
    TODAY,
    at_noon,
    motion,
    move,
    moving,
    seen_by,
)
from tests.targeted import put

ONE = timedelta(days=1)


@pytest.fixture(scope="module")
def untouched(support_made):
    store = open_district(support_made)
    yield store
    store.close()


def change(store, sets, where):
    with store.writing("program") as cursor:
        cursor.execute(f"UPDATE program.{sets} WHERE {where}")


def mentor(store, sets, who="david"):
    change(store, f"mentors SET {sets}", f"mentor_id = '{who}'")


# What happened


@pytest.mark.parametrize("actor", [BOSS, CHEN, ROOSEVELT, PRINCIPAL_, OF_ROSA])
def test_where_nothing_happened_nothing_is_listed(untouched, actor):
    assert motion(untouched, actor) == {}


@pytest.mark.parametrize(
    ("sets", "kinds"),
    [(f"closed = DATE '{TODAY}'", [CLOSED]), (f"closed = DATE '{TODAY + ONE}'", None),
     (f"paused = DATE '{TODAY}'", [PAUSED]), (f"paused = DATE '{TODAY + ONE}'", None),
     (f"paused = DATE '{TODAY}', closed = DATE '{TODAY}'", [CLOSED]),
     ("capacity = 0", [FULL]), ("capacity = 1", None),
     (f"capacity = 0, paused = DATE '{TODAY}'", [PAUSED, FULL]),
     (f"capacity = 0, closed = DATE '{TODAY}'", [CLOSED]),
     ("started = NULL", [CANNOT])],
)  # fmt: skip
def test_what_happens_to_the_mentor(supported, sets, kinds):
    mentor(supported, sets)
    assert motion(supported).get(ROSAS) == kinds
    assert motion(supported).keys() <= {ROSAS}


@pytest.mark.parametrize(
    ("expires", "kinds"),
    [(TODAY - ONE, [CANNOT]), (TODAY, [EXPIRING]), (TODAY + 30 * ONE, [EXPIRING]),
     (TODAY + 31 * ONE, None)],
)  # fmt: skip
def test_a_check_that_expires(supported, expires, kinds):
    before = DAVID.screening["criminal_check"]
    record_step(supported, at_noon(BOSS), "david", "criminal_check",
                replace(before, expires=expires), before)  # fmt: skip
    assert motion(supported).get(ROSAS) == kinds


def test_a_check_that_is_not_required_may_expire(supported):
    """Staff bring no references: their employer has them."""
    expired = Screening(SEP_15, TODAY - ONE)
    record_step(supported, at_noon(BOSS), "david", "references", expired)
    assert motion(supported) == {}


@pytest.mark.parametrize(
    ("ended", "kinds"),
    [
        (TODAY + 31 * ONE, None),
        (TODAY + 30 * ONE, [ENDING]),
        (TODAY + ONE, [ENDING]),
        (TODAY, None),
    ],
)
def test_an_end_that_is_planned(supported, ended, kinds):
    change(supported, f"matches SET ended = DATE '{ended}'", f"match_id = '{ROSAS}'")
    assert motion(supported).get(ROSAS) == kinds


def test_a_student_at_another_school_now(supported, given):
    move(supported, given, ROSA, ROOS, of=LINC)
    assert motion(supported) == {ROSAS: [MOVED]}
    assert motion(supported, ROOSEVELT) == {ROSAS: [MOVED]}
    # Lincoln's coordinator no longer sees where.
    assert motion(supported, CHEN) == {ROSAS: [LEFT]}
    one = moving(supported, ROSAS)
    assert one.happened == "Rosa Delgado is at Roosevelt now; the match was made at Lincoln."
    assert "nobody else can be suggested" in one.follows
    assert moving(supported, ROSAS, CHEN).happened == "Rosa Delgado is no longer at Lincoln."


def test_a_mentor_who_works_at_the_new_school_goes_on(supported, given):
    move(supported, given, ROSA, ROOS, of=LINC)
    with supported.writing("program") as cursor:
        cursor.execute("INSERT INTO program.mentor_schools VALUES ('david', 'ROOS')")
    assert motion(supported) == motion(supported, ROOSEVELT) == {}
    # Lincoln's coordinator sees neither where the student is nor that all is well.
    assert motion(supported, CHEN) == {ROSAS: [ELSEWHERE]}
    one = moving(supported, ROSAS, CHEN)
    assert one.happened == "Rosa Delgado is no longer at Lincoln."
    assert one.follows == "David Okafor works at another school, too, where the match may go on."
    assert one.can_do.startswith("Ask the mentor")


def test_a_mentor_who_works_no_longer_where_the_match_is(supported):
    now = find_mentor(supported, BOSS, TODAY, "david")
    change_mentor(supported, at_noon(BOSS), "david", flat(now), flat(now) | {"schools": (ROOS,)})
    # Lincoln's coordinator does not see the mentor any more.
    for actor in (BOSS, CHEN, PRINCIPAL_):
        assert motion(supported, actor) == {ROSAS: [GONE]}
        assert moving(supported, ROSAS, actor).happened == (
            "David Okafor does not work at Lincoln any more."
        )
    assert motion(supported, ROOSEVELT) == {}


def test_where_student_and_mentor_both_went_the_match_may_go_on(supported, given):
    move(supported, given, ROSA, ROOS, of=LINC)
    with supported.writing("program") as cursor:
        cursor.execute("UPDATE program.mentor_schools SET school_id = 'ROOS' "
                       "WHERE mentor_id = 'david'")  # fmt: skip
    assert motion(supported) == motion(supported, ROOSEVELT) == {}
    assert motion(supported, CHEN) == {ROSAS: [ELSEWHERE]}


def talk(store, said, hours=0):
    return log_check_in(store, replace(at_noon(CHEN), when=NOW + timedelta(hours=hours)), SEEN_ON,
                        said)  # fmt: skip


HELP = {"relationship": IN_TROUBLE}
WITH_DAVID = CheckIn(check_in.MENTOR, TODAY, "david")
WITH_ROSA = CheckIn(check_in.STUDENT, TODAY, student_id=ROSA)
WITH_HERS = CheckIn(check_in.FAMILY, TODAY, student_id=ROSA)


@pytest.mark.parametrize(
    ("said", "kinds"),
    [([replace(WITH_DAVID, **HELP)], [TROUBLE]), ([replace(WITH_ROSA, **HELP)], [TROUBLE]),
     ([replace(WITH_HERS, **HELP)], [TROUBLE]), ([WITH_ROSA], None),
     ([replace(WITH_ROSA, relationship=SOME_WORRY)], None),
     # The next talk with the same says otherwise, one with somebody else does not.
     ([replace(WITH_ROSA, **HELP), WITH_ROSA], None),
     ([replace(WITH_ROSA, day=TODAY - ONE, **HELP), WITH_HERS, WITH_DAVID], [TROUBLE]),
     ([WITH_ROSA, replace(WITH_ROSA, day=TODAY - ONE, **HELP)], None),
     ([replace(WITH_ROSA, **HELP), replace(WITH_DAVID, **HELP)], [TROUBLE, TROUBLE])],
)  # fmt: skip
def test_a_last_talk_that_says_that_help_is_needed(supported, said, kinds):
    for hours, each in enumerate(said):
        talk(supported, each, hours)
    assert motion(supported).get(ROSAS) == kinds
    assert motion(supported).keys() <= {ROSAS}


def test_who_needs_help_is_told_with_the_day_and_who_asked(supported):
    made = talk(supported, replace(WITH_HERS, note="crying at home", **HELP))
    told = moving(supported, ROSAS).happened
    assert told == (
        "The family of Rosa Delgado needs help, says the check-in of Oct 17, 2025 (Ms. Chen)."
    )
    assert motion(supported, day=TODAY - ONE) == {}
    take_back_check_in(supported, at_noon(CHEN), made)
    assert motion(supported) == {}


def test_a_talk_before_the_match_was_about_another_one(supported):
    match(supported, (ROSA, "grace"), school=LINC, started=OCT_6)
    talk(supported, replace(WITH_ROSA, day=OCT_6 - ONE, **HELP))
    assert motion(supported) == {ROSAS: [TROUBLE]}


@pytest.mark.parametrize(
    ("student", "after", "resolved", "kinds"),
    [(ROSA, 1, True, None), (ROSA, 1, False, [TROUBLE]), (ROSA, -1, True, [TROUBLE]),
     (MARCUS, 1, True, [TROUBLE])],
)  # fmt: skip
def test_a_request_that_is_resolved_since_settles_it(supported, student, after, resolved, kinds):
    made = ask_for_help(supported, replace(at_noon(CHEN), when=NOW - timedelta(hours=2)), SEEN_ON,
                        "david", "other", "x", student)  # fmt: skip
    talk(supported, replace(WITH_ROSA, **HELP))
    standing = {"state": OPEN, "owner": "", "due": None}
    save = replace(at_noon(CHEN), when=NOW + timedelta(hours=after))
    take_step(supported, save, made, standing,
              standing | {"state": RESOLVED if resolved else OPEN}, "done")  # fmt: skip
    assert motion(supported).get(ROSAS) == kinds


def test_a_student_who_left_the_district(supported, given):
    move(supported, given, ROSA, "", of=LINC)
    assert motion(supported) == motion(supported, CHEN) == {ROSAS: [LEFT]}
    assert moving(supported, ROSAS).happened == "Rosa Delgado is no longer enrolled."


def test_a_student_of_whom_no_file_speaks(supported):
    match(supported, ("0099999", "grace"), school=LINC, started=OCT_6)
    assert motion(supported) == {"0099999-grace": [LEFT]}
    assert "in no attendance file" in moving(supported, "0099999-grace").happened


def test_several_things_are_told_together_the_gravest_first(supported, given):
    move(supported, given, ROSA, "", of=LINC)
    mentor(supported, f"paused = DATE '{TODAY}', state_reason = 'surgery'")
    one = moving(supported, ROSAS)
    assert [case.kind for case in one.cases] == [LEFT, PAUSED]
    assert one.happened == (
        "Rosa Delgado is no longer enrolled. David Okafor is paused since Oct 17, 2025 (surgery)."
    )
    assert one.can_do.startswith("End the match")


def test_who_sees_the_student_of_a_paused_mentor(supported):
    mentor(supported, f"paused = DATE '{TODAY - 2 * ONE}'")
    assert "Nobody else has logged a contact since." in moving(supported, ROSAS).follows
    entries = [Entry(ROSA, TODAY, "grace"), Entry(ROSA, TODAY - ONE, "grace"),
               Entry(ROSA, TODAY - 3 * ONE, "tomas"), Entry(ROSA, TODAY, "david"),
               Entry(ROSA, TODAY, person="Nurse Hill", kind="looked for")]  # fmt: skip
    log_contacts(supported, at_noon(BOSS), SEEN_ON, entries)
    assert moving(supported, ROSAS).follows == (
        "Rosa Delgado is still theirs. Seen since then by Grace Lindqvist (2)."
    )


def test_the_gravest_stand_first_and_each_can_be_done_something_about(supported):
    mentor(supported, f"paused = DATE '{TODAY}'", "tomas")
    mentor(supported, f"closed = DATE '{TODAY}'", "grace")
    mentor(supported, "capacity = 0")
    found = in_motion(*seen_by(supported), SCHOOLS, TODAY)
    assert [one.match.match_id for one in found] == [MARCUS_, AMINAS, OWENS, ROSAS]
    rows = motion_table(found, True)
    assert list(rows["School"]) == ["LINC", "ROOS", "ROOS", "LINC"]
    assert "School" not in motion_table(found, False)
    assert all(one.can_do and one.wrong for one in found)
    assert set(ORDER) == CAN_DO.keys() == WRONG.keys()


def test_coordinators_are_told_of_their_own(supported):
    mentor(supported, f"paused = DATE '{TODAY}'", "tomas")
    assert motion(supported, CHEN) == {}
    assert set(motion(supported, ROOSEVELT)) == {AMINAS, OWENS}
    assert motion(supported, OF_ROSA) == {}


# A mentor who leaves


def leave(store, actor=CHEN, day=TODAY, reason="moved away", who="david", save=None, shown=None):
    shown = open_of(store, who, TODAY) if shown is None else shown
    return close_and_end(store, save or at_noon(actor), who, day, reason, shown)


def stored(store, match_id=ROSAS):
    with store.reading() as cursor:
        query = "SELECT ended, end_reason FROM program.matches WHERE match_id = $1"
        return cursor.execute(query, [match_id]).fetchone()


def test_a_mentor_leaves_and_the_matches_end_in_one_press(supported):
    put(supported, "match_rules", rule_id="r1", kind=PIN, student_id=MARCUS, other_id="grace",
        school_id=LINC, made=NOW, made_by="Ms. Chen")  # fmt: skip
    match(supported, (ROSA, "grace"), school=LINC, started=TODAY + ONE)
    save = at_noon(CHEN)
    assert sorted(leave(supported, who="grace", save=save)) == [ROSA, MARCUS]
    assert leave(supported, who="grace", save=save) is None
    assert stored(supported, MARCUS_) == (TODAY, MENTOR_LEFT)
    assert stored(supported, f"{ROSA}-grace") == (TODAY + ONE, MENTOR_LEFT)
    left = find_mentor(supported, CHEN, TODAY, "grace")
    assert (left.closed, left.state_reason, left.students) == (TODAY, "moved away", ())
    with supported.reading() as cursor:
        assert read_rules(cursor) == []
    assert motion(supported) == {}


def test_who_meets_nobody_leaves_too(supported):
    assert leave(supported, who="priya") == []
    assert find_mentor(supported, BOSS, TODAY, "priya").closed == TODAY


@pytest.mark.parametrize(
    ("how", "words"),
    [({"reason": " "}, "Say why"), ({"day": TODAY + ONE}, "has not come yet"),
     ({"day": SEP_15 - ONE}, "began on Sep 15, 2025"), ({"actor": PRINCIPAL_}, "may change this"),
     ({"actor": ROOSEVELT}, "")],
)  # fmt: skip
def test_nothing_is_saved_of_a_press_that_cannot_be(supported, how, words):
    before = supported.version("program")
    with pytest.raises(SmError) as error:
        leave(supported, **how)
    assert words in " ".join(error.value.sentences)
    assert supported.version("program") == before
    assert stored(supported) == (None, None)


def test_matches_of_another_school_are_not_ended_by_this_one(supported):
    """A mentor of two schools: the coordinator of one cannot close for the other."""
    with supported.writing("program") as cursor:
        cursor.execute("INSERT INTO program.mentor_schools VALUES ('tomas', 'LINC')")
    with pytest.raises(NotAllowed, match="this is about ROOS"):
        leave(supported, who="tomas")
    assert leave(supported, BOSS, who="tomas")


def test_a_match_made_since_the_page_was_drawn_is_not_ended_unseen(supported):
    shown = open_of(supported, "david", TODAY)
    match(supported, (MARCUS, "david"), school=LINC, started=TODAY + ONE)
    with pytest.raises(SmError, match="Marcus Tran was matched with David Okafor since"):
        leave(supported, shown=shown)
    assert stored(supported) == (None, None)
    assert leave(supported) == [ROSA, MARCUS]


def test_a_match_ended_since_the_page_was_drawn_hinders_nobody(supported):
    shown = open_of(supported, "tomas", TODAY)
    end_match(supported, at_noon(BOSS), OWENS, TODAY, "It did not work out")
    assert leave(supported, BOSS, who="tomas", shown=shown) == [AMINA]


def test_who_left_already_does_not_leave_again(supported):
    leave(supported, day=TODAY - ONE)
    with pytest.raises(SmError, match=r"since Oct 16, 2025 \(moved away\): Ms. Chen saved that"):
        leave(supported, BOSS, reason="a stale page")
    left = find_mentor(supported, BOSS, TODAY, "david")
    assert (left.closed, left.state_reason) == (TODAY - ONE, "moved away")


def test_both_can_be_taken_back(supported):
    leave(supported)
    with pytest.raises(SmError, match="has left the program"):
        go_on(supported, at_noon(CHEN), ROSAS)
    resume(supported, at_noon(CHEN), "david")
    told = {ROSA: Reply(SENT, date(2025, 10, 1), "letter")}
    record_answers(supported, at_noon(CHEN), SEEN_ON, told)
    assert "goes on" in go_on(supported, at_noon(CHEN), ROSAS)
    assert find_mentor(supported, CHEN, TODAY, "david").students == (ROSA,)


def test_before_it_is_pressed_the_page_says_what_follows():
    some = ["Rosa Delgado", "1 more out of your sight"]
    assert close_words("David", some) == (
        "Ends the matches of David in the same press: Rosa Delgado, 1 more out of your sight wait "
        "for another mentor then, and this page leads to one."
    )
    assert "Rosa Delgado waits" in close_words("David", some[:1])
    assert "Rosa Delgado stays with David" in pause_words("David", some[:1])
    assert "stay with David" in pause_words("David", some)
    for words in (close_words, pause_words):
        assert words("David", []) == "David is matched with nobody."


def test_a_pause_ends_nothing_and_is_listed_until_it_is_over(supported):
    pause(supported, at_noon(CHEN), "david", TODAY, "surgery")
    assert stored(supported) == (None, None)
    assert motion(supported) == {ROSAS: [PAUSED]}
    resume(supported, at_noon(CHEN), "david")
    assert motion(supported) == {}


# Ended lately


def lately(store, actor=BOSS, day=TODAY):
    _, everybody, matches, _ = seen_by(store, actor, day)
    return ended_lately(store, everybody, matches, day)


@pytest.mark.parametrize(
    ("ago", "listed"),
    [(0, True), (60, True), (61, False), (-1, False)],
)
def test_sixty_days_are_lately(supported, ago, listed):
    match(supported, (ROSA, "grace"), school=LINC, started=date(2025, 8, 1),
          ended=TODAY - ago * ONE)  # fmt: skip
    assert bool(lately(supported)) == listed


def test_the_reason_and_what_became_of_the_student(supported):
    end_match(supported, at_noon(CHEN), ROSAS, TODAY, "It did not work out")
    match(supported, (MARCUS, "david"), school=LINC, started=SEP_15, ended=OCT_6)
    end_match(supported, at_noon(BOSS), OWENS, TODAY - ONE, "Attendance is back on track")
    change(supported, "targets SET state = 'ended'", f"student_id = '{OWEN}'")
    table_ = ended_table(lately(supported))
    assert table_[["Student", "Reason", "Then"]].values.tolist() == [
        ["Rosa Delgado", "It did not work out", "Waits for a mentor"],
        ["Owen Fitzgerald", "Attendance is back on track", "Not chosen now"],
        ["Marcus Tran", "None given", "Meets Grace Lindqvist"],
    ]
    assert [e.waits for e in lately(supported)] == [True, False, False]
    assert [e.student_id for e in lately(supported, CHEN)] == [ROSA, MARCUS]
    assert lately(supported, OF_ROSA) == []


def test_a_match_that_was_undone_on_its_first_day_is_none(supported):
    match(supported, (MARCUS, "david"), school=LINC, started=TODAY, ended=TODAY)
    match(supported, (ROSA, "grace"), school=LINC, started=TODAY - ONE, ended=TODAY)
    assert [(e.student_id, e.mentor_id) for e in lately(supported)] == [(ROSA, "grace")]


def test_a_match_that_is_to_begin_is_told_with_its_day(supported):
    end_match(supported, at_noon(CHEN), ROSAS, TODAY, "It did not work out")
    match(supported, (ROSA, "grace"), school=LINC, started=TODAY + ONE)
    [one] = lately(supported)
    assert (one.then, one.waits) == ("Meets Grace Lindqvist from Oct 18, 2025", False)
    match(supported, (ROSA, "tomas"), school=LINC, started=TODAY)
    assert lately(supported)[0].then == "Meets Tomás Rivera"


def test_who_is_out_of_sight_neither_waits_nor_meets(supported, given):
    end_match(supported, at_noon(CHEN), ROSAS, TODAY, "The student left the school")
    move(supported, given, ROSA, "", of=LINC)
    assert [(e.waits, e.then) for e in lately(supported)] == [(False, "Not enrolled here now")]
