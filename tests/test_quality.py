"""Data quality: what each check lists, at its bounds, and who may see it."""

import os
import tempfile
from collections import defaultdict
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path

import pytest
from district_files import files_of, mapping_of
from driving import load, write
from hypothesis import HealthCheck, given, settings
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
)
from slow_versions import (
    calendar_days,
    counted_days,
    data_through,
    day_is_recorded,
    days_missed,
    portion_missed,
    relevant_spans,
    rows_on,
)
from small_districts import as_of_dates, event_districts, register_districts

from sm_core.actor import COORDINATOR, MENTOR, PRINCIPAL, Actor, local_captain
from sm_core.errors import NotAllowed, SmError
from sm_core.exports import safe_csv
from sm_core.quality import shown
from sm_core.quality.checks import (
    CHECKS,
    JUMPS,
    LATE,
    NOT_ENROLLED,
    NOT_TAKEN,
    OFF_CALENDAR,
    OUTSIDE,
    TWO_SCHOOLS,
    UNVERIFIED,
)
from sm_core.quality.found import PAGE_SIZE, checks_for, find
from sm_core.quality.rules import QUALITY, QualityRules
from sm_core.standing import Asked
from sm_core.uploads import open_district

CAPTAIN = local_captain()
AT_LINCOLN = Actor("Coordinator", COORDINATOR, schools=(LINC,))
MANY = [f"{n:04d}" for n in range(100)]


def look(store, check, as_of=DAYS[-1], actor=CAPTAIN, school=None, rules=QUALITY):
    return find(store, actor, Asked(as_of, school=school), check, rules)


def rows(store, check, *columns, **asked):
    """The rows found as tuples of these columns."""
    found = look(store, check, **asked)
    return [tuple(row[column] for column in columns) for row in found.rows.to_pylist()]


def both(of_lincoln, of_roosevelt):
    """Two files of one kind as one."""
    return of_lincoln + of_roosevelt.split("\n", 1)[1]


# --- schools that report late


@pytest.mark.parametrize(("behind", "late"), [(6, False), (7, False), (8, True), (9, True)])
def test_a_school_is_late_when_its_data_end_more_than_a_week_before(store, given, behind, late):
    days = [DAYS[0], DAYS[0] + timedelta(days=behind)]
    bring(store, given, {"r.csv": both(register(days), register(days[:1], school=ROOS))})

    columns = "school_id", "behind_newest", "behind_as_of", "is_late"
    found = rows(store, LATE, *columns, as_of=days[1])

    assert sorted(found) == [(LINC, 0, 0, False), (ROOS, behind, behind, late)]
    assert found[0][0] == ROOS, "the stalest goes first"
    assert look(store, LATE, as_of=days[1]).count == late


def test_a_lone_school_is_late_against_the_as_of_date(store, given):
    bring(store, given, {"r.csv": register(DAYS[:5])})

    assert look(store, LATE, as_of=DAYS[4] + timedelta(days=7)).count == 0
    assert look(store, LATE, as_of=DAYS[4] + timedelta(days=8)).count == 1


@pytest.mark.parametrize(("school_days", "since", "late"), [(DAYS[:5], 0, 0), (DAYS[:6], 1, 1)])
def test_nobody_is_late_in_a_vacation_that_a_calendar_tells_of(
    store, given, school_days, since, late
):
    bring(store, given, {"c.csv": calendar(school_days), "r.csv": register(DAYS[:5])})

    found = look(store, LATE, as_of=DAYS[4] + timedelta(days=20))

    assert found.rows["school_days_since"].to_pylist() == [since]
    assert found.count == late


def test_a_school_that_sent_nothing_this_year_is_late_a_week_after_the_others_began(store, given):
    before = [day - timedelta(days=364) for day in DAYS[:5]]
    bring(store, given, {"old.csv": register(before, school=ROOS), "new.csv": register(DAYS[:10])})

    asked = {"columns": ("school_id", "last_reported", "is_late")}
    a_week = rows(store, LATE, *asked["columns"], as_of=DAYS[0] + timedelta(days=6))
    longer = rows(store, LATE, *asked["columns"], as_of=DAYS[0] + timedelta(days=7))

    assert a_week == [(ROOS, None, False), (LINC, DAYS[0] + timedelta(days=6), False)]
    assert longer == [(ROOS, None, True), (LINC, DAYS[5], False)]


