"""The District page through AppTest: its numbers, each role, and choices that leave nobody."""

from datetime import date

import pytest
from looking import DISTRICT, STUDENTS, look, said

from sm_core.actor import local_captain
from sm_core.packs.count import figures
from sm_core.seen import Filters, see
from sm_core.standing import Asked, standing
from sm_core.trends import cut
from ui import menu

JAN_30 = date(2026, 1, 30)
LAST_YEAR = Asked(date(2025, 1, 30), held_against=JAN_30)


def cards(app):
    return {card.label: (card.value, card.delta) for card in app.metric}


def chronic(store, asked):
    """The rated and the chronically absent students of the command line's standing."""
    rows = standing(store, local_captain(), asked)
    rated = rows[~rows["few_days"]]
    return len(rated), int(rated["tier"].isin(["moderate_chronic", "severe_chronic"]).sum())


def test_the_headline_is_that_of_standing(demo_read):
    rated, students = chronic(demo_read, Asked(JAN_30))
    rated_before, students_before = chronic(demo_read, LAST_YEAR)
    app = look(DISTRICT)
    assert app.title[0].value == "District"
    value, change = cards(app)["Chronically absent"]
    assert value == f"{students:,} · {students / rated:.1%}"
    points = (students / rated - students_before / rated_before) * 100
    assert change == f"{points:+.1f} points, {students - students_before:+,} students"
    assert f"Of {rated:,} students with 10 or more enrolled days" in said(app)
    assert f"when there were {rated_before:,}" in said(app)


def test_students_in_no_rate_are_told_beside_those_chosen(demo_read):
    few = int(standing(demo_read, local_captain(), Asked(JAN_30))["few_days"].sum())
    assert few
    assert f" students**, {few} of them with under 10 days" in said(look(DISTRICT))
    assert "of them with" not in said(look(DISTRICT, tiers="severe_chronic"))


def test_only_late_schools_with_students_in_the_choice_are_named(demo_read):
    app = look(DISTRICT, grade="11")
    assert "Changes since Thu Jan 30, 2025, when" in said(app)
    # The chart by grade has all grades.
    assert said(app).count("Maple Grove Elementary\\: Jan 16") == 1


def test_last_year_is_that_of_the_pack_where_a_school_is_late(demo_read):
    """On this day the whole last year would have one chronically absent student more."""
    day, year_day = date(2026, 1, 28), date(2025, 1, 28)
    pages = figures(demo_read, local_captain(), day)
    in_pack = {page.school_id: page.counts["year.chronic"] for page in pages}
    rated = {page.school_id: page.counts["year.rated"] for page in pages}
    app = look(DISTRICT, as_of=str(day))
    _, change = cards(app)["Chronically absent"]
    now = sum(page.counts["now.chronic"] for page in pages)
    assert change.endswith(f", {now - sum(in_pack.values()):+,} students")
    seen = see(demo_read, local_captain(), Asked(year_day, held_against=day))
    rows = cut(demo_read, seen, Filters(), "school")
    assert sum(in_pack.values()) == chronic(demo_read, Asked(year_day))[1] - 1
    assert dict(zip(rows["name"], rows["chronic"], strict=True)) == in_pack
    assert dict(zip(rows["name"], rows["rated"], strict=True)) == rated
    late = r"Tue Jan 28, 2025 \(Maple Grove Elementary\: Jan 16, where its data end this year\)"
    assert f"Changes since {late}" in said(app)
    assert r"Gray ticks: Tue Jan 28, 2025 \(Maple Grove Elementary\: Jan 16\)." in said(app)
    alone = look(DISTRICT, as_of=str(day), school="Maple Grove Elementary")
    [maple] = [page for page in pages if page.name == "Maple Grove Elementary"]
    there_were = f"when there were {maple.counts['year.rated']:,}"
    assert f"Changes since Thu Jan 16, 2025, {there_were}" in said(alone)
    # The bars of the other schools stay, each with its own last year.
    assert r"Gray ticks: Tue Jan 28, 2025 \(Maple Grove Elementary\: Jan 16\)." in said(alone)


OVERVIEW = ("Tiers by school, worst first", "Chronically absent by grade",
            "Chronic rate by week, this year and last",
            "Chronically absent by student group")  # fmt: skip
WHO = ("Chronically absent by school and grade", "The same students then and now",
       "Chronically absent by student group")  # fmt: skip
WHEN = ("Days missed by weekday and month, in percent", "September watch",
        "Days missed before and after breaks and holidays")  # fmt: skip
LOOKS = {"Overview": OVERVIEW, "Who": WHO, "When": WHEN}
PRINCIPAL = "Principal, Lincoln Middle School"


@pytest.mark.parametrize("which", LOOKS)
def test_each_look_has_its_charts_each_with_its_title(demo_read, which):
    app = look(DISTRICT, look=which)
    words = said(app)
    for name, titles in LOOKS.items():
        for title in titles:
            assert (title in words) == (title in LOOKS[which]), (name, title)


