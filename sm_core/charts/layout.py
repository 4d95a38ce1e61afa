"""What every chart shares: no background of its own, no zoom, room for its labels only."""

import re
from collections.abc import Sequence

import plotly.colors
import plotly.graph_objects as go

from sm_core.palette import Palette

AXIS = re.compile(r"[xy]axis\d*")


def plain(figure: go.Figure, palette: Palette, height: int, **more) -> go.Figure:
    """Lay `figure` out at `height` pixels; `more` goes to Plotly's layout and rules."""
    settings = {
        "height": height,
        "showlegend": False,
        "margin": {"l": 0, "r": 8, "t": 8, "b": 0},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "font": {"color": palette.text, "size": 13},
        "dragmode": False,
        "hoverlabel": {"align": "left"},
    }
    axis = {"fixedrange": True, "gridcolor": palette.line, "zeroline": False, "automargin": True}
    known = more | {name: figure.layout[name].to_plotly_json() | more.get(name, {}) | axis
                    for name in figure.layout if AXIS.fullmatch(name)}  # fmt: skip
    # All at once and as it stands: to merge each setting takes Plotly ten times as long.
    return figure.update_layout(settings | known, overwrite=True)


GUTTER = 0.3
"""Between two pictures one above the other, for the title of the lower one; a part of its height.
"""


def above_each_other(titles: Sequence[str], palette: Palette) -> go.Figure:
    """An empty figure with a picture for each title, the first on top, over one axis of x. Marks of
    the second name `yaxis="y2"`. One alone needs no title. Plotly's own way takes twenty times as
    long."""
    if len(titles) == 1:
        return go.Figure()
    high = 1 / (len(titles) + GUTTER * (len(titles) - 1))
    layout: dict = {"xaxis": {"anchor": axis("y", len(titles) - 1)}, "annotations": []}
    for place, title in enumerate(titles):
        top = 1 - place * high * (1 + GUTTER)
        layout[axis("yaxis", place)] = {"domain": [max(top - high, 0), top]}
        layout["annotations"].append(_title(title, 0.5, top, palette))
    return go.Figure(layout=layout)


def side_by_side(titles: tuple[str, str], palette: Palette) -> go.Figure:
    """An empty figure with two pictures, left and right, over one axis of y. Marks of the second
    name `xaxis="x2"`."""
    return go.Figure(layout={
        "xaxis": {"domain": [0, 0.44]}, "xaxis2": {"domain": [0.56, 1]}, "yaxis": {},
        "annotations": [_title(title, at, 1, palette)
                        for title, at in zip(titles, (0.22, 0.78), strict=True)],
    })  # fmt: skip


def axis(name: str, place: int) -> str:
    """Plotly's name of the axis of the picture at `place`, counted from 0: y, y2, y3."""
    return f"{name}{place + 1}" if place else name


def _title(words: str, x: float, y: float, palette: Palette) -> dict:
    return {
        "text": words, "x": x, "y": y, "xref": "paper", "yref": "paper", "xanchor": "center",
        "yanchor": "bottom", "yshift": 2, "showarrow": False,
        "font": {"size": 12, "color": palette.text},
    }  # fmt: skip


def threshold(figure: go.Figure, palette: Palette, share: float, words: str) -> None:
    """A thin line across the chart at `share` (a fraction), named at its right end."""
    figure.add_hline(
        share, line={"color": palette.quiet, "width": 1, "dash": "dot"},
        annotation={
            "text": words, "font": {"size": 11, "color": palette.quiet}, "yshift": 7,
            "xanchor": "right",
        },
    )  # fmt: skip


DIMMED = 0.35
"""How strongly the marks show that are not the chosen one."""


def faded(color: str, palette: Palette) -> str:
    """`color` (#RRGGBB) as a mark that is not the chosen one. Mixed here, because a list of
    opacities beside texts stops Plotly from reporting a click (seen in plotly 7.1)."""
    ends = [plotly.colors.hex_to_rgb(code) for code in (palette.ground, color)]
    mixed = plotly.colors.find_intermediate_color(*ends, DIMMED)
    return f"rgb({', '.join(str(round(part)) for part in mixed)})"


GAP = "\u00a0\u00a0"
"""Before a number beside a mark; plain spaces at its start are not drawn."""
