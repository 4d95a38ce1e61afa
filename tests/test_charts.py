"""Charts are pure: the same numbers give the same figure."""

import pytest

from sm_core.charts.tiers import tier_shares
from sm_core.definitions import TIERS
from sm_core.palette import DARK, LIGHT, TIER_MARKS

COUNTS = {"satisfactory": 63, "at_risk": 155, "moderate_chronic": 289, "severe_chronic": 93}


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
