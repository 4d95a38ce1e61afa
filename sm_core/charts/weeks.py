"""The way through the year, week by week or month by month, with the year before behind it."""

from collections.abc import Sequence
from datetime import date, timedelta

import pandas as pd
import plotly.graph_objects as go

from sm_core.charts.ends import Line, ended, names_at_ends, room
from sm_core.charts.layout import above_each_other, axis, plain
from sm_core.measures import ATTENDANCE, CHRONIC, Measure
from sm_core.palette import Palette

A_YEAR = timedelta(days=364)
"""Fifty-two weeks: a Monday stays a Monday when last year is laid behind this one."""
Trend = tuple[Measure, pd.DataFrame, pd.DataFrame]
"""What is measured, and its counts by week or month of this year and of the year before."""


def rate_by_week(now: pd.DataFrame, before: pd.DataFrame, palette: Palette) -> go.Figure:
    """The chronic rate by week: two results of `by_week`."""
    return trend([(CHRONIC, now, before)], palette)


def trend(trends: Sequence[Trend], palette: Palette, months: bool = False) -> go.Figure:
    """A picture of two lines for each of `trends`, one below the other, the year before in gray
    behind this one. Weeks with nothing to count are left out; clicked marks carry [the last day
    counted, ISO]."""
    figure = above_each_other([measure.words for measure, *_ in trends], palette)
    named = list(figure.layout.annotations)
    for place, (measure, now, before) in enumerate(trends):
        yaxis = axis("y", place)
        lines = [
            _line(figure, before, measure, palette.quiet, "Last year",
                  places(before, months, moved=True), yaxis, months),
            _line(figure, now, measure, palette.accent, "This year", places(now, months), yaxis,
                  months),
        ]  # fmt: skip
        drawn = [line for line in lines if line]
        names = names_at_ends(drawn)
        named += [name | {"yref": yaxis} for name in names]
        reach = room(drawn, names, from_zero=measure != ATTENDANCE)
        figure.update_layout({axis("yaxis", place): {"range": reach}})
    top = 16 if len(trends) == 1 else 26
    plain(figure, palette, 300 + 140 * (len(trends) - 1),
          margin={"l": 0, "r": 24, "t": top, "b": 0}, annotations=named)  # fmt: skip
    figure.update_xaxes(tickformat="%b", dtick="M1", showgrid=False)
    figure.update_yaxes(tickformat=".0%", nticks=6)
    figure.update_traces(unselected={"marker": {"opacity": 1}})
    return figure


def places(rows: pd.DataFrame, months: bool, moved: bool = False) -> list[date]:
    """Where each row stands: at its last day, a month at its first, whose name stands there;
    `moved` to lie behind this year."""
    days = pd.to_datetime(rows["begun" if months else "until"])
    later = pd.DateOffset(years=1) if months else A_YEAR
    return [(day + later if moved else day).date() for day in days]


def _line(
    figure, rows, measure: Measure, color: str, name: str, days, yaxis: str, months: bool
) -> Line | None:
    """Draw a line, None where there is nothing to draw."""
    # A rate is of the year so far, days are those of the week or month alone.
    period = "month" if months else "week"
    when = f"{period} to" if measure.of_days else "by"
    known = rows[measure.whole] > 0
    rows, days = rows[known], [day for day, here in zip(days, known, strict=True) if here]
    if rows.empty:
        return None
    until = pd.to_datetime(rows["until"])
    shares = [float(p) / float(w) for p, w in zip(rows[measure.part], rows[measure.whole],
                                                  strict=True)]  # fmt: skip
    figure.add_scatter(
        x=days, y=shares, mode="lines+markers", name=name, cliponaxis=False,
        line={"color": color, "width": 2.5}, marker={"size": 5},
        customdata=[[day.date().isoformat()] for day in until],
        hovertext=[
            f"{name}, {when} {day:%b} {day.day}, {day.year}: {part:,.0f} of {whole:,.0f} "
            f"{measure.said} ({part / whole:.1%})"
            for day, part, whole in zip(until, rows[measure.part], rows[measure.whole], strict=True)
        ],
        hoverinfo="text", yaxis=yaxis,
    )  # fmt: skip
    words = f"{ended(name, days[-1])}: {shares[-1]:.1%}"
    return Line(words, color, list(zip(days, shares, strict=True)))
