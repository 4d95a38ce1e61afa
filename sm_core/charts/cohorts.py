"""A measure of the same students a year ago and now, an arrow for each grade of today."""

from collections.abc import Sequence
from html import escape

import pandas as pd
import plotly.graph_objects as go

from sm_core.charts.layout import GAP, faded, plain
from sm_core.charts.marks import BESIDE, few_mark, shares
from sm_core.measures import ATTENDANCE, CHRONIC, Measure
from sm_core.palette import Palette

ROW, AXIS = 34, 40


def then_and_now(
    rows: pd.DataFrame, palette: Palette, chosen: tuple[str, ...] = (), measure: Measure = CHRONIC
) -> go.Figure:
    """Of `cohort_rows`, in the order given from the top: a gray dot where the students stood then,
    an arrowhead where they stand now. Clicked marks carry [grade]; other grades than those `chosen`
    are dimmed."""
    then, now = shares(rows, measure, "_before"), shares(rows, measure)
    names = list(rows["name"])
    lit = [not chosen or name in chosen for name in names]
    figure = go.Figure()
    for name, left, right, here in zip(names, then, now, lit, strict=True):
        figure.add_scatter(
            x=[left, right], y=[name, name], mode="lines", hoverinfo="skip",
            line={"color": _color(palette.accent, here, palette), "width": 2.5},
        )  # fmt: skip
    words = [_hover(row, measure) for row in rows.itertuples()]
    _marks(figure, names, then, words, [_color(palette.quiet, here, palette) for here in lit],
           "circle")  # fmt: skip
    _marks(figure, names, now, words, [_color(palette.accent, here, palette) for here in lit],
           [_head(*pair) for pair in zip(then, now, strict=True)])  # fmt: skip
    figure.add_scatter(
        x=[max(pair) for pair in zip(then, now, strict=True)], y=names,
        text=[f"{GAP}{GAP}{change(*pair, measure)}" for pair in zip(then, now, strict=True)],
        **BESIDE,
    )  # fmt: skip
    plain(figure, palette, ROW * len(rows) + AXIS, margin={"l": 0, "r": 24, "t": 8, "b": 0})
    low, high = span(then, now, measure)
    wide, room = high - low, 0.55 if measure.of_days else 0.35
    figure.update_xaxes(tickformat=".0%", nticks=6, range=[low - 0.02 * wide, high + room * wide])
    figure.update_yaxes(
        type="category", autorange="reversed", tickvals=names, categoryorder="array",
        categoryarray=names, ticktext=[_label(row) for row in rows.itertuples()],
    )  # fmt: skip
    figure.update_traces(unselected={"marker": {"opacity": 1}}, selector={"mode": "markers"})
    return figure


def change(then: float, now: float, measure: Measure) -> str:
    return f"{measure.percent(then)}% → {measure.percent(now)}%"


def span(then: Sequence[float], now: Sequence[float], measure: Measure) -> tuple[float, float]:
    """The lowest and the highest share to be drawn: from zero, but for attendance, which lies far
    above it."""
    every = [*then, *now]
    high = max(every, default=0) or 1
    low = min(every, default=0) if measure == ATTENDANCE else 0
    return (low, high) if low < high else (low - 0.1, high)


def _marks(figure: go.Figure, names, shares: list[float], words, colors, symbols) -> None:
    figure.add_scatter(
        x=shares, y=names, mode="markers", cliponaxis=False,
        marker={"color": colors, "size": 12, "symbol": symbols},
        customdata=[[name] for name in names], hovertext=words, hoverinfo="text",
    )  # fmt: skip


def _head(then: float, now: float) -> str:
    if then == now:
        return "diamond"
    return "triangle-right" if now > then else "triangle-left"


def _color(color: str, lit: bool, palette: Palette) -> str:
    return color if lit else faded(color, palette)


def _label(row) -> str:
    return f"{escape(row.name, quote=False)} · {row.rated:,}{few_mark(row.rated)}"


def _hover(row, measure: Measure) -> str:
    return (
        f"Grade {escape(row.name, quote=False)} now: {row.rated:,} students in rates then and now"
        f"<br>{measure.said}: {_of(row, measure, '_before')} then, {_of(row, measure)} now"
    )


def _of(row, measure: Measure, when: str = "") -> str:
    part, whole = getattr(row, measure.part + when), getattr(row, measure.whole + when)
    return f"{part:,.0f} of {whole:,.0f}"
