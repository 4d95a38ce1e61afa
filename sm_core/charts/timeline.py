"""What happened to one student: a lane for each kind of thing, on one axis of days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from html import escape
from textwrap import shorten
from typing import TYPE_CHECKING

import plotly.graph_objects as go

from sm_core.charts.layout import plain
from sm_core.contacts.contact import LOOKED, SAW, TALKED
from sm_core.palette import Palette
from sm_core.student_words import week_day
from sm_core.timeline import event as kind
from sm_core.timeline.event import LANES

if TYPE_CHECKING:
    import pandas as pd

LANE, LABEL = 46, 20
"""Pixels."""
FEW_MONTHS = 6
HOVER = 90
"""Letters; the list below the chart has the rest."""
BESIDE = 0.22
"""How far below the mark before it stands the next one of a day, as a part of a lane."""


@dataclass(frozen=True)
class Mark:
    """`symbol` is Plotly's and `sign` the same in a line of text; one that is `pale` is small and
    in the color of little."""

    symbol: str
    sign: str
    words: str
    pale: bool = False


MARKS = {
    kind.WHOLE: Mark("square", "■", "missed"),
    kind.EXCUSED: Mark("square-open", "□", "excused"),
    kind.PART: Mark("square", "▪", "part of the day", pale=True),
    kind.PART_EXCUSED: Mark("square-open", "▫", "part of the day excused", pale=True),
    SAW: Mark("circle", "●", "seen"),
    TALKED: Mark("triangle-up", "▲", "talked with"),
    LOOKED: Mark("circle-open", "○", "not there when looked for"),
    kind.CHECK_IN: Mark("diamond", "◆", "check-in"),
    kind.WORRY: Mark("star", "★", "check-in with a worry about safety"),
    kind.ASKED: Mark("triangle-down-open", "▽", "request for help"),
    kind.STEP: Mark("triangle-right-open", "▷", "step of a request"),
    kind.RESOLVED: Mark("triangle-down", "▼", "request resolved"),
    kind.REVIEWED: Mark("hexagon", "⬢", "weekly review"),
    kind.TO_DO: Mark("square-open", "□", "action to do"),
    kind.DONE: Mark("square", "■", "action done"),
    kind.DROPPED: Mark("x", "✕", "action no longer needed"),
    kind.TOLD: Mark("diamond-open", "◇", "told"),
    kind.GIVEN: Mark("diamond", "◆", "permission"),
    kind.NO: Mark("x", "✕", "said no"),
    kind.REACHED: Mark("circle", "●", "call, message, visit or meeting"),
    kind.DECIDED: Mark("cross", "✚", "chosen or not"),
    kind.SUPPORT: Mark("star", "★", "intensive support"),
    kind.BEGAN: Mark("triangle-right", "▶", "match began"),
    kind.ENDED: Mark("triangle-left-open", "◁", "match ended"),
}


def lanes(frame: pd.DataFrame, first: date, last: date, palette: Palette) -> go.Figure:
    """`frame` is what `Timeline.frame` gives, the axis goes from `first` to `last`. A line goes
    down where a match begins (drawn through) or ends (dashed), named at its top."""
    named = frame[frame["label"] != ""].sort_values("day", kind="stable")
    figure = go.Figure()
    plain(figure, palette, LANE * len(LANES) + LABEL * len(named) + 40)
    if len(frame):
        _marks(figure, frame, palette)
    room = (last - first) * 0.02 + timedelta(days=1)
    figure.update_xaxes(range=[first - room, last + room], tickvals=_months(first, last),
                        tickformat="%b", tickangle=0, showgrid=True)  # fmt: skip
    top = -0.8 - len(named) * LABEL / LANE
    figure.update_yaxes(range=[len(LANES) - 0.45, top], showgrid=False, showticklabels=False)
    names = [_lane_name(place, name, palette) for place, name in enumerate(LANES)]
    labels = [_label(row, place, first, last, palette)
              for place, row in enumerate(named.itertuples())]  # fmt: skip
    lines = [_line(row, place, palette) for place, row in enumerate(named.itertuples())]
    figure.update_layout(annotations=names + labels, shapes=lines)
    return figure


def _marks(figure: go.Figure, frame: pd.DataFrame, palette: Palette) -> None:
    """Those of one lane and day stand below each other. One trace, because each costs a
    millisecond; of different sizes Plotly would make them pale by itself."""
    marks = [MARKS[name] for name in frame["kind"]]
    colors = [palette.scale[2] if mark.pale else palette.scale[3] for mark in marks]
    nth = frame.groupby(["lane", "day"]).cumcount().clip(upper=2)
    figure.add_scatter(
        x=list(frame["day"]), y=list(frame["lane"].map(LANES.index) + nth * BESIDE),
        mode="markers", hoverinfo="text", hovertext=[_hover(row) for row in frame.itertuples()],
        marker={"symbol": [mark.symbol for mark in marks], "color": colors, "opacity": 1,
                "size": [6 if mark.pale else 9 for mark in marks],
                "line": {"width": [1.5 if mark.symbol.endswith("-open") else 0 for mark in marks],
                         "color": colors}},
    )  # fmt: skip


def _hover(row) -> str:
    words = shorten(row.words, HOVER, placeholder=" …")
    return escape(f"{week_day(row.day)}: {words}")


def _lane_name(place: int, name: str, palette: Palette) -> dict:
    return {"text": name, "xref": "paper", "x": 0, "y": place - 0.42, "xanchor": "left",
            "showarrow": False, "font": {"size": 12, "color": palette.quiet}}  # fmt: skip


def _height(place: int) -> float:
    return -0.85 - place * LABEL / LANE


def _line(row, place: int, palette: Palette) -> dict:
    dash = "solid" if row.kind == kind.BEGAN else "dash"
    return {"type": "line", "x0": row.day, "x1": row.day, "y0": _height(place),
            "y1": len(LANES) - 0.45, "layer": "below",
            "line": {"color": palette.accent, "width": 1.5, "dash": dash}}  # fmt: skip


def _label(row, place: int, first: date, last: date, palette: Palette) -> dict:
    """To the side on which there is room."""
    left = row.day - first < (last - first) / 2
    return {"text": escape(row.label), "x": row.day, "y": _height(place), "showarrow": False,
            "xanchor": "left" if left else "right", "xshift": 4 if left else -4,
            "font": {"size": 12, "color": palette.accent}}  # fmt: skip


def _months(first: date, last: date) -> list[date]:
    """The first of each month; of every second one where there are many."""
    months = [
        date(year, month, 1) for year in range(first.year, last.year + 1) for month in range(1, 13)
        if first <= date(year, month, 1) <= last
    ]  # fmt: skip
    return months if len(months) <= FEW_MONTHS else months[::2]


def legend(frame: pd.DataFrame) -> list[str]:
    """The marks that occur, by lane, because lanes share signs: "Absent: ■ missed, □ excused"."""
    found = {lane: set(kinds) for lane, kinds in frame.groupby("lane")["kind"]}
    return [
        f"{lane}: {', '.join(f'{m.sign} {m.words}' for k, m in MARKS.items() if k in found[lane])}"
        for lane in LANES if lane in found
    ]  # fmt: skip