@pytest.mark.parametrize("which", LOOKS)
def test_each_look_makes_sense_for_one_school(demo_read, which):
    app = look(DISTRICT, look=which, who=PRINCIPAL)
    assert app.title[0].value == "School"
    for title in set(LOOKS[which]) - {OVERVIEW[0]}:
        assert title in said(app)
    assert not app.error


@pytest.mark.parametrize(
    ("measure", "titles"),
    [
        ("Severe chronic", ("Tiers by school", "Severe chronic by grade",
                            "Severe chronic by week", "Severe chronic by student group")),
        ("Days missed", ("Days missed by school", "Days missed by grade",
                         "Days missed by week", "Days missed by student group")),
        ("Average daily attendance", (
            "Average daily attendance by school, the chronic rate beside it",
            "Average daily attendance by grade, the chronic rate beside it",
            "Average daily attendance by week", "Below it the share of students chronically absent",
            "Average daily attendance by student group, the chronic rate beside it")),
    ],
)  # fmt: skip
def test_every_chart_of_the_overview_follows_the_measure(demo_read, measure, titles):
    words = said(look(DISTRICT, measure=measure))
    assert [title for title in titles if title not in words] == []
    assert measure in said(look(DISTRICT, measure=measure, look="Who"))


@pytest.mark.parametrize("measure", ["Chronically absent", "Severe chronic", "Days missed",
                                     "Average daily attendance"])  # fmt: skip
def test_the_same_students_are_followed_by_the_measure(demo_read, measure):
    app = look(DISTRICT, look="Who", measure=measure)
    title = f"The same students then and now: {measure.lower()} by grade of today"
    assert title in said(app)
    # Matrix and groups, and of attendance the chronic rate below it.
    alone = measure != "Average daily attendance"
    assert len(app.get("plotly_chart")) == (3 if alone else 4)
    assert (f"{title}, the chronic rate beside it" in said(app)) != alone


ONLY = {"Of a weekday only": ("Chronically absent", "Severe chronic"),
        "Of a single day only": ("Chronically absent", "Severe chronic"),
        "Days missed: the rest of the days was attended": ("Average daily attendance",),
        "Whatever the measure: September": ("Severe chronic", "Days missed",
                                            "Average daily attendance")}  # fmt: skip


@pytest.mark.parametrize("measure", ["Chronically absent", "Severe chronic", "Days missed",
                                     "Average daily attendance"])  # fmt: skip
def test_what_cannot_follow_the_measure_says_why(demo_read, measure):
    words = said(look(DISTRICT, look="When", measure=measure))
    for sentence, of in ONLY.items():
        assert (sentence in words) == (measure in of), sentence


@pytest.mark.parametrize(
    ("measure", "words"),
    [
        ("Chronically absent", "of 20 days 2 missed are enough, of 21 it takes 3"),
        ("Severe chronic", "of 10 days 2 missed are enough, of 11 it takes 3"),
        ("Days missed", None),
    ],
)
def test_the_saw_of_the_weekly_line_is_explained(demo_read, measure, words):
    text = said(look(DISTRICT, measure=measure))
    assert (words or "The line is a saw") in text or words is None
    assert ("The line is a saw" in text) == (words is not None)


def test_attendance_takes_the_place_of_days_missed_beside_the_chronic_rate(demo_read):
    missed, _ = cards(look(DISTRICT))["Days missed"]
    found = cards(look(DISTRICT, measure="Average daily attendance"))
    assert "Days missed" not in found
    attended, change = found["Average daily attendance"]
    percents = [float(words.split()[-1].rstrip("%")) for words in (missed, attended)]
    assert sum(percents) == pytest.approx(100)
    assert "students" not in change
    assert "Chronically absent" in found


def test_months_and_groups_by_grade_stand_in_the_address(demo_read):
    assert "Chronic rate by month, this year and last" in said(look(DISTRICT, by="Month"))
    words = said(look(DISTRICT, look="Who", rows="Student groups"))
    assert "Chronically absent by student group and grade" in words


def test_a_cell_of_the_matrix_in_the_address_filters_the_rest(demo_read):
    app = look(DISTRICT, look="Who", school="Lincoln Middle School", grade="7")
    assert "Lincoln Middle School, grade 7 →" in said(app)
    assert "Chronically absent by school and grade" in said(app)


def test_filters_in_the_address_narrow_the_page_and_say_so(demo_read):
    app = look(DISTRICT, school="Lincoln Middle School", grade="7", group="Low income")
    assert "Lincoln Middle School, grade 7, Low income →" in said(app)
    assert app.selectbox(key="school").value == "Lincoln Middle School"
    assert app.multiselect(key="grade").value == ["7"]
    app.button(key="clear").click().run()
    assert "All schools →" in said(app)
    assert app.multiselect(key="grade").value == []


