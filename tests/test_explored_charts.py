"""The charts of September, breaks and cohorts."""

from datetime import date

import pandas as pd
import pytest

from sm_core.charts.breaks import days_closed, missed_beside_breaks
from sm_core.charts.cohorts import span, then_and_now
from sm_core.charts.layout import GAP, faded
from sm_core.charts.september import chronic_by_september
from sm_core.cut_table import cohort_rows
from sm_core.explored.september import Share
from sm_core.measures import ATTENDANCE, CHRONIC
from sm_core.palette import DARK, LIGHT

NOW = {"0-1": Share(200, 20), "2-4": Share(40, 22), "5": Share(9, 8), "": Share(3, 1)}
BEFORE = {"0-1": Share(100, 12), "2-4": Share(), "5": Share(10, 9), "": Share()}


def test_each_span_of_september_has_a_bar_of_this_year_and_one_of_last():
    now, before = chronic_by_september(NOW, BEFORE, LIGHT).data
    assert list(now.x) == [0.1, 0.55, 8 / 9]
    assert list(now.y) == [
        "Under 2 days<br>20 of 200", "2 to 4 days<br>22 of 40", "Over 4 days<br>8 of 9*",
    ]  # fmt: skip
    assert list(now.text) == [f"{GAP}10%", f"{GAP}55%", f"{GAP}89%*"]
    assert list(before.text) == [f"{GAP}12% last year", "", f"{GAP}90% last year"]
    assert list(now.customdata) == list(before.customdata) == [["0-1"], ["2-4"], ["5"]]


def test_the_span_chosen_keeps_its_colors():
    now, before = chronic_by_september(NOW, BEFORE, DARK, "2-4").data
    quiet = faded(DARK.accent, DARK)
    assert list(now.marker.color) == [quiet, DARK.accent, quiet]
    assert before.marker.color[1] == DARK.quiet


BREAKS = pd.DataFrame(
    [
        ("holiday", "09-01", "09-01", "08-29", "09-02", "before", "08-29", 100, 5, 8.0),
        ("holiday", "09-01", "09-01", "08-29", "09-02", "after", "09-02", 100, 4, 6.0),
        ("break", "11-26", "11-28", "11-25", "12-01", "before", "11-25", 200, 24, 12.0),
        # The same days, but for a school that came back a day later.
        ("break", "11-26", "11-28", "11-25", "12-02", "before", "11-25", 50, 5, 4.0),
    ],
    columns=["kind", "first_closed", "last_closed", "before", "after", "side", "day",
             "days_enrolled", "days_absent", "ordinary_absent"],
)  # fmt: skip
for name in ("first_closed", "last_closed", "before", "after", "day"):
    BREAKS[name] = pd.to_datetime("2025-" + BREAKS[name])
BREAKS["schools"] = 5


def test_a_time_without_school_is_a_row_with_a_bar_for_each_side():
    figure = missed_beside_breaks(BREAKS, LIGHT)
    before, words, ordinary, after, *_ = figure.data
    assert list(before.x) == [0.05, 0.12, 0.1]
    assert list(words.text) == [f"{GAP}5.0%", f"{GAP}12.0%", f"{GAP}10.0%"]
    assert list(words.x) == [0.12] * 3  # in a column, clear of every bar and tick
    assert list(ordinary.x) == [0.08, 0.06, 0.08]
    assert (list(after.x), list(after.y)) == ([0.04], ["0"])
    assert list(before.y) == ["0", "1", "2"]
    assert list(figure.layout.yaxis.ticktext) == ["Sep 1", "<b>Nov 26–28</b>", "<b>Nov 26–28</b>"]
    assert list(before.customdata) == [["2025-08-29"], ["2025-11-25"], ["2025-11-25"]]
    assert before.hovertext[1] == (
        "Tue Nov 25, 2025: 24 of 200 student days missed (12.0%)<br>6.0% on ordinary Tuesdays"
    )


