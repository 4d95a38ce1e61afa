"""Patterns worth a word: what is looked at, what of it survives, and what it says."""

from datetime import date, timedelta

import pytest

from sm_core.actor import NotAllowed
from sm_core.review.pattern_kinds import Look, Told, breaks, grades, school_days
from sm_core.review.patterns import Patterns, found_in, patterns, surviving
from tests.invented import LINC, bring, register
from tests.invented import weekdays as first_days
from tests.mentor_cast import CHEN, MENTOR_, RUIZ

DAYS = first_days(date(2025, 8, 25), 100)


def school(missed, days=DAYS, enrolled=100, grade="6"):
    """Of one grade; `missed` says by day and its number how many."""
    return {grade: {day: Told(enrolled, missed(day, n)) for n, day in enumerate(days)}}


def wavering(day, n):
    """5, 6 or 7 whatever the weekday."""
    return 5 + n * n % 3


def on_fridays(more):
    return lambda day, n: wavering(day, n) + more * (day.weekday() == 4)


def p_values(looks, name):
    return [look.p for look in looks if name in look.words]


def test_fridays_stand_out_with_their_counts():
    found = found_in(school(on_fridays(4)))

    assert [look.words for look in found.stands_out] == [
        "On Fridays students missed 193 of 2,000 student days (9.6%), on the other days of the "
        "same 20 weeks 453 of 8,000 student days (5.6%)."
    ]


def test_two_weekdays_that_stand_out_are_both_told_and_no_echo_of_them():
    more = {0: 3, 4: 5}

    found = found_in(school(lambda day, n: wavering(day, n) + more.get(day.weekday(), 0)))

    assert [look.words for look in found.stands_out] == [
        "On Fridays students missed 213 of 2,000 student days (10.6%), on the other days of the "
        "same 20 weeks 513 of 8,000 student days (6.4%).",
        "On Mondays students missed 173 of 2,000 student days (8.6%), on the other days but "
        "Fridays of the same 20 weeks 340 of 6,000 student days (5.6%).",
    ]


def test_nothing_to_say_is_a_sentence():
    found = found_in(school(wavering))

    assert found == Patterns((), 5)
    assert str(found) == "5 looked at; none stands out more than chance alone would."


@pytest.mark.parametrize(("more", "shown"), [(1, True), (0, False)])
def test_less_than_a_point_is_not_worth_a_word(more, shown):
    """Of 200 students two more are a point, however certain."""
    rows = school(lambda day, n: 10 + (1 + more) * (day.weekday() == 4), enrolled=200)

    assert any("Fridays" in look.words for look in found_in(rows).stands_out) == shown


@pytest.mark.parametrize(("weeks", "looked_at"), [(9, 0), (10, 5)])
def test_weekdays_are_looked_at_from_ten_weeks_on(weeks, looked_at):
    found = found_in(school(on_fridays(4), DAYS[: 5 * weeks]))

    assert found.looked_at == looked_at
    assert (str(found) == "Too few weeks are known to look for patterns.") == (looked_at == 0)


@pytest.mark.parametrize(("enrolled", "looked_at"), [(9, 0), (10, 5)])
def test_a_figure_from_under_ten_students_is_never_looked_at(enrolled, looked_at):
    assert found_in(school(lambda d, n: n % 2, enrolled=enrolled)).looked_at == looked_at


def test_a_week_of_flu_is_no_weekday():
    rows = school(lambda day, n: wavering(day, n) + 30 * (40 <= n < 45))

    assert found_in(rows).stands_out == ()


HOLIDAYS = {date(2025, 9, 1), date(2025, 10, 13), date(2025, 11, 11), date(2025, 11, 27),
            date(2025, 11, 28), date(2025, 12, 15)}  # fmt: skip
BROKEN = [day for day in DAYS if day not in HOLIDAYS]
EVES = {date(2025, 8, 29), date(2025, 10, 10), date(2025, 11, 10), date(2025, 11, 26),
        date(2025, 12, 12)}  # fmt: skip
MORNINGS_AFTER = {date(2025, 9, 2), date(2025, 10, 14), date(2025, 11, 12), date(2025, 12, 1),
                  date(2025, 12, 16)}  # fmt: skip


@pytest.mark.parametrize(("beside", "words"), [
    (EVES, "On the last day before a break students missed 64 of 500 student days (12.8%), on the "
           "same weekdays of the weeks around it 5.6% (5 breaks)."),
    (MORNINGS_AFTER, "On the first day after a break students missed 63 of 500 student days "
                     "(12.6%), on the same weekdays of the weeks around it 5.6% (5 breaks)."),
])  # fmt: skip
def test_days_beside_a_break_stand_out(beside, words):
    rows = school(lambda day, n: wavering(day, n) + 7 * (day in beside), BROKEN)

    found = found_in(rows)

    assert [look.words for look in found.stands_out] == [words]


def test_a_weekend_alone_is_no_break_and_fridays_do_not_make_one():
    assert list(breaks(school_days(school(wavering)))) == []

    looks = list(breaks(school_days(school(on_fridays(6), BROKEN))))

    assert len(looks) == 2
    assert min(look.p for look in looks) > 0.05


