"""Schools side by side: exact limits, changes, who is left out and what is said."""

from datetime import date, timedelta
from itertools import product

import numpy as np
import pandas as pd
import pytest
from scipy.stats import beta, binom

from sm_core.charts.change import changes
from sm_core.charts.funnel import funnel
from sm_core.compared import change as change_of
from sm_core.compared import words
from sm_core.compared.change import IMPROVING, NOT_TOLD, WORSENING, change, share_between
from sm_core.compared.find import counts, together, weeks_of
from sm_core.compared.limits import ALARM, WARNING, limits, place, tails
from sm_core.compared.record import Count
from sm_core.compared.table import LINE, compared_table, for_a_file
from sm_core.exports import safe_csv
from sm_core.hiding.table import HIDDEN_NOTE
from sm_core.palette import LIGHT
from sm_core.plans.plan import DONE, Plan, Step
from sm_core.progress.funnel import Funnel
from sm_core.progress.held import Held
from sm_core.progress.record import Progress
from sm_core.progress.tiers import SchoolTiers
from sm_core.schools import School

DAY, YEAR_DAY = date(2026, 1, 30), date(2025, 1, 30)
SIZES = (9, 10, 30, 600)
OF_ALL = [Count(1000, 1), Count(1000, 30), Count(1000, 250), Count(1000, 500), Count(1000, 999)]
CASES = list(product(SIZES, OF_ALL))


def places(n, of_all):
    """The place of every count, by SciPy's own binomial distribution."""
    chance = binom(n, of_all.chronic / of_all.rated)
    counted = np.arange(n + 1)
    more, fewer = chance.sf(counted - 1), chance.cdf(counted)
    up = (more <= 0.025).astype(int) + (more <= 0.001)
    return list(up - (fewer <= 0.025) - (fewer <= 0.001))


@pytest.mark.parametrize(("n", "of_all"), CASES)
def test_a_place_is_decided_by_the_exact_probability(n, of_all):
    assert [place(Count(n, c), of_all) for c in range(n + 1)] == places(n, of_all)


