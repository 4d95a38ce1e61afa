"""The shares of the tiers: one bar for all, or one per row."""

import plotly.graph_objects as go

from sm_core.charts.layout import plain
from sm_core.definitions import TIER_WORDS, TIERS
from sm_core.palette import TIER_MARKS, Palette

NARROW = 0.06
"""A share too small to carry its number inside the bar."""


def tier_shares(counts: dict[str, int], palette: Palette) -> go.Figure:
    """One horizontal bar of 100 %: the share of students in each tier, worst at the left.

    `counts` are students by tier name; tiers without students take no room.
    """
    total = sum(counts.values())
    figure = go.Figure()
    for tier in reversed(TIERS):
        share = counts[tier] / total if total else 0
        words = f"{TIER_WORDS[tier]}: {counts[tier]:,} of {total:,} students ({share:.1%})"
        figure.add_bar(
            x=[share], y=[""], orientation="h", name=TIER_WORDS[tier],
            marker={
                "color": palette.tiers[tier], "line": {"color": palette.ground, "width": 1}
            },
            text=f"{TIER_MARKS[tier]} {share:.0%}" if share >= NARROW else "",
            textposition="inside", insidetextanchor="middle", textangle=0,
            textfont={"color": palette.on_tiers[tier], "size": 14},
            hovertext=words, hoverinfo="text",
        )  # fmt: skip
    plain(figure, palette, 56, barmode="stack", bargap=0, margin=dict.fromkeys("lrtb", 0))
    figure.update_xaxes(visible=False, range=[0, 1])
    figure.update_yaxes(visible=False)
    return figure