def test_a_school_that_sends_totals_reported_on_their_date(store, given):
    bring(store, given, {"t.csv": totals((ROSA, 10, 1, DAYS[9]))})

    assert rows(store, LATE, "last_reported", "is_late") == [(DAYS[9], True)]


# --- school days without data


def every_day(days, count, school=LINC):
    """Events that mark `count` students on each of `days`."""
    marks = [(student, day, "U") for day in days for student in MANY[:count]]
    return events(*marks, school=school)


def enrolled_all(school=LINC):
    return enrollment(*((student, DAYS[0]) for student in MANY[:30]), school=school)


@pytest.mark.parametrize(("a_day", "doubted"), [(9, 0), (10, 1), (11, 1)])
@pytest.mark.parametrize("declared", [True, False])
def test_a_day_without_marks_is_doubted_where_ten_are_usual(store, given, a_day, doubted, declared):
    files = {
        "c.csv": calendar(DAYS[:10]),
        "e.csv": enrolled_all(),
        "a.csv": every_day([*DAYS[:5], *DAYS[6:10]], a_day),
    }
    period = f'[files."a.csv"]\ncovers = ["{DAYS[0]}", "{DAYS[9]}"]\n'

    bring(store, given, files, period if declared else "")

    found = rows(store, NOT_TAKEN, "day", "why", "marks_a_day", "counts_as_present")
    assert found == [(DAYS[5], "nobody_marked", a_day, True)] * doubted


def test_the_average_is_cut_not_rounded(store, given):
    """99 marks on 10 days are 9 a day."""
    marks = both(every_day(DAYS[:9], 10), every_day(DAYS[9:10], 9))
    files = {"c.csv": calendar(DAYS[:12]), "e.csv": enrolled_all(), "a.csv": marks}

    bring(store, given, files, f'[files."a.csv"]\ncovers = ["{DAYS[0]}", "{DAYS[11]}"]\n')

    assert look(store, NOT_TAKEN).count == 0


def test_days_between_two_declared_periods_are_missing_however_few_are_usual(store, given):
    bring(store, given, {"c.csv": calendar(DAYS[:15]), "e.csv": enrolled_all()})
    for first, last in [(0, 4), (8, 12)]:
        bring(store, given, {"a.csv": every_day([DAYS[first]], 1)},
              f'covers = ["{DAYS[first]}", "{DAYS[last]}"]\n')  # fmt: skip

    found = rows(store, NOT_TAKEN, "day", "why", "counts_as_present")

    assert found == [(DAYS[n], "no_file", True) for n in (7, 6, 5)]
    assert look(store, NOT_TAKEN, as_of=DAYS[6]).count == 0, "nothing came after the gap yet"


def test_a_register_without_rows_on_a_day_of_the_calendar_file(store, given):
    bring(store, given, {"c.csv": calendar(DAYS[:15]), "r.csv": register(DAYS[1:5] + DAYS[6:9])})

    found = rows(store, NOT_TAKEN, "day", "why", "counts_as_present")

    assert found == [(DAYS[5], "no_rows", False), (DAYS[0], "no_file", False)]
    assert rows(store, NOT_TAKEN, "day", as_of=DAYS[4]) == [(DAYS[0],)]


def test_a_register_that_says_itself_which_days_are_school_days_lacks_none(store, given):
    bring(store, given, {"r.csv": register(DAYS[1:5] + DAYS[6:9])})

    assert look(store, NOT_TAKEN).count == 0


def test_rows_that_a_register_lacks_are_no_marks(store, given):
    """Thirty are enrolled, and the register of the first week knows one of them."""
    bring(store, given, {"c.csv": calendar(DAYS[:10]), "e.csv": enrolled_all(),
                         "r.csv": register(DAYS[:5], MANY[:1])})  # fmt: skip
    bring(store, given, {"a.csv": every_day(DAYS[5:9], 1)},
          f'covers = ["{DAYS[5]}", "{DAYS[9]}"]\nlayout = "events"\n')  # fmt: skip

    assert look(store, NOT_TAKEN).count == 0


# --- days set aside, and students without enrollment


