"""One student: equal to standing and to a slow count; who may see whom; last year; totals."""

import os
import tempfile
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from district_files import files_of, mapping_of
from driving import load
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from invented import (
    AMINA,
    DAYS,
    LINC,
    MARCUS,
    NAMES,
    OWEN,
    ROOS,
    ROSA,
    bring,
    calendar,
    enrollment,
    events,
    register,
    table,
    totals,
    weekdays,
)
from slow_versions import (
    all_spans,
    calendar_days,
    counted_days,
    data_through,
    day_to_look_at,
    days_missed,
    portion_missed,
    relevant_spans,
    rows_on,
)
from small_districts import DAY_RULES, as_of_dates, event_districts, register_districts

from sm_core import student_words as words
from sm_core.actor import COORDINATOR, MENTOR, PRINCIPAL, Actor, local_captain
from sm_core.errors import SmError
from sm_core.standing import Asked, standing
from sm_core.student import UNSEEN, find_student
from sm_core.student_days import running, squares
from sm_core.uploads import open_district

CAPTAIN = local_captain()
LAST = DAYS[-1]

generated = settings(
    max_examples=int(os.environ.get("EXAMPLES", "1")),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
rules = st.sampled_from(DAY_RULES)


def look(store, student, as_of=LAST, actor=CAPTAIN):
    return find_student(store, actor, Asked(as_of), student)


# --- generated districts


@given(district=event_districts(with_covers=False), rule=rules)
@generated
def test_events_by_day_are_the_slow_count(district, rule):
    assert_same_days(district, rule)


@given(district=event_districts(with_covers=True), rule=rules)
@generated
def test_events_with_declared_coverage_by_day_are_the_slow_count(district, rule):
    assert_same_days(district, rule)


@given(district=register_districts(with_enrollment=False), rule=rules)
@generated
def test_a_register_by_day_is_the_slow_count(district, rule):
    assert_same_days(district, rule)


@given(district=register_districts(with_enrollment=True), rule=rules)
@generated
def test_a_register_with_enrollment_by_day_is_the_slow_count(district, rule):
    assert_same_days(district, rule)


def assert_same_days(district, rule):
    """For every student and date: the row of standing, each day, and the days ahead."""
    with tempfile.TemporaryDirectory() as folder:
        load(Path(folder), files_of(district), mapping_of(district))
        store = open_district(folder)
        for as_of in as_of_dates(district):
            asked = Asked(as_of, day_rule=rule)
            for row in standing(store, CAPTAIN, asked).to_dict("records"):
                found = find_student(store, CAPTAIN, asked, row["student_id"])
                assert_row(found, row)
                spans = [
                    s for s in relevant_spans(district, as_of) if s.student == row["student_id"]
                ]
                assert days_told(found) == slow_days(district, spans, as_of, rule)
                if found.enrolled:
                    assert ahead_told(found) == slow_ahead(district, spans, as_of)
                assert_sums(found)
        store.close()


def assert_row(found, row):
    assert float(found.count.missed) == row["days_absent"]
    assert float(found.count.enrolled) == row["days_enrolled"]
    assert (found.school_id, found.grade) == (row["school_id"], row["grade"])
    assert found.enrolled == row["enrolled"]
    assert found.tier == row["tier"] or not found.count.enrolled


def assert_sums(found):
    """Days, kinds, stays and the end of the running rate tell of the same days."""
    assert found.year.known_by_day
    assert sum(stay.count.enrolled for stay in found.year.stays) == found.count.enrolled
    assert sum(stay.count.missed for stay in found.year.stays) == found.count.missed
    kinds = [Decimal(part.split()[0]) for part in words.kinds(found).split(", ") if part]
    assert sum(kinds) == found.count.missed
    line = running(found.year)
    if found.count.enrolled >= 10:
        assert line["percent"].iloc[-1] in words.share_of(found.count)
        assert 10 <= line["enrolled"].iloc[0] <= 12  # up to three schools on the tenth day
    else:
        assert line.empty
    assert squares(found)["missed"].sum() == pytest.approx(float(found.count.missed))


def days_told(found):
    return sorted((d.day, d.school_id, d.missed) for d in found.year.days if d.counts)


def slow_days(district, spans, as_of, rule):
    return sorted(
        (day, school, days_missed(portion_missed(rows_on(district, s.student, school, day)), rule))
        for school in {span.school for span in spans}
        for s in [next(span for span in spans if span.school == school)]
        for day in counted_days(district, [x for x in spans if x.school == school], as_of)
    )


def ahead_told(found):
    return None if found.ahead is None else list(found.ahead)


def slow_ahead(district, spans, as_of):
    """Days of the calendar file after the last day that counts, where a stay still goes on."""
    if district.calendar is None:
        return None
    still = {s.school for s in spans if s.holds(day_to_look_at(district, s.school, as_of))}
    mine = [s for s in all_spans(district, as_of) if s.student == spans[0].student]
    return sorted(
        day
        for school in still
        for day in calendar_days(district, school, as_of)
        if day > min(as_of, data_through(district, school, as_of) or as_of)
        and any(span.school == school and span.holds(day) for span in mine)
    )


# --- who may see whom

MOVED = {
    "linc.csv": register(DAYS[:20], marks={(ROSA, DAYS[3]): "E", (MARCUS, DAYS[5]): "U"}),
    "roos.csv": register(DAYS[20:], (ROSA, AMINA), {(ROSA, DAYS[30]): "S"}, ROOS, "7"),
    "more.csv": register(DAYS[20:], (MARCUS,)),
    "students.csv": table(
        "Student ID,First Name,Last Name", [(s, *name) for s, name in NAMES.items()]
    ),
    "schools.csv": table("School ID,School Name", [(LINC, "Lincoln"), (ROOS, "Roosevelt")]),
}


@pytest.fixture(scope="module")
def moved(tmp_path_factory):
    """Rosa moved from Lincoln to Roosevelt after 20 days; Marcus stayed, Amina came new."""
    folder = tmp_path_factory.mktemp("moved")
    opened = open_district(folder / "home")
    bring(opened, written_to(folder), MOVED)
    yield opened
    opened.close()


def written_to(folder):
    def write(name, text):
        path = folder / name
        path.write_text(text, encoding="utf-8", newline="")
        return path

    return write


def at(school, role=COORDINATOR):
    return Actor(f"{role}, {school}", role, schools=(school,))


@pytest.mark.parametrize("role", [COORDINATOR, PRINCIPAL])
def test_a_school_sees_its_students_whole_year_earlier_schools_included(moved, role):
    rosa = look(moved, ROSA, actor=at(ROOS, role))
    assert (rosa.name, rosa.grade, rosa.school_name) == ("Rosa Delgado", "7", "Roosevelt")
    assert (rosa.count.missed, rosa.count.enrolled) == (2, 40)
    assert [(s.school_name, s.count.missed, s.last_day) for s in rosa.year.stays] == [
        ("Lincoln", 1, DAYS[19]), ("Roosevelt", 1, None),
    ]  # fmt: skip
    assert words.kinds(rosa) == "1 excused, 1 suspended"


@pytest.mark.parametrize("student", [ROSA, AMINA, OWEN, "nobody", "", "' OR 1=1 --"])
def test_unknown_and_foreign_students_get_the_same_sentence(moved, student):
    with pytest.raises(SmError) as refused:
        look(moved, student, actor=at(LINC))
    assert refused.value.sentences == [UNSEEN]


def test_the_date_decides_whose_student_it_is(moved):
    assert look(moved, ROSA, DAYS[19], at(LINC)).school_id == LINC
    with pytest.raises(SmError):
        look(moved, ROSA, DAYS[19], at(ROOS))
    with pytest.raises(SmError):
        look(moved, ROSA, DAYS[0] - timedelta(days=1))


def test_a_mentor_sees_only_their_own(moved):
    mentor = Actor("Mr. Okafor", MENTOR, students=(ROSA,))
    assert look(moved, ROSA, actor=mentor).count.enrolled == 40
    with pytest.raises(SmError):
        look(moved, MARCUS, actor=mentor)


# --- words


def test_a_student_early_in_the_year_has_days_and_a_pace_instead_of_a_tier(moved):
    amina = look(moved, AMINA)
    assert words.headline(amina) == "Missed 0 of 20 days, early"
    assert words.pace_words(amina).startswith("Under the pace")
    first = look(moved, AMINA, DAYS[20])
    assert words.headline(first) == "Missed 0 of 1 day, early"
    assert "%" not in words.goal_words(first)


def test_the_headline_from_thirty_days_on_is_the_tier_with_its_mark(moved):
    assert words.headline(look(moved, ROSA, DAYS[28])) == "Missed 1 of 29 days, early"
    assert words.headline(look(moved, ROSA, DAYS[29])) == (
        "● Satisfactory: missed 1 of 30 days (3.3%)"
    )


def test_goals_wait_for_a_calendar(moved):
    assert look(moved, ROSA).ahead is None
    assert words.goal_words(look(moved, ROSA)) == (
        "The calendar to June is not known; upload one to see goals."
    )


def test_days_that_do_not_count_are_in_no_number(store, given):
    marks = {(ROSA, DAYS[1]): "N", (ROSA, DAYS[2]): "X", (ROSA, DAYS[3]): "H"}
    bring(store, given, {"register.csv": register(DAYS[:12], marks=marks)})
    rosa = look(store, ROSA)
    assert (rosa.count.missed, rosa.count.enrolled) == (1, 10)
    frame = squares(rosa)
    assert list(frame["state"][:5]) == ["present", "out", "out", "part", "present"]
    assert list(frame["words"][1:4]) == ["not counted", "not counted",
                                         "missed 50% of the day, excused"]  # fmt: skip
    assert running(rosa.year)["share"].tolist() == [0.1]


# --- goals from a calendar file

LONG = weekdays(DAYS[0], 60)
FILES = {
    "calendar.csv": calendar(LONG),
    "enrollment.csv": enrollment(
        (ROSA, DAYS[0]), (MARCUS, DAYS[0], LONG[49]), (AMINA, DAYS[0], DAYS[20])
    ),
    "events.csv": events(*[(ROSA, day, "U") for day in DAYS[:5]], (MARCUS, DAYS[0], "E")),
}
COVERED = f'exit_date = "inclusive"\n[files."events.csv"]\ncovers = ["{DAYS[0]}", "{LAST}"]\n'


def test_days_left_are_the_calendars_after_the_last_day_that_counts(store, given):
    bring(store, given, FILES, COVERED)
    rosa = look(store, ROSA)
    assert list(rosa.ahead) == LONG[40:]
    assert words.goal_words(rosa) == ("Attending all 20 days left would end the year under 10%.")
    assert (squares(rosa)["state"] == "ahead").sum() == 20
    late = look(store, ROSA, LONG[45])
    assert late.ahead == rosa.ahead
    assert words.goal_words(late).startswith("Days left are counted from Oct 17, 2025, the last")


def test_a_known_exit_ends_the_days_left_and_who_left_has_no_goal(store, given):
    bring(store, given, FILES, COVERED)
    assert list(look(store, MARCUS).ahead) == LONG[40:50]
    amina = look(store, AMINA)
    assert (amina.enrolled, amina.ahead) == (False, None)
    assert words.goal_words(amina).startswith("No longer enrolled")


def test_a_year_without_days_left_says_so(store, given):
    bring(store, given, {**FILES, "calendar.csv": calendar(DAYS)}, COVERED)
    assert look(store, ROSA).ahead == ()
    assert words.goal_words(look(store, ROSA)) == (
        "The calendar has no school days after Oct 17, 2025."
    )


def test_one_school_without_a_calendar_file_leaves_the_goal_open(store, given):
    bring(store, given, FILES, COVERED)
    bring(store, given, {"roos.csv": register(DAYS[:12], (ROSA,), school=ROOS)})
    assert look(store, ROSA, DAYS[11]).ahead is None


# --- last year, and totals

AGO = weekdays(date(2024, 8, 26), 60)


def test_last_year_to_the_same_date_and_as_a_whole(store, given):
    marks = {(ROSA, AGO[n]): "U" for n in (2, 3, 50)}
    bring(store, given, {"now.csv": register(DAYS), "ago.csv": register(AGO, marks=marks)})
    rosa = look(store, ROSA)
    assert words.last_year_words(rosa) == (
        "Last year by Oct 17: missed 2 of 39 days (5.1%); whole year 3 of 60 days (5.0%)."
    )
    table = words.stays_table(rosa)
    assert list(table["To"]) == ["now", "Nov 15, 2024"]
    assert list(table["Days missed"]) == ["0", "3"]


def test_last_year_is_compared_at_the_last_day_with_data_not_at_the_date_asked(store, given):
    bring(store, given, {"now.csv": register(DAYS[:20]), "ago.csv": register(AGO)})
    assert words.last_year_words(look(store, ROSA, date(2026, 3, 1))).startswith(
        "Last year by Sep 19: missed 0 of 19 days"
    )


def test_a_year_that_began_later_is_told_as_a_whole_and_no_year_as_nothing(store, given):
    bring(store, given, {"now.csv": register(DAYS), "ago.csv": register(AGO[50:], (ROSA,))})
    assert words.last_year_words(look(store, ROSA)) == (
        "Last year as a whole: missed 0 of 10 days (0.0%)."
    )
    assert words.last_year_words(look(store, MARCUS)) == "Nothing is known of last school year."


def test_totals_have_a_tier_and_a_sentence_but_no_days(store, given):
    bring(store, given, {"totals.csv": totals((ROSA, 90, "9.5", "2026-01-30"))})
    rosa = look(store, ROSA, date(2026, 2, 3))
    assert words.headline(rosa) == "◆ Moderate chronic: missed 9.5 of 90 days (10.5%)"
    assert words.kinds(rosa) == ""
    assert "totals only" in words.goal_words(rosa)
    assert squares(rosa).empty
    assert running(rosa.year).empty
    assert "totals only" in words.rate_caption(rosa, has_line=False)
    assert words.stays_table(rosa).to_dict("records") == [
        {"School": LINC, "Grade": "–", "From": "total only", "To": "now",
         "Days enrolled": "90", "Days missed": "9.5"}
    ]  # fmt: skip


def test_days_and_totals_of_two_schools_add_up_and_the_rest_is_named(store, given):
    marks = {(ROSA, DAYS[1]): "U"}
    bring(store, given, {"now.csv": register(DAYS, (ROSA,), marks, ROOS)})
    bring(store, given, {"totals.csv": totals((ROSA, 50, 4, DAYS[3]))})
    rosa = look(store, ROSA)
    assert (rosa.count.missed, rosa.count.enrolled) == (5, 90)
    assert words.kinds(rosa) == "1 unexcused, 4 known as a total only"
    assert not rosa.year.known_by_day
    assert sum(stay.count.enrolled for stay in rosa.year.stays) == 90
    assert "totals only are not in it" in words.year_caption(rosa, 0)


# --- on a DuckLake


def test_a_student_is_the_same_on_a_ducklake(tmp_path):
    pytest.importorskip("duckdb_extension_ducklake")
    found = []
    for name, lake in (("file", None), ("lake", tmp_path / "attendance.ducklake")):
        store = open_district(tmp_path / name, lake=lake)
        folder = tmp_path / f"given-{name}"
        folder.mkdir()
        bring(store, written_to(folder), FILES, COVERED)
        found.append([look(store, student) for student in (ROSA, MARCUS, AMINA)])
        store.close()
    assert found[0] == found[1]
