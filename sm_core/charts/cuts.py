"""The tiers of students by school: a bar of 100 % for each."""

import pandas as pd
import plotly.graph_objects as go

from sm_core.charts.layout import plain
from sm_core.charts.marks import colors, few_mark, shares, tick, written
from sm_core.definitions import TIER_WORDS, TIERS
from sm_core.measures import CHRONIC, SEVERE, Measure
from sm_core.palette import TIER_MARKS, Palette

ROW = 46
"""Pixels of a row whose label has two lines."""


def tiers_by_row(
    rows: pd.DataFrame, palette: Palette, chosen: str | None = None, measure: Measure = CHRONIC
) -> go.Figure:
    """A bar per row of `beside`, in the order given from the top: the percent of each tier, worst
    at the left, with a gray tick where the measure (of students) ended the year before. Under each
    name stand the measure and, where it is another one, the severe share, whose part may be too
    narrow for its number. Clicked marks carry [name, tier]; rows other than `chosen` are dimmed."""
    rows = written(rows)
    labels = _labels(rows, measure)
    figure = go.Figure()
    for tier in reversed(TIERS):
        _part(figure, rows, labels, tier, palette, chosen)
    figure.add_scatter(
        x=shares(rows, measure, "_before"), y=labels, mode="markers", hoverinfo="skip",
        marker=tick(palette, "line-ns", 30), cliponaxis=False,
    )  # fmt: skip
    # A number that does not fit its part of the bar is left out, never written over the next.
    fitting = {"minsize": 10, "mode": "hide"}
    plain(figure, palette, ROW * len(rows) + 10, barmode="stack", bargap=0.25, uniformtext=fitting)
    figure.update_xaxes(visible=False, range=[0, 1])
    # Of its own the axis leaves room for the ticks, much of it beside many rows.
    figure.update_yaxes(range=[len(rows) - 0.5, -0.5], showgrid=False)
    figure.update_traces(unselected={"marker": {"opacity": 1}}, selector={"type": "bar"})
    return figure


def _part(figure: go.Figure, rows, labels: list[str], tier: str, palette: Palette, chosen) -> None:
    parts = [
        n / rated if rated else 0.0 for n, rated in zip(rows[tier], rows["rated"], strict=True)
    ]
    figure.add_bar(
        x=parts, y=labels, orientation="h", name=TIER_WORDS[tier],
        marker={
            "color": colors(rows, palette.tiers[tier], palette, chosen),
            "line": {"color": palette.ground, "width": 1},
        },
        # Without space and sign, so that a narrow part has room for it.
        text=[f"{TIER_MARKS[tier]}{100 * share:.0f}" if share else "" for share in parts],
        textposition="inside", insidetextanchor="middle", textangle=0,
        # On a faded bar the color of all text.
        textfont={"size": 12, "color": [
            palette.on_tiers[tier] if chosen in (None, name) else palette.text
            for name in rows["name"]
        ]},
        customdata=[[name, tier] for name in rows["name"]],
        hovertext=[
            f"{label}<br>{TIER_WORDS[tier]}: {count:,} of {rated:,} students ({share:.1%})"
            for label, count, rated, share in zip(
                rows["label"], rows[tier], rows["rated"], parts, strict=True)
        ],
        hoverinfo="text",
    )  # fmt: skip


def _labels(rows: pd.DataFrame, measure: Measure) -> list[str]:
    return [
        f"{label}<br>{part:,} of {rated:,}{few_mark(rated)} · {share or 0:.0%}{severe}"
        for label, part, rated, share, severe in zip(
            rows["label"], rows[measure.part], rows["rated"], shares(rows, measure),
            _severe(rows, measure), strict=True)
    ]  # fmt: skip


def _severe(rows: pd.DataFrame, measure: Measure) -> list[str]:
    if measure == SEVERE:
        return [""] * len(rows)
    mark = TIER_MARKS[SEVERE.part]
    return [f", {mark}{share or 0:.0%}" for share in shares(rows, SEVERE)]
