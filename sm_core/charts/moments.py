"""The shares of the tiers at several dates, one bar of 100 % above the other."""

from collections.abc import Iterable

import plotly.graph_objects as go

from sm_core.charts.layout import plain
from sm_core.definitions import TIER_WORDS, TIERS
from sm_core.palette import TIER_MARKS, Palette
from sm_core.progress.moments import Moment
from sm_core.student_words import full_day

ROW = 66
"""Pixels of a bar with its label above it."""


def tiers_at(moments: Iterable[Moment], palette: Palette) -> go.Figure:
    """A bar for each moment with enough students, in the order given from the top, worst tier at
    the left; above it its label, date and students. What does not fit its part is hidden."""
    rows = [moment for moment in moments if moment.may_be_drawn]
    figure = go.Figure()
    for tier in reversed(TIERS):
        _part(figure, rows, tier, palette)
    for place, moment in enumerate(rows):
        figure.add_annotation(
            x=0, y=place, text=label(moment), showarrow=False, xanchor="left", yshift=27,
            font={"size": 13, "color": palette.text},
        )  # fmt: skip
    fitting = {"minsize": 11, "mode": "hide"}
    plain(figure, palette, ROW * len(rows) + 6, barmode="stack", bargap=0.56, uniformtext=fitting,
          margin={"l": 0, "r": 0, "t": 14, "b": 0})  # fmt: skip
    figure.update_xaxes(visible=False, range=[0, 1])
    figure.update_yaxes(visible=False, range=[len(rows) - 0.5, -0.5])
    return figure


def _part(figure: go.Figure, rows: list[Moment], tier: str, palette: Palette) -> None:
    counts = [moment.tiers.get(tier, 0) for moment in rows]
    shares = [count / moment.rated for count, moment in zip(counts, rows, strict=True)]
    figure.add_bar(
        x=shares, y=list(range(len(rows))), orientation="h", name=TIER_WORDS[tier],
        marker={"color": palette.tiers[tier], "line": {"color": palette.ground, "width": 1}},
        text=[part_words(tier, count) if count else "" for count in counts],
        textposition="inside", insidetextanchor="middle", textangle=0,
        textfont={"color": palette.on_tiers[tier], "size": 13},
        hovertext=[
            f"{moment.label}: {TIER_WORDS[tier]}, {count:,} of {moment.rated:,} students "
            f"({share:.1%})"
            for moment, count, share in zip(rows, counts, shares, strict=True)
        ],
        hoverinfo="text",
    )  # fmt: skip


def label(moment: Moment) -> str:
    """Like "Now · Jan 30, 2026 · 612 students"."""
    return f"{moment.label} · {full_day(moment.day)} · {moment.rated:,} students"


def part_words(tier: str, count: int) -> str:
    return f"{TIER_MARKS[tier]} {count:,}"
