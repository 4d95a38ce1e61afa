"""Every decision about a student, and everything that stands against one."""

from datetime import date, datetime

import pytest

from sm_core.errors import NotAllowed, SmError
from sm_core.history import history_of
from sm_core.targeting.board import on_view
from sm_core.targeting.decide import decide
from sm_core.targeting.decision import (
    CHOOSE,
    DECLINE,
    DEFER,
    END,
    REOPEN,
    Decided,
    Decision,
    Picked,
    shown_as,
)
from sm_core.targeting.record import record_proposals
from sm_core.uploads import open_district
from tests.invented import AMINA, LINC, MARCUS, OWEN, ROOS, ROSA, bring
from tests.targeted import (
    BOSS,
    CHEN,
    JAN_30,
    PRINCIPAL_,
    ROOSEVELTS,
    four,
    known,
    lists,
    made_once,
    names,
    press,
    put,
    stored,
    told,
)

TOLD_NO = {"permission_id": "no", "family_id": "", "student_id": MARCUS, "school_id": LINC}
MARCH = date(2026, 3, 1)
LATER = datetime(2026, 1, 30, 11, 5)
WHY = {
    ROSA: "missed 23 of 92 days (25.0%): severe chronic, mentor plus intensive supports",
    MARCUS: "missed 14 of 92 days (15.2%): moderate chronic",
}


def act(store, act_, *students, actor=CHEN, school=LINC, shown="open", save=None, **said):
    """One press about students of one school."""
    picked = [Picked(student, school, shown) for student in students]
    save = save or press(actor)
    return decide(store, save, known(store, actor), picked, Decision(act_, **said))


def refused(store, *words, **how):
    """The sentences of a press that must be refused, and that nothing was saved."""
    before = stored(store)
    with pytest.raises(SmError) as error:
        act(store, **how) if not words else act(store, *words, **how)
    assert stored(store) == before
    return error.value.sentences


@pytest.fixture(scope="module")
def untouched(tmp_path_factory):
    """The four students, for presses that are all refused."""
    store = open_district(made_once(tmp_path_factory, four))
    yield store
    store.close()


def test_choose_keeps_why_the_student_was_listed(lincoln):
    assert act(lincoln, CHOOSE, ROSA, MARCUS) == Decided(2)
    columns = "student_id, school_year, state, since, until, listed_for, proposed"
    assert stored(lincoln, columns) == [
        (ROSA, "2025-26", "chosen", JAN_30, None, WHY[ROSA], JAN_30),
        (MARCUS, "2025-26", "chosen", JAN_30, None, WHY[MARCUS], JAN_30),
    ]


def test_every_step_stands_in_the_history(lincoln):
    act(lincoln, DEFER, ROSA, reason="Family asked to wait", until=MARCH)
    act(lincoln, CHOOSE, ROSA, shown=f"deferred until {MARCH}", save=press(when=LATER))
    steps = [
        (c.person, c.field, c.before, c.after, c.reason)
        for c in reversed(history_of(lincoln, "target", ROSA))
        if c.field != "since"
    ]
    assert sorted(steps[:2]) == [
        ("Ms. Chen", "state", "", "deferred", "Family asked to wait"),
        ("Ms. Chen", "until", "", "2026-03-01", "Family asked to wait"),
    ]
    assert sorted(steps[2:]) == [
        ("Ms. Chen", "state", "deferred", "chosen", ""),
        ("Ms. Chen", "until", "2026-03-01", "", ""),
    ]


@pytest.mark.parametrize("state", ["refused", "withdrawn"])
def test_nobody_is_chosen_whose_family_said_no(lincoln, state):
    put(lincoln, "permissions", **TOLD_NO, state=state, since=date(2025, 9, 15))
    words = refused(lincoln, CHOOSE, ROSA, MARCUS)
    assert "The family of Marcus Tran (0041002) said no on Sep 15, 2025." in words[0]
    assert act(lincoln, DECLINE, MARCUS, reason="Family said no").saved == 1


def test_a_family_that_said_yes_since_is_no_hindrance(lincoln):
    put(lincoln, "permissions", **TOLD_NO, state="refused", since=date(2025, 9, 15))
    put(lincoln, "permissions", **TOLD_NO, state="given", since=date(2025, 9, 16))
    assert act(lincoln, CHOOSE, MARCUS).saved == 1


def test_a_deferred_student_is_back_on_the_day(lincoln):
    act(lincoln, DEFER, ROSA, reason="Wait", until=date(2026, 2, 10))
    for day, view in ((date(2026, 2, 9), "deferred"), (date(2026, 2, 10), "to_decide")):
        assert ROSA in on_view(lists(lincoln, day=day), view)["student_id"].to_pylist()


