"""Charts are pure: the same numbers give the same figure."""

import pandas as pd
import pytest

from sm_core.charts.cuts import tiers_by_row
from sm_core.charts.layout import faded
from sm_core.charts.marks import short
from sm_core.charts.matrix import matrix
from sm_core.charts.rates import rates_by_column, rates_by_row
from sm_core.charts.scale import places
from sm_core.charts.tiers import tier_shares
from sm_core.charts.weekdays import missed_by_weekday
from sm_core.charts.weeks import rate_by_week, trend
from sm_core.definitions import TIERS
from sm_core.measures import ATTENDANCE, CHRONIC, MISSED, SEVERE
from sm_core.palette import DARK, LIGHT, TIER_MARKS

COUNTS = {"satisfactory": 63, "at_risk": 155, "moderate_chronic": 289, "severe_chronic": 93}
SCHOOLS = pd.DataFrame(
    {
        "name": ["201", "101"],
        "label": ["Lincoln Middle School", "Roosevelt Elementary"],
        "satisfactory": [40, 3],
        "at_risk": [30, 2],
        "moderate_chronic": [20, 1],
        "severe_chronic": [10, 0],
        "rated": [100, 6],
        "chronic": [30, 1],
        "days_enrolled": [9000, 500],
        "days_attended": [8100, 490],
        "days_absent": [900, 10],
        "rated_before": [80.0, 0.0],
        "chronic_before": [40.0, 0.0],
        "severe_chronic_before": [8.0, 0.0],
        "days_enrolled_before": [7000.0, 0.0],
        "days_attended_before": [6300.0, 0.0],
        "days_absent_before": [700.0, 0.0],
    }
)


def test_the_bar_shows_every_tier_worst_first_and_fills_the_row():
    bars = tier_shares(COUNTS, LIGHT).data
    assert [bar.name for bar in bars] == [
        "Severe chronic", "Moderate chronic", "At risk", "Satisfactory",
    ]  # fmt: skip
    assert sum(bar.x[0] for bar in bars) == 1
    assert bars[0].hovertext == "Severe chronic: 93 of 600 students (15.5%)"
    assert bars[0].text == "■ 16%"


def test_a_sliver_carries_no_number_and_nobody_no_bar():
    bars = tier_shares({**COUNTS, "severe_chronic": 1}, LIGHT).data
    assert bars[0].text == ""
    assert all(bar.x == (0,) for bar in tier_shares(dict.fromkeys(TIERS, 0), LIGHT).data)


@pytest.mark.parametrize("palette", [LIGHT, DARK])
def test_every_tier_has_a_color_and_a_mark_of_its_own(palette):
    assert len(set(palette.tiers.values())) == len(set(TIER_MARKS.values())) == len(TIERS)


def test_rows_keep_the_order_given_and_carry_name_and_tier_for_a_click():
    figure = tiers_by_row(SCHOOLS, LIGHT)
    severe = figure.data[0]
    assert list(severe.x) == [0.1, 0.0]
    assert list(severe.customdata) == [["201", "severe_chronic"], ["101", "severe_chronic"]]
    # The severe share also where its part is too narrow for a number.
    assert severe.y[0] == "Lincoln Middle School<br>30 of 100 · 30%, ■10%"
    assert severe.y[1] == "Roosevelt Elementary<br>1 of 6* · 17%, ■0%"  # few students are marked
    assert [bar.text[0] for bar in figure.data[:4]] == ["■10", "◆20", "▲30", "●40"]
    assert figure.layout.yaxis.range == (1.5, -0.5)


def test_the_chosen_row_keeps_its_color_and_the_others_fade():
    colors = tiers_by_row(SCHOOLS, LIGHT, "201").data[0].marker.color
    severe = LIGHT.tiers["severe_chronic"]
    assert list(colors) == [severe, faded(severe, LIGHT)]


def under(figure):
    """The lines under the columns."""
    return [text.split("<br>") for text in figure.layout.xaxis.ticktext]


def test_columns_say_percent_and_students_and_tick_last_year():
    figure = rates_by_column(SCHOOLS, LIGHT)
    bars, ticks = figure.data
    assert list(bars.y) == [0.3, 1 / 6]
    # Where no tick crosses them; few students are marked.
    assert under(figure) == [
        ["<b>Lincoln Middle School</b>", "30%", "30"], ["<b>Roosevelt Elementary</b>*", "17%", "1"],
    ]  # fmt: skip
    assert list(ticks.y) == [0.5, None]  # no tick for a row without students then


