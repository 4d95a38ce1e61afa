"""The demo district: what it promises of itself, measured in the loaded store."""

from collections import Counter
from contextlib import closing
from datetime import date

import pytest

from sm_core.actions.find import actions_listed
from sm_core.actor import local_captain
from sm_core.contacts.contact import Entry
from sm_core.contacts.find import contacts_with
from sm_core.contacts.judge import judge
from sm_core.contacts.weeks import match_weeks
from sm_core.demo import demo_uploads
from sm_core.demo.contacts import STORY
from sm_core.desk.calls import calls_made
from sm_core.desk.settings import USUAL
from sm_core.families.find import families
from sm_core.families.lists import lists_of
from sm_core.lessons.find import help_asked, lessons_known
from sm_core.lessons.topics import TOPICS
from sm_core.matching.end import END_REASONS, MENTOR_LEFT, open_matches
from sm_core.mentors.find import mentors_seen
from sm_core.mentors.mentor import STAGES
from sm_core.plans.find import plans_of
from sm_core.plans.plan import DONE, DROPPED, MEASURES
from sm_core.schools import schools_seen
from sm_core.seen import see
from sm_core.standing import Asked, standing
from sm_core.student import find_student
from sm_core.support.ended import ended_lately
from sm_core.support.request import STATES, read_steps, requests_seen
from sm_core.support.rhythm import due_day, state_on
from sm_core.targeting.candidates import candidates
from sm_core.team.named import named_at
from sm_core.timeline.find import find_timeline
from sm_core.uploads import open_district
from tests.conftest import Cli
from tests.weekly_cast import prepared_on

CAPTAIN = local_captain()
AS_OF, LAST_JUNE = date(2026, 1, 30), date(2025, 6, 30)
ABSENT = "meaning IN ('absent_excused', 'absent_unexcused', 'absent_unverified', 'suspended_oss')"
CHRONIC = ["moderate_chronic", "severe_chronic"]
LINCOLN = "201"


@pytest.fixture(scope="session")
def demo_home(tmp_path_factory):
    """The shipped demo district, made once."""
    home = tmp_path_factory.mktemp("demo") / "home"
    Cli(home).done("demo")
    return home


@pytest.fixture(scope="module")
def demo(demo_home):
    with closing(open_district(demo_home)) as opened:
        yield opened


@pytest.fixture(scope="module")
def this_year(demo):
    return standing(demo, CAPTAIN, Asked(AS_OF))


@pytest.fixture(scope="module")
def last_year(demo):
    return standing(demo, CAPTAIN, Asked(LAST_JUNE))


def ask(store, query, **values):
    with store.reading() as cursor:
        return cursor.execute(query, values).fetchall()


def rated(frame):
    return frame[~frame["few_days"] & frame["tier"].notna()]


def percent(frame, tiers=CHRONIC):
    """Of the students in `frame` who are rated, the percentage in the `tiers`."""
    return 100 * rated(frame)["tier"].isin(tiers).mean()


# --- the bars: the district looks like a real one


def test_a_quarter_and_a_little_more_is_chronically_absent_now_and_last_june(this_year, last_year):
    for frame in (this_year, last_year):
        assert 25 < percent(frame) < 29
        assert 5 < percent(frame, ["severe_chronic"]) < 9


def test_the_year_runs_a_little_better_than_the_last_one_at_the_same_date(demo, this_year):
    before = standing(demo, CAPTAIN, Asked(date(2025, 1, 30)))

    assert 0.2 < percent(before) - percent(this_year) < 2


@pytest.mark.parametrize("grade", ["K", "12"])
def test_kindergarten_and_the_last_grade_miss_most(this_year, last_year, grade):
    for frame in (this_year, last_year):
        most, least = (frame[frame["grade"] == g] for g in (grade, "4"))
        assert percent(most) - percent(least) > 5


def test_schools_differ_visibly(this_year):
    shares = [percent(school) for _, school in this_year.groupby("school_id")]

    assert min(shares) < 18
    assert max(shares) > 35


@pytest.mark.parametrize("year", ["2024-25", "2025-26"])
def test_fridays_are_worst_and_wednesdays_best(demo, year):
    rates = dict(ask(demo, RATE_BY.format(part="isodow"), year=year))

    assert max(rates, key=rates.get) == 5
    assert min(rates, key=rates.get) == 3
    assert 1 < rates[5] - rates[3] < 2


