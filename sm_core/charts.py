"""Charts: numbers in, Plotly figure out."""

import plotly.graph_objects as go

from sm_core.definitions import TIER_WORDS, TIERS

TIER_COLORS = {
    "satisfactory": "#CFE3EE",
    "at_risk": "#F2C14E",
    "moderate_chronic": "#E0732F",
    "severe_chronic": "#8C1C3A",
}
TIER_MARKS = {
    "satisfactory": "●",
    "at_risk": "▲",
    "moderate_chronic": "◆",
    "severe_chronic": "■",
}
# Dark text on the light tiers, white on the dark one: at least 4.5 to 1.
TIER_TEXT = dict.fromkeys(TIERS, "#1C2126") | {"severe_chronic": "#FFFFFF"}
NARROW = 0.06
"""A share too small to carry its number inside the bar."""


def tier_shares(counts: dict[str, int]) -> go.Figure:
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
            marker={"color": TIER_COLORS[tier], "line": {"color": "#FFFFFF", "width": 1}},
            text=f"{TIER_MARKS[tier]} {share:.0%}" if share >= NARROW else "",
            textposition="inside", insidetextanchor="middle", textangle=0,
            textfont={"color": TIER_TEXT[tier], "size": 14},
            hovertext=words, hoverinfo="text",
        )  # fmt: skip
    figure.update_layout(
        barmode="stack", height=56, showlegend=False, bargap=0,
        margin={"l": 0, "r": 0, "t": 0, "b": 0},
        xaxis={"visible": False, "range": [0, 1], "fixedrange": True},
        yaxis={"visible": False, "fixedrange": True},
        paper_bgcolor="rgba(0,0,0,0)", plot_bgcolor="rgba(0,0,0,0)",
    )  # fmt: skip
    return figure
