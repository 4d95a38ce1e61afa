"""What became of a review: its words, its record as files, who joined or left its list."""

import io
import shutil
from dataclasses import replace
from datetime import timedelta
from types import SimpleNamespace

import docx
import pytest

from sm_core.actions.action import DONE, DROPPED, OPEN, Action
from sm_core.actions.find import actions_listed
from sm_core.actions.save import add_action, change_action, finish_action
from sm_core.errors import NotAllowed, SmError
from sm_core.papers.review_record import review_record
from sm_core.review import meeting
from sm_core.review.decide import Wanted, decide, take_back
from sm_core.review.find import read_review
from sm_core.review.given import given_in
from sm_core.review.meeting import Said, said_in
from sm_core.review.record import ACTION, DEFERRED, DISCUSSED
from sm_core.review.story import (
    NAMED,
    begun_words,
    came_to,
    decided_in,
    over_words,
    record_table,
    review_history,
    weeks_table,
)
from sm_core.schools import schools_seen
from sm_core.uploads import open_district
from tests.cast import press
from tests.invented import LINC, MARCUS, OWEN, ROSA
from tests.mentor_cast import CHEN, MENTOR_, RUIZ
from tests.weekly_cast import MONDAY, NOW, TODAY, prepared_on

NEXT = TODAY + timedelta(days=7)
CALL = Action("", LINC, "Call home", "David Okafor", NEXT)


@pytest.fixture(scope="module")
def met(weekly_made, tmp_path_factory):
    """The store, and the closed review of its week: Rosa discussed, Marcus given an action, Owen
    left for the next week, a first decision about Rosa replaced."""
    home = shutil.copytree(weekly_made, tmp_path_factory.mktemp("met") / "home")
    store = open_district(home)
    meet(store)
    yield store, review_of(store)
    store.close()


SAID = Said(("Ms. Chen", "Dr. Hall"), "One\nTwo")


def meet(store):
    found = prepared_of(store)
    first = decide(store, press(CHEN, NOW), found, Wanted(ROSA, DEFERRED))
    take_back(store, press(CHEN, NOW), found, first.decision_id)
    for minute, wanted in enumerate((
        Wanted(ROSA, DISCUSSED, "=likes the bus"), Wanted(MARCUS, ACTION, action=CALL),
        Wanted(OWEN, DEFERRED),
    )):  # fmt: skip
        decide(store, press(CHEN, NOW + timedelta(minutes=minute)), found, wanted)
    add_action(store, press(CHEN, NOW), Action(
        "", LINC, "Ask for a later bus", "Dr. Hall", NEXT, monday=MONDAY))  # fmt: skip
    said = replace(SAID, present=("Ms. Chen", "Dr. Hall", "Ms. Chen "))
    meeting.close(store, press(CHEN, NOW), found, Said(), said)


def prepared_of(store):
    [lincoln] = [s for s in schools_seen(store, CHEN) if s.school_id == LINC]
    return prepared_on(store, CHEN, lincoln, MONDAY, TODAY, TODAY)


def review_of(store):
    with store.reading() as cursor:
        return read_review(cursor, LINC, MONDAY)


def actions(store):
    return {row.action.action_id: row.action for row in actions_listed(store, CHEN, TODAY, TODAY)}


def test_the_words_of_a_review(met):
    _, review = met
    assert begun_words(review, TODAY) == "Begun at 09:00 by Ms. Chen, figures of Fri Oct 17"
    assert begun_words(review, TODAY + timedelta(days=1)).startswith("Begun Fri Oct 17 at 09:00")
    assert came_to(review) == "1 discussed, 1 given an action, 1 left for next week"
    assert review.present == ("Ms. Chen", "Dr. Hall")


@pytest.mark.parametrize(("count", "words"), [
    (0, "Nobody carries over to next week"),
    (1, "1 name carries over to next week: N0"),
    (NAMED, f"{NAMED} names carry over to next week: " + ", ".join(f"N{n}" for n in range(NAMED))),
    (NAMED + 1, f"{NAMED + 1} names carry over to next week: "
     + ", ".join(f"N{n}" for n in range(NAMED)) + " and 1 more"),
])  # fmt: skip
def test_who_carries_over_is_named_up_to_a_dozen(count, words):
    names = [SimpleNamespace(name=f"N{n}") for n in range(count)]
    assert over_words(SimpleNamespace(undecided=names, decided={})) == words