def test_absences_peak_in_winter(demo):
    rates = dict(ask(demo, RATE_BY.format(part="month"), year="2024-25"))

    assert max(rates, key=rates.get) in (12, 1)
    assert rates[12] - rates[9] > 2
    assert rates[12] - rates[4] > 1


RATE_BY = f"""
WITH enrolled AS (
    SELECT student_id, school_id, day
    FROM attendance.calendar
    JOIN attendance.school_years USING (school_id, school_year)
    JOIN attendance.enrollments AS e USING (school_id, school_year)
    WHERE school_year = $year
        AND day BETWEEN e.first_day AND e.last_day AND day <= data_through
)

SELECT
    {{part}}(day),
    100.0 * count(*) FILTER ({ABSENT} AND portion >= 0.5) / count(*)
FROM enrolled
LEFT JOIN attendance.absences USING (student_id, school_id, day)
GROUP BY ALL
"""


def test_the_first_month_foretells_the_year(demo, last_year):
    missed = dict(ask(demo, (
        "SELECT student_id, count(*) FROM attendance.absences WHERE portion >= 0.5 "
        f"AND {ABSENT} AND day BETWEEN '2024-09-01' AND '2024-09-30' GROUP BY ALL"
    )))  # fmt: skip
    all_month = {student for (student,) in ask(demo, (
        "SELECT student_id FROM attendance.enrollments "
        "WHERE school_year = '2024-25' AND first_day < '2024-09-01'"
    ))}  # fmt: skip
    students = last_year[last_year["student_id"].isin(all_month)]
    days = students["student_id"].map(missed).fillna(0)

    assert 8 < percent(students[days < 2]) < 20
    assert 42 < percent(students[(days >= 2) & (days <= 4)]) < 58
    assert 80 < percent(students[days > 4]) < 93


def test_who_was_chronically_absent_often_is_again(this_year, last_year):
    before = rated(last_year).set_index("student_id")["tier"].isin(CHRONIC)
    now = rated(this_year).set_index("student_id")["tier"].isin(CHRONIC)
    both = before.to_frame("before").join(now.rename("now"), how="inner")

    assert len(both) > 4_500
    assert both.loc[both["before"], "now"].mean() > 0.45
    assert both.loc[~both["before"], "now"].mean() < 0.2


# --- schools, calendars and people


def test_ten_schools_of_three_levels_one_of_them_small(demo, this_year):
    sizes = Counter(this_year["school_id"])
    names = dict(ask(demo, "SELECT school_id, school_name FROM attendance.schools"))

    assert len(this_year) == this_year["student_id"].nunique() == 6_000
    assert sizes.keys() == names.keys()
    assert len(names) == 10
    assert names[LINCOLN] == "Lincoln Middle School"
    assert Counter(school[0] for school in sizes) == {"1": 5, "2": 2, "3": 3}
    assert min(sizes.values()) in range(50, 75)
    assert max(sizes.values()) > 1_000


def test_students_are_at_the_school_of_their_grade(this_year):
    grades = {level: set(school["grade"]) for level, school in
              this_year.groupby(this_year["school_id"].str[0])}  # fmt: skip

    assert grades == {"1": {"K", *"12345"}, "2": set("678"), "3": {"9", "10", "11", "12"}}


def test_students_go_on_to_the_next_grade_and_school(demo):
    steps = ask(demo, (
        "SELECT b.grade, n.grade, b.school_id[1] <> n.school_id[1], count(DISTINCT b.student_id) "
        "FROM attendance.enrollments AS b JOIN attendance.enrollments AS n USING (student_id) "
        "WHERE b.school_year = '2024-25' AND n.school_year = '2025-26' GROUP BY ALL"
    ))  # fmt: skip
    number = {"K": 0}

    assert sum(step[3] for step in steps) > 4_900
    for before, now, changed_level, _ in steps:
        assert number.get(now) or int(now) == int(number.get(before, before)) + 1
        assert changed_level == (now in ("6", "9"))


def test_lincoln_has_180_school_days_of_which_92_have_passed(demo):
    [(passed, ahead)] = ask(demo, (
        "SELECT count(*) FILTER (day <= '2026-01-30'), count(*) FILTER (day > '2026-01-30') "
        "FROM attendance.session_days WHERE school_id = '201' AND school_year = '2025-26'"
    ))  # fmt: skip

    assert (passed, ahead) == (92, 88)


