"""The way through the year: the chronic rate week by week, and days missed by weekday."""

from datetime import timedelta

import pandas as pd
import plotly.graph_objects as go
from plotly.colors import sample_colorscale

from sm_core.charts.layout import faded, plain
from sm_core.palette import Palette

A_YEAR = timedelta(days=364)
"""Fifty-two weeks: a Monday stays a Monday when last year is laid behind this one."""
MONTHS = ("", "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
WEEKDAYS = ("", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
LONG = (
    "", "Mondays", "Tuesdays", "Wednesdays", "Thursdays", "Fridays", "Saturdays", "Sundays",
)  # fmt: skip


def rate_by_week(now: pd.DataFrame, before: pd.DataFrame, palette: Palette) -> go.Figure:
    """Two results of `by_week` as lines, the year before in gray behind this one. Weeks without a
    student in rates are left out; clicked marks carry [the last day counted, ISO]."""
    figure = go.Figure()
    _line(figure, before, palette.quiet, "Last year", A_YEAR)
    _line(figure, now, palette.accent, "This year", timedelta(0))
    _name_at_end(figure, palette)
    plain(figure, palette, 300, margin={"l": 0, "r": 24, "t": 16, "b": 0})
    figure.update_xaxes(tickformat="%b", dtick="M1", showgrid=False)
    figure.update_yaxes(tickformat=".0%", rangemode="tozero", nticks=6)
    figure.update_traces(unselected={"marker": {"opacity": 1}})
    return figure


def _line(figure: go.Figure, weeks: pd.DataFrame, color: str, name: str, shift) -> None:
    weeks = weeks[weeks["rated"] > 0]
    if weeks.empty:
        return
    shares = list(weeks["chronic"] / weeks["rated"])
    days = [day.date() + shift for day in pd.to_datetime(weeks["until"])]
    figure.add_scatter(
        x=days, y=shares, mode="lines+markers", name=name, cliponaxis=False,
        line={"color": color, "width": 2.5}, marker={"size": 5},
        customdata=[[day.date().isoformat()] for day in pd.to_datetime(weeks["until"])],
        hovertext=[
            f"{name}, by {until:%b} {until.day}, {until.year}: {chronic:,} of {rated:,} students "
            f"({chronic / rated:.1%})"
            for until, chronic, rated in zip(
                pd.to_datetime(weeks["until"]), weeks["chronic"], weeks["rated"], strict=True)
        ],
        hoverinfo="text",
    )  # fmt: skip


def _name_at_end(figure: go.Figure, palette: Palette) -> None:
    """Direct labels: the lower of the two lines is named below, so that neither is written over."""
    ends = {line.name: (line.x[-1], line.y[-1], line.line.color) for line in figure.data}
    lowest = min((end[1] for end in ends.values()), default=0)
    for name, (day, share, color) in ends.items():
        below = len(ends) > 1 and share == lowest
        figure.add_annotation(
            x=day, y=share, text=f"{name} {share:.1%}", showarrow=False, align="left",
            # The last weeks of school stand at the edge; their name goes to the left.
            xanchor="right" if day.month in (5, 6) else "left", xshift=6,
            yshift=-16 if below else 16,
            font={"color": color}, bgcolor=palette.ground,
        )  # fmt: skip


def missed_by_weekday(
    rows: pd.DataFrame, palette: Palette, chosen: tuple[int, int] | None = None
) -> go.Figure:
    """The result of `by_weekday` as a heat map: months from left to right, Monday on top; the
    number is the percent of student days missed. Clicked cells carry [weekday, month]."""
    # Bars, because Plotly's own heat map cannot be clicked.
    rows = rows[rows["days_enrolled"] > 0]
    rates = rows["days_absent"].astype(float) / rows["days_enrolled"].astype(float)
    rows = rows.assign(rate=rates)
    low, high = (rates.min(), rates.max()) if len(rows) else (0, 1)
    months = list(dict.fromkeys(rows["month"]))
    figure = go.Figure()
    for weekday in sorted(set(rows["weekday"]), reverse=True):
        cells = rows[rows["weekday"] == weekday].set_index("month").reindex(months)
        _row_of_cells(figure, weekday, cells, palette, (low, high), chosen)
    shown = sorted(set(rows["weekday"]), reverse=True)
    plain(figure, palette, 44 * len(shown) + 40, barmode="stack", bargap=0.04)
    figure.update_xaxes(type="category", showgrid=False, side="top")
    figure.update_yaxes(
        showgrid=False, range=[0, max(len(shown), 1)],
        tickvals=[place + 0.5 for place in range(len(shown))],
        ticktext=[WEEKDAYS[weekday] for weekday in shown],
    )  # fmt: skip
    figure.update_traces(unselected={"marker": {"opacity": 1}})
    return figure


def _row_of_cells(figure, weekday: int, cells: pd.DataFrame, palette, bounds, chosen) -> None:
    low, high = bounds
    places = [(rate - low) / (high - low) if high > low else 0 for rate in cells["rate"]]
    lit = [chosen in (None, (weekday, month)) for month in cells.index]
    written = [
        palette.on_scale[int(place >= palette.scale_turns)] if here else palette.text
        for place, here in zip(places, lit, strict=True)
    ]
    figure.add_bar(
        x=[MONTHS[month] for month in cells.index], y=[1] * len(cells),
        marker={
            "color": [
                _cell_color(place, palette, here)
                for place, here in zip(places, lit, strict=True)
            ],
            "line": {"width": 2, "color": palette.ground},
        },
        text=["" if rate != rate else f"{rate * 100:.1f}" for rate in cells["rate"]],
        textposition="inside", insidetextanchor="middle", textangle=0, constraintext="none",
        textfont={"color": written},
        customdata=[[weekday, int(month)] for month in cells.index],
        hovertext=[_cell_words(weekday, month, row) for month, row in cells.iterrows()],
        hoverinfo="text",
    )  # fmt: skip


def _cell_color(place: float, palette: Palette, chosen: bool) -> str:
    if place != place:
        return palette.ground
    [color] = sample_colorscale(list(palette.scale), [place], colortype="tuple")
    code = "#" + "".join(f"{round(part * 255):02X}" for part in color)
    return code if chosen else faded(code, palette)


def _cell_words(weekday: int, month: int, row: pd.Series) -> str:
    if row["rate"] != row["rate"]:
        return ""
    days = f"{row['days_absent']:,.0f} of {row['days_enrolled']:,.0f}"
    missed = f"{row['rate']:.1%} of student days missed"
    return f"{LONG[weekday]} in {MONTHS[month]}: {missed}<br>{days}"