def test_a_click_on_a_week_of_last_year_has_a_way_back(demo_read):
    app = look(DISTRICT, as_of="2024-09-29", grade="7")
    app.button(key="back_to_today").click().run()
    assert not app.exception
    assert cards(app) == cards(look(DISTRICT, grade="7"))
    assert "back_to_today" not in [button.key for button in app.button]


def test_a_level_is_all_its_grades(demo_read):
    by_level = look(DISTRICT, grade="Middle (6–8)")
    by_grades = look(DISTRICT)
    by_grades.multiselect(key="grade").set_value(["6", "7", "8"]).run()
    assert cards(by_level) == cards(by_grades)
    assert cards(by_level) != cards(look(DISTRICT))


def test_a_weekday_of_a_month_in_the_address_filters_and_can_be_cleared(demo_read):
    app = look(DISTRICT, missed_on="5-12")
    assert "missed a Friday in December" in said(app)
    listed = look(STUDENTS, missed_on="5-12")
    assert listed.button(key="clear_missed_on").label.startswith("Only students who missed a Fri")
    fewer = listed.subheader[0].value
    listed.button(key="clear_missed_on").click().run()
    assert listed.subheader[0].value != fewer


@pytest.mark.parametrize("nonsense", ["5", "5-13", "0-1", "five-12"])
def test_nonsense_in_the_address_filters_nobody(demo_read, nonsense):
    app = look(DISTRICT, missed_on=nonsense, grade="99", group="Nobody", look=nonsense,
               measure=nonsense, by=nonsense, rows=nonsense, all=nonsense)  # fmt: skip
    assert "All schools →" in said(app)
    assert cards(app) == cards(look(DISTRICT))


def test_what_cannot_be_is_told_and_leaves_the_address(demo_read):
    app = look(DISTRICT, school="Nowhere", grade=["99", "7"], group="Nobody", as_of="2100-01-01")
    assert [warning.value for warning in app.warning] == [
        "The address asks for a school that is not here: it is left out.",
        "The address asks for a day that is none, or still ahead: the latest one is shown.",
        "The address asks for a grade that is not here: it is left out.",
        "The address asks for a student group that is not here: it is left out.",
    ]  # fmt: skip
    assert dict(app.query_params) == {"grade": "7"}
    assert not app.run().warning


def test_the_next_page_is_not_given_what_cannot_be(demo_read):
    app = look(DISTRICT, school="Nowhere")
    app.switch_page(STUDENTS).run()
    assert not app.warning
    assert "school" not in app.query_params


@pytest.mark.parametrize("choice", [{"as_of": "2026-01-30"}, {"grade": "7"}, {}])
def test_what_can_be_is_not_refused(demo_read, choice):
    assert not look(DISTRICT, **choice).warning


@pytest.mark.parametrize("which", LOOKS)
def test_filters_that_leave_nobody_are_named_and_can_be_cleared(demo_read, which):
    app = look(DISTRICT, school="Lincoln Middle School", grade="12", look=which)
    words = "No student matches these filters together: Lincoln Middle School, grade 12."
    assert words in said(app)
    assert not app.metric
    assert not app.get("plotly_chart")
    assert "students**" not in said(app)
    app.button(key="clear").click().run()
    assert app.metric
    assert "No student matches" not in said(app)


@pytest.mark.parametrize(
    ("day", "sentence"),
    [
        ("2024-07-15", "Nobody was enrolled by Mon Jul 15, 2024 in the school year 2024-25"),
        ("2025-07-15", "Nobody was enrolled by Tue Jul 15, 2025 in the school year 2025-26"),
        ("2025-08-30", "No student of this choice has 10 enrolled days by Sat Aug 30, 2025"),
    ],
)
def test_a_date_before_the_first_day_or_in_the_first_days_says_why(demo_read, day, sentence):
    app = look(DISTRICT, as_of=day)
    assert sentence in said(app)
    assert not app.metric
    assert "Tiers by school" not in said(app)
    assert "by grade" not in said(look(DISTRICT, as_of=day, look="Who"))


def test_a_date_in_a_holiday_counts_up_to_the_last_school_day(demo_read):
    assert cards(look(DISTRICT, as_of="2025-12-27")) == cards(look(DISTRICT, as_of="2025-12-28"))


def test_the_first_year_has_nothing_to_compare_with(demo_read):
    app = look(DISTRICT, as_of="2025-01-30")
    assert "There is nothing on Tue Jan 30, 2024 to compare with" in said(app)
    assert {change for _, change in cards(app).values()} <= {"", None}