def test_the_day_chosen_keeps_its_color_wherever_it_stands():
    before = missed_beside_breaks(BREAKS, LIGHT, date(2025, 11, 25)).data[0]
    assert list(before.marker.color) == [faded(LIGHT.scale[2], LIGHT), LIGHT.accent, LIGHT.accent]


def test_rows_of_other_schools_say_of_how_many():
    words = missed_beside_breaks(BREAKS.assign(schools=[5, 5, 4, 1]), LIGHT).layout.yaxis.ticktext
    assert list(words) == [
        "Sep 1 · 5 schools", "<b>Nov 26–28</b> · 4 schools", "<b>Nov 26–28</b> · 1 school",
    ]  # fmt: skip
    alike = missed_beside_breaks(BREAKS, LIGHT).layout.yaxis.ticktext
    assert list(alike) == ["Sep 1", "<b>Nov 26–28</b>", "<b>Nov 26–28</b>"]


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (date(2025, 11, 11), date(2025, 11, 11), "Nov 11"),
        (date(2025, 11, 26), date(2025, 11, 28), "Nov 26–28"),
        (date(2025, 12, 22), date(2026, 1, 2), "Dec 22–Jan 2"),
    ],
)
def test_days_closed_in_words(first, last, words):
    assert days_closed(first, last) == words


COHORTS = cohort_rows(pd.DataFrame(
    [("K", 20, 0, 0, 0, 0), ("6", 50, 40, 10, 8, 93), ("7", 12, 9, 0, 3, 90),
     ("8", 30, 30, 6, 6, 85)],
    columns=["name", "students", "rated", "chronic_before", "chronic", "days_attended"],
).assign(days_enrolled=100, days_enrolled_before=100, days_attended_before=90))  # fmt: skip


def ends(figure):
    """The places of each arrow, and the words behind it."""
    *lines, _, _, words = figure.data
    return [list(line.x) for line in lines], [text.strip("\u00a0") for text in words.text]


def test_an_arrow_leads_from_then_to_now():
    figure = then_and_now(COHORTS, LIGHT)
    *_, then, now, _ = figure.data
    assert ends(figure) == (
        [[0.25, 0.2], [0, 1 / 3], [0.2, 0.2]], ["25% → 20%", "0% → 33%", "20% → 20%"],
    )  # fmt: skip
    assert list(then.x) == [0.25, 0, 0.2]
    assert list(now.marker.symbol) == ["triangle-left", "triangle-right", "diamond"]
    assert list(figure.layout.yaxis.ticktext) == ["6 · 40", "7 · 9*", "8 · 30"]  # nobody of K
    assert list(now.customdata) == [["6"], ["7"], ["8"]]
    assert then.hovertext[0].endswith("students chronically absent: 10 of 40 then, 8 of 40 now")


def test_arrows_follow_the_measure_and_those_of_attendance_need_not_start_at_zero():
    figure = then_and_now(COHORTS, LIGHT, measure=ATTENDANCE)
    assert ends(figure) == (
        [[0.9, 0.93], [0.9, 0.9], [0.9, 0.85]],
        ["90.0% → 93.0%", "90.0% → 90.0%", "90.0% → 85.0%"],
    )
    assert figure.layout.xaxis.range[0] > 0.8
    assert then_and_now(COHORTS, LIGHT).layout.xaxis.range[0] < 0


@pytest.mark.parametrize("shares", [[], [0.0], [0.9]])
def test_there_is_room_for_arrows_of_one_place(shares):
    for measure in (CHRONIC, ATTENDANCE):
        low, high = span(shares, shares, measure)
        assert low < high


def test_other_grades_than_the_chosen_one_are_dimmed():
    *_, now, _ = then_and_now(COHORTS, LIGHT, ("7",)).data
    quiet = faded(LIGHT.accent, LIGHT)
    assert list(now.marker.color) == [quiet, LIGHT.accent, quiet]