@pytest.mark.parametrize(
    ("until", "words"),
    [
        (None, "Say until when"),
        (JAN_30, "Jan 30, 2026 is not after today"),
        (date(2026, 1, 29), "Jan 29, 2026 is not after today"),
        (date(2026, 7, 1), "Jul 1, 2026 is after the school year, which ends on Jun 30, 2026"),
    ],
)
def test_a_day_to_defer_to_that_cannot_be(untouched, until, words):
    [sentence] = refused(untouched, DEFER, ROSA, reason="Wait", until=until)
    assert words in sentence


@pytest.mark.parametrize("until", [date(2026, 1, 31), date(2026, 6, 30)])
def test_the_first_and_last_day_to_defer_to(lincoln, until):
    assert act(lincoln, DEFER, ROSA, reason="Wait", until=until) == Decided(1)


@pytest.mark.parametrize(
    ("act_", "more"), [(DEFER, {"until": MARCH}), (DECLINE, {}), (END, {"day": JAN_30})]
)
@pytest.mark.parametrize("reason", ["", "  "])
def test_defer_decline_and_end_say_why(untouched, act_, more, reason):
    [sentence] = refused(untouched, act_, ROSA, reason=reason, **more)
    assert sentence.startswith("Say why")


def test_a_reason_has_an_end(lincoln):
    act(lincoln, DECLINE, ROSA, reason="x" * 500)
    [sentence] = refused(lincoln, DECLINE, MARCUS, reason="x" * 501)
    assert "too long" in sentence


def test_end_takes_a_chosen_student_off_the_list(lincoln):
    act(lincoln, CHOOSE, ROSA)
    act(lincoln, END, ROSA, shown="chosen", reason="Back on track", day=JAN_30)
    assert stored(lincoln) == [(ROSA, LINC, "ended", None, "Back on track")]
    assert ROSA in on_view(lists(lincoln), "declined")["student_id"].to_pylist()


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (None, "Say on which day"),
        (date(2026, 1, 31), "Jan 31, 2026 has not come yet"),
        (date(2025, 6, 30), "before the school year, which began on Jul 1, 2025"),
        (date(2026, 1, 29), "Rosa Delgado (0041001) was chosen on Jan 30, 2026, after Jan 29"),
    ],
)
def test_a_day_to_end_on_that_cannot_be(lincoln, day, words):
    act(lincoln, CHOOSE, ROSA)
    [sentence] = refused(lincoln, END, ROSA, shown="chosen", reason="Done", day=day)
    assert words in sentence


@pytest.mark.parametrize("first", [DEFER, DECLINE, END])
def test_reopen_puts_a_student_back(lincoln, first):
    if first == END:
        act(lincoln, CHOOSE, ROSA)
    shown = "chosen" if first == END else "open"
    until = MARCH if first == DEFER else None
    act(lincoln, first, ROSA, shown=shown, reason="Why not", until=until, day=JAN_30)
    [(_, _, state, until, _)] = stored(lincoln)
    act(lincoln, REOPEN, ROSA, shown=shown_as(state, until))
    assert stored(lincoln) == [(ROSA, LINC, "proposed", None, "")]
    assert ROSA in on_view(lists(lincoln), "to_decide")["student_id"].to_pylist()


# what stands: the decision that is not possible, and why
NOT_NOW = [
    ("open", END, "Rosa Delgado (0041001) is not chosen at Lincoln Middle School"),
    ("open", REOPEN, "is on the list of Lincoln Middle School already"),
    ("chosen", DEFER, "is chosen at Lincoln Middle School; end that first"),
    ("chosen", DECLINE, "is chosen at Lincoln Middle School; end that first"),
    ("chosen", REOPEN, "is chosen at Lincoln Middle School; end that first"),
    ("declined", DEFER, "was declined at Lincoln Middle School; reopen that first"),
    ("declined", END, "is not chosen"),
    ("ended", DEFER, "was taken off the list of Lincoln Middle School; reopen that first"),
    ("ended", DECLINE, "has left the list of Lincoln Middle School already"),
    ("ended", END, "is not chosen"),
]


@pytest.mark.parametrize(("state", "act_", "words"), NOT_NOW)
def test_a_decision_that_what_stands_does_not_allow(lincoln, state, act_, words):
    if state in ("chosen", "ended"):
        act(lincoln, CHOOSE, ROSA)
    if state == "ended":
        act(lincoln, END, ROSA, shown="chosen", reason="Done", day=JAN_30)
    if state == "declined":
        act(lincoln, DECLINE, ROSA, reason="No")
    [sentence] = refused(lincoln, act_, ROSA, shown=state, reason="x", until=MARCH, day=JAN_30)
    assert words in sentence


