"""What a page of a pack shows of its students: the tiers at its moments, and the rate by week."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import plotly.graph_objects as go

from sm_core.charts.ends import Line, ended, names_at_ends, room
from sm_core.charts.layout import plain
from sm_core.charts.weeks import A_YEAR
from sm_core.packs.parts import Part
from sm_core.palette import Palette
from sm_core.student_words import full_day

SMALL, LARGE = 13, 20
"""The size of letters on a page, and on a projector."""
Weeks = Sequence[tuple[date, int]]


def tiers_shown(moments: Sequence[tuple[str, Sequence[Part]]], palette: Palette) -> go.Figure:
    """A bar of 100 % for each (label, parts) in their order from the top, the worst tier at the
    left. What does not fit its part is hidden."""
    figure = go.Figure()
    for place, (label, parts) in enumerate(moments):
        for part in parts:
            _bar(figure, place, part, palette)
        figure.add_annotation(
            x=0, y=place, text=label, showarrow=False, xanchor="left", yshift=2.1 * SMALL,
            font={"size": SMALL, "color": palette.text},
        )  # fmt: skip
    fitting = {"minsize": SMALL - 2, "mode": "hide"}
    plain(figure, palette, 5 * SMALL * len(moments) + 6, barmode="stack", bargap=0.56,
          uniformtext=fitting, margin={"l": 0, "r": 0, "t": SMALL + 1, "b": 0})  # fmt: skip
    figure.update_xaxes(visible=False, range=[0, 1])
    figure.update_yaxes(visible=False, range=[len(moments) - 0.5, -0.5])
    return figure


def _bar(figure: go.Figure, place: int, part: Part, palette: Palette) -> None:
    figure.add_bar(
        x=[part.share], y=[place], orientation="h", name=part.words,
        marker={"color": palette.tiers[part.tier], "line": {"color": palette.ground, "width": 1}},
        text=[part.told],
        textposition="inside", insidetextanchor="middle", textangle=0,
        textfont={"color": palette.on_tiers[part.tier], "size": SMALL},
        hovertext=[f"{part.words}: {part.students:,} students ({part.share:.1%})"],
        hoverinfo="text",
    )  # fmt: skip


def percent_by_week(now: Weeks, before: Weeks, palette: Palette, size: int = SMALL) -> go.Figure:
    """Whole percents by the last day of each week as lines, the year before in gray behind."""
    figure = go.Figure()
    lines = [
        _line(figure, before, palette.quiet, "Last year", A_YEAR),
        _line(figure, now, palette.accent, "This year", timedelta(0)),
    ]
    drawn = [line for line in lines if line]
    names = names_at_ends(drawn, size)
    margin = {"l": 0, "r": 2 * size, "t": size + 3, "b": 0}
    plain(figure, palette, 300, margin=margin, annotations=names)
    letters = {"size": size, "color": palette.text}
    figure.update_xaxes(
        tickformat="%b", dtick="M1" if size == SMALL else "M2", showgrid=False, tickfont=letters
    )
    reach = room(drawn, names, from_zero=True)
    figure.update_yaxes(ticksuffix="%", range=reach, nticks=6, tickfont=letters)
    return figure


def _line(figure: go.Figure, weeks: Weeks, color: str, name: str, shift: timedelta) -> Line | None:
    """Draw a line, None where there is nothing to draw."""
    if not weeks:
        return None
    points = [(day + shift, percent) for day, percent in weeks]
    figure.add_scatter(
        x=[day for day, _ in points], y=[percent for _, percent in points],
        mode="lines+markers", name=name, cliponaxis=False,
        line={"color": color, "width": 2.5}, marker={"size": 5},
        hovertext=[f"{name}, by {full_day(day)}: {percent}%" for day, percent in weeks],
        hoverinfo="text",
    )  # fmt: skip
    day, percent = points[-1]
    return Line(f"{ended(name, day)}: {percent}%", color, points)