def test_school_calendars_differ_and_have_about_180_days(demo):
    days = ask(demo, (
        "SELECT count(*), hash(list(day ORDER BY day)) FROM attendance.session_days "
        "GROUP BY school_id, school_year"
    ))  # fmt: skip

    assert {count for count, _ in days} <= {179, 180}
    assert len({kind for _, kind in days}) >= 10  # of twenty


@pytest.mark.parametrize(
    ("student", "name", "grade", "missed", "tier"),
    [
        ("0041237", ("Rosa", "Delgado"), "7", 14, "moderate_chronic"),
        ("0041238", ("Marcus", "Tran"), "7", 7, "at_risk"),
        ("0041239", ("Amina", "Yusuf"), "6", 25, "severe_chronic"),
        ("0041240", ("Owen", "Fitzgerald"), "8", 2, "satisfactory"),
    ],
)
def test_the_cast_stands_where_its_stories_say(demo, this_year, student, name, grade, missed, tier):
    [row] = this_year[this_year["student_id"] == student].to_dict("records")

    assert (row["school_id"], row["grade"], row["tier"]) == (LINCOLN, grade, tier)
    assert (row["days_enrolled"], row["days_absent"]) == (92, missed)
    assert ask(demo, (
        "SELECT DISTINCT student_id FROM attendance.students "
        "WHERE first_name = $first OR (first_name, last_name) = ($first, $last)"
    ), first=name[0], last=name[1]) == [(student,)]  # fmt: skip


def test_rosa_missed_eight_days_excused_and_five_of_the_last_ten(demo):
    marks = ask(demo, (
        "SELECT day_number, meaning FROM attendance.absences "
        "JOIN attendance.calendar USING (school_id, school_year, day) "
        "WHERE student_id = '0041237' AND school_year = '2025-26'"
    ))  # fmt: skip
    numbers = [number for number, _ in marks]

    assert Counter(meaning for _, meaning in marks) == {"absent_excused": 8, "absent_unexcused": 6}
    assert sum(number > 82 for number in numbers) == 5
    assert sum(72 < number <= 82 for number in numbers) == 1


def test_ids_keep_their_leading_zero(this_year):
    assert this_year["student_id"].str.fullmatch(r"0\d{6}").all()


# --- the mistakes made on purpose


def test_only_the_planted_rows_are_set_aside(demo):
    rejected = {u.file: u.rejected for u in demo_uploads(demo, CAPTAIN) if u.rejected}

    assert rejected == {"absences_2025-26.csv": {"outside_enrollment": 10}}


def test_five_students_never_came_but_are_on_the_list_and_marked_absent(demo):
    assert ask(demo, (
        "SELECT count(DISTINCT s.student_id), count(DISTINCT a.student_id) "
        "FROM attendance.students AS s LEFT JOIN attendance.set_aside AS a USING (student_id) "
        "WHERE s.school_year = '2025-26' AND s.student_id NOT IN "
        "(SELECT student_id FROM attendance.enrollments WHERE school_year = '2025-26')"
    )) == [(5, 5)]  # fmt: skip


def test_five_students_are_enrolled_at_two_schools_at_once(demo):
    assert ask(demo, (
        "SELECT count(DISTINCT a.student_id) FROM attendance.enrollments AS a "
        "JOIN attendance.enrollments AS b ON b.student_id = a.student_id "
        "AND b.school_id <> a.school_id AND b.first_day BETWEEN a.first_day AND a.last_day"
    )) == [(5,)]  # fmt: skip


def test_between_five_and_eight_in_a_hundred_come_leave_or_change(demo):
    [(moved, everybody)] = ask(demo, (
        "SELECT count(DISTINCT student_id) FILTER (first_day > '2024-08-29' "
        "OR last_day < '2025-06-12'), count(DISTINCT student_id) "
        "FROM attendance.enrollments WHERE school_year = '2024-25'"
    ))  # fmt: skip

    assert 0.05 < moved / everybody < 0.08


def test_one_school_forgot_to_take_attendance_once(demo):
    quiet = ask(demo, (
        "SELECT school_id, day FROM attendance.calendar AS c "
        "JOIN attendance.school_years USING (school_id, school_year) "
        "ANTI JOIN attendance.absences AS a ON a.school_id = c.school_id AND a.day = c.day "
        "WHERE day <= data_through AND school_id <> '303'"
    ))  # fmt: skip

    assert quiet == [("101", date(2025, 11, 18))]


