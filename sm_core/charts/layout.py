"""What every chart shares: no background of its own, no zoom, room for its labels only."""

import plotly.colors
import plotly.graph_objects as go

from sm_core.palette import Palette


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
    figure.update_layout(**settings | more)
    axis = {"fixedrange": True, "gridcolor": palette.line, "zeroline": False, "automargin": True}
    figure.update_xaxes(**axis)
    figure.update_yaxes(**axis)
    return figure


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
