"""The picture of the timeline: lanes, marks, lines where a match begins and ends."""

from datetime import date, timedelta

import pandas as pd
import pytest

from sm_core.charts.timeline import MARKS, lanes, legend
from sm_core.contacts.contact import KINDS
from sm_core.palette import DARK, LIGHT
from sm_core.timeline import event
from sm_core.timeline.event import ABSENT, ACTIONS, CONTACTS, FAMILY, LANES, PROGRAM, TALKS

FIRST, LAST = date(2025, 8, 25), date(2026, 1, 30)
COLUMNS = ["lane", "day", "kind", "words", "label"]
OF_LANE = {
    ABSENT: ("whole", "whole excused", "part", "part excused"),
    CONTACTS: tuple(KINDS),
    TALKS: ("check-in", "worry", "asked", "step", "resolved"),
    ACTIONS: ("reviewed", "to do", "done", "dropped"),
    FAMILY: ("told", "given", "no", "reached out"),
    PROGRAM: ("decided", "support", "began", "ended"),
}


def frame(*rows):
    return pd.DataFrame([(*row, "")[:5] for row in rows], columns=COLUMNS)


def drawn(*rows, palette=LIGHT, first=FIRST, last=LAST):
    return lanes(frame(*rows), first, last, palette)


def on(day, kind="whole", lane=ABSENT, label=""):
    return lane, day, kind, "Missed", label


BEGAN = (PROGRAM, date(2025, 10, 20), "began", "Match began", "David Okafor since Oct 20")
ENDED = (PROGRAM, date(2026, 1, 15), "ended", "Match ended", "David Okafor until Jan 15")


def texts(figure):
    return [note.text for note in figure.layout.annotations]


def test_every_kind_of_event_has_a_mark_of_its_own_in_its_lane():
    kinds = {name for names in OF_LANE.values() for name in names}
    said = {value for name, value in vars(event).items() if name.isupper() and type(value) is str}
    assert kinds == MARKS.keys() == (said - set(LANES)) | set(KINDS)
    for names in OF_LANE.values():
        looks = {(MARKS[name].symbol, MARKS[name].pale) for name in names}
        assert len(looks) == len({MARKS[name].sign for name in names}) == len(names)


def test_filled_is_met_and_hollow_is_in_vain_excused_or_not_settled():
    hollow = {name for name, mark in MARKS.items() if mark.symbol.endswith("-open")}
    assert hollow == {"whole excused", "part excused", "looked for", "asked", "step", "to do",
                      "told", "ended"}  # fmt: skip


def test_lanes_are_named_in_their_order_and_marks_stand_in_them():
    days = [FIRST + timedelta(n) for n in range(len(LANES))]
    figure = drawn(*(on(day, OF_LANE[lane][0], lane)
                     for day, lane in zip(days, LANES, strict=True)))  # fmt: skip
    [marks] = figure.data
    assert list(marks.y) == [0, 1, 2, 3, 4, 5]
    assert list(marks.x) == days
    assert texts(figure) == list(LANES)
    heights = [note.y for note in figure.layout.annotations]
    assert all(place - 1 < height < place for place, height in enumerate(heights))


@pytest.mark.parametrize("palette", [LIGHT, DARK])
def test_part_days_are_lighter_and_smaller_and_excused_ones_hollow(palette):
    figure = drawn(*(on(FIRST + timedelta(n), kind) for n, kind in enumerate(OF_LANE[ABSENT])),
                   palette=palette)  # fmt: skip
    [marks] = figure.data
    assert marks.marker.symbol == ("square", "square-open", "square", "square-open")
    whole, part = palette.scale[3], palette.scale[2]
    assert marks.marker.color == (whole, whole, part, part)
    assert marks.marker.size[2] < marks.marker.size[0]
    assert marks.marker.opacity == 1


def test_things_of_one_day_stand_below_each_other_within_the_lane():
    figure = drawn(*(on(FIRST, "saw", CONTACTS) for _ in range(5)), on(FIRST, "whole"))
    heights = list(figure.data[0].y)
    assert heights[0] == 1
    assert heights[0] < heights[1] < heights[2] == heights[4] < 2 - 0.45
    assert heights[5] == 0


def test_a_match_is_a_line_named_at_its_top_dashed_where_it_ends():
    figure = drawn(BEGAN, ENDED)
    began, ended = figure.layout.shapes
    assert (began.x0, began.line.dash, ended.x0, ended.line.dash) == (
        BEGAN[1], "solid", ENDED[1], "dash",
    )  # fmt: skip
    names = figure.layout.annotations[len(LANES) :]
    assert [n.text for n in names] == ["David Okafor since Oct 20", "David Okafor until Jan 15"]
    assert [n.xanchor for n in names] == ["left", "right"]
    assert names[0].y != names[1].y
    assert figure.layout.height > drawn(BEGAN).layout.height


def test_words_cannot_become_markup_and_a_long_note_is_cut_on_the_chart_only():
    said = "<b>x</b> " + "word " * 60
    figure = drawn((PROGRAM, FIRST, "began", said, "<i>A</i> since Aug 25"))
    assert "<" not in figure.data[0].hovertext[0] + texts(figure)[-1]
    assert figure.data[0].hovertext[0].startswith("Mon Aug 25: ")
    assert len(figure.data[0].hovertext[0]) < 130


@pytest.mark.parametrize(("last", "ticks"), [
    (date(2025, 8, 31), []),
    (date(2025, 9, 1), ["Sep"]),
    (date(2026, 2, 1), ["Sep", "Oct", "Nov", "Dec", "Jan", "Feb"]),
    (date(2026, 3, 1), ["Sep", "Nov", "Jan", "Mar"]),
    (date(2026, 6, 12), ["Sep", "Nov", "Jan", "Mar", "May"]),
])  # fmt: skip
def test_few_months_are_named(last, ticks):
    axis = drawn(on(FIRST), last=last).layout.xaxis
    assert [f"{day:%b}" for day in axis.tickvals] == ticks
    assert axis.range[0] < FIRST
    assert last < axis.range[1]


def test_nothing_leaves_the_lanes():
    figure = drawn()
    assert not figure.data
    assert texts(figure) == list(LANES)


def test_the_legend_names_what_occurs_by_lane():
    rows = (on(FIRST), on(FIRST, "looked for", CONTACTS), on(FIRST, "saw", CONTACTS), BEGAN)
    assert legend(frame(*rows)) == [
        "Absent: ■ missed", "Contacts: ● seen, ○ not there when looked for",
        "Program: ▶ match began",
    ]  # fmt: skip
    assert legend(frame()) == []
