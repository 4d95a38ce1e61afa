"""The lists of the page: who stands on which, what is said there, and the numbers above them."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from sm_core.actor import MENTOR, Actor
from sm_core.errors import NotAllowed
from sm_core.mentors.find import mentors_seen
from sm_core.mentors.gap import places, together
from sm_core.targeting.board import VIEWS, answer, answers, on_view, view_counts
from sm_core.targeting.criteria import USUAL, save_criteria
from sm_core.targeting.decide import decide
from sm_core.targeting.decision import (
    CHOOSE,
    DECLINE,
    DEFER,
    Decision,
    Picked,
)
from sm_core.targeting.others import others
from sm_core.targeting.places import free_places
from sm_core.targeting.record import record_proposals
from sm_core.targeting.table import shown
from sm_core.targeting.words import headline, severe_line, what_it_takes
from tests import mentor_cast as mentors
from tests.invented import AMINA, LINC, MARCUS, OWEN, ROOS, ROSA, bring
from tests.targeted import (
    BOSS,
    CHEN,
    JAN_30,
    PRINCIPAL_,
    ROOSEVELTS,
    known,
    lists,
    names,
    press,
    put,
    told,
)

DECEMBER, FEB_13 = date(2025, 12, 1), date(2026, 2, 13)


def decided(store, act, *students, actor=CHEN, school=LINC, **said):
    picked = [Picked(student, school) for student in students]
    decide(store, press(actor), known(store, actor), picked, Decision(act, **said))


def ids(board, view, **how):
    return on_view(board, view, **how)["student_id"].to_pylist()


def cells(board, view, student):
    table = shown(on_view(board, view), view, several_schools=False)
    return table.set_index("Id").loc[student]


def test_each_student_is_on_the_list_of_what_was_decided(lincoln):
    decided(lincoln, CHOOSE, ROSA)
    decided(lincoln, DEFER, MARCUS, reason="Wait", until=date(2026, 3, 1))
    decided(lincoln, DECLINE, AMINA, reason="No")
    found = lists(lincoln)
    assert {view: ids(found, view) for view in VIEWS} == {
        "to_decide": [], "earlier": [], "chosen": [ROSA], "deferred": [MARCUS],
        "declined": [AMINA], "neither": [ROSA],
    }  # fmt: skip
    assert view_counts(found) == {
        "to_decide": 0, "earlier": 0, "chosen": 1, "deferred": 1, "declined": 1, "neither": 1,
    }  # fmt: skip


def test_the_list_in_words(lincoln):
    found = lists(lincoln, places={LINC: 1})
    table = shown(on_view(found, "to_decide"), "to_decide", several_schools=False)
    assert list(table["Student"]) == ["Marcus Tran", "Amina Yusuf", "Rosa Delgado"]
    assert list(table["Tier"]) == ["◆ Moderate chronic", "▲ At risk", "■ Severe chronic"]
    assert list(table["Place"]) == ["✓ a place is free", "waits for a place", "waits for a place"]
    assert table["Why"][0] == "missed 14 of 92 days (15.2%): moderate chronic"
    assert list(table["Intensive support"]) == ["–", "–", "none yet"]
    assert "Mentor" not in table  # nobody has one
    several = shown(on_view(found, "to_decide"), "to_decide", several_schools=True)
    assert list(several["School"]) == ["Lincoln Middle School"] * 3


def test_a_name_that_no_longer_meets_the_criteria_stays_with_when_and_why(lincoln):
    record_proposals(lincoln, press(), lists(lincoln))
    save_criteria(lincoln, press(), LINC, USUAL, replace(USUAL, tiers=("severe_chronic",)))
    found = lists(lincoln)
    assert ids(found, "to_decide") == [ROSA]
    assert ids(found, "earlier") == [MARCUS, AMINA]
    row = cells(found, "earlier", MARCUS)
    assert (row["Proposed"], row["Missed"]) == ("Jan 30, 2026", "14 of 92 days")
    assert row["Why then"] == "missed 14 of 92 days (15.2%): moderate chronic"


def test_names_of_another_school_year_are_not_on_the_list(lincoln):
    put(lincoln, "targets", student_id=OWEN, school_id=LINC, school_year="2024-25",
        state="chosen", since=date(2025, 1, 10))  # fmt: skip
    assert ids(lists(lincoln), "chosen") == []


@pytest.fixture
def moved(store, given):
    """Amina was chosen at Lincoln, and is at Roosevelt now; Rosa stays at Lincoln."""
    first = told((AMINA, 60, 12, DECEMBER), (ROSA, 60, 15, DECEMBER))
    bring(store, given, {"then.csv": first} | names())
    save = press(when=datetime(2025, 12, 2, 9))
    picked = [Picked(AMINA, LINC)]
    decide(store, save, known(store, as_of=DECEMBER), picked, Decision(CHOOSE))
    bring(store, given, {"now.csv": told((ROSA, 92, 23), (AMINA, 30, 6, JAN_30, ROOS))})
    return store


def test_a_student_who_left_stays_on_the_old_list_and_is_marked_at_the_new_school(moved):
    at_lincoln = lists(moved)
    assert ids(at_lincoln, "chosen") == [AMINA]
    row = cells(at_lincoln, "chosen", AMINA)
    assert row["Why"].startswith("left this school: end it; missed 12 of 60 days")
    assert (row["Student"], row["Tier"]) == (AMINA, "–")  # no name of whom she may not see
    at_roosevelt = lists(moved, ROOSEVELTS)
    row = cells(at_roosevelt, "to_decide", AMINA)
    assert row["Why"].endswith("; chosen at Lincoln Middle School")
    row = cells(lists(moved, BOSS), "chosen", AMINA)
    assert row["Student"] == "Amina Yusuf"
    assert row["Why"].startswith("left this school, now at Roosevelt Elementary: end it")


def test_the_old_school_learns_nothing_of_what_the_new_one_does(moved):
    mentors.put(moved, mentors.PRIYA)
    mentors.match(moved, (AMINA, "m4"), school=ROOS, started=date(2026, 1, 10))
    put(moved, "intensive_supports", student_id=AMINA, school_id=ROOS, school_year="2025-26",
        state="referred", to_whom="Family clinic", since=date(2026, 1, 12), note="")  # fmt: skip
    said = [str(cells(lists(moved, actor), view, AMINA).to_dict()) for actor, view in (
        (CHEN, "chosen"), (ROOSEVELTS, "to_decide"), (BOSS, "chosen"))]  # fmt: skip
    for secret in ("Priya Nair", "Family clinic"):
        assert [secret in words for words in said] == [False, True, True]


def test_who_left_waits_for_no_place_and_is_counted_apart(moved):
    found = answer(lists(moved, places={LINC: 5}))
    assert (found.chosen, found.without_mentor, found.left) == (1, 0, 1)
    assert what_it_takes(found) == (
        "5 places are free: enough for everyone chosen and proposed. 1 chosen student has left: "
        "see Chosen."
    )


def test_nobody_has_left_before_the_first_day_of_school(lincoln):
    decided(lincoln, CHOOSE, ROSA)
    found = lists(lincoln, as_of=date(2025, 7, 2))
    assert (answer(found).chosen, answer(found).left) == (1, 0)


def test_the_answer_in_words(lincoln):
    decided(lincoln, CHOOSE, ROSA)
    found = answer(lists(lincoln))
    assert headline(found) == "2 students proposed, 1 chosen, 1 of these without a mentor"
    assert what_it_takes(found) == (
        "0 places are free: 1 more mentor at 4 students each would serve everyone chosen and "
        "proposed."
    )
    assert severe_line(found) == "The one severe student has neither mentor nor support."
    served = answer(lists(lincoln, places={LINC: 3}))
    assert what_it_takes(served) == "3 places are free: enough for everyone chosen and proposed."


def test_places_that_two_schools_share_count_once_for_both(store, given):
    rows = [(student, 92, 14, JAN_30, LINC) for student in (ROSA, MARCUS)]
    rows += [(student, 92, 14, JAN_30, ROOS) for student in (AMINA, OWEN)]
    bring(store, given, {"t.csv": told(*rows)})
    mentors.put(store, mentors.cleared(replace(mentors.TOMAS, capacity=3)))
    free = free_places(store, BOSS, JAN_30)
    found = lists(store, BOSS, rooms=free)
    assert (answer(found, LINC).free, answer(found, LINC).mentors) == (3, 0)
    assert (answer(found).free, answer(found).mentors) == (3, 1)
    decided(store, CHOOSE, ROSA, MARCUS)
    decided(store, CHOOSE, AMINA, OWEN, actor=ROOSEVELTS, school=ROOS)
    rows = places(store, BOSS, JAN_30)
    whole = together(rows, mentors_seen(store, BOSS, JAN_30), JAN_30)
    assert (whole.free, whole.short, whole.short_mentors) == (3, 1, 1)


def test_places_of_one_school_do_not_serve_another(store, given):
    bring(store, given, {"t.csv": told((ROSA, 92, 23), (AMINA, 92, 23, JAN_30, ROOS))})
    found = lists(store, BOSS, places={LINC: 10})
    assert (answer(found).free, answer(found).mentors) == (10, 1)
    assert (answer(found, ROOS).free, answer(found, ROOS).mentors) == (0, 1)
    assert answer(found, LINC).mentors == 0
    assert answers(found) == {school: answer(found, school) for school in (LINC, ROOS)}
    save_criteria(store, press(BOSS), ROOS, USUAL, replace(USUAL, caseload=7))
    assert answer(lists(store, BOSS)).caseload is None
    assert answer(lists(store, BOSS), ROOS).caseload == 7


def test_the_chosen_have_the_places_before_those_to_decide(lincoln):
    decided(lincoln, CHOOSE, AMINA)
    rows = lists(lincoln, places={LINC: 1}).rows.to_pylist()
    assert [row["student_id"] for row in rows if row["has_place"]] == [AMINA]


# --- severe, with neither mentor nor support


def match(store, student, started, ended=None):
    put(store, "matches", match_id="m", student_id=student, mentor_id="m1", school_id=LINC,
        started=started, ended=ended)  # fmt: skip


@pytest.mark.parametrize(
    ("started", "ended", "neither"),
    [
        (JAN_30, None, 0),
        (date(2026, 1, 31), None, 1),
        (date(2025, 10, 1), date(2026, 1, 31), 0),
        (date(2025, 10, 1), JAN_30, 1),
    ],
)
def test_a_mentor_counts_from_the_first_day_to_the_last(lincoln, started, ended, neither):
    match(lincoln, ROSA, started, ended)
    put(lincoln, "mentors", mentor_id="m1", first_name="David", last_name="Okafor")
    found = lists(lincoln)
    assert (answer(found).severe, answer(found).neither) == (1, neither)
    assert bool(ids(found, "neither")) == bool(neither)
    if not neither:
        assert cells(found, "to_decide", ROSA)["Mentor"] == "David Okafor"
        assert cells(found, "to_decide", ROSA)["Place"] == "has a mentor"


@pytest.mark.parametrize(("state", "neither"), [("none", 1), ("referred", 0), ("started", 0)])
def test_support_counts_once_it_is_referred(lincoln, state, neither):
    put(lincoln, "intensive_supports", student_id=ROSA, school_id=LINC, school_year="2025-26",
        state=state, to_whom="nurse", since=date(2026, 1, 12))  # fmt: skip
    found = lists(lincoln)
    assert answer(found).neither == neither
    words = {"none": "none yet", "referred": "referred to nurse, Jan 12, 2026",
             "started": "started with nurse, Jan 12, 2026"}  # fmt: skip
    assert cells(found, "to_decide", ROSA)["Intensive support"] == words[state]


def test_support_of_another_year_does_not_count(lincoln):
    put(lincoln, "intensive_supports", student_id=ROSA, school_id=LINC, school_year="2024-25",
        state="started", to_whom="nurse", since=date(2025, 1, 12))  # fmt: skip
    assert answer(lists(lincoln)).neither == 1


def test_severe_counts_whatever_the_criteria_propose(lincoln):
    save_criteria(lincoln, press(), LINC, USUAL, replace(USUAL, tiers=("at_risk",)))
    found = lists(lincoln)
    assert ids(found, "to_decide") == [AMINA]
    assert ids(found, "neither") == [ROSA]
    assert cells(found, "neither", ROSA)["On the list"] == "not on the list"


@pytest.mark.parametrize(("enrolled", "severe"), [(29, 0), (30, 1)])
def test_nobody_is_severe_early_in_the_year(store, given, enrolled, severe):
    bring(store, given, {"t.csv": told((ROSA, enrolled, 20))})
    assert answer(lists(store)).severe == severe


# --- who sees what


def test_each_person_sees_the_lists_of_their_schools(store, given):
    bring(store, given, {"t.csv": told((ROSA, 92, 23), (AMINA, 92, 23, JAN_30, ROOS))})
    decided(store, CHOOSE, ROSA, actor=BOSS)
    decided(store, CHOOSE, AMINA, actor=BOSS, school=ROOS)
    seen = {actor.person: ids(lists(store, actor), "chosen")
            for actor in (CHEN, PRINCIPAL_, ROOSEVELTS, BOSS)}  # fmt: skip
    assert seen == {
        "Ms. Chen": [ROSA], "Dr. Lee": [ROSA], "Mr. Park": [AMINA],
        "District captain": [ROSA, AMINA],
    }  # fmt: skip
    assert ids(lists(store, BOSS), "chosen", school=ROOS) == [AMINA]


def test_a_mentor_sees_no_list(lincoln):
    mentor = Actor("David Okafor", MENTOR, students=(ROSA,))
    with pytest.raises(NotAllowed):
        lists(lincoln, mentor)


def test_search_finds_part_of_a_name_or_id(lincoln):
    found = lists(lincoln)
    assert ids(found, "to_decide", search=" delg ") == [ROSA]
    assert ids(found, "to_decide", search="41002") == [MARCUS]
    assert ids(found, "to_decide", search="%") == []


@pytest.mark.parametrize(
    ("only", "listed"), [(None, 3), ((), 0), ((MARCUS,), 1), ((MARCUS, "unknown"), 1)]
)
def test_a_list_is_narrowed_to_some_students(lincoln, only, listed):
    assert len(ids(lists(lincoln), "to_decide", only=only)) == listed


def test_others_are_those_on_no_list(lincoln):
    found = lists(lincoln)
    assert [row["student_id"] for row in others(found, None, "0041")] == [OWEN]
    assert others(found, ROOS, "0041") == []
    assert others(found, None, "  ") == []
    decided(lincoln, CHOOSE, OWEN, reason="Asked for")
    assert others(lists(lincoln), None, "0041") == []


def test_without_any_attendance_every_list_is_empty(store):
    found = lists(store)
    assert view_counts(found) == dict.fromkeys(VIEWS, 0)
    assert headline(answer(found)) == "0 students proposed, 0 chosen"
    for view in VIEWS:
        assert shown(on_view(found, view), view, several_schools=True).empty
