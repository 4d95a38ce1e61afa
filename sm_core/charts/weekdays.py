"""Days missed by weekday and month, as a map of cells."""

import pandas as pd
import plotly.graph_objects as go

from sm_core.charts.layout import plain
from sm_core.charts.scale import places, shade, two_lines, upon
from sm_core.measures import MISSED
from sm_core.palette import Palette

MONTHS = ("", "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
WEEKDAYS = ("", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
LONG = (
    "", "Mondays", "Tuesdays", "Wednesdays", "Thursdays", "Fridays", "Saturdays", "Sundays",
)  # fmt: skip
Cells = dict[tuple[int, int], tuple[float, float]]
"""By (weekday, month) the days missed and the days enrolled."""


def missed_by_weekday(
    rows: pd.DataFrame, palette: Palette, chosen: tuple[int, int] | None = None,
    before: pd.DataFrame | None = None,
) -> go.Figure:  # fmt: skip
    """The result of `by_weekday` as a map: months from left to right, Monday on top; the number is
    the percent of student days missed, the smaller one that of the year `before`. Clicked cells
    carry [weekday, month]."""
    # Bars, because Plotly's own heat map cannot be clicked.
    cells, earlier = cells_of(rows), cells_of(before)
    at = dict(zip(cells, places([missed / days for missed, days in cells.values()]), strict=True))
    months = list(dict.fromkeys(rows[rows["days_enrolled"] > 0]["month"]))
    shown = sorted({weekday for weekday, _ in cells}, reverse=True)
    figure = go.Figure()
    for weekday in shown:
        _row(figure, [(weekday, int(month)) for month in months], cells, earlier, at, palette,
             chosen)  # fmt: skip
    plain(figure, palette, 48 * len(shown) + 40, barmode="stack", bargap=0.04)
    figure.update_xaxes(type="category", showgrid=False, side="top")
    figure.update_yaxes(
        showgrid=False, range=[0, max(len(shown), 1)],
        tickvals=[place + 0.5 for place in range(len(shown))],
        ticktext=[WEEKDAYS[weekday] for weekday in shown],
    )  # fmt: skip
    figure.update_traces(unselected={"marker": {"opacity": 1}})
    return figure


def cells_of(rows: pd.DataFrame | None) -> Cells:
    """Those with days."""
    if rows is None:
        return {}
    return {
        (int(row.weekday), int(row.month)): (float(row.days_absent), float(row.days_enrolled))
        for row in rows.itertuples()
        if row.days_enrolled
    }


def _row(figure, keys, cells: Cells, earlier: Cells, at: dict, palette, chosen) -> None:
    lit = [chosen in (None, key) for key in keys]
    spots = [at.get(key) for key in keys]
    figure.add_bar(
        x=[MONTHS[month] for _, month in keys], y=[1] * len(keys),
        marker={
            "color": [shade(spot, palette, on) for spot, on in zip(spots, lit, strict=True)],
            "line": {"width": 2, "color": palette.ground},
        },
        text=[two_lines(_percent(cells.get(key)), _percent(earlier.get(key)) * (key in cells))
              for key in keys],
        textposition="inside", insidetextanchor="middle", textangle=0, constraintext="none",
        textfont={"color": [upon(*pair) for pair in _on(spots, palette, lit)]},
        customdata=[list(key) for key in keys],
        hovertext=[_words(key, cells, earlier) for key in keys], hoverinfo="text",
    )  # fmt: skip


def _on(spots, palette: Palette, lit):
    return [(spot, palette, on) for spot, on in zip(spots, lit, strict=True)]


def _percent(days: tuple[float, float] | None) -> str:
    return MISSED.percent(days[0] / days[1]) if days else ""


def _words(key: tuple[int, int], cells: Cells, earlier: Cells) -> str:
    if key not in cells:
        return ""
    (missed, days), (weekday, month) = cells[key], key
    words = f"{LONG[weekday]} in {MONTHS[month]}: {missed / days:.1%} of student days missed"
    before = f"<br>{_percent(earlier[key])}% a year before" if key in earlier else ""
    return f"{words}<br>{missed:,.0f} of {days:,.0f}{before}"
