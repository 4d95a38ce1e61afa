"""One student's year: a square per school day, and the share missed so far."""

from __future__ import annotations

from datetime import date, timedelta
from html import escape
from typing import TYPE_CHECKING

import plotly.graph_objects as go

from sm_core.charts.layout import plain, threshold
from sm_core.palette import Palette

if TYPE_CHECKING:
    import pandas as pd

WEEKDAYS = "MTWTFSS"
SIDE = "20px"
ONE_YEAR = timedelta(days=364)
"""Fifty-two weeks: last year's Mondays lie under this year's."""
THRESHOLDS = {0.05: "5%", 0.10: "10% chronic", 0.20: "20% severe"}
NAME_WEEKS = 10
"""How much of a line its name reaches over."""
ROOM = 0.16
"""Beyond the last day, as a share of the days shown: where the thresholds are named."""
LEGEND = {
    "present": "present",
    "whole excused": "missed, excused",
    "whole": "missed, not excused",
    "part": "part of the day missed",
    "out": "not counted",
    "ahead": "to come",
}


def day_squares(frame: pd.DataFrame, palette: Palette) -> str:
    """The year as HTML: months from left to right, a row per weekday, a square per date in session.

    `frame` is what `student_days.squares` gives. HTML and not a figure, because the months then
    wrap on a phone at a size that can be read, and every square carries its date as text.
    """
    if frame.empty:
        return ""
    months = frame.groupby(frame["day"].map(lambda day: (day.year, day.month)), sort=True)
    rows = max(5, max(day.weekday() for day in frame["day"]) + 1)
    drawn = [_month(days, rows) for _, days in months]
    summary = ", ".join(_month_words(days) for _, days in months)
    return (
        f"<style>{_style(palette, rows)}</style>"
        f'<div class="sm-year" role="img" aria-label="Days missed by month: {summary}">'
        f"{''.join(drawn)}</div>{_legend(frame)}"
    )


def _month_words(days: pd.DataFrame) -> str:
    name, enrolled = f"{days['day'].iloc[0]:%b}", int(days["enrolled"].sum())
    return f"{name} {days['missed'].sum():g} of {enrolled}" if enrolled else name


def _month(days: pd.DataFrame, rows: int) -> str:
    monday = days["day"].iloc[0] - timedelta(days=days["day"].iloc[0].weekday())
    letters = [f'<i style="grid-area:{row + 1}/1">{WEEKDAYS[row]}</i>' for row in range(rows)]
    cells = [_square(row, monday) for row in days.itertuples()]
    name, _, count = _month_words(days).partition(" ")
    return (
        f'<div class="sm-month"><div class="sm-name">{name} <span>{count}</span></div>'
        f'<div class="sm-days">{"".join(letters + cells)}</div></div>'
    )


def _square(row, monday: date) -> str:
    place = f"{row.day.weekday() + 1}/{_column(monday, row.day)}"
    words = escape(f"{row.day:%a %b} {row.day.day}: {row.words}")
    return f'<b class="{_look(row)}" style="grid-area:{place}" title="{words}">{row.day.day}</b>'


def _column(monday: date, day: date) -> int:
    """A column per week from the month's first on; column 1 holds the letters of the weekdays."""
    return (day - monday).days // 7 + 2


def _look(row) -> str:
    hatched = row.excused and row.state in ("whole", "part")
    return f"{row.state} excused" if hatched else row.state


def _legend(frame: pd.DataFrame) -> str:
    used = {_look(row) for row in frame.itertuples()}
    used |= {"part"} if "part excused" in used else set()
    marks = [
        f'<span><b class="{look}"></b>{words}</span>'
        for look, words in LEGEND.items()
        if look in used
    ]
    return f'<div class="sm-year sm-legend">{"".join(marks)}</div>'


