"""Last year as far as each school's own data go this year, and the words for it."""

from datetime import date

import pytest
from invented import AMINA, MARCUS, OWEN, ROSA, bring, table, weekdays

from sm_core.actor import local_captain
from sm_core.schools import School, held_back_words, schools_seen
from sm_core.standing import Asked, standing
from sm_core.uploads import open_district

JAN_30, A_YEAR_BEFORE = date(2026, 1, 30), date(2025, 1, 30)
LAST = weekdays(date(2025, 1, 6), 24)
"""To February 6, 2025: a week more than is asked about."""
ENDS = {"on_time": JAN_30, "a_day": date(2026, 1, 29), "late": date(2026, 1, 16),
        "ahead": date(2026, 2, 6)}  # fmt: skip
LEAP = {"leap": date(2024, 2, 29), "march": date(2024, 3, 15)}
LEAP_LAST = weekdays(date(2023, 2, 20), 20)
"""Ends of data in 2023-24, and the days of the year before, to March 17."""
MOVED = date(2025, 1, 20)
REGISTER = "Student ID,School ID,Date,Code"
TOTALS = "Student ID,School ID,Days Enrolled,Days Absent,As Of"


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    folder = tmp_path_factory.mktemp("last_year")

    def given(name, content):
        (folder / name).write_text(content)
        return folder / name

    opened = open_district(folder / "home")
    for rows in (then(), *now(), told()):
        header = REGISTER if len(rows[0]) == 4 else TOTALS
        layout = "register" if header == REGISTER else "student_totals"
        bring(opened, given, {"a.csv": table(header, rows)}, f'layout = "{layout}"\n')
    yield opened
    opened.close()


def then():
    """Rosa missed all of last January at five schools; Owen went from one on time to a late one."""
    rosa = [(ROSA, school, day, "U") for school in (*ENDS, "silent") for day in LAST]
    owen = [(OWEN, "from" if day < MOVED else "to", day, "P") for day in LAST]
    return rosa + owen


def now():
    """A file for each last day, for a register speaks of all its schools through its last one."""
    schools = {end: [(ROSA, school, end, "P")] for school, end in ENDS.items()}
    schools[JAN_30] += [(ROSA, "new", JAN_30, "P"), (OWEN, "from", JAN_30, "P")]
    schools[ENDS["late"]] += [(OWEN, "to", ENDS["late"], "P")]
    leap = [[(MARCUS, school, end, "P")] for school, end in LEAP.items()]
    return [*schools.values(), [(MARCUS, s, day, "P") for s in LEAP for day in LEAP_LAST], *leap]


def told():
    """Amina's totals at three schools, two of which tell this year more than is asked about."""
    days = {"2025-01-10": 1, "2025-01-17": 2, "2025-01-30": 3}
    ends = {"totals": {"2026-01-20": 0}, "totals_ahead": {"2026-02-06": 0},
            "totals_both": {"2026-01-20": 0, "2026-02-06": 0}}  # fmt: skip
    return [(AMINA, school, 20, missed, day)
            for school, end in ends.items() for day, missed in (days | end).items()]  # fmt: skip


def held_to(day):
    """The days counted of a student who stayed, all of them missed."""
    days = sum(each <= day for each in LAST)
    return days, days


@pytest.mark.parametrize(
    ("student", "school", "days"),
    [
        (ROSA, "on_time", held_to(A_YEAR_BEFORE)),
        (ROSA, "ahead", held_to(A_YEAR_BEFORE)),
        (ROSA, "a_day", held_to(date(2025, 1, 29))),
        (ROSA, "late", held_to(date(2025, 1, 16))),
        (ROSA, "silent", held_to(A_YEAR_BEFORE)),
        (ROSA, "new", None),
        (AMINA, "totals", (20, 2)),
        (AMINA, "totals_ahead", (20, 3)),
        (AMINA, "totals_both", (20, 2)),
        # A register that ends now on January 16 knew nobody who came on the 20th.
        (OWEN, "from", (10, 0)),
        (OWEN, "to", None),
    ],
)
def test_a_school_is_held_to_a_year_before_the_end_of_its_own_data(store, student, school, days):
    held = at_schools(store, A_YEAR_BEFORE, JAN_30)
    assert held.get((student, school)) == days