@pytest.mark.parametrize(("n", "of_all"), CASES)
def test_the_probabilities_are_those_of_scipy(n, of_all):
    chance = binom(n, of_all.chronic / of_all.rated)
    for c in {0, 1, n // 4, n // 2, n - 1, n}:
        assert tails(Count(n, c), of_all) == pytest.approx((chance.sf(c - 1), chance.cdf(c)))


@pytest.mark.parametrize(("n", "of_all"), CASES)
def test_each_mark_lies_on_the_side_of_the_line_that_its_place_says(n, of_all):
    [line] = limits([n], of_all)
    slack = 1e-9
    for c, here in enumerate(places(n, of_all)):
        assert (here >= 1) == (line.high is not None and c / n >= line.high - slack), c
        assert (here == 2) == (line.high_alarm is not None and c / n >= line.high_alarm - slack), c
        assert (here <= -1) == (line.low is not None and c / n <= line.low + slack), c
        assert (here == -2) == (line.low_alarm is not None and c / n <= line.low_alarm + slack), c


@pytest.mark.parametrize("chronic", [0, 1000])
def test_where_all_or_none_are_chronically_absent_no_school_stands_out(chronic):
    of_all = Count(1000, chronic)
    assert place(Count(50, 50 * chronic // 1000), of_all) == 0
    assert tails(Count(50, 50 * chronic // 1000), of_all) == (1, 1)
    assert limits([50], of_all)[0].low is None or chronic


def test_a_tail_of_just_the_limit_is_beyond_it():
    assert place(Count(1, 1), Count(1000, 1)) == 2
    assert place(Count(1, 1), Count(10000, 11)) == 1  # 0.0011
    assert place(Count(1, 1), Count(1000, 25)) == 1
    assert place(Count(1, 1), Count(1000, 26)) == 0
    assert place(Count(1, 0), Count(1000, 975)) == -1
    assert place(Count(1, 0), Count(1000, 974)) == 0
    assert place(Count(1, 0), Count(1000, 999)) == -2
    assert place(Count(3, 3), Count(10, 1)) == 2  # three of a tenth: a thousandth
    assert (float(WARNING), float(ALARM)) == (0.025, 0.001)


# --- the change


@pytest.mark.parametrize("count", [Count(10, 0), Count(10, 10), Count(30, 7), Count(600, 1)])
@pytest.mark.parametrize("level", [0.05, 0.0005])
def test_limits_of_a_share_are_those_of_clopper_and_pearson(count, level):
    c, n = count.chronic, count.rated
    low = beta.ppf(level / 2, c, n - c + 1) if c else 0
    high = beta.ppf(1 - level / 2, c + 1, n - c) if c < n else 1
    assert share_between(count, level) == pytest.approx((low, high))


@pytest.mark.parametrize(
    ("now", "word"),
    [(17, IMPROVING), (18, NOT_TOLD), (30, NOT_TOLD), (44, NOT_TOLD), (45, WORSENING)],
)
def test_a_word_falls_only_where_the_bar_misses_zero(now, word):
    found = change(Count(100, 30), Count(100, now), 1)
    assert found.word == word
    assert (found.low <= 0 <= found.high) == (word == NOT_TOLD)
    assert found.low <= found.points <= found.high
    assert found.students == now - 30


def test_a_bar_that_touches_zero_tells_nothing():
    before = now = Count(100, 30)
    assert change_of.Change(before, now, -5.0, 0.0).word == NOT_TOLD
    assert change_of.Change(before, now, 0.0, 5.0).word == NOT_TOLD
    assert change_of.Change(before, now, -5.0, -0.1).word == IMPROVING


def test_the_more_schools_are_looked_at_the_wider_is_each_bar():
    pair = Count(100, 30), Count(100, 52)
    alone, hundred = change(*pair, 1), change(*pair, 100)
    assert hundred.low < alone.low < alone.high < hundred.high
    assert (alone.word, hundred.word) == (WORSENING, NOT_TOLD)


@pytest.mark.parametrize("sizes", [(10, 10), (10, 40), (10, 200), (40, 40)])
@pytest.mark.parametrize("together_", [1, 100])
def test_where_nothing_changed_a_word_is_rarer_than_promised(sizes, together_):
    """Every pair of counts, weighed with its probability, for rates from very low to a half; Wilson
    limits would go wrong 15 times too often where one year has few students."""
    told = np.array([
        [change(Count(sizes[0], a), Count(sizes[1], b), together_).word != NOT_TOLD
         for b in range(sizes[1] + 1)] for a in range(sizes[0] + 1)
    ])  # fmt: skip
    for rate in (0.005, 0.02, 0.1, 0.3, 0.5):
        before = binom.pmf(np.arange(sizes[0] + 1), sizes[0], rate)
        now = binom.pmf(np.arange(sizes[1] + 1), sizes[1], rate)
        assert before @ told @ now <= 0.05 / together_


# --- who is compared


def a_school(number, through=DAY, begins=date(2024, 8, 19), enrolled=100, plan=None, left=False):
    school = School(str(number), f"School {number}", through, begins)
    tiers = SchoolTiers(enrolled=enrolled, few_days=5)
    return Progress(school, DAY, DAY, tiers, Funnel(chosen=9), 3, 1, 12, 4,
                    date(2025, 7, 1), Held(weeks=20, held=15), plan, left=left)  # fmt: skip


def side_by_side(*schools, now=None, before=None, weeks=None, newest=DAY, everybody=True):
    ids = [each.school.school_id for each in schools]
    usual = dict.fromkeys(ids, Count(100, 30))
    return together(schools, usual | (now or {}), usual | (before or {}), weeks or {}, newest,
                    YEAR_DAY, everybody)  # fmt: skip


THREE = [a_school(1), a_school(2), a_school(3)]


@pytest.mark.parametrize(("rated", "state"), [(0, "no rates"), (9, "few"), (10, "")])
def test_a_school_of_fewer_than_ten_is_named_and_not_compared(rated, state):
    found = side_by_side(*THREE, a_school(4), now={"4": Count(rated, min(rated, 3))})
    [school] = [each for each in found.schools if each.name == "School 4"]
    assert school.state == state
    assert (school.place is None) == (school.change is None) == bool(state)
    assert (school in found.compared) == (not state)


@pytest.mark.parametrize(
    ("days", "state", "said"),
    [(0, "", ""), (1, "", " (School 4: Jan 29, where its data end this year)"),
     (27, "", " (School 4: Jan 3, where its data end this year)"), (28, "silent", "")],
)  # fmt: skip
def test_a_school_is_compared_as_far_as_its_data_go_and_after_four_weeks_not_at_all(
    days, state, said
):
    found = side_by_side(*THREE, a_school(4, through=DAY - timedelta(days=days)))
    [school] = [each for each in found.schools if each.name == "School 4"]
    assert (school.state, school.unchanged) == (state, "")
    assert (school.change is None) == (school.place is None) == bool(state)
    assert words.changes_words(found).startswith(f"Since Jan 30, 2025{said}: ")


@pytest.mark.parametrize(("days", "state"), [(0, "opened"), (6, "opened"), (7, "")])
def test_a_school_opened_this_week_is_in_no_chart(days, state):
    opened = a_school(4, begins=DAY - timedelta(days=days))
    found = side_by_side(*THREE, opened)
    assert next(each for each in found.schools if each.progress is opened).state == state
    assert any("Opened within the last week" in s for s in words.left_out(found)) == bool(state)


@pytest.mark.parametrize(
    ("rated", "why"), [(0, "new"), (9, "few before"), (10, "")]
)  # fmt: skip
def test_a_year_before_needs_ten_students_too(rated, why):
    found = side_by_side(*THREE, before={"3": Count(rated, 0)})
    [school] = [each for each in found.schools if each.name == "School 3"]
    assert school.unchanged == why
    assert bool(words.unchanged(found)) == bool(why)


def test_closed_is_where_nobody_is_left_while_others_go_on():
    found = side_by_side(*THREE, a_school(4, enrolled=0, left=True))
    assert [each.name for each in found.schools if each.state == "closed"] == ["School 4"]
    assert words.left_out(found) == [
        "Nobody is enrolled there any more, so in no chart: School 4 (30 of 100 chronically "
        "absent)."
    ]
    moved = side_by_side(*THREE, a_school(4, enrolled=0, left=True), now={"4": Count()})
    assert words.left_out(moved) == ["Nobody is enrolled there any more, so in no chart: School 4."]
    june = side_by_side(a_school(1, enrolled=0), a_school(2, enrolled=0))
    assert not any(each.state for each in june.schools)


def test_a_school_without_data_this_year_is_listed_unless_a_choice_is_made():
    old = a_school(4, through=date(2025, 6, 12))
    found = together([*THREE, old], {"1": Count(50, 5)}, {}, {}, DAY, YEAR_DAY)
    assert found.schools[-1].state in ("no data", "no rates")
    assert next(e for e in found.schools if e.progress is old).state == "no data"
    narrowed = together([*THREE, old], {"1": Count(50, 5)}, {}, {}, DAY, YEAR_DAY, False)
    assert [each.name for each in narrowed.schools] == ["School 1"]


def test_worst_first_those_of_few_students_after_the_rates_and_none_last():
    now = {"1": Count(0, 0), "2": Count(9, 9), "3": Count(100, 10), "4": Count(50, 20)}
    found = side_by_side(*THREE, a_school(4), now=now)
    assert [each.name for each in found.schools] == [f"School {n}" for n in (4, 3, 2, 1)]
    # The few count in the rate of all, as on the District page.
    assert found.all == Count(159, 39)


# --- what is said and drawn


def test_the_answer_names_both_sides():
    now = {"1": Count(100, 60), "2": Count(100, 30), "3": Count(100, 10)}
    assert words.answer(side_by_side(*THREE, now=now)) == (
        "1 of 3 schools lies above what chance alone would make (School 1), 1 below it (School 3)"
    )
    assert words.answer(side_by_side(*THREE)) == (
        "All 3 schools lie where chance alone could put them"
    )
    one_side = side_by_side(*THREE, a_school(4), now={"1": Count(100, 55)})
    assert words.answer(one_side) == (
        "1 of 4 schools lies above what chance alone would make (School 1)"
    )


@pytest.mark.parametrize(
    ("beyond", "named"),
    [
        (3, "School 3, School 2, School 1"),
        (4, "School 4, School 3, School 2, 1 more"),
    ],
)
def test_the_answer_names_three_of_each_side_the_furthest_first(beyond, named):
    schools = [a_school(number) for number in range(1, 21)]
    high = {str(n): Count(100, 60 + n) for n in range(1, beyond + 1)}
    low = {str(n + 10): Count(100, 5 - n) for n in range(1, beyond + 1)}
    below = ", ".join(f"School {n + 10}" for n in range(beyond, beyond - 3, -1))
    below += ", 1 more" * (beyond > 3)
    assert words.answer(side_by_side(*schools, now=high | low)) == (
        f"{beyond} of 20 schools lie above what chance alone would make ({named}), "
        f"{beyond} below it ({below})"
    )


def test_a_school_far_above_is_named_before_one_above_of_a_higher_rate():
    schools = [a_school(number) for number in range(1, 11)]
    found = side_by_side(*schools, now={"1": Count(10, 8), "2": Count(500, 240)})
    assert [(each.name, each.place) for each in found.outside][:2] == [
        ("School 2", 2), ("School 1", 1),
    ]  # fmt: skip


@pytest.mark.parametrize(("rated", "held"), [(9, False), (10, True)])
def test_a_place_needs_three_schools_to_compare(rated, held):
    now = {"1": Count(100, 60), "3": Count(rated, 4)}
    found = side_by_side(*THREE, now=now)
    assert [each.place for each in found.compared] == ([1, 0, -1] if held else [None, None])
    table = compared_table(found.schools)
    assert table["Beside all"].notna().sum() == (3 if held else 0)
    assert all(each.change for each in found.compared)
    if not held:
        assert words.answer(found) == (
            "2 of 3 schools can be compared: it takes 3 to hold one against all"
        )


@pytest.mark.parametrize(("schools", "said"), [(1, False), (2, True)])
def test_bars_are_together_where_there_are_several(schools, said):
    found = side_by_side(*THREE[:schools])
    caption = words.change_caption(found)
    assert ("wide enough for all 2 schools together" in caption) == said
    assert ("the chance that the bar misses zero" in caption) != said
    assert changes(found.changes, LIGHT).layout.height >= 150


def test_changes_are_told_worst_first_and_never_with_a_cause():
    now = {"1": Count(100, 8), "2": Count(100, 70)}
    found = side_by_side(*THREE, now=now)
    assert [each.name for each in found.changes] == ["School 2", "School 3", "School 1"]
    assert words.changes_words(found) == (
        "Since Jan 30, 2025: 1 worsening, 1 improving, 1 not told apart from no change."
    )
    nothing = side_by_side(*THREE, before=dict.fromkeys("123", Count()))
    assert "nothing on Jan 30, 2025" in words.changes_words(nothing)
    assert not words.unchanged(nothing)  # one sentence is enough


def a_plan():
    steps = [
        Step("a", "1", "2025-26", "start", 1, "Name a coordinator", state=DONE, ended=DAY),
        Step("b", "1", "2025-26", "start", 2, "Fix the day", due=date(2026, 1, 5)),
    ]
    return Plan("1", "2025-26", date(2025, 9, 1), steps=tuple(steps))


def test_the_table_tells_counts_rates_changes_and_the_program():
    line = tuple((DAY - timedelta(weeks=n), n / 100) for n in range(20, 0, -1))
    planned = a_school(1, plan=a_plan())
    found = side_by_side(planned, *THREE[1:], now={"2": Count(9, 9)}, weeks={"1": line})
    table = compared_table(found.schools)
    first = table[table["School"] == "School 1"].iloc[0]
    assert (first["In rates"], first["Chronic"], first["Rate"]) == (100, 30, 30.0)
    assert (first["No mentor"], first["Severe, neither"]) == (3, 4)
    assert (first["Reviews held"], first["of weeks"]) == (15, 20)
    assert (first["Steps done"], first["of steps"], first["Overdue"]) == (1, 2, 1)
    assert first[LINE] == pytest.approx(list(range(12, 0, -1)))
    few = table[table["School"] == "School 2"].iloc[0]
    assert few[["Rate", "Beside all", "Change, points", "Steps done"]].isna().all()
    assert few["Note"] == "fewer than 10 students"
    assert LINE not in for_a_file(found.schools)
    narrowed = compared_table(found.schools, program=False)
    assert not {"No mentor", "Reviews held", "of steps"} & set(narrowed)


def filed(now, before=None, program=True):
    """The file of schools 1, 2, … of (rated, chronic) now and a year before, by school."""
    before = [(100, 30)] * len(now) if before is None else before
    counted = [{str(n): Count(*of) for n, of in enumerate(some, 1)} for some in (now, before)]
    found = side_by_side(*map(a_school, counted[0]), now=counted[0], before=counted[1])
    return for_a_file(found.schools, program).set_index("School").sort_index()


def empty(file, column):
    """The numbers of the schools where the file does not tell it."""
    return "".join(name.removeprefix("School ") for name in file.index[file[column].isna()])


@pytest.mark.parametrize("program", [True, False])
@pytest.mark.parametrize(
    ("now", "sizes", "chronic"),
    [
        ([(10, 3), (300, 90), (200, 60), (100, 30)], "", "14"),
        # One school less than ten, and the next smallest, or the total less the others tells it.
        ([(9, 3), (300, 90), (200, 60), (100, 30)], "14", "14"),
        ([(0, 0), (300, 90), (200, 60), (100, 30)], "", ""),
        ([(100, 9), (300, 90), (200, 60), (100, 30)], "", "14"),
        ([(100, 10), (300, 90), (200, 60), (100, 30)], "", ""),
        # Beside 90 of at most 90 a total of 104 leaves 14 to 94: the next one, too.
        ([(100, 90), (300, 14), (200, 60), (110, 30)], "", "124"),
        ([(100, 80), (300, 14), (200, 60), (110, 30)], "", "12"),
        ([(100, 90), (300, 15), (200, 60), (100, 30)], "", ""),
        ([(100, 91), (300, 285), (200, 60), (150, 30)], "", "14"),
        # Two are enough where their sum leaves both open, and it is not small itself.
        ([(100, 5), (300, 90), (200, 60), (90, 5)], "", "14"),
        ([(100, 5), (300, 90), (200, 60), (90, 4)], "", "134"),
        ([(100, 9), (300, 90), (200, 60), (90, 9)], "", "134"),
    ],
)
def test_a_file_hides_groups_under_ten_and_what_gives_them_away(now, sizes, chronic, program):
    file = filed(now, program=program)
    assert (empty(file, "In rates"), empty(file, "Chronic")) == (sizes, chronic)
    rates = "".join(str(n) for n, (rated, _) in enumerate(now, 1) if str(n) in chronic or not rated)
    assert empty(file, "Rate") == rates
    noted = {name[-1] for name, note in file["Note"].items() if HIDDEN_NOTE in note}
    assert noted >= set(chronic)


def test_a_change_is_not_told_where_it_tells_of_a_few_a_year_before():
    file = filed([(100, 30), (100, 40), (100, 50)], [(100, 9), (150, 30), (100, 30)])
    assert empty(file, "Chronic") == ""
    assert empty(file, "Change, students") == empty(file, "Change, points") == "13"


def test_what_a_file_cannot_tell_of_a_rate_comes_last_and_other_notes_stay():
    now, before = {"2": Count(9, 3), "3": Count(30, 19)}, {"3": Count()}
    found = side_by_side(*THREE, now=now, before=before)
    assert list(compared_table(found.schools)["School"]) == ["School 3", "School 1", "School 2"]
    file = for_a_file(found.schools)
    assert list(file["School"]) == ["School 1", "School 2", "School 3"]
    assert file["Note"].iloc[2] == f"no rates a year before; {HIDDEN_NOTE}"
    head, *rows = safe_csv(file).decode("utf-8-sig").splitlines()
    assert head.startswith("School,Rate,Beside all,Chronic,In rates,")
    # Three schools with 3 students each without a mentor, and 4 of the severe with nobody.
    assert rows[1].startswith("School 2,,,,,,,,,,15,20,")
    assert rows[0].startswith("School 1,30.0,,30,100,0,0,not told apart,,,15,20,")


def test_weeks_of_few_students_are_no_part_of_a_line():
    rows = pd.DataFrame({
        "school_id": ["1", "1", "2"], "until": pd.to_datetime(["2026-01-04"] * 2 + ["2026-01-11"]),
        "rated": [9, 10, 40], "chronic": [3, 5, 10],
    })  # fmt: skip
    assert weeks_of(rows) == {
        "1": ((date(2026, 1, 4), 0.5),), "2": ((date(2026, 1, 11), 0.25),),
    }  # fmt: skip
    cut = pd.DataFrame({"name": ["1"], "rated": [10], "chronic": [5]})
    assert counts(cut) == {"1": Count(10, 5)}


def test_the_funnel_has_a_mark_per_school_with_a_shape_for_its_side():
    now = {"1": Count(100, 60), "2": Count(100, 30), "3": Count(100, 10)}
    figure = funnel(side_by_side(*THREE, a_school(4), now=now | {"4": Count(9, 9)}), LIGHT)
    marks = figure.data[-1]
    assert list(marks.marker.symbol) == [
        "triangle-up", "circle", "triangle-down",
    ]  # fmt: skip
    assert [point[0] for point in marks.customdata] == ["1", "2", "3"]
    assert "60 of 100 students (60.0%)<br>far above" in marks.hovertext[0]


def names(found):
    return {note.text for note in funnel(found, LIGHT).layout.annotations} - {"95%", "99.8%"}


def test_the_funnel_names_every_school_outside_as_far_as_room_is():
    now = {"1": Count(400, 240), "3": Count(300, 60), "4": Count(200, 110)}
    found = side_by_side(*THREE, a_school(4), now=now)
    assert names(found) == {each.name for each in found.outside}
    assert len(names(found)) == 4
    above = side_by_side(*THREE, a_school(4), now={"1": Count(100, 45)})
    assert [each.place for each in above.outside] == [1]
    assert names(above) == {"School 1"}
    # Five on one spot cannot all be named: a name has four places around its mark.
    crowd = [a_school(number) for number in range(1, 21)]
    five = side_by_side(*crowd, now={str(n): Count(100, 50) for n in range(1, 6)})
    assert len(five.outside) == 5
    assert 1 <= len(names(five)) < 5


def test_names_in_charts_are_text_and_two_schools_of_one_name_have_a_row_each():
    oaks = [School(n, "<b>Oak</b>", DAY, date(2024, 8, 19)) for n in "12"]
    schools = [Progress(oak, *[getattr(THREE[0], name) for name in
                        list(Progress.__dataclass_fields__)[1:]]) for oak in oaks]  # fmt: skip
    found = side_by_side(*schools, *THREE[2:], now={"1": Count(100, 90)})
    for figure in (funnel(found, LIGHT), changes(found.changes, LIGHT)):
        assert "<b>" not in figure.to_json().replace("\\u003c", "<")
    axis = changes(found.changes, LIGHT).layout.yaxis
    assert (len(set(axis.tickvals)), len(axis.ticktext)) == (3, 3)


def test_bars_of_change_are_as_wide_as_their_words_say():
    found = side_by_side(*THREE, now={"1": Count(100, 8), "2": Count(100, 70)})
    figure = changes(found.changes, LIGHT)
    *bars, marks = figure.data
    assert [tuple(bar.x) for bar in bars] == [
        (each.change.low, each.change.high) for each in found.changes
    ]
    assert list(marks.marker.symbol) == ["triangle-right", "circle", "triangle-left"]
