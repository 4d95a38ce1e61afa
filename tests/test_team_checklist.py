"""The principal's checklist: what follows by itself, what is ticked, by whom, and taken back."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from sm_core.errors import NotAllowed, SmError
from sm_core.saving import ChangedMeanwhile
from sm_core.team.checklist import (
    FOLLOWS,
    LONGEST,
    ONCE,
    STEPS,
    Checked,
    checklist_of,
    checklist_words,
    record_step,
)
from sm_core.team.named import Named
from sm_core.team.overview import SchoolTeam
from sm_core.team.story import team_history
from tests.invented import LINC
from tests.mentor_cast import CAPTAIN_, CHEN, MENTOR_, PRINCIPAL_, RUIZ, TODAY, YEAR, press
from tests.team_cast import CHEN_, CHEN_ON_TEAM, HALL, NOVAK, TUESDAYS

EMPTY = SchoolTeam(LINC, "Lincoln Middle School", Named())
FULL = replace(
    EMPTY, named=Named(HALL, CHEN_, replace(CHEN_, name="Mr. Diaz")),
    members=(NOVAK, CHEN_ON_TEAM), meeting=TUESDAYS,
)  # fmt: skip
DONE = Checked(TODAY, "Dr. Hall", "")


def tick(store, step="data", opened=None, wanted=DONE, actor=PRINCIPAL_, year=YEAR, **more):
    record_step(store, press(actor, **more), (LINC, year), step, opened, wanted)


def steps(store, team=EMPTY, year=YEAR, day=TODAY):
    return {step.key: step for step in checklist_of(store, team, year, day)}


def test_nothing_is_done_at_first_and_what_is_recorded_ticks_itself(store):
    assert not any(step.done for step in steps(store).values())
    found = steps(store, FULL)
    assert {key for key, step in found.items() if step.done} == set(FOLLOWS) == set(ONCE)
    assert found["hours"].because == "Ms. Chen, 10 hours a week, School social worker"
    assert found["meeting"].because == "Tuesdays at 7:45 am, library, every week"
    assert checklist_words(list(found.values())) == f"5 of {len(STEPS)} steps done"


OPEN = [
    ("named", replace(FULL, named=Named(HALL))),
    ("hours", replace(FULL, named=Named(HALL, replace(CHEN_, hours=None)))),
    ("on_team", replace(FULL, members=(NOVAK,))),
    ("meeting", replace(FULL, meeting=EMPTY.meeting)),
    ("substitute", replace(FULL, named=Named(HALL, CHEN_))),
]


@pytest.mark.parametrize(("step", "team"), OPEN)
def test_each_opens_again_with_what_it_follows_from(store, step, team):
    assert not steps(store, team)[step].done


@pytest.mark.parametrize("step", FOLLOWS)
def test_what_follows_is_never_typed(store, step):
    with pytest.raises(SmError, match="ticks itself once"):
        tick(store, step)


@pytest.mark.parametrize("actor", [PRINCIPAL_, CHEN, CAPTAIN_], ids=lambda a: a.role)
def test_a_step_is_ticked_corrected_and_taken_back(store, actor):
    tick(store, actor=actor)
    done = Checked(TODAY, actor.person, "")
    assert steps(store)["data"].checked == done
    better = Checked(TODAY - timedelta(days=3), actor.person, "login set up")
    tick(store, opened=done, wanted=better, actor=actor)
    assert steps(store)["data"].checked == better
    tick(store, opened=better, wanted=None, actor=actor)
    assert not steps(store)["data"].done
    told = [(what, c.before, c.after) for what, c in team_history(store, actor, LINC)]
    assert (f"{STEPS['data']}: day", "2026-01-27", "") in told


@pytest.mark.parametrize("actor", [RUIZ, MENTOR_], ids=lambda a: a.role)
def test_nobody_else_ticks(store, actor):
    with pytest.raises(NotAllowed):
        tick(store, actor=actor)


def test_it_is_gone_through_anew_each_year_and_as_of_a_day(store):
    tick(store, wanted=Checked(TODAY))
    assert not steps(store, year="2024-25")["data"].done
    assert not steps(store, day=TODAY - timedelta(days=1))["data"].done


@pytest.mark.parametrize(
    ("wanted", "sentence"),
    [
        (Checked(TODAY + timedelta(days=1)), "has not come yet"),
        (Checked(date(1987, 5, 4)), "looks like a date of birth"),
        (Checked(TODAY, note="x" * (LONGEST + 1)), "note is too long"),
    ],
)
def test_what_cannot_be_ticked(store, wanted, sentence):
    with pytest.raises(SmError, match=sentence):
        tick(store, wanted=wanted)
    assert not steps(store)["data"].done


def test_two_who_tick_one_step_are_told_where_they_differ(store):
    tick(store)
    tick(store, actor=CHEN)
    assert steps(store)["data"].checked == DONE
    with pytest.raises(ChangedMeanwhile, match=r"Dr\. Hall changed the day from nothing to 2026"):
        tick(store, wanted=Checked(TODAY - timedelta(days=1)), actor=CHEN)


def test_a_double_click_ticks_once(store):
    tick(store, token="one")
    tick(store, opened=DONE, wanted=None, token="one")
    assert steps(store)["data"].done