def set_aside(store, given):
    saturday = date(2025, 8, 30)
    bring(store, given, {
        "c.csv": calendar(DAYS[:10]),
        "e.csv": enrollment((ROSA, DAYS[2]), (MARCUS, DAYS[0], DAYS[5])),
        "a.csv": events((ROSA, DAYS[0], "U"), (ROSA, DAYS[1], "E"), (ROSA, DAYS[2], "U"),
                        (MARCUS, DAYS[5], "U"), (MARCUS, DAYS[6], "U"), (AMINA, DAYS[1], "T"),
                        (ROSA, saturday, "U"), (MARCUS, saturday, "U")),
    }, 'exit_date = "inclusive"\n')  # fmt: skip
    return saturday


def test_an_id_in_a_schools_own_file_names_nobody_of_another_school(store, given):
    files = {
        "enrollment.csv": both(enrollment((ROSA, DAYS[0])),
                               enrollment((MARCUS, DAYS[0]), school=ROOS)),
        "calendar.csv": both(calendar(DAYS), calendar(DAYS, ROOS)),
        "events.csv": both(events((MARCUS, DAYS[1], "U"), (ROSA, DAYS[1], "U")),
                           events((MARCUS, DAYS[2], "U"), school=ROOS)),
        "names.csv": table("Student ID,First Name,Last Name",
                           [(s, *NAMES[s]) for s in (ROSA, MARCUS)]),
    }  # fmt: skip
    bring(store, given, files)
    own = Actor("Coordinator, LINC", COORDINATOR, schools=(LINC,))
    assert rows(store, OUTSIDE, "student_id", "student_name", actor=own) == [(MARCUS, "")]
    assert rows(store, OUTSIDE, "student_id", "student_name") == [(MARCUS, "Marcus Tran")]


def test_days_outside_the_enrollment_by_student(store, given):
    set_aside(store, given)

    found = rows(store, OUTSIDE, "student_id", "days", "first_day", "last_day")

    assert found == [
        (ROSA, 2, DAYS[0], DAYS[1]), (MARCUS, 1, DAYS[6], DAYS[6]), (AMINA, 1, DAYS[1], DAYS[1]),
    ]  # fmt: skip
    assert shown.counted(look(store, OUTSIDE)) == "4 days of 3 students"
    assert [row[0] for row in rows(store, OUTSIDE, "student_id", as_of=DAYS[5])] == [ROSA, AMINA]


def test_dates_without_school_by_date(store, given):
    saturday = set_aside(store, given)

    assert rows(store, OFF_CALENDAR, "day", "students") == [(saturday, 2)]
    assert look(store, OFF_CALENDAR, as_of=saturday - timedelta(days=1)).count == 0


def students(*ids):
    return table("Student ID,First Name,Last Name", [(one, *NAMES[one]) for one in ids])


def test_a_student_in_no_enrollment_is_for_the_captain_alone(store, given):
    bring(store, given, {"r.csv": register(DAYS[:5]), "s.csv": students(ROSA, AMINA)})

    assert rows(store, NOT_ENROLLED, "student_id", "student_name") == [(AMINA, "Amina Yusuf")]
    assert NOT_ENROLLED in checks_for(CAPTAIN, None)
    for actor, school in ((CAPTAIN, LINC), (AT_LINCOLN, None), (AT_LINCOLN, LINC)):
        assert NOT_ENROLLED not in checks_for(actor, school)
        assert look(store, NOT_ENROLLED, actor=actor, school=school).count == 0
    assert look(store, NOT_ENROLLED, as_of=DAYS[0] - timedelta(days=1)).count == 0


def test_a_student_who_left_years_ago_is_missed_only_by_a_file_of_this_year(store, given):
    before = [day - timedelta(days=364) for day in DAYS[:5]]
    old = register(before, [OWEN])
    bring(store, given, {"old.csv": old, "new.csv": register(DAYS[:5], [ROSA])})

    bring(store, given, {"s.csv": students(OWEN)})
    assert look(store, NOT_ENROLLED).count == 0

    bring(store, given, {"t.csv": students(OWEN)}, 'school_year = "2025-26"\n')
    assert rows(store, NOT_ENROLLED, "student_id") == [(OWEN,)]


# --- unverified absences


