"""The gates between "may be somebody" and "sees students", each at its bound."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from sm_core.mentors.mentor import ORIENTATION, REQUIRED, Mentor, Screening, Training
from tests.mentor_cast import DAVID, HELEN, LAST_FALL, PRIYA, TODAY, TOMAS, cleared

DAY = timedelta(days=1)
READY = cleared(DAVID)


def stage_and_reasons(mentor, day=TODAY):
    return mentor.stage(day), mentor.cannot_be_matched(day)


def oriented(*trainings, started=READY.started):
    return replace(READY, trainings=trainings, started=started)


def orientation(day=LAST_FALL, agreed=True, duty=True):
    return Training(ORIENTATION, day, "", agreed, duty)


NO_STEP = [
    (DAVID, "application", "no application yet"),
    (DAVID, "interview", "no interview yet"),
    (DAVID, "criminal_check", "no criminal background check yet"),
    (DAVID, "registry_check", "sex-offender and child-abuse registries not checked yet"),
    (TOMAS, "references", "references not checked yet"),
    (PRIYA, "references", "references not checked yet"),
]


@pytest.mark.parametrize(("mentor", "step", "reason"), NO_STEP)
def test_every_step_that_is_missing_keeps_students_away(mentor, step, reason):
    waiting = replace(cleared(mentor, **{step: None}), started=None)
    assert waiting.stage(TODAY) == "applied"
    assert waiting.cannot_be_matched(TODAY) == [reason, "has not started yet"][:1]
    assert waiting.free(TODAY) == 0


@pytest.mark.parametrize(
    ("kind", "steps"),
    [("staff", 4), ("external", 5), ("peer", 3)],
)
def test_each_kind_has_its_own_steps(kind, steps):
    assert len(REQUIRED[kind]) == steps
    ready = cleared(Mentor("x", "A", "B", kind))
    assert stage_and_reasons(ready) == ("active", [])


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        (Screening(TODAY - DAY, TODAY + DAY), None),
        (Screening(TODAY - DAY, TODAY), None),
        (Screening(TODAY), None),
        (Screening(TODAY, TODAY), None),
        (Screening(LAST_FALL, TODAY - DAY), "expired on Jan 29, 2026"),
        (Screening(TODAY + DAY), "only done on Jan 31, 2026"),
        (Screening(TODAY + DAY, TODAY + 9 * DAY), "only done on Jan 31, 2026"),
        (Screening(LAST_FALL, passed=False), "not passed"),
        (Screening(LAST_FALL, TODAY - DAY, passed=False), "not passed"),
    ],
)
def test_a_step_holds_from_its_day_to_its_last_day(said, reason):
    mentor = cleared(DAVID, criminal_check=said)
    expected = [f"criminal background check {reason}"] if reason else []
    assert mentor.cannot_be_matched(TODAY) == expected
    assert mentor.stage(TODAY) == "active"
    before_start = replace(mentor, started=None)
    assert before_start.stage(TODAY) == ("applied" if reason else "trained")


@pytest.mark.parametrize(
    ("trainings", "reasons"),
    [
        ((), ["no orientation yet"]),
        ((orientation(TODAY + DAY),), ["no orientation yet"]),
        ((Training("refresher", LAST_FALL, "", True, True),), ["no orientation yet"]),
        ((orientation(TODAY),), []),
        ((orientation(agreed=False),), ["confidentiality agreement not signed"]),
        ((orientation(duty=False),), ["duty to report not covered"]),
        ((orientation(agreed=False, duty=False),),
         ["confidentiality agreement not signed", "duty to report not covered"]),
        ((orientation(agreed=False), orientation(TODAY, duty=False)), []),
        ((orientation(agreed=False), orientation(TODAY + DAY)),
         ["confidentiality agreement not signed"]),
    ],
)  # fmt: skip
def test_an_orientation_counts_with_agreement_and_duty_to_report(trainings, reasons):
    assert oriented(*trainings).cannot_be_matched(TODAY) == reasons
    before_start = oriented(*trainings, started=None)
    assert before_start.stage(TODAY) == ("screened" if reasons else "trained")


@pytest.mark.parametrize(
    ("state", "stage", "reasons"),
    [
        ({"started": None}, "trained", ["has not started yet"]),
        ({"started": TODAY + DAY}, "trained", ["has not started yet"]),
        ({"started": TODAY}, "active", []),
        ({"paused": TODAY + DAY}, "active", []),
        ({"paused": TODAY}, "paused", ["is paused"]),
        ({"closed": TODAY + DAY}, "active", []),
        ({"closed": TODAY}, "closed", ["has left the program"]),
        ({"paused": LAST_FALL, "closed": TODAY}, "closed", ["has left the program"]),
        ({"started": None, "paused": TODAY}, "paused", ["is paused"]),
    ],
)
def test_start_pause_and_end_hold_from_their_day(state, stage, reasons):
    assert stage_and_reasons(replace(READY, **state)) == (stage, reasons)


def test_a_prospect_is_told_everything_that_is_missing():
    assert stage_and_reasons(HELEN) == (
        "prospect",
        [
            "no application yet", "no interview yet", "no criminal background check yet",
            "sex-offender and child-abuse registries not checked yet", "no orientation yet",
        ],
    )  # fmt: skip
    applied = replace(HELEN, screening={"application": Screening(TODAY)})
    assert applied.stage(TODAY) == "applied"
    assert applied.stage(TODAY - DAY) == "prospect"


def test_places_left_are_free_only_for_who_can_be_matched():
    two = replace(READY, students=("A", "B"))
    assert (two.places_left, two.free(TODAY)) == (2, 2)
    assert replace(two, capacity=1).free(TODAY) == 0
    paused = replace(two, paused=TODAY)
    assert (paused.places_left, paused.free(TODAY)) == (2, 0)


def test_what_expires_is_what_is_required_and_was_passed():
    mentor = cleared(
        PRIYA,
        interview=Screening(LAST_FALL, TODAY),
        references=Screening(LAST_FALL, TODAY + DAY),
        application=Screening(LAST_FALL, TODAY, passed=False),
        criminal_check=Screening(LAST_FALL, date(2025, 12, 1)),
    )
    assert mentor.expiring(TODAY) == [("interview", TODAY)]
    assert [step for step, _ in mentor.expiring(TODAY + DAY)] == ["interview", "references"]
