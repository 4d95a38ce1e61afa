"""A measure by grade, group or school: the share of each row, with a tick for the year before."""

from collections.abc import Sequence

import pandas as pd
import plotly.graph_objects as go

from sm_core.charts.layout import GAP, above_each_other, axis, plain, side_by_side
from sm_core.charts.marks import (
    BESIDE,
    colors,
    few_mark,
    hover,
    longest,
    shares,
    short,
    tick,
    written,
)
from sm_core.measures import ATTENDANCE, CHRONIC, Measure, shown_for
from sm_core.palette import Palette


def rates_by_column(
    rows: pd.DataFrame, palette: Palette, chosen: tuple = (), measure: Measure = CHRONIC
) -> go.Figure:
    """An upright bar per row of `beside`, left to right; attendance has dots, and the chronic rate
    below them. Under each name stand percent and number, of attendance both percents, where no tick
    of the year before crosses them. Clicked marks carry [name]; those outside `chosen` are dimmed.
    """
    rows, drawn = written(rows), shown_for(measure)
    figure = above_each_other([each.words for each in drawn], palette)
    for place, each in enumerate(drawn):
        _columns(figure, rows, palette, chosen, each, axis("y", place))
    plain(figure, palette, 300 + 130 * (len(drawn) - 1), bargap=0.3,
          margin={"l": 0, "r": 0, "t": 8 if len(drawn) == 1 else 24, "b": 0})  # fmt: skip
    figure.update_xaxes(
        type="category", showgrid=False, tickangle=0, tickvals=list(rows["label"]),
        ticktext=_under(rows, drawn), tickfont={"size": 11, "color": palette.text},
    )  # fmt: skip
    figure.update_yaxes(tickformat=".0%", rangemode="tozero", nticks=5)
    if measure == ATTENDANCE:
        figure.update_layout(yaxis={"rangemode": "normal"})
    return _steady(figure)


def _columns(figure, rows, palette, chosen, measure: Measure, yaxis: str) -> None:
    marker = {"color": colors(rows, palette.accent, palette, *chosen)}
    marks = {
        "x": rows["label"], "y": shares(rows, measure), "hoverinfo": "text", "yaxis": yaxis,
        "customdata": [[name] for name in rows["name"]], "hovertext": hover(rows, measure),
    }  # fmt: skip
    if measure == ATTENDANCE:
        # From zero all would look alike, and a bar must begin there.
        figure.add_scatter(mode="markers", marker=marker | {"size": 11}, **marks)
    else:
        figure.add_bar(marker=marker, **marks)
    figure.add_scatter(
        x=rows["label"], y=shares(rows, measure, "_before"), mode="markers", hoverinfo="skip",
        marker=tick(palette, "line-ew", 14), yaxis=yaxis,
    )  # fmt: skip


def _under(rows: pd.DataFrame, drawn: Sequence[Measure]) -> list[str]:
    """Lines below each other, short enough for thirteen grades on a phone."""
    names = (f"<b>{label}</b>{few_mark(rated)}"
             for label, rated in zip(rows["label"], rows["rated"], strict=True))  # fmt: skip
    lines = [names, *([_percent(share, each) for share in shares(rows, each)] for each in drawn)]
    if len(drawn) == 1:
        lines.append(short(number) for number in rows[drawn[0].part])
    return ["<br>".join(of) for of in zip(*lines, strict=True)]


def _percent(share: float | None, measure: Measure) -> str:
    if share is None:
        return "–"
    # With a digit behind the point there is no room for the sign, which stands at the axis.
    return measure.percent(share) + ("" if measure.digits else "%")


def rates_by_row(
    rows: pd.DataFrame, palette: Palette, chosen: str | None = None, measure: Measure = CHRONIC
) -> go.Figure:
    """Per row of `beside` the share of the measure and, beside it, the number; beside attendance
    the chronic rate. Clicked marks carry [name]; rows other than `chosen` are dimmed."""
    rows = written(rows)
    together = measure == ATTENDANCE
    second = CHRONIC.words if together else "Days" if measure.of_days else "Students"
    figure = side_by_side(("Attended" if together else "Share", second), palette)
    lit = colors(rows, palette.accent, palette, chosen)
    _share_bars(figure, rows, palette, measure, lit, 0)
    if together:
        _share_bars(figure, rows, palette, CHRONIC, lit, 1)
    else:
        _number_bars(figure, rows, palette, measure, chosen)
    plain(
        figure, palette, 27 * len(rows) + 40, bargap=0.3, margin={"l": 0, "r": 34, "t": 26, "b": 0}
    )
    figure.update_yaxes(autorange="reversed", showgrid=False)
    return _steady(figure)


def _share_bars(figure, rows, palette, measure: Measure, lit: list[str], place: int) -> None:
    here, labels = shares(rows, measure), list(rows["label"])
    words = [
        "" if share is None else f"{GAP}{measure.percent(share)}%{few_mark(n)}"
        for share, n in zip(here, rows["rated"], strict=True)
    ]
    _bars(figure, rows, here, lit, hover(rows, measure), place)
    xaxis, farthest = axis("x", place), longest(rows, measure)
    # In a column and in the color of the bars: behind its own tick a number would be read as that
    # of the year before.
    figure.add_scatter(x=[farthest] * len(rows), y=labels, text=words, xaxis=xaxis,
                       textfont={"color": palette.accent}, **BESIDE)  # fmt: skip
    figure.add_scatter(
        x=shares(rows, measure, "_before"), y=labels, mode="markers", hoverinfo="skip",
        marker=tick(palette, "line-ns", 16), xaxis=xaxis,
    )  # fmt: skip
    _room(figure, farthest, place, measure)


def _number_bars(figure, rows, palette, measure: Measure, chosen: str | None) -> None:
    numbers = [float(number) for number in rows[measure.part]]
    lit = colors(rows, palette.scale[2], palette, chosen)
    _bars(figure, rows, numbers, lit, hover(rows, measure), 1)
    figure.add_scatter(x=numbers, y=list(rows["label"]), text=[f"{GAP}{n:,.0f}" for n in numbers],
                       xaxis="x2", **BESIDE)  # fmt: skip
    _room(figure, max(numbers, default=0), 1, measure)


def _bars(figure, rows, lengths, lit: list[str], words: list[str], place: int) -> None:
    figure.add_bar(
        x=lengths, y=list(rows["label"]), orientation="h", marker={"color": lit},
        customdata=[[name] for name in rows["name"]], hovertext=words, hoverinfo="text",
        xaxis=axis("x", place),
    )  # fmt: skip


def _room(figure: go.Figure, longest: float, place: int, measure: Measure) -> None:
    """For the number behind the longest bar, on a phone, too."""
    wide = 1.7 if measure.of_days else 1.5
    room = {"visible": False, "range": [0, (longest or 1) * wide]}
    figure.update_layout({axis("xaxis", place): room})


def _steady(figure: go.Figure) -> go.Figure:
    """A click is a filter, not a selection: Plotly must not fade the other bars by itself."""
    figure.update_traces(unselected={"marker": {"opacity": 1}}, selector=_clicked)
    return figure


def _clicked(trace) -> bool:
    return trace.customdata is not None
