"""The parts of a page of a pack by tier, and the charts of what may be shown."""

from dataclasses import replace
from datetime import date

import pytest

from sm_core.charts.packs import LARGE, percent_by_week, tiers_shown
from sm_core.hiding.cell import BESIDE, FEW, UNDER
from sm_core.packs.pack import NOW, START, YEAR, PackPage
from sm_core.packs.parts import narrow_beside, parts, told_apart
from sm_core.palette import LIGHT
from tests.pack_made import JAN, LINCOLN_PAGE, NOT_YET, ROOSEVELT_PAGE, cell, moment

A_WEEK = ((date(2026, 1, 30), 26),)


def page(*said):
    return PackPage("L", "Lincoln", JAN, cells=moment(NOW, *said))


@pytest.mark.parametrize(("said", "expected"), [
    ((100, 30, 12, 20), [("severe_chronic", 12), ("moderate_chronic", 18), ("at_risk", 20),
                         ("satisfactory", 50)]),
    ((100, 30, FEW, 20), [("chronic_together", 30), ("at_risk", 20), ("satisfactory", 50)]),
    ((100, 30, 12, BESIDE), [("severe_chronic", 12), ("moderate_chronic", 18), ("others", 70)]),
    ((100, 30, UNDER, FEW), [("chronic_together", 30), ("others", 70)]),
    ((100, UNDER, UNDER, 20), []),
    ((FEW, FEW, FEW, FEW), []),
    ((None, None, None, None), []),
    ((0, 0, 0, 0), []),
])  # fmt: skip
def test_parts_are_what_may_be_told_apart(said, expected):
    found = parts(page(*said), NOW)
    assert [(part.name, part.students) for part in found] == expected
    assert sum(part.share for part in found) == pytest.approx(1 if expected else 0)


def test_a_moment_that_is_not_there_has_no_parts():
    assert parts(PackPage("L", "Lincoln", JAN), NOW) == []
    assert parts(page(*[cell(None).count] * 4), YEAR) == []
    assert NOT_YET.count is None


def test_tiers_of_some_schools_only_are_not_drawn_beside_those_of_all():
    together = replace(page(100, 30, 12, 20), partly={"now.severe": (20, 1)})
    assert [part.name for part in parts(together, NOW)] == [
        "chronic_together", "at_risk", "satisfactory",
    ]  # fmt: skip


@pytest.mark.parametrize(("severe", "beside"), [(107, True), (108, False), (0, False)])
def test_the_number_of_a_narrow_part_stands_behind_the_label(severe, beside):
    """Of "■ 107" each letter takes 2.7 percent of the bar."""
    found = told_apart(800, 400, severe, 200)
    label, drawn = narrow_beside("Now", found)
    assert label == ("Now · ■ 107" if beside else "Now")
    assert [part.told for part in drawn] == [
        "" if beside else found[0].told, *(part.told for part in found[1:])]  # fmt: skip
    bar = tiers_shown([(label, drawn)], LIGHT).data[0]
    assert (bar.text[0], bar.hovertext[0]) == (
        drawn[0].told, f"Severe chronic: {severe} students ({severe / 800:.1%})")  # fmt: skip


def test_a_bar_for_each_moment_of_100_percent():
    moments = [(when, parts(LINCOLN_PAGE, when)) for when in (NOW, START, YEAR)]
    figure = tiers_shown(moments, LIGHT)
    assert len(figure.data) == 12
    for place in range(3):
        assert sum(bar.x[0] for bar in figure.data if bar.y[0] == place) == pytest.approx(1)
    assert [bar.text[0] for bar in figure.data[:4]] == ["■ 45", "◆ 112", "▲ 155", "● 300"]
    assert [each.text for each in figure.layout.annotations] == [NOW, START, YEAR]


def test_tiers_not_told_apart_stand_in_one_part():
    figure = tiers_shown([("Now", parts(page(100, 30, FEW, 20), NOW))], LIGHT)
    assert [bar.name for bar in figure.data] == ["Chronic", "At risk", "Satisfactory"]
    assert figure.data[0].marker.color == LIGHT.tiers["moderate_chronic"]


def test_a_hidden_share_is_drawn_nowhere():
    assert parts(ROOSEVELT_PAGE, START) == []


def test_last_year_stands_behind_in_the_place_of_this_year():
    figure = percent_by_week(LINCOLN_PAGE.weeks, LINCOLN_PAGE.before, LIGHT)
    last, this = figure.data
    assert (last.name, this.name) == ("Last year", "This year")
    assert last.x[0] == this.x[0]
    assert list(this.y) == [percent for _, percent in LINCOLN_PAGE.weeks]


def test_one_year_alone_and_none():
    [line] = percent_by_week(A_WEEK, (), LIGHT).data
    assert line.name == "This year"
    assert not percent_by_week((), (), LIGHT).data


@pytest.mark.parametrize(("now", "before", "lower"), [
    (20, 25, "This year"), (25, 20, "Last year"), (20, 20, "Last year"),
])  # fmt: skip
def test_the_lower_line_is_named_below(now, before, lower):
    day = A_WEEK[0][0]
    figure = percent_by_week(((day, now),), ((date(2025, 1, 31), before),), LIGHT, LARGE)
    below = [each.text for each in figure.layout.annotations if each.yanchor == "top"]
    assert [words.split(",")[0] for words in below] == [lower]