def test_a_principal_sees_their_school_under_its_name_whatever_the_address_says(demo_read):
    app = look(DISTRICT, who="Principal, Lincoln Middle School", school="All schools")
    assert app.title[0].value == "School"
    assert "Tiers by school, worst first" not in said(app)
    own = look(DISTRICT, school="Lincoln Middle School")
    assert cards(app)["Chronically absent"] == cards(own)["Chronically absent"]


@pytest.mark.parametrize(
    ("who", "landing"),
    [
        ("District captain", "The desk"),
        ("Principal, Lincoln Middle School", "School progress"),
        ("Coordinator, Lincoln Middle School", "Weekly review"),
    ],
)
def test_each_role_lands_on_a_page_of_its_own(demo_read, who, landing):
    assert look(None, who=who).title[0].value == landing


@pytest.mark.parametrize(
    ("who", "landing"),
    [
        ("Principal, Lincoln Middle School", "School progress"),
        ("Coordinator, Lincoln Middle School", "Weekly review"),
    ],
)
def test_whoever_is_chosen_on_the_page_of_another_lands_on_their_own(demo_read, who, landing):
    app = look(menu.DESK, as_of="2026-01-20")
    app.selectbox(key="who").set_value(who).run()
    assert (app.title[0].value, app.query_params["as_of"]) == (landing, "2026-01-20")


def test_a_link_to_a_page_of_another_says_whom_it_is_for(demo_read):
    app = look(menu.DESK, who="Principal, Lincoln Middle School")
    assert app.warning[0].value == "This page is for the district captain."
    assert not app.title


@pytest.mark.parametrize("name", ["school", "grade", "group"])
def test_an_empty_choice_in_the_address_is_none_and_stays(demo_read, name):
    app = look(STUDENTS, **{name: ""})
    assert not app.warning
    assert app.query_params[name] == ""


OF_DAYS = ({"measure": "Days missed"}, {"look": "When"},
           {"measure": "Average daily attendance", "by": "Month"})  # fmt: skip


@pytest.mark.parametrize("choice", OF_DAYS)
def test_where_all_days_are_known_nothing_is_said_to_be_missing(demo_read, choice):
    for more in ({}, {"missed_on": "5-12"}, {"missed_day": "2025-11-25"}):
        assert "Days known only as totals" not in said(look(DISTRICT, **choice, **more))


@pytest.mark.parametrize("page", [DISTRICT, None])
def test_without_data_the_page_says_what_is_missing(page_home, page):
    app = look(page)
    assert "There is no attendance to show yet" in app.info[0].value
    assert not app.metric


def test_without_groups_or_daily_data_the_charts_say_why(two_schools):
    assert "No file says which groups these students belong to" in said(look(DISTRICT))
    words = said(look(DISTRICT, look="Who", rows="Student groups"))
    assert "No file says which groups and grades these students belong to" in words


def test_totals_alone_give_tiers_and_say_that_they_have_no_days(page_home, given, cli):
    totals = given("totals.csv", "Student ID,School ID,Grade,Days Enrolled,Days Absent\n"
                                 "0041237,LINC,7,92,14\n0041238,LINC,7,92,7\n")  # fmt: skip
    mapping = given("map.toml", 'layout = "student_totals"\nas_of = "2026-01-30"\n')
    cli.done("import", totals, "--mapping", mapping)
    app = look(DISTRICT)
    assert cards(app)["Chronically absent"][0] == "1 · 50.0%"
    assert "There is no rate by week" in said(app)
    assert "totals do not say on which days" in said(look(DISTRICT, look="When"))
    for measure in ("Days missed", "Average daily attendance"):
        app = look(DISTRICT, measure=measure, by="Month")
        assert "There is no rate by month" in said(app)
    assert "Chronically absent by school and grade" in said(look(DISTRICT, look="Who"))


def test_days_without_the_schools_that_send_totals_say_so(two_schools, given, cli):
    totals = given("totals.csv", "Student ID,School ID,Grade,Days Enrolled,Days Absent\n"
                                 "0099001,WASH,7,92,14\n0099002,WASH,7,92,7\n")  # fmt: skip
    mapping = given("map.toml", 'layout = "student_totals"\nas_of = "2025-10-03"\n')
    cli.done("import", totals, "--mapping", mapping)
    for choice in OF_DAYS:
        words = said(look(DISTRICT, as_of="2025-10-03", **choice))
        assert "Days known only as totals are not in it: 184 of" in words


def test_one_student_on_one_day_is_no_rate_but_a_page(page_home, given, cli):
    register = given("one.csv", "student_id,school_id,date,code\n0041237,LINC,2026-01-30,A\n")
    mapping = given("map.toml", 'layout = "register"\n[codes]\nA = "absent_unexcused"\n')
    cli.done("import", register, "--mapping", mapping)
    app = look(DISTRICT)
    assert "No student of this choice has 10 enrolled days by Fri Jan 30, 2026" in said(app)
    assert "→ **1 student**" in said(app)
