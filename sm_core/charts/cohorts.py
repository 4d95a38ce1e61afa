"""The chronic share of the same students a year ago and now, an arrow for each grade of today."""

from html import escape

import pandas as pd
import plotly.graph_objects as go

from sm_core.charts.layout import GAP, faded, plain
from sm_core.charts.marks import BESIDE, FEW
from sm_core.palette import Palette

ROW, AXIS = 34, 40


def then_and_now(rows: pd.DataFrame, palette: Palette, chosen: tuple[str, ...] = ()) -> go.Figure:
    """The result of `cohorts`, in the order given from the top: a gray dot where the students stood
    then, an arrowhead where they stand now. Grades nobody of whom was here then are left out.
    Clicked marks carry [grade]; other grades than those `chosen` are dimmed."""
    rows = rows[rows["rated"] > 0]
    then = list(rows["chronic_before"] / rows["rated"])
    now = list(rows["chronic"] / rows["rated"])
    names = list(rows["name"])
    lit = [not chosen or name in chosen for name in names]
    figure = go.Figure()
    for name, left, right, here in zip(names, then, now, lit, strict=True):
        figure.add_scatter(
            x=[left, right], y=[name, name], mode="lines", hoverinfo="skip",
            line={"color": _color(palette.accent, here, palette), "width": 2.5},
        )  # fmt: skip
    _marks(figure, rows, then, [_color(palette.quiet, here, palette) for here in lit], "circle")
    heads = [_head(*pair) for pair in zip(then, now, strict=True)]
    _marks(figure, rows, now, [_color(palette.accent, here, palette) for here in lit], heads)
    figure.add_scatter(
        x=[max(pair) for pair in zip(then, now, strict=True)], y=names,
        text=[f"{GAP}{GAP}{left:.0%} → {right:.0%}" for left, right in zip(then, now, strict=True)],
        **BESIDE,
    )  # fmt: skip
    plain(figure, palette, ROW * len(rows) + AXIS, margin={"l": 0, "r": 24, "t": 8, "b": 0})
    most = max([*then, *now], default=0) or 1
    figure.update_xaxes(tickformat=".0%", range=[-0.02 * most, most * 1.35], nticks=6)
    figure.update_yaxes(
        type="category", autorange="reversed", tickvals=names, categoryorder="array",
        categoryarray=names, ticktext=[_label(row) for row in rows.itertuples()],
    )  # fmt: skip
    figure.update_traces(unselected={"marker": {"opacity": 1}}, selector={"mode": "markers"})
    return figure


def _marks(figure: go.Figure, rows: pd.DataFrame, shares: list[float], colors, symbols) -> None:
    figure.add_scatter(
        x=shares, y=rows["name"], mode="markers", cliponaxis=False,
        marker={"color": colors, "size": 12, "symbol": symbols},
        customdata=[[name] for name in rows["name"]],
        hovertext=[_hover(row) for row in rows.itertuples()], hoverinfo="text",
    )  # fmt: skip


def _head(then: float, now: float) -> str:
    if then == now:
        return "diamond"
    return "triangle-right" if now > then else "triangle-left"


def _color(color: str, lit: bool, palette: Palette) -> str:
    return color if lit else faded(color, palette)


def _label(row) -> str:
    return f"{escape(row.name, quote=False)} · {row.rated:,}{'*' if row.rated < FEW else ''}"


def _hover(row) -> str:
    return (
        f"Grade {escape(row.name, quote=False)} now: {row.rated:,} students in rates then and now"
        f"<br>{row.chronic_before:,} chronically absent then, {row.chronic:,} now"
    )