def test_one_school_had_a_day_of_bad_roads(demo):
    worst = ask(demo, (
        f"SELECT school_id, day, count(*) FROM attendance.absences WHERE {ABSENT} "
        "GROUP BY ALL ORDER BY 3 DESC"
    ))  # fmt: skip

    assert worst[0][:2] == ("301", date(2026, 1, 27))
    assert worst[0][2] > 250
    assert worst[0][2] > 1.3 * worst[1][2]


def test_one_school_reports_late_and_the_others_in_time(demo):
    reached = dict(ask(demo, (
        "SELECT school_id, data_through FROM attendance.school_years "
        "WHERE school_year = '2025-26'"
    )))  # fmt: skip

    assert reached.pop("102") == date(2026, 1, 16)
    assert set(reached.values()) == {AS_OF}


def test_every_kind_of_mark_is_there_and_parts_of_days(demo):
    found = Counter(dict(ask(demo, "SELECT meaning, count(*) FROM attendance.absences GROUP BY 1")))
    parts = Counter(dict(ask(demo, "SELECT portion, count(*) FROM attendance.absences GROUP BY 1")))

    assert found.keys() == {
        "absent_excused", "absent_unexcused", "absent_unverified", "suspended_oss", "tardy",
        "early_departure", "school_activity",
    }  # fmt: skip
    assert min(found.values()) > 200
    assert {float(part) for part in parts} == {0, 0.25, 0.5, 1}


# --- the program


def test_the_program_is_one_in_mid_year(demo):
    mentors = mentors_seen(demo, CAPTAIN, AS_OF)
    assert {mentor.stage(AS_OF) for mentor in mentors} == set(STAGES)
    [(chosen,)] = ask(demo, "SELECT count(*) FROM program.targets WHERE state = 'chosen'")
    [(matched,)] = ask(demo, "SELECT count(*) FROM program.matches WHERE ended IS NULL")
    places = sum(m.capacity for m in mentors if m.stage(AS_OF) == "active")
    [(enrolled,)] = ask(demo, "SELECT count(DISTINCT student_id) FROM attendance.students "
                              "WHERE school_year = '2025-26'")  # fmt: skip
    # About six places for a hundred students, when half of them are in a target tier.
    assert 0.05 < places / enrolled < 0.08
    assert matched < places < chosen < enrolled / 8
    [(rosas,)] = ask(demo, "SELECT count(*) FROM program.matches WHERE student_id = '0041237'")
    assert rosas == 1


def test_some_matches_ended_over_the_year_and_who_met_the_mentor_meets_another_or_waits(demo):
    ended = ask(demo, "SELECT ended, end_reason FROM program.matches WHERE ended IS NOT NULL")
    [(every,)] = ask(demo, "SELECT count(*) FROM program.matches")
    assert every / 20 < len(ended) < every / 8
    assert {reason for _, reason in ended} <= set(END_REASONS)
    assert MENTOR_LEFT in {reason for _, reason in ended}
    assert min(day for day, _ in ended) < date(2025, 12, 1) < max(day for day, _ in ended)
    known = candidates(demo, see(demo, CAPTAIN, Asked(AS_OF)))
    lately = ended_lately(demo, known, open_matches(demo, known, AS_OF), AS_OF)
    then = Counter(each.then.split()[0] for each in lately)
    assert set(then) == {"Meets", "Waits"}
    assert min(then.values()) > 2
    after = ask(demo, (
        "SELECT count(*) FILTER (c.day >= m.ended OR c.day < m.started), count(*) "
        "FROM program.matches AS m JOIN program.contacts AS c USING (student_id, mentor_id) "
        "WHERE m.ended IS NOT NULL"
    ))  # fmt: skip
    assert after[0][0] == 0 < after[0][1]


def test_the_timeline_of_marcus_shows_the_end_of_a_match_and_the_next_one(demo):
    student = find_student(demo, CAPTAIN, Asked(AS_OF), "0041238")
    found = find_timeline(demo, CAPTAIN, student, AS_OF)
    steps = [event.words for event in reversed(found.events) if "Match with" in event.words]
    assert steps == [
        "Match with Grace Lindqvist began",
        "Match with Grace Lindqvist ended: The schedules no longer fit",
        "Match with Tomás Rivera began",
    ]