def test_who_was_left_for_next_week_is_not_counted_twice(met):
    _, review = met
    over = len(review.undecided)
    assert over_words(review).startswith(
        f"{over} names carry over to next week (1 left for it, {over - 1} not decided): "
    )


def test_the_decision_that_counts_stands_in_the_order_of_the_list(met):
    store, review = met
    found = decided_in(review, actions(store))
    order = [name.student_id for name in review.names]
    assert [d.decision.student_id for d in found] == sorted((ROSA, MARCUS, OWEN), key=order.index)
    words = {d.name: d.words for d in found}
    assert words == {
        "Rosa Delgado": "Discussed", "Marcus Tran": "Call home (David Okafor, by Oct 24)",
        "Owen Fitzgerald": "Next week",
    }  # fmt: skip


def test_the_record_as_a_table_has_all_of_it(met):
    store, review = met
    table = record_table(review, actions(store).values())
    rows = {(r.Part, r.Student, r.What): r for r in table.itertuples()}
    assert len(table) == 8
    assert list(table["Part"]) == ["Present"] * 2 + ["Notes"] + ["Decided"] * 3 + ["Action"] * 2
    call = rows["Action", "Marcus Tran", "Call home"]
    assert (call.Owner, call.Due, call.State) == ("David Okafor", "2025-10-24", "Open")
    assert rows["Decided", "Rosa Delgado", "Discussed"].Note == "=likes the bus"
    assert ("Decided", "Marcus Tran", "Call home (David Okafor, by Oct 24)") in rows
    assert ("Action", "", "Ask for a later bus") in rows


def test_the_record_as_a_word_file_has_all_of_it(met):
    store, review = met
    made = review_record("Lincoln Middle School", review, actions(store).values())
    document = docx.Document(io.BytesIO(made))
    told = "\n".join(p.text for p in document.paragraphs)
    for words in ("Weekly review, Lincoln Middle School", "closed by Ms. Chen",
                  "Ms. Chen, Dr. Hall", "One", "Two", "next week (1 left for it, ",
                  "Marcus Tran: Call home (David Okafor, by Oct 24)",
                  "Ask for a later bus (Dr. Hall, by Oct 24)"):  # fmt: skip
        assert words in told, words
    cells = [[cell.text for cell in row.cells] for row in document.tables[0].rows]
    assert cells[0] == ["Student", "Grade", "Listed for", "Decided", "Note"]
    assert len(cells) == 4


@pytest.mark.parametrize(("states", "words"), [
    ((), ""), ((OPEN,), "0 of 1"), ((DONE, OPEN), "1 of 2"),
    ((DONE, OPEN, DROPPED), "1 of 3, 1 no longer needed"),
])  # fmt: skip
def test_the_weeks_are_counted_with_what_became_of_their_actions(met, states, words):
    _, review = met
    open_ = replace(review, state=OPEN)
    given = [Action(str(n), LINC, "x", "y", NEXT, monday=MONDAY, state=state)
             for n, state in enumerate(states)]  # fmt: skip
    assert weeks_table([open_], given)["Actions done"][0] == words


def test_the_weeks_say_what_was_decided(met):
    store, review = met
    row = weeks_table([review], list(actions(store).values())).iloc[0]
    assert (row["Actions done"], row["Decided"], row["State"]) == ("0 of 2", "3 of 31", "Closed")


LATER = NOW + timedelta(days=14)
VISIT = "now Visit (Ms. Chen, by Nov 3)"


def test_the_record_says_what_was_decided_and_beside_it_how_it_stands(own):
    meet(own)
    call, bus = sorted(actions(own).values(), key=lambda a: a.what, reverse=True)
    change_action(own, press(CHEN, LATER), call, "Visit", "Ms. Chen", NEXT + timedelta(days=10))
    finish_action(own, press(CHEN, LATER), bus.action_id, DROPPED, "There is one")
    review, now = review_of(own), actions(own)
    table = record_table(review, now.values())
    rows = {r.What: (r.Owner, r.Due, r.State, r.Note)
            for r in table[table["Part"] == "Action"].itertuples()}  # fmt: skip
    assert rows == {
        "Call home": ("David Okafor", "2025-10-24", "Open", VISIT),
        "Ask for a later bus": ("Dr. Hall", "2025-10-24", "No longer needed", "There is one"),
    }
    made = review_record("Lincoln Middle School", review, now.values())
    told = "\n".join(p.text for p in docx.Document(io.BytesIO(made)).paragraphs)
    assert f"Marcus Tran: Call home (David Okafor, by Oct 24): {VISIT}" in told
    assert "Ask for a later bus (Dr. Hall, by Oct 24): no longer needed (There is one)" in told
    [marcus] = [d for d in decided_in(review, now) if d.given]
    assert marcus.words == f"Call home (David Okafor, by Oct 24): {VISIT}"
    # Opened again it is told by its actions as they stand, and closed again it keeps these.
    meeting.reopen(own, press(CHEN, LATER), LINC, MONDAY, "A slip")
    meeting.close(own, press(CHEN, LATER), prepared_of(own), SAID, SAID)
    kept = given_in(review_of(own), now.values())
    assert {g.then.what for g in kept} == {"Visit", "Ask for a later bus"}


