"""The plan of a school: begun once, its steps added, changed, moved, and said to be done."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from sm_core.errors import NotAllowed, SmError
from sm_core.plans.change_template import save_template
from sm_core.plans.comments import LONGEST as LONGEST_COMMENT
from sm_core.plans.comments import add_comment, take_back
from sm_core.plans.find import plans_of
from sm_core.plans.plan import BEGUN, DONE, DROPPED, GOING, MENTORED, START, TO_DO, Step
from sm_core.plans.save import (
    LONGEST,
    add_lacking,
    add_step,
    change_step,
    days_from_template,
    lacking,
    move_step,
    set_state,
)
from sm_core.plans.story import plan_history
from sm_core.plans.targets import Now, save_target
from sm_core.plans.template import USUAL, TemplateStep
from sm_core.saving import ChangedMeanwhile
from tests.invented import LINC
from tests.mentor_cast import CAPTAIN_, CHEN, EARLIER, MENTOR_, PRINCIPAL_, RUIZ, TODAY, YEAR, press
from tests.plan_cast import HERE, STARTED, TIERS, begin, plan_at, step, weeks

OWN = Step("", LINC, YEAR, START, 0, "  Visit Roosevelt ", " Ms. Chen ", weeks(2))


@pytest.fixture
def begun(store):
    begin(store)
    return store


def test_a_plan_begins_with_the_template_and_its_days(begun):
    plan = plan_at(begun)
    assert [s.template_key for s in plan.steps] == [each.key for each in USUAL]
    assert [s.due for s in plan.steps] == [weeks(each.weeks) for each in USUAL]
    assert (plan.started, plan.baseline, plan.made_by) == (STARTED, TIERS, CHEN.person)


def test_two_who_begin_one_begin_one(begun):
    assert not begin(begun, started=weeks(1), actor=PRINCIPAL_)
    plan = plan_at(begun)
    assert (plan.started, len(plan.steps)) == (STARTED, len(USUAL))


def test_a_double_click_begins_one(store):
    assert begin(store, token="one")
    assert not begin(store, token="one")


@pytest.mark.parametrize(
    ("started", "fits"),
    [
        (date(2025, 6, 30), False),
        (date(2025, 7, 1), True),
        (date(2026, 6, 30), True),
        (date(2026, 7, 1), False),
    ],
)
def test_a_plan_begins_within_its_school_year(store, started, fits):
    if fits:
        begin(store, started=started)
        assert max(s.due for s in plan_at(store).steps) <= date(2026, 6, 30)
    else:
        with pytest.raises(SmError, match=r"cannot begin on .* of the school year 2025-26"):
            begin(store, started=started)
        assert plan_at(store) is None


@pytest.mark.parametrize("actor", [RUIZ, MENTOR_], ids=lambda a: a.role)
def test_nobody_else_changes_a_plan(begun, actor):
    known = step(begun, "data")
    for attempt in (
        lambda: begin(begun, actor=actor),
        lambda: add_step(begun, press(actor), OWN),
        lambda: change_step(begun, press(actor), known, "x", "", None),
        lambda: set_state(begun, press(actor), known, DONE),
        lambda: move_step(begun, press(actor), known, 1),
        lambda: days_from_template(begun, press(actor), HERE),
        lambda: add_lacking(begun, press(actor), HERE, ["data"]),
        lambda: add_comment(begun, press(actor), HERE, "x"),
    ):
        with pytest.raises(NotAllowed):
            attempt()
    assert step(begun, "data") == known


def test_without_a_plan_nothing_is_added(store):
    with pytest.raises(SmError, match="no plan for 2025-26 at this school yet"):
        add_step(store, press(CHEN), OWN)


@pytest.mark.parametrize("actor", [PRINCIPAL_, CHEN, CAPTAIN_], ids=lambda a: a.role)
def test_a_step_is_added_to_its_phase(begun, actor):
    add_step(begun, press(actor), OWN)
    new = next(s for s in plan_at(begun).steps if not s.template_key)
    assert (new.what, new.owner, new.due) == ("Visit Roosevelt", "Ms. Chen", weeks(2))
    assert [s for s in plan_at(begun).steps if s.phase == START][-1] == new


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"what": "  "}, "Say what is to be done"),
        ({"what": "x" * (LONGEST + 1)}, "The step is too long"),
        ({"owner": "x" * (LONGEST + 1)}, "The owner is too long"),
        ({"due": date(2026, 7, 1)}, "cannot be due on Jul 1, 2026: this plan is of .* 2025-26"),
        ({"due": date(2025, 6, 30)}, "cannot be due on Jun 30, 2025"),
    ],
)
def test_what_cannot_be_a_step(begun, wrong, sentence):
    with pytest.raises(SmError, match=sentence):
        add_step(begun, press(CHEN), replace(OWN, **wrong))
    values = {"what": "x", "owner": "", "due": None} | wrong
    with pytest.raises(SmError, match=sentence):
        change_step(begun, press(CHEN), step(begun, "data"), **values)
    assert len(plan_at(begun).steps) == len(USUAL)


def test_the_longest_words_and_the_last_day_fit(begun):
    add_step(begun, press(CHEN), replace(OWN, what="x" * LONGEST, due=date(2026, 6, 30)))
    assert len(plan_at(begun).steps) == len(USUAL) + 1


def test_two_who_change_one_step_are_told_where_they_differ(begun):
    opened = step(begun, "data")
    change_step(begun, press(PRINCIPAL_), opened, opened.what, "Dr. Hall", opened.due)
    change_step(begun, press(CHEN), opened, "Access to the data", opened.owner, opened.due)
    now = step(begun, "data")
    assert (now.what, now.owner) == ("Access to the data", "Dr. Hall")
    with pytest.raises(ChangedMeanwhile, match=r"Dr\. Hall changed who does it"):
        change_step(begun, press(CHEN), opened, opened.what, "Ms. Chen", opened.due)
    assert step(begun, "data") == now


def test_a_step_is_done_and_put_back(begun):
    set_state(begun, press(CHEN), step(begun, "data"), BEGUN)
    assert step(begun, "data").state == BEGUN
    set_state(begun, press(CHEN), step(begun, "data"), DONE)
    done = step(begun, "data")
    assert (done.state, done.ended) == (DONE, TODAY)
    set_state(begun, press(CHEN), done, TO_DO)
    assert (step(begun, "data").state, step(begun, "data").ended) == (TO_DO, None)


@pytest.mark.parametrize("why", ["", "  ", "x" * (LONGEST + 1)])
def test_a_step_that_is_not_needed_says_why(begun, why):
    with pytest.raises(SmError, match=r"Say why|reason is too long"):
        set_state(begun, press(CHEN), step(begun, "data"), DROPPED, why)
    set_state(begun, press(CHEN), step(begun, "data"), DROPPED, "We have it")
    assert step(begun, "data").words == "We have it"
    assert plan_at(begun).counted_on(TODAY).total == len(USUAL) - 1


def test_two_who_put_one_step_otherwise_are_told(begun):
    opened = step(begun, "data")
    set_state(begun, press(PRINCIPAL_), opened, DROPPED, "We have it")
    set_state(begun, press(CHEN), opened, DROPPED, "the same")
    assert step(begun, "data").words == "We have it"
    with pytest.raises(SmError, match=r"Somebody else put .* to “not needed” meanwhile"):
        set_state(begun, press(CHEN), opened, DONE)


@pytest.mark.parametrize(
    ("key", "by", "keys"),
    [
        ("principal", -1, ["principal", "coordinator"]),
        ("principal", 1, ["coordinator", "principal"]),
        ("coordinator", -1, ["coordinator", "principal"]),
    ],
)
def test_a_step_moves_within_its_phase(begun, key, by, keys):
    move_step(begun, press(CHEN), step(begun, key), by)
    assert [s.template_key for s in plan_at(begun).steps][:2] == keys
    assert len(plan_at(begun).steps) == len(USUAL)


def test_the_last_of_a_phase_stays_in_it(begun):
    before = plan_at(begun).steps
    move_step(begun, press(CHEN), step(begun, "matching"), 1)
    move_step(begun, press(CHEN), step(begun, "weekly"), -1)
    assert plan_at(begun).steps == before


def test_days_come_back_from_the_template_for_open_steps_alone(begun):
    for key in ("data", "training", "weekly"):
        opened = step(begun, key)
        change_step(begun, press(CHEN), opened, opened.what, "", None)
    set_state(begun, press(CHEN), step(begun, "data"), DONE)
    assert days_from_template(begun, press(CHEN), HERE) == 2
    assert [step(begun, key).due for key in ("data", "training", "weekly")] == [
        None, weeks(6), weeks(8),
    ]  # fmt: skip
    with pytest.raises(SmError, match="template has no day"):
        days_from_template(begun, press(CHEN), HERE)


def test_steps_the_template_got_later_can_be_added_once(begun):
    more = (*USUAL, TemplateStep("garden", GOING, "Plant a tree", 99 - 49))
    save_template(begun, press(CAPTAIN_), USUAL, more)
    missing = lacking(plan_at(begun), more)
    assert [each.key for each in missing] == ["garden"]
    add_lacking(begun, press(CHEN), HERE, ["garden", "data"])
    add_lacking(begun, press(CHEN), HERE, ["garden"])
    assert len(plan_at(begun).steps) == len(USUAL) + 1
    # No later than the last day of the school year.
    assert step(begun, "garden").due == date(2026, 6, 30)


def test_people_talk_about_a_plan_and_take_back_their_own(begun):
    add_comment(begun, press(CAPTAIN_, EARLIER), HERE, " Well done. ")
    add_comment(begun, press(CHEN), HERE, "Next week", step(begun, "data"))
    one, other = plan_at(begun).comments
    assert (one.words, one.person, one.step_id) == ("Well done.", CAPTAIN_.person, "")
    assert other.step_id == step(begun, "data").step_id
    with pytest.raises(NotAllowed, match="only they can take it back"):
        take_back(begun, press(CHEN), one)
    take_back(begun, press(CAPTAIN_), one)
    assert plan_at(begun).comments[0].taken_back


@pytest.mark.parametrize("words", ["", "  ", "x" * (LONGEST_COMMENT + 1)])
def test_a_comment_says_something_and_not_too_much(begun, words):
    with pytest.raises(SmError, match="comment"):
        add_comment(begun, press(CHEN), HERE, words)
    assert not plan_at(begun).comments


def test_the_history_says_what_changed_of_which_step(begun):
    set_state(begun, press(PRINCIPAL_), step(begun, "data"), DONE)
    found = plan_history(begun, CHEN, HERE, TODAY)
    told = [(about, c.person, c.before, c.after) for about, c in found]
    what = next(each.what for each in USUAL if each.key == "data")
    assert told[0] == (f"{what}: how far it is", PRINCIPAL_.person, TO_DO, DONE)
    assert plan_history(begun, CHEN, HERE, TODAY - timedelta(days=1)) == found[1:]
    with pytest.raises(NotAllowed):
        plan_history(begun, RUIZ, HERE, TODAY)


def test_an_earlier_date_knows_only_the_steps_and_goals_of_then(begun):
    add_step(begun, press(CHEN), replace(OWN, due=STARTED))
    save_target(begun, press(CHEN), HERE, MENTORED, None, (Decimal(9), None), Now(2, None, TODAY))
    for day, steps, goals in (
        (TODAY - timedelta(days=1), len(USUAL), 0), (TODAY, len(USUAL) + 1, 1),
    ):  # fmt: skip
        found = plans_of(begun, CHEN, [LINC], YEAR, day)[LINC]
        assert (len(found.steps), len(found.targets)) == (steps, goals)
        assert found.counted_on(day).total == steps


def test_a_step_changes_places_with_one_that_is_open_as_it_is(begun):
    set_state(begun, press(CHEN), step(begun, "coordinator"), DONE)
    assert move_step(begun, press(CHEN), step(begun, "data"), -1) is True
    open_ = [s.template_key for s in plan_at(begun).steps if s.state == TO_DO]
    assert open_[:2] == ["data", "principal"]
    assert move_step(begun, press(CHEN), step(begun, "data"), -1) is False
    assert move_step(begun, press(CHEN), step(begun, "coordinator"), 1) is False