def test_chosen_already_is_told_and_no_error(lincoln):
    act(lincoln, CHOOSE, ROSA)
    done = act(lincoln, CHOOSE, ROSA, MARCUS, actor=BOSS)
    assert done == Decided(1, (
        "Rosa Delgado (0041001) was chosen already, by Ms. Chen on Jan 30 at 10:12.",
    ))  # fmt: skip
    assert act(lincoln, CHOOSE, ROSA, MARCUS).saved == 0
    assert len(stored(lincoln)) == 2


def test_a_student_whom_no_criterion_proposes_is_chosen_with_a_reason(lincoln):
    [sentence] = refused(lincoln, CHOOSE, OWEN)
    assert "No criterion proposes Owen Fitzgerald (0041004): say why" in sentence
    act(lincoln, CHOOSE, OWEN, reason="His teacher asked")
    assert stored(lincoln, "reason, listed_for, proposed") == [("His teacher asked", "", None)]


def test_a_double_click_decides_once(lincoln):
    save = press(token="one")
    assert act(lincoln, CHOOSE, ROSA, save=save) == Decided(1)
    assert act(lincoln, CHOOSE, ROSA, save=save) is None
    assert len(history_of(lincoln, "target", ROSA)) == 2  # state and since


# --- two people


def test_the_second_of_two_people_is_told_and_nothing_is_overwritten(lincoln):
    act(lincoln, DECLINE, ROSA, reason="Family said no", actor=BOSS)
    sentences = refused(lincoln, DEFER, ROSA, MARCUS, reason="Wait", until=MARCH)
    assert sentences == [
        "Rosa Delgado (0041001) was declined by District captain on Jan 30 at 10:12 (Family said "
        "no) while you had the list open.",
        "Nothing is saved for any of the 2 students picked. Look at the list again, take these out "
        "or decide about them one by one.",
    ]


def test_somebody_who_changed_the_day_is_told_of(lincoln):
    act(lincoln, DEFER, ROSA, reason="Wait", until=MARCH)
    act(lincoln, DEFER, ROSA, shown=f"deferred until {MARCH}", reason="Longer", actor=BOSS,
        until=date(2026, 4, 1), save=press(BOSS, LATER))  # fmt: skip
    shown = f"deferred until {MARCH}"
    [sentence] = refused(lincoln, DECLINE, ROSA, shown=shown, reason="No")
    assert "was deferred by District captain on Jan 30 at 11:05 (Longer)" in sentence


def test_a_name_that_was_only_written_down_meanwhile_is_no_clash(lincoln):
    record_proposals(lincoln, press(BOSS), lists(lincoln, BOSS))
    assert act(lincoln, CHOOSE, ROSA) == Decided(1)


# --- who may


@pytest.mark.parametrize("actor", [ROOSEVELTS, PRINCIPAL_])
def test_only_a_coordinator_of_the_school_or_a_captain_decides(untouched, actor):
    with pytest.raises(NotAllowed):
        act(untouched, CHOOSE, ROSA, actor=actor)
    assert stored(untouched) == []


def test_a_captain_decides_about_several_schools_in_one_press(store, given):
    bring(store, given, {"t.csv": told((ROSA, 92, 23), (AMINA, 92, 23, JAN_30, ROOS))})
    picked = [Picked(ROSA, LINC), Picked(AMINA, ROOS)]
    assert decide(store, press(BOSS), known(store, BOSS), picked, Decision(CHOOSE)) == Decided(2)
    with pytest.raises(NotAllowed):
        decide(store, press(), known(store), picked, Decision(DECLINE, "x"))


# --- where students are


def go(store, given):
    """Amina goes from Lincoln to Roosevelt, Owen left Lincoln in December."""
    earlier = date(2025, 12, 1)
    bring(store, given, {
        "then.csv": told((AMINA, 60, 12, earlier), (OWEN, 60, 12, earlier)),
        "now.csv": told((ROSA, 92, 23), (MARCUS, 92, 14), (AMINA, 30, 6, JAN_30, ROOS)),
    } | names())  # fmt: skip


@pytest.fixture(scope="module")
def moved(tmp_path_factory):
    """For presses that are all refused."""
    store = open_district(made_once(tmp_path_factory, go))
    yield store
    store.close()


