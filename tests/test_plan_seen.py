"""What the program sees of each step, plans in words, and all of them side by side."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from sm_core.plans.plan import BEGUN, DONE, DROPPED, GOING, START, TO_DO, Comment, Plan, Step
from sm_core.plans.seen import (
    Facts,
    See,
    disagreement,
    facts_of,
    look_done,
    seen_words,
    what_we_see,
)
from sm_core.plans.table import overdue_first, plans_table, steps_table
from sm_core.plans.template import USUAL, TemplateStep
from sm_core.plans.words import (
    baseline_now_words,
    baseline_words,
    begun_words,
    due_words,
    mark,
    phase_words,
    plan_words,
    plans_words,
    step_words,
    undated_words,
)
from sm_core.progress.funnel import Funnel
from sm_core.schools import School
from sm_core.team.named import Named
from sm_core.team.overview import SchoolTeam
from sm_core.trainings.session import CANCELED, HELD, MEETING, PLANNED, Session
from tests.invented import LINC, ROOS
from tests.mentor_cast import DAVID, GRACE, HELEN, TODAY, YEAR, cleared
from tests.plan_cast import STARTED, TIERS
from tests.progress_made import rated
from tests.team_cast import CHEN_, HALL, TUESDAYS

DAY = timedelta(days=1)
BARE = SchoolTeam(LINC, "Lincoln Middle School", Named())
FULL = replace(BARE, named=Named(HALL, CHEN_), meeting=TUESDAYS)
NOTHING = Facts(TODAY, BARE, None, Funnel(), (), ())
AHEAD = Session("t1", LINC, MEETING, "Monthly", TODAY, state=PLANNED)
LEFT = replace(GRACE, closed=TODAY)


def see(key, **known):
    found = what_we_see(replace(NOTHING, **known))[key]
    return found.words, found.done


def test_of_every_step_but_the_celebration_something_is_seen():
    assert what_we_see(NOTHING).keys() == {each.key for each in USUAL} - {"celebration"}
    assert not any(found.done for found in what_we_see(NOTHING).values())


@pytest.mark.parametrize(
    ("key", "known", "words", "done"),
    [
        ("principal", {}, "Nobody is named as principal.", False),
        ("principal", {"team": FULL}, "Dr. Hall is named since Aug 18, 2025.", None),
        ("coordinator", {}, "No site coordinator is named.", False),
        ("coordinator", {"team": FULL},
         "Ms. Chen is named since Aug 18, 2025, with 10 hours a week.", True),
        ("coordinator", {"team": replace(BARE, named=Named(None, replace(CHEN_, hours=None)))},
         "Ms. Chen is named since Aug 18, 2025, with no hours a week set.", None),
        ("data", {}, "There is no attendance of this school year yet.", False),
        ("data", {"through": TODAY}, "Attendance is here through Jan 30, 2026.", None),
        ("students", {}, "0 students are chosen.", False),
        ("students", {"funnel": Funnel(1)}, "1 student is chosen.", True),
        ("recruiting", {"mentors": [LEFT]}, "0 mentors are on the roster.", False),
        ("recruiting", {"mentors": [DAVID]}, "1 mentor is on the roster.", None),
        ("screening", {"mentors": [LEFT]}, "No mentor is on the roster yet.", False),
        ("screening", {"mentors": [cleared(DAVID), HELEN]},
         "1 of 1 active mentors have passed every step of the screening.", True),
        ("screening", {"mentors": [HELEN]},
         "0 of 1 people on the roster have passed every step of the screening.", False),
        ("training", {"mentors": [cleared(DAVID), replace(cleared(GRACE), trainings=())]},
         "1 of 2 active mentors have had the orientation.", False),
        ("notices", {}, "No student is chosen yet.", False),
        ("notices", {"funnel": Funnel(3, 0)},
         "0 of 3 families of chosen students were told.", False),
        ("notices", {"funnel": Funnel(3, 2)},
         "2 of 3 families of chosen students were told.", None),
        ("notices", {"funnel": Funnel(3, 3)},
         "3 of 3 families of chosen students were told.", True),
        ("notices", {"funnel": Funnel(3, 2, 1, 1)},
         "2 of 3 families of chosen students were told. 1 student meets a mentor before the family "
         "was told.", False),
        ("matching", {"funnel": Funnel(3, 3, 0)}, "0 of 3 chosen students have a mentor.", False),
        ("matching", {"funnel": Funnel(3, 3, 2)}, "2 of 3 chosen students have a mentor.", None),
        ("matching", {"funnel": Funnel(3, 3, 3)}, "3 of 3 chosen students have a mentor.", True),
        ("weekly", {}, "No meeting day is set.", False),
        ("weekly", {"team": FULL},
         "The team meets Tuesdays at 7:45 am, library, every week.", True),
        ("support", {}, "No monthly meeting with mentors is planned.", False),
        ("support", {"sessions": [AHEAD]},
         "The next monthly meeting is planned for Jan 30, 2026.", True),
        ("support", {"sessions": [replace(AHEAD, day=TODAY - DAY)]},
         "No monthly meeting with mentors is planned.", False),
        ("support", {"sessions": [replace(AHEAD, state=CANCELED)]},
         "No monthly meeting with mentors is planned.", False),
        ("support", {"sessions": [replace(AHEAD, day=TODAY - DAY, state=HELD)]},
         "No monthly meeting with mentors is planned; the last was held on Jan 29, 2026.", None),
    ],
)  # fmt: skip
def test_what_is_seen_of_a_step(key, known, words, done):
    assert see(key, **known) == (words, done)


def made(what, due=None, state=TO_DO, ended=None, words="", place=1, key=""):
    return Step(what, LINC, YEAR, START, place, what, "", due, state, ended, words, key)


@pytest.mark.parametrize(
    ("state", "done", "told"),
    [
        (DONE, False, "said to be done"), (DONE, None, ""), (DONE, True, ""),
        (TO_DO, True, "looks done"), (BEGUN, True, "looks done"), (TO_DO, False, ""),
        (DROPPED, False, ""), (DROPPED, True, ""),
    ],
)  # fmt: skip
def test_where_people_and_what_we_see_differ(state, done, told):
    step = made("x", state=state)
    found = disagreement(step, See("", done), TODAY)
    assert (told in found) if told else not found
    assert not disagreement(step, None, TODAY)


@pytest.mark.parametrize(
    ("day", "done", "told"),
    [
        (TODAY - DAY, False, ""), (TODAY - DAY, True, "looks done"),
        (TODAY, False, "said to be done"), (TODAY, True, ""),
    ],
)  # fmt: skip
def test_what_people_said_counts_from_its_day(day, done, told):
    found = disagreement(made("x", state=DONE, ended=TODAY), See("", done), day)
    assert (told in found) if told else not found


def test_how_many_steps_look_done_at_a_school():
    usual = {each.key: each.what for each in USUAL}
    there = replace(NOTHING, team=FULL)
    keys = ("weekly", "coordinator", "students")
    steps = [made(usual[key], key=key) for key in keys]
    assert look_done(steps, there) == 2
    assert look_done([*steps[1:], replace(steps[0], what="Lunch")], there) == 1
    assert look_done([replace(steps[0], state=DONE, ended=TODAY)], there) == 0


def test_of_mentors_and_sessions_those_of_the_school_count():
    found = rated(20)
    mentors = [replace(DAVID, schools=(LINC,)), replace(GRACE, schools=(ROOS,))]
    sessions = [AHEAD, replace(AHEAD, school_id=""), replace(AHEAD, school_id=ROOS)]
    of = facts_of(found, FULL, mentors, sessions)
    assert (of.team, of.funnel, of.through) == (FULL, found.funnel, found.through)
    assert [m.mentor_id for m in of.mentors] == [DAVID.mentor_id]
    assert list(of.sessions) == sessions[:2]


def test_a_step_in_other_words_says_what_was_looked_at():
    usual = next(each.what for each in USUAL if each.key == "notices")
    see = See("9 of 9 families were told.", True)
    assert seen_words(made(usual, key="notices"), see, TODAY) == (
        "What we see: 9 of 9 families were told. It looks done; say so if it is."
    )
    assert seen_words(made("Every home is visited", key="notices"), see, TODAY) == (
        f"What we see of “{usual}”: 9 of 9 families were told."
    )


LATE = made("late", TODAY - DAY)
TODAYS = made("today", TODAY, place=2)
OPEN_ = made("open", place=3)
ENDED_ = made("done", TODAY - DAY, DONE, TODAY, place=4)
NOT_NEEDED = made("garden", TODAY, DROPPED, TODAY, "We have one", place=5)


@pytest.mark.parametrize(
    ("step", "day", "sign", "words"),
    [
        (LATE, TODAY - DAY, "○", "Due Jan 29, 2026"),
        (LATE, TODAY, "⚠", "Overdue, due Jan 29, 2026"),
        (TODAYS, TODAY, "○", "Due Jan 30, 2026"),
        (OPEN_, TODAY, "○", "No day set"),
        (ENDED_, TODAY, "✓", "Done Jan 30, 2026"),
        (ENDED_, TODAY - DAY, "○", "Due Jan 29, 2026"),
        (NOT_NEEDED, TODAY, "–", "Not needed: We have one"),
        (NOT_NEEDED, TODAY - DAY, "○", "Due Jan 30, 2026"),
    ],
)
def test_where_a_step_stands_on_a_day(step, day, sign, words):
    assert (mark(step, day), due_words(step, day)) == (sign, words)


def plan(*steps, school=LINC, **more):
    return Plan(school, YEAR, STARTED, steps=steps, **more)


@pytest.mark.parametrize(
    ("found", "words", "undated"),
    [
        (None, "No plan yet", None),
        (plan(), "The plan has no steps", ""),
        (plan(NOT_NEEDED), "No step is needed", ""),
        (plan(ENDED_), "1 of 1 step done", ""),
        (plan(LATE, TODAYS, ENDED_, NOT_NEEDED), "1 of 3 steps done, 1 overdue", ""),
        (plan(OPEN_, ENDED_), "1 of 2 steps done", "nothing can be overdue"),
        (plan(OPEN_, TODAYS), "0 of 2 steps done", "1 open step has no day"),
    ],
)
def test_a_plan_in_words(found, words, undated):
    assert plan_words(found, TODAY) == words
    if found:
        told = undated_words(found, TODAY)
        assert (undated in told) if undated else not told


@pytest.mark.parametrize(
    ("phase", "steps", "words"),
    [
        (START, [], "Start-up: no steps"),
        (START, [NOT_NEEDED], "Start-up: no steps"),
        (START, [LATE, ENDED_, NOT_NEEDED], "Start-up: 1 of 2 done"),
        (GOING, [OPEN_], "Implementation: 0 of 1 done"),
    ],
)
def test_how_far_a_phase_is(phase, steps, words):
    assert phase_words(phase, steps, TODAY) == words


@pytest.mark.parametrize(
    ("weeks", "words"),
    [
        (None, "Visit (no day)"),
        (0, "Visit (at the start)"),
        (1, "Visit (1 week after the start)"),
        (2, "Visit (2 weeks after the start)"),
    ],
)
def test_when_a_step_of_the_template_is_due(weeks, words):
    assert step_words(TemplateStep("visit", START, "Visit", weeks)) == words


def test_whose_plan_it_is():
    assert begun_words(plan()) == "plan of 2025-26, begun Sep 2, 2025"
    assert begun_words(plan(made_by="Ms. Chen")).endswith("begun Sep 2, 2025 by Ms. Chen")


def test_a_comment_is_said_from_its_day_until_it_is_taken_back():
    morning = datetime(2026, 1, 29, 9)
    said = Comment("c", LINC, YEAR, "late", "Call me", "Ms. Chen", morning)
    back = replace(said, comment_id="d", taken_back=morning + DAY)
    found = plan(LATE, comments=(said, back, replace(said, comment_id="e", step_id="")))
    at = {day: [c.comment_id for c in found.said_by(TODAY + day * DAY, "late")]
          for day in (-2, -1, 0)}  # fmt: skip
    assert at == {-2: [], -1: ["c", "d"], 0: ["c"]}
    assert [c.comment_id for c in found.said_by(TODAY)] == ["e"]


def test_the_baseline_stays_and_a_later_file_is_told():
    kept = plan(baseline_day=date(2025, 6, 10), baseline=TIERS)
    assert baseline_words(kept) == (
        "Students at the start (Jun 10, 2025): satisfactory 30, at risk 10, moderate chronic 6, "
        "severe chronic 2."
    )
    assert baseline_words(plan()) == ""
    assert baseline_now_words(kept, TIERS) == ""
    assert baseline_now_words(kept, dict.fromkeys(TIERS, 0)) == ""
    assert "it would be at risk 11;" in baseline_now_words(kept, TIERS | {"at_risk": 11})


LINCOLN, ROOSEVELT = School(LINC, "Lincoln", TODAY), School(ROOS, "Roosevelt", TODAY)
ADAMS, GRANT = School("ADAM", "Adams", TODAY), School("GRAN", "Grant", TODAY)
ALL = [ADAMS, GRANT, LINCOLN, ROOSEVELT]
PLANS = {
    LINC: plan(LATE, TODAYS, ENDED_),
    ROOS: plan(replace(LATE, due=TODAY - 2 * DAY), school=ROOS),
    "ADAM": plan(ENDED_, school="ADAM"),
}


def test_overdue_steps_come_first_then_schools_without_a_plan():
    assert overdue_first(ALL, PLANS, TODAY) == [ROOSEVELT, LINCOLN, GRANT, ADAMS]
    assert plans_words(PLANS, 4, TODAY) == "3 of 4 schools have a plan, 2 with overdue steps"
    assert plans_words({}, 1, TODAY) == "0 of 1 school has a plan"


def test_a_row_per_school():
    said = Comment("c", LINC, YEAR, "", "Call me", "Ms. Chen", datetime(2026, 1, 30, 9))
    back = replace(said, words="A slip", taken_back=datetime(2026, 1, 30, 10))
    found = plans_table([LINCOLN, GRANT], PLANS | {LINC: replace(PLANS[LINC],
                        comments=(said, back))}, TODAY)  # fmt: skip
    first, second = found.to_dict("records")
    assert first == {
        "School": "Lincoln", "Overdue": 1, "Done": 1, "Steps": 3, "First overdue": TODAY - DAY,
        "Next": "today", "Next due": TODAY, "Goals": 0, "Last comment": "Ms. Chen: Call me",
    }  # fmt: skip
    assert second["Next"] == "No plan yet"
    assert found["Overdue"].isna().tolist() == [False, True]


def test_a_row_per_step_as_it_stood_on_the_day():
    steps = plan(LATE, replace(ENDED_, template_key="data"), NOT_NEEDED)
    found = steps_table(steps, {"data": "Seen."}, TODAY)
    assert found["State"].tolist() == ["To do (overdue)", "Done", "Not needed"]
    assert found["What we see"].fillna("").tolist() == ["", "Seen.", ""]
    before = steps_table(steps, {}, TODAY - DAY)
    assert before["State"].tolist() == ["To do", "To do", "To do"]
    assert before["Ended"].isna().all()