def test_unverified_absences_by_student_the_oldest_first(store, given):
    marks = {(ROSA, DAYS[3]): "V", (MARCUS, DAYS[1]): "V", (MARCUS, DAYS[2]): "U",
             (MARCUS, DAYS[7]): "V"}  # fmt: skip
    bring(store, given, {"r.csv": register(DAYS[:10], marks=marks)})

    columns = "student_id", "days", "first_day", "last_day"
    assert rows(store, UNVERIFIED, *columns) == [
        (MARCUS, 2, DAYS[1], DAYS[7]), (ROSA, 1, DAYS[3], DAYS[3])
    ]  # fmt: skip
    assert rows(store, UNVERIFIED, *columns, as_of=DAYS[6]) == [
        (MARCUS, 1, DAYS[1], DAYS[1]), (ROSA, 1, DAYS[3], DAYS[3])
    ]  # fmt: skip
    assert look(store, UNVERIFIED, as_of=DAYS[0]).count == 0


# --- two schools on one day


@pytest.mark.parametrize(("entry", "days"), [(4, 2), (5, 1), (6, 0), (7, 0)])
def test_days_at_two_schools_are_those_both_enroll(store, given, entry, days):
    """The last day at Lincoln is the sixth; a day that belongs to both counts."""
    bring(store, given, {
        "c.csv": both(calendar(DAYS[:10]), calendar(DAYS[:10], ROOS)),
        "e.csv": both(enrollment((ROSA, DAYS[0], DAYS[5]), (MARCUS, DAYS[0])),
                      enrollment((ROSA, DAYS[entry]), school=ROOS)),
        "a.csv": both(events((MARCUS, DAYS[9], "U")), events((ROSA, DAYS[9], "U"), school=ROOS)),
    }, 'exit_date = "inclusive"\n')  # fmt: skip

    columns = "student_id", "school_id", "other_id", "first_day", "last_day", "days"
    expected = [(ROSA, LINC, ROOS, DAYS[entry], DAYS[5], days)] if days else []
    assert rows(store, TWO_SCHOOLS, *columns) == expected
    assert look(store, TWO_SCHOOLS, as_of=DAYS[3]).count == 0


def test_a_day_that_one_school_marks_as_not_enrolled_does_not_count_twice(store, given):
    marks = {(ROSA, DAYS[1]): "N", (ROSA, DAYS[2]): "X"}
    bring(store, given, {"r.csv": both(register(DAYS[:5], [ROSA], marks),
                                       register(DAYS[:5], [ROSA], school=ROOS))})  # fmt: skip

    assert rows(store, TWO_SCHOOLS, "days", "counted_twice") == [(5, 3)]


# --- days far from the usual


def absent_by_day(counts):
    """A register of 100 students of whom so many miss each day."""
    marks = {(student, day): "U" for day, count in zip(DAYS, counts, strict=False)
             for student in MANY[:count]}  # fmt: skip
    return register(DAYS[: len(counts)], MANY, marks)


@pytest.mark.parametrize(
    ("usual", "on_the_day", "direction"),
    [
        (10, 29, None), (10, 30, "above"), (10, 31, "above"),  # three times
        (4, 13, None), (4, 14, "above"), (0, 9, None), (0, 10, "above"),  # ten students more
        (30, 11, None), (30, 10, "below"), (30, 9, "below"),  # a third
        (12, 3, None), (12, 2, "below"), (9, 0, None),  # ten students fewer
    ],
)  # fmt: skip
def test_a_jump_is_three_times_and_ten_students_off_the_usual(
    store, given, usual, on_the_day, direction
):
    bring(store, given, {"r.csv": absent_by_day([usual] * 10 + [on_the_day])})

    found = rows(store, JUMPS, "day", "direction", "absent", "usual_absent")

    assert found == ([(DAYS[10], direction, on_the_day, usual)] if direction else [])


@pytest.mark.parametrize(("days", "found"), [(9, 0), (10, 1)])
def test_the_usual_is_known_after_ten_days(store, given, days, found):
    bring(store, given, {"r.csv": absent_by_day([5] * days + [60])})

    assert look(store, JUMPS).count == found


