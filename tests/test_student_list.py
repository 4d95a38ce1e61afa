"""The list of students: counts, order, search and pages."""

from datetime import date, timedelta

import pytest
from invented import DAYS, LINC, MARCUS, ROOS, ROSA, bring, register, table, totals

from sm_core.actor import Actor, local_captain
from sm_core.cli import main
from sm_core.definitions import TIERS
from sm_core.recent import Recent, recent
from sm_core.schools import late, reached, schools_seen
from sm_core.seen import Filters, see
from sm_core.standing import Asked, standing
from sm_core.student_list import (
    FEW_DAYS,
    all_students,
    count_tiers,
    grades_seen,
    groups_seen,
    list_students,
    one_student,
)
from sm_core.student_table import shown, with_recent
from sm_core.uploads import open_district
from tests.conftest import NOW, ROOT

CAPTAIN = local_captain()
JAN_30 = Asked(date(2026, 1, 30))


def at(store, asked=JAN_30, actor=CAPTAIN):
    return see(store, actor, asked)


@pytest.fixture(scope="module")
def lincoln(tmp_path_factory):
    home = tmp_path_factory.mktemp("lincoln") / "home"
    files = [str(path) for path in sorted((ROOT / "sample").glob("*.csv"))]
    mapping = str(ROOT / "sample" / "map.toml")
    main(["--home", str(home), "import", *files, "--mapping", mapping],
         obj={"now": NOW}, standalone_mode=False)  # fmt: skip
    opened = open_district(home)
    yield opened
    opened.close()


def test_the_counts_are_those_of_standing(lincoln):
    rows = standing(lincoln, CAPTAIN, JAN_30)
    counts = count_tiers(lincoln, at(lincoln), Filters())
    rated = rows[~rows["few_days"]]
    assert counts.tiers == {tier: int((rated["tier"] == tier).sum()) for tier in TIERS}
    assert counts.few_days == int(rows["few_days"].sum())
    assert counts.rated + counts.few_days == len(rows) == 48
    assert counts.chronic == 13


def test_few_days_stay_out_of_rates_and_can_still_be_listed(lincoln):
    early = Asked(date(2025, 9, 5))
    counts = count_tiers(lincoln, at(lincoln, early), Filters())
    assert counts.rated == 0
    assert counts.few_days == len(
        list_students(lincoln, at(lincoln, early), Filters(tiers=(FEW_DAYS,)))
    )


@pytest.mark.parametrize("sort", ["rate", "days", "name", "grade"])
def test_pages_together_are_the_whole_list_in_order(lincoln, sort):
    filters = Filters(sort=sort)
    whole = list(all_students(lincoln, at(lincoln), filters)["student_id"])
    paged = [
        student
        for page in (1, 2, 3, 4, 5)
        for student in list_students(lincoln, at(lincoln), filters, page, 10)["student_id"]
    ]
    assert paged == whole
    assert len(set(whole)) == 48


def test_few_days_come_last_however_much_of_them_was_missed(store, given):
    marks = {(ROSA, DAYS[11]): "U", (MARCUS, DAYS[0]): "U"}
    marks |= {(ROSA, day): None for day in DAYS[:11]}
    bring(store, given, {"register.csv": register(DAYS[:12], marks=marks)})
    rows = list_students(store, see(store, CAPTAIN, Asked(DAYS[11])), Filters(sort="rate"))
    assert list(rows["student_id"]) == [MARCUS, ROSA]


def test_each_order_is_what_its_name_says(lincoln):
    def column(sort, name):
        return list(all_students(lincoln, at(lincoln), Filters(sort=sort))[name])

    assert column("rate", "absence_rate") == sorted(column("rate", "absence_rate"), reverse=True)
    assert column("days", "days_absent") == sorted(column("days", "days_absent"), reverse=True)
    assert column("grade", "grade") == sorted(column("grade", "grade"))
    assert column("name", "student_name")[0].endswith("Arroyo")


@pytest.mark.parametrize(
    ("search", "found"),
    [
        ("rosa", 1),
        ("ROSA DELGADO", 1),
        ("0041237", 1),
        ("  rosa ", 1),
        ("%", 0),
        ("_", 0),
        ("'", 1),
    ],
)
def test_search_is_plain_text(lincoln, search, found):
    assert len(all_students(lincoln, at(lincoln), Filters(search=search))) == found


def test_a_coordinator_of_another_school_finds_nobody(lincoln):
    stranger = Actor("Coordinator, ROOS", "coordinator", schools=("ROOS",))
    assert count_tiers(lincoln, at(lincoln, actor=stranger), Filters()).rated == 0
    assert schools_seen(lincoln, stranger) == []


def test_a_mentor_finds_only_their_own_students(lincoln):
    mentor = Actor("Mr. Okafor", "mentor", students=("0041237",))
    rows = all_students(lincoln, at(lincoln, actor=mentor), Filters())
    assert list(rows["student_name"]) == ["Rosa Delgado"]


def test_grades_come_in_natural_order(lincoln):
    assert grades_seen(lincoln, at(lincoln)) == ["6", "7", "8"]


def test_schools_say_how_far_their_data_reach(lincoln):
    [school] = schools_seen(lincoln, CAPTAIN)
    assert (school.name, school.data_through) == ("Lincoln Middle School", date(2026, 1, 30))
    assert reached([school]) == date(2026, 1, 30)
    assert late([school]) == []


