"""Schools or groups by grade, as a map of cells under the name of each row."""

from collections.abc import Sequence
from html import escape

import pandas as pd
import plotly.graph_objects as go

from sm_core.charts.layout import plain
from sm_core.charts.marks import FEW, few_mark, hover, shares
from sm_core.charts.scale import places, shade, two_lines, upon
from sm_core.grades import in_natural_order
from sm_core.measures import ATTENDANCE, CHRONIC, Measure
from sm_core.palette import Palette

ROW = 62
"""Pixels of a row with its name above it: on a phone there is no room beside."""
HIGH = 0.64
"""How much of a row its cells take."""


def matrix(
    rows: pd.DataFrame, palette: Palette, measure: Measure,
    chosen: str | None = None, grades: Sequence[str] = (),
) -> go.Figure:  # fmt: skip
    """The rows of `beside` of a matrix as cells, names in the order given from the top, grades from
    left to right; the number is the percent, the smaller one that of the year before, or beside
    attendance the chronic rate. The scale is that of cells with `FEW` students or more. Clicked
    cells carry [name, grade]; those outside the `chosen` name and `grades` are dimmed."""
    rows = rows[rows["rated"] > 0].reset_index(drop=True)
    keys = list(zip(rows["name"], rows["grade"], strict=True))
    names = list(dict.fromkeys(rows["name"]))
    lit = [chosen in (None, name) and (not grades or grade in grades) for name, grade in keys]
    cells = list(zip(_spots(rows, measure), lit, strict=True))
    figure = go.Figure()
    figure.add_bar(
        x=list(rows["grade"]), y=[HIGH] * len(rows),
        base=[-names.index(name) - 1 for name in rows["name"]],
        marker={
            "color": [shade(spot, palette, on) for spot, on in cells],
            "line": {"width": 1, "color": palette.line},
        },
        text=_texts(rows, measure), textposition="inside", insidetextanchor="middle", textangle=0,
        constraintext="none",
        textfont={"size": 12, "color": [upon(spot, palette, on) for spot, on in cells]},
        customdata=[list(key) for key in keys], hovertext=_hover(rows, measure), hoverinfo="text",
    )  # fmt: skip
    of_name = dict(list(rows.groupby("name", sort=False)))
    across = in_natural_order(set(rows["grade"]))
    # All at once: one by one, the names of sixty schools take a third of a second.
    above = [_name(of_name[name], -place, measure, palette) for place, name in enumerate(names)]
    plain(figure, palette, ROW * len(names) + 30, bargap=0.06, barmode="overlay",
          margin={"l": 0, "r": 0, "t": 26, "b": 0}, annotations=above)  # fmt: skip
    figure.update_xaxes(
        type="category", showgrid=False, side="top", categoryorder="array",
        categoryarray=across, tickvals=across,
        ticktext=[escape(grade, quote=False) for grade in across],
    )  # fmt: skip
    figure.update_yaxes(visible=False, range=[-len(names), 0.02])
    figure.update_traces(unselected={"marker": {"opacity": 1}})
    return figure


def _spots(rows: pd.DataFrame, measure: Measure) -> list[float | None]:
    """Cells of few students stay out of the scale: one student would set its end."""
    enough = rows["rated"] >= FEW
    known = [
        share if many else None for share, many in zip(shares(rows, measure), enough, strict=True)
    ]
    return places(known, measure.less_is_worse)


def _texts(rows: pd.DataFrame, measure: Measure) -> list[str]:
    second = shares(rows, CHRONIC) if measure == ATTENDANCE else shares(rows, measure, "_before")
    other = CHRONIC if measure == ATTENDANCE else measure
    return [
        two_lines(f"{measure.percent(share)}{few_mark(rated)}",
                  "" if below is None else other.percent(below))
        for share, rated, below in zip(shares(rows, measure), rows["rated"], second, strict=True)
    ]  # fmt: skip


def _hover(rows: pd.DataFrame, measure: Measure) -> list[str]:
    labels = [
        f"{escape(label, quote=False)}, grade {escape(grade, quote=False)}"
        for label, grade in zip(rows["label"], rows["grade"], strict=True)
    ]
    return hover(rows.assign(label=labels), measure)


def _name(row: pd.DataFrame, top: int, measure: Measure, palette: Palette) -> dict:
    part, whole = float(row[measure.part].sum()), float(row[measure.whole].sum())
    words = f"<b>{escape(row['label'].iloc[0], quote=False)}</b> {part / whole:.1%}"
    if measure == ATTENDANCE:
        words += f", {row['chronic'].sum() / row['rated'].sum():.0%} chronically absent"
    return {
        "x": 0, "xref": "paper", "y": top, "text": words, "showarrow": False, "xanchor": "left",
        "yanchor": "top", "yshift": -5, "font": {"size": 12, "color": palette.text}, "borderpad": 0,
    }  # fmt: skip