def at_schools(store, as_of, against):
    asked = Asked(as_of, "school", held_against=against)
    rows = standing(store, local_captain(), asked).itertuples()
    return {(row.student_id, row.school_id): (row.days_enrolled, row.days_absent) for row in rows}


def test_a_student_of_several_schools_has_the_days_of_each_as_far_as_it_goes(store):
    schools = at_schools(store, A_YEAR_BEFORE, JAN_30)
    of_rosa = [days for (student, _), days in schools.items() if student == ROSA]
    asked = Asked(A_YEAR_BEFORE, held_against=JAN_30)
    rosa = standing(store, local_captain(), asked).set_index("student_id").loc[ROSA]
    assert (rosa.days_enrolled, rosa.days_absent) == tuple(map(sum, zip(*of_rosa, strict=True)))
    assert len(of_rosa) == 5


@pytest.mark.parametrize(
    ("against", "school", "through"),
    [
        (LEAP["march"], "march", date(2023, 3, 15)),
        (LEAP["march"], "leap", date(2023, 2, 28)),
        (LEAP["leap"], "march", date(2023, 2, 28)),
        (LEAP["leap"], "leap", date(2023, 2, 28)),
    ],
)
def test_a_year_before_february_29_is_the_28th(store, against, school, through):
    as_of = date(2023, 3, 15) if against == LEAP["march"] else date(2023, 2, 28)
    days = sum(day <= through for day in LEAP_LAST)
    assert at_schools(store, as_of, against)[MARCUS, school] == (days, 0)


def test_last_year_is_asked_a_year_before_and_on_no_other_day():
    with pytest.raises(AssertionError):
        Asked(date(2025, 1, 29), held_against=JAN_30)


def a_school(name, through, begins=date(2024, 8, 19)):
    return School(name, name, through, begins)


ON_TIME = a_school("Lincoln", JAN_30)
MAPLE = a_school("Maple Grove", date(2026, 1, 16))


@pytest.mark.parametrize(
    ("schools", "said", "short"),
    [
        ([ON_TIME], "", ""),
        ([ON_TIME, MAPLE], " (Maple Grove: Jan 16, where its data end this year)",
         " (Maple Grove: Jan 16)"),
        ([ON_TIME, a_school("Oak", date(2026, 1, 29))],
         " (Oak: Jan 29, where its data end this year)", " (Oak: Jan 29)"),
        ([ON_TIME, MAPLE, a_school("Oak", date(2025, 12, 19))],
         " (2 schools earlier, as far as their data go this year)", " (2 schools earlier)"),
        # Without data this year, with none of last year, and without any.
        ([ON_TIME, a_school("Oak", date(2025, 6, 12))], "", ""),
        ([ON_TIME, a_school("Oak", date(2026, 1, 16), date(2025, 8, 25))], "", ""),
        ([ON_TIME, a_school("Oak", None)], "", ""),
    ],
)  # fmt: skip
def test_the_words_name_a_school_that_is_held_back(schools, said, short):
    assert held_back_words(schools, JAN_30) == said
    assert held_back_words(schools, JAN_30, why=False) == short


def test_the_words_are_of_those_whom_the_numbers_hold_back(store):
    schools = [each.by(JAN_30) for each in schools_seen(store, local_captain())]
    assert held_back_words(schools, JAN_30, why=False) == " (3 schools earlier)"


def test_a_school_of_totals_begins_with_the_first_of_a_year(store):
    begins = {each.school_id: each.begins for each in schools_seen(store, local_captain())}
    assert begins["totals"] == date(2025, 1, 10)
