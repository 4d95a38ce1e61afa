"""What a page of a pack shows of its students: the tiers at its moments, and the rate by week."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import plotly.graph_objects as go

from sm_core.charts.layout import plain
from sm_core.charts.weeks import A_YEAR
from sm_core.packs.parts import Part
from sm_core.palette import Palette
from sm_core.student_words import full_day

SMALL, LARGE = 13, 20
"""The size of letters on a page, and on a projector."""
SUMMER = (5, 6)
"""The months in which a school year ends, at the edge of the chart."""
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
    _line(figure, before, palette.quiet, "Last year", A_YEAR)
    _line(figure, now, palette.accent, "This year", timedelta(0))
    _names_at_ends(figure, palette, size)
    margin = {"l": 0, "r": _room(figure, size), "t": size + 3, "b": 0}
    plain(figure, palette, 300, margin=margin)
    letters = {"size": size, "color": palette.text}
    figure.update_xaxes(
        tickformat="%b", dtick="M1" if size == SMALL else "M2", showgrid=False, tickfont=letters
    )
    figure.update_yaxes(ticksuffix="%", rangemode="tozero", nticks=6, tickfont=letters)
    return figure


def _room(figure: go.Figure, size: int) -> int:
    """Pixels right of the last week for the name that stands there; a name at the end of the school
    year stands left of it."""
    last = max((line.x[-1] for line in figure.data), default=None)
    return 2 * size if last is None or last.month in SUMMER else 8 * size


def _line(figure: go.Figure, weeks: Weeks, color: str, name: str, shift: timedelta) -> None:
    if not weeks:
        return
    figure.add_scatter(
        x=[day + shift for day, _ in weeks], y=[percent for _, percent in weeks],
        mode="lines+markers", name=name, cliponaxis=False,
        line={"color": color, "width": 2.5}, marker={"size": 5},
        hovertext=[f"{name}, by {full_day(day)}: {percent}%" for day, percent in weeks],
        hoverinfo="text",
    )  # fmt: skip


def _names_at_ends(figure: go.Figure, palette: Palette, size: int) -> None:
    """Direct labels: the lower of the two lines is named below, so that neither is written over."""
    lower = min(figure.data, key=lambda line: line.y[-1], default=None)
    for line in figure.data:
        below = len(figure.data) > 1 and line is lower
        figure.add_annotation(
            x=line.x[-1], y=line.y[-1], text=f"{line.name} {line.y[-1]}%", showarrow=False,
            xanchor="right" if line.x[-1].month in SUMMER else "left", xshift=6,
            yshift=(-1.5 if below else 1.5) * size,
            font={"color": line.line.color, "size": size}, bgcolor=palette.ground,
        )  # fmt: skip