def test_the_table_says_early_under_thirty_days_and_hides_what_never_differs(lincoln):
    table = shown(all_students(lincoln, at(lincoln), Filters()), several_schools=False)
    assert list(table.columns) == [
        "Student", "Grade", "Tier", "Missed", "Share missed", "Enrolled", "Id",
    ]  # fmt: skip
    row = table.set_index("Id").loc["0041848"]
    assert (row["Tier"], row["Missed"]) == ("Early", "2 of 12 days, early")
    assert table.set_index("Id").loc["0041627", "Enrolled"] == "left"


def test_the_last_eight_weeks_end_with_the_week_of_the_date(lincoln):
    weeks = recent(lincoln, at(lincoln), ["0041237"])["0041237"].weeks
    assert weeks == [1, 1, 0, 0, 1, 0, 2, 3]
    earlier = recent(lincoln, at(lincoln, Asked(date(2026, 1, 23))), ["0041237"])["0041237"].weeks
    assert earlier[1:] == weeks[:-1]


def test_no_week_after_the_last_data_reads_as_one_without_absences(lincoln):
    later = recent(lincoln, at(lincoln, Asked(date(2026, 3, 20))), ["0041237"])["0041237"]
    assert later == recent(lincoln, at(lincoln), ["0041237"])["0041237"]


def test_the_change_is_from_the_rate_thirty_days_before(lincoln):
    before = standing(lincoln, CAPTAIN, Asked(date(2025, 12, 31))).set_index("student_id")
    recents = recent(lincoln, at(lincoln), ["0041237", "0041848"])
    assert recents["0041237"].rate_before == before.loc["0041237", "absence_rate"]
    assert recents["0041848"].rate_before is None


# Days 1 to 9 lie 30 days before day 30; with one more there are ten, and a rate.
@pytest.mark.parametrize(("days_before", "known"), [(9, False), (10, True)])
def test_a_change_needs_ten_days_thirty_days_before(store, given, days_before, known):
    days = [DAYS[29] - timedelta(days=30 + n) for n in range(days_before)]
    bring(store, given, {"register.csv": register([*days, DAYS[29]], (ROSA,))})
    before = recent(store, see(store, CAPTAIN, Asked(DAYS[29])), [ROSA])[ROSA].rate_before
    assert (before is not None) == known


def test_no_change_is_told_across_the_summer(store, given):
    june = [date(2025, 6, 2) + timedelta(days=n) for n in range(14)]
    july = [date(2025, 7, 1) + timedelta(days=n) for n in range(12)]
    bring(store, given, {"register.csv": register([*june, *july], (ROSA,))})
    seen = see(store, CAPTAIN, Asked(date(2025, 7, 12)))
    assert recent(store, seen, [ROSA])[ROSA].rate_before is None


def test_a_school_sees_the_change_of_a_student_who_moved_in(store, given):
    files = {
        "roos.csv": register(DAYS[:20], (ROSA,), {(ROSA, DAYS[1]): "U"}, school=ROOS),
        "linc.csv": register(DAYS[20:40], (ROSA,)),
    }
    bring(store, given, files)
    coordinator = Actor("Coordinator, LINC", "coordinator", schools=(LINC,))
    said = [
        recent(store, see(store, actor, Asked(DAYS[39])), [ROSA])[ROSA].rate_before
        for actor in (CAPTAIN, coordinator)
    ]
    assert said[0] == said[1] > 0


def test_totals_have_no_weeks(store, given):
    bring(store, given, {"totals.csv": totals((ROSA, 90, 30, DAYS[39]))})
    assert recent(store, see(store, CAPTAIN, Asked(DAYS[39])), [ROSA])[ROSA] == Recent(None, None)


def test_a_mentor_learns_no_groups(store, given):
    students = table("Student ID,Low Income", [(ROSA, "Y")])
    bring(store, given, {"register.csv": register(DAYS[:12]), "students.csv": students})
    mentor = Actor("Mr. Okafor", "mentor", students=(ROSA,))
    assert groups_seen(store, see(store, CAPTAIN, Asked(DAYS[11]))) == ["Low income"]
    assert groups_seen(store, see(store, mentor, Asked(DAYS[11]))) == []


def test_one_student_is_found_by_id_among_those_seen_only(lincoln):
    assert list(one_student(at(lincoln), "0041237")["student_name"]) == ["Rosa Delgado"]
    assert one_student(at(lincoln), "nobody").empty
    stranger = Actor("Coordinator, ROOS", "coordinator", schools=("ROOS",))
    assert one_student(at(lincoln, actor=stranger), "0041237").empty


def test_recent_columns_stand_beside_the_share(lincoln):
    frame = list_students(lincoln, at(lincoln), Filters(search="Rosa Delgado"))
    recents = recent(lincoln, at(lincoln), list(frame["student_id"]))
    table = with_recent(shown(frame, several_schools=False), frame, recents)
    place = list(table.columns).index("Share missed")
    assert list(table.columns)[place + 1 : place + 3] == ["Last 8 weeks", "Change in 30 days"]
    before = recents["0041237"].rate_before
    assert table["Change in 30 days"][0] == round((14 / 92 - before) * 100, 1)