def test_a_column_of_nobody_has_no_percent():
    nobody = SCHOOLS.assign(rated=0, chronic=0)
    assert [lines[1:] for lines in under(rates_by_column(nobody, LIGHT))] == [["–", "0"]] * 2


def stripped(texts):
    return [text.strip() for text in texts]


def test_groups_show_the_share_and_beside_it_the_students():
    shares, words, ticks, students, numbers = rates_by_row(SCHOOLS, DARK).data
    assert (list(shares.x), stripped(words.text)) == ([0.3, 1 / 6], ["30%", "17%*"])
    assert list(ticks.x) == [0.5, None]
    assert list(words.x) == [0.5, 0.5]  # in a column: none stands behind its own tick
    assert (list(students.x), stripped(numbers.text)) == ([30, 1], ["30", "1"])


def test_the_tick_among_the_tiers_is_where_the_measure_ended_last_year():
    for measure, share in ((CHRONIC, 0.5), (SEVERE, 0.1)):
        *_, ticks = tiers_by_row(SCHOOLS, LIGHT, measure=measure).data
        assert list(ticks.x) == [share, None]
    assert tiers_by_row(SCHOOLS, LIGHT, measure=SEVERE).data[0].y[0].endswith("10 of 100 · 10%")


def test_days_have_a_digit_behind_the_point():
    assert under(rates_by_column(SCHOOLS, LIGHT, measure=MISSED))[0][1:] == ["10.0", "900"]
    _, words, _, days, _ = rates_by_row(SCHOOLS, LIGHT, measure=MISSED).data
    assert (stripped(words.text), list(days.x)) == (["10.0%", "2.0%*"], [900, 10])


@pytest.mark.parametrize("draw", [rates_by_column, rates_by_row])
def test_attendance_never_stands_alone(draw):
    figure = draw(SCHOOLS, LIGHT, measure=ATTENDANCE)
    bars = [trace for trace in figure.data if trace.customdata]
    along = "y" if draw is rates_by_column else "x"
    assert [list(bar[along]) for bar in bars] == [[0.9, 0.98], [0.3, 1 / 6]]
    assert "30 of 100 (30.0%) students chronically absent" in bars[0].hovertext[0]


def test_attendance_by_grade_is_dots_on_a_cut_scale_and_rates_are_bars_from_zero():
    figure = rates_by_column(SCHOOLS, LIGHT, measure=ATTENDANCE)
    dots, _, bars, _ = figure.data
    assert (dots.mode, bars.type) == ("markers", "bar")
    assert (figure.layout.yaxis.rangemode, figure.layout.yaxis2.rangemode) == ("normal", "tozero")


def test_under_a_column_of_attendance_stands_the_chronic_rate():
    assert under(rates_by_column(SCHOOLS, LIGHT, measure=ATTENDANCE))[0][1:] == ["90.0", "30%"]


@pytest.mark.parametrize(
    ("number", "words"),
    [(0, "0"), (999, "999"), (1000, "1.0k"), (9949, "9.9k"), (9950, "10k"), (48_211, "48k")],
)
def test_a_number_above_a_narrow_bar_is_short(number, words):
    assert short(number) == words


MATRIX = pd.concat(
    [SCHOOLS.assign(grade=["7", "K"]), SCHOOLS.head(1).assign(grade="6", chronic=45)]
).sort_values("name", ascending=False)


def test_cells_carry_name_and_grade_and_stand_in_natural_order():
    [cells] = matrix(MATRIX, LIGHT, CHRONIC, "201", ["6"]).data
    assert list(cells.customdata) == [["201", "7"], ["201", "6"], ["101", "K"]]
    assert list(cells.base) == [-1, -1, -2]
    assert [text.split("<")[0] for text in cells.text] == ["30", "45", "17*"]
    assert ">50</span>" in cells.text[0]
    assert "span" not in cells.text[2]  # nobody was there the year before
    layout = matrix(MATRIX, LIGHT, CHRONIC).layout
    assert list(layout.xaxis.categoryarray) == ["K", "6", "7"]
    assert layout.annotations[0].text == "<b>Lincoln Middle School</b> 37.5%"