@pytest.mark.parametrize(
    ("actor", "student", "words"),
    [
        (CHEN, AMINA, "Student 0041003 has left Lincoln Middle School."),
        (BOSS, AMINA, "Amina Yusuf (0041003) has left Lincoln Middle School and is now at "
                      "Roosevelt Elementary: decide there."),
        (CHEN, OWEN, "Owen Fitzgerald (0041004) is no longer enrolled, as of Jan 30, 2026."),
        (CHEN, "0049999", "There is no student 0049999 among those you may see on Jan 30, 2026; "
                          "check the id."),
        (BOSS, "0049999", "There is no student 0049999"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("act_", [CHOOSE, DEFER, DECLINE])
def test_a_student_who_is_not_at_the_school(moved, actor, student, words, act_):
    [sentence] = refused(moved, act_, student, actor=actor, reason="x", until=MARCH)
    assert sentence.startswith(words)


def test_nobody_learns_where_a_student_is_whom_they_may_not_see(moved):
    [sentence] = refused(moved, CHOOSE, ROSA, actor=ROOSEVELTS, school=ROOS)
    assert sentence.startswith("There is no student 0041001 among those you may see")


def test_all_or_nothing_with_a_sentence_for_each_and_no_flood(moved):
    strangers = [f"x{n}" for n in range(14)]
    sentences = refused(moved, CHOOSE, ROSA, *strangers)
    assert len(sentences) == 12
    assert sentences[-2] == "And 4 more like these."
    assert sentences[-1].startswith("Nothing is saved for any of the 15 students picked.")


def test_who_has_left_can_be_taken_off_the_list(store, given):
    four(store, given)
    act(store, CHOOSE, ROSA)
    record_proposals(store, press(), lists(store))
    later = date(2026, 2, 13)
    bring(store, given, {"later.csv": told((AMINA, 100, 8, later), (OWEN, 100, 1, later))})
    everybody = known(store, as_of=later)
    save = press(when=datetime(2026, 2, 13, 9))
    chosen, earlier = Picked(ROSA, LINC, "chosen"), Picked(MARCUS, LINC)
    done = decide(store, save, everybody, [chosen], Decision(END, "Left", day=later))
    assert done == Decided(1)
    save = press(when=datetime(2026, 2, 13, 9, 1))
    assert decide(store, save, everybody, [earlier], Decision(DECLINE, "Left")) == Decided(1)
    save = press(when=datetime(2026, 2, 13, 9, 2))
    with pytest.raises(SmError, match="no longer enrolled"):
        decide(store, save, everybody, [Picked(MARCUS, LINC, "declined")], Decision(REOPEN))


def test_nobody_picked_is_nothing_done(lincoln):
    assert act(lincoln, CHOOSE) == Decided(0)


# --- names written down


def test_proposals_are_written_once_with_their_reasons(lincoln):
    assert record_proposals(lincoln, press(), lists(lincoln)) == 3
    version = lincoln.version("program")
    assert record_proposals(lincoln, press(BOSS), lists(lincoln, BOSS)) == 0
    assert lincoln.version("program") == version
    columns = "student_id, state, since, listed_for, proposed"
    assert stored(lincoln, columns)[:2] == [
        (ROSA, "proposed", JAN_30, WHY[ROSA], JAN_30),
        (MARCUS, "proposed", JAN_30, WHY[MARCUS], JAN_30),
    ]
    [change] = [c for c in history_of(lincoln, "target", ROSA) if c.field == "state"]
    assert (change.after, change.reason) == ("proposed", "proposed by the criteria")


def test_two_people_who_open_the_page_at_once_write_each_name_once(lincoln):
    boards = [lists(lincoln), lists(lincoln, BOSS)]
    assert record_proposals(lincoln, press(), boards[0]) == 3
    assert record_proposals(lincoln, press(BOSS), boards[1]) == 0
    assert len(stored(lincoln)) == 3


@pytest.mark.parametrize("actor", [PRINCIPAL_, ROOSEVELTS])
def test_who_may_not_decide_writes_no_names(untouched, actor):
    assert record_proposals(untouched, press(actor), lists(untouched, actor)) == 0
    assert stored(untouched) == []


@pytest.mark.parametrize(
    ("decision", "why"),
    [
        (Decision(CHOOSE), "missed 24 of 102 days (23.5%): severe chronic, mentor plus "
                           "intensive supports"),
        (Decision(DECLINE, "Family said no"), WHY[ROSA]),
    ],
)  # fmt: skip
def test_a_choice_tells_its_own_reasons_and_no_other_decision_does(lincoln, given, decision, why):
    record_proposals(lincoln, press(), lists(lincoln))
    later = date(2026, 2, 13)
    bring(lincoln, given, {"later.csv": told((ROSA, 102, 24, later), (OWEN, 102, 1, later))})
    picked = [Picked(ROSA, LINC)]
    save = press(when=datetime(2026, 2, 13, 9))
    decide(lincoln, save, known(lincoln, as_of=later), picked, decision)
    columns = "since, listed_for, proposed"
    assert (later, why, JAN_30) in stored(lincoln, columns)
