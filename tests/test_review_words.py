"""What the weekly review says: its head, the last one, each name, and what to know before."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest

from sm_core.actions.action import DONE, DROPPED, Action
from sm_core.contacts.school_week import days_from
from sm_core.review.cautions import cautions
from sm_core.review.facts import Facts, Lately
from sm_core.review.figures import Figures, LastWeek
from sm_core.review.given import Given
from sm_core.review.kept import first_names, good_news, reason_counts, with_reason
from sm_core.review.owners import next_meeting, owners
from sm_core.review.prepare import Prepared, Told
from sm_core.review.record import Decision, KeptName, Review
from sm_core.review.rules_words import FIELDS, rules_words
from sm_core.review.settings import BOUNDS, USUAL, Thresholds
from sm_core.review.words import (
    decided_lines,
    decision_words,
    facts_words,
    heading,
    headline,
    how,
    last_words,
    list_words,
    points,
    tier_words,
)
from sm_core.schools import School
from tests.cast import MENTORS
from tests.invented import AMINA, LINC, MARCUS, NAMES, OWEN, ROSA
from tests.team_cast import CHEN_, CHEN_ON_TEAM, HALL, TUESDAYS, put_team

JAN_19, JAN_26, JAN_30 = date(2026, 1, 19), date(2026, 1, 26), date(2026, 1, 30)
HEAD = Figures(JAN_30, 104, 477, 31, date(2026, 1, 23), 112, 476, date(2025, 1, 30), 123, 530)
NO_MARK = "\N{NO-BREAK SPACE}"


def test_the_head_counts_and_compares():
    assert heading("Lincoln Middle School", HEAD) == (
        "Lincoln Middle School · prepared from data through Jan 30"
    )
    assert headline(HEAD) == (
        f"104 of 477 students chronically absent (21.8%), ▼{NO_MARK}8 students since Jan 23, "
        f"▼{NO_MARK}19 students since Jan 30, 2025"
    )
    assert points(HEAD) == (
        "−1.7 points since Jan 23 (112 of 476); −1.4 points since Jan 30, 2025 (123 of 530)."
    )
    assert "**104** of **477** students enrolled at Lincoln missed 10% or more" in how(
        HEAD, "Lincoln"
    )


@pytest.mark.parametrize(
    ("before", "words"),
    [(103, f", ▲{NO_MARK}1 student since Jan 23"), (104, ", no change since Jan 23"),
     (105, f", ▼{NO_MARK}1 student since Jan 23"), (None, "")],
)  # fmt: skip
def test_a_change_is_told_with_its_day(before, words):
    found = Figures(JAN_30, 104, 477, 31, date(2026, 1, 23), before, before and 477)
    assert headline(found) == f"104 of 477 students chronically absent (21.8%){words}"


@pytest.mark.parametrize(
    ("rated", "before", "share", "changed"),
    [(9, 10, "", ""), (10, 9, " (10.0%)", ""),
     (10, 10, " (10.0%)", "+0.0 points since Jan 23 (1 of 10).")],
)  # fmt: skip
def test_of_nine_students_no_share_is_told(rated, before, share, changed):
    found = Figures(JAN_30, 1, rated, 0, date(2026, 1, 23), 1, before)
    assert headline(found) == (
        f"1 of {rated} students chronically absent{share}, no change since Jan 23"
    )
    assert points(found) == changed


def test_a_share_is_cut_not_rounded():
    assert "(9.9%)" in headline(Figures(JAN_30, 1999, 20_000))


def test_nobody_to_count_is_said():
    nothing = Figures()
    assert heading("Lincoln", nothing) == "Lincoln · no data yet"
    assert headline(nothing) == "No student has enough days to be counted yet"
    assert points(nothing) == points(Figures(JAN_30, 1, 9)) == ""


@pytest.mark.parametrize(
    ("last", "words"),
    [
        (LastWeek(), "There is no review before this one within a year."),
        (LastWeek(JAN_19, 7, 5, 0, 2), "Last week: 5 of 7 actions done, 2 names carried over"),
        (LastWeek(JAN_19, 1, 0, 1, 1),
         "Last week: 0 of 1 action done, 1 no longer needed, 1 name carried over"),
        (LastWeek(date(2026, 1, 12)),
         "The last review, week of Jan 12: no action given, nobody carried over"),
    ],
)  # fmt: skip
def test_the_last_review_in_one_line(last, words):
    assert last_words(last, JAN_26) == words


@pytest.mark.parametrize(
    ("first", "left", "listed", "words"),
    [(0, 0, 0, "No student to talk about this week"), (0, 0, 1, "Everyone has been decided"),
     (0, 0, 31, "Everyone has been decided"), (1, 1, 31, "1 student to talk about"),
     (12, 31, 31, "12 students to talk about (all 31)"),
     (0, 19, 31, "The first have all been decided; 19 more are listed")],
)  # fmt: skip
def test_how_many_are_to_be_talked_about(first, left, listed, words):
    assert list_words(first, left, listed) == words


def test_good_news_is_counted_apart():
    words = "12 students to talk about (all 31, 9 of them with good news only)"
    assert list_words(12, 31, 31, 9) == words
    names = [KeptName(str(n), n, "", "", 0, tuple((key, "") for key in keys), {})
             for n, keys in enumerate([["better"], ["worse", "better"], ["worse"]])]  # fmt: skip
    assert good_news(names) == 1


FACTS = {
    "missed": "14", "days": "92", "tier": "moderate_chronic", "lately": 5, "before": 1,
    "of_days": 10, "known": 92, "quarter_missed": 13, "quarter_days": 45,
    "mentors": "David Okafor", "support": "referred", "support_to": "", "enrolled": True,
}  # fmt: skip


def kept(student=ROSA, place=1, reasons=(("worse", "worse"),), **facts):
    name = " ".join(NAMES[student])
    return KeptName(student, place, name, "7", 4, tuple(reasons), FACTS | facts)


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({}, "missed 5 of the last 10, 1 of the 10 before · last quarter 13 of 45 · to date 14 of "
             "92 · David Okafor · intensive support referred"),
        ({"known": 20, "quarter_days": None, "support": "none", "mentors": ""},
         "missed 5 of the last 10, 1 of the 10 before · to date 14 of 92 · no mentor"),
        ({"known": 19, "quarter_days": None, "support": "none"},
         "missed 5 of the last 10, 1 of the 9 before · to date 14 of 92 · David Okafor"),
        ({"known": 10, "before": None, "quarter_days": None, "support": "none"},
         "missed 5 of the last 10 · to date 14 of 92 · David Okafor"),
        ({"known": 9, "before": None, "quarter_days": None, "support": "none"},
         "missed 5 of the last 9 · to date 14 of 92 · David Okafor"),
        ({"lately": None, "known": 0, "quarter_days": None, "enrolled": False,
          "support": "started", "support_to": "the nurse"},
         "to date 14 of 92 · David Okafor · intensive support started (the nurse) · no longer "
         "enrolled here"),
    ],
)  # fmt: skip
def test_the_facts_of_a_name(facts, words):
    assert facts_words(kept(**facts)) == words


def test_a_tier_has_a_mark_and_none_while_days_are_few():
    assert tier_words(kept()) == "◆ Moderate chronic"
    assert tier_words(kept(tier="")) == ""


CALL = Action("a", LINC, "Call home", "David Okafor", date(2026, 2, 6))


def test_what_was_decided_in_words():
    talked = Decision("d1", LINC, JAN_19, ROSA, "discussed")
    given = Decision("d2", LINC, JAN_19, MARCUS, "action", action_id="a")
    assert decision_words(talked) == "discussed"
    assert decision_words(replace(talked, kind="deferred", note="Ill")) == "next week · Ill"
    # In Markdown, lines of their own would become code, a list or a heading.
    lines = replace(talked, note="Called\n\n    home\n===")
    assert decision_words(lines) == "discussed · Called home ==="
    assert decision_words(given, Given(CALL, CALL)) == "Call home (David Okafor, by Feb 6)"
    assert decision_words(given) == "action"
    back = replace(talked, decision_id="d3", student_id=AMINA, taken_back=datetime(2026, 1, 20))
    other = replace(talked, decision_id="d4", student_id=OWEN)
    review = Review(LINC, JAN_19, "open", JAN_19, JAN_19, {},
                    names=(kept(MARCUS), kept(ROSA, 2)),
                    decisions=(other, talked, given, back))  # fmt: skip
    assert decided_lines(review, {"a": replace(CALL, monday=JAN_19)}) == [
        "Marcus Tran: Call home (David Okafor, by Feb 6)",
        "Rosa Delgado: discussed",
        f"Student {OWEN}: discussed",
    ]


@pytest.mark.parametrize(
    ("now", "words"),
    [
        ({}, ""),
        ({"state": DONE, "words": "Reached"}, ": done"),
        ({"state": DROPPED}, ": no longer needed"),
        ({"state": DROPPED, "words": "Family moved"}, ": no longer needed (Family moved)"),
        ({"what": "Visit"}, ": now Visit (David Okafor, by Feb 6)"),
        ({"owner": "Ms. Chen"}, ": now Call home (Ms. Chen, by Feb 6)"),
        ({"due": date(2026, 2, 9)}, ": now Call home (David Okafor, by Feb 9)"),
        ({"due": None, "state": DONE}, ": now Call home (David Okafor), done"),
    ],
)
def test_an_action_as_it_was_decided_and_how_it_stands(now, words):
    given = Given(CALL, replace(CALL, **now))
    assert given.words == f"Call home (David Okafor, by Feb 6){words}"


def test_the_first_names_are_those_in_front_and_those_carried_over():
    over = kept(OWEN, 14, [("carried 2026-01-19", "carried over"), ("worse", "worse")])
    names = [kept(ROSA, 12), kept(MARCUS, 13), over]
    assert [name.place for name in first_names(names, 12)] == [12, 14]
    assert reason_counts(names) == {"carried": 1, "worse": 3}
    assert with_reason(names, ["carried", "stuck"]) == [over]
    assert with_reason(names, []) == names


def test_every_threshold_has_a_field_and_stands_in_the_words():
    assert FIELDS.keys() == BOUNDS.keys()
    lines = "\n".join(rules_words(USUAL))
    assert "missed 3 or more of the last 10 school days, and more than of the 10 before" in lines
    for name, (least, most) in BOUNDS.items():
        other = least if getattr(USUAL, name) != least else most
        kind = type(getattr(USUAL, name))
        assert rules_words(replace(USUAL, **{name: kind(other)})) != rules_words(USUAL), name


def known(days=92, single=92):
    return Facts(ROSA, "Rosa Delgado", "Delgado", "7", 7, LINC, "Lincoln", True, Decimal(days),
                 Decimal(1), "satisfactory", False, JAN_30, Lately(known=single))  # fmt: skip


def prepared(through, day=JAN_30, facts=()):
    school = School(LINC, "Lincoln", through, date(2025, 8, 25))
    told = Told(JAN_26, Thresholds(), (), {})
    known = {each.student_id: each for each in facts}
    return Prepared(school, JAN_26, day, day, told, known, (), Figures(), LastWeek())


WEEK_DAYS = days_from(JAN_26)[:5]


@pytest.mark.parametrize(
    ("through", "said"),
    [(JAN_30, []), (date(2026, 1, 24), []), (date(2026, 1, 9), ["Jan 9, 2026, 3 weeks ago"]),
     (date(2026, 1, 3), ["Jan 3, 2026, 3 weeks ago"]), (date(2026, 1, 2), ["4 weeks ago"])],
)  # fmt: skip
def test_three_weeks_without_data_are_not_attendance(through, said):
    found = cautions(prepared(through, facts=[known()]), WEEK_DAYS)
    assert len(found) == len(said)
    for sentence, part in zip(found, said, strict=True):
        assert part in sentence
        assert "does not mean that everybody was there" in sentence


@pytest.mark.parametrize("through", [date(2026, 1, 10), date(2026, 1, 23)])
def test_one_week_without_data_is_said_once_there_was_school(through):
    quiet = prepared(through, facts=[known()])
    [said] = cautions(quiet, WEEK_DAYS)
    assert said.endswith("of the days since nothing is known, and the list shows those up to then.")
    monday = replace(quiet, day=JAN_26 + timedelta(days=7 if through.day == 10 else 0))
    ahead = [monday.day, *(day for day in WEEK_DAYS if day > monday.day)]
    assert [s for s in cautions(monday, ahead) if "nothing is known, and" in s] == []


def test_a_school_without_any_data_and_a_week_without_school():
    none = replace(prepared(JAN_30), school=School(LINC, "Lincoln", None))
    assert cautions(none, []) == [
        "Lincoln has no school in the week of Jan 26: the list shows the days before it.",
        "There is no data of Lincoln by Jan 30, 2026: nobody can be listed.",
    ]


@pytest.mark.parametrize(
    ("facts", "begins"),
    [(known(30), []), (known(29), ["The year is young: under 30 school days"]),
     (known(92, single=0), ["Lincoln sends totals only"]),
     (known(29, single=0), ["Lincoln sends totals only", "The year is young"])],
)  # fmt: skip
def test_totals_only_and_the_first_days_are_said(facts, begins):
    found = cautions(prepared(JAN_30, facts=[facts]), WEEK_DAYS)
    assert len(found) == len(begins)
    assert all(map(str.startswith, found, begins))


def test_the_team_and_the_mentors_of_the_school_may_own_an_action(store):
    put_team(store, HALL, CHEN_, CHEN_ON_TEAM)
    day = date(2025, 10, 17)
    assert owners(store, LINC, day, MENTORS) == [
        "Dr. Hall", "Ms. Chen", "David Okafor", "Grace Lindqvist", "Priya Nair"
    ]  # fmt: skip
    assert owners(store, LINC, date(2025, 8, 1), ()) == []


@pytest.mark.parametrize(
    ("meeting", "day", "due"),
    [(TUESDAYS, date(2025, 10, 17), date(2025, 10, 21)),
     (TUESDAYS, date(2025, 10, 20), date(2025, 10, 21)),
     (TUESDAYS, date(2025, 10, 21), date(2025, 10, 28)),
     (None, date(2025, 10, 17), date(2025, 10, 24))],
)  # fmt: skip
def test_an_action_is_due_at_the_next_meeting(store, meeting, day, due):
    put_team(store, meetings={LINC: meeting} if meeting else {})
    assert next_meeting(store, LINC, day) == due