def test_the_worst_cell_is_the_darkest_and_few_students_set_no_end_of_the_scale():
    [cells] = matrix(MATRIX, LIGHT, CHRONIC).data
    assert list(cells.marker.color) == [LIGHT.scale[0], LIGHT.scale[-1], LIGHT.ground]
    [lit] = matrix(MATRIX, LIGHT, CHRONIC, "201", ["6"]).data
    assert list(lit.marker.color)[1] == LIGHT.scale[-1]
    assert next(iter(lit.marker.color)) == faded(LIGHT.scale[0], LIGHT)


def test_cells_of_attendance_have_the_chronic_rate_below():
    [cells] = matrix(MATRIX, LIGHT, ATTENDANCE).data
    assert cells.text[0].startswith("90.0<br>")
    assert ">30</span>" in cells.text[0]


def test_the_worst_place_is_the_highest_share_or_the_lowest():
    assert places([0.1, None, 0.3]) == [0, None, 1]
    assert places([0.1, None, 0.3], worst_low=True) == [1, None, 0]
    assert places([0.2, 0.2]) == [0, 0]
    assert places([]) == []


def cells_of_names(rows, palette):
    return matrix(rows.assign(grade="7"), palette, CHRONIC)


@pytest.mark.parametrize("draw", [tiers_by_row, rates_by_column, rates_by_row, cells_of_names])
def test_a_name_from_a_file_is_text_and_no_link(draw):
    figure = draw(SCHOOLS.assign(label=["<a href='x'>A & B</a>", "Oak"]), LIGHT)
    assert "<a" not in figure.to_json().replace("\\u003c", "<")
    assert "&lt;a" in figure.to_json().replace("\\u0026", "&")


def weeks(year, rates):
    mondays = pd.date_range(f"{year}-09-01", periods=len(rates), freq="W-MON")
    until = mondays + pd.Timedelta(days=6)
    return pd.DataFrame({"begun": mondays, "until": until, "rated": 100, "chronic": rates})


def test_last_year_lies_behind_this_one_weekday_on_weekday():
    last, this = rate_by_week(weeks(2025, [20, 30]), weeks(2024, [25, 26, 27]), LIGHT).data
    assert (last.name, this.name) == ("Last year", "This year")
    assert last.line.color == LIGHT.quiet
    assert all(day.weekday() == 6 for day in (*last.x, *this.x))
    assert list(this.customdata) == [["2025-09-07"], ["2025-09-14"]]
    assert last.customdata[0] == ["2024-09-08"]


def test_weeks_without_students_in_rates_are_left_out():
    early = weeks(2025, [20, 30])
    early.loc[0, "rated"] = 0
    [line] = rate_by_week(early, weeks(2024, [])[:0], LIGHT).data
    assert list(line.y) == [0.3]


@pytest.mark.parametrize(
    ("measure", "months", "words"),
    [
        (CHRONIC, False, "This year, by Sep 7, 2025: 2 of 10 students"),
        (MISSED, False, "This year, week to Sep 7, 2025: 20 of 100 student days missed (20.0%)"),
        (MISSED, True, "This year, month to Sep 7, 2025: 20 of 100 student days missed (20.0%)"),
    ],
)
def test_a_rate_is_by_a_day_and_days_are_of_a_week_or_month_alone(measure, months, words):
    rows = pd.DataFrame({"begun": [pd.Timestamp("2025-09-01")], "rated": 10, "chronic": 2,
                         "until": [pd.Timestamp("2025-09-07")], "days_enrolled": 100,
                         "days_absent": 20})  # fmt: skip
    [line] = trend([(measure, rows, rows[:0])], LIGHT, months).data
    assert line.hovertext[0].startswith(words)


def test_a_grade_is_a_text_and_not_a_tag():
    odd = MATRIX.assign(grade="<b>7")
    figure = matrix(odd, LIGHT, CHRONIC, "201", ["<b>7"])
    assert "grade &lt;b&gt;7<br>" in figure.data[0].hovertext[0]
    assert figure.data[0].customdata[0][1] == "<b>7"
    assert dict(zip(figure.layout.xaxis.tickvals, figure.layout.xaxis.ticktext, strict=True)) == {
        "<b>7": "&lt;b&gt;7"
    }