def test_what_was_taken_back_stands_in_no_record_and_what_was_dropped_does(own):
    found = prepared_of(own)
    for student in (ROSA, MARCUS, OWEN):
        made = decide(own, press(CHEN, NOW), found, Wanted(student, ACTION, action=CALL))
        if student == ROSA:
            take_back(own, press(CHEN, NOW), found, made.decision_id)
    finish_action(own, press(CHEN, NOW), made.action_id, DROPPED, "Moved")
    states = ["Open", "No longer needed"]
    for act in (None, lambda: meeting.close(own, press(CHEN, NOW), found, Said(), Said(("A",)))):
        assert act is None or act()
        table = record_table(review_of(own), actions(own).values())
        given = table[table["Part"] == "Action"]
        assert sorted(given["Student"]) == ["Marcus Tran", "Owen Fitzgerald"]
        assert sorted(given["State"]) == sorted(states)


@pytest.mark.parametrize("student", [None, ROSA])
def test_the_record_of_a_week_without_actions(own, student):
    found = prepared_of(own)
    meeting.start(own, press(CHEN, NOW), found)
    if student:
        decide(own, press(CHEN, NOW), found, Wanted(student, DISCUSSED))
    table = record_table(review_of(own), actions(own).values())
    assert list(table.columns) == ["Part", "Student", "Grade", "Listed for", "What", "Owner", "Due",
                                   "State", "Note"]  # fmt: skip
    assert [(r.Part, r.What, r.Owner) for r in table.itertuples()] == (
        [("Decided", "Discussed", "")] if student else []
    )
    assert not table.isna().any(axis=None)


def test_the_history_names_students_and_is_the_schools(met):
    store, review = met
    told = {(what, change.after) for what, change in review_history(store, CHEN, review)}
    assert {("Rosa Delgado", "Next week"), ("Rosa Delgado", "Discussed"), ("Week", "closed"),
            ("Notes", "One\nTwo")} <= told  # fmt: skip
    for other in (RUIZ, MENTOR_):
        with pytest.raises(NotAllowed):
            review_history(store, other, review)


def test_what_is_stored_of_a_meeting_comes_back():
    for said in (Said(), Said(("A", "B"), "x\ny")):
        assert said_in(said.fields) == said


@pytest.fixture
def own(weekly_made, home):
    shutil.copytree(weekly_made, home)
    store = open_district(home)
    yield store
    store.close()


@pytest.mark.parametrize(("first", "then"), [(DONE, DROPPED), (DROPPED, DONE)])
def test_an_action_that_somebody_ended_is_not_ended_otherwise(own, first, then):
    given = add_action(own, press(CHEN, NOW), CALL)
    finish_action(own, press(CHEN, NOW), given.action_id, first, "moved")
    with pytest.raises(SmError, match="by now; reload"):
        finish_action(own, press(CHEN, NOW), given.action_id, then, "again")
    # The same again is what the person wanted.
    assert finish_action(own, press(CHEN, NOW), given.action_id, first, "x").state == first
    assert finish_action(own, press(CHEN, NOW), given.action_id, OPEN).ended is None


@pytest.mark.parametrize(("due", "goes"), [
    (TODAY - timedelta(days=2), True), (TODAY - timedelta(days=1), False), (TODAY, True),
])  # fmt: skip
def test_an_overdue_action_keeps_its_day_and_gets_no_other_that_is_over(own, due, goes):
    overdue = Action("", LINC, "Call", "Ms. Chen", TODAY - timedelta(days=2))
    given = add_action(own, press(CHEN, NOW - timedelta(days=9)), overdue)
    if goes:
        assert change_action(own, press(CHEN, NOW), given, "Visit", "Ms. Chen", due).due == due
    else:
        with pytest.raises(SmError, match="which is over"):
            change_action(own, press(CHEN, NOW), given, "Visit", "Ms. Chen", due)