def test_families_are_told_and_asked_in_every_way(demo):
    found = families(demo, see(demo, CAPTAIN, Asked(AS_OF)), AS_OF)
    lists = {name: len(on) for name, on in lists_of(found, AS_OF).items()}
    assert min(lists[name] for name in ("to_tell", "waiting", "clear", "no")) > 4
    assert lists["untold"] == 0
    rosa = next(f for f in found if f.student_id == "0041237")
    assert [h.addressee for h in rosa.households] == ["Ana Delgado", "Luis Delgado"]
    assert {f.policy.kind for f in found} == {"notice", "opt_out", "opt_in"}
    assert any(a.complete for f in found for a in f.answers)


def test_one_school_has_no_principal_and_one_no_coordinator(demo):
    schools = [school.school_id for school in schools_seen(demo, CAPTAIN)]
    named = named_at(demo, schools, AS_OF).values()
    assert [sum(n.principal is None for n in named), sum(n.coordinator is None for n in named)] == [
        1, 1]  # fmt: skip
    assert all(n.contact for n in named)


def test_most_mentors_see_their_students_as_planned_and_some_log_nothing_lately(demo):
    weeks = match_weeks(demo, CAPTAIN, AS_OF, AS_OF, date(2026, 1, 12), date(2026, 1, 23))

    assert 0.5 < sum(week.as_planned(3) for week in weeks) / len(weeks) < 0.85
    quiet = {w.mentor_id for w in weeks} - {w.mentor_id for w in weeks if w.seen}
    assert 4 < len(quiet) < len({w.mentor_id for w in weeks}) / 4
    for kind in ("seen_by_others", "looked"):
        assert sum(getattr(week, kind) for week in weeks) > 10


def test_nobody_was_seen_on_a_day_missed_nor_looked_for_on_another_nor_met_off_the_calendar(demo):
    kinds = ask(demo, (
        "SELECT DISTINCT c.kind, a.day IS NULL FROM program.contacts AS c "
        "LEFT JOIN attendance.absences AS a "
        "ON a.student_id = c.student_id AND a.day = c.day AND a.portion = 1"
    ))  # fmt: skip
    off = ask(demo, (
        "SELECT count(*) FROM program.contacts "
        "ANTI JOIN attendance.session_days USING (school_id, day)"
    ))  # fmt: skip

    assert set(kinds) == {
        ("saw", True), ("talked", True), ("talked", False), ("looked for", False),
    }  # fmt: skip
    assert off == [(0,)]


def test_every_contact_of_the_demo_could_be_logged_by_hand(demo):
    found = contacts_with(demo, CAPTAIN, AS_OF, ["0041237", "0041239"])
    entries = [Entry(c.student_id, c.day, c.mentor_id, c.kind, c.note, c.person) for c in found]
    with demo.reading() as cursor:
        judged = judge(cursor, CAPTAIN, AS_OF, AS_OF, entries)

    assert [one.problem for one in judged] == [""] * len(found)
    assert [one.entry for one in judged] == entries
    assert len({one.entry.key for one in judged}) == len(found) > 40
    assert {c.note for c in found if c.student_id == "0041237"} > {
        note for _, note in STORY.values()
    }


def test_check_ins_are_done_overdue_and_due_and_some_came_with_a_worry(demo):
    done = ask(demo, "SELECT about, relationship, worry FROM program.check_ins")
    assert {about for about, *_ in done} == {"mentor", "student", "family"}
    assert {goes for _, goes, _ in done} == {"well", "some worry", "in trouble"}
    assert 0 < sum(worry for *_, worry in done) < 20
    talked = ask(demo, (
        "SELECT m.started, list(c.day) FILTER (c.day IS NOT NULL) FROM program.matches AS m "
        "LEFT JOIN program.check_ins AS c ON c.student_id = m.student_id AND c.about = 'student' "
        "WHERE m.ended IS NULL GROUP BY m.match_id, m.started"
    ))  # fmt: skip
    states = Counter(state_on(due_day(started, days or []), AS_OF) for started, days in talked)
    assert min(states[state] for state in ("overdue", "due", "later")) > 10