def test_a_month_stands_at_its_first_day_and_last_year_behind_it():
    months = pd.DataFrame(
        {"begun": pd.to_datetime(["2025-10-01", "2025-11-01"]), "rated": 100, "chronic": [20, 30],
         "until": pd.to_datetime(["2025-10-31", "2025-11-30"])}
    )  # fmt: skip
    before = months.assign(begun=months["begun"] - pd.DateOffset(years=1))
    last, this = trend([(CHRONIC, months, before)], LIGHT, months=True).data
    assert [day.isoformat() for day in this.x] == ["2025-10-01", "2025-11-01"]
    assert this.x == last.x
    assert list(this.customdata) == [["2025-10-31"], ["2025-11-30"]]


def test_attendance_by_week_has_the_chronic_rate_below_it_and_need_not_start_at_zero():
    rates = weeks(2025, [20, 30])
    days = rates.assign(days_enrolled=500, days_attended=[470, 460])
    figure = trend([(ATTENDANCE, days, days[:0]), (CHRONIC, rates, rates[:0])], LIGHT)
    attended, chronic = figure.data
    assert (list(attended.y), list(chronic.y)) == ([0.94, 0.92], [0.2, 0.3])
    assert (attended.yaxis, chronic.yaxis) == ("y", "y2")
    assert figure.layout.yaxis.range[0] > 0.9
    assert figure.layout.yaxis2.range[0] == 0


def test_a_line_is_named_with_the_month_of_its_end_where_no_line_is():
    rates = [20, 30, 25, 28, *[26] * 36]
    last, this = rate_by_week(weeks(2025, rates[:20]), weeks(2024, rates), LIGHT).layout.annotations
    assert (last.text, this.text) == ("Last year, Jun: 26.0%", "This year, Jan: 26.0%")
    assert (last.xanchor, this.xanchor) == ("right", "left")
    assert (last.y, last.yanchor, this.y, this.yanchor) == (0.26, "top", 0.26, "bottom")
    assert last.bgcolor is None
    [alone] = rate_by_week(weeks(2025, [20, 50, 40]), weeks(2024, [])[:0], LIGHT).layout.annotations
    assert (alone.xanchor, alone.y, alone.yanchor) == ("right", 0.5, "bottom")


def test_the_axis_has_room_for_the_names_of_the_lines():
    figure = rate_by_week(weeks(2025, [0, 0]), weeks(2024, [0, 20, 30]), LIGHT)
    low, high = figure.layout.yaxis.range
    assert low < 0
    assert high > 0.3


def test_the_heat_map_runs_from_monday_on_top_and_cells_carry_weekday_and_month():
    rows = pd.DataFrame(
        [(2025, 12, 1, 100, 5), (2025, 12, 5, 100, 20), (2026, 1, 1, 100, 10)],
        columns=["year", "month", "weekday", "days_enrolled", "days_absent"],
    )
    figure = missed_by_weekday(rows, LIGHT, chosen=(5, 12))
    friday, monday = figure.data  # stacked from below
    assert list(monday.x) == ["Dec", "Jan"]
    assert list(monday.text) == ["5.0", "10.0"]
    assert list(friday.text) == ["20.0", ""]
    assert friday.customdata[0] == [5, 12]
    assert friday.marker.color[0] == LIGHT.scale[-1]
    assert monday.marker.color[0] == faded(LIGHT.scale[0], LIGHT)
    assert list(figure.layout.yaxis.ticktext) == ["Fri", "Mon"]
    before = rows.assign(days_absent=[4, 19, 9])
    friday, monday = missed_by_weekday(rows, LIGHT, before=before).data
    assert [text.split("<br>")[0] for text in monday.text] == ["5.0", "10.0"]
    assert ">4.0</span>" in monday.text[0]
    assert friday.text[1] == ""  # no such day this year


@pytest.mark.parametrize("palette", [LIGHT, DARK])
def test_text_on_a_tier_can_be_read(palette):
    for tier in TIERS:
        assert contrast(palette.tiers[tier], palette.on_tiers[tier]) >= 4.5


def contrast(one, other):
    """WCAG 2 contrast ratio of two #RRGGBB colors."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(code):
    parts = [int(code[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
