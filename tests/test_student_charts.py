"""The pictures of one student: the same days give the same squares and lines."""

import re
from datetime import date, timedelta

import pandas as pd
import pytest

from sm_core.charts.student import day_squares, running_rate
from sm_core.palette import DARK, LIGHT

SQUARES = ["day", "state", "excused", "missed", "enrolled", "words"]


def frame(*rows):
    return pd.DataFrame(rows, columns=SQUARES)


def present(day):
    return (day, "present", False, 0.0, 1, "present")


def missed(day, excused=False):
    return (day, "whole", excused, 1.0, 1, "missed")


SEP = [date(2025, 9, n) for n in (2, 3, 4, 5, 8, 9)]
YEAR = frame(
    *map(present, SEP[:3]), missed(SEP[3]), missed(SEP[4], excused=True),
    (SEP[5], "part", True, 1.0, 1, "missed 50% of the day, excused"),
    (date(2025, 10, 1), "out", False, 0.0, 0, "not counted"),
    (date(2025, 11, 3), "ahead", False, 0.0, 0, "to come"),
)  # fmt: skip


def cells(html, look):
    return re.findall(
        rf'<b class="{look}" style="grid-area:(\d/\d)" title="([^"]*)">(\d+)</b>', html
    )


def test_every_day_is_one_square_in_the_row_of_its_weekday():
    html = day_squares(YEAR, LIGHT)
    assert len(re.findall(r"<b class=.*?>\d+</b>", html)) == len(YEAR)
    assert cells(html, "present")[0] == ("2/2", "Tue Sep 2: present", "2")
    assert cells(html, "whole") == [("5/2", "Fri Sep 5: missed", "5")]
    assert cells(html, "whole excused") == [("1/3", "Mon Sep 8: missed", "8")]


def test_months_stand_in_order_with_the_days_missed_and_none_for_days_to_come():
    html = day_squares(YEAR, LIGHT)
    names = re.findall(r'sm-name">(\w+) <span>([^<]*)', html)
    assert names == [("Sep", "3 of 6"), ("Oct", ""), ("Nov", "")]
    assert 'aria-label="Days missed by month: Sep 3 of 6, Oct, Nov"' in html


def test_the_legend_explains_the_looks_that_occur_and_no_other():
    html = day_squares(YEAR, LIGHT).partition('sm-legend">')[2]
    assert re.findall(r"</b>([^<]+)", html) == [
        "present", "missed, excused", "missed, not excused", "part of the day missed",
        "not counted", "to come",
    ]  # fmt: skip
    assert "excused" not in day_squares(frame(present(SEP[0])), LIGHT).partition('sm-legend">')[2]


def test_a_school_on_saturday_gets_a_row_for_it():
    assert "repeat(5," in day_squares(YEAR, LIGHT)
    html = day_squares(frame(present(date(2025, 9, 6))), LIGHT)
    assert "repeat(6," in html
    assert cells(html, "present") == [("6/2", "Sat Sep 6: present", "6")]


def test_squares_follow_the_theme_and_nobody_gets_no_picture():
    assert LIGHT.scale[3] in day_squares(YEAR, LIGHT)
    assert DARK.scale[3] in day_squares(YEAR, DARK)
    assert day_squares(YEAR.iloc[:0], LIGHT) == ""


def test_words_cannot_become_markup():
    html = day_squares(frame((SEP[0], "present", False, 0.0, 1, '"><script>')), LIGHT)
    assert "<script>" not in html


def line(first, shares):
    days = [first + timedelta(days=n) for n in range(len(shares))]
    rows = [(d, s, s * 100, 100, f"{s:.1%}") for d, s in zip(days, shares, strict=True)]
    return pd.DataFrame(rows, columns=["day", "share", "missed", "enrolled", "percent"])


NOTHING = line(date(2025, 9, 1), [])
NOW = line(date(2025, 9, 15), [0.1, 0.12, 0.15])
AGO = line(date(2024, 9, 16), [0.0, 0.05])


def notes(figure):
    return [note.text for note in figure.layout.annotations]


def test_this_year_lies_over_last_year_weekday_on_weekday():
    before, now = running_rate(NOW, AGO, LIGHT).data
    assert list(now.y) == [0.1, 0.12, 0.15]
    assert before.x[0] == now.x[0] == date(2025, 9, 15)
    assert before.x[0].weekday() == AGO["day"][0].weekday()
    assert (now.line.color, before.line.color) == (LIGHT.accent, LIGHT.quiet)
    assert now.hovertext[0] == "This year, Sep 15: missed 10 of 100 days (10.0%)"


def test_lines_and_thresholds_are_named_without_a_legend():
    figure = running_rate(NOW, AGO, LIGHT)
    assert set(notes(figure)) == {
        "This year 15.0%", "Last year 5.0%", "5%", "10% chronic", "20% severe",
    }  # fmt: skip
    assert not figure.layout.showlegend
    assert [shape.y0 for shape in figure.layout.shapes] == [0.05, 0.10, 0.20]


def test_the_lower_of_two_lines_that_end_together_is_named_below():
    figure = running_rate(NOW, AGO, LIGHT)
    places = {note.text.split()[0]: note.yanchor for note in figure.layout.annotations}
    assert (places["This"], places["Last"]) == ("bottom", "top")
    later = running_rate(NOW, line(date(2024, 9, 16), [0.05] * 200), LIGHT)
    assert {note.yanchor for note in later.layout.annotations if "year" in note.text} == {"bottom"}


def test_a_short_line_is_named_to_its_right_where_nothing_cuts_the_name_off():
    def anchor(weeks):
        figure = running_rate(line(SEP[0], [0.1] * 7 * weeks), NOTHING, LIGHT)
        return next(n.xanchor for n in figure.layout.annotations if "year" in n.text)

    assert (anchor(3), anchor(20)) == ("left", "right")


@pytest.mark.parametrize(("now", "before"), [(NOW, NOTHING), (NOTHING, AGO), (NOTHING, NOTHING)])
def test_a_missing_year_leaves_no_line_and_no_name(now, before):
    figure = running_rate(now, before, DARK)
    assert len(figure.data) == (not now.empty) + (not before.empty)
    assert len(notes(figure)) == 3 + len(figure.data)


def test_the_lines_at_five_ten_and_twenty_are_always_in_sight_and_so_is_a_high_rate():
    low, high = running_rate(NOW, AGO, LIGHT), running_rate(line(SEP[0], [0.9]), AGO, LIGHT)
    assert low.layout.yaxis.range[1] > 0.2
    assert high.layout.yaxis.range == (0, 1)


def test_months_mark_the_first_of_the_month_across_the_new_year():
    figure = running_rate(line(date(2025, 11, 20), [0.1] * 90), NOTHING, LIGHT)
    assert figure.layout.xaxis.tickvals == (date(2025, 12, 1), date(2026, 1, 1), date(2026, 2, 1))