@pytest.mark.parametrize(("breaks_", "looked_at"), [(3, 0), (4, 2)])
def test_breaks_are_looked_at_from_four_on(breaks_, looked_at):
    off = sorted(HOLIDAYS - {date(2025, 11, 27)})[:breaks_]
    rows = school(wavering, [day for day in DAYS if day not in off])

    assert len(list(breaks(school_days(rows)))) == looked_at


def two_grades(more, days=DAYS, small=100):
    """Grade 7 misses `more` in the last five days."""
    rows = school(wavering, days) | school(
        lambda day, n: wavering(day, n) + more * (n >= len(days) - 5), days, small, "7"
    )
    return rows


def test_a_grade_with_a_jump_stands_out_with_its_counts():
    [look] = found_in(two_grades(9)).stands_out

    assert look.words == (
        "Grade 7 missed 73 of 500 student days (14.6%) from Jan 5 to Jan 9, before it 538 of 9,500 "
        "student days (5.6%). The other grades went from 5.6% to 5.6%."
    )


def test_a_jump_of_the_whole_school_is_none_of_a_grade():
    rows = {grade: school(lambda day, n: wavering(day, n) + 9 * (n >= 95))["6"]
            for grade in "678"}  # fmt: skip

    assert [look for look in found_in(rows).stands_out if "Grade" in look.words] == []


@pytest.mark.parametrize(("days", "looked_at"), [(34, 0), (35, 2)])
def test_grades_are_looked_at_from_six_earlier_weeks_on(days, looked_at):
    assert len(list(grades(two_grades(9, DAYS[:days])))) == looked_at


@pytest.mark.parametrize(("students", "looked_at"), [(9, []), (10, ["6", "7"])])
def test_neither_a_small_grade_nor_one_beside_it_is_looked_at(students, looked_at):
    """Beside a grade of nine the other one's figure would give it away."""
    rows = school(wavering) | school(lambda day, n: n % 2, enrolled=students, grade="7")

    assert [look.words.split()[1] for look in grades(rows)] == looked_at


def test_a_grade_of_which_no_file_tells_is_not_looked_at():
    rows = two_grades(9)

    assert list(grades({"": rows["6"], "7": rows["7"]})) != []
    assert all("Grade 7" in look.words for look in grades({"": rows["6"], "7": rows["7"]}))


@pytest.mark.parametrize(("ps", "kept"), [
    ([], 0),
    ([0.05], 1),
    ([0.051], 0),
    ([0.025, 0.9], 1),
    ([0.026, 0.9], 0),
    ([0.02, 0.05], 2),
    ([0.9, 0.05, 0.025, 0.016], 0),
    ([0.9, 0.05, 0.016, 0.012], 2),
    ([0.05, 0.025, 0.016, 0.012], 4),
])  # fmt: skip
def test_holm_holds_each_against_how_many_are_left(ps, kept):
    found = surviving([Look("", 1, p) for p in ps])

    assert [look.p for look in found] == sorted(ps)[:kept]


def test_one_and_several_are_told_apart():
    look = Look("Words.", 2, 0.0)

    assert str(Patterns((look,), 12)) == "12 looked at; 1 stands out even so."
    assert str(Patterns((look, look), 12)) == "12 looked at; 2 stand out even so."


# --- from the files of a school


@pytest.fixture(scope="module")
def known(tmp_path_factory):
    from sm_core.uploads import open_district

    folder = tmp_path_factory.mktemp("patterns")

    def given(name, content):
        (folder / name).write_text(content)
        return folder / name

    students = [f"{n:04d}" for n in range(20)]
    marks = {(s, day): "U" for s in students[:6] for day in DAYS if day.weekday() == 4}
    marks |= {(students[7], DAYS[3]): "U", (students[8], DAYS[3]): "X", (students[9], DAYS[3]): "N"}
    marks |= {(students[s], d): "E" for s in (11, 12) for d in DAYS[s : s + 9]}
    store = open_district(folder / "home")
    bring(store, given, {"register.csv": register(DAYS, students, marks)})
    yield store
    store.close()


def test_a_school_says_what_its_days_say(known):
    found = patterns(known, CHEN, LINC, DAYS[-1])

    assert found.looked_at == 5
    [look] = found.stands_out
    assert look.words.startswith(
        "On Fridays students missed 124 of 400 student days (31.0%), on the other days"
    )


def test_an_earlier_date_knows_the_days_up_to_it(known):
    assert patterns(known, CHEN, LINC, DAYS[49]).looked_at == 5
    assert patterns(known, CHEN, LINC, DAYS[48]).looked_at == 4
    assert patterns(known, CHEN, LINC, DAYS[43]).looked_at == 0
    assert patterns(known, CHEN, LINC, DAYS[0] - timedelta(days=1)) == Patterns()


@pytest.mark.parametrize("actor", [RUIZ, MENTOR_])
def test_a_school_that_is_not_the_person_s_is_refused(known, actor):
    with pytest.raises(NotAllowed):
        patterns(known, actor, LINC, DAYS[-1])
