"""What the progress of a school says: at, below and above each bound."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pandas as pd
import pytest

from sm_core.charts.moments import tiers_at
from sm_core.palette import LIGHT
from sm_core.plans.plan import CHRONIC, MENTORED, MENTORS, Plan, Step, Target
from sm_core.progress import words
from sm_core.progress.cautions import cautions, left_out, no_trend
from sm_core.progress.funnel import Funnel
from sm_core.progress.held import Held
from sm_core.progress.moments import NOW, START, YEAR, YEAR_END, moments
from sm_core.progress.say import say
from sm_core.progress.table import progress_table
from sm_core.progress.tiers import NOBODY
from tests.invented import LINC
from tests.mentor_cast import YEAR as SCHOOL_YEAR
from tests.progress_made import (
    DAY,
    FUNNEL,
    JUNE,
    LAST_YEAR,
    LINCOLN,
    LINCOLNS,
    SEPTEMBER,
    WEEK,
    moment,
    progress,
    rated,
    tiers,
)

GONE = tiers(1, 2, 3, 4, enrolled=0)
NONE = Funnel()


def plan(*steps, targets=(), **more):
    return Plan(LINC, SCHOOL_YEAR, SEPTEMBER, steps=steps, targets=targets, **more)


def step(name, due=None, **more):
    return Step(name, LINC, SCHOOL_YEAR, "start", 1, name, due=due, **more)


# --- the answer


def of_chosen(chosen, without):
    return progress(funnel=Funnel(chosen, matched=chosen - without), without_mentor=without)


@pytest.mark.parametrize(
    ("schools", "expected"),
    [
        ([], "No student is chosen for a mentor yet at 0 schools"),
        ([(0, 0)], "No student is chosen for a mentor yet at 1 school"),
        ([(8, 0), (3, 0)], "All 11 chosen students at 2 schools have a mentor"),
        ([(8, 1), (3, 0)], "1 of 11 chosen students has no mentor, at 1 of 2 schools"),
        ([(8, 1), (3, 1), (0, 0)], "2 of 11 chosen students have no mentor, at 2 of 3 schools"),
    ],
)
def test_the_answer_of_all_schools(schools, expected):
    assert words.schools_headline(of_chosen(*each) for each in schools) == expected


@pytest.mark.parametrize(
    ("chosen", "matched", "free", "expected"),
    [
        (72, 53, 3, "19 of 72 chosen students have no mentor; 3 places are free"),
        (72, 71, 1, "1 of 72 chosen students has no mentor; 1 place is free"),
        (72, 72, 0, "All 72 chosen have a mentor; no place is free"),
        (1, 0, 0, "1 of 1 chosen student has no mentor; no place is free"),
        (1, 1, 0, "The one chosen student has a mentor; no place is free"),
        (0, 0, 2, "No student is chosen for a mentor yet; 2 places are free"),
    ],
)
def test_the_headline(chosen, matched, free, expected):
    found = progress(funnel=Funnel(chosen, matched=matched), free=free,
                     without_mentor=chosen - matched)  # fmt: skip
    assert words.headline(found) == expected


def test_nobody_is_there_to_be_chosen():
    found = progress(now=NOBODY, funnel=NONE)
    assert words.headline(found) == "Nobody is enrolled here at this date"
    assert (say(found), words.stage_lines(found)) == ("", [])


@pytest.mark.parametrize(
    ("days", "old"), [(0, ""), (6, ""), (7, ", 1 week ago"), (13, ", 1 week ago"),
                      (14, ", 2 weeks ago")],
)  # fmt: skip
def test_how_old_the_data_are(days, old):
    found = progress(day=DAY + timedelta(days=days))
    assert words.heading(found) == f"Lincoln Middle School · data through Jan 30, 2026{old}"


def test_a_school_without_any_data():
    found = progress(school=replace(LINCOLN, data_through=None))
    assert words.heading(found) == "Lincoln Middle School · no data yet"


# --- one sentence to say aloud

ABSENT = "Of our 612 students, 157 are chronically absent; "


@pytest.mark.parametrize(
    ("funnel", "waiting", "expected"),
    [
        (FUNNEL, 19, "53 of the 72 students we chose have a mentor and 19 wait for one; 41 of the "
                     "48 due to be seen in the week of Jan 19 were met as planned."),
        (Funnel(2, 2, 1, 0, WEEK, 1, 1), 1, "1 of the 2 students we chose has a mentor and 1 waits "
         "for one; the one due to be seen in the week of Jan 19 was met as planned."),
        (Funnel(2, 2, 2, 0, WEEK, 1, 0), 0, "all 2 students we chose have a mentor; the one due to "
         "be seen in the week of Jan 19 was not met as planned."),
        (Funnel(2, 2, 2, 0, WEEK, 2, 0), 0, "all 2 students we chose have a mentor; none of the 2 "
         "due to be seen in the week of Jan 19 was met as planned."),
        (Funnel(3), 3, "none of the 3 students we chose has a mentor yet."),
        (Funnel(1), 1, "the one student we chose has no mentor yet."),
        (Funnel(1, matched=1), 0, "the one student we chose has a mentor."),
        (NONE, 0, "we have not chosen anybody for a mentor yet."),
    ],
)  # fmt: skip
def test_the_sentence_to_say(funnel, waiting, expected):
    assert say(progress(funnel=funnel, without_mentor=waiting)) == ABSENT + expected


@pytest.mark.parametrize(
    ("students", "chronic", "expected"),
    [
        (9, 4, "None of the 3 students we chose has a mentor yet."),
        (10, 0, "Of our 10 students, none is chronically absent; none of the 3 students we chose "
                "has a mentor yet."),
        (10, 1, "Of our 10 students, 1 is chronically absent; none of the 3 students we chose "
                "has a mentor yet."),
        (11, 2, "Of our 11 students, 2 are chronically absent; none of the 3 students we chose "
                "has a mentor yet."),
    ],
)  # fmt: skip
def test_of_few_students_no_rate_is_said(students, chronic, expected):
    found = rated(students, chronic, funnel=Funnel(3), without_mentor=3)
    assert say(found) == expected


def test_nothing_claims_that_mentoring_caused_a_change():
    every = [say(LINCOLNS), words.how(LINCOLNS, [moment(612, 157)], "Lincoln"),
             *words.tier_lines([moment(612, 157), moment(600, 160, YEAR)])]  # fmt: skip
    text = " ".join(every).lower()
    for claim in ("because", "thanks to", "led to", "effect", "impact", "improve", "helped"):
        assert claim not in text
    assert words.NOT_A_CAUSE.lower() in text


# --- what to know first


@pytest.mark.parametrize(("days", "weeks"), [(0, 0), (20, 0), (21, 3), (27, 3), (28, 4)])
def test_three_weeks_without_data_are_told(days, weeks):
    found = cautions(progress(day=DAY + timedelta(days=days)))
    assert [f"{weeks} weeks ago" in said for said in found] == ([True] if weeks else [])


def test_a_school_that_closed_says_so_and_shows_no_tiers():
    school = replace(LINCOLN, data_through=date(2025, 10, 3))
    found = progress(school=school, now=GONE, funnel=NONE, left=True)
    [said] = cautions(found)
    assert said.startswith("Lincoln Middle School has no student left: 10 students were there")
    assert not found.has_students
    now, *_ = moments(found, (JUNE, NOBODY), (LAST_YEAR, NOBODY))
    assert now.rated == 0


@pytest.mark.parametrize(
    ("students", "expected"),
    [
        (1, "1 student in rates: shares of fewer than 10 are not shown, because one student moves "
            "them by 100 points or more."),
        (9, "9 students in rates: shares of fewer than 10 are not shown, because one student moves "
            "them by 11 points or more."),
        (10, None),
    ],
)  # fmt: skip
def test_few_students_are_told(students, expected):
    found = cautions(rated(students))
    assert found == ([f"Lincoln Middle School has {expected}"] if expected else [])


def test_a_school_that_opened_this_week_says_so():
    [said] = cautions(progress(now=tiers(few_days=40)))
    assert said == (
        "Nobody at Lincoln Middle School has 10 enrolled days by Jan 30, 2026, so there are no "
        "tiers and no rates yet: 40 students have fewer."
    )
    assert no_trend(progress(now=tiers(few_days=40)), 0) == (
        "There is no rate by week yet: too few days are known."
    )


def test_a_school_without_data_by_the_date():
    [said] = cautions(progress(school=replace(LINCOLN, data_through=None), now=NOBODY))
    assert said.startswith("There is no data of Lincoln Middle School by Jan 30, 2026.")


@pytest.mark.parametrize(
    ("through", "expected"),
    [
        (date(2025, 7, 1), "school had not begun, or everybody who was there has gone on to "
                           "another school"),
        (date(2025, 6, 30), "its last data are of Jun 30, 2025"),
    ],
)  # fmt: skip
def test_a_school_where_nobody_is_any_more(through, expected):
    found = progress(school=replace(LINCOLN, data_through=through), now=NOBODY)
    [said] = cautions(found)
    assert said == (
        "Nobody was enrolled at Lincoln Middle School by Jan 30, 2026 in the school year 2025-26, "
        f"as far as the files say: {expected}. Choose another date above."
    )


@pytest.mark.parametrize(
    ("most", "students", "expected"),
    [
        (10, 612, ""),
        (9, 612, "There is no rate by week: fewer than 10 students are counted in any week."),
        (0, 612, "There is no rate by week: Lincoln Middle School sends totals only, and these do "
                 "not say on which days students were absent."),
    ],
)  # fmt: skip
def test_why_there_is_no_trend(most, students, expected):
    assert no_trend(rated(students), most) == expected


# --- tiers at three dates


def test_the_start_is_what_the_plan_keeps():
    kept = tiers(1, 2, 3, 4).tiers
    at_end, before = (JUNE, tiers(5, 5, 5, 5)), (LAST_YEAR, tiers(2, 2, 2, 2))
    own = progress(plan=plan(baseline_day=SEPTEMBER, baseline=kept))
    found = moments(own, at_end, before)
    assert [m.label for m in found] == [NOW, START, YEAR]
    assert (found[0].rated, found[0].chronic, found[1].rated, found[2].rated) == (612, 157, 10, 8)
    assert [m.day for m in found] == [DAY, SEPTEMBER, LAST_YEAR]


@pytest.mark.parametrize(
    "own", [None, plan(), plan(baseline_day=SEPTEMBER, baseline=tiers(0).tiers)]
)
def test_without_a_start_the_end_of_last_year_stands_for_it(own):
    found = moments(progress(plan=own), (JUNE, tiers(5, 5, 5, 5)), (LAST_YEAR, NOBODY))
    assert (found[1].label, found[1].day, found[1].rated) == (YEAR_END, JUNE, 20)
    assert (found[2].rated, found[2].may_be_drawn) == (0, False)


@pytest.mark.parametrize(("rated", "drawn"), [(0, False), (9, False), (10, True), (11, True)])
def test_shares_of_few_are_not_drawn(rated, drawn):
    own = moment(rated, label=YEAR)
    assert own.may_be_drawn is drawn
    figure = tiers_at([moment(40, 4), own], LIGHT)
    assert len(figure.layout.annotations) == 1 + drawn
    said = left_out([moment(40, 4), own])
    assert said == (
        "" if drawn or not rated else "Not drawn, because fewer than 10 students are counted: "
        "Same date last year (9 students)."
    )  # fmt: skip


def test_a_bar_has_the_shares_and_numbers_of_its_tiers():
    figure = tiers_at([moment(40, 10)], LIGHT)
    assert [trace.x[0] for trace in figure.data] == [0, 0.25, 0, 0.75]
    assert [trace.text[0][-2:] for trace in figure.data] == ["", "10", "", "30"]
    assert "10 of 40 students (25.0%)" in figure.data[1].hovertext[0]
    [label] = figure.layout.annotations
    assert label.text == "Now · Jan 30, 2026 · 40 students"


AT = "on the same date last year (Jan 30, 2025)"


@pytest.mark.parametrize(
    ("now", "then", "expected"),
    [
        ((600, 150), (600, 156), f"6 fewer chronically absent than {AT}: 150 of 600 students now, "
         "156 of 600 then; the share is down 1.0 points."),
        ((600, 150), (500, 100), f"50 more chronically absent than {AT}: 150 of 600 students now, "
         "100 of 500 then; the share is up 5.0 points."),
        ((600, 150), (500, 150), f"As many chronically absent as {AT}: 150 of 600 students now, "
         "150 of 500 then; the share is down 5.0 points."),
        ((4000, 1001), (4000, 1000), f"1 more chronically absent than {AT}: 1,001 of 4,000 "
         "students now, 1,000 of 4,000 then; the share is about the same."),
        ((10, 1), (10, 2), f"1 fewer chronically absent than {AT}: 1 of 10 students now, "
         "2 of 10 then; the share is down 10.0 points."),
        ((10, 1), (9, 2), f"1 fewer chronically absent than {AT}: 1 of 10 students now, "
         "2 of 9 then."),
        ((9, 1), (10, 2), f"1 fewer chronically absent than {AT}: 1 of 9 students now, "
         "2 of 10 then."),
        ((600, 150), (0, 0), f"Nothing to compare with is known: nobody was counted {AT}."),
    ],
)  # fmt: skip
def test_changes_are_told_in_students_and_points(now, then, expected):
    assert words.tier_lines([moment(*now), moment(*then, label=YEAR)]) == [expected]


def test_without_students_in_rates_no_change_is_told():
    assert words.tier_lines([moment(0), moment(600, 10, YEAR)]) == []
    assert words.tier_totals(moment(0)) == {}
    assert [said[-1] for said in words.tier_totals(moment(12, 4)).values()] == list("0408")


# --- stages, plan, goals and reviews


def test_the_stages():
    assert words.stages(LINCOLNS) == [
        ("Chosen", "72", "and still here"), ("Family told", "66", "of 72 chosen"),
        ("Matched", "53", "of 72 chosen"),
        ("Met as planned", "41", "of 48 asked for, week of Jan 19"),
    ]  # fmt: skip
    assert words.stages(progress(funnel=NONE)) == []


@pytest.mark.parametrize(
    ("funnel", "number", "of", "lines"),
    [
        (Funnel(3, 3), "–", "nobody is matched yet",
         ["No chosen student is matched with a mentor yet, so nobody can be met."]),
        (Funnel(3, 3, 2), "–", "no week asked for a contact lately", []),
        (Funnel(3, 3, 2, 1, WEEK, 2, 0), "0", "of 2 asked for, week of Jan 19",
         ["1 student meets a mentor and the family has not been told."]),
        (Funnel(3, 3, 2, 2, WEEK, 2, 2), "2", "of 2 asked for, week of Jan 19",
         ["2 students meet a mentor and their families have not been told."]),
    ],
)  # fmt: skip
def test_what_a_stage_does_not_say_by_itself(funnel, number, of, lines):
    found = progress(funnel=funnel)
    assert words.stages(found)[-1] == ("Met as planned", number, of)
    assert words.stage_lines(found) == lines


@pytest.mark.parametrize(
    ("severe", "neither", "expected"),
    [
        (0, 0, "No student who is here is in the severe tier."),
        (1, 0, "The one severe student who is here has a mentor or support."),
        (1, 1, "The one severe student who is here has neither mentor nor support."),
        (2, 1, "1 of 2 severe students who are here has neither mentor nor support."),
        (41, 6, "6 of 41 severe students who are here have neither mentor nor support."),
    ],
)
def test_the_severe_ones(severe, neither, expected):
    assert words.severe_words(progress(severe=severe, neither=neither)) == expected


YESTERDAY = DAY - timedelta(days=1)


@pytest.mark.parametrize(
    ("own", "expected"),
    [
        (None, "There is no plan for this school year yet"),
        (plan(), "The plan has no steps"),
        (plan(step("a", YESTERDAY), step("b", DAY)), "0 of 2 steps done, 1 overdue"),
        (plan(step("a", DAY), step("b", DAY, state="done", ended=DAY)), "1 of 2 steps done"),
        (plan(step("a")), "0 of 1 step done. No open step has a day by which it is to be done, so "
                          "nothing can be overdue"),
    ],
)  # fmt: skip
def test_the_steps_of_the_plan(own, expected):
    assert words.plan_line(progress(plan=own)) == expected


def goal(measure, goal, baseline, of=None):
    return plan(targets=(Target(measure, baseline, of, SEPTEMBER, Decimal(goal)),))


@pytest.mark.parametrize(
    ("own", "expected"),
    [
        (goal(MENTORED, 60, 40), "Students with a mentor. Goal: 60. It began at 40 on Sep 8, 2025 "
         "and is now at 53. 7 more to go."),
        (goal(MENTORED, 53, 40), "Students with a mentor. Goal: 53. It began at 40 on Sep 8, 2025 "
         "and is now at 53. The goal is reached."),
        (goal(MENTORED, 30, 40), "Students with a mentor. Goal: 30. It began at 40 on Sep 8, 2025 "
         "and is now at 53. The goal asks for nothing: choose one above where it began."),
        (goal(MENTORS, 12, 4), "Active mentors. Goal: 12. It began at 4 on Sep 8, 2025 and is now "
         "at 9. 3 more to go."),
        (goal(CHRONIC, 30, 120, 600), "Chronic rate. Goal: 30.0%. It began at 120 of 600 students "
         "(20.0%) on Sep 8, 2025 and is now at 157 of 612 students (25.7%). The goal asks for "
         "nothing: choose one below where it began."),
    ],
)  # fmt: skip
def test_a_goal_says_how_far_it_is_or_that_it_asks_for_nothing(own, expected):
    assert words.goal_lines(progress(plan=own, mentors=9)) == [expected]


def test_of_few_students_a_goal_is_no_rate():
    [said] = words.goal_lines(rated(9, 2, plan=goal(CHRONIC, 20, 3, 9)))
    assert said.endswith("So few students say little as a rate.")


SINCE = "since Sep 8, 2025"


@pytest.mark.parametrize(
    ("held", "expected"),
    [
        (Held(), f"No week with school is over {SINCE}"),
        (Held(1, 0, 0, None, 1), f"0 of 1 week with school {SINCE}"),
        (Held(17, 14, 0, WEEK, 0), f"14 of 17 weeks with school {SINCE}; the last one was that of "
                                   "Jan 19"),
        (Held(17, 14, 2, WEEK, 2), f"14 of 17 weeks with school {SINCE}; 2 begun and not closed; "
                                   "the last one was that of Jan 19, 2 weeks with school ago"),
    ],
)  # fmt: skip
def test_the_reviews_held(held, expected):
    assert words.held_line(progress(held=held)) == expected


@pytest.mark.parametrize(
    ("own", "expected"),
    [(None, "the first day of the school year."), (plan(), "the start of the plan.")],
)
def test_how_it_is_counted_has_numerator_denominator_and_dates(own, expected):
    found = progress(plan=own, now=tiers(45, 112, 155, 300, few_days=7))
    said = words.how(found, [moment(612, 157)], "Lincoln")
    assert "**157** of **612** students of Lincoln, through Jan 30, 2026; 7 with under 10" in said
    assert said.endswith(expected)


# --- all schools as rows


def test_a_row_per_school_with_parts_of_wholes():
    bare = progress(funnel=NONE, held=Held(), severe=0, neither=0, now=NOBODY)
    frame = progress_table([LINCOLNS, bare])
    assert [None if value is pd.NA else value for value in frame.iloc[0]] == [
        "Lincoln Middle School", 72, 19, 3, 66, 53, "41 of 48", "6 of 41", "157 of 612",
        "14 of 17", "", None, DAY,
    ]  # fmt: skip
    with_plan = progress_table([progress(plan=plan(step("a", JUNE)))])
    assert list(with_plan.iloc[0])[10:12] == ["0 of 1", 1]
    assert list(frame.iloc[1])[6:11] == ["", "", "", "", ""]