def test_the_usual_is_that_of_the_last_twenty_days_and_no_jump_moves_it(store, given):
    """Fifteen days of 5, then of 20 missing: the first of them are jumps until the lower middle
    of twenty days is 20 as well; a single day off never is the middle."""
    counts = [5] * 15 + [20] * 20 + [90] + [20] * 4
    bring(store, given, {"r.csv": absent_by_day(counts)})

    found = sorted(rows(store, JUMPS, "day", "usual_absent"))

    def middle(place):
        before = sorted(counts[max(0, place - 20) : place])
        return before[(len(before) - 1) // 2]

    expected = [(DAYS[n], middle(n)) for n in range(10, 40) if counts[n] >= 3 * middle(n)]
    assert found == expected
    assert (DAYS[35], 20) in expected
    assert len(expected) > 10


def test_a_day_nobody_sent_is_no_jump_and_no_usual(store, given):
    days = [*DAYS[:11], *DAYS[12:20]]
    files = {"c.csv": calendar(DAYS[:20]), "e.csv": enrolled_all(), "a.csv": every_day(days, 20)}

    bring(store, given, files, f'[files."a.csv"]\ncovers = ["{DAYS[0]}", "{DAYS[19]}"]\n')

    assert look(store, JUMPS).count == 0
    assert rows(store, NOT_TAKEN, "day") == [(DAYS[11],)]


# --- against slow versions in plain Python

# `make slow` tries many more districts than a quick run.
EXAMPLES = int(os.environ.get("EXAMPLES", "2"))
EASY = QualityRules(times=2, students_more=1, days_before=3)
generated = settings(
    max_examples=EXAMPLES, deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)  # fmt: skip


@given(district=event_districts(with_covers=False) | event_districts(with_covers=True))
@generated
def test_events_agree_with_the_slow_version(district):
    assert_agrees(district)


@given(district=register_districts(with_enrollment=False))
@generated
def test_registers_agree_with_the_slow_version(district):
    assert_agrees(district)


@given(district=register_districts(with_enrollment=True))
@generated
def test_registers_with_an_enrollment_file_agree_with_the_slow_version(district):
    assert_agrees(district)


def assert_agrees(district):
    with tempfile.TemporaryDirectory() as folder:
        load(Path(folder), files_of(district), mapping_of(district))
        store = open_district(folder)
        for as_of in as_of_dates(district):
            twice = rows(store, TWO_SCHOOLS, "student_id", "school_id", "other_id", "first_day",
                         "last_day", "days", "counted_twice", as_of=as_of)  # fmt: skip
            assert sorted(twice) == slow_overlaps(district, as_of)
            jumps = rows(store, JUMPS, "school_id", "day", "absent", "enrolled", as_of=as_of,
                         rules=EASY)  # fmt: skip
            assert sorted(jumps) == slow_jumps(district, as_of, EASY)
        store.close()


def enrolled_days(district, as_of):
    """{(student, school): the school days up to the as-of date on which enrolled}."""
    found = defaultdict(set)
    for span in relevant_spans(district, as_of):
        through = data_through(district, span.school, as_of)
        found[span.student, span.school] |= {
            day for day in calendar_days(district, span.school, as_of)
            if through and day <= min(as_of, through) and span.holds(day)
        }  # fmt: skip
    return found


def slow_overlaps(district, as_of):
    found, days = [], enrolled_days(district, as_of)
    for student, school in days:
        for other in [o for s, o in days if s == student and o > school]:
            shared = sorted(days[student, school] & days[student, other])
            counted = [
                day for day in shared
                if all(day_is_recorded(district, rows_on(district, student, place, day))
                       for place in (school, other))
            ]  # fmt: skip
            if shared:
                found.append((student, school, other, shared[0], shared[-1], len(shared),
                              len(counted)))  # fmt: skip
    return sorted(found)


def slow_jumps(district, as_of, rules):
    shares = defaultdict(lambda: [0, 0])
    for student, school in enrolled_days(district, as_of):
        spans = [span for span in relevant_spans(district, as_of)
                 if (span.student, span.school) == (student, school)]  # fmt: skip
        for day in counted_days(district, spans, as_of):
            missed = portion_missed(rows_on(district, student, school, day))
            shares[school, day][0] += int(days_missed(missed, "half_day"))
            shares[school, day][1] += 1
    with_rows = {(row.school, row.day) for row in district.rows}
    found = []
    for school in {school for school, _ in shares}:
        days = sorted(day for place, day in shares if place == school and (place, day) in with_rows)
        for place, day in enumerate(days):
            before = sorted(Fraction(*shares[school, d]) for d in days[max(0, place - 20) : place])
            absent, enrolled = shares[school, day]
            if len(before) >= rules.days_before and is_jump(
                Fraction(absent, enrolled), before[(len(before) - 1) // 2], enrolled, rules
            ):
                found.append((school, day, absent, enrolled))
    return sorted(found)


def is_jump(share, usual, enrolled, rules):
    far = share >= rules.times * usual or usual >= rules.times * share
    return far and abs(share - usual) * enrolled >= rules.students_more


def test_the_slow_versions_find_something():
    """A comparison of empty lists would prove nothing."""
    found = {"overlaps": 0, "jumps": 0}

    @given(district=event_districts(with_covers=False))
    @settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
    def count(district):
        for as_of in as_of_dates(district):
            found["overlaps"] += len(slow_overlaps(district, as_of))
            found["jumps"] += len(slow_jumps(district, as_of, EASY))

    count()
    assert found["overlaps"] > 10
    assert found["jumps"] > 10


# --- who sees what


@pytest.fixture(scope="module")
def troubled(tmp_path_factory):
    """Something for every check, at both schools; only read."""
    folder = tmp_path_factory.mktemp("troubled")
    store = open_district(folder / "home")
    bring(store, lambda name, text: write(folder / name, text), troubles())
    yield store
    store.close()


def troubles():
    texts = defaultdict(str)
    for school, students_ in ((LINC, MANY[:40]), (ROOS, [*MANY[40:80], MANY[0]])):
        marks = {(one, DAYS[n]): "V" for n in range(14) for one in students_[:5]}
        marks |= {(one, DAYS[14]): "U" for one in students_}
        last = 20 if school == LINC else 15
        days = [*DAYS[:8], *DAYS[9:last], date(2025, 8, 30)]
        marks[students_[0], date(2025, 8, 30)] = "U"
        marks[students_[1], DAYS[0]] = "U"
        parts = {
            "c.csv": calendar(DAYS, school),
            "r.csv": register(days, students_, marks, school),
            "e.csv": enrollment(
                *((one, DAYS[1 if one == students_[1] else 0]) for one in students_), school=school
            ),
        }
        for name, text in parts.items():
            texts[name] = both(texts[name], text) if texts[name] else text
    names = table("Student ID,First Name,Last Name", [(one, "Ann", one) for one in MANY[:81]])
    return dict(texts) | {"s.csv": names}


def test_the_captain_finds_something_with_every_check(troubled):
    as_of = DAYS[19]

    counts = {check.key: look(troubled, check, as_of=as_of).count for check in CHECKS}

    assert counts == {
        "late": 0, "not_taken": 2, "outside": 2, "off_calendar": 2, "not_enrolled": 1,
        "unverified": 10, "two_schools": 1, "jumps": 2,
    }  # fmt: skip
    assert look(troubled, LATE, as_of=DAYS[21]).count == 1


@pytest.mark.parametrize("role", [COORDINATOR, PRINCIPAL])
@pytest.mark.parametrize("school", [LINC, ROOS])
def test_a_school_sees_its_own_rows_only(troubled, role, school):
    actor = Actor("somebody", role, schools=(school,))
    for check in CHECKS:
        mine = look(troubled, check, actor=actor).rows.to_pylist()
        all_rows = look(troubled, check).rows.to_pylist()
        same = [row for row in all_rows if school in (row.get("school_id"), row.get("other_id"))]
        if check is LATE:
            # How far the others are is not theirs to see.
            mine, same = [[{**row, "behind_newest": 0} for row in part] for part in (mine, same)]
        assert mine == same


def test_a_captain_narrows_to_one_school_and_the_newest_stays_that_of_all(troubled):
    for check in CHECKS:
        found = look(troubled, check, school=ROOS).rows.to_pylist()
        assert all(ROOS in (row.get("school_id"), row.get("other_id")) for row in found)
    assert rows(troubled, LATE, "behind_newest", school=ROOS) == [(7,)]


def test_nobody_sees_another_school(troubled):
    with pytest.raises(NotAllowed):
        look(troubled, UNVERIFIED, actor=AT_LINCOLN, school=ROOS)
    with pytest.raises(SmError, match="no school"):
        look(troubled, UNVERIFIED, school="NOWHERE")


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.key)
def test_a_mentor_sees_no_check(troubled, check):
    mentor = Actor("mentor", MENTOR, students=(MANY[0],))

    with pytest.raises(NotAllowed, match="captains, principals and coordinators"):
        look(troubled, check, actor=mentor)


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.key)
def test_nothing_is_found_before_the_first_day_and_in_another_year(troubled, check):
    for as_of in (DAYS[0] - timedelta(days=1), date(2024, 10, 1), date(2026, 7, 15)):
        assert look(troubled, check, as_of=as_of).count == 0


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.key)
def test_nothing_is_found_in_an_empty_store(store, check):
    assert look(store, check).rows.num_rows == 0


