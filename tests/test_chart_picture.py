"""Pictures of charts: what is drawn of the numbers, and that Typst draws it."""

import pandas as pd
import pytest
from test_cut_table import rows
from test_day_table import beside_a_break, weeks

from sm_core.cut_table import HIDDEN, told
from sm_core.day_table import breaks_told, weekdays_told
from sm_core.measures import ATTENDANCE, CHRONIC, MISSED, SEVERE
from sm_core.palette import LIGHT
from sm_core.papers.chart_picture import (
    arrow_blocks,
    break_blocks,
    chart_picture,
    matrix_blocks,
    rate_blocks,
    tier_blocks,
    trend_blocks,
    weekday_blocks,
)
from sm_core.papers.sheet import lines
from sm_core.trends import MONTH, WEEK

PNG = b"\x89PNG\r\n"


def drawn(blocks):
    return chart_picture("Chronically absent by #grade", "<Lincoln> $x$ 中文", "Foot", blocks)


def test_bars_tell_share_and_number_and_hidden_ones_say_so():
    frame = told(rows((9, 4, 1), (20, 10, 0), (400, 100, 30)))
    [block] = rate_blocks(frame, CHRONIC)
    assert [row["words"] for row in block["rows"]] == [HIDDEN, HIDDEN, "25% · 100 of 400"]
    assert [row["share"] for row in block["rows"]] == [0, 0, 0.25]
    assert drawn([block]).startswith(PNG)


def test_tiers_are_drawn_as_far_as_they_are_told():
    frame = rows((100, 30, 12), (100, 30, 12), (100, 30, 12))
    frame = frame.astype(dict.fromkeys(("chronic", "severe_chronic", "at_risk"), float))
    frame.loc[1, "severe_chronic"] = frame.loc[2, "chronic"] = None
    [block] = tier_blocks(frame, CHRONIC)
    assert [[part["text"] for part in row["parts"]] for row in block["rows"]] == [
        ["■ 12", "◆ 18", "▲ 35", "● 35"], ["■◆ 30", "▲ 35", "● 35"], [],
    ]  # fmt: skip
    assert [row["words"] for row in block["rows"]] == ["30% · 30 of 100"] * 2 + [HIDDEN]
    assert [row["words"] for row in tier_blocks(frame, SEVERE)[0]["rows"]][1] == HIDDEN
    assert drawn([block]).startswith(PNG)


def test_cohorts_are_arrows_and_those_with_a_hidden_end_are_named_below():
    frame = rows(*[(100, 30, 12)] * 3)
    frame["label"] = ["K", "2", "6"]
    frame["chronic"] = [60.0, None, 15]
    [block] = arrow_blocks(frame, CHRONIC)
    assert [row["ends"] for row in block["rows"]] == [[0.5, 1], [0.5, 0.25]]
    assert [row["words"] for row in block["rows"]] == ["30% → 60%", "30% → 15%"]
    assert block["key"] == "Hidden: grade 2"
    both = arrow_blocks(frame, ATTENDANCE)
    assert [block["title"] for block in both] == [ATTENDANCE.words, CHRONIC.words]
    assert drawn([block, *both]).startswith(PNG)


def test_attendance_is_drawn_with_the_chronic_rate():
    blocks = rate_blocks(rows((100, 30, 12)), ATTENDANCE)
    assert [block["title"] for block in blocks] == [ATTENDANCE.words, CHRONIC.words]
    assert drawn(blocks).startswith(PNG)


def test_cells_of_a_matrix_are_shaded_and_hidden_ones_are_a_dash():
    frame = rows((100, 40, 12), (100, 20, 12), (9, 4, 1), grades=["6", "7", "6"])
    frame["name"] = frame["label"] = ["a", "a", "b"]
    frame.loc[2, ["rated", "chronic"]] = None
    [block] = matrix_blocks(frame, CHRONIC, ["6", "7"])
    assert [[cell["text"] for cell in row["cells"]] for row in block["rows"]] == [
        ["40", "20"], ["–", ""],
    ]  # fmt: skip
    assert block["rows"][0]["cells"][0]["color"] == LIGHT.scale[-1]
    assert block["rows"][0]["cells"][0]["below"] == "40"
    assert drawn([block]).startswith(PNG)


@pytest.mark.parametrize("period", [WEEK, MONTH])
def test_lines_leave_out_what_is_hidden(period):
    now = weeks((100, 20), (100, 30), (100, 40))
    now.loc[1, "chronic"] = None
    [block] = trend_blocks([(CHRONIC, now, now[:0])], period)
    assert [len(line["points"]) for line in block["lines"]] == [2]
    assert drawn([block]).startswith(PNG)
    assert trend_blocks([(CHRONIC, now[:0], now[:0])], period) == []


def test_lines_need_not_begin_at_zero():
    day = pd.Timestamp("2025-09-01").date()
    block = lines([("This year", "#000000", [(day, 0.94), (day, 0.91)])], from_zero=False)
    assert [mark["text"] for mark in block["across"]] == ["90%", "95%", "100%"]
    assert [round(y, 6) for _, y in block["lines"][0]["points"]] == [0.4, 0.1]


def test_days_are_drawn_by_weekday_and_beside_breaks():
    days = pd.DataFrame({"year": 2025, "month": [9, 9], "weekday": [1, 5],
                         "days_enrolled": [400, 400], "days_absent": [20, 40]})  # fmt: skip
    [block] = weekday_blocks(days, days[:1])
    assert [row["label"] for row in block["rows"]] == ["Mon", "Fri"]
    assert [row["cells"][0]["below"] for row in block["rows"]] == ["5.0", ""]
    day = pd.Timestamp("2025-11-11")
    breaks = pd.DataFrame({
        "kind": "holiday", "first_closed": [day], "last_closed": [day], "side": ["after"],
        "day": [day], "days_enrolled": [200], "days_absent": [30], "ordinary_absent": [20.0],
    })  # fmt: skip
    before, after = break_blocks(breaks)
    assert (before["rows"], after["rows"][0]["label"]) == ([], "Nov 11")
    assert (after["rows"][0]["share"], after["rows"][0]["before"]) == (0.15, 0.1)
    assert MISSED.percent(0.15) in after["rows"][0]["words"]
    assert drawn([block, before, after]).startswith(PNG)


def test_of_days_that_are_hidden_no_number_is_drawn():
    days = pd.DataFrame({"year": 2025, "month": [9, 9, 9], "weekday": [1, 3, 5],
                         "days_enrolled": [400, 400, 500], "days_absent": [9, 40, 50]})  # fmt: skip
    [block] = weekday_blocks(weekdays_told(days), weekdays_told(days))
    assert [row["cells"][0]["text"] for row in block["rows"]] == ["–", "–", "10.0"]
    assert [row["cells"][0]["below"] for row in block["rows"]] == ["", "", "10.0"]
    _, after = break_blocks(breaks_told(beside_a_break((400, 9), (9, 2))))
    assert [row["words"] for row in after["rows"]] == [HIDDEN, HIDDEN]