def test_requests_are_open_in_work_and_resolved_as_their_last_steps_say(demo):
    found = requests_seen(demo, CAPTAIN)
    assert {request.state for request in found} == set(STATES)
    with demo.reading() as cursor:
        steps = read_steps(cursor, [request.request_id for request in found])
    for request in found:
        last = (steps[request.request_id] or [request])[-1]
        assert (last.state, last.owner, last.due) == tuple(request.standing.values())
    rosas = [request.owner for request in found if request.student_id == "0041237"]
    assert rosas == ["Mei Chen"]


def test_every_school_held_reviews_and_left_some_of_what_they_decided_undone(demo):
    held = ask(demo, (
        "SELECT school_id, list(monday ORDER BY monday) FROM program.reviews "
        "WHERE state = 'closed' AND present <> '' GROUP BY 1"
    ))  # fmt: skip
    weeks = [date(2026, 1, day) for day in (5, 12, 19)]
    assert {len(mondays) for school, mondays in held if school != LINCOLN} == {1}
    assert dict(held)[LINCOLN] == weeks
    assert dict(held).keys() == {s.school_id for s in schools_seen(demo, CAPTAIN)}
    kinds = Counter(k for (k,) in ask(demo, "SELECT kind FROM program.review_decisions"))
    assert kinds["discussed"] > kinds["action"] > kinds["deferred"] > 5
    given = [each.action for each in actions_listed(demo, CAPTAIN, AS_OF, AS_OF)]
    assert min(Counter(action.state for action in given).values()) > 10
    assert [action.school_id for action in given if action.overdue(AS_OF)] == [LINCOLN]


def test_rosa_is_carried_over_and_nobody_has_decided_about_her(demo):
    [school] = [s for s in schools_seen(demo, CAPTAIN) if s.school_id == LINCOLN]
    week = prepared_on(demo, CAPTAIN, school, date(2026, 1, 26), AS_OF, AS_OF)
    [rosa] = [name for name in week.names if name.student_id == "0041237"]
    assert rosa.place <= 12
    assert rosa.kinds[:2] == ["carried", "worse"]
    assert rosa.reasons[0].mark == "2026-01-19"
    assert week.told.review is None


def test_all_schools_but_one_have_a_plan_and_lincolns_is_nearly_done(demo):
    schools = [school.school_id for school in schools_seen(demo, CAPTAIN)]
    found = plans_of(demo, CAPTAIN, schools, "2025-26", AS_OF)
    assert len(found) == len(schools) - 1
    counted = {school: plan.counted_on(AS_OF) for school, plan in found.items()}
    lincoln = counted[LINCOLN]
    assert (lincoln.total, lincoln.done, lincoln.overdue, lincoln.undated) == (12, 9, 1, 0)
    assert {count.overdue for count in counted.values()} >= {0, 1, 5}
    assert max(count.undated for count in counted.values()) == 8
    for plan in found.values():
        assert {target.measure for target in plan.targets} == set(MEASURES)
        assert all(target.asks_for_more for target in plan.targets)
        ended = [step.ended for step in plan.steps if step.state in (DONE, DROPPED)]
        assert all(plan.started <= day <= AS_OF and day.weekday() < 5 for day in ended)
    assert len(found[LINCOLN].comments) == 3


def test_the_captain_called_where_steps_were_overdue(demo):
    schools = [school.school_id for school in schools_seen(demo, CAPTAIN)]
    plans = plans_of(demo, CAPTAIN, schools, "2025-26", AS_OF)
    calls = calls_made(demo, CAPTAIN, AS_OF)
    assert calls
    for call in calls:
        late = [s for s in plans[call.school_id].steps if s.overdue_on(call.day)]
        assert set(call.reasons) == {f"overdue {step.step_id}" for step in late}


def test_schools_ask_for_help_and_one_waits_longer_than_it_should(demo):
    asked = help_asked(demo, CAPTAIN, AS_OF)
    still = [each for each in asked if each.is_open]
    assert [each.unanswered for each in still] == [True, True, False]
    assert still[0].days(AS_OF) > USUAL.help_days >= still[1].days(AS_OF)
    lessons = lessons_known(demo, CAPTAIN, AS_OF)
    settled = {each.help_id for each in asked} - {each.help_id for each in still}
    assert {lesson.help_id for lesson in lessons} == settled | {""}
    for each in asked:
        days = [each.asked.date(), *(a.recorded.date() for a in each.answers), each.ended or AS_OF]
        assert days == sorted(days)
        assert all(day.weekday() < 5 for day in days)
    for written in [*lessons, *asked]:
        assert written.topic in TOPICS