# --- as words


def all_found(store, as_of=DAYS[19], **asked):
    return [look(store, check, as_of=as_of, **asked) for check in CHECKS]


def test_the_headline_counts_checks_and_schools(troubled):
    headline = shown.headline(all_found(troubled), DAYS[19], several_schools=True)
    assert headline == "7 things to look at in 2 schools, through Sep 19, 2025"

    mine = all_found(troubled, actor=AT_LINCOLN)
    headline = shown.headline(mine, DAYS[19], several_schools=False)
    assert headline == "6 things to look at, through Sep 19, 2025"


def test_the_headline_of_a_clean_school_and_of_a_year_that_has_not_begun(store, given):
    bring(store, given, {"r.csv": register(DAYS[:5])})

    clean = shown.headline(all_found(store, DAYS[4]), DAYS[4], several_schools=False)
    early = shown.headline(all_found(store, date(2025, 8, 1)), date(2025, 8, 1), False)

    assert clean == "Nothing to look at through Aug 29, 2025"
    assert early == "No school has data in 2025-26 by Aug 1, 2025"


def test_every_list_has_words_for_a_screen(troubled):
    texts = {
        one.check.key: shown.table(one, one.page(1), several_schools=True)
        for one in all_found(troubled, DAYS[21])
    }
    assert texts["late"].iloc[0].tolist() == ["ROOS", "⚠ late", DAYS[14], 7, 11, 7]
    assert texts["not_taken"].iloc[0].tolist() == [
        "LINC", DAYS[8], "the register has no rows", "no school day",
    ]  # fmt: skip
    assert texts["jumps"].iloc[0].tolist() == [
        "LINC", DAYS[14], "▲ far above", "40 of 40 (100.0%)", "5 of 40 (12.5%)",
    ]  # fmt: skip
    assert texts["two_schools"].iloc[0].tolist() == [
        "Ann 0000", "0000", "LINC", "ROOS", DAYS[0], DAYS[14], 14, 14,
    ]  # fmt: skip
    one_school = all_found(troubled, actor=AT_LINCOLN)
    assert not any("School" in shown.table(one, one.page(1), False) for one in one_school[1:])


def test_pages_hold_fifty_rows_and_are_the_whole_list(store, given):
    marks = {(student, DAYS[0]): "V" for student in MANY}
    bring(
        store, given, {"r.csv": register(DAYS[:5], [*MANY, "X1"], marks | {("X1", DAYS[0]): "V"})}
    )

    found = look(store, UNVERIFIED)
    pages = [list(found.page(number)["student_id"]) for number in (1, 2, 3, 4)]

    assert [len(page) for page in pages] == [PAGE_SIZE, PAGE_SIZE, 1, 0]
    assert [one for page in pages for one in page] == found.rows["student_id"].to_pylist()


def test_a_download_runs_no_formula(store, given):
    names = table("Student ID,First Name,Last Name", [(ROSA, "=1+1", "Delgado")])
    bring(store, given, {
        "r.csv": register(DAYS[:5], marks={(ROSA, DAYS[0]): "V"}), "s.csv": names,
    })  # fmt: skip
    found = look(store, UNVERIFIED)

    text = safe_csv(shown.table(found, found.everything(), True)).decode("utf-8-sig")

    assert "'=1+1 Delgado" in text
