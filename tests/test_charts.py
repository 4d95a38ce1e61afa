"""Charts are pure: the same numbers give the same figure."""

import pandas as pd
import pytest

from sm_core.charts.cuts import rates_by_column, rates_by_row, tiers_by_row
from sm_core.charts.layout import faded
from sm_core.charts.tiers import tier_shares
from sm_core.charts.weeks import missed_by_weekday, rate_by_week
from sm_core.definitions import TIERS
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
        "rated_before": [80.0, 0.0],
        "chronic_before": [40.0, 0.0],
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
    assert severe.y[0] == "Lincoln Middle School<br>30 of 100 · 30%"
    assert severe.y[1] == "Roosevelt Elementary<br>1 of 6* · 17%"  # few students are marked
    assert figure.layout.yaxis.autorange == "reversed"


def test_the_chosen_row_keeps_its_color_and_the_others_fade():
    colors = tiers_by_row(SCHOOLS, LIGHT, "201").data[0].marker.color
    severe = LIGHT.tiers["severe_chronic"]
    assert list(colors) == [severe, faded(severe, LIGHT)]


def test_columns_say_percent_and_students_and_tick_last_year():
    bars, numbers, ticks = rates_by_column(SCHOOLS, LIGHT).data
    assert list(bars.y) == [0.3, 1 / 6]
    assert list(numbers.text) == ["30<br>30", "17*<br>1"]
    assert list(ticks.y) == [0.5, None]  # no tick for a row without students then
    assert list(numbers.y) == [0.5, 1 / 6]  # the number stands clear of bar and tick


def test_groups_show_the_share_and_beside_it_the_students():
    shares, words, _, students, numbers = rates_by_row(SCHOOLS, DARK).data
    assert (list(shares.x), list(words.text)) == ([0.3, 1 / 6], [" 30%", " 17%*"])
    assert (list(students.x), list(numbers.text)) == ([30, 1], [" 30", " 1"])


@pytest.mark.parametrize("draw", [tiers_by_row, rates_by_column, rates_by_row])
def test_a_name_from_a_file_is_text_and_no_link(draw):
    figure = draw(SCHOOLS.assign(label=["<a href='x'>A & B</a>", "Oak"]), LIGHT)
    assert "<a" not in figure.to_json().replace("\\u003c", "<")
    assert "&lt;a" in figure.to_json().replace("\\u0026", "&")


def weeks(year, rates):
    mondays = pd.date_range(f"{year}-09-01", periods=len(rates), freq="W-MON")
    until = mondays + pd.Timedelta(days=6)
    return pd.DataFrame({"monday": mondays, "until": until, "rated": 100, "chronic": rates})


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