def _style(palette: Palette, rows: int) -> str:
    low, part, whole = palette.scale[0], palette.scale[1], palette.scale[3]
    hatch = f"repeating-linear-gradient(135deg,{part} 0 3px,{low} 3px 6px)"
    return f"""
.sm-year{{display:flex;flex-wrap:wrap;gap:14px 10px;color:{palette.text};line-height:1}}
.sm-name{{font-size:13px;font-weight:600;margin:0 0 6px 14px;white-space:nowrap}}
.sm-name span{{font-weight:400}}
.sm-days{{display:grid;grid-template-rows:repeat({rows},{SIDE});grid-auto-columns:{SIDE};gap:2px}}
.sm-year .sm-days{{grid-template-columns:12px}}
.sm-year i,.sm-year b{{font-style:normal;font-weight:400;font-size:11px;display:flex;
align-items:center;justify-content:center}}
.sm-year b{{box-sizing:border-box;width:{SIDE};height:{SIDE};border-radius:3px;background:{low}}}
.sm-year .part{{background:{part}}}
.sm-year .part.excused{{background:{hatch}}}
.sm-year .whole{{background:{whole};color:{palette.ground};font-weight:700}}
.sm-year .whole.excused{{background:{hatch};color:{palette.text};border:2px solid {whole}}}
.sm-year .out{{background:none;border:1px dashed {palette.quiet}}}
.sm-year .ahead{{background:none;border:1px solid {palette.line}}}
.sm-legend{{margin-top:14px;gap:8px 18px;font-size:13px}}
.sm-legend span{{display:inline-flex;align-items:center;gap:6px}}"""


def running_rate(now: pd.DataFrame, before: pd.DataFrame, palette: Palette) -> go.Figure:
    """The share of days missed so far, this year over last year, which is moved by 52 weeks.

    Both frames are what `student_days.running` gives; either may be empty.
    """
    last = before.assign(shown=[day + ONE_YEAR for day in before["day"]])
    now = now.assign(shown=now["day"])
    dates = sorted([*now["shown"], *last["shown"]])
    highest = max([0.2, *now["share"], *last["share"]])
    figure = go.Figure()
    plain(figure, palette, 300)
    lines = ((last, "Last year", palette.quiet), (now, "This year", palette.accent))
    for frame, name, color in lines:
        if len(frame):
            _line(figure, frame, name, color)
    _name_ends(figure, now, last, palette)
    figure.update_yaxes(range=[0, min(1, highest * 1.15)], showgrid=False, tickformat=".0%",
                        tickvals=[0, *THRESHOLDS, *(n / 10 for n in range(3, 11))])  # fmt: skip
    if dates:
        shown = [dates[0], dates[-1] + (dates[-1] - dates[0]) * ROOM]
        figure.update_xaxes(range=shown, tickvals=_months(dates[0], dates[-1]), tickformat="%b",
                            showgrid=False)  # fmt: skip
    for share, words in THRESHOLDS.items():
        threshold(figure, palette, share, words)
    return figure


def _months(first: date, last: date) -> list[date]:
    """The first of every month after `first` up to `last`."""
    numbers = range(first.year * 12 + first.month, last.year * 12 + last.month)
    return [date(number // 12, number % 12 + 1, 1) for number in numbers]


def _line(figure: go.Figure, frame: pd.DataFrame, name: str, color: str) -> None:
    figure.add_scatter(
        x=frame["shown"], y=frame["share"], mode="lines", name=name,
        line={"color": color, "width": 2.5},
        hovertext=[
            f"{name}, {row.day:%b} {row.day.day}: missed {row.missed:g} of {row.enrolled} days "
            f"({row.percent})"
            for row in frame.itertuples()
        ],
        hoverinfo="text",
    )  # fmt: skip


def _name_ends(figure: go.Figure, now: pd.DataFrame, last: pd.DataFrame, palette: Palette) -> None:
    """Name each line over its end, clear of its last weeks; where two ends meet, the lower line is
    named below."""
    ends = [
        (frame.tail(NAME_WEEKS * 5), name, color)
        for frame, name, color in (
            (now, "This year", palette.accent), (last, "Last year", palette.text)
        )
        if len(frame)
    ]  # fmt: skip
    ends.sort(key=lambda end: end[0]["share"].iloc[-1], reverse=True)
    days = [tail["shown"].iloc[-1] for tail, _, _ in ends]
    meet = len(ends) == 2 and abs(days[0] - days[1]) < timedelta(weeks=NAME_WEEKS)
    begin = min((frame["shown"].iloc[0] for frame in (now, last) if len(frame)), default=None)
    for place, (tail, name, color) in enumerate(ends):
        below = meet and place == 1
        # Too near the left edge, a name to the left of its end would be cut off.
        short = tail["shown"].iloc[-1] - begin < timedelta(weeks=NAME_WEEKS)
        figure.add_annotation(
            x=tail["shown"].iloc[-1], y=tail["share"].min() if below else tail["share"].max(),
            text=f"{name} {tail['percent'].iloc[-1]}", showarrow=False,
            xanchor="left" if short else "right",
            yanchor="top" if below else "bottom", yshift=-3 if below else 3,
            font={"color": color, "size": 13},
        )  # fmt: skip
