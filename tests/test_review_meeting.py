"""The review of a week from its beginning to its end: what is kept, who decides, what it carries
over, and what a later upload says of it."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from sm_core.actions.action import DROPPED, OPEN, Action
from sm_core.actions.find import actions_listed, one_action
from sm_core.actions.save import finish_action
from sm_core.errors import NotAllowed, SmError
from sm_core.history import history_of
from sm_core.review.decide import LONGEST, Wanted, decide, take_back
from sm_core.review.find import reviews
from sm_core.review.kept import differences, kept_names, with_reason
from sm_core.review.meeting import (
    Said,
    close,
    reopen,
    said,
    save_said,
    start,
    take_newest,
)
from sm_core.review.prepare import days_of, week_asked
from sm_core.review.record import ACTION, DEFERRED, DISCUSSED, review_id
from sm_core.review.settings import USUAL, save_thresholds
from sm_core.saving import ChangedMeanwhile
from sm_core.uploads import open_district
from tests.invented import AMINA, DAYS, LINC, MARCUS, OWEN, ROOS, ROSA, bring
from tests.mentor_cast import CAPTAIN_, CHEN, MENTOR_, PRINCIPAL_, RUIZ
from tests.review_cast import (
    AFTER,
    ANA,
    FRIDAY,
    MET,
    MISSED,
    MONDAY,
    NEXT,
    PRESENT,
    at_nine,
    register,
    week,
)

ONE = timedelta(days=1)
CALL = Action("", "", "Call the family", "Joan Hall", FRIDAY + 3 * ONE)


@pytest.fixture(scope="module")
def first(review_made):
    """The review as it looks before anybody begins it."""
    store = open_district(review_made)
    yield week(store)
    store.close()


def all_actions(store):
    return [each.action for each in actions_listed(store, CAPTAIN_, FRIDAY, FRIDAY)]


def of(store, monday=MONDAY, actor=CAPTAIN_):
    [found] = reviews(store, actor, LINC, monday, monday)
    return found


def meets(prepared, actor=CHEN, minute=0):
    """A press in the meeting of the week."""
    later = timedelta(days=(prepared.monday - MONDAY).days, minutes=minute)
    return replace(at_nine(actor), when=MET + later)


def about(store, prepared, student=ROSA, kind=DISCUSSED, actor=CHEN, **more):
    return decide(store, meets(prepared, actor), prepared, Wanted(student, kind, **more))


def shut(store, prepared, actor=CHEN, opened=None, wanted=PRESENT):
    return close(store, meets(prepared, actor), prepared, opened or Said(), wanted)


def listed(prepared):
    return {name.student_id: name.kinds for name in prepared.names}


# Beginning


def test_the_list_before_anybody_begins(first):
    assert listed(first) == {
        MARCUS: ["running", "worse", "tier"], ROSA: ["worse", "tier"], AMINA: ["better"],
    }  # fmt: skip
    assert [name.student_id for name in first.names] == [MARCUS, ROSA, AMINA]
    assert ANA not in first.facts
    assert first.told.review is None


def test_two_people_begin_one_review(reviewed, first):
    begun = start(reviewed, at_nine(), first)
    again = start(reviewed, at_nine(PRINCIPAL_), first)
    assert (begun.started_by, again) == ("Ms. Chen", begun)
    assert begun.names == kept_names(first)
    assert begun.review_id == review_id(LINC, MONDAY)
    assert (begun.day, begun.as_of) == (FRIDAY, FRIDAY)
    assert len(reviews(reviewed, CHEN, LINC)) == 1


def test_a_token_counts_once(reviewed, first):
    save = at_nine()
    assert decide(reviewed, save, first, Wanted(ROSA, DISCUSSED))
    assert decide(reviewed, save, first, Wanted(ROSA, DEFERRED)) is None
    assert start(reviewed, save, first) is None
    assert [d.kind for d in of(reviewed).decisions] == [DISCUSSED]


@pytest.mark.parametrize(
    ("actor", "may"),
    [(CHEN, True), (CAPTAIN_, True), (PRINCIPAL_, True), (RUIZ, False), (MENTOR_, False)],
)
def test_who_runs_the_meeting(reviewed, first, actor, may):
    acts = [
        lambda: start(reviewed, at_nine(actor), first),
        lambda: about(reviewed, first, actor=actor),
        lambda: take_back(reviewed, at_nine(actor), first, of(reviewed).decisions[0].decision_id),
        lambda: take_newest(reviewed, at_nine(actor), first),
        lambda: save_said(reviewed, at_nine(actor), first, Said(), PRESENT),
        lambda: shut(reviewed, first, actor, PRESENT),
        lambda: reopen(reviewed, at_nine(actor), LINC, MONDAY, "A slip"),
    ]
    if may:
        assert all(act() for act in acts)
        return
    about(reviewed, first)
    for act in acts:
        with pytest.raises(NotAllowed):
            act()
    with pytest.raises(NotAllowed):
        reviews(reviewed, actor, LINC)
    assert [d.kind for d in of(reviewed).decisions] == [DISCUSSED]


def test_the_week_asked_for_has_begun():
    assert week_asked(date(2025, 10, 18), FRIDAY) == MONDAY
    assert week_asked(NEXT, NEXT) == NEXT
    with pytest.raises(SmError, match=r"Oct 20, 2025 has not begun.*Oct 13, 2025"):
        week_asked(NEXT, NEXT - ONE)
    assert days_of(MONDAY, FRIDAY, FRIDAY) == (FRIDAY, FRIDAY)
    assert days_of(MONDAY, NEXT, AFTER) == (NEXT - ONE, NEXT - ONE)


def test_a_week_that_has_not_begun_is_not_begun(reviewed, first):
    ahead = week(reviewed, NEXT)
    sunday = replace(at_nine(), when=datetime(2025, 10, 19, 23))
    for act in (
        lambda: start(reviewed, sunday, ahead),
        lambda: decide(reviewed, sunday, ahead, Wanted(ROSA, DISCUSSED)),
        lambda: save_said(reviewed, sunday, ahead, Said(), PRESENT),
    ):
        with pytest.raises(SmError, match=r"The week of Oct 20, 2025 has not begun"):
            act()
    assert start(reviewed, replace(sunday, when=datetime(2025, 10, 20)), ahead)


# Deciding


def test_a_decision_begins_the_week_and_keeps_why_the_student_was_listed(reviewed, first):
    made = about(reviewed, first, note=" Sees the counselor ")
    found = of(reviewed)
    [kept] = [name for name in found.names if name.student_id == ROSA]
    assert (made.note, made.reasons) == ("Sees the counselor", tuple(k for k, _ in kept.reasons))
    assert found.decided == {ROSA: made}
    assert (made.recorded_by, made.monday) == ("Ms. Chen", MONDAY)
    told = {c.field: c.after for c in history_of(reviewed, "review", review_id(LINC, MONDAY))}
    assert told == {"state": "open", f"about {ROSA}": "discussed"}


def test_an_action_is_given_with_the_decision_or_neither_is_saved(reviewed, first):
    with pytest.raises(SmError, match="without an owner"):
        about(reviewed, first, kind=ACTION, action=replace(CALL, owner=""))
    assert reviews(reviewed, CHEN, LINC) == []
    made = about(reviewed, first, kind=ACTION, action=CALL)
    with reviewed.reading() as cursor:
        action = one_action(cursor, made.action_id)
    assert (action.school_id, action.student_id, action.monday) == (LINC, ROSA, MONDAY)


def test_only_students_of_the_school_are_decided_about(reviewed, first):
    about(reviewed, first, OWEN)
    with pytest.raises(SmError, match="not at this school"):
        about(reviewed, first, ANA)
    with pytest.raises(SmError, match="under 2,000 letters"):
        about(reviewed, first, note="x" * (LONGEST + 1))
    assert about(reviewed, first, note="x" * LONGEST)


VISIT = replace(CALL, owner="Mei Chen")


@pytest.mark.parametrize(
    ("made", "then", "actor"),
    [
        (Wanted(ROSA, DISCUSSED), Wanted(ROSA, DEFERRED), CHEN),
        (Wanted(ROSA, DISCUSSED), Wanted(ROSA, DISCUSSED), PRINCIPAL_),
        (Wanted(ROSA, DISCUSSED), Wanted(ROSA, DISCUSSED, "Was ill"), CHEN),
        (Wanted(ROSA, ACTION, action=CALL), Wanted(ROSA, ACTION, action=VISIT), CHEN),
        (Wanted(ROSA, ACTION, action=CALL), Wanted(ROSA, ACTION, action=CALL), PRINCIPAL_),
    ],
)
def test_a_second_decision_about_a_name_is_refused(reviewed, first, made, then, actor):
    one = decide(reviewed, meets(first), first, made)
    words = rf"Ms. Chen decided about Rosa Delgado on Oct 17, 2025 at 09:00 \({made.kind}\); undo"
    with pytest.raises(SmError, match=words):
        decide(reviewed, meets(first, actor, 1), first, then)
    assert of(reviewed).decisions == (one,)
    take_back(reviewed, meets(first, minute=2), first, one.decision_id)
    two = decide(reviewed, meets(first, actor, 3), first, then)
    assert of(reviewed).decided == {ROSA: two}


@pytest.mark.parametrize(
    "wanted", [Wanted(ROSA, DISCUSSED, "Was ill "), Wanted(ROSA, ACTION, action=CALL)]
)
def test_the_same_decided_again_by_the_same_person_changes_nothing(reviewed, first, wanted):
    made = decide(reviewed, meets(first), first, wanted)
    history = history_of(reviewed, "review", review_id(LINC, MONDAY))
    assert decide(reviewed, meets(first, minute=1), first, wanted) == made
    assert of(reviewed).decisions == (made,)
    assert history_of(reviewed, "review", review_id(LINC, MONDAY)) == history
    assert len(all_actions(reviewed)) == (wanted.action is not None)


def test_a_decision_is_taken_back_with_its_action(reviewed, first):
    made = about(reviewed, first, kind=ACTION, action=CALL)
    take_back(reviewed, at_nine(), first, made.decision_id)
    assert of(reviewed).decided == {}
    with reviewed.reading() as cursor:
        assert one_action(cursor, made.action_id).state == DROPPED
    with pytest.raises(SmError, match="taken back already"):
        take_back(reviewed, at_nine(), first, made.decision_id)


def test_a_deferral_that_replaces_a_talk_leaves_the_reasons_on_the_next_list(reviewed, first):
    talk = about(reviewed, first)
    take_back(reviewed, at_nine(), first, talk.decision_id)
    about(reviewed, first, kind=DEFERRED)
    shut(reviewed, first)
    # The tier is no news any more: the last review knew of it.
    assert listed(first)[ROSA] == ["worse", "tier"]
    assert listed(week(reviewed, NEXT))[ROSA] == ["carried", "worse"]


def test_taking_back_leaves_an_action_that_is_done(reviewed, first):
    made = about(reviewed, first, kind=ACTION, action=CALL)
    finish_action(reviewed, at_nine(), made.action_id, "done")
    take_back(reviewed, at_nine(), first, made.decision_id)
    with reviewed.reading() as cursor:
        assert one_action(cursor, made.action_id).state == "done"


# Notes and closing


def test_two_people_write_notes(reviewed, first):
    save_said(reviewed, at_nine(), first, Said(), Said(("Mei Chen", " "), " Snow day "))
    assert said(of(reviewed)) == Said(("Mei Chen",), "Snow day")
    save_said(reviewed, at_nine(PRINCIPAL_), first, Said(), Said((), ""))
    assert said(of(reviewed)) == Said(("Mei Chen",), "Snow day")
    with pytest.raises(ChangedMeanwhile, match=r"Ms. Chen changed the notes from nothing to Snow"):
        save_said(reviewed, at_nine(PRINCIPAL_), first, Said(), Said(("Mei Chen",), "Rain"))
    with pytest.raises(SmError, match="under 5,000 letters"):
        save_said(reviewed, at_nine(), first, Said(), Said(("Mei Chen",), "x" * 5001))


def test_nobody_present_closes_nothing(reviewed, first):
    with pytest.raises(SmError, match="Say who was present"):
        shut(reviewed, first, wanted=Said((" ",), "Notes"))
    assert reviews(reviewed, CHEN, LINC) == []


def test_whom_somebody_else_noted_is_enough_to_close(reviewed, first):
    save_said(reviewed, at_nine(PRINCIPAL_), first, Said(), PRESENT)
    closed = shut(reviewed, first, wanted=Said())
    assert (closed.is_closed, said(closed)) == (True, PRESENT)
    reopen(reviewed, at_nine(), LINC, MONDAY, "A slip")
    with pytest.raises(SmError, match="Say who was present"):
        shut(reviewed, first, opened=PRESENT, wanted=Said())
    assert said(of(reviewed)) == PRESENT


def test_whoever_was_present_last_is_noted_when_a_meeting_begins(reviewed, first):
    assert start(reviewed, at_nine(), first).present == ()
    shut(reviewed, first)
    second = week(reviewed, NEXT)
    assert start(reviewed, at_nine(day=NEXT), second).present == PRESENT.present
    told = {c.field: c.after for c in history_of(reviewed, "review", review_id(LINC, NEXT))}
    assert told == {"state": "open", "present": "\n".join(PRESENT.present)}
    # Noted otherwise by now: a second start changes nothing.
    save_said(reviewed, at_nine(day=NEXT), second, PRESENT, Said())
    assert start(reviewed, at_nine(PRINCIPAL_, NEXT), second).present == ()


def test_a_closed_week_says_who_closed_it_and_refuses_everything(reviewed, first):
    decision = about(reviewed, first)
    closed = shut(reviewed, first)
    assert (closed.is_closed, closed.closed_by, said(closed)) == (True, "Ms. Chen", PRESENT)
    other = Said((*PRESENT.present, "Nurse"), "More")
    for act in (
        lambda: shut(reviewed, first, PRINCIPAL_, PRESENT),
        lambda: about(reviewed, first, MARCUS),
        lambda: save_said(reviewed, at_nine(), first, PRESENT, other),
        lambda: take_newest(reviewed, at_nine(), first),
        lambda: take_back(reviewed, at_nine(), first, decision.decision_id),
        lambda: start(reviewed, at_nine(), first),
    ):
        with pytest.raises(SmError, match=r"Ms. Chen closed the week of Oct 13 on Oct 17, 2025 at"):
            act()
    assert of(reviewed) == closed


def test_a_week_is_opened_again_with_a_reason_that_stays_in_its_history(reviewed, first):
    with pytest.raises(SmError, match="is open already"):
        reopen(reviewed, at_nine(), LINC, MONDAY, "A slip")
    shut(reviewed, first)
    with pytest.raises(SmError, match="Say why"):
        reopen(reviewed, at_nine(), LINC, MONDAY, " ")
    again = reopen(reviewed, at_nine(PRINCIPAL_), LINC, MONDAY, " Marcus was left out ")
    assert (again.state, again.closed, again.closed_by) == (OPEN, None, "")
    assert (again.names, said(again)) == (kept_names(first), PRESENT)
    about(reviewed, first, MARCUS)
    told = history_of(reviewed, "review", review_id(LINC, MONDAY))
    [why] = [c for c in told if c.reason]
    assert (why.before, why.after, why.reason) == ("closed", "open", "Marcus was left out")
    assert shut(reviewed, first, opened=PRESENT).is_closed


def test_nobody_takes_newer_figures_or_a_decision_of_a_week_that_nobody_began(reviewed, first):
    for act in (
        lambda: take_newest(reviewed, at_nine(), first),
        lambda: take_back(reviewed, at_nine(), first, "unknown"),
    ):
        with pytest.raises(SmError, match="Nobody has begun the review of Oct 13"):
            act()


# A later upload


@pytest.fixture
def corrected(reviewed, given, first):
    """A closed week, after a file that says Rosa was there on two of her days and Owen was not."""
    begun = shut(reviewed, first)
    fixed = [pair for pair in MISSED if pair != (ROSA, DAYS[-8])] + [(OWEN, DAYS[-9])]
    bring(reviewed, given, {"again.csv": register(fixed)}, when=datetime(2025, 10, 18, 8))
    return begun


def test_what_was_kept_stays_and_the_difference_is_told(reviewed, corrected):
    assert of(reviewed) == corrected
    told = differences(corrected, week(reviewed))
    [rosa] = [(each.then, each.now) for each in told if each.what == "Rosa Delgado"]
    assert rosa == ("missed 5 of 40 days", "missed 4 of 40 days")
    assert "Marcus Tran" not in {each.what for each in told}


def test_nothing_differs_without_an_upload(reviewed, first):
    start(reviewed, at_nine(), first)
    assert differences(of(reviewed), week(reviewed)) == []


def test_newer_figures_are_taken_while_the_week_is_open_and_decisions_stay(reviewed, corrected):
    reopen(reviewed, at_nine(), LINC, MONDAY, "The office corrected a day")
    now = week(reviewed)
    made = about(reviewed, now, MARCUS)
    newest = take_newest(reviewed, at_nine(), now)
    assert newest.names == kept_names(now) != corrected.names
    assert newest.decided == {MARCUS: made}
    assert differences(newest, now) == []


@pytest.fixture
def rosa_left(reviewed, given, first):
    """An open week in which Rosa was put off, and Marcus is left, after a file by which she was
    there on all her days: she is not on its list any more."""
    made = about(reviewed, first, kind=DEFERRED, note="Ask the nurse first")
    fixed = [pair for pair in MISSED if pair[0] != ROSA]
    bring(reviewed, given, {"again.csv": register(fixed)}, when=datetime(2025, 10, 17, 8))
    return made


def test_whoever_was_decided_about_stays_on_the_newest_list(reviewed, first, rosa_left):
    now = week(reviewed)
    assert ROSA not in listed(now)
    newest = take_newest(reviewed, meets(first), now)
    assert newest.names[:-1] == kept_names(now)
    rosa = newest.names[-1]
    [before] = [name for name in kept_names(first) if name.student_id == ROSA]
    assert (rosa.student_id, rosa.place, rosa.reasons) == (ROSA, 3, before.reasons)
    assert (before.facts["missed"], rosa.facts["missed"]) == ("5", "0")
    assert newest.decided == {ROSA: rosa_left}
    assert differences(newest, now) == []
    # Whoever of these stands on the list again needs no second row.
    assert take_newest(reviewed, meets(first), first).names == kept_names(first)


def test_a_decision_taken_back_keeps_nobody_on_the_newest_list(reviewed, first, rosa_left):
    take_back(reviewed, meets(first), first, rosa_left.decision_id)
    now = week(reviewed)
    assert take_newest(reviewed, meets(first), now).names == kept_names(now)


def test_whoever_was_put_off_and_left_the_newest_list_carries_over(reviewed, first, rosa_left):
    take_newest(reviewed, meets(first), week(reviewed))
    shut(reviewed, first)
    assert listed(week(reviewed, NEXT))[ROSA] == ["carried"]


def test_whoever_was_carried_over_stays_on_the_newest_list(reviewed, given, first):
    about(reviewed, first, AMINA)
    shut(reviewed, first)
    second = start(reviewed, meets(week(reviewed, NEXT)), week(reviewed, NEXT))
    fixed = [pair for pair in MISSED if pair[0] != ROSA]
    bring(reviewed, given, {"again.csv": register(fixed)}, when=datetime(2025, 10, 24, 8))
    now = week(reviewed, NEXT)
    newest = take_newest(reviewed, meets(now), now)
    for review in (second, newest):
        kinds = {n.student_id: n.reasons[0][0] for n in review.names}
        assert kinds == dict.fromkeys([MARCUS, ROSA], "carried 2025-10-13")


def test_the_history_tells_every_time_what_newest_figures_replaced(reviewed, first, rosa_left):
    take_newest(reviewed, meets(first), week(reviewed))
    take_newest(reviewed, meets(first, minute=1), week(reviewed))
    told = history_of(reviewed, "review", review_id(LINC, MONDAY))
    of_names = [(c.before, c.after) for c in told if c.field == "taken"]
    days = "figures of Oct 17, 2025, attendance as of Oct 17, 2025"
    before, after = (f"{count} of 4 chronically absent, 3 names, {days}" for count in (2, 1))
    assert of_names == [
        (after, f"{after}; 0 joined, 0 left"), (before, f"{after}; 0 joined, 0 left"),
    ]  # fmt: skip


# The next weeks


def test_the_undecided_carry_over_week_after_week_and_the_talked_about_are_quiet(reviewed, first):
    about(reviewed, first, MARCUS)
    about(reviewed, first, AMINA, DEFERRED)
    shut(reviewed, first)
    second = week(reviewed, NEXT)
    assert second.last.monday == MONDAY
    assert second.last.over == 2
    kinds = listed(second)
    assert MARCUS not in kinds
    assert (kinds[ROSA][0], kinds[AMINA][0]) == ("carried", "carried")
    shut(reviewed, second)
    third = week(reviewed, AFTER)
    words = {n.student_id: n.reasons[0].words for n in third.names}
    assert words == dict.fromkeys([ROSA, AMINA], "carried over from Oct 13")
    assert [n.student_id for n in with_reason(kept_names(third), ["carried"])] == [
        n.student_id for n in third.names
    ]  # fmt: skip
    about(reviewed, third, ROSA)
    about(reviewed, third, AMINA)
    shut(reviewed, third)
    assert listed(week(reviewed, date(2025, 11, 3))) == {}


def test_last_week_counts_its_actions(reviewed, first):
    done = about(reviewed, first, kind=ACTION, action=CALL)
    about(reviewed, first, MARCUS, ACTION, action=CALL)
    finish_action(reviewed, at_nine(), done.action_id, "done")
    shut(reviewed, first)
    last = week(reviewed, NEXT).last
    assert (last.actions, last.done, last.dropped, last.over) == (2, 1, 0, 1)


def test_reviews_are_read_for_the_weeks_asked_for(reviewed, first):
    shut(reviewed, first)
    assert len(reviews(reviewed, CHEN, LINC, MONDAY - 7 * ONE, MONDAY)) == 1
    assert reviews(reviewed, CHEN, LINC, NEXT) == []
    assert reviews(reviewed, CAPTAIN_, ROOS) == []
    with pytest.raises(NotAllowed):
        reviews(reviewed, RUIZ, LINC)


def test_who_was_deferred_carries_over_though_newer_figures_do_not_list_them(
    reviewed, first, given
):  # fmt: skip
    about(reviewed, first, ROSA, DEFERRED, note="Ask the nurse first")
    about(reviewed, first, OWEN, DEFERRED)
    fixed = [pair for pair in MISSED if pair[0] != ROSA]
    bring(reviewed, given, {"again.csv": register(fixed)}, when=datetime(2025, 10, 18, 8))
    take_newest(reviewed, at_nine(), week(reviewed))
    kinds = listed(week(reviewed, NEXT))
    assert (kinds[ROSA], kinds[OWEN]) == (["carried"], ["carried"])
    assert {name.student_id for name in of(reviewed).undecided} >= {ROSA, OWEN}


def test_who_is_on_no_list_has_the_name_of_an_earlier_one(reviewed, first):
    about(reviewed, first, ROSA)
    second = week(reviewed, NEXT)
    assert ROSA not in listed(second)
    about(reviewed, second, ROSA, DEFERRED)
    [rosa] = [name for name in of(reviewed, NEXT).undecided if name.student_id == ROSA]
    assert (rosa.name, rosa.grade) == ("Rosa Delgado", "7")


# Thresholds changed after a week


def test_a_closed_week_is_compared_by_the_thresholds_it_was_made_with(reviewed, first):
    kept = shut(reviewed, first)
    wanted = replace(USUAL, better_days=15, worse_missed=6, running=9)
    save_thresholds(reviewed, at_nine(), LINC, USUAL, wanted)
    assert kept.rules == USUAL
    assert listed(week(reviewed)) != listed(first)
    assert differences(of(reviewed), week(reviewed, rules=kept.rules)) == []


def test_who_carries_over_from_a_closed_week_stays(reviewed, first):
    rules = replace(USUAL, shown=5)
    save_thresholds(reviewed, at_nine(), LINC, USUAL, rules)
    kept = shut(reviewed, week(reviewed))
    names = tuple(replace(kept.names[0], student_id=str(n), place=n) for n in range(1, 9))
    save_thresholds(reviewed, at_nine(), LINC, rules, USUAL)
    assert [name.place for name in replace(of(reviewed), names=names).undecided] == [1, 2, 3, 4, 5]
    told = week(reviewed).told
    assert (told.rules.shown, told.shown, week(reviewed, NEXT).told.shown) == (12, 5, 12)


# What is read


def test_names_are_read_of_the_last_two_weeks_and_counted_of_all(reviewed, first):
    for monday in (MONDAY, NEXT, AFTER):
        shut(reviewed, week(reviewed, monday))
    told = week(reviewed, AFTER).told
    assert [(len(each.names), each.listed) for each in told.reviews] == [(3, 3), (3, 3), (0, 3)]
    past = reviews(reviewed, CHEN, LINC, named=0)
    assert [(each.names, each.listed) for each in past] == [((), 3)] * 3


@pytest.mark.parametrize(("weeks", "over"), [(53, 3), (54, 0)])
def test_what_june_left_stands_on_the_first_list_after_the_summer(reviewed, first, weeks, over):
    shut(reviewed, first)
    later = week(reviewed, MONDAY + weeks * 7 * ONE)
    assert (later.last.over, later.told.before is not None) == (over, over > 0)


def test_news_is_what_the_last_review_did_not_know(reviewed, first):
    shut(reviewed, first)
    assert first.told.since is None
    assert week(reviewed, AFTER).told.since == FRIDAY


def test_an_action_taken_back_with_its_decision_was_not_given(reviewed, first):
    slip = about(reviewed, first, kind=ACTION, action=CALL)
    take_back(reviewed, at_nine(), first, slip.decision_id)
    needless = about(reviewed, first, MARCUS, ACTION, action=CALL)
    finish_action(reviewed, at_nine(), needless.action_id, DROPPED, "Moved")
    last = week(reviewed, NEXT).last
    assert (last.actions, last.done, last.dropped) == (1, 0, 1)
